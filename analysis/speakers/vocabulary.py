"""The word lists a reader of sources needs, one set per language, ready for look-up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ..lexicons import load
from ..text.lines import base_language
from .letters import UPPER, folded
from .nouns import Compounds, Noun, Openings, nouns_of, openings, singles_of

LANGUAGES = ("fr", "en", "es", "de")


@dataclass(frozen=True, slots=True)
class Small:
    """A small word: its class in ``grammar.csv``, gender and number (empty: either)."""

    cls: str
    gender: str
    number: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything looked up while reading one language; one object a language, so that it can key a cache."""

    lang: str
    nouns: dict[str, Noun]
    singles: dict[str, Noun]
    noun_words: int
    noun_openings: frozenset[str]
    pronouns: dict[str, Small]
    determiners: dict[str, Small]
    honorifics: dict[str, Small]
    linkers: frozenset[str]
    clitics: frozenset[str]
    single_articles: frozenset[str]
    relatives: frozenset[str]
    person_relatives: frozenset[str]
    of_relatives: frozenset[str]
    done_to: frozenset[str]
    outlets: frozenset[str]
    demonyms: frozenset[str]
    suffixes: frozenset[str]
    post_nominals: frozenset[str]
    joins: frozenset[str]
    headline_verbs: frozenset[str]
    stops: frozenset[str]
    particles: frozenset[str]
    negations: frozenset[str]
    modals: frozenset[str]
    same: frozenset[str]
    generic_heads: frozenset[str]
    anaphors: frozenset[str]
    attributives: frozenset[str]
    polities: frozenset[str]
    parties: frozenset[str]
    clubs: frozenset[str]
    privates: frozenset[str]
    press_titles: frozenset[str]
    bodies: frozenset[str]
    mouthpieces: frozenset[str]
    ages: tuple[str, ...]
    locatives: frozenset[str]
    former: frozenset[str]
    surnames: frozenset[str]
    elides: bool
    recipients: frozenset[str]
    subjects: frozenset[str]
    subject_relatives: frozenset[str]
    latters: frozenset[str]
    asked: frozenset[str]
    asked_when: frozenset[str]
    of: frozenset[str]
    agents: frozenset[str]
    impersonals: frozenset[str]
    participle_endings: tuple[str, ...]
    going_on: frozenset[str]
    objects: frozenset[str]
    adverbials: re.Pattern[str] | None
    adverb_words: frozenset[str]
    impersonal_cues: frozenset[str]
    told: frozenset[str]
    said_words: frozenset[str]
    genitives: frozenset[str]
    noun_endings: tuple[str, ...]
    lawyers: frozenset[str]
    at_bodies: tuple[str, ...]
    perceived: frozenset[str]
    quantities: frozenset[str]
    days: frozenset[str]
    months: frozenset[str]
    moments: frozenset[str]
    durations: frozenset[str]
    picture_credit: re.Pattern[str]
    crowds: frozenset[str]
    numerals: frozenset[str]
    kin: frozenset[str]
    parts: dict[str, str]
    synonyms: dict[str, frozenset[str]]
    platforms: frozenset[str]
    pages: frozenset[str]
    initials_kept: frozenset[str]
    initials_dropped: frozenset[str]
    places: frozenset[str]
    place_abbreviations: dict[str, str]
    verb_endings: dict[str, str]
    name_links: re.Pattern[str]
    open_surnames: tuple[str, ...]
    head_last: bool
    drops_initials: bool
    first_names: dict[str, str]
    anonymity: re.Pattern[str] | None
    seats: dict[str, re.Pattern[str] | None]


def base(lang: str | None) -> str:
    """Return the two-letter code this stage reads ``lang`` with; an unknown language is read with all lists at once.

    >>> base("fr-CA"), base(None), base("pt")
    ('fr', '', '')
    """
    short = base_language(lang) or ""
    return short if short in LANGUAGES else ""


