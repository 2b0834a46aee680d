"""Charts of estimates with their uncertainty: a dot, its interval, and what it was counted on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..counts import n_named
from ..lexicons import name_of, number
from .base import blank, canvas, headline, need, note, style
from .names import beside as counted
from .names import lines, row_name, short, shortened
from .paper import PAGE, fitted, inches, letters, name_rows, narrow, pt
from .scales import percent, plain, points, unmagnified

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
ACROSS = 3
"""Panels side by side in a grid; of long names leave room for one less."""
LONG = 20
"""More letters than this make a name long."""
LEAST_PANEL = 0.58
"""Inches of a panel in which two numbers of its scale still stand apart."""


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
    need(frame, (name, value, low, high, *([kept] if kept else [])), what="dots", known=(value,))
    apart = share and zero is not None
    notes = [] if beside is None else frame[beside].astype(str).tolist()
    # Above a row its name has the line that its note leaves.
    most = letters(pt(8)) - max([0, *map(len, notes)]) - 3 if narrow() else 40
    names = [lines(short(one, 76), most) for one in frame[name]]
    tall = max(one.count("\n") for one in names) + 1
    pitch = 0.17 + 0.105 * tall if narrow() else max(0.24, 0.05 + 0.13 * tall)
    with style():
        figure, ax = canvas(5.2, 1.0 + pitch * len(frame))
        _rows(ax, frame, (value, low, high), zero, kept)
        name_rows(ax, names, beside=notes)
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(frame) - 0.4, _top(pitch, tall))
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x")
        said = name_of("in_points", lang).format(xlabel).strip() if apart else xlabel
        ax.set_xlabel("\n".join(lines(line, letters(pt(8.5))) for line in said.split("\n")) if narrow() else said)
        (points if apart else percent if share else plain)(ax.xaxis, lang)
        if zero is None:
            unmagnified(ax.xaxis, frame[[value, low, high]], share=share)
        else:
            ax.axvline(zero, color="black", linewidth=0.8)
        if not narrow():
            _at_the_edge(ax, notes, size=pt(7))
        headline(figure, title)
        note(ax, name_of("note_estimates", lang) if caveat is None else caveat)
        fitted(figure, pitch * len(frame))
    return figure


def _top(pitch: float, tall: int = 1) -> float:
    """Return where the axis of rows begins: above the first row's name, where names stand above their rows."""
    return -0.6 if not narrow() else -(0.1 + 0.115 * tall) / pitch


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

    Three panels stand side by side, the others below, so that the letters keep their size; in one column of print two,
    and a row's name above its dots.  Of so many rows that the chart would be higher than a page, as many panels as
    there is room for stand side by side, and lines closer.  A panel is in percent when its column's name ends in
    ``_share``, and around ``zero`` in points.  Marks as in ``dots``.  ``n`` is the column of how many articles a row is
    made of, written beside its name.
    """
    columns_of = (row, column, value, low, high, *(c for c in (kept, n) if c))
    need(frame, columns_of, what="dots_grid", once=(row, column), known=(value,))
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    sizes = frame.groupby(row)[n].max() if n else None
    with style():
        grid = _grid(rows, columns)
        names = shortened(rows, grid.most or (40 if sizes is None else None))
        if sizes is not None:
            names = [counted(name, sizes[r], lang) for name, r in zip(names, rows, strict=True)]
        tall = grid.pitch * len(rows)
        figure, axes = canvas(
            5.2, 0.5 + (0.75 + tall) * grid.down, rows=grid.down, columns=grid.across, sharey=True, squeeze=False
        )
        for ax, name in zip(axes.flat, columns, strict=False):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            _rows(ax, cells, (value, low, high), zero, kept, 3 if grid.dense else 4.5)
            if zero is None:
                unmagnified(ax.xaxis, cells[[value, low, high]], share=name.endswith("_share"))
            else:
                ax.axvline(zero, color="black", linewidth=0.8)
            apart = zero is not None and name.endswith("_share")
            said = name_of("in_points", lang).format(name_of(name, lang)) if apart else name_of(name, lang)
            said = textwrap.fill(said, grid.title, break_long_words=False)
            ax.set_title(said, fontsize=pt(grid.size), fontweight="normal", loc="left")
            ax.grid(axis="x")
            ax.xaxis.set_major_locator(MaxNLocator(nbins=2 if grid.dense else 4, steps=[1, 2, 5, 10]))
            ax.tick_params(axis="y", length=0)
            ax.spines["left"].set_visible(False)
            (points if apart else percent if name.endswith("_share") else plain)(ax.xaxis, lang)
            if grid.dense:
                _guided(ax, len(rows))
            blank(ax, cells[value], lang)
        for ax in axes.flat[len(columns) :]:
            ax.set_visible(False)
        _name_grid(axes, names, grid)
        headline(figure, title)
        note(axes[0, 0], caveat)
        fitted(figure, tall * grid.down)
    return figure


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the panels of a grid stand: side by side and one above the other, inches between rows, letters of names."""

    across: int
    down: int
    pitch: float
    title: int
    dense: bool = False
    most: int | None = None
    size: float = 8


