"""The articles or passages that were read by hand, beside what the extractor said of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..columns import Ratio
from ..counts import n_of
from ..notes import Note
from ..ratios import Array
from .measures import as_ratio, name_of, parts, values
from .selection import Selection

#: Suffix of the columns of a gold table that hold the extractor's counts for the very passage that was read.
PREDICTED = "_predicted"


@dataclass(frozen=True, slots=True)
class Group:
    """One outlet: (numerator, denominator) of what was read by hand, true and predicted, and of all, predicted.

    ``truth`` and ``said`` have one row per unit read (an article, or the passages of one article together), ``every``
    one row per article of the outlet.
    """

    truth: tuple[Array, Array]
    said: tuple[Array, Array]
    every: tuple[Array, Array]

    @property
    def n(self) -> int:
        """How many units were read."""
        return len(self.truth[0])

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self.every[0])

    @property
    def unread(self) -> float:
        """Which part of the outlet was not read, by weight of the denominator, in [0, 1]."""
        return float(np.clip(1 - self.said[1].sum() / self.every[1].sum(), 0.0, 1.0))

    def influences(self) -> tuple[Array, Array]:
        """Return what each unit adds to the true and to the predicted ratio (linearised), both of mean 0."""
        return influence(*self.truth), influence(*self.said)


def influence(numerator: Array, denominator: Array) -> Array:
    """Return the linearised residuals of a ratio of sums; their sd/√n is its standard error."""
    found: Array = (numerator - numerator.sum() / denominator.sum() * denominator) / denominator.mean()
    return found


@dataclass(frozen=True, slots=True)
class GoldSample:
    """The gold beside the selection: row of the article and true and predicted counts of each unit, per estimate."""

    row: npt.NDArray[np.intp]
    truth: dict[str, tuple[Array, Array]]
    said: dict[str, tuple[Array, Array]]
    notes: tuple[str, ...]

    def groups(self, chosen: Selection, kind: str) -> list[Group]:
        """Return every group's articles with what was read of them."""
        y, x = chosen.pairs((kind,))[kind]
        found = []
        for g in range(len(chosen.names)):
            inside, mine = chosen.group == g, chosen.group[self.row] == g
            _, unit = np.unique(self.row[mine], return_inverse=True)
            sums = [
                np.asarray(np.bincount(unit, column[mine]), dtype=np.float64)
                for column in (*self.truth[kind], *self.said[kind])
            ]
            found.append(Group((sums[0], sums[1]), (sums[2], sums[3]), (y[inside], x[inside])))
        return found


def _whole_articles(chosen: Selection, gold: pd.DataFrame, row: npt.NDArray[np.intp], id: str) -> bool:
    """Return whether the passages read are whole articles: one each, as long as the article."""
    words = f"n_words{PREDICTED}"
    if not gold[id].is_unique or words not in gold or (row < 0).all():
        return False
    known = row >= 0
    return bool((gold[words].to_numpy(dtype=float)[known] == chosen.n_words[row[known]]).all())


def match_gold(chosen: Selection, table: pd.DataFrame, gold: pd.DataFrame, measure: str | Ratio, id: str) -> GoldSample:
    """Match a gold table with the selected articles by ``id``.

    A gold row holds the true counts (or the measure).  Rows of passages hold the extractor's counts for the passage in
    columns ending in ``_predicted``; without those a row is a whole article and the table says what was predicted.
    Raises ``ValueError`` when an id repeats where it must not, or nothing matches.
    """
    for name, frame in (("table", table), ("gold", gold)):
        if id not in frame:
            raise ValueError(
                f"id={id!r} is not a column of the {name}; columns are {', '.join(map(str, frame.columns))}"
            )
    ratio = as_ratio(measure)
    if "corrected" in gold and "n_words" not in gold:
        raise ValueError("gold: this is the sheet of a sample; give read_sample(gold)")
    passages = ratio is not None and any(f"{column}{PREDICTED}" in gold for column in ratio.columns)
    value, counts = values(gold, measure), parts(gold, measure)
    ids = pd.Index(chosen.rows[id])
    passages = passages and not _whole_articles(chosen, gold, ids.get_indexer(pd.Index(gold[id])), id)
    for name, index in (("table", ids), ("gold", pd.Index(gold[id]))):
        if not index.is_unique and not (passages and name == "gold"):
            raise ValueError(f"id={id!r} repeats in the {name}: {', '.join(map(str, index[index.duplicated()][:3]))}")
    row = ids.get_indexer(pd.Index(gold[id]))
    keep = (row >= 0) & np.isfinite(value)
    if not keep.any():
        raise ValueError(
            f"gold: none of its {n_of(len(gold), 'row')} is an article of the table; compare their {id!r} columns"
        )
    notes: list[str] = []
    if lost := int((row < 0).sum()):
        notes.append(Note("correct_unmatched", n=lost))
    if unknown := int((~np.isfinite(value) & (row >= 0)).sum()):
        notes.append(Note("correct_undefined", n=unknown, measure=name_of(measure)))
    row, ones = row[keep], np.ones(int(keep.sum()))
    truth: dict[str, tuple[Array, Array]] = {}
    said: dict[str, tuple[Array, Array]] = {}
    if passages:
        stripped = {f"{column}{PREDICTED}": column for column in ratio.columns} if ratio else {}
        guess = parts(gold[[c for c in stripped if c in gold]].rename(columns=stripped), measure)
        if guess is None or counts is None:
            raise ValueError(f"gold: passages need both {', '.join(stripped.values())} and {', '.join(stripped)}")
        truth["pooled"] = counts[0][keep], counts[1][keep]
        said["pooled"] = guess[0][keep], guess[1][keep]
        notes.append(Note("correct_passages"))
    else:
        truth["mean"], said["mean"] = (value[keep], ones), (chosen.value[row], ones)
        if counts is not None and chosen.counts is not None:
            truth["pooled"] = counts[0][keep], counts[1][keep]
            said["pooled"] = chosen.counts[0][row], chosen.counts[1][row]
    return GoldSample(row, truth, said, tuple(notes))
