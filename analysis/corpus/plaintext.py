"""Articles kept as plain text: ``date`` at the beginning, the body, a last line ``Source:`` with the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from analysis.corpus.factiva import is_factiva, read_factiva
from analysis.corpus.fields import Meaning
from analysis.corpus.nexis import is_nexis, read_nexis
from analysis.corpus.outlets import host_of
from analysis.corpus.records import Record

_DATE = re.compile(r"\s*date\s*[:=]?\s*(\d[\d./-]*\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)", re.I)
_SOURCE = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*(?:source|url|lien|link)\s*:\s*(\S+)\s*\Z", re.I)
#: Where one article of a file ends and the next begins.
_NEXT = re.compile(r"(?<=[\r\n])[^\S\r\n]*source\s*:\s*\S+[^\S\r\n]*[\r\n]+(?=\s*date\s*[:=]?\s*\d{4})", re.I)


def read_plain(text: str, source: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the article of a plain text, or each of them when several follow one another.

    Neither the ``date`` nor the ``Source:`` is needed.  The id is the name of the file, numbered from the second on;
    the documents of an export of Nexis or Factiva, whose heads are read, have numbers of their own.

    >>> text = "date 2022-12 Il neige.\\nEncore.\\n\\nSource: https://a.example/"
    >>> [record.fields for record in read_plain(text, "a.txt", {}.get)]
    [{'id': 'a', 'text': 'Il neige.\\nEncore.', 'date': '2022-12', 'url': 'https://a.example/'}]
    """
    stem = PurePath(source.removesuffix(".gz")).with_suffix("").as_posix().replace(".zip/", "/")
    if is_nexis(text):
        yield from read_nexis(text, source, stem)
        return
    if is_factiva(text):
        yield from read_factiva(text, source, stem)
        return
    for number, part in enumerate(_parts(text), 1):
        yield Record(source, number, {"id": stem if number == 1 else f"{stem}-{number}", **_fields(part)})


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
