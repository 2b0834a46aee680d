"""What a sentence tells before the verb and subject that end it (*El puerto cerrará, informó la alcaldía.*)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..lexicons import load
from ..records import Attribution, Span
from .behind import teller_behind
from .clauses import without_joining
from .complements import of_language, verb
from .edges import of_content, of_source
from .places import Told, is_quoted, sentence_around, without_end
from .types import type_of

CONFIDENCE = 0.8
"""How often such a passage is an attribution and cut right: 3 of 3 annotated, 5 of 6 in other articles."""
# Words of what is told, at the least; characters between a verb and its subject, and behind that, at the most.
_FEWEST, _SOON, _REST = 4, 60, 120
_BARE = re.compile(
    r"(?:al? [A-ZÁÉÍÓÚ]\w*(?: [A-ZÁÉÍÓÚ]\w*)* )?(?P<first>[a-zà-ÿ]+)"
    r"(?: (?:de|del|la|las|los|[a-zà-ÿ]{4,}|[A-ZÁÉÍÓÚ]\w*)){0,6}"
)
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _tail(lang: str) -> re.Pattern[str]:
    """A comma, perhaps *como* or *según*, and a verb of saying."""
    leads = "|".join(of_language(lang, "tail_lead"))
    says = verb(lang, "tail", "tail_whole")
    return re.compile(rf", (?P<cue>(?:(?:{leads}) )?{says}) ")


@cache
def _tellers(lang: str) -> frozenset[str]:
    """Return the nouns of a language that stand for a source, with their plurals."""
    rows = [row for row in load("source_nouns") if row["lang"] == lang]
    forms = {form for row in rows for form in (row["noun"], row["feminine"], row["plural"]) if form and " " not in form}
    return frozenset(form + ending for form in forms for ending in ("", "s", "es"))


def with_tails(text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions with what sentences tell that end in a verb and its subject, where nobody found any.

    >>> text = "El puerto de Alba cerrará, informaron a Efe fuentes judiciales."
    >>> [(a.content[0].of(text), a.source[0].of(text)) for a in with_tails(text, "es", (), ())]
    [('El puerto de Alba cerrará', 'fuentes judiciales')]
    """
    told: Told | None = None
    new = []
    for match in _tail(lang).finditer(text):
        teller = _without_article(text, match.end(), lang) or teller_behind(text, match.end() - 1, len(text))
        if teller and teller[0] - match.end() <= _SOON and _tells(text, teller, lang):
            told = told or Told(found)
            new += _told(text, match, teller, told, marks)
    return tuple(sorted((*found, *new), key=lambda a: a.content[0].start)) if new else tuple(found)


def _without_article(text: str, at: int, lang: str) -> tuple[int, int] | None:
    """Return where somebody stands who is named without an article, perhaps behind whom it is told: *a Efe fuentes*."""
    found = _BARE.match(text, at)
    if found is None or found["first"] not in _tellers(lang):
        return None
    return found.start("first"), found.end()


def _tells(text: str, teller: tuple[int, int], lang: str) -> bool:
    """Return whether a subject is a name or somebody, and no object: *anunció el cierre*."""
    words = _WORD.findall(text, *teller)[:3]
    return bool(words) and (words[0][0].isupper() or any(word in _tellers(lang) for word in words))


def _told(
    text: str, match: re.Match[str], teller: tuple[int, int], told: Told, marks: Sequence[Span]
) -> list[Attribution]:
    at = match.start()
    begin, end = sentence_around(text, at)
    if begin < 0 or is_quoted(marks, at):
        return []
    begin = without_joining(text, begin, at)
    rest = text[teller[1] : without_end(text, teller[1], end)].lstrip()
    # What is told goes on behind a lone comma (", dijo Ruiz, y el puerto").
    goes_on = rest.startswith(",") and rest.count(",") == 1
    if len(_WORD.findall(text, begin, at)) < _FEWEST or len(rest) > _REST or goes_on or told.at(begin, end):
        return []
    content, cue = (Span(*of_content(text, begin, at)),), (Span(*match.span("cue")),)
    source = (Span(*of_source(text, *teller, None)),)
    return [Attribution(content, cue, source, type_of(text, content, cue, marks), confidence=CONFIDENCE)]
