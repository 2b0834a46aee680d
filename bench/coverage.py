"""Do the intervals of ``compare`` cover what they promise?  Simulated articles from a population whose truth is known.

    python bench/coverage.py [--replicates 2000] [--workers 2] [--out bench/coverage.json]

The population: every event has its own level of quotation (sd 0.5 on the logit scale), every article its own (sd
0.8), lengths are log-normal (sd 0.6) and longer articles quote a little more, words fall inside quotations in runs.
Outlet B quotes as much as A in the runs that count false alarms.  ``pooled`` and ``mean`` are the two estimates;
``apart`` takes the outlets' articles from different events, ``matched`` has both outlets tell every event once.  Beside
our interval and test stand those that take the word as the unit: the binomial interval, and the chi-square test.
"""

from __future__ import annotations

import argparse
import json
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from analysis.compare import compare

SIZES = (20, 50, 200)
LEVEL, EVENT_SD, ARTICLE_SD, LENGTH_SD, BY_LENGTH = -1.2, 0.5, 0.8, 0.6, 0.15
#: Quotations are runs of about this many words, so that words of one article are far from independent.
RUN = 25


def draw(events: np.ndarray, shift: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return (quoted words, words) of one article per event effect."""
    length = rng.normal(0, LENGTH_SD, len(events))
    words = np.maximum(40, np.exp(6.2 + length)).astype(int)
    odds = LEVEL + shift + events + BY_LENGTH * length + rng.normal(0, ARTICLE_SD, len(events))
    runs = np.maximum(1, words // RUN)
    return (words * rng.binomial(runs, 1 / (1 + np.exp(-odds))) / runs).round(), words


def table(n: int, shift: float, matched: bool, rng: np.random.Generator) -> pd.DataFrame:
    """Return 2n articles: outlets A and B, on the same n events or on n events each."""
    events = rng.normal(0, EVENT_SD, n), rng.normal(0, EVENT_SD, n)
    a, b = draw(events[0], shift, rng), draw(events[0 if matched else 1], 0.0, rng)
    quoted, words = (np.concatenate(parts) for parts in zip(a, b, strict=True))
    names = [f"e{i}" for i in range(2 * n)]
    return pd.DataFrame(
        {
            "outlet": ["A"] * n + ["B"] * n,
            "event": names[:n] * 2 if matched else names,
            "n_direct": quoted,
            "n_words": words,
        }
    )


def truth(shift: float, seed: int = 7, n: int = 2_000_000) -> dict[str, float]:
    """Return the population's values: shares of A, differences apart, differences within event."""
    rng = np.random.default_rng(seed)
    events = rng.normal(0, EVENT_SD, n)
    (qa, wa), (qb, wb) = draw(events, shift, rng), draw(events, 0.0, rng)
    gap = (qa * wb - qb * wa) / (wa + wb)
    return {
        "pooled": qa.sum() / wa.sum(),
        "mean": (qa / wa).mean(),
        "apart pooled": qa.sum() / wa.sum() - qb.sum() / wb.sum(),
        "apart mean": (qa / wa).mean() - (qb / wb).mean(),
        "matched pooled": gap.sum() / (wa * wb / (wa + wb)).sum(),
        "matched mean": (qa / wa - qb / wb).mean(),
    }


def replicate(n: int, shift: float, known: dict[str, float], rng: np.random.Generator) -> dict[str, bool]:
    """Return, for one draw of articles, which intervals held the truth and which tests said p < .05."""
    found: dict[str, bool] = {}
    for way, event in (("apart", None), ("matched", "event")):
        rows = table(n, shift, event is not None, rng)
        result = compare(rows, "direct_share", event=event, n_boot=999, n_perm=999, rng=rng)
        if event is None:
            group = result.estimates.iloc[0]
            for kind in ("pooled", "mean"):
                found[f"{kind} covered"] = group[f"{kind}_low"] <= known[kind] <= group[f"{kind}_high"]
            reach = 1.96 * np.sqrt(group["pooled"] * (1 - group["pooled"]) / group["n_words"])
            found["pooled covered by words"] = abs(group["pooled"] - known["pooled"]) <= reach
        for row in result.differences.to_dict("records"):
            name = f"{way} {row['estimate']}"
            found[f"{name} covered"] = row["low"] <= known[name] <= row["high"]
            found[f"{name} p≤.05"] = row["p"] <= 0.05
        counts = rows.groupby("outlet")[["n_direct", "n_words"]].sum()
        square = [counts["n_direct"], counts["n_words"] - counts["n_direct"]]
        found[f"{way} p≤.05 by words"] = stats.chi2_contingency(square).pvalue < 0.05
    return found


def block(job: tuple[float, int, int, int]) -> dict[str, float]:
    """Return the figures of one population and size: (shift, n, replicates, seed)."""
    shift, n, replicates, seed = job
    rng, known = np.random.default_rng([seed, n, int(10 * shift)]), truth(shift)
    runs = pd.DataFrame([replicate(n, shift, known, rng) for _ in range(replicates)])
    return {"shift": shift, "n": n, **runs.mean().round(4).to_dict()}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--replicates", type=int, default=2000)
    ask.add_argument("--workers", type=int, default=1)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--out", type=Path)
    options = ask.parse_args()
    jobs = [(shift, n, options.replicates, options.seed) for shift in (0.0, 0.5) for n in SIZES]
    began, rows = time.perf_counter(), []
    with ProcessPoolExecutor(options.workers) as pool:
        for row in pool.map(block, jobs):
            rows.append(row)
            print(f"after {time.perf_counter() - began:.0f} s: {row}", flush=True)
    print(pd.DataFrame(rows).set_index(["shift", "n"]).T.to_string())
    print(f"Monte Carlo error of each figure: about ±{1.96 * np.sqrt(0.05 * 0.95 / options.replicates):.3f}")
    if options.out:
        options.out.write_text(json.dumps({"replicates": options.replicates, "rows": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
