"""How hard the text is to read: sentence length and word length, by the formula made for its language.

Words and sentences are those of ``analysis.text`` (an elision is a word without a syllable of its own); syllables
follow the spelling rules of ``lexicons/syllables.csv``.  No dictionary is downloaded; any number of threads may ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .lexicons import load
from .records import Reading
from .text import sentences, words
from .tokens import Memory, Spoken, folded

LONG_WORD = 6
"""LIX and RIX call a word long when it has more letters than this (Björnsson 1968)."""
OWN = (0, 1)
"""Codes of the voices that are the outlet's: narration and scare quotes."""
_SYLLABLES = (1 << 16) - 1
_LONG = 1 << 16
_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Counts:
    """What every formula is made of."""

    sentences: int
    words: int
    long_words: int
    syllables: int


def reading_ease(counts: Counts, lang: str | None) -> float:
    """Return the reading ease of Flesch (1948), in the form made for the language.

    base − s · words/sentences − y · syllables/words, constants in ``lexicons/readability.csv``: Kandel & Moles (1958)
    for French, Fernández Huerta (1959) for Spanish, Amstad (1978) for German.  About 0 (hard) to 100 (easy), never
    to be compared across languages.  NaN without words or sentences, or for a language without a form.

    >>> round(reading_ease(Counts(sentences=2, words=20, long_words=3, syllables=30), "fr"), 2)
    86.45
    """
    constants = _flesch().get(lang or "")
    if constants is None or not counts.words or not counts.sentences:
        return _NAN
    base, sentence, syllable = constants
    return base - sentence * (counts.words / counts.sentences) - syllable * (counts.syllables / counts.words)


def lix(counts: Counts) -> float:
    """Return LIX = words/sentences + 100 · long words/words (Björnsson 1968): about 20 (easy) to 60 (hard).

    Needs no syllables, so it holds for every language written with an alphabet.  NaN without words or sentences.

    >>> lix(Counts(sentences=2, words=20, long_words=3, syllables=30))
    25.0
    """
    if not counts.words or not counts.sentences:
        return _NAN
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words


def rix(counts: Counts) -> float:
    """Return RIX = long words/sentences (Anderson 1983).  NaN without sentences.

    >>> rix(Counts(sentences=2, words=20, long_words=3, syllables=30))
    1.5
    """
    return counts.long_words / counts.sentences if counts.sentences else _NAN


def syllables(word: str, lang: str | None) -> int:
    """Return the number of syllables of one word (English rules for a language without rules of its own).

    >>> [syllables(w, "fr") for w in ("gouvernement", "l'", "européen", "aujourd'hui", "parlent")]
    [4, 0, 4, 3, 1]
    >>> [syllables(w, "en") for w in ("government", "violence", "walked", "wanted", "didn't")]
    [3, 3, 1, 2, 2]
    """
    return _known(lang)[folded(word, np.array([[0, len(word)]], np.int32))[0]] & _SYLLABLES


def count(text: str, lang: str | None = None) -> Counts:
    """Return what the formulas need of a whole text.

    >>> count("Le préfet a parlé. La rue s'est tue.", "fr")
    Counts(sentences=2, words=9, long_words=0, syllables=10)
    """
    offsets = words(text, lang)
    (found,) = _count(folded(text, offsets), offsets, sentences(text, lang), lang, np.ones((1, len(offsets)), bool))
    return found


def readability_columns(
    reading: Reading,
    voices: Spoken,
    *,
    tokens: Sequence[str] | None = None,
    breaks: NDArray[np.int32] | None = None,
) -> dict[str, float]:
    """Measure one article, the whole and the sentences that are the outlet's own from first word to last.

    ``tokens`` (``tokens.folded``) and ``breaks`` (``text.sentences``) save doing that work twice.  Columns as in
    ``analysis.columns``; counts stand beside every measure, so that they can be pooled.  Syllables are NaN for a
    language without rules.
    """
    article, offsets = reading.article, voices.words
    tokens = folded(article.text, offsets) if tokens is None else tokens
    breaks = sentences(article.text, article.lang) if breaks is None else breaks
    kept = np.ones((2, len(offsets)), bool)
    kept[1] = np.logical_or(*(voices.code == voice for voice in OWN))
    out: dict[str, float] = {}
    for name, found in zip(("", "own_"), _count(tokens, offsets, breaks, article.lang, kept), strict=True):
        out[f"{name}n_read_sentences"] = found.sentences
        out[f"{name}n_read_words"] = found.words
        out[f"{name}n_long_words"] = found.long_words
        out[f"{name}n_syllables"] = found.syllables if article.lang in _spelled() else _NAN
        out[f"{name}reading_ease"] = reading_ease(found, article.lang)
        out[f"{name}lix"] = lix(found)
        out[f"{name}rix"] = rix(found)
    return out


