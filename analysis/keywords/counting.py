"""How often each voice of each article uses each word and each two-word term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

import numpy as np
from numpy.typing import NDArray

from ..counts import n_of
from ..phrases import Phrases
from ..records import Article, Reading
from ..text import words
from ..tokens import Spoken, Tokens, Types
from .boilerplate import Repeated, reporting
from .pairs import near, pair_terms
from .terms import SPLIT, UNSPLIT, TermCounts
from .vocabulary import form, kinds, lemma

_BATCH = 4000
"""Articles counted together: enough to keep numpy busy, few enough to stay under a few hundred megabytes."""

Cut = tuple[NDArray[np.int32], NDArray[np.uint8]]


def count_terms(
    texts: Sequence[Reading | Article],
    voices: Sequence[Spoken] | None = None,
    *,
    pairs: bool = True,
    lemmas: bool = False,
    stop_words: bool = False,
    phrases: Sequence[str] = (),
    repeated: Repeated | None = None,
    tokens: Sequence[Tokens] | None = None,
) -> TermCounts:
    """Count words and two-word terms by article and voice.

    ``voices`` stand beside ``texts`` one to one; without them every word is ``unsplit``.  A term is folded (lower case,
    one apostrophe).  Left out, unless ``stop_words``: function words, elisions, numbers, single letters and an outlet's
    style ("Mr.", "Mme", "AFP"), as ``lexicons/stopwords.csv`` has them.  With ``pairs`` two neighbouring words of one
    voice with only a space or hyphen between also make a term; up to two link words (*de la*, *of*) and elisions may
    stand between and are part of it: ``pouvoir d'achat``, ``forces de l'ordre``, ``secretary of state``.  ``lemmas``
    puts inflected forms together (simplemma).  ``phrases`` (patterns of ``analysis.phrases``) are counted as terms of
    their own.  Furniture lines are skipped: those of ``lexicons/boilerplate.csv`` and those in ``repeated``
    (``repeated_lines(corpus.articles)``).  ``tokens`` (``tokens.Types.cut`` of each text, texts of one language by one
    ``Types``) save doing that work twice.  ``ValueError`` when the sequences differ in length.

    >>> counts = count_terms([Article("a", "Le pouvoir d’achat ? Le pouvoir d'achat.", lang="fr")])
    >>> counts.to_frame().values.tolist()
    [['a', 'unsplit', 'achat', 2], ['a', 'unsplit', 'pouvoir', 2], ['a', 'unsplit', "pouvoir d'achat", 2]]
    """
    if voices is not None and len(voices) != len(texts):
        raise ValueError(
            f"voices has {n_of(len(voices), 'item')} for {n_of(len(texts), 'text')}; give one for each text"
        )
    if tokens is not None and len(tokens) != len(texts):
        raise ValueError(
            f"tokens has {n_of(len(tokens), 'item')} for {n_of(len(texts), 'text')}; give one for each text"
        )
    articles = [text.article if isinstance(text, Reading) else text for text in texts]
    cuts = [(v.words, v.code) for v in voices] if voices is not None else [unsplit(article) for article in articles]
    n_words = np.zeros((len(articles), len(SPLIT)), np.int64)
    for i, (_, code) in enumerate(cuts):
        n_words[i] = np.bincount(code, minlength=len(SPLIT))
    by_lang: dict[str | None, list[int]] = defaultdict(list)
    for i, article in enumerate(articles):
        by_lang[article.lang].append(i)
    table = _Table()
    for lang, members in by_lang.items():
        plan = _Plan(lang, pairs, lemmas, stop_words, Phrases(phrases, lang=lang), repeated or {})
        for batch in _batches(members):
            cut = None if tokens is None else [tokens[i] for i in batch]
            _count(table, batch, [articles[i] for i in batch], [cuts[i] for i in batch], cut, plan)
    return TermCounts(
        tuple(a.id for a in articles),
        tuple(a.outlet for a in articles),
        tuple(a.date for a in articles),
        tuple(a.event for a in articles),
        *table.sorted(),
        n_words,
    )


def unsplit(article: Article) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Return the words of an article and the code of a text not divided into voices for each."""
    offsets = words(article.text, article.lang)
    return offsets, np.full(len(offsets), UNSPLIT, np.uint8)


