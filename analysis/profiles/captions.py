"""Captions: what a figure shows, and on how much."""

from __future__ import annotations

from ..lexicons import name_of
from ..measure import Tables
from .copies import copies_in_words
from .sentences import counted_as, said


def caption(name: str, tables: Tables | None = None, *, by: str = "outlet", lang: str = "en", **facts: object) -> str:
    """Return the caption of a figure: what it shows and, from ``tables``, on how much.

    ``name`` is the figure's; ``{group}``, ``{groups}`` and ``{sizes}`` come from ``by`` and ``tables``, all else from
    ``facts``.

    >>> caption("03_kinds", lang="fr", sizes="12 articles.")
    'Types de sources, en pour cent des attributions de parole. 12 articles.'
    """
    given = {"group": name_of(by, lang), "groups": name_of(f"{by}s", lang)}
    if tables is not None:
        given["sizes"] = sizes(tables, by, lang=lang)
    written = said(name, lang, **(given | facts))
    return written[:1].upper() + written[1:]


def sizes(tables: Tables, by: str = "outlet", *, lang: str = "en") -> str:
    """Return how many articles, groups and words there are and how much of them is copied, for a caption."""
    rows = tables.articles
    groups = int(rows[by].nunique())
    facts = {"n": len(rows), "n_groups": groups, "n_words": int(rows["n_words"].sum())}
    counted = said(
        "sizes", lang, groups=counted_as(by, groups, lang), articles=counted_as("article", len(rows), lang), **facts
    )
    return f"{counted} {copies_in_words(rows, by=by, lang=lang)}"
