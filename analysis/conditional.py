"""The conditional of hearsay ("il aurait quitté le pays"): reported, and left to whoever said it.

French news writes "serait" and "aurait été" for what it has heard and does not vouch for (conditionnel de distance, or
épistémique: Dendale 1993; Haillet 2002; Kronning 2005).  The same forms serve hypotheses, wishes, advice and the future
seen from the past.  Forms are found by their endings (imperfects such as "montrait" left out); the label is the
outcome of rules over the sentence, listed in ``lexicons/conditional.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .lexicons import load
from .records import Span
from .text.characters import respelled
from .text.lines import base_language

Label = Literal["distance", "other"]
_TYPED = {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " "}
_END = re.compile(r"[.!?…](?=[\s»”\"]|$)|[\n;]")
_REACH = 500


@dataclass(frozen=True, slots=True)
class Conditional:
    """One verb in the conditional, its participle included, and whether it marks hearsay."""

    span: Span
    label: Label


@dataclass(frozen=True, slots=True)
class _Rules:
    candidate: re.Pattern[str]
    form: re.Pattern[str]
    not_form: re.Pattern[str]
    auxiliary: re.Pattern[str]
    participle: re.Pattern[str]
    perfect: re.Pattern[str]
    modal: re.Pattern[str]
    wish: re.Pattern[str]
    personal: re.Pattern[str]
    speaker_subject: re.Pattern[str]
    hypothesis: re.Pattern[str]
    past_report: re.Pattern[str]
    later: re.Pattern[str]
    source: re.Pattern[str]
    proposal: re.Pattern[str]
    effect: re.Pattern[str]


@cache
def _rules(lang: str) -> _Rules | None:
    found: dict[str, list[str]] = {name: [] for name in _Rules.__slots__}
    for row in load("conditional"):
        if row["lang"] == lang:
            found[row["class"]].append(row["pattern"])
    if not found["candidate"]:
        return None
    compiled = {
        name: re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.MULTILINE)
        for name, patterns in found.items()
    }
    return _Rules(**compiled)


@cache
def languages() -> frozenset[str]:
    """Return the languages whose conditional there are rules for.

    >>> sorted(languages())
    ['es', 'fr']
    """
    return frozenset(row["lang"] for row in load("conditional"))


def conditionals(text: str, lang: str) -> tuple[Conditional, ...]:
    """Return the conditionals of ``text`` in reading order; none for a language without rules (``fr`` and ``es`` have
    them).

    >>> text = "Le suspect aurait quitté la ville. S'il pleuvait, nous resterions."
    >>> [(c.span.of(text), c.label) for c in conditionals(text, "fr")]
    [('aurait quitté', 'distance'), ('resterions', 'other')]
    """
    rules = _rules(base_language(lang) or "")
    if rules is None:
        return ()
    low = text.lower()
    low = respelled(low if len(low) == len(text) else "".join(c.lower()[0] for c in text), _TYPED)
    out = []
    for match in rules.candidate.finditer(low):
        begin, end = match.start(), match.end()
        while begin and (low[begin - 1].isalpha() or low[begin - 1] == "_"):
            begin -= 1
        word = low[begin:end]
        if rules.form.fullmatch(word) is None or rules.not_form.fullmatch(word) is not None:
            continue
        participle = rules.participle.match(low, end) if rules.auxiliary.fullmatch(word) else None
        if participle is not None:
            end = participle.end()
        # "serait partie" is a past, "serait votée" a passive of the present.
        compound = participle is not None and rules.perfect.search(low, begin, end) is not None
        out.append(Conditional(Span(begin, end), _label(low, begin, end, word, compound, rules)))
    return tuple(out)


def _label(low: str, begin: int, end: int, word: str, compound: bool, rules: _Rules) -> Label:
    """Weigh what the sentence offers, the surest signs first."""
    left, right = _sentence(low, begin, end)
    before, sentence = low[left:begin], low[left:right]
    asked = low[right - 1 : right] == "?"
    if rules.personal.fullmatch(word) or rules.speaker_subject.search(before) or asked:
        return "other"
    if rules.wish.match(low, begin) or (not compound and rules.modal.fullmatch(word)):
        return "other"
    if rules.hypothesis.search(sentence):
        return "other"
    if not compound and (rules.past_report.search(before) or rules.later.search(sentence)):
        return "other"
    if compound or rules.source.search(sentence):
        return "distance"
    # A bare conditional is hearsay, unless it tells what a measure or an event would bring about.
    return "other" if rules.proposal.search(before) or rules.effect.fullmatch(word) else "distance"


def _sentence(low: str, begin: int, end: int) -> tuple[int, int]:
    """Return the sentence around a verb: from the last full stop before it to the first after it."""
    start = max(0, begin - _REACH)
    left = start
    for match in _END.finditer(low, start, begin):
        left = match.end()
    close = _END.search(low, end, end + _REACH)
    return left, close.end() if close else min(len(low), end + _REACH)
