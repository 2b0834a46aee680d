"""Columns of a source as tables hold them: numbers as numbers, codes and everything else as text."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

#: A number as a table of text has it: a code with a zero in front (07), or of more digits than a float keeps, is none.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
#: The same as Python writes it: the exponent has a sign and two digits, which tells 1e-05 from the code 1e5.
_WRITTEN = re.compile(rf"{_NUMBER.pattern}(?:e[+-]\d\d+)?")


def plain(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column that a table can hold: numbers as numbers, lists, objects and values of several types as text.

    A table of text has its numbers as text, and a regression would take each of them for a kind of its own.  A code
    with a zero in front (07) is none.

    >>> plain(pd.Series(["3", None, "12"])).tolist(), plain(pd.Series(["07", "12"])).tolist()
    ([3, <NA>, 12], ['07', '12'])
    """
    told = values.dropna()
    if len(told) and all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in told):
        return pd.to_numeric(values.astype("string")).convert_dtypes()
    if pd.api.types.is_object_dtype(values) and not all(isinstance(value, str) for value in told):
        return values.map(str, na_action="ignore")
    return values


def read_back(values: pd.Series[Any], decimal: str = ".") -> pd.Series[Any]:
    """Return a column of a CSV, all of it text, as ``plain`` made it before it was written.

    >>> read_back(pd.Series(["1,5", None]), ",").tolist(), read_back(pd.Series(["06000", "75000"])).tolist()
    ([1.5, <NA>], ['06000', '75000'])
    >>> read_back(pd.Series(["True", "False"])).tolist(), read_back(pd.Series(["1e5", "12"])).tolist()
    ([True, False], ['1e5', '12'])
    """
    told = values.dropna()
    if not len(told):
        return values
    pointed = told if decimal == "." else told.str.replace(decimal, ".", regex=False)
    if all(_WRITTEN.fullmatch(value) for value in pointed):
        return pd.to_numeric(pointed.reindex(values.index).astype("string")).convert_dtypes()
    if told.isin(["True", "False"]).all():
        return values.map({"True": True, "False": False}).astype("boolean" if len(told) < len(values) else "bool")
    return values


def as_one(parts: list[pd.Series[Any]]) -> list[pd.Series[Any]]:
    """Return the same column of several tables with one type: text in all where it is text in some.

    The codes of one week may all look like numbers (75000), and those of the next not (06000).

    >>> [part.tolist() for part in as_one([pd.Series([75000], dtype="Int64"), pd.Series(["06000"])])]
    [['75000'], ['06000']]
    """
    filled = [part for part in parts if part.notna().any()]
    numbers = [pd.api.types.is_numeric_dtype(part) for part in filled]
    if all(numbers) or not any(numbers):
        return parts
    return [part.map(str, na_action="ignore") if pd.api.types.is_numeric_dtype(part) else part for part in parts]
