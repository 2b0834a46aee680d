"""Who is told to be the source of an attribution: by its own words, or by the sentence around it where it has none."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..records import Attribution, written
from .beside_cue import IMPERSONAL, UNASKED, behind_relative, is_impersonal, subject_beside
from .dropped import dropped_subject
from .hidden import before_its_clause
from .letters import folded
from .main_clause import goes_on, is_participle, subject_of_participle, subject_of_sentence
from .mentions import Mention, read_mention
from .signatures import signature
from .source_words import source_words
from .tellers import body_behind, is_perceived, of_noun
from .vocabulary import Vocabulary

# What one can be said to speak "at" or "in": a ministry, a paper, a letter, the house of somebody; no demonstration.
_AT = frozenset({"org", "media", "person", "anonymous", "document"})
# In front of "one says" these are who does.
_SAYS = frozenset({"org", "media", "anonymous"})
# "dessen " has so many characters, with the space before it.
_RELATIVE = 8
_SENTENCE_ENDS = frozenset(("", *".!?…\n)"))
# So many characters hold "when" or "by" beside a cue.
_AGENT = 10
# What joins a pronoun to the verb in front of it.
_HYPHENS = ("-", "‑")


def told_by(
    attribution: Attribution, anchor: int, end: int, text: str, words: Vocabulary, *, beside: bool = True
) -> tuple[Mention, bool, str]:
    """Return the reading of who is the source, whether it is whoever spoke last, and the words that were read.

    ``end`` is where whoever spoke last ended (-1: nobody has), ``anchor`` where the attribution begins; ``beside``:
    whether the sentence is asked where no source is written.
    """
    if beside and _is_asked(attribution, text, words):
        return UNASKED, False, ""
    source, carried = of_noun(attribution, text, words) or source_words(attribution, text, words), False
    one = _impersonal(attribution, text, words)
    if one and (not source or _is_prefixed(source, attribution, text, words)):
        source = one
    if source and beside:
        subject = subject_of_participle(attribution, end, text, words)
        source = subject or behind_relative(source, attribution, text, words)
    elif beside:
        source, carried = _unwritten(attribution, end, text, words)
    source = before_its_clause(source, anchor, text, words)
    mention = _located(read_mention(source, words.lang), attribution, text, words)
    single = mention.form == "noun" and mention.determiner in ("definite", "") and mention.number != "p"
    if single and attribution.source and _is_somebodys(attribution.source[0].start, text, words):
        mention = replace(mention, determiner="possessive")
    if mention.form == "pronoun" and (
        is_impersonal(attribution, mention, text, words)
        or (mention.determiner == "indefinite" and bool(one) and is_perceived(attribution, text, words))
    ):
        # "Il est indiqué", "on peut lire": nobody who was named.
        return IMPERSONAL, False, source
    if mention.form == "none" and words.verb_endings:
        return dropped_subject(attribution, text, words), carried, source
    return mention, carried, source


def _is_asked(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether a cue tells who was asked, not who asks: "**Asked** why it would close, she said …".

    Who asks may stand behind: "when pressed **by a reporter**".
    """
    if len(attribution.cue) != 1 or not attribution.content or attribution.content[0].start < attribution.cue[0].start:
        return False
    begin, end = attribution.cue[0]
    first, _, rest = folded(text[begin:end]).partition(" ")
    if first not in words.asked:
        return False
    behind = rest or folded(text[end : end + _AGENT]).strip()
    if behind.partition(" ")[0] in words.agents and any(span.start > begin for span in attribution.source):
        return False
    before = text[max(0, begin - _AGENT) : begin].rstrip(' \u00a0»”"')
    opens = text[begin].isupper() and before[-1:] in _SENTENCE_ENDS
    return opens or folded(before.rpartition(" ")[2]) in words.asked_when


def _is_somebodys(begin: int, text: str, words: Vocabulary) -> bool:
    """Return whether a source is told by whose it is in a clause: "Force verte, **dont** le leader"."""
    before = text[max(0, begin - _RELATIVE) : begin].rstrip()
    return before[-1:].isalpha() and folded(before.rpartition(" ")[2]) in words.of_relatives


def _unwritten(attribution: Attribution, end: int, text: str, words: Vocabulary) -> tuple[str, bool]:
    """Return the words around an attribution without a source that tell it, and whether it goes on from ``end``."""
    if not attribution.cue:
        return signature(attribution, text, words), False
    carried = end >= 0 and goes_on(attribution, end, text, words)
    participle = carried and is_participle(attribution, text, words)
    found = "" if participle else subject_beside(attribution, text, words)
    if carried and not found:
        return "", True
    return found or subject_of_sentence(attribution, text, words), False


def _impersonal(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the pronoun for nobody in particular that a cue holds ("peut-on lire", "on explique"), or nothing."""
    if not attribution.cue:
        return ""
    cue, end = written(attribution.cue, text, " "), attribution.cue[-1].end
    if text[end : end + 1] in _HYPHENS or cue[-1:] in _HYPHENS:
        cue += " " + text[end : end + 6].partition(" ")[0]
    return _one_in(cue, words)


@lru_cache(maxsize=65536)
def _one_in(cue: str, words: Vocabulary) -> str:
    """Return the pronoun for nobody in particular among the words of a cue, or nothing."""
    pronouns = words.pronouns
    for word in folded(cue).replace("-", " ").split():
        if word in pronouns and pronouns[word].cls == "indefinite":
            return word
    return ""


def _is_prefixed(source: str, attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether what was taken for a source is a preposition, or stands before a verb that says "one" itself.

    What one reads is a source ("ce rapport, peut-on y lire").
    """
    if not words.at_bodies:
        return False
    if folded(source) in words.linkers:
        return True
    mention = read_mention(source, words.lang)
    if _is_body(mention, words) or (mention.noun is not None and mention.noun.cls in _SAYS):
        # "De source proche du dossier, on assure", "Du côté de la mairie, on dénonce": those are who.
        return False
    before = attribution.source[0].start < attribution.cue[0].start
    return before and not is_perceived(attribution, text, words)


def _located(mention: Mention, attribution: Attribution, text: str, words: Vocabulary) -> Mention:
    """Return what speaks where "one" does: "explique-t-on au ministère" is the ministry."""
    if mention.form != "pronoun" or mention.determiner != "indefinite":
        return mention
    behind = read_mention(body_behind(attribution, text, words), words.lang)
    return behind if _is_body(behind, words) or (behind.noun is not None and behind.noun.cls in _AT) else mention


def _is_body(mention: Mention, words: Vocabulary) -> bool:
    """Return whether a source is the seat of a state or a body by its name or initials."""
    initials = mention.name.isupper() and len(mention.name) > 1
    return "seat" in mention.flags or folded(mention.name) in words.bodies or initials
