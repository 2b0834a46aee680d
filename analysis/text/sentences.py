"""Where the sentences stand: full stops that end one, and those of abbreviations, initials and dates that do not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..lexicons import load
from .lines import base_language, lines, offsets
from .runs import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .lines import Offsets

_TERMINATOR = re.compile(r"[.!?…。！？]+(?:[ \u00a0]\.(?![\w.]))*")
_BLANK = " \u00a0\u202f\u2009\u200a\u2008\t"


def sentences(text: str, lang: str | None = None) -> Offsets:
    """Return the sentences of ``text``: sorted, non-overlapping half-open character offsets, shape (m, 2).

    A sentence keeps the marks and brackets that close behind its full stop, never crosses a paragraph, and goes on when
    a lower-case word follows (``« Oui ! » dit-il``).  ``lang`` chooses the abbreviations; None uses those of all.

    >>> [("M. Roux est parti. « Fini ! » dit-il.Le reste suit.")[a:b]
    ...     for a, b in sentences("M. Roux est parti. « Fini ! » dit-il.Le reste suit.")]
    ['M. Roux est parti.', '« Fini ! » dit-il.', 'Le reste suit.']
    """
    rules = _rules(base_language(lang))
    found: list[tuple[int, int]] = []
    for begin, end in lines(text):
        marks = _Marks(text, begin, end)
        start = stop = begin
        for match in _TERMINATOR.finditer(text, begin, end):
            if match.start() < stop or match.start() == start:
                continue
            stop = _sentence_end(text, match.start(), match.end(), start, marks, rules)
            if stop > 0:
                found.append((start, stop))
                start = _skip_space(text, stop, end)
        if start < end:
            found.append((start, end))
    return offsets(found)


class _Rules(NamedTuple):
    """What a language's lists say; ``ordinals``: it writes ordinals with a full stop (``die 2. Liga``)."""

    kinds: Mapping[str, str]
    openers: frozenset[str]
    ordinals: bool


@cache
def _rules(lang: str | None) -> _Rules:
    """Abbreviations and sentence openers of a language, or of all when it is unknown or has none listed."""
    rows = load("abbreviations")
    known = {row["lang"] for row in rows}
    wanted = {lang} if lang in known else known
    # Where languages disagree, the milder kind wins: a missed full stop is rarer than a name cut in two.
    kinds = {row["abbreviation"]: row["kind"] for row in reversed(rows) if row["lang"] in wanted}
    openers = frozenset(row["word"] for row in load("sentence_openers") if row["lang"] in wanted)
    return _Rules(kinds, openers, lang in known and "month" in kinds.values())


class _Marks:
    """What a paragraph's quotation marks say about one place in it, each looked at once."""

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text, self.end = text, end
        self._begin, self._at, self._straight = begin, begin, 0
        self._first_open: int | None = None

    def opened(self, at: int) -> bool:
        """Does a guillemet open before ``at``?"""
        if self._first_open is None:
            first = self.text.find("«", self._begin, self.end)
            self._first_open = self.end if first < 0 else first
        return self._first_open < at

    def open_straight(self, at: int) -> bool:
        """Is a straight quotation open before ``at``?  Asked from left to right."""
        self._straight += self.text.count('"', self._at, at)
        self._at = max(at, self._at)
        return self._straight % 2 == 1


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _sentence_end(text: str, dot: int, after: int, start: int, marks: _Marks, rules: _Rules) -> int:
    """Where the sentence ends whose full stop stands at ``dot`` to ``after``, closing marks included; 0: it goes on."""
    end = marks.end
    # Nearly always a space and a word follow, and there is nothing to close.
    plain = after + 1 < end and text[after] in _BLANK and text[after + 1].isalnum()
    stop = after if plain else _close(text, after, marks)
    if stop >= end:
        return end
    glued = not text[stop].isspace()
    first = stop
    while first < end and first - stop < 12 and not (text[first].isalnum() or text[first] in ",;:)]}»”/=&%"):
        first += 1
    if first >= end or not text[first].isalnum() or text[first].islower():
        return 0
    if text[dot - 1] in "([" and text[after : after + 1] in (")", "]"):
        return 0
    if glued and not _glued_end(text, dot, after, stop, first):
        return 0
    if text[dot:after] == "." and stop == after and not _full_stop(text, dot, start, first, rules):
        return 0
    return stop


