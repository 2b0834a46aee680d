"""Read every annotated article with an engine that never saw it:   python -m training.folds DIR [--minutes 6]

Three small fast engines are each trained without a third of the French, English and Spanish articles and read that
third.  What they find, mistakes and all, is what the later stages meet in practice: ``training.speakers`` and
``training.scare`` learn from it.  Written are offsets, one line an article, no text, and the engines.  Needs torch;
about 20 minutes on one core; ``--trained`` reads anew with engines that are there.  ``--teacher DIR`` adds the accurate
engine's reading of articles nobody annotated, three in five of those it read; ``learned.json`` names them, so that the
later stages can keep to the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.attribution import fast, mended
from analysis.attribution.unlikely import likely
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span

SETS3 = ("fr", "en", "es")
FOLDS = 3
LEARNED = "learned.json"


def fold_of(number: int) -> int:
    """Return the fold an article belongs to, by its place in its file."""
    return number % FOLDS


def as_row(a: Attribution) -> dict[str, Any]:
    spans = {part: [[s.start, s.end] for s in getattr(a, part)] for part in ("content", "cue", "source")}
    return {**spans, "type": a.type, "act": a.act, "confidence": round(a.confidence, 4)}


def as_attribution(row: dict[str, Any]) -> Attribution:
    content, cue, source = (tuple(Span(b, e) for b, e in row[part]) for part in ("content", "cue", "source"))
    return Attribution(content, cue, source, row["type"], row["act"], confidence=row["confidence"])


def load(folder: Path) -> dict[tuple[str, int], tuple[Attribution, ...]]:
    """Return what was found in each article, by set and number of the article in its ``_train`` file."""
    with (folder / "folds.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {(r["set"], r["number"]): tuple(as_attribution(a) for a in r["attributions"]) for r in rows}


def write(folder: Path, found: dict[tuple[str, int], Sequence[Attribution]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "folds.jsonl").open("w", encoding="utf-8") as out:
        for (name, number), attributions in sorted(found.items()):
            row = {"set": name, "number": number, "attributions": [as_row(a) for a in attributions]}
            out.write(json.dumps(row) + "\n")


def train_without(fold: int, folder: Path, teacher: Path | None, minutes: float) -> list[str]:
    """Train an engine on everything but one fold and write its weights to ``folder``.

    Returns the ids of the articles nobody annotated that it learned from, the same for every fold.
    """
    import numpy as np

    from . import fast as learning
    from . import fast_vocabulary
    from .data import MODELS, gold, opening, untouched
    from .fast_data import CORPORA, example
    from .fast_export import export
    from .fast_model import Net

    annotated = {name: gold(name, "train") for name in (*SETS3, "polnear")}
    out = {opening(a) for name in SETS3 for i, a in enumerate(annotated[name]) if fold_of(i) == fold}
    learn = [example(a, name) for name, rows in annotated.items() for a in rows if opening(a) not in out]
    rng = np.random.default_rng(learning.SEED)
    learned: list[str] = []
    for name in CORPORA:
        # The teacher reads as long as it may, and may not have come to the last corpora.
        known = learning.teacher_of(teacher, name)
        if known is None:
            continue
        chosen = [a for a in untouched(name) if a["id"] in known and rng.random() < 0.6]
        learn += [example(a, "unlabelled", known, annotated=False) for a in chosen]
        learned += [str(a["id"]) for a in chosen]
    everything = learning.plain_texts()
    words = fast_vocabulary.learned(everything, learning.SEED)
    words.number(learn)
    often = {"fr": 2.0, "en": 2.0, "es": 2.0, "polnear": 0.35, "unlabelled": 0.35}
    plan = learning.Plan(often, epochs=7, minutes=minutes, unknown=0.12, drop=0.1)
    net = Net(words.first, plan.drop)
    learning.train(net, learn, learn[:20], plan)
    export(net, words.known, words.languages, everything, folder, "fast")
    # How sure the engine that ships may be is about how sure these may be: they are of one make.
    note = json.loads((folder / "fast.json").read_text(encoding="utf-8"))
    note["trust"] = json.loads((MODELS / "fast.json").read_text(encoding="utf-8"))["trust"]
    (folder / "fast.json").write_text(json.dumps(note), encoding="utf-8")
    return learned


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--minutes", type=float, default=6.0, help="at most so long for each engine")
    parser.add_argument("--trained", action="store_true", help="the engines are there; only read with them")
    options = parser.parse_args()
    if not options.trained:
        import torch

        torch.set_num_threads(1)
        for fold in range(FOLDS):
            torch.manual_seed(fold)
            learned = train_without(fold, options.folder / f"engine{fold}", options.teacher, options.minutes)
            (options.folder / LEARNED).write_text(json.dumps(learned), encoding="utf-8")
    write(options.folder, read(options.folder))


def read(folder: Path) -> dict[tuple[str, int], tuple[Attribution, ...]]:
    """Return what the engines in ``folder`` find in the articles they never saw, mended as everybody's readings are."""
    from .data import gold

    found: dict[tuple[str, int], tuple[Attribution, ...]] = {}
    for fold in range(FOLDS):
        engine = fast.load("fast", folder / f"engine{fold}")
        for name in SETS3:
            for number, a in enumerate(gold(name, "train")):
                if fold_of(number) == fold:
                    here, _ = fast.read_with_evidence(engine, a["text"], a["lang"])
                    here = likely(a["text"], a["lang"], here)
                    found[name, number] = mended(a["text"], a["lang"], here, marked_spans(a["text"]))
    return found


if __name__ == "__main__":
    main()
