"""From marked-up stretches to attributions: which source and which cue belong to which content.

A tagger cuts a text into *segments* (stretches of content, cue or source).  A linker then says for every content
segment
which cue and which source segment belong to it, and which earlier segment it continues.  Both engines hand those two
answers over as arrays; this module turns them into ``Attribution`` records, mends contents that would cut a quotation
in
two, and knows nothing of how the answers were found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..lexicons import load
from ..records import Act, Attribution, Span
from .behind import hangs, pronoun_in, teller_behind
from .clauses import sentence_start
from .edges import of_content, of_cue, of_source, only_names, whole_end
from .pausing import carried_on, ends_between, part_sentences
from .types import type_of

CONTENT, CUE, SOURCE = 0, 1, 2
TAGS = ("O", "B-content", "I-content", "B-cue", "I-cue", "B-source", "I-source")
"""Tag ``1 + 2 * kind`` begins a segment of that kind, ``2 + 2 * kind`` continues it."""
NOTHING = -1
_BESIDE = " \u00a0\u202f,»”\"'’!?"
"""What may stand between a content and the cue right behind it."""
_WORD_BEFORE = 20
"""Characters looked back for the beginning of a word."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of one text in reading order, never overlapping; four arrays of the same length n.

    ``kind`` is CONTENT, CUE or SOURCE; ``start`` and ``end`` are character offsets; ``confidence`` is a probability.
    """

    kind: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    confidence: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True, slots=True)
class Links:
    """For every segment the index of the segment it points to, or NOTHING (-1); three arrays of length n.

    ``cue`` and ``source`` are read on content segments (the first segment of its cue, of its source); ``join`` on
    content, cue and source segments: the earlier segment of the same kind that this one continues.
    """

    cue: NDArray[np.int64]
    source: NDArray[np.int64]
    join: NDArray[np.int64]


def transitions(start_penalty: float = -1e4) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the (7,) first-tag and (7, 7) tag-to-tag scores that forbid continuing what has not begun.

    >>> first, step = transitions()
    >>> bool(step[0, 2] < -1000), bool(step[1, 2] == 0), bool(first[4] < -1000)
    (True, True, True)
    """
    step = np.zeros((7, 7), np.float32)
    first = np.zeros(7, np.float32)
    for kind in (CONTENT, CUE, SOURCE):
        begin, inside = 1 + 2 * kind, 2 + 2 * kind
        step[:, inside] = start_penalty
        step[begin, inside] = step[inside, inside] = 0.0
        first[inside] = start_penalty
    return first, step


