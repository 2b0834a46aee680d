"""The accurate engine's encoder as a graph of ONNX whose matrix products run on 8-bit integers.

Activations are rounded in fixed steps, one a channel: the steps are folded into the normalisation before (or the value
matrix, or a product after the activation function) and into the weights after, so they cost next to nothing at run time
(cf. SmoothQuant, Xiao et al. 2023).  Normalisation is written as centring followed by root-mean-square scaling, and its
constant part is folded into the next bias, because onnxruntime runs that ten times faster than its own layer
normalisation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .accurate_model import Layer, Reader

Floats = NDArray[np.float32]
_OURS = "com.microsoft"


@dataclass(frozen=True)
class Rounded:
    """One linear layer in eight bits: y = scale · (u @ w) + bias.

    ``u = (x - shift) / step`` is rounded to uint8 around ``zero``.
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


def layer_nodes(
    g: Graph, i: int, layer: Layer, x: str, normal: str, gain: Floats, shift: Floats, seen: Any, eps: float
) -> Any:
    """Append one transformer layer, and return x, normal, gain and shift for the next.

    The true input is x + shift, with x = normal * gain.
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
