"""Who stands beside a cue for which no source was found: "il se félicite", "la CGT, qui appelle"."""

from __future__ import annotations

import re
from functools import lru_cache

from ..attribution.edges import DATELINE
from ..records import Attribution, written
from .heads import head_of
from .letters import CAPITALISED, apart, folded
from .mentions import Mention
from .names import capitalised
from .stance import cue_entry
from .tellers import teller_in
from .vocabulary import Vocabulary

# What ends the clause a subject stands in, and so many characters of it are looked at.
_STOP = re.compile(r"[.;:!?…()«»“”\"\n]")
_AROUND = 90
# An object in front of a verb is no longer, and the adverb a source is part of reaches so far around it.
_SHORT, _ADVERB = 24, 24
_MARKS_AND_COMMA = frozenset(',»”"')
_INVERTED = re.compile(r"[-‑](?:t[-‑])?(\w+)")
# Words a subject in front of its verb has at most, where no list tells where it ends.
_WORDS = 6


IMPERSONAL = Mention("pronoun", determiner="impersonal")
"""A subject that stands for nobody: "il est indiqué", "it was announced"."""
UNASKED = Mention("none", determiner="impersonal")
"""Whoever asks where only who was asked is told: "Asked why, she said …"."""


def is_impersonal(attribution: Attribution, mention: Mention, text: str, words: Vocabulary) -> bool:
    """Return whether a pronoun is the subject of a verb that has none in this use.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> "est précisé" in vocabulary("fr").impersonal_cues, "précise" in vocabulary("fr").impersonal_cues
    (True, False)
    """
    if not words.impersonal_cues or folded(mention.phrase) not in words.impersonals:
        return False
    cue = folded(written(attribution.cue, text, " ")).replace("- ", " ").replace("-il", "").replace("-t ", " ")
    return " ".join(cue.split()) in words.impersonal_cues


