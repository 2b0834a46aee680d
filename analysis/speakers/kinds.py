"""What kind of source somebody is, and in which capacity he or she speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from operator import add
from typing import Any, cast

from ..linear import Linear, load_linear
from ..records import SourceKind
from .entities import Entity
from .letters import folded
from .mentions import Mention
from .nouns import Noun
from .vocabulary import Vocabulary

_NO_OFFICE = frozenset({"", "other", "citizen_witness"})
# A capital inside a word: "YouTube", but not "McCain" or "Jean-Paul".
_CAMEL = re.compile(r"(?<!^Mc)(?<!^Mac)(?<=[^\W\d_A-Z])[A-Z]")


@cache
def _model() -> Linear:
    return load_linear("analysis", "speakers/models/kinds.json")


def kind_of(entity: Entity | None, mention: Mention, cue: str, words: Vocabulary) -> SourceKind:
    """Return the kind of a source.  Nobody written and nobody found is ``unknown``."""
    model = _model()
    if mention.form == "noun" and "crowd" in mention.flags:
        return "collective_vague"
    if entity is None:
        asked = mention.determiner == "impersonal"
        if mention.form == "none" and (asked or not (cue and words.verb_endings)):
            # Where verbs leave their subjects out, one with none written has somebody for it all the same.
            return "unknown"
        return cast(SourceKind, model.best(features(entity, mention, cue, words)))
    if _is_private(entity, words) and mention.determiner != "quantifier":
        return "citizen"
    if entity.kind != "person" and (_is_outlet(entity, words) or _is_press(entity, words)):
        # "France Inter", "the Valmont Herald" are media, whatever their words weigh.
        return "media"
    key = mention.form + mention.number
    of_entity = entity.scores.get(key)
    if of_entity is None:
        parts = _parts(entity, mention, words)
        of_entity = entity.scores[key] = list(map(sum, zip(*[_scores(*part) for part in parts], strict=True)))
    scores = list(map(add, of_entity, _scores(_of_mention, mention)))
    for kind in _barred(entity, mention, words):
        scores[model.classes.index(kind)] = float("-inf")
    return cast(SourceKind, model.classes[scores.index(max(scores))])


def _is_outlet(entity: Entity, words: Vocabulary) -> bool:
    """Return whether somebody has the name of an outlet: "L'Union", but not "the union"; "según The Times"."""
    known = entity.low in words.outlets or (not words.head_last and entity.low.removeprefix("the ") in words.outlets)
    return known and (entity.kind != "noun" or not entity.name.islower())


def _barred(entity: Entity, mention: Mention, words: Vocabulary) -> tuple[SourceKind, ...]:
    """Return the kinds a source cannot be: nobody could know the name of "un ministre", "son collègue" is no body."""
    noun = mention.noun
    if entity.kind != "noun" or mention.form != "noun" or noun is None:
        return ()
    if mention.determiner == "indefinite_article":
        return ("named_person",)
    private = noun.role in _NO_OFFICE and noun.cls in ("person", "citizen") and noun.entry not in words.generic_heads
    return ("named_person", "institution") if private and mention.determiner == "possessive" else ()


def _is_press(entity: Entity, words: Vocabulary) -> bool:
    """Return whether somebody has the name of a paper or a station: "Valmont Herald", "Gazette de Valmont"."""
    press = entity.is_press()
    if press or words.head_last:
        return press and entity.kind != "noun"
    first, _, others = entity.low.partition(" ")
    whole = entity.kind == "noun" or (entity.kind == "org" and others != "")
    return whole and entity.name[:1].isupper() and first in words.press_titles


def _is_private(entity: Entity, words: Vocabulary) -> bool:
    """Return whether somebody has neither name nor office, nor asked for that: "deux femmes", "les prévenus"."""
    return entity.kind == "noun" and entity.noun is not None and entity.noun.entry in words.privates


@lru_cache(maxsize=65536)
def _scores(part: Callable[..., Iterable[str]], *told: Any) -> list[float]:
    """Return what one part of the features weighs for each kind; the same parts come again in article after article."""
    return _model().scores(part(*told))


def features(entity: Entity | None, mention: Mention, cue: str, words: Vocabulary) -> Iterator[str]:
    """Yield the names of the features by which the kind of a source is told."""
    yield from _of_mention(mention)
    if entity is None:
        yield f"nobody_{mention.form}_{mention.number}"
        yield f"nobody_cue={folded(cue)}"
    else:
        for part, *told in _parts(entity, mention, words):
            yield from part(*told)


def _parts(entity: Entity, mention: Mention, words: Vocabulary) -> list[tuple[Any, ...]]:
    """Return the parts of an entity's features: each a function that names them, and what it has to be told."""
    kind, name, form = entity.kind, entity.name, mention.form
    if kind == "place":
        # A country that speaks is its government; a name held for a place because it stood after "in" may be anybody.
        kind = "seat" if entity.low in words.places else "name"
    size = name.count(" ") + 1
    known = entity.low.partition(" ")[0] in words.first_names
    outlet, acronym = _is_outlet(entity, words), size == 1 and name.isupper()
    camel = size == 1 and not acronym and _CAMEL.search(name) is not None
    untitled = not entity.nouns and entity.noun is None
    often = "often" if entity.n > 4 else "twice" if entity.n > 1 else "once"
    parts: list[tuple[Any, ...]] = [
        (_of_name, kind, form, mention.number, min(size, 3), known, outlet, acronym, camel, untitled, often)
    ]
    parts += [(_of_noun, noun) for noun in entity.nouns or ([entity.noun] if entity.noun else ())]
    parts += [(_of_flag, flag, kind == "person", len(entity.titles) > 0) for flag in entity.flags]
    if kind != "person":
        parts += [(_of_word, token) for token in entity.words]
    return parts


