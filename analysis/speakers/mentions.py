"""What the words of a source tell by themselves: a name, a title, a pronoun, one or many, which kind of noun."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from .heads import (
    TRIM,
    Runs,
    content_words,
    cut,
    determiner_of,
    head_of,
    is_body,
    is_complement,
    title_after,
    told_by_complement,
)
from .letters import UPPER, apart, folded
from .names import capitalised, looks_like_person
from .nouns import Noun
from .own_names import name_beside, name_of, surname_of
from .phrasing import endings, phrase_of, trimmed
from .signs import address_sign, signs, told_behind
from .vocabulary import Small, Vocabulary, vocabulary

Form = Literal["none", "pronoun", "name", "noun"]

_INITIAL = re.compile(rf"[{UPPER}](?:\.[- ]?[{UPPER}])*")


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """The reading of one source as written.

    ``name`` is the person's or organisation's name in it that *is* the source (not one it only belongs to: in "the
    Clinton campaign" the source is a campaign); ``phrase`` the source without article and apposition; ``noun`` its
    head.
    """

    form: Form
    phrase: str = ""
    name: str = ""
    noun: Noun | None = None
    gender: str = ""
    number: str = ""
    determiner: str = ""
    flags: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()  # those of ``words`` that are not the head: "interior" of its minister


NOTHING = Mention("none")


@lru_cache(maxsize=65536)
def read_mention(source: str, lang: str) -> Mention:
    """Return what the words of a source say ("l'ancien ministre Jean Dupont": a name, a minister, one man).

    >>> m = read_mention("le porte-parole du gouvernement", "fr")
    >>> m.form, m.noun.entry, m.phrase, m.determiner
    ('noun', 'porte-parole', 'porte-parole du gouvernement', 'definite')
    >>> read_mention("l'ancien ministre Jean Dupont", "fr").name
    'Jean Dupont'
    """
    words = vocabulary(lang)
    text = trimmed(source)
    low = folded(text)
    low = low.removeprefix("t-")
    if not low:
        return NOTHING
    small = _small(source, text, low, words) or _initialed(text, low, words)
    if small is not None:
        return small
    inner = _without_opening(text, words)
    if inner:
        return read_mention(inner, lang)
    determiner, gender, number, rest = determiner_of(text, low, words)
    # "some of her followers": a part named without a noun of its own is told whole.
    if folded(text[rest:]).partition(" ")[0] in words.linkers:
        rest = 0
    core, mark, apposition = cut(text[rest:])
    pronoun = words.pronouns.get(folded(text[:rest] + core).strip()) if mark.strip() else None
    if pronoun is not None:
        return _of_pronoun(pronoun, text[:rest] + core, apposition, lang)
    runs = capitalised(core)
    one_of = determiner == "one_of"
    if one_of:
        determiner, number = "indefinite_article", "s"
    core, runs = _first_of_several(core, runs, words)
    noun, begin, end, told = _head(core, runs, determiner, words, one_of=one_of)
    noun = _single(noun, core[begin:end], text[:rest], number, words)
    flags = signs(low, core, runs, noun, words) | told
    medium = determiner == "definite" and core[:1].isupper() and low in words.outlets
    surname = "" if determiner or noun is None else surname_of(core, noun, begin, end, words)
    if medium or surname:
        # "The Economist" is no economist, "Mr Baker" no baker.
        noun, begin, end = None, -1, -1
    name = surname or name_of(core, runs, determiner, words, noun, begin, end)
    if not name or name[0].islower():
        # "die Leiterin von Ulmen, Anna Kurz": the name in apposition is hers.
        name = (core if medium else name_beside(mark, apposition, noun, determiner, words, one_of=one_of)) or name
    flags |= told_behind(mark + apposition, words)
    if noun is None and folded(mark).strip() not in words.relatives:
        person = looks_like_person(name, words) or folded(name) in words.first_names
        noun = title_after(apposition, words, person=person)
        flags |= {"titled_after"} if noun is not None else set()
    gender, number = _agreement(noun, gender, number, counted="counted" in flags)
    phrase = text if one_of else phrase_of(text, core, rest, determiner, noun, name, words)
    if not phrase:
        return NOTHING
    # "un de ses avocats, Me Anne Roy" is as much somebody as "Me Anne Roy".
    flags = flags - {"one_of"} if name else flags | endings(phrase, noun, words)
    content = frozenset(content_words(phrase, words))
    beside = content.difference(content_words(core[begin:end], words)) if noun is not None else content
    if medium:
        phrase = text[0].upper() + text[1:]
    form: Form = "name" if name else "noun"
    return Mention(form, phrase, name, noun, gender, number, determiner, frozenset(flags), content, beside)


def _first_of_several(core: str, runs: Runs, words: Vocabulary) -> tuple[str, Runs]:
    """Return a phrase without those who are joined to the name it opens with: "Hale and others", "Hale and her aides".

    "Food and Drug Administration" is one name.
    """
    if not words.head_last or not runs or runs[0][0] != 0:
        return core, runs
    behind = core[runs[0][1] :].split(" ", 3)
    if len(behind) < 3 or behind[0] or behind[1] not in words.joins or not behind[2].islower():
        return core, runs
    return core[: runs[0][1]], runs[:1]


def _single(noun: Noun | None, form: str, article: str, number: str, words: Vocabulary) -> Noun | None:
    """Return a noun that is read as several as one, where its article says so: "der Politiker"."""
    if noun is None or noun.number != "p" or not (number == "s" or folded(article).strip() in words.single_articles):
        return noun
    return words.singles.get(folded(form).rpartition("-")[2], noun)


def _of_pronoun(pronoun: Small, core: str, apposition: str, lang: str) -> Mention:
    """Return the reading of a pronoun with an aside: "elle, au contraire"; "one of them, Anna Hale, a nurse" is her."""
    if pronoun.cls == "indefinite" and (runs := capitalised(apposition)) and runs[0][0] == 0:
        named = read_mention(apposition, lang)
        if named.form == "name":
            return replace(named, gender=named.gender or pronoun.gender)
    return Mention("pronoun", core.strip(), gender=pronoun.gender, number=pronoun.number, determiner=pronoun.cls)


def _head(
    core: str, runs: Runs, determiner: str, words: Vocabulary, *, one_of: bool
) -> tuple[Noun | None, int, int, set[str]]:
    """Return the head noun, where it stands and what else that tells.

    It has the role that the words beside it tell: after a preposition, or in English before it.  ``one_of``: one of
    the protesters is a protester.
    """
    noun, begin, end = head_of(core, runs, words)
    if determiner == "definite" and is_body(core, runs, begin, words):
        return None, -1, -1, {"body"}
    told = {"one_of"} if one_of else set()
    if noun is None:
        return None, begin, end, told
    if is_complement(core, begin, words):
        return None, -1, -1, told | {f"of_{noun.cls}"}
    if one_of:
        several = noun.entry
        forms = (words.nouns.get(several.removesuffix(end)) for end in ("s", "es", "en", "n"))
        single = next((form for form in forms if form is not None and form.entry != several), noun)
        people = noun.cls == "collective" or (noun.cls in ("org", "anonymous") and single.cls == "person")
        noun = single if people else replace(noun, number="s")
    after = apart(folded(core[end:]))
    before = apart(folded(core[:begin])) if words.head_last else []
    linked = bool(after) and after[0] in words.linkers
    beside = after[1:] if linked else before
    noun = told_by_complement(noun, beside, words, linked=linked, owned=determiner == "possessive")
    return noun, begin, end, told


def _agreement(noun: Noun | None, gender: str, number: str, *, counted: bool) -> tuple[str, str]:
    """Return gender and number of a source from its article, its head noun and whether a number stands in front."""
    if noun is not None:
        # "La procureur" is a woman.
        she = gender == "f" and number == "s" and noun.cls == "person"
        gender = gender if she else noun.gender or gender
        number = noun.number if noun.number == "p" else number or noun.number
        if not noun.number and not number:
            # "Journalisten": one and several in another case, but one has an article.
            number = "p"
    return gender, number or ("p" if counted else "")


def _without_opening(text: str, words: Vocabulary) -> str:
    """Return what is left of a source that opens with a preposition, is a clause or somebody's words; or nothing."""
    first, _, others = text.partition(" ")
    low = folded(first)
    if others and low in words.relatives:
        # "who sent the letter": the one just named, whatever the clause says.
        return first
    if low in words.said_words and folded(others).partition(" ")[0] in words.linkers:
        # "Angaben der Polizei": what somebody said is not who said it.
        return others
    # "Pour Anne Martin", "de la ministre": the preposition that introduces a source is not part of it.
    if low in words.determiners and words.determiners[low].cls == "possessive" and folded(others) in words.said_words:
        # "Ses mots", "her remarks": whoever's they are.
        return first
    return others if low in words.linkers and low not in words.determiners else ""


def _small(source: str, text: str, low: str, words: Vocabulary) -> Mention | None:
    """Return the reading of a source that is a pronoun or an article and nothing else, or None."""
    if text.isupper() and len(text) > 2 and low.rpartition(" ")[2] in words.relatives:
        # "the WHO" is a body.
        return None
    # "J’" stands without its apostrophe by now.
    pronoun = words.pronouns.get(low) or (words.pronouns.get(low + "'") if len(low) < 3 else None)
    first, _, rest = low.partition(" ")
    if pronoun is None and first in words.subjects and rest.partition(" ")[0] in words.linkers | words.joins:
        # "Il à la ministre", cut from "demande-t-il à la ministre"; "she and others".
        pronoun, text = words.pronouns.get(first), text.partition(" ")[0]
    if pronoun is None and low.count(" ") == 1 and low.partition(" ")[2] in words.pronouns:
        pronoun = words.pronouns.get(low.partition(" ")[0])
    if pronoun is not None:
        return Mention("pronoun", text, gender=pronoun.gender, number=pronoun.number, determiner=pronoun.cls)
    if len(low) == 1 and source.rstrip()[-1:] in "'’":
        # An article cut from its noun: somebody is the source, nobody can tell who.
        return Mention("pronoun", text, determiner="indefinite")
    if low in words.honorifics and not (text.isupper() and len(text) > 1):
        # "le MR" is a party.
        return NOTHING
    if low in words.determiners and words.determiners[low].cls in ("definite", "possessive"):
        return NOTHING
    return None


def _initialed(text: str, low: str, words: Vocabulary) -> Mention | None:
    """Return the reading of somebody whose name is kept back: "Mme R.", "M. V., pêcheur"."""
    address = low.partition(" ")[0]
    honorific = words.honorifics.get(address.rstrip("."))
    initial = _INITIAL.match(text, len(address) + 1) if honorific is not None else None
    if honorific is None or initial is None:
        return None
    aside = text[initial.end() :].lstrip(".")
    if aside and aside[0] not in ",(":
        return None
    noun = title_after(aside.strip(TRIM), words, person=True)
    phrase = text[: initial.end()]
    return Mention(
        "name", phrase, f"{phrase}.", noun, honorific.gender, "s", flags=frozenset({address_sign(honorific)})
    )
