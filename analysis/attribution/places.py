"""Where a rule may tell something new: the sentence around a place, and what is told there already."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ..records import Attribution, Span
from ..text import sentences

# A sentence reaches so many characters before and behind a place in it at the most.
REACH = 500
# Of what an engine believes less in, rules know better.
_DOUBTFUL = 0.75
ENDS = ".!?… \u00a0"


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Return where the sentence around a place begins and ends; (-1, -1) for one too long to be told so.

    >>> text = "Il pleut. Le port ferme."
    >>> text[slice(*sentence_around(text, 15))]
    'Le port ferme.'
    """
    near = max(0, at - REACH)
    floor = text.rfind("\n", near, at) + 1 or near
    line = text.find("\n", at, at + REACH)
    stop = line if line >= 0 else min(len(text), at + REACH)
    begin, end = next((b, e) for b, e in sentences(text[floor:stop]).tolist() if e > at - floor)
    begin, end = begin + floor, end + floor
    cut = (begin == near > 0 and text[near - 1] != "\n") or (end == stop == at + REACH)
    return (-1, -1) if cut else (begin, end)


def without_end(text: str, begin: int, end: int) -> int:
    """Return where a sentence ends without the signs that end it.

    >>> without_end("Il pleut. ", 0, 10)
    8
    """
    while end > begin and text[end - 1] in ENDS:
        end -= 1
    return end


def is_quoted(marks: Sequence[Span], at: int) -> bool:
    """Return whether a place stands inside a quotation."""
    k = bisect_right(marks, at, key=_start) - 1
    return k >= 0 and at < marks[k].end


def is_doubtful(a: Attribution) -> bool:
    """Return whether the engine hardly believes in an attribution told in paraphrase: there a rule knows better.

    >>> is_doubtful(Attribution((Span(0, 4),), type="indirect", confidence=0.6))
    True
    """
    return a.confidence < _DOUBTFUL and a.type != "direct"


def is_unsure(a: Attribution) -> bool:
    """Return whether the engine hardly believes what it found, or found nothing that introduces it."""
    return not a.cue or is_doubtful(a)


def put_in(found: Sequence[Attribution], new: Sequence[Attribution], instead: set[int]) -> tuple[Attribution, ...]:
    """Return attributions with those that rules found among them, and without those that these stand for."""
    if not new:
        return tuple(found)
    kept = [a for k, a in enumerate(found) if k not in instead]
    return tuple(sorted((*kept, *new), key=lambda a: a.content[0].start))


def _start(mark: Span) -> int:
    return mark.start


class Told:
    """The contents and cues of attributions by their places.

    >>> found = [Attribution(content=(Span(0, 4),)), Attribution(content=(Span(10, 14),))]
    >>> Told(found).at(3, 9), Told(found).at(4, 10)
    ({0}, set())
    """

    def __init__(self, found: Sequence[Attribution]) -> None:
        places = ((s.start, s.end, k) for k, a in enumerate(found) for part in (a.content, a.cue) for s in part)
        self._places = sorted(places)
        self._farthest = list(accumulate((end for _, end, _ in self._places), max))

    def at(self, begin: int, end: int) -> set[int]:
        """Return the numbers of the attributions of which something stands between two places."""
        out = set()
        i = bisect_left(self._places, (end,)) - 1
        while i >= 0 and self._farthest[i] > begin:
            if self._places[i][1] > begin:
                out.add(self._places[i][2])
            i -= 1
        return out
