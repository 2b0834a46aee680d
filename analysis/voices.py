"""Every word of an article belongs to one voice: the outlet's, or that of somebody it quotes or paraphrases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .columns import RATIOS, VOICES, Ratio
from .records import Attribution, Reading, Span
from .text import words

NARRATION, SCARE, DIRECT, PARTIAL, INDIRECT = range(5)
COLOURS: dict[str, str] = {
    "narration": "#e3e3e3",
    "scare": "#f0cf65",
    "direct": "#1d4f8f",
    "partial": "#86b6e3",
    "indirect": "#b95725",
}
"""A voice keeps its colour in every chart, page and terminal.  Told apart by colour-blind readers (blue against orange
and yellow), and in grey: CIE lightness about 90, 84, 33, 72 and 49."""
INK: dict[str, str] = {voice: "#ffffff" if voice in ("direct", "indirect") else "#1a1a1a" for voice in COLOURS}
"""The colour in which text is legible on a voice's colour."""

_MARKED_AS = {"direct": DIRECT, "mixed": PARTIAL}


@dataclass(frozen=True, slots=True)
class Voices:
    """The words of a text and the voice of each.

    ``words``: int32 (n, 2) character offsets; ``code``: uint8 (n,), an index into ``columns.VOICES``;
    ``inside``: bool (n,), whether the word stands between quotation marks.
    """

    words: NDArray[np.int32]
    code: NDArray[np.uint8]
    inside: NDArray[np.bool_]

    def counts(self) -> dict[str, int]:
        """Return the number of words of each voice, in the order of ``VOICES``."""
        return dict(zip(VOICES, np.bincount(self.code, minlength=len(VOICES)).tolist(), strict=True))

    def sizes(self, contents: Sequence[tuple[Span, ...]]) -> tuple[list[int], list[int]]:
        """Return, for each tuple of spans, how many words begin in it, and how many of them inside marks."""
        owner = np.repeat(np.arange(len(contents)), [len(spans) for spans in contents])
        edges = [edge for spans in contents for span in spans for edge in (span.start, span.end)]
        bounds = self.words[:, 0].searchsorted(edges).reshape(-1, 2)
        marked = np.concatenate(([0], np.cumsum(self.inside)))
        n_words, n_marked = np.zeros((2, len(contents)), np.int64)
        np.add.at(n_words, owner, bounds[:, 1] - bounds[:, 0])
        np.add.at(n_marked, owner, marked[bounds[:, 1]] - marked[bounds[:, 0]])
        return n_words.tolist(), n_marked.tolist()


def voices(reading: Reading) -> Voices:
    """Give every word of the body to exactly one of the five voices.

    A word belongs to the span its first character stands in.  Cues, sources and what interrupts a content are the
    outlet's words, inside marks too.  Only attributions of speech take words from the outlet;
    attitudes are its own telling.  Marked words of an indirect attribution are not that speaker's literal words: they
    stay ``scare``.

    >>> from analysis.records import Article, Attribution, Marked, Reading, Span
    >>> text = "Il pleut « encore », dit-elle."
    >>> said = Attribution(content=(Span(0, 18),), cue=(Span(20, 23),), source=(Span(24, 29),), type="mixed")
    >>> voices(Reading(Article("a", text), (said,), (Marked(Span(9, 18), "speech"),))).counts()
    {'narration': 2, 'scare': 0, 'direct': 0, 'partial': 1, 'indirect': 2}
    """
    offsets = words(reading.article.text, reading.article.lang)
    starts = offsets[:, 0]
    if not reading.marked and not reading.attributions:
        return Voices(offsets, np.full(len(offsets), NARRATION, np.uint8), np.zeros(len(offsets), bool))
    inside = _cover(starts, (mark.span for mark in reading.marked)) if reading.marked else np.zeros(len(offsets), bool)
    code = np.where(inside, np.uint8(SCARE), np.uint8(NARRATION))
    speech = [attribution for attribution in reading.attributions if attribution.act == "speech"]
    if reading.marked:
        # An incise inside the marks (« Oui, dit-elle, demain. ») is the outlet's, whatever stands around it.
        code[_cover(starts, asides(speech, [mark.span for mark in reading.marked]))] = NARRATION
    contents = [(span, _MARKED_AS.get(a.type, SCARE)) for a in speech for span in a.content]
    edges = [edge for span, _ in contents for edge in (span.start, span.end)]
    first, last = starts.searchsorted(edges).reshape(-1, 2).T
    sizes = np.maximum(last - first, 0)
    # The words of all contents, one content after the other: where two claim a word, the later one has it.
    place = np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    marked_as = np.repeat(np.array([voice for _, voice in contents], np.uint8), sizes)
    code[place] = np.where(inside[place], marked_as, np.uint8(INDIRECT))
    return Voices(offsets, code, inside)


