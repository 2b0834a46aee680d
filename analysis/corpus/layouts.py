"""How articles lie in what a program saved: one, a list, named one by one, column by column; where a header stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.corpus.delimited import unique
from analysis.corpus.fields import Meaning

#: Names under which a JSON object holds its list of articles.
_LISTS = (
    "articles",
    "documents",
    "items",
    "results",
    "records",
    "data",
    "response",
    "docs",
    "hits",
    "entries",
    "posts",
)
#: Rows of a spreadsheet among which its header is looked for: above it stand a title, a date, an empty line.
_HEAD = 10


def elements(whole: Any, field_of: Meaning) -> list[Any]:
    """Return the articles of a JSON document, each as it stands there.

    >>> field_of = {"text": "text", "outlet": "outlet"}.get
    >>> elements({"text": {"0": "Un.", "1": "Deux."}, "outlet": {"0": "A", "1": "B"}}, field_of)
    [{'text': 'Un.', 'outlet': 'A'}, {'text': 'Deux.', 'outlet': 'B'}]
    >>> elements({"text": ["Un.", "Deux."], "outlet": ["A", "B"]}, field_of)
    [{'text': 'Un.', 'outlet': 'A'}, {'text': 'Deux.', 'outlet': 'B'}]
    >>> elements({"a1": {"text": "Un."}, "a2": {"text": "Deux."}}, field_of)
    [{'text': 'Un.', 'id': 'a1'}, {'text': 'Deux.', 'id': 'a2'}]
    """
    if not isinstance(whole, dict):
        return whole if isinstance(whole, list) else [whole]
    if any(isinstance(value, str) and field_of(name) == "text" for name, value in whole.items()):
        return [whole]
    rows = list(whole.values())
    if rows and all(isinstance(row, Mapping) for row in rows):
        if all(_has_text(row, field_of) for row in rows):
            return [_named(key, row, field_of) for key, row in whole.items()]
        # Columns have the same rows; an article whose fields are objects (its text, its source) has not.
        if _has_text(whole, field_of) and all(row.keys() == rows[0].keys() for row in rows):
            return [{name: column[key] for name, column in whole.items()} for key in rows[0]]
    if _lists_of(whole, field_of):
        return [dict(zip(whole, row, strict=True)) for row in zip(*whole.values(), strict=True)]
    if (table := _split(whole)) is not None:
        return table
    return _listed(whole)


def _lists_of(whole: Mapping[str, Any], field_of: Meaning) -> bool:
    """Tell columns that are lists from one article whose text came in parts.

    Columns are all as long as the text's, and one of them at least is another field: a title that is a list of as
    many strings as the text has is a column, a list of keywords beside a text in parts is not.
    """
    columns = list(whole.values())
    if not _has_text(whole, field_of) or not all(isinstance(column, list) for column in columns):
        return False
    known = [column for name, column in whole.items() if field_of(name)]
    return len(known) > 1 and all(len(column) == len(columns[0]) for column in columns)


def _split(whole: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows of what pandas writes as ``split``: the names of the columns apart from the rows."""
    names, rows = whole.get("columns"), whole.get("data")
    if not isinstance(names, list) or not isinstance(rows, list) or not rows:
        return None
    if not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return None
    keys = unique([str(name) for name in names])
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _listed(whole: Mapping[str, Any]) -> list[Any]:
    """Return the list of articles in a document or in the response it holds, or the document as one article.

    >>> _listed({"took": 5, "hits": {"total": 1, "hits": [{"_source": {"text": "Un."}}]}})
    [{'_source': {'text': 'Un.'}}]
    """
    for place in (whole, *map(whole.get, ("response", "data", "hits", "feed", "articles"))):
        if isinstance(place, Mapping):
            for key in _LISTS:
                if isinstance(place.get(key), list):
                    return list(place[key])
    return [whole]


def header_row(rows: Iterable[Iterable[Any]], field_of: Meaning) -> int:
    """Return the place of the first of ten rows in which a cell names the text; 0 when none does.

    >>> header_row([["Export 2022", None], ["titre", "texte"]], {"texte": "text"}.get)
    1
    """
    for place, row in zip(range(_HEAD), rows, strict=False):
        if any(isinstance(cell, str) and field_of(cell) == "text" for cell in row):
            return place
    return 0


def _has_text(names: Iterable[str], field_of: Meaning) -> bool:
    return any(field_of(name) == "text" for name in names)


def _named(key: str, row: Mapping[str, Any], field_of: Meaning) -> Mapping[str, Any]:
    """Return a record with its key as the id, unless it has one."""
    column = next((name for name in row if field_of(name) == "id"), "id")
    return row if row.get(column) not in (None, "") else {**row, column: key}
