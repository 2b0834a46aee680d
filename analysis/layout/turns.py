"""The paragraphs of a text with the labels they open with, and whether they ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..records import Span
from ..text.lines import lines
from .words import InterviewWords, holds

# "Anne Roux :", "Anne ROUX. -", "Anne Roux – ", or initials with a full stop or a dash; what is said follows, perhaps
# on the next line. Signs that a page wrote for bold type may stand around the label.
_LABEL = re.compile(
    r"(?:([^\W\d_][^:\n?!;«»“”\"*]{0,39}?)\*{0,2}[^\S\n]*(?::(?!//)|\.[^\S\n]*[–—-]+(?=\s)|(?<=\s)[–—](?=[^\S\n]))"
    r"|((?:[^\W\d_]\.?-?){1,3})[^\S\n]*[.–—-](?=\s))\*{0,2}\s*"
)
_BOLD = re.compile(r"\*{1,3}(?=\w)")
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]*(?:[-'’][^\W\d_]+)*|\.)"
NAME = re.compile(
    rf"{_CAPITALISED}(?:[^\S\n](?:d[eu]|del|des|la|le|da|dos|v[ao]n|der|den|ben|bin|el|al)\b|[^\S\n]{_CAPITALISED})*"
    rf"[^\S\n]{_CAPITALISED}"
)
"""A name of two words or more, on one line."""

# What a label says of somebody beside the name: "Mr. Owen Blythe (Easton West): …".
_ASIDE = re.compile(r"(?<=\w) ?\([^()]*\)$")
# Characters of a name that has a line of its own.
_LONGEST_NAME = 40
# Words of a label; more are the beginning of a sentence.
_LONGEST_LABEL = 4
_LONGEST_QUESTION = 80
# Paragraphs (captions) between a question and its answer.
_NEAR = 4
# Characters of the line that credits an interview.
_CREDIT = 120
# Pairs of "P." and "R." inside paragraphs, from which these are cut there.
_INNER = 4
# Paragraphs that open with the same name, from which it is a label.
OPENINGS = 3


@dataclass(slots=True)
class Part:
    """A paragraph, the label it opens with ("" for none), where what is said begins, and whose turn the label says.

    ``skipped``: characters of bold type before the label.
    """

    start: int
    end: int
    label: str = ""
    said: int = 0
    asks: bool = False
    answers: bool = False
    begins: bool = False
    ends: bool = False
    skipped: int = 0

    @property
    def named(self) -> Span:
        begin = self.start + self.skipped
        return Span(begin, begin + len(self.label))


def parts_of(text: str, words: InterviewWords) -> list[Part]:
    """Return the paragraphs of a text in their order.

    A label counts where it comes back, where the language knows it ("Q", "R"), where it ends in the name of one that
    comes back, and once more where it is a name just after a question.  ``begins``: the label of an asker used once;
    ``ends``: a line that credits the interview ("Propos recueillis par …").
    """
    parts = [_labelled(text, begin, end, words) for begin, end in _pieces(text, words)]
    _without_signatures(text, parts)
    counts = Counter(part.label for part in parts)
    families = {last for label, n in counts.items() if label and n > 1 and (last := _last_name(label))[0].isupper()}
    since = _NEAR
    for part in parts:
        if part.label and part.label.casefold() not in words.asking | words.answering and counts[part.label] < 2:
            near = since < _NEAR and not part.asks and NAME.fullmatch(part.label)
            if not near and _last_name(part.label) not in families:
                part.begins = part.asks and part.label.casefold() != text[part.start : part.end].casefold()
                part.label, part.said = "", part.start
        since = 0 if part.asks else since + 1
    if not any(part.label and not part.asks for part in parts):
        _open_with_names(text, parts)
    _take_sides(parts, words)
    for part in parts:
        part.ends = not part.label and part.end - part.start <= _CREDIT and _credits(text[part.start : part.end], words)
        if not part.label and not part.asks and "?" in text[part.start : part.end]:
            said = text[part.start : part.end]
            short = len(said.split()) <= _LONGEST_QUESTION
            part.asks = short and holds(said, words.asked) and not holds(said, words.speaking)
    if parts and parts[0].asks and not parts[0].label and not holds(text[: parts[0].end], words.asked):
        parts[0].asks = False  # A headline that asks.
    return parts


def _without_signatures(text: str, parts: Sequence[Part]) -> None:
    """Take the label from names on lines of their own, unless two come back: one alone signs or tells of a picture."""
    alone = [part for part in parts if part.label and text[part.start + part.skipped : part.end] == part.label]
    if sum(n > 1 for n in Counter(part.label for part in alone).values()) < 2:
        for part in alone:
            part.label, part.said = "", part.start


def _labelled(text: str, begin: int, end: int, words: InterviewWords) -> Part:
    bold = _BOLD.match(text, begin, end)
    part = Part(begin, end, said=begin, skipped=len(bold.group()) if bold else 0)
    first = begin + part.skipped
    match = words.labels.match(text, first, end) or _LABEL.match(text, first, end)
    label = next((group for group in match.groups() if group), "").strip() if match else ""
    initials = match is not None and match.re is _LABEL and match[2]
    if match and (label.isupper() if initials else label[0].isupper()) and _is_short(label):
        part.label, part.said = label, match.end()
    elif not match and end - first <= _LONGEST_NAME and NAME.fullmatch(text, first, end):
        # The name has a line of its own.
        part.label, part.said = text[first:end], end
    part.asks = _is_question(text[part.said : part.end])
    return part


def _is_short(label: str) -> bool:
    return len(_ASIDE.sub("", label).split()) <= _LONGEST_LABEL


def _last_name(label: str) -> str:
    return _ASIDE.sub("", label).split()[-1]


def _pieces(text: str, words: InterviewWords) -> list[tuple[int, int]]:
    """Return the paragraphs, cut where "P." and "R." stand inside them."""
    pieces = lines(text)
    cuts = [m.start(1) for m in words.inner.finditer(text) if text[m.start(1)].isupper()]
    if len(cuts) < _INNER:
        return pieces
    out, k = [], 0
    for begin, end in pieces:
        edges = [begin]
        while k < len(cuts) and cuts[k] < end:
            edges.append(cuts[k])
            k += 1
        out += [(b, b + len(text[b:e].rstrip())) for b, e in pairwise([*edges, end]) if b < e]
    return out


def _credits(paragraph: str, words: InterviewWords) -> bool:
    return paragraph.casefold().startswith(words.announcing)


def _is_question(paragraph: str) -> bool:
    return paragraph.rstrip(' \u00a0»”")*_').endswith("?") and len(paragraph.split()) <= _LONGEST_QUESTION


def _open_with_names(text: str, parts: Sequence[Part]) -> None:
    """Label the paragraphs after a question that open with one name and no sign behind it ("Anne Roux Il neige.")."""
    after = [part for before, part in pairwise(parts) if before.asks and not part.label]
    for n in range(_LONGEST_LABEL, 1, -1):
        common = Counter(filter(None, (_head(text, part, n) for part in after))).most_common(1)
        if common and common[0][1] >= OPENINGS and common[0][1] * 2 >= len(after):
            if len({text[p.start :].split(maxsplit=n + 1)[n] for p in after if _head(text, p, n)}) < 2:
                return  # The name goes on: "Mme Agathe Roux, ministre".
            for part in parts:
                if _head(text, part, n) == common[0][0]:
                    part.label = text[part.start : part.start + len(common[0][0])]
                    part.said = part.start + len(common[0][0]) + 1
            return


def _head(text: str, part: Part, n: int) -> str:
    """Return the first n words of a paragraph in small letters if a capital follows them, else nothing."""
    words = text[part.start : min(part.end, part.start + 80)].split()
    named = len(words) > n and words[n][0].isupper() and all(word[-1].isalpha() for word in words[:n])
    head = " ".join(words[:n])
    return head.casefold() if named and text.startswith(head, part.start) else ""


def _take_sides(parts: Sequence[Part], words: InterviewWords) -> None:
    """Tell the labels of those who ask, by their form ("Q") or because half of their turns are questions."""
    turns, asked = Counter[str](), Counter[str]()
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if part.said >= part.end and after is not None and not after.label:
            part.asks = after.asks  # The label has a line of its own.
        turns[part.label] += 1
        asked[part.label] += part.asks
    for part in parts:
        if part.label:
            form = part.label.casefold()
            often = asked[part.label] * 2 >= turns[part.label]
            part.asks = form in words.asking or (often and form not in words.answering)
            part.answers = not part.asks
