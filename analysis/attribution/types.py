"""Direct, mixed or indirect: how much of what somebody is said to have said stands in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ..records import Span, Type

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def type_of(text: str, content: Sequence[Span], cue: Sequence[Span], marks: Sequence[Span]) -> Type:
    """Return the type of an attribution from its content, its cue and the text's marked spans (in reading order).

    *direct*: every word of the content is marked and it stands as an utterance of its own (or it is an unmarked
    utterance
    that nothing introduces: an interview's answer, a post); *mixed*: some of its words are marked, or all are but they
    are a constituent of the reporter's sentence; *indirect*: none is.

    >>> type_of('"We go", he said.', [Span(0, 7)], [Span(12, 16)], [Span(0, 7)])
    'direct'
    >>> type_of('He calls it "a farce".', [Span(12, 21)], [Span(3, 8)], [Span(12, 21)])
    'mixed'
    >>> type_of("He said they go.", [Span(8, 15)], [Span(3, 7)], [])
    'indirect'
    """
    if not content:
        return "indirect"
    inside, outside = _by_mark(text, content, marks)
    if not inside:
        return "direct" if not cue and _is_utterance(text, content) else "indirect"
    if not outside:
        return "mixed" if _is_constituent(text, content[0]) else "direct"
    return "mixed"


def _is_constituent(text: str, first: Span) -> bool:
    """Whether a marked content goes on with the reporter's sentence: it begins small and no colon stands before it."""
    begins = next((c for c in text[first.start : first.end] if c.isalnum()), "")
    before = text[max(0, first.start - 4) : first.start].rstrip()
    return begins.islower() and not before.endswith((":", "\n", ".", "!", "?", "»", "”"))


def _is_utterance(text: str, content: Sequence[Span]) -> bool:
    """Whether an unmarked content is a sentence of its own: it begins a sentence or a paragraph."""
    before = text[max(0, content[0].start - 3) : content[0].start].rstrip(" ")
    begins = next((c for c in text[content[0].start : content[0].end] if c.isalnum()), "")
    return not begins.islower() and (not before or not (before[-1].isalnum() or before[-1] in ",;"))


def _by_mark(text: str, content: Sequence[Span], marks: Sequence[Span]) -> tuple[bool, bool]:
    """Return whether letters or digits of the content stand inside marks, and whether any stand outside."""
    inside = outside = False
    for span in content:
        at = span.start
        k = max(0, bisect_right(marks, at, key=_start) - 1)
        while k < len(marks) and marks[k].start < span.end and not (inside and outside):
            begin, stop = max(marks[k].start, at), min(marks[k].end, span.end)
            if begin < stop:
                inside = inside or _spoken(text, begin, stop)
                outside = outside or _spoken(text, at, begin)
                at = stop
            k += 1
        outside = outside or _spoken(text, at, span.end)
    return inside, outside


def _start(mark: Span) -> int:
    return mark.start


def _spoken(text: str, begin: int, stop: int) -> bool:
    return _LETTER_OR_DIGIT.search(text, begin, stop) is not None
