"""Comparisons as tables for charts: forests of differences, places in a plane, stories matched, choices varied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from ..compare import Comparison
from ..compare.measures import values
from ..counts import n_named
from ..lexicons import name_of, number
from .comparisons import compared
from .sentences import said

MOST = 15
"""More pairs than this are not drawn one by one."""
ALPHA = 0.05
"""A difference is kept, and drawn filled, where its p value after Holm's correction is smaller."""


def told_by_all(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return the articles of the events that every group told."""
    known = articles.dropna(subset=["event", by])
    tellers = known.groupby("event")[by].nunique()
    return known[known["event"].map(tellers) == known[by].nunique()]


def told_lines(told: pd.DataFrame, measure: str, *, by: str = "outlet") -> pd.DataFrame:
    """Return ``event``, ``group`` and the measure of articles: what ``slopes`` draws; ``ValueError`` for no measure."""
    return with_measure(told, measure).rename(columns={by: "group"})[["event", "group", measure]]


def with_measure(articles: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the articles with a column of the measure, counted if need be; ``ValueError`` where it cannot be.

    >>> with_measure(pd.DataFrame({"n_direct": [5], "n_words": [50]}), "direct_share")["direct_share"].tolist()
    [0.1]
    """
    return articles if measure in articles else articles.assign(**{measure: values(articles, measure)})


def matched_and_not(articles: pd.DataFrame, measure: str, *, by: str = "outlet", lang: str = "en") -> pd.DataFrame:
    """Return each pair's difference of means twice: over all articles, and within the events both told.

    ``name`` (the ``pair``, and how) and ``n`` (on how much) are written in ``lang``; ``kept`` says whether the
    difference is told from zero after Holm's correction over the pairs; ``alike``, whether the two can differ at all
    (``told_alike``).
    """
    alike = told_alike(articles, measure, by=by)
    rows = []
    for how, event in (("all articles", None), ("same events", "event")):
        for row in compared(articles, measure, by, event=event, estimate="mean").differences.to_dict("records"):
            if row["difference"] != row["difference"]:
                continue  # no event both told
            many = (row["n_events"],) if event else (row["n_a"], row["n_b"])
            counted = n_named(int(many[-1]), "event" if event else "article", lang=lang)
            n = ", ".join([*(number(count, ",.0f", lang=lang) for count in many[:-1]), counted])
            named = f"{row['a']} − {row['b']}"
            name = f"{named}{name_of('colon', lang)} {name_of(how, lang)}"
            known = {key: row[key] for key in ("difference", "low", "high", "p_holm")}
            kept, pair = row["p_holm"] < ALPHA, frozenset((row["a"], row["b"]))
            facts = {"kept": kept, "alike": pair in alike, "how": how, "n": n}
            rows.append({"name": name, "pair": named, **known, **facts})
    columns = ["name", "pair", "how", "difference", "low", "high", "p_holm", "kept", "alike", "n"]
    # Of a pair, first all articles and then the same events, whatever these are called in a language.
    return pd.DataFrame(rows, columns=columns).sort_values(["pair", "how"], kind="stable", ignore_index=True)


def furthest_pairs(both: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """Return the rows of ``matched_and_not`` of the ``most`` pairs whose differences are largest, in their order.

    What holds within the same events counts, where a pair has that: a chart of all pairs of thirty groups is nothing to
    look at.  Whoever draws fewer than all says so (``alike_in_words``).
    """
    size = both["difference"].abs().where(both["how"] == "same events")
    far = size.groupby(both["pair"]).max().sort_values(ascending=False, kind="stable", na_position="last").index[:most]
    return both[both["pair"].isin(far)]


def told_alike(articles: pd.DataFrame, measure: str, *, by: str = "outlet") -> set[frozenset[str]]:
    """Return the pairs of groups whose difference of means is the same within events as over all articles.

    So it is by arithmetic where the two told the same events and nothing else, and each told all of them equally
    often: the mean over events of each one's mean is then the mean over articles.

    >>> rows = pd.DataFrame({"outlet": [*"AABBC"], "event": [1, 2, 1, 2, 1], "n_words": 9})
    >>> [sorted(pair) for pair in told_alike(rows, "n_words")]
    [['A', 'B']]
    """
    known = articles.dropna(subset=[by, measure])
    if "event" in known:
        known = known.assign(event=known["event"].replace("", None))
    told = {str(g): of.groupby("event", dropna=False).size() for g, of in known.groupby(by)} if "event" in known else {}
    even = {g: set(n.index) for g, n in told.items() if n.nunique() == 1 and not n.index.hasnans}
    return {frozenset((a, b)) for a, b in combinations(even, 2) if even[a] == even[b]}


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


def oriented(specifications: pd.DataFrame, first: str | None) -> pd.DataFrame:
    """Return the specifications with every difference as ``first`` minus the other."""
    turned = specifications["a"] != first
    out = specifications.copy()
    out.loc[turned, "estimate"] = -specifications["estimate"]
    out.loc[turned, "low"], out.loc[turned, "high"] = -specifications["high"], -specifications["low"]
    for one, other in (("a", "b"), ("n_a", "n_b")):
        out.loc[turned, one] = specifications[other]
        out.loc[turned, other] = specifications[one]
    return out


def pull(curve: pd.DataFrame, choices: Sequence[str]) -> pd.DataFrame:
    """Return how far each choice moves the estimate, all other choices held still, the furthest first.

    One row for each option beside the suite's own: ``change`` is the mean of the other option's estimate minus that of
    ``ours``, over the ``n_pairs`` pairs of specifications that are alike in all else; ``least`` and ``most`` are the
    extremes.  An option without such a pair has no row: specifications that differ in more than one choice are not set
    against each other, because not every combination of options exists.

    >>> rows = [("all", "out", 2.0), ("all", "in", 5.0), ("marks", "out", 1.0)]
    >>> found = pull(pd.DataFrame(rows, columns=["counted", "attitudes", "estimate"]), ["counted", "attitudes"])
    >>> found[["choice", "other", "n_pairs", "change"]].to_dict("split")["data"]
    [['attitudes', 'in', 1, 3.0], ['counted', 'marks', 1, -1.0]]
    """
    rows = [row for choice in choices for row in _moves(curve, choice, choices)]
    frame = pd.DataFrame(rows, columns=["choice", "ours", "other", "n_pairs", "change", "least", "most"])
    return frame.sort_values("change", key=abs, ascending=False, kind="stable", ignore_index=True)


def _moves(curve: pd.DataFrame, choice: str, choices: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield the row of each option of a choice against the suite's own, which is the first of the curve."""
    held = [c for c in ("measure", "a", "b", *choices) if c in curve and c != choice]
    wide = curve.pivot(index=held, columns=choice, values="estimate")
    ours, *others = dict.fromkeys(curve[choice])
    for other in others:
        change = (wide[other] - wide[ours]).dropna()
        if len(change):
            yield choice, ours, other, len(change), change.mean(), change.min(), change.max()
