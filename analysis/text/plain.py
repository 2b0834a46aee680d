"""A text as it is read: accents composed, unseen characters left out, typed guillemets, and where each stood before."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter

# Soft hyphens, joiners, marks of direction, the variation selectors of emoji; they cut words and names in two.
_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_ACCENTS = "\u0300-\u036f"
_ANY = re.compile(f"[{_UNSEEN}{_ACCENTS}\u02bc]")
_PIECE = re.compile(f"[{_UNSEEN}]|\u02bc|[^{_UNSEEN}{_ACCENTS}][{_ACCENTS}]+")
# Guillemets as typed without the keys for them; only where as many close as open.
_TYPED = {"<<": "«", ">>": "»"}
_TYPED_PIECE = re.compile(f"{_PIECE.pattern}|(?<!<)<<(?!<)|(?<!>)>>(?!>)")
_READ_AT = itemgetter(2)
_READ = {"\u02bc": "’", **_TYPED}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text to be read in place of another, and the pieces of that other which it writes in another way.

    ``pieces``: where each begins and ends, then where it does in ``text``; whatever stands between them is the same.
    """

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text as it was delivered; half-open, and empty spans stay empty.

        >>> plain("Zoe\u0301 part").back(0, 3)
        (0, 4)
        """
        if start >= len(self.text):
            last = self._stands(len(self.text) - 1)[1] if self.text else 0
            return last, last
        begin = self._stands(start)[0]
        return begin, self._stands(end - 1)[1] if end > start else begin

    def _stands(self, at: int) -> tuple[int, int]:
        """Return where a character of ``text`` begins and ends in the text as it was delivered."""
        before = bisect_right(self.pieces, at, key=_READ_AT) - 1
        if before < 0:
            return at, at + 1
        begin, end, _, read_until = self.pieces[before]
        return (begin, end) if at < read_until else (end + at - read_until, end + at - read_until + 1)


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
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    at = size = 0
    for match in (_TYPED_PIECE if typed else _PIECE).finditer(text):
        begin, end, piece = match.start(), match.end(), match.group()
        read = _READ.get(piece, "" if len(piece) == 1 else unicodedata.normalize("NFC", piece))
        parts += (text[at:begin], read)
        size += begin - at
        pieces.append((begin, end, size, size + len(read)))
        at, size = end, size + len(read)
    return Plain("".join([*parts, text[at:]]), tuple(pieces))
