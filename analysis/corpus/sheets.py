"""Tables that people edit in a spreadsheet program and give back: merges of speakers, samples, corrections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus.decoding import decode
from analysis.corpus.delimited import read_delimited
from analysis.corpus.kinds import SHEETS, written_as
from analysis.corpus.records import Record
from analysis.corpus.tabular import read_sheets

if TYPE_CHECKING:
    import pandas as pd

#: A name of a column of tables made here; a line of text is none.
_NAME = re.compile(r"\w+")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a table as a spreadsheet program has saved it: commas or semicolons, any encoding, or .xlsx.

    Every cell is text, an empty one the empty string; rows in which nothing stands are left out.  For tables that were
    made here and edited by hand (``merge_speakers``, ``draw_sample``, corrections); ``read_corpus`` reads articles.

    Raises ``FileNotFoundError`` when there is no such file, ``ValueError`` for one without a row, and for a line that
    does not fit the header.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "merges.csv")
    ...     _ = path.write_bytes("speaker;canonical;n\\nM. Léa;Zoé Léa;007\\n;;\\n".encode("cp1252"))
    ...     read_table(path).to_dict("records")
    [{'speaker': 'M. Léa', 'canonical': 'Zoé Léa', 'n': '007'}]
    """
    import pandas as pd

    if not (rows := table_rows(path, "path")):
        raise ValueError(f"path={str(path)!r} has no row below the one that names the columns")
    return pd.DataFrame(rows, dtype="str").fillna("")


def table_rows(path: str | Path, what: str, columns: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the rows of a table, each as column -> text; ``what`` names the argument in errors.

    ``columns``: those that are looked for; left out, any names do.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{what}={str(path)!r}: there is no such file; give a CSV or an .xlsx")
    data = path.read_bytes()
    if not data.strip():
        named = f" {', '.join(columns)}" if columns else ""
        raise ValueError(f"{what}={str(path)!r} is empty; its first line names the columns{named}")
    rows: list[dict[str, str]] = []
    for record in _records(data, path, set(columns)):
        if record.fields is None:
            why = record.notes[0][1] if record.notes else "it cannot be read"
            raise ValueError(f"{what}={str(path)!r}: record {record.number}: {why}")
        cells = {name: _written(value) for name, value in record.fields.items()}
        # A spreadsheet keeps rows in which nothing stands any more.
        if any(cell.strip() for cell in cells.values()):
            rows.append(cells)
    return rows


def _records(data: bytes, path: Path, columns: Collection[str]) -> Iterator[Record]:
    def meaning(name: str) -> str | None:
        return name if (name in columns if columns else _NAME.fullmatch(name)) else None

    if written_as(data, path.suffix.lower()) in SHEETS:
        return read_sheets(data, str(path), meaning)
    return read_delimited(decode(data)[0], str(path), meaning)


def _written(cell: Any) -> str:
    """Return a cell as text; a whole number that a spreadsheet keeps as 7.0 is 7."""
    if cell is None or cell != cell:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
