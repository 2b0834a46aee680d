"""What is told by a phrase inside its sentence (*Der Hafen schließt laut Roth im Mai*; *Der Hafen sei leer, so …*)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..lexicons import words_of
from ..records import Attribution, Span
from ..text.runs import LETTERS_OR_DIGITS
from .places import Told, is_quoted, is_unsure, put_in, sentence_around, without_end
from .types import type_of

CONFIDENCE = 0.9
"""How often such a passage is an attribution and cut right: 312 of 333 in the annotated articles."""
# Words of what is told, at the least.
_FEWEST = 3
# Who tells before a postposition is looked for so many characters back.
_MENTION = 80
_BESIDE = ' \u00a0,“"”»«‘’'
_SIGNS = " \u00a0,"
_NAME = r"(?:[„“\"][^„“”\"\n]{1,40}[“”\"]|[A-ZÄÖÜ][\w.‑-]*\w)"
_NAMES = rf"{_NAME}(?: {_NAME})*"
# What a match may name, and where: behind a preposition, as a noun behind one, before a postposition.
_FORMS = (("before", "who"), ("by", "what"), ("after", "whose"), ("verb", "teller"))


def _any(lang: str, use: str) -> str:
    return "|".join(words_of("edges", use, lang))


def _capital_or_not(lang: str, use: str) -> str:
    words = words_of("edges", use, lang)
    return "|".join((*words, *(word[0].upper() + word[1:] for word in words)))


@cache
def _phrase(lang: str) -> re.Pattern[str]:
    """A preposition and who tells behind it: *laut Roth*, *nach Angaben Roths*."""
    article, joins = _article(lang), rf"(?: (?:{_any(lang, 'phrase_joins')}))"
    mention = rf"(?:{article})?{_NAMES}(?:{joins}? {article}{_NAMES}|{joins} {_NAMES})*(?: \([^()\n]{{1,30}}\))?"
    told = rf"(?:(?:{_any(lang, 'phrase_adjective')}) ){{0,2}}(?:{_any(lang, 'telling_noun')}){joins}?(?: {mention})?"
    return re.compile(
        rf"(?:(?P<before>{_capital_or_not(lang, 'phrase_before')}) (?P<who>{mention})"
        rf"|(?P<by>{_capital_or_not(lang, 'phrase_with_noun')}) (?P<what>{told}))(?!\w)"
    )


@cache
def _before(lang: str) -> re.Pattern[str]:
    """Who tells and a postposition: *einem Sprecher zufolge*."""
    opens = r"(?<=[.!?\n] )|\A|(?<=\n)"
    return re.compile(
        rf"(?P<whose>(?:(?<!\w){_article(lang)}|{opens}){_NAMES}) (?P<after>{_any(lang, 'phrase_after')})\Z"
    )


@cache
def _aside(lang: str) -> re.Pattern[str]:
    """A word and who tells behind it, between commas: *…, so die Polizei am Montag, …*."""
    return re.compile(
        rf"(?P<before>{_any(lang, 'phrase_aside')}) (?P<who>{_teller(lang)})"
        r"(?:[ ][^,.;:!?\n„“\"]{1,80})?(?=[,.;:!?\n]|\Z)"
    )


@cache
def _as_told(lang: str) -> re.Pattern[str]:
    """A clause that names who tells the sentence: *Wie die Polizei am Montag mitteilte, …*; *…, wie Roth sagte*."""
    return re.compile(
        rf"(?:{_capital_or_not(lang, 'phrase_clause')}) (?P<teller>{_teller(lang)})"
        rf"(?: [^,.;:!?\n„“\"]{{1,60}}?)? (?P<verb>{_any(lang, 'phrase_verb')})(?=[,.;!?\n]|\Z)"
    )


def _teller(lang: str) -> str:
    """Who tells, as a subject: *Roth*, *die Polizei in Ulm*, *der neue Chef der Behörde (BfA)*."""
    article = rf"(?:{_any(lang, 'phrase_subject')}) (?:[a-zäöüß-]+e[nrs]? )*"
    more = rf"(?: {_article(lang)}{_NAMES}| (?:{_any(lang, 'phrase_joins')}) {_NAMES})*(?: \([^()\n]{{1,30}}\))?"
    return rf"(?:{article})?{_NAMES}{more}"


def _article(lang: str) -> str:
    return rf"(?:{_any(lang, 'phrase_article')}) (?:\d[\w.-]* |[a-zäöüß-]+e[nrs] )*"


def _phrases(text: str, lang: str) -> list[re.Match[str]]:
    """Return the phrases of a text in their order; their small words are found faster than what stands beside them."""
    found = []
    for word in (*words_of("edges", "phrase_before", lang), *words_of("edges", "phrase_with_noun", lang)):
        # The first letter may be a capital.
        tail = word[1:] + " "
        at = text.find(tail)
        while at > 0:
            alone = text[at - 1].lower() == word[0] and not text[max(0, at - 2) : at - 1].isalnum()
            if alone and (match := _phrase(lang).match(text, at - 1)):
                found.append(match)
            at = text.find(tail, at + 1)
    for word in words_of("edges", "phrase_after", lang):
        at = text.find(" " + word)
        while at >= 0:
            end = at + 1 + len(word)
            near = max(0, at - _MENTION)
            if match := _before(lang).search(text, text.rfind("\n", near, at) + 1 or near, end):
                found.append(match)
            at = text.find(" " + word, end)
    asides, clauses = words_of("edges", "phrase_aside", lang), words_of("edges", "phrase_clause", lang)
    found += _behind_signs(text, [f", {word} " for word in asides], _aside(lang))
    opening = [f"{word[0].upper()}{word[1:]} " for word in clauses]
    found += _behind_signs(text, [*(f", {word} " for word in clauses), *opening], _as_told(lang))
    return sorted(found, key=lambda match: match.start())


def _behind_signs(text: str, leads: Sequence[str], phrase: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the phrases that begin with a lead, behind its comma if it has one."""
    for lead in leads:
        skip = 2 * lead.startswith(", ")
        at = text.find(lead)
        while at >= 0:
            if match := phrase.match(text, at + skip):
                yield match
            at = text.find(lead, at + 1)


