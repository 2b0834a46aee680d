"""Framing vocabulary and wording as tables for charts: rates pooled over articles, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..columns import Ratio
from ..periods import Unit
from .comparisons import compared
from .periods import measure_periods


def frame_rates(articles: pd.DataFrame, frames: Sequence[str], *, by: str = "outlet") -> pd.DataFrame:
    """Return the uses of each frame's vocabulary per 1,000 words of the outlet's own voice.

    One row per (``row``: the group, ``column``: the frame) with ``value``, ``low``, ``high``.  The own voice is
    narration and marked words that are nobody's speech.
    """
    ratios = [Ratio(f, (f"n_frame_{f}_own",), ("n_narration", "n_scare"), scale=1000.0) for f in frames]
    return _grid(articles, ratios, by)


def wording_rates(articles: pd.DataFrame, names: Sequence[str], *, by: str = "outlet") -> pd.DataFrame:
    """Return the uses of each wording list per 1,000 words of narration: ``row``, ``column``, ``value``."""
    return _grid(articles, [Ratio(name, (f"n_{name}",), ("n_narration",), scale=1000.0) for name in names], by)


def frame_periods(articles: pd.DataFrame, frames: Sequence[str], *, period: str = "M") -> pd.DataFrame:
    """Return each frame's vocabulary per 1,000 words, all voices, by month (``"M"``) or year (``"Y"``) of publication.

    Articles whose date is not known that closely are left out.  ``ValueError`` for another period.
    """
    units: dict[str, Unit] = {"Y": "year", "M": "month"}
    if period not in units:
        raise ValueError(f"period={period!r} is not one of {', '.join(units)}")
    ratios = [Ratio(frame, (f"n_frame_{frame}",), ("n_words",), scale=1000.0) for frame in frames]
    return measure_periods(articles, ratios, unit=units[period])


def _grid(articles: pd.DataFrame, ratios: Sequence[Ratio], by: str) -> pd.DataFrame:
    found = compared(articles, ratios, by, estimate="pooled", differences=False).estimates
    named = found.rename(
        columns={"measure": "column", "group": "row", "pooled": "value", "pooled_low": "low", "pooled_high": "high"}
    )
    return named[["row", "column", "value", "low", "high", "n_articles"]].reset_index(drop=True)
