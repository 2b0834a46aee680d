"""Which segments belong together: weighs every content against the cues and sources near it.

The same few facts decide for all three questions: the words at the ends of the segment that asks, those of the segment
that may answer, how many of its kind stand between, and how many sentences.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .decoding import Pieces
from .encoding import Ints
from .features import View
from .linking import CONTENT, CUE, NOTHING, SOURCE

Floats = NDArray[np.float32]

ASKED = ((0, CONTENT, CUE), (1, CONTENT, SOURCE), (2, CONTENT, CONTENT), (2, CUE, CUE), (2, SOURCE, SOURCE))
"""(role, kind that asks, kind that answers): its cue, its source, and the earlier segment that it continues."""
ROLES = 3
CUE_ROLE, SOURCE_ROLE, JOIN_ROLE = range(ROLES)
NEAR = 4
"""Segments looked at on either side."""
JOINED = (90, 8, 8)
"""Tokens over which a content, a cue and a source may go on; longer gaps were next to never annotated."""
_STEPS = 5
RELATIONS = len(ASKED) * 2 * NEAR * _STEPS


def candidates(
    question: int, asking: Ints, kind: Ints, first: Ints, last: Ints, text: Ints, sentence: Ints
) -> tuple[Ints, NDArray[np.bool_], Ints]:
    """Return the neighbours of the ``asking`` segments: (m, 8) segment numbers, which of them exist, and the relation.

    ``kind``, ``first``, ``last`` describe all segments in reading order; ``text`` and ``sentence`` the tokens.  The
    relation tells the question, the rank among its kind and how many sentences lie between.
    """
    role, _, wanted = ASKED[question]
    pool = np.flatnonzero(kind == wanted)
    rank = np.arange(-NEAR, NEAR)
    if not len(pool):
        empty = np.zeros((len(asking), 2 * NEAR), np.int64)
        return empty, empty > 0, empty
    nth = np.searchsorted(pool, asking)[:, None] + rank
    there = (nth >= 0) & (nth < len(pool))
    other = pool[np.where(there, nth, 0)]
    begin, end, at = first[asking][:, None], last[asking][:, None], first[other]
    there &= text[at] == text[begin]
    if role == JOIN_ROLE:
        there &= (rank < 0) & (begin - last[other] <= JOINED[wanted])
    away = np.minimum(np.abs(sentence[at] - sentence[begin]), np.abs(sentence[at] - sentence[end]))
    step = np.minimum(away, 3) + (away > 6)
    return other, there, (question * 2 * NEAR + np.arange(2 * NEAR)) * _STEPS + step


def links(weights: Mapping[str, Floats], v: View, state: Floats, found: Pieces) -> tuple[Ints, Ints, Ints]:
    """Return for every segment the number of its cue, of its source and of the segment it continues; -1 for none."""
    out = np.full((ROLES, len(found)), NOTHING)
    if not len(found):
        return out[0], out[1], out[2]
    rows = [_ask(question, v, found) for question in range(len(ASKED))]
    asking, other, there, relation = (np.concatenate([r[k] for r in rows]) for k in range(4))
    if not len(asking):
        return out[0], out[1], out[2]
    role = np.repeat([r for r, _, _ in ASKED], [len(r[0]) for r in rows])
    begins, ends = state[v.row[found.first]], state[v.row[found.last]]
    size = weights["weigh"].shape[1]
    asks = begins @ weights["asks_first"] + weights["asks_first_bias"] + ends @ weights["asks_last"]
    answers = begins @ weights["answers"]
    # one row a (segment, role)
    joint = answers.reshape(-1, size)[other * ROLES + role[:, None]]
    joint += asks.reshape(-1, size)[asking * ROLES + role][:, None]
    joint += weights["relation"][relation]
    np.maximum(joint, 0, out=joint)
    scores = (joint @ weights["weigh"][role][:, :, None])[:, :, 0]
    scores[~there] = -1e4
    best = scores.argmax(axis=1)
    none = (begins @ weights["none"] + weights["none_bias"])[asking, role]
    row = np.arange(len(asking))
    out[role, asking] = np.where(scores[row, best] > none, other[row, best], NOTHING)
    return out[CUE_ROLE], out[SOURCE_ROLE], out[JOIN_ROLE]


def _ask(question: int, v: View, found: Pieces) -> tuple[Ints, Ints, NDArray[np.bool_], Ints]:
    role, asks, _ = ASKED[question]
    asking = np.flatnonzero(found.kind == asks)
    if role == JOIN_ROLE and len(asking):
        near = found.first[asking[1:]] - found.last[asking[:-1]] <= JOINED[asks]
        asking = asking[1:][near]
    other, there, relation = candidates(
        question, asking, found.kind, found.first, found.last, v.tokens.text, v.sentence
    )
    some = there.any(axis=1)
    return asking[some], other[some], there[some], relation[some]