def _of_name(
    kind: str,
    form: str,
    number: str,
    size: int,
    known: bool,
    outlet: bool,
    acronym: bool,
    camel: bool,
    untitled: bool,
    often: str,
) -> Iterator[str]:
    yield f"entity={kind}"
    yield f"entity={kind}_{form}_{number}"
    yield f"entity={kind}_{size}_{known}"
    yield f"named_{often}_{kind}"
    if untitled:
        yield f"untitled_{kind}_{size > 1}"
    if outlet:
        yield "entity_outlet"
        yield f"entity_outlet_{form}"
    if acronym:
        yield "entity_acronym"
    if camel:
        yield "entity_camel"


def _of_noun(noun: Noun) -> tuple[str, str, str]:
    return f"title_class={noun.cls}_{noun.number}", f"title_role={noun.role}", f"title={noun.entry}"


def _of_flag(flag: str, person: bool, titled: bool) -> Iterator[str]:
    yield f"entity_flag={flag}"
    if person:
        yield f"person_flag={flag}_{titled}"


def _of_word(token: str) -> tuple[str]:
    return (f"name={token}",)


def _of_mention(mention: Mention) -> Iterator[str]:
    yield "bias"
    yield f"form={mention.form}_{mention.determiner}"
    yield f"number={mention.number}"
    noun = mention.noun
    if noun is not None:
        yield f"class={noun.cls}"
        yield f"class={noun.cls}_{mention.number}_{mention.determiner}"
        yield f"class={noun.cls}_{mention.form}_{mention.number}"
        yield f"role={noun.role}_{mention.number}_{mention.determiner}_{mention.form}"
        yield f"head={noun.entry}"
    elif mention.form == "noun":
        yield f"unheaded_{mention.determiner}_{mention.number}"
    elif mention.form == "pronoun":
        yield f"pronoun={folded(mention.phrase)}"
    for flag in mention.flags:
        yield f"flag={flag}"
    if mention.form == "noun":
        for word in mention.words:
            yield f"word={word}"


def role_of(entity: Entity | None, mention: Mention, kind: SourceKind) -> str | None:
    """Return the role of a source where the text tells it, else None; one of :data:`ROLES`."""
    if entity is None or kind in ("document", "unknown"):
        return None
    if kind == "media":
        return "media"
    if "lawyer" in mention.flags:
        return "police_justice_military"
    best: str | None = None
    for noun in (*entity.nouns, entity.noun, mention.noun):
        if noun is not None and noun.role and best in (None, "other") and (best is None or noun.role != "other"):
            best = noun.role
    if kind == "citizen":
        return best if best not in (None, "other") else "citizen_witness"
    return "government" if best is None and entity.kind in ("seat", "place") and kind == "institution" else best
