"""What stands beside a name in the text: "Mr", a title in front, a title or an age behind."""

from __future__ import annotations

import re

from .entities import Entity
from .heads import content_words, is_linked, opens_clause, told_by_complement
from .letters import CAPITALISED, apart, folded, together
from .names import looks_like_person
from .nouns import Noun
from .stance import cue_entry
from .vocabulary import Vocabulary

# Characters looked at on either side.
_BACK = 90
_APPOSED = re.compile(r"\s*[,(]\s*")
_STOP_BACK = re.compile(r"[.;:!?\n«»“”\"()]")
# What stands in brackets between a title and what it is the title of: a party, a number of a department.
_PARTY = re.compile(r" ?\([^().!?\n]{1,20}\)(?= )")
# Letters of a party and what stands behind them for the seat: "D-Ohio", "R-N.C."
_SEAT = re.compile(r"[A-Z]{1,4}[-‑]((?:[A-Z]\.)+|[A-Z]\w+(?: [A-Z]\w+)?)")
_STOP = re.compile(r"[,;:.()«»“”\"\n]")
# So many words before a title still belong to it: "the Florida senator".
_WORDS_BEFORE = 3
# An aside that ends a sentence has no more: "Roy, le procureur de Valmont."
_ASIDE_WORDS = 6
# "According to the spokeswoman of the port authority,": a preposition stands no further before the comma.
_TELLING = 8
_OPENING_MARKS = frozenset('«“"')
_TITLES = frozenset({"person", "citizen", "org", "media"})


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
        noun, at = _title(tokens, words, comma=comma)
        if noun is not None and comma and not closed and _tells(tokens, words):
            return False
        # "Le secrétaire d'Etat à l'Asile et **la** Migration": no person has an article.
        article = last in words.determiners and noun is not None and noun.cls in ("person", "citizen")
        if noun is not None and not article and not _is_place(entity, noun, words):
            entity.give(noun, gendered=words.lang != "")
            entity.asides.append((" ".join(before.replace("'", "' ").replace("’", "’ ").split()[at:]), noun))
    return False


def _tells(before: list[str], words: Vocabulary) -> bool:
    """Return whether the noun these words end with is who tells, no title: "**according to her family**, Hale left"."""
    for i in range(len(before) - 2, max(len(before) - _TELLING, 0) - 1, -1):
        if before[i].endswith(","):
            return False
        told = (cue_entry(together(before[i : i + n]), words.lang) for n in (1, 2))
        if any(entry is not None and entry.part == "preposition" for entry in told):
            return True
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
    noun = _apposed(low, words)
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


def _title(tokens: list[str], words: Vocabulary, *, comma: bool) -> tuple[Noun | None, int]:
    """Return the noun in front of a name that is its title, and where what tells of it begins, counted from the end.

    It is the nearest to the name, with nothing but complements between.
    """
    near = tokens[-3:] if words.head_last and not comma else tokens[-9:]
    for i in range(len(near) - 1, -1, -1):
        token = near[i].rstrip(",")
        if token != near[i] and i < len(near) - 1:
            return None, 0
        noun, begin, end = _covering(near, i, words)
        if noun is not None and noun.cls in _TITLES:
            distance = len(near) - end + 1
            if words.head_last and distance > (1 if not comma else 6):
                return None, 0
            if not words.head_last:
                noun, begin = _first_title(noun, begin, near, words)
            body = noun.cls in ("org", "media") and distance > 2
            if body or (not words.head_last and is_linked(near[:begin], words)):
                # The complement of another noun ("le ministre de la Justice …") is passed over, the noun itself taken.
                continue
            told = near[:begin] if words.head_last else near[end:]
            first = max(begin - _WORDS_BEFORE, 0) if words.head_last else begin
            small = words.determiners.get(near[begin - 1]) if begin else None
            owned = small is not None and small.cls == "possessive"
            return told_by_complement(noun, told, words, owned=owned), first - len(near)
        if token in words.pronouns and token not in words.determiners:
            return None, 0
    return None, 0


def _covering(near: list[str], i: int, words: Vocabulary) -> tuple[Noun | None, int, int]:
    """Return the longest noun that a token is part of, and where it begins and ends: "general secretary"."""
    for begin in range(max(i - 2, 0), i + 1):
        if near[begin] in words.noun_openings or near[begin].rstrip(",") in words.noun_openings:
            for end in range(min(begin + 3, len(near)), i, -1):
                noun = words.nouns.get(together(near[begin:end]).rstrip(","))
                if noun is not None:
                    return noun, begin, end
    return None, i, i + 1


def _first_title(noun: Noun, begin: int, near: list[str], words: Vocabulary) -> tuple[Noun, int]:
    """Return the first of several titles side by side: "ministre délégué" is a minister, "Unión Energética" a union."""
    if noun.cls in ("org", "media") and begin and near[begin - 1] in words.nouns:
        return words.nouns[near[begin - 1]], begin - 1
    while noun.cls in ("person", "citizen") and begin:
        before = words.nouns.get(near[begin - 1])
        if before is None or before.cls != "person" or before.entry in words.former:
            break
        noun, begin = before, begin - 1
    return noun, begin


def _apposed(low: str, words: Vocabulary) -> Noun | None:
    """Return the title an aside opens with, in the role of its complement; "ancien" and "former" are passed over."""
    tokens = apart(low)
    if len(tokens) > 1 and tokens[0] not in words.nouns:
        entry = cue_entry(tokens[0], words.lang)
        if entry is not None and entry.part == "verb":
            # "à Paris, dit la préfecture", "Anna Hale, told reporters": whoever that is, it is nobody's title.
            return None
    start = 1 if tokens and tokens[0] in words.determiners else 0
    found: Noun | None = None
    begin, end = start, start
    for i in range(start, min(len(tokens), start + 6)):
        if tokens[i] in words.linkers:
            break
        noun, size = (None, 1) if i < end else _opening(tokens, i, words)
        if noun is None:
            continue
        if found is None or found.entry in words.former or (words.head_last and noun.cls in ("person", "citizen")):
            found, begin, end = noun, i, i + size
        if not words.head_last and found.entry not in words.former:
            break
    if found is None:
        return None
    return told_by_complement(found, [*(tokens[start:begin] if words.head_last else ()), *tokens[end:]], words)


def _opening(tokens: list[str], i: int, words: Vocabulary) -> tuple[Noun | None, int]:
    """Return the longest noun that opens at a token, and its size."""
    for size in (4, 3, 2, 1) if tokens[i] in words.noun_openings else ():
        noun = words.nouns.get(together(tokens[i : i + size]))
        if noun is not None:
            return noun, size
    return None, 1
