"""Which articles enter a comparison, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..attribution.features import LANGS
from ..columns import Ratio
from ..groups import as_text
from ..notes import Note, both
from ..periods import UNITS
from ..ratios import Array
from ..text.lines import base_language
from .measures import as_ratio, name_of, parts, values

ESTIMATES = ("pooled", "mean")
#: Columns that mark copies and agency text; a row flagged in any of them is left out by ``wire=False``.
WIRE_COLUMNS = ("wire", "duplicate")


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles compared: their group and event codes (−1 = no event), counts and values, and what was left out."""

    measure: str
    by: str
    names: tuple[str, ...]
    group: npt.NDArray[np.intp]
    event: npt.NDArray[np.intp] | None
    value: Array
    counts: tuple[Array, Array] | None
    n_words: Array
    bounded: bool
    rows: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def most(self) -> float | None:
        """The most an estimate can be where it cannot be below 0: 1 for a share, else infinity; None where it can."""
        if self.bounded:
            return 1.0
        return np.inf if (self.value >= 0).all() else None

    def pairs(self, estimate: Sequence[str]) -> dict[str, tuple[Array, Array]]:
        """Return (numerator, denominator) per article for each estimate; without counts there is no pooled one."""
        known = {"mean": (self.value, np.ones_like(self.value))}
        if self.counts is not None:
            known["pooled"] = self.counts
        return {name: known[name] for name in estimate if name in known}

    def defined(self, estimate: Sequence[str]) -> None:
        """Raise ``ValueError`` where none of the estimates can be given: a measure without counts has a mean only."""
        if not self.pairs(estimate):
            asked = " and ".join(map(repr, estimate))
            raise ValueError(f"estimate={asked}: {self.measure} has a mean only in this table; use estimate='mean'")

    def clusters(self) -> npt.NDArray[np.intp] | None:
        """Return the code of each article's event, an article without one alone; None where no event was asked."""
        if self.event is None:
            return None
        codes, alone = self.event.copy(), self.event < 0
        codes[alone] = codes.max(initial=-1) + 1 + np.arange(alone.sum())
        return codes


