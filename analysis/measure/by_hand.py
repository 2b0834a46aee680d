"""Corrections by hand: the table of them is read, and each is applied to the reading of its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..corpus.sheets import table_rows
from ..corrections import COLUMNS, Applied, Correction, correct, parse_corrections
from ..records import Reading

#: Columns without which a table holds no corrections.
_NEEDED = ("article_id", "field", "value")


def read_corrections(given: str | Path | pd.DataFrame | None) -> tuple[Correction, ...]:
    """Return the corrections of a CSV, an .xlsx or a DataFrame; ``ValueError`` for a column missing or an odd row."""
    if given is None:
        return ()
    if isinstance(given, pd.DataFrame):
        rows: Sequence[Mapping[Any, Any]] = given.dropna(how="all").to_dict("records")
    else:
        rows = table_rows(given, "corrections", COLUMNS)
    if rows and (lacking := [column for column in _NEEDED if column not in rows[0]]):
        there, known = ", ".join(map(str, rows[0])), ", ".join(COLUMNS)
        raise ValueError(
            f"corrections: there is no column {' and none '.join(lacking)}; columns are {there}: name them {known}"
        )
    return parse_corrections(rows)


def corrected(
    readings: Iterable[Reading], corrections: tuple[Correction, ...], outcomes: list[Applied], part: str = "body"
) -> Iterator[Reading]:
    """Apply the corrections by hand to each reading, and note in ``outcomes`` what became of them."""
    by_article: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_article.setdefault(correction.article_id, []).append(correction)
    for reading in readings:
        mine = by_article.get(reading.article.id)
        if mine:
            reading, done = correct(reading, mine, part=part)
            outcomes += done
        yield reading
