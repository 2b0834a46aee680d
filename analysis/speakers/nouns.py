"""The nouns that can head a source, with their forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..lexicons import load
from .letters import TOKEN, apart, folded


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that can head a source: its class, role, gender (m, f or empty), number, and the entry it belongs to."""

    entry: str
    cls: str
    role: str
    gender: str
    number: str


# In the column of plurals: the noun listed is one.
_ITSELF = "="

# Where one form stands in several classes, what it most often is in a source: "manifestants" a crowd, not a witness.
_PRECEDENCE = {"anonymous": 0, "media": 1, "document": 2, "collective": 3, "org": 4, "person": 5, "citizen": 6}


def nouns_of(wanted: Iterable[str]) -> dict[str, Noun]:
    """Return every form of the nouns of some languages, folded, with what it means; the ``ex-`` of each included."""
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


def openings(form: str) -> set[str]:
    """Return the first word of a noun, cut in either of the ways a text is: what no noun begins with needs no look."""
    first = TOKEN.match(form)
    return {apart(form)[0], first.group() if first else form}
