"""How large a difference is, and how large it had to be to be seen."""

from __future__ import annotations

import numpy as np

from ..ratios import Array


def cliffs_delta(a: Array, b: Array) -> float:
    """Return P(a > b) − P(a < b) over all pairs of articles, in [−1, 1]; NaN when a side is empty (Cliff 1993).

    0 means the two overlap completely, ±1 that they do not overlap at all.

    >>> cliffs_delta(np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0]))
    0.5
    """
    if not (len(a) and len(b)):
        return float("nan")
    ranked = np.sort(b)
    below, above = np.searchsorted(ranked, a, "left"), len(b) - np.searchsorted(ranked, a, "right")
    return float((below - above).sum() / (len(a) * len(b)))


def hedges_g(a: Array, b: Array) -> float:
    """Return the difference of means in pooled standard deviations, small-sample corrected (Hedges 1981).

    NaN when a side has under two articles or nothing varies.

    >>> round(hedges_g(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0])), 4)
    -0.8
    """
    n_a, n_b = len(a), len(b)
    dof = n_a + n_b - 2
    if min(n_a, n_b) < 2:
        return float("nan")
    spread = np.sqrt(((n_a - 1) * a.var(ddof=1) + (n_b - 1) * b.var(ddof=1)) / dof)
    # Rounding leaves about 1e-16 of the values where all of a side are the same.
    varies = spread > 1e-12 * max(float(np.abs(a).max()), float(np.abs(b).max()))
    return float((a.mean() - b.mean()) / spread * (1 - 3 / (4 * dof - 1))) if varies else float("nan")


def detectable(error: float, dof: float, alpha: float, power: float = 0.80) -> float:
    """Return the smallest true difference a two-sided test at ``alpha`` would find with probability ``power``.

    (t₁₋α/₂ + t_power) · standard error, in the unit of the measure (Bloom 1995); NaN when the error is unknown.

    >>> round(detectable(0.01, 1e9, 0.05), 5)
    0.02802
    """
    from scipy.stats import t as student

    if not (np.isfinite(error) and error > 0 and dof > 0):
        return float("nan")
    return float((student.ppf(1 - alpha / 2, dof) + student.ppf(power, dof)) * error)
