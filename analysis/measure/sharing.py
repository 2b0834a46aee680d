"""Tables that can be given away: what articles count, without what they say."""

from __future__ import annotations

from ..formats import LEAST
from .tables import Tables

#: Columns that hold words of the articles, and columns of a source that do where they are kept.
_PASSAGES = ["content", "cue", "source"]
_WORDS = ["title", "subtitle", "text"]


def without_text(tables: Tables, least: int = LEAST) -> Tables:
    """Return the tables without passages, titles, details of remarks, and terms of fewer than ``least`` articles.

    What stays are facts about the articles (counts, dates, outlets, ids, addresses, speakers' names, offsets), from
    which no text can be put together again; ``card`` tells of ``terms_in_at_least_articles``.  Names of private persons
    are data about them: see to what the law asks for.

    Raises ``ValueError`` for a number of articles below 2: the terms of one article are its words.

    >>> from analysis.measure import measure
    >>> tables = measure([{"id": id, "text": f"« Oui {id} », a dit Anne Roux.", "lang": "fr"} for id in "abc"])
    >>> shared = without_text(tables, least=3)
    >>> shared.attributions["content"].tolist(), sorted(shared.terms["term"].unique())
    ([None, None, None], ['anne', 'anne roux', 'dit', 'dit anne', 'roux'])
    """
    if isinstance(least, bool) or not isinstance(least, int) or least < 2:
        raise ValueError(f"least={least!r} must be a whole number of articles, at least 2")
    spread = tables.terms.groupby("term", observed=True)["article_id"].transform("nunique")
    card = tables.card | {"terms_in_at_least_articles": least}
    if "kept" in card:
        card["kept"] = [name for name in card["kept"] if name not in _WORDS]
    return Tables(
        articles=tables.articles.drop(columns=[name for name in _WORDS if name in tables.articles]),
        attributions=tables.attributions.assign(**dict.fromkeys(_PASSAGES)),
        terms=tables.terms[spread >= least].reset_index(drop=True),
        audit=tables.audit.assign(detail=None),
        card=card,
    )
