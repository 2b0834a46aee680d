"""Articles exported from Nexis as text, in either form: numbered documents, or documents with a line at their end.

In the numbered form (LexisNexis Academic) outlet and date stand above the title; in the other (Nexis Uni) the title
stands first and the text begins below a line ``Body``.  The places and labels are those which the R packages
LexisNexisTools (Gruber, 2018) and tm.plugin.lexisnexis (Bouchet-Valat and Arendt, 2019) tell of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from analysis.corpus.heads import BELOW, blocks_of, date_of, foot_of, is_rights, label_of, rejoined
from analysis.corpus.records import Note, Record
from analysis.counts import n_of

_NUMBER = re.compile(
    r"^[^\S\n]*(?:\d+ of \d+ DOCUMENTS?|Document \d+ de \d+|Dokument \d+ von \d+|Documento \d+ de \d+)[^\S\n]*$",
    re.M | re.I,
)
_END = re.compile(
    r"^[^\S\n]*(?:End of Document|Fin du document|Fin del documento|Ende des Dokuments)[^\S\n]*$", re.I | re.M
)
_FAILED = re.compile(r"there is an error in this document and it is not possible to display it", re.I)
_COVER = re.compile(r"^\s*(?:Documents?|Dokumente?|Documentos?) \(\d+\)\s*$", re.M)
#: Lines in which the labels of a cover stand, and how many of them make one.
_TOP, _ENOUGH = 6, 2
_UNTITLED = {"no headline in original", "no headline", "sans titre"}
#: A text with fewer words than this share of those its head tells has lost some.
_WHOLE = 0.7


def is_nexis(text: str) -> bool:
    """Tell an export of Nexis by the lines that number its documents or end them."""
    return bool(_END.search(text) or _NUMBER.search(text))


def is_list(text: str) -> bool:
    """Tell the cover of an export without its documents, which Nexis adds to documents saved one by one.

    >>> is_list("User Name: A\\nDate and Time: 15 March 2023\\nJob Number: 7\\nDocuments (1)\\n1. Snow\\n")
    True
    """
    lines = [line for line in text.splitlines() if line.strip()]
    labels = [label for line in lines[:_TOP] if (label := label_of(line))]
    return len(labels) >= _ENOUGH and _COVER.search("\n".join(lines[: _TOP + 1])) is not None and not is_nexis(text)


def _bare(part: str) -> dict[str, str]:
    return {"text": part.strip()}


def read_nexis(text: str, source: str, otherwise: Callable[[str], dict[str, str]] = _bare) -> Iterator[Record]:
    """Yield each document of an export, without an id: Nexis numbers documents by their place in the export alone.

    So their ids come from what they say, and are the same in another export.  A document whose head cannot be told from
    its text is kept whole (``head_not_read``), its fields those that ``otherwise`` finds in it.
    """
    numbered = _NUMBER.search(text)
    if numbered:
        text = text[numbered.end() :]
    parts = [part for chunk in _NUMBER.split(text) for part in _END.split(chunk) if part.strip()]
    for number, part in enumerate(parts, 1):
        if _FAILED.search(part):
            yield Record(source, number, None, (("press_not_read", "Nexis could not display the document"),))
            continue
        document = _document(part.splitlines(), bool(numbered))
        fields, notes = document or (otherwise(part), (("head_not_read", _UNREAD),))
        yield Record(source, number, fields, notes)


_UNREAD = "a document of Nexis without a line that is a date and one that is a label or Body; all of it is kept as text"


def _document(lines: list[str], numbered: bool) -> tuple[dict[str, str], tuple[Note, ...]] | None:
    """Return the fields of a document, None where no line tells its head from its text."""
    body = next((n for n, line in enumerate(lines) if _kind(line) == "body"), None)
    head = lines if body is None else lines[:body]
    dates = [n for n, line in enumerate(head) if date_of(line)]
    if not dates:
        return None
    day = dates[-1] if _COVER.search("\n".join(head)) else dates[0]
    begin, labels = _labels(lines, day, body)
    if body is None and not begin:
        return None
    rest = lines[begin:] if body is None else [_value(lines[body]), *lines[body + 1 :]]
    inside, foot = foot_of(rest, body is not None)
    below = {kind: value for kind, value in foot if kind in {"lang", "url"}}
    text, joined = rejoined(inside)
    names = _names(lines[: begin if body is None else body], day, numbered)
    fields = {**_language(below), **names, **labels, "date": (date_of(lines[day]) or ("", ""))[0], "text": text}
    notes = [("lines_joined", n_of(joined, "break"))] if joined else []
    notes += _short(fields.get("length", ""), text)
    return {name: value for name, value in fields.items() if value or name == "text"}, tuple(notes)


def _kind(line: str) -> str:
    found = label_of(line) or label_of(line.strip() + ":")
    return found[0] if found and (":" in line or found[0] == "body") else ""


def _value(line: str) -> str:
    return (label_of(line) or ("", ""))[1]


def _labels(lines: list[str], day: int, body: int | None) -> tuple[int, dict[str, str]]:
    """Return where the labels of the head end, and their values; a value cut at the margin goes on in the next line."""
    found: dict[str, str] = {}
    end, at = 0, day + 1
    while at < (len(lines) if body is None else body):
        label = label_of(lines[at])
        # Without a line Body a label is known by its capitals, and those of the foot are the beginning of the text.
        if label and body is None and found and (label[0] in BELOW or not _is_head(lines[at])):
            break
        if label is None:
            if found and lines[at].strip() and body is None:
                break
            at += 1
            continue
        kind, value = label
        if not found and kind in BELOW:  # the first label stands below the text: nothing parts it from the head
            return 0, {}
        while kind != "length" and at + 1 < len(lines) and _goes_on(lines[at], lines[at + 1]):
            at += 1
            value += " " + lines[at].strip()
        found.setdefault(kind, value)
        at += 1
        end = at
    kept = {kind: value for kind, value in found.items() if value and kind not in {"other", "foot", "loaded", "body"}}
    return end, _language(kept)


def _is_head(line: str) -> bool:
    return line.split(":")[0].isupper() or _kind(line) == "length"


def _goes_on(line: str, after: str) -> bool:
    """Tell whether a label's line was cut: it is long, ends with a semicolon, or the next is indented."""
    cut = len(line) > _MARGIN or line.rstrip().endswith(";") or after.startswith(" ")
    return cut and bool(after.strip()) and not label_of(after)


