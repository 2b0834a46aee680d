"""Where the words stand that say who tells: a source cut short is written whole, one found beside a cue is written."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Attribution, Span
from .letters import folded
from .vocabulary import Vocabulary

# So many characters around an attribution hold the words that tell it.
_AROUND = 300
_LOOSE = " \u00a0\u202f,;:"


def placed(found: str, attribution: Attribution, text: str, words: Vocabulary) -> tuple[Span, ...]:
    """Return the spans of a source, given the words that were read as who tells (``found``; empty: nobody written).

    Of several places the nearest to what was taken for the source, or else to the cue.  A relative beside its verb
    stays the source that is written there ("Anna Hale, **who** says").

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> text = "« Non », a dit le maire."
    >>> told = Attribution(content=(Span(2, 5),), cue=(Span(9, 14),), source=(Span(15, 17),))
    >>> placed("le maire", told, text, vocabulary("fr"))
    (Span(start=15, end=23),)
    """
    spans = attribution.source
    whole, _, last = found.rpartition(" ")
    if last in words.linkers and whole and folded(whole) not in words.determiners:
        # "dockers **in** particular", cut behind its preposition, but "los que dicen"
        found = whole
    if any(text.startswith(found, span.start) and len(span) == len(found) for span in spans):
        return spans
    found = found.strip(_LOOSE)
    if not found or _is_beside_verb(attribution, text, words):
        return spans if found else ()
    beside = spans or attribution.cue or attribution.content
    nearest = min(_places(found, attribution, text), key=lambda place: _distance(place, beside), default=None)
    if nearest is None:
        return spans
    apart = [span for span in spans if span.end <= nearest.start or nearest.end <= span.start] if len(spans) > 1 else []
    return tuple(sorted((*apart, nearest), key=lambda span: span.start))


def _is_beside_verb(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether a source is a relative and nothing else, right before its cue."""
    if len(attribution.source) != 1 or not attribution.cue:
        return False
    source, cue = attribution.source[0], attribution.cue[0]
    return folded(source.of(text)) in words.subject_relatives and text[source.end : cue.start].isspace()


def _places(found: str, attribution: Attribution, text: str) -> Iterator[Span]:
    """Yield where words stand around an attribution, whole and outside of what is told."""
    every = (*attribution.content, *attribution.cue, *attribution.source)
    at = max(0, min(span.start for span in every) - _AROUND)
    limit = max(span.end for span in every) + _AROUND
    while (at := text.find(found, at, limit)) >= 0:
        end = at + len(found)
        cut = text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()
        if not cut and not any(span.start < end and at < span.end for span in attribution.content):
            yield Span(at, end)
        at += 1


def _distance(place: Span, spans: tuple[Span, ...]) -> int:
    return min(max(place.start - span.end, span.start - place.end) for span in spans)
