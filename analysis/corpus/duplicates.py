"""Which articles are copies of one another, word for word or nearly, and which are agency copy.

Two articles are copies when the shorter shares at least half of its runs of five words with the longer.  Candidates are
found through a quarter of the runs, the same quarter in every article (Broder's modulo sketch, 1997), then each pair is
compared in full, so that no reported overlap is an estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analysis.corpus.agencies import Credit, agency_credit
from analysis.corpus.shingles import Hashes, shingles
from analysis.records import Article

if TYPE_CHECKING:
    import pandas as pd

#: One run of words in four is looked up: about 12 are shared by two briefs of 100 words that have half in common.
_SAMPLED = 4
#: Neighbours an article is paired with in the list of a run; copies of copies are then joined through one another.
_NEIGHBOURS = 3
#: A pair is compared in full when it shares this part of what the threshold asks for in the sample.
_HINT = 0.4
#: An article this much shorter than another (in runs of words) is a passage of it, not a copy.
SHORTEST = 0.2
Pairs = npt.NDArray[np.int64]


def find_duplicates(articles: Sequence[Article], *, threshold: float = 0.5, words: int = 5) -> pd.DataFrame:
    """Return one row per article (index ``id``, in the order given): its cluster of copies and its agency.

    ``cluster``: id of the earliest article of the cluster (dated before undated, then in the order given), its own id
    when it has no copy; ``cluster_size`` and ``cluster_outlets``: articles and outlets in the cluster; ``first``: it is
    that earliest article; ``duplicate``: it is not; ``overlap``: runs of words shared with the earliest article / runs
    of the shorter of the two, in [``threshold``, 1], NaN for the earliest itself; ``agency``: agencies credited in its
    own text, or None; ``credit``: ``copy`` or ``with`` (*avec AFP*), or None; ``wire``: it or another of its cluster
    credits an agency.

    Every article of a cluster overlaps with the earliest one; copies of copies that no longer do are clusters apart.
    Raises ``ValueError`` when ``threshold`` is not in (0, 1] or two articles have one id.

    Source: Broder, A. (1997), On the resemblance and containment of documents.

    >>> text = "La mairie a décidé hier soir de fermer les trois écoles du village faute de moyens"
    >>> rows = [Article("a", text), Article("b", f"PARIS (AFP) – {text}, dit-on"), Article("c", "Il neige.")]
    >>> find_duplicates(rows)[["cluster", "duplicate", "overlap", "agency", "wire"]].values.tolist()
    [['a', False, nan, None, True], ['a', True, 1.0, 'AFP', True], ['c', False, nan, None, False]]
    """
    articles = tuple(articles)
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold={threshold!r} must lie above 0 and up to 1; 0.5 means half of the shorter text")
    if len({article.id for article in articles}) < len(articles):
        raise ValueError("articles must have ids of their own; read_corpus() sees to that")
    sets = shingles([article.text for article in articles], words)
    links = _links(sets, threshold)
    order = sorted(range(len(articles)), key=lambda n: (articles[n].date is None, articles[n].date or "", n))
    leader, overlap = _clusters(sets, links, order, threshold)
    return _table(articles, leader, overlap, [agency_credit(article.text) for article in articles])


def _links(sets: list[Hashes], threshold: float) -> Pairs:
    """Return the pairs (p, 2) of articles whose overlap, in full, reaches the threshold."""
    sizes = np.array([len(found) for found in sets])
    pairs, shared = _candidates(sets)
    least = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    hinted = shared * _SAMPLED >= _HINT * threshold * least
    kept = [(a, b) for a, b in pairs[hinted].tolist() if _overlap(sets[a], sets[b]) >= threshold]
    return np.array(kept, dtype=np.int64).reshape(-1, 2)


def _candidates(sets: list[Hashes]) -> tuple[Pairs, npt.NDArray[np.int64]]:
    """Return the pairs that stand near each other in the list of some sampled run, and how often they do."""
    limit = np.uint32(2**32 // _SAMPLED)
    few = 8 * _SAMPLED  # the shortest texts are looked up whole
    sampled = [found if len(found) < few else found[: np.searchsorted(found, limit)] for found in sets]
    owner = np.repeat(np.arange(len(sets), dtype=np.uint64), [len(found) for found in sampled])
    runs = np.concatenate(sampled).astype(np.uint64) if sampled else np.zeros(0, np.uint64)
    keys = np.sort((runs << np.uint64(32)) | owner)
    run, owner = keys >> np.uint64(32), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found = [np.zeros(0, np.int64)]
    for step in range(1, _NEIGHBOURS + 1):
        same = run[step:] == run[:-step]
        found.append(owner[:-step][same] * len(sets) + owner[step:][same])
    pair, count = np.unique(np.concatenate(found), return_counts=True)
    return np.stack((pair // max(1, len(sets)), pair % max(1, len(sets))), axis=1), count


def _overlap(a: Hashes, b: Hashes) -> float:
    """Return shared runs / runs of the shorter text; 0 when it has none or is too short to be a copy of the other."""
    shorter, longer = sorted((a, b), key=len)
    if not len(shorter) or len(shorter) < SHORTEST * len(longer):
        return 0.0
    place = np.searchsorted(longer, shorter)
    return float(np.mean(longer[np.minimum(place, len(longer) - 1)] == shorter))


def _clusters(
    sets: list[Hashes], links: Pairs, order: list[int], threshold: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Give each article the earliest one it overlaps with among those that lead a cluster, within what is linked."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = len(sets)
    leader, overlap = np.arange(n), np.full(n, np.nan)
    if not len(links):
        return leader, overlap
    graph = coo_array((np.ones(len(links), bool), (links[:, 0], links[:, 1])), shape=(n, n))
    _, group = connected_components(graph, directed=False)
    alone = np.bincount(group)[group] == 1
    leaders: dict[int, list[int]] = {}
    for article in order:
        if alone[article]:
            continue
        ahead = leaders.setdefault(int(group[article]), [])
        for other in ahead:
            if (share := _overlap(sets[article], sets[other])) >= threshold:
                leader[article], overlap[article] = other, share
                break
        else:
            ahead.append(article)
    return leader, overlap


def _table(
    articles: tuple[Article, ...],
    leader: npt.NDArray[np.intp],
    overlap: npt.NDArray[np.float64],
    credits: list[Credit | None],
) -> pd.DataFrame:
    import pandas as pd

    first = leader == np.arange(len(articles))
    table = pd.DataFrame(
        {
            "cluster": [articles[n].id for n in leader],
            "cluster_size": np.bincount(leader, minlength=len(articles))[leader],
            "first": first,
            "duplicate": ~first,
            "overlap": overlap,
            "agency": pd.Series([c and ", ".join(c.agencies) for c in credits], dtype=object),
            "credit": pd.Series([c and c.kind for c in credits], dtype=object),
        }
    )
    outlets = pd.Series([article.outlet for article in articles], dtype=object)
    table.insert(2, "cluster_outlets", outlets.groupby(leader).transform("nunique").astype("int64"))
    table["wire"] = table["agency"].notna().groupby(leader).transform("any").astype(bool)
    return table.set_index(pd.Index([article.id for article in articles], name="id", dtype=object))
