"""Several articles in one text: where each ends and the next begins, and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from analysis.corpus.fields import Meaning

#: Where an article that ends with its address is followed by one that begins with its date.
_NEXT = re.compile(r"(?<=[\r\n])[^\S\r\n]*source\s*:\s*\S+[^\S\r\n]*[\r\n]+(?=\s*date\s*[:=]?\s*\d{4})", re.I)
#: A line of one sign, and how many of them are no stars or dashes between two parts of one article.
_SIGNS = re.compile(r"^[^\S\n]*(?:-{5,}|={5,}|\*{5,}|_{5,}|#{5,}|~{5,})[^\S\n]*(?:\r?\n|\Z)", re.M)
_MANY = 10
#: Four stars and the variables of a text: **** *journal_le_phare *date_2023-03-12.
_STARS = re.compile(r"^[^\S\n]*\*{4}[^\S\n]+(\*\S[^\n]*)$", re.M)
_PAIR = re.compile(r"([^\W\d][\w -]{0,40})[^\S\n]*:(?:\s+(.*))?", re.S)
#: Lines above a text between two of dashes, and one of them: a name and its value.
_ABOVE = re.compile(r"\s*---[^\S\n]*\r?\n((?:(?!---)[^\n]*\n){1,80})---[^\S\n]*(?:\r?\n|\Z)")
_EMPTY = {"", "null", "~", "[]"}
#: Lines that stand above a text without dashes, at most.
_HEAD = 12


def parts_of(text: str, is_whole: Callable[[str], bool]) -> list[str]:
    """Return the articles of a text: those between lines of signs if each is whole, else as date and address tell.

    ``is_whole``: whether a part has a date or an address of its own.

    >>> parts_of("date 2023 Un.\\n=====\\ndate 2023 Deux.", lambda part: part.startswith("date"))
    ['date 2023 Un.\\n', 'date 2023 Deux.']
    >>> parts_of("Un.\\n-----\\nDeux.", lambda part: part.startswith("date"))
    ['Un.\\n-----\\nDeux.']
    """
    blocks = [block for block in _SIGNS.split(text) if block.strip()]
    if len(blocks) > 1 and all(map(is_whole, blocks)):
        return blocks
    begins = [0, *(match.end() for match in _NEXT.finditer(text)), len(text)]
    return [text[begin:end] for begin, end in pairwise(begins)]


def lines_of_signs(text: str) -> int:
    """Count the long lines of signs inside a text, which may part articles that nothing else tells apart.

    >>> lines_of_signs("Un.\\n==========\\nDeux."), lines_of_signs("Un.\\n-----\\nDeux.\\n==========\\n")
    (1, 0)
    """
    whole = text.strip()
    return sum(
        len(match[0].strip()) >= _MANY and 0 < match.start() < match.end() < len(whole)
        for match in _SIGNS.finditer(whole)
    )


def starred(text: str, field_of: Meaning) -> list[dict[str, str]]:
    """Return the texts of a corpus as Alceste and IRaMuTeQ read it, with their variables; none where it is no such.

    A line of four stars and variables stands above each text.  What is written with low lines had spaces, in a date
    hyphens; a variable without a value is kept as it stands.

    >>> starred("**** *journal_le_phare *date_2023_03_12 *lot\\nIl neige.", {"journal": "outlet", "date": "date"}.get)
    [{'journal': 'le phare', 'date': '2023-03-12', 'lot': '', 'text': 'Il neige.'}]
    """
    heads = list(_STARS.finditer(text))
    if not heads or text[: heads[0].start()].strip("\ufeff \t\r\n"):
        return []
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found = []
    for head, end in zip(heads, ends, strict=True):
        fields: dict[str, str] = {}
        for variable in head[1].split("*")[1:]:
            name, _, value = variable.strip().partition("_")
            fields[name] = value.replace("_", "-" if field_of(name) == "date" else " ").strip()
        found.append({**fields, "text": text[head.end() : end].strip()})
    return found


def headed(text: str, field_of: Meaning) -> tuple[dict[str, str], str] | None:
    """Return the fields above a text and the text, None where none stand there.

    So trafilatura and others write what they know of a page between two lines of dashes (YAML front matter), and people
    without them: two at least are fields of an article, and every line is a name and its value, or goes on from the
    line above; without dashes an empty line or the name of the text ends them.

    >>> headed("---\\ntitre: 'Neige'\\ndate: 2023-03-12\\n---\\nIl neige.", {"titre": "title", "date": "date"}.get)
    ({'titre': 'Neige', 'date': '2023-03-12'}, 'Il neige.')
    >>> headed("Titre : Neige\\nDate : 12/3/2023\\n\\nIl neige.", {"Titre": "title", "Date": "date"}.get)
    ({'Titre': 'Neige', 'Date': '12/3/2023'}, 'Il neige.')
    """
    if match := _ABOVE.match(text):
        lines, rest = match[1].splitlines(), text[match.end() :].strip()
        return _told([line for line in lines if line.strip()], rest, field_of)
    lines = text.strip().splitlines()
    for place, line in enumerate(lines[:_HEAD]):
        pair = _PAIR.fullmatch(line.strip())
        if pair and field_of(pair[1].strip()) == "text":
            return _told(lines[:place], "\n".join([pair[2] or "", *lines[place + 1 :]]).strip(), field_of)
        if not line.strip():
            return _told(lines[:place], "\n".join(lines[place:]).strip(), field_of)
        if not pair:
            return None
    return None


def _told(lines: list[str], rest: str, field_of: Meaning) -> tuple[dict[str, str], str] | None:
    """Return the fields that lines tell and the rest of a text, None where two of them are none of an article."""
    pairs = [_PAIR.fullmatch(line) for line in lines]
    if not all(pair or line[0] in " \t-" for pair, line in zip(pairs, lines, strict=True)):
        return None
    told = {pair[1].strip(): (pair[2] or "").strip().strip("'\"") for pair in pairs if pair}
    fields = {
        name: value for name, value in told.items() if value.casefold() not in _EMPTY and field_of(name) != "text"
    }
    known = {field_of(name) for name in fields} - {None}
    return (fields, rest) if len(known) > 1 else None
