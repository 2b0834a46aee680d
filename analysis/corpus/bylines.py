"""Which line above an article is its title: a section may stand above it, and the authors stand below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analysis.corpus.heads import named
from analysis.lexicons import first_names

#: Words of a name; a line with more before its first comma is a sentence.
_LONGEST = 4
#: In a name only particles are written small: Anne de la Tour.
_PARTICLE = 3


def title_among(above: Sequence[str]) -> int:
    """Return the place of the title among the lines above the number of words: section, title, authors.

    A line that begins like a byline ends the title; without one the name of a person does.  Of lines that are neither
    the second is the title: of two the first is a section, of three the last tells the authors in words of its own.

    >>> title_among(["Pool row", "By Jane Doe in Arvane and John Smith"]), title_among(["Région", "La neige"])
    (0, 1)
    """
    below = range(1, len(above))
    if signed := next((n for n in below if _is_byline(above[n])), None):
        return signed - 1
    if len(above) == 2 and _has_capitals(above[1]) and len(above[1]) <= len(above[0]):
        # Only in a title do longer words begin small; a section in capitals stands above a title in capitals.
        return int(not (_is_name(above[1]) or _is_sentence(above[0])))
    return next((n - 1 for n in below[1:] if _is_name(above[n])), min(1, len(above) - 1))


def _is_byline(line: str) -> bool:
    """Tell a line like *By Anne Roux* or *De notre correspondant* from a title like *By land and by sea*."""
    match = _opening().match(line)
    return match is not None and (" " in match[1] or line[match.end() :][:1].isupper())


def _has_capitals(line: str) -> bool:
    """Tell a line whose first part has the form of a name."""
    words = re.split(r"[;,/&|]", line)[0].split()
    if not 2 <= len(words) <= _LONGEST or not words[-1][:1].isupper():
        return False
    return all(word[:1].isupper() or len(word) <= _PARTICLE for word in words)


def _is_name(line: str) -> bool:
    """Tell a line that begins with somebody's name: a first name that is listed, or initials, then capitals."""
    first = line.split()[0].casefold()
    known = first in first_names() or first.split("-")[0] in first_names() or re.fullmatch(r"(?:\w\.-?){1,3}", first)
    return bool(known) and _has_capitals(line)


def _is_sentence(line: str) -> bool:
    return any(word.islower() and len(word) > _PARTICLE for word in line.split())


@cache
def _opening() -> re.Pattern[str]:
    words = sorted(named("by"), key=len, reverse=True)
    return re.compile(rf"\s*({'|'.join(map(re.escape, words))})\b[\s:]*", re.I)
