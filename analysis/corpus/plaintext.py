"""Articles kept as plain text: ``date`` at the beginning, the body, a last line ``Source:`` with the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from analysis.corpus.dates import read_date
from analysis.corpus.delimited import DELIMITERS, read_delimited
from analysis.corpus.factiva import is_factiva, read_factiva
from analysis.corpus.fields import Meaning
from analysis.corpus.nexis import is_nexis, read_nexis
from analysis.corpus.outlets import host_of
from analysis.corpus.records import Note, Record, stem_of

_DATE = re.compile(r"\s*date\s*[:=]?\s*(\d[\d./-]*\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)", re.I)
_SOURCE = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*(?:source|url|lien|link)\s*:\s*(\S+)\s*\Z", re.I)
#: Where one article of a file ends and the next begins.
_NEXT = re.compile(r"(?<=[\r\n])[^\S\r\n]*source\s*:\s*\S+[^\S\r\n]*[\r\n]+(?=\s*date\s*[:=]?\s*\d{4})", re.I)

#: A day in the name of a file: 2022-01-12_gazette, gazette_20220112.
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
#: The names of a table's columns are no longer than this, together.
_HEADER = 500


def read_plain(text: str, source: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the article of a plain text, or each of them when several follow one another.

    Neither the ``date`` nor the ``Source:`` is needed.  The id is the name of the file, numbered from the second on;
    the documents of an export of Nexis or Factiva, whose heads are read, have numbers of their own.

    >>> text = "date 2022-12 Il neige.\\nEncore.\\n\\nSource: https://a.example/"
    >>> [record.fields for record in read_plain(text, "a.txt", {}.get)]
    [{'id': 'a', 'text': 'Il neige.\\nEncore.', 'date': '2022-12', 'url': 'https://a.example/'}]
    """
    stem = stem_of(source)
    if is_nexis(text):
        yield from read_nexis(text, source, stem, _fields)
        return
    if is_factiva(text):
        yield from read_factiva(text, source, stem)
        return
    if _is_table(text, field_of):
        yield from read_delimited(text, source, field_of)
        return
    named = _NAMED.search(PurePath(stem).name)
    for number, part in enumerate(_parts(text), 1):
        fields = {"id": stem if number == 1 else f"{stem}-{number}", **_fields(part)}
        notes: tuple[Note, ...] = ()
        if named and "date" not in fields and read_date(day := "-".join(named.groups())).iso:
            fields["date"] = day
            notes = (("date_from_name", day),)
        yield Record(source, number, fields, notes)


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


def _parts(text: str) -> Iterator[str]:
    begin = 0
    for match in _NEXT.finditer(text):
        yield text[begin : match.end()]
        begin = match.end()
    yield text[begin:]
