"""Teach the judge of links and set the accurate engine's two dials: how readily it tags, how its certainty is read.

``python -m training.accurate_tune --models FOLDER`` rewrites ``link_*``, ``steady`` and ``trust`` in FOLDER's weights.
All of it is learned from train articles the encoder was not taught on.  The dials are set with judges that have not
seen the article either (five folds), so that the engine does not think too well of itself.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from analysis.attribution import arcs as a
from analysis.attribution.accurate import Accurate
from analysis.attribution.linker import link
from analysis.attribution.linking import Segments, assemble
from analysis.attribution.weights import accurate
from analysis.quotation import marked_spans
from analysis.records import ACTS

from .accurate_export import AS_IT_COMES, digest
from .accurate_link import asked, collected, judges, right_answers
from .data import MODELS, SETS, SHARED, gold, held_out

sys.path.insert(0, str(SHARED / "bench"))
FOLDS = 5
WORTH = 0.01
"""How much the sum of three F1 must gain before a dial is moved: less is the luck of a few dozen articles."""
SHARE = {"fr": 0.19, "en": 0.19, "es": 0.19, "de": 0.19, "polnear": 0.24}
"""What each set counts in the calibration of speech; PolNeAR cuts speech in its own way, so that it counts for less."""
TAUGHT_WEIGHT = 0.25
"""What a question from an article the encoder was taught on counts, against 1 for one from an article it was not."""


def prepare(engine: Accurate, articles: list[dict[str, Any]]) -> list[Any]:
    """Return (article, encoded, likelihoods, marks) of every article: the slow part, done once."""
    texts = [x["text"] for x in articles]
    read = zip(articles, *engine._likelihoods(texts)[1:], strict=True)
    return [(x, e, seen, marked_spans(x["text"])) for x, e, seen in read]


def with_bias(seen: a.Likelihoods, scheme: int, bias: float) -> a.Likelihoods:
    """Return likelihoods with ``bias`` added to the tag O of one scheme."""
    tags = seen.tags.copy()
    tags[:, scheme, 0] += bias
    tags -= np.log(np.exp(tags).sum(-1, keepdims=True))
    return replace(seen, tags=tags)


def scheme_reading(item: Any, scheme: int, bias: float, judges: Any) -> tuple[list[Any], Any]:
    """Return one scheme's attributions of a prepared article, ``confidence`` being a row of the facts returned
    beside.
    """
    article, encoded, seen, marks = item
    if not len(seen.tags):
        return [], np.zeros((0, 6))
    seen = with_bias(seen, scheme, bias)
    vectors = np.concatenate(seen.vectors).astype(np.float32)
    where, sure = a.segments_of(scheme, article["text"], encoded, seen, marks)
    found = where.found
    if not len(found):
        return [], np.zeros((0, 6))
    links, linked = link(scheme, where, seen.slot[where.begin], vectors, judges)
    facts = a.evidence(where, linked, sure, seen.tags[:, 1 - scheme])
    numbered = Segments(found.kind, found.start, found.end, np.arange(len(found), dtype=float))
    return list(assemble(article["text"], numbered, links, marks, act=ACTS[scheme])), facts


def plain(found: Any) -> dict[str, Any]:
    """Return an attribution as the scorer wants it."""
    return {k: [list(s) for s in getattr(found, k)] for k in ("content", "cue", "source")}


def figures(items: list[Any], scheme: int, bias: float, judges: list[Any]) -> dict[str, float]:
    """Score one scheme's reading of prepared articles, each linked by the judge of its own fold."""
    import score

    predicted = [
        {"id": item[0]["id"], "attributions": [plain(f) for f in scheme_reading(item, scheme, bias, own)[0]]}
        for item, own in zip(items, judges, strict=True)
    ]
    out = score.score([item[0] for item in items], predicted)
    return {k: out[k]["f1"] for k in ("token", "iou", "source_e2e")}


def judged(items: list[Any], both: bool, bias: Sequence[float], judges: list[Any]) -> list[tuple[Any, Any]]:
    """Return, for each scheme, the facts of its attributions and whether gold has them (IoU >= .5).

    Attributions are those the engine reports: all of the speech scheme and, where the gold holds ``both`` acts, those
    of the wider one that overlap none of them.  What matches only an optional annotation is left out.
    """
    import score

    rows: list[list[Any]] = [[], []]
    right: list[list[bool]] = [[], []]
    for item, own in zip(items, judges, strict=True):
        speech, facts = scheme_reading(item, 0, bias[0], own)
        wider, more = scheme_reading(item, 1, bias[1], own) if both else ([], np.zeros((0, 6)))
        taken = {c for f in speech for span in f.content for c in range(span.start, span.end)}
        wider = [f for f in wider if not any(c in taken for span in f.content for c in range(span.start, span.end))]
        found = [(0, facts[int(f.confidence)], f) for f in speech] + [(1, more[int(f.confidence)], f) for f in wider]
        text = score.Text(item[0]["text"])
        every = score.read(text, item[0]["attributions"])
        firm = [g for g in every if not g["optional"]]
        predicted = score.read(text, [plain(f) for _, _, f in found])
        if len(predicted) != len(found):
            continue
        hit = set(score.match(firm, predicted).values())
        left = [j for j in range(len(predicted)) if j not in hit]
        spare = score.match([g for g in every if g["optional"]], [predicted[j] for j in left], 0.3)
        excused = {left[j] for j in spare.values()}
        for j, (scheme, known, _) in enumerate(found):
            if j not in excused:
                rows[scheme].append(known)
                right[scheme].append(j in hit)
    return [(np.array(x).reshape(-1, 6), np.array(y, bool)) for x, y in zip(rows, right, strict=True)]


