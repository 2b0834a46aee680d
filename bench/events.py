"""Does the suite find the same story?  BASIL's 100 events, each told by three outlets, are to be found again.

    python bench/events.py

The two settings are chosen on half of the events, drawn at random: the ones whose F1 is best on average over themselves
and the settings next to them, so that no lucky peak is taken.  The other half and the whole are only reported.
Precision, recall and F1 count pairs of articles: a pair is right when both tell the same event.
"""

from __future__ import annotations

import inspect
import sys
import time
from itertools import product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from analysis.corpus import find_events, read_corpus
from analysis.records import Article
from bench.corpora import SHARED

CORPORA = SHARED / "corpora"
DAYS = (1, 2, 3, 4, 5, 7)
THRESHOLDS = (0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25)


def score(articles: list[Article], days: float, threshold: float) -> tuple[float, float, float]:
    """Return pairwise precision, recall and F1 of the events found."""
    found = find_events(articles, days=days, threshold=threshold).to_numpy()
    known = np.array([article.event for article in articles])
    first, second = np.triu_indices(len(articles), 1)
    same, joined = known[first] == known[second], found[first] == found[second]
    hits = int((same & joined).sum())
    return hits / joined.sum(), hits / same.sum(), 2 * hits / (joined.sum() + same.sum())


def choose(articles: list[Article]) -> tuple[float, float]:
    """Return the setting with the best mean F1 over itself and its neighbours in the grid; print the grid."""
    f1 = np.array([[score(articles, days, threshold)[2] for threshold in THRESHOLDS] for days in DAYS])
    print("F1 on the half where the settings are chosen\n  days  " + "  ".join(f"{t:5.3f}" for t in THRESHOLDS))
    for days, row in zip(DAYS, f1, strict=True):
        print(f"  {days:4}  " + "  ".join(f"{value:5.3f}" for value in row))
    inner = list(product(range(1, len(DAYS) - 1), range(1, len(THRESHOLDS) - 1)))
    day, threshold = max(inner, key=lambda at: f1[at[0] - 1 : at[0] + 2, at[1] - 1 : at[1] + 2].mean())
    return DAYS[day], THRESHOLDS[threshold]


def main() -> None:
    if not (CORPORA / "basil.jsonl.gz").exists():
        sys.exit("nothing measured: basil.jsonl.gz is not in ../shared/corpora")
    articles = list(read_corpus(CORPORA / "basil.jsonl.gz"))
    events = sorted({article.event or "" for article in articles})
    half = set(np.random.default_rng(2022).permutation(events)[: len(events) // 2])
    days, threshold = choose([a for a in articles if a.event in half])
    print(f"chosen: days={days}, threshold={threshold}")
    defaults = {name: p.default for name, p in inspect.signature(find_events).parameters.items() if name != "articles"}
    print(f"defaults: {defaults}")
    for name, part in (
        ("chosen on, 50 events", [a for a in articles if a.event in half]),
        ("kept aside, 50 events", [a for a in articles if a.event not in half]),
        ("all 100 events", articles),
    ):
        print(f"{name:>22}: " + "precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*score(part, days, threshold)))
    print(
        "without dates, all events: "
        + "precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*undated(articles, threshold))
    )
    dense(days, threshold)


def undated(articles: list[Article], threshold: float) -> tuple[float, float, float]:
    """Score the same articles stripped of their dates: words alone."""
    from dataclasses import replace

    return score([replace(article, date=None) for article in articles], 0, threshold)


def dense(days: float, threshold: float) -> None:
    """Time the French articles on one long event, and say how large its events become."""
    path = CORPORA / "gilets_jaunes.jsonl.gz"
    if not path.exists():
        return
    articles = [a for a in read_corpus(path) if a.lang == "fr"]
    start = time.process_time()
    sizes = find_events(articles, days=days, threshold=threshold).value_counts()
    spent = time.process_time() - start
    shared = int(sizes[sizes > 1].sum())
    print(
        f"gilets_jaunes, French: {len(articles):,} articles in {spent:.1f} s of processor; "
        f"{shared:,} in {(sizes > 1).sum():,} events of two or more, the largest of {sizes.max()}"
    )


if __name__ == "__main__":
    main()
