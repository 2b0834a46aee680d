"""Charts of estimates with their uncertainty: a dot, its interval, and what it was counted on."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..lexicons import name_of
from .base import canvas, headline, need, note, percent, plain, short, style

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
ACROSS = 3
"""Panels side by side in a grid."""


def dots(
    frame: pd.DataFrame,
    *,
    name: str = "name",
    value: str = "value",
    low: str = "low",
    high: str = "high",
    beside: str | None = None,
    zero: float | None = None,
    xlabel: str = "",
    share: bool = False,
    lang: str = "en",
    title: str | None = None,
    caveat: str | None = None,
) -> Figure:
    """Draw one row a name: its value as a dot, its interval as a line, and a note (``beside``) at the right edge.

    The forest plot of everything here: differences, leans, keyness, accuracy.  Rows are drawn from top to bottom as the
    frame has them.  An interval that is NaN is not drawn: too few articles.  Filled dots have an interval that leaves
    out ``zero``; hollow ones do not, or have none.  ``caveat`` says below what the chart cannot show; None: the usual.
    """
    need(frame, (name, value, low, high), what="dots")
    with style():
        figure, ax = canvas(5.2, 1.0 + 0.24 * len(frame))
        _rows(ax, frame, value, low, high, zero)
        ax.set_yticks(range(len(frame)), list(frame[name].astype(str)))
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(frame) - 0.4, -0.6)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x")
        ax.set_xlabel(xlabel)
        (percent if share else plain)(ax.xaxis, lang)
        if zero is not None:
            ax.axvline(zero, color="black", linewidth=0.8)
        if beside is not None:
            for y, text in enumerate(frame[beside].astype(str)):
                ax.annotate(
                    text, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=7, color="#555555"
                )
        headline(figure, title)
        note(ax, name_of("note_estimates", lang) if caveat is None else caveat)
    return figure


def dots_grid(
    frame: pd.DataFrame,
    *,
    row: str = "row",
    column: str = "column",
    value: str = "value",
    low: str = "low",
    high: str = "high",
    zero: float | None = None,
    lang: str = "en",
    title: str | None = None,
    caveat: str = "",
) -> Figure:
    """Draw estimates with their intervals as a grid: one line a ``row``, one panel with its own scale a ``column``.

    Three panels stand side by side, the others below, so that the letters keep their size in one column of print.
    A panel is in percent when its column's name ends in ``_share``.  Marks as in ``dots``.
    """
    need(frame, (row, column, value, low, high), what="dots_grid")
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    across = min(ACROSS, len(columns))
    down = -(-len(columns) // across)
    with style():
        figure, axes = canvas(
            5.2, 0.5 + (0.75 + 0.22 * len(rows)) * down, rows=down, columns=across, sharey=True, squeeze=False
        )
        for ax, name in zip(axes.flat, columns, strict=False):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            _rows(ax, cells, value, low, high, zero)
            if zero is not None:
                ax.axvline(zero, color="black", linewidth=0.8)
            ax.set_title(textwrap.fill(name_of(name, lang), 20), fontsize=8, fontweight="normal", loc="left")
            ax.grid(axis="x")
            ax.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
            ax.tick_params(axis="y", length=0)
            ax.spines["left"].set_visible(False)
            (percent if name.endswith("_share") else plain)(ax.xaxis, lang)
        for ax in axes.flat[len(columns) :]:
            ax.set_visible(False)
        axes[0, 0].set_yticks(range(len(rows)), [short(r, 40) for r in rows])
        axes[0, 0].set_ylim(len(rows) - 0.4, -0.6)
        headline(figure, title)
        note(axes[0, 0], caveat)
    return figure


def _rows(ax: Axes, frame: pd.DataFrame, value: str, low: str, high: str, zero: float | None) -> None:
    for y, row in enumerate(frame[[value, low, high]].to_numpy(float)):
        x, lo, hi = row
        sure = np.isfinite(lo) and zero is not None and (lo > zero or hi < zero)
        colour = GREY if zero is None else ORANGE if x < zero else BLUE
        if np.isfinite(lo):
            ax.plot([lo, hi], [y, y], color=colour, linewidth=1.3, solid_capstyle="butt")
        filled = sure or (zero is None and np.isfinite(lo))
        # Shape repeats the side of zero, so that the chart holds in grey.
        marker = "o" if zero is None or x >= zero else "s"
        ax.plot([x], [y], marker, color=colour, markerfacecolor=colour if filled else "white", markersize=4.5)


def keyness_dots(frame: pd.DataFrame, *, left: str, right: str, lang: str = "en", title: str | None = None) -> Figure:
    """Draw the words that set two groups apart: log ratio (base 2) with its interval, and in how many articles.

    ``frame``: one row per word with ``term``, ``log_ratio``, ``low``, ``high``, ``n_left``, ``n_right`` and
    ``n_articles``.  ``right`` is the group of positive values.
    """
    need(frame, ("term", "log_ratio", "low", "high", "n_left", "n_right", "n_articles"), what="keyness_dots")
    rows = frame.sort_values("log_ratio", ascending=False).reset_index(drop=True)
    words = name_of("articles", lang)
    rows["beside"] = [
        f"{b}:{a} · {n} {words}" for a, b, n in zip(rows.n_left, rows.n_right, rows.n_articles, strict=True)
    ]
    return dots(
        rows,
        name="term",
        value="log_ratio",
        beside="beside",
        zero=0.0,
        xlabel=f"← {left}      {name_of('log_ratio', lang)}      {right} →",
        lang=lang,
        title=title,
        caveat=name_of("note_keyness", lang),
    )
