"""The fast engine: reads who said what at several hundred thousand words a second, with nothing but numpy."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ..quotation import marked_spans
from ..records import Act, Attribution, Span
from . import decoding
from .encoding import Ints
from .features import LANGS, View, mark_tokens, view
from .linking import CONTENT, CUE, NOTHING, SOURCE, Links, Segments, assemble
from .network import Languages, Layer, Network, Vocabulary

Floats = NDArray[np.float32]
GROUP = 16_000
"""Characters read together: their arrays stay in the processor's cache."""
PIECE = 100_000
"""A longer text is read in pieces of about so many characters, cut at a paragraph or sentence end: the cost is linear."""
SPEECH = 0.5
"""A content whose tokens are, on average, likelier speech than attitude is speech."""
NEAR = 4
"""Cues and sources looked at on either side of a content."""


@cache
def load(name: str = "fast") -> Network:
    """Load the weights that ship with the package; a file that is not the one it should be is a ``ValueError``."""
    folder = files("analysis.attribution") / "models"
    meta = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    raw = (folder / f"{name}.npz").read_bytes()
    if hashlib.sha256(raw).hexdigest() != meta["sha256"]:
        raise ValueError(f"models/{name}.npz is damaged or was replaced: its SHA-256 differs from models/{name}.json")
    with np.load(io.BytesIO(raw), allow_pickle=False) as z:
        a = {k: z[k] for k in z.files}

    def wide(key: str) -> Floats:
        return np.asarray(a[key] * a[key + "_scale"][:, None] if key + "_scale" in a else a[key], np.float32)

    flags = (wide("flag")[None] + wide("lang")[:, None]).reshape(-1, a["flag"].shape[1])
    blank = np.zeros((1, flags.shape[1]), np.float32)
    layers = tuple(
        Layer(reach, *np.split(wide(f"conv{k}"), 3), wide(f"bias{k}"), wide(f"tap{k}") if f"tap{k}" in a else None)
        for k, reach in enumerate(meta["reach"])
    )
    return Network(
        vocabulary=Vocabulary(a["hashes"]),
        words=np.concatenate((wide("words"), blank)),
        flags=np.concatenate((flags, blank)),
        prefix=wide("prefix"),
        suffix=wide("suffix"),
        ending=wide("ending"),
        layers=layers,
        out=wide("out"),
        out_bias=wide("out_bias"),
        link={k[5:]: wide(k) for k in a if k.startswith("link_")},
        languages=Languages(tuple(meta["languages"]), wide("language_words")),
    )


def read(texts: Sequence[str], langs: Sequence[str | None]) -> list[tuple[Attribution, ...]]:
    """Return the attributions of every text, in order."""
    network = load()
    out: list[list[Attribution]] = [[] for _ in texts]
    for group in _groups(texts):
        for (number, offset, _), found in zip(group, _read_group(network, group, langs), strict=True):
            out[number].extend(_moved(found, offset) if offset else found)
    return [tuple(a) for a in out]


