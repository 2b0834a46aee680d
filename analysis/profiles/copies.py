"""Wire copy and duplicates: how much of each group they are, so that it is read beside n, and tables without them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..compare.selection import WIRE_COLUMNS, marked_copies
from ..lexicons import number
from ..measure import Tables
from ..measure.tables import without
from .sentences import said

LEAST = 0.01
"""A group with a smaller share of copied words is not named in a sentence: no comparison turns on it."""
MOST = 8
"""At most so many groups are named, those with most: a longer list would not be read."""


def copied(articles: pd.DataFrame, *, needed: bool = False) -> pd.Series[bool]:
    """Return, by the index of the articles, which are marked as copies: what ``wire=False`` leaves out of a comparison.

    Raises ``ValueError`` when the marks are ``needed`` and no column holds them.
    """
    return pd.Series(marked_copies(articles, needed=needed), index=articles.index)


def copies(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return one row a group, most first: ``n_articles``, ``n_words``, and how many of both are copies.

    ``copied_share`` is the share of the group's words in articles that an agency wrote or that repeat another.
    """
    rows = pd.DataFrame({"group": articles[by], "n_words": articles["n_words"], "n_copied": copied(articles)})
    rows["n_copied_words"] = rows["n_words"].where(rows["n_copied"], 0)
    rows["n_articles"] = 1
    sums = rows.groupby("group", dropna=False)[["n_articles", "n_words", "n_copied", "n_copied_words"]].sum()
    sums["copied_share"] = sums["n_copied_words"] / sums["n_words"].where(sums["n_words"] > 0)
    return sums.sort_values("copied_share", ascending=False, kind="stable").reset_index()


def copies_in_words(articles: pd.DataFrame, *, by: str = "outlet", lang: str = "en") -> str:
    """Return how much of each group is agency copy or duplicates, largest first; the same for a caption and a cell."""
    if not any(flag in articles for flag in WIRE_COLUMNS):
        return said("copies_unknown", lang)
    rows = copies(articles, by=by).dropna(subset=["group"])
    if not rows["n_copied"].any():
        return said("copies_none", lang)
    named = rows[rows["copied_share"] >= LEAST].head(MOST)
    parts = [
        said(
            "copies_of",
            lang,
            group=row["group"],
            share=number(row["copied_share"], ".0%", lang=lang),
            n=int(row["n_copied"]),
            of=int(row["n_articles"]),
        )
        for row in named.to_dict("records")
    ]
    rest = rows["copied_share"].iloc[len(named) :].max()
    if not parts:
        return said("copies_few", lang, share=number(rest, ".1%", lang=lang))
    if rest > 0:
        parts.append(said("copies_rest", lang, share=number(rest, ".0%" if rest >= LEAST else ".1%", lang=lang)))
    return said("copies", lang, said=", ".join(parts))


def keeping(tables: Tables, keep: pd.Series[bool], reasons: Sequence[str]) -> Tables:
    """Return the tables of the articles to ``keep``; the audit says of each of the others why it was left out.

    ``reasons``, one an article, are told for those left out.
    """
    gone = tables.articles.assign(reason=list(reasons))[~keep]
    told = pd.DataFrame({"id": gone["id"], "outcome": "rejected", "reason": gone["reason"]})
    return without(tables, ~keep, told)


def without_copies(tables: Tables) -> Tables:
    """Return the tables without wire copy and duplicates: articles, attributions and terms alike.

    Raises ``ValueError`` when no column says which articles these are.
    """
    rows = tables.articles
    agency = marked_copies(rows[["wire"] if "wire" in rows else []])
    return keeping(tables, ~copied(rows, needed=True), ["wire" if wire else "duplicate" for wire in agency])
