"""Tables of several corpora as those of one: week after week, where the texts themselves cannot be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from ..columns import TABLES, names
from ..counts import n_of
from .changes import TELLING
from .plain import as_one
from .tables import Tables, stacked, without

#: What has to be the same in all cards: numbers measured in two ways are not to be compared.
_SAME = ("engine", "terms", "aspects")


def join_tables(several: Iterable[Tables]) -> Tables:
    """Return the tables of several corpora as one, in their order; each article once, records in = articles + rejected.

    A column that tables of an earlier version have not is empty in their rows.  An article that an earlier one has,
    with the same id and the same measures, is left out and told in the audit (``duplicate_id``).  Copies and agency
    copy among the articles of different tables are not looked for, nor lines that only all of them together repeat:
    where the texts are at hand, ``measure(…, resume=…)`` of all of them does that, and takes what it has measured.

    Raises ``ValueError`` where there are no tables, where two were measured in different ways (engine, aspects, with or
    without terms), and where one id stands for two articles.

    >>> from analysis.measure import measure
    >>> weeks = [measure([{"id": id, "text": f"Il neige, {id}.", "outlet": "A"}]) for id in ("a", "b")]
    >>> joined = join_tables([*weeks, weeks[0]])
    >>> joined.articles["id"].tolist(), joined.card["n_records"], joined.card["n_rejected"]
    (['a', 'b'], 3, 1)
    """
    whole = list(several)
    if not whole:
        raise ValueError("several is empty; give the tables of each corpus, such as Tables.load('2023-W10')")
    for number, tables in enumerate(whole[1:], 2):
        for key in _SAME:
            told = [of.card.get(key) for of in (whole[0], tables)]
            if told[0] != told[1]:
                raise ValueError(f"tables {number} were measured with {key}={told[1]!r}, the first with {told[0]!r}")
    parts = [whole[0]]
    seen = [_telling(whole[0])]
    for number, tables in enumerate(whole[1:], 2):
        parts.append(_unseen(tables, pd.concat(seen), number))
        seen.append(_telling(parts[-1]))
    kept = _kept(whole)
    articles = _alike([part.articles for part in parts], kept)
    parts = [replace(part, articles=rows) for part, rows in zip(parts, articles, strict=True)]
    columns = {table: [*names(table), *(kept if table == "articles" else ())] for table in TABLES}
    frames = {
        table: stacked([getattr(part, table).reindex(columns=wanted) for part in parts], wanted)
        for table, wanted in columns.items()
    }
    return Tables(**frames, card=_card(whole, len(frames["articles"])))


def _kept(whole: list[Tables]) -> list[str]:
    """Return the columns of their sources that some tables keep (``with_columns``)."""
    return list(dict.fromkeys(name for tables in whole for name in tables.card.get("kept", ())))


def _alike(articles: list[pd.DataFrame], kept: list[str]) -> list[pd.DataFrame]:
    """Return the articles with each column of their sources of one type in all of them."""
    for name in kept:
        having = [i for i, rows in enumerate(articles) if name in rows]
        for i, column in zip(having, as_one([articles[i][name] for i in having]), strict=True):
            articles[i] = articles[i].assign(**{name: column})
    return articles


def _telling(tables: Tables) -> pd.DataFrame:
    """Return what tells one article from another, by its id, with None where nothing is known."""
    found = tables.articles.set_index("id")[TELLING].astype(object)
    return found.where(found.notna(), None)


def _unseen(tables: Tables, seen: pd.DataFrame, number: int) -> Tables:
    """Return the tables without the articles that were seen, each of which has a row in the audit."""
    again = tables.articles["id"].isin(seen.index)
    if not again.any():
        return tables
    ids = tables.articles.loc[again, "id"]
    pairs = zip(_telling(tables).loc[ids].itertuples(name=None), seen.loc[ids].itertuples(name=None), strict=True)
    if odd := [mine[0] for mine, theirs in pairs if mine != theirs]:
        raise ValueError(
            f"tables {number}: id {odd[0]!r} is that of another article in earlier ones ({n_of(len(odd), 'such id')}); "
            "ids made from names of files hold within one folder: read the folder above it, or give a column of ids"
        )
    told = pd.DataFrame({"source": f"tables {number}", "id": ids, "outcome": "rejected", "reason": "duplicate_id"})
    told["detail"] = "as in earlier tables"
    return without(tables, again, told.reindex(columns=list(names("audit"))))


def _card(whole: list[Tables], n_articles: int) -> dict[str, Any]:
    """Return the card of all: sums, the versions there were, and a digest of those of the corpora in their order."""
    cards = [tables.card for tables in whole]
    n_records = sum(card.get("n_records", len(tables.articles)) for card, tables in zip(cards, whole, strict=True))
    digests = " ".join(str(card.get("corpus_sha256", "")) for card in cards)
    versions = dict.fromkeys(str(card["media-framing"]) for card in cards if "media-framing" in card)
    kept = _kept(whole)
    return {
        **cards[0],
        "media-framing": ", ".join(versions),
        "passages": all(card.get("passages", True) for card in cards),
        "n_corrections": sum(card.get("n_corrections", 0) for card in cards),
        "n_records": n_records,
        "n_articles": n_articles,
        "n_rejected": n_records - n_articles,
        "corpus_sha256": hashlib.sha256(digests.encode("ascii")).hexdigest(),
        "n_joined": len(whole),
        **({"kept": kept} if kept else {}),
    }
