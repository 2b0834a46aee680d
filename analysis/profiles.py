"""The tables behind the charts of voices: the share of each voice by outlet, and articles as runs of voices."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .columns import LETTERS, VOICES, Ratio
from .compare import compare_all
from .lexicons import labels
from .measure import Tables

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
    found = compare_all(
        articles, [*SHARES, attributed], by, wire=wire, min_articles=min_articles, level=level, rng=rng, n_perm=99
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


def account(tables: Tables, *, by: str = "outlet") -> str:
    """Return, as Markdown, what is in the tables and what was left out, with the reasons: a notebook's second cell."""
    rows, audit = tables.articles, tables.audit
    rejected = audit[audit["outcome"] == "rejected"]
    others = audit[audit["outcome"] != "rejected"]
    groups = rows[by].nunique(dropna=True)
    dates = rows["date"].dropna().astype(str)
    when = f", dated {dates.min()} to {dates.max()}" if len(dates) else ", none dated"
    lines = [
        f"**{len(rows):,} articles** of {groups:,} {by}s, {rows['n_words'].sum():,} words{when}; "
        f"{len(tables.attributions):,} attributions read.",
        f"{len(rows) + len(rejected):,} records came in; {len(rejected):,} were left out{_reasons(rejected)}.",
    ]
    if len(others):
        lines.append(f"Kept, with a remark in the audit: {len(others):,} remarks{_reasons(others)}.")
    return "\n\n".join(lines)


def _reasons(audit: pd.DataFrame) -> str:
    counted = audit["reason"].value_counts()
    return f" ({', '.join(f'{reason}: {n:,}' for reason, n in counted.items())})" if len(counted) else ""


def voices_in_words(profile: pd.DataFrame, *, lang: str = "en") -> str:
    """Return a ``voice_profile`` as a sentence a group: the alt text of its chart."""
    names = labels(lang)
    said = []
    for group, rows in profile.groupby("group", sort=False):
        shares = ", ".join(f"{names[str(r.voice)]} {r.share:.1%}" for r in rows.itertuples())
        said.append(f"{group} ({rows['n_articles'].iloc[0]:,} {names['articles']}): {shares}.")
    return " ".join(said)


def sizes(tables: Tables, by: str = "outlet") -> str:
    """Return how many articles and words there are, for a caption."""
    rows = tables.articles
    return f"{len(rows):,} articles of {rows[by].nunique():,} {by}s, {rows['n_words'].sum():,} words."


def quartiles(articles: pd.DataFrame, measure: str, *, by: str = "outlet") -> pd.DataFrame:
    """Return one row a group: how many articles have the measure, and its quartiles over them."""
    known = articles.dropna(subset=[measure]).groupby(by)[measure]
    table = known.quantile([0.25, 0.5, 0.75]).unstack().set_axis(["q1", "median", "q3"], axis=1)
    return table.assign(n_articles=known.size()).reset_index()[[by, "n_articles", "q1", "median", "q3"]]


def quartiles_in_words(articles: pd.DataFrame, measure: str, *, by: str = "outlet", lang: str = "en") -> str:
    """Return the quartiles as a sentence: the alt text of their chart."""
    table = quartiles(articles, measure, by=by)
    said = (
        f"{row[by]}: {row['median']:.3g} ({row['q1']:.3g}–{row['q3']:.3g}, n = {row['n_articles']:,})"
        for row in table.to_dict("records")
    )
    return f"{labels(lang)[measure]}, {labels(lang)['median_and_quartiles']}: {'; '.join(said)}."


def typical(articles: pd.DataFrame, *, by: str = "outlet", each: int = 6) -> pd.DataFrame:
    """Return the ``each`` articles of each group nearest its median length and attributed share, alike weighed."""
    nearest = []
    for _, rows in articles.dropna(subset=["attributed_share", by]).groupby(by):
        of_both = rows[["n_words", "attributed_share"]]
        distance = ((of_both - of_both.median()).abs() / (of_both.std().replace(0, 1).fillna(1))).sum(axis=1)
        nearest.append(rows.loc[distance.sort_values(kind="stable").index[:each]])
    return pd.concat(nearest) if nearest else articles.head(0)


def strips_in_words(strips: pd.DataFrame, *, lang: str = "en") -> str:
    """Return, for each group, how many strips there are and how often the voice changes: the alt text of barcodes."""
    names = labels(lang)
    said = []
    for group, rows in strips.groupby("group", sort=False):
        turns = len(rows) / rows["n"].sum() * 100
        said.append(f"{group}: {rows['article_id'].nunique()} {names['articles']}, {turns:.1f} {names['turns']}")
    return "; ".join(said) + "."


def holdings(tables: Tables, *, by: str = "outlet") -> pd.DataFrame:
    """Return one row a group, largest first: articles, words, median length, languages, first and last date."""
    groups = tables.articles.groupby(by, dropna=False)
    frame = pd.DataFrame(
        {
            "n_articles": groups.size(),
            "n_words": groups["n_words"].sum(),
            "median_words": groups["n_words"].median(),
            "languages": groups["lang"].agg(lambda of: " ".join(sorted(set(of.dropna())))),
            "first": groups["date"].min(),
            "last": groups["date"].max(),
        }
    )
    return frame.reset_index().sort_values("n_articles", ascending=False, kind="stable", ignore_index=True)


def largest(articles: pd.DataFrame, *, by: str = "outlet", most: int = 14) -> pd.DataFrame:
    """Return the articles of the ``most`` groups with most articles."""
    return articles[articles[by].isin(articles[by].value_counts().index[:most])]


def lacks(tables: Tables, *, by: str = "outlet", most: int = 14) -> pd.DataFrame:
    """Return one row per (``group``, ``lack``): the share of its articles that lack something or carry a flag; n."""
    rows = largest(tables.articles, by=by, most=most)
    flagged = tables.audit.groupby("reason")["id"].agg(set)
    signs = {"undated": rows["date"].isna()}
    signs |= {r: rows["id"].isin(flagged[r]) for r in ("language_contradicts", "truncated") if r in flagged}
    signs |= {flag: rows[flag].astype(bool) for flag in ("duplicate", "wire") if flag in rows}
    out = [
        (group, lack, float(sign[rows[by] == group].mean()), int((rows[by] == group).sum()))
        for group in rows[by].value_counts().index
        for lack, sign in signs.items()
    ]
    return pd.DataFrame(out, columns=["group", "lack", "share", "n"])


def cells_in_words(frame: pd.DataFrame, *, column: str, lang: str = "en") -> str:
    """Return a table of shares in words, the three largest cells of each group: the alt text of ``share_table``."""
    names, said = labels(lang), []
    for group, rows in frame.groupby("group", sort=False):
        top = rows.sort_values("share", ascending=False, kind="stable").head(3)
        cells = ", ".join(
            f"{names.get(cell, cell)} {share:.0%}" for cell, share in zip(top[column], top["share"], strict=True)
        )
        said.append(f"{names.get(str(group), group)}: {cells}")
    return "; ".join(said) + "."
