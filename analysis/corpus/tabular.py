"""Tables that are no text: Parquet files, spreadsheets, data frames."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Literal

from analysis.corpus.decoding import repair
from analysis.corpus.delimited import unique
from analysis.corpus.fields import Meaning
from analysis.corpus.layouts import header_row
from analysis.corpus.objects import read_elements
from analysis.corpus.records import Record

_ESCAPE = re.compile("_x(00(?:09|0A|0D|A0))_", re.I)


def read_parquet(data: bytes, name: str, field_of: Meaning) -> Iterator[Record]:
    """Yield a record for each row of a Parquet file; ``ValueError`` when it is none."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(io.BytesIO(data)).read()
    except (pyarrow.ArrowException, OSError) as error:
        raise ValueError(f"{name!r} is not a Parquet file: {error}") from None
    table = table.rename_columns(unique(list(table.column_names)))
    rows = table.select([c for c in table.column_names if not c.startswith("__index_level_")]).to_pylist()
    return read_elements(rows, name)


def read_sheets(data: bytes, name: str, field_of: Meaning) -> Iterator[Record]:
    """Yield a record for each row of each sheet of an Excel or OpenDocument file.

    Raises ``ValueError`` for a damaged or locked file, or where what reads it is missing.
    """
    sheets = _sheets(data, name)
    for sheet, cells in sheets.items():
        head = header_row(cells.itertuples(index=False), field_of)
        table = cells[head + 1 :].dropna(how="all")
        if len(cells):
            table = table.map(_unescaped)
            table.columns = ["" if cell != cell or cell is None else str(cell) for cell in cells.iloc[head]]
        yield from read_frame(table, name if len(sheets) == 1 else f"{name}#{sheet}")


def _sheets(data: bytes, name: str) -> dict[str, Any]:
    """Return the cells of every sheet: openpyxl reads the zipped XML of Excel, calamine what is older or of others."""
    import zipfile

    import pandas as pd

    zipped = data.startswith(b"PK") and b"[Content_Types].xml" in data and b"xl/workbook.bin" not in data
    reader: Literal["openpyxl", "calamine"] = "openpyxl" if zipped else "calamine"
    try:
        # The word "null" is a word: only an empty cell is nothing.
        found: dict[str, Any] = pd.read_excel(
            io.BytesIO(data), sheet_name=None, header=None, dtype=object, engine=reader, keep_default_na=False,
            na_values=[""],
        )  # fmt: skip
    except ImportError:
        package = "openpyxl" if zipped else "python-calamine"
        raise ValueError(f"{name!r} is a spreadsheet; reading it needs {package}: pip install '.[ingest]'") from None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a spreadsheet, or damaged: {error}") from None
    except Exception as error:
        # Its errors have names of their own, known only where it is installed.
        if not type(error).__module__.startswith("python_calamine"):
            raise
        raise ValueError(f"{name!r} is not a spreadsheet, or damaged or locked by a password: {error}") from None
    return found


def _unescaped(cell: Any) -> Any:
    """Return a cell without the signs Excel writes for line breaks and tabs that XML does not keep: _x000D_."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), cell) if isinstance(cell, str) and "_x0" in cell else cell


def read_frame(table: Any, name: str) -> Iterator[Record]:
    """Yield a record for each row of a pandas DataFrame; a named index counts as a column, after the others.

    Of names in several levels the lowest that is not empty is taken: ``("meta", "date")`` is ``date``.
    """
    if table.columns.nlevels > 1:
        table = table.set_axis([next((n for n in reversed(name) if str(n)), "") for name in table.columns], axis=1)
    levels = {place: str(level) for place, level in enumerate(table.index.names) if level is not None}
    names = unique([repair(str(column)) for column in (*table.columns, *levels.values())])
    columns = [table.iloc[:, place].tolist() for place in range(table.shape[1])]
    columns += [table.index.get_level_values(place).tolist() for place in levels]
    for number, values in enumerate(zip(*columns, strict=True), 1):
        yield Record(name, number, dict(zip(names, values, strict=True)))
