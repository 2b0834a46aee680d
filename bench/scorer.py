"""Scores attributions found against attributions annotated: enough to hold a floor where no other scorer is at hand.

The figures are those of the field: F1 of the tokens inside contents, F1 of contents matched one to one with at least
half of their words in common (intersection over union), and F1 of those whose source is right as well.  An annotation
marked ``optional`` counts neither as a miss nor as a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TOKEN = re.compile(r"\w+|[^\w\s]")
MATCHED, FORGIVEN = 0.5, 0.3
Spans = Iterable[Sequence[int]]
Annotation = Mapping[str, Any]


class Numbered:
    """The tokens of one text, so that spans of characters become sets of token numbers."""

    def __init__(self, text: str) -> None:
        found = list(TOKEN.finditer(text))
        self.ends = [m.end() for m in found]
        self.starts = [m.start() for m in found]
        self.is_word = [m.group()[0].isalnum() or m.group()[0] == "_" for m in found]

    def inside(self, spans: Spans) -> frozenset[int]:
        from bisect import bisect_left, bisect_right

        return frozenset(i for b, e in spans for i in range(bisect_right(self.ends, b), bisect_left(self.starts, e)))

    def words(self, spans: Spans) -> frozenset[int]:
        return frozenset(i for i in self.inside(spans) if self.is_word[i])


def pairs(text: str, gold: Sequence[Annotation], found: Sequence[Annotation], least: float = MATCHED) -> dict[int, int]:
    """Match gold and found attributions one to one by falling overlap of content words: {gold number: found number}."""
    t = Numbered(text)
    g = [t.words(a["content"]) for a in gold]
    f = [t.words(a["content"]) for a in found]
    ranked = sorted((-len(a & b) / len(a | b), i, j) for i, a in enumerate(g) for j, b in enumerate(f) if a & b)
    taken: dict[int, int] = {}
    used: set[int] = set()
    for overlap, i, j in ranked:
        if -overlap >= least and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


def verdicts(text: str, gold: Sequence[Annotation], found: Sequence[Annotation]) -> list[bool | None]:
    """Return, for each attribution found, whether a firm annotation is matched; None if only an optional one is."""
    asked = [a for a in gold if not a.get("optional") and a["content"]]
    spare = [a for a in gold if a.get("optional") and a["content"]]
    hits = set(pairs(text, asked, found).values())
    excused = set(pairs(text, spare, found, FORGIVEN).values()) - hits
    return [None if j in excused else j in hits for j in range(len(found))]


def count(text: str, gold: Sequence[Annotation], found: Sequence[Annotation]) -> dict[str, tuple[int, int, int]]:
    """Return (hits, annotated, found) of one text for ``token``, ``iou`` and ``source``."""
    t = Numbered(text)
    asked = [a for a in gold if not a.get("optional")]
    spare = [a for a in gold if a.get("optional")]
    hit = pairs(text, asked, found)
    left = [a for j, a in enumerate(found) if j not in hit.values()]
    excused = set(pairs(text, spare, left, FORGIVEN).values())
    kept = len(found) - len(excused)
    tokens = [frozenset().union(*(t.inside(a["content"]) for a in some)) for some in (asked, found, spare)]
    ignored = tokens[2] - tokens[0]
    of_gold, of_found = tokens[0], tokens[1] - ignored
    sources = sum(bool(t.words(asked[i]["source"]) & t.words(found[j]["source"])) for i, j in hit.items())
    with_source = [a for j, a in enumerate(left) if j not in excused and a["source"]]
    n_found = sum(bool(found[j]["source"]) for j in hit.values()) + len(with_source)
    return {
        "token": (len(of_gold & of_found), len(of_gold), len(of_found)),
        "iou": (len(hit), len(asked), kept),
        "source": (sources, sum(bool(a["source"]) for a in asked), n_found),
    }


def f1(counts: Iterable[tuple[int, int, int]]) -> float:
    """Return 2 · hits / (annotated + found) over all texts; NaN when there is nothing to find and nothing found.

    >>> round(f1([(3, 4, 5), (1, 1, 2)]), 4)
    0.6667
    """
    hits, annotated, found = (sum(c) for c in zip(*counts, strict=True))
    return 2 * hits / (annotated + found) if annotated + found else float("nan")


def calibration_error(certain: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between confidence and share right, in equal-sized bins.

    Naeini, Cooper and Hauskrecht (2015), with bins of equal numbers rather than equal width.

    >>> calibration_error([0.5] * 10, [True] * 5 + [False] * 5, bins=1)
    0.0
    """
    import numpy as np

    order = np.argsort(np.asarray(certain), kind="stable")
    if not len(order):
        return float("nan")
    gaps = [
        abs(float(np.mean(np.asarray(certain)[part]) - np.mean(np.asarray(right)[part]))) * len(part)
        for part in np.array_split(order, bins)
        if len(part)
    ]
    return float(sum(gaps) / len(order))
