"""How far apart two outlets are, with an interval, a test and the smallest gap these articles could have shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..notes import Note, both
from ..ratios import Array
from . import permutation
from .effects import cliffs_delta, detectable, hedges_g
from .estimates import clustered, too_few, unsure
from .matching import match
from .resampling import Resampled, difference, gap_interval, interval, logarithm
from .selection import Selection

#: A group of fewer articles, of another at least so many times as many, that scatters so many times as much: its own
#: error is too unsure for the test (``bench/levels.py``, tests).
FEW, TIMES = 50, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every difference of one comparison shares."""

    level: float
    min_articles: int
    n_boot: int
    n_perm: int
    family: int


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


def p_values(
    chosen: Selection,
    pair: tuple[int, int],
    kinds: Sequence[str],
    n_perm: int,
    rng: np.random.Generator,
    *,
    matched: bool = False,
    thorough: bool = False,
) -> Array:
    """Return the p value of each estimate's difference a − b; ``matched``: names are shuffled inside events."""
    if matched:
        return match(chosen, pair, kinds).p_values(n_perm, rng, thorough=thorough)
    pairs = chosen.pairs(kinds)
    a, b = (clustered(pairs, chosen.group == g, None) for g in pair)
    return permutation.between(a, b, n_perm, rng, thorough=thorough)


@dataclass(frozen=True, slots=True)
class Side:
    """What every difference of a group needs: its values (n,), its ratios, and its estimates with their logarithms."""

    value: Array
    ratios: list[tuple[Array, Array]]
    boot: dict[str, Resampled]
    logs: dict[str, Resampled]


def sides(chosen: Selection, boot: list[dict[str, Resampled]], kinds: Sequence[str]) -> list[Side]:
    """Return each group's side, in the order of the groups: made once, not once a pair."""
    pairs, found = chosen.pairs(kinds), []
    for g, of in enumerate(boot):
        inside = chosen.group == g
        logs = {kind: logarithm(one) for kind, one in of.items()}
        found.append(Side(chosen.value[inside], clustered(pairs, inside, None), of, logs))
    return found


def independent(
    chosen: Selection,
    pair: tuple[int, int],
    groups: Sequence[Side],
    kinds: Sequence[str],
    settings: Settings,
    rng: np.random.Generator,
) -> list[dict[str, object]]:
    """Return one row per estimate for a − b, the two groups' articles being different draws."""
    a, b = (groups[g] for g in pair)
    n = min(len(a.value), len(b.value))
    few = too_few(n, settings.min_articles, "articles") if n < settings.min_articles else ""
    p = np.full(len(kinds), np.nan) if few else permutation.between(a.ratios, b.ratios, settings.n_perm, rng)
    sizes, rows = _effects(a.value, b.value), []
    uneven = "" if few else _uneven(a.value, b.value)
    for i, kind in enumerate(kinds):
        gap = difference(a.boot[kind], b.boot[kind], drawn=not few)
        log_gap = difference(a.logs[kind], b.logs[kind], drawn=not few)
        ends = (np.nan, np.nan) if few else gap_interval(a.boot[kind], b.boot[kind], settings.level, most=chosen.most)
        row = _row(chosen, pair, kind, gap, ends, log_gap, settings, sizes)
        alike = [chosen.names[g] for g, of in zip(pair, (a, b), strict=True) if of.boot[kind].error == 0]
        note = few or _constant(alike) or both(unsure(gap), uneven)
        rows.append(row | {"p": float(p[i]), "note": note})
    return rows


def _constant(alike: Sequence[str]) -> str:
    """Return the note of a difference from groups whose articles are all alike, empty where there is none."""
    if len(alike) == 2:
        return Note("compare_constant_neither", a=alike[0], b=alike[1])
    return Note("compare_constant_in", a=alike[0]) if alike else ""


