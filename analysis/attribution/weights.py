"""Opens the accurate engine's weights: arrays and a graph that ship with the package, checked against their hashes."""

from __future__ import annotations

import hashlib
import io
import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from .accurate import Accurate

_BLOCK, _BLOCK_BYTES = 32, 18


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn (n, k * 18) bytes into (n, k * 32) numbers: blocks of 32 four-bit weights behind one half-precision scale.

    >>> row = np.concatenate([np.array([2.0], "<f2").view(np.uint8), np.full(16, 0x9A, np.uint8)])
    >>> unpack(row[None])[0, [0, 15, 16, 31]].tolist()
    [4.0, 4.0, 2.0, 2.0]
    """
    cut = blocks.reshape(len(blocks), -1, _BLOCK_BYTES)
    scale = np.ascontiguousarray(cut[:, :, :2]).view("<f2").astype(np.float32)
    codes = cut[:, :, 2:]
    whole = np.empty((*codes.shape[:2], _BLOCK), np.float32)
    whole[:, :, : _BLOCK // 2] = codes & 15
    whole[:, :, _BLOCK // 2 :] = codes >> 4
    whole -= 8
    whole *= scale
    return whole.reshape(len(blocks), -1)


class Encoder:
    """The network: piece ids in, one state a piece out (onnxruntime, one thread)."""

    def __init__(self, graph: bytes, embedding: NDArray[np.uint8], position: NDArray[np.float32]) -> None:
        try:
            import onnxruntime
        except ImportError as missing:
            raise ImportError(
                'engine="accurate" needs onnxruntime: pip install "media-framing[accurate]"; engine="fast" does not'
            ) from missing
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False
        # Without VNNI eight-bit products would saturate: a tenth slower, and the same answers as with it.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._embedding, self._position = embedding, position

    def __call__(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return (b, n, h) states of (b, n) ids; every row is full, none is padded."""
        known, where = np.unique(ids, return_inverse=True)
        embedded = unpack(self._embedding[known])[where.reshape(ids.shape)]
        embedded += self._position[: ids.shape[1]]
        states: NDArray[np.float32] = self._session.run(["states"], {"embedded": embedded})[0]
        return states


def accurate(folder: Traversable | None = None) -> Accurate:
    """Return the accurate engine from the files in ``folder`` (by default those that ship with the package).

    Raises ImportError when onnxruntime is missing, ValueError when a file is not the one its hash was taken of.
    """
    from .accurate import Accurate
    from .arcs import Heads
    from .pieces import Pieces

    folder = folder or files(__package__) / "models"
    card = json.loads((folder / "accurate.json").read_text(encoding="utf-8"))
    graph = _checked(folder, "accurate.onnx", card)
    arrays: dict[str, NDArray[Any]] = {}
    for name in ("accurate.npz", "accurate_heads.npz"):
        with np.load(io.BytesIO(_checked(folder, name, card)), allow_pickle=False) as stored:
            arrays |= {key: stored[key] for key in stored.files}
    table = {p: (i, float(s)) for i, (p, s) in enumerate(zip(card["pieces"], arrays["score"], strict=True))}
    for special in ("begin", "unknown", "paragraph"):
        table.pop(card["pieces"][card[special]], None)
    pieces = Pieces(table, card["unknown"], card["paragraph"], unknown_score=card["unknown_score"])
    pair = {name: (arrays[name + "_w"], arrays[name + "_b"]) for name in ("tags", "dependent", "head", "none", "lead")}
    judges = {name[5:]: value for name, value in arrays.items() if name.startswith("link_")}
    heads = Heads(**pair, steady=arrays["steady"], trust=arrays["trust"], judges=judges)
    network = Encoder(graph, arrays["embedding"], arrays["position"].astype(np.float32))
    return Accurate(pieces, network, heads, card["begin"])


def _checked(folder: Traversable, name: str, card: dict[str, Any]) -> bytes:
    data = (folder / name).read_bytes()
    found, wanted = hashlib.sha256(data).hexdigest(), card["sha256"][name]
    if found != wanted:
        raise ValueError(
            f"{name} is damaged or not the file its card describes: SHA-256 {found[:12]}…, not {wanted[:12]}…"
        )
    return data
