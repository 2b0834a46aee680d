"""The extractor's measured errors as tables for charts, with intervals over the articles that were annotated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..compare.proportions import clustered_interval
from ..lexicons import name_of, number
from .sentences import listed, said

FIGURES = ("token", "iou", "source_e2e")
TYPES = ("direct", "mixed", "indirect")
SEED = 20160
MIN_ARTICLES = 20
"""Under this there is no interval, as in ``compare``: resampling so few articles makes it too narrow."""
Scored = Mapping[str, Mapping[str, Mapping[str, Any]]]
COUNTED = ("hit_gold", "gold", "hit_found", "found")
"""What ``bench.accuracy`` counts in an article: annotations that were found, all of them; finds that are right, all."""


def accuracy_rows(
    scored: Scored, counts: pd.DataFrame | None = None, *, figures: Sequence[str] = FIGURES
) -> pd.DataFrame:
    """Return the F1 (``value``) of each ``figure``, ``set`` and ``system``, from the results of ``bench.accuracy``.

    With ``counts``, its counts by article, each has an interval (``low``, ``high``) and ``n_articles``; else NaN.
    """
    rows = [
        (figure, name, engine, float(of_set[figure]))
        for figure in figures
        for engine, sets in scored.items()
        for name, of_set in sets.items()
        if figure in of_set
    ]
    frame = pd.DataFrame(rows, columns=["figure", "set", "system", "value"])
    if counts is None:
        return frame.assign(low=np.nan, high=np.nan, n_articles=np.nan)
    found = f1_rows(counts, by="set", figures=figures).drop(columns=["value", "n_gold"])
    return frame.merge(found, on=["figure", "set", "system"], how="left", validate="one_to_one")


def f1_rows(
    counts: pd.DataFrame,
    *,
    by: str = "outlet",
    figures: Sequence[str] = FIGURES,
    draws: int = 2000,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Return the F1 of each ``figure``, group of ``by`` and ``system``, with 95% intervals that resample articles.

    ``counts``: one row per (system, article) with ``<figure>_hit_gold``, ``_gold``, ``_hit_found`` and ``_found``.
    ``n_gold`` is how many annotations there were.  Intervals are NaN under ``MIN_ARTICLES``.
    """
    rng = np.random.default_rng(SEED) if rng is None else rng
    rows = []
    for (system, group), of in counts.groupby(["system", by], sort=False):
        again = rng.multinomial(len(of), np.full(len(of), 1 / len(of)), size=draws)
        for figure in figures:
            cells = of[[f"{figure}_{part}" for part in COUNTED]].to_numpy(float)
            low, high = np.quantile(_f1(again @ cells), (0.025, 0.975)) if len(of) >= MIN_ARTICLES else (np.nan,) * 2
            value = float(_f1(cells.sum(axis=0)))
            rows.append((figure, group, system, value, low, high, len(of), int(cells[:, 1].sum())))
    columns = ["figure", by, "system", "value", "low", "high", "n_articles", "n_gold"]
    order = {figure: rank for rank, figure in enumerate(figures)}
    return pd.DataFrame(rows, columns=columns).sort_values("figure", key=lambda f: f.map(order), kind="stable")