def segments(
    tags: NDArray[np.integer],
    starts: NDArray[np.integer],
    ends: NDArray[np.integer],
    confidence: NDArray[np.floating] | None = None,
) -> Segments:
    """Cut one text's tags (one per token, with the tokens' character offsets) into segments.

    A segment's confidence is the mean of its tokens' ``confidence``.  A tag that continues what has not begun begins
    it.

    >>> s = segments(np.array([1, 2, 0, 3, 5, 6]), np.arange(6) * 2, np.arange(6) * 2 + 1)
    >>> [(int(k), int(b), int(e)) for k, b, e in zip(s.kind, s.start, s.end)]
    [(0, 0, 3), (1, 6, 7), (2, 8, 11)]
    """
    tags = np.asarray(tags)
    kind = np.where(tags > 0, (tags - 1) // 2, NOTHING)
    before = np.concatenate(([NOTHING], kind[:-1]))
    begins = (kind >= 0) & ((tags % 2 == 1) | (kind != before))
    after = np.concatenate((begins[1:] | (kind[1:] != kind[:-1]), [True])) if len(tags) else np.zeros(0, bool)
    first = np.flatnonzero(begins)
    last = np.flatnonzero((kind >= 0) & after)
    if confidence is None or not len(first):
        sure = np.ones(len(first))
    else:
        running = np.concatenate(([0.0], np.cumsum(confidence, dtype=np.float64)))
        sure = (running[last + 1] - running[first]) / (last + 1 - first)
    return Segments(
        kind[first].astype(np.int64),
        np.asarray(starts)[first].astype(np.int64),
        np.asarray(ends)[last].astype(np.int64),
        sure,
    )


def assemble(
    text: str,
    found: Segments,
    links: Links,
    marks: Sequence[Span],
    *,
    act: Act | Sequence[Act] = "speech",
    exact: bool = False,
) -> tuple[Attribution, ...]:
    """Build the attributions of one text, in reading order of their contents.

    ``marks`` are the outermost quotation-marked spans of the text.  Contents come out whole: an edge that would fall
    inside a quotation moves to the quotation's edge, unless a cue or source stands in between.  The confidence of an
    attribution is the lowest of its content segments'.  ``act`` is one for all, or one for each segment.
    ``exact``: contents end where they were found to, unless a word or a phrase is cut there.
    """
    kind, start, end = found.kind.tolist(), found.start.tolist(), found.end.tolist()
    sure, join = found.confidence.tolist(), links.join.tolist()
    cues, sources = links.cue.tolist(), links.source.tolist()
    if marks:
        _one_quotation(kind, start, end, join, marks)
        carried_on(text, kind, start, end, join, marks)
    part_sentences(text, kind, start, end, join)
    group = _roots(kind, join)
    parts: dict[int, list[int]] = {}
    for i, root in enumerate(group):
        parts.setdefault(root, []).append(i)
    spans = mend(kind, start, end, marks)
    edges = _trimmed(text, kind, spans, exact)
    opens = {mark.start for mark in marks}
    told: dict[int, int] = {}
    out = []
    for root, members in parts.items():
        if kind[root] != CONTENT:
            continue
        cue = _first_link(cues, members, kind, CUE)
        if cue >= 0 and (_names_only(text, start[cue], end[cue]) or only_names(text, spans[cue], spans[root])):
            continue
        source = _first_link(sources, members, kind, SOURCE)
        if 0 <= cue < root and group[cue] in told and start[root] in opens:
            # The cue of an earlier quotation, whose sentence has ended.
            since = max(told[group[cue]], end[cue])
            if ends_between(text, since, start[root]):
                cue, source = NOTHING, source if source > root else NOTHING
        if cue >= 0:
            told[group[cue]] = end[members[-1]]
        cue_spans = _spans(parts, group, cue, edges)
        source_spans = _spans(parts, group, source, edges)
        own = [edges[i] for i in members]
        if cue_spans and _stands_behind(text, edges, parts[group[cue]][0], members):
            teller = _teller(text, kind, edges, parts[group[cue]], source)
            source_spans = (teller,) if teller else source_spans
            if not source_spans or source_spans[0].start > own[0][0]:
                own[0] = _from_its_sentence(text, kind, edges, members[0], own[0])
        content = _merged(own, text)
        out.append(
            Attribution(
                content=content,
                cue=cue_spans,
                source=source_spans,
                type=type_of(text, content, cue_spans or _spans(parts, group, cue, spans), marks),
                act=act if isinstance(act, str) else act[root],
                confidence=min(sure[i] for i in members),
            )
        )
    return tuple(out)


def _from_its_sentence(
    text: str, kind: list[int], edges: list[tuple[int, int]], first: int, place: tuple[int, int]
) -> tuple[int, int]:
    """Return a content told before its cue from where its sentence begins, unless something else is told there."""
    begin, stop = place
    if not text[begin].isalnum():
        return place
    floor = next((edges[i][1] for i in range(first - 1, -1, -1) if kind[i] != SOURCE), 0)
    start = sentence_start(text, begin, stop, floor)
    return of_content(text, start, stop) if start < begin else place


def _stands_behind(text: str, edges: list[tuple[int, int]], cue: int, members: list[int]) -> bool:
    """Return whether a cue stands right behind one of its contents."""
    return cue - 1 in members and not text[edges[cue - 1][1] : edges[cue][0]].strip(_BESIDE)


def _teller(text: str, kind: list[int], edges: list[tuple[int, int]], cue: list[int], source: int) -> Span | None:
    """Return who stands behind a cue that stands right behind its content, where the source is not; None: leave it.

    There the subject follows the verb; what stands before the content is another sentence's or part of what is told.
    """
    at = edges[cue[-1]][1]
    if source > cue[0]:
        floor = at if edges[source][0] >= at else edges[cue[0]][1]
        if not hangs(text, *edges[source], floor):
            return None
    inside = pronoun_in(text, edges[cue[0]][0], at)
    if inside:
        return Span(*inside)
    limit = next((edges[i][0] for i in range(cue[-1] + 1, len(kind)) if kind[i] == CONTENT), len(text))
    found = teller_behind(text, at, limit)
    return Span(*of_source(text, *found, None)) if found else None


def _names_only(text: str, start: int, end: int) -> bool:
    """Return whether a cue is the end of a word that tells a name and no speech: "called" of "so-called".

    >>> _names_only("the so-called reform", 7, 13), _names_only("he e-mailed to say", 5, 11)
    (True, False)
    """
    if text[start - 1 : start] != "-":
        return False
    word = text[max(0, start - _WORD_BEFORE) : end].rpartition(" ")[2].lower()
    return any(word.endswith(listed) for listed in _hyphenated())


@cache
def _hyphenated() -> frozenset[str]:
    return frozenset(row["word"] for row in load("marked_uses") if "-" in row["word"])


def _spans(parts: dict[int, list[int]], group: list[int], k: int, edges: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*edges[i]) for i in parts[group[k]] if edges[i][0] < edges[i][1]) if k >= 0 else ()


