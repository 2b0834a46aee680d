"""Charts of who is heard: kinds of sources, how they are introduced, and which speakers each outlet gives room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..lexicons import labels, name_of, number
from .base import NothingToDraw, canvas, headline, need, note, style
from .names import beside, lines, row_name, shortened, sized
from .paper import PAGE, fitted, inches, name_rows, narrow, pitched, pt

STANCE_ORDER = ("doubt", "evidential", "neutral", "assertive", "factive")
STANCE_COLOURS = {
    "doubt": "#b35806",
    "evidential": "#f1c27d",
    "neutral": "#e6e6e6",
    "assertive": "#92b6da",
    "factive": "#2c5a94",
}
ROOM = 0.05
"""The least share whose number fits into its part of a bar."""
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
    given.  Shading repeats the number; it is legible in grey and to readers of any colour vision.  A shade says nothing
    of how many cases a cell rests on: for rare things there is ``share_dots``.
    """
    need(frame, (row, column, value), what="share_table", once=(row, column))
    rows, columns = list(dict.fromkeys(frame[row])), list(dict.fromkeys(frame[column]))
    wide = frame.pivot(index=row, columns=column, values=value).reindex(index=rows, columns=columns)
    totals = frame.groupby(row, sort=False)[n].first() if n and n in frame else None
    with style():
        named = [name_of(c, lang) for c in columns]
        named_rows, tall = _left(rows, totals, lang)
        pitch = pitched(max(0.29, 0.06 + 0.105 * tall), len(rows), least=0.14)
        figure, ax = canvas(5.2, 1.35 + pitch * len(rows))
        _cells(ax, wide, lang)
        # Steep enough that names of narrow columns do not touch.
        steep = 60 if narrow() else 40
        ax.set_xticks(range(len(columns)), named, rotation=steep, ha="left", rotation_mode="anchor")
        ax.xaxis.tick_top()
        ax.set_yticks(range(len(rows)), named_rows)
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        headline(figure, title)
        note(ax, caveat or name_of("note_share_table", lang))
        fitted(figure, pitch * len(rows))
    return figure


def _left(rows: Sequence[Any], totals: pd.Series[float] | None, lang: str) -> tuple[list[str], int]:
    """Return the names of a table's rows, with what each is made of, and on how many lines they stand at most."""
    # In one column of print a name stands on several lines, unless a page has no room for that many.
    tight = narrow() and 0.38 * len(rows) > PAGE
    names = shortened((row_name(r, lang) for r in rows), 16 if tight else 27)
    if totals is not None:
        write = beside if tight else sized
        names = [write(name, totals[r], lang) for name, r in zip(names, rows, strict=True)]
    if narrow() and not tight:
        names = [lines(name.replace("n = ", "n\u00a0=\u00a0"), 18) for name in names]
    return names, 1 + max(name.count("\n") for name in names)


def _cells(ax: Axes, wide: pd.DataFrame, lang: str) -> None:
    """Shade and write the cells of a table."""
    cells = wide.to_numpy(float)
    shaded = np.ma.masked_invalid(cells)
    # Below ten percent, whole numbers would make unlike cells look alike.
    top = float(shaded.max()) if shaded.count() and shaded.max() > 0 else 1.0
    digits = ".1f" if shaded.count() and shaded.max() < 0.1 else ".0f"
    ax.imshow(shaded, cmap="Blues", vmin=0, vmax=top * 1.25, aspect="auto")
    for y, x in np.ndindex(*cells.shape):
        if np.isfinite(cells[y, x]):
            ink = "white" if cells[y, x] > 0.72 * top else "#1a1a1a"
            written = _in_percent(float(cells[y, x]), digits, lang)
            ax.text(x, y, written, ha="center", va="center", fontsize=pt(7.5), color=ink)
        else:
            ax.text(x, y, "–", ha="center", va="center", fontsize=pt(7.5), color="#777777")


