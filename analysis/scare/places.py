"""Where a pair of quotation marks stands among what the reader of attributions found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from ..records import Attribution, Span
from .written import WORD

# Words between marks counted: the model knows no more than that.
_MANY = 8
# Marks around more than this part of a content, their own characters among them, are around all of it.
_WHOLE = 0.85


class Place(NamedTuple):
    """The content a marked span lies in: where, whose, how much of it is marked here, and how many words (to 8)."""

    start: int
    end: int
    attribution: Attribution
    share: float
    n_words: int

    @property
    def utterance(self) -> bool:
        """Whether the marks hold all of a direct quotation of eight words or more."""
        return self.attribution.type == "direct" and self.share > _WHOLE and self.n_words >= _MANY


class Surroundings:
    """What the reader of attributions found in one article, asked mark by mark."""

    def __init__(self, attributions: Sequence[Attribution], spans: Sequence[Span]) -> None:
        contents = [(s.start, s.end, a) for a in attributions for s in a.content]
        self._contents = sorted(contents, key=itemgetter(0, 1))
        self._starts = [start for start, _, _ in self._contents]
        told = sorted((s.start, s.end) for a in attributions for part in (a.cue, a.source) for s in part)
        self._told_starts, self._told_ends = [b for b, _ in told], sorted(e for _, e in told)
        self._mark_starts, self._mark_ends = [s.start for s in spans], [s.end for s in spans]

    def content(self, span: Span) -> tuple[int, int, Attribution] | None:
        """Return the first content that overlaps the marks, where it begins and ends and whose it is, or None."""
        # Contents hardly ever overlap, so one of the last two to begin before the end of the marks is it, or more
        # exactly the earliest of those where marks hold several.
        last = bisect_left(self._starts, span.end)
        i = last
        while i > 0 and self._contents[i - 1][1] > span.start:
            i -= 1
        return None if i == last else self._contents[i]

    def place(self, text: str, span: Span) -> Place | None:
        """Return the place of the marks in the first content that overlaps them, or None."""
        found = self.content(span)
        if found is None:
            return None
        start, end, attribution = found
        share = (min(span.end, end) - max(span.start, start)) / max(1, end - start)
        n = len(list(islice(WORD.finditer(text, span.start, min(span.end, span.start + 300)), _MANY)))
        return Place(start, end, attribution, share, n)

    def features(self, span: Span, place: Place | None) -> list[str]:
        """Return the names of the features of the place of one marked span."""
        if place is None:
            gap = self._gap(span)
            near = 0 if gap < 3 else 1 if gap < 15 else 2 if gap < 60 else 3
            return ["place_none", f"place_none_cue_{near}"]
        a, n, share = place.attribution, place.n_words, place.share
        cover = "whole" if share > _WHOLE else "most" if share > 0.5 else "some" if share > 0.2 else "bit"
        marks = bisect_left(self._mark_starts, place.end) - bisect_right(self._mark_ends, place.start)
        found = [
            "place_content",
            f"place_{a.type}",
            f"place_{a.type}_{cover}",
            f"place_{a.type}_{cover}_{min(n, 5)}",
            f"place_confidence_{int(a.confidence * 5)}",
            f"place_told_{bool(a.cue)}_{bool(a.source)}",
            f"place_{a.act}",
            f"place_marks_{min(marks, 3)}",
            f"place_length_{n if n < 5 else 5 if n < _MANY else _MANY}",
        ]
        if span.start <= place.start + 4:
            found.append("place_opens")
        if span.end >= place.end - 2:
            found.append("place_ends")
        return found

    def _gap(self, span: Span) -> int:
        """Return how many characters lie between the marks and the nearest cue or source."""
        i, j = bisect_left(self._told_starts, span.end), bisect_right(self._told_ends, span.start)
        after = self._told_starts[i] - span.end if i < len(self._told_starts) else 999
        before = span.start - self._told_ends[j - 1] if j else 999
        return min(after, before)
