"""Who of those named last can be meant by a pronoun or a noun at all."""

from __future__ import annotations

from .entities import Entity
from .letters import folded
from .mentions import Mention
from .nouns import PERSON_CLASSES
from .ranking import GROUPS
from .titles import bears
from .vocabulary import Vocabulary

_PLACES, _NAMED, _BODIES = frozenset({"seat", "place"}), frozenset({"person", "name"}), frozenset({"name", "org"})
_PEOPLE = PERSON_CLASSES | {"collective"}
_ANY: frozenset[str] = frozenset()
_COUNTED = frozenset({"counted", "percent"})
# The group of "the minister": one person, by a noun with an article.
SOMEBODY = GROUPS.index("the_person")


def fitting(
    recent: list[Entity], mention: Mention, group: int, before: Entity | None, words: Vocabulary
) -> list[Entity]:
    """Return those named last who can be meant at all; ``before`` is who spoke last, ``group`` one of ``GROUPS``."""
    if group == 0:
        gender = mention.gender
        # "La préfecture … a-t-elle ajouté": in most languages bodies are he and she too.
        he = folded(mention.phrase) in words.subjects and not words.head_last
        body = before if he and before is not None and before.gender == gender else None
        # "Sie" is she, or several.
        several = not mention.number
        agreeing = [e for e in recent if not e.clashes(gender) or (several and e.number == "p")]
        if gender == "n" and words.head_last:
            # "It" is nobody who was called Mr or by a title.
            return [e for e in agreeing if e.kind != "person" and not _no_person(e)]
        return [e for e in agreeing if e is body or not _no_person(e)]
    if mention.form != "noun":
        return recent
    if (group == SOMEBODY and _is_somebodys(mention, words)) or _is_kin(mention, words):
        # "Son mari", "her coach" is nobody who was named without being called so.
        return [e for e in recent if _is_called(e, mention, words)]
    # "The Lyon prefecture" is not Lyon, "a woman at one of Hale's rallies" not Hale, "the Interior Ministry" not
    # "Interior".
    noun = mention.noun
    if not mention.determiner and not mention.flags.isdisjoint(_COUNTED):
        # "38 percent of brewers" are not the 61 percent of farmers.
        return []
    if noun is not None and mention.number == "p" and not mention.determiner and noun.cls in _PEOPLE | {"document"}:
        # "Critics" are no attorneys of those who spoke before, "polls" no newspaper's.
        return [e for e in recent if e.noun is not None and e.noun.entry == noun.entry]
    cls = noun.cls if noun is not None else ""
    if "crowd" in mention.flags or (mention.number == "p" and cls in PERSON_CLASSES):
        # "Une foule", "les maires", "friends" are nobody's name.
        return [e for e in recent if e.kind == "noun"]
    if cls == "document":
        # "The toxicology report" is nobody who has a title.
        recent = [e for e in recent if e.kind != "name" or not any(title.cls in PERSON_CLASSES for title in e.nouns)]
    elif noun is not None and cls == "org" and _is_proper(mention.phrase, words):
        # "The State Department" is no body with another name, longer or shorter.
        recent = [e for e in recent if _extends(e.words, mention.words) or noun.entry in e.titles]
    not_named = _PLACES | (_NAMED if cls in _PEOPLE else _BODIES if cls in ("org", "document") else _ANY)
    return [e for e in recent if not (e.kind in not_named and _is_in(e, mention))]


def _is_proper(phrase: str, words: Vocabulary) -> bool:
    """Return whether every word of a phrase of two or more has a capital, where common nouns have none."""
    parts = phrase.split(" ")
    return len(parts) > 1 and not words.noun_endings and all(part[:1].isupper() for part in parts if len(part) > 2)


def _extends(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether all words of one name are in the other."""
    return bool(one and other) and (one <= other or other <= one)


def _is_somebodys(mention: Mention, words: Vocabulary) -> bool:
    """Return whether a source is told by whose it is: "son entraîneur", "Hale's lawyer"."""
    genitive = words.head_last and ("'s " in mention.phrase or "’s " in mention.phrase)
    return genitive or mention.determiner == "possessive"


def _is_called(entity: Entity, mention: Mention, words: Vocabulary) -> bool:
    """Return whether somebody has the title that a noun is, or one it stands for, in the gender it has there."""
    noun = mention.noun
    return noun is not None and bears(entity, noun, words) and not entity.clashes(noun.gender)


def _is_in(entity: Entity, mention: Mention) -> bool:
    """Return whether a source has somebody's name beside its noun: all of a place's, any word of a person's."""
    shared = entity.words & mention.beside
    somebody = mention.noun is not None and mention.noun.cls in _PEOPLE and entity.kind in _NAMED
    return bool(shared) and (somebody or len(shared) == len(entity.words))


def _is_kin(mention: Mention, words: Vocabulary) -> bool:
    """Return whether a source is told by whose family or friend it is: "sa fille", "his neighbor"."""
    return mention.determiner == "possessive" and not words.kin.isdisjoint(folded(mention.phrase).split())


def _no_person(entity: Entity) -> bool:
    """Return whether a source without a name cannot be "he" or "she": several people, a body, a document."""
    if entity.kind != "noun":
        return False
    return entity.number == "p" or (
        entity.noun is not None and entity.noun.cls not in ("person", "citizen", "anonymous")
    )
