"""Learn when quotation marks are nobody's speech:   python -m training.scare DIR [--cv]

``DIR`` holds what engines that never saw the articles found in them (``python -m training.folds DIR``): the model
learns how far to trust a reading with its usual mistakes, not the annotators' own.  It learns from two kinds of marks:
those of the annotated articles, and those of articles nobody annotated, for which the accurate engine says how likely
they hold speech (``python -m training.scare_read DIR``; left out where that was not done).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.attribution import fast, mended
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span
from analysis.scare import Surroundings, features, inner

from . import folds
from .data import untouched
from .gold import records
from .scare_read import CORPUS, MARKS

MODEL = Path(__file__).resolve().parents[1] / "analysis" / "models" / "scare.json"
# Log-odds from which marks are held for nobody's speech.  Chosen in folds, without the commonest words between marks
# ("gilets jaunes", which everybody marked that year and no model misses): F1 hardly changes from -0.8 to 0, and here
# precision and recall are near each other.
CUT = -0.3
# How much a mark the accurate engine judged counts beside one that people did: chosen in folds among 0.2, 0.5 and 1.
TOLD = 0.5


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
            scare = record["scare_quotes"]
            gold[name] += len(scare)
            for span, of_span in described(record["text"], record["lang"], found[name, number]):
                covers = sum(span.start < e and b < span.end for b, e in scare)
                words = inner(span.of(record["text"])).lower()
                out.append(Example(name, folds.fold_of(number), of_span, covers > 0, covers, words))
    return out, gold


@dataclass(frozen=True)
class Told:
    """One marked span nobody annotated: its features, and how likely it is nobody's speech."""

    features: tuple[str, ...]
    chance: float


def told(folder: Path) -> list[Told]:
    """Return the marked spans of the articles that the accurate engine read; each has one of the engines' places."""
    if not (folder / MARKS).exists():
        return []
    engines = [fast.load("fast", folder / f"engine{fold}") for fold in range(folds.FOLDS)]
    articles = {str(a["id"]): a for a in untouched(CORPUS)}
    out = []
    with (folder / MARKS).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            article, chances = articles[str(row["id"])], dict(row["marks"])
            text, lang = article["text"], article["lang"]
            found, _ = fast.read_with_evidence(engines[number % folds.FOLDS], text, lang)
            for span, of_span in described(text, lang, mended(text, lang, found, marked_spans(text))):
                if span.start in chances:
                    out.append(Told(of_span, 1 - chances[span.start]))
    return out


def described(text: str, lang: str, found: Sequence[Attribution]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield every marked span of a text with its features, given what was found there."""
    spans = marked_spans(text)
    seen = Counter(inner(s.of(text)).lower() for s in spans)
    around = Surroundings(found, spans)
    for span in spans:
        yield span, (*features(text, span, lang, seen), *around.features(span, around.place(text, span)))


def fit(rows: list[Example], others: Sequence[Told] = (), least: int = 4) -> dict[str, float]:
    """Return a weight for every feature seen often enough; a mark of ``others`` counts for both answers, in part."""
    counts = Counter(f for row in (*rows, *others) for f in row.features)
    vectorizer = DictVectorizer()
    every = [row.features for row in (*rows, *others, *others)]
    X = vectorizer.fit_transform([{f: 1.0 for f in one if counts[f] >= least} for one in every])
    y = [row.scare for row in rows] + [True] * len(others) + [False] * len(others)
    chance = TOLD * np.array([row.chance for row in others])
    weight = np.concatenate((np.ones(len(rows)), chance, TOLD - chance))
    model = LogisticRegression(C=0.2, max_iter=3000, fit_intercept=False).fit(X, y, sample_weight=weight)
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
    others = told(options.folder)
    if options.cv:
        scores = np.zeros(len(rows))
        for fold in range(folds.FOLDS):
            weights = fit([r for r in rows if r.fold != fold], others)
            for i, r in enumerate(rows):
                if r.fold == fold:
                    scores[i] = sum(weights.get(f, 0.0) for f in r.features)
        report(rows, scores, gold)
        return
    weights = fit(rows, others)
    weights["bias"] -= CUT
    stored = {"classes": ["nobody", "speech"], "weights": {f: [round(w, 3), 0.0] for f, w in sorted(weights.items())}}
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(json.dumps(stored, ensure_ascii=False) + "\n", "utf-8")
    print(len(rows), "marked spans and", len(others), "nobody annotated,", len(weights), "features")


if __name__ == "__main__":
    main()
