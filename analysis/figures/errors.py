"""Charts of our own errors: accuracy, how far a confidence can be trusted, and shares before and after correction."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..lexicons import name_of
from .base import canvas, headline, need, note, style, unruled
from .dots import BLUE, GREY, ORANGE
from .names import row_name, shortened
from .paper import fitted, inches, letters, name_rows, narrow, pt
from .scales import percent, plain

MARKS, COLOURS = "os^Dv", (BLUE, ORANGE, GREY, "#009E73", "#CC79A7")


def accuracy_dots(
    frame: pd.DataFrame, *, by: str = "set", lang: str = "en", title: str | None = None, column: str = "system"
) -> Figure:
    """Draw F1: one panel a ``figure`` (words, passages, a type …), one row a set of articles, one mark a system.

    ``frame``: one row per (``figure``, ``by``, ``system``) with ``value``, ``low`` and ``high`` (NaN: no interval)
    and, where known, ``n_articles``.  The scale begins at the tenth below what is drawn, and not at zero.
    """
    needed = ("figure", by, column, "value", "low", "high")
    need(frame, needed, what="accuracy_dots", once=("figure", by, column), known=("value",))
    figures, sets, systems = (list(dict.fromkeys(frame[c])) for c in ("figure", by, column))
    least = np.floor(10 * np.nanmin([0.9, frame["value"].min(), frame["low"].min()])) / 10
    counted = frame.groupby(by)["n_articles"].first() if "n_articles" in frame else pd.Series(dtype=float)
    with style():
        pitch, apart = (0.42, 0.2) if narrow() else (0.34, 0.26)
        figure, axes = canvas(5.2, 1.35 + pitch * len(sets), columns=len(figures), sharey=True, squeeze=False)
        for ax, what in zip(axes[0], figures, strict=True):
            for k, system in enumerate(systems):
                rows = frame[(frame["figure"] == what) & (frame[column] == system)].set_index(by).reindex(sets)
                y = np.arange(len(sets)) + apart * (k - (len(systems) - 1) / 2)
                ax.hlines(y, rows["low"], rows["high"], color=COLOURS[k], linewidth=1.1)
                # A dot beside the edge of the scale is drawn whole.
                ax.plot(
                    rows["value"],
                    y,
                    MARKS[k],
                    color=COLOURS[k],
                    markersize=4.5,
                    clip_on=False,
                    label=name_of(system, lang),
                )
            ax.set_title(textwrap.fill(name_of(what, lang), 16), fontsize=pt(8), fontweight="normal")
            ax.set_xlim(least, 1)
            ax.locator_params(axis="x", nbins=3 if narrow() else 4)
            plain(ax.xaxis, lang)
            unruled(ax)
        names = shortened(row_name(s, lang) for s in sets)
        names = [f"{a}  ({counted[s]:.0f})" if counted.get(s, 0) > 0 else a for a, s in zip(names, sets, strict=True)]
        # Five points: half a dot, and clear of the paper behind a name.
        name_rows(axes[0, 0], names, half=72 * pitch * apart / 2 * (len(systems) - 1) + 5)
        axes[0, 0].set_ylim(len(sets) - 0.5, -0.7 if narrow() else -0.5)
        if len(systems) > 1:
            handles, names = axes[0, 0].get_legend_handles_labels()
            figure.legend(handles, names, loc="outside upper left", ncols=len(systems), fontsize=pt(7.5))
        headline(figure, title)
        note(axes[0, 0], name_of("note_accuracy", lang))
        fitted(figure, pitch * len(sets))
    return figure


def reliability(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None) -> Figure:
    """Draw how often attributions held at a confidence are right: the diagonal is perfect calibration.

    ``frame``: one row per (``system``, bin) with ``confidence`` (mean), ``observed`` (share right), ``low``,
    ``high`` and ``n``.  A step of few attributions is a small mark.
    """
    need(
        frame,
        ("system", "confidence", "observed", "low", "high", "n"),
        what="reliability",
        known=("confidence", "observed"),
    )
    with style():
        figure, ax = canvas(3.6, 3.5)
        ax.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle="--")
        for k, (system, rows) in enumerate(frame.groupby("system", sort=False)):
            # Side by side: two engines with the same confidence would hide each other's interval.
            x = rows["confidence"] + 0.008 * (2 * k - 1)
            # What is always right lies on the edge, and is drawn whole.
            ax.vlines(x, rows["low"], rows["high"], color=COLOURS[k], linewidth=1.1, clip_on=False)
            ax.plot(x, rows["observed"], "-", color=COLOURS[k], linewidth=0.8)
            size = np.clip(60 * np.sqrt(rows["n"] / frame["n"].max()), 10, None)
            label = name_of(str(system), lang)
            ax.scatter(x, rows["observed"], s=size, marker=MARKS[k], color=COLOURS[k], label=label, clip_on=False)
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.set_aspect("equal")
        ax.set_xlabel(name_of("confidence", lang))
        ax.set_ylabel(name_of("observed", lang))
        for axis in (ax.xaxis, ax.yaxis):
            percent(axis, lang)
        ax.legend(loc="lower right")
        headline(figure, title)
        note(ax, name_of("note_reliability", lang))
        fitted(figure, min(3.2, inches() - 0.7))
    return figure


def correction_dots(
    frame: pd.DataFrame, *, method: str, lang: str = "en", title: str | None = None, xlabel: str = ""
) -> Figure:
    """Draw a share by group as extracted (hollow), as corrected (filled, with its interval), and as it is (bar).

    ``frame``: one row a group with ``group``, ``raw``, ``corrected``, ``low``, ``high`` and ``truth``; ``method`` is
    how it was corrected (``compare.correct``), which the note names.
    """
    columns = ("group", "raw", "corrected", "low", "high", "truth")
    need(frame, columns, what="correction_dots", once=("group",), known=("corrected",))
    with style():
        pitch = 0.42 if narrow() else 0.3
        figure, ax = canvas(5.2, 1.15 + pitch * len(frame))
        y = np.arange(len(frame))
        ax.hlines(y, frame["low"], frame["high"], color=BLUE, linewidth=1.3)
        ax.plot(frame["truth"], y, "|", color="black", markersize=15, markeredgewidth=1.6)
        ax.plot(frame["corrected"], y, "o", color=BLUE, markersize=5)
        ax.plot(frame["raw"], y - 0.26, "o", color=ORANGE, markerfacecolor="white", markersize=5)
        name_rows(ax, shortened(frame["group"]), half=72 * pitch * 0.26 + 3)
        ax.set_ylim(len(frame) - 0.4, -0.85 if narrow() else -0.7)
        unruled(ax)
        ax.set_xlabel(textwrap.fill(xlabel, letters(pt(8.5)) if narrow() else 60))
        percent(ax.xaxis, lang)
        headline(figure, title)
        note(ax, name_of("note_correction", lang).format(method=method))
        fitted(figure, pitch * len(frame))
    return figure
