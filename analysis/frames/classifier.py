"""Learns the frames a coder gave to passages, and says where it finds them: several, one, or honestly none."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from ..counts import n_of
from .features import KINDS, Features

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

FORMAT = "frame-classifier/1"
MIN_PASSAGES = 5
"""A frame with fewer passages cannot be learnt and checked in folds."""
Floats = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class FrameClassifier:
    """A multi-label classifier of passages.

    ``weights`` float32 (n_labels, n_features), ``bias`` (n_labels,): the score of a passage; ``slope``, ``offset``
    (n_labels,): probability = 1 / (1 + exp(−(slope · score + offset))); ``thresholds`` (n_labels,): the probability
    from which a frame is said to be there.
    """

    labels: tuple[str, ...]
    features: Features
    weights: NDArray[np.float32]
    bias: Floats
    slope: Floats
    offset: Floats
    thresholds: Floats

    def probabilities(self, passages: Sequence[str]) -> Floats:
        """Return the probability of each frame for each passage, shape (len(passages), len(labels))."""
        scores = self.features.of(passages) @ self.weights.T.astype(float) + self.bias
        return _probability(scores, self.slope, self.offset)

    def predict(self, passages: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the frames of each passage, likeliest first; an empty tuple when none passes its threshold."""
        found = []
        for row in self.probabilities(passages):
            order = [k for k in np.argsort(-row, kind="stable").tolist() if row[k] >= self.thresholds[k]]
            found.append(tuple(self.labels[k] for k in order))
        return found

    def table(self, passages: Sequence[str], ids: Sequence[Hashable] | None = None) -> pd.DataFrame:
        """Return one row per passage and frame: ``passage``, ``frame``, ``probability``, ``found``."""
        import pandas as pd

        p = self.probabilities(passages)
        names = list(range(len(passages))) if ids is None else list(ids)
        return pd.DataFrame(
            {
                "passage": np.repeat(np.array(names, object), len(self.labels)),
                "frame": np.tile(np.array(self.labels, object), len(passages)),
                "probability": p.ravel(),
                "found": (p >= self.thresholds).ravel(),
            }
        )

    def save(self, folder: str | Path) -> Path:
        """Write ``model.json`` and ``weights.npz`` into ``folder``: text and arrays, no program code."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        f = self.features
        about = {"format": FORMAT, "labels": self.labels, "lang": f.lang, "terms": f.terms, "marked": f.marked}
        (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False) + "\n", "utf-8")
        np.savez_compressed(
            folder / "weights.npz",
            weights=self.weights,
            bias=self.bias,
            slope=self.slope,
            offset=self.offset,
            thresholds=self.thresholds,
            idf_words=f.idf["words"],
            idf_characters=f.idf["characters"],
        )
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read what ``save`` wrote; nothing in it is executed.  ``ValueError`` when it is something else."""
        folder = Path(folder)
        about = json.loads((folder / "model.json").read_text("utf-8"))
        if about.get("format") != FORMAT:
            raise ValueError(f"{folder} holds format={about.get('format')!r}; {FORMAT!r} is what can be read")
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            kept = {name: arrays[name] for name in arrays.files}
        terms = {kind: tuple(about["terms"][kind]) for kind in KINDS}
        idf = {kind: kept.pop(f"idf_{kind}") for kind in KINDS}
        marked = {word: (int(n), int(of)) for word, (n, of) in about["marked"].items()}
        features = Features(about["lang"], terms, idf, marked)
        labels = tuple(about["labels"])
        if kept["weights"].shape != (len(labels), len(features)):
            raise ValueError(
                f"{folder} is damaged: weights of shape {kept['weights'].shape} for {len(features)} features"
            )
        return cls(labels, features, **kept)


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
    return weights, bias, slope, offset, _threshold(_probability(held_out, slope, offset), even=settings.even)


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


def _probability(scores: Floats, slope: Floats | float, offset: Floats | float) -> Floats:
    from scipy.special import expit

    return np.asarray(expit(scores * slope + offset))


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
