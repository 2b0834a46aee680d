"""Learn the weights of the speaker stage from the annotated articles:   python -m training.speakers DIR [--cv]

``DIR`` holds what engines that never saw the articles found in them (``python -m training.folds DIR``).  Learnt from
are the annotators' own attributions and the found ones that match them, so that a source cut short is no news.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.linear import Linear
from analysis.records import Reading, written
from analysis.speakers import kinds, ranking, resolve
from analysis.speakers.clues import FEATURES
from analysis.speakers.discourse import Discourse
from analysis.speakers.kinds import features as kind_features
from analysis.speakers.people import Entity
from analysis.speakers.ranking import GROUPS
from analysis.speakers.spelling import normal, same_name
from analysis.speakers.vocabulary import base, vocabulary
from bench.speakers import count, match

from . import folds
from .gold import Answer, readings

MODELS = Path(__file__).resolve().parents[1] / "analysis" / "speakers" / "models"


@dataclass(frozen=True)
class Sample:
    """One article with attributions (annotated or found) and for each the answer, None where it matches none."""

    lang: str
    fold: int
    reading: Reading
    answers: list[Answer | None]


def samples(folder: Path) -> tuple[list[Sample], list[Sample]]:
    """Return the annotated articles with the annotators' attributions, and the same with those engines found."""
    found = folds.load(folder)
    gold, read = [], []
    for name in folds.SETS3:
        for number, (reading, answers) in enumerate(readings(f"{name}_train")):
            fold, mine = folds.fold_of(number), list(found[name, number])
            kept = [i for i, answer in enumerate(answers) if not answer.optional]
            asked = [reading.attributions[i] for i in kept]
            of = {j: answers[kept[i]] for i, j in match(reading.article.text, name, asked, mine).items()}
            gold.append(Sample(name, fold, reading, list(answers)))
            read.append(
                Sample(name, fold, replace(reading, attributions=tuple(mine)), [of.get(j) for j in range(len(mine))])
            )
    return gold, read


Decision = tuple[int, list[list[int]], int]


def decisions(sample: Sample, rng: np.random.Generator | None = None) -> list[Decision]:
    """Return every choice between candidates met while reading one article, with the right one.

    With ``rng``, a third of the sources are hidden, as a reader may miss them.
    """
    reading, out = sample.reading, list[Decision]()
    if rng is not None:
        kept = tuple(replace(a, source=() if rng.random() < 0.33 else a.source) for a in reading.attributions)
        reading = replace(reading, attributions=kept)

    def choose(i, group, candidates, rows):
        answer = sample.answers[i]
        if answer is None:
            return ranking.best(group, rows)
        right = label(candidates, answer.entity)
        if answer.entity and right is not None:
            out.append((group, rows, right))
        return right if right is not None else len(candidates) - 1

    words = vocabulary(base(reading.article.lang))
    Discourse(reading.article.text, reading.attributions, words, beside=rng is None).read(choose)
    return out


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
    for d, (group, feats, right) in enumerate(rows):
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


def kind_examples(chosen: list[Sample]) -> tuple[list[set[str]], list[str]]:
    """Return features and kinds, with speakers as the ranker finds them."""
    rows, kinds = [], []
    for sample in chosen:
        reading, words = sample.reading, vocabulary(base(sample.reading.article.lang))
        text = reading.article.text
        found = Discourse(text, reading.attributions, words).read()
        for a, (entity, mention), answer in zip(reading.attributions, found, sample.answers, strict=True):
            if answer is not None and not answer.optional and answer.kind:
                rows.append(set(kind_features(entity, mention, written(a.cue, text, " "), words)))
                kinds.append(answer.kind)
    return rows, kinds


def fit_kinds(rows, kinds, least=3, c=0.4):
    counts = Counter(f for row in rows for f in row)
    vectorizer = DictVectorizer()
    X = vectorizer.fit_transform([{f: 1.0 for f in row if counts[f] >= least} for row in rows])
    model = LogisticRegression(C=c, max_iter=3000, fit_intercept=False).fit(X, kinds)
    names = vectorizer.get_feature_names_out()
    weights = {f: [round(float(w), 2) for w in model.coef_[:, i]] for i, f in enumerate(names)}
    return list(model.classes_), {f: w for f, w in weights.items() if any(w)}


Rows = tuple[tuple[float, ...], ...]


def learn(gold: list[Sample], read: list[Sample]) -> tuple[Rows, list[str], dict[str, list[float]]]:
    """Return the weights of the ranker, and classes and weights of the kinds, and use them from here on."""
    rng = np.random.default_rng(0)
    rows = [d for sample in gold for d in (*decisions(sample), *decisions(sample, rng))]
    use(_rounded(fit(rows)), None)
    ranks = _rounded(fit(rows + [d for sample in read for d in decisions(sample)]))
    use(ranks, None)
    annotated, found = kind_examples(gold), kind_examples(read)
    classes, weights = fit_kinds(annotated[0] + found[0], annotated[1] + found[1])
    use(ranks, Linear(tuple(classes), {f: tuple(w) for f, w in weights.items()}))
    return ranks, classes, weights


def _rounded(weights) -> Rows:
    return tuple(tuple(round(float(x), 3) for x in weights[i]) for i in range(len(GROUPS)))


def use(ranks: Rows, model: Linear | None) -> None:
    """Put weights in the place of those that ship, for this process."""
    ranking.weights = lambda: ranks
    if model is not None:
        kinds._scores.cache_clear()
        kinds._model = lambda: model


def by_folds(gold: list[Sample], read: list[Sample]) -> None:
    """Print how often speaker, kind and stance are right, every article read by weights that never saw it."""
    counts = {name: Counter[str]() for name in folds.SETS3}
    for fold in range(folds.FOLDS):
        learn([s for s in gold if s.fold != fold], [s for s in read if s.fold != fold])
        for where, chosen in (("pipe", read), ("span", gold)):
            for sample in chosen:
                if sample.fold == fold:
                    found = resolve(sample.reading).attributions
                    for a, answer in zip(found, sample.answers, strict=True):
                        if answer is not None and not answer.optional:
                            count(counts[sample.lang], where, a, answer)
    for name, c in counts.items():
        for where, what in (("pipe", "found"), ("span", "annotated")):
            n, named = c[f"{where}_n"], c[f"{where}_named"]
            print(
                f"{name} {what:9} n {n}: speaker {c[f'{where}_speaker'] / named:.3f} of {named}"
                f"  kind {c[f'{where}_kind'] / n:.3f}  stance {c[f'{where}_stance'] / n:.3f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cv", action="store_true", help="by fold, instead of writing weights")
    options = parser.parse_args()
    gold, read = samples(options.folder)
    if options.cv:
        by_folds(gold, read)
        return
    ranks, classes, weights = learn(gold, read)
    MODELS.mkdir(exist_ok=True)
    stored = {"features": FEATURES, "weights": dict(zip(GROUPS, ranks, strict=True))}
    (MODELS / "ranking.json").write_text(json.dumps(stored) + "\n", "utf-8")
    stored_kinds = {"classes": classes, "weights": dict(sorted(weights.items()))}
    text = json.dumps(stored_kinds, ensure_ascii=False, separators=(",", ":"))
    (MODELS / "kinds.json").write_text(text + "\n", "utf-8")
    print(len(gold), "articles,", len(weights), "features of kinds")


if __name__ == "__main__":
    main()
