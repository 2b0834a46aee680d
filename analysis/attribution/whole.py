"""A text that is a quotation and nothing else, as headlines are: *« On ne partira pas sans réponse »*."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Attribution, Span
from ..text.runs import LETTERS_OR_DIGITS

CONFIDENCE = 0.9
"""How often somebody says it, about: all 29 such headlines of the press that the engine read nothing in are said."""
# With fewer words it is a title or a name: *« Les Misérables »*.
_FEWEST = 4
# Signs that may stand outside the marks.
_AROUND = " \t\n\u00a0\u202f.,;:!?…"


def with_whole(text: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions with the whole text, where it is one quotation and nobody found anything in it.

    >>> text = "« On ne partira pas sans réponse »"
    >>> [a.content[0].of(text) == text for a in with_whole(text, (), [Span(0, len(text))])]
    [True]
    """
    if found or len(marks) != 1:
        return tuple(found)
    start, end = marks[0].start, marks[0].end
    alone = not text[:start].strip(_AROUND) and not text[end:].strip(_AROUND)
    if not alone or len(LETTERS_OR_DIGITS.findall(text, start, end)) < _FEWEST:
        return tuple(found)
    return (Attribution((marks[0],), (), (), "direct", confidence=CONFIDENCE),)
