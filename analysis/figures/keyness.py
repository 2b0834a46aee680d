"""Words that set two groups apart: all of them by how often they are used, or the furthest with their intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..counts import n_named
from ..lexicons import name_of, number
from .base import canvas, headline, measuring, need, note, style
from .dots import BLUE, ORANGE, dots
from .names import shortened
from .paper import fitted, inches, narrow, pt
from .scales import decades, plain


def keyness_scatter(
    frame: pd.DataFrame, *, left: str, right: str, lang: str = "en", title: str | None = None, named: int = 18
) -> Figure:
    """Draw every word by how often it is used and how far it sets two groups apart; the surest and furthest are named.

    ``frame``: one row per word with ``term``, ``n`` (uses in both), ``log_odds`` (base 2), ``z`` and ``significant``
    (bool: kept after control of the false-discovery rate).  Words that are not significant are grey; one whose name
    would cover another's has none.
    """
    need(frame, ("term", "n", "log_odds", "z", "significant"), what="keyness_scatter", known=("log_odds",))
    frame = frame[np.isfinite(frame["log_odds"])]
    with style():
        figure, ax = canvas(5.2, 4.4)
        rest, kept = frame[~frame["significant"]], frame[frame["significant"]]
        # A cloud of thousands is pale, a few dots must be seen.
        few = float(np.clip(100 / max(1, len(rest)), 0, 1))
        grey = f"{0.79 - 0.25 * few:.2f}"
        ax.plot(rest["n"], rest["log_odds"], ".", color=grey, markersize=2.5 + 2.5 * few, markeredgewidth=0)
        for side, colour, marker in (
            (kept[kept["log_odds"] >= 0], BLUE, "o"),
            (kept[kept["log_odds"] < 0], ORANGE, "s"),
        ):
            ax.plot(side["n"], side["log_odds"], marker, color=colour, markersize=3, markeredgewidth=0)
        decades(ax.xaxis, frame["n"], lang)
        plain(ax.yaxis, lang)
        ax.axhline(0, color="black", linewidth=0.8)
        ax.set_xlabel(name_of("uses", lang))
        sides = shortened((left, right), 18)
        ax.set_ylabel(f"← {sides[0]}    {name_of('log_odds', lang)}    {sides[1]} →")
        ax.grid()
        if len(kept):
            # A word that one side never uses has log-odds as low as its prior is weak; the axis follows the others.
            ax.set_ylim(min(-1.0, kept["log_odds"].min() - 0.6), max(1.0, kept["log_odds"].max() + 0.6))
        elif frame["log_odds"].abs().max() < 1:
            ax.set_ylim(-1.0, 1.0)  # where nothing differs, nothing is to look as if it did
        ranked = kept.reindex(kept["z"].abs().sort_values(ascending=False, kind="stable").index)
        furthest = kept.reindex(kept["log_odds"].abs().sort_values(ascending=False, kind="stable").index).head(3)
        # A mark that stands alone at the edge is asked about first, however few its uses.
        strongest = pd.concat([ranked.head(named * 2 // 3 if narrow() else named), furthest]).drop_duplicates("term")
        headline(figure, title)
        note(ax, name_of("note_scatter", lang))
        fitted(figure, 0.9 * min(inches(), 4))
        # Last, when nothing moves the plane under the words any more.
        _words_apart(ax, strongest, kept)
    return figure


def _words_apart(ax: Axes, named: pd.DataFrame, drawn: pd.DataFrame) -> None:
    """Name words beside their points, the first before the others; one that would cover another has no name."""
    from adjustText import adjust_text

    figure = ax.figure.figure
    assert figure is not None
    with measuring():
        figure.draw_without_rendering()
        while len(named):
            words = zip(named["n"], named["log_odds"], named["term"], strict=True)
            texts = [ax.text(n, v, t, fontsize=pt(7)) for n, v, t in words]
            _, led = adjust_text(
                texts,
                x=drawn["n"].to_numpy(),
                y=drawn["log_odds"].to_numpy(),
                ax=ax,
                iter_lim=300,
                arrowprops={"arrowstyle": "-", "color": "#999999", "lw": 0.4},
            )
            boxes = [text.get_window_extent() for text in texts]
            apart = [not any(box.overlaps(other) for other in boxes[:k]) for k, box in enumerate(boxes)]
            if all(apart):
                return
            for written in (*texts, *led):
                written.remove()
            named = named[apart]


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
