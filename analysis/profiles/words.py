"""Charts in words: the alt text of each, written from the numbers it draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..lexicons import labels, name_of, number
from ..periods import period_name
from .markdown import in_markdown
from .matched import MOST
from .readings import sure_in_words
from .sentences import listed, points, said
from .voices import quartiles

_SIGNED = frozenset({"difference", "log_ratio", "narration_lean"})
"""Estimates that may lie on either side of 0, whose sign is told."""
_LOGARITHMS = frozenset({"log_ratio", "narration_lean"})
"""Of these two decimals are told, of large and small ones."""


def _brief(value: float, lang: str, of: object = "") -> str:
    """Return three digits of a number, or all of a large one: 1,170 and not 1.17e+03; a share in percent."""
    if str(of).endswith("_share"):
        return number(value, ".1%", lang=lang)
    return number(value, ".3g" if abs(value) < 1000 else ",.0f", lang=lang)


def difference_in_words(difference: float, *, share: bool = True, lang: str = "en") -> str:
    """Return a difference with its sign; that of two shares is in points: 20% is 5 points above 15%, and not 5%.

    >>> difference_in_words(0.096), difference_in_words(-0.012, lang="fr"), difference_in_words(4.125, share=False)
    ('+9.6 points', '−1,2 point', '+4.12')
    """
    if share:
        return points(difference, "+.1f", lang=lang)
    return number(difference, "+.3g" if abs(difference) < 1000 else "+,.0f", lang=lang)


def estimate_in_words(
    row: Mapping[Any, Any], value: str, *, share: bool = False, name: str = "", lang: str = "en"
) -> str:
    """Return one estimate with its interval: a share in percent, the difference of two in points.

    >>> estimate_in_words({"difference": 0.096, "low": 0.07, "high": 0.12}, "difference", share=True)
    '+9.6 points (+7.0 to +12.0)'
    """
    apart = share and value in _SIGNED
    plain = ".2f" if value in _LOGARITHMS else ".3g"
    digits = "+.1f" if apart else ("+" if value in _SIGNED else "") + (".1%" if share or value == "share" else plain)
    scale = 100 if apart else 1
    if digits.endswith(".3g") and abs(row[value]) >= 1000:
        digits = digits.replace(".3g", ",.0f")
    facts = {key: number(scale * row[key], digits, lang=lang) for key in ("low", "high")}
    facts["value"] = difference_in_words(row[value], lang=lang) if apart else number(row[value], digits, lang=lang)
    key = "alt_interval" if np.isfinite(row["low"]) else "alt_no_interval"
    return said(key, lang, name=name, **facts).strip()


def voices_in_words(profile: pd.DataFrame, *, lang: str = "en") -> str:
    """Return a ``voice_profile`` as a sentence a group: the alt text of its chart."""
    sentences = []
    for group, rows in profile.groupby("group", sort=False):
        cells = zip(rows["voice"], rows["share"], strict=True)
        shares = ", ".join(f"{name_of(voice, lang)} {number(share, '.1%', lang=lang)}" for voice, share in cells)
        sentences.append(said("alt_group", lang, group=group, n=int(rows["n_articles"].iloc[0]), said=shares))
    return " ".join(sentences)


def quartiles_in_words(articles: pd.DataFrame, measure: str, *, by: str = "outlet", lang: str = "en") -> str:
    """Return the quartiles as a sentence: the alt text of their chart."""
    parts = []
    for row in quartiles(articles, measure, by=by).to_dict("records"):
        three = {key: _brief(row[key], lang, measure) for key in ("q1", "median", "q3")}
        parts.append(said("alt_quartile", lang, group=row[by], n=int(row["n_articles"]), **three))
    return said("alt_quartiles", lang, measure=name_of(measure, lang), said=listed(parts, lang))


def strips_in_words(strips: pd.DataFrame, *, lang: str = "en") -> str:
    """Return, for each group, how many strips there are and how often the voice changes: the alt text of barcodes."""
    parts = []
    for group, rows in strips.groupby("group", sort=False):
        n = int(rows["article_id"].nunique())
        # An article of one run has one voice from end to end, and no change.
        turns = number((len(rows) - n) / rows["n"].sum() * 100, ".1f", lang=lang)
        parts.append(said("alt_strips", lang, group=group, n=n, turns=turns))
    return listed(parts, lang)


def cells_in_words(frame: pd.DataFrame, *, column: str, most: int = 3, lang: str = "en") -> str:
    """Return a table of shares in words, the ``most`` largest cells of each group: the alt text of ``share_table``."""
    parts = []
    least = 0.02 if frame["share"].max() >= 0.1 else 1.0
    for group, rows in frame.groupby("group", sort=False):
        top = rows.sort_values("share", ascending=False, kind="stable").head(most)
        cells = ", ".join(
            f"{_as_written(cell, lang)} {number(share, '.1%' if share < least else '.0%', lang=lang)}"
            for cell, share in zip(top[column], top["share"], strict=True)
        )
        parts.append(said("alt_list", lang, name=_as_written(group, lang), said=cells))
    return listed(parts, lang)


def doubt_in_words(frame: pd.DataFrame, *, lang: str = "en") -> str:
    """Return every share of ``doubt_by_kind`` with how many of how many and its interval: the alt text of its chart."""
    parts = []
    for group, rows in frame.dropna(subset=["share"]).groupby("group", sort=False):
        cells = [
            said(
                "alt_cell" if np.isfinite(row["low"]) else "alt_cell_alone",
                lang,
                name=name_of(row["kind"], lang),
                of=row["beside"],
                **{key: number(row[key], ".1%", lang=lang) for key in ("share", "low", "high")},
            )
            for row in rows.to_dict("records")
        ]
        parts.append(said("alt_list", lang, name=_as_written(group, lang), said=", ".join(cells)))
    return listed(parts, lang)


def _as_written(name: object, lang: str) -> str:
    """Return the display name of a kind or a class; what has none (an outlet, a speaker) keeps its underscores."""
    return labels(lang).get(str(name), str(name))


def alike_in_words(both: pd.DataFrame, *, by: str = "outlet", most: int = MOST, lang: str = "en") -> str:
    """Return whether differences within events can differ from those over all articles (``matched_and_not``).

    Where there are more pairs than ``most``, last comes that only those furthest apart are drawn.
    """
    pairs = both[both["how"] == "same events"]["alike"]
    key = "none_alike" if not pairs.any() else "all_alike" if pairs.all() else "some_alike"
    told = said(key, lang, n=int(pairs.sum()), of=len(pairs), groups=name_of(f"{by}s", lang))
    n_pairs = int(both.groupby("how").size().max()) if len(both) else 0
    return f"{told} {said('pairs_drawn', lang, n=most, of=n_pairs)}" if n_pairs > most else told


def pull_in_words(moves: pd.DataFrame, *, share: bool = True, lang: str = "en") -> str:
    """Return which choice moves an estimate furthest (``pull``), for a notebook's reading.

    >>> row = {"choice": "wire", "ours": "in", "other": "out", "n_pairs": 4, "change": 9.5, "least": 9, "most": 10}
    >>> print(pull_in_words(pd.DataFrame([row]), share=False).replace(": ", ":\\n"))
    The choice *agency* moves the difference furthest:
    *out* for *in* changes it by +9.5 in the mean of 4 pairs (+9 to +10).
    """
    first = moves.iloc[0]
    values = {key: difference_in_words(first[key], share=share, lang=lang) for key in ("change", "least", "most")}
    names = {key: name_of(first[key], lang) for key in ("choice", "other", "ours")}
    return in_markdown("pull", lang, n=int(first["n_pairs"]), **names, **values)


def means_in_words(frame: pd.DataFrame, measure: str, *, lang: str = "en") -> str:
    """Return the mean of each group in words: the alt text of ``slopes``."""
    means = frame.groupby("group")[measure].mean().sort_values()
    groups = listed((f"{group} {_brief(value, lang, measure)}" for group, value in means.items()), lang)
    return said("alt_list", lang, name=name_of(measure, lang), said=groups)


def rows_in_words(frame: pd.DataFrame, value: str, *, name: str = "name", share: bool = False, lang: str = "en") -> str:
    """Return estimates with their intervals in words, one a row: the alt text of ``dots``.

    ``share``: in percent, and where it is a difference in points.
    """
    rows = frame.to_dict("records")
    return listed((estimate_in_words(row, value, share=share, name=str(row[name]), lang=lang) for row in rows), lang)


def plane_in_words(frame: pd.DataFrame, x: str, y: str, *, lang: str = "en") -> str:
    """Return the place of each group, with intervals and n, in words: the alt text of ``figures.places``."""
    sentences = []
    for row in frame.dropna(subset=[x, y]).to_dict("records"):
        both = ", ".join(_placed(row, axis, lang) for axis in (x, y))
        sentences.append(said("alt_group", lang, group=row["group"], n=int(row["n_articles"]), said=both))
    return " ".join(sentences)


def _placed(row: Mapping[Any, Any], axis: str, lang: str) -> str:
    bounds = {end: row[f"{axis}_{end}"] for end in ("low", "high")}
    named = name_of(axis, lang)
    return estimate_in_words({"share": row[axis], **bounds}, "share", share=True, name=named, lang=lang)


def curve_in_words(curve: pd.DataFrame, a: str, b: str, *, share: bool = True, lang: str = "en") -> str:
    """Return a specification curve in words: its alt text (``share``: differences of shares, in points)."""
    estimates = curve["estimate"]
    of_all = {"low": estimates.min(), "high": estimates.max(), "median": estimates.median()}
    facts = {key: difference_in_words(value, share=share, lang=lang) for key, value in of_all.items()}
    own = curve.loc[curve["ours"], "estimate"] if "ours" in curve else curve["estimate"].head(0)
    told = [said("alt_curve_ours", lang, ours=difference_in_words(value, share=share, lang=lang)) for value in own]
    facts |= {"ours": "".join(told), "sure": sure_in_words(curve, lang=lang)}
    return said("alt_curve", lang, n=len(curve), a=a, b=b, **facts)


def grid_in_words(
    frame: pd.DataFrame, *, row: str = "row", column: str = "column", value: str = "value", lang: str = "en"
) -> str:
    """Return a grid of estimates in words, with their intervals: the alt text of ``dots_grid``; differences signed.

    A sentence a panel; a cell that is not known is empty in the chart, and is not told.
    """
    parts = []
    for name, cells in frame.dropna(subset=[value]).groupby(column, sort=False):
        share = str(name).endswith("_share")
        rows = cells.to_dict("records")
        told = (estimate_in_words(of, value, share=share, name=str(of[row]), lang=lang) for of in rows)
        parts.append(said("alt_list", lang, name=name_of(name, lang), said=", ".join(told)))
    return listed(parts, lang)


def time_in_words(frame: pd.DataFrame, *, share: bool | None = None, lang: str = "en") -> str:
    """Return each series' first, last and highest value in words: the alt text of ``stacked_time``.

    ``share``: in percent; None: series whose name ends in ``_share`` or ``_rate`` are.
    """
    parts = []
    for name, rows in frame.dropna(subset=["value"]).groupby("series", sort=False):
        ordered = rows.sort_values("period")
        top = ordered.iloc[int(ordered["value"].to_numpy().argmax())]
        three = {"first": ordered.iloc[0], "last": ordered.iloc[-1], "top": top}
        written = str(name).endswith(("_share", "_rate")) if share is None else share
        values = {key: _brief(of["value"], lang, "_share" if written else "") for key, of in three.items()}
        when = {
            key: period_name(three[of]["period"], lang, words=True)
            for key, of in (("start", "first"), ("end", "last"), ("when", "top"))
        }
        key = "alt_time_one" if len(ordered) == 1 else "alt_time" if three["top"]["value"] else "alt_time_none"
        parts.append(said(key, lang, name=name_of(name, lang), **values, **when))
    return listed(parts, lang)