def _count(
    tokens: Sequence[str],
    offsets: NDArray[np.int32],
    breaks: NDArray[np.int32],
    lang: str | None,
    choices: NDArray[np.bool_],
) -> list[Counts]:
    """Count, for each choice of words (bool (choices, n)), over the sentences all of whose words are chosen."""
    if not len(tokens) or not len(breaks):
        return [Counts(0, 0, 0, 0)] * len(choices)
    # The first word of each sentence that has words: what stands before the first sentence is read as part of it.
    firsts = offsets[:, 0].searchsorted(breaks[:, 0])
    firsts[0] = 0
    ends = np.append(firsts[1:], len(offsets))
    firsts, ends = firsts[firsts < ends], ends[firsts < ends]
    found = _known(lang).over(tokens)
    of_sentences = np.ones((4, len(firsts)), np.int64)
    of_sentences[1] = ends - firsts
    of_sentences[2] = np.add.reduceat(found >= _LONG, firsts, dtype=np.int64)
    of_sentences[3] = np.add.reduceat(found & _SYLLABLES, firsts)
    whole = np.logical_and.reduceat(choices, firsts, axis=1)
    return [Counts(*row) for row in (whole @ of_sentences.T).tolist()]


@cache
def _flesch() -> dict[str, tuple[float, float, float]]:
    """Return the constants of each language: the base, per word of a sentence, per syllable of a word."""
    return {
        row["lang"]: (float(row["base"]), float(row["sentence"]), float(row["syllable"])) for row in load("readability")
    }


@dataclass(frozen=True, slots=True)
class _Rules:
    nucleus: re.Pattern[str]
    plus: re.Pattern[str] | None
    minus: re.Pattern[str] | None
    words: dict[str, int]


@cache
def _spelled() -> frozenset[str]:
    """Return the languages with rules for syllables."""
    return frozenset(row["lang"] for row in load("syllables"))


@cache
def _rules(lang: str | None) -> _Rules:
    rows = [row for row in load("syllables") if row["lang"] == lang]
    if not rows:
        return _rules("en")
    nucleus = next(row["pattern"] for row in rows if row["kind"] == "nucleus")
    plus, minus = ([row["pattern"] for row in rows if row["kind"] == kind] for kind in ("plus", "minus"))
    return _Rules(
        re.compile(nucleus),
        re.compile("|".join(f"(?:{p})" for p in plus)) if plus else None,
        re.compile("|".join(f"(?:{p})" for p in minus)) if minus else None,
        {row["pattern"]: int(row["value"]) for row in rows if row["kind"] == "word"},
    )


@cache
def _known(lang: str | None) -> Memory:
    """Syllables of each word type, with a flag for a long word."""
    rules = _rules(lang)

    def measure(word: str) -> int:
        letters = sum(map(str.isalnum, word))
        return _of_word(word, rules) | (_LONG if letters > LONG_WORD else 0)

    return Memory(measure)


def _of_word(word: str, rules: _Rules) -> int:
    if word in rules.words:
        return rules.words[word]
    if word.endswith("'"):
        return 0
    return sum(_of_part(part, rules) for part in re.split(r"[-.,:/@&_\s]+", word) if part)


def _of_part(part: str, rules: _Rules) -> int:
    if part in rules.words:
        return rules.words[part]
    digits = sum(map(str.isdigit, part))
    if digits:
        return digits
    nuclei = len(rules.nucleus.findall(part))
    if not nuclei:
        return sum(map(str.isalpha, part))
    plus = len(rules.plus.findall(part)) if rules.plus else 0
    minus = len(rules.minus.findall(part)) if rules.minus else 0
    return max(1, nuclei + plus - minus)
