"""Columns of the source beside the measures: the section, the author, the file an article came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ..columns import names
from ..corpus import Corpus
from .plain import plain
from .tables import Tables

#: What is known of every article and is no column of its source.
_OWN = ("title", "file", "record")


def with_columns(tables: Tables, corpus: Corpus, columns: Sequence[str]) -> Tables:
    """Return the tables with columns of the corpus's source behind those of ``articles``; the card tells which.

    ``columns``: names of ``corpus.extra``, or ``title``, ``file`` and ``record`` (where in which file it stands).

    Raises ``ValueError`` for a column that the source has not, and for the name of a measure.

    >>> from analysis.corpus import read_corpus
    >>> from analysis.measure import measure
    >>> corpus = read_corpus([{"text": "Il neige.", "rubrique": "Région"}])
    >>> with_columns(measure(corpus), corpus, ["rubrique", "file"]).articles.iloc[0, -2:].tolist()
    ['Région', 'records']
    """
    check_columns(corpus, columns)
    own = {
        "title": [article.title for article in corpus],
        "file": [source for source, _ in corpus.origins],
        "record": [number for _, number in corpus.origins],
    }
    ids = [article.id for article in corpus]
    kept = {name: plain(corpus.extra[name]) if name in corpus.extra else pd.Series(own[name], ids) for name in columns}
    articles = tables.articles.assign(**{name: tables.articles["id"].map(values) for name, values in kept.items()})
    return replace(tables, articles=articles, card=tables.card | {"kept": list(columns)})


def check_columns(corpus: Corpus, columns: Sequence[str]) -> None:
    """Raise ``ValueError`` for a column that cannot be kept."""
    there = [str(name) for name in corpus.extra]
    for name in columns:
        if name in names("articles"):
            raise ValueError(f"keep={name!r} is a column of the articles already")
        if name not in there and name not in _OWN:
            known = ", ".join(dict.fromkeys((*there, *_OWN)))
            raise ValueError(f"keep={name!r} is not a column of the source that is left over; there are {known}")
