"""One line of a file before it is an article: its fields by the names the file gave them, or why there are none."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

#: A reason of ``audit.REASONS`` and what exactly was found.
Note = tuple[str, str]
#: The source of records that are an ``Article`` already.
ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a source: ``fields`` None means it could not be read, and ``notes`` begins with the reason."""

    source: str
    number: int
    fields: Mapping[str, Any] | None
    notes: tuple[Note, ...] = ()


def stem_of(source: str) -> str:
    """Return a file's name without its suffixes, from which the ids of articles without one are made.

    Accents are in one form (NFC): a Mac parts them from their letters in the names of files.

    >>> stem_of("press.zip/le phare/a.txt.gz"), stem_of("2022/a.html")
    ('press/le phare/a', '2022/a')
    """
    stem = PurePath(source.removesuffix(".gz")).with_suffix("").as_posix().replace(".zip/", "/")
    return unicodedata.normalize("NFC", stem)
