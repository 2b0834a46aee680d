"""Articles kept as plain text: ``date`` at the beginning, the body, a last line ``Source:`` with the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from analysis.corpus.dates import read_date
from analysis.corpus.delimited import DELIMITERS, read_delimited
from analysis.corpus.factiva import is_factiva, read_factiva
from analysis.corpus.fields import Meaning
from analysis.corpus.nexis import is_list, is_nexis, read_nexis
from analysis.corpus.outlets import host_of
from analysis.corpus.records import Record, stem_of

_DATE = re.compile(r"\s*date\s*[:=]?\s*(\d[\d./-]*\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)(?=\s|\Z)", re.I)
_SOURCE = re.compile(r"(?:\A|[\r\n])[^\S\r\n]*(?:source|url|lien|link)\s*:\s*(\S+)\s*\Z", re.I)
#: Where one article of a file ends and the next begins.
_NEXT = re.compile(r"(?<=[\r\n])[^\S\r\n]*source\s*:\s*\S+[^\S\r\n]*[\r\n]+(?=\s*date\s*[:=]?\s*\d{4})", re.I)

#: A day in the name of a file: 2022-01-12_gazette, gazette_20220112.
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
#: Lines above a text between two of dashes, and one of them: a name and its value.
_ABOVE = re.compile(r"\s*---[^\S\n]*\r?\n((?:(?!---)[^\n]*\n){1,80})---[^\S\n]*(?:\r?\n|\Z)")
_PAIR = re.compile(r"([^\W\d][\w -]{0,40})[^\S\n]*:(?:\s+(.*))?", re.S)
_EMPTY = {"", "null", "~", "[]"}
#: The names of a table's columns are no longer than this, together.
_HEADER = 500


def read_plain(text: str, source: str, field_of: Meaning) -> Iterator[Record]:
    """Yield the article of a plain text, or each of them when several follow one another.

    Neither the ``date`` nor the ``Source:`` is needed; fields may stand between lines of dashes instead.  The id is the
    name of the file, numbered from the second on; the documents of an export of Factiva have numbers of their own, and
    those of Nexis, which has none that last, get theirs from what they say.

    >>> text = "date 2022-12 Il neige.\\nEncore.\\n\\nSource: https://a.example/"
    >>> [record.fields for record in read_plain(text, "a.txt", {}.get)]
    [{'id': 'a', 'text': 'Il neige.\\nEncore.', 'date': '2022-12', 'url': 'https://a.example/'}]
    """
    stem = stem_of(source)
    if headed := _headed(text, field_of):
        fields, rest = headed
        yield _record(source, 1, {"id": stem, **_fields(rest), **fields}, field_of)
        return
    if is_list(text):
        yield Record(source, 1, None, (("press_not_read", "a list of documents of Nexis, without them"),))
        return
    if is_nexis(text):
        yield from read_nexis(text, source, _fields)
        return
    if is_factiva(text):
        yield from read_factiva(text, source, stem)
        return
    if _is_table(text, field_of):
        yield from read_delimited(text, source, field_of)
        return
    for number, part in enumerate(_parts(text), 1):
        fields = {"id": stem if number == 1 else f"{stem}-{number}", **_fields(part)}
        yield _record(source, number, fields, field_of)


def _record(source: str, number: int, fields: dict[str, str], field_of: Meaning) -> Record:
    """Return a record, dated by the name of its file where nothing else tells the date."""
    named = _NAMED.search(PurePath(stem_of(source)).name)
    dated = "date" in fields or any(field_of(name) == "date" for name in fields)
    if named and not dated and read_date(day := "-".join(named.groups())).iso:
        return Record(source, number, {**fields, "date": day}, (("date_from_name", day),))
    return Record(source, number, fields)


def _headed(text: str, field_of: Meaning) -> tuple[dict[str, str], str] | None:
    """Return the fields between two lines of dashes above a text and the text, None where none stand there.

    So trafilatura and others write what they know of a page (YAML front matter): two of them at least are fields of an
    article, and every line is a name and its value, or goes on from the line above.

    >>> _headed("---\\ntitre: 'Neige'\\ndate: 2023-03-12\\n---\\nIl neige.", {"titre": "title", "date": "date"}.get)
    ({'titre': 'Neige', 'date': '2023-03-12'}, 'Il neige.')
    """
    match = _ABOVE.match(text)
    if not match:
        return None
    lines = [line for line in match[1].splitlines() if line.strip()]
    pairs = [_PAIR.fullmatch(line) for line in lines]
    if not all(pair or line[0] in " \t-" for pair, line in zip(pairs, lines, strict=True)):
        return None
    told = {pair[1]: (pair[2] or "").strip().strip("'\"") for pair in pairs if pair and field_of(pair[1]) != "text"}
    fields = {name: value for name, value in told.items() if value.casefold() not in _EMPTY}
    known = {field_of(name) for name in fields} - {None}
    return (fields, text[match.end() :].strip()) if len(known) > 1 else None


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
