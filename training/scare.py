"""Learn when quotation marks are nobody's speech, from the annotated articles:   python -m training.scare DIR [--cv]

``DIR`` holds what engines that never saw the articles found in them (``python -m training.folds DIR``): the model
learns how far to trust a reading with its usual mistakes, not the annotators' own.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.quotation import marked_spans
from analysis.scare import Surroundings, features, inner

from . import folds
from .gold import records

MODEL = Path(__file__).resolve().parents[1] / "analysis" / "models" / "scare.json"
# Log-odds from which marks are held for nobody's speech.  Chosen in folds, without the commonest words between marks
# ("gilets jaunes", which everybody marked that year and no model misses): F1 hardly changes from -0.9 to 0, and here
# precision and recall are near each other.
CUT = -0.5


@dataclass(frozen=True)
class Example:
    """One marked span: its features, whether it is nobody's speech, how many annotated spans it covers, its words."""

    lang: str
    fold: int
    features: tuple[str, ...]
    scare: bool
    covers: int
    words: str


def examples(folder: Path) -> tuple[list[Example], Counter[str]]:
    """Return every marked span of the annotated articles, and the number of annotated spans by language."""
    found, out, gold = folds.load(folder), [], Counter[str]()
    for name in folds.SETS3:
        for number, record in enumerate(records(f"{name}_train")):
            text, scare = record["text"], record["scare_quotes"]
            spans = marked_spans(text)
            seen = Counter(inner(s.of(text)).lower() for s in spans)
            around = Surroundings(found[name, number], spans)
            gold[name] += len(scare)
            for span in spans:
                covers = sum(span.start < e and b < span.end for b, e in scare)
                place = around.place(text, span)
                all_features = (*features(text, span, record["lang"], seen), *around.features(span, place))
                words = inner(span.of(text)).lower()
                out.append(Example(name, folds.fold_of(number), all_features, covers > 0, covers, words))
    return out, gold


def fit(rows: list[Example], least: int = 4) -> dict[str, float]:
    counts = Counter(f for row in rows for f in row.features)
    vectorizer = DictVectorizer()
    X = vectorizer.fit_transform([{f: 1.0 for f in row.features if counts[f] >= least} for row in rows])
    model = LogisticRegression(C=0.2, max_iter=3000, fit_intercept=False).fit(X, [row.scare for row in rows])
    return {f: float(w) for f, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}


def report(rows: list[Example], scores: np.ndarray, gold: Counter[str]) -> None:
    commonest = Counter(row.words for row in rows if row.scare).most_common(1)[0][0]
    for cut in (CUT - 0.3, CUT, CUT + 0.3, 0.0):
        line = []
        for name in folds.SETS3:
            for rare in (False, True):
                mine = [i for i, r in enumerate(rows) if r.lang == name and not (rare and commonest in r.words)]
                said = [i for i in mine if scores[i] > cut]
                p = sum(rows[i].scare for i in said) / max(len(said), 1)
                all_ = sum(rows[i].covers for i in mine) if rare else gold[name]
                r = sum(rows[i].covers for i in said) / max(all_, 1)
                line.append(
                    f"{name}{' rare' if rare else ''} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}"
                )
        print(f"cut {cut:.1f}:", " | ".join(line))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cv", action="store_true", help="by fold, instead of writing weights")
    options = parser.parse_args()
    rows, gold = examples(options.folder)
    if options.cv:
        scores = np.zeros(len(rows))
        for fold in range(folds.FOLDS):
            weights = fit([r for r in rows if r.fold != fold])
            for i, r in enumerate(rows):
                if r.fold == fold:
                    scores[i] = sum(weights.get(f, 0.0) for f in r.features)
        report(rows, scores, gold)
        return
    weights = fit(rows)
    weights["bias"] -= CUT
    stored = {"classes": ["nobody", "speech"], "weights": {f: [round(w, 3), 0.0] for f, w in sorted(weights.items())}}
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(json.dumps(stored, ensure_ascii=False) + "\n", "utf-8")
    print(len(rows), "marked spans,", len(weights), "features")


if __name__ == "__main__":
    main()
