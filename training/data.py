"""Gold articles turned into what a tagger and a linker learn from: segments, links between them, words to leave out."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.attribution.linking import CONTENT, CUE, NOTHING, SOURCE

SHARED = Path(__file__).resolve().parents[2] / "shared"
MODELS = Path(__file__).resolve().parents[1] / "analysis" / "attribution" / "models"
SETS = ("fr", "en", "es", "de", "polnear")
KINDS = (("content", CONTENT), ("cue", CUE), ("source", SOURCE))


def read(path: Path) -> list[dict[str, Any]]:
    """Read a gold or corpus file (JSON lines, gzipped or not)."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        return [json.loads(line) for line in lines]


def gold(name: str, split: str) -> list[dict[str, Any]]:
    """Return the gold articles of one set (``fr`` … ``polnear``), split ``train`` or ``dev``."""
    return read(SHARED / "gold" / f"{name}_{split}.jsonl.gz")


def held_out(articles: Sequence[dict[str, Any]], *, share: float = 0.08, seed: int = 7) -> tuple[list[Any], list[Any]]:
    """Split articles into (kept for learning, held out for choosing), the same way every time."""
    order = sorted(range(len(articles)), key=lambda i: str(articles[i]["id"]))
    random.Random(seed).shuffle(order)
    aside = set(order[: max(1, round(share * len(articles)))])
    return [a for i, a in enumerate(articles) if i not in aside], [a for i, a in enumerate(articles) if i in aside]


def opening(article: dict[str, Any]) -> str:
    """Return what tells whether two articles are the same, whatever their ids: 200 characters from near the start."""
    return str(article["text"].strip()[200:400])


def untouched(name: str) -> list[dict[str, Any]]:
    """Return the articles of one corpus that are in no gold set, neither learned from, held out nor of ``dev``."""
    annotated = [a for one in SETS for split in ("train", "dev") for a in gold(one, split)]
    shut = {opening(a) for a in annotated} | {str(a.get("corpus_id") or a["id"]) for a in annotated}
    return [a for a in read(SHARED / "corpora" / f"{name}.jsonl.gz") if a["id"] not in shut and opening(a) not in shut]


@dataclass(frozen=True, slots=True)
class Targets:
    """What to learn from one article, by word: ``tag`` (w,), ``known`` (w,) False where borderline, and arcs.

    ``arcs`` rows are (relation, dependent word, head word or -1); relations: 0 cue, 1 source, 2 join.
    """

    tag: NDArray[np.int64]
    known: NDArray[np.bool_]
    arcs: NDArray[np.int64]


def targets(attributions: Iterable[dict[str, Any]], words: NDArray[np.int64]) -> Targets:
    """Turn gold attributions into tags and arcs over ``words`` ((w, 2) character offsets, sorted).

    A word belongs to a span when its middle does.  Where spans lie inside one another (an incise inside a quotation)
    the
    cue and the source win, and the content becomes two segments that a join arc ties together.
    """
    rows = list(attributions)
    middle = words.mean(1) if len(words) else np.zeros(0)
    tag = np.zeros(len(words), np.int64)
    known = np.ones(len(words), bool)
    owner = np.full((3, len(words)), NOTHING)

    def inside(span: Sequence[int]) -> slice:
        return slice(int(np.searchsorted(middle, span[0])), int(np.searchsorted(middle, span[1])))

    firm = np.zeros(len(words), bool)
    for name, kind in KINDS:
        for n, row in enumerate(rows):
            for span in row.get(name) or ():
                here = inside(span)
                if here.start >= here.stop:
                    continue
                tag[here] = 2 + 2 * kind
                tag[here.start] = 1 + 2 * kind
                owner[kind, here] = n
                if row.get("optional"):
                    known[here] = False
                else:
                    firm[here] = True
    known |= firm
    # a content interrupted by an incise goes on as a new segment
    kind_of = np.where(tag > 0, (tag - 1) // 2, NOTHING)
    before = np.concatenate(([NOTHING], kind_of[:-1]))
    resumed = (kind_of >= 0) & (kind_of != before) & (tag % 2 == 0)
    tag[resumed] -= 1
    return Targets(tag, known, np.array(_arcs(rows, tag, kind_of, owner, inside), np.int64).reshape(-1, 3))


def _arcs(rows: list[dict[str, Any]], tag: Any, kind_of: Any, owner: Any, inside: Any) -> list[tuple[int, int, int]]:
    arcs = []
    for n, row in enumerate(rows):
        starts = {}
        for name, kind in KINDS:
            found = []
            for span in row.get(name) or ():
                here = inside(span)
                found += [i for i in range(here.start, here.stop) if kind_of[i] == kind and tag[i] == 1 + 2 * kind]
            starts[kind] = sorted(set(found))
        for i in starts[CONTENT]:
            if owner[CONTENT, i] != n:
                continue
            arcs.append((0, i, starts[CUE][0] if starts[CUE] else NOTHING))
            arcs.append((1, i, starts[SOURCE][0] if starts[SOURCE] else NOTHING))
        for kind in (CONTENT, CUE, SOURCE):
            found = starts[kind]
            arcs += [(2, i, found[k - 1] if k else NOTHING) for k, i in enumerate(found) if owner[kind, i] == n]
    return arcs
