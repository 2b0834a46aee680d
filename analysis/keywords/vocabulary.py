"""Which words count as terms, in which form, and which words may stand between the two words of a term."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..lexicons import load
from ..tokens import Memory

_MAX_LINKS = 31
"""Two links are kept as two five-bit numbers of a term's key."""


@cache
def links() -> tuple[str, ...]:
    """Every link word of every language, numbered from 1."""
    found = dict.fromkeys(w for row in load("stopwords") if row["class"] == "link" for w in row["words"].split())
    if len(found) > _MAX_LINKS:
        raise ValueError(f"stopwords.csv has {len(found)} link words; at most {_MAX_LINKS} can be kept apart")
    return ("", *found)


@cache
def _words_of(class_: str | None, lang: str | None) -> frozenset[str]:
    """The words of one class (all but suffixes when None) in one language (all when None)."""
    rows = (row for row in load("stopwords") if lang in (None, row["lang"]))
    return frozenset(
        word
        for row in rows
        if (row["class"] == class_ if class_ else row["class"] != "suffix")
        for word in row["words"].split()
    )


def kinds(types: list[str], lang: str | None, stop_words: bool) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return for each word type whether it counts as a term, and its number as a link (0: none)."""
    known = _kinds(lang).over(types)
    return np.ones(len(types), np.bool_) if stop_words else known & 1 > 0, known >> 1


@cache
def _kinds(lang: str | None) -> Memory:
    """What is remembered of a word: its number as a link, and in the lowest bit whether it counts as a term."""
    stop, linking = _words_of(None, lang), _words_of("link", lang)
    number = {word: i for i, word in enumerate(links()) if word in linking}
    return Memory(lambda word: number.get(word, 0) << 1 | _counts(word, stop))


def _counts(word: str, stop: frozenset[str]) -> bool:
    return len(word) > 1 and word not in stop and word[-1] != "'" and not word[0].isdigit()


@lru_cache(maxsize=200_000)
def form(word: str, lang: str | None) -> str:
    """Return the form a folded word is counted under: no possessive ending, one spelling whatever the style sheet.

    >>> form("trump's", "en"), form("voters'", "en"), form("etat", "fr"), form("cœur", "fr")
    ('trump', 'voters', 'état', 'coeur')
    """
    word = _spellings(lang).get(word, word).replace("œ", "oe").replace("æ", "ae")
    for suffix in _words_of("suffix", lang):
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            return word[: -len(suffix)] + "s" * (suffix == "s'")
    return word


@cache
def _spellings(lang: str | None) -> dict[str, str]:
    return {row["variant"]: row["form"] for row in load("spellings") if row["lang"] == lang}


def lemma(word: str, lang: str | None) -> str:
    """Return the dictionary form of a folded word, or the word itself where the language is not known.

    >>> lemma("manifestants", "fr")
    'manifestant'
    """
    return _lemmatizer(lang)(word)


@cache
def _lemmatizer(lang: str | None) -> Callable[[str], str]:
    import simplemma

    try:
        simplemma.lemmatize("a", lang=lang or "")
    except ValueError:
        return str
    return lambda word: str(simplemma.lemmatize(word, lang=str(lang))).lower()
