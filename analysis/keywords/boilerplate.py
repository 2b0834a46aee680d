"""Which lines of an article are furniture (cross-links, credits, a repeated signature) and not reporting."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..lexicons import load
from ..records import Article

SHORT = 200
"""Characters beyond which a line that begins like furniture is taken for a paragraph of the article after all."""

MOST = 0.5
"""The part of an article that repeated lines may be, and still be the furniture around it."""

Repeated = Mapping[str | None, frozenset[str]]


def repeated_lines(
    articles: Iterable[Article], *, share: float = 0.02, at_least: int = 5
) -> dict[str | None, frozenset[str]]:
    """Return, for each outlet, the lines it repeats in more than ``share`` of its articles and at least ``at_least``.

    A line counts once an article; case and surrounding space do not matter.  ``ValueError`` for a share outside (0, 1].

    >>> repeated_lines([Article(str(i), f"Nouvelle {i}\\nSuivez le Clairon", "Le Clairon") for i in range(9)])
    {'Le Clairon': frozenset({'suivez le clairon'})}
    """
    if not 0 < share <= 1:
        raise ValueError(f"share={share!r} is not in (0, 1]; 0.02 means two articles in a hundred")
    seen: dict[str | None, Counter[str]] = defaultdict(Counter)
    size: Counter[str | None] = Counter()
    for article in articles:
        size[article.outlet] += 1
        seen[article.outlet].update({line for line in map(normal, article.text.splitlines()) if line})
    return {
        outlet: frozenset(line for line, n in lines.items() if n >= max(at_least, math.floor(share * size[outlet]) + 1))
        for outlet, lines in seen.items()
    }


def normal(line: str) -> str:
    """Return a line as it is compared: lower case, straight apostrophe, outer space gone."""
    return line.strip().lower().replace("’", "'")


def reporting(article: Article, words: NDArray[np.int32], repeated: Repeated) -> NDArray[np.bool_]:
    """Return for each word (bool (n,)) whether it belongs to the reporting, not to the furniture around it."""
    kept, again = np.ones(len(words), bool), np.zeros(len(words), bool)
    known = repeated.get(article.outlet, frozenset())
    # Most lines are long paragraphs: only short ones, or ones as short as some the outlet repeats, can be furniture.
    longest = max(SHORT, *map(len, known)) if known else SHORT
    at = 0
    for line in article.text.splitlines(keepends=True):
        if len(line.strip()) <= longest:
            folded = normal(line)
            furniture = len(folded) <= SHORT and _is_furniture(folded, article.lang)
            if furniture or folded in known:
                first, last = words[:, 0].searchsorted((at, at + len(line)))
                if furniture:
                    kept[first:last] = False
                else:
                    again[first:last] = True
        at += len(line)
    # An article most of whose words come again is an article printed again, not furniture.
    return kept & ~again if again.sum() <= MOST * len(again) else kept


def _is_furniture(line: str, lang: str | None) -> bool:
    """Return whether a normal short line begins or holds what ``lexicons/boilerplate.csv`` says."""
    plain = line.lstrip("»«>|*•●■►▶→☞–—-_ \u00a0\u202f")
    return plain.startswith(_listed("start", lang)) or any(words in line for words in _listed("anywhere", lang))


@cache
def _listed(where: str, lang: str | None) -> tuple[str, ...]:
    """The listed words of one language; without a language, those of all."""
    rows = (row for row in load("boilerplate") if row["where"] == where and lang in (None, row["lang"]))
    return tuple(normal(row["words"]) for row in rows)