def _grid(rows: Sequence[object], columns: Sequence[object]) -> _Grid:
    """Return the layout of a grid: the usual one, or a dense one where that would be higher than a page."""
    if narrow():
        across, pitch, title = min(2, len(columns)), 0.27, letters(pt(8), inches() / 2) - 4
    else:
        fit = int(ACROSS * inches() / 5.2 + 0.95)  # five on a page of 180 mm
        long = max(map(len, shortened(rows))) > LONG
        across, pitch, title = min(max(1, fit - long), len(columns)), 0.22, 20
    down = -(-len(columns) // across)
    if 0.5 + (0.75 + pitch * len(rows)) * down <= PAGE:
        return _Grid(across, down, pitch, title)
    most = 18 if narrow() else 27
    # Names and how many articles, in letters of six or seven points.
    beside = (0.045 if narrow() else 0.052) * (min(most, max(len(str(one)) for one in rows)) + 6)
    across = int(np.clip((inches() - beside) // (LEAST_PANEL + 0.06), 1, len(columns)))
    down = -(-len(columns) // across)
    # As close as letters of six points allow, and no closer than a page asks for.
    pitch = float(np.clip((PAGE - 0.6) / down - 0.9, 0.115 * len(rows), 0.16 * len(rows))) / len(rows)
    return _Grid(across, down, pitch, letters(pt(7), (inches() - beside) / across - 0.06), True, most, 6.5)


def _name_grid(axes: Any, names: Sequence[str], grid: _Grid) -> None:
    """Name the rows of a grid: of a dense one beside them in every width, as there is no line between two of them."""
    first, n = axes[0, 0], len(names)
    if grid.dense:
        size = pt(7) if grid.pitch > 0.125 else 6
        first.set_yticks(range(n), names)
        for ax in axes.flat:
            ax.tick_params(axis="both", labelsize=size)
        first.set_ylim(n - 0.4, -0.6)
        return
    for ax in axes[:, 0]:
        name_rows(ax, names)
    first.set_ylim(n - 0.4, _top(grid.pitch))


def _guided(ax: Axes, n: int) -> None:
    """Shade every other group of five rows, for an eye on its way from a name to a dot."""
    for start in range(0, n, 10):
        ax.axhspan(start - 0.5, min(start + 5, n) - 0.5, color="#f4f4f4", linewidth=0, zorder=0)


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
    columns_of = (row, column, "share", "low", "high", "beside", "whole")
    need(frame, columns_of, what="share_dots", once=(row, column), known=("share",))
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    across = min(2, len(columns))
    down = -(-len(columns) // across)
    with style():
        pitch = 0.27 if narrow() else 0.2
        height = 0.7 + (0.55 + pitch * len(rows)) * down
        figure, axes = canvas(5.2, height, rows=down, columns=across, sharex=True, sharey=True, squeeze=False)
        for ax, name in zip(axes.flat, columns, strict=False):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            ax.axvline(cells["whole"].max(), color="#999999", linewidth=0.8, linestyle="--")
            _rows(ax, cells, ("share", "low", "high"), None)
            _at_the_edge(ax, cells["beside"].where(cells["share"].notna(), ""), size=pt(6))
            ax.set_title(name_of(name, lang), fontsize=pt(8), fontweight="normal", loc="left")
            ax.grid(axis="x")
            ax.tick_params(axis="y", length=0)
            ax.tick_params(axis="x", labelbottom=True)
            ax.spines["left"].set_visible(False)
            percent(ax.xaxis, lang)
        for ax in axes.flat[len(columns) :]:
            ax.set_visible(False)
        for ax in axes[:, 0]:
            name_rows(ax, shortened(row_name(r, lang) for r in rows))
        axes[0, 0].set_ylim(len(rows) - 0.4, _top(pitch))
        headline(figure, title)
        note(axes[0, 0], caveat)
        fitted(figure, pitch * len(rows) * down)
    return figure


def _at_the_edge(ax: Axes, texts: Iterable[str], *, size: float) -> None:
    """Write a note at the right edge of each row."""
    for y, text in enumerate(texts):
        ax.annotate(text, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=size, color="#555555")


def _rows(
    ax: Axes, frame: pd.DataFrame, columns: tuple[str, str, str], zero: float | None, kept: str | None = None,
    size: float = 4.5,
) -> None:  # fmt: skip
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
        ax.plot([x], [y], marker, color=colour, markerfacecolor=colour if filled else "white", markersize=size)


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
    ends, axis = (f"← {sides[0]}", f"{sides[1]} →"), name_of("log_ratio", lang)
    gap = " " * 6
    return dots(
        rows,
        name="term",
        value="log_ratio",
        beside="beside",
        zero=0.0,
        kept="kept",
        xlabel=f"{axis}\n{gap.join(ends)}" if narrow() else gap.join((ends[0], axis, ends[1])),
        lang=lang,
        title=title,
        caveat=name_of("note_keyness", lang),
    )
