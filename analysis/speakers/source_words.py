"""The words of a source as far as they go: joined, of one sentence, completed where they were cut short."""

from __future__ import annotations

import re

from ..records import Attribution
from .completion import completed
from .instead import told_instead
from .letters import CAPITALISED, UPPER, folded
from .names import names_a_person
from .stance import cue_entry
from .vocabulary import Vocabulary

# What a hyphen joins to a word that was cut before or behind it.
_HYPHENS = ("-", "‑")
_JOINTS = frozenset("-‑.")
_HYPHENED_ON = re.compile(r"(?:(?<!\w)(?:the|a|an) )?(?<![\w-])\d+[-‑]$")
_HYPHENED = re.compile(r"[-‑]\w+(?:[-‑]\w+)*")
# A sentence that ends inside a source, and initials with full stops around one.
_SENTENCE = re.compile(rf"(?<![.\w])([\w'’-]*[a-zß-ÿ])\.\s+(?=[{UPPER}])")
_INITIALS_ON = re.compile(rf"(?:(?<=[{UPPER}])\.[{UPPER}]|(?<=\.)[{UPPER}]\.)+(?:\.|(?!\w))")
_INITIALS_OFF = re.compile(rf"(?<!\w)(?:[{UPPER}]\.)+$")
# A verb that follows a comma, before a name.
_VERB = re.compile(rf", (\w+(?: [a-zß-ÿ]\w*)?) (?=[{UPPER}])")
# A preposition in front of a source is looked for in so many characters.
_RECIPIENT = 16


def source_words(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the words of the source; of several pieces the one nearest to the cue, or else to the content."""
    spans = attribution.source
    if not spans:
        return ""
    if len(spans) > 1:
        around = attribution.cue or attribution.content
        spans = (min(spans, key=lambda s: min(max(s.start - a.end, a.start - s.end) for a in around)),)
    begin, end, limit = spans[0].start, spans[0].end, len(text)
    for part in (attribution.cue, attribution.content):
        for span in part:
            if end <= span.start < limit:
                limit = span.start
    if not _JOINTS.isdisjoint(text[max(0, end - 1) : end + 1]) or text[begin - 1 : begin] in _HYPHENS:
        begin, end = _joined(begin, end, limit, text)
    if text.find(".", begin, end) >= 0:
        begin, end = _one_sentence(begin, end, attribution, text, words)
    if text.find(", ", begin, end) >= 0:
        begin = _behind_verb(begin, end, text, words)
    other = told_instead(begin, end, limit, attribution, text, words)
    return other or completed(begin, end, limit, text, words)


def _joined(begin: int, end: int, limit: int, text: str) -> tuple[int, int]:
    """Return where a source begins and ends with what a hyphen or the full stops of initials join to it.

    "Jean-", cut from "François"; "l'Agence France", cut from "-Presse"; "O.N", cut from ".U.".
    """
    if text[begin - 1 : begin] in _HYPHENS:
        # "the 54-", cut off in front of "year-old nurse".
        first = _HYPHENED_ON.search(text, max(0, begin - _RECIPIENT), begin)
        begin = first.start() if first else begin
    inside = end > 0 and text[end - 1 : end] in _HYPHENS
    if inside or text[end : end + 1] in _HYPHENS:
        joined = _HYPHENED.match(text, end - inside, limit)
        end = joined.end() if joined else end
    if text[end : end + 1] == "." or text[end - 1 : end] == ".":
        rest = _INITIALS_ON.match(text, end, limit)
        end = rest.end() if rest else end
        first = _INITIALS_OFF.search(text, max(0, begin - _RECIPIENT), begin)
        begin = first.start() if first and text[begin : begin + 1].isupper() else begin
    return begin, end


def _one_sentence(begin: int, end: int, attribution: Attribution, text: str, words: Vocabulary) -> tuple[int, int]:
    """Return of two sentences the part the cue stands in: "Mrs Hale" of "said Mrs Hale. Her husband"."""
    sentence = _SENTENCE.search(text, begin, end)
    if sentence is None or _is_short(sentence.group(1), words):
        return begin, end
    after = bool(attribution.cue) and attribution.cue[0].start >= end
    return (sentence.end(), end) if after else (begin, sentence.end(1))


def _behind_verb(begin: int, end: int, text: str, words: Vocabulary) -> int:
    """Return where the teller begins in a source that swallowed the verb: "la France, relate **Anne Martin**"."""
    for verb in _VERB.finditer(text, begin, end):
        entry = cue_entry(verb.group(1), words.lang)
        name = CAPITALISED.match(text, verb.end())
        if entry is None or entry.part != "verb" or name is None:
            continue
        if names_a_person(name.group(), words):
            return verb.end()
    return begin


def _is_short(word: str, words: Vocabulary) -> bool:
    """Return whether a full stop behind a word may end no sentence: a title cut short, an initial, a month."""
    low = folded(word)
    return len(low) < 3 or low in words.honorifics or low in words.nouns or low in words.suffixes
