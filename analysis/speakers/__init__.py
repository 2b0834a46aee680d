"""Who is speaking, what kind of source it is, and how it is introduced."""

from __future__ import annotations

from dataclasses import replace

from ..conditional import conditionals
from ..records import Act, Attribution, Reading, Stance, written
from .agreement import agreed_kinds, agreed_roles
from .author import tells_himself
from .discourse import Discourse
from .entities import Entity
from .gender import genders
from .hidden import asks_for_anonymity
from .kinds import kind_of, role_of
from .letters import folded
from .merge import apply_merges, merge_speakers
from .spelling import same_name
from .spoken_names import SpokenNames
from .stance import act_of, cue_entry, stance_of
from .vocabulary import Vocabulary, base, vocabulary

__all__ = ["apply_merges", "merge_speakers", "resolve", "same_name"]


def _before(text: str, attribution: Attribution, words: Vocabulary) -> str:
    """Return a negation that stands in front of a cue, outside it."""
    start = attribution.cue[0].start
    word = folded(text[max(0, start - 20) : start].rstrip().rpartition(" ")[2])
    return word if word in words.negations else ""


def _uncued(attribution: Attribution, text: str, lang: str) -> Stance:
    """Return the stance of a content without a cue: "selon" just before its source, a hearsay conditional, or none."""
    if attribution.source:
        start = attribution.source[0].start
        words = text[max(0, start - 20) : start].split()[-2:]
        if words and any(
            (e := cue_entry(w, lang)) is not None and e.part == "preposition" for w in (words[-1], " ".join(words))
        ):
            return "evidential"
    if attribution.type != "direct" and any(
        c.label == "distance" for span in attribution.content for c in conditionals(span.of(text), lang)
    ):
        return "evidential"
    return "neutral"


def _nameless(entity: Entity | None, kind: str) -> bool:
    """Return whether a source is somebody without a name of his own, who can have asked for that."""
    return (entity is None or entity.kind == "noun") and kind not in ("document", "media", "anonymous")


def resolve(reading: Reading) -> Reading:
    """Fill speaker, source kind, role and stance of every attribution, and its act where the cue settles it.

    A source that was cut short is written whole; one that was missed and stands beside its cue is written.
    The speaker is the fullest name the article gives; None where the text does not tell.  Cost is linear in the length
    of the article and the number of attributions; any text will do.
    """
    if not reading.attributions:
        return reading
    text, lang = reading.article.text, base(reading.article.lang)
    words = vocabulary(lang)
    discourse = Discourse(text, reading.attributions, words)
    found = discourse.read()
    cues = [written(a.cue, text, " ") for a in reading.attributions]
    kinds = [kind_of(entity, mention, cue, words) for (entity, mention), cue in zip(found, cues, strict=True)]
    kinds = [
        "anonymous" if _nameless(entity, kind) and asks_for_anonymity(a, text, words) else kind
        for a, (entity, _), kind in zip(reading.attributions, found, kinds, strict=True)
    ]
    kinds = agreed_kinds(found, kinds)
    roles = [role_of(entity, mention, kind) for (entity, mention), kind in zip(found, kinds, strict=True)]
    roles = agreed_roles([entity for entity, _ in found], roles)
    told = genders(found, kinds, words)
    spoken = SpokenNames(text, words)
    out = []
    for a, source, (entity, _), cue, kind, role, gender in zip(
        reading.attributions, discourse.sources, found, cues, kinds, roles, told, strict=True
    ):
        stance = stance_of(cue, lang, _before(text, a, words)) if cue else _uncued(a, text, lang)
        speaker = spoken.of(entity) if entity is not None else None
        # What whoever writes thinks or said is the outlet's telling, as attitudes are.
        act: Act = "attitude" if tells_himself(a, cue, lang, reading) else act_of(a, cue, lang)
        # Written out because dataclasses.replace costs three times as much, and there is one per attribution.
        out.append(
            Attribution(a.content, a.cue, source, a.type, act, speaker, kind, stance, a.confidence, role, *gender)
        )
    return replace(reading, attributions=tuple(out))
