"""Folders of tables: those that a command reads, and those that it writes into."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..measure import Tables

#: Kinds of files that are neither CSV nor text.
_OTHERS = (".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".json", ".html", ".docx", ".pdf")


def can_hold(folder: Path) -> None:
    """Make the folder, and fail before the work and not after it when nothing can be written there."""
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"--out {folder} is a file; give a folder, which is made where there is none")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        pass


def can_be(file: Path | None, kinds: str) -> None:
    """Raise ``ValueError`` for a file of a name by which a spreadsheet, or another program, would not open it."""
    if file is not None and file.suffix.lower() in _OTHERS:
        raise ValueError(f"--out {file} would be no {file.suffix} file; give a name that ends in {kinds}")


def tables_in(folder: Path) -> Tables | None:
    """Return the tables that stand in a folder, None where there are none, or none that can be read."""
    from ..measure import Tables

    try:
        return Tables.load(folder) if Tables.are_in(folder) else None
    except (ValueError, OSError):
        return None


def tables_from(folder: str) -> Tables:
    """Return the tables of a folder that a command was given; ``ValueError`` where it holds none."""
    from ..measure import Tables

    if Path(folder).is_file():
        raise ValueError(
            f"{folder} is a file, and a folder of tables is wanted; where it holds articles, media-framing measure "
            f"{folder} --out tables makes one"
        )
    if not Tables.are_in(folder):
        raise ValueError(f"{folder} holds no tables; make them with media-framing measure … --out {folder}")
    return Tables.load(folder)