@cache
def vocabulary(lang: str) -> Vocabulary:
    """Return the word lists of ``lang`` (of :func:`base`; empty: of all languages, the first to know a word wins)."""
    wanted = (lang,) if lang else LANGUAGES
    nouns = nouns_of(wanted)
    small: dict[str, dict[str, Small]] = defaultdict(dict)
    for code in wanted:
        for row in load("grammar"):
            if row["lang"] == code:
                entry = Small(row["class"], row["gender"], row["number"])
                small[row["class"]].setdefault(row["form"].lower(), entry)
    begins = frozenset(word for form in nouns for word in openings(form))
    if lang and small["compound_head"]:
        heads = set(small["compound_head"])
        nouns = Compounds(nouns, [form for form, noun in nouns.items() if noun.entry in heads], small["generic_head"])
        begins = Openings(begins)
        begins.nouns = nouns
    articles = ("definite", "demonstrative", "possessive", "indefinite_article", "quantifier", "one_of")
    first: dict[str, str] = {}
    for code in (*wanted, None):
        for row in load("first_names"):
            if code in (row["lang"], None):
                first.setdefault(row["name"].lower(), row["gender"])
    seats = {folded(row["seat"]): _named(row["stands_for"]) for row in load("seats")}
    return Vocabulary(
        lang=lang,
        nouns=nouns,
        singles=singles_of(wanted, nouns),
        noun_words=max((form.count(" ") + 1 for form in nouns), default=1),
        noun_openings=begins,
        pronouns={**small["first_person"], **small["indefinite"], **small["pronoun"]},
        determiners={form: entry for cls in reversed(articles) for form, entry in small[cls].items()},
        honorifics=small["honorific"],
        linkers=frozenset(small["linker"]),
        clitics=frozenset(small["clitic"]),
        single_articles=frozenset(small["single_article"]),
        relatives=frozenset(small["relative"]),
        person_relatives=frozenset(small["person_relative"]),
        of_relatives=frozenset(small["of_relative"]),
        done_to=frozenset(small["done_to"]),
        outlets=_outlets(),
        demonyms=frozenset(small["demonym"]),
        suffixes=frozenset(small["suffix"]),
        post_nominals=frozenset(small["post_nominal"]),
        joins=frozenset(small["joins"]),
        headline_verbs=frozenset(small["headline_verb"]),
        stops=frozenset(small["stop"]),
        particles=frozenset(small["particle"]),
        negations=frozenset(small["negation"]),
        modals=frozenset(small["modal"]),
        same=frozenset(small["same"]),
        generic_heads=frozenset(small["generic_head"]),
        anaphors=frozenset(small["anaphor"]),
        attributives=frozenset(small["attributive"]),
        polities=frozenset(small["polity"]),
        parties=frozenset(small["party"]),
        clubs=frozenset(small["club"]),
        privates=frozenset(small["private"]),
        press_titles=frozenset(small["press_title"]),
        bodies=frozenset(row["form"] for row in load("grammar") if row["class"] == "body"),
        mouthpieces=frozenset(small["mouthpiece"]),
        ages=tuple(small["age"]),
        locatives=frozenset(small["locative"]),
        former=frozenset(small["former"]),
        surnames=frozenset(small["surname"]),
        elides="l'" in small["definite"],
        recipients=frozenset(small["recipient"]),
        subjects=frozenset(small["subject"]),
        subject_relatives=frozenset(small["subject_relative"]),
        latters=frozenset(small["latter"]),
        asked=frozenset(small["asked"]),
        asked_when=frozenset(small["asked_when"]),
        of=frozenset(small["of"]),
        agents=frozenset(small["agent"]),
        impersonals=frozenset(small["impersonal"]),
        participle_endings=tuple(small["participle_ending"]),
        going_on=frozenset(small["going_on"]),
        objects=frozenset(small["object"]),
        adverbials=_named("|".join(small["adverbial"])),
        adverb_words=frozenset(word for form in small["adverbial"] for word in form.split()),
        impersonal_cues=frozenset(small["impersonal_cue"]),
        told=frozenset(small["told"]),
        said_words=frozenset(small["said_words"]),
        genitives=frozenset(small["genitive"]),
        noun_endings=tuple(small["noun_ending"]),
        lawyers=frozenset(small["lawyer"]),
        at_bodies=tuple(sorted(small["at_body"], key=len, reverse=True)),
        perceived=frozenset(small["perceived"]),
        quantities=frozenset(small["quantity"]),
        days=frozenset(row["word"] for row in load("edges") if row["use"] == "day" and row["lang"] in wanted),
        months=frozenset(row["name"] for row in load("months") if row["lang"] in wanted),
        moments=frozenset(small["moment"]),
        durations=frozenset(small["duration"]),
        picture_credit=_credit(),
        crowds=frozenset(small["crowd"]),
        numerals=frozenset(small["numeral"]),
        kin=frozenset(small["kin"]),
        synonyms=_synonyms(wanted),
        parts={form: cls for cls in small if cls.startswith(("trial_", "state_", "sport_")) for form in small[cls]},
        platforms=frozenset(row["form"] for row in load("grammar") if row["class"] == "platform"),
        pages=frozenset(small["page"]),
        initials_kept=frozenset(small["initial_kept"]),
        initials_dropped=frozenset(small["initial_dropped"]),
        places=frozenset(folded(row["place"]) for row in load("places")),
        place_abbreviations={r["abbreviation"]: r["place"] for r in load("place_abbreviations") if r["lang"] in wanted},
        name_links=_between_names(small["name_link"]),
        open_surnames=tuple(small["open_surname"]),
        verb_endings={form: entry.number for form, entry in small["verb_ending"].items()},
        head_last="last" in small["head"],
        drops_initials=bool(small["initial_kept"]),
        first_names=first,
        anonymity=_named("|".join(small["anonymity"])),
        seats=seats,
    )


