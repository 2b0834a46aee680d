"""What a chart lets one say, in a sentence, and what it does not: intervals it lacks, a side without words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..lexicons import name_of, number
from .comparisons import ends, widest
from .markdown import in_markdown
from .sentences import counted_as, points, said, span


def two_ends(
    high: Any, low: Any, value: str, spec: str = ".1%", *, bounds: tuple[str, str] = ("low", "high"), lang: str = "en"
) -> dict[str, str]:
    """Return what a sentence says of the highest and the lowest row: ``most``, ``least`` and their intervals."""
    facts = {}
    for end, name, row in (("high", "most", high), ("low", "least", low)):
        facts[name] = number(row[value], spec, lang=lang)
        facts[f"{end}_span"] = span(row[bounds[0]], row[bounds[1]], spec, lang=lang)
    return facts


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
    return " ".join(in_markdown(key, lang, **_signed(row, lang)) for key, row in sides.items() if row is not None)


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
    return in_markdown("widest_gap", lang, name=name_of(high["column"], lang), gap=gap, **facts)


def _rate(row: Any, lang: str) -> str:
    value, low, high = (number(row[key], ".1f", lang=lang) for key in ("value", "low", "high"))
    key = "alt_interval" if row["low"] == row["low"] else "alt_no_interval"
    return said(key, lang, name=row["row"], value=value, low=low, high=high)


def alone_in_words(groups: pd.Series[Any], *, by: str = "outlet", lang: str = "en") -> str:
    """Return that there are no two groups to set side by side, or nothing where there are.

    >>> alone_in_words(pd.Series(["A", "A"])), alone_in_words(pd.Series(["A", "B"]))
    ('There is only one outlet, A: no other to set beside it.', '')
    """
    names = groups.dropna().unique()
    if len(names) > 1:
        return ""
    name = next(iter(names), name_of("unknown", lang))
    return in_markdown("only_one", lang, group=counted_as(by, 1, lang), name=name)


def the_other(groups: pd.Series[Any], one: str) -> str | None:
    """Return the only other group, where there is one other and no more.

    >>> the_other(pd.Series(["A", "A", "B"]), "A"), the_other(pd.Series(["A", "B", "C"]), "A")
    ('B', None)
    """
    others = [name for name in groups.dropna().unique() if name != one]
    return str(others[0]) if len(others) == 1 else None


def by_width(quarters: pd.DataFrame) -> pd.Series[float]:
    """Return how far the middle half of each group's articles spans, the widest first (``quartiles``)."""
    return (quarters["q3"] - quarters["q1"]).sort_values(ascending=False, kind="stable")


def spread_in_words(quarters: pd.DataFrame, *, by: str = "outlet", lang: str = "en") -> str:
    """Return whether articles of one group differ more than groups do, for a notebook's reading of ``quartiles``.

    The middle half of each group's articles is set against the distance between the groups' medians.

    >>> rows = {"outlet": ["A", "B"], "q1": [0.1, 0.3], "median": [0.2, 0.35], "q3": [0.4, 0.4]}
    >>> print(spread_in_words(pd.DataFrame(rows)).replace(": ", ":\\n"))
    The outlets' medians lie 15.0 points apart. The middle half of the articles of each outlet spans more in 1 of 2:
    from 30.0 points in A (10.0% to 40.0%) down to 10.0 points in B (30.0% to 40.0%).
    """
    widths = by_width(quarters)
    apart = quarters["median"].max() - quarters["median"].min()
    most, least = (quarters.loc[place] for place in (widths.index[0], widths.index[-1]))
    first, last = (span(row["q1"], row["q3"], lang=lang) for row in (most, least))
    if alone := alone_in_words(quarters[by], by=by, lang=lang):
        n = int(most["n_articles"])
        return f"{alone} {in_markdown('spread_alone', lang, n=n, span=first)}" if n > 1 else alone
    return in_markdown(
        "spread",
        lang,
        groups=counted_as(by, 2, lang),
        group=counted_as(by, 1, lang),
        apart=points(apart, lang=lang),
        k=int((widths > apart).sum()),
        n=len(widths),
        most=most[by],
        least=least[by],
        most_span=first,
        least_span=last,
        widest=points(widths.iloc[0], lang=lang),
        narrowest=points(widths.iloc[-1], lang=lang),
    )


