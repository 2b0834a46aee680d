"""Stretches of content, cue and source in one text, as a tagger cuts them and a linker joins them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONTENT, CUE, SOURCE = 0, 1, 2
TAGS = ("O", "B-content", "I-content", "B-cue", "I-cue", "B-source", "I-source")
"""Tag ``1 + 2 * kind`` begins a segment of that kind, ``2 + 2 * kind`` continues it."""
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of one text in reading order, never overlapping; four arrays of the same length n.

    ``kind`` is CONTENT, CUE or SOURCE; ``start`` and ``end`` are character offsets; ``confidence`` is a probability.
    """

    kind: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    confidence: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True, slots=True)
class Links:
    """For every segment the index of the segment it points to, or NOTHING (-1); three arrays of length n.

    ``cue`` and ``source`` are read on content segments (the first segment of its cue, of its source); ``join`` on
    content, cue and source segments: the earlier segment of the same kind that this one continues.
    """

    cue: NDArray[np.int64]
    source: NDArray[np.int64]
    join: NDArray[np.int64]


def transitions(start_penalty: float = -1e4) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the (7,) first-tag and (7, 7) tag-to-tag scores that forbid continuing what has not begun.

    >>> first, step = transitions()
    >>> bool(step[0, 2] < -1000), bool(step[1, 2] == 0), bool(first[4] < -1000)
    (True, True, True)
    """
    step = np.zeros((7, 7), np.float32)
    first = np.zeros(7, np.float32)
    for kind in (CONTENT, CUE, SOURCE):
        begin, inside = 1 + 2 * kind, 2 + 2 * kind
        step[:, inside] = start_penalty
        step[begin, inside] = step[inside, inside] = 0.0
        first[inside] = start_penalty
    return first, step


def segments(
    tags: NDArray[np.integer],
    starts: NDArray[np.integer],
    ends: NDArray[np.integer],
    confidence: NDArray[np.floating] | None = None,
) -> Segments:
    """Cut one text's tags (one per token, with the tokens' character offsets) into segments.

    A segment's confidence is the mean of its tokens' ``confidence``.  A tag that continues what has not begun begins
    it.

    >>> s = segments(np.array([1, 2, 0, 3, 5, 6]), np.arange(6) * 2, np.arange(6) * 2 + 1)
    >>> [(int(k), int(b), int(e)) for k, b, e in zip(s.kind, s.start, s.end)]
    [(0, 0, 3), (1, 6, 7), (2, 8, 11)]
    """
    tags = np.asarray(tags)
    kind = np.where(tags > 0, (tags - 1) // 2, NOTHING)
    before = np.concatenate(([NOTHING], kind[:-1]))
    begins = (kind >= 0) & ((tags % 2 == 1) | (kind != before))
    after = np.concatenate((begins[1:] | (kind[1:] != kind[:-1]), [True])) if len(tags) else np.zeros(0, bool)
    first = np.flatnonzero(begins)
    last = np.flatnonzero((kind >= 0) & after)
    if confidence is None or not len(first):
        sure = np.ones(len(first))
    else:
        running = np.concatenate(([0.0], np.cumsum(confidence, dtype=np.float64)))
        sure = (running[last + 1] - running[first]) / (last + 1 - first)
    return Segments(
        kind[first].astype(np.int64),
        np.asarray(starts)[first].astype(np.int64),
        np.asarray(ends)[last].astype(np.int64),
        sure,
    )
