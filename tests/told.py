"""Attributions told by their words, as tests write them down, and what the speaker stage makes of them."""

from __future__ import annotations

from analysis.records import Article, Attribution, Reading, Span, Type
from analysis.speakers import resolve


def attribution(text: str, content: str, cue: str, source: str = "", *, kind: Type = "indirect") -> Attribution:
    """Return an attribution whose parts stand where their words first do; empty: not written."""
    return Attribution(_span(text, content), _span(text, cue), _span(text, source), type=kind)


def _span(text: str, words: str) -> tuple[Span, ...]:
    at = text.index(words)
    return (Span(at, at + len(words)),) if words else ()


def resolved(text: str, lang: str, *found: Attribution) -> list[Attribution]:
    """Resolve the attributions of a text."""
    return list(resolve(Reading(Article(id="a", text=text, lang=lang), found)).attributions)


def last(text: str, lang: str, *triples: tuple[str, ...]) -> Attribution:
    """Resolve attributions given as (content, cue, source) and return the last."""
    return resolved(text, lang, *(attribution(text, *triple) for triple in triples))[-1]
