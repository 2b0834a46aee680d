"""Which column is the text, which the outlet, which the date: known names of columns, in four languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from analysis.lexicons import load

FIELDS = ("text", "title", "outlet", "date", "lang", "id", "url", "event")
#: Fields whose column no other stands in for.
_ALONE = ("id", "event")

#: Tells the field a column name means, None for a name that means nothing here.
Meaning = Callable[[str], str | None]


def plain(name: str) -> str:
    """Return a column name without case, accents, camel humps and separators.

    >>> plain("datePublication"), plain("Titre_du-Journal ")
    ('date publication', 'titre du journal')
    """
    name = re.sub(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])", " ", name)
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare).strip().casefold()


def meaning(given: Mapping[str, str]) -> Meaning:
    """Return a function from a column name to the field it means; ``given`` (field -> column) goes before the synonyms.

    >>> field_of = meaning({"text": "corps entier"})
    >>> field_of("Titre du journal"), field_of("Corps_entier"), field_of("section")
    ('outlet', 'text', None)
    """
    return cache(lambda name: next(iter(match([name], given)), None))


def match(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Return field -> column for the columns of one table; ``given`` (field -> column) goes before the synonyms.

    A column serves one field; of several synonyms for one field the first of ``lexicons/import_columns.csv`` is taken.

    >>> match(["Titre", "source", "corps", "n"], {}) == {"title": "Titre", "outlet": "source", "text": "corps"}
    True
    """
    names = list(names)
    found = {field: column for field, name in given.items() if (column := _same(name, names)) is not None}
    taken = set(found.values())
    for _, field, name in sorted((*_synonyms()[key], name) for name in names if (key := plain(name)) in _synonyms()):
        if field not in found and field not in given and name not in taken:
            found[field] = name
            taken.add(name)
    return found


def stand_ins(names: Iterable[str], found: Mapping[str, str], given: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return field -> the other columns that can hold it, the one that stands higher in the list first.

    ``found``: the columns that were matched; a field whose column is ``given`` has no other, nor has an id: ids of two
    kinds in one column are worse than none.

    >>> stand_ins(["text", "maintext", "date"], {"text": "text", "date": "date"}, {})
    {'text': ('maintext',)}
    """
    ranked = sorted((*_synonyms()[key], name) for name in names if (key := plain(name)) in _synonyms())
    others: dict[str, list[str]] = {}
    for _, field, name in ranked:
        if field in found and field not in given and field not in _ALONE and name not in found.values():
            others.setdefault(field, []).append(name)
    return {field: tuple(columns) for field, columns in others.items()}


def _same(wanted: str, names: list[str]) -> str | None:
    """Find a column the user named: to the letter, else up to case, accents and separators."""
    return wanted if wanted in names else next((name for name in names if plain(name) == plain(wanted)), None)


@cache
def _synonyms() -> dict[str, tuple[int, str]]:
    """Return plain name -> (rank, field); a name listed twice keeps its first field."""
    table: dict[str, tuple[int, str]] = {}
    for rank, row in enumerate(load("import_columns")):
        table.setdefault(plain(row["name"]), (rank, row["field"]))
    return table
