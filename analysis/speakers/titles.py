"""What stands beside a name in the text: "Mr", a title in front, a title or an age behind."""

from __future__ import annotations

import re

from .entities import Entity
from .heads import content_words, is_linked, opens_clause
from .letters import CAPITALISED, apart, folded
from .names import looks_like_person
from .nouns import Noun
from .title_nouns import is_teller, title_before, title_behind
from .vocabulary import Vocabulary

# Characters looked at on either side.
_BACK = 90
_APPOSED = re.compile(r"\s*[,(]\s*")
_STOP_BACK = re.compile(r"[.;:!?\n«»“”\"()]")
# What stands in brackets between a title and what it is the title of: a party, a number of a department.
_PARTY = re.compile(r" ?\([^().!?\n]{1,20}\)(?=[ ,])")
# Letters of a party and what stands behind them for the seat: "D-Ohio", "R-N.C."
_SEAT = re.compile(r"[A-Z]{1,4}[-‑]((?:[A-Z]\.)+|[A-Z]\w+(?: [A-Z]\w+)?)")
_STOP = re.compile(r"[,;:.()«»“”\"\n]")
# An aside that ends a sentence has no more: "Roy, le procureur de Valmont."
_ASIDE_WORDS = 6
_OPENING_MARKS = frozenset('«“"')


def describe(entity: Entity, text: str, words: Vocabulary) -> None:
    """Read the titles apposed to a name in the places noted for it, before it and after it; each place is read once."""
    for begin, end in entity.undescribed:
        after = text[end : end + _BACK]
        aside = after[:1] in ",(" or after[:2] == " ("
        linked = _before(entity, text[max(0, begin - _BACK) : begin], words, closed=aside)
        if aside:
            clause = _APPOSED.sub("", after, count=1)
            if not (linked and entity.kind != "person" and _is_sentence(clause, words)):
                _after(entity, clause, words)
    entity.undescribed.clear()


def _is_sentence(clause: str, words: Vocabulary) -> bool:
    """Return whether what stands behind a comma goes on with the sentence: "à Valmont, **le procureur Luc Roy a dit**".

    It has a name of its own behind its noun, goes on to a quotation, or is longer than an aside and no comma or
    bracket ends it.
    """
    stop = _STOP.search(clause)
    if stop is not None and stop.group() in _OPENING_MARKS:
        return True
    clause, closed = (clause[: stop.start()], stop.group() in ",)") if stop else (clause, False)
    if not closed and clause.count(" ") > _ASIDE_WORDS and words.relatives.isdisjoint(folded(clause).split()):
        return True
    name = CAPITALISED.search(clause)
    if name is None or not looks_like_person(name.group(), words):
        return False
    title = apart(folded(clause[: name.start()]))
    return bool(title) and title[-1] in words.nouns


def _before(entity: Entity, window: str, words: Vocabulary, *, closed: bool) -> bool:
    """Read what stands before a name: "Mr", "le ministre …"; return whether it is the complement of something.

    ``closed``: the name is followed by a comma or a bracket, as one that stands beside its title is.
    """
    if ")" in window:
        # "le maire (PS) de Port-Vieux, Anne Roy"
        window = _PARTY.sub("", window)
    before = _STOP_BACK.split(window)[-1]
    tokens = apart(folded(before))
    if not tokens:
        if window.rstrip().endswith("."):
            short = folded(window.rstrip(" \u00a0.").rpartition(" ")[2])
            if short in words.honorifics:
                _address(entity, short, words)
        return False
    last = tokens[-1].rstrip(".,")
    if last in words.honorifics:
        _address(entity, last, words)
    elif is_linked(tokens, words):
        entity.flags.add("linked")
        at = -2 if len(tokens) > 1 and last in words.determiners and last not in words.linkers else -1
        if tokens[at] in words.locatives and entity.kind == "name":
            entity.kind = "place"
        return True
    else:
        comma = before.rstrip().endswith(",")
        if closed and last in words.determiners and len(tokens) > 2 and tokens[-2].endswith(","):
            # "Le syndicat des dockers, la FTB,"
            body = title_behind(folded(before.rpartition(",")[0].rpartition(",")[2].strip()), words)
            if body is not None and body.cls == "org":
                entity.give(body)
                return False
        noun, at = title_before(tokens, words, comma=comma)
        if noun is not None and comma and not closed and is_teller(tokens, words):
            return False
        # "Le secrétaire d'Etat à l'Asile et **la** Migration": no person has an article.
        article = last in words.determiners and noun is not None and noun.cls in ("person", "citizen")
        if noun is not None and not article and not _is_place(entity, noun, words):
            entity.give(noun, gendered=words.lang != "")
            entity.asides.append((" ".join(before.replace("'", "' ").replace("’", "’ ").split()[at:]), noun))
    return False


