"""Says which frames it finds in a passage, as it learnt them from a coder: several, one, or honestly none."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from .features import KINDS, Features

if TYPE_CHECKING:
    import pandas as pd

FORMAT = "frame-classifier/1"
Floats = NDArray[np.float64]


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
        return probability(scores, self.slope, self.offset)

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


def probability(scores: Floats, slope: Floats | float, offset: Floats | float) -> Floats:
    """Return the probability of a frame by the score of a passage, 1 / (1 + exp(−(slope · score + offset)))."""
    from scipy.special import expit

    return np.asarray(expit(scores * slope + offset))
