"""The arithmetic of keyness: is a word used more in one body of text than in another, by how much, how surely?

Everywhere ``a`` and ``b`` are the uses of a word in the first and the second body, ``n1`` and ``n2`` their sizes in
words; ``a`` and ``b`` may be arrays of one shape.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class LogOdds(NamedTuple):
    """Log-odds ratio under a Dirichlet prior, its variance, and z = delta / sqrt(variance)."""

    delta: Floats
    variance: Floats
    z: Floats


def informative_prior(a: ArrayLike, b: ArrayLike, n1: float, n2: float, strength: float) -> Floats:
    """Return the prior of each word: ``strength`` pseudo-words shared out as in the two bodies together.

    Monroe, Colaresi & Quinn (2008), section 3.4.1.
    """
    return np.asarray(strength * (np.asarray(a, float) + np.asarray(b, float)) / (n1 + n2))


def log_odds(
    a: ArrayLike,
    b: ArrayLike,
    n1: float,
    n2: float,
    prior: ArrayLike,
    total_prior: float,
    *,
    full_variance: bool = False,
) -> LogOdds:
    """Compare the odds of each word under a Dirichlet prior (natural logarithm).

    delta = ln((a+α)/(n1+α0−a−α)) − ln((b+α)/(n2+α0−b−α)); variance = 1/(a+α) + 1/(b+α), with ``full_variance`` also the
    two terms of the other words.  ``prior`` is α, ``total_prior`` α0.  Monroe, Colaresi & Quinn (2008), eqs 15 to 22.

    >>> r = log_odds([30], [2], 175, 176, 10 * 32 / 351, 10)
    >>> [round(float(x[0]), 3) for x in r]
    [2.535, 0.376, 4.135]
    """
    alpha = np.asarray(prior, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = np.asarray(a, float) + alpha, np.asarray(b, float) + alpha
        rest1, rest2 = n1 + total_prior - first, n2 + total_prior - second
        delta = np.log(first / rest1) - np.log(second / rest2)
        variance = 1 / first + 1 / second
        if full_variance:
            variance = variance + 1 / rest1 + 1 / rest2
        return LogOdds(delta, variance, delta / np.sqrt(variance))


def g2(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return the log-likelihood ratio of the four cells, negative where the word is rarer in the first body.

    G² = 2 Σ O ln(O/E).  Dunning (1993).  For significance, never for rank; it takes every use for independent.

    >>> float(g2([30], [2], 175, 176)[0].round(6))
    32.035911
    """
    observed, expected = _cells(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return np.asarray(np.sign(observed[0] - expected[0]) * np.maximum(2 * terms.sum(axis=0), 0.0))


def g2_two_cells(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return the two-cell log-likelihood of Rayson & Garside (2000), signed: kept to compare with older work."""
    observed, expected = _cells(a, b, n1, n2)
    observed, expected = observed[:2], expected[:2]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return np.asarray(np.sign(observed[0] - expected[0]) * np.maximum(2 * terms.sum(axis=0), 0.0))


def chi2(a: ArrayLike, b: ArrayLike, n1: float, n2: float, *, yates: bool = False) -> Floats:
    """Return Pearson's chi-squared of the four cells, signed; with ``yates`` the continuity correction."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    c, d = n1 - a, n2 - b
    n = n1 + n2
    product = a * d - b * c
    distance = np.maximum(np.abs(product) - n / 2, 0.0) if yates else np.abs(product)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = n * distance**2 / ((a + b) * (c + d) * n1 * n2)
    return np.asarray(np.sign(product) * value)


def log_ratio(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return log2 of the ratio of relative frequencies, a count of zero taken as 0.5.  Hardie (2014).

    >>> log_ratio([0, 12], [6, 4], 175, 176).round(6).tolist()
    [-3.576742, 1.593183]
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    return np.asarray(np.log2(np.where(a == 0, 0.5, a) / n1) - np.log2(np.where(b == 0, 0.5, b) / n2))


def pct_diff(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return the difference of relative frequencies in % of the second; NaN where the second body lacks the word.

    Gabrielatos & Marchi (2011).
    """
    f1, f2 = np.asarray(a, float) / n1, np.asarray(b, float) / n2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(f2 > 0, 100 * (f1 - f2) / f2, np.nan)


def bic(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return |G²| − ln(n1+n2), an approximate Bayes factor on the log scale.  Wilson (2013)."""
    return np.asarray(np.abs(g2(a, b, n1, n2)) - np.log(n1 + n2))


def odds_ratio(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return the odds ratio with 0.5 added to each cell (Haldane 1956, Anscombe 1956)."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    return np.asarray((a + 0.5) * (n2 - b + 0.5) / ((b + 0.5) * (n1 - a + 0.5)))


def simple_maths(a: ArrayLike, b: ArrayLike, n1: float, n2: float, *, k: float = 1.0) -> Floats:
    """Return (f1 + k) / (f2 + k), frequencies per 1,000 words.  Kilgarriff (2009)."""
    return np.asarray((1000 * np.asarray(a, float) / n1 + k) / (1000 * np.asarray(b, float) / n2 + k))


def jsd_contribution(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> Floats:
    """Return each word's part (in bits) of the Jensen–Shannon divergence of the bodies.  Gallagher et al. (2021)."""
    p, q = np.asarray(a, float) / n1, np.asarray(b, float) / n2
    m = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(
            np.where(p > 0, 0.5 * p * np.log2(p / m), 0.0) + np.where(q > 0, 0.5 * q * np.log2(q / m), 0.0)
        )


def _cells(a: ArrayLike, b: ArrayLike, n1: float, n2: float) -> tuple[Floats, Floats]:
    a, b = np.asarray(a, float), np.asarray(b, float)
    observed = np.stack([a, b, n1 - a, n2 - b])
    share = (a + b) / (n1 + n2)
    expected = np.stack([n1 * share, n2 * share, n1 * (1 - share), n2 * (1 - share)])
    return observed, expected