def _address(entity: Entity, last: str, words: Vocabulary) -> None:
    """Take in a form of address, and the title it is short for: "Sen." is a senator too."""
    entity.address(words.honorifics[last])
    if last in words.lawyers:
        entity.flags.add("lawyer")
    noun = words.nouns.get(last)
    if noun is not None and noun.cls == "person":
        entity.give(noun)


def _after(entity: Entity, clause: str, words: Vocabulary) -> None:
    """Read an aside behind a name: an age, ", maire de …"."""
    if clause[:1].isupper() and (seat := _SEAT.match(clause)):
        # "Anna Hale, D-Ohio": which senator she is.
        short = folded(seat.group(1)).replace(".", "")
        entity.seat = words.place_abbreviations.get(short, short)
        entity.told.update(entity.seat.split())
    stop = _STOP.search(clause)
    opens = stop is not None and stop.group() in "«“"
    clause = clause[: stop.start()] if stop else clause
    low = folded(clause)
    if opens and " " not in low.strip():
        # "le maire de Port-Vieux, Anne Roy, juge « absurde »": no judge.
        return
    if clause.isdigit() or (clause[:1].isdigit() and any(age in low for age in words.ages)):
        entity.flags.add("age")
        entity.kind = "person"
    noun = title_behind(low, words)
    if noun is None:
        # "Anne Roy, ambulancière": no list knows the word, but "l'ambulancière" will be her.
        first = low.replace("'", "' ").partition(" ")[0]
        verb = first in words.stops and first not in words.determiners
        if clause[:1].islower() and not verb and not opens_clause(first, words):
            entity.asides.append((clause, None))
    elif not _is_place(entity, noun, words):
        entity.give(noun, gendered=words.lang != "")
        entity.asides.append((clause, noun))


def _is_place(entity: Entity, noun: Noun, words: Vocabulary) -> bool:
    """Return whether a name is a known place or outlet, which no title makes a person: "the senator, in Texas"."""
    known = (entity.kind == "place" and entity.low in words.places) or entity.low in words.outlets
    return known and noun.cls in ("person", "citizen")


def told_of(entity: Entity, words: Vocabulary) -> set[str]:
    """Return what titles say of somebody beside their noun: "interior" of a minister."""
    if entity.asides:
        for clause, title in entity.asides:
            for word in content_words(clause, words):
                noun = words.nouns.get(word)
                if noun is None or title is None or noun.entry != title.entry:
                    entity.told.add(word)
        entity.asides.clear()
    return entity.told


def bears(entity: Entity, noun: Noun, words: Vocabulary) -> bool:
    """Return whether somebody has the title that a noun is, was called so before, or can be: "l'édile" is a mayor."""
    if entity.is_called(noun):
        return True
    titles = words.synonyms.get(noun.entry)
    if titles is None or noun.number == "p" or titles.isdisjoint(entity.titles):
        return False
    # "Le président de la Ligue" is no "chef de l'Etat".
    return any(n.entry in titles and (n.entry not in words.generic_heads or n.role == noun.role) for n in entity.nouns)
