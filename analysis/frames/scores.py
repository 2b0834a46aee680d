"""How well frames are found in outlets the classifier has not seen, beside how well people agree."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .learning import Settings, fit_frames, folds_of, indicator

if TYPE_CHECKING:
    import pandas as pd


def cross_validate_frames(
    passages: Sequence[str],
    labels: Sequence[Collection[str]],
    groups: Sequence[Hashable],
    *,
    folds: Sequence[int] | None = None,
    marked: Sequence[Collection[str]] | None = None,
    lang: str | None = None,
    settings: Settings | None = None,
) -> list[tuple[str, ...]]:
    """Return the frames found in each passage by a classifier that has seen no passage of its group (or its fold).

    ``groups``: outlet or document of each passage; ``folds``: a split made elsewhere, used as it is;
    ``marked``, ``settings``: as in ``fit_frames``.
    """
    settings = settings or Settings()
    fold = np.asarray(folds) if folds is not None else folds_of(groups, settings.folds)
    found: list[tuple[str, ...]] = [()] * len(passages)
    for k in np.unique(fold).tolist():
        learn, test = np.flatnonzero(fold != k).tolist(), np.flatnonzero(fold == k).tolist()
        model = fit_frames(
            [passages[i] for i in learn],
            [labels[i] for i in learn],
            [groups[i] for i in learn],
            marked=None if marked is None else [marked[i] for i in learn],
            lang=lang,
            settings=settings,
        )
        for i, frames in zip(test, model.predict([passages[i] for i in test]), strict=True):
            found[i] = frames
    return found


def score_frames(
    labels: Sequence[Collection[str]],
    found: Sequence[Collection[str]],
    groups: Sequence[Hashable] | None = None,
    *,
    human: Mapping[str, float] | None = None,
    draws: int = 1000,
    level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Compare found frames with a coder's, frame by frame, with intervals that draw whole groups (or passages).

    Rows: each frame, ``(no frame)``, then ``micro`` and ``macro`` (means over frames, without ``(no frame)``).
    Columns: ``frame``, ``n`` (coder's), ``n_found``, ``precision``, ``recall``, ``f1``, ``low``, ``high``, and
    ``human``, the F1 two people reach, where given.  Undefined is NaN.  A frame that was found but that the coder gave
    nowhere has its row too: it is wrong every time.  ``ValueError`` when the sequences differ in length.

    >>> frame = score_frames([["war"], [], ["war"]], [["war"], [], []], draws=100)
    >>> frame[["frame", "f1"]].round(2).values.tolist()
    [['war', 0.67], ['(no frame)', 0.67], ['micro', 0.67], ['macro', 0.67]]
    """
    import pandas as pd

    rng = rng or np.random.default_rng(0)
    if len(found) != len(labels) or (groups is not None and len(groups) != len(labels)):
        raise ValueError(f"{len(labels)} label sets, {len(found)} found: give one set and one group for each passage")
    names, both = indicator([*labels, *found])
    truth, guess = both[: len(labels)], both[len(labels) :]
    none = np.column_stack([~truth.any(axis=1), ~guess.any(axis=1)])
    truth, guess = np.column_stack([truth, none[:, 0]]), np.column_stack([guess, none[:, 1]])
    cells = np.stack([truth & guess, ~truth & guess, truth & ~guess], axis=2).astype(float)
    by_group = cells if groups is None else np.stack([cells[rows].sum(axis=0) for rows in _members(groups)])
    weights = rng.multinomial(len(by_group), np.full(len(by_group), 1 / len(by_group)), size=draws)
    drawn = _f1_rows(np.tensordot(weights, by_group, axes=1))
    with np.errstate(invalid="ignore"):
        low, high = np.nanquantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    total = cells.sum(axis=0)
    micro = total[:-1].sum(axis=0)
    counts = np.vstack([total, micro, np.full(3, np.nan)])
    with np.errstate(invalid="ignore"):
        precision = counts[:, 0] / (counts[:, 0] + counts[:, 1])
        recall = counts[:, 0] / (counts[:, 0] + counts[:, 2])
    every = [*names, "(no frame)", "micro", "macro"]
    return pd.DataFrame(
        {
            "frame": every,
            "n": counts[:, 0] + counts[:, 2],
            "n_found": counts[:, 0] + counts[:, 1],
            "precision": precision,
            "recall": recall,
            "f1": _f1_rows(total[None])[0],
            "low": low,
            "high": high,
            "human": [(human or {}).get(name, np.nan) for name in every],
        }
    )


def _members(groups: Sequence[Hashable]) -> list[list[int]]:
    rows: dict[Hashable, list[int]] = {}
    for i, group in enumerate(groups):
        rows.setdefault(group, []).append(i)
    return list(rows.values())


def _f1_rows(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of each frame, then micro and macro over all but the last, from (draws, frames, [tp, fp, fn])."""
    with np.errstate(invalid="ignore"):
        each = 2 * cells[..., 0] / (2 * cells[..., 0] + cells[..., 1] + cells[..., 2])
        pooled = cells[:, :-1].sum(axis=1)
        micro = 2 * pooled[:, 0] / (2 * pooled[:, 0] + pooled[:, 1] + pooled[:, 2])
    known = np.where(np.isnan(each[:, :-1]), 0.0, each[:, :-1])
    return np.column_stack([each, micro, known.mean(axis=1)])
