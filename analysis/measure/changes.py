"""What is new, what is gone and what reads otherwise, between the tables of one run and those of the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..columns import COLUMNS
from ..counts import n_of
from .tables import Tables

#: What tells that a row is the same article measured again.
TELLING = ["outlet", "date", "lang", "n_words", "voice_runs"]
#: Columns that a new article can change in the row of another.
_OTHERS = ("cluster", "cluster_size", "duplicate", "overlap", "wire")
_RECORD = ["source", "record", "id", "reason"]
#: Articles that are named where some differ.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Changes:
    """The articles of two sets of tables by id: ``new``, ``gone``, ``changed``; and the records newly ``rejected``."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    rejected: pd.DataFrame

    def __str__(self) -> str:
        told = [
            n_of(len(self.new), "new article"),
            *(f"{len(ids)} {what}{_some(ids)}" for what, ids in (("gone", self.gone), ("changed", self.changed))),
        ]
        return f"{', '.join(told)}; {n_of(len(self.rejected), 'record')} newly rejected"


def _some(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return f" ({', '.join(ids[:_NAMED])}{more})" if ids else ""


def changes(before: Tables, after: Tables) -> Changes:
    """Return what differs from the tables of an earlier run: week after week, or before and after a correction.

    An article is changed where any column of its row is, but for those that hang on the other articles (its cluster) or
    that only one of the two tables has.  A rejected record is new where no earlier one of its source and place was
    rejected for the same reason.

    >>> from analysis.measure import measure
    >>> weeks = [measure([{"id": id, "text": f"Il neige, {id}."} for id in ids]) for ids in ("ab", "bc")]
    >>> print(changes(*weeks))
    1 new article, 1 gone (a), 0 changed; 0 records newly rejected
    """
    rows = [tables.articles.set_index(tables.articles["id"].astype(str)) for tables in (before, after)]
    both = rows[0].index.intersection(rows[1].index)
    differ = pd.Series(False, index=both)
    for column in COLUMNS:
        if column.table == "articles" and column.name not in _OTHERS and all(column.name in of for of in rows):
            differ |= _differ(
                rows[0].loc[both, column.name], rows[1].loc[both, column.name], column.dtype in ("int", "float")
            )
    known = set(map(tuple, _rejected(before).astype(str).to_numpy()))
    rejected = _rejected(after)
    fresh = [tuple(row) not in known for row in rejected.astype(str).to_numpy()]
    return Changes(
        new=tuple(rows[1].index.difference(rows[0].index, sort=False)),
        gone=tuple(rows[0].index.difference(rows[1].index, sort=False)),
        changed=tuple(both[differ.to_numpy()]),
        rejected=rejected[fresh].reset_index(drop=True),
    )


def _differ(old: pd.Series[Any], new: pd.Series[Any], numbers: bool) -> pd.Series[bool]:
    """Tell where two columns are not the same; nothing is the same as nothing."""
    if numbers:
        a, b = (pd.to_numeric(values, errors="coerce").to_numpy(float) for values in (old, new))
        return pd.Series(~np.isclose(a, b, rtol=1e-9, atol=0, equal_nan=True), index=old.index)
    texts = [values.astype(object).where(values.notna(), "").astype(str) for values in (old, new)]
    return texts[0] != texts[1]


def _rejected(tables: Tables) -> pd.DataFrame:
    audit = tables.audit
    return audit.loc[audit["outcome"] == "rejected", _RECORD].astype({"record": "float64"})
