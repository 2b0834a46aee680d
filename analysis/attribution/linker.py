"""Which cue, which source, which continuation: the accurate engine's choice among the segments near a content.

For every content the nearest segments of the wanted kind are compared, each by what the network's arc says of the pair
and by how they stand to each other (how far apart, what lies between, whether one quotation holds both), against the
answer "none".  A small network of one hidden layer weighs these facts; it was taught on articles the encoder had not
seen (``training/accurate_link.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..records import Span
from .linking import CONTENT, CUE, NOTHING, SOURCE, Links, Segments
from .pieces import Encoded

BEFORE, AFTER = 6, 4
"""How many segments of the wanted kind are looked at before and after a content."""
QUESTIONS = (
    ("cue", CONTENT, CUE, 0),
    ("source", CONTENT, SOURCE, 1),
    ("join", CONTENT, CONTENT, 2),
    ("rest", CUE, CUE, 2),
)
"""Name, kind that asks, kind that answers, the network's relation."""
N_FACTS, N_NONE = 18 + BEFORE + AFTER, 8
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Setting:
    """One text's segments in their place: word of their beginning and end, and running counts over the words."""

    found: Segments
    begin: Ints
    last: Ints
    stops: Ints
    paragraphs: Ints
    counts: Ints  # (3, n + 1): segments of each kind before the k-th
    mark: Ints  # the quotation a segment begins in, or -1


def setting(found: Segments, encoded: Encoded, text: str, marks: Sequence[Span]) -> Setting:
    """Note where every segment stands."""
    words = encoded.words
    begin = np.searchsorted(words[:, 0], found.start)
    last = np.searchsorted(words[:, 1], found.end)
    stop = np.fromiter((text[b] in ".!?…" for b in words[:, 0].tolist()), np.int64, len(words))
    breaks = np.zeros(len(words) + 1, np.int64)
    breaks[encoded.breaks] = 1
    counts = np.zeros((3, len(found) + 1), np.int64)
    for kind in (CONTENT, CUE, SOURCE):
        counts[kind, 1:] = np.cumsum(found.kind == kind)
    opens = np.array([m.start for m in marks], np.int64)
    closes = np.array([m.end for m in marks], np.int64)
    k = np.searchsorted(opens, found.start, "right") - 1
    inside = (k >= 0) & (found.start < closes[k]) if len(marks) else np.zeros(len(found), bool)
    running = np.concatenate(([0], np.cumsum(stop)))
    return Setting(found, begin, last, running, np.cumsum(breaks), counts, np.where(inside, k, NOTHING))


def candidates(kind: Ints, asks: int, answers: int) -> tuple[Ints, Ints]:
    """Return the (a,) segments that ask and (a, BEFORE + AFTER) segments that may answer, -1 where there is none."""
    own, pool = np.flatnonzero(kind == asks), np.flatnonzero(kind == answers)
    at = np.searchsorted(pool, own)
    offset = np.arange(-BEFORE, AFTER)
    rank = at[:, None] + offset
    if asks == answers:
        rank = np.where(offset >= 0, -1, rank)
    valid = (rank >= 0) & (rank < len(pool))
    chosen = pool[np.clip(rank, 0, max(0, len(pool) - 1))] if len(pool) else np.zeros_like(rank)
    return own, np.where(valid, chosen, NOTHING)


