"""The sentences beside charts, in the reader's language: the pieces that captions and alt texts are made of."""

from __future__ import annotations

from collections.abc import Iterable

from ..counts import form
from ..lexicons import labels, name_of, number
from ..notes import said

__all__ = ["counted_as", "listed", "points", "said", "span"]


def span(low: float, high: float, spec: str = ".1%", *, named: bool = False, lang: str = "en") -> str:
    """Return an interval in the words of a notebook's reading, ``named`` as what it is, or that there is none.

    >>> span(0.031, 0.05, named=True), span(0.031, 0.05, lang="fr"), span(float("nan"), float("nan"))
    ('95% interval 3.1% to 5.0%', '3,1\\u202f% à 5,0\\u202f%', 'no interval')
    """
    if low != low or high != high:
        return said("span_none", lang)
    ends = {"low": number(low, spec, lang=lang), "high": number(high, spec, lang=lang)}
    return said("span_named" if named else "span", lang, **ends)


def points(share: float, spec: str = ".1f", *, lang: str = "en") -> str:
    """Return how far two shares are apart, in points.

    >>> points(0.223), points(0.0123, lang="fr")
    ('22.3 points', '1,2 point')
    """
    return counted_as("point", float(format(100 * share, spec)), lang).format(number(100 * share, spec, lang=lang))


def listed(parts: Iterable[str], lang: str = "en") -> str:
    """Return the parts of a sentence with semicolons between them and a full stop.

    >>> listed(["one", "two"]), listed(["un", "deux"], "fr")
    ('one; two.', 'un\\u202f; deux.')
    """
    return f"{labels(lang)['semicolon']} ".join(parts) + "."


def counted_as(one: str, n: float, lang: str = "en") -> str:
    """Return the name of what is counted, in the number that ``n`` asks for.

    >>> counted_as("outlet", 1, "fr"), counted_as("outlet", 2, "fr")
    ('média', 'médias')
    """
    return name_of(form(n, one, lang=lang), lang)
