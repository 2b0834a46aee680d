"""What kind of source somebody is, and in which capacity he or she speaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from operator import add
from typing import cast

from ..linear import Linear, load_linear
from ..records import SourceKind
from .entities import Entity
from .mentions import Mention
from .vocabulary import Vocabulary, folded


@cache
def _model() -> Linear:
    return load_linear("analysis", "speakers/models/kinds.json")


def kind_of(entity: Entity | None, mention: Mention, cue: str, words: Vocabulary) -> SourceKind:
    """Return the kind of a source.  Nobody written and nobody found is ``unknown``."""
    model = _model()
    if entity is None:
        if mention.form == "none" and not cue:
            return "unknown"
        return cast(SourceKind, model.best(features(entity, mention, cue, words)))
    key = mention.form + mention.number
    of_entity = entity.scores.get(key)
    if of_entity is None:
        of_entity = entity.scores[key] = model.scores(_of_entity(entity, mention, words))
    scores = list(map(add, of_entity, _mention_scores(mention)))
    return cast(SourceKind, model.classes[scores.index(max(scores))])


@lru_cache(maxsize=65536)
def _mention_scores(mention: Mention) -> list[float]:
    return _model().scores(_of_mention(mention))


def features(entity: Entity | None, mention: Mention, cue: str, words: Vocabulary) -> Iterator[str]:
    """Yield the names of the features by which the kind of a source is told."""
    yield from _of_mention(mention)
    if entity is None:
        yield f"nobody_{mention.form}_{mention.number}"
        yield f"nobody_cue={folded(cue)}"
    else:
        yield from _of_entity(entity, mention, words)


@lru_cache(maxsize=4096)
def _kind(kind: str, form: str, number: str, size: int, known: bool) -> tuple[str, str, str]:
    return f"entity={kind}", f"entity={kind}_{form}_{number}", f"entity={kind}_{min(size, 3)}_{known}"


def _of_entity(entity: Entity, mention: Mention, words: Vocabulary) -> list[str]:
    kind, size = entity.kind, entity.name.count(" ") + 1
    known = entity.low.partition(" ")[0] in words.first_names
    found = [*_kind(kind, mention.form, mention.number, size, known)]
    for noun in entity.nouns or ([entity.noun] if entity.noun else ()):
        found += (f"title_class={noun.cls}_{noun.number}", f"title_role={noun.role}", f"title={noun.entry}")
    if not entity.nouns and entity.noun is None:
        found.append(f"untitled_{kind}_{size > 1}")
    for flag in entity.flags:
        found.append(f"entity_flag={flag}")
        if kind == "person":
            found.append(f"person_flag={flag}_{len(entity.titles) > 0}")
    if entity.low in words.outlets:
        found += ("entity_outlet", f"entity_outlet_{mention.form}")
    if size == 1 and entity.name.isupper():
        found.append("entity_acronym")
    found.append(f"named_{'often' if entity.n > 4 else 'twice' if entity.n > 1 else 'once'}_{kind}")
    if kind != "person":
        found += [f"name={token}" for token in entity.words]
    return found


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
    best: str | None = None
    for noun in (*entity.nouns, entity.noun, mention.noun):
        if noun is not None and noun.role and best in (None, "other") and (best is None or noun.role != "other"):
            best = noun.role
    if kind == "citizen":
        return best if best not in (None, "other") else "citizen_witness"
    return "government" if best is None and entity.kind == "seat" else best
