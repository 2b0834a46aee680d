"""Every word of an article belongs to one voice: the outlet's, or that of somebody it quotes or paraphrases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

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

_NOBODY = 255
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
        first, last = _places(self.words[:, 0], [span for spans in contents for span in spans]).T
        marked = np.zeros(len(self.inside) + 1, np.int64)
        self.inside.cumsum(out=marked[1:])
        n_words, n_marked = (last - first).tolist(), (marked[last] - marked[first]).tolist()
        mine = [slice(*ends) for ends in pairwise(accumulate(map(len, contents), initial=0))]
        return [sum(n_words[of]) for of in mine], [sum(n_marked[of]) for of in mine]


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
    inside = _cover(starts, [mark.span for mark in reading.marked])
    code = np.where(inside, np.uint8(SCARE), np.uint8(NARRATION))
    speech = [attribution for attribution in reading.attributions if attribution.act == "speech"]
    if reading.marked:
        # An incise inside the marks (« Oui, dit-elle, demain. ») is the outlet's, whatever stands around it.
        code[_cover(starts, list(asides(speech, [mark.span for mark in reading.marked])))] = NARRATION
    contents = [(span, _MARKED_AS.get(a.type, SCARE)) for a in speech for span in a.content]
    marked_as = np.full(len(offsets), _NOBODY, np.uint8)
    places = _places(starts, [span for span, _ in contents]).tolist()
    for (first, last), (_, voice) in zip(places, contents, strict=True):
        # Where two contents claim a word, the later one has it.
        marked_as[first:last] = voice
    said = np.where(inside, marked_as, np.uint8(INDIRECT))
    return Voices(offsets, np.where(marked_as == _NOBODY, code, said), inside)


def runs(spoken: Voices) -> list[tuple[int, int, str]]:
    """Return (rank of the first word, number of words, voice) of every run of words of one voice.

    >>> offsets = np.array([[0, 1], [2, 3], [4, 5]], np.int32)
    >>> runs(Voices(offsets, np.array([0, 0, 2], np.uint8), np.array([False, False, True])))
    [(0, 2, 'narration'), (2, 1, 'direct')]
    """
    code = spoken.code
    if len(code) == 0:
        return []
    changes = (code[1:] != code[:-1]).nonzero()[0] + 1
    firsts = [0, *changes.tolist()]
    ends = [*firsts[1:], len(code)]
    return [(first, end - first, VOICES[code[first]]) for first, end in zip(firsts, ends, strict=True)]


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


def _places(starts: NDArray[np.int32], spans: Sequence[Span]) -> NDArray[np.int64]:
    """Return the first word of each span and the first behind it, (n, 2); ``starts``: where the words begin."""
    return starts.searchsorted([edge for span in spans for edge in (span.start, span.end)]).reshape(-1, 2)


def _cover(starts: NDArray[np.int32], spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Return for each word whether it begins in one of some spans."""
    covered = np.zeros(len(starts), bool)
    # A text has few spans: filling each costs less than adding up where they begin and end.
    for first, last in _places(starts, spans).tolist():
        covered[first:last] = True
    return covered
