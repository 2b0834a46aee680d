"""Who tells where what was taken for a source stands beside the one who does: a recipient, an aside, a reader."""

from __future__ import annotations

import re

from ..records import Attribution
from .heads import determiner_of, head_of, is_linked
from .letters import CAPITALISED, apart, folded
from .main_clause import opening
from .names import capitalised, names_a_person
from .tellers import BEHIND, STOP, teller_in
from .vocabulary import Vocabulary

# So many characters of a sentence are looked at before an aside, and so many words a subject in front of one has.
_LEAD, _SUBJECT_WORDS = 200, 9
_STOP_BEFORE = re.compile(r"[.;:!?…«»“”\"()\n]\s*")
# A preposition in front of a source is looked for in so many characters.
_RECIPIENT = 16
# No pronoun has more letters, "elles-mêmes" included.
_PRONOUN = 16
# An aside that opens with one of these tells of the name in front of it, past a party and a seat: "(LR)", ", R-S.C.".
_APPOSES = frozenset({"indefinite_article", "definite"})
_ASIDE = re.compile(r"(?: \([^()\n]{1,30}\)|, [A-Z]{1,4}[-‑][\w.]{1,8})$")


def told_instead(begin: int, end: int, limit: int, attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return who tells where what was taken for the source stands beside the one who does; empty: it is the source."""
    if not attribution.cue:
        return ""
    if attribution.cue[-1].end <= begin and words.recipients:
        return _behind_recipient(begin, end, limit, text, words)
    if attribution.cue[0].start < end:
        return ""
    other = _what_they_made(begin, text, words)
    other = other or _emphasised(begin, end, text, words)
    if not other and "," in text[end - 1 : end + 1]:
        other = _told_of(begin, end, text, words) or _past_its_aside(begin, text, words)
    return other


def _emphasised(begin: int, end: int, text: str, words: Vocabulary) -> str:
    """Return whom a pronoun beside a subject stands for: "**Les syndicats**, eux, estiment"; empty: it is none."""
    if end - begin > _PRONOUN:
        return ""
    word, hyphen, same = folded(text[begin:end]).strip(" ,").partition("-")
    pronoun = words.pronouns.get(word)
    if pronoun is None or pronoun.cls != "pronoun":
        return ""
    # "Les syndicats, eux, estiment"; "L'OCDE elle-même dit"
    between = text[max(0, begin - 2) : begin] == ", " and "," in text[end - 1 : end + 1]
    if not (same in words.same if hyphen else between):
        return ""
    lead = _STOP_BEFORE.split(text[max(0, begin - _LEAD) : begin].rstrip(", "))[-1]
    return _subject(lead.rpartition(",")[2].strip(), words, sure=True)


def _past_its_aside(begin: int, text: str, words: Vocabulary) -> str:
    """Return whose aside ends in what was taken for the source: "Anna Hale, once head of **the port**, vowed".

    It hangs on a preposition and a comma stands behind it, so the verb is not its own; empty: it is no such aside.
    """
    lead = _STOP_BEFORE.split(text[max(0, begin - _LEAD) : begin])[-1]
    *segments, aside = lead.split(",")
    if not segments or not is_linked(apart(folded(aside)), words):
        return ""
    for segment in reversed(segments):
        subject = _subject(segment.strip(), words)
        if subject:
            return subject
    return ""


def _subject(segment: str, words: Vocabulary, *, sure: bool = False) -> str:
    """Return a segment that is a name or a noun with its article, without "but" in front; else nothing.

    ``sure``: what follows stands for it, so that no list need know the name or the noun.
    """
    first, _, rest = segment.partition(" ")
    low = folded(first)
    if low in words.stops and low not in words.determiners and low not in words.linkers:
        segment = rest
    name = CAPITALISED.fullmatch(segment)
    if name is not None and folded(segment).partition(" ")[0] not in words.determiners:
        known = names_a_person(segment, words)
        alone = (sure or " " not in segment) and folded(segment) not in words.places
        return segment if known or alone else ""
    small, _, _, at = determiner_of(segment, folded(segment), words)
    if not small or not at or len(segment.split()) > _SUBJECT_WORDS:
        return ""
    named = CAPITALISED.fullmatch(segment, at)
    if named is not None and folded(named.group()) not in words.places:
        # "La CGT"
        return segment
    noun, *_ = head_of(segment, capitalised(segment), words)
    return segment if (noun is not None and noun.cls != "document") or (sure and noun is None) else ""


def _told_of(begin: int, end: int, text: str, words: Vocabulary) -> str:
    """Return a person with the aside taken for the source: "Anna Hale, a former banker"; empty: it is none."""
    if text[max(0, begin - 2) : begin] != ", ":
        return ""
    source = text[begin:end]
    small, *_ = determiner_of(source, folded(source), words)
    if small not in _APPOSES:
        return ""
    lead = _ASIDE.sub("", text[max(0, begin - BEHIND) : begin - 2])
    name = next((found for found in CAPITALISED.finditer(lead) if found.end() == len(lead)), None)
    named = name is not None and names_a_person(name.group(), words)
    return f"{name.group()}, {source}" if name is not None and named else ""


def _what_they_made(begin: int, text: str, words: Vocabulary) -> str:
    """Return the document whose doer or reader stands here: "L'arrêté, consulté par" La Gazette; empty: none."""
    tail = text[max(0, begin - _RECIPIENT) : begin]
    if not any(f" {agent} " in tail for agent in words.agents):
        return ""
    lead = _STOP_BEFORE.split(text[max(0, begin - BEHIND) : begin])[-1]
    low = apart(folded(lead))
    if low and low[-1] in words.determiners and low[-1] not in words.linkers:
        low.pop()
    if len(low) < 3 or low[-1] not in words.agents or low[-2] in words.nouns:
        return ""
    phrase = lead.partition(",")[0].strip()
    noun, at, _ = head_of(phrase, capitalised(phrase), words)
    opens = noun is not None and folded(phrase[:at]).strip() in words.determiners
    # "The lawsuit was brought by"
    return opening(phrase, words) if opens and noun is not None and noun.cls == "document" else ""


def _behind_recipient(begin: int, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return who tells where the source is whom he told: "Anne Roy" of "a dit à l'AFP Anne Roy"; empty: nobody.

    A title with an article or a person's name, not joined to the recipient by a preposition.
    """
    before = apart(folded(text[max(0, begin - _RECIPIENT) : begin]))
    inside = apart(folded(text[begin:end]))
    if before and before[-1] in words.determiners and before[-1] not in words.recipients:
        before.pop()
    if not (before and before[-1] in words.recipients) and not (inside and inside[0] in words.recipients):
        return ""
    stop = STOP.search(text, end, min(limit, end + BEHIND))
    return teller_in(text[begin : stop.start() if stop else min(limit, end + BEHIND)], 1, words)