def with_inserted(text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions with those that a phrase inside their sentence introduces, cut as the sentence around it is.

    What was found in the sentence stays, unless it is what the phrase tells, or the engine hardly believes in it.

    >>> text = "Der Hafen schließt laut Anna Roth im Mai."
    >>> [[part.of(text) for part in a.content] for a in with_inserted(text, "de", (), ())]
    [['Der Hafen schließt', 'im Mai']]
    """
    told: Told | None = None
    new: list[Attribution] = []
    instead: set[int] = set()
    for match in _phrases(text, lang):
        told = told or Told(found)
        if match.re is _aside(lang) and (known := _before_aside(text, found, told, match)) is not None:
            if not (found[known].cue and found[known].source):
                new.append(_signed(text, found[known], match, marks))
                instead.add(known)
            continue
        beside = told.at(match.start(), match.end())
        if is_quoted(marks, match.start()) or not _gives_way(found, beside, match):
            continue
        begin, end = sentence_around(text, match.start())
        if begin < 0 or match.end() > end:
            continue
        here = told.at(begin, end)
        if (new and new[-1].content[-1].end > begin) or not _gives_way(found, here, match):
            continue
        its = _told(text, match, *_clause(text, lang, match, begin, without_end(text, begin, end)), marks)
        if its:
            new.append(its)
            instead |= here
    return put_in(found, new, instead)


def _before_aside(text: str, found: Sequence[Attribution], told: Told, match: re.Match[str]) -> int | None:
    """Return the number of what is told right before an aside, which the engine is sure of, or None."""
    for k in told.at(max(0, match.start() - 4), match.start()):
        if not is_unsure(found[k]) and not text[found[k].content[-1].end : match.start()].strip(_BESIDE):
            return k
    return None


def _signed(text: str, a: Attribution, match: re.Match[str], marks: Sequence[Span]) -> Attribution:
    """Return what stands before an aside with its word for a cue, and whom it names for a source."""
    cue = (Span(*match.span("before")),)
    kind = type_of(text, a.content, cue, marks)
    return replace(a, cue=cue, source=(Span(*match.span("who")),), type=kind)


def _gives_way(found: Sequence[Attribution], numbers: set[int], match: re.Match[str]) -> bool:
    """Return whether all of some attributions are what a phrase tells, or nothing the engine is sure of."""
    return all(_is_its(a, match) or is_unsure(a) for a in map(found.__getitem__, numbers))


def _is_its(a: Attribution, match: re.Match[str]) -> bool:
    """Return whether what the engine found is what a phrase tells: its cue, or without one its source, stands in it."""
    places = a.cue or a.source
    return a.type == "indirect" and bool(places) and match.start() <= places[0].start < match.end()


def _clause(text: str, lang: str, match: re.Match[str], begin: int, end: int) -> tuple[int, int]:
    """Return where the relative clause around a phrase stands (*…, das laut Roth leer war, …*), or its sentence."""
    comma = max(text.rfind(",", begin, match.start()), text.rfind(";", begin, match.start()))
    if comma < 0:
        return begin, end
    if text[comma] == ";":
        return comma + 1, end
    if not _relative(lang).match(text, comma, match.start()):
        return begin, end
    stop = text.find(",", match.end(), end)
    return comma + 1, stop if stop >= 0 else end


@cache
def _relative(lang: str) -> re.Pattern[str]:
    return re.compile(rf",\s(?:{_any(lang, 'phrase_relative')})(?!\w)")


def _told(text: str, match: re.Match[str], begin: int, end: int, marks: Sequence[Span]) -> Attribution | None:
    """Return what the sentence around a phrase tells, or None where that is too little."""
    content = []
    for start, stop in ((begin, match.start()), (match.end(), end)):
        while start < stop and text[start] in _SIGNS:
            start += 1
        while stop > start and text[stop - 1] in _SIGNS:
            stop -= 1
        if any(map(str.isalnum, text[start:stop])):
            content.append(Span(start, stop))
    if sum(len(LETTERS_OR_DIGITS.findall(text, part.start, part.end)) for part in content) < _FEWEST:
        return None
    groups = match.groupdict()
    by, who = next(form for form in _FORMS if groups.get(form[0]))
    cue = (Span(*match.span(by)),)
    return Attribution(
        tuple(content), cue, (Span(*match.span(who)),), type_of(text, content, cue, marks), confidence=CONFIDENCE
    )
