"""Texts in questions and answers: paragraphs that open with who speaks or follow a question, without marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ..records import Span, written
from ..text.lines import base_language
from .turns import OPENINGS, Part, parts_of
from .words import InterviewWords, holds, interview_words, outside_marks

_MARKS = "«“\"„‘'"
_STOPS = '.!?…»”"):;'
# Words of a heading or a caption among the answers, and of a link to another article.
_HEADING, _LINK = 14, 30
# Words of a remark that trails off for the other to go on.
_PROMPT = 25
# Words of captions between a question and the label of who answers.
_CAPTIONS = 40
# Questions and answers, from which it is an interview.
_TURNS = 4
# One turn in so many asks something: lists whose items come back (*Score: …*, *Theme: …*) hardly ever do.
_ASKING = 6
# Paragraphs of an answer nobody has a label for, on average: more are a report or a column that asks now and then.
# Where nothing announces an interview either, no one found in the press has more than two.
_LONG, _LONG_UNANNOUNCED = 5, 3
# The share of paragraphs that open with marks in a report.
_QUOTED = 0.2
# Characters at the end in which an interview is credited.
_FOOT = 300
# Of the questions that address somebody, and of the answers in the first person: at least this share, or with an
# announcement or an asker's label that.
_SHARE, _ANNOUNCED = 0.34, 0.2


class Answer(NamedTuple):
    """The paragraphs of one answer, and the label beside them that names who gives it."""

    content: tuple[Span, ...]
    label: Span | None


def answers(text: str, lang: str | None) -> tuple[Answer, ...]:
    """Return the answers of an interview, nothing for any other text.

    Four turns at least; labels come back and alternate, or questions stand in paragraphs of their own, address
    somebody, and are answered in the first person.

    >>> text = "Q: Why?\\n\\nA: We had no choice.\\n\\nQ: And now?\\n\\nA: We wait."
    >>> [answer.content[0].of(text) for answer in answers(text, "en")]
    ['We had no choice.', 'We wait.']
    >>> answers("Score: 3\\nTheme: snow\\nScore: 4\\nTheme: rain", "en")
    ()
    """
    if text.count("?") < _TURNS - 2:
        return ()
    words = interview_words(base_language(lang) or "")
    parts = parts_of(text, words)
    if sum(part.asks or bool(part.label) for part in parts) < _TURNS - 1:
        return ()
    begin = next((k for k, part in enumerate(parts) if part.begins), 0)
    # Who comes back has asked before.
    begin = next((k for k, part in enumerate(parts[:begin]) if part.label and part.asks), begin)
    found = _without_telling(text, _walk(text, parts[begin:], words))
    return tuple(found) if found and _is_interview(text, parts, found, words) else ()


def _walk(text: str, parts: Sequence[Part], words: InterviewWords) -> list[Answer]:
    """Walk through the paragraphs and return what stands behind an answerer's label, or behind a question."""
    labelled = sum(part.answers for part in parts)
    # Where every turn has its label, a paragraph without one goes on with the turn before it, whatever its mark.
    every = labelled > 1 and sum(bool(part.label) and part.asks for part in parts) > 1
    found: list[Answer] = []
    content: list[Span] = []
    label: Span | None = None
    state = ""
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        turn = _turn(text, part, after, state, labelled, every)
        if turn == "asked" or part.answers:
            # Captions, not an answer: the one with a label comes now.
            caption = turn == "answered" and label is None and len(written(tuple(content), text).split()) <= _CAPTIONS
            if content and not caption:
                found.append(Answer(tuple(content), label))
            content = []
            label = part.named if part.answers else None
        state = turn
        said = text[part.said : part.end]
        if state == "answered" and said and (part.answers or not _is_beside(said, words)):
            content.append(Span(part.said, part.end))
    return [*found, Answer(tuple(content), label)] if content else found


