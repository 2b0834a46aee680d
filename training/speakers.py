"""Learn the weights of the speaker stage from the annotated articles:   python -m training.speakers [--cv]"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.linear import Linear
from analysis.records import written
from analysis.speakers import ranking
from analysis.speakers.discourse import Discourse
from analysis.speakers.kinds import features as kind_features
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

    def collect(self, reading, answers, article, rng=None):
        """Read one article; with ``rng``, a third of the sources are hidden, as a reader may miss them."""
        if rng is not None:
            kept = tuple(replace(a, source=() if rng.random() < 0.33 else a.source) for a in reading.attributions)
            reading = replace(reading, attributions=kept)
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


def kind_examples(hide: float, seed: int):
    """Return features, kinds and article numbers, with speakers as the ranker finds them and some sources hidden."""
    rng = np.random.default_rng(seed)
    rows, kinds, articles = [], [], []
    number = 0
    for name in ("fr_train", "en_train", "es_train"):
        for reading, answers in readings(name):
            number += 1
            text, words = reading.article.text, vocabulary(base(reading.article.lang))
            kept = [replace(a, source=() if rng.random() < hide else a.source) for a in reading.attributions]
            found = Discourse(text, kept, words).read()
            for a, (entity, mention), answer in zip(kept, found, answers, strict=True):
                if not answer.optional and answer.kind:
                    rows.append(set(kind_features(entity, mention, written(a.cue, text, " "), words)))
                    kinds.append(answer.kind)
                    articles.append(number)
    return rows, kinds, np.array(articles)


def fit_kinds(rows, kinds, least=3, c=0.4):
    counts = Counter(f for row in rows for f in row)
    vectorizer = DictVectorizer()
    X = vectorizer.fit_transform([{f: 1.0 for f in row if counts[f] >= least} for row in rows])
    model = LogisticRegression(C=c, max_iter=3000, fit_intercept=False).fit(X, kinds)
    names = vectorizer.get_feature_names_out()
    weights = {f: [round(float(w), 2) for w in model.coef_[:, i]] for i, f in enumerate(names)}
    return list(model.classes_), {f: w for f, w in weights.items() if any(w)}


def kinds_by_folds():
    for hide in (0.0, 0.15):
        rows, kinds, articles = kind_examples(0.0, 0)
        rows2, kinds2, articles2 = kind_examples(hide, 1)
        right = Counter()
        for fold in range(5):
            t, t2 = articles % 5 != fold, articles2 % 5 != fold
            train = [r for r, x in zip(rows, t, strict=True) if x] + [r for r, x in zip(rows2, t2, strict=True) if x]
            named = [k for k, x in zip(kinds, t, strict=True) if x] + [k for k, x in zip(kinds2, t2, strict=True) if x]
            classes, weights = fit_kinds(train, named)
            model = Linear(tuple(classes), {f: tuple(w) for f, w in weights.items()})
            for source, r, k, keep in (("written", rows, kinds, ~t), ("hidden", rows2, kinds2, ~t2)):
                for i in np.flatnonzero(keep):
                    right[source, model.best(r[i]) == k[i]] += 1
        print(
            "kinds, sources hidden:",
            hide,
            {s: round(right[s, True] / (right[s, True] + right[s, False]), 3) for s in ("written", "hidden")},
        )


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
    number, rng = 0, np.random.default_rng(0)
    for name in ("fr_train", "en_train", "es_train"):
        for reading, answers in readings(name):
            decisions.collect(reading, answers, number)
            decisions.collect(reading, answers, number, rng)
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
        kinds_by_folds()
        return
    W = fit(rows)
    MODELS.mkdir(exist_ok=True)
    stored = {"features": FEATURES, "weights": {g: [round(float(x), 3) for x in W[i]] for i, g in enumerate(GROUPS)}}
    (MODELS / "ranking.json").write_text(json.dumps(stored) + "\n", "utf-8")
    ranking.weights.cache_clear()
    whole, hidden = kind_examples(0.0, 0), kind_examples(0.15, 1)
    classes, weights = fit_kinds(whole[0] + hidden[0], whole[1] + hidden[1])
    kinds = {"classes": classes, "weights": dict(sorted(weights.items()))}
    (MODELS / "kinds.json").write_text(json.dumps(kinds, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(len(weights), "features of kinds")


if __name__ == "__main__":
    main()
