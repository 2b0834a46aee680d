"""French incises inside quotation marks (« A, dit-il. B ») by rule: who is told and how, where what is said goes on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..lexicons import words_of
from ..records import Attribution, Span
from .edges import of_source
from .types import type_of

_ENDS = re.compile(r"[,;:!?…–]|\.(?!\w)")
_FOLLOWS = re.compile(r"\s*([^\W\d_]+['’]?)")
_REACH = 170
# Shorter quotations hold no incise; a cue so near a quotation introduces it.
_SHORTEST, _BESIDE = 12, 80
# The first incise comes soon: later ones are told by whoever is quoted.
_LATEST = 400
# Words of a noun and its article.
_NOUN = 2
CONFIDENCE = 0.9
"""How often such a passage is a quotation and cut right: 90 incises of the French press, read by hand."""


class Incise(NamedTuple):
    """Where an incise stands, comma before it to sign behind it left out, and its cue and source as (start, end)."""

    start: int
    end: int
    cue: tuple[tuple[int, int], ...]
    source: tuple[int, int]


def _words(use: str) -> tuple[str, ...]:
    return words_of("edges", use)


def _any(use: str, after: str = "") -> str:
    """Return a pattern for any word of a use; behind one that is not elided stands ``after``."""
    words = sorted(_words(use), key=len, reverse=True)
    return "|".join(word.replace("'", "['’]") + ("" if word.endswith("'") else after) for word in words)


@cache
def _pattern() -> re.Pattern[str]:
    """Three forms: *a-t-il dit*, *dit-il*, *dit Anne Roux* or *a dit lundi le maire*."""
    stem = "|".join(re.escape(word[:-1]) for word in _words("incise") if word.endswith("*"))
    told = rf"(?:(?:{stem})(?:{_any('verb_ending')})|{'|'.join(w for w in _words('incise') if not w.endswith('*'))})"
    done = rf"(?:(?:{stem})(?:{_any('done_ending')})|{_any('incise_done')})"
    to_whom = rf"(?:{_any('clitic', ' ')})?"
    auxiliary, subject = rf"(?:{_any('auxiliary')})", rf"(?:{_any('subject')})"
    place = r"(?:à|au|aux|sur|devant|auprès de)\s(?:l['’]|la\s|le\s)?[A-ZÀ-Þ][\w'’-]*"
    aside = rf"(?:(?:{_any('between')}|[^\W\d_]{{3,}}ment|{place})\s){{0,3}}"
    # A name, or a noun behind an article.
    article = _any("opens", "[ \u00a0]")
    mention = rf"(?:[A-ZÀ-Þ](?:[\w'’-]|\.(?=[ \u00a0]))|(?:{article})(?=\w))"
    return re.compile(
        rf"[,!?…][»”\"]?\s{{1,2}}(?:"
        rf"(?P<had>{to_whom}{auxiliary})(?:-t)?-(?P<who>{subject})\s(?:[^\W\d_]+\s)?(?P<done>{done})(?!\w)"
        rf"|(?P<says>{to_whom}{told})(?:-t)?-(?P<he>{subject})(?!\w)"
        rf"|(?P<tells>{to_whom}(?:{told}|{auxiliary}\s(?:[^\W\d_]+ment\s|(?:{_any('between')})\s)?{done}))\s{aside}"
        rf"(?P<mention>{mention}))"
    )


@cache
def _goes_on() -> frozenset[str]:
    """Words with which what is said goes on behind a comma; others go on telling who speaks."""
    return frozenset(_words("resumes"))


@cache
def _clause() -> re.Pattern[str]:
    """A clause of its own behind a comma, which is what is said, and no apposition."""
    return re.compile(rf"\s*(?!(?:{_any('relative')})\b)[^,.;!?]*?\b(?:{_any('clause')})\b")


@cache
def _belongs() -> re.Pattern[str]:
    """Where or of what somebody is, to the end of a sentence (", de l'Observatoire de Lyon.")."""
    place = _any("place", "[ \u00a0]")
    return re.compile(rf"\s*(?:{place})(?:l['’]|la[ \u00a0])?[A-ZÀ-Þ][^,;!?.]{{0,60}}\.")


@cache
def _initial() -> re.Pattern[str]:
    return re.compile(rf"(?:\b[A-ZÀ-Þ]|\b(?:{_any('abbreviation')}))\Z")


def incises(text: str, begin: int, end: int) -> list[Incise]:
    """Return the incises between two places inside a quotation, in their order.

    >>> text = "Je pars, dit Anne Roux, 43 ans, avocate. Et toi, demande-t-elle, tu restes ?"
    >>> [text[i.start : i.end] for i in incises(text, 0, len(text))]
    ['dit Anne Roux, 43 ans, avocate', 'demande-t-elle']
    """
    found = []
    at = begin
    while match := _pattern().search(text, at, end):
        at = match.end()
        incise = _incise(text, match, begin, end)
        if incise:
            found.append(incise)
            at = incise.end
    return found


def _incise(text: str, match: re.Match[str], begin: int, end: int) -> Incise | None:
    cue: tuple[tuple[int, int], ...]
    if match["done"]:
        cue = (match.span("had"), match.span("done"))
        source = match.span("who")
    elif match["says"]:
        cue, source = (match.span("says"),), match.span("he")
    else:
        cue, source = (match.span("tells"),), (match.start("mention"), match.end())
    named = match["mention"] is not None
    subject = _subject(text, begin, match.start())
    stop = _stop(text, match.end(), end, named, subject)
    if stop is None or (not named and text[stop : stop + 1] == "?"):
        return None
    if named and not subject and match["mention"][0].islower() and (stop == end or text[stop] == ","):
        # "Il demande la paix, exige un vote": an object, unless a new sentence follows.
        told = text[slice(*cue[0])].rpartition(" ")[2]
        if told.startswith(_words("transitive")):
            return None
    if named:
        comma = text.find(",", source[0], stop)
        source = (source[0], comma if comma > 0 else stop)
    return Incise(cue[0][0], stop, cue, source)


def _subject(text: str, begin: int, comma: int) -> bool:
    """Whether nothing but a noun stands before an incise (« Ce texte, dit-elle, … »): its verb comes behind."""
    floor = max(begin, comma - 60)
    words = re.split(r"[.!?…«“\"]", text[floor:comma])[-1].split()
    return len(words) == _NOUN and words[0].lower() in _words("opens")


def _stop(text: str, at: int, end: int, named: bool, subject: bool) -> int | None:
    """Return where the incise ends: at a full stop, or a comma behind which what is said goes on; None: too far.

    ``named``: it names somebody, perhaps with an apposition; ``subject``: what is said has no verb yet.
    """
    comma = None
    for match in _ENDS.finditer(text, at, min(end, at + _REACH)):
        place = match.start()
        if match.group() == "." and _initial().search(text, max(at - 1, place - 4), place):
            continue
        if match.group() != "," or not named or (subject and not text[place + 1 : place + 3].strip().isdigit()):
            return place
        comma = comma or place
        if _belongs().match(text, place + 1, min(end, place + _REACH)):
            continue
        following = _FOLLOWS.match(text, place + 1, min(end, place + 20))
        if following and following[1].lower().replace("’", "'") in _goes_on():
            return place
        if _clause().match(text, place + 1, min(end, place + _REACH)):
            return place
    return comma if comma or end > at + _REACH else end


def with_incises(text: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return the attributions of a French text with its quotations cut where an incise interrupts them.

    What stood in such a quotation becomes one attribution, of the one the incise names; a quotation that goes on
    outside its marks, or has a cue right beside them, stays as it is.
    """
    cut = {k: told for k, mark in enumerate(marks) if (told := _told_in(text, mark))}
    if not cut:
        return tuple(found)
    inside: dict[int, list[int]] = {k: [] for k in cut}
    ends = [mark.end for mark in marks]
    for number, attribution in enumerate(found):
        for span in attribution.content:
            k = bisect_right(ends, span.start)
            while k < len(marks) and marks[k].start < span.end:
                if k in inside:
                    inside[k].append(number)
                k += 1
    out: list[Attribution | None] = list(found)
    new = []
    for k, told in cut.items():
        members = [found[number] for number in inside[k]]
        if not any(_goes_beyond(text, a, marks[k]) for a in members):
            for number in inside[k]:
                out[number] = None
            new.append(_interrupted(text, marks, k, told, max((a.confidence for a in members), default=CONFIDENCE)))
    return tuple(sorted((a for a in (*out, *new) if a), key=lambda a: a.content[0].start))


