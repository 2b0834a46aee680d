"""Do intervals and tests hold what they promise where it is hard?  Made-up articles whose truth is known.

    python -m bench.levels [--replicates 2000] [--only rare …] [--out bench/levels.json]

``coverage`` asks the same of well-behaved shares.  Here are the cases for which methods were chosen, each beside what
would have been simpler.  A row is the part of all replicates in which an interval held the truth, or in which a test
said p ≤ .05:

- ``rare``: most articles have nothing of what is counted; ends on the scale of odds, differences after Zou and Donner,
  beside Student's t with the jackknife error on the plain scale;
- ``events``: the same inside events, and articles that come in events which nobody told;
- ``words``: narration leans and key words with few articles, Student's t beside the normal;
- ``read``: shares corrected by few articles read by hand, the error that leaves one out beside the linearised one;
- ``tests``: two groups that differ in everything but the share (false alarms), or in the share too (power); the
  studentised difference that ``compare`` shuffles beside the same on the scale of log odds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from analysis.columns import Ratio
from analysis.compare import compare, correct
from analysis.compare.gold import influence
from analysis.compare.permutation import between
from analysis.compare.resampling import jackknife_error
from analysis.keywords import keyness, narration_lean
from analysis.ratios import from_moments, moments

from .invented import Rng, bursts, counted, lengths, rare, rare_truth, shares, table

Row = dict[str, object]
FOUND = Ratio("found_share", ("n_found",), ("n_words",))


def student(y: np.ndarray, x: np.ndarray) -> tuple[float, float, float]:
    """Return (ratio, jackknife error, degrees of freedom)."""
    return y.sum() / x.sum(), jackknife_error(y, x), len(y) - 1.0


def holds(value: float, error: float, dof: float, truth: float) -> bool:
    """Return whether Student's interval holds the truth."""
    return bool(abs(value - truth) <= stats.t.ppf(0.975, dof) * error)


