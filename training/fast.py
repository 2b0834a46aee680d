"""Train the fast engine's weights:      python -m training.fast [--teacher DIR]

Reads ``../shared/gold/*_train`` and ``../shared/corpora`` (no text of a development set), learns from people's
annotation and, where ``--teacher`` holds the accurate engine's reading (``python -m training.accurate_read``), from
that too; chooses and calibrates on the articles held out of ``train``; writes ``analysis/attribution/models/fast.npz``
and ``fast.json``.
Needs torch (training only).  Seeded; about 25 minutes on two cores, 14 without the teacher.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from . import fast_vocabulary as vocabulary
from .data import MODELS, SETS, SHARED, gold, held_out, opening, read, untouched
from .fast_data import CORPORA, Example, Teacher, batches, example, tensors
from .fast_export import calibrate, export
from .fast_model import Net, tag_loss

GROUP = 6000
"""Tokens a step."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One phase of learning; what is tuned was chosen on held-out articles, see training/README.md.

    ``again`` is how often an article of each set is seen in one pass; sets not named count as unlabelled ones.
    """

    again: Mapping[str, float]
    epochs: int
    minutes: float
    rate: float = 3e-3
    table_rate: float = 0.4
    unknown: float = 0.1
    drop: float = 0.05
    arcs: float = 0.1
    no_lang: float = 0.1


SEED = 1
GOLD_WEIGHT = 1.5
"""A token people annotated counts for so many that only the teacher read."""
WIDE = Plan({"fr": 3, "en": 3, "es": 3, "de": 2, "polnear": 1, "unlabelled": 0.8}, epochs=13, minutes=13.5)
"""First everything the teacher read: most of it French, none of it German."""
CLOSE = Plan(
    {"fr": 4, "en": 4, "es": 4, "de": 3, "polnear": 1, "unlabelled": 0.4}, epochs=8, minutes=10, rate=2.5e-3, drop=0.07
)
"""Then mostly what people annotated, so that the small sets are not drowned."""
ALONE = Plan(
    {"fr": 2, "en": 2, "es": 2, "de": 1, "polnear": 1, "unlabelled": 0}, epochs=8, minutes=12, unknown=0.15, drop=0.15
)
"""Without a teacher."""


def shortened(plan: Plan, minutes: float | None) -> Plan:
    """Return a phase that takes no longer than ``minutes`` (None: as it is)."""
    return plan if minutes is None else replace(plan, minutes=min(plan.minutes, minutes))


def material(teacher: Path | None) -> tuple[list[Example], list[Example]]:
    """Return the examples to learn from and those held out of the annotated ones (with nothing but the annotation)."""
    learn: list[Example] = []
    aside: list[Example] = []
    splits = {name: held_out(gold(name, "train")) for name in SETS}
    hidden = {opening(a) for _, out in splits.values() for a in out}
    for name, (kept, out) in splits.items():
        known = teacher_of(teacher, f"gold_{name}")
        aside += [example(a, name) for a in out]
        learn += [
            example(a, name, known if known and a["id"] in known else None) for a in kept if opening(a) not in hidden
        ]
    for name in CORPORA:
        known = teacher_of(teacher, name)
        if known:
            learn += [example(a, "unlabelled", known, annotated=False) for a in untouched(name) if a["id"] in known]
    return learn, aside


def teacher_of(folder: Path | None, name: str) -> Teacher | None:
    """Return the accurate engine's reading of one set, None where it has not read that set."""
    return Teacher(folder, name) if folder and (folder / f"{name}.npz").is_file() else None


def plain_texts() -> list[dict[str, Any]]:
    """Return every article words are counted in: annotated and not, none of a development set."""
    closed = {opening(a) for name in SETS for a in gold(name, "dev")}
    articles = [a for name in SETS for a in gold(name, "train")]
    articles += [a for name in CORPORA for a in read(SHARED / "corpora" / f"{name}.jsonl.gz")]
    seen: set[str] = set()
    out = []
    for a in articles:
        if opening(a) not in closed and opening(a) not in seen:
            seen.add(opening(a))
            out.append(a)
    return out


def train(net: Net, learn: Sequence[Example], aside: Sequence[Example], plan: Plan) -> None:
    """Train in place through one phase; the rate falls to nothing by the last step or the last minute."""
    rng = np.random.default_rng(SEED)
    net.drop.p = plan.drop
    tables = {"words", "prefix", "suffix", "ending", "flag", "lang"}
    slow = [p for name, p in net.named_parameters() if name.split(".")[0] in tables]
    quick = [p for name, p in net.named_parameters() if name.split(".")[0] not in tables]
    rates = (plan.rate * plan.table_rate, plan.rate)
    optimiser = torch.optim.AdamW(
        [{"params": slow, "weight_decay": 0.0}, {"params": quick, "weight_decay": 0.01}], betas=(0.9, 0.98)
    )
    total = plan.epochs * sum(1 for _ in batches(_drawn(learn, plan, rng), GROUP))
    begun, step, epoch = time.time(), 0, 0
    while step < total:
        losses = []
        net.train()
        for group in batches(_drawn(learn, plan, rng), GROUP):
            left = 1 - max(step / total, (time.time() - begun) / (60 * plan.minutes))
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


def _drawn(learn: Sequence[Example], plan: Plan, rng: np.random.Generator) -> list[Example]:
    """Return the articles of one pass, shuffled."""
    out: list[Example] = []
    for one in learn:
        often = plan.again.get(one.source, plan.again["unlabelled"])
        out += [one] * (int(often) + (rng.random() < often % 1))
    rng.shuffle(out)  # type: ignore[arg-type]
    return out


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
                counts.setdefault(one.source, np.zeros(2))
                counts[one.source] += np.array([2 * (g & p).sum(), g.sum() + p.sum()])
    return "  ".join(f"{name} {a / max(b, 1):.3f}" for name, (a, b) in counts.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--teacher", type=Path, help="folder with the accurate engine's reading")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--name", default="fast", help="name of the files written")
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--begin", type=Path, help="weights (.pt) of the first phase, to do the second alone")
    parser.add_argument("--keep", type=Path, help="where to keep the weights (.pt) after the first phase")
    parser.add_argument("--minutes", type=float, help="at most so long for each phase, to try the command out")
    asked = parser.parse_args()
    wide, close, alone = (shortened(plan, asked.minutes) for plan in (WIDE, CLOSE, ALONE))
    torch.set_num_threads(asked.threads)
    torch.manual_seed(SEED)
    begun = time.time()
    learn, aside = material(asked.teacher)
    everything = plain_texts()
    words = vocabulary.learned(everything, SEED)
    words.number((*learn, *aside))
    for one in (*learn, *aside):
        one.weight = GOLD_WEIGHT if one.source in SETS and asked.teacher else 1.0
    print(
        f"{len(learn)} articles, {sum(len(o.ids) for o in learn)} tokens to learn from; {time.time() - begun:.0f} s",
        flush=True,
    )
    net = Net(words.first, WIDE.drop)
    if asked.begin:
        old = torch.load(asked.begin, weights_only=True)
        if len(old["words.weight"]) != len(words.first):
            old["words.weight"] = torch.tensor(words.first) * 0.25
        net.load_state_dict(old)
    else:
        train(net, learn, aside, wide if asked.teacher else alone)
        if asked.keep:
            torch.save(net.state_dict(), asked.keep)
    if asked.teacher:
        train(net, learn, aside, close)
    export(net, words.known, words.languages, everything, asked.out, asked.name)
    calibrate(asked.out, asked.name)


if __name__ == "__main__":
    main()
