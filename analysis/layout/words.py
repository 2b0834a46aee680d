"""The words by which an interview and its turns are known, from the lexicons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..lexicons import load
from ..text.runs import LETTERS

_MARKED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class InterviewWords:
    """Rows of ``interviews.csv`` by use, with what opens a sentence and the names of outlets."""

    asking: frozenset[str]
    answering: frozenset[str]
    announcing: tuple[str, ...]
    asked: frozenset[str]
    speaking: frozenset[str]
    by: frozenset[str]
    answers: re.Pattern[str]
    furniture: tuple[str, ...]
    openers: frozenset[str]
    outlets: frozenset[str]
    labels: re.Pattern[str]
    inner: re.Pattern[str]


@cache
def interview_words(lang: str) -> InterviewWords:
    """Return what is known of a language; a language without rows has those of all languages."""
    rows = [row for row in load("interviews") if row["lang"] in ("", lang)]

    def of(use: str) -> frozenset[str]:
        return frozenset(row["word"] for row in rows if row["use"] == use)

    labels = "|".join(sorted(map(re.escape, of("question") | of("answer")), key=len, reverse=True))
    introduced = "|".join(sorted(map(re.escape, of("answers")), key=len, reverse=True)).replace("'", "['’]")
    return InterviewWords(
        asking=of("question"),
        answering=of("answer"),
        announcing=tuple(of("announces")),
        asked=of("asked"),
        speaking=of("speaking"),
        by=of("by"),
        answers=re.compile(rf"(?<!\w)(?i:{introduced})\s?(?:[^\W_A-ZÀ-Þ]+['’-]?\s?){{0,4}}\Z"),
        furniture=tuple(r["words"] for r in load("boilerplate") if r["lang"] == lang and r["where"] == "start"),
        openers=frozenset(row["word"] for row in load("sentence_openers") if row["lang"] == lang),
        outlets=frozenset(row["outlet"].casefold() for row in load("outlets")),
        labels=re.compile(rf"({labels})\*{{0,2}}\s?[.:]\*{{0,2}}(?!\S)\s*", re.I),
        inner=re.compile(rf"[.?!»”)…:]\s+((?:{labels})\s?[.:]\s)", re.I),
    )


def holds(passage: str, words: frozenset[str]) -> bool:
    """Whether a passage holds one of some words, as written there or in small letters.

    >>> holds("Wissen Sie das?", frozenset({"Sie"})), holds("sie wissen", frozenset({"Sie"}))
    (True, False)
    """
    tokens = set(LETTERS.findall(passage))
    return not words.isdisjoint(tokens) or not words.isdisjoint({token.lower() for token in tokens})


def outside_marks(passage: str) -> str:
    """Return a passage without what stands between quotation marks.

    >>> outside_marks("He said “I do” twice.")
    'He said  twice.'
    """
    return _MARKED.sub("", passage)
