"""A quotation carried on in the next paragraph is one quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..records import Span
from ..text import sentences

_CONTENT = 0
_STOPS = (".", "!", "?", "…")
# What may stand between a full stop and the next quotation: blanks, and the signs of a list or of a quoted passage.
_SIGNS = " \t\r\n\u00a0\u202f>*•-–—"
_NEXT = re.compile(r"[.!?…][»”\"]?\s+[^\W\d_a-zß-ÿ]")
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


def part_sentences(text: str, kind: list[int], start: list[int], end: list[int], join: list[int]) -> None:
    """Part contents where a sentence ends and another introduces the later one: « A », dit-elle. Pour Luc, « B ».

    ``join`` is changed in place.
    """
    for i, j in enumerate(join):
        if 0 <= j < i and kind[i] == _CONTENT and _NEXT.search(text, end[j], start[i]):
            gap = text[end[j] : start[i]].rstrip(_SIGNS)
            if not gap.endswith(_STOPS) and len(sentences(gap)) > 1:
                join[i] = -1


def ends_between(text: str, begin: int, end: int) -> bool:
    """Return whether a sentence that tells something ends right before ``end``.

    >>> ends_between("“A,” he said. “B.”", 4, 14), ends_between("“A.” “B.”", 4, 5)
    (True, False)
    """
    gap = text[begin:end].rstrip(_SIGNS)
    return gap.endswith(_STOPS) and any(map(str.isalnum, gap))
