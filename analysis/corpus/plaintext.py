"""Articles kept as plain text: ``date`` at the beginning, the body, a last line ``Source:`` with the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from analysis.corpus.fields import Meaning
from analysis.corpus.outlets import host_of
from analysis.corpus.records import Record

_DATE = re.compile(r"\s*date\s*[:=]?\s*(\d[\d./-]*\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)", re.I)
_SOURCE = re.compile(r"(?:\A|\n)[^\S\n]*(?:source|url|lien|link)\s*:\s*(\S+)\s*\Z", re.I)
#: Where one article of a file ends and the next begins.
_NEXT = re.compile(r"(?<=\n)[^\S\n]*source\s*:\s*\S+[^\S\n]*\n(?=\s*date\s*[:=]?\s*\d{4})", re.I)
#: The line with which Nexis ends each document of an export, in its English and its French edition.
_END = re.compile(r"^[^\S\n]*(?:End of Document|Fin du document)[^\S\n]*$", re.I | re.M)
_NEXIS = "document {} of {}, parted as in an export of Nexis; its title, outlet and date may still stand in its text"


def read_plain(text: str, source: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the article of a plain text, or each of them when several follow one another.

    Neither the ``date`` nor the ``Source:`` is needed.  The id is the name of the file, numbered from the second on;
    the documents of a Nexis export are numbered from the first, with a remark.

    >>> text = "date 2022-12 Il neige.\\nEncore.\\n\\nSource: https://a.example/"
    >>> [record.fields for record in read_plain(text, "a.txt", {}.get)]
    [{'id': 'a', 'text': 'Il neige.\\nEncore.', 'date': '2022-12', 'url': 'https://a.example/'}]
    """
    stem = PurePath(source.removesuffix(".gz")).with_suffix("").as_posix().replace(".zip/", "/")
    if _END.search(text):
        yield from _nexis(text, source, stem)
        return
    for number, part in enumerate(_parts(text), 1):
        yield Record(source, number, {"id": stem if number == 1 else f"{stem}-{number}", **_fields(part)})


def _nexis(text: str, source: str, stem: str) -> Iterator[Record]:
    """Yield each document of an export; a remark says that its head is not told from its body."""
    documents = [part for part in _END.split(text) if part.strip()]
    for number, part in enumerate(documents, 1):
        note = ("id_suffixed", _NEXIS.format(number, len(documents)))
        yield Record(source, number, {"id": f"{stem}-{number}", **_fields(part)}, (note,))


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
