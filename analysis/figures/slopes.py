"""The same stories told by several outlets: a line a story, across the outlets that told it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..lexicons import name_of, number
from .base import canvas, headline, need, note, style
from .dots import BLUE
from .names import lines, shortened, sized
from .paper import chosen, fitted, inches, narrow, pt
from .scales import percent

FEW = 6
"""More groups than this stand side by side with slanted names."""


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
    need(frame, ("event", "group", measure), what="slopes", known=(measure,))
    groups = list(groups) if groups is not None else list(frame.groupby("group")[measure].mean().sort_values().index)
    wide = frame.pivot_table(index="event", columns="group", values=measure, sort=False).reindex(columns=groups)
    share = measure.endswith("_share")
    with style():
        few = _few()
        # Slanted names hang an inch below the plane.
        figure, ax = canvas(min(max(5.2, 0.9 + 0.5 * len(groups)), 14), 3.3 if len(groups) <= few else 4.2)
        x = np.arange(len(groups))
        ax.plot(x, wide.to_numpy().T, color="#9a9a9a", linewidth=0.6, alpha=0.45)
        mean = wide.mean().to_numpy()
        ax.plot(x, mean, "-o", color=BLUE, linewidth=2.2, markersize=6)
        scale, written = (100, name_of("percent", lang)) if share else (1, "{}")
        for xi, value in zip(x[np.isfinite(mean)], mean[np.isfinite(mean)], strict=True):
            ax.annotate(
                written.format(number(scale * value, ".1f", lang=lang)),
                (xi, value),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
                fontweight="bold",
                fontsize=pt(8.5 if len(groups) <= few else 7),
                rotation=_upright(len(groups)),
                bbox={"boxstyle": "round,pad=.15", "fc": "white", "ec": "none", "alpha": 0.8},
            )
        _side_by_side(ax, groups, [int(wide[g].notna().sum()) for g in groups], lang)
        told = wide.to_numpy(float)[np.isfinite(wide.to_numpy(float))]
        if np.ptp(told) == 0:
            # Where all is alike the scale would run below none, and above all there is.
            top = 1.005 if share else np.inf
            ax.set_ylim(max(told[0] - 0.05, -0.005), min(told[0] + 0.05, top))
        ax.set_ylabel(textwrap.fill(name_of(measure, lang), 28))
        if share:
            percent(ax.yaxis, lang)
        ax.grid(axis="y")
        headline(figure, title)
        note(ax, name_of("note_slopes" if wide.notna().all(axis=None) else "note_slopes_some", lang))
        fitted(figure, 2.4)
    return figure


def _upright(n: int) -> float:
    """Return 90 degrees where groups stand too close for numbers side by side, and 0 where they do not."""
    return 90.0 if chosen() is not None and (inches() - 0.6) / n < 0.34 else 0.0


def _few() -> int:
    """Return how many groups stand side by side with their names in lines."""
    return FEW if chosen() is None else max(2, round(FEW * inches() / 5.2) - narrow())


def _side_by_side(ax: Axes, groups: Sequence[str], n: Sequence[int], lang: str) -> None:
    """Name the groups below a chart: in two or more lines where they are few, slanted where they are many."""
    x = range(len(groups))
    ax.set_xlim(-0.4, len(groups) - 0.6)
    if len(groups) > _few():
        names = [sized(g, k, lang) for g, k in zip(shortened(groups), n, strict=True)]
        steep = 60 if narrow() else 35
        ax.set_xticks(x, names, rotation=_upright(len(groups)) or steep, ha="right", rotation_mode="anchor")
    else:
        # Some 14 letters fit into an inch.
        most = max(8, round(14 * 8 / pt(8) * (inches() - 1) / max(2, len(groups))) - 3)
        ax.set_xticks(
            x,
            [
                f"{lines(g, most)}\n(n = {number(k, ',d', lang=lang)})"
                for g, k in zip(shortened(groups, 3 * most), n, strict=True)
            ],
        )
