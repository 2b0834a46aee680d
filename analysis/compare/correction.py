"""What the shares would be had every article been read by hand, estimated from the few that were.

The extractor reads every article, a person some.  Corrected = λ · predicted(all) + [true − λ · predicted](read): the
difference estimator of survey sampling (Cassel, Särndal and Wretman 1976), known as prediction-powered inference
(Angelopoulos et al. 2023), with the weight λ that makes it most precise (PPI++: Angelopoulos, Duchi and Zrnic 2023).
Its interval holds however the extractor errs, provided the articles read are a random draw.

``method="shared"`` measures the error in every outlet and lets outlets learn from each other (``shrinkage``): narrower
with ten articles each, and it reaches outlets of which nothing was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from ..columns import Ratio
from ..notes import Note, told
from ..ratios import Array, ratio
from .checks import check_estimate, check_level
from .comparing import SEED
from .estimates import with_notes
from .gold import Group, match_gold
from .prediction import LEAST_GOLD, best_weight, own
from .result import notes_told
from .selection import ESTIMATES, Selection, select
from .shrinkage import errors_alike, shared

METHODS = ("own", "shared")
TARGETS = ("corpus", "population")
LEAST_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """Corrected estimates beside the raw ones, their differences between groups, and what to know about them."""

    by: str
    level: float
    method: str
    target: str
    estimates: pd.DataFrame
    differences: pd.DataFrame
    notes: tuple[str, ...] = ()

    def told(self, lang: str = "en") -> Correction:
        """Return the same correction with its notes, and those of its rows, in a language of the suite."""
        notes = tuple(told(note, lang) for note in self.notes)
        return replace(self, notes=notes, estimates=notes_told(self.estimates, lang))

    def _repr_html_(self) -> str:
        from html import escape

        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        tables = {f"Corrected by {escape(self.by)}": self.estimates, "Differences": self.differences}
        number = "{:.4g}".format
        shown = "".join(
            f"<h4>{title}</h4>{frame.to_html(index=False, float_format=number, na_rep='–')}"
            for title, frame in tables.items()
        )
        return f"<div><ul>{notes}</ul>{shown}</div>"


def correct(
    table: pd.DataFrame,
    gold: pd.DataFrame,
    measure: str | Ratio,
    by: str | Sequence[str] = "outlet",
    *,
    method: str = "own",
    target: str = "corpus",
    estimate: Sequence[str] = ESTIMATES,
    tune: bool = True,
    wire: bool = True,
    level: float = 0.95,
    id: str = "id",
    n_draws: int = 4000,
    rng: np.random.Generator | int | None = None,
) -> Correction:
    """Correct the extractor's error in a measure, group by group, from a gold sample drawn at random within group.

    ``gold`` has the column ``id`` and the true counts of whole articles, or of passages with the extractor's own counts
    beside them (``n_direct_predicted`` …), as ``analysis.sampling`` makes it.  ``method="own"`` uses each group's gold
    alone; ``"shared"`` lets groups learn from each other.  Intervals of ``"own"`` are Student's: of annotated articles
    they cover 92%, of made-up ones whose errors are skewed 87% with ten read and 90 with twenty or forty, and 80 to
    86 where the extractor misses all of one article in seven (``bench/levels.py``, read).  ``target="corpus"`` is the
    truth about these very articles, ``"population"`` about the outlet they were drawn from.  ``tune=False`` keeps
    λ = 1.

    Raises ``ValueError`` for unknown settings, ids that do not match, and too little gold to share.

    >>> words = np.full(60, 500)
    >>> true = pd.DataFrame({"id": range(60), "outlet": "A", "n_words": words, "n_direct": np.arange(60) * 4})
    >>> found = correct(true.assign(n_direct=true["n_direct"] - 20), true.iloc[::6], "direct_share").estimates
    >>> found[["raw", "corrected"]].round(3).iloc[0].to_dict()
    {'raw': 0.196, 'corrected': 0.236}
    """
    for name, asked, known in (("method", method, METHODS), ("target", target, TARGETS)):
        if asked not in known:
            raise ValueError(f"{name}={asked!r} is not one of {', '.join(known)}")
    check_level(level)
    if n_draws < LEAST_DRAWS:
        raise ValueError(f"n_draws={n_draws!r} is too few to give a {level:.0%} interval; use at least {LEAST_DRAWS}")
    check_estimate(estimate)
    asked_for = (estimate,) if isinstance(estimate, str) else tuple(estimate)
    rng = np.random.default_rng(SEED if rng is None else rng)
    chosen = select(table, measure, by, event=None, wire=wire)
    sample = match_gold(chosen, table, gold, measure, id)
    chosen.defined(asked_for)
    kinds = [kind for kind in asked_for if kind in sample.truth]
    rows: list[dict[str, object]] = []
    gaps: list[dict[str, object]] = []
    notes: list[str] = []
    for kind in kinds:
        groups = sample.groups(chosen, kind)
        if all(np.array_equal(t, s) for t, s in zip(sample.truth[kind], sample.said[kind], strict=True)):
            notes.append(Note("correct_unread", rows=len(sample.row)))
        if method == "own":
            weight = best_weight(groups, target) if tune else 1.0
            centre, draws = own(groups, weight, target, n_draws, rng)
        else:
            weight, draws = 1.0, shared(groups, target, n_draws, rng)
            centre = draws.mean(axis=0)
            if errors_alike(groups) and any(group.unread for group in groups):
                # Nothing tells how much the next error would differ; an interval would be that of rounding.
                draws = np.full_like(draws, np.nan)
        rows += _estimates(chosen, kind, groups, centre, draws, weight, level)
        gaps += _differences(chosen, kind, centre, draws, level)
    notes = [*chosen.notes, *sample.notes, *dict.fromkeys(notes)]
    if said := gold.attrs.get("note"):
        notes.append(said)
    return Correction(chosen.by, level, method, target, with_notes(rows), pd.DataFrame(gaps), tuple(notes))


def _estimates(
    chosen: Selection, kind: str, groups: Sequence[Group], centre: Array, draws: Array, weight: float, level: float
) -> list[dict[str, object]]:
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    # A share lies in [0, 1]; a rate of counted things is at least 0.
    if chosen.bounded or chosen.counts is not None:
        most = 1.0 if chosen.bounded else np.inf
        centre, low, high = (np.clip(column, 0.0, most) for column in (centre, low, high))
    rows: list[dict[str, object]] = []
    for g, (name, group) in enumerate(zip(chosen.names, groups, strict=True)):
        note = "" if np.isfinite(low[g]) else _without_interval(group.n)
        rows.append(
            {
                "measure": chosen.measure,
                "estimate": kind,
                "group": name,
                "n_articles": group.size,
                "n_gold": group.n,
                "raw": ratio(*group.every),
                "corrected": float(centre[g]),
                "low": float(low[g]),
                "high": float(high[g]),
                "weight": weight,
                "note": note,
            }
        )
    return rows


def _without_interval(n: int) -> str:
    return Note("correct_few" if n < LEAST_GOLD else "correct_constant", n=n)


def _differences(chosen: Selection, kind: str, centre: Array, draws: Array, level: float) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for a, b in combinations(range(len(chosen.names)), 2):
        low, high = np.quantile(draws[:, a] - draws[:, b], [(1 - level) / 2, (1 + level) / 2])
        names = {"measure": chosen.measure, "estimate": kind, "a": chosen.names[a], "b": chosen.names[b]}
        rows.append(names | {"difference": float(centre[a] - centre[b]), "low": float(low), "high": float(high)})
    return rows
