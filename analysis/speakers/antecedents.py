"""Whom a pronoun means that fits nobody named before: what opens the sentences before it ("une infirmière … elle")."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Attribution
from .entities import Entity
from .letters import folded
from .main_clause import opening_subject, sentence_before, subjects_before
from .mentions import Mention, read_mention
from .nouns import PERSON_CLASSES, SEVERAL_CLASSES
from .phrasing import in_small
from .vocabulary import Vocabulary

# Somebody is looked for in so many sentences back; a body is "it" no further than one sentence back.
_SENTENCES, _BODY_WITHIN = 3, 2
# A relative pronoun stands within so many characters.
_WORD = 12
_BODIES = frozenset({"org", "media"})


def takes_antecedent(mention: Mention, words: Vocabulary) -> bool:
    """Return whether a source is a pronoun for somebody told before ("she", not "I", "one" or "who"), or left out."""
    if mention.determiner == "dropped":
        return True
    return mention.determiner == "pronoun" and folded(mention.phrase) not in words.relatives


def antecedent(mention: Mention, attribution: Attribution, begin: int, text: str, words: Vocabulary) -> Mention | None:
    """Return the reading of the subject that a pronoun stands for, or None; ``begin`` is where its attribution begins.

    "**Une infirmière** attend devant la grille. « On n'a plus le choix », souffle-t-elle."
    """
    if attribution.source and _behind(attribution.source[-1].end, text) in words.relatives:
        # "Ceux qui disent …"
        return None
    for sentence, written in _subjects(attribution, begin, text, words):
        subject = read_mention(in_small(written, "", text, words), words.lang)
        if sentence <= _BODY_WITHIN and _is_body(mention, subject, words):
            return subject
        if sentence and _is_somebody(mention, subject, words):
            return subject
    return None


def stands_for(mention: Mention, entity: Entity, words: Vocabulary) -> bool:
    """Return whether "he", "it" or a verb without a subject can be of whoever spoke last."""
    if "p" in (mention.number, entity.number) or entity.clashes(mention.gender):
        return False
    noun = entity.noun.cls if entity.noun is not None else ""
    if noun in _BODIES:
        # "Le tribunal …, selon lui": where bodies are he and she, of the same gender.
        return mention.gender == "n" if words.head_last else mention.gender in ("", entity.gender)
    if mention.form == "pronoun" and (folded(mention.phrase) not in words.subjects or mention.gender == "n"):
        return False
    if entity.kind == "noun" and not noun:
        return mention.form == "pronoun"
    return entity.kind in ("person", "name") or noun in PERSON_CLASSES


def _behind(end: int, text: str) -> str:
    """Return the word that follows, folded; an elided one without what it elides to."""
    return folded(text[end : end + _WORD].strip()).replace("'", " ").partition(" ")[0]


def _subjects(attribution: Attribution, begin: int, text: str, words: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield where a subject stands (0: in what is told, 1: before it, 2: one sentence back …), and the subject."""
    spans = attribution.source or attribution.cue or attribution.content
    if attribution.type != "direct" and attribution.content and spans[0].start > begin:
        # "Le club va faire appel, a-t-il indiqué."
        yield 0, opening_subject(text[begin : attribution.content[0].end], words)
    lead = sentence_before(begin, text, words)
    if lead:
        # "Le gérant a fermé son café, mais il affirme …"
        yield 1, opening_subject(lead, words)
    yield from enumerate(subjects_before(begin - len(lead), text, words, _SENTENCES), 2)


def _is_body(mention: Mention, subject: Mention, words: Vocabulary) -> bool:
    """Return whether "it", "il", "lui" or a verb without a subject can be of the body a subject is."""
    dropped = mention.form == "none"
    it = mention.gender == "n" if words.head_last else mention.gender != ""
    if not (it or dropped) or "p" in (mention.number, subject.number):
        return False
    if not (dropped or words.head_last or subject.gender == mention.gender):
        return False
    body = subject.noun is not None and subject.noun.cls in _BODIES
    if subject.form == "name":
        # "La LFB", "le groupe Orban"
        return body or (subject.determiner == "definite" and "acronym" in subject.flags)
    return subject.form == "noun" and body


def _is_somebody(mention: Mention, subject: Mention, words: Vocabulary) -> bool:
    """Return whether "she" or "they" can be the person or the several a subject without a name is."""
    if subject.form != "noun" or mention.gender == "n":
        return False
    if "" not in (mention.gender, subject.gender) and mention.gender != subject.gender:
        return False
    # "Trois des quatre prévenus" are people, but the noun is not theirs alone.
    cls = subject.noun.cls if subject.noun is not None else "person" if "of_person" in subject.flags else ""
    if mention.number == "p":
        return subject.number == "p" and cls in SEVERAL_CLASSES
    return subject.number != "p" and cls in PERSON_CLASSES
