"""Charts of estimates with their uncertainty: a dot, its interval, and what it was counted on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..lexicons import name_of
from .base import canvas, headline, need, note, style, unruled
from .names import lines, short
from .paper import fitted, letters, name_rows, narrow, pt
from .scales import percent, plain, points, unmagnified

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"


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
        draw_rows(ax, frame, (value, low, high), zero, kept)
        name_rows(ax, names, beside=notes)
        ax.set_ylim(len(frame) - 0.4, rows_from(pitch, tall))
        unruled(ax)
        said = name_of("in_points", lang).format(xlabel).strip() if apart else xlabel
        ax.set_xlabel("\n".join(lines(line, letters(pt(8.5))) for line in said.split("\n")) if narrow() else said)
        (points if apart else percent if share else plain)(ax.xaxis, lang)
        if zero is None:
            unmagnified(ax.xaxis, frame[[value, low, high]], share=share)
        else:
            ax.axvline(zero, color="black", linewidth=0.8)
        if not narrow():
            at_the_edge(ax, notes, size=pt(7))
        headline(figure, title)
        note(ax, name_of("note_estimates", lang) if caveat is None else caveat)
        fitted(figure, pitch * len(frame))
    return figure


def rows_from(pitch: float, tall: int = 1) -> float:
    """Return where the axis of rows begins: above the first row's name, where names stand above their rows."""
    return -0.6 if not narrow() else -(0.1 + 0.115 * tall) / pitch


def at_the_edge(ax: Axes, texts: Iterable[str], *, size: float) -> None:
    """Write a note at the right edge of each row."""
    for y, text in enumerate(texts):
        ax.annotate(text, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=size, color="#555555")


def draw_rows(
    ax: Axes, frame: pd.DataFrame, columns: tuple[str, str, str], zero: float | None, kept: str | None = None,
    size: float = 4.5,
) -> None:  # fmt: skip
    """Draw a row an estimate: filled where it is sure to lie on its side of ``zero``, or is ``kept``."""
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
