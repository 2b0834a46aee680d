"""The notebooks' own words in other languages: ``prose.csv``, a row for each cell of text.

    python -m notebooks.prose   # say which cells have no translation, or one of words that have changed since

A row belongs to the words it translates: ``of`` is the beginning of their digest.  When they change, it belongs to
nothing, so that a translation is never shown beside another text.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import nbformat

HERE = Path(__file__).parent
FILE = HERE / "prose.csv"


def digest(text: str) -> str:
    """Return what a row of ``prose.csv`` knows its cell by: eight hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def rows() -> dict[tuple[str, str, str], str]:
    """Return the translations by notebook, language and digest of the English words."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {(row["notebook"], row["lang"], row["of"]): row["text"] for row in csv.DictReader(lines)}


def translated(notebook: nbformat.NotebookNode, name: str, lang: str) -> nbformat.NotebookNode:
    """Return a copy of a notebook whose text cells speak the language; the code stays as it is.

    Raises ``ValueError`` for a cell without a translation.
    """
    known, copy = rows(), nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "markdown" and lang != "en":
            key = (name, lang, digest(cell.source))
            if key not in known:
                raise ValueError(f"{FILE.name} has no row {','.join(key)} for: {cell.source[:60]!r} …")
            cell.source = known[key]
    return copy


def lacking(lang: str) -> list[str]:
    """Return what of the notebooks in place has no translation, and which translations belong to no cell."""
    cells = {
        (path.stem, lang, digest(cell.source)): cell.source
        for path in sorted(HERE.glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    }
    known = {key for key in rows() if key[1] == lang}
    untold = [f"not translated: {','.join(key)}: {cells[key][:60]!r} …" for key in cells if key not in known]
    return untold + [f"of words that have changed: {','.join(key)}" for key in sorted(known - set(cells))]


if __name__ == "__main__":
    print("\n".join(found := lacking("fr")) or "every cell is translated")
    sys.exit(bool(found))
