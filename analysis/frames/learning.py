"""Learns the frames a coder gave to passages: weights, probabilities that hold, and the threshold of each frame."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..counts import n_of
from .classifier import Floats, FrameClassifier, probability
from .features import Features

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MIN_PASSAGES = 5
"""A frame with fewer passages cannot be learnt and checked in folds."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the classifier learns; chosen by cross-validation on 1,300 headlines about guns.

    ``cost``: C of the linear support vector machine; ``blend``: 1 takes features as they are, 0 weighs each by how
    differently the frame's passages use it (naive Bayes log ratio; Wang & Manning 2012); ``folds``: of the inner
    cross-validation that sets probabilities and thresholds; ``even``: set thresholds for the best mean F1 of a frame's
    presence and its absence (right for a yes-or-no question), not for that of its presence alone.
    """

    cost: float = 0.3
    blend: float = 0.5
    folds: int = 5
    even: bool = False


def fit_frames(
    passages: Sequence[str],
    labels: Sequence[Collection[str]],
    groups: Sequence[Hashable] | None = None,
    *,
    marked: Sequence[Collection[str]] | None = None,
    lang: str | None = None,
    settings: Settings | None = None,
) -> FrameClassifier:
    """Learn from passages a coder has labelled; ``labels[i]`` are the frames of passage ``i``, empty for no frame.

    ``marked[i]``, where the coder has marked them, are the words that made the difference (the loaded words of a biased
    sentence): how often a word was marked elsewhere then counts too.

    ``groups`` (outlet, or document) keep passages of one group together in the inner cross-validation that sets the
    probabilities (Platt 1999) and, for each frame, the threshold with the best expected F1.  ``ValueError`` for
    sequences of unequal length, fewer than two groups, or a frame with fewer than ``MIN_PASSAGES`` passages.
    """
    settings = settings or Settings()
    names, given = indicator(labels)
    if len(passages) != len(labels) or (groups is not None and len(groups) != len(passages)):
        raise ValueError(
            f"{n_of(len(passages), 'passage')}, {n_of(len(labels), 'label')}: give one label set and one group for each"
        )
    rare = [name for name, n in zip(names, given.sum(axis=0).tolist(), strict=True) if n < MIN_PASSAGES]
    if rare or not names:
        raise ValueError(f"labels: too few passages for {rare!r}; at least {MIN_PASSAGES} each are needed to learn")
    if marked is not None and len(marked) != len(passages):
        raise ValueError(
            f"marked has {n_of(len(marked), 'item')} for {n_of(len(passages), 'passage')}; "
            "give one for each, even empty"
        )
    features = Features.learn(passages, lang, marked)
    x = features.of(passages, marked)
    fold = folds_of(groups if groups is not None else range(len(passages)), settings.folds)
    parts = [_fit_label(x, given[:, k], fold, settings) for k in range(len(names))]
    weights, *rest = (np.array(column) for column in zip(*parts, strict=True))
    return FrameClassifier(names, features, weights.astype(np.float32), *rest)


def indicator(labels: Sequence[Collection[str]]) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Return the frames that occur, sorted, and bool (n_passages, n_frames)."""
    wrong = [row for row in labels if isinstance(row, str)]
    if wrong:
        raise ValueError(f"labels holds the text {wrong[0]!r}; give a list of frames for each passage, even of one")
    names = tuple(sorted({name for row in labels for name in row}))
    return names, np.array([[name in row for name in names] for row in labels], bool).reshape(len(labels), len(names))


def folds_of(groups: Sequence[Hashable] | range, folds: int) -> NDArray[np.int64]:
    """Give each group to one of ``folds`` folds, large groups first so that folds are about equal (n,)."""
    size: dict[Hashable, int] = {}
    for group in groups:
        size[group] = size.get(group, 0) + 1
    if len(size) < 2:
        raise ValueError(f"groups has {len(size)} group; at least 2 are needed to test on what was not learnt")
    load = np.zeros(min(folds, len(size)))
    place = {}
    for group in sorted(size, key=lambda g: -size[g]):
        place[group] = int(load.argmin())
        load[place[group]] += size[group]
    return np.array([place[group] for group in groups])


def _fit_label(
    x: csr_matrix, y: NDArray[np.bool_], fold: NDArray[np.int64], settings: Settings
) -> tuple[Floats, float, float, float, float]:
    """Return weights, bias, slope, offset and threshold of one frame."""
    held_out = np.zeros(len(y))
    for k in np.unique(fold):
        weights, bias = _linear(x[fold != k], y[fold != k], settings)
        held_out[fold == k] = x[fold == k] @ weights + bias
    weights, bias = _linear(x, y, settings)
    slope, offset = _platt(held_out, y)
    return weights, bias, slope, offset, _threshold(probability(held_out, slope, offset), even=settings.even)


def _linear(x: csr_matrix, y: NDArray[np.bool_], settings: Settings) -> tuple[Floats, float]:
    from sklearn.svm import LinearSVC

    if y.all() or not y.any():  # a fold without the frame, or with nothing else: its prior is all there is
        return np.zeros(x.shape[1]), 1.0 if y.all() else -1.0
    present = (x > 0).astype(float)
    with_, without = 1 + np.asarray(present[y].sum(axis=0)).ravel(), 1 + np.asarray(present[~y].sum(axis=0)).ravel()
    ratio = np.abs(np.log(with_ / with_.sum()) - np.log(without / without.sum()))
    scale = settings.blend + (1 - settings.blend) * ratio / ratio.mean()
    model = LinearSVC(C=settings.cost, random_state=0).fit(x.multiply(scale).tocsr(), y)
    return np.asarray(model.coef_[0] * scale), float(model.intercept_[0])


def _platt(scores: Floats, y: NDArray[np.bool_]) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1000.0).fit(scores[:, None], y)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _threshold(probability: Floats, *, even: bool) -> float:
    """Return the probability from which to say yes so that the expected F1 is highest (steadier than the observed)."""
    ranked = np.sort(probability)[::-1]
    n, said = len(ranked), np.arange(1, len(ranked) + 1)
    right, present = np.cumsum(ranked), ranked.sum()
    expected = 2 * right / (said + present)
    if even:
        absent_right = (n - said) - (present - right)
        expected = expected + 2 * absent_right / ((n - said) + (n - present))
    return float(ranked[expected.argmax()])
