"""Who speaks, as tables for charts: the share of each voice, articles as runs of voices, and their spread."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..columns import LETTERS, VOICES, Ratio
from .comparisons import compared

SHARES = tuple(Ratio(voice, (f"n_{voice}",), ("n_words",)) for voice in VOICES)


_VOICE = {letter: voice for voice, letter in LETTERS.items()}


def voice_profile(
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    wire: bool = True,
    min_articles: int = 20,
    level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Return one row per (group, voice): pooled share, mean of articles, both with intervals, n of articles and words.

    ``attributed_share``, ``attributed_low`` and ``attributed_high`` repeat, on each row of a group, its pooled share of
    attributed words and the interval of that.  Intervals resample articles; they are NaN under ``min_articles``.
    """
    attributed = Ratio("attributed", ("n_direct", "n_partial", "n_indirect"), ("n_words",))
    found = compared(
        articles,
        [*SHARES, attributed],
        by,
        wire=wire,
        min_articles=min_articles,
        level=level,
        rng=rng,
        differences=False,
    ).estimates
    shares = found[found["measure"] != "attributed"].rename(
        columns={"measure": "voice", "pooled": "share", "pooled_low": "low", "pooled_high": "high"}
    )
    whole = found[found["measure"] == "attributed"].set_index("group")
    for name, column in (("share", "pooled"), ("low", "pooled_low"), ("high", "pooled_high")):
        shares[f"attributed_{name}"] = shares["group"].map(whole[column])
    columns = ["group", "voice", "share", "low", "high", "mean", "mean_low", "mean_high", "n_articles", "n_words"]
    return shares[[*columns, "attributed_share", "attributed_low", "attributed_high"]].reset_index(drop=True)


def voice_runs(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return one row per run of words of one voice: ``group``, ``article_id``, ``start``, ``n`` and ``voice``.

    Read from the column ``voice_runs``, which says who speaks where in an article and nothing of what is said.
    """
    rows = []
    for group, article_id, written in zip(articles[by], articles["id"], articles["voice_runs"], strict=True):
        start = 0
        for run in str(written).split() if isinstance(written, str) else ():
            rows.append((group, article_id, start, int(run[1:]), _VOICE[run[0]]))
            start += int(run[1:])
    return pd.DataFrame(rows, columns=["group", "article_id", "start", "n", "voice"])


def quartiles(articles: pd.DataFrame, measure: str, *, by: str = "outlet") -> pd.DataFrame:
    """Return one row a group: how many articles have the measure, and its quartiles over them."""
    known = articles.dropna(subset=[measure, by]).groupby(by)[measure]
    if not known.ngroups:
        return pd.DataFrame({by: [], "n_articles": [], "q1": [], "median": [], "q3": []})
    table = known.quantile(np.array([0.25, 0.5, 0.75])).unstack().set_axis(["q1", "median", "q3"], axis=1)
    return table.assign(n_articles=known.size()).reset_index()[[by, "n_articles", "q1", "median", "q3"]]


def typical(articles: pd.DataFrame, *, by: str = "outlet", each: int = 6) -> pd.DataFrame:
    """Return the ``each`` articles of each group nearest its median length and attributed share, alike weighed."""
    nearest = []
    for _, rows in articles.dropna(subset=["attributed_share", by]).groupby(by):
        of_both = rows[["n_words", "attributed_share"]]
        distance = ((of_both - of_both.median()).abs() / (of_both.std().replace(0, 1).fillna(1))).sum(axis=1)
        nearest.append(rows.loc[distance.sort_values(kind="stable").index[:each]])
    return pd.concat(nearest) if nearest else articles.head(0)


def largest(articles: pd.DataFrame, *, by: str = "outlet", most: int = 14) -> pd.DataFrame:
    """Return the articles of the ``most`` groups with most articles."""
    return articles[articles[by].isin(articles[by].value_counts().index[:most])]
