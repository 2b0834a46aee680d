"""Learn when quotation marks are nobody's speech, from the annotated articles:   python -m training.scare [--cv]"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.quotation import marked_spans
from analysis.scare import features, inner

from .gold import records

MODEL = Path(__file__).resolve().parents[1] / "analysis" / "models" / "scare.json"


def examples():
    rows, labels, articles = [], [], []
    number = 0
    for name in ("fr_train", "en_train", "es_train"):
        for record in records(name):
            text, number = record["text"], number + 1
            spans = marked_spans(text)
            seen = Counter(inner(s.of(text)).lower() for s in spans)
            scare = record["scare_quotes"]
            contents = [span for a in record["attributions"] for span in a["content"]]
            for span in spans:
                is_scare = any(span.start < e and b < span.end for b, e in scare)
                if not is_scare and not any(span.start < e and b < span.end for b, e in contents):
                    continue
                rows.append(dict.fromkeys(features(text, span, record["lang"], seen), 1.0))
                labels.append(is_scare)
                articles.append(number)
    return rows, np.array(labels), np.array(articles)


def fit(rows, labels, least=4):
    counts = Counter(f for row in rows for f in row)
    vectorizer = DictVectorizer()
    X = vectorizer.fit_transform([{f: 1.0 for f in row if counts[f] >= least} for row in rows])
    model = LogisticRegression(C=0.3, max_iter=2000, fit_intercept=False).fit(X, labels)
    return {f: float(w) for f, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cv", action="store_true", help="five folds by article instead of writing weights")
    options = parser.parse_args()
    rows, labels, articles = examples()
    if options.cv:
        scores = np.zeros(len(rows))
        for fold in range(5):
            train = articles % 5 != fold
            weights = fit([r for r, t in zip(rows, train, strict=True) if t], labels[train])
            for i in np.flatnonzero(~train):
                scores[i] = sum(weights.get(f, 0.0) for f in rows[i])
        for threshold in (-1.5, -1, -0.5, 0, 0.5):
            said = scores > threshold
            tp = (said & labels).sum()
            p, r = tp / said.sum(), tp / labels.sum()
            print(f"threshold {threshold}: P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
        return
    weights = fit(rows, labels)
    stored = {"classes": ["nobody", "speech"], "weights": {f: [round(w, 3), 0.0] for f, w in sorted(weights.items())}}
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(json.dumps(stored, ensure_ascii=False) + "\n", "utf-8")
    print(len(rows), "marked spans,", len(weights), "features")


if __name__ == "__main__":
    main()
