"""What a notebook says of errors, corrections and tests: how far a finding can be trusted, in the reader's language."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..lexicons import name_of, number
from .comparisons import ends
from .markdown import Markdown, in_markdown
from .readings import two_ends
from .sentences import points, span
from .words import estimate_in_words


def silence(detectable: float, *, lang: str = "en") -> str:
    """Return what it means that no difference was kept: the share that could have been shown, or that none could.

    >>> silence(float("nan"))
    'There are too few articles to say what difference could have been shown.'
    """
    if detectable != detectable:
        return in_markdown("silence_unknown", lang)
    return in_markdown("silence", lang, least=points(detectable, lang=lang))


def kept_in_words(forest: pd.DataFrame, *, lang: str = "en") -> str:
    """Return how many differences a correction keeps of those that were tested, and how many intervals leave out zero.

    >>> none = float("nan")
    >>> kept_in_words(pd.DataFrame({"low": [none], "high": [none], "p_holm": [none], "kept": [False]}))
    'The only difference was not tested: too few articles, or nothing that varies.'
    """
    tested = forest[forest["p_holm"].notna()]
    if tested.empty:
        return in_markdown("forest_none" if len(forest) > 1 else "forest_not_one", lang, n=len(forest))
    alone = int(((forest["low"] > 0) | (forest["high"] < 0)).sum())
    key = "forest_kept" if len(tested) == len(forest) else "forest_kept_tested"
    return in_markdown(key, lang, kept=int(tested["kept"].sum()), n=len(tested), alone=alone)


def forest_in_words(forest: pd.DataFrame, *, lang: str = "en") -> str:
    """Return ``kept_in_words``, the largest difference of a share, and what difference could have been seen."""
    shares = forest[forest["measure"].str.endswith("_share")]
    largest, _ = ends(shares.sort_values("difference", key=abs, ascending=False, kind="stable"))
    estimate = estimate_in_words(largest, "difference", share=True, lang=lang)
    most = in_markdown("forest_largest", lang, pair=largest["name"], measure=largest["measure"], estimate=estimate)
    return f"{kept_in_words(forest, lang=lang)} {most} {silence(shares['detectable'].median(), lang=lang)}"


def annotated_in_words(accuracy: pd.DataFrame, *, lang: str = "en") -> str:
    """Return on how many articles of how many sets how many engines were scored (``accuracy_rows``)."""
    sets = accuracy.drop_duplicates("set")
    return in_markdown(
        "annotated", lang, engines=accuracy["system"].nunique(), sets=len(sets), n=int(sets["n_articles"].sum())
    )


def best_and_worst_in_words(accuracy: pd.DataFrame, *, lang: str = "en") -> str:
    """Return the highest and the lowest figure of ``accuracy_rows``, with their intervals."""
    ordered = accuracy.sort_values("value", kind="stable")
    ends_of = {"best": _figure(ordered.iloc[-1], lang), "worst": _figure(ordered.iloc[0], lang)}
    return in_markdown("best_and_worst", lang, **ends_of)


def _figure(row: Any, lang: str) -> Markdown:
    names = {key: name_of(row[key], lang) for key in ("system", "set", "figure")}
    value, inside = number(row["value"], ".3f", lang=lang), span(row["low"], row["high"], ".3f", lang=lang)
    return in_markdown("figure_of", lang, value=value, span=inside, **names)


def best_outlet_in_words(rows: pd.DataFrame, *, lang: str = "en") -> str:
    """Return in which outlet words are found best and worst: rows of one figure by ``outlet``; where so few articles
    were annotated that neither has an interval, that the order may be chance.
    """
    ordered = rows.sort_values("value", kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    facts = two_ends(high, low, "value", ".3f", lang=lang)
    key = "best_outlet_few" if np.isnan([low["low"], high["low"]]).all() else "best_outlet"
    n = int(min(low["n_articles"], high["n_articles"]))
    return in_markdown(key, lang, high=high["outlet"], low=low["outlet"], n=n, **facts)


def correction_in_words(
    corrected: pd.DataFrame, methods: pd.DataFrame, unseen: pd.DataFrame, *, method: str, draws: int, lang: str = "en"
) -> str:
    """Return how far shares are from the truth as extracted and as corrected, in one draw and over many.

    ``corrected``: a row a group with ``raw``, ``corrected``, ``truth``, ``low`` and ``high``; ``methods`` and
    ``unseen``: ``method_rows`` over all articles, and over those the extractor did not learn from.
    """
    off = {name: (corrected[name] - corrected["truth"]).abs().mean() for name in ("raw", "corrected")}
    told = in_markdown(
        "corrected",
        lang,
        n=len(corrected),
        raw=points(off["raw"], lang=lang),
        after=number(100 * off["corrected"], ".1f", lang=lang),
        inside=int(corrected["truth"].between(corrected["low"], corrected["high"]).sum()),
        method=method,
        draws=draws,
        methods=methods_in_words(methods, used=method, lang=lang),
    )
    others = in_markdown("corrected_unseen", lang, methods=methods_in_words(unseen, used=method, lang=lang))
    return f"{told}\n\n{others}"


def methods_in_words(rows: pd.DataFrame, *, used: str, default: str = "own", lang: str = "en") -> Markdown:
    """Return what the method that was used and the default of ``compare.correct`` give, in a notebook's words.

    Last comes what became of the order of the outlets, for a share may come nearer and the order be lost.
    """
    by: dict[str, Any] = {row["method"]: row for row in rows.to_dict("records")}
    raw, both = by["uncorrected"], (used, default)
    written = {m: {"error": number(100 * by[m]["error"], ".1f", lang=lang), "method": m} for m in both}
    covered = {m: number(by[m]["covered"], ".1f", lang=lang) for m in both}
    after = (in_markdown("method_after", lang, covered=covered[m], **written[m]) for m in both)
    ranks = (in_markdown("method_rank", lang, rho=number(by[m]["rho"], ".3f", lang=lang), method=m) for m in both)
    lost = [m for m in both if by[m]["rho"] < raw["rho"]]
    key = ("order_kept", "order_lost_by", "order_lost")[len(lost)]
    return in_markdown(
        "methods",
        lang,
        raw=points(raw["error"], lang=lang),
        rho=number(raw["rho"], ".3f", lang=lang),
        after=Markdown(", ".join(after)),
        ranks=Markdown(", ".join(ranks)),
        verdict=in_markdown(key, lang, method=lost[0] if lost else ""),
    )
