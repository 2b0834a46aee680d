"""What a chart lets one say, in a sentence, and what it does not: intervals it lacks, a side without words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..counts import form, n_of
from ..lexicons import name_of, number
from .comparisons import ends, widest
from .sentences import counted_as, said, span


def sure_in_words(curve: pd.DataFrame, *, lang: str = "en") -> str:
    """Return how many of the intervals leave out zero, and how many specifications have no interval at all.

    >>> none = float("nan")
    >>> sure_in_words(pd.DataFrame({"low": [0.1, -0.1, none], "high": [0.3, 0.3, none]}))
    '1 of 2 intervals leaves out zero; 1 of 3 specifications has no interval'
    """
    known = curve.dropna(subset=["low", "high"])
    sure = int(((known["low"] > 0) | (known["high"] < 0)).sum())
    key = "intervals_all" if len(known) == len(curve) else "intervals_some" if len(known) else "intervals_none"
    return said(key, lang, sure=sure, known=len(known), missing=len(curve) - len(known), n=len(curve))


def leans_in_words(lean: pd.DataFrame, *, lang: str = "en") -> str:
    """Return which word leans furthest to the outlets' own voice and which to sources', where there is one.

    A word leans to a side by its sign: where all lean to the same, nothing is said of the other.

    >>> rows = pd.DataFrame({"term": ["sea", "sky"], "narration_lean": [2, 1], "low": [1, 0.5], "high": [3, 1.5]})
    >>> leans_in_words(rows)
    "*sea* leans furthest to the outlets' own voice (+2.00, +1.00 to +3.00)."
    """
    ordered = lean.sort_values("narration_lean", ascending=False, kind="stable")
    own, _ = ends(ordered[ordered["narration_lean"] > 0])
    _, let = ends(ordered[ordered["narration_lean"] < 0])
    sides = {"leans_own": own, "leans_let": let}
    return " ".join(said(key, lang, **_signed(row, lang)) for key, row in sides.items() if row is not None)


def _signed(row: Any, lang: str) -> dict[str, str]:
    value, low, high = (number(row[key], "+.2f", lang=lang) for key in ("narration_lean", "low", "high"))
    inside = said("lean_interval", lang, value=value, low=low, high=high)
    return {"term": row["term"], "said": inside if row["low"] == row["low"] else value}


def gap_in_words(rates: pd.DataFrame, *, by: str = "outlet", lang: str = "en") -> str:
    """Return in which column the groups differ most, and by how much, or that there are no two to set side by side.

    >>> one = pd.DataFrame({"row": ["A"], "column": ["conflict"], "value": [9.3], "low": [8.0], "high": [10.0]})
    >>> gap_in_words(one)
    'There is only one outlet, A: no other to set beside it.'
    """
    known = rates.dropna(subset=["value"])
    if alone := alone_in_words(known["row"], by=by, lang=lang):
        return alone
    high, low = widest(rates)
    facts = {key: _rate(row, lang) for key, row in (("high", high), ("low", low))}
    gap = number(high["value"] - low["value"], ".1f", lang=lang)
    return said("widest_gap", lang, name=name_of(high["column"], lang), gap=gap, **facts)


def _rate(row: Any, lang: str) -> str:
    value, low, high = (number(row[key], ".1f", lang=lang) for key in ("value", "low", "high"))
    key = "alt_interval" if row["low"] == row["low"] else "alt_no_interval"
    return said(key, lang, name=row["row"], value=value, low=low, high=high)


def kept_in_words(forest: pd.DataFrame) -> str:
    """Return how many differences a correction keeps of those that were tested, and how many intervals leave out zero.

    >>> none = float("nan")
    >>> kept_in_words(pd.DataFrame({"low": [none], "high": [none], "p_holm": [none], "kept": [False]}))
    'The only difference was not tested: too few articles.'
    """
    tested = forest[forest["p_holm"].notna()]
    if tested.empty:
        if len(forest) == 1:
            return "The only difference was not tested: too few articles."
        return f"Of {n_of(len(forest), 'difference')} none was tested: too few articles."
    alone = ((forest["low"] > 0) | (forest["high"] < 0)).sum()
    kept = int(tested["kept"].sum())
    of = n_of(len(tested), "difference") + (" tested" if len(tested) < len(forest) else "")
    return (
        f"{kept} of {of} {form(kept, 'is', 'are')} kept after correction; "
        f"{n_of(int(alone), 'interval leaves', 'intervals leave')} out zero, each by itself."
    )


def alone_in_words(groups: pd.Series[Any], *, by: str = "outlet", lang: str = "en") -> str:
    """Return that there are no two groups to set side by side, or nothing where there are.

    >>> alone_in_words(pd.Series(["A", "A"])), alone_in_words(pd.Series(["A", "B"]))
    ('There is only one outlet, A: no other to set beside it.', '')
    """
    names = groups.dropna().unique()
    if len(names) > 1:
        return ""
    name = next(iter(names), name_of("unknown", lang))
    return said("only_one", lang, group=counted_as(by, 1, lang), name=name)


def spread_in_words(quarters: pd.DataFrame, *, by: str = "outlet") -> str:
    """Return whether articles of one group differ more than groups do, for a notebook's reading of ``quartiles``.

    The middle half of each group's articles is set against the distance between the groups' medians.

    >>> rows = {"outlet": ["A", "B"], "q1": [0.1, 0.3], "median": [0.2, 0.35], "q3": [0.4, 0.4]}
    >>> print(spread_in_words(pd.DataFrame(rows)).replace(": ", ":\\n"))
    The outlets' medians lie 15.0 points apart. The middle half of an outlet's articles spans more in 1 of 2:
    from 30.0 points in A (10.0% to 40.0%) down to 10.0 in B (30.0% to 40.0%).
    """
    widths = (quarters["q3"] - quarters["q1"]).sort_values(ascending=False, kind="stable")
    apart = quarters["median"].max() - quarters["median"].min()
    most, least = (quarters.loc[place] for place in (widths.index[0], widths.index[-1]))
    if alone := alone_in_words(quarters[by], by=by):
        n, inside = int(most["n_articles"]), span(most["q1"], most["q3"])
        return alone + (f" The middle half of its {n_of(n, 'article')} lies at {inside}." if n > 1 else "")
    article = "an" if by[:1] in "aeiou" else "a"
    return (
        f"The {by}s' medians lie {100 * apart:.1f} points apart. The middle half of {article} {by}'s articles spans "
        f"more in {(widths > apart).sum()} of {len(widths)}: from {100 * widths.iloc[0]:.1f} points in {most[by]} "
        f"({span(most['q1'], most['q3'])}) down to {100 * widths.iloc[-1]:.1f} in {least[by]} "
        f"({span(least['q1'], least['q3'])})."
    )


def few_in_words(holdings: pd.DataFrame, *, by: str = "outlet", least: int = 20) -> str:
    """Return how many groups are too small for an interval, and how much of all articles the largest supplies.

    >>> few_in_words(pd.DataFrame({"outlet": ["A", "B"], "n_articles": [30, 20]}))[:39]
    'Each outlet has 20 articles or more. Th'
    """
    known = holdings.dropna(subset=[by])
    few = int((known["n_articles"] < least).sum())
    told = f"Each {by} has {n_of(least, 'article')} or more." if len(known) else f"No article tells its {by}."
    if few:
        told = (
            f"{few} of {n_of(len(known), by)} {form(few, 'has', 'have')} fewer than {n_of(least, 'article')}: dots, "
            f"but no intervals, will be drawn for {form(few, 'it', 'them')}."
        )
    if len(known) < 2:
        return told
    most = known.iloc[0]
    return (
        f"{told} The largest, {most[by]}, supplies {most['n_articles'] / holdings['n_articles'].sum():.1%} of the "
        f"articles; a figure over all {by}s is above all a figure about the largest."
    )


def lack_in_words(lacks: pd.DataFrame) -> str:
    """Return what is missing or doubtful in the largest part of a group's articles, or that nothing is.

    >>> lack_in_words(pd.DataFrame({"group": ["A"], "lack": ["undated"], "share": [0.5], "n": [2]}))
    'The largest gap: 1 of 2 articles of A (50%) is marked *undated*.'
    """
    worst, _ = ends(lacks.sort_values("share", ascending=False, kind="stable"))
    if not worst["share"] > 0:
        return "None of these articles lacks any of this, and none is marked as a copy."
    k = round(worst["share"] * worst["n"])
    return (
        f"The largest gap: {k} of {n_of(int(worst['n']), 'article')} of {worst['group']} ({worst['share']:.0%}) "
        f"{form(k, 'is', 'are')} marked *{name_of(worst['lack'])}*."
    )


def apart_in_words(doubt: pd.DataFrame) -> str:
    """Return how many shares of ``doubt_by_kind`` have an interval that leaves out that of all, and the widest one."""
    known = doubt.dropna(subset=["low", "high"])
    if known.empty:
        return "No share has an interval: the cues of each stand in one article."
    apart = known[(known["low"] > known["whole"]) | (known["high"] < known["whole"])]
    named = "; ".join(f"{row.group}, {name_of(str(row.kind))}" for row in apart.itertuples())
    widest, _ = ends(known.assign(wide=known["high"] - known["low"]).sort_values("wide", ascending=False))
    return (
        f"{len(apart)} of {n_of(len(known), 'interval')} {form(len(apart), 'leaves', 'leave')} out the dashed line"
        f"{f' ({named})' if named else ''}; by chance alone one in twenty would. The widest, {widest['group']} and "
        f"*{name_of(widest['kind'])}*, {widest['n_doubt']} of {n_of(int(widest['n']), 'cue')}, runs from "
        f"{span(widest['low'], widest['high'])}."
    )


def tested_in_words(row: Any, *, share: bool = True) -> str:
    """Return what a test of a difference says and what it could have said, or why nothing was tested.

    >>> tested_in_words({"p_holm": float("nan"), "note": "no interval: 12 shared events, under 20"})
    'Nothing was tested: 12 shared events, under 20.'
    """
    if row["p_holm"] != row["p_holm"]:
        return f"Nothing was tested: {row['note'].removeprefix('no interval: ') or 'nothing varies'}."
    told = f"p = {row['p_holm']:.3f} after Holm."
    if row["detectable"] != row["detectable"]:
        return told
    least = f"{100 * row['detectable']:.3g} points" if share else f"{row['detectable']:.3g}"
    return f"{told} A difference of {least} would have been found four times in five with as many events."
