"""What the accurate engine learns from: articles cut into pieces, stretches of them, and these padded into batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from analysis.attribution.pieces import Encoded, Pieces

from . import accurate_base
from .accurate_model import N_TAGS
from .data import Targets, targets, untouched

UNLABELLED = {"fr": 110, "es": 30, "en": 30}
"""Articles nobody annotated, by language, that one epoch adds where an earlier reading of them is at hand."""


@dataclass(frozen=True)
class Lesson:
    """One article cut into pieces, with what to learn from it."""

    text: Encoded
    goal: Targets
    scheme: int
    stops: frozenset[int]  # words that end a sentence or stand before a paragraph break
    soft: NDArray[np.float16] | None = None  # (w, 7) tag probabilities of an earlier reading, instead of gold's tags


@dataclass(frozen=True)
class Window:
    """A stretch of one lesson: words [begin, end)."""

    lesson: Lesson
    begin: int
    end: int


def tokenizer(base: accurate_base.Base) -> Pieces:
    """Return the cutter of the encoder's own vocabulary."""
    worst = min(score for _, score in base.vocabulary.values())
    return Pieces(base.vocabulary, base.ids["unknown"], base.ids["end"], unknown_score=worst - 10)


def lesson(article: dict[str, Any], name: str, cut: Pieces) -> Lesson:
    """Prepare one gold article."""
    text = cut.encode(article["text"])
    spans = text.words.tolist()
    ends = {i + 1 for i, (b, _) in enumerate(spans) if article["text"][b] in ".!?…"}
    stops = frozenset(ends | set(text.breaks.tolist()) | {len(spans)})
    return Lesson(text, targets(article["attributions"], text.words), int(name == "polnear"), stops)


def lessons_read(folder: Path, cut: Pieces) -> dict[str, list[Lesson]]:
    """Return, by language, lessons whose tags are an earlier reading's (``training.accurate_read``), without links."""
    out: dict[str, list[Lesson]] = {f"read_{lang}": [] for lang in UNLABELLED}
    for name in ("gilets_jaunes", "basil"):
        if not (folder / f"{name}.npz").is_file():
            print(f"{folder} holds no reading of {name}: going on without", flush=True)
            continue
        with np.load(folder / f"{name}.npz", allow_pickle=False) as stored:
            speech = stored["speech"]
        rows = map(json.loads, (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        found = {str(row["id"]): row for row in rows}
        for article in untouched(name):
            row, every = found.get(str(article["id"])), out.get("read_" + article["lang"])
            if row is None or every is None:
                continue
            one = lesson(article | {"attributions": []}, "read", cut)
            if len(one.text.words) == row["n"]:
                every.append(replace(one, soft=speech[row["offset"] : row["offset"] + row["n"]]))
    return {name: every for name, every in out.items() if every}


def windows(one: Lesson, size: int, rng: random.Random) -> Iterator[Window]:
    """Cut a lesson into windows of at most ``size`` pieces, at sentence ends where possible, from a random phase."""
    first = np.append(one.text.first, len(one.text.ids))
    n = len(one.text.first)
    begin, room = 0, rng.randint(size // 4, size)
    while begin < n:
        end = int(np.searchsorted(first, first[begin] + room - 1, "right")) - 1
        end = min(n, max(begin + 1, end))
        if end < n and rng.random() < 0.85:
            end = next((k for k in range(end, begin + (end - begin) // 2, -1) if k in one.stops), end)
        yield Window(one, begin, end)
        begin, room = end, size


@dataclass(frozen=True)
class Batch:
    """Padded windows; word-level targets, (words, 7) probabilities of tags, are indexed by (row, piece position)."""

    ids: Tensor
    lengths: Tensor
    row: Tensor
    place: Tensor
    tag: Tensor
    known: Tensor
    arcs: Tensor  # (k, 4): row, relation, dependent place, head place or -1
    leads: Tensor  # (b, n) True at the first piece of a word
    scheme: Tensor


def batch(chosen: Sequence[Window], begin_id: int) -> Batch:
    """Pad some windows into one batch, a begin piece in front of each."""
    spans = []
    for w in chosen:
        first = np.append(w.lesson.text.first, len(w.lesson.text.ids))
        spans.append((int(first[w.begin]), int(first[w.end])))
    longest = 1 + max(e - b for b, e in spans)
    ids = np.ones((len(chosen), longest), np.int64)
    leads = np.zeros((len(chosen), longest), bool)
    rows, places, tags, known, arcs = [], [], [], [], []
    for r, (w, (b, e)) in enumerate(zip(chosen, spans, strict=True)):
        ids[r, 0] = begin_id
        ids[r, 1 : 1 + e - b] = w.lesson.text.ids[b:e]
        place = w.lesson.text.first[w.begin : w.end] - b + 1
        leads[r, place] = True
        rows.append(np.full(len(place), r))
        places.append(place)
        soft, tag = w.lesson.soft, w.lesson.goal.tag[w.begin : w.end]
        tags.append(np.eye(N_TAGS, dtype=np.float32)[tag] if soft is None else soft[w.begin : w.end].astype(np.float32))
        known.append(w.lesson.goal.known[w.begin : w.end])
        for relation, i, j in w.lesson.goal.arcs.tolist():
            if w.begin <= i < w.end:
                arcs.append((r, relation, place[i - w.begin], place[j - w.begin] if w.begin <= j < w.end else -1))
    t = torch.from_numpy
    return Batch(
        t(ids),
        torch.tensor([1 + e - b for b, e in spans]),
        t(np.concatenate(rows)),
        t(np.concatenate(places)),
        t(np.concatenate(tags)),
        t(np.concatenate(known)),
        torch.tensor(np.array(arcs, np.int64).reshape(-1, 4)),
        t(leads),
        torch.tensor([w.lesson.scheme for w in chosen]),
    )
