"""The fast engine: reads who said what at several hundred thousand words a second, with nothing but numpy and BLAS."""

from __future__ import annotations

import hashlib
import io
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..collector import collector_paused
from ..quotation import marked_spans
from ..records import Act, Attribution, Span
from .decoding import Pieces, decode, probabilities
from .encoding import Ints
from .features import LANGS, View, view
from .linking import CONTENT, NOTHING, Links, Segments, assemble
from .network import Floats, Languages, Layer, Network, Vocabulary
from .pairs import links
from .unlikely import likely

GROUP = 60_000
"""Characters read together: enough that the cost of a call does not count, few enough to stay near the processor."""
PIECE = 40_000
"""A longer text is read in pieces of about so many characters, cut at a paragraph or sentence end."""
SPEECH = 0.5
"""A content whose tokens are, on average, likelier speech than attitude is speech."""
UNREAD = 4
"""In a language the engine was not taught, a quotation of at least so many words is taken for somebody's speech."""
UNREAD_CONFIDENCE = 0.5
FACTS = 7
"""Numbers the confidence is made of, see ``_facts``."""


@dataclass(frozen=True)
class Engine:
    """The network, and (2, 7) coefficients that turn facts into a probability, for speech and for attitudes."""

    network: Network
    trust: NDArray[np.float64]


