"""What groups of articles are called where their names are numbers, dates or anything but text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


def as_text(column: pd.Series[Any]) -> pd.Series[str]:
    """Return the names of groups as text, whole numbers without decimals.

    Where one year is missing pandas makes all of them floats, and 2016.0 is nobody's name for 2016.

    >>> as_text(pd.Series([2016.0, 2017.0])).tolist(), as_text(pd.Series(["A", "06000"])).tolist()
    (['2016', '2017'], ['A', '06000'])
    """
    if pd.api.types.is_float_dtype(column) or pd.api.types.is_object_dtype(column):
        return column.map(named).astype(str)
    return column.astype(str)


def named(value: object) -> str:
    """Return the name of one group as text.

    >>> named(2016.0), named(True), named("A")
    ('2016', 'True', 'A')
    """
    whole = isinstance(value, float | np.floating) and float(value).is_integer()
    return f"{value:.0f}" if whole else str(value)