def _f1(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return F1 from the four counts in the last axis: NaN where there was nothing to find and nothing found."""
    hit_gold, gold, hit_found, found = np.moveaxis(counts, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        recall = np.where(gold > 0, hit_gold / gold, 0.0)
        precision = np.where(found > 0, hit_found / found, 0.0)
        f1 = np.where(recall + precision > 0, 2 * recall * precision / (recall + precision), 0.0)
    return np.where((gold > 0) | (found > 0), f1, np.nan)


def error_rows(scored: Scored, counts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per (engine, set): mean absolute error of ``marked_share`` and the calibration error.

    With ``counts``, the mean error with its sign as well (``marked_share_bias``): found minus annotated.
    """
    rows = [
        (engine, name, float(of_set["marked_share_mae"]), float(of_set["ece"]), int(of_set["n_found"]))
        for engine, sets in scored.items()
        for name, of_set in sets.items()
        if "marked_share_mae" in of_set
    ]
    columns = ["system", "set", "marked_share_mae", "expected_calibration_error", "n_found"]
    frame = pd.DataFrame(rows, columns=columns)
    if counts is None:
        return frame
    off = counts.assign(marked_share_bias=counts["marked_share_found"] - counts["marked_share_gold"])
    return frame.merge(off.groupby(["system", "set"])["marked_share_bias"].mean().reset_index(), how="left")


def reliability_rows(steps: pd.DataFrame) -> pd.DataFrame:
    """Return one row per (``system``, step of confidence): mean ``confidence``, share right ``observed``, ``n``.

    ``steps``, which ``bench.accuracy`` writes, has one row per (system, set, article, step): how many attributions were
    ``found``, how many of them are ``right``, and the sum of their confidences, ``sure``.  ``low`` and ``high`` are the
    95% interval of ``observed`` (``compare.proportions.clustered_interval``): attributions of one article tend to be
    right or wrong together, so that articles (``n_articles``) are what varies.
    """
    rows = []
    for (system, _), of in steps.groupby(["system", "step"], sort=False):
        n, right, sure = (float(of[column].sum()) for column in ("found", "right", "sure"))
        articles = of.groupby(["set", "article"], sort=False)[["right", "found"]].sum().to_numpy(float)
        low, high = clustered_interval(articles[:, 0], articles[:, 1])
        rows.append((system, sure / n, right / n, int(n), low, high, len(articles)))
    columns = ["system", "confidence", "observed", "n", "low", "high", "n_articles"]
    frame = pd.DataFrame(rows, columns=columns)
    order = {system: rank for rank, system in enumerate(dict.fromkeys(steps["system"]))}
    ranked = frame.assign(rank=frame["system"].map(order)).sort_values(["rank", "confidence"], ignore_index=True)
    return ranked.drop(columns="rank")


def corrected_rows(found: Mapping[str, Any], *, engine: str = "fast") -> pd.DataFrame:
    """Return one row an outlet, the example of ``bench.correction``: ``raw``, ``corrected`` (interval), ``truth``.

    ``method`` names how it was corrected: a reader who calls ``compare.correct`` must ask for the same.  Raises
    ``ValueError`` where the results hold no example of the engine, or do not say its method.
    """
    rows = pd.DataFrame(found.get("example", ()))
    if rows.empty or engine not in set(rows["engine"]):
        raise ValueError(f"engine={engine!r} has no corrected example; run bench/correction.py --engines {engine}")
    if "method" not in rows:
        raise ValueError("the corrected example does not say its method; run bench/correction.py again")
    rows = rows[rows["engine"] == engine].drop(columns="engine")
    return rows.sort_values("truth", ascending=False, kind="stable", ignore_index=True)


def method_rows(
    found: Mapping[str, Any], *, engine: str = "fast", corpus: str = "all", sample: str = "articles"
) -> pd.DataFrame:
    """Return one row a ``method`` of correction (``uncorrected`` first), over all draws of ``bench.correction``.

    ``error`` is the mean distance from the truth, ``covered`` the intervals that hold it, ``rho`` the rank correlation
    of the outlets' shares with the true ones: a correction can bring shares nearer and still shuffle outlets.
    """
    rows = pd.DataFrame(found["rows"])
    rows = rows[(rows["engine"] == engine) & (rows["corpus"] == corpus)]
    rows = rows[(rows["sample"] == sample) | (rows["method"] == "uncorrected")]
    return rows[["method", "error", "covered", "rho"]].reset_index(drop=True)


def accuracy_in_words(rows: pd.DataFrame, *, by: str = "set", lang: str = "en") -> str:
    """Return the accuracies in words: the alt text of ``accuracy_dots``."""
    parts = []
    for (system, name), of in rows.groupby(["system", by], sort=False):
        values = ", ".join(
            f"{name_of(f, lang)} {number(v, '.3f', lang=lang)}" for f, v in zip(of["figure"], of["value"], strict=True)
        )
        parts.append(said("alt_accuracy", lang, system=system, set=name_of(name, lang), said=values))
    return listed(parts, lang)


def reliability_in_words(rows: pd.DataFrame, *, lang: str = "en") -> str:
    """Return the reliability in words: the alt text of its diagram."""
    parts = []
    for r in rows.to_dict("records"):
        two = {key: number(r[key], ".2f", lang=lang) for key in ("confidence", "observed")}
        parts.append(said("alt_reliability", lang, system=r["system"], n=int(r["n"]), **two))
    return listed(parts, lang)


def corrected_in_words(rows: pd.DataFrame, *, lang: str = "en") -> str:
    """Return shares before and after correction in words: the alt text of ``correction_dots``."""
    parts = []
    for r in rows.to_dict("records"):
        known = ("raw", "corrected", "low", "high", "truth")
        five = {key: number(r[key], ".1%", lang=lang) if r[key] == r[key] else "–" for key in known}
        parts.append(said("alt_correction", lang, group=r["group"], **five))
    return listed(parts, lang)
