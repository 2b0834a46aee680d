"""The verb of saying right before what it introduces, where the engine found none (German: *Roth sagte, dass …*)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..lexicons import word_set, words_of
from ..records import Attribution, Span
from ..text.runs import LETTERS
from .cuewords import introduces

_BREAK = re.compile(r"[.!?;\n»“”\"]")
_QUOTED = frozenset('„“«»"”')
# A verb is looked for so many characters back.
_REACH = 110


@cache
def _opens(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words_of('edges', 'opens_report', lang))})(?!\w)")


def with_introduced(text: str, lang: str, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions with the last word of saying in the clause before them for a cue where they have none.

    They begin behind a comma or a colon, as a quotation or a clause that such a verb opens.

    >>> told = Attribution(content=(Span(12, 31),))
    >>> with_introduced("Roth sagte, dass es regnen werde.", "de", [told])[0].cue
    (Span(start=5, end=10),)
    """
    out = list(found)
    for k, a in enumerate(found):
        begin = a.content[0].start
        if a.cue or text[max(0, begin - 3) : begin].rstrip()[-1:] not in (",", ":"):
            continue
        if (text[begin] in _QUOTED or _opens(lang).match(text, begin)) and (cue := _cue(text, lang, begin)):
            out[k] = replace(a, cue=(cue,))
    return tuple(out)


def _cue(text: str, lang: str, at: int) -> Span | None:
    """Return the last known word of saying in the clause before a place."""
    near = max(0, at - _REACH)
    begin = max((match.end() for match in _BREAK.finditer(text, near, at)), default=near)
    verb = None
    for word in LETTERS.finditer(text, begin, at):
        if introduces(word.group(), lang) and word.group().lower() not in word_set("edges", "day"):
            verb = Span(*word.span())
    return verb
