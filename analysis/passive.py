"""Things that "were decided": passives, and whether the sentence says by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .lexicons import load
from .tokens import Memory

BETWEEN = 5
"""Words that may stand between auxiliary and participle (*n'a pas encore vraiment été tout à fait* …)."""
REACH = 12
"""Words after the participle among which a doer is looked for."""
_BREAK = re.compile(r"[.,;:!?()«»\"“”\[\]–—\n]")
_END = re.compile(r"[.;:!?()\n]")
# What is remembered of a word, a bit each: which lists of ``passive.csv`` hold it, and what its form makes of it.
_BE, _PAST_BE, _EVENTIVE, _PERFECT, _REFLEXIVE, _ARTICLE, _DEGREE, _BETWEEN = (1 << place for place in range(8))
_AGENT, _AGENT_OF, _NO_AGENT, _CLAUSE, _PARTICIPLE, _ACTIVE, _ADJECTIVE, _AGENT_OF_VERB = (
    1 << place for place in range(8, 16)
)
_LISTED = {
    "be": _BE, "past_be": _PAST_BE, "eventive": _EVENTIVE, "perfect": _PERFECT, "reflexive": _REFLEXIVE,
    "article": _ARTICLE, "degree": _DEGREE, "between": _BETWEEN, "agent": _AGENT, "agent_of": _AGENT_OF,
    "no_agent": _NO_AGENT, "clause": _CLAUSE,
}  # fmt: skip


class Passive(NamedTuple):
    """A passive: the words from auxiliary to participle (``last`` exclusive), and whether a doer is named."""

    first: int
    last: int
    agent: bool


def passives(text: str, offsets: NDArray[np.int32], tokens: Sequence[str], lang: str | None) -> list[Passive]:
    """Return the passives of a text in reading order; none for a language without rules (``lexicons/passive.csv``).

    An auxiliary, then at most five words that may stand between, then a past participle.  Left out: verbs that form
    their past with the auxiliary (*est arrivé*), pronominal verbs (*s'est arrêté*), participles used as adjectives
    after a simple form (*est âgé*) or after a word of degree (*très motivé*).  A doer is *par* or *by* (or *de*, for a
    few verbs) in the same clause.

    >>> from analysis.text import words
    >>> from analysis.tokens import folded
    >>> text = "Il a été arrêté hier. Elle s'est arrêtée. Le pont fut bâti par les Romains."
    >>> found = passives(text, words(text, "fr"), folded(text, words(text, "fr")), "fr")
    >>> [(text[words(text, "fr")[p.last - 1, 0] : words(text, "fr")[p.last - 1, 1]], p.agent) for p in found]
    [('arrêté', False), ('bâti', True)]
    """
    known = _known(lang)
    return [] if known is None else list(_find(text, offsets, tokens, known.over(tokens)))


def _find(text: str, offsets: NDArray[np.int32], tokens: Sequence[str], found: NDArray[np.int64]) -> Iterator[Passive]:
    # Each auxiliary looks at a few words around it only: a list answers sooner than an array.
    flags = found.tolist()
    done = 0
    for first in np.flatnonzero(found & _BE).tolist():
        if first < done or not _is_auxiliary(flags, first):
            continue
        last = _participle(flags, first)
        if last is None or _BREAK.search(text, int(offsets[first, 1]), int(offsets[last, 0])):
            continue
        # "a été fermé" and "fut fermé" are passives; "est fermé" is an adjective, "est arrivé" a past tense.
        if flags[last] & _ACTIVE and not flags[first] & _PAST_BE:
            continue
        agent = _has_agent(text, offsets, tokens, flags, last)
        if flags[last] & _ADJECTIVE and not flags[first] & _EVENTIVE and not agent:
            continue
        yield Passive(first, last + 1, agent)
        done = last + 1


def _is_auxiliary(flags: Sequence[int], at: int) -> bool:
    if flags[at] & _PAST_BE:
        back = at - 1
        while back >= 0 and at - back <= BETWEEN and flags[back] & _BETWEEN:
            back -= 1
        return back >= 0 and bool(flags[back] & _PERFECT)
    return at == 0 or not flags[at - 1] & (_REFLEXIVE | _ARTICLE)


def _participle(flags: Sequence[int], first: int) -> int | None:
    """Return the index of the participle that goes with the auxiliary, or None."""
    for at in range(first + 1, min(first + 2 + BETWEEN, len(flags))):
        flag = flags[at]
        if flag & _DEGREE:
            return None
        if flag & _PARTICIPLE:
            return at
        if not flag & _BETWEEN:
            return None
    return None


def _has_agent(text: str, offsets: NDArray[np.int32], tokens: Sequence[str], flags: Sequence[int], last: int) -> bool:
    end = _END.search(text, int(offsets[last, 1]))
    limit = end.start() if end else len(text)
    of_verb = flags[last] & _AGENT_OF_VERB
    reach = range(last + 1, min(last + 1 + REACH, len(tokens) - 1))
    for at, begin in zip(reach, offsets[reach.start : reach.stop, 0].tolist(), strict=True):
        if begin >= limit or flags[at] & _CLAUSE:
            return False
        if flags[at] & _AGENT and not flags[at + 1] & _NO_AGENT and not tokens[at + 1][0].isdigit():
            return True
        if of_verb and at == last + 1 and flags[at] & _AGENT_OF:
            return True
    return False


def _stem(participle: str) -> str:
    """Return a French participle without its agreement; other words lose a final s or e at most."""
    return re.sub(r"(?<=[éiust])(?:e|s|es)$", "", participle)


@cache
def _known(lang: str | None) -> Memory | None:
    """Return what is remembered of each word type, or None for a language without rules."""
    rows = [row for row in load("passive") if row["lang"] == lang]
    if not rows:
        return None
    sets: dict[str, frozenset[str]] = {}
    for row in rows:
        sets[row["kind"]] = sets.get(row["kind"], frozenset()) | frozenset(row["words"].split())
    (ending,) = sets["ending"]
    between_ending = tuple(sets.get("between_ending", ()))
    pattern = re.compile(ending)

    def listed(kind: str, *forms: str) -> bool:
        return not sets.get(kind, frozenset()).isdisjoint(forms)

    def flags(word: str) -> int:
        stem = _stem(word)
        value = sum(bit for kind, bit in _LISTED.items() if listed(kind, word))
        if (pattern.search(word) or listed("participle", word, stem)) and word not in sets["not"] and not value & _BE:
            value |= _PARTICIPLE
            value |= _ACTIVE * listed("active", word, stem) | _ADJECTIVE * listed("adjective", word, stem)
        if word.endswith(between_ending):
            value |= _BETWEEN
        return value | _AGENT_OF_VERB * listed("agent_of_verb", stem)

    return Memory(flags)
