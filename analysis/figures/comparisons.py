"""Charts that compare outlets: the same story told by each, their places side by side, and the choices made."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text

from ..lexicons import name_of, number
from .base import canvas, headline, need, note, percent, plain, style


def slopes(
    frame: pd.DataFrame,
    measure: str,
    *,
    groups: Sequence[str] | None = None,
    lang: str = "en",
    title: str | None = None,
) -> Figure:
    """Draw each event as a line across the outlets that told it, and the mean of events on top.

    ``frame``: one row per (``event``, ``group``) with ``measure``.  Events that a group did not tell break the line.
    """
    need(frame, ("event", "group", measure), what="slopes")
    groups = list(groups) if groups is not None else list(frame.groupby("group")[measure].mean().sort_values().index)
    wide = frame.pivot_table(index="event", columns="group", values=measure, sort=False).reindex(columns=groups)
    with style():
        figure, ax = canvas(5.2, 3.3)
        x = np.arange(len(groups))
        ax.plot(x, wide.to_numpy().T, color="#9a9a9a", linewidth=0.6, alpha=0.45)
        mean = wide.mean().to_numpy()
        ax.plot(x, mean, "-o", color="#0072B2", linewidth=2.2, markersize=6)
        scale, written = (100, name_of("percent", lang)) if measure.endswith("_share") else (1, "{}")
        for xi, value in zip(x, mean, strict=True):
            ax.annotate(
                written.format(number(scale * value, ".1f", lang=lang)),
                (xi, value),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
                fontweight="bold",
                fontsize=8.5,
                bbox={"boxstyle": "round,pad=.15", "fc": "white", "ec": "none", "alpha": 0.8},
            )
        ax.set_xticks(x, [f"{g}\n(n = {wide[g].notna().sum()})" for g in groups])
        ax.set_xlim(-0.3, len(groups) - 0.7)
        ax.set_ylabel(name_of(measure, lang))
        if measure.endswith("_share"):
            percent(ax.yaxis, lang)
        ax.grid(axis="y")
        headline(figure, title)
        note(ax, name_of("note_slopes", lang))
    return figure


def specification_curve(
    frame: pd.DataFrame,
    choices: Sequence[str],
    *,
    lang: str = "en",
    title: str | None = None,
    xlabel: str = "",
    share: bool = True,
) -> Figure:
    """Draw one estimate a specification, sorted, with its interval; below, which choice each made (Simonsohn 2020).

    ``frame``: one row per specification with ``estimate``, ``low``, ``high`` and one column for each of ``choices``.
    """
    need(frame, ("estimate", "low", "high", *choices), what="specification_curve")
    rows = frame.sort_values("estimate", kind="stable").reset_index(drop=True)
    options = [(c, option) for c in choices for option in dict.fromkeys(frame[c])]
    with style():
        figure, axes = canvas(
            5.2, 2.3 + 0.17 * len(options), rows=2, sharex=True, height_ratios=[1.9, 0.17 * len(options) + 0.1]
        )
        top, bottom = axes
        x = np.arange(len(rows))
        top.vlines(x, rows["low"], rows["high"], color="#9bbbd9", linewidth=max(0.6, min(3, 160 / len(rows))))
        top.plot(x, rows["estimate"], ".", color="#1d4f8f", markersize=3.5)
        top.axhline(0, color="black", linewidth=0.8)
        top.set_ylabel(textwrap.fill(xlabel, 34))
        if share:
            percent(top.yaxis, lang)
        for y, (choice, option) in enumerate(options):
            made = np.flatnonzero(rows[choice].to_numpy() == option)
            bottom.plot(made, np.full(len(made), y), "|", color="#333333", markersize=5, markeredgewidth=0.7)
        colon = name_of("colon", lang)
        bottom.set_yticks(
            range(len(options)), [f"{name_of(c, lang)}{colon} {name_of(str(o), lang)}" for c, o in options], fontsize=7
        )
        bottom.set_ylim(len(options) - 0.3, -0.7)
        for ax in axes:
            ax.set_xticks([])
        bottom.spines["bottom"].set_visible(False)
        headline(figure, title)
        note(bottom, name_of("note_specifications", lang))
    return figure


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

    ``frame``: one row per group with ``x``, ``y`` and, where known, their ``_low`` and ``_high``.
    """
    from adjustText import adjust_text

    need(frame, (name, x, y), what="places")
    with style():
        figure, ax = canvas(5.2, 3.8)
        for axis, lines in ((x, ax.hlines), (y, ax.vlines)):
            if {f"{axis}_low", f"{axis}_high"} <= set(frame):
                lines(
                    frame[y if axis == x else x],
                    frame[f"{axis}_low"],
                    frame[f"{axis}_high"],
                    color="#9bbbd9",
                    linewidth=1.2,
                )
        ax.plot(frame[x], frame[y], "o", color="#1d4f8f", markersize=5)
        texts = [_named(ax, a, b, g) for a, b, g in zip(frame[x], frame[y], frame[name], strict=True)]
        ax.set_xlabel(xlabel or name_of(x, lang))
        ax.set_ylabel(ylabel or name_of(y, lang))
        for key, axis in ((x, ax.xaxis), (y, ax.yaxis)):
            if key.endswith("_share"):
                percent(axis, lang)
        ax.margins(0.12)
        ax.grid()
        figure.draw_without_rendering()
        adjust_text(
            texts,
            x=frame[x].to_numpy(),
            y=frame[y].to_numpy(),
            ax=ax,
            iter_lim=200,
            arrowprops={"arrowstyle": "-", "color": "#999999", "lw": 0.5},
        )
        headline(figure, title)
        note(ax, name_of("note_places", lang))
    return figure


