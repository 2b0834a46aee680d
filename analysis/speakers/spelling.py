"""When two names are the same but for case, accents, punctuation and articles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEAD = re.compile(r"^(?:l|d|le|la|les|un|une|des|the|a|an|el|los|las|der|die|das) ")


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """Return a name without accents, case, punctuation and leading article, for comparing.

    >>> normal("L’Élysée"), normal("the White House"), normal("Jean-Luc  Mélenchon")
    ('elysee', 'white house', 'jean luc melenchon')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = " ".join(re.findall(r"\w+", bare))
    while (shorter := _LEAD.sub("", words)) != words:
        words = shorter
    return words


def same_name(one: str, other: str) -> bool:
    """Return whether two names are equal once normalised, or one is a run of whole words of the other.

    >>> same_name("Poutine", "Vladimir Poutine"), same_name("la CGT", "CGT douanes"), same_name("Roy", "Royal")
    (True, True, False)
    """
    a, b = normal(one), normal(other)
    return bool(a and b) and (a == b or f" {a} " in f" {b} " or f" {b} " in f" {a} ")
