"""How far apart two outlets are, with an interval, a test and the smallest gap these articles could have shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from . import permutation
from .effects import cliffs_delta, detectable, hedges_g
from .estimates import clustered, too_few
from .measures import Array
from .resampling import Resampled, difference, interval, logarithm, resample
from .selection import Selection

Labels = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every difference of one comparison shares."""

    level: float
    min_articles: int
    n_boot: int
    n_perm: int


def pairs_of(names: Sequence[str], baseline: str | None) -> list[tuple[int, int]]:
    """Return the pairs (a, b) to compare: all of them, or each group against the baseline.

    >>> pairs_of(["x", "y", "z"], None), pairs_of(["x", "y", "z"], "y")
    ([(0, 1), (0, 2), (1, 2)], [(0, 1), (2, 1)])
    """
    if baseline is None:
        return list(combinations(range(len(names)), 2))
    if baseline not in names:
        raise ValueError(f"baseline={baseline!r} is not one of the groups; they are {', '.join(names)}")
    base = list(names).index(baseline)
    return [(g, base) for g in range(len(names)) if g != base]


def independent(
    chosen: Selection,
    pair: tuple[int, int],
    boot: list[dict[str, Resampled]],
    kinds: Sequence[str],
    settings: Settings,
    rng: np.random.Generator,
) -> list[dict[str, object]]:
    """Return one row per estimate for a − b, the two groups' articles being different draws."""
    a, b = pair
    inside = chosen.group == a, chosen.group == b
    n_a, n_b = int(inside[0].sum()), int(inside[1].sum())
    few = min(n_a, n_b) < settings.min_articles
    pairs = chosen.pairs(kinds)
    p = np.full(len(pairs), np.nan)
    if not few:
        sides = [clustered(pairs, side, None) for side in inside]
        p = permutation.between(sides[0], sides[1], settings.n_perm, rng)
    rows = []
    for i, kind in enumerate(pairs):
        gap = difference(boot[a][kind], boot[b][kind])
        log_gap = difference(logarithm(boot[a][kind]), logarithm(boot[b][kind]))
        row = _row(chosen, pair, kind, gap, log_gap, settings, few)
        row |= {"p": float(p[i]), "note": too_few(min(n_a, n_b), settings.min_articles, "articles") if few else ""}
        rows.append(row)
    return rows


def matched(
    chosen: Selection, pair: tuple[int, int], kinds: Sequence[str], settings: Settings, rng: np.random.Generator
) -> list[dict[str, object]]:
    """Return one row per estimate for a − b inside events both groups cover; the event is resampled.

    The mean gives every event the same weight.  The pooled difference weighs an event by N_a·N_b/(N_a+N_b), so that an
    event one outlet covered at length and the other in a line does not decide (Mantel and Haenszel 1959).
    """
    assert chosen.event is not None
    here = np.flatnonzero(np.isin(chosen.group, pair) & (chosen.event >= 0))
    both = np.intersect1d(*(chosen.event[here][chosen.group[here] == g] for g in pair))
    here = here[np.isin(chosen.event[here], both)]
    here = here[np.argsort(chosen.event[here], kind="stable")]
    events, is_a = np.searchsorted(both, chosen.event[here]), chosen.group[here] == pair[0]
    pairs = {kind: (y[here], x[here]) for kind, (y, x) in chosen.pairs(kinds).items()}
    few = len(both) < settings.min_articles
    p = np.full(len(pairs), np.nan)
    boots = {kind: (_nothing(), _nothing()) for kind in pairs}
    if len(both):
        boots = _bootstrap_events(events, is_a, pairs, settings.n_boot, rng)
    if not few:

        def per_event(labels: Labels) -> list[tuple[Array, Array]]:
            return [_gap(kind, *_sides(events, labels, y, x)) for kind, (y, x) in pairs.items()]

        p = permutation.within(events, is_a, per_event, settings.n_perm, rng)
    rows = []
    for i, kind in enumerate(pairs):
        row = _row(chosen, pair, kind, *boots[kind], settings, few, here)
        note = too_few(len(both), settings.min_articles, "shared events") if few else ""
        rows.append(row | {"n_events": len(both), "p": float(p[i]), "note": note})
    return rows


def _bootstrap_events(
    events: npt.NDArray[np.intp],
    is_a: Labels,
    pairs: dict[str, tuple[Array, Array]],
    n_boot: int,
    rng: np.random.Generator,
) -> dict[str, tuple[Resampled, Resampled]]:
    """Return (difference, log ratio) by estimate, all from the same draws of events."""
    wanted: list[tuple[Array, Array]] = []
    for kind, (y, x) in pairs.items():
        sides = _sides(events, is_a[None, :], y, x)
        wanted += [(g[0], w[0]) for g, w in (_gap(kind, *sides), _quotient(kind, *sides))]
    found = resample(wanted, n_boot, rng)
    return {kind: (found[2 * i], logarithm(found[2 * i + 1])) for i, kind in enumerate(pairs)}


def _sides(events: npt.NDArray[np.intp], labels: Labels, y: Array, x: Array) -> tuple[Array, Array, Array, Array]:
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


def _row(
    chosen: Selection,
    pair: tuple[int, int],
    kind: str,
    gap: Resampled,
    log_ratio: Resampled,
    settings: Settings,
    few: bool,
    here: npt.NDArray[np.intp] | None = None,
) -> dict[str, object]:
    group, value = (chosen.group, chosen.value) if here is None else (chosen.group[here], chosen.value[here])
    a, b = value[group == pair[0]], value[group == pair[1]]
    low, high = (np.nan, np.nan) if few else interval(gap, settings.level)
    ratio, ratio_low, ratio_high = _ratio(log_ratio, settings.level, few, a, b)
    row: dict[str, object] = {
        "measure": chosen.measure,
        "a": chosen.names[pair[0]],
        "b": chosen.names[pair[1]],
        "estimate": kind,
        "n_a": len(a),
        "n_b": len(b),
        "difference": gap.value,
        "low": low,
        "high": high,
        "ratio": ratio,
        "ratio_low": ratio_low,
        "ratio_high": ratio_high,
        "cliffs_delta": cliffs_delta(a, b),
        "hedges_g": hedges_g(a, b),
        "detectable": np.nan if few else detectable(gap.error, gap.dof, 1 - settings.level),
    }
    return row


def _ratio(log_ratio: Resampled, level: float, few: bool, a: Array, b: Array) -> tuple[float, float, float]:
    """Return (ratio, low, high); NaN for a measure that can be negative, whose ratios mean nothing."""
    if min(a.min(initial=0.0), b.min(initial=0.0)) < 0:
        return np.nan, np.nan, np.nan
    with np.errstate(over="ignore"):
        low, high = (np.nan, np.nan) if few else np.exp(interval(log_ratio, level))
        return float(np.exp(log_ratio.value)), float(low), float(high)


def _nothing() -> Resampled:
    nan = float("nan")
    return Resampled(nan, nan, np.empty(0), np.empty(0), nan)
