"""Charts that compare outlets: the same story told by each, their places side by side, and the choices made."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from ..lexicons import name_of, number
from .base import canvas, headline, measuring, need, note, style
from .names import beside, lines, shortened, sized
from .paper import chosen, fitted, inches, letters, narrow, pt
from .scales import decades, percent, plain, points, unmagnified

STEPS = 12
"""Points along an interval that a name keeps away from: about one a letter's width."""
CORNERS = ((1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a name may stand: right or left of its point, above or below it."""
RINGS = tuple(
    (reach * float(np.cos(turn)), reach * float(np.sin(turn)))
    for reach in (5, 8, 12, 17, 23, 30, 38)
    for turn in np.pi * np.arange(1, 17, 2) / 8
)
"""Where a number may stand, in points from its own: on rings around it, beside the lines of its cross."""
FEW = 6
"""More groups than this stand side by side with slanted names."""
REACHES = (3, 7, 11, 16, 22)
"""How far above or below, in points: no further than a reader still sees whose name it is."""


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
    with style():
        few = _few()
        # Slanted names hang an inch below the plane.
        figure, ax = canvas(min(max(5.2, 0.9 + 0.5 * len(groups)), 14), 3.3 if len(groups) <= few else 4.2)
        x = np.arange(len(groups))
        ax.plot(x, wide.to_numpy().T, color="#9a9a9a", linewidth=0.6, alpha=0.45)
        mean = wide.mean().to_numpy()
        ax.plot(x, mean, "-o", color="#0072B2", linewidth=2.2, markersize=6)
        scale, written = (100, name_of("percent", lang)) if measure.endswith("_share") else (1, "{}")
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
            top = 1.005 if measure.endswith("_share") else np.inf
            ax.set_ylim(max(told[0] - 0.05, -0.005), min(told[0] + 0.05, top))
        ax.set_ylabel(textwrap.fill(name_of(measure, lang), 28))
        if measure.endswith("_share"):
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
    beside = numbered and not narrow()
    figure, ax = canvas(5.2, max(3.8, 0.7 + 0.145 * len(frame)) if beside else 3.8)
    for axis, line in ((x, ax.hlines), (y, ax.vlines)):
        if {f"{axis}_low", f"{axis}_high"} <= set(frame):
            line(frame[y if axis == x else x], frame[f"{axis}_low"], frame[f"{axis}_high"], color="#9bbbd9", lw=1.2)
    sure = _has_interval(frame, x, y)
    for rows, face in ((frame[sure], "#1d4f8f"), (frame[~sure], "white")):
        if len(rows):
            ax.plot(rows[x], rows[y], "o", color="#1d4f8f", markerfacecolor=face, markersize=5)
    texts = [str(k) for k in range(1, len(names) + 1)] if numbered else names
    written = [_named(ax, a, b, text, numbered) for a, b, text in zip(frame[x], frame[y], texts, strict=True)]
    for key, axis, label in ((x, ax.xaxis, ax.set_xlabel), (y, ax.yaxis, ax.set_ylabel)):
        label(said[key])
        if key.endswith("_share"):
            percent(axis, lang)
    ax.margins(0.12)
    for key, axis in ((x, ax.xaxis), (y, ax.yaxis)):
        unmagnified(
            axis, frame[[c for c in (key, f"{key}_low", f"{key}_high") if c in frame]], share=key.endswith("_share")
        )
    ax.grid()
    headline(figure, title)
    if numbered:
        _list_beside(figure, [f"{k}  {name}" for k, name in zip(texts, names, strict=True)])
    note(ax, name_of("note_places", lang))
    fitted(figure, max(2.6, 0.13 * len(frame)) if beside else 0.75 * min(inches(), 4))
    with measuring():
        figure.draw_without_rendering()
        offsets = RINGS if numbered else [(3 * right, up * reach) for reach in REACHES for right, up in CORNERS]
        return figure, _keep_apart(ax, written, ax.transData.transform(_along(frame, x, y)), offsets)


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


def _keep_apart(
    ax: Axes, names: Sequence[Annotation], drawn: npt.NDArray[np.float64], offsets: Sequence[tuple[float, float]]
) -> bool:
    """Move each name to where it covers least of lines and other names; return whether all have room.

    ``drawn``: points (k, 2) along what is drawn, in pixels.  ``offsets``: where a name may stand, in points from its
    own, the nearest first.
    """
    taken: list[Bbox] = []
    apart = True
    for name in names:
        options: list[tuple[int, int, int, tuple[float, float], Bbox]] = []
        for offset in offsets:
            _move(name, offset)
            # Of the name alone: an annotation's own extent would reach to its point.
            box = Text.get_window_extent(name).padded(2)
            out = not (ax.bbox.contains(box.x0, box.y0) and ax.bbox.contains(box.x1, box.y1))
            over = sum(map(box.overlaps, taken)) + out
            options.append((int(box.count_contains(drawn)) + STEPS * over, len(options), over, offset, box))
        _, _, over, where, box = min(options, key=lambda option: option[:2])
        _move(name, where)
        taken.append(box)
        apart = apart and not over
    return apart


def _move(name: Annotation, offset: tuple[float, float]) -> None:
    right, up = offset
    name.set_position(offset)
    name.set(ha="left" if right > 1 else "right" if right < -1 else "center")
    name.set(va="bottom" if up > 1 else "top" if up < -1 else "center")


def _along(frame: pd.DataFrame, x: str, y: str) -> npt.NDArray[np.float64]:
    """Return points (k, 2) along each interval: names that keep away from all of them print over no line."""
    centre = frame[[x, y]].to_numpy(float)
    found = [centre]
    for k, axis in enumerate((x, y)):
        if {f"{axis}_low", f"{axis}_high"} <= set(frame):
            moved = np.repeat(centre[None], STEPS, axis=0)
            moved[:, :, k] = np.linspace(frame[f"{axis}_low"], frame[f"{axis}_high"], STEPS)
            found.append(moved.reshape(-1, 2))
    every: npt.NDArray[np.float64] = np.concatenate(found)
    known: npt.NDArray[np.float64] = every[np.isfinite(every).all(axis=1)]
    return known


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
            (kept[kept["log_odds"] >= 0], "#0072B2", "o"),
            (kept[kept["log_odds"] < 0], "#D55E00", "s"),
        ):
            ax.plot(side["n"], side["log_odds"], marker, color=colour, markersize=3, markeredgewidth=0)
        decades(ax.xaxis, frame["n"], lang)
        ax.axhline(0, color="black", linewidth=0.8)
        ax.set_xlabel(name_of("uses", lang))
        sides = shortened((left, right), 18)
        ax.set_ylabel(f"← {sides[0]}    {name_of('log_odds', lang)}    {sides[1]} →")
        ax.grid()
        if len(kept):
            # A word that one side never uses has log-odds as low as its prior is weak; the axis follows the others.
            ax.set_ylim(min(-1.0, kept["log_odds"].min() - 0.6), max(1.0, kept["log_odds"].max() + 0.6))
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

    figure = ax.get_figure(root=True)
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


def _named(ax: Axes, x: float, y: float, name: object, led: bool = False) -> Annotation:
    """Write a name beside a point, on white that keeps it legible over lines; ``led``: with a line to it."""
    line = {"arrowstyle": "-", "color": "#777777", "lw": 0.4, "shrinkA": 0, "shrinkB": 1} if led else None
    written = ax.annotate(
        str(name), (x, y), xytext=(0, 0), textcoords="offset points", fontsize=pt(7 if led else 8), arrowprops=line,
        bbox={"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none", "alpha": 0.7},
    )  # fmt: skip
    # A name that is moved must not move the axes under the others.
    written.set_in_layout(False)
    return written