def _in_percent(share: float, digits: str, lang: str) -> str:
    """Write a share of a table: what is little is not written as none, nor nearly all as all.

    >>> [_in_percent(share, ".0f", "en") for share in (0, 0.002, 0.25, 0.998, 1)]
    ['0', '<1', '25', '>99', '100']
    """
    least = 1.0 if digits == ".0f" else 0.1
    shown = float(format(100 * share, digits))
    if share > 0 and shown == 0:
        return f"<{number(least, digits, lang=lang)}"
    if share < 1 and shown == 100:
        return f">{number(100 - least, digits, lang=lang)}"
    return number(100 * share, digits, lang=lang)


def stance_bars(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None) -> Figure:
    """Draw how sources are introduced as diverging bars around the middle of *neutral*.

    Left of it lie doubt and evidential, right of it assertive and factive; a part too narrow for its number at either
    end has it outside.

    ``frame``: one row per (``group``, ``stance``) with ``share`` of the classed attributions, ``n`` (classed) and
    ``unclassed_share``, which is printed and not drawn.
    """
    need(frame, ("group", "stance", "share", "n", "unclassed_share"), what="stance_bars", once=("group", "stance"))
    if not frame["share"].sum() > 0:
        raise NothingToDraw("stance_bars: no attribution is classed: nothing to draw")
    wide = frame.pivot(index="group", columns="stance", values="share").reindex(columns=list(STANCE_ORDER)).fillna(0.0)
    wide = wide.reindex(list(dict.fromkeys(frame["group"])))[::-1]
    facts = frame.drop_duplicates("group").set_index("group")
    with style():
        usual, thick = (0.4, 0.5) if narrow() else (0.36, 0.7)
        pitch = pitched(usual, len(wide))
        figure, ax = canvas(5.2, 1.3 + pitch * len(wide))
        left = -(wide["doubt"] + wide["evidential"] + wide["neutral"] / 2).to_numpy()
        for stance in STANCE_ORDER:
            share = wide[stance].to_numpy()
            ax.barh(
                range(len(wide)),
                share,
                left=left,
                height=thick,
                color=STANCE_COLOURS[stance],
                edgecolor="white",
                linewidth=0.5,
                label=name_of(stance, lang),
            )
            for y, (x, width) in enumerate(zip(left, share, strict=True)):
                if width >= _room():
                    ax.text(
                        x + width / 2,
                        y,
                        f"{100 * width:.0f}",
                        ha="center",
                        va="center",
                        fontsize=pt(7),
                        color=STANCE_INK.get(stance, "#1a1a1a"),
                    )
            left = left + share
        _ends(ax, wide, left, lang)
        ax.set_ylim(-0.6, len(wide) - (0.25 if narrow() else 0.4))
        # Behind the bars: it holds them together and crosses no number.
        ax.axvline(0, color="#666666", linewidth=0.6, zorder=0)
        known = facts["unclassed_share"].notna()
        unclassed = [number(facts.unclassed_share[g], ".0%", lang=lang) if known[g] else "–" for g in wide.index]
        names = shortened(row_name(g, lang) for g in wide.index)
        named = [sized(name, facts.n[g], lang)[:-1] for name, g in zip(names, wide.index, strict=True)]
        told = [f"{a}{labels(lang)['semicolon']} +{b})" for a, b in zip(named, unclassed, strict=True)]
        name_rows(ax, told, half=36 * pitch * thick + 1)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        figure.legend(
            loc="outside upper left", ncols=3 if narrow() else 5, handlelength=1.0, columnspacing=0.9, fontsize=pt(7.5)
        )
        headline(figure, title)
        note(ax, name_of("note_stance", lang))
        fitted(figure, pitch * len(wide))
    return figure


def _room() -> float:
    """Return the least share whose number fits into its part of a bar."""
    return ROOM if not narrow() else 1.2 * ROOM