def _synonyms(wanted: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the titles of whom one also calls by a noun: a mayor "l'édile", a senator "the lawmaker"."""
    found: dict[str, frozenset[str]] = {}
    for row in load("title_synonyms"):
        if row["lang"] in wanted:
            found[row["noun"]] = found.get(row["noun"], frozenset()) | frozenset(row["titles"].split("|"))
    return found


_ARTICLES = frozenset({"le", "la", "les", "the", "el", "los", "der", "die", "das", "de"})


@cache
def _named(names: str) -> re.Pattern[str] | None:
    """Return what finds one of several names, a common noun with or without a capital; None where there is none."""
    written = [re.escape(name).replace("'", "['’]") for name in names.split("|") if name]
    first = [f"[{name[0]}{name[0].upper()}]{name[1:]}" if name[0].islower() else name for name in written]
    return re.compile(rf"(?<!\w)(?:{'|'.join(first)})(?!\w)") if written else None


def _between_names(links: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the words that join the parts of a name, before a capital: "de la" of "Ana de la Hoz"."""
    ordered = sorted(links, key=len, reverse=True)
    written = [re.escape(link).replace("'", "['’]") + ("" if link.endswith("'") else " ") for link in ordered]
    return re.compile(rf" (?:{'|'.join(written)})(?=[{UPPER}])" if written else r"(?!)")


@cache
def _credit() -> re.Pattern[str]:
    """Return what finds the agency behind who took a picture: "/Reuters"."""
    agencies = (re.escape(row["form"]) for row in load("grammar") if row["class"] == "picture_agency")
    return re.compile(rf"/ ?(?:{'|'.join(agencies)})(?!\w)")


@cache
def _outlets() -> frozenset[str]:
    """Return the names of newspapers, stations and agencies, folded, with and without their article."""
    names = {folded(row["outlet"]) for row in load("outlets")} | {folded(row["name"]) for row in load("agencies")}
    bare = {name.partition(" ")[2] for name in names if name.partition(" ")[0] in _ARTICLES}
    bare |= {name.partition("'")[2] for name in names if name.startswith("l'")}
    # "BFM TV" is written "BFMTV" too.
    joined = {name.replace(" ", "") for name in names if name.endswith(" tv")}
    return frozenset(name for name in names | bare | joined if len(name) > 2)
