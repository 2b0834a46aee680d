"""Cuts texts into tokens and turns every token into numbers, thousands at a time.

A token is a run of letters and digits, one other visible character, or a paragraph break.  An apostrophe inside a word
belongs to the shorter neighbour (``l'`` + ``avenir``, ``Clinton`` + ``'s``).  Everything is done on arrays of code
points, so that the cost per word is a few hundred nanoseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SPACE, GAP, BREAK, SYMBOL, APOSTROPHE, LETTER, DIGIT = range(7)
_LAST = 0xFFFF
"""Code points past it are read as letters up to U+1EFFF and as symbols (emoji) above; see ``code_points``."""
_APOSTROPHES = "'’ʼ"
_PLAIN = {"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": "«", "–": "-", "—": "-", "‑": "-", "…": "…"}
SEPARATOR = "\0"
"""Stands between two texts when they are encoded together."""
_BASE = 0x9E3779B97F4A7C15
"""A word is a number in this base, modulo 2^64; the base is odd, so that it can be divided by."""

CASES = ("other", "lower", "Title", "UPPER", "digit")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What kind of character each code point is, its folded form, and whether it is upper case."""

    kind: NDArray[np.uint8]
    folded: NDArray[np.uint64]
    upper: NDArray[np.bool_]


@cache
def alphabet() -> Alphabet:
    """Build the tables of characters once (about 40 ms)."""
    kind = np.full(_LAST + 1, SYMBOL, np.uint8)
    folded = np.arange(_LAST + 1, dtype=np.uint64)
    upper = np.zeros(_LAST + 1, bool)
    for code in range(_LAST):
        char = chr(code)
        if char.isalpha():
            kind[code] = LETTER
            low = char.lower()
            if low != char:
                upper[code] = True
                folded[code] = ord(low[0])
        elif char.isalnum() or char == "_":
            kind[code] = DIGIT
            folded[code] = ord("0") if char.isdigit() else code
        elif char.isspace() or not char.isprintable():
            kind[code] = SPACE
    for low_combining, high in (
        (0x0300, 0x0370),
        (0x0483, 0x0488),
        (0x0591, 0x05BE),
        (0x064B, 0x0660),
        (0x0900, 0x0904),
    ):
        kind[low_combining:high] = LETTER
    for char in "\n\r\x0b\x0c\x85\u2028\u2029":
        kind[ord(char)] = BREAK
    for char in _APOSTROPHES:
        kind[ord(char)] = APOSTROPHE
    kind[0] = GAP
    for char, plain in _PLAIN.items():
        folded[ord(char)] = ord(plain)
    folded[kind == BREAK] = ord("\n")
    folded[(kind == SPACE) | (kind == GAP)] = 0
    return Alphabet(kind, folded, upper)


@cache
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the first ``size`` powers of the base and of its inverse."""
    return tuple(  # type: ignore[return-value]
        np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(size - 1, base, np.uint64))))
        for base in (_BASE, pow(_BASE, -1, 2**64))
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of several texts written one after the other; arrays of one length n.

    ``start``/``end``: offsets into the joined text; ``text``: which text; ``hash``: the identity of the folded form;
    ``case``: index into ``CASES``; ``kind``: LETTER, DIGIT, SYMBOL or BREAK; ``folded``: the joined text, folded.
    """

    start: Ints
    end: Ints
    text: Ints
    hash: NDArray[np.uint64]
    case: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    folded: NDArray[np.uint64]
    base: Ints

    def __len__(self) -> int:
        return len(self.start)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of any string, those past the basic plane mapped to a letter or a symbol."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if len(codes) and int(codes.max()) > _LAST:
        codes = np.where(codes > _LAST, np.where(codes < 0x1F000, 0x4E00, 0x2605), codes).astype(np.uint32)
    return codes


