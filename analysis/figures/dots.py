"""Charts of estimates with their uncertainty: a dot, its interval, and what it was counted on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..counts import n_named
from ..lexicons import name_of, number
from .base import beside as counted
from .base import canvas, headline, lines, need, note, percent, plain, points, row_name, short, shortened, style

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
ACROSS = 3
"""Panels side by side in a grid; of long names leave room for one less."""
LONG = 20
"""More letters than this make a name long."""


def dots(
    frame: pd.DataFrame,
    *,
    name: str = "name",
    value: str = "value",
    low: str = "low",
    high: str = "high",
    beside: str | None = None,
    zero: float | None = None,
    kept: str | None = None,
    xlabel: str = "",
    share: bool = False,
    lang: str = "en",
    title: str | None = None,
    caveat: str | None = None,
) -> Figure:
    """Draw one row a name: its value as a dot, its interval as a line, and a note (``beside``) at the right edge.

    The forest plot of everything here: differences, leans, keyness, accuracy.  Rows are drawn from top to bottom as the
    frame has them.  An interval that is NaN is not drawn: too few articles.  Around ``zero``, dots are filled where the
    column ``kept`` is true, which is what a correction for many tests leaves; without that column, where the interval
    leaves out zero.  ``share``: in percent, and around zero, where it is a difference, in points.  ``caveat`` says
    below what the chart cannot show; None: the usual.
    """
    need(frame, (name, value, low, high, *([kept] if kept else [])), what="dots")
    apart = share and zero is not None
    names = [lines(short(one, 76)) for one in frame[name]]
    tall = max(one.count("\n") for one in names) + 1
    with style():
        figure, ax = canvas(5.2, 1.0 + max(0.24, 0.05 + 0.13 * tall) * len(frame))
        _rows(ax, frame, (value, low, high), zero, kept)
        ax.set_yticks(range(len(frame)), names)
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(frame) - 0.4, -0.6)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x")
        ax.set_xlabel(name_of("in_points", lang).format(xlabel).strip() if apart else xlabel)
        (points if apart else percent if share else plain)(ax.xaxis, lang)
        if zero is not None:
            ax.axvline(zero, color="black", linewidth=0.8)
        if beside is not None:
            _at_the_edge(ax, frame[beside].astype(str), size=7)
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
    kept: str | None = None,
    n: str | None = None,
    lang: str = "en",
    title: str | None = None,
    caveat: str = "",
) -> Figure:
    """Draw estimates with their intervals as a grid: one line a ``row``, one panel with its own scale a ``column``.

    Three panels stand side by side, the others below, so that the letters keep their size in one column of print.
    A panel is in percent when its column's name ends in ``_share``, and around ``zero`` in points.  Marks as in
    ``dots``.  ``n`` is the column of how many articles a row is made of, written beside its name.
    """
    need(frame, (row, column, value, low, high, *(c for c in (kept, n) if c)), what="dots_grid", once=(row, column))
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    across = min(ACROSS - (max(map(len, shortened(rows))) > LONG), len(columns))
    down = -(-len(columns) // across)
    with style():
        figure, axes = canvas(
            5.2, 0.5 + (0.75 + 0.22 * len(rows)) * down, rows=down, columns=across, sharey=True, squeeze=False
        )
        for ax, name in zip(axes.flat, columns, strict=False):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            _rows(ax, cells, (value, low, high), zero, kept)
            if zero is not None:
                ax.axvline(zero, color="black", linewidth=0.8)
            apart = zero is not None and name.endswith("_share")
            said = name_of("in_points", lang).format(name_of(name, lang)) if apart else name_of(name, lang)
            ax.set_title(textwrap.fill(said, 20), fontsize=8, fontweight="normal", loc="left")
            ax.grid(axis="x")
            ax.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
            ax.tick_params(axis="y", length=0)
            ax.spines["left"].set_visible(False)
            (points if apart else percent if name.endswith("_share") else plain)(ax.xaxis, lang)
        for ax in axes.flat[len(columns) :]:
            ax.set_visible(False)
        sizes = frame.groupby(row)[n].max() if n else None
        names = shortened(rows, 40 if sizes is None else 27)
        if sizes is not None:
            names = [counted(name, sizes[r], lang) for name, r in zip(names, rows, strict=True)]
        axes[0, 0].set_yticks(range(len(rows)), names)
        axes[0, 0].set_ylim(len(rows) - 0.4, -0.6)
        headline(figure, title)
        note(axes[0, 0], caveat)
    return figure


def share_dots(
    frame: pd.DataFrame,
    *,
    row: str = "group",
    column: str = "kind",
    lang: str = "en",
    title: str | None = None,
    caveat: str = "",
) -> Figure:
    """Draw shares of rare things as a grid on one scale: a panel a ``column``, a dot and its interval a ``row``.

    ``frame``: one row per cell with ``share``, ``low``, ``high``, ``beside`` (how many of how many, written at the
    right) and ``whole``, the share of the panel's rows together, which is dashed.  What rests on few cases has a wide
    line, so that no cell looks surer than it is; a cell whose share is NaN is empty.
    """
    need(frame, (row, column, "share", "low", "high", "beside", "whole"), what="share_dots", once=(row, column))
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    across = min(2, len(columns))
    down = -(-len(columns) // across)
    with style():
        height = 0.7 + (0.55 + 0.2 * len(rows)) * down
        figure, axes = canvas(5.2, height, rows=down, columns=across, sharex=True, sharey=True, squeeze=False)
        for ax, name in zip(axes.flat, columns, strict=False):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            ax.axvline(cells["whole"].max(), color="#999999", linewidth=0.8, linestyle="--")
            _rows(ax, cells, ("share", "low", "high"), None)
            _at_the_edge(ax, cells["beside"].where(cells["share"].notna(), ""), size=6)
            ax.set_title(name_of(name, lang), fontsize=8, fontweight="normal", loc="left")
            ax.grid(axis="x")
            ax.tick_params(axis="y", length=0)
            ax.tick_params(axis="x", labelbottom=True)
            ax.spines["left"].set_visible(False)
            percent(ax.xaxis, lang)
        for ax in axes.flat[len(columns) :]:
            ax.set_visible(False)
        axes[0, 0].set_yticks(range(len(rows)), shortened(row_name(r, lang) for r in rows))
        axes[0, 0].set_ylim(len(rows) - 0.4, -0.6)
        headline(figure, title)
        note(axes[0, 0], caveat)
    return figure


def _at_the_edge(ax: Axes, texts: Iterable[str], *, size: float) -> None:
    """Write a note at the right edge of each row."""
    for y, text in enumerate(texts):
        ax.annotate(text, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=size, color="#555555")


def _rows(
    ax: Axes, frame: pd.DataFrame, columns: tuple[str, str, str], zero: float | None, kept: str | None = None
) -> None:
    marked = frame[kept].eq(True).tolist() if kept else [None] * len(frame)
    for y, (row, mark) in enumerate(zip(frame[list(columns)].to_numpy(float), marked, strict=True)):
        x, lo, hi = row
        sure = np.isfinite(lo) and zero is not None and (lo > zero or hi < zero) if mark is None else mark
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
    ``n_articles``; ``kept`` (filled) is what the control of false discoveries leaves.  ``right`` is the group of
    positive values.
    """
    need(frame, ("term", "log_ratio", "low", "high", "kept", "n_left", "n_right", "n_articles"), what="keyness_dots")
    rows = frame.sort_values("log_ratio", ascending=False).reset_index(drop=True)
    counts = zip(rows.n_left, rows.n_right, rows.n_articles, strict=True)
    rows["beside"] = [
        f"{number(b, ',d', lang=lang)}:{number(a, ',d', lang=lang)} · {n_named(n, 'article', lang=lang)}"
        for a, b, n in counts
    ]
    sides = shortened((left, right), 18)
    return dots(
        rows,
        name="term",
        value="log_ratio",
        beside="beside",
        zero=0.0,
        kept="kept",
        xlabel=f"← {sides[0]}      {name_of('log_ratio', lang)}      {sides[1]} →",
        lang=lang,
        title=title,
        caveat=name_of("note_keyness", lang),
    )
