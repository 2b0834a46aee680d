"""All differences of one comparison as one family: corrected together, and shuffled again where luck would decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..multiplicity import benjamini_hochberg, holm
from .differences import p_values
from .estimates import with_notes
from .permutation import MOST, near_alpha
from .selection import Selection

COLUMNS = [
    "measure",
    "a",
    "b",
    "estimate",
    "n_a",
    "n_b",
    "n_events",
    "difference",
    "low",
    "high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p",
    "p_holm",
    "q_bh",
    "cliffs_delta",
    "hedges_g",
    "detectable",
    "note",
]


def with_correction(gaps: list[dict[str, object]]) -> pd.DataFrame:
    """Return the differences as a table, their p values corrected over all of them."""
    frame = with_notes(gaps, COLUMNS)
    frame["p"] = frame["p"].astype(float)
    frame["n_events"] = frame["n_events"].astype(float)
    return _corrected(frame)


def sharper(
    frame: pd.DataFrame,
    chosen: list[Selection],
    estimate: Sequence[str],
    matched: bool,
    alpha: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Shuffle again, as often as ever, where the corrected p value lies so near alpha that luck would decide."""
    of = {one.measure: one for one in chosen}
    frame = frame.copy()
    mask = [near_alpha(p, p_holm, alpha) for p, p_holm in zip(frame["p"], frame["p_holm"], strict=True)]
    near = frame[np.array(mask, dtype=bool)]
    for (measure, a, b), rows in near.groupby(["measure", "a", "b"], sort=False):
        one = of[str(measure)]
        kinds = [kind for kind in estimate if kind in one.pairs(estimate)]
        p = p_values(one, (one.names.index(a), one.names.index(b)), kinds, MOST, rng, matched=matched, thorough=True)
        for index, kind in rows["estimate"].items():
            frame.loc[index, "p"] = p[kinds.index(kind)]
    return _corrected(frame)


def _corrected(frame: pd.DataFrame) -> pd.DataFrame:
    p = frame["p"].to_numpy()
    return frame.assign(p_holm=holm(p), q_bh=benjamini_hochberg(p))
