"""The nouns that can head a source, with their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from ..lexicons import load
from .letters import TOKEN, apart, folded

# Classes of nouns that stand for people, and those that do where they are several.
PERSON_CLASSES = frozenset({"person", "citizen", "anonymous"})
SEVERAL_CLASSES = PERSON_CLASSES | {"org", "collective"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that can head a source: its class, role, gender (m, f or empty), number, and the entry it belongs to."""

    entry: str
    cls: str
    role: str
    gender: str
    number: str


# Letters of the shortest compound, of the shortest noun in front, and so many compounds are remembered.
_SHORTEST, _FRONT, _KNOWN = 6, 2, 65536
# In the column of plurals: the noun listed is one; what follows the sign is the same title cut short ("~gov").
_ITSELF, _SHORT = "=", "~"
# In the column of feminines: the noun listed is one ("mother"), or is only said of men ("father").
_MALE = "-"
_GENDERS = {_ITSELF: ("f", "f"), _MALE: ("m", "m")}
# Letters that lose their accent as capitals, at the beginning of a word.
_BARE = dict(zip("éèêàî", "eeeai", strict=True))
_INITIAL = re.compile(r"(?<![^\W_])[éèêàî]")

# Where one form stands in several classes, what it most often is in a source: "manifestants" a crowd, not a witness.
_PRECEDENCE = {"anonymous": 0, "media": 1, "document": 2, "collective": 3, "org": 4, "person": 5, "citizen": 6}


