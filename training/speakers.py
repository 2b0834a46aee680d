"""Learn the weights of the speaker stage from the annotated articles:   python -m training.speakers [--cv]"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from analysis.speakers.discourse import Discourse
from analysis.speakers.merge import normal, same_name
from analysis.speakers.people import Entity
from analysis.speakers.ranking import FEATURES, GROUPS
from analysis.speakers.vocabulary import base, vocabulary

from .gold import readings

MODELS = Path(__file__).resolve().parents[1] / "analysis" / "speakers" / "models"


class Decisions:
    """Every choice between candidates met while reading gold articles, with the right one."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, list[list[int]], int, int]] = []

    def collect(self, reading, answers, article):
        words = vocabulary(base(reading.article.lang))
        discourse = Discourse(reading.article.text, reading.attributions, words)

        def choose(i, group, candidates, rows):
            right = label(candidates, answers[i].entity)
            if answers[i].entity and right is not None:
                self.rows.append((group, rows, right, article))
            return right if right is not None else len(candidates) - 1

        discourse.read(choose)


def label(candidates: list[Entity | str], gold: str) -> int | None:
    wanted = normal(gold)
    if not wanted or wanted.startswith(("non precise", "unspecified")):
        return len(candidates) - 1
    fits = [i for i, c in enumerate(candidates) if isinstance(c, Entity) and same_name(c.name, gold)]
    for i in fits:
        if normal(candidates[i].name) == wanted:
            return i
    if fits:
        return max(fits, key=lambda i: len(candidates[i].name))
    return candidates.index("self") if "self" in candidates else len(candidates) - 1


def fit(rows, l2=1.0, l2_shared=0.3):
    """Conditional logit with weights shared by all groups plus a deviation of each group."""
    n = len(FEATURES)
    width = n * (len(GROUPS) + 1)
    cand, ids, owner, gold = [], [], [], []
    k = 0
    for d, (group, feats, right, _) in enumerate(rows):
        for j, f in enumerate(feats):
            for x in f:
                cand += [k, k]
                ids += [x, n * (group + 1) + x]
            owner.append(d)
            gold.append(j == right)
            k += 1
    from scipy.sparse import csr_matrix

    X = csr_matrix((np.ones(len(cand)), (cand, ids)), shape=(k, width))
    owner, gold = np.array(owner), np.array(gold, bool)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    penalty = np.r_[np.full(n, l2_shared), np.full(width - n, l2)]

    def loss(w):
        s = X @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[owner])
        z = np.add.reduceat(e, starts)
        value = np.log(z).sum() + top.sum() - s[gold].sum() + 0.5 * (penalty * w * w).sum()
        return value, X.T @ (e / z[owner] - gold) + penalty * w

    w = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return w[:n] + w[n:].reshape(len(GROUPS), n)


def accuracy(rows, W):
    per = Counter()
    for group, feats, right, _ in rows:
        s = [W[group][f].sum() for f in feats]
        per[GROUPS[group], int(np.argmax(s)) == right] += 1
    return per


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cv", action="store_true", help="five folds by article instead of writing weights")
    options = parser.parse_args()
    decisions = Decisions()
    number = 0
    for name in ("fr_train", "en_train", "es_train"):
        for reading, answers in readings(name):
            decisions.collect(reading, answers, number)
            number += 1
    rows = decisions.rows
    print(len(rows), "decisions")
    if options.cv:
        total = Counter()
        for fold in range(5):
            W = fit([r for r in rows if r[3] % 5 != fold])
            total += accuracy([r for r in rows if r[3] % 5 == fold], W)
        for g in GROUPS:
            n = total[g, True] + total[g, False]
            print(f"{g:15} {n:5} {total[g, True] / max(n, 1):.3f}")
        return
    W = fit(rows)
    MODELS.mkdir(exist_ok=True)
    stored = {"features": FEATURES, "weights": {g: [round(float(x), 3) for x in W[i]] for i, g in enumerate(GROUPS)}}
    (MODELS / "ranking.json").write_text(json.dumps(stored) + "\n", "utf-8")


if __name__ == "__main__":
    main()
