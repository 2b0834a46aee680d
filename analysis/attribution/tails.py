"""What a sentence tells before the verb and subject that end it (*El puerto cerrará, informó la alcaldía.*)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ..lexicons import load, word_set, words_of
from ..records import Attribution, Span
from ..text.runs import LETTERS
from .behind import teller_behind
from .clauses import without_joining
from .complements import verb
from .edges import of_content, of_source
from .places import Told, is_doubtful, is_quoted, put_in, sentence_around, without_end
from .types import type_of

CONFIDENCE = 0.9
"""How often such a passage is an attribution and cut right: nine in ten and more, of those annotated as of others."""
# Words of what is told, at the least; characters between a verb and its subject, and behind that, at the most.
_FEWEST, _SOON, _REST = 4, 60, 120
# What ends a sentence before another; letters of a comma and a blank, or of these and a quotation mark.
_ENDED, _COMMA = frozenset(("", *".!?…\n")), (2, 3)
_BARE = re.compile(
    r"(?:al? [A-ZÁÉÍÓÚ]\w*(?: [A-ZÁÉÍÓÚ]\w*)* )?(?P<first>[a-zà-ÿ]+)"
    r"(?: (?:de|del|la|las|los|[a-zà-ÿ]{4,}|[A-ZÁÉÍÓÚ]\w*)){0,6}"
)
# Who tells in front of a verb: seven words, one of them perhaps with a point.
_SUBJECT = re.compile(r"(?:[\w'’&-]+\.? ){0,7}[\w'’&-]+\.?")


class Tail(NamedTuple):
    """Where the comma, the cue and the subject stand that end a sentence."""

    comma: int
    cue: tuple[int, int]
    teller: tuple[int, int]


@cache
def _tail(lang: str) -> re.Pattern[str]:
    """A comma, perhaps *como* or *según*, and a verb of saying."""
    leads = "|".join(words_of("edges", "tail_lead", lang))
    says = verb(lang, "tail", "tail_whole")
    return re.compile(rf", (?P<cue>(?:(?:{leads}) )?{says}) ")


@cache
def _tellers(lang: str) -> frozenset[str]:
    """Return the nouns of a language that stand for a source, with their plurals."""
    rows = [row for row in load("source_nouns") if row["lang"] == lang]
    forms = {form for row in rows for form in (row["noun"], row["feminine"], row["plural"]) if form and " " not in form}
    return frozenset(form + ending for form in forms for ending in ("", "s", "es"))


def with_tails(text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions with what sentences tell that end in a verb and its subject, where nobody found any.

    >>> text = "El puerto de Alba cerrará, informaron a Efe fuentes judiciales."
    >>> [(a.content[0].of(text), a.source[0].of(text)) for a in with_tails(text, "es", (), ())]
    [('El puerto de Alba cerrará', 'fuentes judiciales')]
    """
    told: Told | None = None
    new: list[Attribution] = []
    instead: set[int] = set()
    # Most such verbs are cues already, of what the engine is sure of.
    firm = {a.cue[0].start for a in found if a.cue and (not is_doubtful(a) or _is_whole(text, a))}
    for tail in (*_verb_first(text, lang, firm), *_verb_last(text, lang, firm)):
        told = told or Told(found)
        beside = told.at(tail.comma, max(tail.cue[1], tail.teller[1]))
        if is_quoted(marks, tail.comma) or not _all_doubtful(found, beside):
            continue
        its, here = _told(text, tail, told, marks)
        # Nothing is told behind a verb that ends its sentence.
        verb_last = tail.teller < tail.cue
        if its and _all_doubtful(found, here) and (verb_last or _is_within(found, here, its.content[0].end)):
            new.append(_going_on(text, its, [found[k] for k in sorted(here)], marks))
            instead |= here
    return put_in(found, new, instead)


def _all_doubtful(found: Sequence[Attribution], numbers: set[int]) -> bool:
    """Return whether the engine hardly believes in any of some attributions, all told in paraphrase."""
    return all(is_doubtful(found[k]) for k in numbers)


def _going_on(text: str, its: Attribution, given_way: Sequence[Attribution], marks: Sequence[Span]) -> Attribution:
    """Return what a sentence tells with what was found to go on behind its verb, for that is said all the same."""
    later = [span for a in given_way for span in a.content if span.start > its.cue[0].end]
    content = (*its.content, *later)
    return replace(its, content=content, type=type_of(text, content, its.cue, marks)) if later else its


