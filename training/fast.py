"""Train the fast engine's weights:      python -m training.fast [--teacher DIR] [--minutes 40]

Reads ``../shared/gold/*_train`` and ``../shared/corpora`` (no text of a development set), learns from people's annotation
and, where ``--teacher`` holds the accurate engine's reading (``python -m training.accurate_read``), from that too; chooses
and calibrates on the articles held out of ``train``; writes ``analysis/attribution/models/fast.npz`` and ``fast.json``.
Needs torch (training only).  Seeded; about 40 minutes on one core, 10 without the teacher.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from analysis.attribution.encoding import tokens
from analysis.attribution.network import Vocabulary

from . import fast_vocabulary as vocabulary
from .data import SETS, SHARED, gold, held_out, read
from .fast_data import CORPORA, Example, Teacher, batches, example, tensors
from .fast_export import MODELS, calibrate, export
from .fast_model import Net, tag_loss

GROUP = 6000
"""Tokens a step."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tuned, with what was found on held-out articles in training/README.md."""

    epochs: int = 8
    rate: float = 3e-3
    table_rate: float = 0.4
    unknown: float = 0.12
    drop: float = 0.1
    arcs: float = 0.1
    gold_again: int = 2
    gold_weight: float = 1.5
    no_lang: float = 0.1
    seed: int = 1


def material(teacher: Path | None) -> tuple[list[Example], list[Example]]:
    """Return the examples to learn from and those held out of the annotated ones (with nothing but the annotation)."""
    learn: list[Example] = []
    aside: list[Example] = []
    closed = {_key(a) for name in SETS for a in gold(name, "dev")}
    closed |= {str(a["corpus_id"]) for name in SETS for a in gold(name, "dev") if a.get("corpus_id")}
    annotated: set[str] = set()
    splits = {name: held_out(gold(name, "train")) for name in SETS}
    hidden = {_key(a) for _, out in splits.values() for a in out}
    for name, (kept, out) in splits.items():
        known = _teacher(teacher, f"gold_{name}")
        aside += [example(a, name) for a in out]
        for a in kept:
            annotated.add(_key(a))
            if _key(a) not in hidden:
                learn.append(example(a, name, known if known and a["id"] in known else None))
    for name in CORPORA:
        known = _teacher(teacher, name)
        for a in read(SHARED / "corpora" / f"{name}.jsonl.gz"):
            if a["id"] in closed or _key(a) in closed or _key(a) in annotated:
                continue
            if known and a["id"] in known:
                learn.append(example(a, name, known, annotated=False))
    return learn, aside


def _key(article: dict[str, Any]) -> str:
    return str(article["text"].strip()[200:400])


def _teacher(folder: Path | None, name: str) -> Teacher | None:
    return Teacher(folder, name) if folder and (folder / f"{name}.npz").is_file() else None


def plain_texts() -> list[dict[str, Any]]:
    """Return every article words are counted in: annotated and not, none of a development set."""
    closed = {_key(a) for name in SETS for a in gold(name, "dev")}
    articles = [a for name in SETS for a in gold(name, "train")]
    articles += [a for name in CORPORA for a in read(SHARED / "corpora" / f"{name}.jsonl.gz")]
    seen: set[str] = set()
    out = []
    for a in articles:
        if _key(a) not in closed and _key(a) not in seen:
            seen.add(_key(a))
            out.append(a)
    return out


