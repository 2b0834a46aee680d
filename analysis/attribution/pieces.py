"""Cut a text into words, and words into the pieces a language model knows, without losing where each word stands.

The vocabulary is a unigram model (Kudo 2018): every piece has a log probability and a word is cut the most probable
way.
Words are cut one by one and remembered, so that a long text costs little more than finding its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w{1,40}|[^\w\s]")
"""A word or one mark.  Forty letters bound the cost of a text without blanks."""
BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a paragraph, for :func:`analysis.text.paragraphs` too."""
BLANK = "\u2581"
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text: (w, 2) character offsets of its words, the index of each word's first piece, and all piece ids.

    ``breaks`` are the word indices at which a paragraph begins.  A ``BREAK`` piece stands between paragraphs.
    """

    words: NDArray[np.int64]
    first: NDArray[np.int64]
    ids: NDArray[np.int64]
    breaks: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A unigram vocabulary: piece -> (id, log probability), the id of the unknown piece and of a paragraph break."""

    table: Mapping[str, tuple[int, float]]
    unknown: int
    paragraph: int
    unknown_score: float = -30.0
    longest: int = 16
    _cache: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def encode(self, text: str) -> Encoded:
        """Return the words and pieces of ``text``; any string will do.

        >>> p = Pieces({"\u2581a": (5, -1.0), "b": (6, -1.0)}, unknown=3, paragraph=2)
        >>> e = p.encode("ab a\\nb")
        >>> e.words.tolist(), e.first.tolist(), e.ids.tolist()
        ([[0, 2], [3, 4], [5, 6]], [0, 2, 4], [5, 6, 5, 2, 3, 6])
        """
        cache = self._cache
        spans: list[tuple[int, int]] = []
        first: list[int] = []
        ids: list[int] = []
        breaks: list[int] = []
        last = 0
        for found in WORD.finditer(text):
            span = found.span()
            begin = span[0]
            key = found[0]
            if begin != last or begin == 0:
                key = " " + key
                gap = text[last:begin]
                if gap != " " and spans and BREAK.search(gap):
                    ids.append(self.paragraph)
                    breaks.append(len(spans))
            cut = cache.get(key)
            if cut is None:
                cut = self._remember(key)
            first.append(len(ids))
            ids.extend(cut)
            spans.append(span)
            last = span[1]
        words = np.array(spans, np.int64).reshape(-1, 2)
        return Encoded(words, np.array(first, np.int64), np.array(ids, np.int64), np.array(breaks, np.int64))

    def _remember(self, key: str) -> tuple[int, ...]:
        if len(self._cache) >= _REMEMBERED:
            self._cache.clear()
        cut = self._cache[key] = self.cut(key)
        return cut

    def cut(self, word: str) -> tuple[int, ...]:
        """Return the most probable pieces of one word; a leading blank says that it follows a blank."""
        written = unicodedata.normalize("NFKC", word).replace(" ", BLANK)
        n = len(written)
        best = [0.0] + [-1e30] * n
        back = [(0, self.unknown)] * (n + 1)
        for i in range(n):
            here = best[i]
            if here + self.unknown_score > best[i + 1]:
                best[i + 1], back[i + 1] = here + self.unknown_score, (i, self.unknown)
            for j in range(i + 1, min(n, i + self.longest) + 1):
                known = self.table.get(written[i:j])
                if known is not None and here + known[1] > best[j]:
                    best[j], back[j] = here + known[1], (i, known[0])
        out = []
        while n > 0:
            n, piece = back[n]
            out.append(piece)
        return tuple(reversed(out)) or (self.unknown,)
