"""What is told "according to" somebody (*Selon la mairie, …*; *…, according to the mayor*) where the engine found none.

Or where it found a part of it, or more than is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import is_not

from ..records import Attribution, Span
from .according import CONFIDENCE, told_at
from .places import Told, is_unsure, put_in
from .prepositions import ENDED, MENTION, SIGNS, is_no_source, prepositions, source_at

__all__ = ["CONFIDENCE", "with_evidentials"]

_NAMED = re.compile(r"[^\W\d_]{2}")


def with_evidentials(
    text: str, lang: str, found: Sequence[Attribution], marks: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Return attributions with those that a preposition introduces and nobody found, or only in part.

    What the engine is sure of in the same sentence stays, and nothing is told twice.

    >>> text = "Il pleut. Selon la mairie, le port fermera."
    >>> [(a.content[0].of(text), a.source[0].of(text)) for a in with_evidentials(text, "fr", (), ())]
    [('le port fermera', 'la mairie')]
    """
    places = prepositions(text, lang)
    if not places:
        return tuple(found)
    kept = _forward(text, found, places)
    partly = _partly_told(text, kept, places)
    if not partly and kept is found:
        return tuple(found)
    told = Told(kept)
    new: list[Attribution] = []
    instead: set[int] = set()
    for at, after in partly.items():
        beside = told.at(at, after)
        its = {k for k in beside if kept[k].cue and kept[k].cue[0].start == at}
        if beside != its:
            continue
        one = told_at(text, lang, at, after, marks)
        if one is None or (new and new[-1].content[-1].end > one.content[0].start):
            continue
        here = told.at(one.content[0].start, one.content[-1].end)
        if all(k in its or is_unsure(kept[k]) for k in here) and _is_wider(one, [kept[k] for k in here | its]):
            new.append(one)
            instead |= here | its
    return put_in(kept, new, instead) if new or kept is not found else tuple(found)


def _partly_told(text: str, found: Sequence[Attribution], places: dict[int, int]) -> dict[int, int]:
    """Return the prepositions whose sentence tells more than was found, as far as a look at signs can tell."""
    known: dict[int, list[Attribution]] = {}
    for a in found:
        if a.cue and a.cue[0].start in places:
            known.setdefault(a.cue[0].start, []).append(a)
    whole = {at for at, its in known.items() if len(its) == 1 and _is_whole(text, its[0])}
    return {at: after for at, after in places.items() if at not in whole}


def _is_whole(text: str, a: Attribution) -> bool:
    """Return whether what was found is all its sentence tells: it reaches from one end of it to the cue or the other.

    So most are, and a look at the signs around them tells.
    """
    if a.type == "direct":
        return True
    if len(a.content) > 1:
        return False
    begin, end = a.content[0].start, a.content[0].end
    if end <= a.cue[0].start:
        return text[max(0, begin - 2) : begin].rstrip(SIGNS)[-1:] in ENDED
    return text[end : end + 1] in ENDED and text[begin - 2 : begin].startswith(",")


def _is_wider(told: Attribution, found: Sequence[Attribution]) -> bool:
    """Return whether what a sentence tells holds all that was found to be told in it."""
    first, last = told.content[0].start, told.content[-1].end
    return all(first <= a.content[0].start and a.content[-1].end <= last for a in found)


def _forward(text: str, found: Sequence[Attribution], places: dict[int, int]) -> Sequence[Attribution]:
    """Return attributions without what a preposition does not tell: what stands before one that opens a sentence.

    Nor does one tell anything that introduces no source (*selon le calendrier prévu*).  A quotation stays somebody's.
    ``places``: where each preposition begins and ends.
    """
    told = [k for k, a in enumerate(found) if a.cue and a.cue[0].start in places]
    out = list(found)
    for k in reversed(told):
        a = found[k]
        at = a.cue[0].start
        if not (text[at].isupper() and a.content[-1].end <= at) and not is_no_source(text, places[at]):
            out[k] = _own_source(text, a, places[at])
        elif a.type == "indirect":
            del out[k]
        else:
            out[k] = replace(a, cue=(), source=tuple(span for span in a.source if span.start < at))
    return out if len(out) < len(found) or any(map(is_not, out, found)) else found


def _own_source(text: str, told: Attribution, after: int) -> Attribution:
    """Return an attribution that a preposition introduces with nothing else for its cue.

    An hour before it ("19h40 : selon la mairie") is no source.
    """
    cue = told.cue[:1]
    if not told.source or any(_NAMED.search(text, span.start, span.end) for span in told.source):
        return told if cue == told.cue else replace(told, cue=cue)
    mention = MENTION.match(text, after)
    source = (source_at(text, mention),) if mention else told.source
    return replace(told, cue=cue, source=source)
