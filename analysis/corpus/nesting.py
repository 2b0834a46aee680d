"""Records with objects inside, as interfaces of news sites and search engines hand them over: what is where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.corpus.fields import Meaning

#: Objects are opened this deep: a hit holds its document, which holds its content, which holds the text.
_DEEPEST = 4
#: What is taken from an object beside the text; an id, an address or a title there may be its own, or an author's.
_BESIDE = ("date", "lang", "outlet")
_ABOUT = ("meta", "metadata")
#: Keys under which an object holds its name.
NAMES = ("name", "title", "id", "rendered", "main")


def unnested(fields: Mapping[str, Any], field_of: Meaning) -> Mapping[str, Any]:
    """Return the fields of a record with those of the object that holds its text among them.

    What the record itself tells goes before what the object tells, which is then kept under both names.  Of an object
    that is no text but names the outlet or the date, or is called ``meta``, date, language and outlet are taken where
    the record has none.

    >>> field_of = {"body": "text", "headline": "title", "content": "text", "date": "date", "source": "outlet"}.get
    >>> unnested({"_id": "7", "_source": {"headline": "Neige", "content": {"body": "Il neige."}}}, field_of)
    {'_id': '7', 'headline': 'Neige', 'body': 'Il neige.'}
    >>> unnested({"body": "Il neige.", "source": {"name": "A", "date": "2022"}}, field_of)
    {'body': 'Il neige.', 'source': {'name': 'A', 'date': '2022'}, 'date': '2022'}
    """
    for _ in range(_DEEPEST):
        if (holder := _holder(fields, field_of)) is None:
            break
        fields = _opened(fields, holder, field_of)
    about = {name: value for name, value in fields.items() if isinstance(value, Mapping) and _is_about(name, field_of)}
    # An object without a name is no outlet, and must not stand in the way of one.
    out = {name: told for name, told in fields.items() if name not in about or not about[name].keys().isdisjoint(NAMES)}
    for name, value in about.items():
        out |= {f"{name}.{key}": told for key, told in value.items()} if name not in out else {}
    for value in about.values():
        known = {field_of(name) for name in out}
        out |= {str(key): told for key, told in value.items() if field_of(str(key)) in {*_BESIDE} - known}
    return out


def _is_about(name: str, field_of: Meaning) -> bool:
    return field_of(name) in _BESIDE or name.strip("_").casefold() in _ABOUT


def _holder(fields: Mapping[str, Any], field_of: Meaning) -> str | None:
    """Return the name of the object that holds the text: the column of the text, else the only one with a text."""
    inside = [name for name, value in fields.items() if isinstance(value, Mapping) and _has_text(value, field_of, 1)]
    if texts := [name for name in fields if field_of(name) == "text"]:
        return next((name for name in inside if name in texts), None) if set(texts) <= set(inside) else None
    return inside[0] if len(inside) == 1 else None


def _has_text(value: Mapping[Any, Any], field_of: Meaning, depth: int) -> bool:
    return any(
        (not isinstance(told, Mapping) and field_of(str(key)) == "text")
        or (isinstance(told, Mapping) and depth < _DEEPEST and _has_text(told, field_of, depth + 1))
        for key, told in value.items()
    )


def _opened(fields: Mapping[str, Any], holder: str, field_of: Meaning) -> dict[str, Any]:
    """Return the fields with those of one object in its place."""
    rest = {name: value for name, value in fields.items() if name != holder}
    known = {field_of(name) for name in rest} - {None}
    for key, value in fields[holder].items():
        name = str(key)
        rest[f"{holder}.{name}" if name in rest or field_of(name) in known else name] = value
    return rest
