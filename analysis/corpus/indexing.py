"""Articles of Factiva saved with their indexing: every field stands behind the two or three letters that name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: Fields of an article by their letters; what other letters name is kept under these.
_FIELDS = {
    "HD": "title", "SN": "outlet", "PD": "date", "LA": "lang", "AN": "id", "SE": "section", "BY": "author",
    "WC": "length",
}  # fmt: skip
#: Lead and rest: these are the text, and below it stand only the letters of the second line.
_TEXT = ("LP", "TD")
_BELOW = set("TD ART CT RF CO IN NS RE IPC IPD PUB AN".split())
_CODES = "|".join((*_FIELDS, *_TEXT, *_BELOW, "CR", "CLM", "ET", "SC", "ED", "PG", "VOL", "CY"))
#: A tab, a gap or the end of the line stands behind the letters; behind a word of a sentence stands one space.
_LINE = re.compile(rf"[^\S\n]*({_CODES})(?:\t[^\S\n]*|[^\S\n]{{2,}}|[^\S\n]*(?!.))(.*)")
#: So many known fields are no chance.
_ENOUGH = 3


def is_code(letters: str) -> bool:
    """Tell letters that name a field.

    >>> is_code("HD"), is_code("IPD"), is_code("USA")
    (True, True, False)
    """
    return re.fullmatch(_CODES, letters) is not None


def fields_of(rows: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """Return the fields of an article from its rows, letters and lines; the text is empty when no row holds any.

    >>> fields_of([("HD", ["Neige"]), ("LP", ["Il neige."]), ("TD", ["Encore.", "Fin."]), ("NS", ["gcat"])])
    {'title': 'Neige', 'NS': 'gcat', 'text': 'Il neige.\\n\\nEncore.\\n\\nFin.'}
    """
    fields: dict[str, str] = {}
    text: list[str] = []
    for code, lines in rows:
        written = [line.strip() for line in lines if line.strip()]
        if code in _TEXT:
            text += written
        elif written:
            fields[_FIELDS.get(code, code)] = " ".join(written)
    return {**fields, "text": "\n\n".join(text)}


def indexed_fields(lines: Sequence[str]) -> dict[str, str] | None:
    """Return the fields of a document whose lines begin with the letters, or have these alone; None for another one.

    >>> indexed_fields(["HD\\tNeige", "SN\\tLa Gazette", "PD", "3 mars 2018", "LP", "Il neige.", "NS\\tgcat"])
    {'title': 'Neige', 'outlet': 'La Gazette', 'date': '3 mars 2018', 'NS': 'gcat', 'text': 'Il neige.'}
    """
    rows: list[tuple[str, list[str]]] = [("above", [])]
    told = False
    for line in lines:
        match = _LINE.fullmatch(line)
        if match and (not told or match[1] in _BELOW):
            rows.append((match[1], [match[2]]))
            told = told or match[1] in _TEXT
        else:
            rows[-1][1].append(line)
    known = {code for code, _ in rows} & _FIELDS.keys()
    return fields_of(rows) if len(known) >= _ENOUGH else None
