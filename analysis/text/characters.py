"""What each character can be in a word, from Unicode's own tables; and words as word lists write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

APOSTROPHES = "'’ʼ‘´`′＇"
HYPHENS = "-‐‑"

# Classes of characters; everything from HYPHEN up may join two pieces into one word.
OTHER, LETTER, UPPER, DIGIT, EXTEND, SPACE = 0, 1, 2, 3, 4, 5
HYPHEN, APOSTROPHE, DOT, NUMERIC, GLUE = 8, 9, 10, 11, 12
# Line breaks on either side of a text, so that every character has neighbours.
PAD = 5

TYPED = dict.fromkeys(APOSTROPHES.replace("'", ""), "'") | dict.fromkeys(HYPHENS.replace("-", ""), "-")
"""Every apostrophe and hyphen that is not the one of a keyboard, and that one."""
_FOLD = str.maketrans(TYPED | {"\u00ad": ""})


def fold(word: str) -> str:
    """Return the word as word lists write it: lower case, composed accents, straight apostrophe, plain hyphen.

    >>> fold("Jusqu’")
    "jusqu'"
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFC", word.translate(_FOLD).lower())


def respelled(text: str, signs: Mapping[str, str]) -> str:
    """Return the text, as long, with other characters for some: one pass for each is far quicker than ``translate``.

    >>> respelled("l’an 1`000", {"’": "'", "`": "'"})
    "l'an 1'000"
    """
    for sign, instead in signs.items():
        text = text.replace(sign, instead)
    return text


def classes(text: str) -> npt.NDArray[np.uint8]:
    """The class of every character, with ``PAD`` line breaks more on either side."""
    codes = np.frombuffer(("\n" * PAD + text + "\n" * PAD).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _table().take(codes)


@cache
def _table() -> npt.NDArray[np.uint8]:
    """The class of every code point, from Python's own Unicode data."""
    table = np.zeros(0x110000, dtype=np.uint8)
    everything = np.arange(0x110000, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in re.finditer(r"[^\W_]+", everything):
        table[run.start() : run.end()] = LETTER
    for run in re.finditer(r"\d+", everything):
        table[run.start() : run.end()] = DIGIT
    # Marks and capitals beyond the first two planes: only the variation selectors.
    for code, char in enumerate(everything[:0x20000]):
        if char.isupper() and table[code]:
            table[code] = UPPER
        elif not table[code] and unicodedata.category(char) in ("Mn", "Mc", "Me"):
            table[code] = EXTEND
    table[0xE0100:0xE01F0] = EXTEND
    sets = {
        EXTEND: "\u00ad\u200c\u200d\u2060",
        SPACE: " \u00a0\u202f\u2009\u2007\u2008",
        HYPHEN: HYPHENS,
        APOSTROPHE: APOSTROPHES,
        DOT: ".",
        NUMERIC: ",:/٫٬",
        GLUE: "_@&·•‧",
    }
    for kind, chars in sets.items():
        table[[ord(c) for c in chars]] = kind
    return table
