"""Each outlet corrected from its own gold alone: the difference estimator, with the weight that suits the extractor.

Errors are rarely symmetric: an extractor that misses all of one article in seven misses nothing of the others.  So the
interval is the bootstrap-t (Hall 1988) of the units read, Student's where they are too few.  Of 200 articles it covers
some 90 % with 10 read, 92 with 20, 94 with 40 where Student's covers 82 to 84 (``bench/levels.py``, read).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..ratios import Array, ratio
from .gold import Group, influence
from .resampling import resampled_sums

#: Fewer units read by hand than this say nothing about the spread of the error, and fewer than these of its shape.
LEAST_GOLD, LEAST_DRAWN = 3, 10
#: The part of all resamples that must have a spread of their own; in the rest no unit errs.
LEAST_USABLE = 0.9


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
    """Return each group's corrected ratio (groups,) and draws of what it could be (n_draws, groups).

    NaN where nothing was read; draws are NaN too where the errors read do not vary, for those unread are not all alike.
    """
    centre, draws = np.full(len(groups), np.nan), np.full((n_draws, len(groups)), np.nan)
    for g, group in enumerate(groups):
        if group.n == 0:
            continue
        centre[g], read, unread = corrected_ratio(group, weight, target)
        if np.isfinite(read) and (group.unread == 0 or _read_variance(group, 1.0) > 0):
            of_read = read * pivots(group, weight, n_draws, rng)
            draws[:, g] = centre[g] - of_read + unread * rng.standard_normal(n_draws)
    return centre, draws


def pivots(group: Group, weight: float, n_draws: int, rng: np.random.Generator) -> Array:
    """Draw (n_draws,) the error of true − λ · predicted among what was read, divided by its own standard error.

    From units drawn again with replacement; Student's t where fewer than ``LEAST_DRAWN`` were read, or too many
    resamples have no spread of their own.
    """
    parts = np.stack([*group.truth, *group.said], axis=1)
    row, column = np.triu_indices(4)
    if group.n >= LEAST_DRAWN:
        sums = resampled_sums(np.concatenate([parts, parts[:, row] * parts[:, column]], axis=1), n_draws, rng)
        t, x, s, z = sums[:, :4].T
        with np.errstate(divide="ignore", invalid="ignore"):
            # Each unit pulls the estimate by (t − R x) / X − λ (s − Q z) / Z, linear in the four; its square sums up.
            form = np.stack([1 / x, -t / x**2, -weight / z, weight * s / z**2], axis=1)
            twice = np.where(row == column, 1.0, 2.0)
            squares = np.maximum((form[:, row] * form[:, column] * twice * sums[:, 4:]).sum(axis=1), 0.0)
            error = np.sqrt(group.n / (group.n - 1) * squares)
            gap = t / x - weight * s / z - (ratio(*group.truth) - weight * ratio(*group.said))
            drawn = gap / error
        # Squares lose half the digits: where no unit errs, rounding leaves about 1e-8 of the share.
        usable = np.isfinite(drawn) & (error > 1e-6 * np.abs(t / x))
        if usable.mean() >= LEAST_USABLE:
            # A resample in which nothing was missed is as far off as any: how far, its own spread does not say.
            furthest = np.where(gap < 0, drawn[usable].min(), drawn[usable].max())
            return np.asarray(np.where(usable, drawn, furthest))
    return rng.standard_t(group.n - 1, n_draws)


def corrected_ratio(group: Group, weight: float, target: str) -> tuple[float, float, float]:
    """Return (estimate, its standard error for what was read, and for what was not); NaN under ``LEAST_GOLD`` units.

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
        return estimate, float("nan"), float("nan")
    return estimate, float(np.sqrt(left * _read_variance(group, weight))), float(np.sqrt(variance))


def _read_variance(group: Group, weight: float) -> float:
    """Return the delete-one-unit variance of true − λ · predicted among what was read (Quenouille 1956).

    Ten units of unequal length are too few for the linearised one: its square root is 9 % too small.
    """
    found = np.zeros(group.n)
    for (numerator, denominator), factor in ((group.truth, 1.0), (group.said, -weight)):
        rest = denominator.sum() - denominator
        if (rest <= 0).any():
            return float("nan")
        found += factor * (numerator.sum() - numerator) / rest
    return (group.n - 1) * float(found.var())
