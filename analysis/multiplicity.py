"""Many tests at once: what is left of a p value once all that was looked at counts."""

from __future__ import annotations

import numpy as np

from .ratios import Array


def holm(p: Array) -> Array:
    """Return p values adjusted over those that are not NaN; NaN stays NaN.  Holm (1979).

    Holds the chance of any false alarm in the family.

    >>> holm(np.array([0.01, np.nan, 0.04])).round(3).tolist()
    [0.02, nan, 0.04]
    """
    adjusted, known = np.full(len(p), np.nan), np.isfinite(p)
    order = np.flatnonzero(known)[np.argsort(p[known])]
    steps = p[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def benjamini_hochberg(p: Array) -> Array:
    """Return q values over the p values that are not NaN; NaN stays NaN.  Benjamini & Hochberg (1995).

    A q value is the share of false alarms among all tests called, were this one the last of them.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, np.nan, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, nan, 0.5]
    """
    from scipy.stats import false_discovery_control

    q, known = np.full(len(p), np.nan), np.isfinite(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q
