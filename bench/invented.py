"""Invented articles of which the truth is known: how long they are, how much they hold, and which words they use."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from analysis.keywords import TermCounts
from analysis.keywords.terms import SPLIT

Rng = np.random.Generator
LENGTH_SD = 0.6
#: An article has something of what is counted with this probability, and then a share of Beta(2, 3).
SOME, OF_IT = 0.15, 0.4


def lengths(n: int, rng: Rng, *, times: float = 1.0, sd: float = LENGTH_SD) -> np.ndarray:
    """Return words of n articles: log-normal about 500."""
    return np.maximum(40, times * np.exp(6.2 + rng.normal(0, sd, n))).round()


def rare(n: int, rng: Rng, *, by_length: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return (words found, words) of n articles; ``by_length``: those that have any are the longest ones."""
    words = lengths(n, rng)
    chance = np.clip(SOME * (words / 500) ** 1.5, 0, 1) if by_length else SOME
    return (words * rng.beta(2, 3, n) * (rng.random(n) < chance)).round(), words


@cache
def rare_truth(*, by_length: bool) -> tuple[float, float]:
    """Return the population's (pooled share, mean of articles)."""
    found, words = rare(4_000_000, np.random.default_rng(7), by_length=by_length)
    return float(found.sum() / words.sum()), float((found / words).mean())


def table(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> pd.DataFrame:
    """Return the articles of two groups, A and B, as ``compare`` takes them."""
    found, words = (np.concatenate(parts) for parts in zip(a, b, strict=True))
    return pd.DataFrame({"outlet": ["A"] * len(a[0]) + ["B"] * len(b[0]), "n_found": found, "n_words": words})


def counted(uses: np.ndarray, sizes: np.ndarray) -> TermCounts:
    """Return counts of (articles, voices, terms) uses and (articles, voices) words; voices: narration, direct."""
    article, side, term = np.nonzero(uses)
    code = np.array([SPLIT.index("narration"), SPLIT.index("direct")], np.uint8)
    n_words = np.zeros((len(uses), len(SPLIT)), np.int64)
    n_words[:, code] = sizes
    ids, none = tuple(map(str, range(len(uses)))), (None,) * len(uses)
    terms = tuple(f"t{i:04}" for i in range(uses.shape[2]))
    n = uses[article, side, term].astype(np.int32)
    return TermCounts(
        ids, none, none, none, terms, article.astype(np.int32), code[side], term.astype(np.int32), n, n_words
    )


def bursts(n: int, terms: int, rng: Rng, lean: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return (uses, words) by article, voice and term: a word is used in some articles, and there several times.

    ``lean`` is in log2; what an article is about (Gamma, shape .4) is the same in both of its voices.
    """
    sizes = np.stack([lengths(n, rng), 0.4 * lengths(n, rng)], axis=1).round().astype(np.int64)
    about = rng.gamma(0.4, 1 / 0.4, (n, 1, terms))
    rate = 0.006 * np.array([2.0 ** (lean / 2), 2.0 ** (-lean / 2)])[None, :, None]
    return rng.poisson(sizes[:, :, None] * rate * about), sizes


@cache
def centre(share: float, sd: float) -> float:
    """Return where on the logit scale articles must lie for their mean share to be ``share``."""
    scatter, low, high = np.random.default_rng(0).normal(0, sd, 400_000), -14.0, 6.0
    for _ in range(45):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-middle - scatter))).mean() < share else (low, middle)
    return middle


def shares(n: int, share: float, sd: float, times: float, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """Return (words found, words): logit-normal shares with mean ``share``; sd 0 asks for rare ones (``SOME``)."""
    words = lengths(n, rng, times=times)
    if sd == 0:
        return words * rng.beta(2, 3, n) * (rng.random(n) < share / OF_IT), words
    return words / (1 + np.exp(-rng.normal(centre(share, sd), sd, n))), words
