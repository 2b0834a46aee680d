"""A table as a notebook shows it: names and numbers as they are written, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..lexicons import labels, name_of, number
from ..periods import UNITS, period_name

MOST = 60
"""More rows than this are shown as the first and the last five."""

UNKNOWN = "–"
"""What is not known, as charts write it."""

DATED = frozenset({"date", "first", "last", *UNITS})
"""Columns of dates and periods: an ``id`` that looks like a date is none."""

KEYS = frozenset({"choice", "ours", "other", "system", "set"})
"""Columns whose cells are keys of ``lexicons/labels.csv``, written by their names where the columns are."""


#: The hyphen of a cell that is a number.
_NEGATIVE = re.compile(r"(?<=<td>)-(?=[\d.,]+(?:e[-+]\d+)?</td>)")
#: The whole part of a cell that is a number with decimals, of four digits or more.
_THOUSANDS = re.compile(r"(?<=<td>)\d{4,}(?=[.,]\d+</td>)|(?<=<td>-)\d{4,}(?=[.,]\d+</td>)")


@dataclass(frozen=True, slots=True)
class Table:
    """A frame that shows itself; ``frame`` is what it shows, ``named`` whether its columns have names and not codes."""

    frame: pd.DataFrame
    lang: str = "en"
    named: bool = False

    def __repr__(self) -> str:
        return repr(self.frame)

    def _repr_html_(self) -> str:
        cut = len(self.frame) > MOST
        written = [name for name in self.frame if _is_written(self.frame[name])]
        frame = self.frame.apply(_known) if written else self.frame
        cells = {name: self._writer(str(name)) for name in written}
        # A count that was joined to something is a float: 100 events are not 100.0.
        cells |= {name: self._count for name in self.frame if _is_count(self.frame, name)}
        if self.named:
            frame = frame.rename(columns=self._heading)
            cells = {self._heading(name): cell for name, cell in cells.items()}
        # Of two dollars in a table (*$5 and $10 News*) a notebook would make a formula.
        with pd.option_context("display.html.use_mathjax", False):
            shown = frame.to_html(
                notebook=True,
                na_rep=UNKNOWN,
                decimal=labels(self.lang)["decimal_mark"],
                formatters=cells,
                max_rows=10 if cut else None,
                show_dimensions=cut,
            )
        # As in a sentence and a chart: a minus, and no hyphen; thousands apart.
        shown = _THOUSANDS.sub(lambda found: self._count(int(found[0])), str(shown))
        return _NEGATIVE.sub("−", shown)

    def _writer(self, column: str) -> Callable[[object], str]:
        if self.named and column in KEYS:
            return self._key
        return self._dated if column in DATED else self._languages if column == "languages" else self._cell

    def _key(self, value: object) -> str:
        return name_of(value, self.lang)

    def _cell(self, value: object) -> str:
        """Write a cell of a column that holds numbers among other things."""
        return number(value, "g", lang=self.lang) if isinstance(value, float) else str(value)

    def _count(self, n: Any) -> str:
        return number(n, ",.0f", lang=self.lang)

    def _dated(self, value: object) -> str:
        return period_name(value, self.lang)

    def _languages(self, codes: object) -> str:
        """Write the languages of a group (``holdings``) by their names."""
        return ", ".join(name_of(code, self.lang) for code in str(codes).split())

    def _heading(self, column: object) -> str:
        return labels(self.lang).get(f"heading_{column}", name_of(column, self.lang))


def _is_written(column: pd.Series[Any]) -> bool:
    return bool(pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column))


def _is_count(frame: pd.DataFrame, name: object) -> bool:
    column = frame[name]
    return str(name).startswith("n_") and pd.api.types.is_numeric_dtype(column) and bool((column % 1 == 0).all())


def _known(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.fillna(UNKNOWN) if _is_written(column) else column


def table(frame: pd.DataFrame, *, named: bool = False, lang: str = "en") -> Table:
    """Return a frame as a notebook shows it: a name with dollars is no formula, decimal mark and dates the language's.

    ``named`` heads the columns with names in place of the codes of ``data/README.md``, which a program needs.

    >>> shown = table(pd.DataFrame({"outlet": ["$5 and $10 News"], "share": [0.25]}), lang="fr")._repr_html_()
    >>> "mathjax_ignore" in shown, "0,25" in shown
    (True, True)
    >>> "<td>1,174.25</td>" in table(pd.DataFrame({"q3_words": [1174.25, 503.0]}))._repr_html_()
    True
    """
    return Table(frame, lang, named)