def _ends(ax: Axes, wide: pd.DataFrame, right: npt.NDArray[np.float64], lang: str) -> None:
    """Write the first and the last part of each bar outside it where it is too narrow for its number."""
    first, last = STANCE_ORDER[0], STANCE_ORDER[-1]
    left = right - wide.sum(axis=1).to_numpy()
    # A bar of nothing has no ends.
    drawn = wide.sum(axis=1).to_numpy() > 0
    for stance, at, side, gap in ((first, left, "right", -0.012), (last, right, "left", 0.012)):
        for y, (x, share) in enumerate(zip(at, wide[stance], strict=True)):
            if share < _room() and drawn[y]:
                written = _in_percent(float(share), ".1f", lang)
                ax.text(x + gap, y, written, ha=side, va="center", fontsize=pt(7), color=STANCE_COLOURS[stance])
    # Room for what stands outside, so that it crosses no name.
    ax.set_xlim(min(left) - 0.13, max(right) + 0.13)


def speaker_dots(frame: pd.DataFrame, *, lang: str = "en", title: str | None = None) -> Figure:
    """Draw speakers against outlets as a dot matrix: the area of a dot is the share of the outlet's attributed words.

    ``frame``: one row per (``speaker``, ``group``) with ``share``, ``n`` (attributions) and, where known,
    ``n_attributed``: the words of which it is the share, written beside the name of the outlet.
    """
    columns = ("speaker", "group", "share", "n")
    need(frame, columns, what="speaker_dots", once=columns[:2], known=("share",))
    frame = frame.dropna(subset=["share"])
    speakers, groups = list(dict.fromkeys(frame["speaker"])), list(dict.fromkeys(frame["group"]))
    with style():
        names = shortened(groups, 20 if narrow() else 27)
        if "n_attributed" in frame:
            words = frame.groupby("group")["n_attributed"].max()
            names = [beside(name, words[g], lang) for name, g in zip(names, groups, strict=True)]
        # In one column of print the number stands below its dot, and the dots are smaller.
        pitch, most, at = (0.33, 110.0, (0, -9)) if narrow() else (0.25, 260.0, (11, 0))
        cell = (inches() - 1.1) / len(groups) if narrow() else 0.46
        # Where many groups leave no room for numbers, dots stand alone and touch no other.
        most = min(most, (60 * cell) ** 2)
        # Names at the left take two inches, a dot with its number half an inch, the last slanted name what it is long.
        wide = 2.0 + 0.46 * len(groups) + 0.05 * max(0, len(names[-1]) - 10)
        figure, ax = canvas(max(5.2, wide), 1.3 + pitch * len(speakers))
        x = frame["group"].map({g: i for i, g in enumerate(groups)})
        y = frame["speaker"].map({s: i for i, s in enumerate(speakers)})
        size = most * frame["share"] / max(1e-9, frame["share"].max())
        ax.scatter(x, y, s=size, color="#1d4f8f", alpha=0.85, linewidths=0)
        for xi, yi, share in zip(x, y, frame["share"], strict=True) if cell > 0.21 else ():
            ax.annotate(
                _in_percent(float(share), ".1f", lang),
                (xi, yi),
                xytext=at,
                textcoords="offset points",
                va="center",
                ha="center" if narrow() else "left",
                fontsize=pt(6.5),
                color="#555555",
            )
        steep = 28 if not narrow() else 60 if cell > 0.13 else 90
        ax.set_xticks(range(len(groups)), names, rotation=steep, ha="left", rotation_mode="anchor")
        ax.xaxis.tick_top()
        heard = shortened(speakers, 32)
        ax.set_yticks(range(len(speakers)), [lines(name, 14) for name in heard] if narrow() else heard)
        ax.set_xlim(-0.5, len(groups) - (0.5 if narrow() else 0.3))
        ax.set_ylim(len(speakers) - 0.4, -0.6)
        ax.tick_params(length=0)
        ax.grid(axis="y")
        ax.spines[:].set_visible(False)
        headline(figure, title)
        note(ax, name_of("note_speakers_of" if "n_attributed" in frame else "note_speakers", lang))
        fitted(figure, pitch * len(speakers))
    return figure
