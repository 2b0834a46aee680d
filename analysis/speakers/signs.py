"""Signs in the words of a source beside its noun: initials, an age, a number, a form of address, "the same"."""

from __future__ import annotations

import re

from .heads import Runs
from .letters import folded
from .nouns import Noun
from .vocabulary import Small, Vocabulary

_TOKENS = re.compile(r"\w+(?:-\w+)*")
_ACRONYM = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
_DIGIT = re.compile(r"\d")
# A crowd is told in the first words: "plusieurs dizaines de milliers de".
_CROWD_WORDS = 3
_PEOPLE = frozenset({"person", "citizen", "collective"})


def told_behind(behind: str, words: Vocabulary) -> set[str]:
    """Return what the clause behind a source tells: "Hale, who led the company" is somebody."""
    return {"somebody"} if folded(behind).lstrip(" ,").partition(" ")[0] in words.person_relatives else set()


def address_sign(honorific: Small) -> str:
    """Return the sign of a form of address: "Mme" is ``honorific_f``, "Me" ``honorific_x``."""
    return "honorific_" + (honorific.gender or "x")


def _is_number(low: str, core: str, runs: Runs, noun: Noun | None) -> bool:
    """Return whether a source is a number without an article and nothing that is counted: "at least 2,000"."""
    return low[-1:].isdigit() and noun is None and not runs and len(core) == len(low)


def signs(low: str, core: str, runs: Runs, noun: Noun | None, words: Vocabulary) -> set[str]:
    """Return the signs in the words of a source, folded in ``low``; ``core`` is those without article and aside."""
    flags: set[str] = set()
    if any(folded(run) in words.outlets for _, _, run in runs):
        flags.add("outlet")
    if noun is not None and noun.entry in words.anaphors and noun.number != "p":
        flags.add("anaphor")
    tokens = _TOKENS.findall(low)
    if not words.same.isdisjoint(tokens):
        flags.add("same")
    if not words.mouthpieces.isdisjoint(tokens):
        flags.add("mouthpiece")
    if _DIGIT.search(low) and any(age in low for age in words.ages):
        flags.add("age")
    if "@" in low:
        flags.add("handle")
    if (noun is None or noun.cls in _PEOPLE) and not words.crowds.isdisjoint(tokens[:_CROWD_WORDS]):
        flags.add("crowd")
    written = (
        ("acronym", not core.islower() and _ACRONYM.search(core)),
        ("percent", "%" in low or "percent" in low or "pour cent" in low),
        ("marked", "«" in low or '"' in low or "“" in low),
        ("counted", low[:1].isdigit() or (tokens and tokens[0] in words.numerals) or _is_number(low, core, runs, noun)),
    )
    flags.update(name for name, found in written if found)
    first = low.split(" ", 1)[0].rstrip(".")
    if first in words.honorifics and " " in low:
        flags.add(address_sign(words.honorifics[first]))
    if first in words.lawyers and " " in low:
        flags.add("lawyer")
    if low in words.seats or folded(core.strip()) in words.seats:
        flags.add("seat")
    return flags