def _uneven(a: Array, b: Array) -> str:
    """Return the note of a test in which few articles that scatter widely stand against many that do not, else "".

    >>> wide, narrow = np.array([0.0, 0.8] * 10), np.array([0.3, 0.4] * 50)
    >>> _uneven(wide, narrow)
    'unsure test: 20 articles scatter 8 times as much as the other 100, and p may be too small'
    >>> _uneven(wide, narrow[:20]), _uneven(narrow[:20], np.tile(wide, 5))
    ('', '')
    """
    few, many = sorted((a, b), key=len)
    if len(few) >= FEW or len(many) < TIMES * len(few):
        return ""
    times = float(few.std(ddof=1)) / spread if (spread := float(many.std(ddof=1))) > 0 else 0.0
    return Note("compare_uneven", n=len(few), others=len(many), times=round(times)) if times >= TIMES else ""


def matched(
    chosen: Selection, pair: tuple[int, int], kinds: Sequence[str], settings: Settings, rng: np.random.Generator
) -> list[dict[str, object]]:
    """Return one row per estimate for a − b inside events both groups cover; the event is resampled."""
    found = match(chosen, pair, kinds)
    few = too_few(found.n, settings.min_articles, "shared_events") if found.n < settings.min_articles else ""
    boots = found.bootstrap(settings.n_boot, rng)
    p = np.full(len(boots), np.nan) if few else found.p_values(settings.n_perm, rng)
    group, value = chosen.group[found.rows], chosen.value[found.rows]
    sizes, rows = _effects(value[group == pair[0]], value[group == pair[1]]), []
    for i, (kind, (gap, log_ratio)) in enumerate(boots.items()):
        alike = [chosen.names[g] for g, same in zip(pair, found.alike(kind), strict=True) if same]
        ends = (np.nan, np.nan) if few else found.interval(kind, gap, settings.level)
        row = _row(chosen, pair, kind, gap, ends, log_ratio, settings, sizes)
        same = _constant(alike) if gap.error > 0 or alike else Note("compare_constant_gap")
        note = few or same or unsure(gap, "difference")
        rows.append(row | {"n_events": found.n, "p": float(p[i]), "note": note})
    return rows


def _effects(a: Array, b: Array) -> dict[str, float]:
    """Return what two groups' values alone say, whatever estimate is made of them, and the smallest value."""
    least = float(min(a.min(initial=0.0), b.min(initial=0.0)))
    sizes = {"n_a": len(a), "n_b": len(b), "cliffs_delta": cliffs_delta(a, b), "hedges_g": hedges_g(a, b)}
    return sizes | {"least": least}


def _row(
    chosen: Selection,
    pair: tuple[int, int],
    kind: str,
    gap: Resampled,
    ends: tuple[float, float],
    log_ratio: Resampled,
    settings: Settings,
    sizes: dict[str, float],
) -> dict[str, object]:
    unknown = not np.isfinite(ends[0])
    ratio, ratio_low, ratio_high = _ratio(log_ratio, settings.level, unknown, negative=sizes["least"] < 0)
    row: dict[str, object] = {
        "measure": chosen.measure,
        "a": chosen.names[pair[0]],
        "b": chosen.names[pair[1]],
        "estimate": kind,
        "n_a": sizes["n_a"],
        "n_b": sizes["n_b"],
        "difference": gap.value,
        "low": ends[0],
        "high": ends[1],
        "ratio": ratio,
        "ratio_low": ratio_low,
        "ratio_high": ratio_high,
        "cliffs_delta": sizes["cliffs_delta"],
        "hedges_g": sizes["hedges_g"],
        "detectable": np.nan
        if unknown
        else detectable(gap.error, gap.dof, (1 - settings.level) / max(settings.family, 1)),
    }
    return row


def _ratio(log_ratio: Resampled, level: float, unknown: bool, *, negative: bool) -> tuple[float, float, float]:
    """Return (ratio, low, high); NaN for a measure that can be negative, whose ratios mean nothing."""
    if negative:
        return np.nan, np.nan, np.nan
    with np.errstate(over="ignore"):
        low, high = (np.nan, np.nan) if unknown else np.exp(interval(log_ratio, level))
        return float(np.exp(log_ratio.value)), float(low), float(high)