def _told_in(text: str, mark: Span) -> list[Incise]:
    told = incises(text, mark.start + 1, mark.end - 1) if len(mark) > _SHORTEST else []
    return told if told and told[0].start < mark.start + _LATEST else []


def _goes_beyond(text: str, attribution: Attribution, mark: Span) -> bool:
    """Whether some of the content stands outside the marks, or a cue introduces them from outside."""
    if any(span.start < mark.start or text[mark.end : span.end].strip(" .,") for span in attribution.content):
        return True
    ended = text[mark.start : mark.end - 1].rstrip().endswith(".")
    after = mark.end if ended else mark.end + _BESIDE
    return any(
        mark.end <= span.start < after or mark.start - _BESIDE < span.end <= mark.start for span in attribution.cue
    )


def _interrupted(text: str, marks: Sequence[Span], k: int, told: Sequence[Incise], confidence: float) -> Attribution:
    mark = marks[k]
    begins = [mark.start, *(incise.end for incise in told)]
    stops = [*(incise.start for incise in told), mark.end]
    content = []
    for begin, stop in zip(begins, stops, strict=True):
        while begin < stop and begin > mark.start and text[begin] in " \u00a0\u202f,.;:–":
            begin += 1
        while stop > begin and stop < mark.end and text[stop - 1] in " \u00a0\u202f,":
            stop -= 1
        if any(map(str.isalnum, text[begin:stop])):
            content.append(Span(begin, stop))
        elif stop == mark.end:
            # Nothing is said behind the incise: the closing mark alone, so that the incise stands in a gap.
            content.append(Span(stop - 1, stop))
    first = told[0]
    cue = tuple(Span(*place) for place in first.cue)
    return Attribution(
        content=tuple(content),
        cue=cue,
        source=(Span(*of_source(text, *first.source, None)),),
        type=type_of(text, content, cue, marks),
        confidence=confidence,
    )
