"""How a language says a number of things: 1 article, 2 articles; 0 document reçu, 2 documents reçus."""

from __future__ import annotations

from numbers import Integral

from .lexicons import labels, name_of, number


def is_one(n: float, lang: str = "en") -> bool:
    """Return whether a number takes the singular, as Unicode's plural rules (CLDR) say it.

    The whole numbers that do stand in ``labels.csv`` (``singular``), and whether numbers with decimals follow their
    whole part (``singular_decimals``): 1.5 points, 1,5 point.  NaN takes the plural.

    >>> [is_one(n) for n in (0, 1, 1.0, 1.5, 2)], [is_one(n, "fr") for n in (0, 1, 1.0, -1.5, 2)]
    ([False, True, False, False, False], [True, True, True, True, False])
    """
    if n != n:
        return False
    names = labels(lang)
    whole = isinstance(n, Integral) or names["singular_decimals"] == "yes"
    return whole and str(int(abs(n))) in names["singular"].split()


def form(n: float, one: str, many: str | None = None, *, lang: str = "en") -> str:
    """Return what follows a number, or agrees with it; ``many`` is ``one`` with an *s* unless given.

    >>> form(1, "has", "have"), form(3, "has", "have"), form(2, "article")
    ('has', 'have', 'articles')
    """
    return one if is_one(n, lang) else f"{one}s" if many is None else many


def n_of(n: float, one: str, many: str | None = None, *, lang: str = "en") -> str:
    """Return a whole number with what is counted.

    >>> n_of(1, "article"), n_of(1200, "article"), n_of(0, "test was", "tests were")
    ('1 article', '1,200 articles', '0 tests were')
    """
    return f"{number(n, ',', lang=lang)} {form(n, one, many, lang=lang)}"


def n_named(n: float, key: str, *, lang: str = "en") -> str:
    """Return a whole number with the display name of what is counted (``labels.csv``: ``key``, and ``key`` + s).

    >>> n_named(1, "outlet"), n_named(2, "outlet", lang="fr")
    ('1 outlet', '2 médias')
    """
    return n_of(n, name_of(key, lang), name_of(f"{key}s", lang), lang=lang)


class _Count:
    """A number in a template: ``{n}`` as its language writes it, ``{n:one|many}`` the form that goes with it."""

    def __init__(self, n: int, lang: str) -> None:
        self.n, self.lang = n, lang

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return form(self.n, one, many, lang=self.lang) if bar else number(self.n, spec or ",", lang=self.lang)


def filled(template: str, lang: str = "en", **facts: object) -> str:
    """Return a sentence with its facts filled in; of a whole number ``n``, ``{n:one|many}`` is the form it takes.

    Raises ``KeyError`` for a fact that is not given.

    >>> filled("{n} {n:record|records} came in; {out} {out:was|were} left out.", n=1, out=0)
    '1 record came in; 0 were left out.'
    >>> filled("{n} {n:document reçu|documents reçus}", "fr", n=0)
    '0 document reçu'
    """
    written = {key: _Count(int(fact), lang) if isinstance(fact, Integral) else fact for key, fact in facts.items()}
    return template.format(**written)