@cache
def load(name: str = "fast", folder: Path | None = None) -> Engine:
    """Load the weights that ship with the package; a file that is not the one it should be is a ``ValueError``."""
    home: Traversable = folder or files("analysis.attribution") / "models"
    meta = json.loads((home / f"{name}.json").read_text(encoding="utf-8"))
    raw = (home / f"{name}.npz").read_bytes()
    if hashlib.sha256(raw).hexdigest() != meta["sha256"]:
        raise ValueError(f"models/{name}.npz is damaged or was replaced: its SHA-256 differs from models/{name}.json")
    with np.load(io.BytesIO(raw), allow_pickle=False) as z:
        a = {k: z[k] for k in z.files}

    def wide(key: str) -> Floats:
        return np.asarray(a[key] * a[key + "_scale"][:, None] if key + "_scale" in a else a[key], np.float32)

    flags = (wide("flag")[None] + wide("lang")[:, None]).reshape(-1, a["flag"].shape[1])
    blank = np.zeros((1, flags.shape[1]), np.float32)
    first = wide("conv0").reshape(3, flags.shape[1], -1)
    flags, words = (np.concatenate((table, blank)) @ np.concatenate(first, axis=1) for table in (flags, wide("words")))
    flags[:, flags.shape[1] // 3 : 2 * flags.shape[1] // 3] += wide("bias0")
    layers = []
    for k, reach in enumerate(meta["reach"][1:], 1):
        before, here, after = np.split(wide(f"conv{k}"), 3)
        layers.append(Layer(reach, before, here, after, wide(f"bias{k}"), wide(f"tap{k}") if f"tap{k}" in a else None))
    network = Network(
        vocabulary=Vocabulary(a["hashes"]),
        first=first,
        words=words,
        flags=flags,
        prefix=wide("prefix"),
        suffix=wide("suffix"),
        ending=wide("ending"),
        layers=tuple(layers),
        out=wide("out"),
        out_bias=wide("out_bias"),
        link={k[5:]: wide(k) for k in a if k.startswith("link_")},
        languages=Languages(tuple(meta["languages"]), wide("language_words")),
    )
    return Engine(network, np.array(meta["trust"]))


def read(
    texts: Sequence[str], langs: Sequence[str | None], marks: Sequence[Sequence[Span]] | None = None
) -> list[tuple[Attribution, ...]]:
    """Return the attributions of every text, in order; in a language not taught, its longer quotations alone.

    What the engine itself hardly believes is left out (``unlikely``).
    ``marks`` (``marked_spans`` of each text) save finding them twice.
    """
    with one_thread().limit(limits=1), collector_paused():
        return _read(load(), texts, langs, marks)


@cache
def one_thread() -> Any:
    """Return a switch for BLAS: these matrices are small, and handing them round costs more than it brings."""
    import scipy.linalg.blas  # noqa: F401  (so that its library is there to be switched)
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def _read(
    engine: Engine,
    texts: Sequence[str],
    langs: Sequence[str | None],
    marks: Sequence[Sequence[Span]] | None,
) -> list[tuple[Attribution, ...]]:
    out: list[list[Attribution]] = [[] for _ in texts]
    known = [number for number, lang in enumerate(langs) if lang is None or lang in LANGS]
    for group in _groups(texts, known):
        pieces = [piece for _, _, piece in group]
        of_pieces = [
            marked_spans(piece) if marks is None else _inside(marks[number], offset, piece)
            for number, offset, piece in group
        ]
        read_group = _read_group(engine, pieces, [langs[number] for number, _, _ in group], of_pieces)
        for (number, offset, _), found in zip(group, read_group, strict=True):
            out[number].extend(_moved(found, offset) if offset else found)
    for number in set(range(len(texts))) - set(known):
        out[number].extend(_quotations_alone(texts[number]))
    return [likely(*each) for each in zip(texts, langs, out, strict=True)]


def _inside(marks: Sequence[Span], begin: int, piece: str) -> Sequence[Span]:
    """Return the marks of a text that stand in a piece of it, as offsets of the piece; its own, if it cuts one."""
    end = begin + len(piece)
    first, last = (bisect_left(marks, place, key=attrgetter("start")) for place in (begin, end))
    if (first and marks[first - 1].end > begin) or (first < last and marks[last - 1].end > end):
        return marked_spans(piece)
    inside = marks[first:last]
    return [Span(mark.start - begin, mark.end - begin) for mark in inside] if begin else inside


def read_with_evidence(engine: Engine, text: str, lang: str | None) -> tuple[list[Attribution], NDArray[np.float64]]:
    """Return one text's attributions and the facts behind the confidence of each: what calibration learns from."""
    facts: list[tuple[Ints, NDArray[np.float64]]] = []
    found = _read_group(engine, [text], [lang], [marked_spans(text)], facts)[0]
    if not found:
        return [], np.zeros((0, FACTS))
    starts, known = facts[0]
    nearest = np.abs(starts - np.array([[a.content[0].start] for a in found])).argmin(axis=1)
    return list(found), known[nearest]


def _groups(texts: Sequence[str], numbers: Sequence[int]) -> Iterator[list[tuple[int, int, str]]]:
    """Yield lists of (text number, offset, piece) of about GROUP characters."""
    group: list[tuple[int, int, str]] = []
    size = 0
    for number in numbers:
        for offset, piece in _cut(texts[number]):
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
        at = next((k for end in ("\n", ". ", " ") if (k := text.rfind(end, begin + PIECE // 2, begin + PIECE)) > 0), 0)
        stop = at + 1 if at else begin + PIECE
        yield begin, text[begin:stop]
        begin = stop
    yield begin, text[begin:] if begin else text


def _read_group(
    engine: Engine,
    texts: Sequence[str],
    langs: Sequence[str | None],
    marks: Sequence[Sequence[Span]],
    facts: list[tuple[Ints, NDArray[np.float64]]] | None = None,
) -> list[tuple[Attribution, ...]]:
    v = view(texts, marks)
    if not len(v.tokens):
        return [() for _ in texts]
    network = engine.network
    number = np.array([LANGS.index(lang) if lang in LANGS else len(LANGS) for lang in langs])
    state, scores = network.scores(v, number[v.tokens.text])
    likely = probabilities(scores[:7])
    found = decode(v, scores[:7], likely, v.quotations)
    cue, source, join = links(network.link, v, state, found)
    said = _speech(scores[7], found)
    act: list[Act] = ["speech" if s > SPEECH else "attitude" for s in said.tolist()]
    known = _facts(likely, found, said, cue, source)
    if facts is not None:
        contents = found.kind == CONTENT
        facts.append((v.tokens.start[found.first[contents]], known[contents]))
    sure = 1 / (1 + np.exp(-(known * engine.trust[(said <= SPEECH).astype(np.intp)]).sum(axis=1)))
    return _assembled(v, found, (cue, source, join), sure, act, texts, marks)


def _speech(scores: Floats, found: Pieces) -> NDArray[np.float64]:
    """Return for every segment how probable it is, on average over its tokens, that it is speech."""
    running = np.zeros(len(scores) + 1)
    np.cumsum(1 / (1 + np.exp(-np.clip(scores, -30, 30))), out=running[1:])
    return np.asarray((running[found.last + 1] - running[found.first]) / (found.last + 1 - found.first))


def _facts(likely: Floats, found: Pieces, said: NDArray[np.float64], cue: Ints, source: Ints) -> NDArray[np.float64]:
    """Return (segments, 7): 1, log odds of the mean, first and last token and of the act, linked or not, log length."""
    kind = found.kind + 1
    chances = np.stack([found.sure, likely[kind, found.first], likely[kind, found.last], np.maximum(said, 1 - said)])
    chances = np.clip(chances, 1e-3, 1 - 1e-3)
    linked = (cue >= 0) | (source >= 0)
    length = np.log(found.last - found.first + 1.0)
    return np.column_stack([np.ones(len(found)), *np.log(chances / (1 - chances)), linked, length])


def _assembled(
    v: View,
    found: Pieces,
    arcs: tuple[Ints, Ints, Ints],
    sure: NDArray[np.float64],
    act: list[Act],
    texts: Sequence[str],
    marks: Sequence[Sequence[Span]],
) -> list[tuple[Attribution, ...]]:
    t = v.tokens
    bounds = np.searchsorted(t.text[found.first], np.arange(len(texts) + 1)).tolist()
    start, end = t.start[found.first], t.end[found.last]
    out: list[tuple[Attribution, ...]] = []
    for number, text in enumerate(texts):
        a, b = bounds[number], bounds[number + 1]
        if a == b:
            out.append(())
            continue
        base = int(t.base[number])
        segments = Segments(found.kind[a:b], start[a:b] - base, end[a:b] - base, sure[a:b])
        shifted = Links(*(np.maximum(x[a:b] - a, NOTHING) for x in arcs)) if a else Links(*(x[a:b] for x in arcs))
        out.append(assemble(text, segments, shifted, marks[number], act=act[a:b]))
    return out


def _quotations_alone(text: str) -> list[Attribution]:
    return [
        Attribution(content=(mark,), type="direct", confidence=UNREAD_CONFIDENCE)
        for mark in marked_spans(text)
        if len(mark.of(text).split()) >= UNREAD
    ]


def _moved(found: tuple[Attribution, ...], offset: int) -> list[Attribution]:
    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple([Span(s.start + offset, s.end + offset) for s in spans])

    return [
        Attribution(move(a.content), move(a.cue), move(a.source), a.type, a.act, confidence=a.confidence) for a in found
    ]
