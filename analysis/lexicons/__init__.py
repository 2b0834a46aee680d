"""Word lists as plain tables: one CSV file a topic, a ``lang`` column, editable by anybody.

A file is UTF-8 CSV with a header; lines that begin with ``#`` are comments (where a list comes from, how it was made).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Row = Mapping[str, str]


@cache
def load(topic: str) -> tuple[Row, ...]:
    """Return the rows of ``lexicons/<topic>.csv`` in file order, as read-only mappings from column to text.

    Raises ``ValueError`` when there is no such topic, naming those there are.
    """
    path = files(__name__).joinpath(f"{topic}.csv")
    if not path.is_file():
        raise ValueError(f"topic={topic!r} is not a lexicon; there are {', '.join(topics())}")
    lines = (line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#"))
    # A no-break space at the edge of a cell is meant: some languages write one before a sign.
    rows = ({k: (v or "").strip(" \t") for k, v in row.items() if k} for row in csv.DictReader(lines))
    return tuple(map(MappingProxyType, rows))


@cache
def labels(lang: str) -> Mapping[str, str]:
    """Return the display names of voices, measures, kinds and other keys in a language (``labels.csv``).

    Raises ``ValueError`` when there are none in that language, naming the languages there are.

    >>> labels("fr")["direct"]
    'citation directe'
    """
    rows = load("labels")
    langs = sorted({row["lang"] for row in rows})
    if lang not in langs:
        raise ValueError(f"lang={lang!r} has no labels; there are {', '.join(langs)} (add rows to lexicons/labels.csv)")
    return MappingProxyType({row["key"]: row["label"] for row in rows if row["lang"] == lang})


def number(value: float, spec: str = "", *, lang: str = "en") -> str:
    """Return a number formatted by a Python format and written as a language writes it.

    >>> number(0.1234, ".1%"), number(0.1234, ".1%", lang="fr"), number(12345.5, ",.1f", lang="fr")
    ('12.3%', '12,3\\u202f%', '12\\u202f345,5')
    """
    names = labels(lang)
    percent = spec.endswith("%")
    marks = {ord(","): names["thousands_mark"], ord("."): names["decimal_mark"]}
    written = format(value, spec).rstrip("%").translate(marks)
    return names["percent"].format(written) if percent else written


def topics() -> tuple[str, ...]:
    """Return the names of the lexicons, sorted."""
    return tuple(sorted(p.name.removesuffix(".csv") for p in files(__name__).iterdir() if p.name.endswith(".csv")))
