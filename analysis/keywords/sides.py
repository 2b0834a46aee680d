"""Two bodies of text compared term by term, with whole articles, not words, as what could have been otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..counts import n_of
from ..multiplicity import benjamini_hochberg
from .statistics import Floats, chi2, g2, informative_prior, log_odds, log_ratio, pct_diff

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of a comparison.

    ``prior``: strength of the prior in words (a word never used on one side counts there as if used prior · its share
    of all words); ``min_uses``, ``min_articles``: rarer terms are left out, because with uses from under five articles
    no standard error by article can be had; ``one_article``: from this share on, a term's uses in a group may be the
    story of a single article.
    """

    prior: float = 10.0
    min_uses: int = 10
    min_articles: int = 5
    one_article: float = 1 / 3

    def __post_init__(self) -> None:
        if not self.prior > 0:
            raise ValueError(f"prior={self.prior!r} must be positive; 10 words is the default")
        if self.min_uses < 1 or self.min_articles < 1:
            raise ValueError(f"min_uses={self.min_uses!r}, min_articles={self.min_articles!r} must be 1 or more")
        if not 0 < self.one_article <= 1:
            raise ValueError(f"one_article={self.one_article!r} is not a share in (0, 1]; a third is the default")


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two bodies of text: uses by cluster and term (sparse, clusters × terms) and words by cluster."""

    uses: csr_array
    sizes: NDArray[np.int64]

    @property
    def total(self) -> Floats:
        return np.asarray(self.uses.sum(axis=0), float).ravel()

    @property
    def n(self) -> int:
        return int(self.sizes.sum())

    @property
    def n_used(self) -> int:
        """How many clusters have any words: an article that quotes nobody says nothing of how sources speak."""
        return int((self.sizes > 0).sum())


def compare_sides(
    first: Side, second: Side, terms: Sequence[str], *, paired: bool = False, limits: Limits = DEFAULT
) -> pd.DataFrame:
    """Return the keyness table of two sides; with ``paired`` row ``i`` of both is the same article (or event).

    Columns: ``term``; ``n``, ``n_words`` and ``n_reference``, ``n_words_reference`` (uses and size of each side);
    ``per_1000``, ``per_1000_reference``; ``delta`` (log-odds with an informative prior, natural log), its ``se``
    (clustered by article, never under that of independent words), ``z``, ``df`` (articles of the side with fewer − 1;
    those without a word there do not count), two-sided ``p`` (Student's t with these degrees of freedom) and ``q``
    (Benjamini–Hochberg over the table), all NaN when a side is one article;
    ``z_unclustered`` (Monroe's, for comparison); ``log_ratio`` (log2), ``pct_diff`` (%), ``g2`` and ``chi2`` (signed;
    every word taken for independent); of the first side ``dp`` (0 even to 1 clumped), ``n_articles`` (and
    ``n_articles_reference``), ``max_article_share`` of its uses, and ``one_article``, the warning that this is a
    third or more.  ``ValueError`` for a side without words.
    """
    import pandas as pd

    n1, n2 = first.n, second.n
    if not n1 or not n2:
        raise ValueError(f"the two sides have {n1} and {n_of(n2, 'word')}; both need some")
    spread = n_rows(first.uses + second.uses) if paired else n_rows(first.uses) + n_rows(second.uses)
    kept = np.flatnonzero((first.total + second.total >= limits.min_uses) & (spread >= limits.min_articles))
    first, second = (Side(side.uses[:, kept], side.sizes) for side in (first, second))
    a, b = first.total, second.total
    alpha = informative_prior(a, b, n1, n2, limits.prior)
    plain = log_odds(a, b, n1, n2, alpha, limits.prior)
    robust = robust_variance(first, second, alpha, limits.prior, paired=paired)
    se = np.sqrt(np.maximum(robust, plain.variance))  # NaN stays NaN: one article has no spread
    z = plain.delta / se
    df = min(first.n_used, second.n_used) - 1
    p = two_sided(z, df)
    largest = _largest_share(first.uses, a)
    frame = pd.DataFrame(
        {
            "term": np.array(terms, object)[kept],
            "n": a.astype(np.int64),
            "n_words": n1,
            "n_reference": b.astype(np.int64),
            "n_words_reference": n2,
            "per_1000": 1000 * a / n1,
            "per_1000_reference": 1000 * b / n2,
            "delta": plain.delta,
            "se": se,
            "z": z,
            "df": df,
            "p": p,
            "q": benjamini_hochberg(p),
            "z_unclustered": plain.z,
            "log_ratio": log_ratio(a, b, n1, n2),
            "pct_diff": pct_diff(a, b, n1, n2),
            "g2": g2(a, b, n1, n2),
            "chi2": chi2(a, b, n1, n2),
            "dp": _dp(first, a),
            "n_articles": n_rows(first.uses),
            "n_articles_reference": n_rows(second.uses),
            "max_article_share": largest,
            "one_article": largest >= limits.one_article,
        }
    )
    order = ["z", "z_unclustered", "term"]
    return frame.sort_values(order, ascending=[False, False, True], ignore_index=True)


def robust_variance(first: Side, second: Side, alpha: Floats, total_prior: float, *, paired: bool = False) -> Floats:
    """Return the variance of delta when whole articles, not words, are drawn: linearised ("sandwich"), per term.

    Article ``i`` of a side pulls its log rate by u = (yᵢ − p·nᵢ) / (y+α), p = (y+α)/(n+α0); the variance is
    m/(m−1) Σ u², summed over the two sides, minus twice the shared part when both come from the same articles; m are
    the articles with words on that side.  NaN with fewer than two of them on a side.
    """
    out = np.zeros(first.uses.shape[1])
    pulls, factor = [], 1.0
    for side in (first, second):
        m = side.n_used
        rate = (side.total + alpha) / (side.n + total_prior)
        sizes = side.sizes.astype(float)
        squares = np.asarray(side.uses.multiply(side.uses).sum(axis=0)).ravel()
        cross = np.asarray(side.uses.T @ sizes).ravel()
        correction = m / (m - 1) if m > 1 else np.nan
        factor *= np.sqrt(correction)
        total = squares - 2 * rate * cross + rate**2 * (sizes**2).sum()
        out += correction * total / (side.total + alpha) ** 2
        pulls.append((side, rate, sizes))
    if paired:
        (one, p1, n1), (two, p2, n2) = pulls
        shared = np.asarray(one.uses.multiply(two.uses).sum(axis=0)).ravel() + p1 * p2 * (n1 * n2).sum()
        shared -= p1 * np.asarray(two.uses.T @ n1).ravel() + p2 * np.asarray(one.uses.T @ n2).ravel()
        out -= 2 * factor * shared / ((one.total + alpha) * (two.total + alpha))
    return out


def n_rows(uses: csr_array) -> NDArray[np.int64]:
    """Return in how many rows (articles) each term is used."""
    return np.bincount(uses.indices[uses.data > 0], minlength=uses.shape[1]).astype(np.int64)


def _largest_share(uses: csr_array, total: Floats) -> Floats:
    largest = np.asarray(uses.tocsc().max(axis=0).todense(), float).ravel() if uses.shape[0] else 0 * total
    share: Floats = np.full(len(total), np.nan)
    return np.divide(largest, total, out=share, where=total > 0)


def _dp(side: Side, total: Floats) -> Floats:
    """Gries's DP of every term over the rows of a side; NaN where it is not used (see ``dispersion``)."""
    cells = side.uses.tocoo()
    shares = side.sizes / side.sizes.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        v = cells.data / total[cells.col]
    here = shares[cells.row]
    used = np.bincount(cells.col, here, minlength=len(total))
    gaps = np.bincount(cells.col, np.abs(v - here), minlength=len(total))
    return np.asarray(np.where(total > 0, 0.5 * (gaps + 1 - used), np.nan))


def two_sided(z: Floats, df: int) -> Floats:
    """Return two-sided p values under Student's t: with few articles on a side the standard error is itself unsure."""
    from scipy.stats import t

    return np.asarray(2 * t.sf(np.abs(z), max(df, 1)))
