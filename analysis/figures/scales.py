"""The scales of a chart: numbers as a language writes them, and no scale that makes little look like much."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import LogLocator

from ..lexicons import name_of, number


def percent(axis: Any, lang: str = "en") -> None:
    """Write an axis of shares as percentages, with French spacing where the language asks for it."""
    written = name_of("percent", lang)
    axis.set_major_formatter(lambda value, _: written.format(number(round(100 * value, 4), "g", lang=lang)))


def points(axis: Any, lang: str = "en") -> None:
    """Write an axis of differences of shares in points, without a sign that would call them percent."""
    axis.set_major_formatter(lambda value, _: number(round(100 * value, 4), "g", lang=lang))


def plain(axis: Any, lang: str = "en") -> None:
    """Write an axis of numbers as the language does, 1,000 and not 10³ or 1e+06."""
    axis.set_major_formatter(lambda value, _: number(value, ",.10g", lang=lang))


def decades(axis: Any, values: Any, lang: str = "en") -> None:
    """Make an axis one of orders of magnitude, with as many numbers on it as have room: never none, never too many."""
    known = np.asarray(values, float)
    spanned = float(np.log10(known.max() / known.min()))
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    # Of one value alone a whole decade is shown.
    subs = range(1, 10) if 0 < spanned < 0.7 else (1, 2, 5) if spanned < 1.3 else (1, 3) if spanned < 2.6 else (1,)
    axis.set_major_locator(LogLocator(subs=subs, numticks=5 if spanned > 4 else None))
    axis.set_minor_formatter(lambda *_: "")
    plain(axis, lang)


def unmagnified(axis: Any, values: Any, *, share: bool) -> None:
    """Keep an axis of shares, or of other things that are never below none, from making little look like much.

    ``values``: all that is drawn along it.  It spans 10 points at least, or a quarter of the largest value where that
    is no share, and does not run below none for more than a mark has room.  What is below none is left as it is.
    """
    known = np.asarray(values, float)
    known = known[np.isfinite(known)]
    if not len(known):
        return
    low, high = float(known.min()), float(known.max())
    least = 0.1 if share else 0.25 * high or 1.0
    if low < 0 or high - low >= least:
        return
    start = max(0.0, (low + high - least) / 2)
    if share and high <= 1:
        start = min(start, 1 - least)
    margin = 0.05 * least
    axis.axes.set(**{f"{axis.axis_name}lim": (start - margin, start + least + margin)})
