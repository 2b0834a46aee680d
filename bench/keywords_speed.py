"""How fast are words and two-word terms counted, and are a long event's keywords words at all?

    python bench/keywords_speed.py [--top 50]

Counts every article of the corpora at hand, cutting the text into words included, then takes each outlet's strongest
keywords of the French one and looks for broken elisions (l, d, qu) and a split aujourd'hui among them.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.keywords import count_terms, keyness, repeated_lines
from bench.corpora import SHARED, articles

BROKEN = re.compile(r"^(?:[a-z]|qu|jusqu|lorsqu|puisqu|quelqu|presqu|aujourd|hui)$")
WANTED = 200_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--top", type=int, default=50)
    options = parser.parse_args()
    passed = True
    for name, lang in (("polnear", None), ("gilets_jaunes", "fr")):
        path = SHARED / "corpora" / f"{name}.jsonl.gz"
        if not path.exists():
            print(f"{path} is missing: nothing to measure there")
            continue
        texts = articles(path, lang)
        start = time.process_time()
        counts = count_terms(texts, repeated=repeated_lines(texts))
        seconds = time.process_time() - start
        n = int(counts.n_words.sum())
        passed &= n / seconds >= WANTED
        print(
            f"{name}: {n:,} words, {len(counts.terms):,} terms, {n / seconds:,.0f} words a CPU-second (want {WANTED:,})"
        )
        if lang != "fr":
            continue
        top = keyness(counts).groupby("group", sort=False).head(options.top)
        pieces = top["term"].str.split(" ").explode()
        broken = sorted(
            {piece for piece in pieces if BROKEN.match(piece)} | {t for t in top["term"] if t.endswith("'")}
        )
        passed &= not broken
        print(f"  {top['group'].nunique()} outlets, {len(top)} keywords, broken pieces among them: {broken or 'none'}")
        for outlet, some in top.groupby("group", sort=False):
            print(f"  {outlet}: {', '.join(some['term'].head(12))}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