def few_in_words(holdings: pd.DataFrame, *, by: str = "outlet", least: int = 20, lang: str = "en") -> str:
    """Return how many groups are too small for an interval, and how much of all articles the largest supplies.

    >>> few_in_words(pd.DataFrame({"outlet": ["A", "B"], "n_articles": [30, 20]}))[:39]
    'Each outlet has 20 articles or more. Th'
    """
    known = holdings.dropna(subset=[by])
    few, n = int((known["n_articles"] < least).sum()), len(known)
    names = {"group": counted_as(by, 1, lang), "groups": counted_as(by, n, lang)}
    key = "few_some" if few else "few_none" if n else "few_unknown"
    told = in_markdown(key, lang, few=few, n=n, least=least, **names)
    if n < 2:
        return told
    share = number(known["n_articles"].iloc[0] / holdings["n_articles"].sum(), ".1%", lang=lang)
    return f"{told} {in_markdown('few_largest', lang, name=known[by].iloc[0], share=share, **names)}"


def lack_in_words(lacks: pd.DataFrame, *, lang: str = "en") -> str:
    """Return what is missing or doubtful in the largest part of a group's articles, or that nothing is.

    >>> lack_in_words(pd.DataFrame({"group": ["A"], "lack": ["undated"], "share": [0.5], "n": [2]}))[:73]
    'The largest gap: 1 of 2 articles of A (50%) is marked *undated*. Charts o'
    """
    worst, _ = ends(lacks.sort_values("share", ascending=False, kind="stable"))
    key = "lack_most" if worst["share"] > 0 else "lack_none"
    k, share = round(worst["share"] * worst["n"]), number(worst["share"], ".0%", lang=lang)
    names = {"group": worst["group"], "lack": name_of(worst["lack"], lang)}
    return f"{in_markdown(key, lang, k=k, n=int(worst['n']), share=share, **names)} {in_markdown('lack_after', lang)}"


def apart_in_words(doubt: pd.DataFrame, *, lang: str = "en") -> str:
    """Return how many shares of ``doubt_by_kind`` have an interval that leaves out that of all, and the widest one."""
    known = doubt.dropna(subset=["low", "high"])
    if known.empty:
        return in_markdown("apart_none", lang)
    apart = known[(known["low"] > known["whole"]) | (known["high"] < known["whole"])]
    named = "; ".join(f"{row.group}, {name_of(str(row.kind), lang)}" for row in apart.itertuples())
    widest, _ = ends(known.assign(wide=known["high"] - known["low"]).sort_values("wide", ascending=False))
    return in_markdown(
        "apart",
        lang,
        k=len(apart),
        n=len(known),
        named=f" ({named})" if named else "",
        group=widest["group"],
        kind=name_of(widest["kind"], lang),
        n_doubt=int(widest["n_doubt"]),
        cues=int(widest["n"]),
        span=span(widest["low"], widest["high"], lang=lang),
    )


def tested_in_words(row: Any, *, share: bool = True, least: int = 20, lang: str = "en") -> str:
    """Return what a test of a difference within events says and could have said, or why nothing was tested.

    >>> tested_in_words({"p_holm": float("nan"), "n_events": 12})
    'Nothing was tested: 12 shared events, under 20.'
    """
    if row["p_holm"] != row["p_holm"]:
        n = int(row["n_events"])
        return in_markdown("untested_few" if n < least else "untested_flat", lang, n=n, least=least)
    told = in_markdown("tested", lang, p=number(row["p_holm"], ".3f", lang=lang))
    if row["detectable"] != row["detectable"]:
        return told
    return f"{told} {in_markdown('detectable', lang, least=distance(row['detectable'], share=share, lang=lang))}"


def distance(apart: float, *, share: bool = True, lang: str = "en") -> str:
    """Return how far two values of a measure are apart: in points for a share.

    >>> distance(0.0457), distance(3.21456, share=False)
    ('4.57 points', '3.21')
    """
    return points(apart, ".3g", lang=lang) if share else number(apart, ".3g", lang=lang)
