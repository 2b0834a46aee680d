"""Articles as the fast engine learns from them: encoded tokens, soft goals for every token, arcs between segments.

Three kinds of knowledge meet in one goal a token: people's annotation of speech (French, English, Spanish, German),
people's annotation of speech and attitudes together (PolNeAR), and what the accurate engine reads in any text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.attribution.features import LANGS, PAD, view
from analysis.attribution.network import edges, pieces
from analysis.attribution.pairs import ASKED, candidates
from analysis.quotation import marked_spans

from .data import targets

CORPORA = ("gilets_jaunes", "polnear", "basil")
TEACHER_SHARE = 0.4
"""How much the accurate engine's reading counts beside people's annotation of the same text."""
TAGS_ONLY, NOTHING_SAID = -1.0, -2.0
Floats = NDArray[np.float32]


@dataclass
class Example:
    """One article, encoded, with its goals (n, 8) and arcs; ``weight`` is how much its tokens count."""

    id: str
    source: str
    lang: int
    text: str
    view: Any
    goal: NDArray[np.float16]
    known: NDArray[np.bool_]
    arcs: dict[str, NDArray[Any]]
    weight: float = 1.0
    ids: Any = None
    sub: Any = None


def example(article: dict[str, Any], source: str, teacher: Teacher | None = None, annotated: bool = True) -> Example:
    """Encode one article; what is not annotated is known from the teacher alone."""
    text = article["text"]
    seen = view([text], [marked_spans(text)])
    t = seen.tokens
    offsets = np.stack([t.start, t.end], 1)
    read = teacher.of(article["id"], offsets) if teacher else None
    if annotated:
        aim = targets(article["attributions"], offsets)
        goal, known = _annotated(aim.tag, source == "polnear"), aim.known
        if read:
            goal = _mixed(goal, read[0], source == "polnear")
            goal[~known] = read[0][~known]
            known = np.ones_like(known)
    else:
        assert read is not None
        # Its tags are learned from, its links are not: people's are better, and there are enough of them.
        aim = targets([], offsets)
        goal, known = read[0], np.ones(len(t), bool)
    code = LANGS.index(article["lang"]) if article["lang"] in LANGS else len(LANGS)
    made = Example(str(article["id"]), source, code, text, seen, goal.astype(np.float16), known, _arcs(aim, seen))
    made.sub = np.stack(pieces(t, np.arange(len(t))), 1).astype(np.int32) if len(t) else np.zeros((0, 3), np.int32)
    return made


def _annotated(tag: NDArray[np.int64], both_acts: bool) -> Floats:
    goal = np.zeros((len(tag), 8), np.float32)
    goal[np.arange(len(tag)), tag] = 1
    goal[:, 7] = TAGS_ONLY if both_acts else np.where(tag > 0, 1.0, NOTHING_SAID)
    return goal


def _mixed(goal: Floats, read: Floats, both_acts: bool) -> Floats:
    """Let people's annotation decide and the teacher fill in what the scheme leaves open: acts, or attitudes."""
    out = read.copy()
    keep = 1 - TEACHER_SHARE
    if both_acts:
        out[:, :7] = keep * goal[:, :7] + TEACHER_SHARE * read[:, :7]
        some = np.maximum(1 - read[:, 0], 1e-3)
        out[:, 7] = (1 - out[:, 0]) * np.clip(read[:, 7] / some, 0, 1)
        return out
    said = goal[:, 0] == 0
    out[said, :7] = keep * goal[said, :7] + TEACHER_SHARE * read[said, :7]
    out[said, 7] = keep + TEACHER_SHARE * read[said, 7]
    # where people found no speech, what the teacher took for speech is nothing; attitudes may stay
    silent = ~said
    speech = read[silent, 7]
    some = np.maximum(1 - read[silent, 0], 1e-3)
    less = keep * speech
    out[silent, 1:7] *= (1 - less / some)[:, None]
    out[silent, 0] += less
    out[silent, 7] = TEACHER_SHARE * speech
    return out


def _arcs(aim: Any, seen: Any) -> dict[str, NDArray[Any]]:
    """Return the questions an article answers: who asks, who could answer, and the right column (0: none)."""
    t, tag = seen.tokens, aim.tag
    first = np.flatnonzero(tag % 2 == 1)
    kind = (tag[first] - 1) // 2
    inside = np.append(tag, 0)
    last = np.array([_end(inside, b) for b in first], np.int64)
    number = {int(b): k for k, b in enumerate(first)}
    answers: dict[tuple[int, int], int] = {(r, d): h for r, d, h in aim.arcs.tolist()}
    rows: dict[str, list[Any]] = {k: [] for k in ("first", "last", "other", "there", "relation", "role", "right")}
    for question, (role, asks, _) in enumerate(ASKED):
        asking = np.flatnonzero(kind == asks)
        asking = np.array([k for k in asking if (role, int(first[k])) in answers], np.int64)
        if not len(asking):
            continue
        other, there, relation = candidates(question, asking, kind, first, last, t.text, seen.sentence)
        for i, k in enumerate(asking):
            head = answers[role, int(first[k])]
            right = 0
            if head >= 0:
                where = np.flatnonzero(there[i] & (other[i] == number.get(head, -1)))
                right = int(where[0]) + 1 if len(where) else -100
            for name, value in zip(
                rows, (first[k], last[k], first[other[i]], there[i], relation[i], role, right), strict=True
            ):
                rows[name].append(value)
    wide = {"other", "there", "relation"}
    return {
        name: np.stack(values).astype(bool if name == "there" else np.int64)
        if values and name in wide
        else np.array(values, bool if name == "there" else np.int64).reshape((-1, 8) if name in wide else -1)
        for name, values in rows.items()
    }


