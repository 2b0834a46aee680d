"""Which articles tell the same story: close in words and in time, whoever published them.

Articles are compared by their words, rare ones counting most (TF-IDF, cosine), only with articles of the same days;
then they are joined from the closest pair on, two groups as close as their articles are on average (average linkage),
until no groups are close enough.  Averages keep one article about two stories from gluing the two together.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from analysis.lexicons import load
from analysis.records import Article

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: An article without a date must be this much closer in words to be of the same story.
UNDATED = 0.1
#: Two groups can be joined at the threshold on average only when some of their articles are at least half as close.
_LINK = 0.5
#: Largest set of linked articles clustered at once: its distances take 8·n²/2 bytes, 200 MB.
_LARGEST = 7000
#: Cosine from which texts are the same for this purpose; a set still too large is one event.
_SAME = 0.95
_ROWS = 500  # articles compared at a time
_ALWAYS = (-(10**6), 10**6)  # the days an undated article may be of


def find_events(articles: Sequence[Article], *, days: float = 4, threshold: float = 0.15) -> pd.Series:
    """Return the event of each article: a series from article id to event id, in the order given.

    An event is named after its earliest article; an article alone with its story is an event of its own.  ``days``: two
    articles further apart are never compared; a date known to the month or the year may be any day of it; an article
    without a date is compared with all, but has to be closer by ``UNDATED``.  ``threshold``: average cosine in [0, 1]
    at which groups are still joined; higher makes smaller events.  Languages are compared by the names and figures they
    share, which is not enough: find the events of each language by itself.

    Raises ``ValueError`` for a ``threshold`` outside (0, 1), negative ``days`` or two articles with one id.

    The defaults were chosen on half of the events of BASIL (Fan et al., 2019); ``bench/events.py`` scores the others.
    Source: Salton and Buckley (1988) for TF-IDF; Sokal and Michener (1958) for average linkage.

    >>> fire = "Le feu a détruit la halle du marché de Valmont dans la nuit", "À Valmont, la halle du marché a brûlé"
    >>> vote = "Le conseil de la région a voté le budget des lycées",
    >>> rows = [Article(str(n), text, date="2022-03-01") for n, text in enumerate(fire + vote)]
    >>> find_events(rows).tolist()
    ['0', '0', '2']
    """
    import pandas as pd

    articles = tuple(articles)
    if not 0 < threshold < 1:
        raise ValueError(f"threshold={threshold!r} must lie between 0 and 1; higher makes smaller events")
    if not days >= 0:
        raise ValueError(f"days={days!r} must be 0 or more: the most days between two articles about one event")
    if len({article.id for article in articles}) < len(articles):
        raise ValueError("articles must have ids of their own; read_corpus() sees to that")
    spans = np.array([day_span(article.date) for article in articles], dtype=np.int64).reshape(-1, 2)
    group = _groups(_vectors(articles), spans, days, threshold)
    order = np.lexsort((np.arange(len(articles)), spans[:, 0], spans[:, 0] == _ALWAYS[0]))
    named: dict[int, str] = {}
    for n in order:
        named.setdefault(int(group[n]), articles[n].id)
    index = pd.Index([article.id for article in articles], name="id", dtype=object)
    return pd.Series([named[int(g)] for g in group], index=index, name="event", dtype=object)


def day_span(date: str | None) -> tuple[int, int]:
    """Return the first and the last day an ISO date can mean, counted from the year 1.

    >>> day_span("2022-12-23"), day_span("2022-12"), day_span(None) == _ALWAYS
    ((738512, 738512), (738490, 738520), True)
    """
    if date is None:
        return _ALWAYS
    try:
        year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
        dt.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"date={date!r} is not an ISO date; read_corpus() makes it one, or None") from None
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return dt.date(year, month or 1, day or 1).toordinal(), dt.date(year, last_month, last_day).toordinal()


def _vectors(articles: tuple[Article, ...]) -> Any:
    """Return TF-IDF rows (n, terms) of length 1: the words of title and text that are not grammar."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{article.title or ''}\n{article.text}" for article in articles]
    try:
        return csr_array(TfidfVectorizer(sublinear_tf=True, stop_words=_grammar()).fit_transform(texts))
    except ValueError:  # no word is left
        return csr_array((len(texts), 1))


