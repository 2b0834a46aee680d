"""The sentences beside charts, in the reader's language: the pieces that captions and alt texts are made of."""

from __future__ import annotations

from collections.abc import Iterable

from ..counts import filled, form
from ..lexicons import labels, load, name_of


def said(key: str, lang: str = "en", **facts: object) -> str:
    """Return a sentence of ``lexicons/sentences.csv`` with its facts filled in (``counts.filled``).

    Raises ``ValueError`` for a sentence or a language that is not there, or a fact that the sentence asks for.

    >>> said("alt_interval", "fr", name="La Jetée", value="0,4", low="0,3", high="0,5")
    'La Jetée 0,4 (0,3 à 0,5)'
    """
    labels(lang)
    texts = {row["key"]: row["text"] for row in load("sentences") if row["lang"] == lang}
    if key not in texts:
        raise ValueError(f"key={key!r} is not a sentence of lexicons/sentences.csv; there are {', '.join(texts)}")
    try:
        return filled(texts[key], lang, **facts)
    except KeyError as missing:
        raise ValueError(f"the sentence {key!r} needs {missing}; given were {', '.join(facts) or 'no facts'}") from None


def span(low: float, high: float, spec: str = ".1%", *, of: str = "") -> str:
    """Return an interval in the words of a notebook's reading, after what it is one ``of``, or that there is none.

    >>> span(0.031, 0.05, of="95 % interval "), span(float("nan"), float("nan"), of="95 % interval ")
    ('95 % interval 3.1% to 5.0%', 'no interval')
    """
    return "no interval" if low != low or high != high else f"{of}{low:{spec}} to {high:{spec}}"


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