def _batches(members: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(members)
    while batch := list(islice(rest, _BATCH)):
        yield batch


class _Table:
    """Collects counts batch by batch under one numbering of the terms."""

    def __init__(self) -> None:
        #: The number of each term, in the order they are met.
        self.numbers: dict[str, int] = defaultdict(count().__next__)
        self.rows: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []

    def add(self, cell: NDArray[np.int64], local: NDArray[np.int64], names: Sequence[str]) -> None:
        """Add one use of term ``names[local[k]]`` in ``cell[k]`` (article · len(SPLIT) + voice) for each ``k``."""
        numbers = np.zeros(len(names), np.int64)
        used = np.flatnonzero(np.bincount(local, minlength=len(names)))
        numbers[used] = [self.numbers[names[i]] for i in used.tolist()]
        keys, n = np.unique((cell << 32) | numbers[local], return_counts=True)
        self.rows.append((keys >> 32, keys & 0xFFFFFFFF, n))

    def sorted(
        self,
    ) -> tuple[tuple[str, ...], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32]]:
        """Return the terms in alphabetical order, and the cells by article, voice and term."""
        nothing = np.zeros(0, np.int64)
        cell, term, n = (np.concatenate([nothing, *(row[k] for row in self.rows)]) for k in range(3))
        names = list(self.numbers)
        by_name = sorted(range(len(names)), key=names.__getitem__)
        terms = tuple([names[number] for number in by_name])
        rank = np.empty(len(terms), np.int64)
        rank[by_name] = np.arange(len(terms))
        term = rank[term]
        order = np.argsort((cell << 32) | term, kind="stable")
        article, voice = np.divmod(cell[order], len(SPLIT))
        counted = term[order].astype(np.int32), n[order].astype(np.int32)
        return terms, article.astype(np.int32), voice.astype(np.uint8), *counted


@dataclass(frozen=True, slots=True)
class _Plan:
    lang: str | None
    pairs: bool
    lemmas: bool
    stop_words: bool
    phrases: Phrases
    repeated: Repeated


def _cut(articles: list[Article], cuts: list[Cut]) -> list[Tokens]:
    types = Types()
    return [types.cut(article.text, offsets) for article, (offsets, _) in zip(articles, cuts, strict=True)]


def _count(
    table: _Table, numbers: list[int], articles: list[Article], cuts: list[Cut], known: list[Tokens] | None, plan: _Plan
) -> None:
    """Count a batch of articles of one language; ``numbers`` are their ranks in the whole."""
    every = known or _cut(articles, cuts)
    ids, kept, cells = [], [], []
    for number, article, (offsets, code), tokens in zip(numbers, articles, cuts, every, strict=True):
        ids.append(tokens.numbers)
        kept.append(reporting(article, offsets, plan.repeated))
        cell = number * len(SPLIT) + code.astype(np.int64)
        cells.append(cell)
        hits = plan.phrases.find(tokens) if plan.phrases.patterns else []
        if hits:
            place = np.array([hit.entry for hit in hits], np.int64)
            table.add(cell[[hit.first for hit in hits]], place, plan.phrases.patterns)
    word, where = np.concatenate(ids), np.concatenate(cells)
    reported = np.concatenate(kept)
    types = every[0].types.words
    counts, link = kinds(types, plan.lang, plan.stop_words)
    names = [form(w, plan.lang) for w in types]
    if plan.lemmas:
        names = [lemma(name, plan.lang) if ok else name for name, ok in zip(names, counts.tolist(), strict=True)]
    single = reported & counts[word]
    found = [(where[single], word[single], names)]
    if plan.pairs:
        joined = near([article.text for article in articles], [offsets for offsets, _ in cuts])
        found.append(pair_terms(word, joined & reported, single, where, link[word], names))
    given = set(plan.phrases.patterns)
    for cell, local, written in found:
        if given:  # a phrase of the user's counts once
            free = np.array([name not in given for name in written], np.bool_)[local]
            cell, local = cell[free], local[free]
        table.add(cell, local, written)
