"""Charts of measures over time: small panels on the calendar, with intervals and the articles behind them."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from ..lexicons import name_of, number
from ..periods import period_name
from .base import blank, canvas, headline, need, note, style
from .dots import BLUE
from .names import beside, row_name, shortened
from .paper import LEAST, USUAL, fitted, inches, letters, narrow, pt
from .scales import percent, plain

#: Periods of the calendar as they are written, and the number of each.
_COUNTED: tuple[tuple[re.Pattern[str], Callable[..., int]], ...] = (
    (re.compile(r"(\d{4})"), lambda year: year),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda year, quarter: 4 * year + quarter),
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), lambda year, month: 12 * year + month),
    (re.compile(r"(\d{4})-W(\d\d)"), lambda year, week: dt.date.fromisocalendar(year, week, 1).toordinal() // 7),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda year, month, day: dt.date(year, month, day).toordinal()),
)


def stacked_time(
    frame: pd.DataFrame,
    *,
    share: bool | None = None,
    together: bool = False,
    lang: str = "en",
    title: str | None = None,
    ylabel: str = "",
) -> Figure:
    """Draw a measure over time, one small panel a series, each on a scale of its own that begins at zero.

    ``frame``: one row per (``series``, ``period``) with ``value``, ``low``, ``high`` (NaN: too few) and ``n_articles``.
    Periods (days to years, as ``periods.with_period`` writes them) stand where the calendar has them, and a line breaks
    where one is missing.  ``share``: in percent; None: series whose name ends in ``_share`` or ``_rate`` are.
    ``together``: the series are groups, on one scale, and articles are counted in each panel's title; otherwise the
    last panel shows how many articles each period has.
    """
    columns = ("series", "period", "value", "low", "high", "n_articles")
    need(frame, columns, what="stacked_time", once=columns[:2], known=("value",))
    series, periods = list(dict.fromkeys(frame["series"])), sorted(set(frame["period"]))
    place = _calendar([str(period) for period in periods])
    with style():
        panels = len(series) + (not together)
        across = _across(len(series), panels)
        down = -(-panels // across)
        figure, axes = canvas(5.2, 0.9 + 1.15 * down, rows=down, columns=across, squeeze=False, sharey=together)
        for ax, name, cut in zip(axes.flat, series, shortened(series, 20), strict=False):
            of_series = frame[frame["series"] == name].sort_values("period")
            at = of_series["period"].astype(str).map(place).to_numpy()
            steps = np.arange(max(place.values()) + 1)
            low, high, value = (of_series.set_index(at)[c].reindex(steps) for c in ("low", "high", "value"))
            ax.fill_between(steps, low, high, color=BLUE, alpha=0.2, linewidth=0)
            # A band needs two neighbours; the interval of a period that has none is a line.
            alone = low.notna() & low.shift(1).isna() & low.shift(-1).isna()
            ax.vlines(steps[alone], low[alone], high[alone], color=BLUE, alpha=0.35, linewidth=3)
            ax.plot(steps, value, "-", color=BLUE, linewidth=1.2)
            faces = np.where(low.notna(), BLUE, "white")
            ax.scatter(steps, value, s=9, c=faces, edgecolors=BLUE, linewidths=1, zorder=3, clip_on=False)
            n = of_series["n_articles"].sum()
            _through(ax, place, beside(cut, n, lang) if together else row_name(name, lang), lang)
            written = str(name).endswith(("_share", "_rate")) if share is None else share
            (percent if written else plain)(ax.yaxis, lang)
            if not together and not (of_series[["value", "high"]].max(axis=None) > 0):
                ax.set_ylim(0, 0.1 if written else 1)  # of nothing, hundredths are not worth a scale
            blank(ax, value, lang)
        if together:
            axes[0, 0].set_ylim(0, 1.05 * float(np.nanmax(frame[["value", "high"]].to_numpy(float))) or 1.0)
        else:
            counts = frame.groupby("period")["n_articles"].max().reindex(periods)
            _numbers(axes.flat[len(series)], place, counts, lang)
        for ax in axes.flat[len(series) + (not together) :]:
            ax.set_visible(False)
        # A label that is longer than the panels beside it would run into the note below.
        label = figure.supylabel(textwrap.fill(ylabel, max(16, letters(pt(8), 1.0 * down))), fontsize=pt(8))
        headline(figure, title)
        note(axes[-1, 0], name_of("note_time_groups" if together else "note_time", lang))
        fitted(figure, (0.62 if narrow() else 0.75) * down)
        if ylabel:
            _beside_panels(figure, label)
    return figure


def _beside_panels(figure: Figure, label: Text) -> None:
    """Put the label of all panels at the middle of them: that of the picture is lower, where a note is long."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph (\d+) .*missing from font")
        figure.draw_without_rendering()
    boxes = [box for ax in figure.axes if ax.get_visible() and (box := ax.get_tightbbox()) is not None]
    middle = (min(box.y0 for box in boxes) + max(box.y1 for box in boxes)) / 2
    label.set_y(middle / figure.bbox.height)


