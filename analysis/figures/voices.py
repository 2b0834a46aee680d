"""Charts of who speaks: the share of each voice by outlet, its spread over articles, and articles as barcodes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..columns import VOICES
from ..lexicons import name_of
from ..voices import COLOURS, INK
from .base import NothingToDraw, canvas, headline, need, note, style
from .names import shortened, sized
from .paper import fitted, letters, name_rows, narrow, pitched, pt
from .scales import decades, percent, plain

STACK = ("direct", "partial", "indirect", "scare", "narration")
"""The order of a stacked bar: first what is attributed to somebody, then what is not."""
HATCH = {"direct": "", "partial": "////", "indirect": "", "scare": "....", "narration": ""}


def voice_bars(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None, caveat: str | None = None) -> Figure:
    """Draw the pooled share of each voice as one stacked bar a group, with the interval of the attributed share.

    ``frame``: one row per (group, voice) with ``group``, ``voice``, ``share``, ``n_articles``, ``attributed_low`` and
    ``attributed_high`` (NaN where there are too few articles for an interval), as ``profiles.voice_profile`` gives it.
    ``caveat`` says below what the chart cannot show; None: the usual.
    """
    need(
        frame,
        ("group", "voice", "share", "n_articles", "attributed_low", "attributed_high"),
        what="voice_bars",
        once=("group", "voice"),
        known=("share",),
    )
    wide = frame.pivot(index="group", columns="voice", values="share")[list(STACK)]
    facts = frame.drop_duplicates("group").set_index("group")
    wide = wide.loc[wide[["direct", "partial", "indirect"]].sum(axis=1).sort_values().index]
    with style():
        # In one column of print the name stands above a bar that is half as thick.
        usual, thick = (0.4, 0.5) if narrow() else (0.42, 0.68)
        pitch = pitched(usual, len(wide))
        figure, ax = canvas(5.2, 1.35 + pitch * len(wide))
        left = np.zeros(len(wide))
        for voice in STACK:
            share = wide[voice].to_numpy()
            bars = ax.barh(
                wide.index,
                share,
                left=left,
                height=thick,
                color=COLOURS[voice],
                hatch=HATCH[voice],
                edgecolor="white",
                linewidth=0.6,
            )
            for bar, value in zip(bars, share, strict=True):
                if value >= 0.06:
                    ax.annotate(
                        f"{100 * value:.0f}",
                        (bar.get_x() + value / 2, bar.get_y() + thick / 2),
                        ha="center",
                        va="center",
                        color=INK[voice],
                        fontsize=pt(7.5),
                        bbox={"boxstyle": "round,pad=.12", "fc": COLOURS[voice], "ec": "none"},
                    )
            left = left + share
        _whiskers(ax, wide, facts)
        named = zip(shortened(wide.index), wide.index, strict=True)
        name_rows(ax, [sized(name, facts.n_articles[g], lang) for name, g in named], half=36 * pitch * thick + 1)
        ax.set_ylim(-0.6, len(wide) - (0.25 if narrow() else 0.4))
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.set_xlim(0, 1)
        percent(ax.xaxis, lang)
        ax.set_xlabel(name_of("share_of_words", lang))
        # Above the names as well, so that the bars have the whole width.
        figure.legend(
            [ax.containers[i][0] for i in range(len(STACK))],
            [name_of(v, lang) for v in STACK],
            loc="outside upper left",
            ncols=_keys(),
            handlelength=1.1,
            columnspacing=1.0,
            fontsize=pt(7.5),
        )
        headline(figure, title)
        note(ax, name_of("note_voice_bars", lang) if caveat is None else caveat)
        fitted(figure, pitch * len(wide))
    return figure


def _keys() -> int:
    """Return how many keys of voices stand side by side."""
    return 2 if narrow() else 3


def _whiskers(ax: object, wide: pd.DataFrame, facts: pd.DataFrame) -> None:
    """Mark the interval of the attributed share, where there is one, across the edge between attributed and not."""
    for y, group in enumerate(wide.index):
        low, high = facts.attributed_low[group], facts.attributed_high[group]
        if np.isfinite(low):
            ax.plot([low, high], [y, y], color="black", linewidth=1.1, marker="|", markersize=6)  # type: ignore[attr-defined]


def voice_barcodes(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None, most: int = 12) -> Figure:
    """Draw each article as a strip of words coloured by voice, small multiples by group.

    ``frame``: one row per run of words with ``group``, ``article_id``, ``start`` (rank of its first word), ``n``
    (words) and ``voice``.  The first ``most`` articles of each group are drawn, as the frame has them; a strip is
    as long as its article.
    """
    need(frame, ("group", "article_id", "start", "n", "voice"), what="voice_barcodes")
    frame = frame[frame["n"] > 0]
    if frame.empty:
        raise NothingToDraw("voice_barcodes: no run has a word: nothing to draw")
    groups = list(dict.fromkeys(frame["group"]))
    names = shortened(groups, letters(pt(8.5) / 0.85))  # in bold, and as wide as the chart
    strips = [min(most, frame.loc[frame.group == g, "article_id"].nunique()) for g in groups]
    with style():
        thick = 0.13 if narrow() else 0.17
        # Legend, axis and note take an inch and a half whatever is drawn between them.
        height = max(0.7 + thick * sum(n + 2.2 for n in strips), 1.5 + thick * sum(strips))
        ratios = [n + 1 for n in strips]
        figure, axes = canvas(5.2, height, rows=len(groups), sharex=True, squeeze=False, height_ratios=ratios)
        for ax, group, name in zip(axes[:, 0], groups, names, strict=True):
            of_group = frame[frame["group"] == group]
            drawn = list(dict.fromkeys(of_group["article_id"]))[:most]
            for y, article in enumerate(drawn):
                runs = of_group[of_group["article_id"] == article]
                for voice in VOICES:
                    of_voice = runs[runs["voice"] == voice]
                    ax.broken_barh(
                        list(zip(of_voice["start"], of_voice["n"], strict=True)),
                        (y - 0.42, 0.84),
                        facecolors=COLOURS[voice],
                        hatch=HATCH[voice],
                        edgecolor="white",
                        linewidth=0,
                    )
            ax.set_ylim(len(drawn) - 0.4, -0.6)
            ax.set_yticks([])
            ax.spines[["left", "bottom"]].set_visible(False)
            ax.tick_params(axis="x", length=0)
            ax.set_title(name, fontsize=pt(8.5), pad=3)
        axes[-1, 0].set_xlabel(name_of("word_of_article", lang))
        plain(axes[-1, 0].xaxis, lang)
        handles = [_key(voice) for voice in STACK]
        figure.legend(
            handles,
            [name_of(v, lang) for v in STACK],
            loc="outside upper left",
            ncols=_keys(),
            fontsize=pt(7.5),
            handlelength=1.1,
            columnspacing=1.0,
        )
        headline(figure, title)
        note(axes[-1, 0], name_of("note_barcodes", lang))
        fitted(figure, thick * sum(strips))
    return figure


def _key(voice: str) -> Patch:
    return Patch(facecolor=COLOURS[voice], hatch=HATCH[voice], edgecolor="white", linewidth=0)


def spread(
    frame: pd.DataFrame,
    measure: str,
    *,
    by: str = "outlet",
    log: bool = False,
    lang: str = "en",
    title: str | None = None,
    rng: np.random.Generator | None = None,
) -> Figure:
    """Draw every article as a dot, by group, with the quartiles beside: the distribution, never a bar alone.

    ``frame``: one row per article with ``by`` and ``measure``; undefined values are left out and counted in the label.
    ``log`` draws a measure that spans orders of magnitude (a length) on a log scale; it must be above zero.
    """
    need(frame, (by, measure), what="spread", known=(measure,))
    rng = rng or np.random.default_rng(0)
    known = frame[np.isfinite(frame[measure].astype(float)) & frame[by].notna()]
    if log and not (known[measure] > 0).all():
        raise ValueError(f"log=True needs values above zero; {measure} has {(known[measure] <= 0).sum()} that are not")
    order = known.groupby(by)[measure].median().sort_values().index
    with style():
        pitch = pitched(0.5 if narrow() else 0.4, len(order))
        figure, ax = canvas(5.2, 1.0 + pitch * len(order))
        for y, group in enumerate(order):
            values = known.loc[known[by] == group, measure].to_numpy()
            shown = values if len(values) <= 400 else rng.choice(values, 400, replace=False)
            # Few dots must be seen, many must not run together.
            few = float(np.clip(60 / len(shown), 0, 1))
            ax.plot(
                shown,
                y + rng.uniform(-0.24, 0.24, len(shown)),
                "o",
                color="#1d4f8f",
                markersize=2.2 + 1.6 * few,
                alpha=0.4 + 0.4 * few,
                markeredgewidth=0,
            )
            q1, q2, q3 = np.quantile(values, (0.25, 0.5, 0.75))
            ax.plot([q1, q3], [y - 0.36, y - 0.36], color="black", linewidth=1.4)
            ax.plot([q2], [y - 0.36], marker="D", color="black", markersize=4)
        named = zip(shortened(order), order, strict=True)
        name_rows(ax, [sized(name, (known[by] == g).sum(), lang) for name, g in named], half=72 * pitch * 0.27)
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(-0.7, len(order) - (0.35 if narrow() else 0.4))
        if measure.endswith("_share") and known[measure].nunique() == 1:
            # Where all is alike the scale would run below none, and above all there is.
            only = float(known[measure].iloc[0])
            ax.set_xlim(max(only - 0.05, -0.005), min(only + 0.05, 1.005))
        ax.set_xlabel(name_of(f"{measure}_log" if log else measure, lang))
        (percent if measure.endswith("_share") else plain)(ax.xaxis, lang)
        if log:
            decades(ax.xaxis, known[measure], lang)
        ax.grid(axis="x")
        headline(figure, title)
        note(ax, name_of("note_spread", lang))
        fitted(figure, pitch * len(order))
    return figure
