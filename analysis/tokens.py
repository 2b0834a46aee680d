"""The words of texts as word lists write them, and what is remembered of each different one.

A text has many words and few different ones: whatever depends on the word alone is asked once, not at every use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import count
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .text import fold
from .text.characters import TYPED, respelled

# Soft hyphens and loose accents: what is in no word as lists write it, or one character with another.
_LOOSE = re.compile("[\u00ad\u0300-\u036f]")
CACHE_LIMIT = 500_000
"""Word types whose answer is remembered; beyond that the memory is emptied, so that a run of any length stays small."""


class Spoken(Protocol):
    """What is needed of ``analysis.voices.Voices``: word offsets (n, 2) and the code of each word's voice (n,)."""

    @property
    def words(self) -> NDArray[np.int32]: ...
    @property
    def code(self) -> NDArray[np.uint8]: ...


def folded(text: str, offsets: NDArray[np.int32]) -> list[str]:
    """Return the words at ``offsets`` (int32, (n, 2)) folded: lower case, one kind of apostrophe.

    >>> from analysis.text import words
    >>> folded("L’État, c’est moi", words("L’État, c’est moi", "fr"))
    ["l'", 'état', "c'", 'est', 'moi']
    """
    low = text.lower()
    # A letter that grows when lowered (İ), or characters that fold into less: offsets hold in the text as it is only.
    if len(low) != len(text) or _LOOSE.search(low):
        return [fold(text[a:b]) for a, b in offsets.tolist()]
    low = respelled(low, TYPED)
    starts, ends = offsets.T.tolist() if len(offsets) else ([], [])
    return [low[a:b] for a, b in zip(starts, ends, strict=True)]


class Types:
    """The word types of some texts: each different folded word once, numbered in the order they are met.

    Whatever depends on the word alone is then looked up once a type, not once a use.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = defaultdict(count().__next__)
        self._words: list[str] = []
        self._answers: dict[int, tuple[Memory, NDArray[np.int64]]] = {}

    @property
    def words(self) -> list[str]:
        """Every word so far, each at its number."""
        if len(self._words) < len(self._numbers):
            self._words = list(self._numbers)
        return self._words

    def cut(self, text: str, offsets: NDArray[np.int32]) -> Tokens:
        """Return the folded words at ``offsets`` (``folded``), with their numbers."""
        tokens = Tokens(folded(text, offsets))
        tokens.types = self
        tokens.numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.int64, count=len(tokens))
        return tokens

    def answers(self, memory: Memory) -> NDArray[np.int64]:
        """Return what ``memory`` says of every type so far, int64 (types,).  Cut all texts first: it is kept."""
        _, known = self._answers.get(id(memory), (memory, np.zeros(0, np.int64)))
        if len(known) < len(self._numbers):
            rest = self.words[len(known) :]
            known = np.concatenate((known, np.fromiter(map(memory.__getitem__, rest), np.int64, count=len(rest))))
            self._answers[id(memory)] = memory, known
        return known


class Tokens(list[str]):
    """Folded words of one text, as ``Types.cut`` makes them: ``numbers`` are their types', int64 (n,)."""

    types: Types
    numbers: NDArray[np.int64]


class Memory(dict[str, int]):
    """Remembers a number for each word type it is asked for; the answer is the same whichever thread asks first."""

    def __init__(self, compute: Callable[[str], int]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, word: str) -> int:
        if len(self) > CACHE_LIMIT:
            self.clear()
        value = self[word] = self._compute(word)
        return value

    def over(self, tokens: Sequence[str]) -> NDArray[np.int64]:
        """Return the number of every word, int64 (n,)."""
        if isinstance(tokens, Tokens):
            return tokens.types.answers(self).take(tokens.numbers)
        return np.fromiter(map(self.__getitem__, tokens), np.int64, count=len(tokens))
