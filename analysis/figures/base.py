"""What every chart shares: the style, the sheet it is drawn on, what it needs, and the words above and below it."""

from __future__ import annotations

import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from ..lexicons import name_of
from .paper import SIZES, SPARE, chosen, letters, printed, pt

SCRIPTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "Yu Gothic",
    "Malgun Gothic",
    "Nirmala UI",
    "Noto Sans Devanagari",
    "Arial Unicode MS",
)
"""Fonts for scripts the house font does not have; those that are installed lend their letters, and no other."""
GLYPH = re.compile(r"Glyph (\d+) .*missing from font")
"""What matplotlib says of a letter that no font has."""


@contextmanager
def style(width: float | None = None) -> Iterator[None]:
    """Draw in the house style, and leave the user's own settings as they were.

    ``width``: how wide a figure is printed, in millimetres: 85 for one column of a journal, 180 for a page.  Every
    chart drawn within is laid out for it (fewer panels side by side, rows named above them where the column is narrow),
    its letters 6 points or larger there, and ``save`` writes it exactly so wide, at 300 dots an inch::

        with figures.style(width=85):
            figures.save(figures.voice_bars(profile), "voices", data=profile, caption=…, alt=…, folder="for_print")

    Without it a chart is 132 mm wide, for a screen or the whole width of a page.  ``ValueError`` for a width under 60
    or over 300.

    A figure that is saved as PDF or SVG within it keeps its words as words, and its width:
    ``with style(width=85): figure.savefig("a.pdf")``.
    """
    with printed(width), as_file(files(__package__) / "framing.mplstyle") as path, mpl.rc_context(fname=path):
        here = set(fontManager.get_font_names())
        mpl.rcParams["font.family"] = ["sans-serif", *(font for font in SCRIPTS if font in here)]
        settings: Any = mpl.rcParams
        settings.update({size: pt(settings[size]) for size in SIZES})
        if chosen() is not None:
            settings["savefig.dpi"] = 300
            settings["savefig.bbox"] = None  # as wide as asked, and not as what is drawn
        yield


@contextmanager
def measuring() -> Iterator[None]:
    """Lay a chart out before it is shown: letters no font has are told once, by ``save`` or by matplotlib."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=GLYPH.pattern)
        yield


def canvas(
    width: float = 5.2, height: float = 3.4, *, rows: int = 1, columns: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """Return (figure, axes) of a size in inches; drawn without pyplot, so that nothing stays in memory.

    ``axes`` is one Axes, or an array of them when there are several.  Call it within ``style()``: where a width was
    chosen the figure is as wide, and taller than need be, for ``paper.fitted`` to cut.
    """
    wide = chosen()
    figure = Figure(figsize=(width, height) if wide is None else (wide, height + SPARE), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(rows, columns, **options)


class NothingToDraw(ValueError):
    """A frame that would make an empty chart: it has no rows, or none whose value is known."""


def need(
    frame: pd.DataFrame, columns: Iterable[str], *, what: str, once: Sequence[str] = (), known: Sequence[str] = ()
) -> None:
    """Raise ``ValueError`` when a frame lacks columns, or rows, that a chart needs, naming them.

    So for more than one row of the same values in the columns ``once``, of which a chart has room for one.
    ``NothingToDraw``, a ``ValueError``, where there is no row, or none in which the columns ``known`` are finite
    numbers.  ``TypeError`` for what is no frame at all.
    """
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{what} takes a DataFrame with the columns {', '.join(columns)}, not {type(frame).__name__}")
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise ValueError(f"{what} needs the columns {', '.join(missing)}; the frame has {', '.join(map(str, frame))}")
    if frame.empty:
        raise NothingToDraw(f"{what} was given an empty frame: nothing to draw")
    if known and not np.isfinite(frame[list(known)].to_numpy(float)).all(axis=1).any():
        raise NothingToDraw(f"{what}: {' or '.join(known)} is undefined in every row: nothing to draw")
    if once and (twice := frame.duplicated(list(once))).any():
        cell = ", ".join(f"{column}={frame.loc[twice, column].iloc[0]!r}" for column in once)
        raise ValueError(f"{what} draws one row for each {' and '.join(once)}; there are several with {cell}")


def unruled(ax: Axes) -> None:
    """Leave rows their names alone, without ticks or a line; lines of the scale lead from one to another."""
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def headline(figure: Figure, title: str | None) -> None:
    """Write a finding above a chart, where one is given: above its legend too, and no wider than the chart."""
    if not title:
        return
    size = pt(9.5)
    # At 9.5 points in bold some 12 letters fit into an inch.
    title = textwrap.fill(title, round(12 * 9.5 / size * figure.get_figwidth()))
    if figure.legends:
        legend = figure.legends[0]
        legend.set_title(title, prop=FontProperties(size=size, weight="bold"))
        legend.set_alignment("left")
    else:
        figure.suptitle(title, x=0.01, ha="left", fontsize=size, fontweight="bold")


def note(ax: Axes, text: str) -> None:
    """Write under a chart what it cannot show."""
    figure = ax.figure.figure
    assert figure is not None
    text = re.sub(r" (?=[%:;!?»])|(?<=«) ", "\u202f", text)  # a line never begins with such a sign, as French has them
    # A longer line would widen the picture and shrink the chart.
    most = letters(pt(7), figure.get_figwidth())
    rows = -(-len(text) // most)
    lines = textwrap.fill(text, min(most, len(text) // max(1, rows) + 12))
    figure.supxlabel(lines, x=0.01, ha="left", fontsize=pt(7), color="#555555", linespacing=1.3)


def blank(ax: Axes, values: Any, lang: str = "en") -> None:
    """Write into a panel of several that it has no value, where that is so: an empty one looks like a mistake."""
    if not np.isfinite(np.asarray(values, float)).any():
        ax.text(0.5, 0.5, name_of("no_value", lang), transform=ax.transAxes, ha="center", va="center", fontsize=pt(7))
