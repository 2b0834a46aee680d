"""Does the suite find copies?  Copies are planted in a corpus that has none; then 100,000 articles are timed.

    python bench/duplicates.py [--articles 100000]

Planted in three ways, once each for 300 articles: 3% of the words dropped, cut to the first 60%, the lead rewritten
(the first fifth of the words in another order, so that no run of them is left).  The corpus is first rid of its own
copies by a full comparison that shares no code with the suite (scikit-learn counts of runs of five words), so that
every other pair that is found is wrong.  A pair is two articles of one cluster.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from analysis.corpus import find_duplicates, read_corpus
from analysis.records import Article
from bench.corpora import SHARED

CORPUS = SHARED / "corpora" / "gilets_jaunes.jsonl.gz"
KINDS = ("3% of words dropped", "cut to 60%", "lead rewritten")
N_PLANTED = 300
LONGEST_SHARE = 0.2  # of the runs of the shorter article that two articles of the base may share


def without_copies(articles: tuple[Article, ...]) -> list[Article]:
    """Keep the articles that share less than ``LONGEST_SHARE`` of their runs of five words with an earlier one."""
    from scipy.sparse import triu
    from sklearn.feature_extraction.text import CountVectorizer

    counts = CountVectorizer(ngram_range=(5, 5), binary=True, dtype=np.int32).fit_transform([a.text for a in articles])
    size = np.asarray(counts.sum(axis=1)).ravel()
    shared = triu(counts @ counts.T, k=1).tocoo()
    copy = shared.data >= LONGEST_SHARE * np.minimum(size[shared.row], size[shared.col])
    out = set(shared.col[copy].tolist())
    return [a for n, a in enumerate(articles) if n not in out and size[n] >= 50]


def planted(base: list[Article], rng: np.random.Generator) -> Iterator[tuple[Article, str, str]]:
    """Yield three copies of some articles, with the original's id and how each was made."""
    chosen = rng.choice(len(base), N_PLANTED, replace=False)
    for number in chosen:
        words = base[number].text.split(" ")
        fifth = len(words) // 5
        texts = (
            [word for word in words if rng.random() >= 0.03],
            words[: int(0.6 * len(words))],
            [*rng.permutation(words[:fifth]), *words[fifth:]],
        )
        for kind, made in zip(KINDS, texts, strict=True):
            copy = replace(base[number], id=f"{base[number].id}+{kind}", text=" ".join(made), outlet="Copy")
            yield copy, base[number].id, kind


def accuracy(base: list[Article], rng: np.random.Generator) -> None:
    """Print recall and precision of pairs, by kind of copy and by threshold."""
    copies = list(planted(base, rng))
    original = {copy.id: of for copy, of, _ in copies}
    articles = [*base, *(copy for copy, _, _ in copies)]
    articles = [articles[n] for n in rng.permutation(len(articles))]
    families: dict[str, list[str]] = {}
    for copy, of, _ in copies:
        families.setdefault(of, [of]).append(copy.id)
    true = {frozenset(pair) for family in families.values() for pair in combinations(family, 2)}
    print(f"{len(base):,} articles without copies, {len(copies)} copies planted, {len(true):,} true pairs")
    print("threshold  pairs found  precision  recall  " + "  ".join(f"{kind:>20}" for kind in KINDS))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        cluster = find_duplicates(articles, threshold=threshold)["cluster"]
        found = {frozenset(pair) for ids in cluster.index.groupby(cluster).values() for pair in combinations(ids, 2)}
        hits = len(found & true)
        by_kind = (np.mean([cluster[c.id] == cluster[of] for c, of, k in copies if k == kind]) for kind in KINDS)
        print(
            f"{threshold:9.1f}  {len(found):11,}  {hits / len(found):9.4f}  {hits / len(true):6.4f}  "
            + "  ".join(f"{share:20.4f}" for share in by_kind)
        )
    _library(articles, original)


def _library(articles: list[Article], original: dict[str, str]) -> None:
    """Print what datasketch's MinHash index costs and finds on a part of the same articles (Jaccard ≥ .5)."""
    part = [a for a in articles if a.id in original or a.id in set(original.values())]
    start = time.process_time()
    sketches = [MinHash(num_perm=128) for _ in part]
    for sketch, article in zip(sketches, part, strict=True):
        words = article.text.lower().split()
        sketch.update_batch([" ".join(words[n : n + 5]).encode() for n in range(max(1, len(words) - 4))])
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for article, sketch in zip(part, sketches, strict=True):
        index.insert(article.id, sketch)
    found = {a.id: set(index.query(sketch)) for a, sketch in zip(part, sketches, strict=True)}
    spent = time.process_time() - start
    recall = np.mean([of in found[copy] for copy, of in original.items()])
    print(
        f"datasketch MinHash(128) + LSH, Jaccard .5: original found for {recall:.4f} of the copies; "
        f"{spent:.1f} s for {len(part):,} articles = {spent / len(part) * 100_000:.0f} s for 100,000"
    )


def speed(base: list[Article], n: int, rng: np.random.Generator) -> None:
    """Time ``n`` articles made of the base: one in six a near copy, the others with their words in another order."""
    articles = list(base[:n])
    while len(articles) < n:
        source = base[rng.integers(len(base))]
        words = np.array(source.text.split(" "), dtype=object)
        made = words[rng.random(len(words)) >= 0.03] if len(articles) % 6 == 0 else rng.permutation(words)
        articles.append(replace(source, id=f"{source.id}*{len(articles)}", text=" ".join(made)))
    n_words = sum(article.text.count(" ") + 1 for article in articles)
    start, processor = time.perf_counter(), time.process_time()
    table = find_duplicates(articles)
    print(
        f"{n:,} articles, {n_words:,} words: {time.perf_counter() - start:.1f} s "
        f"({time.process_time() - processor:.1f} s of processor), {int(table['duplicate'].sum()):,} copies found"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000, help="how many articles to time (0: none)")
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.exit(f"nothing measured: {CORPUS.name} is not in ../shared/corpora")
    rng = np.random.default_rng(2022)
    base = without_copies(read_corpus(CORPUS).articles)
    accuracy(base, rng)
    if options.articles:
        speed(base, options.articles, rng)


if __name__ == "__main__":
    main()
