"""Stories that several groups told: their articles side by side, and what is left of a difference within them."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from ..counts import n_named
from ..lexicons import name_of, number
from .comparisons import ALPHA, compared, with_measure

MOST = 15
"""More pairs than this are not drawn one by one."""


def told_by_all(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return the articles of the events that every group told."""
    known = articles.dropna(subset=["event", by])
    tellers = known.groupby("event")[by].nunique()
    return known[known["event"].map(tellers) == known[by].nunique()]


def told_lines(told: pd.DataFrame, measure: str, *, by: str = "outlet") -> pd.DataFrame:
    """Return ``event``, ``group`` and the measure of articles: what ``slopes`` draws; ``ValueError`` for no measure."""
    return with_measure(told, measure).rename(columns={by: "group"})[["event", "group", measure]]


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
