"""From tag scores to segments: where a content, a cue or a source begins and ends, with no loop over tokens.

The best reading of a text is the set of segments that do not overlap and gain most over *nothing here*: a segment of a
kind gains the score of beginning it at its first token and of continuing it at the others.  That is the Viterbi path
(Viterbi 1967) under the rule that nothing continues what has not begun.  Where going on is hopeless the paths before
and after are independent, so all stretches are solved side by side with running maxima; each round of it gets one more
segment of every stretch right, and it stops when nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .encoding import Ints
from .features import View

Floats = NDArray[np.float32]
HOPELESS = -3.0
"""Where going on scores so far below beginning or nothing (e^-3 = 1 in 20), one stretch ends and another begins."""
RELUCTANCE = np.array([[1.4], [-0.4], [-0.4]], np.float32)
"""What beginning a content, a cue or a source costs: chosen on held-out articles, see training/README.md."""
_ROUNDS = 16
"""More segments in one stretch than this do not occur in running text; a stretch of noise is read as far as it goes."""
_ROUNDING = 1e-4


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


def decode(v: View, scores: Floats, likely: Floats, marks: tuple[Ints, Ints]) -> Pieces:
    """Cut a group's tokens into segments.

    ``scores`` is (7, n), ``likely`` their ``probabilities`` (4, n), ``marks`` the first and last tokens of quotations.
    """
    scores = whole_quotations(scores, likely, *marks)
    begin, go_on = scores[1::2] - scores[0], scores[2::2] - scores[0]
    begin -= RELUCTANCE
    parted = _highest(go_on) - np.maximum(_highest(begin), 0) < HOPELESS
    parted[0] = True
    parted[1:] |= v.tokens.text[1:] != v.tokens.text[:-1]
    kind, first, last = best_segments(begin.astype(np.float64), go_on.astype(np.float64), parted)
    running = np.zeros((3, len(parted) + 1))
    np.cumsum(likely[1:], axis=1, out=running[:, 1:])
    return Pieces(kind, first, last, (running[kind, last + 1] - running[kind, first]) / (last + 1 - first))


def probabilities(scores: Floats) -> Floats:
    """Turn (7, n) tag scores into (4, n) probabilities of none, content, cue and source."""
    e = np.exp(np.clip(scores, -30, 30))
    kinds = np.empty((4, e.shape[1]), np.float32)
    kinds[0] = e[0]
    np.add(e[1::2], e[2::2], out=kinds[1:])
    kinds /= kinds[0] + kinds[1] + kinds[2] + kinds[3]
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
    opens = np.flatnonzero(parted)
    lengths = np.diff(np.append(opens, len(parted)))
    live = np.maximum.reduceat(_highest(begin), opens) > HOPELESS
    kept = np.flatnonzero(np.repeat(live, lengths))
    if not len(kept):
        return kept, kept, kept
    begin, go_on, lengths = begin.take(kept, axis=1), go_on.take(kept, axis=1), lengths[live]
    n = len(kept)
    opens = np.cumsum(lengths) - lengths
    total = np.cumsum(go_on, axis=1)
    total -= np.repeat((total - go_on)[:, opens], lengths, axis=1)
    # Lifts every stretch above all that can be gained before it, so that a running maximum begins anew there.
    lift = 4 * (np.abs(total).max() + np.abs(begin).max()) + 1
    offset = np.repeat(np.arange(len(lengths)) * lift, lengths)
    entry = begin - total
    entry += offset
    total -= offset
    before = _gained_before(entry, total, offset, lengths)
    value = entry + before
    reached = np.maximum.accumulate(value, axis=1)
    gain = reached + total
    best = _highest(gain)
    places = np.arange(n)
    origin = np.maximum.accumulate(np.where(value >= reached, places, 0), axis=1)
    better = best > before + _ROUNDING
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
    return segments[:, 0], kept[segments[:, 1]], kept[segments[:, 2]]


def _gained_before(
    entry: NDArray[np.float64], total: NDArray[np.float64], offset: NDArray[np.float64], lengths: Ints
) -> NDArray[np.float64]:
    """Return, for every token, the most that can be gained in its stretch before it.

    Every round settles one more segment of every stretch; stretches that are settled are left out of the next.
    """
    out = np.zeros(len(offset))
    before, part = np.zeros_like(out), np.arange(len(out))
    for _ in range(_ROUNDS):
        opens = np.cumsum(lengths) - lengths
        reached = np.maximum.accumulate(entry + before, axis=1)
        reached += total
        summit = np.maximum(_highest(reached), 0)
        summit += offset
        np.maximum.accumulate(summit, out=summit)
        summit -= offset
        again = np.concatenate((summit[:1], summit[:-1]))
        again[opens] = 0
        out[part] = again
        unsettled = np.maximum.reduceat(again - before, opens) > _ROUNDING
        if not unsettled.any():
            break
        left = np.flatnonzero(np.repeat(unsettled, lengths))
        entry, total = entry.take(left, axis=1), total.take(left, axis=1)
        before, part, offset, lengths = again[left], part[left], offset[left], lengths[unsettled]
    return out


def _highest(rows: NDArray[Any]) -> NDArray[Any]:
    """Return the maximum over a few rows (numpy's own is slow where there are only three)."""
    top: NDArray[Any] = rows[0]
    for row in rows[1:]:
        top = np.maximum(top, row)
    return top


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
