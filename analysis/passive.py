"""Things that "were decided": passives, and whether the sentence says by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .lexicons import load
from .phrases import Memory

BETWEEN = 5
"""Words that may stand between auxiliary and participle (*n'a pas encore vraiment été tout à fait* …)."""
REACH = 12
"""Words after the participle among which a doer is looked for."""
_BREAK = re.compile(r"[.,;:!?()«»\"“”\[\]–—\n]")
_END = re.compile(r"[.;:!?()\n]")
_BE, _PARTICIPLE, _ACTIVE, _ADJECTIVE, _BETWEEN, _DEGREE = 1, 2, 4, 8, 16, 32


class Passive(NamedTuple):
    """A passive: the words from auxiliary to participle (``last`` exclusive), and whether a doer is named."""

    first: int
    last: int
    agent: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    sets: dict[str, frozenset[str]]
    flags: Memory

    def has(self, kind: str, word: str) -> bool:
        return word in self.sets.get(kind, frozenset())


def passives(text: str, offsets: NDArray[np.int32], tokens: Sequence[str], lang: str | None) -> list[Passive]:
    """Return the passives of a text in reading order; none for a language without rules (``lexicons/passive.csv``).

    An auxiliary, then at most five words that may stand between, then a past participle.  Left out: verbs that form
    their past with the auxiliary (*est arrivé*), pronominal verbs (*s'est arrêté*), participles used as adjectives
    after a simple form (*est âgé*) or after a word of degree (*très motivé*).  A doer is *par* or *by* (or *de*, for a
    few verbs) in the same clause.

    >>> from analysis.phrases import folded
    >>> from analysis.text import words
    >>> text = "Il a été arrêté hier. Elle s'est arrêtée. Le pont fut bâti par les Romains."
    >>> found = passives(text, words(text, "fr"), folded(text, words(text, "fr")), "fr")
    >>> [(text[words(text, "fr")[p.last - 1, 0] : words(text, "fr")[p.last - 1, 1]], p.agent) for p in found]
    [('arrêté', False), ('bâti', True)]
    """
    return list(_find(text, offsets, tokens, rules)) if (rules := _rules(lang)) is not None else []


def _find(text: str, offsets: NDArray[np.int32], tokens: Sequence[str], rules: _Rules) -> Iterator[Passive]:
    found = rules.flags.over(tokens)
    # Each auxiliary looks at a few words around it only: a list answers sooner than an array.
    flags = found.tolist()
    done = 0
    for first in np.flatnonzero(found & _BE).tolist():
        if first < done or not _is_auxiliary(tokens, first, rules):
            continue
        last = _participle(flags, first)
        if last is None or _BREAK.search(text, int(offsets[first, 1]), int(offsets[last, 0])):
            continue
        # "a été fermé" and "fut fermé" are passives; "est fermé" is an adjective, "est arrivé" a past tense.
        if flags[last] & _ACTIVE and not rules.has("past_be", tokens[first]):
            continue
        agent = _has_agent(text, offsets, tokens, last, rules)
        if flags[last] & _ADJECTIVE and not rules.has("eventive", tokens[first]) and not agent:
            continue
        yield Passive(first, last + 1, agent)
        done = last + 1


def _is_auxiliary(tokens: Sequence[str], at: int, rules: _Rules) -> bool:
    before = tokens[at - 1] if at else ""
    if rules.has("past_be", tokens[at]):
        back = at - 1
        while back >= 0 and at - back <= BETWEEN and rules.flags[tokens[back]] & _BETWEEN:
            back -= 1
        return back >= 0 and rules.has("perfect", tokens[back])
    return not rules.has("reflexive", before) and not rules.has("article", before)


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


def _has_agent(text: str, offsets: NDArray[np.int32], tokens: Sequence[str], last: int, rules: _Rules) -> bool:
    end = _END.search(text, int(offsets[last, 1]))
    limit = end.start() if end else len(text)
    of_verb = rules.has("agent_of_verb", _stem(tokens[last]))
    reach = range(last + 1, min(last + 1 + REACH, len(tokens) - 1))
    for at, begin in zip(reach, offsets[reach.start : reach.stop, 0].tolist(), strict=True):
        if begin >= limit or rules.has("clause", tokens[at]):
            return False
        following = tokens[at + 1]
        if rules.has("agent", tokens[at]) and not rules.has("no_agent", following) and not following[0].isdigit():
            return True
        if of_verb and at == last + 1 and rules.has("agent_of", tokens[at]):
            return True
    return False


def _stem(participle: str) -> str:
    """Return a French participle without its agreement; other words lose a final s or e at most."""
    return re.sub(r"(?<=[éiust])(?:e|s|es)$", "", participle)


@cache
def _rules(lang: str | None) -> _Rules | None:
    rows = [row for row in load("passive") if row["lang"] == lang]
    if not rows:
        return None
    sets: dict[str, frozenset[str]] = {}
    for row in rows:
        sets[row["kind"]] = sets.get(row["kind"], frozenset()) | frozenset(row["words"].split())
    (ending,) = sets["ending"]
    between_ending = tuple(sets.get("between_ending", ()))
    pattern = re.compile(ending)

    def known(kind: str, word: str) -> bool:
        return word in sets.get(kind, ()) or _stem(word) in sets.get(kind, ())

    def flag(word: str) -> int:
        value = _BE if word in sets["be"] else 0
        if (pattern.search(word) or known("participle", word)) and word not in sets["not"] and not value:
            value |= _PARTICIPLE
            value |= _ACTIVE * known("active", word) | _ADJECTIVE * known("adjective", word)
        if word in sets["between"] or word.endswith(between_ending):
            value |= _BETWEEN
        return value | (_DEGREE if word in sets["degree"] else 0)

    return _Rules(sets, Memory(flag))
