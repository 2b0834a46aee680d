"""The width a chart is printed at: how large its letters are there, where its rows are named, how tall it gets."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

USUAL = 5.2
"""Inches (132 mm): the width of a chart on a page of its own or on a screen."""
NARROWEST, WIDEST = 60.0, 300.0
"""Millimetres: below, no name stands beside a number in letters that can be read; above, no page is as wide."""
NARROW = 4.2
"""Inches below which rows are named above them, and not beside: a column of a journal has 3.3 (85 mm)."""
LEAST = 6.0
"""Points: no letter of a chart drawn for a width is smaller in print."""
PAGE = 9.0
"""Inches: what a page has room for in height."""
SPARE = 4.0
"""Inches of height to lay a chart out in, before it is cut to what it needs."""
SIZES = (
    "font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize",
)  # fmt: skip
"""The sizes of letters in ``framing.mplstyle``."""
_width: ContextVar[float | None] = ContextVar("width", default=None)


@contextmanager
def printed(width: float | None) -> Iterator[None]:
    """Draw for a width in millimetres; None leaves what is in force.  ``ValueError`` for one that nobody prints."""
    if width is not None and not NARROWEST <= width <= WIDEST:
        raise ValueError(
            f"width={width!r} is not a width in millimetres between {NARROWEST:.0f} and {WIDEST:.0f}; one column of a "
            "journal is 85 or so, a page 180"
        )
    before = _width.set(_width.get() if width is None else float(width))
    try:
        yield
    finally:
        _width.reset(before)


def chosen() -> float | None:
    """Return the width in inches that charts are drawn for; None where nobody chose one."""
    width = _width.get()
    return None if width is None else width / 25.4


def inches() -> float:
    """Return how wide a chart is drawn, in inches."""
    return chosen() or USUAL


def narrow() -> bool:
    """Return whether charts are drawn for one column of print."""
    return inches() < NARROW


def pt(size: float) -> float:
    """Return the size of letters in points: as in the usual chart, smaller in one column, never below ``LEAST``.

    >>> pt(5.5)
    5.5
    >>> with printed(85):
    ...     pt(8.5), pt(5.5)
    (7.2, 6.0)
    """
    if chosen() is None:
        return size
    return max(LEAST, round(0.85 * size, 1) if narrow() else size)


def letters(size: float, room: float | None = None) -> int:
    """Return how many letters of a size fit into a line of ``room`` inches (None: the chart's width).

    >>> letters(7)
    94
    """
    # At 7 points some 18 letters fit into an inch.
    return max(6, round(18 * 7 / size * (inches() if room is None else room)))


def pitched(usual: float, rows: int, *, around: float = 1.5, least: float = 0.25) -> float:
    """Return the inches between two rows: the usual ones, or fewer where a chart would be higher than a page.

    ``around``: inches that a chart takes above and below its rows; ``least``: closer they cannot be read.

    >>> pitched(0.4, 7), pitched(0.4, 30), pitched(0.4, 100)
    (0.4, 0.25, 0.25)
    """
    return usual if around + usual * rows <= PAGE else max(least, (PAGE - around) / rows)


def name_rows(ax: Axes, names: Sequence[str], *, half: float = 4.0, beside: Sequence[str] = ()) -> None:
    """Name the rows of a chart: at their left, or in one column of print above them, from edge to edge.

    ``half``: points between the middle of a row and its name above.  ``beside`` is written at the other end of the
    line of the name, and only there.
    """
    if not narrow():
        ax.set_yticks(range(len(names)), names)
        return
    ax.set_yticks(range(len(names)), [""] * len(names))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    # A long name runs on over the panel at its right, which is empty there.
    ax.patch.set_visible(False)
    ax.set_zorder(2)
    for side, texts, size, colour in (("left", names, 8.0, "#222222"), ("right", beside, 7.0, "#555555")):
        for y, text in enumerate(texts):
            written = ax.annotate(
                text, (float(side == "right"), y), xycoords=("axes fraction", "data"), xytext=(0, half), va="bottom",
                textcoords="offset points", ha=side, fontsize=pt(size), color=colour, linespacing=1.0,
                bbox={"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8}, zorder=2.1,
            )  # fmt: skip
            # It has a place of its own, and must not make the plane narrower.
            written.set_in_layout(False)


def fitted(figure: Figure, tall: float) -> None:
    """Cut a chart drawn for a width to the height it needs: ``tall`` inches for its planes, one above the other."""
    if chosen() is None:
        return
    for _ in range(2):  # what stands around the planes changes little with the height, but it does
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph (\d+) .*missing from font")
            figure.draw_without_rendering()
        tops: dict[int, float] = {}
        for ax in figure.axes:
            spec = ax.get_subplotspec()
            if ax.get_visible() and spec is not None:
                tops.setdefault(spec.rowspan.start, ax.get_position(original=True).height)
        has = float(np.sum(list(tops.values()))) * figure.get_figheight()
        figure.set_figheight(figure.get_figheight() + tall - has)
