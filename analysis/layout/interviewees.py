"""Who answers in an interview: by the label of the answer, by another's label, or as named before the first answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..lexicons import first_names
from ..records import Span
from ..text.lines import base_language
from .interviews import Answer
from .turns import NAME
from .words import InterviewWords, interview_words

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
# Points from which a name in the lead is believed: before a colon or marks, behind "interview with", or first and
# named again or the only person there, told of behind a comma.
_SURE = 7
_BEFORE = 50
"""Characters in front of a name that can introduce an interview."""
_TOLD = re.compile(r", [^\W\d_A-ZÀ-Þ]")
_SPEAKS = re.compile(r"\s*[:,]?\s*[«“\"]|\s*:")


def speakers(text: str, lang: str | None, found: Sequence[Answer]) -> Iterator[tuple[Span | None, Span | None]]:
    """Yield for every answer the label that names who gives it, or None, and then where else he is named, or None."""
    words = interview_words(base_language(lang) or "")
    lead = list(_names(text, found[0].content[0].start, words))
    labels = {answer.label.of(text): answer.label for answer in found if answer.label}
    names = {
        label: span
        for label, span in labels.items()
        if label.casefold() not in words.answering and not _INITIALS.fullmatch(label)
    }
    only = next(iter(names.values())) if len(names) == 1 else _interviewee(text, lead, words)
    by_letters: dict[str, Span | None] = {"".join(filter(str.isalpha, label)): None for label in labels}
    for name in (*lead, *names.values()):
        letters = "".join(word[0] for word in re.split(r"[\s-]", name.of(text)) if word[:1].isupper())
        if letters in by_letters and by_letters[letters] is None:
            by_letters[letters] = name
    for answer in found:
        label = answer.label.of(text) if answer.label else ""
        if label in names:
            yield answer.label, None
        elif label and label.casefold() not in words.answering:
            full = by_letters["".join(filter(str.isalpha, label))]
            yield (None, full) if full else (answer.label, None)
        else:
            yield None, only


def _names(text: str, until: int, words: InterviewWords) -> Iterator[Span]:
    """Yield the names before a place, without a small word that opens a sentence ("Avec Anne Roux")."""
    for match in NAME.finditer(text, 0, until):
        first, _, rest = match[0].partition(" ")
        if first.lower() not in words.openers:
            yield Span(*match.span())
        elif NAME.fullmatch(rest):
            yield Span(match.end() - len(rest), match.end())


def _interviewee(text: str, lead: Sequence[Span], words: InterviewWords) -> Span | None:
    """Return where the one who answers is named in the lead (before a colon or marks, often, first), if sure."""
    places: dict[str, Span] = {}
    score = Counter[str]()
    for span in lead:
        name = span.of(text).casefold()
        before = text[max(0, span.start - 10) : span.start].split()
        if name in words.outlets or (before and before[-1].lower() in words.by):
            continue
        last = name.split()[-1]
        shown = _SPEAKS.match(text, span.end) or words.answers.search(text[max(0, span.start - _BEFORE) : span.start])
        score[last] += 2 + 6 * bool(shown) + 3 * (not places)
        places.setdefault(last, span)
    persons = [last for last, span in places.items() if _first_name(span.of(text)) in first_names()]
    if len(persons) == 1 and _TOLD.match(text, places[persons[0]].end):
        score[persons[0]] += 2
    best = max(score, key=score.__getitem__, default="")
    return places[best] if score[best] >= _SURE else None


def _first_name(name: str) -> str:
    return re.split(r"[\s-]", name)[0].casefold()