class NothingLeft(ValueError):
    """A comparison was asked for in order, but no article, group or value is there: ``note`` says what is missing."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


def select(
    table: pd.DataFrame, measure: str | Ratio, by: str | Sequence[str], *, event: str | None, wire: bool
) -> Selection:
    """Return the rows of ``table`` that can be compared; every row left out is counted in the notes.

    Raises ``ValueError`` for an unknown column, and its kind ``NothingLeft`` for a table without rows, without groups
    or with no defined value of the measure.
    """
    keys: list[str] = [by] if isinstance(by, str) or not isinstance(by, Iterable) else list(by)
    _check(table, [("by", key) for key in keys] + ([("event", event)] if event else []))
    if not keys:
        raise ValueError(f"by={by!r}: a comparison needs a grouping column")
    if not len(table):
        raise NothingLeft(Note("compare_no_rows", by=repr(by)))
    notes: list[str] = []
    keep = np.ones(len(table), dtype=np.bool_)
    if not wire:
        keep &= ~_flagged(table)
        notes.append(Note("compare_wire", n=len(table) - int(keep.sum())))
    keep, lost = _drop(keep, _written(table[keys]))
    notes += [Note("compare_without", n=lost, by=tuple(keys))] if lost else []
    if not keep.any():
        # Where nothing lacks a group, it was the copies that were all there is.
        key = "compare_none_left" if lost else "compare_only_copies"
        raise NothingLeft(Note(key, by=repr(by), notes=reduce(both, notes)))
    value, counts = values(table, measure), parts(table, measure)
    # A share of nothing is none, whatever its own column says.
    defined = np.isfinite(value) & (True if counts is None else np.isfinite(counts[0]) & (counts[1] > 0))
    keep, lost = _drop(keep, defined)
    notes += [Note("compare_undefined", n=lost, measure=name_of(measure))] if lost else []
    if not keep.any():
        raise NothingLeft(Note("compare_no_value", measure=repr(name_of(measure)), n=len(table)))
    if counts is None and as_ratio(measure) is not None:
        lacking = [c for c in as_ratio(measure).columns if c not in table]  # type: ignore[union-attr]
        notes.append(Note("compare_no_pooled", columns=", ".join(lacking)))
    rows = table.loc[keep].reset_index(drop=True)
    if unread := unread_in(rows):
        notes.append(Note("compare_unread", n=sum(unread.values()), langs=", ".join(unread)))
    names, group = _codes(rows, keys)
    bounded = _share(rows, measure, value[keep], notes)
    return Selection(
        measure=name_of(measure),
        by=" · ".join(keys),
        names=names,
        group=group,
        event=_events(rows[event]) if event else None,
        value=value[keep],
        counts=None if counts is None else (counts[0][keep], counts[1][keep]),
        n_words=_words(rows),
        bounded=bounded,
        rows=rows,
        notes=tuple(notes),
    )


def unread_in(rows: pd.DataFrame) -> dict[str, int]:
    """Return language -> number of articles, for the languages that are not read: there nobody is found to speak.

    >>> unread_in(pd.DataFrame({"lang": ["fr", "it", None, "pt-BR", "it"]}))
    {'it': 2, 'pt': 1}
    """
    langs = rows["lang"].dropna().astype(str).map(base_language) if "lang" in rows else pd.Series(dtype=str)
    return {str(code): int(n) for code, n in langs[~langs.isin(LANGS)].value_counts().items()}


def _check(table: object, wanted: list[tuple[str, str]]) -> None:
    """Raise ``ValueError`` for what is no table, a column it has not, and columns that share a name."""
    if not isinstance(table, pd.DataFrame):
        hint = "; give its articles" if hasattr(table, "articles") else ""
        raise ValueError(f"table is of type {type(table).__name__}, not a pandas DataFrame{hint}")
    for role, column in wanted:
        if column not in table:
            periods = column in UNITS and "date" in table
            hint = f"; analysis.periods.with_period(table, {column!r}) adds it" if periods else ""
            listed = ", ".join(map(str, table.columns))
            raise ValueError(f"{role}={column!r} is not a column{hint}; columns are {listed}")
    if not table.columns.is_unique:
        twice = dict.fromkeys(map(str, table.columns[table.columns.duplicated()]))
        raise ValueError(f"table has several columns named {', '.join(twice)}; rename them or leave one out")


def _share(table: pd.DataFrame, measure: str | Ratio, value: Array, notes: list[str]) -> bool:
    """Return whether a measure is a share, in [0, 1]; where its counts say otherwise it is told and not cut."""
    ratio = as_ratio(measure)
    if ratio is None or not ratio.bounded:
        return False
    wrong = (value < 0) | (value > 1 + 1e-9)
    if not wrong.any():
        return True
    facts: dict[str, object] = {"measure": ratio.name, "n": int(wrong.sum())}
    facts |= {"above": " + ".join(ratio.numerator), "below": " + ".join(ratio.denominator)}
    if "id" in table:
        notes.append(Note("compare_not_share_first", id=str(table["id"][wrong].iloc[0]), **facts))
    else:
        notes.append(Note("compare_not_share", **facts))
    return False


def _codes(rows: pd.DataFrame, keys: list[str]) -> tuple[tuple[str, ...], npt.NDArray[np.intp]]:
    if len(keys) == 1 and isinstance(rows[keys[0]].dtype, pd.CategoricalDtype):
        kind = rows[keys[0]].cat.remove_unused_categories().cat
        return tuple(as_text(kind.categories.to_series())), np.asarray(kind.codes, dtype=np.intp)
    written = rows[keys].apply(as_text)
    labels = written.agg(" · ".join, axis=1) if len(keys) > 1 else written[keys[0]]
    codes, names = pd.factorize(labels, sort=True)
    return tuple(map(str, names)), codes.astype(np.intp)


def _events(column: pd.Series[Any]) -> npt.NDArray[np.intp]:
    """Return a code per event in order of appearance, −1 where the article tells none."""
    return np.asarray(pd.factorize(column.where(column != ""))[0], dtype=np.intp)


def _written(columns: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows say something in every column; an empty string says as little as a missing value."""
    return np.asarray((columns.notna() & (columns != "")).all(axis=1), dtype=np.bool_)


def marked_copies(table: pd.DataFrame, *, needed: bool = False) -> npt.NDArray[np.bool_]:
    """Return which articles are marked as agency copy or duplicates; a missing mark marks nothing.

    Raises ``ValueError`` when the marks are ``needed`` and no column holds them.

    >>> marked_copies(pd.DataFrame({"wire": [True, False, None], "duplicate": [False, True, False]})).tolist()
    [True, True, False]
    """
    present = [column for column in WIRE_COLUMNS if column in table]
    if needed and not present:
        raise ValueError(f"wire=False needs a column {' or '.join(WIRE_COLUMNS)} that flags wire copy; there is none")
    # A flag is set only where it says so: missing is not wire.
    flags = [table[column].eq(True).to_numpy(dtype=np.bool_, na_value=False) for column in present]
    return np.asarray(np.logical_or.reduce(flags, axis=0), dtype=np.bool_) if flags else np.zeros(len(table), np.bool_)


def _flagged(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    flags = marked_copies(table, needed=True)
    for column in (column for column in WIRE_COLUMNS if column in table):
        if told := {str(value) for value in table[column].dropna().unique() if value not in (True, False)}:
            raise ValueError(f"wire=False: column {column!r} holds {', '.join(sorted(told)[:3])}, not True and False")
    return flags


def _words(rows: pd.DataFrame) -> Array:
    if "n_words" not in rows:
        return np.full(len(rows), np.nan)
    return rows["n_words"].to_numpy(dtype=np.float64, na_value=np.nan)


def _drop(keep: npt.NDArray[np.bool_], good: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.bool_], int]:
    """Return which rows stay, and how many are lost."""
    return keep & good, int((keep & ~good).sum())
