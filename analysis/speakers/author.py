"""Whoever writes an article, where he speaks of himself: *je crois*, *I asked*, *we said so in March*."""

from __future__ import annotations

from ..lexicons import words_of
from ..records import Attribution, Reading, written
from .letters import apart, folded


def tells_himself(a: Attribution, cue: str, lang: str, reading: Reading) -> bool:
    """Return whether whoever writes the article tells what he thinks or said himself, not between marks.

    >>> from analysis.records import Article, Span
    >>> text = "Je crois que le port ouvrira."
    >>> told = Attribution((Span(9, 28),), (Span(3, 8),), (Span(0, 2),))
    >>> tells_himself(told, "crois", "fr", Reading(Article("a", text), (told,)))
    True
    """
    if a.type == "direct" or not cue:
        return False
    words = apart(folded(written(a.source[:1], reading.article.text))) if a.source else []
    said = folded(cue)
    himself = bool(words) and words[0] in words_of("authors", "pronoun", lang)
    if not himself and set(said.split()).isdisjoint(words_of("authors", "verb", lang)):
        return False
    if any(heard in said for heard in words_of("authors", "heard", lang)):
        return False
    begin, content = (a.source or a.cue)[0].start, a.content[0].start if a.content else -1
    return not any(m.span.start <= begin < m.span.end or m.span.start == content for m in reading.marked)
