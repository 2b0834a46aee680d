"""What is told "according to" somebody (*Selon la mairie, …*; *…, according to the mayor*) where the engine found none.

The construction is closed: a preposition, who tells, a comma, and the rest of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from operator import is_not

from ..lexicons import load, word_set
from ..records import Attribution, Span
from .clauses import without_joining
from .complements import verb
from .edges import of_content, of_source
from .places import is_quoted, sentence_around, without_end
from .types import type_of

CONFIDENCE = 0.88
"""How often such a passage is an attribution and cut right: 54 of 61 in the annotated articles."""
_words = partial(word_set, "edges")
_WORD = re.compile(r"[^\W\d_]+['’]?|\d+")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*[ \u00a0]?)+(?=,)")
_LONGEST = 90
# Characters behind a preposition in which the word stands that tells whether a source follows.
_NEAR = 40
_MENTION = re.compile(rf"(?:[^,;:!?…()\n«»“”\".]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[DM]r)\.){{2,{_LONGEST}}}")
_BRACKETS = re.compile(r" ?\([^()\n]{1,40}\)")
_NAMED = re.compile(r"[^\W\d_]{2}")
_SIGNS = " \u00a0\u202f,"


@cache
def _tails(lang: str) -> tuple[str, ...]:
    """Return the prepositions of a language without their first letter, which may be a capital, and a blank behind."""
    words = [row["word"] for row in load("edges") if row["use"] == "evidential" and row["lang"] == lang]
    straight = [word[1:] + blank for word in words for blank in " \u00a0"]
    return (*straight, *(tail.replace("'", "’") for tail in straight if "'" in tail))


@cache
def _initials(lang: str) -> frozenset[str]:
    words = [row["word"] for row in load("edges") if row["use"] == "evidential" and row["lang"] == lang]
    return frozenset(first for word in words for first in (word[0], word[0].upper()))


def _places(text: str, lang: str) -> dict[int, int]:
    """Return where the prepositions of a language begin and where what they introduce does, in reading order."""
    found = []
    rare = "\u00a0" not in text
    for tail in _tails(lang):
        if rare and tail[-1] == "\u00a0":
            continue
        at = text.find(tail)
        while at > 0:
            if text[at - 1] in _initials(lang) and not text[max(0, at - 2) : at - 1].isalnum():
                found.append((at - 1, at + len(tail)))
            at = text.find(tail, at + 1)
    return dict(sorted(found))


def with_evidentials(
    text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Return attributions with those that a preposition introduces and nobody found, in sentences that tell no other.

    >>> text = "Il pleut. Selon la mairie, le port fermera."
    >>> [(a.content[0].of(text), a.source[0].of(text)) for a in with_evidentials(text, "fr", (), ())]
    [('le port fermera', 'la mairie')]
    """
    places = _places(text, lang)
    if not places:
        return tuple(found)
    kept = _forward(text, found, places)
    if kept is found and places.keys() <= {a.cue[0].start for a in found if a.cue}:
        return tuple(found)
    taken = sorted((s.start, s.end) for a in kept for part in (a.content, a.cue) for s in part)
    new = []
    for at, after in places.items():
        k = bisect_right(taken, (at, len(text)))
        if k and taken[k - 1][1] > at:
            continue
        told = _told(text, lang, at, after, marks)
        if told and not _overlaps(taken, told.content[0].start, told.content[-1].end):
            new.append(told)
    return tuple(sorted((*kept, *new), key=lambda a: a.content[0].start)) if new or kept is not found else tuple(found)


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


def _overlaps(taken: Sequence[tuple[int, int]], begin: int, end: int) -> bool:
    k = bisect_left(taken, (end, 0))
    return any(stop > begin for _, stop in taken[max(0, k - 8) : k])


def _told(text: str, lang: str, at: int, after: int, marks: Sequence[Span]) -> Attribution | None:
    if is_quoted(marks, at):
        return None
    begin, end = sentence_around(text, at)
    if begin < 0:
        return None
    end = without_end(text, begin, end)
    told_by = _verb_behind(lang).match(text, after, end)
    after = told_by.end() if told_by else after
    mention = _MENTION.match(text, after, end)
    if mention is None or _first(text, after) in _words("no_source") | _words("relative_word"):
        return None
    source = Span(*of_source(text, after, _cut(text, mention), None))
    cue = Span(at, after - 1)
    stop = source.end if text[source.end : source.end + 1] == " " else mention.end()
    in_brackets = _BRACKETS.match(text, stop, end)
    spans = _content(text, begin, end, at, in_brackets.end() if in_brackets else stop)
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
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text, at, at + _NEAR)]
    return next((word for word in words if word not in _words("determiner")), "")


def _cut(text: str, mention: re.Match[str]) -> int:
    """Return where a mention ends before a relative that goes on telling of it."""
    for word in _WORD.finditer(text, *mention.span()):
        if word.group().lower() in _words("relative_word") and word.start() > mention.start():
            return word.start()
    return mention.end()


def _content(text: str, begin: int, end: int, at: int, after: int) -> list[tuple[int, int]]:
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
    if not aside:
        return []
    start = without_joining(text, begin, at)
    stop = begin + len(text[begin:at].rstrip(_SIGNS))
    follows = _WORD.match(text, after + len(text[after:end]) - len(text[after:end].lstrip(_SIGNS)), end)
    if after >= end or (follows and follows.group().lower() in _words("relative_word")):
        return [(start, stop)]
    return []


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
