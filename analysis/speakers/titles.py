"""What stands beside a name in the text: "Mr", a title in front, a title or an age behind."""

from __future__ import annotations

import re

from .entities import Entity
from .heads import content_words, is_linked, told_by_complement
from .letters import folded
from .nouns import Noun
from .vocabulary import Vocabulary

# Characters looked at on either side.
_BACK = 90
_APPOSED = re.compile(r"\s*[,(]\s*")
_STOP_BACK = re.compile(r"[.;:!?\n«»“”\"()]")
_STOP = re.compile(r"[,;:.()«»“”\"\n]")
# So many words before a title still belong to it: "the Florida senator".
_WORDS_BEFORE = 3


def describe(entity: Entity, text: str, words: Vocabulary) -> None:
    """Read the titles apposed to a name in the places noted for it, before it and after it; each place is read once."""
    for begin, end in entity.undescribed:
        _before(entity, text[max(0, begin - _BACK) : begin], words)
        after = text[end : end + _BACK]
        if after[:1] in ",(" or after[:2] == " (":
            _after(entity, _APPOSED.sub("", after, count=1), words)
    entity.undescribed.clear()


def _before(entity: Entity, window: str, words: Vocabulary) -> None:
    """Read what stands before a name: "Mr", "le ministre …", or that it is the complement of something."""
    before = _STOP_BACK.split(window)[-1]
    tokens = folded(before).replace("'", "' ").split()
    if not tokens:
        if window.rstrip().endswith("."):
            short = folded(window.rstrip(" \u00a0.").rpartition(" ")[2])
            if short in words.honorifics:
                entity.address(words.honorifics[short])
        return
    last = tokens[-1].rstrip(".,")
    honorific = words.honorifics.get(last)
    if honorific is not None:
        entity.address(honorific)
    elif is_linked(tokens, words):
        entity.flags.add("linked")
        at = -2 if len(tokens) > 1 and last in words.determiners and last not in words.linkers else -1
        if tokens[at] in words.locatives and entity.kind == "name":
            entity.kind = "place"
    else:
        noun, at = _title(tokens, words, comma=before.rstrip().endswith(","))
        if noun is not None and not _is_place(entity, noun, words):
            entity.give(noun, gendered=words.lang != "")
            entity.asides.append((" ".join(before.replace("'", "' ").replace("’", "’ ").split()[at:]), noun))


def _after(entity: Entity, clause: str, words: Vocabulary) -> None:
    """Read an aside behind a name: an age, ", maire de …"."""
    stop = _STOP.search(clause)
    clause = clause[: stop.start()] if stop else clause
    low = folded(clause)
    if clause.isdigit() or (clause[:1].isdigit() and any(age in low for age in words.ages)):
        entity.flags.add("age")
        entity.kind = "person"
    noun = _apposed(low, words)
    if noun is None:
        # "Anne Roy, ambulancière": no list knows the word, but "l'ambulancière" will be her.
        first = low.replace("'", "' ").partition(" ")[0]
        if clause[:1].islower() and not (first in words.linkers or first in words.relatives or first in words.pronouns):
            entity.asides.append((clause, None))
    elif not _is_place(entity, noun, words):
        entity.give(noun, gendered=words.lang != "")
        entity.asides.append((clause, noun))


def _is_place(entity: Entity, noun: Noun, words: Vocabulary) -> bool:
    """Return whether a name is a known place, which no title makes a person: "the senator, in Texas"."""
    return entity.kind == "place" and noun.cls in ("person", "citizen") and entity.low in words.places


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


def _title(tokens: list[str], words: Vocabulary, *, comma: bool) -> tuple[Noun | None, int]:
    """Return the noun in front of a name that is its title, and where what tells of it begins, counted from the end.

    It is the nearest to the name, with nothing but complements between.
    """
    near = tokens[-3:] if words.head_last and not comma else tokens[-9:]
    for i in range(len(near) - 1, -1, -1):
        token = near[i].rstrip(",")
        if token != near[i] and i < len(near) - 1:
            return None, 0
        noun = None
        for size in (3, 2, 1) if token in words.noun_openings else ():
            if i + size <= len(near):
                noun = words.nouns.get(" ".join(near[i : i + size]).replace("' ", "'").rstrip(","))
                if noun is not None:
                    break
        distance = len(near) - i
        if noun is not None and noun.cls in ("person", "citizen", "org", "media"):
            if words.head_last and distance > (1 if not comma else 6):
                return None, 0
            previous = near[i - 1] if i else ""
            # The complement of another noun ("le ministre de la Justice …") is passed over, the noun itself taken.
            if previous.rstrip("'") + ("'" if previous.endswith("'") else "") in words.linkers and not words.head_last:
                continue
            if noun.cls in ("org", "media") and distance > 2:
                continue
            first = max(i - _WORDS_BEFORE, 0) if words.head_last else i
            return told_by_complement(noun, near[:i] if words.head_last else near[i + 1 :], words), first - len(near)
        if token in words.pronouns and token not in words.determiners:
            return None, 0
    return None, 0


def _apposed(low: str, words: Vocabulary) -> Noun | None:
    """Return the title an aside opens with."""
    tokens = low.replace("'", "' ").split()
    if not tokens:
        return None
    skip = 0
    if tokens[0] in words.determiners:
        skip = 1
    found: Noun | None = None
    for i in range(skip, min(len(tokens), skip + 6)):
        if tokens[i] in words.linkers and found is not None:
            break
        if tokens[i] in words.linkers and i == skip:
            return None
        for size in (4, 3, 2, 1) if tokens[i] in words.noun_openings else ():
            noun = words.nouns.get(" ".join(tokens[i : i + size]).replace("' ", "'"))
            if noun is not None:
                if found is None or (words.head_last and noun.cls in ("person", "citizen")):
                    found = noun
                break
        if found is not None and not words.head_last:
            break
    return None if found is None else told_by_complement(found, tokens, words)
