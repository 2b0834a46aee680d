"""A passage as numbers: its words and word pairs, and its runs of characters, weighted by how rare they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from ..phrases import folded
from ..text import words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

KINDS: dict[str, dict[str, Any]] = {
    "words": {"analyzer": "word", "token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 1},
    "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
}
"""The two views of a passage, in scikit-learn's terms: characters see through inflection, words through likeness."""


@dataclass(frozen=True, slots=True)
class Features:
    """Learnt features: for each of ``KINDS`` its terms in column order and their inverse document frequency (float64).

    ``lang`` settles how words are cut, as in ``analysis.text``.
    """

    lang: str | None
    terms: dict[str, tuple[str, ...]]
    idf: dict[str, NDArray[np.float64]]

    @classmethod
    def learn(cls, passages: Sequence[str], lang: str | None = None) -> Self:
        """Learn which features there are and how rare each is."""
        terms, idf = {}, {}
        for kind in KINDS:
            model = _vectoriser(kind)
            model.fit(_views(passages, kind, lang))
            terms[kind] = tuple(model.get_feature_names_out().tolist())
            idf[kind] = np.asarray(model.idf_, np.float64)
        return cls(lang, terms, idf)

    def __len__(self) -> int:
        return sum(map(len, self.terms.values()))

    def of(self, passages: Sequence[str]) -> csr_matrix:
        """Return the passages as rows (sparse, len(passages) by len(self)); each view has length 1."""
        from scipy.sparse import hstack

        views = []
        for kind in KINDS:
            model = _vectoriser(kind, vocabulary={term: i for i, term in enumerate(self.terms[kind])})
            model.idf_ = self.idf[kind]
            views.append(model.transform(_views(passages, kind, self.lang)))
        return hstack(views, format="csr")


def _vectoriser(kind: str, vocabulary: dict[str, int] | None = None) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(**KINDS[kind], lowercase=False, sublinear_tf=True, vocabulary=vocabulary)


def _views(passages: Sequence[str], kind: str, lang: str | None) -> list[str]:
    if kind == "words":
        return [" ".join(token.replace(" ", "") for token in folded(p, words(p, lang))) for p in passages]
    return [p.lower().replace("’", "'") for p in passages]
