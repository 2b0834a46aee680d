"""Names beside points: each moved to where it covers least of the lines and of the other names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from .paper import pt

STEPS = 12
"""Points along an interval that a name keeps away from: about one a letter's width."""
CORNERS = tuple(
    (3 * right, up * reach) for reach in (3, 7, 11, 16, 22) for right, up in ((1, 1), (-1, 1), (1, -1), (-1, -1))
)
"""Where a name may stand, in points from its own: right or left, above or below, as near as whose it is can be seen."""
RINGS = tuple(
    (reach * float(np.cos(turn)), reach * float(np.sin(turn)))
    for reach in (5, 8, 12, 17, 23, 30, 38)
    for turn in np.pi * np.arange(1, 17, 2) / 8
)
"""Where a number may stand, in points from its own: on rings around it, beside the lines of its cross."""


def named(ax: Axes, x: float, y: float, name: object, led: bool = False) -> Annotation:
    """Write a name beside a point, on white that keeps it legible over lines; ``led``: with a line to it."""
    line = {"arrowstyle": "-", "color": "#777777", "lw": 0.4, "shrinkA": 0, "shrinkB": 1} if led else None
    written = ax.annotate(
        str(name), (x, y), xytext=(0, 0), textcoords="offset points", fontsize=pt(7 if led else 8), arrowprops=line,
        bbox={"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none", "alpha": 0.7},
    )  # fmt: skip
    # A name that is moved must not move the axes under the others.
    written.set_in_layout(False)
    return written


def keep_apart(
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


def along(frame: pd.DataFrame, x: str, y: str) -> npt.NDArray[np.float64]:
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
