"""Tables as text (CSV, TSV): which mark parts the fields, how they are quoted, and what each line holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis.corpus.decoding import repair
from analysis.corpus.records import Note, Record

from ..counts import n_of

DELIMITERS = (",", ";", "\t", "|")
#: Parts nothing: a character no text holds, for a table of one column, whose commas are commas.
_NONE = "\x1f"
#: The ways quotation marks are used in tables: the standard one (RFC 4180, 2005), with backslashes, not at all.
_DOUBLED: dict[str, Any] = {"doublequote": True, "strict": True}
_ESCAPED: dict[str, Any] = {"doublequote": False, "escapechar": "\\", "strict": True}
_UNQUOTED: dict[str, Any] = {"quoting": csv.QUOTE_NONE}
#: With this share of its lines well read, a style is kept and its bad lines are rejected one by one.
_GOOD = 0.95
#: What csv says where a field that a mark opened is not closed, and the share of lines below which it is believed.
_CUT, _HALF = "unexpected end of data", 0.5
#: Longest field csv may read; its default of 131,072 characters is shorter than some dossiers.
_LONGEST = 2**31 - 1
_SAMPLE = 100_000
#: Lines among which the header is looked for: above it some exports tell what they are and when they were made.
_HEAD = 10


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    values: tuple[str, ...]
    error: str = ""


def read_delimited(text: str, source: str, field_of: Callable[[str], object]) -> Iterator[Record]:
    """Yield one record for each line after the header; ``field_of`` tells what a column name means, if anything.

    Raises ``ValueError`` when there is no header.

    >>> [r.fields for r in read_delimited("id;text\\n1;«Oui», dit-il\\n", "a.csv", {"id": "id", "text": "text"}.get)]
    [{'id': '1', 'text': '«Oui», dit-il'}]
    """
    delimiter = None
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    above = 0 if delimiter else _above(text, field_of)
    text = text.split("\n", above)[above]
    lines = _best(text, delimiter or sniff(text, field_of))
    if not lines or lines[0].error:
        raise ValueError(f"{source!r} has no header line; the first line of a table must name its columns")
    names = unique([repair(value.strip()) for value in lines[0].values])
    for number, line in enumerate(lines[1:], 1):
        yield _record(line, names, source, number, above)


def sniff(text: str, field_of: Callable[[str], object]) -> str:
    """Return the delimiter under which the header names most known columns, then keeps most lines the same width.

    A header that is the name of the text alone has none; each line is then one field.

    >>> fields = {"date": "date", "text": "text"}
    >>> sniff("date|text\\n2022|Un, deux; trois\\n", fields.get), sniff("text\\nUn, deux\\n", fields.get)
    ('|', '\\x1f')
    """

    def score(delimiter: str) -> tuple[int, float, int]:
        lines = _parse(text[:_SAMPLE], delimiter, {})
        if not lines:
            return 0, 0.0, 0
        header, body = lines[0].values, lines[1:51]
        same = sum(len(line.values) == len(header) for line in body) / max(1, len(body))
        return sum(bool(field_of(name.strip())) for name in header), same if len(header) > 1 else 0.0, len(header)

    header = text.lstrip().partition("\n")[0].strip().strip('"')
    alone = field_of(header) == "text" and not any(mark in header for mark in DELIMITERS)
    return _NONE if alone else max(DELIMITERS, key=score)


def unique(names: list[str]) -> list[str]:
    """Return column names with a number added to those that came before, so that none hides another.

    >>> unique(["text", "text", ""])
    ['text', 'text.2', 'column 3']
    """
    seen: set[str] = set()
    for place, name in enumerate(names, 1):
        new, count = name or f"column {place}", 1
        while new in seen:
            count += 1
            new = f"{name or f'column {place}'}.{count}"
        seen.add(new)
        names[place - 1] = new
    return names


def _above(text: str, field_of: Callable[[str], object]) -> int:
    """Count the lines above the header: none that names a column, before one that names two."""
    for place, line in zip(range(_HEAD), io.StringIO(text[:_SAMPLE]), strict=False):
        known = [
            sum(bool(field_of(name.strip().strip('"'))) for name in line.split(delimiter)) for delimiter in DELIMITERS
        ]
        if max(known) > 1:
            return place
        if max(known) and place == 0:
            return 0
    return 0


def _record(line: _Line, names: list[str], source: str, number: int, above: int) -> Record:
    where = f"line {line.start + above}"
    if line.error:
        swallowed = f", lines {line.start + above} to {line.end + above}" if line.end > line.start else f", {where}"
        return Record(source, number, None, (("malformed_csv", line.error + swallowed),))
    values = line.values
    notes: tuple[Note, ...] = ()
    if len(values) > len(names) and not any(value.strip() for value in values[len(names) :]):
        notes = (("trailing_fields", f"{len(values) - len(names)} empty, {where}"),)
        values = values[: len(names)]
    if [value.strip() for value in values] == names:
        return Record(source, number, None, (("header_repeated", where),))
    if len(values) != len(names):
        detail = f"{n_of(len(values), 'field')}, the header has {len(names)}, {where}"
        return Record(source, number, None, (("wrong_number_of_fields", detail),))
    return Record(source, number, dict(zip(names, values, strict=True)), notes)


def _best(text: str, delimiter: str) -> list[_Line]:
    """Parse in the first style that reads nearly every line, else in the one that reads most."""
    best: list[_Line] = []
    cut: list[_Line] = []
    share = -1.0
    for style in (_DOUBLED, _ESCAPED, _UNQUOTED) if '\\"' in text else (_DOUBLED, _UNQUOTED):
        lines = _parse(text, delimiter, style)
        width = len(lines[0].values) if lines else 0
        good = sum(line.end - line.start + 1 for line in lines if not line.error and len(line.values) == width)
        now = good / max(1, lines[-1].end if lines else 1)
        if now > share:
            best, share = lines, now
        if share >= _GOOD:
            break
        if style is _DOUBLED and lines and lines[-1].error == _CUT:
            cut = lines
    # A file that was cut off inside a long text is one record that lost its end, and not each of its lines one.
    return cut if cut and share < _HALF else best


def _parse(text: str, delimiter: str, style: dict[str, Any]) -> list[_Line]:
    """Parse every line; empty ones, and those a spreadsheet leaves with nothing between their marks, are no records."""
    limit = csv.field_size_limit(_LONGEST)
    lines: list[_Line] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, **style)
        while True:
            start = reader.line_num + 1
            try:
                values = next(reader)
            except StopIteration:
                return lines
            except csv.Error as error:
                lines.append(_Line(start, reader.line_num, (), str(error)))
                continue
            if any(value.strip() for value in values):
                lines.append(_Line(start, reader.line_num, tuple(values)))
    finally:
        csv.field_size_limit(limit)
