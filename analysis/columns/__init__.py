"""The data dictionary as code: what every column of every table means, in which unit, and when it is empty.

``data/README.md`` is written from here (``python -m data.dictionary``) and tested against it; ``media-framing columns``
prints the same.
"""

from __future__ import annotations

from .articles import ARTICLES
from .aspects import FRAMES, READABILITY, SOURCES, WORDING
from .beside import ATTRIBUTIONS, AUDIT, TERMS
from .column import LETTERS, TABLES, VOICES, Column, Ratio, Table
from .ratios import RATIOS

__all__ = [
    "ARTICLES", "ATTRIBUTIONS", "AUDIT", "COLUMNS", "FRAMES", "LETTERS", "RATIOS", "READABILITY", "SOURCES", "TABLES",
    "TERMS", "VOICES", "WORDING", "Column", "Ratio", "Table", "as_markdown", "names",
]  # fmt: skip

COLUMNS: tuple[Column, ...] = ARTICLES + SOURCES + WORDING + READABILITY + FRAMES + ATTRIBUTIONS + TERMS + AUDIT


def names(table: Table) -> tuple[str, ...]:
    """Return the column names of a table in their order.  ``ValueError`` when there is no such table.

    >>> names("terms")
    ('article_id', 'voice', 'term', 'n')
    """
    if table not in TABLES:
        raise ValueError(f"table={table!r} is not one of {', '.join(TABLES)}")
    return tuple(column.name for column in COLUMNS if column.table == table)


def as_markdown() -> str:
    """Return the dictionary as Markdown, one section and one table for each table."""
    out: list[str] = []
    for table in TABLES:
        out += [f"### {table}", "", "| column | type | unit | definition |", "|---|---|---|---|"]
        out += [f"| `{c.name}` | {c.dtype} | {c.unit} | {c.definition} |" for c in COLUMNS if c.table == table]
        out.append("")
    return "\n".join(out)
