"""A linear classifier over named features, read from JSON: small enough to be read, quick to ask."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


class Linear:
    """Classes, and for every known feature one weight per class; unknown features weigh nothing."""

    def __init__(self, classes: tuple[str, ...], weights: dict[str, tuple[float, ...]]) -> None:
        self.classes, self.weights = classes, weights

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the sum of the weights of ``features`` for each class."""
        rows = [row for f in features if (row := self.weights.get(f)) is not None]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.classes)

    def best(self, features: Iterable[str]) -> str:
        """Return the class with the highest score, the first among equals."""
        scores = self.scores(features)
        return self.classes[scores.index(max(scores))]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the softmax of the scores: a probability for each class.

        >>> Linear(("a", "b"), {"x": (1.0, 1.0)}).probabilities(["x", "never seen"])
        {'a': 0.5, 'b': 0.5}
        """
        scores = self.scores(features)
        top = max(scores)
        exp = [math.exp(s - top) for s in scores]
        return {c: e / sum(exp) for c, e in zip(self.classes, exp, strict=True)}


@cache
def load_linear(package: str, path: str) -> Linear:
    """Return the classifier stored at ``path`` inside a package of this project."""
    stored = json.loads(files(package).joinpath(path).read_text("utf-8"))
    return Linear(tuple(stored["classes"]), {f: tuple(row) for f, row in stored["weights"].items()})
