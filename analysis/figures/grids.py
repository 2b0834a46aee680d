"""Grids of estimates with their uncertainty: one line a group, one panel a measure or a kind."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..lexicons import name_of
from .base import blank, canvas, headline, need, note, style, unruled
from .dots import at_the_edge, draw_rows, rows_from
from .names import beside, row_name, shortened
from .paper import PAGE, fitted, inches, letters, name_rows, narrow, pt
from .scales import percent, plain, points, unmagnified

ACROSS = 3
"""Panels side by side in a grid; of long names leave room for one less."""
LONG = 20
"""More letters than this make a name long."""
LEAST_PANEL = 0.58
"""Inches of a panel in which two numbers of its scale still stand apart."""


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
            names = [beside(name, sizes[r], lang) for name, r in zip(names, rows, strict=True)]
        tall = grid.pitch * len(rows)
        figure, axes = canvas(
            5.2, 0.5 + (0.75 + tall) * grid.down, rows=grid.down, columns=grid.across, sharey=True, squeeze=False
        )
        for ax, name in _panels(axes, columns):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            share = name.endswith("_share")
            draw_rows(ax, cells, (value, low, high), zero, kept, 3 if grid.dense else 4.5)
            if zero is None:
                unmagnified(ax.xaxis, cells[[value, low, high]], share=share)
            else:
                ax.axvline(zero, color="black", linewidth=0.8)
            apart = zero is not None and share
            said = name_of("in_points", lang).format(name_of(name, lang)) if apart else name_of(name, lang)
            said = textwrap.fill(said, grid.title, break_long_words=False)
            ax.set_title(said, fontsize=pt(grid.size), fontweight="normal", loc="left")
            unruled(ax)
            ax.xaxis.set_major_locator(MaxNLocator(nbins=2 if grid.dense else 4, steps=[1, 2, 5, 10]))
            (points if apart else percent if share else plain)(ax.xaxis, lang)
            if grid.dense:
                _guided(ax, len(rows))
            blank(ax, cells[value], lang)
        _name_grid(axes, names, grid)
        headline(figure, title)
        note(axes[0, 0], caveat)
        fitted(figure, tall * grid.down)
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
    columns_of = (row, column, "share", "low", "high", "beside", "whole")
    need(frame, columns_of, what="share_dots", once=(row, column), known=("share",))
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    across = min(2, len(columns))
    down = -(-len(columns) // across)
    with style():
        pitch = 0.27 if narrow() else 0.2
        height = 0.7 + (0.55 + pitch * len(rows)) * down
        figure, axes = canvas(5.2, height, rows=down, columns=across, sharex=True, sharey=True, squeeze=False)
        for ax, name in _panels(axes, columns):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            if cells["share"].notna().any():
                # Beside no dot it would be the share of a few cases, drawn as if it were known.
                ax.axvline(cells["whole"].max(), color="#999999", linewidth=0.8, linestyle="--")
            blank(ax, cells["share"], lang)
            draw_rows(ax, cells, ("share", "low", "high"), None)
            at_the_edge(ax, cells["beside"].where(cells["share"].notna(), ""), size=pt(6))
            ax.set_title(name_of(name, lang), fontsize=pt(8), fontweight="normal", loc="left")
            unruled(ax)
            ax.tick_params(axis="x", labelbottom=True)
            percent(ax.xaxis, lang)
        for ax in axes[:, 0]:
            name_rows(ax, shortened(row_name(r, lang) for r in rows))
        axes[0, 0].set_ylim(len(rows) - 0.4, rows_from(pitch))
        headline(figure, title)
        note(axes[0, 0], caveat)
        fitted(figure, pitch * len(rows) * down)
    return figure


def _panels(axes: Any, columns: Sequence[str]) -> Iterator[tuple[Axes, str]]:
    """Yield a panel for each column, by its name, and hide those that are left over."""
    yield from zip(axes.flat, columns, strict=False)
    for ax in axes.flat[len(columns) :]:
        ax.set_visible(False)


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
    left = (0.045 if narrow() else 0.052) * (min(most, max(len(str(one)) for one in rows)) + 6)
    across = int(np.clip((inches() - left) // (LEAST_PANEL + 0.06), 1, len(columns)))
    down = -(-len(columns) // across)
    # As close as letters of six points allow, and no closer than a page asks for.
    pitch = float(np.clip((PAGE - 0.6) / down - 0.9, 0.115 * len(rows), 0.16 * len(rows))) / len(rows)
    return _Grid(across, down, pitch, letters(pt(7), (inches() - left) / across - 0.06), True, most, 6.5)


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
    first.set_ylim(n - 0.4, rows_from(grid.pitch))


def _guided(ax: Axes, n: int) -> None:
    """Shade every other group of five rows, for an eye on its way from a name to a dot."""
    for start in range(0, n, 10):
        ax.axhspan(start - 0.5, min(start + 5, n) - 0.5, color="#f4f4f4", linewidth=0, zorder=0)
