"""Whether an article speaks of a source as of a woman or of a man.

This is the gender of the words, not of the person: forms of address, pronouns and feminine titles that agree with a
source, and where there are none what the first name usually is.  Nothing is looked up about anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..records import PERSONS, Gender, GenderFrom, SourceKind
from .entities import Entity
from .letters import folded
from .mentions import Mention
from .vocabulary import Vocabulary

Told = tuple[Gender | None, GenderFrom | None]
NOTHING: Told = (None, None)


def genders(
    found: Sequence[tuple[Entity | None, Mention]], kinds: Iterable[SourceKind], words: Vocabulary
) -> list[Told]:
    """Return the gender of every source and where it was told, (None, None) where nothing tells or it is no person.

    What is said anywhere in the article counts for every mention: first *M.* or *Mme*, then pronouns, then feminine
    titles, then the first name, and last masculine titles, for women are called *le ministre* too.
    """
    pronouns: dict[Entity, set[str]] = defaultdict(set)
    for entity, mention in found:
        if entity is not None and mention.form == "pronoun" and mention.number != "p":
            pronouns[entity].add(mention.gender)
    known: dict[Entity, Told] = {}
    out = []
    for (entity, mention), kind in zip(found, kinds, strict=True):
        if kind not in PERSONS or mention.number == "p":
            out.append(NOTHING)
        elif entity is None:
            out.append(_told(mention.gender if mention.form == "pronoun" else ""))
        else:
            if entity not in known:
                known[entity] = _of(entity, pronouns.get(entity, set()), words)
            told = known[entity]
            if told[0] is None and mention.noun is not None and mention.noun.cls == "person":
                told = _told(mention.gender)
            out.append(told)
    return out


def _of(entity: Entity, pronouns: set[str], words: Vocabulary) -> Told:
    if entity.number == "p":
        return NOTHING
    if entity.addressed:
        return _told(entity.addressed)
    if len(pronouns & {"m", "f"}) == 1:
        return _told(*(pronouns & {"m", "f"}))
    titles = {noun.gender for noun in (*entity.nouns, *([entity.noun] if entity.noun else [])) if noun.number != "p"}
    if "f" in titles:
        return _told("f")
    told = _told(first_name_gender(entity.name, words))
    return (told[0], "first_name") if told[0] else _told("m" if "m" in titles else "")


def first_name_gender(name: str, words: Vocabulary) -> str:
    """Return the gender the first of several names usually has (m, f, u = either), empty where that is not known."""
    first, _, rest = folded(name).partition(" ")
    if not rest:
        return ""
    return words.first_names.get(first) or words.first_names.get(first.partition("-")[0], "")


def _told(gender: str) -> Told:
    return ("f", "text") if gender == "f" else ("m", "text") if gender == "m" else NOTHING
