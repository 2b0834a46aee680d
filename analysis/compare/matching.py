"""The same story told by two outlets: their difference inside each event both of them cover.

The mean gives every event the same weight.  The pooled difference weighs an event by N_a·N_b/(N_a+N_b), so that an
event one outlet covered at length and the other in a line does not decide (Mantel and Haenszel 1959).  Where 85 of 100
articles of both have nothing of what is counted, 95% intervals over 25 to 50 events cover 90 to 95%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..ratios import Array
from . import permutation
from .resampling import Resampled, interval, logarithm, resample
from .selection import Selection

Labels = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Matched:
    """The articles of two groups in their n shared events, sorted by event.

    ``rows`` (k,) are the articles' places in the selection, ``events`` (k,) their event codes from 0, ``is_a`` (k,) who
    published them; ``pairs`` holds (numerator, denominator) for each estimate.
    """

    rows: Codes
    events: Codes
    is_a: Labels
    n: int
    pairs: dict[str, tuple[Array, Array]]

    def bootstrap(self, n_boot: int, rng: np.random.Generator) -> dict[str, tuple[Resampled, Resampled]]:
        """Return (difference, log ratio) by estimate, all from the same draws of events; NaN without shared events."""
        if not self.n:
            nothing = Resampled(float("nan"), float("nan"), np.empty(0), np.empty(0), float("nan"))
            return dict.fromkeys(self.pairs, (nothing, nothing))
        wanted: list[tuple[Array, Array]] = []
        for kind, (y, x) in self.pairs.items():
            sides = _sides(self.events, self.is_a[None, :], y, x)
            wanted += [(above[0], below[0]) for above, below in (_gap(kind, *sides), _quotient(kind, *sides))]
        found = resample(wanted, n_boot, rng)
        return {kind: (found[2 * i], logarithm(found[2 * i + 1])) for i, kind in enumerate(self.pairs)}

    def alike(self, kind: str) -> tuple[bool, bool]:
        """Return whether all articles of a, and of b, say the same: the events' differences are the other's alone.

        Nothing found in twenty articles is not nothing for certain, so that such a difference has no interval.
        """
        y, x = self.pairs[kind]
        return _same(y[self.is_a], x[self.is_a]), _same(y[~self.is_a], x[~self.is_a])

    def interval(self, kind: str, gap: Resampled, level: float) -> tuple[float, float]:
        """Return the (low, high) interval of a difference that was bootstrapped; NaN where a side does not vary."""
        return (float("nan"), float("nan")) if any(self.alike(kind)) else interval(gap, level)

    def p_values(self, n_perm: int, rng: np.random.Generator, *, thorough: bool = False) -> Array:
        """Return one p value per estimate, the two names shuffled inside each event."""

        def per_event(labels: Labels) -> list[tuple[Array, Array]]:
            return [_gap(kind, *_sides(self.events, labels, y, x)) for kind, (y, x) in self.pairs.items()]

        return permutation.within(self.events, self.is_a, per_event, n_perm, rng, thorough=thorough)


def match(chosen: Selection, pair: tuple[int, int], kinds: Sequence[str]) -> Matched:
    """Return the articles of a pair of groups in the events both of them cover.  The selection must know its events."""
    if chosen.event is None:
        raise ValueError("event=None: matching needs the column that names the events")
    here = np.flatnonzero(np.isin(chosen.group, pair) & (chosen.event >= 0))
    both = np.intersect1d(*(chosen.event[here][chosen.group[here] == g] for g in pair))
    here = here[np.isin(chosen.event[here], both)]
    here = here[np.argsort(chosen.event[here], kind="stable")]
    return Matched(
        rows=here,
        events=np.searchsorted(both, chosen.event[here]),
        is_a=chosen.group[here] == pair[0],
        n=len(both),
        pairs={kind: (y[here], x[here]) for kind, (y, x) in chosen.pairs(kinds).items()},
    )


def _same(y: Array, x: Array) -> bool:
    """Return whether all ratios y/x are one, but for rounding."""
    expected = y.sum() / x.sum() * x if len(x) else x
    return bool((np.abs(y - expected) <= 1e-12 * (np.abs(y) + np.abs(expected))).all())


def _sides(events: Codes, labels: Labels, y: Array, x: Array) -> tuple[Array, Array, Array, Array]:
    """Return (y_a, x_a, y_b, x_b), each (b, n_events), for labels (b, n)."""
    first = np.flatnonzero(np.diff(events, prepend=-1))
    y_a = np.add.reduceat(np.where(labels, y, 0.0), first, axis=1)
    x_a = np.add.reduceat(np.where(labels, x, 0.0), first, axis=1)
    return y_a, x_a, np.add.reduceat(y, first) - y_a, np.add.reduceat(x, first) - x_a


def _gap(kind: str, y_a: Array, x_a: Array, y_b: Array, x_b: Array) -> tuple[Array, Array]:
    """Return (weighted difference, weight) of every event."""
    if kind == "mean":
        return y_a / x_a - y_b / x_b, np.ones_like(y_a)
    whole = np.maximum(x_a + x_b, 1e-300)
    return (y_a * x_b - y_b * x_a) / whole, x_a * x_b / whole


def _quotient(kind: str, y_a: Array, x_a: Array, y_b: Array, x_b: Array) -> tuple[Array, Array]:
    """Return the two sides of every event whose sums' quotient is the ratio of the groups."""
    if kind == "mean":
        return y_a / x_a, y_b / x_b
    whole = np.maximum(x_a + x_b, 1e-300)
    return y_a * x_b / whole, y_b * x_a / whole
