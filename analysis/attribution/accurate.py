"""The accurate engine: a small multilingual language model that reads a whole article before it says who said what.

An encoder of twelve layers (multilingual-e5-small, fine-tuned, eight bits) reads windows of about 300 word pieces.  Two
tagging heads mark contents, cues and sources, one in the scheme of speech, one in PolNeAR's wider scheme; a learned
linker says which of them belong together.  Needs onnxruntime (extra ``accurate``); nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..quotation import marked_spans
from ..records import Attribution, Span
from .arcs import Heads, Likelihoods, attributions_of, likelihoods
from .pieces import Encoded, Pieces

SIZE = 320
"""Pieces a window, the begin piece included; the encoder was taught with up to 384, see training/README.md."""
CONTEXT = 32
"""Pieces of the text before a window's own words that it reads again, at least."""
AHEAD = 24
"""Pieces after a window's own words that it reads, where it does not end with a paragraph."""


class Network(Protocol):
    """Turns (b, n) piece ids into (b, n, h) states."""

    def __call__(self, ids: NDArray[np.int64]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [start, stop) of one text, read for the sake of its words [begin, end)."""

    start: int
    stop: int
    begin: int
    end: int


@dataclass(frozen=True)
class Accurate:
    """The engine: a way to cut pieces, a network, and the heads that read its states."""

    pieces: Pieces
    network: Network
    heads: Heads
    begin: int

    def read(
        self, texts: Sequence[str], marks: Sequence[Sequence[Span]] | None = None
    ) -> list[tuple[Attribution, ...]]:
        """Return the attributions of each text, in reading order.  ``marks``: ``marked_spans`` of each, where at hand.

        Raises nothing on any ``str``; time and memory grow linearly with the length of the texts.
        """
        marks = [marked_spans(text) for text in texts] if marks is None else marks
        return [
            attributions_of(text, encoded, seen, self.heads, of_text)
            for text, encoded, seen, of_text in zip(*self._likelihoods(texts), marks, strict=True)
        ]

    def _likelihoods(self, texts: Sequence[str]) -> tuple[Sequence[str], list[Encoded], list[Likelihoods]]:
        encoded = [self.pieces.encode(text) for text in texts]
        seen = [Likelihoods.empty(len(e.first), self.heads) for e in encoded]
        for index, (text, e) in enumerate(zip(texts, encoded, strict=True)):
            for w in windows(e, text):
                ids = np.concatenate(([self.begin], e.ids[w.start : w.stop]))
                # One window at a time: its states stay in the processor's cache, which beats larger batches by a third.
                states = self.network(ids[None])[0]
                places = e.first[w.begin : w.end] - w.start + 1
                likelihoods(states[places], self.heads, into=seen[index], at=w.begin)
        return texts, encoded, seen


def windows(e: Encoded, text: str) -> Iterator[Window]:
    """Cut a text into windows; every word belongs to exactly one.

    A window's own words end with a paragraph if one ends in its last 30%, else with a sentence, else anywhere.
    """
    room, n, total = SIZE - 1, len(e.first), len(e.ids)
    edge = np.append(e.first, total)
    breaks = np.append(e.breaks, n)
    begin = 0
    while begin < n:
        reach = max(0, int(edge[begin]) - (CONTEXT if begin else 0)) + room
        if reach >= total:
            yield Window(max(0, int(edge[begin]) - CONTEXT), total, begin, n)
            return
        last = max(begin + 1, int(np.searchsorted(edge, reach, "right")) - 1)
        floor = begin + int(0.7 * (last - begin))
        at = int(np.searchsorted(breaks, last, "right")) - 1
        if at >= 0 and breaks[at] > floor:
            end = int(breaks[at])
            stop = int(edge[end])
        else:
            last = max(begin + 1, int(np.searchsorted(edge, reach - AHEAD, "right")) - 1)
            end = next((k for k in range(last, floor, -1) if _sentence_ends(text, e, k)), last)
            stop = min(total, max(int(edge[end]), min(int(edge[end]) + AHEAD, reach)))
        start = min(max(0, stop - room), int(edge[begin]))
        stop = min(stop, start + room)
        yield Window(start, stop, begin, end)
        begin = end


def _sentence_ends(text: str, e: Encoded, k: int) -> bool:
    """Whether a sentence may end before word k: a stop (or a closing mark after one), then a blank."""
    before, after = int(e.words[k - 1, 1]), int(e.words[k, 0])
    return before < after and (text[before - 1] in ".!?…" or text[max(0, before - 2) : before - 1] in tuple(".!?…"))


@cache
def load() -> Accurate:
    """Return the engine with the weights that ship with the package, read once."""
    from .weights import accurate

    return accurate()


def read(texts: Sequence[str], marks: Sequence[Sequence[Span]] | None = None) -> list[tuple[Attribution, ...]]:
    """Return the attributions of each text as the accurate engine reads them; see ``Accurate.read``."""
    return load().read(texts, marks)