def _across(series: int, panels: int) -> int:
    """Return how many panels stand side by side: two in one column of print, more on a page, with few places empty."""
    usual = 3 if series > 4 else 2
    fit = max(2, round(usual * inches() / USUAL))
    return min((fit, fit - 1), key=lambda n: -panels % n) if fit > usual else fit


def _calendar(periods: Sequence[str]) -> dict[str, int]:
    """Return where each period stands: those of the calendar as many steps apart as it has, others in a row.

    >>> _calendar(["2031-11", "2032-02"]), _calendar(["2031", "2033"]), _calendar(["before", "since"])
    ({'2031-11': 0, '2032-02': 3}, {'2031': 0, '2033': 2}, {'before': 0, 'since': 1})
    >>> _calendar(["2031-W52", "2032-W02"]), _calendar(["2031-Q4", "2032-Q1"]), _calendar(["2031-02-28", "2031-03-02"])
    ({'2031-W52': 0, '2032-W02': 2}, {'2031-Q4': 0, '2032-Q1': 1}, {'2031-02-28': 0, '2031-03-02': 2})
    """
    for pattern, count in _COUNTED:
        parts = [pattern.fullmatch(period) for period in periods]
        if all(parts):
            counted = [count(*map(int, part.groups())) for part in parts if part is not None]
            return {period: n - counted[0] for period, n in zip(periods, counted, strict=True)}
    return {period: n for n, period in enumerate(periods)}


def _through(ax: Axes, place: Mapping[str, int], title: str, lang: str) -> None:
    """Give a small panel its title and a time axis that names its ends."""
    ax.set_title(textwrap.fill(title, 24), fontsize=pt(8), fontweight="normal", loc="left", pad=3)
    ax.set_ylim(bottom=0)
    ax.locator_params(axis="y", nbins=4)
    ax.grid(axis="y")
    first, last = min(place, key=place.__getitem__), max(place, key=place.__getitem__)
    ends = {place[period]: period_name(period, lang) for period in (first, last)}
    ax.set_xticks(list(ends), list(ends.values()), fontsize=pt(7))
    ax.set_xlim(-0.5, max(1, place[last]) + 0.5)
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    if place[last] > 2:  # else they have room under their own
        for text, side in zip(ax.get_xticklabels(), sides, strict=False):
            text.set_horizontalalignment(side)


def _numbers(ax: Axes, place: Mapping[str, int], counts: pd.Series[int], lang: str) -> None:
    """Draw how many articles each period has, as bars with their number where there is room for it."""
    steps = [place[str(period)] for period in counts.index]
    ax.bar(steps, counts, color="#c9c9c9", width=0.8)
    # Of a panel a third goes to its scale; two numbers beside each other need a line each.
    room = 0.68 * inches() / _columns(ax) * 72 / pt(LEAST)
    if max(steps) < room:
        for x, n in zip(steps, counts, strict=True):
            ax.text(x, n, f" {number(n, ',.0f', lang=lang)}", rotation=90, ha="center", va="bottom", fontsize=pt(LEAST))
    ax.margins(y=0.3)
    _through(ax, place, name_of("articles", lang), lang)
    locator = ax.yaxis.get_major_locator()
    assert isinstance(locator, MaxNLocator)
    locator.set_params(integer=True)
    plain(ax.yaxis, lang)


def _columns(ax: Axes) -> int:
    spec = ax.get_subplotspec()
    return 1 if spec is None else spec.get_gridspec().ncols