def train(net: Net, learn: Sequence[Example], aside: Sequence[Example], plan: Plan, minutes: float) -> None:
    """Train in place; stops within ``minutes`` by planning the steps from the first ones' pace."""
    rng = np.random.default_rng(plan.seed)
    tables = {"words", "prefix", "suffix", "ending", "flag", "lang"}
    slow = [p for name, p in net.named_parameters() if name.split(".")[0] in tables]
    quick = [p for name, p in net.named_parameters() if name.split(".")[0] not in tables]
    rates = (plan.rate * plan.table_rate, plan.rate)
    optimiser = torch.optim.AdamW(
        [{"params": slow, "weight_decay": 0.0}, {"params": quick, "weight_decay": 0.01}], betas=(0.9, 0.98)
    )
    again = [one for one in learn for _ in range(plan.gold_again if one.source in ("fr", "en", "es") else 1)]
    total = plan.epochs * sum(1 for _ in batches(again, GROUP))
    begun, step, epoch = time.time(), 0, 0
    while step < total:
        rng.shuffle(again)  # type: ignore[arg-type]
        losses = []
        net.train()
        for group in batches(again, GROUP):
            left = 1 - max(step / total, (time.time() - begun) / (60 * minutes))
            if left <= 0:
                step = total
                break
            for part, rate in zip(optimiser.param_groups, rates, strict=True):
                part["lr"] = rate * min(1, (step + 1) / 100) * max(left, 0.01)
            b = tensors(group)
            if rng.random() < plan.no_lang:
                b["lang"][:] = len(net.lang.weight) - 1
            h = net.hidden(b, plan.unknown)
            loss = (tag_loss(*net.tags(h, b), b["goal"]) * b["weight"]).sum() / b["weight"].sum()
            losses.append(loss.item())
            if len(b["arcs"].get("right", ())):
                loss = loss + plan.arcs * F.cross_entropy(net.arcs(h, b["arcs"]), b["arcs"]["right"], ignore_index=-100)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            step += 1
        epoch += 1
        print(
            f"epoch {epoch}, {time.time() - begun:.0f} s, loss {np.mean(losses):.4f}, held out {check(net, aside)}",
            flush=True,
        )


def check(net: Net, aside: Sequence[Example]) -> str:
    """Return, by set, the token F1 of contents taken token by token: a quick look, not the figure that counts."""
    net.eval()
    counts: dict[str, np.ndarray] = {}
    with torch.no_grad():
        for group in batches(aside, 2 * GROUP):
            b = tensors(group)
            scores, act = net.tags(net.hidden(b), b)
            chance = torch.softmax(scores, 1)
            content = chance[:, 1] + chance[:, 2]
            both = torch.tensor(np.repeat([one.source == "polnear" for one in group], [len(one.ids) for one in group]))
            said = (torch.where(both, content, content * torch.sigmoid(act)) > 0.5).numpy()
            is_content = (b["goal"][:, 1] + b["goal"][:, 2] > 0.5).numpy()
            known = b["weight"].numpy() > 0
            at = 0
            for one in group:
                part = slice(at, at + len(one.ids))
                at += len(one.ids)
                g, p = is_content[part] & known[part], said[part] & known[part]
                counts[one.source] = counts.get(one.source, np.zeros(2)) + (2 * (g & p).sum(), g.sum() + p.sum())
    return "  ".join(f"{name} {a / max(b, 1):.3f}" for name, (a, b) in counts.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--teacher", type=Path, help="folder with the accurate engine's reading")
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    parser.add_argument("--drop", type=float, default=Plan.drop)
    parser.add_argument("--unknown", type=float, default=Plan.unknown)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--name", default="fast", help="name of the files written")
    parser.add_argument("--out", type=Path, default=MODELS)
    asked = parser.parse_args()
    plan = Plan(epochs=asked.epochs, drop=asked.drop, unknown=asked.unknown)
    torch.set_num_threads(asked.threads)
    torch.manual_seed(plan.seed)
    begun = time.time()
    learn, aside = material(asked.teacher)
    everything = plain_texts()
    hashes = [tokens([a["text"]]).hash for a in everything]
    known = vocabulary.choose(hashes)
    lookup = Vocabulary(known)
    ids = [lookup.ids(h).astype(np.int64) for h in hashes]
    first = vocabulary.vectors(ids, len(known) + 1, 64, plan.seed)
    table = vocabulary.languages([a["text"] for a in everything], ids, len(known) + 1)
    for one in (*learn, *aside):
        one.ids = lookup.ids(one.view.tokens.hash).astype(np.int32)
        one.weight = plan.gold_weight if one.source in SETS and asked.teacher else 1.0
    print(
        f"{len(learn)} articles, {sum(len(o.ids) for o in learn)} tokens to learn from; {time.time() - begun:.0f} s",
        flush=True,
    )
    net = Net(first, plan.drop)
    train(net, learn, aside, plan, asked.minutes)
    torch.save(net.state_dict(), asked.out / f"{asked.name}.pt") if asked.out != MODELS else None
    export(net, known, table, everything, asked.out, asked.name)
    calibrate(asked.out, asked.name)


if __name__ == "__main__":
    main()
