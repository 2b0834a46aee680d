"""The word lists a reader of sources needs, one set per language, ready for look-up."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ..lexicons import load

LANGUAGES = ("fr", "en", "es", "de")

# Capital letters of the scripts the press of these languages prints: Latin with its marks, Greek, Cyrillic.
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩЀ-Я"
_FOLDED = tuple(zip("’\u00a0‘´`ʼ\u202f\u2009\u200a‑", "' ''''   -", strict=True))


def folded(text: str) -> str:
    """Return ``text`` in lower case with one kind of apostrophe, space and hyphen; the length never changes.

    >>> folded("L’État")
    "l'état"
    """
    low = text.lower()
    # Nearly every text ends here: looking costs a twentieth of translating.
    if low.isascii():
        return low.replace("`", "'") if "`" in low else low
    if len(low) != len(text):
        low = "".join(c.lower()[0] for c in text)
    # Ten looks for a letter cost a fifth of one translation.
    for odd, plain in _FOLDED:
        if odd in low:
            low = low.replace(odd, plain)
    return low


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that can head a source: its class, role, gender (m, f or empty), number, and the entry it belongs to."""

    entry: str
    cls: str
    role: str
    gender: str
    number: str


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
    noun_words: int
    noun_openings: frozenset[str]
    pronouns: dict[str, Small]
    determiners: dict[str, Small]
    honorifics: dict[str, Small]
    linkers: frozenset[str]
    relatives: frozenset[str]
    outlets: frozenset[str]
    demonyms: frozenset[str]
    suffixes: frozenset[str]
    headline_verbs: frozenset[str]
    stops: frozenset[str]
    particles: frozenset[str]
    negations: frozenset[str]
    modals: frozenset[str]
    same: frozenset[str]
    generic_heads: frozenset[str]
    anaphors: frozenset[str]
    bodies: frozenset[str]
    mouthpieces: frozenset[str]
    ages: tuple[str, ...]
    locatives: frozenset[str]
    at_bodies: tuple[str, ...]
    perceived: frozenset[str]
    quantities: frozenset[str]
    platforms: frozenset[str]
    pages: frozenset[str]
    initials_kept: frozenset[str]
    places: frozenset[str]
    head_last: bool
    drops_initials: bool
    first_names: dict[str, str]
    seats: dict[str, str]
    adjectives: dict[str, str]


def base(lang: str | None) -> str:
    """Return the two-letter code this stage reads ``lang`` with; an unknown language is read with all lists at once.

    >>> base("fr-CA"), base(None), base("pt")
    ('fr', '', '')
    """
    short = (lang or "").lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else ""


@cache
def vocabulary(lang: str) -> Vocabulary:
    """Return the word lists of ``lang`` (of :func:`base`; empty: of all languages, the first to know a word wins)."""
    wanted = (lang,) if lang else LANGUAGES
    nouns = _nouns(wanted)
    small: dict[str, dict[str, Small]] = defaultdict(dict)
    for code in wanted:
        for row in load("grammar"):
            if row["lang"] == code:
                entry = Small(row["class"], row["gender"], row["number"])
                small[row["class"]].setdefault(row["form"].lower(), entry)
    articles = ("definite", "demonstrative", "possessive", "indefinite_article", "quantifier", "one_of")
    first: dict[str, str] = {}
    for row in load("first_names"):
        name = row["name"].lower()
        if row["lang"] in wanted:
            first[name] = row["gender"]
        else:
            first.setdefault(name, row["gender"])
    seats = {folded(row["seat"]): row["stands_for"] for row in load("seats")}
    adjectives = {a: row["stands_for"] for row in load("seats") for a in row["adjectives"].split("|") if a}
    return Vocabulary(
        lang=lang,
        nouns=nouns,
        noun_words=max((form.count(" ") + 1 for form in nouns), default=1),
        noun_openings=frozenset(word for form in nouns for word in _openings(form)),
        pronouns={**small["first_person"], **small["indefinite"], **small["pronoun"]},
        determiners={form: entry for cls in reversed(articles) for form, entry in small[cls].items()},
        honorifics=small["honorific"],
        linkers=frozenset(small["linker"]),
        relatives=frozenset(small["relative"]),
        outlets=_outlets(),
        demonyms=frozenset(small["demonym"]),
        suffixes=frozenset(small["suffix"]),
        headline_verbs=frozenset(small["headline_verb"]),
        stops=frozenset(small["stop"]),
        particles=frozenset(small["particle"]),
        negations=frozenset(small["negation"]),
        modals=frozenset(small["modal"]),
        same=frozenset(small["same"]),
        generic_heads=frozenset(small["generic_head"]),
        anaphors=frozenset(small["anaphor"]),
        bodies=frozenset(row["form"] for row in load("grammar") if row["class"] == "body"),
        mouthpieces=frozenset(small["mouthpiece"]),
        ages=tuple(small["age"]),
        locatives=frozenset(small["locative"]),
        at_bodies=tuple(sorted(small["at_body"], key=len, reverse=True)),
        perceived=frozenset(small["perceived"]),
        quantities=frozenset(small["quantity"]),
        platforms=frozenset(row["form"] for row in load("grammar") if row["class"] == "platform"),
        pages=frozenset(small["page"]),
        initials_kept=frozenset(small["initial_kept"]),
        places=frozenset(folded(row["place"]) for row in load("places")),
        head_last="last" in small["head"],
        drops_initials=bool(small["initial_kept"]),
        first_names=first,
        seats=seats,
        adjectives=adjectives,
    )


