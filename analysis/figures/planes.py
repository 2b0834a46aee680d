"""Outlets in the plane of two measures: where each stands, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..lexicons import name_of
from .apart import CORNERS, RINGS, along, keep_apart, named
from .base import canvas, headline, measuring, need, note, style
from .names import beside, shortened
from .paper import fitted, inches, letters, narrow, pt
from .scales import percent, unmagnified


def places(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    lang: str = "en",
    title: str | None = None,
    name: str = "group",
    xlabel: str | None = None,
    ylabel: str | None = None,
) -> Figure:
    """Draw outlets in the plane of two measures, with the interval of each where there is one.

    ``frame``: one row per group with ``x``, ``y`` and, where known, their ``_low`` and ``_high``, and ``n_articles``,
    which is written beside the name.  A group without an interval beside others that have one is hollow.  Where the
    names would cover each other, points have numbers, and a list at the right, or in one column of print above, says
    whose they are, in the order of the frame.
    """
    need(frame, (name, x, y), what="places", known=(x, y))
    known = frame.dropna(subset=[x, y])
    # In one column of print a list of numbers has two columns.
    names = shortened(known[name], 22 if narrow() and len(known) > 10 else None)
    if "n_articles" in known:
        names = [beside(g, n, lang) for g, n in zip(names, known["n_articles"], strict=True)]
    said = {x: xlabel or name_of(x, lang), y: ylabel or name_of(y, lang)}
    with style():
        figure, apart = _plane(known, said, names, lang=lang, title=title)
        if not apart:
            figure, _ = _plane(known, said, names, lang=lang, title=title, numbered=True)
    return figure


def _plane(
    frame: pd.DataFrame, said: Mapping[str, str], names: Sequence[str], *, lang: str, title: str | None,
    numbered: bool = False,
) -> tuple[Figure, bool]:  # fmt: skip
    """Draw the plane of the two measures that are ``said``; return it, and whether all names have room."""
    x, y = said
    listed = numbered and not narrow()
    figure, ax = canvas(5.2, max(3.8, 0.7 + 0.145 * len(frame)) if listed else 3.8)
    for axis, line in ((x, ax.hlines), (y, ax.vlines)):
        if {f"{axis}_low", f"{axis}_high"} <= set(frame):
            line(frame[y if axis == x else x], frame[f"{axis}_low"], frame[f"{axis}_high"], color="#9bbbd9", lw=1.2)
    sure = _has_interval(frame, x, y)
    for rows, face in ((frame[sure], "#1d4f8f"), (frame[~sure], "white")):
        if len(rows):
            ax.plot(rows[x], rows[y], "o", color="#1d4f8f", markerfacecolor=face, markersize=5)
    texts = [str(k) for k in range(1, len(names) + 1)] if numbered else names
    written = [named(ax, a, b, text, numbered) for a, b, text in zip(frame[x], frame[y], texts, strict=True)]
    ax.margins(0.12)
    for key, axis in ((x, ax.xaxis), (y, ax.yaxis)):
        share = key.endswith("_share")
        axis.set_label_text(said[key])
        if share:
            percent(axis, lang)
        unmagnified(axis, frame[[c for c in (key, f"{key}_low", f"{key}_high") if c in frame]], share=share)
    ax.grid()
    headline(figure, title)
    if numbered:
        _list_beside(figure, [f"{k}  {name}" for k, name in zip(texts, names, strict=True)])
    note(ax, name_of("note_places", lang))
    fitted(figure, max(2.6, 0.13 * len(frame)) if listed else 0.75 * min(inches(), 4))
    with measuring():
        figure.draw_without_rendering()
        drawn = ax.transData.transform(along(frame, x, y))
        return figure, keep_apart(ax, written, drawn, RINGS if numbered else CORNERS)


def _has_interval(frame: pd.DataFrame, x: str, y: str) -> pd.Series[bool]:
    """Return which groups have an interval; all are drawn alike where the frame knows of none."""
    bounds = [column for column in (f"{x}_low", f"{y}_low") if column in frame]
    return frame[bounds].notna().any(axis=1) if bounds else pd.Series(True, frame.index)


def _list_beside(figure: Figure, names: Sequence[str]) -> None:
    """Write a list at the right of a chart, or above one of one column."""
    handles = [Line2D([], [], linestyle="none") for _ in names]
    size = {"fontsize": pt(7), "handlelength": 0, "handletextpad": 0, "labelspacing": 0.3}
    if narrow():  # above, in columns as wide as the longest name asks for
        across = max(1, letters(pt(7)) // (max(map(len, names)) + 2))
        figure.legend(handles, names, loc="outside upper left", ncols=across, columnspacing=1.0, **size)
    else:
        figure.legend(handles, names, loc="outside right upper", **size)
