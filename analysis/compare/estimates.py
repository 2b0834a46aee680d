"""One row per outlet: its pooled share, the share of its typical article, and how sure either is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..notes import Note, both
from ..ratios import Array
from .resampling import MOST_OF_ONE, Resampled, interval, resample
from .selection import Selection


def clustered(
    pairs: dict[str, tuple[Array, Array]], inside: npt.NDArray[np.bool_], clusters: npt.NDArray[np.intp] | None
) -> list[tuple[Array, Array]]:
    """Return (numerator, denominator) per cluster: the articles of a group, summed by event when events are given.

    An article without an event (code −1) is a cluster of its own.
    """
    if clusters is None:
        return [(y[inside], x[inside]) for y, x in pairs.values()]
    _, cluster = np.unique(clusters[inside], return_inverse=True)
    return [(_by(cluster, y[inside]), _by(cluster, x[inside])) for y, x in pairs.values()]


def _by(cluster: npt.NDArray[np.intp], amounts: Array) -> Array:
    return np.asarray(np.bincount(cluster, amounts), dtype=np.float64)


def bootstrap(
    chosen: Selection, estimate: Sequence[str], *, n_boot: int, rng: np.random.Generator
) -> list[dict[str, Resampled]]:
    """Return, for each group, its bootstrapped estimates by name; articles (or events) are resampled within group."""
    pairs = chosen.pairs(estimate)
    found, codes = [], chosen.clusters()
    for g in range(len(chosen.names)):
        clusters = clustered(pairs, chosen.group == g, codes)
        found.append(dict(zip(pairs, resample(clusters, n_boot, rng), strict=True)))
    return found


def estimates(
    chosen: Selection, boot: list[dict[str, Resampled]], estimate: Sequence[str], *, level: float, min_articles: int
) -> pd.DataFrame:
    """Return the table of estimates, one row per group, in the order of the groups."""
    rows = []
    for g, name in enumerate(chosen.names):
        inside = chosen.group == g
        n, value = int(inside.sum()), chosen.value[inside]
        row: dict[str, object] = {"measure": chosen.measure, "group": name, "n_articles": n}
        if chosen.event is not None:
            here = chosen.event[inside]
            row["n_events"] = len(np.unique(here[here >= 0]))
        row["n_words"] = float(chosen.n_words[inside].sum())
        note = ""
        clusters = round(next(iter(boot[g].values())).dof) + 1
        few = min(n, clusters) < min_articles
        if few:
            note = too_few(min(n, clusters), min_articles, "articles" if clusters == n else "events")
        for kind in estimate:
            found = boot[g].get(kind)
            low, high = (np.nan, np.nan) if found is None or few else bounds(chosen, found, level)
            row |= {kind: np.nan if found is None else found.value, f"{kind}_low": low, f"{kind}_high": high}
            if not (found is None or few):
                one = "article" if clusters == n else "event"
                said = unsure(found, one) if np.isfinite(low) else Note("compare_constant")
                note = note if said in note else both(note, said)
        row["sd"] = float(value.std(ddof=1)) if n > 1 else np.nan
        row["note"] = note
        rows.append(row)
    return with_notes(rows)


def with_notes(rows: list[dict[str, object]], columns: list[str] | None = None) -> pd.DataFrame:
    """Return rows as a table whose ``note`` keeps its notes: a column of strings would only keep their words."""
    return pd.DataFrame(rows, columns=columns).assign(note=pd.Series([row["note"] for row in rows], dtype=object))


def bounds(chosen: Selection, found: Resampled, level: float) -> tuple[float, float]:
    """Return the interval of a group's estimate, kept inside [0, 1] when the measure is a share."""
    low, high = interval(found, level, most=chosen.most)
    return (max(low, 0.0), min(high, 1.0)) if chosen.bounded and np.isfinite(low) else (low, high)


def unsure(found: Resampled, one: str = "article") -> str:
    """Return the note of an estimate that hangs on one article, event or difference of an event; empty where none does.

    Such an interval covers the truth less often than it says, whatever the method.
    """
    if found.largest <= MOST_OF_ONE:
        return ""
    return Note(f"compare_unsure_{one}", share=found.largest)


@cache
def too_few(n: int, least: int, what: str) -> str:
    """Return the note of a group that is too small for an interval.

    >>> too_few(12, 20, "articles")
    'no interval: 12 articles, under 20; give more, or merge groups'
    """
    return Note(f"compare_few_{what}", n=n, least=least)
