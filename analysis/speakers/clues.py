"""What speaks for a candidate being the source: agreement, who spoke and was named last and where, shared titles."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from .entities import Entity
from .mentions import Mention
from .nouns import Noun
from .titles import bears, told_of
from .vocabulary import Vocabulary

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
    "words_equal", "words_within", "words_share", "same_source", "determiner_open", "class_fits", "class_clash",
    "class_fits_spoken", "title_same_near", "self_definite", "self_open", "self_class_person", "self_class_org",
    "self_class_other", "self_named", "self_plural", "self_singular_person", "self_first", "nobody", "nobody_first",
    "nobody_plural", "nobody_cue", "nobody_after_speaker", "linked", "after_cue", "after_cue_near",
    "told_all", "told_some", "told_other", "told_nothing", "told_all_title", "told_some_title", "told_other_title",
    "told_nothing_title", "anaphor_fits", "anaphor_clash", "specific_fits", "specific_clash",
    "self_anaphor", "self_anaphor_bare", "nobody_dropped",
)  # fmt: skip
F = {name: i for i, name in enumerate(FEATURES)}
_BODIES = frozenset({"org", "media", "collective"})
_PEOPLE = frozenset({"person", "citizen", "anonymous"})
_KIND = {k: F[f"kind_{k}"] for k in _KINDS}
_CLASS = {c: F[f"noun_{c or 'unknown'}"] for c in _CLASSES}
_RANK = tuple(F[f"rank_{i}"] for i in range(5))
_DISTANCE_LIMITS, _GAP_LIMITS = (60, 150, 300, 700, 1500), (40, 150, 400, 1000)
_DISTANCE = (*(F[f"distance_{n}"] for n in _DISTANCE_LIMITS), F["distance_far"])
_TOLD = tuple(F[f"told_{t}"] for t in ("all", "some", "other", "nothing"))
_TOLD_TITLE = tuple(F[f"told_{t}_title"] for t in ("all", "some", "other", "nothing"))
_GAP = (*(F[f"speaker_before_{n}"] for n in _GAP_LIMITS), F["speaker_before_far"])


# Policemen, judges, counsel and soldiers have this role: that two have it says nothing.
_WIDE = "police_justice_military"
# Plain names: a look-up in a dictionary per feature would be a third of the cost.
_AFTER_CUE = F["after_cue"]
_AFTER_CUE_NEAR = F["after_cue_near"]
_ANAPHOR_CLASH = F["anaphor_clash"]
_ANAPHOR_FITS = F["anaphor_fits"]
_CLASS_CLASH = F["class_clash"]
_CLASS_FITS = F["class_fits"]
_CLASS_FITS_SPOKEN = F["class_fits_spoken"]
_DETERMINER_OPEN = F["determiner_open"]
_GENDER_CLASH = F["gender_clash"]
_GENDER_OPEN = F["gender_open"]
_GENDER_SAME = F["gender_same"]
_LINKED = F["linked"]
_MOST_OFTEN = F["most_often"]
_NOBODY = F["nobody"]
_NOBODY_AFTER_SPEAKER = F["nobody_after_speaker"]
_NOBODY_CUE = F["nobody_cue"]
_NOBODY_DROPPED = F["nobody_dropped"]
_NOBODY_FIRST = F["nobody_first"]
_NOBODY_PLURAL = F["nobody_plural"]
_NUMBER_CLASH = F["number_clash"]
_NUMBER_OPEN = F["number_open"]
_NUMBER_SAME = F["number_same"]
_OFTEN = F["often"]
_ONCE = F["once"]
_PARAGRAPH_PREVIOUS = F["paragraph_previous"]
_PARAGRAPH_SAME = F["paragraph_same"]
_QUOTED = F["quoted"]
_ROLE_SAME = F["role_same"]
_SAME_SOURCE = F["same_source"]
_SELF_ANAPHOR = F["self_anaphor"]
_SELF_ANAPHOR_BARE = F["self_anaphor_bare"]
_SELF_CLASS_ORG = F["self_class_org"]
_SELF_CLASS_OTHER = F["self_class_other"]
_SELF_CLASS_PERSON = F["self_class_person"]
_SELF_DEFINITE = F["self_definite"]
_SELF_FIRST = F["self_first"]
_SELF_NAMED = F["self_named"]
_SELF_OPEN = F["self_open"]
_SELF_PLURAL = F["self_plural"]
_SELF_SINGULAR_PERSON = F["self_singular_person"]
_SENTENCE_SAME = F["sentence_same"]
_SPEAKER_BEFORE = F["speaker_before"]
_SPEAKER_BEFORE_PARAGRAPH = F["speaker_before_paragraph"]
_SPEAKER_SECOND = F["speaker_second"]
_SPECIFIC_CLASH = F["specific_clash"]
_SPECIFIC_FITS = F["specific_fits"]
_SPOKEN_NEVER = F["spoken_never"]
_SPOKEN_OFTEN = F["spoken_often"]
_SPOKEN_ONCE = F["spoken_once"]
_SUBJECT = F["subject"]
_SUBJECT_SENTENCE_SAME = F["subject_sentence_same"]
_TITLE_NONE = F["title_none"]
_TITLE_OTHER = F["title_other"]
_TITLE_SAME = F["title_same"]
_TITLE_SAME_NEAR = F["title_same_near"]
_TWICE = F["twice"]
_WORDS_EQUAL = F["words_equal"]
_WORDS_SHARE = F["words_share"]
_WORDS_WITHIN = F["words_within"]


@dataclass(slots=True)
class Point:
    """Where the story stands when a source has to be found."""

    text: str
    paragraphs: list[int]
    anchor: int
    gap: int
    paragraph: int
    before: Entity | None
    second: Entity | None
    before_paragraph: int
    has_cue: bool
    most_often: Entity | None
    cue_end: int
    words: Vocabulary


def entity_features(entity: Entity, mention: Mention, point: Point, rank: int) -> list[int]:
    """Return the features (indices into ``FEATURES``) of one candidate, the ``rank``-th last named."""
    f = _who(entity, mention, point)
    f.append(_RANK[rank if rank < 4 else 4])
    _where(entity, point, f)
    if entity is point.before:
        f.append(_SPEAKER_BEFORE)
        gap = point.gap
        f.append(_GAP[bisect_right(_GAP_LIMITS, gap)])
        if point.paragraph == point.before_paragraph:
            f.append(_SPEAKER_BEFORE_PARAGRAPH)
    elif entity is point.second:
        f.append(_SPEAKER_SECOND)
    if mention.form == "noun":
        if mention.noun is not None:
            _title(entity, mention, mention.noun, point, f)
        _words(entity, mention, point, f)
    return f


def _who(entity: Entity, mention: Mention, point: Point) -> list[int]:
    """Return the features of what the candidate is: kind, agreement, how often it is named and has spoken."""
    gender, number = mention.gender, mention.number
    f = [
        _KIND[entity.kind] if entity.kind != "noun" else _CLASS[entity.noun.cls if entity.noun else ""],
        _GENDER_OPEN
        if not gender or gender == "n" or not entity.gender
        else _GENDER_SAME
        if gender == entity.gender
        else _GENDER_CLASH,
        _NUMBER_OPEN if not number or not entity.number else _NUMBER_SAME if number == entity.number else _NUMBER_CLASH,
        _SPOKEN_NEVER if not entity.spoken else _SPOKEN_ONCE if entity.spoken < 3 else _SPOKEN_OFTEN,
        _OFTEN if entity.n > 4 else _TWICE if entity.n > 1 else _ONCE,
    ]
    if entity is point.most_often:
        f.append(_MOST_OFTEN)
    if "linked" in entity.flags:
        f.append(_LINKED)
    return f


def _where(entity: Entity, point: Point, f: list[int]) -> None:
    """Add where the candidate was last named."""
    distance = point.anchor - entity.last
    paragraph = entity.last_paragraph
    if paragraph < 0:
        paragraph = entity.last_paragraph = bisect_right(point.paragraphs, entity.last) - 1
    subject = entity.last_subject
    if subject is None:
        subject = entity.last_subject = opens_sentence(point.text, entity.last)
    f.append(_DISTANCE[bisect_right(_DISTANCE_LIMITS, distance)])
    if paragraph == point.paragraph:
        f.append(_PARAGRAPH_SAME)
        if distance < 400 and point.text.find(". ", entity.last, point.anchor) < 0:
            f.append(_SENTENCE_SAME)
            if subject:
                f.append(_SUBJECT_SENTENCE_SAME)
    elif paragraph == point.paragraph - 1:
        f.append(_PARAGRAPH_PREVIOUS)
    if subject:
        f.append(_SUBJECT)
    if point.cue_end >= 0 and entity.last >= point.anchor:
        f.append(_AFTER_CUE_NEAR if entity.last - point.cue_end < 4 else _AFTER_CUE)
    if entity.last_quoted:
        f.append(_QUOTED)


def opens_sentence(text: str, at: int) -> bool:
    """Return whether a name stands near the start of its sentence, where the subject is."""
    lead = text[max(0, at - 40) : at]
    # "Le sous-préfet, Paul Roy, doit …"
    lead = lead[:-2] if lead.endswith(", ") else lead
    return (at < 40 or ". " in lead or "\n" in lead) and not (", " in lead or ' "' in lead or "« " in lead)


def _title(entity: Entity, mention: Mention, noun: Noun, point: Point, f: list[int]) -> None:
    """Add how the head noun of the mention fits the candidate's titles and class."""
    own = "person" if entity.kind == "person" else "org" if entity.kind in ("org", "seat", "place") else ""
    if own == "org" and entity.is_press():
        own = "media"
    if not own and entity.noun is not None:
        own = entity.noun.cls
    fits = own == noun.cls or (own in _PEOPLE and noun.cls in _PEOPLE)
    if own:
        f.append(_CLASS_FITS if fits else _CLASS_CLASH)
    if noun.cls in _BODIES:
        if "anaphor" in mention.flags:
            f.append(_ANAPHOR_FITS if fits or own == "" else _ANAPHOR_CLASH)
        else:
            f.append(_SPECIFIC_FITS if noun.entry in entity.titles or mention.words & entity.words else _SPECIFIC_CLASH)
    if fits and entity.spoken:
        f.append(_CLASS_FITS_SPOKEN)
    if bears(entity, noun, point.words):
        f.append(_TITLE_SAME)
        if entity is point.before:
            f.append(_TITLE_SAME_NEAR)
    else:
        f.append(_TITLE_OTHER if entity.titles else _TITLE_NONE)
    if noun.role and noun.role != _WIDE and entity.nouns and noun.role in [n.role for n in entity.nouns]:
        f.append(_ROLE_SAME)


