"""The same hundred events told by Fox News, HuffPost and the New York Times: how much do they let others speak?

    python bench/basil.py [--engine fast] [--out bench/basil.json]

BASIL (Fan et al. 2019) has 100 events of 2010-2019 with one article of each outlet.  Outlets are compared within event,
over the family of all tests printed; beside stands the comparison that ignores the events, and the specification curve.
The figures say how the outlets' articles differ, not why: the articles were chosen to match, not drawn at random.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from analysis.compare import compare_all, sensitivity
from analysis.measure import measure
from bench.corpora import SHARED, articles

MEASURES = ("attributed_share", "direct_share", "marked_share", "indirect_share", "attributions_per_1000")
SHOWN = ["measure", "a", "b", "estimate", "n_events", "difference", "low", "high", "p", "p_holm", "q_bh", "detectable"]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--engine", default="fast")
    ask.add_argument("--out", type=Path)
    options = ask.parse_args()
    path = SHARED / "corpora" / "basil.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path} is not there: the corpus is kept apart from the project")
    tables = measure(articles(path), engine=options.engine, terms=False, passages=False)
    matched = compare_all(tables.articles, MEASURES, event="event")
    apart = compare_all(tables.articles, MEASURES)
    for title, found in (("within event", matched), ("events ignored", apart)):
        print(f"\n{title} (family of {found.family} tests)")
        print(found.differences[SHOWN].round(4).to_string(index=False))
    print("\n" + matched.estimates.drop(columns="note").round(4).to_string(index=False))
    gain = matched.differences["detectable"] / apart.differences["detectable"]
    print(f"\ndetectable difference within event / events ignored: median {gain.median():.2f}")
    curve = sensitivity(tables, "attributed_share", event="event")
    by_pair = curve.specifications.groupby(["a", "b"])
    spread = by_pair["estimate"].agg(["size", "min", "median", "max"])
    spread["excludes 0"] = by_pair.apply(lambda rows: ((rows["low"] > 0) | (rows["high"] < 0)).mean())
    print(f"\nspecifications of attributed_share within event, varied: {', '.join(curve.varied)}")
    print(spread.round(4).to_string())
    print("not varied: " + "; ".join(f"{name}: {why}" for name, why in curve.impossible.items()))
    if options.out:
        rows = pd.concat([matched.differences.assign(matched=True), apart.differences.assign(matched=False)]).round(5)
        rows = rows.astype(object).where(rows.notna(), None)
        found = {"engine": options.engine, "n_articles": len(tables.articles), "rows": rows.to_dict("records")}
        options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
