"""Articles kept as plain text: ``date`` at the beginning, the body, a last line ``Source:`` with the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from analysis.corpus.blocks import headed, lines_of_signs, parts_of, starred
from analysis.corpus.dates import read_date
from analysis.corpus.delimited import DELIMITERS, read_delimited
from analysis.corpus.europresse import document_numbers
from analysis.corpus.factiva import is_factiva, read_factiva
from analysis.corpus.fields import Meaning
from analysis.corpus.nexis import is_list, is_nexis, read_nexis
from analysis.corpus.outlets import host_of
from analysis.corpus.records import Note, Record, stem_of
from analysis.counts import n_of

_DATE = re.compile(r"\s*date\s*[:=]?\s*(\d[\d./-]*\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)", re.I)
_SOURCE = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*(?:source|url|lien|link)\s*:\s*(\S+)\s*\Z", re.I)
#: A day in the name of a file: 2022-01-12_gazette, gazette_20220112.
_DAY_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
#: The names of a table's columns are no longer than this, together.
_HEADER = 500
#: Numbers of documents that are named where a text has several.
_SHOWN = 3


def read_plain(text: str, source: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the article of a plain text, or each of them when several follow one another.

    Neither the ``date`` nor the ``Source:`` is needed; fields may stand above the text instead, or variables behind
    four stars.  The id of the one article of a file is the name of the file.  Several get theirs from what they say, as
    documents of Nexis do, and are the same in a file that holds others before them; those of Factiva have numbers of
    their own.

    >>> text = "date 2022-12 Il neige.\\nEncore.\\n\\nSource: https://a.example/"
    >>> [record.fields for record in read_plain(text, "a.txt", {}.get)]
    [{'id': 'a', 'text': 'Il neige.\\nEncore.', 'date': '2022-12', 'url': 'https://a.example/'}]
    """
    stem = stem_of(source)
    if is_list(text):
        yield Record(source, 1, None, (("press_not_read", "a list of documents of Nexis, without them"),))
    elif is_nexis(text):
        yield from read_nexis(text, source, _fields)
    elif is_factiva(text):
        yield from read_factiva(text, source, stem)
    elif _is_table(text, field_of):
        yield from read_delimited(text, source, field_of)
    elif texts := starred(text, field_of):
        for number, fields in enumerate(texts, 1):
            yield _record(source, number, _named(stem, fields, len(texts)), field_of)
    else:
        parts = parts_of(text, lambda part: len(_with_head(part, field_of)) > 1)
        for number, part in enumerate(parts, 1):
            fields = _with_head(part, field_of)
            record = _record(source, number, _named(stem, fields, len(parts)), field_of)
            yield replace(record, notes=(*record.notes, *_several(fields["text"])))


def _several(text: str) -> Iterator[Note]:
    """Yield what tells that a text may be several articles, which nothing parts."""
    if signs := lines_of_signs(text):
        yield "lines_of_signs", n_of(signs, "line")
    if len(numbers := document_numbers(text)) > 1:
        yield "several_documents", f"{n_of(len(numbers), 'number')}: {', '.join(numbers[:_SHOWN])}"


def _named(stem: str, fields: dict[str, str], n: int) -> dict[str, str]:
    """Return the fields of one of ``n`` articles of a file; a single one is named after it."""
    return {"id": stem, **fields} if n == 1 else fields


def _with_head(part: str, field_of: Meaning) -> dict[str, str]:
    """Return the fields of an article, those that stand above it before those it begins and ends with."""
    fields, rest = headed(part, field_of) or ({}, part)
    return {**_fields(rest), **fields}


def _record(source: str, number: int, fields: dict[str, str], field_of: Meaning) -> Record:
    """Return a record, dated by the name of its file where nothing else tells the date."""
    named = _DAY_NAMED.search(PurePath(stem_of(source)).name)
    dated = "date" in fields or any(field_of(name) == "date" for name in fields)
    if named and not dated and read_date(day := "-".join(named.groups())).iso:
        return Record(source, number, {**fields, "date": day}, (("date_from_name", day),))
    return Record(source, number, fields)


def _is_table(text: str, field_of: Meaning) -> bool:
    """Tell a table saved as .txt: its first line is short names alone, of which one is the text and one another field.

    >>> _is_table("titre\\ttexte\\nA\\tIl neige.", {"titre": "title", "texte": "text"}.get)
    True
    """
    first = text.lstrip().partition("\n")[0].strip()
    for delimiter in DELIMITERS if len(first) < _HEADER else ():
        found = {field_of(name.strip().strip('"')) for name in first.split(delimiter)} - {None}
        if "text" in found and len(found) > 1:
            return True
    return False


def _fields(part: str) -> dict[str, str]:
    begin, end = 0, len(part)
    head, tail = _DATE.match(part), _SOURCE.search(part)
    if head:
        begin = head.end()
    if tail and tail.start() >= begin and host_of(tail[1]):
        end = tail.start()
    fields = {"text": part[begin:end].strip()}
    if head:
        fields["date"] = head[1]
    if tail and end == tail.start():
        fields["url"] = tail[1]
    return fields
