"""Ship the accurate engine: eight-bit ONNX graph, pruned vocabulary, hashes.  ``python -m training.accurate_export``

Every matrix product runs on 8-bit integers.  Activations are rounded in fixed steps, one a channel: the steps are
folded
into the normalisation before (or the value matrix, or a product after the activation function) and into the weights
after, so they cost next to nothing at run time (cf. SmoothQuant, Xiao et al. 2023).  Normalisation is written as
centring
followed by root-mean-square scaling, and its constant part is folded into the next bias, because onnxruntime runs that
ten times faster than its own layer normalisation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from . import accurate_base
from .accurate_lessons import batch, lesson, tokenizer, windows
from .accurate_model import ARC, Layer, Reader
from .data import MODELS, SETS, SHARED, gold, held_out, read

FILES = ("accurate.onnx", "accurate.npz", "accurate_heads.npz")
Floats = NDArray[np.float32]
_OURS = "com.microsoft"


@dataclass(frozen=True)
class Rounded:
    """One linear layer in eight bits: ``u = (x - shift) / step`` is rounded to uint8 around ``zero``; y =
    scale*(u@w)+bias.
    """

    step: Floats
    zero: int
    w: NDArray[np.int8]
    scale: Floats
    bias: Floats
    error: float


def round_linear(
    weight: Floats, bias: Floats, shift: Floats, sample: Floats, *, zeros: tuple[int, ...] = (128,)
) -> Rounded:
    """Choose the steps that lose least on ``sample`` ((rows, in), what the layer really sees)."""
    x = sample - shift
    exact = x @ weight.T
    top = np.abs(x).max(0) + 1e-6
    reach = np.abs(weight).max(0) + 1e-6
    best: Rounded | None = None
    for zero in zeros:
        room = 255 - zero
        for alpha in (0.35, 0.5, 0.65, 0.8):
            smooth = top**alpha / reach ** (1 - alpha)
            u = x / smooth
            for part in (1.0, 0.99):
                limit = float(np.quantile(np.abs(u).max(1), part)) if part < 1 else float(np.abs(u).max())
                step = (smooth * limit / room).astype(np.float32)
                wide = weight * step
                scale = np.abs(wide).max(1) / 127 + 1e-12
                w = np.round(wide / scale[:, None])
                seen = np.clip(np.round(x / step), -zero, 255 - zero) @ w.T * scale
                error = float(((seen - exact) ** 2).mean() / (exact**2).mean())
                if best is None or error < best.error:
                    best = Rounded(
                        step, zero, w.T.astype(np.int8), scale.astype(np.float32), bias + weight @ shift, error
                    )
    assert best is not None
    return best


@dataclass
class Graph:
    """Nodes and constants of an ONNX graph in the making."""

    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)

    def constant(self, name: str, value: Any) -> str:
        """Keep one array under a name."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], *, domain: str = "", **options: Any) -> str:
        """Append a node with one output; return the output's name."""
        out = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [out], domain=domain, **options))
        return out

    def eight_bit(self, x: str, zero: int) -> str:
        """Round x to uint8 around ``zero``, in steps of one."""
        z = self.constant(f"zero{zero}", np.uint8(zero))
        return self.node("QuantizeLinear", [x, self.constant("one", np.float32(1)), z])

    def product(self, u: str, name: str, layer: Rounded, *, bias: Floats | None, scale: Floats | None = None) -> str:
        """Multiply 8-bit ``u`` by a rounded matrix; return numbers."""
        inputs = [
            u,
            self.constant(name + ".w", layer.w),
            self.constant("one", np.float32(1)),
            self.constant(name + ".s", layer.scale if scale is None else scale),
            self.constant(f"zero{layer.zero}", np.uint8(layer.zero)),
        ]
        if bias is not None:
            inputs += ["", self.constant(name + ".b", bias.astype(np.float32))]
        return self.node("MatMulIntegerToFloat", inputs, domain=_OURS)

    def centred(self, x: str) -> str:
        """Subtract the mean of the last axis."""
        axis = self.constant("last", np.array([-1], np.int64))
        return self.node("Sub", [x, self.node("ReduceMean", [x, axis], keepdims=1)])

    def scaled(self, x: str, name: str, gain: Floats, eps: float) -> str:
        """Divide by the root mean square of the last axis, times ``gain``."""
        g = self.constant(name, gain.astype(np.float32))
        return self.node("SimplifiedLayerNormalization", [x, g], axis=-1, epsilon=eps)


