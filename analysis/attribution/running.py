"""German reports that run on in the Konjunktiv behind the sentence that tells who says so (*Er sei krank.*)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..lexicons import words_of
from ..records import Attribution, Span
from ..text.runs import LETTERS
from .edges import of_content
from .places import is_quoted, sentence_around, without_end
from .types import type_of

CONFIDENCE = 0.75
"""How often such a sentence is somebody's report: 19 of 24 in the annotated articles."""
# Words of a sentence, at the least; it begins so many characters behind what is told before, at the most.
_FEWEST, _NEAR = 3, 200


@cache
def _mood(lang: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(words_of('edges', 'reported_mood', lang))})(?!\w)")


def with_running(text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return attributions with the sentences right behind one that its source goes on saying, as one of their own.

    A sentence in the Konjunktiv whose source was not found is told by who told the one before; none is direct speech.

    >>> text = "Roth sagte, er gehe. Er sei krank. Er habe Fieber."
    >>> told = Attribution(content=(Span(12, 19),), cue=(Span(5, 10),), source=(Span(0, 4),))
    >>> [(a.content[0].of(text), a.source[0].of(text)) for a in with_running(text, "de", [told], [])][1:]
    [('Er sei krank. Er habe Fieber', 'Roth')]
    """
    mood = _mood(lang)
    out: list[Attribution] = []
    begins = [*map(_first, found), len(text)]
    for a, limit in zip(found, begins[1:], strict=True):
        told: Attribution | None = a
        if a.type == "direct" and not a.cue and not is_quoted(marks, a.content[0].start) and _has(text, a, mood):
            # It stands in no marks, and nobody speaks of what he says himself in this mood.
            told = replace(a, type="indirect")
        while told:
            if not _run_on(text, out, told, mood):
                out.append(told)
            told = _next(text, lang, _last(out[-1]), limit, mood, marks)
    return tuple(out)


def _first(a: Attribution) -> int:
    return min([part[0].start for part in (a.content, a.cue, a.source) if part])


def _last(a: Attribution) -> int:
    end = a.content[-1].end
    return max(end, a.cue[-1].end) if a.cue else end


def _next(
    text: str, lang: str, at: int, limit: int, mood: re.Pattern[str], marks: Sequence[Span]
) -> Attribution | None:
    """Return the next sentence in the Konjunktiv behind a place and before another, or None."""
    limit = min(limit, at + _NEAR)
    verb = mood.search(text, at, limit)
    if verb is None or is_quoted(marks, verb.end() - 1):
        return None
    begin, end = sentence_around(text, verb.start())
    stop = without_end(text, begin, end)
    if begin < at or not _is_report(text, lang, begin, verb.start(), stop):
        return None
    content = (Span(*of_content(text, begin, stop)),)
    kind = type_of(text, content, (), marks)
    return Attribution(content, (), (), "mixed" if kind == "mixed" else "indirect", confidence=CONFIDENCE)


def _is_report(text: str, lang: str, begin: int, at: int, end: int) -> bool:
    """Return whether the verb at a place is that of a main clause: its second part, or behind a clause before it."""
    words = [word.lower() for word in LETTERS.findall(text, begin, end)]
    if len(words) < _FEWEST or not set(words_of("edges", "first_person", lang)).isdisjoint(words):
        return False
    opens = words[0] in words_of("edges", "subordinates", lang)
    return text[begin:at].rstrip().endswith(",") if opens else "," not in text[begin:at]


def _run_on(text: str, out: list[Attribution], a: Attribution, mood: re.Pattern[str]) -> bool:
    """Put what goes on right behind what stands last in ``out`` with it, or behind it as told by the same; else False.

    ``out`` is changed in place.
    """
    if not out or a.cue or not out[-1].source or a.source not in ((), out[-1].source):
        return False
    last = out[-1]
    gap = text[max(_last(last), last.source[-1].end) : a.content[0].start]
    if any(map(str.isalpha, gap)) or not _has(text, a, mood):
        return False
    if last.cue or "\n" in gap or not _has(text, last, mood):
        out.append(replace(a, source=last.source))
    else:
        whole = (*last.content[:-1], Span(last.content[-1].start, a.content[0].end), *a.content[1:])
        out[-1] = replace(last, content=whole, confidence=min(a.confidence, last.confidence))
    return True


def _has(text: str, a: Attribution, mood: re.Pattern[str]) -> bool:
    return any(mood.search(text, span.start, span.end) for span in a.content)
