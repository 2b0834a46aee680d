"""What the names of folders tell: people name them after outlets, programs after the columns of a table in parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import PurePath
from urllib.parse import unquote

from analysis.corpus.dates import read_date
from analysis.corpus.outlets import known_outlet, one_name

#: A folder of a table in parts: the name of a column, and its value in the files below.
_COLUMN = re.compile(r"([^\W\d]\w*)=(.*)", re.S)
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


def columns_of_folders(source: str) -> dict[str, str]:
    """Return the columns that the folders above a file tell, as Spark, pyarrow and others write a table in parts.

    >>> columns_of_folders("outlet=La%20Gazette/month=2023-03/part-0.parquet"), columns_of_folders("a/b.txt")
    ({'outlet': 'La Gazette', 'month': '2023-03'}, {})
    """
    found = (match for part in PurePath(source).parts[:-1] if (match := _COLUMN.fullmatch(part)))
    return {match[1]: unquote(match[2]) for match in found if match[2] != _NO_VALUE}


def outlets_of_folders(sources: Iterable[str]) -> dict[str, str]:
    """Return the outlet of each file, by its path below what was read; a file whose folders tell none is left out.

    A folder that is named like an outlet of ``lexicons/outlets.csv`` is one, the innermost first.  Else the outermost
    folders that differ are outlets, unless one of them is a date.  An archive counts as a folder; a folder that tells a
    column (``columns_of_folders``) is no outlet.

    >>> outlets_of_folders(["le_monde/a.txt", "2022/Gazette/b.txt", "2022/Phare/c.txt", "d.txt"])
    {'le_monde/a.txt': 'Le Monde', '2022/Gazette/b.txt': 'Gazette', '2022/Phare/c.txt': 'Phare'}
    >>> outlets_of_folders(["texts/a.txt", "texts/b.txt"])
    {}
    """
    folders = {
        source: [part.removesuffix(".zip") for part in PurePath(source).parts[:-1] if not _COLUMN.fullmatch(part)]
        for source in sources
    }
    level = _level(folders.values())
    found: dict[str, str] = {}
    for source, parts in folders.items():
        known = [outlet for part in reversed(parts) if (outlet := known_outlet(part))]
        if known or (level is not None and len(parts) > level):
            found[source] = known[0] if known else one_name(parts[level or 0].replace("_", " "))
    return found


def _level(folders: Collection[list[str]]) -> int | None:
    """Return how deep the outermost folders stand that differ and are no dates, None when there are none."""
    for level in range(max(map(len, folders), default=0)):
        names = {parts[level] for parts in folders if len(parts) > level}
        if len(names) > 1 and not any(_is_date(name) for name in names):
            return level
    return None


def _is_date(name: str) -> bool:
    return not any(map(str.isalpha, name)) or read_date(name).iso is not None
