"""Pairs of groups for charts: forests of differences, places in a plane, and which pair lies furthest apart."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..compare import Comparison
from .comparisons import ALPHA, with_measure
from .sentences import said


def forest(found: Comparison) -> pd.DataFrame:
    """Return a comparison's differences as the rows of a forest plot: ``name`` is the pair, ``measure`` the panel.

    ``kept`` are those told from zero after Holm's correction over the whole comparison: what the chart fills.
    """
    rows = found.differences
    columns = ["measure", "a", "b", "n_a", "n_b", "difference", "low", "high", "p_holm", "detectable"]
    names = [f"{a} − {b}" for a, b in zip(rows["a"], rows["b"], strict=True)]
    return rows[columns].assign(kept=rows["p_holm"] < ALPHA, name=names)


def plane(found: Comparison, x: str, y: str) -> pd.DataFrame:
    """Return one row a group with two pooled measures and their intervals: what ``figures.places`` draws."""
    wide: dict[str, pd.Series[float]] = {}
    for measure in (x, y):
        rows = found.estimates[found.estimates["measure"] == measure].set_index("group")
        wide |= {measure: rows["pooled"], f"{measure}_low": rows["pooled_low"], f"{measure}_high": rows["pooled_high"]}
        wide["n_articles"] = rows["n_articles"]
    return pd.DataFrame(wide).rename_axis("group").reset_index()


class Furthest(NamedTuple):
    """A pair of groups, out of how many pairs it was chosen (1: it was given), and the group it was chosen for."""

    a: str | None
    b: str | None
    n_pairs: int
    given: str | None = None


def furthest(
    articles: pd.DataFrame,
    measure: str,
    *,
    by: str = "outlet",
    a: str | None = None,
    b: str | None = None,
    least: int = 20,
) -> Furthest:
    """Return the two groups, of at least ``least`` articles each, whose means are furthest apart, the larger first.

    ``a`` or ``b`` given alone stays in its place, and the other is the group furthest from it; both are returned as
    they are.  Where fewer than two groups are so large, they are sought among all; where there are no two, both are
    None.  Whoever shows that pair must say that it is the most extreme of ``n_pairs`` (``pair_in_words``): its interval
    does not know it was chosen.  Raises ``ValueError`` for twice the same group, or one that has no value.
    """
    if a is not None and a == b:
        raise ValueError(f"a and b are both {a!r}; give two groups, or None for the one furthest from the other")
    if a is not None and b is not None:
        return Furthest(a, b, 1)
    known = with_measure(articles, measure).dropna(subset=[measure]).groupby(by)[measure]
    means, large = known.mean().sort_values().rename(str), known.size().rename(str) >= least
    given = b if a is None else a
    if given is not None:
        return _beside(given, means, large, first=b is None, by=by)
    if large.sum() > 1:
        means = means[large]
    n_pairs = len(means) * (len(means) - 1) // 2
    return Furthest(means.index[-1], means.index[0], n_pairs) if n_pairs else Furthest(None, None, 0)


def _beside(given: str, means: pd.Series[float], large: pd.Series[bool], *, first: bool, by: str) -> Furthest:
    """Return a group with the one of all others whose mean is furthest from its own."""
    if str(given) not in means:
        there = ", ".join(sorted(means.index)) or "none"
        raise ValueError(f"no article with a value has {by}={given!r}; there are {there}")
    others = means.drop(str(given))
    others = others[large[others.index]] if large[others.index].any() else others
    if others.empty:
        return Furthest(None, None, 0)
    other = str((others - means[str(given)]).abs().idxmax())
    a, b = (given, other) if first else (other, given)
    return Furthest(a, b, len(others), given)


def pair_in_words(pair: Furthest, *, lang: str = "en") -> str:
    """Return how a pair was chosen, and what that does to its intervals.

    >>> pair_in_words(Furthest("A", "B", 3))
    'The pair is the most extreme of 3, chosen because it is: its intervals do not allow for that.'
    >>> pair_in_words(Furthest("A", "B", 2, given="B"))
    'Of the 2 others, A lies furthest from B, and was chosen because it does: the intervals do not allow for that.'
    """
    if pair.n_pairs < 2:
        return said("pair_given", lang)
    if pair.given is None:
        return said("pair_chosen", lang, n=pair.n_pairs)
    other = pair.b if pair.given == pair.a else pair.a
    return said("pair_beside", lang, n=pair.n_pairs, other=other, given=pair.given)
