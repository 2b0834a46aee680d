"""Contents that would cut a quotation in two are mended: a quotation is told whole, and once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..records import Span
from .segments import CONTENT


def one_quotation(kind: list[int], start: list[int], end: list[int], join: list[int], marks: Sequence[Span]) -> None:
    """Join contents that follow each other inside one quotation with nothing in between: they are one utterance."""
    opens = [m.start for m in marks]
    for i in range(1, len(kind)):
        if kind[i] == kind[i - 1] == CONTENT and join[i] < 0:
            mark = _cut_by(start[i], marks, opens)
            if mark is not None and mark.start < end[i - 1] < mark.end:
                join[i] = i - 1


def mend(kind: list[int], start: list[int], end: list[int], marks: Sequence[Span]) -> list[tuple[int, int]]:
    """Return each segment's span, with the edges of contents moved so that they cut no quotation.

    An edge inside a quotation moves outward to its mark when at least half of the quotation is content already, or when
    the content lies wholly inside; else inward, out of the quotation.  Another segment in between (an incise, a second
    content) stays where it is and stops the move.

    >>> mend([CONTENT], [1], [20], [Span(0, 24)]), mend([CONTENT], [1], [20], [Span(16, 60)])
    ([(0, 24)], [(1, 16)])
    """
    spans = list(zip(start, end, strict=True))
    if not marks:
        return spans
    opens = [m.start for m in marks]
    for i, k in enumerate(kind):
        if k != CONTENT:
            continue
        begin, stop = spans[i]
        low = spans[i - 1][1] if i else 0
        high = spans[i + 1][0] if i + 1 < len(spans) else marks[-1].end
        first, last = _cut_by(begin, marks, opens), _cut_by(stop, marks, opens)
        if first is not None and first.start >= low:
            begin = _moved(begin, stop, first, first.start, first.end)
        if last is not None and last.end <= high:
            stop = _moved(begin, stop, last, last.end, last.start)
        if begin < stop:
            spans[i] = (begin, stop)
    return spans


def _cut_by(edge: int, marks: Sequence[Span], opens: list[int]) -> Span | None:
    """Return the quotation that has ``edge`` strictly inside."""
    k = bisect_left(opens, edge) - 1
    return marks[k] if k >= 0 and marks[k].start < edge < marks[k].end else None


def _moved(begin: int, stop: int, mark: Span, outward: int, inward: int) -> int:
    within = min(stop, mark.end) - max(begin, mark.start)
    if 2 * within >= len(mark) or (begin >= mark.start and stop <= mark.end):
        return outward
    return inward
