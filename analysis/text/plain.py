"""A text as it is read: accents composed, unseen characters left out, typed guillemets, and where each stood before."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Soft hyphens, joiners, marks of direction, the variation selectors of emoji; they cut words and names in two.
_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_ACCENTS = "\u0300-\u036f"
_ANY = re.compile(f"[{_UNSEEN}{_ACCENTS}\u02bc]")
_PIECE = re.compile(f"[{_UNSEEN}]|\u02bc|[^{_UNSEEN}{_ACCENTS}][{_ACCENTS}]+")
# Guillemets as typed without the keys for them; only where as many close as open.
_TYPED = {"<<": "«", ">>": "»"}
_TYPED_PIECE = re.compile(f"{_PIECE.pattern}|(?<!<)<<(?!<)|(?<!>)>>(?!>)")
_READ = {"\u02bc": "’", **_TYPED}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text to be read in place of another, and for each of its characters where it begins and ends in that other."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text as it was delivered; half-open, and empty spans stay empty.

        >>> plain("Zoe\u0301 part").back(0, 3)
        (0, 4)
        """
        if start >= len(self.text):
            return (self.ends[-1], self.ends[-1]) if self.ends else (0, 0)
        begin = self.begins[start]
        return begin, self.ends[end - 1] if end > start else begin


def plain(text: str) -> Plain | None:
    """Return what is read in place of ``text``, or None where it is read as it is (most are).

    >>> plain("pre\u0301\u00adtendu").text, plain("prétendu")
    ('prétendu', None)
    >>> plain("<< Oui >>, dit-il.").text
    '« Oui », dit-il.'
    """
    typed = 0 < text.count("<<") == text.count(">>")
    if not typed and (text.isascii() or not _ANY.search(text)):
        return None
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    at = 0
    for match in (_TYPED_PIECE if typed else _PIECE).finditer(text):
        for begin, end, piece in ((at, match.start(), ""), (match.start(), match.end(), match.group())):
            if not piece:
                pieces.append(text[begin:end])
                begins += range(begin, end)
                ends += range(begin + 1, end + 1)
                continue
            read = _READ.get(piece, "" if len(piece) == 1 else unicodedata.normalize("NFC", piece))
            pieces.append(read)
            begins += [begin] * len(read)
            ends += [end] * len(read)
        at = match.end()
    pieces.append(text[at:])
    begins += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Plain("".join(pieces), tuple(begins), tuple(ends))
