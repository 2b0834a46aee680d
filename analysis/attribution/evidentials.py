"""What is told "according to" somebody (*Selon la mairie, …*; *…, according to the mayor*) where the engine found none.

The construction is closed: a preposition, who tells, a comma, and the rest of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import is_not

from ..lexicons import load, word_set, words_of
from ..records import Attribution, Span
from .clauses import without_joining
from .complements import verb
from .edges import of_content, of_source
from .places import Told, is_quoted, put_in, sentence_around, without_end
from .types import type_of

CONFIDENCE = 0.88
"""How often such a passage is an attribution and cut right: 421 of 451 in the annotated articles."""
# Of what the engine believes less in, this rule knows better.
_DOUBTFUL = 0.75
# Words of whose opinion it is, at the most; words that stand before "selon X," and have no verb of their own, perhaps.
_OPINION, _BEGUN = 8, 6
_words = partial(word_set, "edges")
_WORD = re.compile(r"[^\W\d_]+['’]?|\d+")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*[ \u00a0]?)+(?=,)")
_LONGEST = 90
# Characters behind a preposition in which the word stands that tells whether a source follows.
_NEAR = 40
_MENTION = re.compile(rf"(?:[^,;:!?…()\n«»“”\".]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[DM]r)\.){{2,{_LONGEST}}}")
_BRACKETS = re.compile(r" ?\([^()\n]{1,40}\)")
_NAMED = re.compile(r"[^\W\d_]{2}")
# Sources that hold no opinion.
_PAPER = frozenset(("document", "media"))
_BLANKS = frozenset(" \u00a0")
_ENDED = frozenset(("", *'.!?…\n»”"'))
_SIGNS = " \u00a0\u202f,"
# What parts a sentence into more than one clause or item.
_INNER = re.compile(r"[,;:()–—]|[ \u00a0]-[ \u00a0]")


@cache
def _tails(lang: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the prepositions of a language without their first letter, which may be a capital, and that letter."""
    words = words_of("edges", "evidential", lang)
    curly = [word.replace("'", "’") for word in words if "'" in word]
    return tuple((word[1:], frozenset((word[0], word[0].upper()))) for word in (*words, *curly))


def _places(text: str, lang: str) -> dict[int, int]:
    """Return where the prepositions of a language begin and where what they introduce does, in reading order."""
    found = list(_opinions(text, lang))
    for tail, initials in _tails(lang):
        at = text.find(tail, 1)
        while at > 0:
            after = at + len(tail) + 1
            if text[at - 1] in initials and text[after - 1 : after] in _BLANKS and not text[at - 2 : at - 1].isalnum():
                found.append((at - 1, after))
            at = text.find(tail, after)
    found.sort()
    return dict(found)