def array(x: torch.Tensor) -> Floats:
    """Return a tensor as 32-bit numbers."""
    return x.detach().float().numpy()


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


def layer_nodes(
    g: Graph, i: int, layer: Layer, x: str, normal: str, gain: Floats, shift: Floats, seen: Any, eps: float
) -> Any:
    """Append one transformer layer.  True input = x + shift, with x = normal * gain.  Return the same four for the
    next.
    """
    h = len(gain)
    name = f"layers.{i}."
    weight, bias = array(layer.qkv.weight), array(layer.qkv.bias)
    u = None
    value_w = weight[2 * h :]
    qkv = round_linear(weight, bias, shift, seen[name + "qkv"])
    value_bias = (qkv.bias)[2 * h :]
    out = round_linear(array(layer.out.weight), array(layer.out.bias), value_bias, seen[name + "out"])
    u = g.eight_bit(g.scaled(normal, name + "in", gain / qkv.step, eps), 128)
    parts = []
    for k in range(3):
        rows = slice(k * h, (k + 1) * h)
        scale = qkv.scale[rows] / (out.step if k == 2 else 1)
        part = Rounded(qkv.step, 128, np.ascontiguousarray(qkv.w[:, rows]), scale, qkv.bias[rows], 0)
        parts.append(g.product(u, f"{name}{'qkv'[k]}", part, bias=None if k == 2 else part.bias))
    assert value_w.shape == (h, h)
    mixed = g.node("MultiHeadAttention", parts, domain=_OURS, num_heads=layer.heads)
    y = g.product(g.eight_bit(mixed, 128), name + "out", out, bias=out.bias + shift)
    normal = g.centred(g.node("Add", [x, y]))
    gain, shift = array(layer.norm1.weight), array(layer.norm1.bias)
    x = g.scaled(normal, name + "norm1", gain, eps)
    wide = round_linear(array(layer.wide.weight), array(layer.wide.bias), shift, seen[name + "wide"])
    back = round_linear(
        array(layer.back.weight), array(layer.back.bias), np.zeros(len(wide.bias), np.float32), seen[name + "back"],
        zeros=(64, 24),
    )  # fmt: skip
    u = g.eight_bit(g.scaled(normal, name + "mid", gain / wide.step, eps), 128)
    y = g.product(u, name + "wide", wide, bias=None)
    y = g.node("FastGelu", [y, g.constant(name + "wide.b", wide.bias.astype(np.float32))], domain=_OURS)
    y = g.eight_bit(g.node("Mul", [y, g.constant(name + "back.i", 1 / back.step)]), back.zero)
    y = g.product(y, name + "back", back, bias=back.bias + shift)
    normal = g.centred(g.node("Add", [x, y]))
    gain, shift = array(layer.norm2.weight), array(layer.norm2.bias)
    print(
        f"layer {i}: relative errors {qkv.error:.5f} {out.error:.5f} {wide.error:.5f} {back.error:.5f} ({back.zero})",
        flush=True,
    )
    return g.scaled(normal, name + "norm2", gain, eps), normal, gain, shift


def graph(net: Reader, seen: dict[str, Floats], eps: float) -> tuple[onnx.ModelProto, Floats]:
    """Return the eight-bit graph (embeddings in, states out) and the constant to add to its states."""
    g = Graph()
    normal = g.centred("embedded")
    gain, shift = array(net.norm.weight), array(net.norm.bias)
    x = g.scaled(normal, "norm", gain, eps)
    for i, layer in enumerate(net.layers):
        assert isinstance(layer, Layer)
        x, normal, gain, shift = layer_nodes(g, i, layer, x, normal, gain, shift, seen, eps)
    g.nodes.append(helper.make_node("Identity", [x], ["states"]))
    shape = ["b", "n", len(gain)]
    made = helper.make_graph(
        g.nodes,
        "reader",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
        list(g.constants.values()),
    )
    opsets = [helper.make_opsetid("", 19), helper.make_opsetid(_OURS, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9), shift


def vocabulary(base: accurate_base.Base, most: int) -> list[int]:
    """Return the ids of the pieces to keep: all that occur in the corpora and in train gold, then the likeliest
    Latin ones.
    """
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
    heads["trust"] = np.tile(np.array([0, 1, 0, 0, 0, 0], np.float32), (2, 1))
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
