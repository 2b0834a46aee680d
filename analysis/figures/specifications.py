"""One estimate under many choices: does a finding hang on how it was counted?"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..lexicons import name_of
from .base import canvas, headline, need, note, style
from .paper import fitted, narrow, pt
from .scales import plain, points


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
    ``share``: the estimates are differences of shares, in points.  Where the column ``ours`` (bool) is true, a diamond
    and a dotted line mark the suite's own specification.
    """
    need(frame, ("estimate", "low", "high", *choices), what="specification_curve", known=("estimate",))
    rows = frame.sort_values("estimate", kind="stable").reset_index(drop=True)
    # As the frame has them and not as they are sorted: the suite's own way comes first.
    options = [(c, option) for c in choices for option in dict.fromkeys(frame[c])]
    with style():
        figure, axes = canvas(
            5.2, 2.3 + 0.17 * len(options), rows=2, sharex=True, height_ratios=[1.9, 0.17 * len(options) + 0.1]
        )
        top, bottom = axes
        pitch = 0.13 if narrow() else 0.17
        x = np.arange(len(rows))
        most = 70 if narrow() else 160
        top.vlines(x, rows["low"], rows["high"], color="#9bbbd9", linewidth=max(0.6, min(3, most / len(rows))))
        top.plot(x, rows["estimate"], ".", color="#1d4f8f", markersize=3.5)
        top.axhline(0, color="black", linewidth=0.8)
        ours = np.flatnonzero(rows.get("ours", False))
        for at in ours.tolist():
            top.plot([at], rows["estimate"][at : at + 1], "D", color="black", markersize=6, markeredgecolor="white")
            for ax in axes:
                ax.axvline(at, color="black", linewidth=0.8, linestyle=":", zorder=0)
        named = name_of("in_points", lang).format(xlabel).strip() if share else xlabel
        top.set_ylabel(textwrap.fill(named, 28))
        (points if share else plain)(top.yaxis, lang)
        for y, (choice, option) in enumerate(options):
            made = np.flatnonzero(rows[choice].to_numpy() == option)
            bottom.plot(made, np.full(len(made), y), "|", color="#333333", markersize=5, markeredgewidth=0.7)
        colon = name_of("colon", lang)
        bottom.set_yticks(
            range(len(options)),
            [f"{name_of(c, lang)}{colon} {name_of(str(o), lang)}" for c, o in options],
            fontsize=pt(7),
        )
        bottom.set_ylim(len(options) - 0.3, -0.7)
        for ax in axes:
            ax.set_xticks([])
        bottom.spines["bottom"].set_visible(False)
        headline(figure, title)
        note(bottom, name_of("note_specifications_ours" if len(ours) else "note_specifications", lang))
        fitted(figure, 1.4 + pitch * len(options))
    return figure
