"""Ship the accurate engine: eight-bit ONNX graph, pruned vocabulary, hashes.  ``python -m training.accurate_export``"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from . import accurate_base
from .accurate_graph import Floats, array, graph
from .accurate_lessons import batch, lesson, tokenizer, windows
from .accurate_model import ARC, Reader
from .data import MODELS, SETS, SHARED, gold, held_out, read

FILES = ("accurate.onnx", "accurate.npz", "accurate_heads.npz")
AS_IT_COMES = np.array([0, 1, 0, 0, 0, 0], np.float32)
"""The coefficients of a certainty that nothing has calibrated."""


def samples(net: Reader, batches: Iterable[tuple[torch.Tensor, torch.Tensor]], rows: int = 1600) -> dict[str, Floats]:
    """Return, for every linear layer of the encoder, some of the inputs it sees on real text."""
    seen: dict[str, list[Floats]] = {}
    keep: list[torch.Tensor] = []
    hooks = []
    for name, part in net.named_modules():
        if name.startswith("layers.") and name.rsplit(".", 1)[-1] in ("qkv", "out", "wide", "back"):

            def note(_: Any, inputs: tuple[torch.Tensor], __: Any, name: str = name) -> None:
                x = inputs[0].reshape(-1, inputs[0].shape[-1])
                seen.setdefault(name, []).append(array(x[keep[-1]]))

            hooks.append(part.register_forward_hook(note))
    generator = torch.Generator().manual_seed(3)
    batches = list(batches)
    for ids, lengths in batches:
        real = (torch.arange(ids.shape[1])[None] < lengths[:, None]).reshape(-1).nonzero()[:, 0]
        first = torch.arange(len(lengths)) * ids.shape[1]
        some = real[torch.randperm(len(real), generator=generator)[: rows // len(batches)]]
        keep.append(torch.cat([some, first]))
        with torch.no_grad():
            net.encode(ids, lengths)
    for hook in hooks:
        hook.remove()
    return {name: np.concatenate(parts) for name, parts in seen.items()}


def vocabulary(base: accurate_base.Base, most: int) -> list[int]:
    """Return the ids of the pieces to keep: all of the corpora and of train gold, then the likeliest Latin ones."""
    cut = tokenizer(base)
    seen: Counter[int] = Counter()
    texts = [SHARED / "corpora" / f"{name}.jsonl.gz" for name in ("gilets_jaunes", "polnear", "basil")]
    texts += [SHARED / "gold" / f"{name}_train.jsonl.gz" for name in SETS]
    for path in texts:
        for article in read(path):
            seen.update(cut.encode(article["text"]).ids.tolist())
    latin = frozenset("abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿß")
    extra = [
        (-score, i)
        for piece, (i, score) in base.vocabulary.items()
        if i not in seen and (len(piece) == 1 or set(piece.lower()) - {"\u2581"} <= latin)
    ]
    single = {i for piece, (i, _) in base.vocabulary.items() if len(piece) == 1 and ord(piece) < 0x2E80}
    kept = set(seen) | set(base.ids.values()) | single
    for _, i in sorted(extra):
        if len(kept) >= most:
            break
        kept.add(i)
    return sorted(kept)


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def calibration_batches(base: accurate_base.Base, n: int = 20) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Return windows of train text in every language to choose the steps on."""
    cut, rng = tokenizer(base), random.Random(5)
    chosen = []
    for name in SETS:
        for article in rng.sample(held_out(gold(name, "train"))[0], 16):
            chosen += list(windows(lesson(article, name, cut), 255, rng))[:2]
    rng.shuffle(chosen)
    made = [batch(chosen[i : i + 4], base.ids["begin"]) for i in range(0, 4 * n, 4) if chosen[i : i + 4]]
    return [(b.ids, b.lengths) for b in made]


def main() -> None:
    """Export from the command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--weights", type=Path, default=Path("build/accurate/last.pt"))
    ap.add_argument("--out", type=Path, default=MODELS)
    ap.add_argument("--pieces", type=int, default=60_000)
    a = ap.parse_args()
    torch.set_num_threads(2)
    a.out.mkdir(parents=True, exist_ok=True)
    base = accurate_base.load()
    net = Reader(base)
    net.load_state_dict(torch.load(a.weights, weights_only=True), strict=False)
    net.eval()
    model, shift = graph(net, samples(net, calibration_batches(base)), base.eps)
    onnx.save(model, a.out / "accurate.onnx")
    kept = vocabulary(base, a.pieces)
    piece_of = {i: (piece, score) for piece, (i, score) in base.vocabulary.items()}
    names = {i: f"<{name}>" for name, i in base.ids.items()}
    arrays: dict[str, Any] = {
        "embedding": base.blocks("emb.word", base.hidden)[kept],
        "position": array(net.position).astype(np.float16),
        "score": np.array([piece_of[i][1] if i in piece_of else 0.0 for i in kept], np.float32),
    }
    heads: dict[str, Any] = {}
    for name, factor in (("tags", 1.0), ("dependent", ARC**-0.5), ("head", 1.0), ("none", 1.0), ("lead", 1.0)):
        part = getattr(net, name)
        weight, bias = array(part.weight).T * factor, array(part.bias) * factor
        heads[name + "_w"] = weight.astype(np.float32)
        heads[name + "_b"] = (bias + shift @ weight).astype(np.float32)
    # Until accurate_tune sets them: no dial moved, and a certainty as it comes.
    heads["steady"] = np.zeros((2, 7), np.float32)
    heads["trust"] = np.tile(AS_IT_COMES, (2, 1))
    np.savez(a.out / "accurate.npz", **arrays)
    np.savez(a.out / "accurate_heads.npz", **heads)
    at = {i: k for k, i in enumerate(kept)}
    card = {
        "pieces": [piece_of[i][0] if i in piece_of else names[i] for i in kept],
        "begin": at[base.ids["begin"]],
        "unknown": at[base.ids["unknown"]],
        "paragraph": at[base.ids["end"]],
        "unknown_score": min(s for _, s in base.vocabulary.values()) - 10,
        "sha256": {name: digest(a.out / name) for name in FILES},
    }
    (a.out / "accurate.json").write_text(json.dumps(card, ensure_ascii=False), "utf-8")
    for name in (*FILES, "accurate.json"):
        print(name, f"{(a.out / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
