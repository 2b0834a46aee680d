"""Does keyness cry wolf?  Outlet labels are shuffled over articles: whatever stands out then, stands out by chance.

    python bench/keyness.py [--shuffles 60] [--corpus ../shared/corpora/polnear.jsonl.gz] [--seed 0]

Beside the clustered z (the share of words with p < .05, and the words left after Benjamini–Hochberg at .05) stands what
independent words would have claimed: four-cell G² with Bonferroni.  All numbers are means over outlets and shuffles.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.keywords import TermCounts, count_terms, keyness
from bench.corpora import SHARED, articles

VARIANTS = {"words, stop words too": {"pairs": False, "stop_words": True}, "words and pairs": {}}
BANDS = (10, 20, 40, 80, 160, 10**9)


def false_alarms(counts: TermCounts, shuffles: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Series]:
    """Return one row per shuffle and outlet, and the share of p < .05 by how often the word is used."""
    rows, bands = [], []
    for shuffle in range(shuffles):
        labels = rng.permutation(np.array(counts.outlets, object)).tolist()
        frame = keyness(counts, labels)
        frame["plain"] = chi2.sf(frame["g2"].abs(), 1)
        frame["band"] = pd.cut(frame["n"] + frame["n_reference"], BANDS, right=False)
        bands.append((frame["p"] < 0.05).groupby(frame["band"], observed=True).mean())
        for group, one in frame.groupby("group"):
            rows.append(
                {
                    "shuffle": shuffle,
                    "outlet": group,
                    "terms": len(one),
                    "p_under_05": (one["p"] < 0.05).mean(),
                    "left_after_bh": (one["q"] < 0.05).sum(),
                    "plain_g2_p_under_05": (one["plain"] < 0.05).mean(),
                    "plain_g2_bonferroni": (one["plain"] < 0.05 / len(one)).sum(),
                }
            )
    return pd.DataFrame(rows), pd.concat(bands, axis=1).mean(axis=1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shuffles", type=int, default=60)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora" / "polnear.jsonl.gz")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if not options.corpus.exists():
        print(f"{options.corpus} is missing: this bench needs a corpus of several outlets; give one with --corpus")
        return 0
    texts = articles(options.corpus)
    passed = True
    for name, how in VARIANTS.items():
        counts = count_terms(texts, **how)
        rows, bands = false_alarms(counts, options.shuffles, np.random.default_rng(options.seed))
        mean = rows.drop(columns=["shuffle", "outlet"]).mean()
        print(f"\n{name}: {len(texts)} articles, {counts.n_words.sum():,} words, {options.shuffles} shuffles")
        print(f"  terms compared per outlet                     {mean['terms']:8,.0f}")
        print(f"  clustered z: share with p < .05               {mean['p_under_05']:8.4f}   (want .03 to .07)")
        print(f"  clustered z: left after Benjamini-Hochberg    {mean['left_after_bh']:8.2f}   (want <= 1)")
        print(f"  plain G2: share with p < .05                  {mean['plain_g2_p_under_05']:8.4f}")
        print(f"  plain G2: left after Bonferroni               {mean['plain_g2_bonferroni']:8.2f}")
        print("  share with p < .05 by uses:", ", ".join(f"{band}: {value:.3f}" for band, value in bands.items()))
        passed &= 0.03 <= mean["p_under_05"] <= 0.07 and mean["left_after_bh"] <= 1
    print("\nwithin the bounds" if passed else "\nOUT OF BOUNDS")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
