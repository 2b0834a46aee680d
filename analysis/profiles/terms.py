"""Keyness and narration lean as tables for charts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..keywords import TermCounts, keyness, narration_lean
from ..keywords.lean import NARRATION, QUOTED
from ..multiplicity import holm
from .comparisons import ALPHA

_KEY = (
    "group term n n_words n_reference n_words_reference per_1000 per_1000_reference delta se z df p q z_unclustered "
    "log_ratio pct_diff g2 chi2 dp n_articles n_articles_reference max_article_share one_article"
)


def labelled(articles: pd.DataFrame, by: str = "outlet") -> list[str | None]:
    """Return each article's group, or None where it has none: what ``keywords.keyness`` takes as its groups."""
    return [None if value is None or value != value else str(value) for value in articles[by]]


def key_table(
    counts: TermCounts, groups: Sequence[str | None], *, target: str, reference: str | None = None
) -> pd.DataFrame:
    """Return ``keywords.keyness`` of a target, or its columns without rows where fewer than two groups are told apart.

    >>> from analysis.columns import VOICES
    >>> nobody = pd.DataFrame({column: [] for column in ("id", *(f"n_{voice}" for voice in VOICES))})
    >>> no_words = pd.DataFrame(columns=["article_id", "voice", "term", "n"])
    >>> key_table(TermCounts.from_tables(nobody, no_words), [], target="A").empty
    True
    """
    if len({group for group in groups if group is not None}) > 1:
        return keyness(counts, groups, target=target, reference=reference)
    types = {"group": object, "term": object, "one_article": bool}
    return pd.DataFrame({c: pd.Series(dtype=types.get(c, float)) for c in _KEY.split()})


def key_rows(key: pd.DataFrame, *, each: int = 11, alpha: float = 0.05) -> pd.DataFrame:
    """Return the strongest words of either side by z, kept at a false-discovery rate, as ``keyness_dots`` draws them.

    ``log_ratio`` is the log-odds ratio with its prior in base 2, its interval Student's t clustered by article.  When
    fewer than ``each`` words of a side are kept, only those are returned; when none is kept at all, the strongest few
    are, so that a chart shows how little there is.
    """
    from scipy.stats import t as student

    kept = key[key["q"] < alpha]
    kept = kept if len(kept) else key.reindex(key["z"].abs().sort_values(ascending=False, kind="stable").index).head(6)
    ordered = kept.sort_values("z", ascending=False, kind="stable")
    ends = pd.concat([ordered[ordered["z"] > 0].head(each), ordered[ordered["z"] <= 0].tail(each)])
    half = student.ppf(0.975, ends["df"].clip(lower=1)) * ends["se"]
    return pd.DataFrame(
        {
            "term": ends["term"],
            "log_ratio": ends["delta"] / np.log(2),
            "low": (ends["delta"] - half) / np.log(2),
            "high": (ends["delta"] + half) / np.log(2),
            "n_right": ends["n"],
            "n_left": ends["n_reference"],
            "n_articles": ends["n_articles"] + ends["n_articles_reference"],
            "q": ends["q"],
            "kept": ends["q"] < alpha,
            "max_article_share": ends["max_article_share"],
        }
    ).reset_index(drop=True)


def key_cloud(key: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Return every word with its uses in both sides and its log-odds ratio, as ``keyness_scatter`` draws them.

    ``log_odds`` is in base 2, the ``log_ratio`` of ``key_rows``: one step is twice the odds in every chart.
    """
    return pd.DataFrame(
        {
            "term": key["term"],
            "n": key["n"] + key["n_reference"],
            "log_odds": key["delta"] / np.log(2),
            "z": key["z"],
            "significant": key["q"] < alpha,
        }
    ).reset_index(drop=True)


def g2_threshold(n_tests: int, alpha: float = 0.05) -> float:
    """Return the G² above which a word is called significant with Bonferroni's correction over ``n_tests`` words.

    >>> round(g2_threshold(1), 4)
    3.8415
    """
    from scipy.stats import chi2

    return float(chi2.isf(alpha / max(1, n_tests), 1))


def lean_rows(lean: pd.DataFrame) -> pd.DataFrame:
    """Return narration leans from the most to the least the outlets' own, with their counts written beside.

    ``beside`` is uses in narration : uses in what sources say.  ``p_holm`` is the lean's p value after Holm's
    correction over the words shown, and ``kept`` whether it is below .05.
    """
    known = lean.dropna(subset=["narration_lean"]).sort_values("narration_lean", ascending=False, kind="stable")
    p_holm = holm(known["p"].to_numpy(float))
    beside = [f"{own}:{other}" for own, other in zip(known.n_narration, known.n_quoted, strict=True)]
    return known.assign(p_holm=p_holm, kept=p_holm < ALPHA, beside=beside)


def leans(counts: TermCounts, terms: Sequence[str]) -> pd.DataFrame:
    """Return the ``lean_rows`` of terms; none where no article narrates, or none quotes: nothing to lean between.

    >>> from analysis.columns import VOICES
    >>> nobody = pd.DataFrame({column: [] for column in ("id", *(f"n_{voice}" for voice in VOICES))})
    >>> no_words = pd.DataFrame(columns=["article_id", "voice", "term", "n"])
    >>> leans(TermCounts.from_tables(nobody, no_words), ["river"]).empty
    True
    """
    if not all(counts.matrix(voices)[1].sum() for voices in (NARRATION, QUOTED)):
        return pd.DataFrame(columns=["term", "narration_lean", "low", "high", "kept", "beside"])
    return lean_rows(narration_lean(counts, list(terms)))


__all__ = ["g2_threshold", "key_cloud", "key_rows", "key_table", "labelled", "lean_rows", "leans"]
