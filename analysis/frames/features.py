"""A passage as numbers: its words and word pairs, and its runs of characters, weighted by how rare they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from ..text import words
from ..tokens import folded

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

KINDS: dict[str, dict[str, Any]] = {
    "words": {"analyzer": "word", "token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 1},
    "characters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
}
"""The two views of a passage, in scikit-learn's terms: characters see through inflection, words through likeness."""


TOP = 5
"""Of a passage, the words most often marked elsewhere whose shares are features of their own."""
_PRIOR = 2.0
_SCALE = 0.1


@dataclass(frozen=True, slots=True)
class Features:
    """Learnt features: for each of ``KINDS`` its terms in column order and their inverse document frequency (float64).

    ``marked``: for each word, in how many passages a coder marked it, and in how many it stood; empty when nothing was
    marked.  ``lang`` settles how words are cut, as in ``analysis.text``.
    """

    lang: str | None
    terms: dict[str, tuple[str, ...]]
    idf: dict[str, NDArray[np.float64]]
    marked: dict[str, tuple[int, int]]

    @classmethod
    def learn(
        cls, passages: Sequence[str], lang: str | None = None, marked: Sequence[Collection[str]] | None = None
    ) -> Self:
        """Learn which features there are and how rare each is."""
        terms, idf = {}, {}
        for kind in KINDS:
            model = _vectoriser(kind)
            model.fit(_views(passages, kind, lang))
            terms[kind] = tuple(model.get_feature_names_out().tolist())
            idf[kind] = np.asarray(model.idf_, np.float64)
        counts: dict[str, tuple[int, int]] = {}
        for passage, chosen in zip(passages, marked, strict=True) if marked is not None else ():
            chosen_words = _words(chosen, lang)
            for word in _words([passage], lang):
                n, of = counts.get(word, (0, 0))
                counts[word] = n + (word in chosen_words), of + 1
        return cls(lang, terms, idf, counts)

    def __len__(self) -> int:
        return sum(map(len, self.terms.values())) + (TOP + 1 if self.marked else 0)

    def of(self, passages: Sequence[str], marked: Sequence[Collection[str]] | None = None) -> csr_matrix:
        """Return the passages as rows (sparse, len(passages) by len(self)).

        ``marked`` is given for the passages that were learnt from, so that each is seen as if it had not been.
        """
        from scipy.sparse import csr_matrix, hstack

        if not passages:
            return csr_matrix((0, len(self)))
        views = []
        for kind in KINDS:
            model = _vectoriser(kind, vocabulary={term: i for i, term in enumerate(self.terms[kind])})
            model.idf_ = self.idf[kind]
            views.append(model.transform(_views(passages, kind, self.lang)))
        if self.marked:
            own = marked if marked is not None else [None] * len(passages)
            rows = [self._shares(passage, chosen) for passage, chosen in zip(passages, own, strict=True)]
            views.append(csr_matrix(np.array(rows).reshape(len(passages), TOP + 1)))
        return hstack(views, format="csr")

    def _shares(self, passage: str, chosen: Collection[str] | None) -> NDArray[np.float64]:
        """Return the log shares of the words most often marked elsewhere, and how likely any would be marked."""
        usual = sum(n for n, _ in self.marked.values()) / max(1, sum(of for _, of in self.marked.values()))
        left_out = None if chosen is None else _words(chosen, self.lang)
        shares = []
        for word in _words([passage], self.lang):
            n, of = self.marked.get(word, (0, 0))
            if left_out is not None and of:
                n, of = n - (word in left_out), of - 1
            shares.append((n + _PRIOR * usual) / (of + _PRIOR))
        top = np.sort(np.array([*shares, *[usual] * TOP]))[::-1]
        return _SCALE * np.append(np.log(top[:TOP] / max(usual, 1e-9)), -np.log1p(-np.minimum(shares, 0.95)).sum())


def _words(texts: Collection[str], lang: str | None) -> set[str]:
    return {word for text in texts for word in folded(text, words(text, lang))}


def _vectoriser(kind: str, vocabulary: dict[str, int] | None = None) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(**KINDS[kind], lowercase=False, sublinear_tf=True, vocabulary=vocabulary)


def _views(passages: Sequence[str], kind: str, lang: str | None) -> list[str]:
    if kind == "words":
        return [" ".join(token.replace(" ", "") for token in folded(p, words(p, lang))) for p in passages]
    return [p.lower().replace("’", "'") for p in passages]