def fitted_trust(facts: list[tuple[Any, Any]], shares: list[float]) -> Any:
    """Fit the coefficients that turn facts into a probability; every set counts its share, however long it is."""
    if len({answer for _, right in facts for answer in right.tolist()}) < 2:
        print("none is right, or all are: certainty is left as it comes; this engine learned too little", flush=True)
        return AS_IT_COMES
    x, y = np.concatenate([q[0] for q in facts]), np.concatenate([q[1] for q in facts])
    weight = np.concatenate(
        [np.full(len(q[1]), share * len(y) / max(1, len(q[1]))) for q, share in zip(facts, shares, strict=True)]
    )
    fitted = LogisticRegression(C=10.0, max_iter=500, fit_intercept=False).fit(x, y, weight)
    print("right", round(float(y.mean()), 3), "of", len(y), "trust", fitted.coef_[0].round(3).tolist(), flush=True)
    return fitted.coef_[0]


def taught_judges(items: Mapping[str, list[Any]], seen: Mapping[str, list[Any]]) -> tuple[Any, dict[str, list[Any]]]:
    """Teach the judge of links: return its weights, and for every article those of a judge that never saw it."""
    every = [
        (name, k, asked(item, int(name == "polnear"), 1.0)) for name in items for k, item in enumerate(items[name])
    ]
    base = [asked(item, int(name == "polnear"), TAUGHT_WEIGHT) for name in seen for item in seen[name]]
    fold = np.random.default_rng(1).permutation(len(every)) % FOLDS
    apart: dict[str, list[Any]] = {name: [None] * len(items[name]) for name in items}
    tests: dict[tuple[str, str], list[bool]] = {}
    for f in range(FOLDS):
        inside = [q for (_, _, q), own in zip(every, fold, strict=True) if own != f]
        weights = judges(collected([*inside, *base]))
        for (name, k, questions), own in zip(every, fold, strict=True):
            if own == f:
                apart[name][k] = weights
                for question, one in questions.items():
                    tests.setdefault((question, name), []).extend(right_answers(weights, question, one))
    for (question, name), right in sorted(tests.items()):
        print("link", question, name, round(float(np.mean(right)), 3), "of", len(right), flush=True)
    return judges(collected([*(q for _, _, q in every), *base])), apart


def main() -> None:
    """Tune from the command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--models", type=Path, default=MODELS)
    ap.add_argument("--taught", type=int, default=80, help="articles a set, of those the encoder learned from")
    p = ap.parse_args()
    torch.set_num_threads(1)
    engine, rng = accurate(p.models), random.Random(4)
    engine = replace(engine, heads=replace(engine.heads, steady=np.zeros((2, 7), np.float32)))
    split = {name: held_out(gold(name, "train")) for name in SETS}
    items = {name: prepare(engine, aside) for name, (_, aside) in split.items()}
    seen = {name: prepare(engine, rng.sample(kept, min(p.taught, len(kept)))) for name, (kept, _) in split.items()}
    weights, apart = taught_judges(items, seen)
    steady, trust = np.zeros((2, 7), np.float32), np.zeros((2, 6), np.float32)
    for scheme, names in ((0, ("fr", "en", "es", "de")), (1, ("polnear",))):
        best: tuple[float, float] = (-1.0, 0.0)
        for bias in (0.0, -0.4, 0.4, -0.8, 0.8, -1.2):
            found = {name: figures(items[name], scheme, bias, apart[name]) for name in names}
            value = float(np.mean([sum(f.values()) for f in found.values()]))
            table = {n: {k: round(v, 3) for k, v in f.items()} for n, f in found.items()}
            print(scheme, bias, round(value, 4), table, flush=True)
            if value > best[0] + WORTH:
                best = (value, bias)
        steady[scheme, 0] = best[1]
    certain = [judged(items[name], name == "polnear", steady[:, 0].tolist(), apart[name]) for name in SETS]
    trust[0] = fitted_trust([speech for speech, _ in certain], [SHARE[name] for name in SETS])
    trust[1] = fitted_trust([wider for _, wider in certain if len(wider[1])], [1.0])
    at = p.models / "accurate_heads.npz"
    with np.load(at, allow_pickle=False) as stored:
        kept = {k: stored[k] for k in stored.files if not k.startswith("link_")}
    linked = {"link_" + k: v for k, v in weights.items()}
    np.savez(at, **{**kept, **linked, "steady": steady, "trust": trust})
    card = json.loads((p.models / "accurate.json").read_text(encoding="utf-8"))
    card["sha256"]["accurate_heads.npz"] = digest(at)
    (p.models / "accurate.json").write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
