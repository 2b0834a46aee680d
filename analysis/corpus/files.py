"""Files to records: folders, archives, plain text, tables, JSON, word-processor files, pages of press databases."""

from __future__ import annotations

import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from analysis.columns import TABLES
from analysis.corpus.codepages import GUESSED
from analysis.corpus.decoding import decode, is_binary
from analysis.corpus.delimited import read_delimited
from analysis.corpus.factivaxml import read_xml
from analysis.corpus.fields import Meaning
from analysis.corpus.folders import columns_of_folders
from analysis.corpus.kinds import INSTEAD, SHEETS, written_as
from analysis.corpus.objects import is_json, read_json
from analysis.corpus.office import docx_text, rtf_text
from analysis.corpus.plaintext import read_plain
from analysis.corpus.press import read_press
from analysis.corpus.records import Record
from analysis.corpus.tabular import read_parquet, read_sheets

from ..counts import n_of

_PATTERN = re.compile(r"[*?]|\[.+\]")
#: The bit by which an archive says that a name is UTF-8; zipfile takes the others for cp437.
_UTF_8 = 0x800
_GZIP = b"\x1f\x8b"
#: Words in a name beyond which it is taken for a text that was given in place of a path.
_LONGEST_NAME = 12
#: Files a system, an office program or one that writes tables leaves in a folder: no one put them there.
_LEFT = ("thumbs.db", "desktop.ini", "__macosx", "_success", "_metadata", "_common_metadata")
_MEASURED = "a table that Tables.save wrote, which holds measures and no articles; open its folder with open_tables()"


