"""The characters that can be quotation marks, found line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["guillemets", "curly", "straight", "doubled", "angle", "single", "dash"]

# An apostrophe between two letters is no mark: most of them are left out before Python looks at them.
_MARK = re.compile("[«»“”„‟\"＂‹›\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029'’‘‚`](?:(?<!['’‘‚`])|(?!\\w)|(?<!\\w.))")
_ENTITIES = {
    "&ldquo;": "“", "&ldquor;": "“", "&rdquo;": "”", "&rdquor;": "”", "&bdquo;": "„", "&laquo;": "«", "&raquo;": "»",
    "&quot;": '"', "&lsaquo;": "‹", "&rsaquo;": "›",
}  # fmt: skip
ENTITY = re.compile("|".join(_ENTITIES))
_MARK_OR_ENTITY = re.compile(f"{_MARK.pattern}|{ENTITY.pattern}")
MARKS = frozenset("«»“”„‟\"＂‹›'’‘‚`")
OPENERS = frozenset({"«", "“", "„", "‟", "‹", "``", "‘‘"})
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_DOUBLED = frozenset({"''", "’’", "‘‘", "``"})
KINDS: dict[str, Kind] = {
    "«": "guillemets", "»": "guillemets", "“": "curly", "”": "curly", "„": "curly", "‟": "curly",
    "‘‘": "doubled", "’’": "doubled", "``": "doubled", "''": "doubled", '"': "straight", "＂": "straight",
    "‹": "angle", "›": "angle", "'": "single", "‘": "single", "’": "single", "‚": "single",
}  # fmt: skip
# What may stand before an opening mark, and behind a closing one, beside white space.
BEFORE_OPEN = frozenset("([{-—–―/¿¡«“‘„‹\"'’*>|")
AFTER_CLOSE = frozenset(".,;:!?)]}…»”’›\"'-—–―/*<|")


class Token(NamedTuple):
    """A mark as it is written: where, which (an HTML entity stands for its character), and where it ends."""

    at: int
    mark: str
    end: int


@dataclass(slots=True)
class Line:
    """What one line holds: its pairs (begin, end, kind, closed), its openers never closed, its closers never opened."""

    pairs: list[tuple[int, int, Kind, bool]] = field(default_factory=list)
    unclosed: list[tuple[int, str]] = field(default_factory=list)
    strays: list[tuple[int, int, Kind]] = field(default_factory=list)
    first: int = 0


def token_lines(text: str) -> Iterator[list[Token]]:
    """The marks of each line that has any."""
    line: list[Token] = []
    pattern = _MARK_OR_ENTITY if "&" in text and "quo" in text else _MARK
    for match in pattern.finditer(text):
        mark = match.group()
        if mark in _BREAKS:
            if line:
                yield line
                line = []
            continue
        at, end = match.span()
        mark = _ENTITIES.get(mark, mark)
        if line and line[-1].end == at and line[-1].mark + mark in _DOUBLED:
            line[-1] = Token(line[-1].at, mark + mark, end)
        elif line and line[-1].end == at and line[-1].mark == mark + mark and not text[at - 3 : at - 2].isspace():
            # Three in a row behind a word: a single quotation closes, then the doubled one around it.
            line[-1:] = [Token(at - 2, mark, at - 1), Token(at - 1, mark + mark, end)]
        else:
            line.append(Token(at, mark, end))
    if line:
        yield line
