"""Was it written by a news agency?  Credits such as ``PARIS (AFP) –``, ``(avec Reuters)`` or ``The Associated Press
contributed to this report``, read where an article puts them: in its first lines or its last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.lexicons import load

#: Characters at either end of an article in which a credit can stand.
_EDGE = 400
_JOIN = r"\s*(?:/|,|\+|–|-|\bet\b|\band\b|\by\b|\bund\b|\bavec\b|\bwith\b)\s*"


@dataclass(frozen=True, slots=True)
class Credit:
    """The agencies an article credits, and whether it is their copy or was written with it."""

    agencies: tuple[str, ...]
    kind: Literal["copy", "with"]


def agency_credit(text: str) -> Credit | None:
    """Return the credit a text gives to news agencies, or None when its edges name none.

    An agency that is only a source in the story (*a-t-on appris de l'AFP*) is not a credit.

    >>> agency_credit("PARIS (AFP) – Il neige.")
    Credit(agencies=('AFP',), kind='copy')
    >>> agency_credit("Il neige. (avec Reuters et l’ATS)"), agency_credit("Il neige, a dit le maire à l'AFP.")
    (Credit(agencies=('Reuters', 'ATS'), kind='with'), None)
    """
    edges = {"start": text[:_EDGE].lstrip(), "end": text[-_EDGE:].rstrip()}
    # Nearly every article names no agency at its edges: plain looks for the names are quicker than seventeen patterns.
    named = {place: any(name in edge for name in _agencies()) for place, edge in edges.items()}
    for place, kind, agency, pattern in _forms():
        if (agency or named[place]) and (found := pattern.search(edges[place])):
            names = (agency,) if agency else _named(found["agencies"])
            return Credit(names, "with" if kind == "with" else "copy")
    return None


def _named(written: str) -> tuple[str, ...]:
    known = _agencies()
    return tuple(dict.fromkeys(known[name] for name in re.findall(_alternatives(), written)))


@cache
def _agencies() -> dict[str, str]:
    return {row["name"]: row["agency"] for row in load("agencies")}


@cache
def _alternatives() -> str:
    """Return all names as one pattern, the longest first, none inside a longer word."""
    return r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(_agencies(), key=len, reverse=True))) + r")(?!\w)"


@cache
def _forms() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    one = rf"(?:l['’])?{_alternatives()}"
    many = f"(?P<agencies>{one}(?:{_JOIN}{one})*)"
    return tuple(
        (row["place"], row["kind"], row["agency"], re.compile(row["pattern"].replace("{agencies}", many), re.M))
        for row in load("credits")
    )
