"""Direct, mixed or indirect: how much of what somebody is said to have said stands in quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..records import Span, Type


def type_of(text: str, content: Sequence[Span], cue: Sequence[Span], marks: Sequence[Span]) -> Type:
    """Return the type of an attribution from its content, its cue and the text's marked spans (in reading order).

    *direct*: every word of the content is marked and it stands as an utterance of its own; *mixed*: some words are
    marked, or all are but they are only a constituent of the reporter's sentence; *indirect*: none is.

    >>> type_of('"We go", he said.', [Span(0, 7)], [Span(12, 16)], [Span(0, 7)])
    'direct'
    >>> type_of("He said they go.", [Span(8, 15)], [Span(3, 7)], [])
    'indirect'
    """
    inside, outside = _words_by_mark(text, content, marks)
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _words_by_mark(text: str, content: Sequence[Span], marks: Sequence[Span]) -> tuple[int, int]:
    """Return how many letters and digits of the content stand inside and outside marks."""
    starts = [m.start for m in marks]
    inside = total = 0
    for span in content:
        total += _letters(text[span.start : span.end])
        k = max(0, bisect_right(starts, span.start) - 1)
        while k < len(marks) and marks[k].start < span.end:
            begin, stop = max(marks[k].start, span.start), min(marks[k].end, span.end)
            if begin < stop:
                inside += _letters(text[begin:stop])
            k += 1
    return inside, total - inside


def _letters(piece: str) -> int:
    return sum(map(str.isalnum, piece))