def nouns_of(wanted: Iterable[str]) -> dict[str, Noun]:
    """Return every form of the nouns of some languages, folded, with what it means; "ex" and "ex-" of each included."""
    forms: dict[str, Noun] = {}
    rank: dict[str, tuple[int, int]] = {}
    for row in load("source_nouns"):
        if row["lang"] not in wanted:
            continue
        entry, cls, role = row["noun"], row["class"], row["role"]
        feminine, gender = _feminine(row["feminine"])
        plural_entry = cls == "collective" or row["plural"] == _ITSELF
        several = "p" if plural_entry else "s"
        found = [(entry, gender[0], several), (feminine, "f", several)]
        plurals = row["plural"].split("+") if row["plural"] else []
        found += [(f, gender[0], "p") for f in plurals if f != _ITSELF and f[0] != _SHORT]
        found += [(f[1:], gender[0], several) for f in plurals if f[0] == _SHORT]
        if all(f[0] == _SHORT for f in plurals):
            found += [(f, gender[0], number) for f, number in inflected(entry, row["lang"])]
        found += [(f, "f", number) for f, number in inflected(feminine, row["lang"])]
        for n, (form, g, number) in enumerate(found):
            # The form as it is listed comes before one made from another entry, then the order of classes.
            order = (0 if form == entry else 1 + n // 2, _PRECEDENCE.get(cls, 9))
            key = folded(form)
            if key and (key not in rank or order < rank[key]):
                rank[key] = order
                forms[key] = Noun(entry, cls, role, g, number)
    # "secrétaire d'Etat": many write no accent on a capital.
    for form in [form for form in forms if _INITIAL.search(form)]:
        forms.setdefault(unaccented(form), forms[form])
    people = {form: noun for form, noun in forms.items() if noun.cls in ("person", "citizen")}
    return {ex + form: noun for ex in ("ex", "ex-") for form, noun in people.items()} | forms


def _feminine(listed: str) -> tuple[str, tuple[str, str]]:
    """Return the feminine form that the column lists, if any, and the genders of the noun and of that form."""
    if listed in _GENDERS:
        return "", _GENDERS[listed]
    return listed, ("m", "f") if listed else ("", "")


def singles_of(wanted: Iterable[str], nouns: dict[str, Noun]) -> dict[str, Noun]:
    """Return those of ``nouns`` that are read as several and can be one person: "Politiker" behind "der"."""
    found: dict[str, Noun] = {}
    for row in load("source_nouns"):
        form = folded(row["noun"])
        listed = nouns.get(form)
        one = row["class"] in ("person", "citizen") and row["plural"] != _ITSELF
        if one and row["lang"] in wanted and listed is not None and listed.number == "p":
            _, gender = _feminine(row["feminine"])
            found.setdefault(form, Noun(row["noun"], row["class"], row["role"], gender[0], "s"))
    return found


def unaccented(form: str) -> str:
    """Return a noun without the accents on the first letters of its words, which a capital there may lack.

    >>> unaccented("chef de l'état"), unaccented("économiste"), unaccented("député")
    ("chef de l'etat", 'economiste', 'député')
    """
    return _INITIAL.sub(lambda found: _BARE[found.group()], form)


@cache
def _endings(lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what the endings of nouns become, with the number that tells."""
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in load("inflection"):
        if row["lang"] == lang:
            out[row["ending"]] = (*out.get(row["ending"], ()), (row["form"], row["number"]))
    return out


@cache
def _order(lang: str) -> tuple[bool, frozenset[str]]:
    """Return whether the head of a phrase stands last in a language, and the prepositions that end it there."""
    rows = [row for row in load("grammar") if row["lang"] == lang]
    last = any(row["class"] == "head" and row["form"] == "last" for row in rows)
    return last, frozenset(row["form"] for row in rows if row["class"] == "linker")


def inflected(form: str, lang: str) -> list[tuple[str, str]]:
    """Return the other forms of a noun with their number: of its first word, and of a two-word form both.

    Where the head stands last, of the last word before a preposition.

    >>> inflected("premier ministre", "fr"), inflected("chef de l'état", "fr"), inflected("", "fr")
    ([('premiers ministres', 'p')], [("chefs de l'état", 'p')], [])
    >>> inflected("director general", "es"), inflected("sprecherin", "de")
    ([('directores generales', 'p')], [('sprecherinnen', 'p')])
    >>> inflected("deputy mayor", "en"), inflected("secretary of state", "en")
    ([('deputy mayors', 'p')], [('secretaries of state', 'p')])
    """
    if not form:
        return []
    words = form.split(" ")
    head_last, linkers = _order(lang)
    if head_last:
        head = next((i for i, word in enumerate(words) if word in linkers), len(words)) - 1
        changing = range(max(head, 0), max(head, 0) + 1)
    else:
        changing = range(len(words) if len(words) == 2 and "'" not in form else 1)
    forms = [_of_word(w, lang) if i in changing else [(w, "")] for i, w in enumerate(words)]
    # The words of a phrase change together: the first form of each, and every form of the first that changes.
    first = changing[0]
    before, after = ([others[0][0] for others in part] for part in (forms[:first], forms[first + 1 :]))
    return [(" ".join([*before, f, *after]), number) for f, number in forms[first]]


def _of_word(word: str, lang: str) -> list[tuple[str, str]]:
    endings = _endings(lang)
    for i in range(len(word) + 1):
        if word[i:] in endings:
            return [(word[:i] + form, number) for form, number in endings[word[i:]]]
    return [(word if word[-1:] in "sxz" else word + "s", "p")]


class Compounds(dict[str, Noun]):
    """The nouns of a language that writes compounds in one word: one that is not listed is read by its end.

    ``heads`` are the forms a compound may end in; behind a hyphen any noun may stand.  Those of ``generic`` (entries)
    and those without a role of their own have the role of the noun in front.

    >>> boss, party = Noun("chef", "person", "other", "m", "s"), Noun("partei", "org", "legislature_party", "f", "s")
    >>> nouns = Compounds({"chef": boss, "partei": party}, {"chef"})
    >>> nouns["parteichef"].role, "fraktionschef" in nouns, "parteitag" in nouns, "spd-partei" in nouns
    ('legislature_party', True, False, True)
    """

    def __init__(self, forms: dict[str, Noun], heads: Iterable[str], generic: Iterable[str] = ()) -> None:
        super().__init__(forms)
        self._heads, self._generic = frozenset(heads), frozenset(generic)
        self._known: dict[str, Noun | None] = {}

    def get(self, form: str, default: Any = None) -> Any:
        """Return what a form means, listed or a compound, or ``default``."""
        found = super().get(form)
        if found is None and len(form) >= _SHORTEST and " " not in form:
            if form not in self._known:
                if len(self._known) >= _KNOWN:
                    self._known.clear()
                self._known[form] = self._compound(form)
            found = self._known[form]
        return default if found is None else found

    def __contains__(self, form: object) -> bool:
        return self.get(form) is not None  # type: ignore[arg-type]

    def __missing__(self, form: str) -> Noun:
        found = self.get(form)
        if found is None:
            raise KeyError(form)
        return cast(Noun, found)

    def _compound(self, form: str) -> Noun | None:
        front, _, last = form.rpartition("-")
        head = super().get(last) if front else None
        if head is None:
            cut = next((i for i in range(_FRONT, len(form) - 2) if form[i:] in self._heads), 0)
            if not cut:
                return None
            front, head = form[:cut], super().get(form[cut:])
        if head is None or (head.role and head.role != "other" and head.entry not in self._generic):
            return head
        # "Regierungssprecher": with the letter that joins the two or without.
        of = next((n for n in (super(Compounds, self).get(f) for f in (front, front[:-1], front[:-2])) if n), None)
        return replace(head, role=of.role) if of is not None and of.role else head


class Openings(frozenset[str]):
    """The words nouns begin with, and every word that is a compound."""

    nouns: Compounds

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or word in self.nouns


def openings(form: str) -> set[str]:
    """Return the first word of a noun, cut in either of the ways a text is: what no noun begins with needs no look."""
    first = TOKEN.match(form)
    return {apart(form)[0], first.group() if first else form}
