"""Measures over time as tables for charts: of a whole corpus or of each group, and how they move within groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..columns import Ratio
from ..compare import ModelError, NothingLeft, regress
from ..lexicons import name_of, number
from ..measure import Tables
from ..notes import told
from ..periods import Unit, with_period
from .comparisons import compared
from .copies import keeping
from .markdown import in_markdown
from .words import difference_in_words

_COLUMNS = ["period", "series", "value", "low", "high", "n_articles"]
#: Years in one unit of time: ``regress`` counts dates in years.
_YEARS = {"day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "quarter": 1 / 4, "year": 1.0}


def within_dates(tables: Tables, start: str | None = None, end: str | None = None) -> Tables:
    """Return tables with the articles of a stretch of time alone, both ends included.

    ``start`` and ``end`` are ISO dates, months or years (``2018-10``); None leaves that end open.  The audit tells the
    articles left out (``other_period``), and where an end is given those without a date (``no_date``).
    """
    if start is None and end is None:
        return tables
    dates = tables.articles["date"]
    known = dates.notna()
    written = dates.astype("object").where(known, "").astype(str)
    inside = known.copy()
    for when, begins in ((start, True), (end, False)):
        if when is not None:
            cut = written.str[: len(when)]
            inside &= cut >= when if begins else cut <= when
    return keeping(tables, inside, ["other_period" if dated else "no_date" for dated in known])


def measure_periods(articles: pd.DataFrame, measures: Sequence[str | Ratio], *, unit: Unit = "month") -> pd.DataFrame:
    """Return every measure, pooled over the articles of each period: what ``figures.stacked_time`` draws.

    One row per (``series``: the measure, ``period``) with ``value``, ``low``, ``high`` (NaN: under 20 articles) and
    ``n_articles``.  Articles whose date is not known as closely as ``unit`` are left out.
    """
    rows = with_period(articles, unit).dropna(subset=[unit])
    found = compared(rows, measures, unit, estimate="pooled", differences=False).estimates
    return _periods(found, found["measure"])


def group_periods(
    articles: pd.DataFrame, measure: str | Ratio, *, by: str = "outlet", unit: Unit = "month"
) -> pd.DataFrame:
    """Return one measure, pooled over the articles of each period, for every group of ``by``: the series.

    Groups come in the order of how many articles they have; columns as those of ``measure_periods``.
    """
    parts = []
    for group in articles[by].value_counts().index:
        rows = with_period(articles[articles[by] == group], unit).dropna(subset=[unit])
        found = compared(rows, measure, unit, estimate="pooled", differences=False).estimates
        parts.append(_periods(found, pd.Series(str(group), found.index)))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def _periods(found: pd.DataFrame, series: pd.Series[Any]) -> pd.DataFrame:
    named = {"group": "period", "pooled": "value", "pooled_low": "low", "pooled_high": "high"}
    return found.rename(columns=named).assign(series=series.astype(str))[_COLUMNS].reset_index(drop=True)


def moved_within_in_words(
    articles: pd.DataFrame, measure: str, *, by: str = "outlet", unit: Unit = "month", lang: str = "en"
) -> str:
    """Return how a measure moves with the date within the groups of ``by``, or why that cannot be told.

    The slope of a regression on the date with a level of its own for every group: a corpus that has more of one outlet
    towards its end does not move by that alone.
    """
    try:
        terms = regress(articles, measure, by, ["date"], estimate="pooled")
    except (ModelError, NothingLeft) as refused:
        return in_markdown("time_refused", lang, why=told(refused.note, lang))
    row = terms[terms["term"] == "date (years)"].iloc[0]
    slope, low, high = (float(row[name]) * _YEARS[unit] for name in ("coefficient", "low", "high"))
    share = measure.endswith(("_share", "_rate"))
    spec = ".1f" if share else ".3g"
    scale = 100.0 if share else 1.0
    sure = low > 0 or high < 0
    return in_markdown(
        "time_within" if sure else "time_within_unsure",
        lang,
        groups=name_of(f"{by}s", lang),
        measure=name_of(measure, lang),
        moved=difference_in_words(slope, share=share, lang=lang),
        unit=name_of(f"a_{unit}", lang),
        low=number(scale * low, f"+{spec}", lang=lang),
        high=number(scale * high, f"+{spec}", lang=lang),
        n=int(terms["n_articles"].iloc[0]),
    )
