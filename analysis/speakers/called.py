"""Whom a noun cannot mean, and whom it means although nobody has it for a title: "l'édile" is the one mayor."""

from __future__ import annotations

from collections.abc import Sequence

from .entities import Entity
from .letters import folded
from .mentions import Mention
from .nouns import Noun
from .titles import bears
from .vocabulary import Vocabulary

_BODIES, _PEOPLE = frozenset({"org", "media", "document"}), frozenset({"person", "citizen"})
# The part of whom one calls "Me".
_JUSTICE = "police_justice_military"
_OFFICES = frozenset({"government", "legislature_party", "local_authority", _JUSTICE, "business"})
_STATE = frozenset({"state_head", "state_minister"})
_COURT = frozenset({"trial_prosecution", "trial_bench"})
_COUNSEL = "trial_defence"
_NONE: frozenset[str] = frozenset()
_APPEARING = _COURT | {_COUNSEL, "trial_expert", "trial_clerk"}


def apart(entity: Entity, mention: Mention, words: Vocabulary) -> bool:
    """Return whether a noun and somebody before cannot be one: an aide and a company, counsel and judge."""
    noun = mention.noun
    if noun is None:
        return False
    if noun.cls == "person" and _is_of_other_gender(entity, mention, noun):
        return True
    if entity.kind == "noun":
        return _is_another(entity, mention, noun)
    if entity.seat and noun.cls == "person" and mention.beside.isdisjoint(entity.seat.split()):
        # "The Florida senator" is not the one from Iowa.
        return not mention.beside.isdisjoint(words.places)
    return _is_elsewhere(entity, mention, noun, words) or _plays_another_part(entity, noun, words)


def _is_of_other_gender(entity: Entity, mention: Mention, noun: Noun) -> bool:
    """Return whether somebody is no woman, or no man, whom a noun means.

    "Le commandant" is not "Mme Roy", but "la même source" can be Mr Roy; "l'avocate générale" is no man by his first
    name either, nor is "la ministre", but "le ministre" may be a woman.
    """
    if entity.addressed and mention.gender in ("m", "f") and mention.gender != entity.addressed:
        return True
    named = entity.kind in ("person", "name") and mention.number != "p"
    # "Cette figure du mouvement" may be a man.
    told = mention.gender if noun.role in _OFFICES else ""
    return named and entity.gender == "m" and "f" in (noun.gender, told)


def _is_another(entity: Entity, mention: Mention, noun: Noun) -> bool:
    """Return whether a noun is another than a source without a name before: a person and a body, two bodies."""
    own = entity.noun
    if own is not None and own.cls == noun.cls == "org":
        if own.entry == noun.entry:
            # "La direction du syndicat" is not that of the hospital.
            return bool(mention.beside and entity.told) and mention.beside.isdisjoint(entity.told)
        # "Le parquet" alone is not "la préfecture et le parquet".
        return "anaphor" not in mention.flags and noun.entry in entity.low
    cls = own.cls if own is not None else ""
    # "The same source" can be a ministry, but a ministry no source that was named by no more.
    somebody = cls in _PEOPLE or cls == "anonymous"
    return (somebody and noun.cls in _BODIES) or (cls in _BODIES and noun.cls in _PEOPLE)


def _plays_another_part(entity: Entity, noun: Noun, words: Vocabulary) -> bool:
    """Return whether somebody plays another part in the trial, or in the state, than the noun tells."""
    part = words.parts.get(noun.entry)
    if part is None:
        return False
    if "age" in entity.flags and not entity.titles and part in _APPEARING:
        # "Anna Hale, 52, denies arson": the press tells the age of the accused and the witness, of no one in office.
        return True
    play = part.partition("_")[0]
    parts = {words.parts[title] for title in entity.titles | entity.called if title in words.parts}
    if "lawyer" in entity.flags:
        # "Me Roy"
        parts.add(_COUNSEL)
    parts = {other for other in parts if other.startswith(play)}
    return bool(parts) and part not in parts


def _is_elsewhere(entity: Entity, mention: Mention, noun: Noun, words: Vocabulary) -> bool:
    """Return whether the office a noun names is nobody's who has the titles somebody has.

    "La procureure" is not the head of the firm, "le ministre" not the sociologist who spoke before.  Whoever governs is
    called by that office before another: "le Premier ministre" is neither the general nor the leader of a party.
    """
    if entity.kind != "person" or mention.determiner != "definite" or noun.role not in _OFFICES:
        return False
    if "lawyer" in entity.flags or noun.entry in words.generic_heads:
        return False
    roles = {n.role for n in entity.nouns} - {"", "other"}
    part = words.parts.get(noun.entry)
    others = {_JUSTICE} if part in _COURT else _NONE if part in _STATE else _OFFICES
    return bool(roles) and roles.isdisjoint(others) and not bears(entity, noun, words)


def of_his_country(mention: Mention, before: Entity | None, words: Vocabulary) -> Entity | None:
    """Return whoever spoke last where a source is called by his country or town alone: "**le Portugais** a appelé".

    Where adjectives are nouns too ("the French") nobody is.
    """
    if words.head_last or mention.form != "noun" or mention.noun is not None or mention.determiner != "definite":
        return None
    if mention.number == "p" or not mention.phrase[:1].isupper() or folded(mention.phrase) not in words.demonyms:
        return None
    if before is None or before.kind not in ("person", "name") or before.clashes(mention.gender):
        return None
    return before


def otherwise_called(found: Sequence[Entity], mention: Mention, words: Vocabulary) -> Entity | None:
    """Return the only one of those named last whom a noun can mean that is nobody's title (``title_synonyms.csv``)."""
    noun = mention.noun
    if noun is None or noun.entry not in words.synonyms or mention.determiner == "possessive":
        return None
    if not words.demonyms.isdisjoint(mention.beside):
        # "Le chef de l'Etat serbe" need not be the president who spoke before.
        return None
    bearers = [e for e in found if bears(e, noun, words)]
    if len(bearers) != 1 or bearers[0].is_called(noun):
        return None
    one = bearers[0]
    if one.kind == "noun" and any(e.kind == "person" for e in found):
        return None
    return None if one.clashes(noun.gender) else one
