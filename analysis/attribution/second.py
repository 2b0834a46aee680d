"""A second verb of saying with the same subject ends what the first one tells: *a accusé X et demandé la « paix »*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from ..lexicons import words_of
from ..records import Attribution, Span
from ..text.runs import LETTERS
from .cuewords import introduces
from .places import Told, is_quoted, put_in
from .types import type_of

CONFIDENCE = 0.7
"""How often what stands behind the second verb is an attribution and cut right, about."""
# Words that the first and the second verb tell, at the least.
_FEWEST = 2


@cache
def _second(lang: str) -> re.Pattern[str]:
    """A joint, perhaps an adverb, and a word that may be a verb."""
    joints, between = ("|".join(words_of("edges", use, lang)) for use in ("second_joint", "second_between"))
    return re.compile(rf" (?:{joints}) (?:(?:{between}) )?([^\W\d_]+)(?= )")


@cache
def _forms(lang: str) -> tuple[re.Pattern[str], ...]:
    """Return the endings of one tense or mood each: verbs that are joined have the same."""
    return tuple(re.compile(rf"\w*(?:{ending})") for ending in words_of("edges", "second_form", lang))


@lru_cache(maxsize=65536)
def _forms_of(verb: str, lang: str) -> tuple[re.Pattern[str], ...]:
    """Return those of the tenses and moods that a verb can be in."""
    return tuple(form for form in _forms(lang) if form.fullmatch(verb))


def with_second(text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions cut in two where a second verb of saying, in the form of the cue, goes on telling.

    >>> text = "Elle a promis une digue et demandé du temps."
    >>> told = Attribution((Span(14, 43),), (Span(5, 13),), (Span(0, 4),), "indirect")
    >>> [(a.cue[0].of(text), a.content[0].of(text)) for a in with_second(text, "fr", [told], ())]
    [('a promis', 'une digue'), ('demandé', 'du temps')]
    """
    new: list[Attribution] = []
    instead: set[int] = set()
    told: Told | None = None
    for k, first in enumerate(found):
        last = first.content[-1]
        if first.type == "direct" or first.act != "speech" or not first.cue or last.start < first.cue[-1].end:
            continue
        verb = _verb(text, lang, first, marks)
        if verb is None:
            continue
        told = told or Told(found)
        if told.at(verb.start(), last.end) == {k}:
            new += _cut(text, first, verb, marks)
            instead.add(k)
    return put_in(found, new, instead)


def _verb(text: str, lang: str, first: Attribution, marks: Sequence[Span]) -> re.Match[str] | None:
    """Return the verb that goes on behind a cue, in its form and known to introduce what is said, or None."""
    last = first.content[-1]
    forms = _forms_of(text[first.cue[-1].start : first.cue[-1].end].rpartition(" ")[2].lower(), lang)
    if not forms:
        return None
    for match in _second(lang).finditer(text, last.start, last.end):
        word = match[1]
        if (
            introduces(word, lang)
            and any(form.fullmatch(word) for form in forms)
            and not is_quoted(marks, match.start(1))
        ):
            parts = (last.start, match.start()), (match.end(), last.end)
            return match if all(len(LETTERS.findall(text, *part)) >= _FEWEST for part in parts) else None
    return None


def _cut(text: str, first: Attribution, verb: re.Match[str], marks: Sequence[Span]) -> tuple[Attribution, Attribution]:
    """Return what the first verb tells and what the second one does."""
    last = first.content[-1]
    end = last.start + len(text[last.start : verb.start()].rstrip(" ,\u00a0"))
    before = (*first.content[:-1], Span(last.start, end))
    behind, cue = (Span(verb.end() + 1, last.end),), (Span(*verb.span(1)),)
    return (
        replace(first, content=before, type=type_of(text, before, first.cue, marks)),
        replace(
            first,
            content=behind,
            cue=cue,
            type=type_of(text, behind, cue, marks),
            confidence=min(first.confidence, CONFIDENCE),
        ),
    )
