"""Who tells what stands behind its cue, where the engine found nobody: the subject before the verb, or behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from ..lexicons import load, word_set, words_of
from ..records import Attribution, Span
from ..text import sentences
from .edges import is_object, of_source

_words = partial(word_set, "edges")
# A sentence reaches so many characters before its cue at the most, and a subject has so many words.
_REACH, _LONGEST = 300, 9
# What the engine believes less in is often no report, and needs no source: by fold sources get better from here on.
_SURE = 0.6
# No sentence ends in fewer characters.
_NEAR = 2
# So many attributions before one are looked at for who goes on speaking.
_BACK = 3
_ENDED = frozenset(("", *".!?…\n"))
_END = re.compile(r"[.!?…][»”\"]?\s|\n")
_QUOTE = re.compile(r"[«»“”\"„]")
_PART = re.compile(r"[^,;:()–—\[\]]+")
_NAME_WORD = re.compile(r"[^\W_]+(?:[-‑.&'’][^\W_]+)*['’]?\.?")
# "Roth's claim that", "the Roths' claim that".
_POSSESSED = re.compile(r"((?:[A-ZÀ-Þ][\w.'’-]* )*[A-ZÀ-Þ][\w.-]*)['’]s? \Z")
_IS = ("'s", "'re")


def _low(word: re.Match[str]) -> str:
    return word.group().lower().replace("’", "'")


@cache
def _participle() -> re.Pattern[str]:
    return re.compile(rf"\w*(?:{'|'.join(words_of('edges', 'participle_ending'))})\Z")


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in load("sentence_openers")) - _words("determiner")


def with_subjects(text: str, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions with the subject of their cue for a source where they have none, or one of another sentence.

    >>> told = Attribution(content=(Span(27, 44),), cue=(Span(22, 26),), confidence=0.9)
    >>> with_subjects("Anna Hale, who is 43, said that it would rain.", [told])[0].source
    (Span(start=0, end=9),)
    """
    out = list(found)
    for k, told in enumerate(found):
        # Most have a source right before their cue, or one behind it.
        if told.confidence < _SURE or not told.cue or (told.source and told.cue[0].start - told.source[-1].end < _NEAR):
            continue
        if told.content[-1].end > told.cue[0].start and _lacks_source(text, told):
            subject = _before(text, out, k) or _behind(text, told)
            if subject:
                out[k] = replace(told, source=(subject,))
    return tuple(out)


def _lacks_source(text: str, told: Attribution) -> bool:
    """Return whether nobody was found, or somebody in a sentence before the cue's."""
    if not told.source:
        return True
    at, last = told.cue[0].start, told.source[-1].end
    return last <= at and _END.search(text, last, at) is not None


def _before(text: str, found: Sequence[Attribution], k: int) -> Span | None:
    """Return the subject that stands before a cue in its sentence, or whose participle the cue is."""
    at = found[k].cue[0].start
    first = _NAME_WORD.match(text, at)
    if first is None or _low(first) in _words("preposition") | _words("evidential"):
        return None
    if text[max(0, at - 2) : at].rstrip(" ")[-1:] in _ENDED:
        # Its sentence begins with it.
        return None
    begin = _sentence_start(text, at)
    teller = _told_before(found, k, begin) if _participle().match(_low(first)) else None
    if teller:
        return teller
    begin = max((quote.end() for quote in _QUOTE.finditer(text, begin, at)), default=begin)
    parts = [part.span() for part in _PART.finditer(text, begin, at)]
    if not parts:
        return None
    if parts[-1][1] == at and (words := list(_NAME_WORD.finditer(text, *parts[-1]))):
        return _beside(text, parts[-1], words[-1], begin) or _told_before(found, k, begin)
    # An aside stands between: "Anna Hale, who is 43, said".
    return next((mention for part in parts[:-1] if (mention := _mention(text, *part))), None)


def _beside(text: str, part: tuple[int, int], last: re.Match[str], begin: int) -> Span | None:
    """Return who stands right before a cue: its subject, or whose word the cue is (*his claim that*)."""
    if _low(last) in _words("possessive"):
        return Span(*last.span())
    if _low(last) in _words("pronoun") and is_object(text, *last.span(), part[1]):
        # "Certains nous préviennent"
        return _mention(text, part[0], last.start())
    owner = _POSSESSED.search(text, begin, part[1])
    if owner:
        return Span(*owner.span(1))
    if _low(last) in _words("determiner") | _words("preposition"):
        return None
    return _mention(text, *part)


def _behind(text: str, told: Attribution) -> Span | None:
    """Return who stands between a cue and what it introduces: *Weiter sagte Roth: …*."""
    at = told.cue[-1].end
    part = _PART.match(text, at, max(at, told.content[0].start))
    return _mention(text, *part.span()) if part and text[at] == " " else None


def _sentence_start(text: str, at: int) -> int:
    near = max(0, at - _REACH)
    floor = text.rfind("\n", near, at) + 1 or near
    return floor + max((begin for begin, _ in sentences(text[floor : at + 1]).tolist()), default=0)


def _told_before(found: Sequence[Attribution], k: int, begin: int) -> Span | None:
    """Return who told what was told last in the same sentence."""
    for told in reversed(found[max(0, k - _BACK) : k]):
        if told.source and told.cue and max(told.source[0].start, told.cue[0].start) >= begin:
            return told.source[0]
    return None


def _mention(text: str, begin: int, end: int) -> Span | None:
    """Return the mention that a part of a sentence is, or None: it begins with none, or is too long for one."""
    words = list(_NAME_WORD.finditer(text, begin, end))
    while words and _low(words[0]) in _words("connects") | _words("joins") | _words("relative_word"):
        words = words[1:]
    while len(words) > 1 and _low(words[-1]) in _words("before_verb"):
        words.pop()
    if not words or len(words) > _LONGEST:
        return None
    first = _low(words[0])
    if first in _words("pronoun"):
        return Span(*words[0].span())
    if first in _words("preposition") or first in _words("no_subject"):
        return None
    named = text[words[0].start()].isupper() and first not in _openers() and not first.endswith(_IS)
    if not named and (first not in _words("determiner") or len(words) == 1):
        return None
    return Span(*of_source(text, words[0].start(), words[-1].end(), None))