def gap_of(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return (difference, error, Welch's degrees of freedom)."""
    va, vb = a[1] ** 2, b[1] ** 2
    return a[0] - b[0], np.hypot(a[1], b[1]), (va + vb) ** 2 / (va**2 / a[2] + vb**2 / b[2])


def one_rare(n: int, other: int, by_length: bool, rng: Rng) -> Row:
    """Return what held, of the estimates of n rare articles and of their difference from ``other`` ones."""
    a, b = rare(n, rng, by_length=by_length), rare(other, rng, by_length=by_length)
    result = compare(table(a, b), FOUND, n_boot=999, n_perm=99, rng=rng)
    held: Row = {}
    for kind, truth in zip(("pooled", "mean"), rare_truth(by_length=by_length), strict=True):
        group = result.estimates.iloc[0]
        row = result.differences.set_index("estimate").loc[kind]
        sides = [(y, x) if kind == "pooled" else (y / x, np.ones_like(x)) for y, x in (a, b)]
        plain = [student(*side) for side in sides]
        low, high = group[f"{kind}_low"], group[f"{kind}_high"]
        given, between_them = np.isfinite(low), np.isfinite(row["low"])
        held[f"{kind}"] = bool(low <= truth <= high) if given else np.nan
        held[f"{kind}, plain Student"] = holds(*plain[0], truth) if given else np.nan
        held[f"{kind} difference"] = bool(row["low"] <= 0 <= row["high"]) if between_them else np.nan
        held[f"{kind} difference, plain Student"] = holds(*gap_of(*plain), 0.0) if between_them else np.nan
        held[f"{kind} difference without interval"] = not between_them
    return held


def one_event(n: int, each: int, told: bool, rng: Rng) -> Row:
    """Return whether the interval of the difference of two outlets holds 0: n events, ``each`` articles of either."""
    if told:
        a, b = rare(n, rng), rare(n, rng)
        rows = table(a, b).assign(event=[*range(n)] * 2)
    else:
        mood, sides = rng.normal(0, 0.8, (2, n)).repeat(each, axis=1), []
        for of in mood:
            words, odds = lengths(n * each, rng), -1.2 + of + rng.normal(0, 0.6, n * each)
            sides.append(((words / (1 + np.exp(-odds))).round(), words))
        rows = table(*sides)
    found = compare(rows, FOUND, event="event" if told else None, n_boot=999, n_perm=99, rng=rng).differences
    held = ((found["low"] <= 0) & (found["high"] >= 0)).where(found["low"].notna())
    return dict(zip(found["estimate"], held.tolist(), strict=True)) | {"without interval": found["low"].isna().any()}


def one_word(n: int, terms: int, rng: Rng) -> Row:
    """Return the part of the terms whose lean's interval holds it, and of key words that nothing sets apart."""
    uses, sizes = bursts(n, terms, rng, lean=1.0)
    found = narration_lean(counted(uses, sizes))
    reach = 1.96 * found["se"]
    held: Row = {
        "lean": ((found["low"] <= 1) & (found["high"] >= 1)).mean(),
        "lean, normal": ((found["narration_lean"] - 1).abs() <= reach).mean(),
    }
    uses, sizes = bursts(n + 200, terms, rng)
    key = keyness(counted(uses, sizes), ["few"] * n + ["many"] * 200, target="few")
    held["key word p ≤ .05"] = (key["p"] <= 0.05).mean()
    held["key word p ≤ .05, normal"] = (2 * stats.norm.sf(key["z"].abs()) <= 0.05).mean()
    return held


def one_reading(n: int, misses: bool, rng: Rng) -> Row:
    """Return whether the corrected share of 200 articles, n of them read, has an interval that holds the truth.

    The extractor finds a part of what is in each article, or (``misses``) nothing in one of seven and all in the rest.
    """
    words = lengths(200, rng)
    true = (words * rng.beta(2, 5, 200)).round()
    said = np.where(rng.random(200) < 1 / 7, 0.0, true) if misses else (true * rng.beta(6, 1.5, 200)).round()
    every = pd.DataFrame({"id": range(200), "outlet": "A", "n_words": words, "n_found": said})
    read = rng.choice(200, n, replace=False)
    gold = every.iloc[read].assign(n_found=true[read])
    (row,) = correct(every, gold, FOUND, estimate="pooled", rng=rng).estimates.to_dict("records")
    truth, unread = true.sum() / words.sum(), 1 - words[read].sum() / words.sum()
    errors = influence(true[read], words[read]) - row["weight"] * influence(said[read], words[read])
    error = np.sqrt(unread * errors.var(ddof=1) / n)
    if not np.isfinite(row["low"]):
        return {"pooled": np.nan, "pooled, linearised": np.nan, "without interval": True}
    return {
        "pooled": bool(row["low"] <= truth <= row["high"]),
        "pooled, linearised": holds(row["corrected"], error, n - 1.0, truth),
        "without interval": False,
    }


def by_log_odds(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray], n_perm: int, rng: Rng) -> float:
    """Return the p value of the difference of log odds divided by its error, shuffled; a share of 0 counts as tiny."""
    columns = moments(*(np.concatenate(parts) for parts in zip(a, b, strict=True)))
    n, k = len(a[0]), len(columns)
    labels = np.zeros((n_perm + 1, k))
    labels[0, :n] = 1
    np.put_along_axis(labels[1:], np.argpartition(rng.random((n_perm, k)), n - 1, axis=1)[:, :n], 1, axis=1)
    mine = labels @ columns
    sides = []
    for sums, size in ((mine, n), (columns.sum(axis=0) - mine, k - n)):
        value, error = from_moments(sums, float(size))
        value = np.clip(value, 1e-9, 1 - 1e-9)
        sides.append((np.log(value / (1 - value)), error / (value * (1 - value))))
    (la, ea), (lb, eb) = sides
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.nan_to_num(np.abs(la - lb) / np.hypot(ea, eb), nan=0.0, posinf=1e9)
    return float((t >= t[0] - 1e-9).mean())


def one_test(case: tuple[int, int, float, float, float, float, float], rng: Rng) -> Row:
    """Return which tests say p ≤ .05: (n_a, n_b, share_a, share_b, sd_a, sd_b, length of A's articles)."""
    n_a, n_b, share_a, share_b, sd_a, sd_b, times = case
    a, b = shares(n_a, share_a, sd_a, times, rng), shares(n_b, share_b, sd_b, 1.0, rng)
    both = [[(y, x), (y / x, np.ones_like(x))] for y, x in (a, b)]
    p = between(*both, 999, rng)
    said: Row = {}
    for i, kind in enumerate(("pooled", "mean")):
        said[kind] = bool(p[i] <= 0.05)
        said[f"{kind}, log odds"] = by_log_odds(both[0][i], both[1][i], 999, rng) <= 0.05
    return said


#: n_a, n_b, share_a, share_b, sd_a, sd_b (logit scale; 0: rare ones), how much longer A's articles are.
TESTS = {
    "alike, 20 and 20": (20, 20, 0.2, 0.2, 0.8, 0.8, 1.0),
    "alike, 20 and 200": (20, 200, 0.2, 0.2, 0.8, 0.8, 1.0),
    "alike and rare, 20 and 200": (20, 200, 0.06, 0.06, 0.0, 0.0, 1.0),
    "20 that scatter more, twice as long, and 200": (20, 200, 0.2, 0.2, 1.2, 0.5, 2.0),
    "50 that scatter more, twice as long, and 200": (50, 200, 0.2, 0.2, 1.2, 0.5, 2.0),
    "20 that scatter five times more, three times as long, and 200": (20, 200, 0.1, 0.1, 2.0, 0.4, 3.0),
    "50 that scatter five times more, three times as long, and 200": (50, 200, 0.1, 0.1, 2.0, 0.4, 3.0),
    "20 that scatter less, and 200": (20, 200, 0.2, 0.2, 0.5, 1.2, 1.0),
    "power: .32 and .2, 20 and 20": (20, 20, 0.32, 0.2, 0.8, 0.8, 1.0),
    "power: .3 and .2, 20 and 200": (20, 200, 0.3, 0.2, 0.8, 0.8, 1.0),
    "power: .12 and .2, 20 and 200": (20, 200, 0.12, 0.2, 0.8, 0.8, 1.0),
    "power: rare, .03 and .12, 50 and 50": (50, 50, 0.03, 0.12, 0.0, 0.0, 1.0),
}


def cases(terms: int = 40) -> Iterator[tuple[str, str, Callable[[Rng], Row], float]]:
    """Yield (section, case, one replicate, how many replicates as a part of those asked for)."""
    for n, other in ((20, 20), (60, 60), (20, 200)):
        yield "rare", f"{n} and {other} articles", lambda rng, n=n, other=other: one_rare(n, other, False, rng), 1.0
    yield "rare", "20 and 20, the longest have it", lambda rng: one_rare(20, 20, True, rng), 1.0
    for n in (25, 50):
        yield "events", f"rare, within {n} events", lambda rng, n=n: one_event(n, 1, True, rng), 1.0
    yield "events", "20 events of 5 articles, untold", lambda rng: one_event(20, 5, False, rng), 1.0
    for n in (5, 10, 40, 100):  # a replicate looks at many terms
        yield "words", f"{n} articles", lambda rng, n=n: one_word(n, terms, rng), 0.1
    for n in (10, 20, 40):
        yield "read", f"{n} of 200 articles", lambda rng, n=n: one_reading(n, False, rng), 1.0
    for name, case in TESTS.items():
        yield "tests", name, lambda rng, case=case: one_test(case, rng), 1.0
    for n in (10, 20, 40):  # new cases come last: the others keep their random numbers
        yield "read", f"{n} of 200 articles, misses all of some", lambda rng, n=n: one_reading(n, True, rng), 1.0


def simulate(replicates: int, sections: list[str], seed: int = 1) -> Iterator[Row]:
    """Yield one row per section, case and figure."""
    for number, (section, case, one, part) in enumerate(cases()):
        if section in sections:
            rng = np.random.default_rng([seed, number])  # its own, whatever else is asked for
            runs = pd.DataFrame([one(rng) for _ in range(max(1, round(part * replicates)))]).astype(float)
            for figure, value in runs.mean().items():
                yield {"section": section, "case": case, "figure": figure, "value": round(float(value), 4)}


SECTIONS = ("rare", "events", "words", "read", "tests")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--replicates", type=int, default=2000)
    ask.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS))
    ask.add_argument("--out", type=Path)
    options = ask.parse_args()
    began, rows = time.perf_counter(), []
    for row in simulate(options.replicates, options.only):
        rows.append(row)
        print(f"after {time.perf_counter() - began:5.0f} s: {' | '.join(map(str, row.values()))}", flush=True)
    print(f"Monte Carlo error of each figure: about ±{1.96 * np.sqrt(0.05 * 0.95 / options.replicates):.3f}")
    if options.out:
        options.out.write_text(
            json.dumps({"replicates": options.replicates, "rows": rows}, indent=1, ensure_ascii=False) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
