"""What the outlets' errors have in common, and how much they differ: a small hierarchical model.

The extractor's bias in outlet g is measured with sampling variance v_g on a few articles; the outlets' true biases are
taken as draws from one normal distribution N(μ, τ²) (Rubin 1981).  μ has a flat prior, τ a uniform one (Gelman 2006),
and both are integrated out, so that the intervals know how little seven outlets say about τ.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..counts import n_of
from ..ratios import Array, ratio
from .gold import Group
from .resampling import jackknife_error

#: Points of the grid over τ; the posterior is smooth and this is well below its own width.
GRID = 60
#: With fewer outlets the posterior of τ under a uniform prior is not a distribution (Gelman 2006).
LEAST_GROUPS = 3
#: Fewer degrees of freedom than this leave the spread of the error itself unknown.
LEAST_DOF = 5
#: Errors of shares that differ by less differ by rounding.
SAME = 1e-12
#: How many articles' worth the outlets' common spread counts beside an outlet's own (a moderated variance, Smyth 2004).
COMMON = 10


def shared(groups: Sequence[Group], target: str, n_draws: int, rng: np.random.Generator) -> Array:
    """Draw each group's corrected ratio from its posterior, (n_draws, groups), read by hand or not."""
    known = [g for g, group in enumerate(groups) if group.n]
    bias = np.array([ratio(*groups[g].truth) - ratio(*groups[g].said) for g in known])
    residuals = [np.subtract(*groups[g].influences()) for g in known]
    dof = float(sum(len(r) - 1 for r in residuals))
    if dof < LEAST_DOF:
        raise ValueError(
            f"gold: {n_of(int(dof + len(known)), 'unit')} read in {n_of(len(known), 'group')}; read a few more of each"
        )
    spread = sum(float(r @ r) for r in residuals) / dof
    own = np.array([r @ r + COMMON * spread for r in residuals]) / np.array([len(r) - 1 + COMMON for r in residuals])
    left = np.array([groups[g].unread / groups[g].n if target == "corpus" else 1 / groups[g].n for g in known])
    measured, others = shared_errors(bias, np.maximum(own * left, 1e-12), dof, len(groups) - len(known), n_draws, rng)
    draws = np.array([ratio(*group.every) for group in groups]) + np.zeros((n_draws, 1))
    draws[:, known] += measured
    unread = [g for g, group in enumerate(groups) if not group.n]
    if unread:
        # A group's own articles do not average out to exactly the mean of its error.
        chance = np.sqrt(spread / np.array([groups[g].size for g in unread]))
        draws[:, unread] += others + chance * rng.standard_normal(others.shape)
    if target == "population":
        errors = np.array([jackknife_error(*group.every) for group in groups])
        draws += errors * rng.standard_normal(draws.shape)
    return draws


def errors_alike(groups: Sequence[Group]) -> bool:
    """Return whether the errors read by hand do not vary in any group, as where nobody changed a tag."""
    residuals = (np.subtract(*group.influences()) for group in groups if group.n)
    return all(float(np.abs(r).max()) < SAME for r in residuals)


def shared_errors(
    bias: Array, variance: Array, dof: float, n_new: int, n_draws: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Draw the outlets' true biases: (n_draws, g) for those measured, (n_draws, n_new) for outlets not measured at all.

    ``bias`` and ``variance`` (g,) are the measured biases and their sampling variances, all estimated with ``dof``
    degrees of freedom together.

    >>> rng = np.random.default_rng(1)
    >>> known, new = shared_errors(np.array([0.1, 0.1, 0.1, 0.4]), np.full(4, 0.01), 100, 1, 20_000, rng)
    >>> bool(0.15 < known[:, 3].mean() < 0.35 and new.std() > known[:, 3].std())
    True
    """
    if len(bias) < LEAST_GROUPS:
        raise ValueError(
            f"{n_of(len(bias), 'group')} with gold; sharing their errors takes {LEAST_GROUPS}; use method='own'"
        )
    # The variances are estimates too: their common scale is drawn from its own posterior.
    v = variance[None, :] * (dof / rng.chisquare(dof, n_draws))[:, None]
    reach = 5 * max(float(bias.std(ddof=1)), float(np.sqrt(variance.mean())))
    tau = np.linspace(0, max(reach, 1e-12), GRID)
    log_density, mean, precision = (np.empty((n_draws, GRID)) for _ in range(3))
    for i, t in enumerate(tau):
        weight = 1 / (v + t**2)
        precision[:, i] = weight.sum(axis=1)
        mean[:, i] = (weight @ bias) / precision[:, i]
        fit = (weight * (bias - mean[:, i : i + 1]) ** 2).sum(axis=1)
        log_density[:, i] = 0.5 * (np.log(weight).sum(axis=1) - np.log(precision[:, i]) - fit)
    at = _pick(log_density, rng)
    row = np.arange(n_draws)
    centre = mean[row, at] + rng.standard_normal(n_draws) / np.sqrt(precision[row, at])
    spread = tau[at]
    kept = spread[:, None] ** 2 / (spread[:, None] ** 2 + v)
    known = kept * bias + (1 - kept) * centre[:, None] + np.sqrt(kept * v) * rng.standard_normal(v.shape)
    return known, centre[:, None] + spread[:, None] * rng.standard_normal((n_draws, n_new))


def _pick(log_density: Array, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """Return one grid index per row, drawn with probability proportional to exp(log_density)."""
    density = np.exp(log_density - log_density.max(axis=1, keepdims=True))
    cumulated = density.cumsum(axis=1)
    drawn = rng.random((len(density), 1)) * cumulated[:, -1:]
    return np.asarray((cumulated < drawn).sum(axis=1), dtype=np.intp)
