"""What a comparison found, as tables and as sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ..counts import n_of
from ..lexicons import number
from ..notes import Note, told

Row = dict[Hashable, Any]
#: A comparison shows so many rows of each table, and says how many more there are: 200 outlets make 19,900 pairs.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """Estimates per group, differences of groups, an optional regression, and what the reader must know about them.

    ``estimates``, one row per measure and group: ``n_articles``, ``n_words``, ``pooled`` (Σ/Σ) and ``mean`` (of
    articles) in the unit of the measure, each with ``_low`` and ``_high``, ``sd`` between articles, ``note``;
    ``n_events`` too when events are given.

    ``differences``, one row per measure, pair and estimate: ``difference`` a − b with ``low``, ``high``; ``ratio`` a
    / b likewise (NaN where the measure can be negative); ``p`` of the permutation test, ``p_holm`` and ``q_bh`` over
    the ``family`` of all tests made; ``cliffs_delta`` and ``hedges_g`` between articles; ``detectable``, the smallest
    true difference this n finds four times in five; ``n_a``, ``n_b`` articles and ``n_events`` shared, when matched.

    ``model`` is what ``regress`` returns, or None; ``notes`` count every article left out and name every model
    refused.
    """

    by: str
    level: float
    family: int
    estimates: pd.DataFrame
    differences: pd.DataFrame
    model: pd.DataFrame | None = None
    notes: tuple[str, ...] = ()

    def told(self, lang: str = "en") -> Comparison:
        """Return the same comparison with its notes, and those of its rows, in a language of the suite."""
        notes = tuple(told(note, lang) for note in self.notes)
        estimates, differences = notes_told(self.estimates, lang), notes_told(self.differences, lang)
        return replace(self, notes=notes, estimates=estimates, differences=differences)

    def summary(self, *, most: int | None = None) -> str:
        """Return the comparison in words, a line per estimate and difference, caveats first.

        At most the first ``most`` lines of either, and how many more there are; None: all.  Printed, it is 20.
        """
        lines = [f"Note: {note}." for note in self.notes]
        shown = [rows if most is None else rows.head(most) for rows in (self.estimates, self.differences)]
        notes = iter(advised_once(note for rows in shown for note in rows["note"]))
        for name, rows, first, in_words in (
            ("estimate", self.estimates, shown[0], partial(_estimate_in_words, level=self.level)),
            (
                "difference",
                self.differences,
                shown[1],
                partial(_difference_in_words, level=self.level, family=self.family),
            ),
        ):
            lines += [in_words(row | {"note": next(notes)}) for row in first.to_dict("records")]
            if more := _more(rows, len(first), name):
                lines.append(f"{more}.")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.summary(most=SHOWN)

    def _repr_html_(self) -> str:
        from html import escape

        written = partial(_written, form=".4g")
        tables = [("Estimates", "estimate", self.estimates), ("Differences", "difference", self.differences)]
        if self.model is not None:
            tables.append(("Regression", "row", self.model))
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        body = "".join(
            f"<h4>{title} by {escape(self.by)}</h4>"
            f"{frame.head(SHOWN).to_html(index=False, float_format=written, na_rep='–')}"
            f"<p>{_more(frame, SHOWN, name)}</p>"
            for title, name, frame in tables
            if len(frame)
        )
        return f"<div><ul>{notes}</ul>{body}</div>" if notes else f"<div>{body}</div>"


def notes_told(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table with the notes of its rows in a language."""
    # Of objects, not of strings: a note stays one that can be told again.
    said = pd.Series([told(note, lang) for note in frame["note"]], index=frame.index, dtype=object)
    return frame.assign(note=said)


def advised_once(notes: Iterable[str]) -> list[str]:
    """Return notes with what to do about small groups, which stands behind a semicolon, in the first of a kind alone.

    >>> advised_once([Note("compare_few_articles", n=n, least=20) for n in (3, 5)])[1]
    'no interval: 5 articles, under 20'
    """
    seen: set[str] = set()
    found = []
    for note in notes:
        key = note.key if isinstance(note, Note) and note.key.startswith("compare_few_") else ""
        found.append(note.partition("; ")[0] if key in seen else note)
        seen |= {key} - {""}
    return found


def _more(frame: pd.DataFrame, shown: int, name: str) -> str:
    """Return how many rows are not shown and where they are, empty where all are."""
    left = len(frame) - shown
    where = {"estimate": "estimates", "difference": "differences"}.get(name, "model")
    return f"… and {n_of(left, f'more {name}')}: all are in .{where}" if left > 0 else ""


def _estimate_in_words(row: Row, level: float) -> str:
    said = []
    for kind, gloss in (("pooled", "pooled"), ("mean", "mean of articles")):
        if kind in row and np.isfinite(_number(row[kind])):
            said.append(f"{gloss} {_written(row[kind])}{_range(row, f'{kind}_low', f'{kind}_high', level)}")
    note = f"; {row['note']}" if row["note"] else ""
    size = n_of(int(_number(row["n_articles"])), "article")
    return f"{row['measure']}, {row['group']} ({size}): {', '.join(said)}{note}."


def _difference_in_words(row: Row, level: float, family: int) -> str:
    events = _number(row["n_events"])
    matched = f" within {n_of(int(events), 'shared event')}" if np.isfinite(events) else ""
    head = f"{row['measure']}, {row['a']} − {row['b']}, {row['estimate']}{matched}"
    said = f"{head}: {_written(row['difference'], '+.3g')}{_range(row, 'low', 'high', level)}"
    if np.isfinite(_number(row["p"])):
        said += f", p {_written(row['p'])}"
        if family > 1:
            said += f" (after Holm over {n_of(family, 'test')} {_written(row['p_holm'])})"
        if np.isfinite(_number(row["detectable"])):
            said += f"; these articles could have shown a difference of {_written(row['detectable'])}"
    return f"{said}{'; ' + str(row['note']) if row['note'] else ''}."


def _range(row: Row, low: str, high: str, level: float) -> str:
    if not np.isfinite(_number(row[low])):
        return ""
    return f" ({level:.0%} interval {_written(row[low])} to {_written(row[high])})"


def _written(value: Any, form: str = ".3g") -> str:
    return number(_number(value), form)


def _number(value: Any) -> float:
    return float(value)
