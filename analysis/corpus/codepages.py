"""Encodings of old systems, of which a file says nothing: told by what each of them would put into words.

A spreadsheet on a Mac saves é as a byte that is Ž in cp1252, and î as one that is ”: ``N”mes``.  Read in the right
encoding, letters stand in words and signs between them.
"""

from __future__ import annotations

import re
from itertools import islice

GUESSED = ("mac_roman", "cp850")
_USUAL = "cp1252"
_SMALL = "àâäáãåæçèéêëìíîïñòóôöõøùúûüýÿœß"
_CAPITAL = _SMALL.upper().replace("SS", "")
#: Signs that stand in words or beside them, and those that never stand inside one.
_JOINING = "’–—\xad·"
_PARTING = "‘“”«»‹›„‚…•°€£§©®™\xa0¿¡½¼¾²³ªº×´†"
#: What is strange: another sign; a capital in a word that began small; a parting sign inside a word, or a low mark at
#: its end; a letter right behind a stop, or before a capital when it is small itself.
_STRANGE = re.compile(
    rf"[^\x00-\x7f{_SMALL}{_CAPITAL}{_JOINING}{_PARTING}]|(?<=[a-z])[{_CAPITAL}]|(?<=[A-Za-z'])[{_PARTING}](?=[a-z])"
    rf"|(?<=[A-Za-z])[‚„]|(?<=[,.;!?)])[{_SMALL}{_CAPITAL}]|[{_SMALL}](?=[A-Z])"
)
_BEYOND = re.compile(rb"[\x80-\xff]+")
#: Places that are looked at, from the beginning of the file.
_PLACES = 20_000
#: The usual encoding is kept unless it gives two strange signs and this share, and another a quarter of them at most;
#: one alone may be a slip, as where a space lacks behind a quotation mark.
_TWO, _MANY, _BETTER = 2, 0.3, 0.25


def likeliest(data: bytes) -> str:
    """Name the encoding of bytes that are not UTF-8: cp1252, or mac_roman or cp850 where cp1252 makes no words.

    >>> [likeliest("Il neige à Nîmes, l’été".encode(encoding)) for encoding in ("cp1252", "mac_roman")]
    ['cp1252', 'mac_roman']
    """
    places = list(islice(_BEYOND.finditer(data), _PLACES))
    sample = b"\n".join(data[max(place.start() - 1, 0) : place.end() + 1] for place in places)
    strange = {name: _strange(sample, name) for name in (_USUAL, *GUESSED)}
    if strange[_USUAL] < max(_TWO, _MANY * sum(len(place[0]) for place in places)):
        return _USUAL
    best = min(GUESSED, key=lambda name: strange[name])
    return best if strange[best] <= _BETTER * strange[_USUAL] else _USUAL


def _strange(sample: bytes, encoding: str) -> int:
    return len(_STRANGE.findall(sample.decode(encoding, "replace")))
