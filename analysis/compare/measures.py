"""Which columns a share is made of, so that an outlet's articles can be pooled as well as averaged."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np
import pandas as pd

from ..columns import RATIOS, Ratio
from ..ratios import Array


def as_ratio(measure: str | Ratio) -> Ratio | None:
    """Return the ratio behind a measure, or None for a plain column, which has a mean but nothing to pool."""
    return measure if isinstance(measure, Ratio) else RATIOS.get(measure)


def name_of(measure: str | Ratio) -> str:
    """Return the measure's name.  ``ValueError`` for what is neither a name nor a ratio."""
    if not isinstance(measure, str | Ratio):
        raise ValueError(f"measure={measure!r:.80} is not the name of a column, nor a Ratio")
    return measure.name if isinstance(measure, Ratio) else measure


def parts(table: pd.DataFrame, measure: str | Ratio) -> tuple[Array, Array] | None:
    """Return (scaled numerator, denominator) of every row, or None when the table lacks the columns to pool.

    >>> rows = pd.DataFrame({"n_attributions": [3, 5], "n_words": [300, 500]})
    >>> [column.tolist() for column in parts(rows, "attributions_per_1000")]
    [[3000.0, 5000.0], [300.0, 500.0]]
    """
    ratio = as_ratio(measure)
    if ratio is None or any(column not in table for column in ratio.columns):
        return None
    scaled: Array = ratio.scale * _total(table, ratio.numerator)
    return scaled, _total(table, ratio.denominator)


def values(table: pd.DataFrame, measure: str | Ratio) -> Array:
    """Return the measure of every row (float, NaN where undefined), from its column or else from its counts.

    Raises ``ValueError`` when the table holds neither, or when the column is not numeric.

    >>> values(pd.DataFrame({"n_direct": [5, 0], "n_words": [50, 0]}), "direct_share").tolist()
    [0.1, nan]
    """
    name = name_of(measure)
    if name in table:
        return _numeric(table, name)
    counts = parts(table, measure)
    if counts is None:
        numeric = [str(c) for c in table.columns if pd.api.types.is_numeric_dtype(table[c])]
        wanted = as_ratio(measure)
        hint = f" (or the counts {', '.join(wanted.columns)})" if wanted else ""
        near = get_close_matches(name, numeric, 3)
        # A name mistyped is corrected; all the others would hide that.
        rest = f"did you mean {' or '.join(near)}?" if near else f"numeric columns are {', '.join(numeric) or 'none'}"
        raise ValueError(f"measure={name!r} is not a column{hint}; {rest}")
    numerator, denominator = counts
    whole = denominator > 0
    return np.asarray(np.divide(numerator, denominator, out=np.full(len(table), np.nan), where=whole))


def _total(table: pd.DataFrame, columns: tuple[str, ...]) -> Array:
    return np.asarray(np.sum([_numeric(table, column) for column in columns], axis=0), dtype=np.float64)


def _numeric(table: pd.DataFrame, column: str) -> Array:
    series = table[column]
    if not (pd.api.types.is_numeric_dtype(series) or pd.api.types.is_bool_dtype(series)):
        raise ValueError(
            f"column {column!r} holds {series.dtype}, not numbers; convert it with pandas.to_numeric first"
        )
    found: Array = series.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(found).any():
        raise ValueError(f"column {column!r} holds infinite values; an undefined value is written NaN")
    return found
