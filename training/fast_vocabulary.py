"""The words of the fast engine: which are known, a first vector for each, and how likely each is in each language.

The first vectors come from counting neighbours: positive pointwise mutual information of words and the words up to two
places away, by place, and up to eight places away, without place, cut to its main directions (Levy and Goldberg 2014).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analysis.attribution.encoding import tokens
from analysis.attribution.network import Vocabulary

if TYPE_CHECKING:
    from .fast_data import Example

SIZE = 40_000
FEWEST = 4
"""Words seen less often are left to their prefix and suffix."""
CONTEXTS = 4_000
WIDTH = 64
"""Numbers in a word's vector."""
PLACES = (-2, -1, 1, 2)
WIDE = tuple(k for n in range(3, 9) for k in (-n, n))
LANGUAGES = ("fr", "en", "es", "de", "pt")
"""Languages the table tells apart; Portuguese because collections of Spanish articles often hold some."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The known words' hashes and their look-up, a (words + 1, WIDTH) first vector each, and the table of languages."""

    known: NDArray[np.uint64]
    lookup: Vocabulary
    first: NDArray[np.float32]
    languages: NDArray[np.float32]

    def number(self, examples: Iterable[Example]) -> None:
        """Give every example the numbers of its words."""
        for one in examples:
            one.ids = self.lookup.ids(one.view.tokens.hash).astype(np.int32)


def learned(articles: Sequence[dict[str, Any]], seed: int) -> Words:
    """Count the words of articles and make the tables a network begins with."""
    hashes = [tokens([a["text"]]).hash for a in articles]
    known = choose(hashes)
    lookup = Vocabulary(known)
    ids = [lookup.ids(h).astype(np.int64) for h in hashes]
    first = vectors(ids, len(known) + 1, WIDTH, seed)
    return Words(known, lookup, first, languages([a["text"] for a in articles], ids, len(known) + 1))


def choose(hashes: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return the sorted hashes of the most frequent words."""
    words, counts = np.unique(np.concatenate(hashes), return_counts=True)
    often = counts >= FEWEST
    words, counts = words[often], counts[often]
    return np.sort(words[np.argsort(-counts, kind="stable")[:SIZE]])


def vectors(texts: Sequence[Ints], n_words: int, size: int, seed: int) -> NDArray[np.float32]:
    """Return (n_words, size) vectors of the words of texts given as ids (0: unknown, its vector is zero)."""
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    gap = np.zeros(max(WIDE), np.int64)
    flat = np.concatenate([part for ids in texts for part in (ids, gap)])
    often = np.bincount(flat, minlength=n_words)
    often[0] = 0
    context = np.full(n_words, -1)
    chosen = np.argsort(-often, kind="stable")[:CONTEXTS]
    context[chosen] = np.arange(len(chosen))

    def counts(away: int) -> sparse.csr_matrix:
        word, other = (flat[:-away], flat[away:]) if away > 0 else (flat[-away:], flat[:away])
        kept = (word > 0) & (other > 0) & (context[other] >= 0)
        ones = np.ones(int(kept.sum()), np.float32)
        return sparse.coo_matrix((ones, (word[kept], context[other[kept]])), (n_words, len(chosen))).tocsr()

    blocks = [_information(counts(away)) for away in PLACES]
    wide = counts(WIDE[0])
    for away in WIDE[1:]:
        wide = wide + counts(away)
    blocks.append(_information(wide) * 0.5)
    left, strength, _ = randomized_svd(
        sparse.hstack(blocks).tocsr().astype(np.float32), size, n_iter=4, random_state=seed
    )
    found = left * np.sqrt(strength)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), np.float32)


def _information(counts):  # type: ignore[no-untyped-def]
    """Return positive pointwise mutual information, contexts smoothed by the power 0.75, single sightings damped."""
    from scipy import sparse

    of_word = np.maximum(np.asarray(counts.sum(1)).ravel(), 1)
    of_context = np.asarray(counts.sum(0)).ravel() ** 0.75
    of_context /= of_context.sum()
    cells = counts.tocoo()
    value = np.log(cells.data / of_word[cells.row] / of_context[cells.col])
    value *= np.minimum(1, 1.5 * cells.data / (cells.data + 1))
    kept = value > 0
    return sparse.csr_matrix((value[kept], (cells.row[kept], cells.col[kept])), counts.shape)


def languages(texts: Sequence[str], ids: Sequence[Ints], n_words: int) -> NDArray[np.float32]:
    """Return (n_words, languages) log probabilities, each row shifted to a maximum of 0 and cut at -9.

    The language of each text is what py3langid says of its first thousand characters.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    judge = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    counts = np.zeros((n_words, len(LANGUAGES)))
    for text, of_text in zip(texts, ids, strict=True):
        code = judge.classify(text[:1000])[0]
        if code in LANGUAGES:
            counts[:, LANGUAGES.index(code)] += np.bincount(of_text, minlength=n_words)
    counts[0] = 0
    table = np.log((counts + 0.3) / (counts.sum(0) + 0.3 * n_words))
    table -= table.max(1, keepdims=True)
    table[0] = 0
    return np.maximum(table, -9).astype(np.float32)
