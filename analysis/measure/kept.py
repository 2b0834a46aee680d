"""The folder in which a run that can be resumed keeps its parts: which of them the last run that came to its end used.

Parts hang on articles, options and version.  Those of a corpus that has changed since are taken by nobody, and stay.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from ..columns import TABLES
from ..formats import FORMATS

_LAST = ".last_run.json"  # hidden, so that it is no file of articles where the folder stands among them
#: What a part is named, and the files it may hold; what holds others was not made here and is left alone.
_NAME = re.compile(r"[0-9a-f]{20}")
_FILES = {f"{table}.{form}{new}" for table in TABLES for form in FORMATS for new in ("", ".new")}
_FILES |= {"card.json", "card.json.new"}


def note_used(folder: Path, names: Iterable[str]) -> None:
    """Write down the parts that a run used, when it has come to its end."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{_LAST}.new"
    new.write_text(json.dumps({"parts": sorted(set(names))}, indent=1) + "\n", "utf-8")
    new.replace(folder / _LAST)


def stale_parts(folder: str | Path) -> list[Path]:
    """Return the parts in a ``resume`` folder that the last run which came to its end did not use.

    They are of articles that have changed or are gone, of other options or another version.  None where no run has come
    to its end, for one that was cut off needs what it has made.

    >>> import tempfile
    >>> from analysis import measure
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for text in ("Il neige.", "Il pleut."):
    ...         _ = measure([{"text": text}], resume=folder)
    ...     len(stale_parts(folder)), prune_parts(folder), len(stale_parts(folder))
    (1, 1, 0)
    """
    folder = Path(folder)
    try:
        used = set(json.loads((folder / _LAST).read_text("utf-8"))["parts"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []
    return sorted(place for place in folder.iterdir() if place.name not in used and _is_part(place))


def prune_parts(folder: str | Path) -> int:
    """Remove the ``stale_parts`` of a ``resume`` folder and nothing else; return how many there were.

    What is removed costs time if it is wanted again, and no number: it is measured anew.
    """
    stale = stale_parts(folder)
    for place in stale:
        shutil.rmtree(place)
    return len(stale)


def _is_part(place: Path) -> bool:
    whole = place.is_dir() and not place.is_symlink() and _NAME.fullmatch(place.name)
    return bool(whole) and all(inner.is_file() and inner.name in _FILES for inner in place.iterdir())
