"""Charts in words: the alt text of each, written from the numbers it draws."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..lexicons import labels
from .voices import quartiles


def voices_in_words(profile: pd.DataFrame, *, lang: str = "en") -> str:
    """Return a ``voice_profile`` as a sentence a group: the alt text of its chart."""
    names = labels(lang)
    said = []
    for group, rows in profile.groupby("group", sort=False):
        shares = ", ".join(f"{names[str(r.voice)]} {r.share:.1%}" for r in rows.itertuples())
        said.append(f"{group} ({rows['n_articles'].iloc[0]:,} {names['articles']}): {shares}.")
    return " ".join(said)


def quartiles_in_words(articles: pd.DataFrame, measure: str, *, by: str = "outlet", lang: str = "en") -> str:
    """Return the quartiles as a sentence: the alt text of their chart."""
    table = quartiles(articles, measure, by=by)
    said = (
        f"{row[by]}: {row['median']:.3g} ({row['q1']:.3g}–{row['q3']:.3g}, n = {row['n_articles']:,})"
        for row in table.to_dict("records")
    )
    return f"{labels(lang).get(measure, measure)}, {labels(lang)['median_and_quartiles']}: {'; '.join(said)}."


def strips_in_words(strips: pd.DataFrame, *, lang: str = "en") -> str:
    """Return, for each group, how many strips there are and how often the voice changes: the alt text of barcodes."""
    names = labels(lang)
    said = []
    for group, rows in strips.groupby("group", sort=False):
        turns = len(rows) / rows["n"].sum() * 100
        said.append(f"{group}: {rows['article_id'].nunique()} {names['articles']}, {turns:.1f} {names['turns']}")
    return "; ".join(said) + "."


def cells_in_words(frame: pd.DataFrame, *, column: str, lang: str = "en") -> str:
    """Return a table of shares in words, the three largest cells of each group: the alt text of ``share_table``."""
    names, said = labels(lang), []
    for group, rows in frame.groupby("group", sort=False):
        top = rows.sort_values("share", ascending=False, kind="stable").head(3)
        cells = ", ".join(
            f"{names.get(cell, cell)} {share:.0%}" for cell, share in zip(top[column], top["share"], strict=True)
        )
        said.append(f"{names.get(str(group), group)}: {cells}")
    return "; ".join(said) + "."


def means_in_words(frame: pd.DataFrame, measure: str, *, lang: str = "en") -> str:
    """Return the mean of each group in words: the alt text of ``slopes``."""
    means = frame.groupby("group")[measure].mean().sort_values()
    return (
        f"{labels(lang).get(measure, measure)}: "
        + "; ".join(f"{group} {value:.3g}" for group, value in means.items())
        + "."
    )


def rows_in_words(frame: pd.DataFrame, value: str, *, name: str = "name") -> str:
    """Return estimates with their intervals in words, one a row: the alt text of ``dots``."""
    said = []
    for row in frame.to_dict("records"):
        sure = f" ({row['low']:+.3g} to {row['high']:+.3g})" if np.isfinite(row["low"]) else " (no interval)"
        said.append(f"{row[name]} {row[value]:+.3g}{sure}")
    return "; ".join(said) + "."


def plane_in_words(frame: pd.DataFrame, x: str, y: str) -> str:
    """Return the place of each group in words: the alt text of ``figures.places``."""
    said = (f"{row['group']}: {x} {row[x]:.3f}, {y} {row[y]:.3f}" for row in frame.to_dict("records"))
    return "; ".join(said) + "."


def curve_in_words(curve: pd.DataFrame, a: str, b: str) -> str:
    """Return a specification curve in words: its alt text."""
    sure = ((curve["low"] > 0) | (curve["high"] < 0)).sum()
    return (
        f"{len(curve)} specifications of {a} minus {b}: from {curve['estimate'].min():+.3f} to "
        f"{curve['estimate'].max():+.3f}, median {curve['estimate'].median():+.3f}; {sure} intervals leave out zero."
    )


def grid_in_words(frame: pd.DataFrame, *, row: str = "row", column: str = "column", value: str = "value") -> str:
    """Return a grid of estimates in words, a sentence a panel: the alt text of ``dots_grid``."""
    said = []
    for name, cells in frame.groupby(column, sort=False):
        said.append(f"{name}: " + ", ".join(f"{r} {v:.3g}" for r, v in zip(cells[row], cells[value], strict=True)))
    return "; ".join(said) + "."


def time_in_words(frame: pd.DataFrame) -> str:
    """Return each series' first, last and highest value in words: the alt text of ``stacked_time``."""
    said = []
    for name, rows in frame.groupby("series", sort=False):
        ordered = rows.sort_values("period")
        top = ordered.iloc[int(ordered["value"].to_numpy().argmax())]
        first, last = ordered.iloc[0], ordered.iloc[-1]
        said.append(
            f"{name}: {first['value']:.3g} in {first['period']}, {last['value']:.3g} in {last['period']}, "
            f"highest {top['value']:.3g} in {top['period']}"
        )
    return "; ".join(said) + "."
