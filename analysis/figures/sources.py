"""Charts of who is heard: kinds of sources, how they are introduced, and which speakers each outlet gives room."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..lexicons import name_of, number
from .base import canvas, headline, need, note, percent, plain, short, sized, style

STANCE_ORDER = ("doubt", "evidential", "neutral", "assertive", "factive")
STANCE_COLOURS = {
    "doubt": "#b35806",
    "evidential": "#f1c27d",
    "neutral": "#e6e6e6",
    "assertive": "#92b6da",
    "factive": "#2c5a94",
}
STANCE_INK = {"doubt": "white", "factive": "white"}


def share_table(
    frame: pd.DataFrame,
    *,
    row: str = "group",
    column: str = "kind",
    value: str = "share",
    lang: str = "en",
    title: str | None = None,
    caveat: str = "",
    n: str | None = "n",
) -> Figure:
    """Draw shares as a shaded table: one row a group, one column a kind, the percentage written in each cell.

    ``frame``: one row per cell with ``row``, ``column``, ``value`` in [0, 1], and ``n`` (the row's denominator) where
    given.  Shading repeats the number; it is legible in grey and to readers of any colour vision.
    """
    need(frame, (row, column, value), what="share_table")
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    wide = frame.pivot(index=row, columns=column, values=value).reindex(index=rows, columns=columns)
    totals = frame.groupby(row, sort=False)[n].first() if n and n in frame else None
    with style():
        figure, ax = canvas(5.2, 1.35 + 0.29 * len(rows))
        cells = wide.to_numpy(float)
        top = float(np.nanmax(cells)) or 1.0
        # Below ten percent, whole numbers would make unlike cells look alike.
        digits = ".1f" if top < 0.1 else ".0f"
        ax.imshow(np.ma.masked_invalid(cells), cmap="Blues", vmin=0, vmax=top * 1.25, aspect="auto")
        for y, x in np.ndindex(*cells.shape):
            if np.isfinite(cells[y, x]):
                ink = "white" if cells[y, x] > 0.72 * top else "#1a1a1a"
                written = number(100 * float(cells[y, x]), digits, lang=lang)
                ax.text(x, y, written, ha="center", va="center", fontsize=7.5, color=ink)
        named = [name_of(c, lang) for c in columns]
        ax.set_xticks(range(len(columns)), named, rotation=28, ha="left", rotation_mode="anchor")
        ax.xaxis.tick_top()
        ax.set_yticks(
            range(len(rows)),
            [sized(name_of(r, lang), totals[r], lang) if totals is not None else short(name_of(r, lang)) for r in rows],
        )
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        headline(figure, title)
        note(ax, caveat or name_of("note_share_table", lang))
    return figure


def stance_bars(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None) -> Figure:
    """Draw how sources are introduced as diverging bars around the middle of *neutral*: doubt left, factive right.

    ``frame``: one row per (``group``, ``stance``) with ``share`` of the classed attributions, ``n`` (classed) and
    ``unclassed_share``, which is printed and not drawn.
    """
    need(frame, ("group", "stance", "share", "n", "unclassed_share"), what="stance_bars")
    wide = frame.pivot(index="group", columns="stance", values="share").reindex(columns=list(STANCE_ORDER)).fillna(0.0)
    wide = wide.reindex(list(dict.fromkeys(frame["group"])))[::-1]
    facts = frame.drop_duplicates("group").set_index("group")
    with style():
        figure, ax = canvas(5.2, 1.3 + 0.36 * len(wide))
        left = -(wide["doubt"] + wide["evidential"] + wide["neutral"] / 2).to_numpy()
        for stance in STANCE_ORDER:
            share = wide[stance].to_numpy()
            ax.barh(
                range(len(wide)),
                share,
                left=left,
                height=0.7,
                color=STANCE_COLOURS[stance],
                edgecolor="white",
                linewidth=0.5,
                label=name_of(stance, lang),
            )
            for y, (x, width) in enumerate(zip(left, share, strict=True)):
                if width >= 0.05:
                    ax.text(
                        x + width / 2,
                        y,
                        f"{100 * width:.0f}",
                        ha="center",
                        va="center",
                        fontsize=7,
                        color=STANCE_INK.get(stance, "#1a1a1a"),
                    )
            left = left + share
        # Behind the bars: it holds them together and crosses no number.
        ax.axvline(0, color="#666666", linewidth=0.6, zorder=0)
        unclassed = [number(facts.unclassed_share[g], ".0%", lang=lang) for g in wide.index]
        named = [sized(name_of(g, lang), facts.n[g], lang)[:-1] for g in wide.index]
        ax.set_yticks(range(len(wide)), [f"{a}; +{b})" for a, b in zip(named, unclassed, strict=True)])
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        figure.legend(loc="outside upper left", ncols=5, handlelength=1.0, columnspacing=0.9, fontsize=7.5)
        headline(figure, title)
        note(ax, name_of("note_stance", lang))
    return figure


def speaker_dots(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None) -> Figure:
    """Draw speakers against outlets as a dot matrix: the area of a dot is the share of the outlet's attributed words.

    ``frame``: one row per (``speaker``, ``group``) with ``share`` and ``n`` (attributions).
    """
    need(frame, ("speaker", "group", "share", "n"), what="speaker_dots")
    speakers, groups = list(dict.fromkeys(frame["speaker"])), list(dict.fromkeys(frame["group"]))
    with style():
        figure, ax = canvas(5.2, 1.3 + 0.25 * len(speakers))
        x = frame["group"].map({g: i for i, g in enumerate(groups)})
        y = frame["speaker"].map({s: i for i, s in enumerate(speakers)})
        ax.scatter(
            x, y, s=260 * frame["share"] / max(1e-9, frame["share"].max()), color="#1d4f8f", alpha=0.85, linewidths=0
        )
        for xi, yi, share in zip(x, y, frame["share"], strict=True):
            ax.annotate(
                number(100 * share, ".1f", lang=lang),
                (xi, yi),
                xytext=(11, 0),
                textcoords="offset points",
                va="center",
                fontsize=6.5,
                color="#555555",
            )
        ax.set_xticks(range(len(groups)), [short(g) for g in groups], rotation=28, ha="left", rotation_mode="anchor")
        ax.xaxis.tick_top()
        ax.set_yticks(range(len(speakers)), speakers)
        ax.set_xlim(-0.5, len(groups) - 0.3)
        ax.set_ylim(len(speakers) - 0.4, -0.6)
        ax.tick_params(length=0)
        ax.grid(axis="y")
        ax.spines[:].set_visible(False)
        headline(figure, title)
        note(ax, name_of("note_speakers", lang))
    return figure


def stacked_time(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None, ylabel: str = "") -> Figure:
    """Draw a rate over time, one small panel a series, each on a scale of its own that begins at zero.

    ``frame``: one row per (``series``, ``period``) with ``value``, ``low``, ``high`` (NaN: too few) and ``n_articles``;
    periods in order.
    """
    need(frame, ("series", "period", "value", "low", "high"), what="stacked_time")
    series, periods = list(dict.fromkeys(frame["series"])), sorted(set(frame["period"]))
    place = {period: i for i, period in enumerate(periods)}
    with style():
        columns = 3 if len(series) > 4 else 2
        rows = -(-len(series) // columns)
        figure, axes = canvas(5.2, 0.9 + 1.15 * rows, rows=rows, columns=columns, squeeze=False)
        for ax, name in zip(axes.flat, series, strict=False):
            of_series = frame[frame["series"] == name].sort_values("period")
            x = of_series["period"].map(place).to_numpy()
            ax.fill_between(x, of_series["low"], of_series["high"], color="#0072B2", alpha=0.2, linewidth=0)
            ax.plot(x, of_series["value"], "-o", markersize=2.5)
            ax.set_title(name_of(str(name), lang), fontsize=8, pad=3)
            ax.set_ylim(bottom=0)
            ax.locator_params(axis="y", nbins=4)
            ax.grid(axis="y")
            (percent if frame["value"].max() <= 1 else plain)(ax.yaxis, lang)
            ends = sorted({0, len(periods) - 1})
            ax.set_xticks(ends, [str(periods[i]) for i in ends], fontsize=7)
            ax.set_xlim(-0.4, max(1, len(periods) - 1) + 0.4)
            for text, side in zip(ax.get_xticklabels(), ("left", "right"), strict=False):
                text.set_horizontalalignment(side)
        for ax in axes.flat[len(series) :]:
            ax.set_visible(False)
        figure.supylabel(ylabel, fontsize=8)
        headline(figure, title)
        note(axes[-1, 0], name_of("note_time", lang))
    return figure
