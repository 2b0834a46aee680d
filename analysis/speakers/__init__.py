"""Who is speaking, what kind of source it is, and how it is introduced."""

from __future__ import annotations

from dataclasses import replace

from ..records import Reading, Stance, written
from .discourse import Discourse
from .kinds import kind_of, role_of
from .stance import stance_of
from .vocabulary import base, vocabulary

__all__ = ["resolve"]


def resolve(reading: Reading) -> Reading:
    """Fill speaker, source kind, role and stance of every attribution.

    The speaker is the fullest name the article gives; None where the text does not tell.  Cost is linear in the length
    of the article and the number of attributions; any text will do.
    """
    if not reading.attributions:
        return reading
    text, lang = reading.article.text, base(reading.article.lang)
    words = vocabulary(lang)
    found = Discourse(text, reading.attributions, words).read()
    out = []
    for attribution, (entity, mention) in zip(reading.attributions, found, strict=True):
        cue = written(attribution.cue, text, " ")
        kind = kind_of(entity, mention, cue, words)
        stance: Stance = stance_of(cue, lang) if cue else "neutral"
        out.append(
            replace(
                attribution,
                speaker=entity.name if entity is not None else None,
                source_kind=kind,
                role=role_of(entity, mention, kind),
                stance=stance,
            )
        )
    return replace(reading, attributions=tuple(out))
