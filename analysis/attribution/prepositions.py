"""Where *selon*, *according to* or *pour* introduces somebody who tells, and whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from ..lexicons import load, word_set, words_of
from ..records import Span
from .edges import of_source

WORD = re.compile(r"[^\W\d_]+['’]?|\d+")
# What a preposition introduces, up to the sign that ends it.
MENTION = re.compile(r"(?:[^,;:!?…()\n«»“”\".]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[DM]r)\.){2,90}")
SIGNS = " \u00a0\u202f,"
ENDED = frozenset(("", *'.!?…\n»”"'))
_BLANKS = frozenset(" \u00a0")
# Words of whose opinion it is, at the most.
_OPINION = 8
# Characters behind a preposition in which the word stands that tells whether a source follows.
_NEAR = 40
# Sources that hold no opinion.
_PAPER = frozenset(("document", "media"))
_words = partial(word_set, "edges")


def prepositions(text: str, lang: str) -> dict[int, int]:
    """Return where the prepositions of a language begin and where what they introduce does, in reading order."""
    found = list(_opinions(text, lang))
    for tail, initials in _tails(lang):
        at = text.find(tail, 1)
        while at > 0:
            after = at + len(tail) + 1
            if text[at - 1] in initials and text[after - 1 : after] in _BLANKS and not text[at - 2 : at - 1].isalnum():
                found.append((at - 1, after))
            at = text.find(tail, after)
    found.sort()
    return dict(found)


@cache
def _tails(lang: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the prepositions of a language without their first letter, which may be a capital, and that letter."""
    words = words_of("edges", "evidential", lang)
    curly = [word.replace("'", "’") for word in words if "'" in word]
    return tuple((word[1:], frozenset((word[0], word[0].upper()))) for word in (*words, *curly))


def _opinions(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence opens with whose opinion it is: *Pour lui, …*, *Pour le maire, …*, *Para Ana Ruiz, …*."""
    for word in words_of("edges", "opinion", lang):
        opener = f"{word[0].upper()}{word[1:]} "
        at = text.find(opener)
        while at >= 0:
            after = at + len(opener)
            opens = text[max(0, at - 2) : at].rstrip(SIGNS)[-1:] in ENDED
            mention = MENTION.match(text, after) if opens else None
            if mention and text.startswith(",", mention.end()) and is_somebody(mention.group(), lang, thinks=True):
                yield at, after
            at = text.find(opener, after)


def is_somebody(mention: str, lang: str, *, thinks: bool) -> bool:
    """Return whether a mention is a pronoun, a name or, behind an article, a noun for a source; one who ``thinks``."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(mention)]
    if not words or mention[0].isupper():
        return bool(words) and words[0] not in words_of("edges", "opinion_none", lang)
    if len(words) == 1:
        return words[0] in _pronouns(lang)
    bare = [word for word in words if word not in _words("determiner")]
    known = _nouns(lang, thinks)
    # An adjective may stand before the noun: "la même source"; a first word may be half of it: "premier ministre".
    named = " ".join(bare[:2]) in known or any(word in known for word in bare[: 1 if thinks else 2])
    return named and len(bare) < len(words) and not (thinks and len(words) > _OPINION)


@cache
def _pronouns(lang: str) -> frozenset[str]:
    return frozenset((*words_of("edges", "opinion_pronoun", lang), *words_of("edges", "opinion_some", lang)))


@cache
def _nouns(lang: str, thinks: bool) -> frozenset[str]:
    """Return the nouns of a language for sources, or for people and bodies alone, with their plurals."""
    rows = [row for row in load("source_nouns") if row["lang"] == lang and not (thinks and row["class"] in _PAPER)]
    forms = {form for row in rows for form in (row["noun"], row["feminine"], row["plural"]) if form}
    return frozenset(form + ending for form in forms for ending in ("", "s", "es"))


def is_no_source(text: str, at: int) -> bool:
    """Return whether what a preposition introduces tells nothing: *selon toute vraisemblance*, *according to plan*."""
    return first_word(text, at) in _words("no_source")


def first_word(text: str, at: int) -> str:
    """Return the first word from a place on that is no article, in small letters."""
    for match in WORD.finditer(text, at, at + _NEAR):
        word = match.group().lower().replace("’", "'")
        if word not in _words("determiner"):
            return word
    return ""


def source_at(text: str, mention: re.Match[str]) -> Span:
    """Return who tells, of what stands behind a preposition."""
    return Span(*of_source(text, mention.start(), _cut(text, mention), None))


def _cut(text: str, mention: re.Match[str]) -> int:
    """Return where a mention ends: a pronoun is one, and a relative goes on telling of it."""
    first = WORD.match(text, mention.start())
    if first and first.group() in _words("opinion_pronoun"):
        return first.end()
    for word in WORD.finditer(text, *mention.span()):
        if word.group().lower() in _words("relative_word") and word.start() > mention.start():
            return word.start()
    return mention.end()
