"""How often would a gap this large appear if the outlets' names were shuffled over the articles?

The shuffled statistic is the difference divided by its own standard error, so the test keeps its level when the groups
differ in length or spread and only the means are equal (Janssen 1997; Chung and Romano 2013).  With 20 to 50 articles
that scatter widely, and are longer, against 200 that do not, false alarms at .05 come to 6 (twice the spread) to 13%
(five times), for their own error is unsure: such a test is marked.  On the scale of log odds they come to 5 to 8%, but
rare measures are found less often (56 for 66 of 100): ``bench/levels.py``, tests.  Articles that come in events are not
independent: give the event.  When outlets are matched on events the names are shuffled inside each event only.  p = (1
+ exceedances) / (1 + shuffles), never 0.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ..ratios import Array, from_moments, moments, studentised
from .resampling import BLOCK

Labels = npt.NDArray[np.bool_]
#: A first look; most comparisons need no more.
FIRST = 1999
#: Above this many exceedances in the first look the p value is far from any threshold and more shuffles add nothing.
ENOUGH = 20
#: Never more than this many, however large the family.
MOST = 99_999


def needed(family: int, alpha: float) -> int:
    """Return the shuffles after which the smallest p, times the family, can still fall to alpha/2.

    >>> needed(1, 0.05), needed(325, 0.05)
    (1999, 12999)
    """
    return int(min(MOST, max(FIRST, np.ceil(2 * family / alpha) - 1)))


def near_alpha(p: float, corrected: float, alpha: float) -> bool:
    """Return whether other shuffles might put a corrected p value on the other side of ``alpha``.

    ``corrected`` is a multiple of p; p itself is a share of at least ``FIRST`` shuffles, with its binomial error.

    >>> near_alpha(0.0015, 0.044, 0.05), near_alpha(0.0005, 0.015, 0.05), near_alpha(0.4, 1.0, 0.05)
    (True, False, False)
    """
    if not 0 < p < 1:
        return False
    error = np.sqrt(p * (1 - p) / FIRST) * corrected / p
    return bool(abs(corrected - alpha) < 3 * error and p > 2 / FIRST)


def shuffled_p(
    statistic: Callable[[Labels], Array],
    shuffle: Callable[[int], Labels],
    labels: Labels,
    n: int,
    *,
    thorough: bool = False,
) -> Array:
    """Return one p value per statistic (m,): ``statistic`` maps labels (b, k) to |t| (b, m), ``shuffle`` draws labels.

    Stops after the first look when every statistic has been exceeded often enough, unless ``thorough``.
    """
    observed = statistic(labels[None, :])[0]
    exceeded, done = np.zeros(len(observed)), 0
    step = max(1, BLOCK // max(len(labels), 1))
    for stage in (min(FIRST, n), n):
        while done < stage:
            rows = min(step, stage - done)
            # The observed labelling is one of the shuffles; rounding must not lose its ties.
            exceeded += (statistic(shuffle(rows)) >= observed * (1 - 1e-9) - 1e-9).sum(axis=0)
            done += rows
        if (exceeded > ENOUGH).all() and not thorough:
            break
    return np.where(np.isnan(observed), np.nan, (1 + exceeded) / (1 + done))


def between(
    a: list[tuple[Array, Array]],
    b: list[tuple[Array, Array]],
    n_perm: int,
    rng: np.random.Generator,
    *,
    thorough: bool = False,
) -> Array:
    """Return the p values (m,) of the differences of m ratios between independent groups a and b."""
    columns = np.concatenate(
        [_centred(np.concatenate([ya, yb]), np.concatenate([xa, xb])) for (ya, xa), (yb, xb) in zip(a, b, strict=True)],
        axis=1,
    )
    n_a, n_b = len(a[0][0]), len(b[0][0])
    total = columns.sum(axis=0)

    def statistic(labels: Labels) -> Array:
        mine = labels.astype(np.float64) @ columns
        rest = total - mine
        t = []
        for i in range(len(a)):
            five = slice(5 * i, 5 * i + 5)
            (va, ea), (vb, eb) = from_moments(mine[:, five], float(n_a)), from_moments(rest[:, five], float(n_b))
            t.append(studentised(va - vb, np.hypot(ea, eb)))
        return np.stack(t, axis=1)

    def shuffle(rows: int) -> Labels:
        keys = rng.random((rows, n_a + n_b), dtype=np.float32)
        chosen = np.zeros(keys.shape, dtype=np.bool_)
        np.put_along_axis(chosen, np.argpartition(keys, n_a - 1, axis=1)[:, :n_a], True, axis=1)
        return chosen

    return shuffled_p(statistic, shuffle, np.arange(n_a + n_b) < n_a, n_perm, thorough=thorough)


def _centred(y: Array, x: Array) -> Array:
    """Return the moments of y less its share in all of x: the same difference, without the digits that squares lose.

    Values near a billion that differ by one have squares that are all alike.
    """
    expected = y.sum() / x.sum() * x
    rest = y - expected
    rest[np.abs(rest) < 1e-12 * (np.abs(y) + np.abs(expected))] = 0.0
    return moments(rest, x)


def within(
    events: npt.NDArray[np.intp],
    is_a: Labels,
    per_event: Callable[[Labels], list[tuple[Array, Array]]],
    n_perm: int,
    rng: np.random.Generator,
    *,
    thorough: bool = False,
) -> Array:
    """Return the p values (m,) of m matched differences, shuffling the two names inside every event.

    ``events`` (n,) are the articles' event codes in rising order; ``per_event`` maps labels (b, n) to m pairs of
    (weighted difference, weight), each (b, n_events).
    """

    def statistic(labels: Labels) -> Array:
        t = []
        for y, x in per_event(labels):
            k = y.shape[1]
            sums = np.stack([y.sum(1), x.sum(1), (y * y).sum(1), (x * y).sum(1), (x * x).sum(1)], axis=1)
            t.append(studentised(*from_moments(sums, float(k))))
        return np.stack(t, axis=1)

    def shuffle(rows: int) -> Labels:
        order = np.argsort(events + rng.random((rows, len(events))), axis=1)
        return is_a[order]

    return shuffled_p(statistic, shuffle, is_a, n_perm, thorough=thorough)