#: A label's line longer than this may have been cut.
_MARGIN = 60


def _language(fields: dict[str, str]) -> dict[str, str]:
    """Keep the first of the names of the language: FRENCH; FRANÇAIS."""
    return {**fields, "lang": fields["lang"].split(";")[0].strip()} if "lang" in fields else fields


def _names(head: list[str], day: int, numbered: bool) -> dict[str, str]:
    """Return outlet, title and edition by where they stand about the date."""

    def bare(lines: list[str]) -> list[str]:
        return [line for line in lines if line.strip() and not label_of(line) and not is_rights(line)]

    above = [line.strip() for line in bare(head[:day]) if "://" not in line]
    edition = (date_of(head[day]) or ("", ""))[1]
    after = head[day + 1 :]
    after = after[: next((n for n, line in enumerate(after) if label_of(line)), len(after))]
    below = blocks_of([line if not is_rights(line) else "" for line in after])
    # In the form that ends with a line, the rights follow the date and the title has come before.
    titled = not numbered and (len(above) > 1 or any(map(is_rights, after)))
    if below and after[0].strip() and (len(below) > 1 or titled):
        edition = " ".join(filter(None, (edition, *below.pop(0))))
    fields = {"edition": edition}
    if len(above) > 1 and (titled or not below):
        fields |= {"title": above[-2], "outlet": above[-1]}
    elif below and not titled:
        fields |= {"title": " ".join(below[0]), "outlet": above[0] if above else ""}
        fields["subtitle"] = " ".join(line for block in below[1:] for line in block)
    else:
        fields["title"] = above[-1] if above else ""
    if fields["title"].casefold() in _UNTITLED:
        fields["title"] = ""
    return fields


def _short(length: str, text: str) -> Iterator[Note]:
    """Yield a remark where the head tells of more words than there are."""
    told = int(re.sub(r"\D", "", length) or 0)
    here = len(text.split())
    if here < _WHOLE * told:
        yield "truncated", f"the head tells of {n_of(told, 'word')}, the text has {here}"
