"""A content keeps to its sentence: what the next sentence tells, or the next quotation says, is not the same words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..lexicons import words_of
from ..records import Attribution, Span
from ..text import sentences
from .edges import asks_for_no_name
from .types import type_of

# Where a sentence, a line or a quotation may end and another begin.
_BREAK = re.compile(
    r"[.!?…](?:[ \u00a0\u202f]?[»”\"’')\]])*(?=[\s\u00a0]+[\"“«(]?[^\W_a-zß-ÿ])|[»”](?=\s*[«“])|\"(?=\s+\")|(?=\n)"
)
# Behind one of these a sentence begins; and so many characters of it are looked at.
_ENDED = frozenset(("", *".!?…\n»”:"))
_REACH = 500
_SIGN = re.compile(r"[.!?…»”\"\n]")
_FIRST_CAPITAL = re.compile(r"[\s\u00a0\u202f]*[«“\"][\s\u00a0\u202f]*[^\W\d_a-zß-ÿ]")
_BLANK = re.compile(r"[\s\u00a0]*")
_CLOSERS = frozenset("»”\"’'›")


def pieces(text: str, begin: int, end: int, marks: Sequence[Span], opens: Sequence[int]) -> list[tuple[int, int]]:
    """Return the parts of a content that stand in sentences or quotations of their own; one, as it is, of most.

    ``opens``: where the ``marks`` begin.  A sentence that ends inside a quotation parts nothing.

    >>> text = "il partira. Sept blessés"
    >>> [text[b:e] for b, e in pieces(text, 0, len(text), [], [])]
    ['il partira', 'Sept blessés']
    """
    out: list[tuple[int, int]] = []
    start = begin
    ends = None
    past = 0
    for match in _BREAK.finditer(text, begin, end):
        at = match.end()
        if at < past:
            continue
        k = bisect_right(opens, at - 1) - 1
        mark = marks[k] if k >= 0 and at <= marks[k].end and marks[k].start < at else None
        past = mark.end if mark else 0
        if at <= start or (mark is not None and (at < mark.end or text[at - 1] not in _CLOSERS)):
            continue
        if ends is None:
            ends = {begin + stop for _, stop in sentences(text[begin:end]).tolist()}
        if at not in ends and not (mark is not None and _are_utterances(text, mark, at)):
            continue
        out.append((start, at - (mark is None and text[at - 1] == ".")))
        start = _BLANK.match(text, at, end).end()  # type: ignore[union-attr]
    return [*out, (start, end)] if start < end else out


def in_their_sentence(text: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions with their contents cut to the sentence that tells them.

    That is the nearest to the cue, or the first where nothing introduces a quotation.  Another sentence that holds one
    becomes an attribution of its own, without a cue; what stands in no marks is told by nobody.  Nor is the wish of a
    source not to be named.
    """
    closes = {mark.start: mark.end for mark in marks}
    opens = list(closes)
    out: list[Attribution] = []
    for attribution in found:
        spans = attribution.content
        if len(spans) == 1 and closes.get(spans[0].start) == spans[0].end:
            # Most are: one quotation and nothing else.
            out.append(attribution)
            continue
        if attribution.type == "indirect" and (wish := asks_for_no_name(text, spans[0].start, spans[0].end)):
            spans = _without(text, spans, wish)
        elif len(spans) == 1 and not _may_break(text, spans[0], closes, bool(attribution.cue)):
            out.append(attribution)
            continue
        if spans:
            out += _parted(text, attribution, spans, marks, opens, closes)
    if len(out) > len(found):
        out.sort(key=lambda attribution: attribution.content[0].start)
    return tuple(out)


def _may_break(text: str, span: Span, closes: dict[int, int], told: bool) -> bool:
    """Return whether a content may hold more than its sentence; the few signs are found faster than what breaks."""
    sign = _SIGN.search(text, span.start, span.end - 1)
    if sign is None:
        return False
    closed = closes.get(span.start)
    return closed != span.end and (told or bool(closed)) and _BREAK.search(text, sign.start(), span.end) is not None


def _parted(
    text: str,
    attribution: Attribution,
    spans: tuple[Span, ...],
    marks: Sequence[Span],
    opens: Sequence[int],
    closes: dict[int, int],
) -> list[Attribution]:
    """Return an attribution with its content cut to its sentence, and the quotations of others, each on its own."""
    cue = attribution.cue
    content = []
    lone: list[tuple[int, int]] = []
    for span in spans:
        if not _may_break(text, span, closes, bool(cue)):
            content.append(span)
            continue
        parts = pieces(text, span.start, span.end, marks, opens)
        kept = parts[-1] if cue and cue[0].start >= span.end else parts[0]
        content.append(Span(*kept))
        lone += [part for part in parts if part != kept and bisect_right(opens, part[1]) > bisect_left(opens, part[0])]
    if cue and tuple(content) == attribution.content and not lone:
        return [attribution]
    out = [replace(attribution, content=tuple(content), type=type_of(text, content, cue, marks))]
    for part in lone:
        rest = (Span(*part),)
        out.append(replace(attribution, content=rest, cue=(), source=(), type=type_of(text, rest, (), marks)))
    return out


def _without(text: str, spans: tuple[Span, ...], n: int) -> tuple[Span, ...]:
    """Return a content without its first ``n`` letters and the comma behind them; empty if nothing is left."""
    first = spans[0]
    start = first.start + n
    rest = len(text[start : first.end].lstrip(" \u00a0,"))
    return (*((Span(first.end - rest, first.end),) if rest else ()), *spans[1:])


def _are_utterances(text: str, mark: Span, at: int) -> bool:
    """Return whether a quotation and another right behind it both begin like sentences."""
    if not _FIRST_CAPITAL.match(text, mark.start):
        return False
    return _FIRST_CAPITAL.match(text, at) is not None


def sentence_start(text: str, begin: int, end: int, floor: int) -> int:
    """Return where the sentence of a content begins, told in full before its cue; ``begin`` if not after ``floor``.

    A word that only joins the sentence to the one before is left out.

    >>> text = "Il pleut. Enfin, sept blessés sont à Lyon"
    >>> text[sentence_start(text, text.index("sont"), len(text), 0) :]
    'sept blessés sont à Lyon'
    """
    if text[max(0, begin - 2) : begin].rstrip(" \u00a0\u202f")[-1:] in _ENDED:
        return begin
    near = max(0, begin - _REACH)
    paragraph = max(floor, text.rfind("\n", near, begin) + 1, near)
    start = paragraph + max(at for at, _ in sentences(text[paragraph:end]).tolist() if at <= begin - paragraph)
    if paragraph in (floor or -1, begin - _REACH) and not text[paragraph:start].strip():
        return begin
    return without_joining(text, start, begin)


def without_joining(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind a word that only joins it to the one before.

    >>> without_joining("Enfin, il pleut", 0, 15)
    7
    """
    joined = _joining().match(text, start, end)
    return joined.end() if joined else start


@cache
def _joining() -> re.Pattern[str]:
    words = sorted(map(re.escape, words_of("edges", "connects")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)}),?\s+", re.IGNORECASE)
