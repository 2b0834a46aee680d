"""Which of the people and bodies in the story a pronoun, a title or an unnamed quotation belongs to.

A linear ranker over the candidates the text offers at that point, by the clues of ``clues``.  Weights are learnt
(conditional logit) by ``training/speakers.py`` and stored as JSON.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from .clues import FEATURES
from .mentions import Mention

GROUPS = ("he_she", "they", "it", "other_pronoun", "none_direct", "none", "the_person", "the_other", "a_noun")


def group_of(mention: Mention, direct: bool) -> int:
    """Return which set of weights reads this mention (an index into ``GROUPS``)."""
    if mention.form == "none":
        return 4 if direct else 5
    if mention.form == "pronoun":
        if mention.determiner not in ("pronoun",):
            return 3
        if mention.number == "p":
            return 1
        return 0 if mention.gender in ("m", "f") else 2 if mention.gender == "n" else 3
    if mention.determiner in ("definite", "demonstrative", "possessive", ""):
        noun = mention.noun
        return 6 if noun is not None and noun.cls in ("person", "citizen") and mention.number != "p" else 7
    return 8


_NEVER_PERSONS = frozenset({"org", "seat", "place"})
_NOT_BODIES = frozenset({"person", "place"})
_NO_PLACES = frozenset({"place"})
_ANY: frozenset[str] = frozenset()


def barred_kinds(group: int, mention: Mention) -> frozenset[str]:
    """Return the kinds of entity that need no weighing: "she" is no ministry, "the ministry" no person."""
    if group in (0, 6):
        return _NEVER_PERSONS
    if mention.form == "pronoun":
        return _NO_PLACES
    if mention.noun is not None and mention.noun.cls in ("org", "media", "document", "collective"):
        return _NOT_BODIES
    return _ANY


@cache
def weights() -> tuple[tuple[float, ...], ...]:
    """Return the learnt weights, one row per group; features the file does not know weigh nothing."""
    stored = json.loads(files(__package__).joinpath("models/ranking.json").read_text("utf-8"))
    index = {name: i for i, name in enumerate(stored["features"])}
    return tuple(
        tuple(stored["weights"][group][index[name]] if name in index else 0.0 for name in FEATURES) for group in GROUPS
    )


def best(group: int, candidates: list[list[int]]) -> int:
    """Return the number of the candidate with the highest score, the first among equals."""
    weight = weights()[group].__getitem__
    top, winner = float("-inf"), 0
    for i, features in enumerate(candidates):
        score = sum(map(weight, features))
        if score > top:
            top, winner = score, i
    return winner
