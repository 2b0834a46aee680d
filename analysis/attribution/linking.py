"""From marked-up stretches to attributions: which source and which cue belong to which content.

A tagger cuts a text into *segments* (stretches of content, cue or source).  A linker then says for every content
segment which cue and which source segment belong to it, and which earlier segment it continues.  Both engines hand
those two answers over as arrays; this module turns them into ``Attribution`` records, and knows nothing of how the
answers were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..lexicons import load
from ..records import Act, Attribution, Span
from .behind import hangs, pronoun_in, teller_behind
from .clauses import sentence_start
from .edges import of_content, of_cue, of_source, only_names, whole_end
from .mending import mend, one_quotation
from .pausing import carried_on, ends_between, part_sentences
from .segments import CONTENT, CUE, NOTHING, SOURCE, TAGS, Links, Segments, segments, transitions
from .types import type_of

__all__ = [
    "CONTENT",
    "CUE",
    "NOTHING",
    "SOURCE",
    "TAGS",
    "Links",
    "Segments",
    "assemble",
    "mend",
    "segments",
    "transitions",
]

_BESIDE = " \u00a0\u202f,»”\"'’!?"
"""What may stand between a content and the cue right behind it."""
_WORD_BEFORE = 20
"""Characters looked back for the beginning of a word."""


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
        one_quotation(kind, start, end, join, marks)
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
                confidence=min([sure[i] for i in members]),
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
    return tuple([Span(*edges[i]) for i in parts[group[k]] if edges[i][0] < edges[i][1]]) if k >= 0 else ()


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