def is_no_source(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether what was taken for a source is an object of the verb, its teller behind it, or in an adverb.

    "« … », **l'**a averti un maire"; "« … », a pour **sa** part écrit Anne Roy".  Nor is it a date, a photographer or
    the town of a dateline.
    """
    if len(attribution.source) != 1:
        return False
    begin, end = attribution.source[0].start, attribution.source[0].end
    credit = words.picture_credit.search(text, begin, end)
    if credit is not None and text[credit.end() : end].strip(" ") == "":
        return True
    if attribution.cue and _behind_dateline(begin, text) > end:
        return True
    if end - begin <= _SHORT and _is_time(_whole_time(begin, end, text, words), words):
        return True
    if not attribution.cue:
        return _is_label(begin, end, text, words)
    cue = attribution.cue[-1].end
    if cue < begin <= cue + 3 and text[cue] in ".!?":
        # "« … », insistió. **Fuentes de la compañía** calculan": of the next sentence.
        return True
    if end - begin > _SHORT:
        return False
    low = folded(text[begin:end]).strip()
    if low.partition(" ")[0] in words.adverb_words and _in_adverb(begin, end, text, words):
        return True
    if attribution.cue[0].start < end or not (low in words.objects or low in words.places):
        return False
    if low in words.places and attribution.content[0].start > cue:
        # "Ohio, leading three ports, told them to …"
        return False
    between = text[end : attribution.cue[0].start].strip()
    # "au nord de la **France**, relate Anne Martin": no place tells it where somebody behind the verb does.
    if not (between[:1] in _MARKS_AND_COMMA if low in words.places else not between):
        return False
    behind = _STOP.split(text[cue : cue + _AROUND])[0]
    teller = teller_in(behind, 0, words)
    return bool(teller) and behind.strip() == teller.strip()


def _behind_dateline(begin: int, text: str) -> int:
    """Return where a line goes on that opens at ``begin`` with where it was written: "**LONDON —** Anna Hale said"."""
    dateline = DATELINE.match(text, begin) if begin == 0 or text[begin - 1] == "\n" else None
    return dateline.end() if dateline else begin


def _whole_time(begin: int, end: int, text: str, words: Vocabulary) -> str:
    """Return a source with the month behind its number, or the day it was cut from: "le 21" **décembre**."""
    source = text[begin:end]
    if text[end : end + 1] != " ":
        return source
    behind = text[end + 1 : end + _SHORT].partition(" ")[0].rstrip(",.")
    dated = source[-1:].isdigit() and folded(behind) in words.months
    # "el pasado" **jueves**
    dated = dated or (folded(behind) in words.days and folded(source.rpartition(" ")[2]) in words.moments)
    return f"{source} {behind}" if dated else source


@lru_cache(maxsize=65536)
def _is_time(source: str, words: Vocabulary) -> bool:
    """Return whether a source is nothing but a day or a date: "le 21 décembre", "mi-janvier"; "May" alone is a name.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> fr = vocabulary("fr")
    >>> [_is_time(source, fr) for source in ("le 21 décembre", "mi-janvier", "mardi", "ce week-end", "le soir")]
    [True, True, True, True, True]
    >>> [_is_time(source, fr) for source in ("Mars", "ce dernier", "Le Soir", "le maire")]
    [False, False, False, False]
    """
    tokens: list[str] = []
    for word in apart(folded(source)):
        tokens += [word] if word in words.days else word.split("-")
    told = [token for token in tokens if token not in words.determiners and token not in words.linkers]
    if all(some.isdisjoint(told) for some in (words.days, words.months, words.durations)):
        # "Ce dernier" is somebody.
        return False
    if folded(source) in words.outlets and any(part[:1].isupper() for part in source.split()[1:]):
        # "Le Soir"
        return False
    known = (words.days, words.months, words.durations, words.moments, words.numerals)
    if not all(t.isdigit() or any(t in some for some in known) for t in told):
        return False
    # A day has a small letter, or something beside it.
    return len(tokens) > 1 or (told[0] in words.days and source[:1].islower())


def _is_label(begin: int, end: int, text: str, words: Vocabulary) -> bool:
    """Return whether a word in front of a colon says what a headline is about: "Procès : « Jamais »" is nobody.

    It opens a line with others below it, and nobody is called so further down.
    """
    word = text[begin:end]
    opens = begin == 0 or text[begin - 1] == "\n"
    if not opens or not word[:1].isupper() or not word.isalpha() or text[end : end + 2].strip()[:1] != ":":
        return False
    low = folded(word)
    known = low in words.first_names or low in words.seats or low in words.bodies or low in words.outlets
    if (noun := words.nouns.get(low)) is not None:
        # "Opinion", whatever papers are called.
        known = noun.cls != "document"
    return not known and word not in text[end:] and "\n" in text[end:].rstrip()


def _in_adverb(begin: int, end: int, text: str, words: Vocabulary) -> bool:
    """Return whether what stands there is part of "for his part" and the like."""
    around = max(0, begin - _ADVERB)
    found = words.adverbials.finditer(text[around : end + _ADVERB]) if words.adverbials is not None else ()
    return any(adverb.start() <= begin - around and end - around <= adverb.end() for adverb in found)


def subject_beside(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the words beside a cue that say who it is said by, for an attribution without a source; empty: none.

    A pronoun or a relative straight before the verb or a pronoun behind it, whatever a preposition introduces, the
    teller behind the verb of a quotation, or a noun phrase that opens the sentence and ends at the verb.
    """
    if attribution.source or not attribution.cue:
        return ""
    begin, end = attribution.cue[0].start, attribution.cue[-1].end
    lead = _STOP.split(text[max(0, begin - _AROUND) : begin])[-1]
    low = apart(folded(lead))
    pronoun = _pronoun(attribution, low, text, words)
    if pronoun:
        return pronoun
    entry = cue_entry(text[begin:end], words.lang)
    first = min((span.start for span in attribution.content), default=begin)
    limit = min((span.start for span in attribution.content if span.start >= end), default=len(text))
    behind = _STOP.split(text[end : min(limit, end + _AROUND)])[0]
    if entry is not None and entry.part == "preposition":
        behind = behind.split(",")[0].strip()
        first_word = (folded(behind).split() or [""])[0]
        return "" if first_word in words.relatives else first_word if first_word in words.pronouns else behind
    if low and low[-1] in words.subject_relatives:
        return _antecedent(lead, words)
    lead = text[_behind_dateline(begin - len(lead), text) : begin]
    alone = CAPITALISED.fullmatch(lead.strip())
    if alone is not None and not words.verb_endings and folded(alone.group()) not in words.stops:
        # "Hale asked the mayor": nothing but a name between a quotation and its verb.
        return alone.group()
    name = CAPITALISED.match(behind, 1) if first < begin and behind[:1] == " " else None
    if name is not None:
        return name.group()
    if words.verb_endings:
        # Where verbs leave their subjects out nobody has to stand beside them.
        return ""
    if first < begin:
        return teller_in(behind, 0, words)
    announced = CAPITALISED.fullmatch(behind.strip())
    if announced is not None and not lead.strip() and text[end + len(behind) : end + len(behind) + 1] == ":":
        # "Stated Hale:" alone in front of what she stated.
        return announced.group()
    return _opening(lead, low, begin, text, words)


def behind_relative(source: str, attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return whom a relative taken for a source belongs to ("Anna Hale, **who** says"), or the source as it is."""
    first = source.partition(" ")[0].lower()
    if first not in words.subject_relatives or not attribution.source:
        return source
    begin = attribution.source[0].start
    lead = _STOP.split(text[max(0, begin - _AROUND) : begin])[-1]
    return _antecedent(lead + first, words) or source


def _pronoun(attribution: Attribution, before: list[str], text: str, words: Vocabulary) -> str:
    """Return the pronoun that is the subject: "il" of "il ajoute", "-t-elle" behind or inside the cue."""
    for span in attribution.cue:
        inverted = _INVERTED.match(text, span.end) or _INVERTED.search(text, span.start, span.end)
        if inverted is not None and folded(inverted.group(1)) in words.subjects:
            return inverted.group(1)
    last = before[-1].replace("‑", "-").rpartition("-")[2] if before else ""
    return last if last in words.subjects else ""


def _antecedent(lead: str, words: Vocabulary) -> str:
    """Return the noun phrase a relative belongs to: the last before it that is nobody's complement."""
    phrase = lead.rstrip().rpartition(" ")[0].rstrip()
    aside = phrase.endswith(",")
    phrase = phrase.rstrip(", ").rpartition(",")[2].strip()
    parts = phrase.replace("’", "'").replace("'", "' ").split()
    low = [folded(part) for part in parts]
    for i in range(len(parts) - 1, -1, -1):
        article = low[i] in words.determiners or low[i] in words.recipients
        # Behind a comma it is the nearest that has a name: "la colère de la CFTB, qui appelle".
        linked = (low[i] in words.linkers and low[i] not in words.recipients) or (i and low[i - 1] in words.of)
        if words.head_last and aside and low[i] in words.linkers and low[i] not in words.of:
            # "letters came from rights activists, who voiced alarm"
            nearest = " ".join(parts[i + 1 :])
            noun, *_ = head_of(nearest, capitalised(nearest), words)
            if noun is not None and noun.number == "p" and noun.cls != "document":
                return nearest
        if article and (not linked or (aside and parts[i + 1 : i + 2] and parts[i + 1][0].isupper())):
            return " ".join(parts[i:] if low[i] in words.determiners else parts[i + 1 :]).replace("' ", "'")
    runs = [match for match in CAPITALISED.finditer(phrase) if match.end() == len(phrase)]
    return runs[-1].group() if runs else ""


def _opening(lead: str, low: list[str], begin: int, text: str, words: Vocabulary) -> str:
    """Return the noun phrase that opens the sentence of a cue and ends at it: "le même bilan" of "… fait état"."""
    phrase, comma, aside = lead.partition(",")
    if comma and aside.rstrip().endswith(",") and aside.count(",") == 1:
        # "L'arrêté, consulté par La Gazette, précise".
        low = apart(folded(phrase))
    elif comma:
        return ""
    if not 1 < len(low) <= _WORDS or low[0] not in words.determiners:
        return ""
    if any(word in words.relatives or word in words.pronouns for word in low[1:]):
        return ""
    opens = lead.lstrip()[:1].isupper() or text[max(0, begin - len(lead) - 2) : begin - len(lead)].strip() == ""
    noun, *_ = head_of(phrase, capitalised(phrase), words)
    return phrase.strip() if opens and noun is not None else ""