def _words(entity: Entity, mention: Mention, point: Point, f: list[int]) -> None:
    """Add how the words of the mention overlap with the candidate's."""
    if mention.words and entity.words:
        shared = mention.words & entity.words
        if shared == mention.words and len(shared) == len(entity.words):
            f.append(_WORDS_EQUAL)
        elif shared == mention.words or shared == entity.words:
            f.append(_WORDS_WITHIN)
        elif shared:
            f.append(_WORDS_SHARE)
    beside = mention.beside
    if beside:
        told = told_of(entity, point.words)
        shared = beside & told
        fit = 3 if not told else 2 if not shared else 0 if shared == beside else 1
        f.append(_TOLD[fit])
        if mention.noun is not None and bears(entity, mention.noun, point.words):
            f.append(_TOLD_TITLE[fit])
    if "same" in mention.flags and entity is point.before:
        f.append(_SAME_SOURCE)
    if mention.determiner in ("indefinite_article", "quantifier"):
        f.append(_DETERMINER_OPEN)


def self_features(mention: Mention, point: Point) -> list[int]:
    """Return the features of "nobody named before: the source is what is written here"."""
    f = [_SELF_OPEN if mention.determiner in ("indefinite_article", "quantifier") else _SELF_DEFINITE]
    cls = mention.noun.cls if mention.noun else ""
    f.append(
        _SELF_CLASS_PERSON if cls in ("person", "citizen") else _SELF_CLASS_ORG if cls == "org" else _SELF_CLASS_OTHER
    )
    f.append(_SELF_PLURAL if mention.number == "p" else _SELF_SINGULAR_PERSON)
    if len(mention.words) > 1:
        f.append(_SELF_NAMED)
    if point.before is None:
        f.append(_SELF_FIRST)
    if "anaphor" in mention.flags:
        f.append(_SELF_ANAPHOR if mention.beside else _SELF_ANAPHOR_BARE)
    return f


def nobody_features(mention: Mention, point: Point) -> list[int]:
    """Return the features of "the text does not say who"."""
    f = [_NOBODY, _NOBODY_FIRST if point.before is None else _NOBODY_AFTER_SPEAKER]
    if mention.number == "p":
        f.append(_NOBODY_PLURAL)
    if point.has_cue:
        f.append(_NOBODY_CUE)
    if mention.determiner == "dropped":
        # A verb in a language that leaves its subject out has one all the same.
        f.append(_NOBODY_DROPPED)
    return f
