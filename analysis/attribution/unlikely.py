"""What an engine itself hardly believes is left out, where it is wrong more often than right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from ..lexicons import load
from ..records import Attribution
from .cuewords import introduces


@cache
def _least(lang: str | None) -> Mapping[tuple[str, str], float]:
    """Return how sure an engine must be in a language, by type and what introduces it."""
    return {(row["type"], row["cue"]): float(row["least"]) for row in load("doubt") if row["lang"] == lang}


def likely(text: str, lang: str | None, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions without those of speech whose confidence is too low for their type and cue in their language.

    >>> from ..records import Span
    >>> doubtful = Attribution(content=(Span(0, 9),), type="indirect", confidence=0.2)
    >>> likely("Il pleut.", "fr", [doubtful]), len(likely("Es regnet.", "de", [doubtful]))
    ((), 1)
    """
    least = _least(lang)
    if not least or not lang:
        return tuple(found)
    return tuple([a for a in found if a.act != "speech" or a.confidence >= _asked(text, lang, a, least)])


def _asked(text: str, lang: str, a: Attribution, least: Mapping[tuple[str, str], float]) -> float:
    if not a.cue:
        return least.get((a.type, "none"), 0)
    known = least.get((a.type, "known"), 0)
    unknown = least.get((a.type, "unknown"), 0)
    if unknown <= a.confidence:
        return known
    if a.confidence < known and len(a.content) == 1 and text[a.content[0].start : a.content[0].end].isalpha():
        # An answer: *a dit non*.
        return 0
    return known if introduces(" ".join(text[span.start : span.end] for span in a.cue), lang) else unknown
