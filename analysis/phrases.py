"""Finds the words and phrases of a list in a text: ``migrant*``, ``état d'urgence``, but not where the list says not.

A pattern is one or more words as ``analysis.text`` cuts them; a word that ends in ``*`` stands for every word that
begins so.  Case and the kind of apostrophe never matter, accents always do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .text import fold, words
from .tokens import CACHE_LIMIT, Memory, Spoken, Tokens, Types, folded

__all__ = [
    "MAX_CATEGORIES", "Entry", "Hit", "Matcher", "Memory", "Phrases", "Spoken", "Tokens", "Types", "folded", "parts",
    "uses_left_out",
]  # fmt: skip

MAX_CATEGORIES = 60
"""Categories of one matcher: a hit is kept as one bit of a 64-bit number a word."""

_NEAR = 1 << 62


class Hit(NamedTuple):
    """One use of a pattern: words ``first`` to ``last`` (exclusive) of the text, and which entry of the list it is."""

    first: int
    last: int
    entry: int


class Entry(NamedTuple):
    """One line of a list: what to find, the category it counts for, and where it is a false friend."""

    pattern: str
    category: str
    exceptions: tuple[str, ...] = ()


def uses_left_out(cell: str) -> tuple[str, ...]:
    """Return the uses a row of a word list does not count, from its cell ``except`` ("a; b").

    >>> uses_left_out("régime de retraite; au régime")
    ('régime de retraite', 'au régime')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def parts(pattern: str, lang: str | None) -> tuple[str, ...]:
    """Cut a pattern into folded words, each with its final ``*`` where it has one.

    Raises ``ValueError`` for a pattern without a word.

    >>> parts("état d’urgence*", "fr")
    ('état', "d'", 'urgence*')
    """
    plain = pattern.replace("*", "")
    stars: set[int] = set()
    for i, char in enumerate(pattern):
        if char == "*":
            stars.add(i - len(stars))
    found = tuple(fold(plain[a:b]) + "*" * (b in stars) for a, b in words(plain, lang).tolist())
    if not found:
        raise ValueError(f"pattern={pattern!r} holds no word; write words, with * at the end of one for 'begins with'")
    return found


class _Candidate(NamedTuple):
    """A pattern that may stand around a word: the word would be its part ``anchor``."""

    anchor: int
    parts: list[str]
    entry: int
    starred: bool

    def stands(self, tokens: list[str], first: int) -> bool:
        found = tokens[first : first + len(self.parts)]
        if not self.starred:
            return found == self.parts
        return all(
            token.startswith(part[:-1]) if part[-1] == "*" else token == part
            for part, token in zip(self.parts, found, strict=True)
        )


class Phrases:
    """A compiled list of patterns; finding costs a dictionary look-up a word, and a comparison where one may stand.

    A pattern is looked for at its longest word (``guerre`` of ``la guerre des chefs``), because that is a rare one.
    """

    def __init__(self, patterns: Iterable[str], *, lang: str | None = None) -> None:
        self.patterns = tuple(patterns)
        self._exact: dict[str, list[_Candidate]] = {}
        self._prefixes: dict[str, list[_Candidate]] = {}
        for entry, pattern in enumerate(self.patterns):
            cut = list(parts(pattern, lang))
            anchor = max(range(len(cut)), key=lambda i: len(cut[i]))
            table, key = self._exact, cut[anchor]
            if key.endswith("*"):
                table, key = self._prefixes, key[:-1]
            starred = any(part[-1] == "*" for part in cut)
            table.setdefault(key, []).append(_Candidate(anchor, cut, entry, starred))
        self._lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._known: dict[str, tuple[_Candidate, ...]] = {}

    def around(self, word: str) -> tuple[_Candidate, ...]:
        """Return the patterns that may stand around a folded word; remembered by word."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > CACHE_LIMIT:
                self._known.clear()
            heads = (self._prefixes.get(word[:length], ()) for length in self._lengths if length <= len(word))
            found = self._known[word] = (*self._exact.get(word, ()), *chain.from_iterable(heads))
        return found

    def find(self, tokens: Sequence[str], at: Iterable[int] | None = None) -> list[Hit]:
        """Return every use in folded ``tokens``, overlapping ones too, in the order of first word, then last.

        ``at`` (indices, sorted) leaves out the words of which ``around`` is known to be empty.
        """
        hits = []
        tokens = tokens if isinstance(tokens, list) else list(tokens)
        for i in range(len(tokens)) if at is None else at:
            for candidate in self.around(tokens[i]):
                first = i - candidate.anchor
                last = first + len(candidate.parts)
                if first >= 0 and last <= len(tokens) and candidate.stands(tokens, first):
                    hits.append(Hit(first, last, candidate.entry))
        hits.sort()
        return hits


class Matcher:
    """Lists sorted into categories, found in one pass: for each word, the set of categories that have a hit there.

    Within a category the longer pattern wins over those inside it (``cold war`` listed as an exception of ``war``, or
    ``guerre commerciale`` beside ``guerre``), so that no use counts twice for one category.  Across categories a word
    may count for each.
    """

    def __init__(self, entries: Iterable[Entry], *, lang: str | None = None) -> None:
        kept = tuple(entries)
        self.categories = tuple(dict.fromkeys(entry.category for entry in kept))
        if len(self.categories) > MAX_CATEGORIES:
            raise ValueError(f"{len(self.categories)} categories are too many for one list; at most {MAX_CATEGORIES}")
        bit = {name: 1 << i for i, name in enumerate(self.categories)}
        rules = [(e.pattern, bit[e.category], bit[e.category]) for e in kept]
        rules += [(exception, 0, bit[e.category]) for e in kept for exception in e.exceptions]
        single = [rule for rule in rules if len(parts(rule[0], lang)) == 1]
        longer = [rule for rule in rules if len(parts(rule[0], lang)) > 1]
        self._single = Phrases((rule[0] for rule in single), lang=lang)
        self._single_bits = [rule[1:] for rule in single]
        self._phrases = Phrases((rule[0] for rule in longer), lang=lang)
        self._phrase_bits = [rule[1:] for rule in longer]
        self._bits = Memory(self._of_word)

    def _of_word(self, word: str) -> int:
        add = clear = 0
        for candidate in self._single.around(word):
            plus, minus = self._single_bits[candidate.entry]
            add |= plus
            clear |= 0 if plus else minus
        return add & ~clear | (_NEAR if self._phrases.around(word) else 0)

    def bits(self, tokens: Sequence[str]) -> NDArray[np.int64]:
        """Return int64 (n,): bit ``k`` is set at the first word of each hit of category ``k``."""
        found = self._bits.over(tokens)
        may_stand = found >= _NEAR
        if may_stand.any():
            found &= _NEAR - 1
            reach: dict[int, int] = {}
            for first, last, entry in self._phrases.find(tokens, np.flatnonzero(may_stand).tolist()):
                add, clear = self._phrase_bits[entry]
                if last > reach.get(clear, 0):  # else it lies inside a longer phrase of its category
                    reach[clear] = last
                    found[first:last] &= ~clear
                    found[first] |= add
        return found

    def counts(self, tokens: Sequence[str], code: NDArray[np.uint8], n_codes: int) -> NDArray[np.int64]:
        """Return int64 (n_codes, n_categories): hits of each category by the code (voice) of their first word."""
        found = self.bits(tokens)
        at = np.flatnonzero(found)
        k = len(self.categories)
        place, category = np.nonzero((found[at, None] >> np.arange(k)) & 1)
        return np.bincount(code[at][place].astype(np.int64) * k + category, minlength=n_codes * k).reshape(n_codes, k)
