"""Comparisons as tables for charts: forests of differences, places in a plane, stories matched, choices varied."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..compare import Comparison
from ..lexicons import name_of
from .comparisons import compared


def told_by_all(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return the articles of the events that every group told."""
    known = articles.dropna(subset=["event", by])
    tellers = known.groupby("event")[by].nunique()
    return known[known["event"].map(tellers) == known[by].nunique()]


def matched_and_not(articles: pd.DataFrame, measure: str, *, by: str = "outlet", lang: str = "en") -> pd.DataFrame:
    """Return each pair's difference of means twice: over all articles, and within the events both told.

    ``name`` and ``n`` (on how much) are written in ``lang``.
    """
    rows = []
    for how, event in (("all articles", None), ("same events", "event")):
        for row in compared(articles, measure, by, event=event, estimate="mean").differences.to_dict("records"):
            if row["difference"] != row["difference"]:
                continue  # no event both told
            many = (row["n_events"],) if event else (row["n_a"], row["n_b"])
            n = f"{', '.join(f'{count:.0f}' for count in many)} {name_of('events' if event else 'articles', lang)}"
            name = f"{row['a']} − {row['b']}: {name_of(how, lang)}"
            rows.append((name, row["difference"], row["low"], row["high"], n))
    frame = pd.DataFrame(rows, columns=["name", "difference", "low", "high", "n"])
    return frame.sort_values("name", kind="stable", ignore_index=True)


def forest(found: Comparison) -> pd.DataFrame:
    """Return a comparison's differences as the rows of a forest plot: ``name`` is the pair, ``measure`` the panel."""
    rows = found.differences
    columns = ["measure", "a", "b", "n_a", "n_b", "difference", "low", "high", "p_holm", "detectable"]
    return rows[columns].assign(name=[f"{a} − {b}" for a, b in zip(rows["a"], rows["b"], strict=True)])


def plane(found: Comparison, x: str, y: str) -> pd.DataFrame:
    """Return one row a group with two pooled measures and their intervals: what ``figures.places`` draws."""
    wide: dict[str, pd.Series[float]] = {}
    for measure in (x, y):
        rows = found.estimates[found.estimates["measure"] == measure].set_index("group")
        wide |= {measure: rows["pooled"], f"{measure}_low": rows["pooled_low"], f"{measure}_high": rows["pooled_high"]}
    return pd.DataFrame(wide).rename_axis("group").reset_index()


def silence(detectable: float) -> str:
    """Return what it means that no difference was kept: the share that could have been shown, or that none could.

    >>> silence(float("nan"))
    'There are too few articles to say what difference could have been shown.'
    """
    if detectable != detectable:
        return "There are too few articles to say what difference could have been shown."
    return (
        f"Shares could have shown a difference of {100 * detectable:.1f} points, in the median: below that, "
        "silence is not evidence."
    )


def furthest(
    articles: pd.DataFrame, measure: str, *, by: str = "outlet", least: int = 20
) -> tuple[str, str] | tuple[None, None]:
    """Return the two groups, of at least ``least`` articles each, whose means are furthest apart, the larger first.

    Where fewer than two are so large, the two are sought among all; where there are no two, both are None.
    """
    known = articles.dropna(subset=[measure]).groupby(by)[measure]
    means, large = known.mean().sort_values(), known.size() >= least
    if large.sum() > 1:
        means = means[large]
    return (str(means.index[-1]), str(means.index[0])) if len(means) > 1 else (None, None)


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
    """Return, for each choice, the mean estimate under each of its options and the spread between them."""
    rows = [
        (choice, option, len(of), of["estimate"].mean())
        for choice in choices
        for option, of in curve.groupby(choice, sort=False)
    ]
    frame = pd.DataFrame(rows, columns=["choice", "option", "n_specifications", "estimate"])
    means = frame.groupby("choice", sort=False)["estimate"]
    return frame.assign(spread=means.transform("max") - means.transform("min"))
