"""Each outlet corrected from its own gold alone: the difference estimator, with the weight that suits the extractor.

Intervals are Student's.  The bootstrap-t covers more where made-up errors are skewed, and on annotated articles no more
(``bench/correction.py``'s, ten of 132 read: 91%, Student's 92), with intervals a third wider: it is not taken.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..ratios import Array, ratio
from .gold import Group, influence

#: Fewer units read by hand than this say nothing about the spread of the error.
LEAST_GOLD = 3


def best_weight(groups: Sequence[Group], target: str) -> float:
    """Return the λ in [0, 1] that makes the corrected estimates most precise.

    One for all groups, for ten articles cannot tell it alone: Σcov(true, predicted)/Σvar(predicted), with the factor
    1 + n/N when the unread articles are a draw from a population themselves (PPI++, section 6).
    """
    shared = said_alone = 0.0
    for group in groups:
        if group.n >= LEAST_GOLD:
            true, said = group.influences()
            more = 1 + group.n / max(group.size - group.n, 1) if target == "population" else 1.0
            shared += float(true @ said) / group.n
            said_alone += float(said @ said) / group.n * more
    return float(np.clip(shared / said_alone, 0.0, 1.0)) if said_alone > 0 else 1.0


def own(
    groups: Sequence[Group], weight: float, target: str, n_draws: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Return each group's corrected ratio (groups,) and Student-t draws of it (n_draws, groups).

    NaN where nothing was read; draws are NaN too where the errors read do not vary, for those unread need not be alike.
    """
    centre, draws = np.full(len(groups), np.nan), np.full((n_draws, len(groups)), np.nan)
    for g, group in enumerate(groups):
        if group.n == 0:
            continue
        centre[g], error = corrected_ratio(group, weight, target)
        if np.isfinite(error) and (group.unread == 0 or _read_variance(group, 1.0) > 0):
            draws[:, g] = centre[g] + error * rng.standard_t(group.n - 1, n_draws)
    return centre, draws


def corrected_ratio(group: Group, weight: float, target: str) -> tuple[float, float]:
    """Return (estimate, standard error) of one group; the error is NaN under ``LEAST_GOLD`` units.

    For the corpus at hand the articles read count as known and the rest as a finite whole.  For the population behind
    it the unread articles are a second sample, whose predictions vary too.
    """
    predicted, variance, left = ratio(*group.every), 0.0, group.unread
    if target == "population":
        left = 1.0
        if group.unread > 0 and group.size > group.n:
            (y, x), (f, z) = group.every, group.said
            predicted = float((y.sum() - f.sum()) / (x.sum() - z.sum()))
            variance = weight**2 * float(influence(y, x).var()) / (group.size - group.n)
    estimate = weight * predicted + ratio(*group.truth) - weight * ratio(*group.said)
    if group.n < LEAST_GOLD:
        return estimate, float("nan")
    return estimate, float(np.sqrt(variance + left * _read_variance(group, weight)))


def _read_variance(group: Group, weight: float) -> float:
    """Return the delete-one-unit variance of true − λ · predicted among what was read (Quenouille 1956).

    Ten units of unequal length are too few for the linearised one: its square root is 9% too small.
    """
    found = np.zeros(group.n)
    for (numerator, denominator), factor in ((group.truth, 1.0), (group.said, -weight)):
        rest = denominator.sum() - denominator
        if (rest <= 0).any():
            return float("nan")
        found += factor * (numerator.sum() - numerator) / rest
    return (group.n - 1) * float(found.var())
