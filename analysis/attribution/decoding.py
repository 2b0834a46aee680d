"""From tag scores to segments: where a content, a cue or a source begins and ends, with no loop over tokens.

The best reading of a text is the set of segments that do not overlap and gain most over *nothing here*: a segment of a
kind gains the score of beginning it at its first token and of continuing it at the others.  That is the Viterbi path
(Viterbi 1967) under the rule that nothing continues what has not begun.  Where going on is hopeless the paths before
and after are independent, so all stretches are solved side by side with running maxima; each round of it gets one more
segment of every stretch right, and it stops when nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .encoding import Ints
from .features import View

Floats = NDArray[np.float32]
HOPELESS = -4.5
"""Where going on scores so far below beginning or nothing (e^-4.5 = 1 in 90), one stretch ends and another begins."""
_ROUNDS = 16
"""More segments in one stretch than this do not occur in running text; a stretch of noise is read as far as it goes."""
_APART = 1e7


@dataclass(frozen=True, slots=True)
class Pieces:
    """Segments of a group of texts as token ranges, in reading order; arrays of one length.

    ``first`` and ``last`` (inclusive) are tokens; ``sure`` is the mean probability of the segment's tokens.
    """

    kind: Ints
    first: Ints
    last: Ints
    sure: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.kind)


def decode(v: View, scores: Floats, marks: tuple[Ints, Ints]) -> Pieces:
    """Cut a group's tokens into segments; ``scores`` is (7, n), ``marks`` the first and last tokens of quotations."""
    likely = probabilities(scores)
    scores = whole_quotations(scores, likely, *marks)
    begin, go_on = scores[1::2] - scores[0], scores[2::2] - scores[0]
    parted = go_on.max(axis=0) - np.maximum(begin.max(axis=0), 0) < HOPELESS
    parted[0] = True
    parted[1:] |= v.tokens.text[1:] != v.tokens.text[:-1]
    kind, first, last = best_segments(begin.astype(np.float64), go_on.astype(np.float64), parted)
    running = np.zeros((3, len(parted) + 1))
    np.cumsum(likely[1:], axis=1, out=running[:, 1:])
    return Pieces(kind, first, last, (running[kind, last + 1] - running[kind, first]) / (last + 1 - first))


def probabilities(scores: Floats) -> Floats:
    """Turn (7, n) tag scores into (4, n) probabilities of none, content, cue and source."""
    e = np.exp(scores - scores.max(axis=0))
    kinds = np.empty((4, e.shape[1]), np.float32)
    kinds[0] = e[0]
    np.add(e[1::2], e[2::2], out=kinds[1:])
    kinds /= kinds.sum(axis=0)
    return kinds


def best_segments(
    begin: NDArray[np.float64], go_on: NDArray[np.float64], parted: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints]:
    """Return kind, first and last token of the segments with the greatest total gain.

    ``begin`` and ``go_on`` (kinds, n) are what a token gains over nothing as the first and as a later token of a
    segment; ``parted`` (n,) is true where a stretch begins.

    >>> begin = np.array([[-1.0, 2.0, -3.0, -3.0, 1.0]])
    >>> go_on = np.array([[-1.0, -1.0, -1.0, 3.0, -9.0]])
    >>> [x.tolist() for x in best_segments(begin, go_on, np.array([True, False, False, False, False]))]
    [[0, 0], [1, 4], [3, 4]]
    """
    n = len(parted)
    stretch = np.cumsum(parted) - 1
    offset = stretch * _APART
    opens = np.flatnonzero(parted)
    total = np.cumsum(go_on, axis=1)
    total -= (total - go_on)[:, opens][:, stretch]
    entry = begin - total + offset
    before = np.zeros(n)
    for _ in range(_ROUNDS):
        value = entry + before
        reached = np.maximum.accumulate(value, axis=1)
        gain = reached + (total - offset)
        best = gain.max(axis=0)
        summit = np.maximum.accumulate(np.maximum(best, 0) + offset) - offset
        again = np.zeros(n)
        again[1:] = summit[:-1]
        again[opens] = 0
        if not (again > before + 1e-6).any():
            break
        before = again
    places = np.arange(n)
    origin = np.maximum.accumulate(np.where(value >= reached, places, 0), axis=1)
    better = best > before + 1e-6
    closes = np.maximum.accumulate(np.where(better, places, -1))
    which = gain.argmax(axis=0)
    found: list[tuple[int, int, int]] = []
    at = int(closes[-1]) if n else -1
    while at >= 0:
        kind = int(which[at])
        start = int(origin[kind, at])
        found.append((kind, start, at))
        at = int(closes[start - 1]) if start else -1
    segments = np.array(found[::-1], np.int64).reshape(-1, 3)
    return segments[:, 0], segments[:, 1], segments[:, 2]


def whole_quotations(scores: Floats, likely: Floats, first: Ints, last: Ints) -> Floats:
    """Let every quotation be content as a whole or not at all, by the mean odds of its tokens; cues inside it stay."""
    if not len(first):
        return scores
    running = np.concatenate(([0.0], np.cumsum(likely[1] - likely[0], dtype=np.float64)))
    spoken = running[last + 1] > running[first]
    scores = scores.copy()
    for b, e, yes in zip(first.tolist(), (last + 1).tolist(), spoken.tolist(), strict=True):
        if yes:
            scores[0, b:e] = -20
        else:
            scores[1:3, b:e] = -20
    return scores
