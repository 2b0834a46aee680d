"""How sure a share is whose cases come in articles, also where it is near none or near all."""

from __future__ import annotations

import numpy as np

from ..ratios import Array, from_moments, moments


def clustered_interval(hits: Array, cases: Array, *, level: float = 0.95) -> tuple[float, float]:
    """Return the interval of Σhits/Σcases, one entry an article: those of one article are alike, and count for less.

    Clopper & Pearson's interval of as many independent cases as these are worth (Korn & Graubard 1998): Σcases divided
    by the design effect (the linearised variance over articles against that of independent cases), with Student's t for
    the number of articles, and never more than there are (Dean & Pagano 2015).  Unlike a bootstrap it has an upper end
    where nothing was found, and holds its level for rare events.  Inside [0, 1]; (NaN, NaN) for fewer than two articles
    with a case.

    >>> alike, mixed = np.array([5.0, 5, 0, 0]), np.array([3.0, 2, 3, 2])
    >>> [round(end, 2) for end in clustered_interval(alike, np.full(4, 5.0))]
    [0.0, 1.0]
    >>> [round(end, 2) for end in clustered_interval(mixed, np.full(4, 5.0))]
    [0.27, 0.73]
    >>> [round(end, 2) for end in clustered_interval(np.zeros(50), np.ones(50))]
    [0.0, 0.07]
    """
    from scipy.stats import beta, t

    inside = cases > 0
    hits, cases, n_articles = hits[inside], cases[inside], int(inside.sum())
    if n_articles < 2:
        return np.nan, np.nan
    n, tail = float(cases.sum()), (1 - level) / 2
    share, error = (float(end) for end in from_moments(moments(hits, cases).sum(axis=0), n_articles))
    worth = share * (1 - share) / error**2 if error > 0 else n
    worth = min(worth * float(t.isf(tail, n - 1) / t.isf(tail, n_articles - 1)) ** 2, n)
    found = share * worth
    low = float(beta.ppf(tail, found, worth - found + 1)) if share > 0 else 0.0
    high = float(beta.isf(tail, found + 1, worth - found)) if share < 1 else 1.0
    return low, high