def tokens(texts: Sequence[str]) -> Tokens:
    """Cut texts into tokens.

    >>> text = "L'État a dit : « Non. »"
    >>> t = tokens([text])
    >>> [text[b:e] for b, e in zip(t.start, t.end)]
    ["L'", 'État', 'a', 'dit', ':', '«', 'Non', '.', '»']
    """
    base = np.cumsum([0] + [len(t) + 1 for t in texts], dtype=np.int64)
    codes = code_points(SEPARATOR.join(t.replace(SEPARATOR, " ") if SEPARATOR in t else t for t in texts))
    table = alphabet()
    kind = table.kind.take(codes)
    folded = table.folded.take(codes)
    if not len(kind):
        nothing = np.zeros(0, np.int64)
        small = np.zeros(0, np.uint8)
        return Tokens(nothing, nothing, nothing, np.zeros(0, np.uint64), small, small, folded, base[:-1])
    kind = _apostrophes(kind)
    word = kind >= LETTER
    begins = ~word
    begins[1:] |= ~word[:-1]
    begins[0] = True
    elided = np.flatnonzero(kind == APOSTROPHE)
    if len(elided):
        _attach(elided, word, begins, folded)
    blank = kind <= GAP
    broken = kind == BREAK
    if broken.any():
        _one_break_a_run(kind, blank, broken)
    edges = np.flatnonzero(begins)
    stops = np.append(edges[1:], len(kind))
    seen = ~blank[edges]
    start, end = edges[seen], stops[seen]
    # The sum over a token of character × base^place, divided by base^(place of its first character).
    power, inverse = _powers(1 << max(16, len(kind).bit_length()))
    hashes = np.add.reduceat(folded * power[: len(kind)], edges)[seen]
    hashes *= inverse.take(start)
    hashes ^= hashes >> np.uint64(29)
    letters = kind.take(start)
    first = table.upper.take(codes.take(start))
    second = table.upper.take(codes.take(np.minimum(start + 1, end - 1))) & (end - start > 1)
    case = 1 + first.view(np.uint8) + (first & second)
    case[letters != LETTER] = 0
    case[letters == DIGIT] = 4
    owner = np.searchsorted(base, start, "right") - 1 if len(texts) > 1 else np.zeros(len(start), np.int64)
    return Tokens(start, end, owner, hashes, case, letters, folded, base[:-1])


def _apostrophes(kind: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Keep as apostrophes only those between two letters or digits; the others are symbols."""
    where = np.flatnonzero(kind == APOSTROPHE)
    if len(where):
        padded = np.concatenate((kind[:1], kind, kind[-1:]))
        lone = (padded[where] < LETTER) | (padded[where + 2] < LETTER)
        lone |= (where == 0) | (where == len(kind) - 1)
        kind[where[lone]] = SYMBOL
    return kind


def _attach(elided: Ints, word: NDArray[np.bool_], begins: NDArray[np.bool_], folded: NDArray[np.uint64]) -> None:
    """Join an apostrophe to the right where one or two letters follow a longer word (``'s``), else to the left.

    After *qu* it always belongs to the left (``lorsqu'`` + ``il``).
    """
    padded = np.concatenate((word, [False, False]))
    long_left = word[elided - 1] & word[np.maximum(elided - 2, 0)] & word[np.maximum(elided - 3, 0)] & (elided > 2)
    short_right = ~(padded[elided + 2] & padded[np.minimum(elided + 3, len(word))])
    after_qu = (folded[elided - 1] == ord("u")) & (folded[np.maximum(elided - 2, 0)] == ord("q"))
    right = long_left & short_right & ~after_qu
    begins[elided[~right]] = False
    begins[elided[~right] + 1] = True
    begins[elided[right]] = True
    begins[elided[right] + 1] = False


def _one_break_a_run(kind: NDArray[np.uint8], blank: NDArray[np.bool_], broken: NDArray[np.bool_]) -> None:
    """Of the line breaks of one run of white space keep the first as the token; the rest are blanks."""
    where = np.flatnonzero(broken)
    filled = np.cumsum(~(blank | broken) | (kind == GAP))
    again = where[1:][filled[where[1:]] == filled[where[:-1]]]
    blank[again] = True
