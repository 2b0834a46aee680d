"""Charts of estimates with their uncertainty: a dot, its interval, and what it was counted on."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .base import canvas, headline, label, need, note, percent, short, style

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
    xlabel: str = "",
    share: bool = False,
    lang: str = "en",
    title: str | None = None,
    caveat: str = "",
) -> Figure:
    """Draw one row a name: its value as a dot, its interval as a line, and a note (``beside``) at the right edge.

    The forest plot of everything here: differences, leans, keyness, accuracy.  Rows are drawn from top to bottom as the
    frame has them.  An interval that is NaN is not drawn: too few articles.  Filled dots have an interval that leaves
    out ``zero``; hollow ones do not, or have none.
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
        if share:
            percent(ax.xaxis, lang)
        if zero is not None:
            ax.axvline(zero, color="black", linewidth=0.8)
        if beside is not None:
            for y, text in enumerate(frame[beside].astype(str)):
                ax.annotate(
                    text, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=7, color="#555555"
                )
        headline(figure, title)
        note(ax, caveat)
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

    A panel is in percent when its column's name ends in ``_share``.  Marks as in ``dots``.
    """
    need(frame, (row, column, value, low, high), what="dots_grid")
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    with style():
        figure, axes = canvas(
            1.6 + 1.25 * len(columns), 1.25 + 0.24 * len(rows), columns=len(columns), sharey=True, squeeze=False
        )
        for ax, name in zip(axes[0], columns, strict=True):
            cells = frame[frame[column] == name].set_index(row).reindex(rows).reset_index()
            _rows(ax, cells, value, low, high, zero)
            if zero is not None:
                ax.axvline(zero, color="black", linewidth=0.8)
            ax.set_title(textwrap.fill(label(name, lang), 19), fontsize=7.5, fontweight="normal", loc="left")
            ax.grid(axis="x")
            ax.locator_params(axis="x", nbins=4)
            ax.tick_params(axis="y", length=0)
            ax.spines["left"].set_visible(False)
            if name.endswith("_share"):
                percent(ax.xaxis, lang)
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
    words = label("articles", lang)
    rows["beside"] = [
        f"{b}:{a} · {n} {words}" for a, b, n in zip(rows.n_left, rows.n_right, rows.n_articles, strict=True)
    ]
    return dots(
        rows,
        name="term",
        value="log_ratio",
        beside="beside",
        zero=0.0,
        xlabel=f"← {left}      {label('log_ratio', lang)}      {right} →",
        lang=lang,
        title=title,
        caveat=label("note_keyness", lang),
    )


def accuracy_dots(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None, column: str = "system") -> Figure:
    """Draw accuracy by language: one panel a figure (token, IoU, source), one row a language, one mark a system.

    ``frame``: one row per (``figure``, ``set``, ``system``) with ``value`` and, where known, ``low``, ``high``.
    """
    need(frame, ("figure", "set", column, "value"), what="accuracy_dots")
    figures, sets, systems = (list(dict.fromkeys(frame[c])) for c in ("figure", "set", column))
    markers, colours = "os^Dv", (BLUE, ORANGE, GREY, "#009E73", "#CC79A7")
    with style():
        figure, axes = canvas(5.2, 1.35 + 0.3 * len(sets), columns=len(figures), sharey=True, squeeze=False)
        for ax, what in zip(axes[0], figures, strict=True):
            for k, system in enumerate(systems):
                rows = frame[(frame["figure"] == what) & (frame[column] == system)].set_index("set").reindex(sets)
                y = np.arange(len(sets)) + 0.14 * (k - (len(systems) - 1) / 2)
                if {"low", "high"} <= set(frame):
                    ax.hlines(y, rows["low"], rows["high"], color=colours[k], linewidth=1.0)
                ax.plot(rows["value"], y, markers[k], color=colours[k], markersize=4.5, label=system)
            ax.set_title(label(what, lang), fontsize=8.5)
            ax.set_xlim(0, 1)
            ax.set_xticks([0, 0.5, 1], ["0", ".5", "1"])
            ax.grid(axis="x")
        axes[0, 0].set_yticks(range(len(sets)), [label(s, lang) for s in sets])
        axes[0, 0].set_ylim(len(sets) - 0.5, -0.5)
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper left", ncols=len(systems), fontsize=7.5)
        headline(figure, title)
        note(axes[0, 0], label("note_accuracy", lang))
    return figure


def reliability(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None) -> Figure:
    """Draw how often attributions held at a confidence are right: the diagonal is perfect calibration.

    ``frame``: one row per (``system``, bin) with ``confidence`` (mean), ``observed`` (share right) and ``n``.
    """
    need(frame, ("system", "confidence", "observed", "n"), what="reliability")
    with style():
        figure, ax = canvas(3.6, 3.5)
        ax.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle="--")
        for k, (system, rows) in enumerate(frame.groupby("system", sort=False)):
            ax.plot(rows["confidence"], rows["observed"], "os^D"[k % 4] + "-", label=str(system), markersize=4)
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.set_aspect("equal")
        ax.set_xlabel(label("confidence", lang))
        ax.set_ylabel(label("observed", lang))
        ax.legend(loc="upper left")
        headline(figure, title)
        note(ax, label("note_reliability", lang))
    return figure
