"""What a chart lets one say, in a sentence, and what it does not: intervals it lacks, a side without words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..lexicons import name_of, number
from .comparisons import ends, widest
from .sentences import counted_as, said


def sure_in_words(curve: pd.DataFrame, *, lang: str = "en") -> str:
    """Return how many of the intervals leave out zero, and how many specifications have no interval at all.

    >>> none = float("nan")
    >>> sure_in_words(pd.DataFrame({"low": [0.1, -0.1, none], "high": [0.3, 0.3, none]}))
    '1 of 2 intervals leaves out zero; 1 of 3 specifications has no interval'
    """
    known = curve.dropna(subset=["low", "high"])
    sure = int(((known["low"] > 0) | (known["high"] < 0)).sum())
    key = "intervals_all" if len(known) == len(curve) else "intervals_some" if len(known) else "intervals_none"
    return said(key, lang, sure=sure, known=len(known), missing=len(curve) - len(known), n=len(curve))


def leans_in_words(lean: pd.DataFrame, *, lang: str = "en") -> str:
    """Return which word leans furthest to the outlets' own voice and which to sources', where there is one.

    A word leans to a side by its sign: where all lean to the same, nothing is said of the other.

    >>> rows = pd.DataFrame({"term": ["sea", "sky"], "narration_lean": [2, 1], "low": [1, 0.5], "high": [3, 1.5]})
    >>> leans_in_words(rows)
    "*sea* leans furthest to the outlets' own voice (+2.00, +1.00 to +3.00)."
    """
    ordered = lean.sort_values("narration_lean", ascending=False, kind="stable")
    own, _ = ends(ordered[ordered["narration_lean"] > 0])
    _, let = ends(ordered[ordered["narration_lean"] < 0])
    sides = {"leans_own": own, "leans_let": let}
    return " ".join(said(key, lang, **_signed(row, lang)) for key, row in sides.items() if row is not None)


def _signed(row: Any, lang: str) -> dict[str, str]:
    value, low, high = (number(row[key], "+.2f", lang=lang) for key in ("narration_lean", "low", "high"))
    inside = said("lean_interval", lang, value=value, low=low, high=high)
    return {"term": row["term"], "said": inside if row["low"] == row["low"] else value}


def gap_in_words(rates: pd.DataFrame, *, by: str = "outlet", lang: str = "en") -> str:
    """Return in which column the groups differ most, and by how much, or that there are no two to set side by side.

    >>> one = pd.DataFrame({"row": ["A"], "column": ["conflict"], "value": [9.3], "low": [8.0], "high": [10.0]})
    >>> gap_in_words(one)
    'There is only one outlet, A: no other to set beside it.'
    """
    known = rates.dropna(subset=["value"])
    if known["row"].nunique() < 2:
        alone = next(iter(known["row"]), name_of("unknown", lang))
        return said("only_one", lang, group=counted_as(by, 1, lang), name=alone)
    high, low = widest(rates)
    facts = {key: _rate(row, lang) for key, row in (("high", high), ("low", low))}
    gap = number(high["value"] - low["value"], ".1f", lang=lang)
    return said("widest_gap", lang, name=name_of(high["column"], lang), gap=gap, **facts)


def _rate(row: Any, lang: str) -> str:
    value, low, high = (number(row[key], ".1f", lang=lang) for key in ("value", "low", "high"))
    key = "alt_interval" if row["low"] == row["low"] else "alt_no_interval"
    return said(key, lang, name=row["row"], value=value, low=low, high=high)
