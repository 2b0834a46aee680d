"""JSON to records: one document, however the articles lie in it, or one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.corpus.decoding import repair
from analysis.corpus.fields import Meaning
from analysis.corpus.layouts import elements
from analysis.corpus.records import Record


def is_json(text: str) -> bool:
    """Tell JSON, whole or by lines, from a text that begins with a bracket.

    >>> is_json('{"text": "Un."}\\n{"text": "Deux."}'), is_json("[Mis à jour] Il neige.")
    (True, False)
    """
    begin = text.lstrip()
    for part in (begin.partition("\n")[0], begin) if begin[:1] in {"{", "["} else ():
        try:
            whole = json.loads(part)
        except (ValueError, RecursionError):
            continue
        return isinstance(whole, dict) or any(isinstance(row, dict) for row in whole)
    return False


def read_json(text: str, name: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the articles of a JSON document, however they lie in it, or of JSON lines; ``ValueError`` for no text."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _lines(text, name)
    return read_elements(elements(whole, field_of), name)


def _lines(text: str, name: str) -> Iterator[Record]:
    if not text.strip():
        raise ValueError(f"{name!r} is empty")
    number = 0
    for place, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        number += 1
        try:
            element = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Record(name, number, None, (("malformed_json", f"line {place}: {error}"),))
        else:
            yield element_record(element, name, number)


def read_elements(elements: list[Any], name: str) -> Iterator[Record]:
    """Yield a record for each element of a list; one that has no named fields is a record that could not be read."""
    return (element_record(element, name, number) for number, element in enumerate(elements, 1))


def element_record(element: object, name: str, number: int) -> Record:
    """Return one element as a record.

    >>> element_record(["a"], "a.json", 1).notes
    (('not_a_record', 'of type list, not a set of named fields'),)
    """
    if isinstance(element, Mapping):
        return Record(name, number, {repair(str(key)): value for key, value in element.items()})
    hint = "; give a text as {'text': …}, a file as a pathlib.Path" if isinstance(element, str) else ""
    what = f"of type {type(element).__name__}, not a set of named fields{hint}"
    return Record(name, number, None, (("not_a_record", what),))
