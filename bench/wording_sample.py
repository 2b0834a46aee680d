"""How often is a hit of a word list a true one?  Draws hits to be judged by a reader, and works out the precision.

    python bench/wording_sample.py draw  [--n 50] [--seed 0]  writes build/wording/LANG_LIST.csv, never to be committed
    python bench/wording_sample.py count                      reads the column `good` (1 or 0) back, prints precisions

Hits are drawn outside quotation marks, one at most per article, from the corpora at hand.  Copy what `count` prints
into analysis/lexicons/wording_lists.csv: the sample itself holds other people's text and stays out of the project.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.quotation import marked_spans
from analysis.records import Article
from analysis.text import words
from analysis.wording import LISTS, wording_hits
from bench.corpora import ROOT, SHARED, articles

BUILD = ROOT / "build" / "wording"
CORPORA = {"fr": "gilets_jaunes", "en": "polnear"}
WIDTH = 60


def draw_hits(texts: list[Article], lang: str, name: str, n: int, rng: np.random.Generator) -> list[tuple[str, ...]]:
    """Return up to ``n`` rows (article, offset, left, hit, right), one an article."""
    rows: list[tuple[str, ...]] = []
    for i in rng.permutation(len(texts)).tolist():
        article = texts[i]
        offsets = words(article.text, lang)
        hits = [
            (int(offsets[h.first, 0]), int(offsets[h.last - 1, 1]))
            for h in wording_hits(article.text, offsets, lang, name)
        ]
        marked = marked_spans(article.text)
        free = [(a, b) for a, b in hits if not any(m.start <= a < m.end for m in marked)]
        if free:
            a, b = free[int(rng.integers(len(free)))]
            around = (article.text[max(0, a - WIDTH) : a], article.text[a:b], article.text[b : b + WIDTH])
            rows.append((article.id, str(a), *(" ".join(part.split()) for part in around)))
        if len(rows) == n:
            break
    return rows


def draw(n: int, seed: int) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    for lang, corpus in CORPORA.items():
        texts = articles(SHARED / "corpora" / f"{corpus}.jsonl.gz", lang)
        for name in LISTS:
            rows = draw_hits(texts, lang, name, n, np.random.default_rng(seed))
            with (BUILD / f"{lang}_{name}.csv").open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(
                    [("article_id", "start", "left", "hit", "right", "good"), *((*r, "") for r in rows)]
                )
            print(f"{lang} {name}: {len(rows)} hits")


def count() -> None:
    for path in sorted(BUILD.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            judged = [row["good"] for row in csv.DictReader(lines) if row["good"] in ("0", "1")]
        good = judged.count("1")
        print(
            f"{path.stem}: {good} of {len(judged)} good" + (f", precision {good / len(judged):.2f}" if judged else "")
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "count"))
    parser.add_argument("--n", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.what == "draw" and not (SHARED / "corpora").exists():
        print(f"{SHARED / 'corpora'} is missing: there is nothing to draw from")
        return 0
    draw(options.n, options.seed) if options.what == "draw" else count()
    return 0


if __name__ == "__main__":
    sys.exit(main())
