"""Set apart by the layout: the answers of an interview and posts, which are speech; links, which are no part of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from ..records import Span
from .crosslinks import cross_links, without
from .interviewees import speakers
from .interviews import answers
from .posts import posts

__all__ = ["Apart", "cross_links", "set_apart", "without"]


class Apart(NamedTuple):
    """Words set apart: where they stand, what names their speaker beside them, and where else he is named if not."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    named: Span | None = None


def set_apart(text: str, lang: str | None) -> tuple[tuple[Apart, ...], tuple[str, ...]]:
    """Return the answers and the posts of a text in reading order, and a note (``reason: detail``) on what they are.

    Questions stay the outlet's words.  Contents do not overlap.  The cost is linear in the length of the text.

    >>> text = "Q: Why?\\n\\nA: We had no choice.\\n\\nQ: And now?\\n\\nA: We wait."
    >>> found, notes = set_apart(text, "en")
    >>> [span.of(text) for apart in found for span in apart.content]
    ['We had no choice.', 'We wait.']
    >>> notes
    ('interview: 2 answers counted as direct quotations',)
    """
    answered = answers(text, lang)
    found = [
        Apart(answer.content, (label,) if label else (), named)
        for answer, (label, named) in zip(answered, speakers(text, lang, answered) if answered else (), strict=True)
    ]
    notes = [f"interview: {len(answered)} answers counted as direct quotations"] if answered else []
    if found:
        starts, ends = zip(*sorted((s.start, s.end) for a in found for s in a.content), strict=True)
        posted = [
            p for p in posts(text) if all(bisect_left(starts, s.end) <= bisect_right(ends, s.start) for s in p.content)
        ]
    else:
        posted = list(posts(text))
    if posted:
        notes.append(f"embedded_post: {len(posted)} counted as direct quotations")
    found += [Apart(p.content, p.source) for p in posted]
    return tuple(sorted(found, key=_start)), tuple(notes)


def _start(apart: Apart) -> int:
    return apart.content[0].start