TOKEN = re.compile(r"[@#]?\w+(?:[-‑.](?=\w)\w+)*(?:['’](?!s\b)(?=\w)|['’]s\b)?|[^\w\s]")


def _openings(form: str) -> set[str]:
    """Return the first word of a noun, cut in either of the ways a text is: what no noun begins with needs no look."""
    first = TOKEN.match(form)
    return {form.replace("'", "' ").split()[0], first.group() if first else form}


@cache
def _outlets() -> frozenset[str]:
    """Return the names of newspapers, stations and agencies, folded, with and without their article."""
    names = {folded(row["outlet"]) for row in load("outlets")} | {folded(row["name"]) for row in load("agencies")}
    bare = {name.partition(" ")[2] for name in names if name.partition(" ")[0] in _ARTICLES}
    bare |= {name.partition("'")[2] for name in names if name.startswith("l'")}
    return frozenset(name for name in names | bare if len(name) > 2)


# In the column of plurals: the noun listed is one.
_ITSELF = "="
_ARTICLES = frozenset({"le", "la", "les", "the", "el", "los", "der", "die", "das", "de"})

# Where one form stands in several classes, what it most often is in a source: "manifestants" a crowd, not a witness.
_PRECEDENCE = {"anonymous": 0, "media": 1, "document": 2, "collective": 3, "org": 4, "person": 5, "citizen": 6}


def _nouns(wanted: tuple[str, ...]) -> dict[str, Noun]:
    forms: dict[str, Noun] = {}
    rank: dict[str, tuple[int, int]] = {}
    for row in load("source_nouns"):
        if row["lang"] not in wanted:
            continue
        entry, cls, role = row["noun"], row["class"], row["role"]
        gender = ("m", "f") if row["feminine"] else ("", "")
        plural_entry = cls == "collective" or row["plural"] == _ITSELF
        found = [(entry, gender[0], "p" if plural_entry else "s"), (row["feminine"], "f", "p" if plural_entry else "s")]
        found += [(f, gender[0], "p") for f in row["plural"].split("+") if f != _ITSELF]
        if not row["plural"]:
            found += [(_plural(entry), gender[0], "p")]
        found += [(_plural(row["feminine"]), "f", "p")]
        for n, (form, g, number) in enumerate(found):
            # The form as it is listed comes before one made from another entry, then the order of classes.
            order = (0 if form == entry else 1 + n // 2, _PRECEDENCE.get(cls, 9))
            key = folded(form)
            if key and (key not in rank or order < rank[key]):
                rank[key] = order
                forms[key] = Noun(entry, cls, role, g, number)
    former = {"ex-" + form: noun for form, noun in forms.items() if noun.cls in ("person", "citizen")}
    return former | forms


def _plural(form: str) -> str:
    """Put the first word of ``form`` in a regular plural in -s, and of a two-word form both.

    >>> _plural("premier ministre"), _plural("chef de l'état"), _plural("porte-parole"), _plural("")
    ('premiers ministres', "chefs de l'état", 'porte-paroles', '')
    """
    words = form.split(" ")
    last = len(words) if len(words) == 2 and "'" not in form else 1
    return " ".join(w if i >= last or not w or w[-1] in "sxz" else w + "s" for i, w in enumerate(words))


CAPITALISED = re.compile(
    rf"[{UPPER}](?<!\w.)(?:\w|['’](?=\w\w)|[-‑](?=\w)|&(?=\w)|\.(?<![^\W\d_]{{2}}[a-zß-ÿ]\.)(?=[{UPPER}]\.?[\w ]))*"
    rf"(?:(?:(?<=[{UPPER}])(?<!\w.)\.)?[ \u00a0]"
    r"(?:(?:van|von|der|den|di|da|dos|bin|ben|al|el|ibn|ter|ten|zu|af) ){0,2}"
    rf"[{UPPER}](?:\w|['’](?=\w\w)|[-‑](?=\w)|&(?=\w)|\.(?<![^\W\d_]{{2}}[a-zß-ÿ]\.)(?=[{UPPER}]\.?[\w ]))*)*",
    re.DOTALL,
)