def _opinions(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence opens with whose opinion it is: *Pour lui, …*, *Pour le maire, …*, *Para Ana Ruiz, …*."""
    for word in words_of("edges", "opinion", lang):
        opener = f"{word[0].upper()}{word[1:]} "
        at = text.find(opener)
        while at >= 0:
            after = at + len(opener)
            opens = text[max(0, at - 2) : at].rstrip(_SIGNS)[-1:] in _ENDED
            mention = _MENTION.match(text, after) if opens else None
            if mention and text.startswith(",", mention.end()) and _is_somebody(mention.group(), lang, thinks=True):
                yield at, after
            at = text.find(opener, after)


def _is_somebody(mention: str, lang: str, *, thinks: bool) -> bool:
    """Return whether a mention is a pronoun, a name or, behind an article, a noun for a source; one who ``thinks``."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(mention)]
    if not words or mention[0].isupper():
        return bool(words) and words[0] not in words_of("edges", "opinion_none", lang)
    if len(words) == 1:
        return words[0] in _pronouns(lang)
    bare = [word for word in words if word not in _words("determiner")]
    known = _nouns(lang, thinks)
    # An adjective may stand before the noun: "la même source"; a first word may be half of it: "premier ministre".
    named = " ".join(bare[:2]) in known or any(word in known for word in bare[: 1 if thinks else 2])
    return named and len(bare) < len(words) and not (thinks and len(words) > _OPINION)


@cache
def _pronouns(lang: str) -> frozenset[str]:
    return frozenset((*words_of("edges", "opinion_pronoun", lang), *words_of("edges", "opinion_some", lang)))


@cache
def _nouns(lang: str, thinks: bool) -> frozenset[str]:
    """Return the nouns of a language for sources, or for people and bodies alone, with their plurals."""
    rows = [row for row in load("source_nouns") if row["lang"] == lang and not (thinks and row["class"] in _PAPER)]
    forms = {form for row in rows for form in (row["noun"], row["feminine"], row["plural"]) if form}
    return frozenset(form + ending for form in forms for ending in ("", "s", "es"))


def with_evidentials(
    text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Return attributions with those that a preposition introduces and nobody found, or only in part.

    What the engine is sure of in the same sentence stays, and nothing is told twice.

    >>> text = "Il pleut. Selon la mairie, le port fermera."
    >>> [(a.content[0].of(text), a.source[0].of(text)) for a in with_evidentials(text, "fr", (), ())]
    [('le port fermera', 'la mairie')]
    """
    places = _places(text, lang)
    if not places:
        return tuple(found)
    kept = _forward(text, found, places)
    partly = _partly_told(text, kept, places)
    if not partly and kept is found:
        return tuple(found)
    told = Told(kept)
    new: list[Attribution] = []
    instead: set[int] = set()
    for at, after in partly.items():
        beside = told.at(at, after)
        its = {k for k in beside if kept[k].cue and kept[k].cue[0].start == at}
        if beside != its:
            continue
        one = _told(text, lang, at, after, marks)
        if one is None or (new and new[-1].content[-1].end > one.content[0].start):
            continue
        here = told.at(one.content[0].start, one.content[-1].end)
        if all(k in its or _is_doubtful(kept[k]) for k in here) and _is_wider(one, [kept[k] for k in here | its]):
            new.append(one)
            instead |= here | its
    return put_in(kept, new, instead) if new or kept is not found else tuple(found)


def _partly_told(text: str, found: Sequence[Attribution], places: dict[int, int]) -> dict[int, int]:
    """Return the prepositions whose sentence tells more than was found, as far as a look at signs can tell."""
    known: dict[int, list[Attribution]] = {}
    for a in found:
        if a.cue and a.cue[0].start in places:
            known.setdefault(a.cue[0].start, []).append(a)
    whole = {at for at, its in known.items() if len(its) == 1 and _is_whole(text, its[0])}
    return {at: after for at, after in places.items() if at not in whole}


def _is_whole(text: str, a: Attribution) -> bool:
    """Return whether what was found is all its sentence tells: it reaches from one end of it to the cue or the other.

    So most are, and a look at the signs around them tells.
    """
    if a.type == "direct":
        return True
    if len(a.content) > 1:
        return False
    begin, end = a.content[0].start, a.content[0].end
    if end <= a.cue[0].start:
        return text[max(0, begin - 2) : begin].rstrip(_SIGNS)[-1:] in _ENDED
    return text[end : end + 1] in _ENDED and text[begin - 2 : begin].startswith(",")


def _is_doubtful(a: Attribution) -> bool:
    """Return whether the engine hardly believes what it found, or found nothing that introduces it."""
    return not a.cue or (a.confidence < _DOUBTFUL and a.type != "direct")


def _is_wider(told: Attribution, found: Sequence[Attribution]) -> bool:
    """Return whether what a sentence tells holds all that was found to be told in it."""
    first, last = told.content[0].start, told.content[-1].end
    return all(first <= a.content[0].start and a.content[-1].end <= last for a in found)


def _forward(text: str, found: Sequence[Attribution], places: dict[int, int]) -> Sequence[Attribution]:
    """Return attributions without what a preposition does not tell: what stands before one that opens a sentence.

    Nor does one tell anything that introduces no source (*selon le calendrier prévu*).  A quotation stays somebody's.
    ``places``: where each preposition begins and ends.
    """
    told = [k for k, a in enumerate(found) if a.cue and a.cue[0].start in places]
    out = list(found)
    for k in reversed(told):
        a = found[k]
        at = a.cue[0].start
        if not (text[at].isupper() and a.content[-1].end <= at) and not _is_no_source(text, places[at]):
            out[k] = _own_source(text, a, places[at])
        elif a.type == "indirect":
            del out[k]
        else:
            out[k] = replace(a, cue=(), source=tuple(span for span in a.source if span.start < at))
    return out if len(out) < len(found) or any(map(is_not, out, found)) else found


def _own_source(text: str, told: Attribution, after: int) -> Attribution:
    """Return an attribution that a preposition introduces with nothing else for its cue.

    An hour before it ("19h40 : selon la mairie") is no source.
    """
    cue = told.cue[:1]
    if not told.source or any(_NAMED.search(text, span.start, span.end) for span in told.source):
        return told if cue == told.cue else replace(told, cue=cue)
    mention = _MENTION.match(text, after)
    source = (Span(*of_source(text, after, _cut(text, mention), None)),) if mention else told.source
    return replace(told, cue=cue, source=source)


def _start(mark: Span) -> int:
    return mark.start


def _told(text: str, lang: str, at: int, after: int, marks: Sequence[Span]) -> Attribution | None:
    if is_quoted(marks, at):
        return None
    begin, end = sentence_around(text, at)
    if begin < 0:
        return None
    end = without_end(text, begin, end)
    k = bisect_left(marks, end, key=_start) - 1
    if k >= 0 and at < marks[k].start and end < marks[k].end:
        # A quotation goes on behind the end of its first sentence.
        end = marks[k].end
    told_by = _verb_behind(lang).match(text, after, end)
    after = told_by.end() if told_by else after
    mention = _MENTION.match(text, after, end)
    if mention is None or _first(text, after) in _words("no_source") | _words("relative_word"):
        return None
    source = Span(*of_source(text, after, _cut(text, mention), None))
    cue = Span(at, after - 1)
    stop = source.end if text[source.end : source.end + 1] == " " else mention.end()
    in_brackets = _BRACKETS.match(text, stop, end)
    spans = _content(text, lang, begin, end, at, after, in_brackets.end() if in_brackets else stop)
    content = tuple(Span(*of_content(text, b, e)) for b, e in spans)
    if not content or len(_WORD.findall(text, content[0].start, content[-1].end)) < 3:
        return None
    return Attribution(content, (cue,), (source,), type_of(text, content, (cue,), marks), confidence=CONFIDENCE)


@cache
def _verb_behind(lang: str) -> re.Pattern[str]:
    """A verb of saying between a preposition and who tells: *según ha informado la alcaldía, …*."""
    return re.compile(rf"{verb(lang)} (?:a [A-ZÁÉÍÓÚ]\w+ )?")


def _is_no_source(text: str, at: int) -> bool:
    """Return whether what a preposition introduces tells nothing: *selon toute vraisemblance*, *according to plan*."""
    return _first(text, at) in _words("no_source")


def _first(text: str, at: int) -> str:
    """Return the first word from a place on that is no article, in small letters."""
    for match in _WORD.finditer(text, at, at + _NEAR):
        word = match.group().lower().replace("’", "'")
        if word not in _words("determiner"):
            return word
    return ""


def _cut(text: str, mention: re.Match[str]) -> int:
    """Return where a mention ends: a pronoun is one, and a relative goes on telling of it."""
    first = _WORD.match(text, mention.start())
    if first and first.group() in _words("opinion_pronoun"):
        return first.end()
    for word in _WORD.finditer(text, *mention.span()):
        if word.group().lower() in _words("relative_word") and word.start() > mention.start():
            return word.start()
    return mention.end()


def _content(text: str, lang: str, begin: int, end: int, at: int, who: int, after: int) -> list[tuple[int, int]]:
    """Return what is told in the sentence around "according to X": behind it, before it, or on both sides."""
    before = text[begin:at].strip(_SIGNS)
    if not before or _is_joining(before):
        start = _past_appositions(text, after, end)
        return [(start, end)] if start else []
    aside = text[begin:at].rstrip(" \u00a0").endswith(",")
    last = before.rpartition(" ")[2].lower()
    if last in _words("joins") or last in _words("relative_word"):
        # "and, according to X, the port will shut"
        start = after + 1 + (text[after + 1 : after + 2] in " \u00a0")
        return [(start, end)] if (aside or last in _words("joins")) and text[after : after + 1] == "," else []
    start = without_joining(text, begin, at)
    stop = begin + len(text[begin:at].rstrip(_SIGNS))
    one_clause = _INNER.search(text, start, stop) is None
    if not aside and not (one_clause and _is_somebody(text[who:after], lang, thinks=False)):
        return []
    rest = after + len(text[after:end]) - len(text[after:end].lstrip(_SIGNS))
    follows = _WORD.match(text, rest, end)
    if rest >= end or (follows and follows.group().lower() in _words("relative_word")):
        return [(start, stop)]
    if not one_clause or (aside and (text[after] != "," or len(_WORD.findall(text, start, stop)) > _BEGUN)):
        return []
    return [(start, stop), (rest, end)]


def _is_joining(before: str) -> bool:
    return before.lower().rstrip(",") in _words("connects")


def _past_appositions(text: str, after: int, end: int) -> int:
    """Return where what is told begins behind the comma that ends its source, past asides on the source; 0: nowhere."""
    word = _WORD.match(text, after + 1, end) if text[after : after + 1] == " " else None
    at = text.find(",", after, end) if word and word.group().lower() in _words("relative_word") else after
    while 0 <= at < end and text[at] == ",":
        start = at + 1
        while start < end and text[start].isspace():
            start += 1
        word = _WORD.match(text, start, end)
        name = _NAME.match(text, start, end)
        low = word.group().lower().replace("’", "'") if word else ""
        aside = name or low in _words("relative_word") or (word and low.islower() and low not in _words("tells"))
        if start >= end or not aside or text[start] in '«“"':
            return start if start < end else 0
        at = text.find(",", start, end)
        if at < 0:
            return 0
    return 0
