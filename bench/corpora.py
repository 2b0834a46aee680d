"""The corpora the benches read, where they are at hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.records import Article

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def articles(path: Path, lang: str | None = None) -> list[Article]:
    """Return the articles of a corpus, of one declared language where asked."""
    fields = ("id", "text", "outlet", "date", "lang", "title", "url", "event")
    return [Article(**{f: row.get(f) for f in fields}) for row in rows(path) if lang in (None, row.get("lang"))]
