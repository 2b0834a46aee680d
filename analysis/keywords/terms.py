"""The counts themselves: which voice of which article used which term how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from ..columns import VOICES

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_array

SPLIT: tuple[str, ...] = (*VOICES, "unsplit")
"""The voices a count may belong to; ``unsplit`` when the text was not divided into voices."""
UNSPLIT = len(SPLIT) - 1


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Term counts of a corpus, sparse: use ``k`` says that voice ``voice[k]`` of article ``article[k]`` used term
    ``term[k]`` ``n[k]`` times.

    ``articles``: ids, in order; ``outlets``, ``dates``, ``events``: theirs; ``terms``: sorted; ``n_words``: int64
    (n_articles, len(SPLIT)), every word of the article by voice, the denominators.
    """

    articles: tuple[str, ...]
    outlets: tuple[str | None, ...]
    dates: tuple[str | None, ...]
    events: tuple[str | None, ...]
    terms: tuple[str, ...]
    article: NDArray[np.int32]
    voice: NDArray[np.uint8]
    term: NDArray[np.int32]
    n: NDArray[np.int32]
    n_words: NDArray[np.int64]

    @classmethod
    def from_tables(cls, articles: pd.DataFrame, terms: pd.DataFrame) -> Self:
        """Rebuild the counts from two tables of ``measure`` (``articles``, ``terms``): keyness without any text.

        ``ValueError`` when ``terms`` names an article or a voice that is not there, when an article stands twice in
        ``articles``, or when a table lacks a column.
        """
        needs = ("articles", articles, ("id", *(f"n_{voice}" for voice in VOICES)))
        for name, table, columns in (needs, ("terms", terms, ("article_id", "voice", "term", "n"))):
            if lacking := [column for column in columns if column not in table]:
                raise ValueError(f"{name} has no column {', '.join(lacking)}; give the {name} table of measure")
        if not articles["id"].is_unique:
            raise ValueError(f"articles holds {articles['id'][articles['id'].duplicated()].iloc[0]!r} twice")
        ids = {str(id_): i for i, id_ in enumerate(articles["id"])}
        rows = terms["article_id"].astype(str).map(ids)
        code = terms["voice"].astype(str).map({name: i for i, name in enumerate(SPLIT)})
        if rows.isna().any() or code.isna().any():
            odd = terms[rows.isna() | code.isna()].iloc[0]
            raise ValueError(
                f"terms holds article_id={odd['article_id']!r}, voice={odd['voice']!r}: every article must be in "
                f"articles, every voice one of {', '.join(SPLIT)}"
            )
        names, number = np.unique(terms["term"].astype(str).to_numpy(object), return_inverse=True)
        n_words = np.zeros((len(articles), len(SPLIT)), np.int64)
        for i, name in enumerate(VOICES):
            n_words[:, i] = articles[f"n_{name}"].to_numpy()
        if (code == UNSPLIT).any():
            n_words[:, UNSPLIT], n_words[:, :UNSPLIT] = articles["n_words"].to_numpy(), 0
        known = {name: tuple(map(_told, articles[name])) for name in ("outlet", "date", "event") if name in articles}
        nothing = (None,) * len(articles)
        return cls(
            articles=tuple(ids),
            outlets=known.get("outlet", nothing),
            dates=known.get("date", nothing),
            events=known.get("event", nothing),
            terms=tuple(names.tolist()),
            article=np.asarray(rows, np.int32),
            voice=np.asarray(code, np.uint8),
            term=number.astype(np.int32),
            n=np.asarray(terms["n"], np.int32),
            n_words=n_words,
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row per article, voice and term: columns ``article_id``, ``voice``, ``term``, ``n``."""
        import pandas as pd

        # Taken from arrays of pandas's own, each name is stored once; from numpy's, once a row is looked at again.
        named = ((self.articles, self.article), (SPLIT, self.voice), (self.terms, self.term))
        article, voice, term = (pd.Series(np.array(names, object)).array.take(which) for names, which in named)
        return pd.DataFrame({"article_id": article, "voice": voice, "term": term, "n": self.n.astype(np.int64)})

    def matrix(self, voices: Iterable[str] | None = None) -> tuple[csr_array, NDArray[np.int64]]:
        """Return uses (sparse, n_articles by n_terms) and words (n_articles,) of some voices, or of all.

        ``ValueError`` for a voice there is not.
        """
        from scipy.sparse import csr_array

        codes = voice_codes(voices)
        kept = np.isin(self.voice, codes)
        shape = (len(self.articles), len(self.terms))
        cells = (self.n[kept].astype(float), (self.article[kept], self.term[kept]))
        return csr_array(cells, shape=shape), self.n_words[:, codes].sum(axis=1)


def _told(value: object) -> str | None:
    """Return what a cell says, None for nothing; an empty string says as little as a missing value."""
    import pandas as pd

    return None if pd.isna(value) or value == "" else str(value)  # type: ignore[call-overload]


def voice_codes(voices: Iterable[str] | None) -> list[int]:
    """Return the codes of voices by name (all when None).

    >>> voice_codes(["direct", "partial"])
    [2, 3]
    """
    if voices is None:
        return list(range(len(SPLIT)))
    names = [voices] if isinstance(voices, str) else list(voices)
    wrong = [name for name in names if name not in SPLIT]
    if wrong or not names:
        raise ValueError(f"voices={names!r}: choose among {', '.join(SPLIT)}, or None for all of them")
    return [SPLIT.index(name) for name in names]