def _end(tag: NDArray[np.int64], begin: int) -> int:
    goes_on = tag[begin] + 1
    end = begin + 1
    while tag[end] == goes_on:
        end += 1
    return end - 1


class Teacher:
    """The accurate engine's reading of one set: tag probabilities by word, and attributions."""

    def __init__(self, folder: Path, name: str) -> None:
        with np.load(folder / f"{name}.npz", allow_pickle=False) as z:
            self.words, self.speech, self.wider = z["words"], z["speech"], z["polnear"]
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        self.rows = {str(row["id"]): row for row in map(json.loads, lines)}

    def __contains__(self, number: object) -> bool:
        return str(number) in self.rows

    def of(self, number: Any, offsets: NDArray[np.int64]) -> tuple[Floats, list[dict[str, Any]]]:
        """Return goals (n, 8) for tokens at ``offsets``, and the attributions read."""
        row = self.rows[str(number)]
        part = slice(row["offset"], row["offset"] + row["n"])
        words = self.words[part]
        if not len(words):
            nothing = np.zeros((len(offsets), 8), np.float32)
            nothing[:, 0] = 1
            return nothing, []
        at = np.clip(np.searchsorted(words[:, 1], offsets[:, 0], "right"), 0, len(words) - 1)
        speech, wider = (x[part].astype(np.float32)[at] for x in (self.speech, self.wider))
        goal = np.zeros((len(offsets), 8), np.float32)
        goal[:, 1:7] = speech[:, 1:] + speech[:, :1] * wider[:, 1:]
        goal[:, 0] = speech[:, 0] * wider[:, 0]
        goal[:, :7] /= np.maximum(goal[:, :7].sum(1, keepdims=True), 1e-6)
        goal[:, 7] = 1 - speech[:, 0]
        # a paragraph break is no word of the teacher's: it goes on with whatever surrounds it
        overlaps = words[at, 0] < offsets[:, 1]
        for i in np.flatnonzero(~overlaps):
            before = goal[i - 1] if i else goal[i]
            after = goal[i]
            goal[i] = 0
            kinds = np.sqrt(np.maximum((before[1:7:2] + before[2:7:2]) * after[2:7:2], 0))
            goal[i, 2:7:2] = kinds
            goal[i, 0] = max(0.0, 1 - float(kinds.sum()))
            goal[i, 7] = (1 - goal[i, 0]) * min(before[7], after[7])
        return goal, row["attributions"]


def batches(examples: Sequence[Example], size: int) -> Iterator[list[Example]]:
    """Yield groups of articles of about ``size`` tokens, in the given order."""
    group: list[Example] = []
    n = 0
    for one in examples:
        if group and n + len(one.ids) > size:
            yield group
            group, n = [], 0
        group.append(one)
        n += len(one.ids)
    if group:
        yield group


def tensors(group: Sequence[Example]) -> dict[str, Any]:
    """Lay a group of articles out in one row with empty places between, as ``features.view`` does."""
    at = PAD
    rows, left, right = [], [], []
    arcs: dict[str, list[Any]] = {}
    for one in group:
        n = len(one.ids)
        rows.append(np.arange(n) + at)
        left.append(np.where(one.view.left < n, one.view.left + at, 0))
        right.append(np.where(one.view.right < n, one.view.right + at, 0))
        for name, values in one.arcs.items():
            arcs.setdefault(name, []).append(values + at if name in ("first", "last", "other") else values)
        at += n + PAD
    row = np.concatenate(rows)
    order_left, order_right, heard = edges(row, np.concatenate(left), np.concatenate(right), at)
    real = np.zeros(at, np.float32)
    real[row] = 1
    lengths = [len(one.ids) for one in group]

    def joined(values: Sequence[Any], dtype: Any = np.int64) -> torch.Tensor:
        return torch.from_numpy(np.concatenate(values).astype(dtype))

    return {
        "n_rows": at,
        "row": torch.from_numpy(row),
        "real": torch.from_numpy(real),
        "left": torch.from_numpy(order_left),
        "right": torch.from_numpy(order_right),
        "heard": torch.from_numpy(heard),
        "ids": joined([one.ids for one in group]),
        "sub": joined([one.sub for one in group]),
        "flag": joined([one.view.flag for one in group]),
        "lang": torch.from_numpy(np.repeat([one.lang for one in group], lengths)),
        "goal": joined([one.goal for one in group], np.float32),
        "weight": joined([one.known * one.weight for one in group], np.float32),
        "arcs": {k: torch.from_numpy(np.concatenate(v)) for k, v in arcs.items()},
    }
