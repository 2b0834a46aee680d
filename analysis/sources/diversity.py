"""How many voices there really are: whether a few speakers hold the floor or many share it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence

NAN = float("nan")


def _counts(counts: Iterable[float]) -> list[float]:
    kept = [float(c) for c in counts if c]
    if any(c < 0 or math.isnan(c) for c in kept):
        raise ValueError(f"counts={kept!r} must be 0 or more: they are attributions (or words) per speaker")
    return kept


def _drawable(counts: Iterable[int], n: int) -> tuple[list[int], int]:
    """Return the counts as whole numbers and their sum, ``n`` of which can be drawn if it is 1 or more."""
    if n < 1:
        raise ValueError(f"n={n} must be 1 or more: the number of attributions drawn")
    kept = [round(c) for c in _counts(counts)]
    return kept, sum(kept)


def shannon(counts: Iterable[float]) -> float:
    """Return Shannon's H = −Σ p ln p in nats, ≥ 0; NaN without counts (Shannon 1948).

    >>> round(shannon([6, 3, 1]), 4)
    0.8979
    """
    n = _counts(counts)
    total = sum(n)
    return -sum(c / total * math.log(c / total) for c in n) + 0.0 if total else NAN


def effective(counts: Iterable[float]) -> float:
    """Return e^H: as many speakers as would give the same H if all spoke alike, ≥ 1; NaN without counts (Hill 1973).

    >>> round(effective([6, 3, 1]), 4)
    2.4546
    """
    return math.exp(shannon(counts))


def simpson(counts: Iterable[float]) -> float:
    """Return 1 − Σ p²: the chance that two draws with replacement are two speakers, in [0, 1); NaN without counts.

    Simpson (1949).

    >>> round(simpson([6, 3, 1]), 4)
    0.54
    """
    n = _counts(counts)
    total = sum(n)
    return 1 - sum((c / total) ** 2 for c in n) if total else NAN


def simpson_unbiased(counts: Iterable[float]) -> float:
    """Return 1 − Σ c(c−1)/(n(n−1)): the same for two draws without replacement; NaN below n = 2.

    It does not grow with n as long as attributions are independent; in articles with one speaker each they are not.

    >>> round(simpson_unbiased([6, 3, 1]), 4)
    0.6
    """
    n = _counts(counts)
    total = sum(n)
    return 1 - sum(c * (c - 1) for c in n) / (total * (total - 1)) if total > 1 else NAN


def rarefied(counts: Iterable[int], n: int) -> float:
    """Return how many speakers ``n`` attributions drawn without replacement would show on average; NaN when there are
    fewer.

    Σ 1 − C(N−c, n)/C(N, n) (Hurlbert 1971): for outlets with unequal numbers of attributions.  It takes attributions
    for independent draws; where they come in articles, :func:`rarefied_by_article` draws those.
    Raises ``ValueError`` for n below 1.

    >>> round(rarefied([6, 3, 1], 10), 4), rarefied([6, 3, 1], 1), round(rarefied([6, 3, 1], 5), 4)
    (3.0, 1.0, 2.4167)
    """
    kept, total = _drawable(counts, n)
    if n > total:
        return NAN
    every = math.comb(total, n)
    return sum(1 - math.comb(total - c, n) / every for c in kept)


def rarefied_by_article(in_articles: Iterable[int], m: int, n: int) -> tuple[float, float]:
    """Return how many speakers ``n`` of ``m`` articles show on average, and the standard error; NaN when n > m.

    ``in_articles`` says in how many articles each speaker speaks.  Σ 1 − C(m−k, n)/C(m, n), with the error of the
    articles being a sample themselves (Colwell, Mao and Chang 2004), the unseen speakers after Chao (1987).
    That error takes every speaker for independent of the others.  They are not where one article lets one speak and
    another twenty: of the press it is some two thirds of what it should be, and :func:`thinned` has the right one.

    >>> value, error = rarefied_by_article([3, 1, 1], 3, 2)
    >>> round(value, 4), round(error, 4)
    (2.3333, 0.6356)
    """
    kept, _ = _drawable(in_articles, max(n, 1))
    if not kept or not 0 < n <= m:
        return NAN, NAN
    every = math.comb(m, n)
    of = {k: 1 - math.comb(m - k, n) / every for k in set(kept)}
    seen = [of[k] for k in kept]
    once, twice = kept.count(1), kept.count(2)
    unseen = once * (once - 1) / (2 * (twice + 1)) * (m - 1) / m
    value = sum(seen)
    return value, math.sqrt(max(sum(s**2 for s in seen) - value**2 / (len(kept) + unseen), 0.0))


def thinned(speakers: Sequence[Collection[Hashable]], n: int) -> tuple[float, float]:
    """Return how many speakers ``n`` of some articles show on average, and the standard error; NaN when n > articles.

    ``speakers``: those of each article.  The value is that of :func:`rarefied_by_article`; the error is the delete-one
    jackknife over articles (Heltshe and Forrester 1983), NaN for fewer than two: which articles were drawn decides how
    many speak at all.  Where no article is left over (n is all of them) one fewer is drawn for the error.

    >>> value, error = thinned([{"a", "b", "c"}, {"a"}, {"a"}], 2)
    >>> round(value, 4), round(error, 4)
    (2.3333, 1.3333)
    """
    m, articles = len(speakers), [set(one) for one in speakers]
    times = Counter(name for one in articles for name in one)
    value, _ = rarefied_by_article(times.values(), m, n)
    if math.isnan(value) or m < 2:
        return value, NAN
    drawn = min(n, m - 1)
    every = math.comb(m - 1, drawn)
    shown = {k: 1 - math.comb(m - 1 - k, drawn) / every for k in range(min(max(times.values()), m - 1) + 1)}
    # Without an article, what its speakers add falls from that of k articles to that of k − 1.
    less = {k: (shown[k] if k < m else 1.0) - shown[k - 1] for k in set(times.values())}
    left = [sum(less[times[name]] for name in one) for one in articles]
    centre = sum(left) / m
    return value, math.sqrt((m - 1) / m * sum((one - centre) ** 2 for one in left))


def rarefied_shannon(counts: Iterable[int], n: int) -> float:
    """Return the mean H of ``n`` attributions drawn without replacement, exactly; NaN when there are fewer than ``n``.

    Σ over speakers of E[−x/n ln(x/n)], x hypergeometric.

    >>> round(rarefied_shannon([6, 3, 1], 10), 4), rarefied_shannon([6, 3, 1], 1)
    (0.8979, 0.0)
    """
    kept, total = _drawable(counts, n)
    if n > total:
        return NAN
    every = math.comb(total, n)
    value = 0.0
    for c in kept:
        for x in range(max(1, n - (total - c)), min(c, n) + 1):
            chance = math.comb(c, x) * math.comb(total - c, n - x) / every
            value -= chance * x / n * math.log(x / n)
    return value + 0.0
