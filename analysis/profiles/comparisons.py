"""Comparisons that a chart or a reading can be made of, even where a corpus has nothing to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..columns import Ratio
from ..compare import Comparison, NothingLeft, Sensitivity, compare_all, sensitivity
from ..compare.family import COLUMNS
from ..compare.measures import values
from ..measure import Tables

ALPHA = 0.05
"""A difference is kept, and drawn filled, where its p value after Holm's correction is smaller."""
#: What could not be varied where there is nothing to compare (``Sensitivity.impossible``).
EVERY_CHOICE = "every choice"
_TEXTS = frozenset({"measure", "group", "note", "a", "b", "estimate"})
_ESTIMATES = "measure group n_articles n_words pooled pooled_low pooled_high mean mean_low mean_high sd note".split()
_SPECIFICATIONS = "measure summary a b n_a n_b estimate low high ours".split()


def with_measure(articles: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the articles with a column of the measure, counted if need be; ``ValueError`` where it cannot be.

    >>> with_measure(pd.DataFrame({"n_direct": [5], "n_words": [50]}), "direct_share")["direct_share"].tolist()
    [0.1]
    """
    return articles if measure in articles else articles.assign(**{measure: values(articles, measure)})


def compared(
    articles: pd.DataFrame,
    measures: str | Ratio | Sequence[str | Ratio],
    by: str = "outlet",
    *,
    lang: str = "en",
    **settings: Any,
) -> Comparison:
    """Return ``compare_all``, or a comparison without rows where no article has a group or no value of a measure.

    Its notes, and those of its rows, are in the language asked for.

    In a notebook, a corpus without dates or sources is no mistake: the chart says that there is nothing to draw.

    >>> print(*compared(pd.DataFrame({"outlet": [None], "n_words": [9]}), "n_words").notes)  # doctest: +ELLIPSIS
    by='outlet': no article is left to compare (1 article without outlet left out); name another column with by=...
    """
    try:
        several = [measures] if isinstance(measures, str | Ratio) else measures
        return compare_all(articles, several, by, **settings).told(lang)
    except NothingLeft as nothing:
        return Comparison(
            by=by,
            level=settings.get("level", 0.95),
            family=0,
            estimates=_without_rows(_ESTIMATES),
            differences=_without_rows(COLUMNS),
            notes=(nothing.note,),
        ).told(lang)


def specified(
    tables: Tables | pd.DataFrame, measure: str | Ratio, *, by: str = "outlet", baseline: str | None = None
) -> Sensitivity:
    """Return ``sensitivity`` of a pair of groups, or one without specifications where there is no pair to compare."""
    try:
        return sensitivity(tables, measure, by=by, baseline=baseline)
    except NothingLeft as nothing:
        return Sensitivity(_without_rows(_SPECIFICATIONS).astype({"ours": bool}), (), {EVERY_CHOICE: nothing.note})


def _without_rows(columns: Sequence[str]) -> pd.DataFrame:
    # With their types: rounding, sorting by size and means go on working on columns that happen to be empty.
    return pd.DataFrame({c: pd.Series(dtype=object if c in _TEXTS else float) for c in columns})


def widest(rates: pd.DataFrame) -> tuple[Any, Any]:
    """Return the rows (highest, lowest) of the ``column`` in which ``value`` differs most, in its own unit.

    A difference and not a ratio: that of a rare word to none is infinite, and says nothing.  (None, None) without rows.

    >>> rows = [("A", "rare", 0.0), ("B", "rare", 0.5), ("A", "often", 9.0), ("B", "often", 5.0)]
    >>> high, low = widest(pd.DataFrame(rows, columns=["row", "column", "value"]))
    >>> high.column, high.row, low.row
    ('often', 'A', 'B')
    """
    known = rates.dropna(subset=["value"])
    values = known.groupby("column", sort=False)["value"]
    gaps = values.max() - values.min()
    of_widest = known[known["column"] == gaps.idxmax()] if len(gaps) else known
    return ends(of_widest.sort_values("value", ascending=False, kind="stable"))


def ends(frame: pd.DataFrame) -> tuple[Any, Any]:
    """Return the first and the last row of a sorted frame, or (None, None) where there is none.

    >>> first, last = ends(pd.DataFrame({"group": ["A", "B", "C"]}))
    >>> first.group, last.group, ends(pd.DataFrame({"group": []}))
    ('A', 'C', (None, None))
    """
    return (frame.iloc[0], frame.iloc[-1]) if len(frame) else (None, None)
