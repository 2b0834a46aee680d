"""Pair the marks of each line with a stack, then carry on what runs over several paragraphs."""

from __future__ import annotations

import re

from .continuation import continued
from .marks import BEFORE_OPEN, KINDS, OPENERS, Kind, Line, Token, token_lines
from .roles import direction, straight_roles, turn

# Words that begin with an apostrophe, which opens nothing: '90s, 'em, rock 'n' roll.
_CLIPPED = re.compile(r"\d0s\b|\d\ds?\b|(?:em|n|til|cause|tis|twas|round|bout|cos)\b", re.IGNORECASE)
_NONE_OPEN: dict[Kind, int] = dict.fromkeys(KINDS.values(), 0)


def pairs_of(text: str) -> list[tuple[int, int, Kind, bool]]:
    """All pairs (begin, end, kind, closed), sorted with the outer before the inner."""
    lines = [match_line(text, tokens) for tokens in token_lines(text)]
    pairs = [pair for line in lines for pair in line.pairs]
    if any(line.unclosed for line in lines):
        pairs += continued(text, lines)
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))
    return pairs


class Stack:
    """Marks opened and not yet closed on a line; closing one forgets those opened after it."""

    def __init__(self) -> None:
        self.items: list[tuple[int, str, Kind]] = []
        self.counts = _NONE_OPEN.copy()
        self.dropped: list[tuple[int, str]] = []

    def push(self, at: int, mark: str, kind: Kind) -> None:
        """Open a mark."""
        self.items.append((at, mark, kind))
        self.counts[kind] += 1

    def pop(self, kind: Kind) -> tuple[int, str]:
        """Close the last open mark of a kind, which must be there, and return where and which it is."""
        while True:
            at, mark, top = self.items.pop()
            self.counts[top] -= 1
            if top == kind:
                return at, mark
            if top != "single":
                self.dropped.append((at, mark))


def match_line(text: str, tokens: list[Token]) -> Line:
    """Pair the marks of one line."""
    line = Line(first=tokens[0].at)
    stack = Stack()
    straight = straight_roles(text, tokens)
    last = {KINDS[mark]: at for at, mark, _ in tokens if mark in KINDS and mark not in OPENERS}
    for index, (at, mark, end) in enumerate(tokens):
        kind = KINDS.get(mark)
        if kind is None:
            continue
        if kind == "single":
            _match_single(text, tokens, index, stack, line)
            continue
        role = straight[at] if kind == "straight" else direction(text, tokens, index, kind, stack)
        if role == "either":
            role = "close" if stack.counts[kind] else "open"
        if role == "open":
            stack.push(at, mark, kind)
        elif role == "close":
            own = kind if stack.counts[kind] else _mismatched(text, tokens, index, stack, last)
            if own is None:
                line.strays.append((at, end, kind))
            else:
                begin, _ = stack.pop(own)
                line.pairs.append((begin, end, own, True))
    line.unclosed = sorted(stack.dropped + [(at, mark) for at, mark, kind in stack.items if kind != "single"])
    return line


def _mismatched(text: str, tokens: list[Token], index: int, stack: Stack, last: dict[Kind, int]) -> Kind | None:
    """An open mark of another kind that this one closes (``“…"``): its own closer never comes, or an opener does."""
    at, _, end = tokens[index]
    if text[at - 1 : at].isspace() and text[end : end + 1].isalnum():
        return None
    following = next((token for token in tokens[index + 1 : index + 9] if KINDS.get(token.mark) != "single"), None)
    reopened = following is not None and (
        following.mark in OPENERS or (following.mark == '"' and turn(text, following.at) == "open")
    )
    for _, _, kind in reversed(stack.items[-3:]):
        if kind != "single" and (reopened or last.get(kind, -1) < at):
            return kind
    return None


def _match_single(text: str, tokens: list[Token], index: int, stack: Stack, line: Line) -> None:
    """Single marks: they open before a word, close behind one, and are apostrophes wherever that is as likely."""
    at, mark, _ = tokens[index]
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    called = before == "(" and text[at - 2 : at - 1].isalnum()  # display('x'): a web page's code
    opens = (before.isspace() or before in BEFORE_OPEN) and not after.isspace() and not called
    if opens and mark != "’" and (after.isalnum() or after in '«“"„') and not _CLIPPED.match(text, at + 1):
        stack.push(at, mark, "single")
    elif stack.items and stack.items[-1][2] == "single" and not before.isspace() and not after.isalnum():
        if _elides(text, at):
            return
        if before in "sS" and after.isspace() and _closes_later(text, tokens, index):
            return
        begin, _ = stack.pop("single")
        line.pairs.append((begin, at + 1, "single", True))


def _elides(text: str, at: int) -> bool:
    """Is this the apostrophe of an elision before an opening mark (``l'« accord »``, ``qu'"elle"``)?"""
    after, word = text[at + 1 : at + 2], text[max(0, at - 3) : at]
    if not after or after not in '«“„"‘' or (after == '"' and not text[at + 2 : at + 3].isalnum()):
        return False
    return word[-1:].isalpha() and (word[-1:] in "uU" or not word[-2:-1].isalpha())


def _closes_later(text: str, tokens: list[Token], index: int) -> bool:
    """Is there a better closing single mark than this possessive (``'the dogs' owners agree.'``)?"""
    for at, mark, _ in tokens[index + 1 : index + 8]:
        if KINDS.get(mark) in ("curly", "straight"):
            continue  # A quotation inside this one.
        if mark not in "'’" or (text[at - 1].isspace() and text[at + 1 : at + 2].isalnum()):
            return False
        if not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum() and not _elides(text, at):
            return not (text[at - 1] in "sS" and text[at + 1 : at + 2].isspace())
    return False