def read_path(path: Path, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    """Yield the records of a file, or of every file of a folder and its sub-folders in the order of their names.

    Raises ``FileNotFoundError`` when nothing is there and ``ValueError`` for an empty folder, a kind of file that is
    not read here, a damaged file, or measured tables.  In a folder or an archive, such a file is one record with the
    reason, and so is one that holds no record; hidden files are left.
    """
    if not _exists(path):
        hint = "; a text itself is read by extract()" if len(str(path).split()) > _LONGEST_NAME else ""
        hint = hint or ("; patterns are not read: give the folder" if _PATTERN.search(str(path)) else "")
        raise FileNotFoundError(f"source={str(path)!r:.120} does not exist (looked in {str(Path.cwd())!r}){hint}")
    if path.is_file():
        if path in _measured(path.parent):
            raise ValueError(f"source={str(path)!r} is {_MEASURED}")
        yield from _read_data(path.read_bytes(), path.name, encoding, field_of)
        return
    files = _inside(path)
    if not files:
        raise ValueError(f"source={str(path)!r} is a folder without files; it should hold {_kinds()}")
    saved = {folder: tables for folder in {file.parent for file in files} if (tables := _measured(folder))}
    measured = {table for tables in saved.values() for table in tables}
    if measured and not any(_suffix(file.name) in _READ for file in files if file not in measured):
        raise ValueError(f"source={str(path)!r} holds {_MEASURED}, or with Tables.load()")
    told: set[Path] = set()
    for file in files:
        name = file.relative_to(path).as_posix()
        if file in measured:
            # The four tables and their card are one record, and so are the parts below them.
            folder = next(above for above in reversed(file.parents) if above in saved)
            if folder not in told:
                yield Record(folder.relative_to(path).as_posix(), 1, None, (("unreadable_file", _MEASURED),))
            told.add(folder)
        else:
            yield from _with_columns(_member(file.read_bytes, name, encoding, field_of), columns_of_folders(name))


def _with_columns(records: Iterator[Record], told: Mapping[str, str]) -> Iterator[Record]:
    """Add to the fields of each record the columns that its folders tell; its own go before."""
    for record in records:
        yield replace(record, fields={**told, **record.fields}) if told and record.fields is not None else record


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file's: a text, most likely
        return False


def _measured(folder: Path) -> set[Path]:
    """Return the files of ``Tables.save`` in a folder, none unless all four tables are there."""
    found = [[path for form in ("parquet", "csv") if (path := folder / f"{table}.{form}").exists()] for table in TABLES]
    return {path for paths in found for path in paths} | {folder / "card.json"} if all(found) else set()


def _inside(folder: Path) -> list[Path]:
    found = []
    for here, below, names in os.walk(folder):
        below[:] = [name for name in below if not _hidden(name)]
        found += [Path(here, name) for name in names if not _hidden(name)]
    return sorted(found)


def _member(load: Callable[[], bytes], name: str, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    """Yield the records of one file among several; one that cannot be read is a record with the reason."""
    nothing = Record(name, 1, None, (("no_record", f"a {_suffix(name)} file with no record in it"),))
    try:
        yield from list(_read_data(load(), name, encoding, field_of)) or [nothing]
    except (ValueError, OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        # What the system says of a file without its number.
        told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Record(name, 1, None, (("unreadable_file", told),))


def _suffix(name: str) -> str:
    return next((s for s in reversed(PurePath(name).suffixes) if s.lower() != ".gz"), "").lower()


def _read_data(data: bytes, name: str, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    suffix = _suffix(name)
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"{name!r} is a damaged gzip file: {error}") from None
    suffix = written_as(data, suffix)
    if suffix == ".zip":
        yield from _archive(data, name, encoding, field_of)
    elif suffix in _BINARY:
        yield from _BINARY[suffix](data, name, field_of)
    elif suffix not in _TEXT:
        how = f"save it as {INSTEAD[suffix]}" if suffix in INSTEAD else f"there are {_kinds()}"
        raise ValueError(f"{name!r} is of a kind that is not read here ({suffix or 'no suffix'}); {how}")
    else:
        text, read_as = decode(data, encoding)
        if is_binary(text):
            yield Record(name, 1, None, (("undecodable", f"{n_of(len(data), 'byte')} of no text"),))
        else:
            records = _TEXT[suffix](text, name, field_of)
            yield from _guessed(records, read_as) if encoding is None and read_as in GUESSED else records


def _guessed(records: Iterator[Record], encoding: str) -> Iterator[Record]:
    """Add to what is read in an encoding the file does not tell, and that is seldom met, which one it was."""
    for record in records:
        if record.fields is None or all(str(value).isascii() for value in record.fields.values()):
            yield record
        else:
            yield replace(record, notes=(*record.notes, ("encoding_guessed", encoding)))


def _archive(data: bytes, name: str, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    """Yield the records of every file of an archive, as of a folder; ``ValueError`` when there is none, or damage."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise ValueError(f"{name!r} is a damaged zip file: {error}") from None
    named = ((_name_of(info), info) for info in archive.infolist() if not info.is_dir())
    inside = sorted(((inner, info) for inner, info in named if not _hidden(inner)), key=lambda pair: pair[0])
    if not inside:
        raise ValueError(f"{name!r} is an archive without files; it should hold {_kinds()}")
    for inner, info in inside:
        source = f"{name}/{inner}"
        if _suffix(source) == ".zip":  # an archive may hold itself, without end
            yield Record(source, 1, None, (("unreadable_file", "an archive inside an archive; unpack it"),))
        else:
            yield from _member(partial(archive.read, info), source, encoding, field_of)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a file in an archive: of a Mac, which does not say that it is UTF-8, or of Windows.

    >>> _name_of(zipfile.ZipInfo("Le Phare\\\\a.txt")), _name_of(zipfile.ZipInfo("été".encode().decode("cp437")))
    ('Le Phare/a.txt', 'été')
    """
    name = info.filename.replace("\\", "/")
    if info.flag_bits & _UTF_8 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _hidden(name: str) -> bool:
    """Tell what a system or a program adds to a folder or an archive from what its maker put in.

    >>> _hidden("a/~$lettre.docx"), _hidden("a/lettre.docx")
    (True, False)
    """
    return any(part.startswith((".", "~$")) or part.lower() in _LEFT for part in PurePath(name).parts)


def _kinds() -> str:
    return ", ".join(_READ) + ", each also with .gz"


def _plain(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    """Yield what a .txt holds: articles, or a page or JSON under another suffix."""
    start = text.lstrip()[:20].lower()
    if start.startswith(("<!doctype html", "<html")):
        try:
            return read_press(text, name, field_of)
        except ValueError:  # the text of one article, whose markup is remarked
            return read_plain(text, name, field_of)
    return read_json(text, name, field_of) if is_json(text) else read_plain(text, name, field_of)


def _page(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    return read_press(text, name, field_of)


def _xml(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    return read_xml(text, name)


def _word(data: bytes, name: str, field_of: Meaning) -> Iterator[Record]:
    return read_plain(docx_text(data, name), name, field_of)


def _rich(data: bytes, name: str, field_of: Meaning) -> Iterator[Record]:
    return read_plain(rtf_text(data, name), name, field_of)


_TEXT: dict[str, Callable[[str, str, Meaning], Iterator[Record]]] = {
    ".txt": _plain,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".tab": read_delimited,
    ".jsonl": read_json,
    ".jl": read_json,
    ".ndjson": read_json,
    ".json": read_json,
    ".html": _page,
    ".htm": _page,
    ".xml": _xml,
}
_BINARY: dict[str, Callable[[bytes, str, Meaning], Iterator[Record]]] = {
    ".parquet": read_parquet,
    ".pq": read_parquet,
    **dict.fromkeys(SHEETS, read_sheets),
    ".docx": _word,
    ".rtf": _rich,
}
_READ = (*_TEXT, *_BINARY, ".zip")
