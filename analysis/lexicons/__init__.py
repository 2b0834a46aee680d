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

    Raises ``ValueError`` when there is no such topic, naming those there are, and for a row with more or fewer cells
    than the header: a comma inside a cell wants quotation marks around it.
    """
    path = files(__name__).joinpath(f"{topic}.csv")
    if not path.is_file():
        raise ValueError(f"topic={topic!r} is not a lexicon; there are {', '.join(topics())}")
    return rows_of(path.read_text("utf-8"), f"{topic}.csv")


@cache
def words_of(topic: str, use: str, lang: str | None = None) -> tuple[str, ...]:
    """Return the words of a lexicon that have a use, of one language or of all, in file order.

    >>> words_of("edges", "object")[:2], words_of("edges", "incise", "de")
    (('le', 'la'), ())
    """
    return tuple(row["word"] for row in load(topic) if row["use"] == use and lang in (None, row["lang"]))


@cache
def word_set(topic: str, use: str) -> frozenset[str]:
    """Return the words of ``words_of`` for looking up.

    >>> "le" in word_set("edges", "object")
    True
    """
    return frozenset(words_of(topic, use))


@cache
def languages_of(topic: str, use: str) -> frozenset[str]:
    """Return the languages that have words of a use in a lexicon.

    >>> sorted(languages_of("edges", "incise"))
    ['fr']
    """
    return frozenset(row["lang"] for row in load(topic) if row["use"] == use)


@cache
def first_names() -> frozenset[str]:
    """Return the first names of all languages, case-folded."""
    return frozenset(row["name"].casefold() for row in load("first_names"))


def rows_of(text: str, name: str) -> tuple[Row, ...]:
    """Return the rows of a table as ``load`` reads it; ``name`` is what an error calls it.

    >>> [dict(row) for row in rows_of("# a list\\nlang,word\\nfr,mot", "words.csv")]
    [{'lang': 'fr', 'word': 'mot'}]
    >>> rows_of("lang,word\\nfr,un, deux", "words.csv")
    Traceback (most recent call last):
    ValueError: words.csv: 3 cells instead of 2 (lang, word) in: fr | un | deux; put marks around a cell with a comma
    """
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    header, *rows = csv.reader(lines)
    # A no-break space at the edge of a cell is meant: some languages write one before a sign.
    cut = [[cell.strip(" \t") for cell in row] for row in rows]
    for row in cut:
        if len(row) != len(header):
            raise ValueError(
                f"{name}: {len(row)} cells instead of {len(header)} ({', '.join(header)}) in: {' | '.join(row)}; "
                "put marks around a cell with a comma"
            )
    return tuple(MappingProxyType(dict(zip(header, row, strict=True))) for row in cut)


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


def name_of(key: object, lang: str = "en") -> str:
    """Return the display name of a column, a kind or a class; what has none (an outlet, a word) is its own name.

    >>> name_of("direct"), name_of("L'Observatoire")
    ('direct quotation', "L'Observatoire")
    """
    return labels(lang).get(str(key), str(key).replace("_", " "))


def number(value: float, spec: str = "", *, lang: str = "en") -> str:
    """Return a number formatted by a Python format and written as a language writes it, with a minus and no hyphen.

    What is rounded to zero has no sign.

    >>> number(0.1234, ".1%"), number(-0.1234, ".1%", lang="fr"), number(12345.5, ",.1f", lang="fr")
    ('12.3%', '−12,3\\u202f%', '12\\u202f345,5')
    >>> number(-0.0004, "+.1%"), number(-0.06, "+.1f")
    ('0.0%', '−0.1')
    """
    names = labels(lang)
    percent = spec.endswith("%")
    # A hyphen is passed over by those who read aloud, and may end a line.
    marks = {ord(","): names["thousands_mark"], ord("."): names["decimal_mark"], ord("-"): "−"}
    plain = format(value, spec).rstrip("%")
    written = (plain if plain.strip("+-0.,") else plain.lstrip("+-")).translate(marks)
    return names["percent"].format(written) if percent else written


def topics() -> tuple[str, ...]:
    """Return the names of the lexicons, sorted."""
    return tuple(sorted(p.name.removesuffix(".csv") for p in files(__name__).iterdir() if p.name.endswith(".csv")))
