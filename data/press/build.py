"""Rebuild ``data/press/``: tables without text, measured from three press corpora, where these are at hand.

    python -m data.press.build [FOLDER_OF_CORPORA]

What is kept are numbers derived from the articles: counts, dates, outlets, ids, speakers' names, offsets, and terms by
voice with rare terms dropped.  No passage is kept, and no text can be put together again from it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from analysis import measure, read_corpus
from analysis.measure import without_text

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
CORPORA = ROOT.parent / "shared" / "corpora"

SETS = {"us_2016": "polnear.jsonl.gz", "gilets_jaunes": "gilets_jaunes.jsonl.gz", "told_three_ways": "basil.jsonl.gz"}
LEAST_ARTICLES = {"us_2016": 25, "gilets_jaunes": 150, "told_three_ways": 12}
"""A term is kept when it stands in at least this many articles."""


def main(corpora: Path) -> int:
    """Build every set whose corpus is there; returns 1 when none is."""
    built = 0
    for name, file in SETS.items():
        if not (corpora / file).exists():
            print(f"{file} is not in {corpora}; data/press/{name} is left as it is", file=sys.stderr)
            continue
        tables = measure(read_corpus(corpora / file), passages=False)
        without_text(tables, LEAST_ARTICLES[name]).save(HERE / name)
        size = sum(path.stat().st_size for path in (HERE / name).iterdir()) / 1e6
        print(f"{name}: {len(tables.articles):,} articles, {len(tables.attributions):,} attributions, {size:.1f} MB")
        built += 1
    return 0 if built else 1


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPORA))
