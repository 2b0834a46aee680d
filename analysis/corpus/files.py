"""Files to records: folders, plain text, CSV, JSON, Parquet, spreadsheets, pages of press databases, gzipped or not."""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.corpus.decoding import decode, is_binary, repair
from analysis.corpus.delimited import read_delimited, unique
from analysis.corpus.fields import Meaning
from analysis.corpus.layouts import elements, header_row
from analysis.corpus.plaintext import read_plain
from analysis.corpus.press import read_press
from analysis.corpus.records import Record

_GZIP = b"\x1f\x8b"
#: Words in a name beyond which it is taken for a text that was given in place of a path.
_LONGEST_NAME = 12


def read_path(path: Path, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    """Yield the records of a file, or of every file of a folder and its sub-folders in the order of their names.

    Raises ``FileNotFoundError`` when nothing is there and ``ValueError`` for an empty folder, a kind of file that is
    not read here, or a damaged file.  In a folder, such a file is one record with the reason, and so is one that holds
    no record; hidden files are left.
    """
    if not _exists(path):
        hint = "; a text itself is read by extract()" if len(str(path).split()) > _LONGEST_NAME else ""
        raise FileNotFoundError(f"source={str(path)!r:.120} does not exist (looked in {str(Path.cwd())!r}){hint}")
    if path.is_file():
        yield from _read_file(path, path.name, encoding, field_of)
        return
    files = _inside(path)
    if not files:
        raise ValueError(f"source={str(path)!r} is a folder without files; it should hold {_kinds()}")
    for file in files:
        name = file.relative_to(path).as_posix()
        try:
            nothing = Record(name, 1, None, (("no_record", f"a {file.suffix} file with no record in it"),))
            yield from list(_read_file(file, name, encoding, field_of)) or [nothing]
        except (ValueError, OSError) as error:
            yield Record(name, 1, None, (("unreadable_file", str(error)),))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file's: a text, most likely
        return False


def _inside(folder: Path) -> list[Path]:
    found = []
    for here, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        found += [Path(here, name) for name in names if not name.startswith(".")]
    return sorted(found)


def _read_file(path: Path, name: str, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    suffix = next((s for s in reversed(path.suffixes) if s.lower() != ".gz"), "").lower()
    data = path.read_bytes()
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"{name!r} is a damaged gzip file: {error}") from None
    if suffix in _BINARY:
        yield from _BINARY[suffix](data, name, field_of)
        return
    if suffix not in _TEXT:
        raise ValueError(f"{name!r} is of a kind that is not read here ({suffix or 'no suffix'}); there are {_kinds()}")
    text, _ = decode(data, encoding)
    if is_binary(text):
        yield Record(name, 1, None, (("undecodable", f"{len(data)} bytes that are no text"),))
    else:
        yield from _TEXT[suffix](text, name, field_of)


def _plain(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    return read_plain(text, name)


def _page(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    return read_press(text, name)


def _json(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the articles of a JSON document, however they lie in it, or of JSON lines."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _json_lines(text, name)
    return read_elements(elements(whole, field_of), name)


def _json_lines(text: str, name: str) -> Iterator[Record]:
    if not text.strip():
        raise ValueError(f"{name!r} is empty")
    number = 0
    for place, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        number += 1
        try:
            element = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Record(name, number, None, (("malformed_json", f"line {place}: {error}"),))
        else:
            yield element_record(element, name, number)


def read_elements(elements: list[Any], name: str) -> Iterator[Record]:
    """Yield a record for each element of a list; one that has no named fields is a record that could not be read."""
    return (element_record(element, name, number) for number, element in enumerate(elements, 1))


def element_record(element: object, name: str, number: int) -> Record:
    """Return one element as a record.

    >>> element_record(["a"], "a.json", 1).notes
    (('not_a_record', 'a list, not a set of named fields'),)
    """
    if isinstance(element, Mapping):
        return Record(name, number, {repair(str(key)): value for key, value in element.items()})
    hint = "; give a text as {'text': …}, a file as a pathlib.Path" if isinstance(element, str) else ""
    what = f"a {type(element).__name__}, not a set of named fields{hint}"
    return Record(name, number, None, (("not_a_record", what),))


def _parquet(data: bytes, name: str, field_of: Meaning) -> Iterator[Record]:
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(io.BytesIO(data)).read()
    except (pyarrow.ArrowException, OSError) as error:
        raise ValueError(f"{name!r} is not a Parquet file: {error}") from None
    table = table.rename_columns(unique(list(table.column_names)))
    rows = table.select([c for c in table.column_names if not c.startswith("__index_level_")]).to_pylist()
    return read_elements(rows, name)


def _sheets(data: bytes, name: str, field_of: Meaning) -> Iterator[Record]:
    import zipfile

    import pandas as pd

    try:
        sheets = pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, dtype=object, engine="openpyxl")
    except ImportError:
        raise ValueError(f"{name!r} is a spreadsheet; reading it needs openpyxl: pip install '.[ingest]'") from None
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{name!r} is not an .xlsx file: {error}") from None
    for sheet, cells in sheets.items():
        head = header_row(cells.itertuples(index=False), field_of)
        table = cells[head + 1 :]
        if len(cells):
            table.columns = ["" if pd.isna(cell) else str(cell) for cell in cells.iloc[head]]
        yield from read_frame(table, name if len(sheets) == 1 else f"{name}#{sheet}")


def read_frame(table: Any, name: str) -> Iterator[Record]:
    """Yield a record for each row of a pandas DataFrame; a named index counts as a column, after the others."""
    levels = {place: str(level) for place, level in enumerate(table.index.names) if level is not None}
    names = unique([repair(str(column)) for column in (*table.columns, *levels.values())])
    columns = [table.iloc[:, place].tolist() for place in range(table.shape[1])]
    columns += [table.index.get_level_values(place).tolist() for place in levels]
    for number, values in enumerate(zip(*columns, strict=True), 1):
        yield Record(name, number, dict(zip(names, values, strict=True)))


def _kinds() -> str:
    return ", ".join((*_TEXT, *_BINARY)) + ", each also with .gz"


_TEXT: dict[str, Callable[[str, str, Meaning], Iterator[Record]]] = {
    ".txt": _plain,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".tab": read_delimited,
    ".jsonl": _json,
    ".ndjson": _json,
    ".json": _json,
    ".html": _page,
    ".htm": _page,
}
_BINARY: dict[str, Callable[[bytes, str, Meaning], Iterator[Record]]] = {
    ".parquet": _parquet,
    ".pq": _parquet,
    ".xlsx": _sheets,
}
