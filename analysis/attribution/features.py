"""What the tagger sees of a text: which word, how it is written, where it stands among sentences and quotation marks.

``view`` lays several texts out in one long row of tokens with empty places between them, so that one matrix product
serves them all and no text sees its neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..records import Span
from .encoding import BREAK, LETTER, Ints, Tokens, tokens

PAD = 16
"""Empty places before, between and after texts: the widest reach of one layer."""
LENGTHS = (4, 7, 14)
"""Quotations of up to so many tokens, marks included: one word, few words, a clause; longer ones are sentences."""
MARK_STATES = 1 + 3 * (len(LENGTHS) + 1)
FLAGS = 5 * 3 * MARK_STATES
LANGS = ("fr", "en", "es", "de")
_END, _QUOTE = np.zeros((2, 0x10000), bool)
_END[[ord(c) for c in ".!?…"]] = True
_QUOTE[[ord(c) for c in "\"»'"]] = True


@dataclass(frozen=True, slots=True)
class View:
    """Tokens of a group of texts with their features; arrays of length n except ``rows``.

    ``flag``: case × place × mark state; ``sentence``: running number; ``left``/``right``: for a token inside marks the
    tokens just before and after them, for one outside the nearest ends of quotations (n where there is none);
    ``row``: place in the padded layout; ``n_rows``: its length;
    ``quotations``: the first and the last token of every marked span.
    """

    tokens: Tokens
    flag: Ints
    sentence: Ints
    left: Ints
    right: Ints
    inside: NDArray[np.bool_]
    row: Ints
    n_rows: int
    quotations: tuple[Ints, Ints]


def view(texts: Sequence[str], marks: Sequence[Sequence[Span]]) -> View:
    """Encode a group of texts with the outermost quotation-marked spans of each."""
    t = tokens(texts)
    n = len(t)
    begins_text = np.ones(n, bool)
    begins_text[1:] = t.text[1:] != t.text[:-1]
    begins_sentence, begins_paragraph = _starts(t, begins_text)
    first, last = mark_tokens(t, marks)
    state, inside = _mark_states(n, first, last)
    left, right = _neighbours(t, first, last)
    place = begins_sentence.astype(np.int64) + begins_paragraph
    flag = (t.case.astype(np.int64) * 3 + place) * MARK_STATES + state
    row = np.arange(n) + PAD * (t.text + 1)
    return View(
        t, flag, np.cumsum(begins_sentence), left, right, inside, row, n + PAD * (len(texts) + 1), (first, last)
    )


def _starts(t: Tokens, begins_text: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which tokens begin a sentence and which begin a paragraph (a rough guess is enough as a feature)."""
    n = len(t)
    paragraph = begins_text.copy()
    paragraph[1:] |= t.kind[:-1] == BREAK
    first = t.folded.take(t.start).astype(np.intp)
    ends = _END.take(first)
    closes = _QUOTE.take(first)
    before = np.zeros(n, bool)
    before[1:] = ends[:-1]
    before[2:] |= ends[:-2] & closes[1:-1]
    starter = (t.kind != LETTER) | (t.case >= 2)
    starter &= ~ends & (t.kind != BREAK)
    sentence = paragraph | (before & starter)
    sentence[1:] &= ~(closes[1:] & ends[:-1] & (t.start[1:] == t.end[:-1])) | paragraph[1:]
    return sentence, paragraph


def mark_tokens(t: Tokens, marks: Sequence[Sequence[Span]]) -> tuple[Ints, Ints]:
    """Return the first and the last token of every marked span of the group."""
    spans = [
        (base + m.start, base + m.end) for base, of_text in zip(t.base.tolist(), marks, strict=True) for m in of_text
    ]
    if not spans or not len(t):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    edges = np.array(spans, np.int64)
    first = np.searchsorted(t.start, edges[:, 0], "left")
    last = np.searchsorted(t.end, edges[:, 1], "right") - 1
    kept = last >= first
    return first[kept], last[kept]


def _mark_states(n: int, first: Ints, last: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return 0 outside marks, else 1 + 3 × length class + (0 inside, 1 on the opening, 2 on the closing mark)."""
    if not len(first):
        return np.zeros(n, np.int64), np.zeros(n, bool)
    steps = np.zeros(n + 1, np.int64)
    value = 1 + 3 * np.searchsorted(LENGTHS, last - first + 1)
    np.add.at(steps, first, value)
    np.add.at(steps, last + 1, -value)
    state = np.cumsum(steps[:-1])
    inside = state > 0
    state[last] += 2
    state[first[first < last]] += 1
    return state, inside


def _neighbours(t: Tokens, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    n = len(t)
    if not len(first):
        nowhere = np.full(n, n, np.int64)
        return nowhere, nowhere
    here = np.arange(n)
    span = np.searchsorted(last, here)
    opening, closing = np.append(first, n), np.append(last, n)
    within = opening[span] <= here
    left = np.where(within, opening[span] - 1, np.concatenate(([-1], last))[span])
    right = np.where(within, closing[span] + 1, opening[span])
    owner = np.append(t.text, -1)
    left[(left < 0) | (owner[left] != t.text)] = n
    right = np.minimum(right, n)
    right[owner[right] != t.text] = n
    return left, right
