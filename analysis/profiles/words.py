"""Charts in words: the alt text of each, written from the numbers it draws."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..lexicons import name_of, number
from .sentences import listed, said
from .voices import quartiles

_SIGNED = frozenset({"difference", "log_ratio", "narration_lean"})
"""Estimates that may lie on either side of 0, whose sign is told."""


def _brief(value: float, lang: str, of: object = "") -> str:
    """Return three digits of a number, or all of a large one: 1,170 and not 1.17e+03; a share in percent."""
    if str(of).endswith("_share"):
        return number(value, ".1%", lang=lang)
    return number(value, ".3g" if abs(value) < 1000 else ",.0f", lang=lang)


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
        turns = number(len(rows) / rows["n"].sum() * 100, ".1f", lang=lang)
        parts.append(said("alt_strips", lang, group=group, n=int(rows["article_id"].nunique()), turns=turns))
    return listed(parts, lang)


def cells_in_words(frame: pd.DataFrame, *, column: str, lang: str = "en") -> str:
    """Return a table of shares in words, the three largest cells of each group: the alt text of ``share_table``."""
    parts = []
    for group, rows in frame.groupby("group", sort=False):
        top = rows.sort_values("share", ascending=False, kind="stable").head(3)
        digits = ".1%" if frame["share"].max() < 0.1 else ".0%"
        cells = ", ".join(
            f"{name_of(cell, lang)} {number(share, digits, lang=lang)}"
            for cell, share in zip(top[column], top["share"], strict=True)
        )
        parts.append(said("alt_list", lang, name=name_of(group, lang), said=cells))
    return listed(parts, lang)


def means_in_words(frame: pd.DataFrame, measure: str, *, lang: str = "en") -> str:
    """Return the mean of each group in words: the alt text of ``slopes``."""
    means = frame.groupby("group")[measure].mean().sort_values()
    groups = listed((f"{group} {_brief(value, lang, measure)}" for group, value in means.items()), lang)
    return said("alt_list", lang, name=name_of(measure, lang), said=groups)


def rows_in_words(frame: pd.DataFrame, value: str, *, name: str = "name", share: bool = False, lang: str = "en") -> str:
    """Return estimates with their intervals in words, one a row: the alt text of ``dots`` (``share``: in percent)."""
    parts = []
    digits = ("+" if value in _SIGNED else "") + (".1%" if share or value == "share" else ".3g")
    for row in frame.to_dict("records"):
        facts = {
            key: number(row[of], digits, lang=lang) for key, of in (("value", value), ("low", "low"), ("high", "high"))
        }
        key = "alt_interval" if np.isfinite(row["low"]) else "alt_no_interval"
        parts.append(said(key, lang, name=row[name], **facts))
    return listed(parts, lang)


def plane_in_words(frame: pd.DataFrame, x: str, y: str, *, lang: str = "en") -> str:
    """Return the place of each group in words: the alt text of ``figures.places``."""
    parts = []
    for row in frame.to_dict("records"):
        both = ", ".join(f"{name_of(axis, lang)} {number(row[axis], '.1%', lang=lang)}" for axis in (x, y))
        parts.append(said("alt_list", lang, name=row["group"], said=both))
    return listed(parts, lang)


def curve_in_words(curve: pd.DataFrame, a: str, b: str, *, lang: str = "en") -> str:
    """Return a specification curve in words: its alt text."""
    estimates = curve["estimate"]
    of_all = {"low": estimates.min(), "high": estimates.max(), "median": estimates.median()}
    facts = {key: number(value, "+.3f", lang=lang) for key, value in of_all.items()}
    sure = int(((curve["low"] > 0) | (curve["high"] < 0)).sum())
    return said("alt_curve", lang, n=len(curve), a=a, b=b, sure=sure, **facts)


def grid_in_words(
    frame: pd.DataFrame, *, row: str = "row", column: str = "column", value: str = "value", lang: str = "en"
) -> str:
    """Return a grid of estimates in words, a sentence a panel: the alt text of ``dots_grid``."""
    parts = []
    for name, cells in frame.groupby(column, sort=False):
        values = (f"{r} {_brief(v, lang, name)}" for r, v in zip(cells[row], cells[value], strict=True))
        parts.append(said("alt_list", lang, name=name_of(name, lang), said=", ".join(values)))
    return listed(parts, lang)


def time_in_words(frame: pd.DataFrame, *, lang: str = "en") -> str:
    """Return each series' first, last and highest value in words: the alt text of ``stacked_time``."""
    parts = []
    for name, rows in frame.groupby("series", sort=False):
        ordered = rows.sort_values("period")
        top = ordered.iloc[int(ordered["value"].to_numpy().argmax())]
        three = {"first": ordered.iloc[0], "last": ordered.iloc[-1], "top": top}
        values = {key: _brief(of["value"], lang) for key, of in three.items()}
        when = {key: three[of]["period"] for key, of in (("start", "first"), ("end", "last"), ("when", "top"))}
        parts.append(said("alt_time", lang, name=name_of(name, lang), **values, **when))
    return listed(parts, lang)