def keyness_scatter(
    frame: pd.DataFrame, *, left: str, right: str, lang: str = "en", title: str | None = None, named: int = 18
) -> Figure:
    """Draw every word by how often it is used and how far it sets two groups apart; the surest and furthest are named.

    ``frame``: one row per word with ``term``, ``n`` (uses in both), ``log_odds``, ``z`` and ``significant`` (bool:
    kept after control of the false-discovery rate).  Words that are not significant are grey.
    """
    from adjustText import adjust_text

    need(frame, ("term", "n", "log_odds", "z", "significant"), what="keyness_scatter")
    with style():
        figure, ax = canvas(5.2, 4.4)
        rest, kept = frame[~frame["significant"]], frame[frame["significant"]]
        ax.plot(rest["n"], rest["log_odds"], ".", color="#c9c9c9", markersize=2.5, markeredgewidth=0)
        for side, colour, marker in (
            (kept[kept["log_odds"] >= 0], "#0072B2", "o"),
            (kept[kept["log_odds"] < 0], "#D55E00", "s"),
        ):
            ax.plot(side["n"], side["log_odds"], marker, color=colour, markersize=3, markeredgewidth=0)
        ax.set_xscale("log")
        ax.axhline(0, color="black", linewidth=0.8)
        plain(ax.xaxis, lang)
        ax.set_xlabel(name_of("uses", lang))
        ax.set_ylabel(f"← {left}    {name_of('log_odds', lang)}    {right} →")
        ax.grid()
        if len(kept):
            # A word that one side never uses has log-odds as low as its prior is weak; the axis follows the others.
            ax.set_ylim(min(-1.0, kept["log_odds"].min() - 0.6), max(1.0, kept["log_odds"].max() + 0.6))
        ranked = kept.reindex(kept["z"].abs().sort_values(ascending=False, kind="stable").index)
        furthest = kept.reindex(kept["log_odds"].abs().sort_values(ascending=False, kind="stable").index).head(3)
        # A mark that stands alone at the edge is asked about first, however few its uses.
        strongest = pd.concat([ranked.head(named), furthest]).drop_duplicates("term")
        texts = [
            ax.text(n, v, t, fontsize=7)
            for n, v, t in zip(strongest["n"], strongest["log_odds"], strongest["term"], strict=True)
        ]
        figure.draw_without_rendering()
        if texts:
            adjust_text(
                texts,
                x=kept["n"].to_numpy(),
                y=kept["log_odds"].to_numpy(),
                ax=ax,
                iter_lim=300,
                arrowprops={"arrowstyle": "-", "color": "#999999", "lw": 0.4},
            )
        headline(figure, title)
        note(ax, name_of("note_keyness", lang))
    return figure


def _named(ax: Axes, x: float, y: float, name: object) -> Text:
    """Write a name at a point, on a white edge that keeps it legible over lines."""
    return ax.text(x, y, str(name), fontsize=8, path_effects=[Stroke(linewidth=2, foreground="white"), Normal()])