def runs(spoken: Voices) -> list[tuple[int, int, str]]:
    """Return (rank of the first word, number of words, voice) of every run of words of one voice.

    >>> offsets = np.array([[0, 1], [2, 3], [4, 5]], np.int32)
    >>> runs(Voices(offsets, np.array([0, 0, 2], np.uint8), np.array([False, False, True])))
    [(0, 2, 'narration'), (2, 1, 'direct')]
    """
    code = spoken.code
    if len(code) == 0:
        return []
    firsts = np.concatenate(([0], np.flatnonzero(code[1:] != code[:-1]) + 1))
    sizes = np.diff(firsts, append=len(code))
    of_runs = zip(firsts.tolist(), sizes.tolist(), code[firsts].tolist(), strict=True)
    return [(first, size, VOICES[voice]) for first, size, voice in of_runs]


def shares(counts: dict[str, int]) -> dict[str, float]:
    """Return the ratios that counts of voices give; NaN where the denominator is 0.

    >>> s = shares({"n_words": 46, "n_direct": 6, "n_partial": 3, "n_indirect": 13, "n_scare": 0, "n_narration": 24,
    ...             "n_attributions": 4})
    >>> [round(s[name], 4) for name in ("marked_share", "direct_share", "attributed_share", "quote_narration_ratio")]
    [0.1957, 0.1304, 0.4783, 0.2432]
    """
    return {ratio.name: quotient(ratio, counts) for ratio in _ratios_of(tuple(counts))}


@cache
def _ratios_of(columns: tuple[str, ...]) -> tuple[Ratio, ...]:
    """Return the ratios that can be made of some columns of counts."""
    return tuple(ratio for ratio in RATIOS.values() if set(columns) >= set(ratio.columns))


def quotient(ratio: Ratio, counts: dict[str, int]) -> float:
    """Return scale · Σ numerator / Σ denominator of one row of counts; NaN when the denominator is 0."""
    below = sum(map(counts.__getitem__, ratio.denominator))
    return ratio.scale * sum(map(counts.__getitem__, ratio.numerator)) / below if below else float("nan")


def asides(attributions: Iterable[Attribution], marked: Sequence[Span]) -> Iterator[Span]:
    """Yield the cues, the sources and the gaps of contents that lie within a pair of marks, the pair being wider."""
    begins = [span.start for span in marked]
    for a in attributions:
        gaps = (Span(b.end, c.start) for b, c in pairwise(a.content) if b.end < c.start)
        for aside in (*a.cue, *a.source, *gaps):
            around = bisect_left(begins, aside.start) - 1
            if around >= 0 and aside.end <= marked[around].end:
                yield aside


def _cover(starts: NDArray[np.int32], spans: Iterable[Span]) -> NDArray[np.bool_]:
    edges = np.searchsorted(starts, [edge for span in spans for edge in (span.start, span.end)]).reshape(-1, 2)
    steps = np.zeros(len(starts) + 1, np.int32)
    np.add.at(steps, edges[:, 0], 1)
    np.add.at(steps, edges[:, 1], -1)
    return np.asarray(np.cumsum(steps[:-1]) > 0)
