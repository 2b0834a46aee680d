"""Lines broken inside a sentence, by a page's links or a program that cuts at one width: read as if they were not."""

from __future__ import annotations

import re
from itertools import pairwise

from ..lexicons import word_set

_BREAK = re.compile(r"\n[ \t\u00a0]*(?=[\"“«'‘(]?[^\W\d_]|[,;)]|\.(?!\.))")
_GOES_ON = frozenset(",'’\"”»)]%€$-–")
_STOPS = frozenset(".!?…:;")
# A list, a label or a quotation begins a line of its own.
_ITEM = re.compile(r"[-–—•●▪*>#«“\"]|\d{1,2}[.):hH]")
# Lines cut at one width are so long at most, and on average so long at least; verses and lists are shorter.
_WIDEST, _NARROWEST = 100, 50
# Breaks inside sentences that tell a text cut at one width, and one of so many breaks at least.
_FEWEST, _SHARE = 2, 4
# A line shorter than this part of the longest ends a paragraph where it ends a sentence.
_FULL = 0.8


def unbroken(text: str) -> str:
    """Return ``text`` with a space for every line break inside a sentence: as long, and the same object without any.

    >>> unbroken("The \\n“yellow vests”\\n, he said.\\nThe rest.")
    'The  “yellow vests” , he said.\\nThe rest.'
    """
    if "\n" not in text:
        return text
    inner = [match.start() for match in _BREAK.finditer(text) if _inside(text, match.start(), match.end())]
    if not inner:
        return text
    if len(inner) >= _FEWEST:
        inner = sorted({*inner, *_cut_at_one_width(text, len(inner))})
    pieces: list[str] = []
    last = 0
    for at in inner:
        begin = at - (text[at - 1] == "\r")
        pieces += (text[last:begin], " " * (at + 1 - begin))
        last = at + 1
    return "".join([*pieces, text[last:]])


def _inside(text: str, at: int, after: int) -> bool:
    """Whether a sentence goes on over the break at ``at``: no full stop before it, no capital after it."""
    floor = max(0, at - 8)
    before = text[floor:at].rstrip(" \t\u00a0\r")[-1:]
    if not before.isalnum() and before not in _GOES_ON:
        return False
    first = text[after]
    if first in ",;.)":
        return before.isalnum() or before in "\"”»)’'"
    if first.islower() or (not first.isalnum() and text[after + 1].islower()):
        return True
    line = text[max(0, at - 24) : at].split()
    return first.isalpha() and bool(line) and line[-1].replace("’", "'") in word_set("edges", "source_end")


def _cut_at_one_width(text: str, n_inner: int) -> list[int]:
    """Return the breaks inside the paragraphs of a text cut at one width; none of any other text."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, line.strip()))
        at += len(line) + 1
    within = [(a, b) for a, b in pairwise(lines) if a[1] and b[1]]
    widest = max((len(line) for (_, line), _ in within), default=0)
    if not within or widest > _WIDEST or n_inner * _SHARE < len(within):
        return []
    if sum(len(line) for (_, line), _ in within) < _NARROWEST * len(within):
        return []
    return [
        begin - 1
        for (_, line), (begin, following) in within
        if not _ITEM.match(following) and (len(line) >= _FULL * widest or line[-1] not in _STOPS)
    ]
