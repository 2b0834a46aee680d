"""The sentences beside charts, in the reader's language: the pieces that captions and alt texts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..counts import filled, form
from ..lexicons import labels, load, name_of, number


def said(key: str, lang: str = "en", **facts: object) -> str:
    """Return a sentence of ``lexicons/sentences.csv`` with its facts filled in (``counts.filled``).

    Raises ``ValueError`` for a sentence or a language that is not there, or a fact that the sentence asks for.

    >>> said("alt_interval", "fr", name="La Jetée", value="0,4", low="0,3", high="0,5")
    'La Jetée 0,4 (0,3 à 0,5)'
    """
    return filled_in(key, template(key, lang), lang, facts)


def template(key: str, lang: str = "en") -> str:
    """Return a sentence of ``lexicons/sentences.csv`` as it stands there; ``ValueError`` for one that does not."""
    labels(lang)
    texts = {row["key"]: row["text"] for row in load("sentences") if row["lang"] == lang}
    if key not in texts:
        raise ValueError(f"key={key!r} is not a sentence of lexicons/sentences.csv; there are {', '.join(texts)}")
    return texts[key]


def filled_in(key: str, text: str, lang: str, facts: Mapping[str, object]) -> str:
    """Return the text of a sentence with its facts; ``ValueError`` for a fact that it asks for and does not get."""
    try:
        return filled(text, lang, **facts)
    except KeyError as missing:
        raise ValueError(f"the sentence {key!r} needs {missing}; given were {', '.join(facts) or 'no facts'}") from None


def span(low: float, high: float, spec: str = ".1%", *, named: bool = False, lang: str = "en") -> str:
    """Return an interval in the words of a notebook's reading, ``named`` as what it is, or that there is none.

    >>> span(0.031, 0.05, named=True), span(0.031, 0.05, lang="fr"), span(float("nan"), float("nan"))
    ('95 % interval 3.1% to 5.0%', '3,1\\u202f% à 5,0\\u202f%', 'no interval')
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