@cache
def _grammar() -> list[str]:
    """Return the grammatical words of all languages, cut as scikit-learn cuts words."""
    rows = (row for row in load("stopwords") if row["class"] not in {"suffix", "house"})
    return sorted({word for row in rows for word in re.findall(r"\b\w\w+\b", row["words"].lower())})


def _groups(vectors: Any, spans: Ints, days: float, threshold: float) -> Ints:
    """Return a group number per article."""
    rows, columns, close = _neighbours(vectors, spans, days, _LINK * threshold)
    group = np.arange(len(spans))
    _split(group, np.arange(len(spans)), (rows, columns, close), threshold, _LINK * threshold)
    return group


def _neighbours(vectors: Any, spans: Ints, days: float, least: float) -> tuple[Ints, Ints, Floats]:
    """Return the pairs within the window whose cosine (less what undated articles lose) is at least ``least``."""
    order = np.argsort(spans[:, 0], kind="stable")
    starts, ends = spans[order, 0], spans[order, 1]
    undated = starts == _ALWAYS[0]
    latest = np.maximum.accumulate(ends)  # nothing before a place ends later than this
    found: list[tuple[Ints, Ints, Floats]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for begin in range(0, len(order), _ROWS):
        end = min(begin + _ROWS, len(order))
        low = int(np.searchsorted(latest, starts[begin] - days))
        block = (vectors[order[begin:end]] @ vectors[order[low:end]].T).tocoo()
        row, column, value = block.row + begin, block.col + low, np.asarray(block.data)
        value = value - UNDATED * (undated[row] | undated[column])
        gap = np.maximum(starts[row], starts[column]) - np.minimum(ends[row], ends[column])
        keep = (column < row) & (gap <= days) & (value >= least)
        found.append((order[row[keep]], order[column[keep]], value[keep]))
    rows, columns, close = (np.concatenate(part) for part in zip(*found, strict=True))
    return rows, columns, close


def _split(group: Ints, members: Ints, pairs: tuple[Ints, Ints, Floats], threshold: float, least: float) -> None:
    """Write into ``group`` the clusters of each connected part; a part too large is first parted at a higher level."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, columns, close = pairs
    place = np.full(len(group), -1)
    place[members] = np.arange(len(members))
    graph = coo_array((close, (place[rows], place[columns])), shape=(len(members), len(members)))
    _, part = connected_components(graph, directed=False)
    size = np.bincount(part, minlength=1)
    pair_part = part[place[rows]]
    by_part, by_pair = np.argsort(part, kind="stable"), np.argsort(pair_part, kind="stable")
    bounds, pair_bounds = np.cumsum(size), np.searchsorted(pair_part[by_pair], np.arange(len(size) + 1))
    for number in np.flatnonzero(size > 1):
        inside = members[by_part[bounds[number] - size[number] : bounds[number]]]
        mine = by_pair[pair_bounds[number] : pair_bounds[number + 1]]
        own = rows[mine], columns[mine], close[mine]
        if least > _SAME:
            group[inside] = inside.min()
        elif size[number] > _LARGEST:
            stays = own[2] >= least + (1 - least) / 20
            _split(group, inside, (own[0][stays], own[1][stays], own[2][stays]), threshold, least + (1 - least) / 20)
        else:
            _link(group, inside, own, threshold)


def _link(group: Ints, inside: Ints, pairs: tuple[Ints, Ints, Floats], threshold: float) -> None:
    """Cluster one connected part by average linkage; pairs that are not listed are as far as can be."""
    from scipy.cluster.hierarchy import fcluster, linkage

    n = len(inside)
    ordered = np.sort(inside)
    high, low = np.searchsorted(ordered, pairs[0]), np.searchsorted(ordered, pairs[1])
    first, second = np.minimum(high, low), np.maximum(high, low)
    far = np.ones(n * (n - 1) // 2)
    far[n * first - first * (first + 1) // 2 + second - first - 1] = 1 - pairs[2]
    cluster = fcluster(linkage(far, "average"), 1 - threshold, "distance")
    leaders = {int(c): int(a) for c, a in zip(cluster[::-1], ordered[::-1], strict=True)}
    group[ordered] = [leaders[int(c)] for c in cluster]
