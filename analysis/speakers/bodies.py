"""One body, several spellings: its initials, its name in full, both together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .spelling import normal

_BOTH = re.compile(r"^(.+) \(([^\W\d_a-z][\w.&-]{1,9})\)$")


def same_body(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each name of a body the spelling to use instead and why, where there is one.

    ``names`` come with the most frequent first.  "CGT" and "Confédération générale du travail" become "Confédération
    générale du travail (CGT)" where an article says so and none gives the initials another meaning.

    >>> same_body(["la CGT", "Confédération générale du travail (CGT)"])["la CGT"]
    ('Confédération générale du travail (CGT)', 'initials')
    >>> same_body(["Ministère de l'Intérieur", "ministère de l’intérieur"])
    {'ministère de l’intérieur': ("Ministère de l'Intérieur", 'same letters')}
    """
    ordered = list(names)
    meanings: dict[str, dict[str, str]] = {}
    for name in ordered:
        both = _BOTH.match(name)
        if both:
            meanings.setdefault(normal(both.group(2)), {}).setdefault(normal(both.group(1)), name)
    spelled: dict[str, str] = {}
    for initials, of in meanings.items():
        if len(of) == 1:
            ((full, name),) = of.items()
            spelled |= {initials: name, full: name, normal(name): name}
    out: dict[str, tuple[str, str]] = {}
    first: dict[str, str] = {}
    for name in ordered:
        plain = normal(name)
        to = spelled.get(plain)
        reason = "initials" if to else "same letters"
        to = to or first.setdefault(plain, name)
        if to != name:
            out[name] = (to, reason)
    return out