def _without_telling(text: str, found: list[Answer]) -> list[Answer]:
    """Return the answers without the paragraphs outside marks where most stand inside them."""
    spans = [span for answer in found for span in answer.content]
    if sum(text[span.start] in _MARKS for span in spans) * 2 < len(spans):
        return found
    kept = [answer._replace(content=tuple(s for s in answer.content if text[s.start] in _MARKS)) for answer in found]
    return [answer for answer in kept if answer.content]


def _turn(
    text: str, part: Part, after: Part | None, state: str, labelled: int, every: bool
) -> Literal["", "asked", "answered"]:
    """Return whose turn a paragraph is: "asked", "answered", or "" before the interview begins and after its end."""
    if part.label:
        if part.asks:
            return "asked"
        # A label before the first question: a headline ("Anne Roux: …"), unless the next turn comes at once.
        begins = state or (after is not None and (after.label or after.asks))
        return "answered" if begins else ""
    if part.ends:
        return ""
    if every:
        # Another may ask once, with a label of his own.
        return "asked" if state and part.begins else state  # type: ignore[return-value]
    if part.asks or _prompts(text[part.start : part.end], state, after, labelled):
        return "asked"
    return "answered" if state else ""


def _prompts(said: str, state: str, after: Part | None, labelled: int) -> bool:
    """Whether a paragraph without a label or a question mark asks: a label answers it, or it trails off."""
    if after is None or not state:
        return False
    if labelled >= OPENINGS:
        return after.answers
    return state == "answered" and said.endswith(("…", "...")) and len(said.split()) <= _PROMPT and not after.asks


def _is_beside(paragraph: str, words: InterviewWords) -> bool:
    """Whether a paragraph is a heading, a caption, a credit or a link among the answers."""
    n = len(paragraph.split())
    if n <= _LINK and paragraph.lstrip("»>•●-–— ").casefold().startswith(words.furniture):
        return True
    if n <= _HEADING and paragraph[0] == "(" and paragraph[-1] == ")":
        return True  # "(Laughter.)"
    return "©" in paragraph or (paragraph[-1:] not in _STOPS and n <= _HEADING)


def _is_interview(text: str, parts: Sequence[Part], found: Sequence[Answer], words: InterviewWords) -> bool:
    turns = [part for part in parts if part.label]
    questions = [text[part.said : part.end] for part in parts if part.asks]
    marked = sum(text[part.said : part.said + 1] in _MARKS for part in turns if part.said < part.end)
    n = len(turns) + sum(part.asks and not part.label for part in parts)
    if n >= _TURNS and any(part.answers for part in turns) and marked * 2 < len(turns):
        changes = sum(before.label != after.label for before, after in pairwise(turns))
        asking = sum("?" in text[part.said : part.end] for part in parts)
        answered = sum(before.asks and part.answers for before, part in pairwise(parts))
        alone = not any(part.asks for part in turns) and answered >= _TURNS - 2 and answered * 2 >= len(turns)
        if (changes * 2 >= len(turns) and asking * _ASKING >= len(turns)) or alone:
            return True
    spans = [span for answer in found for span in answer.content]
    opened = sum(text[span.start] in _MARKS for span in spans)
    about = (text[: found[0].content[0].start] + text[-_FOOT:]).casefold()
    announced = any(part.begins for part in parts) or any(word in about for word in words.announcing)
    long = _LONG if announced else _LONG_UNANNOUNCED
    # In a report some paragraphs open with marks; in an interview hardly any, or all.
    reports = len(spans) > long * len(found) or len(spans) * _QUOTED < opened < len(spans)
    if len(questions) < _TURNS or len(found) < _TURNS - 1 or reports:
        return False
    said = [written(answer.content, text, " ") for answer in found]
    spoken = sum(holds(s if s[0] in _MARKS else outside_marks(s), words.speaking) for s in said) / len(found)
    addressed = sum(holds(question, words.asked) for question in questions) / len(questions)
    if any(part.begins for part in parts):
        return spoken >= _ANNOUNCED
    least = _ANNOUNCED if announced else _SHARE
    return addressed >= least and spoken >= least
