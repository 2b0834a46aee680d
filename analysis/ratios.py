"""A share of many articles: the ratio of two sums over them, and how far it would move with other articles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def ratio(numerator: Array, denominator: Array) -> float:
    """Return Σnumerator/Σdenominator, NaN when the denominator is 0.

    >>> ratio(np.array([10.0, 0.0]), np.array([50.0, 50.0]))
    0.1
    """
    total = float(denominator.sum())
    return float(numerator.sum()) / total if total > 0 else float("nan")


def moments(numerator: Array, denominator: Array) -> Array:
    """Return the (k, 5) columns whose sums give a ratio and its linearised error: y, x, y², xy, x²."""
    return np.stack([numerator, denominator, numerator**2, numerator * denominator, denominator**2], axis=1)


def from_moments(sums: Array, k: float | Array) -> tuple[Array, Array]:
    """Return (ratio, linearised standard error) from sums (…, 5) of ``moments`` over k clusters (Cochran 1977)."""
    y, x, yy, xy, xx = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = y / x
        spread = np.maximum(yy - 2 * value * xy + value**2 * xx, 0.0)
        # Rounding leaves about 1e-16 of yy where the residuals are all exactly 0.
        spread = np.where(spread < 1e-12 * yy, 0.0, spread)
        return value, np.sqrt(k / (k - 1) * spread) / x


def studentised(value: Array, error: Array) -> Array:
    """Return |value|/error; a gap without any spread is infinitely surprising, no gap without spread not at all.

    Shuffled so, a difference keeps its level where groups differ in length or spread (Chung and Romano 2013).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(value) / error
    return np.where(error > 0, t, np.where(np.abs(value) > 1e-12, np.inf, 0.0))