def _groups(texts: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Yield lists of (text number, offset, piece) of about GROUP characters."""
    group: list[tuple[int, int, str]] = []
    size = 0
    for number, text in enumerate(texts):
        for offset, piece in _cut(text):
            if group and size + len(piece) > GROUP:
                yield group
                group, size = [], 0
            group.append((number, offset, piece))
            size += len(piece)
    if group:
        yield group


def _cut(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    while len(text) - begin > PIECE:
        window = text[begin : begin + PIECE]
        for ending in ("\n", ". ", " "):
            at = window.rfind(ending, PIECE // 2)
            if at > 0:
                break
        stop = begin + (at + 1 if at > 0 else PIECE)
        yield begin, text[begin:stop]
        begin = stop
    yield begin, text[begin:] if begin else text


def _read_group(
    network: Network, group: list[tuple[int, int, str]], langs: Sequence[str | None]
) -> list[tuple[Attribution, ...]]:
    texts = [piece for _, _, piece in group]
    marks = [marked_spans(text) for text in texts]
    v = view(texts, marks)
    if not len(v.tokens):
        return [() for _ in texts]
    of_text = np.array([LANGS.index(x) if (x := langs[number]) in LANGS else len(LANGS) for number, _, _ in group])
    ids = network.vocabulary.ids(v.tokens.hash)
    state = network.hidden(v, ids, of_text[v.tokens.text])
    scores = network.out.T @ state.T
    scores = scores.take(v.row, axis=1) + network.out_bias[:, None]
    found = decoding.decode(v, scores[:7], mark_tokens(v.tokens, marks))
    return _attributions(network, v, state, scores[7], found, texts, marks)


def _attributions(
    network: Network,
    v: View,
    state: Floats,
    speech: Floats,
    found: decoding.Pieces,
    texts: Sequence[str],
    marks: Sequence[Sequence[Span]],
) -> list[tuple[Attribution, ...]]:
    t = v.tokens
    owner = t.text[found.first]
    cue = link(network, v, state, found, CUE)
    source = link(network, v, state, found, SOURCE)
    join = np.full(len(found), NOTHING)
    running = np.concatenate(([0.0], np.cumsum(1 / (1 + np.exp(-np.clip(speech, -30, 30))), dtype=np.float64)))
    said = (running[found.last + 1] - running[found.first]) / (found.last + 1 - found.first)
    act: list[Act] = ["speech" if s > SPEECH else "attitude" for s in said.tolist()]
    bounds = np.searchsorted(owner, np.arange(len(texts) + 1)).tolist()
    start, end = t.start[found.first], t.end[found.last]
    out = []
    for number, text in enumerate(texts):
        a, b = bounds[number], bounds[number + 1]
        if a == b:
            out.append(())
            continue
        base = int(t.base[number])
        segments = Segments(found.kind[a:b], start[a:b] - base, end[a:b] - base, found.sure[a:b])
        links = Links(*(np.where(x[a:b] >= 0, x[a:b] - a, NOTHING) for x in (cue, source, join)))
        out.append(assemble(text, segments, links, marks[number], act=act[a:b]))
    return out


def link(network: Network, v: View, state: Floats, found: decoding.Pieces, role: int) -> Ints:
    """Return for every content segment the index of its cue (or source), -1 where there is none."""
    out = np.full(len(found), NOTHING)
    contents = np.flatnonzero(found.kind == CONTENT)
    others = np.flatnonzero(found.kind == role)
    if not len(contents) or not len(others):
        return out
    t, w = v.tokens, network.link
    size = w["u"].shape[1]
    part = slice((role - 1) * size, role * size)
    first, last = found.first[contents], found.last[contents]
    nth = np.searchsorted(others, contents)[:, None] + np.arange(-NEAR, NEAR)
    ok = (nth >= 0) & (nth < len(others))
    candidate = others[np.where(ok, nth, 0)]
    at = found.first[candidate]
    ok &= t.text[at] == t.text[first][:, None]
    away = np.minimum(abs(v.sentence[at] - v.sentence[first][:, None]), abs(v.sentence[at] - v.sentence[last][:, None]))
    relation = np.arange(2 * NEAR) * 5 + np.minimum(away, 3) + (away > 6) + (role - 1) * 100
    asks = state[v.row[first]] @ w["cs"][:, part] + w["cs_bias"][part] + state[v.row[last]] @ w["ce"][:, part]
    answers = (state[v.row[found.first[others]]] @ w["ks"][:, part])[np.where(ok, nth, 0)]
    joint = answers + asks[:, None]
    joint += w["rel"][relation]
    scores = np.maximum(joint, 0, out=joint) @ w["u"][role - 1]
    scores[~ok] = -1e4
    best = scores.argmax(axis=1)
    none = state[v.row[first]] @ w["none"][:, role - 1] + w["none_bias"][role - 1]
    row = np.arange(len(contents))
    out[contents] = np.where(scores[row, best] > none, candidate[row, best], NOTHING)
    return out


def _moved(found: tuple[Attribution, ...], offset: int) -> list[Attribution]:
    from dataclasses import replace

    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + offset, s.end + offset) for s in spans)

    return [replace(a, content=move(a.content), cue=move(a.cue), source=move(a.source)) for a in found]