def facts(
    where: Setting, own: Ints, near: Ints, arc: Floats, none: Floats, scheme: int, cue: Ints
) -> tuple[Floats, Floats]:
    """Return (a, c, N_FACTS) facts on the pairs and (a, N_NONE) on the answer "none".

    ``arc`` (a, c) and ``none`` (a,) are the network's scores; ``cue`` (n,) the cue already chosen for each segment.
    """
    i, j = own[:, None], np.maximum(near, 0)
    valid = near >= 0
    arc = np.where(valid, arc, -1e4)
    top = np.maximum(arc.max(1, initial=-1e4), none)
    total = np.exp(arc - top[:, None]).sum(1) + np.exp(none - top)
    sure, sure_none = arc - top[:, None] - np.log(total)[:, None], none - top - np.log(total)
    before = (j < i).astype(np.float32)
    first, second = np.minimum(i, j), np.maximum(i, j)
    low, high = where.last[first], where.begin[second]
    gap = np.log1p(np.maximum(0, high - low - 1))
    between = [
        np.minimum(3, np.maximum(0, where.counts[k][second] - where.counts[k][np.minimum(first + 1, second)]))
        for k in (CONTENT, CUE, SOURCE)
    ]
    same = (where.mark[i] >= 0) & (where.mark[i] == where.mark[j])
    chosen = cue[own][:, None]
    has = (chosen >= 0) & np.ones_like(valid)
    c = np.maximum(chosen, 0)
    c1, c2 = np.minimum(c, j), np.maximum(c, j)
    to_cue = np.log1p(np.maximum(0, where.begin[c2] - where.last[c1] - 1))
    quoted = np.broadcast_to(where.mark[i] >= 0, valid.shape)
    rows = [
        np.clip(arc - none[:, None], -12, 12) / 4,
        np.clip(sure, -10, 0) / 4,
        before,
        gap,
        gap * before,
        np.minimum(4, where.stops[high] - where.stops[low]),
        np.minimum(3, where.paragraphs[high] - where.paragraphs[low]),
        *between,
        same,
        quoted,
        np.full(valid.shape, float(scheme)),
        has,
        np.where(has, to_cue, 0),
        has & (c2 - c1 <= 1),
        has & (j < c),
        where.found.confidence[j],
    ]
    ranks = np.broadcast_to(np.eye(near.shape[1], dtype=np.float32), (*near.shape, near.shape[1]))
    pair = np.concatenate([np.stack([np.asarray(r, np.float32) for r in rows], -1), ranks], -1)
    nearest = np.where(valid, gap, 6.0)
    alone = np.stack(
        [
            np.clip(sure_none, -10, 0) / 4,
            where.mark[own] >= 0,
            np.full(len(own), float(scheme)),
            np.min(np.where(before > 0, nearest, 6.0), 1, initial=6.0),
            np.min(np.where(before > 0, 6.0, nearest), 1, initial=6.0),
            cue[own] >= 0,
            where.found.confidence[own],
            np.ones(len(own)),
        ],
        -1,
    ).astype(np.float32)
    return pair, alone


def judge(pair: Floats, alone: Floats, near: Ints, weights: Mapping[str, Floats], name: str) -> Floats:
    """Return (a, c + 1) scores of the candidates and of "none", last."""
    hidden = np.tanh(pair @ weights[name + "_in"] + weights[name + "_b"])
    scores = np.where(near >= 0, hidden @ weights[name + "_out"], -1e4)
    nothing = np.tanh(alone @ weights[name + "_none_in"]) @ weights[name + "_none_out"]
    return np.concatenate([scores, nothing[:, None]], 1).astype(np.float32)


def arc_scores(
    own: Ints, near: Ints, relation: int, scheme: int, slots: NDArray[np.int32], vectors: NDArray[np.float16]
) -> tuple[Floats, Floats]:
    """Return the network's (a, c) scores of the pairs and (a,) of "none"; pairs it could not see get a low one."""
    d = (vectors.shape[1] - 9) // 6
    a, b = slots[own], slots[np.maximum(near, 0)]
    dependent = vectors[:, relation * d : (relation + 1) * d][np.maximum(a, 0)].astype(np.float32)
    head = vectors[:, (3 + relation) * d : (4 + relation) * d][np.maximum(b, 0)].astype(np.float32)
    scores = np.einsum("ad,acd->ac", dependent, head) + vectors[np.maximum(b, 0), 6 * d + 6 + relation]
    none = vectors[np.maximum(a, 0), 6 * d + 3 * scheme + relation].astype(np.float32)
    unseen = (a < 0)[:, None] | (b < 0)
    return np.where(unseen, none[:, None] - 8, scores), none


def link(
    scheme: int, where: Setting, slots: NDArray[np.int32], vectors: NDArray[np.float16], weights: Mapping[str, Floats]
) -> tuple[Links, Floats]:
    """Return the links of one text's segments, and how sure each first answer is (1 where none is asked)."""
    n = len(where.found)
    answer = {name: np.full(n, NOTHING, np.int64) for name, *_ in QUESTIONS}
    sure = np.ones(n, np.float32)
    for name, asks, answers, relation in QUESTIONS:
        own, near = candidates(where.found.kind, asks, answers)
        if not len(own):
            continue
        arc, none = arc_scores(own, near, relation, scheme, slots, vectors)
        scores = judge(*facts(where, own, near, arc, none, scheme, answer["cue"]), near, weights, name)
        best = scores.argmax(1)
        column = np.minimum(best, near.shape[1] - 1)
        answer[name][own] = np.where(best < near.shape[1], near[np.arange(len(own)), column], NOTHING)
        if name == "cue":
            sure[own] = 1 / np.exp(scores - scores.max(1, keepdims=True)).sum(1)
    join = np.maximum(answer["join"], answer["rest"])
    return Links(answer["cue"], answer["source"], join), sure
