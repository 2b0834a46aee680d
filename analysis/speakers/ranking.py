"""Which of the people and bodies in the story a pronoun, a title or an unnamed quotation belongs to.

A linear ranker over the candidates the text offers at that point: agreement in gender and number, who spoke last, who was
named last and where, shared titles.  Weights are learnt (conditional logit) by ``training/speakers.py`` and stored as JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .mentions import Mention
from .people import Entity

SELF, NOBODY = "self", "nobody"
GROUPS = ("he_she", "they", "it", "other_pronoun", "none_direct", "none", "the_person", "the_other", "a_noun")

_KINDS = ("person", "name", "org", "seat", "place")
_CLASSES = ("person", "citizen", "org", "media", "document", "anonymous", "collective", "")
FEATURES = (
    *(f"kind_{k}" for k in _KINDS),
    *(f"noun_{c or 'unknown'}" for c in _CLASSES),
    "gender_same", "gender_clash", "gender_open",
    "number_same", "number_clash", "number_open",
    "speaker_before", "speaker_before_near", "speaker_before_40", "speaker_before_150", "speaker_before_400",
    "speaker_before_1000", "speaker_before_far", "speaker_before_paragraph", "speaker_second",
    "spoken_never", "spoken_once", "spoken_often",
    "rank_0", "rank_1", "rank_2", "rank_3", "rank_4",
    "distance_60", "distance_150", "distance_300", "distance_700", "distance_1500", "distance_far",
    "paragraph_same", "paragraph_previous", "sentence_same", "subject", "subject_sentence_same", "quoted",
    "often", "twice", "once", "most_often",
    "title_same", "title_gender_clash", "title_other", "title_none", "role_same",
    "words_equal", "words_within", "words_share", "same_source", "determiner_open", "class_fits", "class_clash", "class_fits_spoken", "title_same_near", "self_definite", "self_open",
    "self_class_person", "self_class_org", "self_class_other", "self_named", "self_plural", "self_singular_person",
    "self_first", "nobody", "nobody_first", "nobody_plural", "nobody_cue", "nobody_after_speaker", "linked", "after_cue", "after_cue_near",
)  # fmt: skip
F = {name: i for i, name in enumerate(FEATURES)}
_PEOPLE = frozenset({"person", "citizen", "anonymous"})
_KIND = {k: F[f"kind_{k}"] for k in _KINDS}
_CLASS = {c: F[f"noun_{c or 'unknown'}"] for c in _CLASSES}
_RANK = tuple(F[f"rank_{i}"] for i in range(5))
_DISTANCES = tuple((n, F[f"distance_{n}"]) for n in (60, 150, 300, 700, 1500))
_GAPS = tuple((n, F[f"speaker_before_{n}"]) for n in (40, 150, 400, 1000))


@dataclass(slots=True)
class Point:
    """Where the story stands when a source has to be found."""

    text: str
    anchor: int
    gap: int
    paragraph: int
    before: Entity | None
    second: Entity | None
    before_paragraph: int
    has_cue: bool
    most_often: Entity | None
    cue_end: int


def group_of(mention: Mention, direct: bool) -> int:
    """Return which set of weights reads this mention (an index into ``GROUPS``)."""
    if mention.form == "none":
        return 4 if direct else 5
    if mention.form == "pronoun":
        if mention.determiner not in ("pronoun",):
            return 3
        if mention.number == "p":
            return 1
        return 0 if mention.gender in ("m", "f") else 2 if mention.gender == "n" else 3
    if mention.determiner in ("definite", "demonstrative", "possessive", ""):
        noun = mention.noun
        return 6 if noun is not None and noun.cls in ("person", "citizen") and mention.number != "p" else 7
    return 8


def entity_features(entity: Entity, mention: Mention, point: Point, rank: int, paragraph: int) -> list[int]:
    """Return the features (indices into ``FEATURES``) of one candidate; ``paragraph`` is where it was last named."""
    f = [_KIND[entity.kind] if entity.kind != "noun" else _CLASS[entity.noun.cls if entity.noun else ""]]
    add = f.append
    gender = mention.gender
    if not gender or gender == "n" or not entity.gender:
        add(F["gender_open"])
    else:
        add(F["gender_same"] if gender == entity.gender else F["gender_clash"])
    if not mention.number or not entity.number:
        add(F["number_open"])
    else:
        add(F["number_same"] if mention.number == entity.number else F["number_clash"])
    if entity is point.before:
        add(F["speaker_before"])
        gap = point.gap
        add(next((i for n, i in _GAPS if gap < n), F["speaker_before_far"]))
        if point.paragraph == point.before_paragraph:
            add(F["speaker_before_paragraph"])
    elif entity is point.second:
        add(F["speaker_second"])
    add(F["spoken_never"] if not entity.spoken else F["spoken_once"] if entity.spoken < 3 else F["spoken_often"])
    add(_RANK[rank if rank < 4 else 4])
    distance = point.anchor - entity.last
    add(next((i for n, i in _DISTANCES if distance < n), F["distance_far"]))
    if paragraph == point.paragraph:
        add(F["paragraph_same"])
        if distance < 400 and point.text.find(". ", entity.last, point.anchor) < 0:
            add(F["sentence_same"])
            if entity.last_subject:
                add(F["subject_sentence_same"])
    elif paragraph == point.paragraph - 1:
        add(F["paragraph_previous"])
    if entity.last_subject:
        add(F["subject"])
    if point.cue_end >= 0 and entity.last >= point.anchor:
        add(F["after_cue_near"] if entity.last - point.cue_end < 4 else F["after_cue"])
    if entity.last_quoted:
        add(F["quoted"])
    if "linked" in entity.flags:
        add(F["linked"])
    add(F["often"] if entity.n > 4 else F["twice"] if entity.n > 1 else F["once"])
    if entity is point.most_often:
        add(F["most_often"])
    if mention.form == "noun":
        _noun_features(entity, mention, point, add)
    return f


def _noun_features(entity: Entity, mention: Mention, point: Point, add: object) -> None:
    assert callable(add)
    noun = mention.noun
    if noun is not None:
        own = "person" if entity.kind == "person" else "org" if entity.kind in ("org", "seat", "place") else ""
        if not own and entity.noun is not None:
            own = entity.noun.cls
        wanted = noun.cls
        fits = own == wanted or {own, wanted} <= _PEOPLE
        if own:
            add(F["class_fits"] if fits else F["class_clash"])
        if fits and entity.spoken:
            add(F["class_fits_spoken"])
        if noun.entry in entity.titles and entity is point.before:
            add(F["title_same_near"])
        if noun.entry in entity.titles:
            add(F["title_same"])
        elif entity.titles:
            add(F["title_other"])
        else:
            add(F["title_none"])
        if noun.role and any(n.role == noun.role for n in entity.nouns):
            add(F["role_same"])
    if mention.words and entity.words:
        shared = mention.words & entity.words
        if shared == mention.words and len(shared) == len(entity.words):
            add(F["words_equal"])
        elif shared == mention.words or shared == entity.words:
            add(F["words_within"])
        elif shared:
            add(F["words_share"])
    if "same" in mention.flags and entity is point.before:
        add(F["same_source"])
    if mention.determiner in ("indefinite_article", "quantifier"):
        add(F["determiner_open"])


def self_features(mention: Mention, point: Point) -> list[int]:
    """Return the features of "nobody named before: the source is what is written here"."""
    f = [F["self_open"] if mention.determiner in ("indefinite_article", "quantifier") else F["self_definite"]]
    cls = mention.noun.cls if mention.noun else ""
    f.append(
        F["self_class_person"]
        if cls in ("person", "citizen")
        else F["self_class_org"]
        if cls == "org"
        else F["self_class_other"]
    )
    f.append(F["self_plural"] if mention.number == "p" else F["self_singular_person"])
    if len(mention.words) > 1:
        f.append(F["self_named"])
    if point.before is None:
        f.append(F["self_first"])
    return f


def nobody_features(mention: Mention, point: Point) -> list[int]:
    """Return the features of "the text does not say who"."""
    f = [F["nobody"], F["nobody_first"] if point.before is None else F["nobody_after_speaker"]]
    if mention.number == "p":
        f.append(F["nobody_plural"])
    if point.has_cue:
        f.append(F["nobody_cue"])
    return f


@cache
def weights() -> tuple[tuple[float, ...], ...]:
    """Return the learnt weights, one row per group; features the file does not know weigh nothing."""
    stored = json.loads(files(__package__).joinpath("models/ranking.json").read_text("utf-8"))
    index = {name: i for i, name in enumerate(stored["features"])}
    return tuple(
        tuple(stored["weights"][group][index[name]] if name in index else 0.0 for name in FEATURES) for group in GROUPS
    )


def best(group: int, candidates: list[list[int]]) -> int:
    """Return the number of the candidate with the highest score, the first among equals."""
    row = weights()[group]
    top, winner = float("-inf"), 0
    for i, features in enumerate(candidates):
        score = sum([row[f] for f in features])
        if score > top:
            top, winner = score, i
    return winner
