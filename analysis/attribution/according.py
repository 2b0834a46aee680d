"""One sentence with *according to* in it: what is told there, and by whom.

The construction is closed: a preposition, who tells, a comma, and the rest of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, partial
from operator import attrgetter

from ..lexicons import word_set
from ..records import Attribution, Span
from .clauses import without_joining
from .complements import verb
from .edges import of_content
from .places import is_quoted, sentence_around, without_end
from .prepositions import MENTION, SIGNS, WORD, first_word, is_somebody, source_at
from .types import type_of

CONFIDENCE = 0.88
"""How often such a passage is an attribution and cut right: 421 of 451 in the annotated articles."""
# Words that stand before "selon X," and have no verb of their own, perhaps.
_BEGUN = 6
_words = partial(word_set, "edges")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*[ \u00a0]?)+(?=,)")
_BRACKETS = re.compile(r" ?\([^()\n]{1,40}\)")
# What parts a sentence into more than one clause or item.
_INNER = re.compile(r"[,;:()–—]|[ \u00a0]-[ \u00a0]")


def told_at(text: str, lang: str, at: int, after: int, marks: Sequence[Span]) -> Attribution | None:
    """Return what a preposition introduces in its sentence; None where that is nothing.

    ``at``, ``after``: where it begins, and what follows it.
    """
    if is_quoted(marks, at):
        return None
    begin, end = sentence_around(text, at)
    if begin < 0:
        return None
    end = without_end(text, begin, end)
    k = bisect_left(marks, end, key=attrgetter("start")) - 1
    if k >= 0 and at < marks[k].start and end < marks[k].end:
        # A quotation goes on behind the end of its first sentence.
        end = marks[k].end
    told_by = _verb_behind(lang).match(text, after, end)
    after = told_by.end() if told_by else after
    mention = MENTION.match(text, after, end)
    if mention is None or first_word(text, after) in _words("no_source") | _words("relative_word"):
        return None
    source = source_at(text, mention)
    cue = Span(at, after - 1)
    stop = source.end if text[source.end : source.end + 1] == " " else mention.end()
    in_brackets = _BRACKETS.match(text, stop, end)
    spans = _content(text, lang, begin, end, at, after, in_brackets.end() if in_brackets else stop)
    content = tuple(Span(*of_content(text, b, e)) for b, e in spans)
    if not content or len(WORD.findall(text, content[0].start, content[-1].end)) < 3:
        return None
    return Attribution(content, (cue,), (source,), type_of(text, content, (cue,), marks), confidence=CONFIDENCE)


@cache
def _verb_behind(lang: str) -> re.Pattern[str]:
    """A verb of saying between a preposition and who tells: *según ha informado la alcaldía, …*."""
    return re.compile(rf"{verb(lang)} (?:a [A-ZÁÉÍÓÚ]\w+ )?")


def _content(text: str, lang: str, begin: int, end: int, at: int, who: int, after: int) -> list[tuple[int, int]]:
    """Return what is told in the sentence around "according to X": behind it, before it, or on both sides."""
    before = text[begin:at].strip(SIGNS)
    if not before or _is_joining(before):
        start = _past_appositions(text, after, end)
        return [(start, end)] if start else []
    aside = text[begin:at].rstrip(" \u00a0").endswith(",")
    last = before.rpartition(" ")[2].lower()
    if last in _words("joins") or last in _words("relative_word"):
        # "and, according to X, the port will shut"
        start = after + 1 + (text[after + 1 : after + 2] in " \u00a0")
        return [(start, end)] if (aside or last in _words("joins")) and text[after : after + 1] == "," else []
    start = without_joining(text, begin, at)
    stop = begin + len(text[begin:at].rstrip(SIGNS))
    one_clause = _INNER.search(text, start, stop) is None
    if not aside and not (one_clause and is_somebody(text[who:after], lang, thinks=False)):
        return []
    rest = after + len(text[after:end]) - len(text[after:end].lstrip(SIGNS))
    follows = WORD.match(text, rest, end)
    if rest >= end or (follows and follows.group().lower() in _words("relative_word")):
        return [(start, stop)]
    if not one_clause or (aside and (text[after] != "," or len(WORD.findall(text, start, stop)) > _BEGUN)):
        return []
    return [(start, stop), (rest, end)]


def _is_joining(before: str) -> bool:
    return before.lower().rstrip(",") in _words("connects")


def _past_appositions(text: str, after: int, end: int) -> int:
    """Return where what is told begins behind the comma that ends its source, past asides on the source; 0: nowhere."""
    word = WORD.match(text, after + 1, end) if text[after : after + 1] == " " else None
    at = text.find(",", after, end) if word and word.group().lower() in _words("relative_word") else after
    while 0 <= at < end and text[at] == ",":
        start = at + 1
        while start < end and text[start].isspace():
            start += 1
        word = WORD.match(text, start, end)
        name = _NAME.match(text, start, end)
        low = word.group().lower().replace("’", "'") if word else ""
        aside = name or low in _words("relative_word") or (word and low.islower() and low not in _words("tells"))
        if start >= end or not aside or text[start] in '«“"':
            return start if start < end else 0
        at = text.find(",", start, end)
        if at < 0:
            return 0
    return 0