def _is_within(found: Sequence[Attribution], numbers: set[int], end: int) -> bool:
    """Return whether all that some attributions tell first ends before a place."""
    return all(found[k].content[0].end <= end for k in numbers)


def _is_whole(text: str, a: Attribution) -> bool:
    """Return whether what was found is told from the beginning of its sentence to its cue, as most such are."""
    begin = a.content[0].start
    before = text[max(0, begin - 2) : begin].rstrip(" \u00a0")[-1:]
    return bool(a.source) and len(a.content) == 1 and before in _ENDED and a.cue[0].start - a.content[0].end in _COMMA


def _verb_first(text: str, lang: str, firm: set[int]) -> Iterator[Tail]:
    """Yield where a verb and its subject may end a sentence: *…, informó la alcaldía.*"""
    if words_of("edges", "tail_whole", lang):
        for match in _tail(lang).finditer(text):
            if match.start("cue") in firm:
                continue
            teller = _without_article(text, match.end(), lang) or teller_behind(text, match.end() - 1, len(text))
            if teller and teller[0] - match.end() <= _SOON and _tells(text, teller, lang):
                yield Tail(match.start(), match.span("cue"), teller)


def _verb_last(text: str, lang: str, firm: set[int]) -> Iterator[Tail]:
    """Yield where a subject and its verb end a sentence: *…, the mayor said on Monday.*"""
    for word in words_of("edges", "tail_last", lang):
        at = text.find(" " + word)
        while at >= 0:
            end = at + 1 + len(word)
            loose = at + 1 not in firm and _closes().match(text, end)
            comma = text.rfind(", ", max(0, at - _SOON), at) if loose else -1
            who = text[comma + 2 : at]
            if comma >= 0 and _SUBJECT.fullmatch(who) and who.partition(" ")[0].lower() not in _no_subject():
                yield Tail(comma, (at + 1, end), (comma + 2, at))
            at = text.find(" " + word, end)


@cache
def _closes() -> re.Pattern[str]:
    """The end of a sentence, perhaps behind a day."""
    return re.compile(
        rf"(?i:(?: (?:on|late|early))? (?:{'|'.join(words_of('edges', 'day'))}))?(?:[.!?](?=\s|\Z)|\n|\Z)"
    )


@cache
def _no_subject() -> frozenset[str]:
    return word_set("edges", "preposition") | word_set("edges", "joins") | word_set("edges", "relative_word")


def _without_article(text: str, at: int, lang: str) -> tuple[int, int] | None:
    """Return where somebody stands who is named without an article, perhaps behind whom it is told: *a Efe fuentes*."""
    found = _BARE.match(text, at)
    if found is None or found["first"] not in _tellers(lang):
        return None
    return found.start("first"), found.end()


def _tells(text: str, teller: tuple[int, int], lang: str) -> bool:
    """Return whether a subject is a name or somebody, and no object: *anunció el cierre*."""
    words = LETTERS.findall(text, *teller)[:3]
    return any(word[0].isupper() or word in _tellers(lang) for word in words)


def _told(text: str, tail: Tail, told: Told, marks: Sequence[Span]) -> tuple[Attribution | None, set[int]]:
    """Return what the sentence before a verb tells, and the numbers of what was found in the sentence."""
    at, teller = tail.comma, tail.teller
    begin, end = sentence_around(text, at)
    if begin < 0:
        return None, set()
    begin = without_joining(text, begin, at)
    last = max(teller[1], tail.cue[1])
    rest = text[last : without_end(text, last, end)].lstrip()
    # What is told goes on behind a lone comma (", dijo Ruiz, y el puerto").
    goes_on = rest.startswith(",") and rest.count(",") == 1
    if len(LETTERS.findall(text, begin, at)) < _FEWEST or len(rest) > _REST or goes_on:
        return None, set()
    content, cue = (Span(*of_content(text, begin, at)),), (Span(*tail.cue),)
    source = (Span(*of_source(text, *teller, None)),)
    its = Attribution(content, cue, source, type_of(text, content, cue, marks), confidence=CONFIDENCE)
    return its, told.at(begin, end)
