"""A table as a notebook shows it: names and numbers as they are written, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..lexicons import labels, number

MOST = 60
"""More rows than this are shown as the first and the last five."""

UNKNOWN = "–"
"""What is not known, as charts write it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A frame that shows itself; ``frame`` is what it shows."""

    frame: pd.DataFrame
    lang: str = "en"

    def __repr__(self) -> str:
        return repr(self.frame)

    def _repr_html_(self) -> str:
        cut = len(self.frame) > MOST
        mixed = [name for name, kind in self.frame.dtypes.items() if pd.api.types.is_object_dtype(kind)]
        frame = self.frame.apply(_known) if mixed else self.frame
        # Of two dollars in a table (*$5 and $10 News*) a notebook would make a formula.
        with pd.option_context("display.html.use_mathjax", False):
            return str(
                frame.to_html(
                    notebook=True,
                    na_rep=UNKNOWN,
                    decimal=labels(self.lang)["decimal_mark"],
                    formatters=dict.fromkeys(mixed, self._cell),
                    max_rows=10 if cut else None,
                    show_dimensions=cut,
                )
            )

    def _cell(self, value: object) -> str:
        """Write a cell of a column that holds numbers among other things."""
        return number(value, "g", lang=self.lang) if isinstance(value, float) else str(value)


def _known(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.fillna(UNKNOWN) if pd.api.types.is_object_dtype(column) else column


def table(frame: pd.DataFrame, *, lang: str = "en") -> Table:
    """Return a frame as a notebook shows it: a name with dollars is no formula, the decimal mark is the language's.

    >>> shown = table(pd.DataFrame({"outlet": ["$5 and $10 News"], "share": [0.25]}), lang="fr")._repr_html_()
    >>> "mathjax_ignore" in shown, "0,25" in shown
    (True, True)
    """
    return Table(frame, lang)