def _glued_end(text: str, dot: int, after: int, stop: int, first: int) -> bool:
    """Does a sentence end here although the next one follows without a space (``fin.Le``)?"""
    if not text[first].isupper() or text[first + 1 : first + 2] == "." or text[first + 1 : first + 2].isdigit():
        return False
    floor = max(0, dot - 100)
    begin = max(text.rfind(" ", floor, dot), text.rfind("\n", floor, dot), floor - 1) + 1
    if "://" in text[begin:dot] or text.startswith("www.", begin) or text[after:first].strip(_BLANK) == "@":
        return False
    if stop > after or text[dot:after] != ".":
        return True
    before = text[dot - 1]
    return (before.islower() and text[dot - 2 : dot - 1].isalnum()) or before in '»”")]' or before.isdigit()


def _full_stop(text: str, dot: int, start: int, first: int, rules: _Rules) -> bool:
    """Does a lone full stop end a sentence, or an abbreviation, an initial or an ordinal inside one?"""
    begin = dot
    while begin > start and dot - begin < 12 and (text[begin - 1].isalnum() or text[begin - 1] in ".-&"):
        begin -= 1
    token = text[begin:dot]
    kind = rules.kinds.get(token)
    if token.isdigit():
        if begin == start:
            return False
        word = _word_at(text, first)
        counted = text[begin - 2 : begin].startswith(".")  # « Abs. 2. » is a number, not a day
        ordinal = (
            len(token) <= 2
            and not counted
            and (rules.kinds.get(word) == "month" or (rules.ordinals and word.isalpha()))
        )
        return not ordinal or _opens(text, first, rules)
    spaced = len(token) == 1 and token.islower() and text[first + 1 : first + 2] == "."  # z. B.
    if kind in ("title", "inner") or spaced:
        return False
    if kind == "number":
        return not text[first].isdigit()
    initial = token.isupper() and len(token) == 1 and token.isalpha()
    acronym = "." in token and all(len(piece) <= 1 for piece in token.replace("-", "").split("."))
    if kind == "open" or initial or (acronym and not token.replace(".", "").isdigit()):
        dashed = any(char in "-—–" for char in text[dot + 1 : first])  # a dateline: « PARIS, N.Y. -- The »
        return not dashed and _opens(text, first, rules)
    return True


def _opens(text: str, at: int, rules: _Rules) -> bool:
    """Does a word that opens sentences stand here?  An initial does not."""
    word = _word_at(text, at)
    return word.lower() in rules.openers and not (len(word) == 1 and text[at + 1 : at + 2] == ".")


def _word_at(text: str, at: int) -> str:
    match = LETTERS.match(text, at)
    return match.group() if match else ""


def _close(text: str, at: int, marks: _Marks) -> int:
    """Go past the quotation marks and brackets that close behind a full stop, and a full stop behind those."""
    end, first = marks.end, at
    while at < end:
        char, after = text[at], text[at + 1 : at + 2] if at + 1 < end else ""
        loose = not after.isalnum()
        if (
            char in "»›”)]}"
            or (char in "’'“‘«‹" and loose)
            or (char == '"' and (marks.open_straight(at) if not loose else _tight(text, at, marks)))
            or (char in ".!?…" and at > first)
        ):
            at += 1
        elif char in _BLANK and (ahead := _closes_ahead(text, at, marks)):
            at = ahead
        else:
            return at
    return at


def _tight(text: str, at: int, marks: _Marks) -> bool:
    """A straight mark right behind a full stop closes, unless another opens there (``"." "Next``)."""
    return not text[at - 1].isspace() or marks.open_straight(at)


def _closes_ahead(text: str, at: int, marks: _Marks) -> int:
    """The place behind a closing mark that a space sets apart from the full stop (``. »``), or 0."""
    end = marks.end
    while at < end and text[at] in _BLANK:
        at += 1
    if at >= end:
        return 0
    char, after = text[at], text[at + 1 : at + 2]
    if char in "»›":
        closes = not after.isalnum() or marks.opened(at)
    elif char == '"':
        closes = not after.isalnum() and marks.open_straight(at)
    else:
        closes = char in "”)]!?" and not after.isalnum()
    return at + 1 if closes else 0
