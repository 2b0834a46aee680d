"""The extractor's measured errors as tables for charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

FIGURES = ("token", "iou", "source_e2e")
Scored = Mapping[str, Mapping[str, Mapping[str, Any]]]


def accuracy_rows(scored: Scored) -> pd.DataFrame:
    """Return the F1 (``value``) of each ``figure``, ``set`` and ``system``, from the results of ``bench.accuracy``."""
    rows = [
        (figure, name, engine, float(of_set[figure]))
        for figure in FIGURES
        for engine, sets in scored.items()
        for name, of_set in sets.items()
        if figure in of_set
    ]
    return pd.DataFrame(rows, columns=["figure", "set", "system", "value"])


def error_rows(scored: Scored) -> pd.DataFrame:
    """Return one row per (engine, set): mean absolute error of ``marked_share`` and the calibration error."""
    rows = [
        (engine, name, float(of_set["marked_share_mae"]), float(of_set["ece"]), int(of_set["n_found"]))
        for engine, sets in scored.items()
        for name, of_set in sets.items()
        if "marked_share_mae" in of_set
    ]
    columns = ["system", "set", "marked_share_mae", "expected_calibration_error", "n_found"]
    return pd.DataFrame(rows, columns=columns)


def reliability_rows(scored: Scored) -> pd.DataFrame:
    """Return one row per (``system``, step of confidence): mean ``confidence``, share right ``observed``, ``n``."""
    rows = [
        (engine, float(sure), float(right), int(n))
        for engine, sets in scored.items()
        for sure, right, n in sets.get("all", {}).get("reliability", ())
    ]
    return pd.DataFrame(rows, columns=["system", "confidence", "observed", "n"])


def accuracy_in_words(rows: pd.DataFrame) -> str:
    """Return the accuracies in words: the alt text of ``accuracy_dots``."""
    said = []
    for (system, name), of in rows.groupby(["system", "set"], sort=False):
        values = ", ".join(f"{f} {v:.3f}" for f, v in zip(of["figure"], of["value"], strict=True))
        said.append(f"{system} on {name}: {values}")
    return "; ".join(said) + "."


def reliability_in_words(rows: pd.DataFrame) -> str:
    """Return the reliability in words: the alt text of its diagram."""
    said = (f"{r.system}: held at {r.confidence:.2f}, right {r.observed:.2f} (n = {r.n})" for r in rows.itertuples())
    return "; ".join(said) + "."
