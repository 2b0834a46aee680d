"""What a verb of saying tells in a clause behind it (*el alcalde precisó que …*), where the engine found nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..lexicons import words_of
from ..records import Attribution, Span
from ..text import sentences
from ..text.runs import LETTERS
from .places import REACH, Told, is_quoted, without_end
from .types import type_of

CONFIDENCE = 0.7
"""How often such a passage is an attribution and cut right: 18 of 20 in the annotated articles, fewer elsewhere."""
# A verb with its auxiliary and a preposition is looked for so many characters back, a small word before it fewer.
_VERB, _SHORT = 40, 8
# Words a clause has at the least.
_FEWEST = 4


@cache
def verb(lang: str, stems: str = "complement", whole: str = "complement_whole") -> str:
    """Return a pattern for a finite verb of saying with its auxiliary; one that matches nothing where none is listed.

    ``stems`` and ``whole`` are the uses of ``edges.csv`` with its stems (``…_ar``, ``…_er``) and irregular forms.

    >>> bool(re.fullmatch(verb("es"), "han explicado")), bool(re.fullmatch(verb("es"), "explicar"))
    (True, False)
    """
    if not words_of("edges", whole, lang):
        return r"(?!)"
    finite, done = [*words_of("edges", whole, lang)], [*words_of("edges", "done_whole", lang)]
    for kind in ("ar", "er"):
        stem = f"(?:{'|'.join(words_of('edges', f'{stems}_{kind}', lang))})"
        if words_of("edges", f"{stems}_{kind}", lang):
            finite.append(f"{stem}(?:{'|'.join(words_of('edges', f'ending_{kind}', lang))})")
            done.append(f"{stem}(?:{'|'.join(words_of('edges', f'done_{kind}', lang))})")
    auxiliary = "|".join(words_of("edges", "complement_auxiliary", lang))
    return rf"(?:(?:{auxiliary})(?: \w+)? (?:{'|'.join(done)})|{'|'.join(finite)})"


@cache
def _forms(lang: str) -> frozenset[str]:
    """Return every word in which a verb of saying before a clause can end."""
    forms = {*words_of("edges", "complement_whole", lang), *words_of("edges", "done_whole", lang)}
    for kind in ("ar", "er"):
        endings = (*words_of("edges", f"ending_{kind}", lang), *words_of("edges", f"done_{kind}", lang))
        forms |= {stem + ending for stem in words_of("edges", f"complement_{kind}", lang) for ending in endings}
    return frozenset(forms)


@cache
def _before_clause(lang: str) -> re.Pattern[str]:
    """A verb of saying and perhaps a preposition at the end of what stands before the word that opens a clause."""
    return re.compile(rf"(?<!\w)({verb(lang)})(?: (?:{'|'.join(words_of('edges', 'clause_lead', lang))}))?\Z")


def with_complements(
    text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Return attributions with the clauses that verbs of saying introduce and nobody found.

    >>> text = "Ruiz precisó que el puerto cerrará."
    >>> [a.content[0].of(text) for a in with_complements(text, "es", (), ())]
    ['que el puerto cerrará']
    """
    told: Told | None = None
    new = []
    forms, leads = _forms(lang), words_of("edges", "clause_lead", lang)
    for opener in words_of("edges", "opens_clause", lang):
        at = text.find(f" {opener} ")
        while at >= 0:
            # Few words before a clause are such verbs, and a look tells.
            rest, _, last = text[max(0, at - _VERB) : at].rpartition(" ")
            if (rest.rpartition(" ")[2] if last in leads else last) in forms:
                told_by = _before_clause(lang).search(text, max(0, at - _VERB), at)
                if told_by and not _is_denied(text, told_by.start(), lang) and not is_quoted(marks, told_by.start()):
                    told = told or Told(found)
                    new += _told(text, told_by, at + 1, told, marks)
            at = text.find(f" {opener} ", at + 1)
    return tuple(sorted((*found, *new), key=lambda a: a.content[0].start)) if new else tuple(found)


def _is_denied(text: str, at: int, lang: str) -> bool:
    """Return whether the word before a verb makes it no report of somebody: *se espera que*, *la proclama que*."""
    before = LETTERS.findall(text, max(0, at - _SHORT), at)
    return bool(before) and before[-1].lower() in words_of("edges", "impersonal", lang)


def _told(text: str, told_by: re.Match[str], begin: int, told: Told, marks: Sequence[Span]) -> list[Attribution]:
    """Return what a clause from a place to the end of its sentence tells, if nothing else is told there."""
    if told.at(told_by.start(), begin + 1):
        return []
    line = text.find("\n", begin, begin + REACH)
    stop = line if line >= 0 else min(len(text), begin + REACH)
    end = without_end(text, begin, begin + int(sentences(text[begin:stop])[0][1]))
    if len(LETTERS.findall(text, begin, end)) < _FEWEST or told.at(told_by.start(), end):
        return []
    content, cue = (Span(begin, end),), (Span(*told_by.span(1)),)
    return [Attribution(content, cue, (), type_of(text, content, cue, marks), confidence=CONFIDENCE)]
