"""Articles of Factiva as text: the lines of the head in their fixed order, down to the document's number.

Title (a section may stand above it, authors below), words, date, time, outlet, its code, page, language, rights; then
the text, and a line ``Document`` with the number.  So they come in RTF, in text, and in pages saved without indexing;
saved with it, each line tells by letters what it is (``indexing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.corpus.bylines import title_among
from analysis.corpus.heads import date_of, is_rights
from analysis.corpus.indexing import indexed_fields
from analysis.corpus.records import Record
from analysis.text import language_code

_DOCUMENT = re.compile(
    r"[^\S\n]*(?:AN[^\S\n]+)?((?:Document|Dokument|Documento) [A-Za-z]{2,}[A-Za-z0-9]*\d{6,}[A-Za-z0-9]*)[^\S\n]*"
)
_WORDS = re.compile(r"\s*(?:WC\s+)?\d[\d.,\s]*(?:words|mots|palabras|wörter)\s*", re.I)
_TIME = re.compile(r"\s*\d{1,2}[:h.]\d\d\b.*")
#: Lines from the date to the language, and those above the words: a page has room for no more.
_MOST = 12
UNREAD = "a document of Factiva without its lines of words, date and language, or the letters of its fields"


def is_factiva(text: str) -> bool:
    """Tell an export of Factiva by its lines of words and of numbers of documents."""
    lines = text.splitlines()
    return any(map(_DOCUMENT.fullmatch, lines)) and any(map(_WORDS.fullmatch, lines))


def is_number(line: str) -> bool:
    """Tell a line that is the number of a document, which stands below it.

    >>> is_number("Dokument PNP0000020010926du4i003v3"), is_number("Document de travail")
    (True, False)
    """
    return _DOCUMENT.fullmatch(line) is not None


def read_factiva(text: str, source: str, stem: str) -> Iterator[Record]:
    """Yield each document of an export; its id is its number in the database.

    What cannot be read is kept whole (``head_not_read``); what stands below the last number is rejected with a reason,
    unless it is an article that lost its end.
    """
    lines: list[str] = []
    number = 0
    for line in [*text.splitlines(), None]:
        if line is not None and not (last := _DOCUMENT.fullmatch(line)):
            lines.append(line)
            continue
        if line is None and not any(map(str.strip, lines)):
            return
        number += 1
        id = f"{stem}-{number}" if line is None or not last else last[1]
        if fields := indexed_fields(lines) or factiva_fields(lines):
            yield Record(source, number, {"id": id, **fields})
        elif line is None:
            yield Record(source, number, None, (("press_not_read", "what stands below the last document"),))
        else:
            yield Record(source, number, {"id": id, "text": "\n".join(lines).strip()}, (("head_not_read", UNREAD),))
        lines = []


def factiva_fields(lines: Sequence[str]) -> dict[str, str] | None:
    """Return the fields of a document by the order of its lines, None where that is another.

    >>> head = ["Région", "La neige ferme trois écoles", "Anne Roux", "3 mots", "12 janvier 2022", "09:00"]
    >>> factiva_fields([*head, "La Gazette", "GAZ", "4", "Français", "Copyright 2022", "Il neige encore."])["outlet"]
    'La Gazette'
    """
    kept = [line.strip() for line in lines if line.strip()]
    at = next((n for n, line in enumerate(kept[: _MOST + 1]) if _WORDS.fullmatch(line)), None)
    if not at or at + 2 >= len(kept) or not (day := date_of(kept[at + 1])):
        return None
    outlet = at + 3 if _TIME.fullmatch(kept[at + 2]) else at + 2
    begin = next((n for n in range(outlet + 1, min(outlet + _MOST, len(kept))) if language_code(kept[n])), None)
    if begin is None:
        return None
    lang = kept[begin]
    begin += 1
    while begin < len(kept) and is_rights(kept[begin]):
        begin += 1
    body = [line for line in kept[begin:] if not is_number(line)]
    title = title_among(kept[:at])
    fields = {
        "title": kept[title],
        "section": " ".join(kept[:title]),
        "author": " ".join(kept[title + 1 : at]),
        "length": kept[at],
        "date": day[0],
        "outlet": kept[outlet],
        "lang": lang,
    }
    return {name: value for name, value in fields.items() if value} | {"text": "\n\n".join(body)}
