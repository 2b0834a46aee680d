"""Where one quotation ends and the next begins: reopened after a full stop, or carried on in the next paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..records import Span

_CONTENT = 0
_STOPS = (".", "!", "?", "…")
# What may stand between a full stop and the next quotation: blanks, and the signs of a list or of a quoted passage.
_SIGNS = " \t\r\n\u00a0\u202f>*•-–—"
_CLOSERS = frozenset("»”\"“'’›‹;＂")


def carried_on(
    text: str, kind: list[int], start: list[int], end: list[int], join: list[int], marks: Sequence[Span]
) -> None:
    """Join the pieces of one quotation over several paragraphs: a mark never closed, then one that opens the next.

    ``join`` is changed in place.
    """
    opens = [m.start for m in marks]
    for i in range(1, len(kind)):
        if kind[i] != _CONTENT or kind[i - 1] != _CONTENT:
            continue
        k = bisect_left(opens, start[i])
        if not 0 < k < len(opens) or opens[k] != start[i] or marks[k - 1].end != end[i - 1]:
            continue
        if text[end[i - 1] - 1] not in _CLOSERS and not text[end[i - 1] : start[i]].strip():
            join[i] = i - 1


def reopened(
    text: str, group: list[int], kind: list[int], start: list[int], end: list[int], marks: Sequence[Span]
) -> set[int]:
    """Give contents that open anew after a full stop (``“A,” he said. “B.”``) a group of their own.

    ``group`` (for every segment the first one of its group) is changed in place; returned are the first segments of
    the new groups.
    """
    opens = {m.start for m in marks}
    last: dict[int, int] = {}
    fresh: set[int] = set()
    for i, root in enumerate(group):
        if kind[i] != _CONTENT:
            continue
        if root in last:
            before = last[root]
            # A full stop with nothing told before it ends the quotation, not what somebody reports of it.
            new = start[i] in opens and ends_between(text, end[before], start[i])
            group[i] = i if new else group[before]
            if new:
                fresh.add(i)
        last[root] = i
    return fresh


def ends_between(text: str, begin: int, end: int) -> bool:
    """Return whether a sentence that tells something ends right before ``end``.

    >>> ends_between("“A,” he said. “B.”", 4, 14), ends_between("“A.” “B.”", 4, 5)
    (True, False)
    """
    gap = text[begin:end].rstrip(_SIGNS)
    return gap.endswith(_STOPS) and any(map(str.isalnum, gap))
