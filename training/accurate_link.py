"""Teach the accurate engine's last judge of links (used by ``python -m training.accurate_tune``).

It learns from segments as the engine finds them, on train articles the encoder was not taught on (and, less strictly,
on some it was), which cue, source and earlier part gold gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from analysis.attribution import arcs
from analysis.attribution.linker import N_FACTS, N_NONE, QUESTIONS, arc_scores, candidates, facts, judge
from analysis.attribution.linking import CONTENT, CUE, NOTHING, SOURCE

from .data import KINDS

HIDDEN = 24


@dataclass(frozen=True)
class Asked:
    """Questions of one kind: facts on candidates (a, c, f) and on "none" (a, g), who may answer, who is right."""

    pair: NDArray[np.float32]
    alone: NDArray[np.float32]
    near: NDArray[np.int64]
    right: NDArray[np.bool_]
    weight: NDArray[np.float32]


def owners(found: Any, rows: list[dict[str, Any]]) -> list[set[int]]:
    """Return, for every segment, the gold attributions with a part of its kind that it touches."""
    out: list[set[int]] = [set() for _ in range(len(found))]
    for n, row in enumerate(rows):
        for name, kind in KINDS:
            for b, e in row.get(name) or ():
                for k in np.flatnonzero((found.kind == kind) & (found.start < e) & (found.end > b)):
                    out[int(k)].add(n)
    return out


def asked(item: Any, scheme: int, weight: float) -> dict[str, Asked]:
    """Turn one prepared article into questions with their right answers."""
    article, encoded, seen, marks = item
    out: dict[str, Asked] = {}
    if not len(seen.tags):
        return out
    where, _ = arcs.segments_of(scheme, article["text"], encoded, seen, marks)
    found = where.found
    if not len(found):
        return out
    vectors = np.concatenate(seen.vectors).astype(np.float32)
    slots = seen.slot[where.begin]
    rows = article["attributions"]
    own_of = owners(found, rows)
    cue = np.full(len(found), NOTHING, np.int64)
    for name, asks, answers, relation in QUESTIONS:
        own, near = candidates(found.kind, asks, answers)
        if not len(own):
            continue
        arc, none = arc_scores(own, near, relation, scheme, slots, vectors)
        pair, alone = facts(where, own, near, arc, none, scheme, cue)
        right = np.zeros((len(own), near.shape[1] + 1), bool)
        for a, i in enumerate(own.tolist()):
            mine = own_of[i]
            if not mine:
                continue
            hits = [c for c, j in enumerate(near[a].tolist()) if j >= 0 and own_of[j] & mine]
            right[a, hits] = True
            part = {CUE: "cue", SOURCE: "source", CONTENT: ""}[answers]
            written = part and name != "rest" and any(rows[n].get(part) for n in mine)
            right[a, -1] = not hits and not written
            if name == "cue" and hits:
                cue[i] = near[a, hits[0]]
        use = right.any(1)
        full = np.full(int(use.sum()), weight, np.float32)
        out[name] = Asked(pair[use], alone[use], near[use], right[use], full)
    return out


def together(parts: list[Asked]) -> Asked:
    """Stack questions of several articles."""
    return Asked(
        *(np.concatenate([getattr(p, k) for p in parts]) for k in ("pair", "alone", "near", "right", "weight"))
    )


class Judge(nn.Module):
    """The network of ``analysis.attribution.linker.judge``."""

    def __init__(self) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(N_FACTS, HIDDEN), nn.Linear(HIDDEN, 1, bias=False)
        self.none_inner, self.none_outer = (
            nn.Linear(N_NONE, HIDDEN // 2, bias=False),
            nn.Linear(HIDDEN // 2, 1, bias=False),
        )

    def forward(self, pair: Tensor, alone: Tensor, valid: Tensor) -> Tensor:
        """Return (a, c + 1) scores."""
        scores = self.outer(torch.tanh(self.inner(pair)))[..., 0].masked_fill(~valid, -1e4)
        return torch.cat([scores, self.none_outer(torch.tanh(self.none_inner(alone)))], 1)

    def arrays(self, name: str) -> dict[str, NDArray[np.float32]]:
        """Return the weights under the names the engine expects."""
        pick = {
            "_in": self.inner.weight.T, "_b": self.inner.bias, "_out": self.outer.weight[0],
            "_none_in": self.none_inner.weight.T, "_none_out": self.none_outer.weight[0],
        }  # fmt: skip
        return {name + k: np.ascontiguousarray(v.detach().numpy()) for k, v in pick.items()}


def fit(data: Asked, *, steps: int = 300, seed: int = 0, decay: float = 2e-3) -> Judge:
    """Teach one judge; every question is right if any of its right answers is chosen."""
    torch.manual_seed(seed)
    net = Judge()
    learner = torch.optim.AdamW(net.parameters(), lr=2e-2, weight_decay=decay * 10)
    pace = torch.optim.lr_scheduler.CosineAnnealingLR(learner, steps)
    pair, alone, right = (torch.from_numpy(x) for x in (data.pair, data.alone, data.right))
    valid, weight = torch.from_numpy(data.near >= 0), torch.from_numpy(data.weight)
    for _ in range(steps):
        scores = net(pair, alone, valid)
        kept = scores.masked_fill(~right, -1e9).logsumexp(1) - scores.logsumexp(1)
        loss = -(kept * weight).sum() / weight.sum()
        learner.zero_grad()
        loss.backward()
        learner.step()
        pace.step()
    return net


def judges(data: dict[str, list[Asked]]) -> dict[str, NDArray[np.float32]]:
    """Teach one judge a question and return their weights together."""
    arrays: dict[str, NDArray[np.float32]] = {}
    for name, parts in data.items():
        arrays |= fit(together(parts)).arrays(name)
    return arrays


def collected(every: Iterable[dict[str, Asked]]) -> dict[str, list[Asked]]:
    """Gather the questions of several articles by name."""
    out: dict[str, list[Asked]] = {name: [] for name, *_ in QUESTIONS}
    for questions in every:
        for name, one in questions.items():
            out[name].append(one)
    return out


def right_answers(weights: Mapping[str, NDArray[np.float32]], name: str, data: Asked) -> NDArray[np.bool_]:
    """Return, for every question of one kind, whether the judge answers it right."""
    best = judge(data.pair, data.alone, data.near, weights, name).argmax(1)
    return data.right[np.arange(len(best)), best]