def _trimmed(text: str, kind: list[int], spans: list[tuple[int, int]], exact: bool) -> list[tuple[int, int]]:
    out = []
    for i, (begin, stop) in enumerate(spans):
        if kind[i] == CONTENT:
            begin, stop = of_content(text, begin, stop)
            limit = spans[i + 1][0] if i + 1 < len(spans) else len(text)
            out.append((begin, whole_end(text, begin, stop, limit, exact=exact)))
        elif kind[i] == CUE:
            out.append(of_cue(text, begin, stop))
        else:
            cue = spans[i + 1][0] if i + 1 < len(spans) and kind[i + 1] == CUE else None
            out.append(of_source(text, begin, stop, cue))
    return out


def _roots(kind: list[int], join: list[int]) -> list[int]:
    """Follow joins to the first segment of each group; a join that points forward or across kinds is ignored."""
    root = list(range(len(kind)))
    for i, j in enumerate(join):
        if 0 <= j < i and kind[j] == kind[i]:
            root[i] = root[j]
    return root


def _first_link(link: list[int], members: list[int], kind: list[int], wanted: int) -> int:
    for i in members:
        j = link[i]
        if 0 <= j < len(kind) and kind[j] == wanted:
            return j
    return NOTHING


def _merged(spans: list[tuple[int, int]], text: str) -> tuple[Span, ...]:
    """Join neighbouring spans with nothing but blanks between them."""
    if len(spans) == 1:
        return (Span(*spans[0]),)
    out: list[Span] = []
    for begin, stop in sorted(spans):
        if out and (begin <= out[-1].end or not text[out[-1].end : begin].strip()):
            out[-1] = Span(out[-1].start, max(stop, out[-1].end))
        else:
            out.append(Span(begin, stop))
    return tuple(out)


def mend(kind: list[int], start: list[int], end: list[int], marks: Sequence[Span]) -> list[tuple[int, int]]:
    """Return each segment's span, with the edges of contents moved so that they cut no quotation.

    An edge inside a quotation moves outward to its mark when at least half of the quotation is content already, or when
    the content lies wholly inside; else inward, out of the quotation.  Another segment in between (an incise, a second
    content) stays where it is and stops the move.

    >>> mend([CONTENT], [1], [20], [Span(0, 24)]), mend([CONTENT], [1], [20], [Span(16, 60)])
    ([(0, 24)], [(1, 16)])
    """
    spans = list(zip(start, end, strict=True))
    if not marks:
        return spans
    opens = [m.start for m in marks]
    for i, k in enumerate(kind):
        if k != CONTENT:
            continue
        begin, stop = spans[i]
        low = spans[i - 1][1] if i else 0
        high = spans[i + 1][0] if i + 1 < len(spans) else marks[-1].end
        first, last = _cut_by(begin, marks, opens), _cut_by(stop, marks, opens)
        if first is not None and first.start >= low:
            begin = _moved(begin, stop, first, first.start, first.end)
        if last is not None and last.end <= high:
            stop = _moved(begin, stop, last, last.end, last.start)
        if begin < stop:
            spans[i] = (begin, stop)
    return spans


def _cut_by(edge: int, marks: Sequence[Span], opens: list[int]) -> Span | None:
    """Return the quotation that has ``edge`` strictly inside."""
    k = bisect_left(opens, edge) - 1
    return marks[k] if k >= 0 and marks[k].start < edge < marks[k].end else None


def _moved(begin: int, stop: int, mark: Span, outward: int, inward: int) -> int:
    within = min(stop, mark.end) - max(begin, mark.start)
    if 2 * within >= len(mark) or (begin >= mark.start and stop <= mark.end):
        return outward
    return inward


def _one_quotation(kind: list[int], start: list[int], end: list[int], join: list[int], marks: Sequence[Span]) -> None:
    """Join contents that follow each other inside one quotation with nothing in between: they are one utterance."""
    opens = [m.start for m in marks]
    for i in range(1, len(kind)):
        if kind[i] == kind[i - 1] == CONTENT and join[i] < 0:
            mark = _cut_by(start[i], marks, opens)
            if mark is not None and mark.start < end[i - 1] < mark.end:
                join[i] = i - 1
