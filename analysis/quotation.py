"""Which words of an article stand between quotation marks, in every typography the press uses.

One pass over the mark characters, line by line, with a stack: linear in the length of the text whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .records import Span
from .text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["guillemets", "curly", "straight", "backticks", "angle", "single", "dash"]

# An apostrophe between two letters is no mark: most of them are left out before Python looks at them.
_MARK = re.compile("[«»“”„‟\"＂‹›\n\r\v\f\x85\u2028\u2029'’‘‚`](?:(?<!['’‘‚`])|(?!\\w)|(?<!\\w.))")
_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_DOUBLED = {"''": "''", "’’": "”", "‘‘": "“", "``": "``"}
_KINDS: dict[str, Kind] = {
    "«": "guillemets", "»": "guillemets", "“": "curly", "”": "curly", "„": "curly", "‟": "curly", '"': "straight",
    "＂": "straight", "``": "backticks", "''": "backticks", "‹": "angle", "›": "angle",
    "'": "single", "‘": "single", "’": "single", "‚": "single",
}  # fmt: skip
_BEFORE_OPEN = frozenset("([{-—–―/¿¡«“‘„‹\"'’*>|")
_AFTER_CLOSE = frozenset(".,;:!?)]}…»”’›\"'-—–―/*<|")
_CLIPPED = re.compile(r"\d0s\b|\d\ds?\b|(?:em|n|til|cause|tis|twas|round|bout|cos)\b", re.IGNORECASE)
_PARAGRAPHS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between two quotation marks: ``span`` with the marks, ``inner`` without them and their spaces.

    ``depth`` is 1 for an outermost one.  ``closed`` is False where the closing mark is missing: the piece of a quotation
    that goes on in the next paragraph.
    """

    span: Span
    inner: Span
    depth: int
    closed: bool
    kind: Kind


@dataclass(slots=True)
class _Line:
    """What one line holds: (begin, end, kind, closed) of its pairs, its openers never closed, its closers never opened."""

    pairs: list[tuple[int, int, Kind, bool]] = field(default_factory=list)
    unclosed: list[tuple[int, str]] = field(default_factory=list)
    strays: list[tuple[int, int, Kind]] = field(default_factory=list)
    first: int = 0


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return every quotation of ``text`` in reading order, an outer one before those inside it.

    >>> [(q.inner.of("« Il a dit “non” », dit-elle."), q.depth) for q in quotations("« Il a dit “non” », dit-elle.")]
    [('Il a dit “non”', 1), ('non', 2)]
    """
    found = []
    ends: list[int] = []
    for begin, end, kind, closed in _pairs(text):
        while ends and ends[-1] <= begin:
            ends.pop()
        ends.append(end)
        found.append(Quotation(Span(begin, end), _inner(text, begin, end), len(ends), closed, kind))
    return tuple(found)


def marked_spans(text: str) -> tuple[Span, ...]:
    """Return the outermost stretches between quotation marks, marks included: sorted, never overlapping.

    A quotation over several paragraphs gives one span in each.

    >>> [span.of("Un « passage en force », dit-il.") for span in marked_spans("Un « passage en force », dit-il.")]
    ['« passage en force »']
    """
    spans = []
    last = 0
    for begin, end, _, _ in _pairs(text):
        if begin >= last:
            spans.append(Span(begin, end))
            last = end
    return tuple(spans)


def _inner(text: str, begin: int, end: int) -> Span:
    """The span without its marks and the spaces beside them."""
    while begin < end and (text[begin] in _MARKS or text[begin].isspace()):
        begin += 1
    while end > begin and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return Span(begin, end)


_MARKS = frozenset("«»“”„‟\"＂‹›'’‘‚`")


def _pairs(text: str) -> list[tuple[int, int, Kind, bool]]:
    """All pairs (begin, end, kind, closed), sorted with the outer before the inner."""
    lines = [_match_line(text, tokens) for tokens in _token_lines(text)]
    pairs = [pair for line in lines for pair in line.pairs]
    if any(line.unclosed for line in lines):
        pairs += _continued(text, lines)
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))
    return pairs


def _token_lines(text: str) -> Iterator[list[tuple[int, str]]]:
    """The mark characters of each line that has any: (offset, mark)."""
    line: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in _BREAKS:
            if line:
                yield line
                line = []
            continue
        at = match.start()
        if line and line[-1][0] == at - 1 and (both := _DOUBLED.get(line[-1][1] + mark)):
            line[-1] = (at - 1, both)
        elif mark != "`":
            line.append((at, mark))
        elif mark == "`":
            line.append((at, mark))
    if line:
        yield line


class _Stack:
    """Marks opened and not yet closed on a line; closing one forgets those opened after it."""

    def __init__(self) -> None:
        self.items: list[tuple[int, str, Kind]] = []
        self.counts: dict[Kind, int] = dict.fromkeys(_KINDS.values(), 0)
        self.dropped: list[tuple[int, str]] = []

    def push(self, at: int, mark: str, kind: Kind) -> None:
        self.items.append((at, mark, kind))
        self.counts[kind] += 1

    def pop(self, kind: Kind) -> tuple[int, str]:
        while True:
            at, mark, top = self.items.pop()
            self.counts[top] -= 1
            if top == kind:
                return at, mark
            if top != "single":
                self.dropped.append((at, mark))


def _match_line(text: str, tokens: list[tuple[int, str]]) -> _Line:
    """Pair the marks of one line."""
    line = _Line(first=tokens[0][0])
    stack = _Stack()
    straight = _straight_roles(text, tokens)
    last = {_KINDS[mark]: at for at, mark in tokens if mark in _KINDS and mark not in "«“„‟‹``"}
    for index, (at, mark) in enumerate(tokens):
        kind = _KINDS.get(mark)
        if kind is None:
            continue
        if kind == "single":
            _match_single(text, tokens, index, stack, line)
            continue
        role = straight[at] if kind == "straight" else _role(text, tokens, index, kind, stack)
        if role == "either":
            role = "close" if stack.counts[kind] else "open"
        if role == "open":
            stack.push(at, mark, kind)
        elif role == "close":
            end = at + len(mark)
            own = kind if stack.counts[kind] else _mismatched(at, stack, last)
            if own is None:
                line.strays.append((at, end, kind))
            else:
                begin, _ = stack.pop(own)
                line.pairs.append((begin, end, own, True))
    line.unclosed = sorted(stack.dropped + [(at, mark) for at, mark, kind in stack.items if kind != "single"])
    return line


def _mismatched(at: int, stack: _Stack, last: dict[Kind, int]) -> Kind | None:
    """An open mark of another kind that this closer must belong to, since none of its own follows (``“…"``)."""
    for _, _, kind in reversed(stack.items[-3:]):
        if kind != "single" and last.get(kind, -1) < at:
            return kind
    return None


def _sides(text: str, at: int, size: int = 1) -> tuple[bool, bool]:
    """Could a mark here open (nothing before, something after)?  Could it close?"""
    before, after = text[at - 1] if at else " ", text[at + size : at + size + 1] or " "
    opens = before.isspace() or before in _BEFORE_OPEN
    ends = after.isspace() or after in _AFTER_CLOSE
    if ends and opens and after in ".…" and not before.isspace():
        ends = False
    if opens and ends:
        # « "...et puis" » opens; « "! » closes; a mark among spaces may be either.
        dots = text.startswith(("...", "…", "'", "’", '"', "-"), at + size) and before.isspace()
        return dots or after.isspace(), not dots
    return not ends if not opens else True, ends if opens else True


def _straight_roles(text: str, tokens: list[tuple[int, str]]) -> dict[int, str]:
    """Open or close for every straight mark of a line: by turns when that fits the spaces, else by the spaces alone."""
    places = [at for at, mark in tokens if mark in '"＂' and not _is_inch(text, at)]
    if not places:
        return {at: "none" for at, mark in tokens if mark in '"＂'}
    roles = {at: "none" for at, mark in tokens if mark in '"＂'}
    seen = [_turn(text, at) for at in places]
    if len(places) % 2 == 0:
        wrong = sum(role == ("close", "open")[k % 2] for k, role in enumerate(seen))
        if wrong <= 1 or wrong * 5 < len(places):
            seen = ["open", "close"] * (len(places) // 2)
    roles.update(zip(places, seen, strict=True))
    return roles


def _turn(text: str, at: int) -> str:
    """What the spaces say of a straight mark: open, close or either."""
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    left = before.isspace() or before in _BEFORE_OPEN
    right = after.isspace() or (after in _AFTER_CLOSE and not text.startswith(("...", "…"), at + 1))
    if left == right:
        return "either"
    return "open" if left else "close"


def _is_inch(text: str, at: int) -> bool:
    """``6'2"`` and ``5' 30"``: feet and inches, minutes and seconds."""
    return bool(at and text[at - 1].isdigit() and _FEET.search(text, max(0, at - 8), at))


_FEET = re.compile(r"\d\s?['’′]\s?\d{1,2}\Z")


def _role(text: str, tokens: list[tuple[int, str]], index: int, kind: Kind, stack: _Stack) -> str:
    """Open or close for a mark that has a direction, or had one until a typist turned it round."""
    at, mark = tokens[index]
    before, after = text[at - 1] if at else " ", text[at + len(mark) : at + len(mark) + 1] or " "
    outside, inside = before.isspace() or before in _BEFORE_OPEN, not (after.isspace() or after in _AFTER_CLOSE)
    top = stack.items[-1][1] if stack.items else ""
    if mark in "«‹":
        turned = "»" if mark == "«" else "›"
        return "close" if top == turned and not before.isspace() and not after.isalnum() else "open"
    if mark in "»›":
        if stack.counts[kind]:
            return "close"
        return "open" if outside and inside and _answered(text, tokens, index, "«" if mark == "»" else "‹") else "close"
    if mark == "“":
        if top == "„" or (stack.counts[kind] and not before.isspace() and not inside and top in "“„‟"):
            return "open" if top == "„" and outside and inside else "close"
        return "open"
    if mark == "”":
        return (
            "open" if not stack.counts[kind] and outside and inside and _answered(text, tokens, index, "”") else "close"
        )
    if mark == "''":
        if stack.counts[kind]:
            return "close"
        if before.isdigit():
            return "none"
        return "open" if outside and inside else "close"
    return "open"


def _answered(text: str, tokens: list[tuple[int, str]], index: int, closer: str) -> bool:
    """Is the next mark of the line that isn't single the closer that a turned mark asks for?"""
    for at, mark in tokens[index + 1 : index + 8]:
        if mark in "'’‘‚`":
            continue
        after = text[at + 1 : at + 2]
        return mark == closer and not text[at - 1].isspace() and not after.isalnum()
    return False


def _match_single(text: str, tokens: list[tuple[int, str]], index: int, stack: _Stack, line: _Line) -> None:
    """Single marks: they open before a word, close behind one, and are apostrophes wherever that is as likely."""
    at, mark = tokens[index]
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    opens = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    if opens and mark != "’" and (after.isalnum() or after in '«“"„') and not _CLIPPED.match(text, at + 1):
        stack.push(at, mark, "single")
    elif stack.items and stack.items[-1][2] == "single" and not before.isspace() and not after.isalnum():
        if before in "sS" and after.isspace() and _closes_later(text, tokens, index):
            return
        begin, _ = stack.pop("single")
        line.pairs.append((begin, at + 1, "single", True))


def _closes_later(text: str, tokens: list[tuple[int, str]], index: int) -> bool:
    """Is there a better closing single mark than this possessive (``'the dogs' owners agree.'``)?"""
    for at, mark in tokens[index + 1 : index + 8]:
        if mark not in "'’":
            return False
        if not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum():
            return not (text[at - 1] in "sS" and text[at + 1 : at + 2].isspace())
    return False


def _continued(text: str, lines: list[_Line]) -> list[tuple[int, int, Kind, bool]]:
    """The pieces of quotations that run over several paragraphs.

    An opener never closed in its paragraph goes to the paragraph's end when the next paragraph opens with the same mark,
    or when one of the next five holds its closer before any other mark of its kind.
    """
    places = paragraphs(text).tolist()
    begins = [begin for begin, _ in places]
    owner = {bisect_right(begins, line.first) - 1: line for line in lines}
    pieces: list[tuple[int, int, Kind, bool]] = []
    for number, line in sorted(owner.items()):
        for at, mark in reversed(line.unclosed):
            kind = _KINDS[mark]
            if number + 1 < len(places) and text.startswith(mark, places[number + 1][0]):
                pieces.append((at, places[number][1], kind, False))
                break
            ahead = _closer_ahead(number, kind, owner)
            if ahead is not None:
                last, end = ahead
                pieces.append((at, places[number][1], kind, False))
                pieces += [(*places[k], kind, False) for k in range(number + 1, last)]
                pieces.append((places[last][0], end, kind, True))
                break
    return pieces


def _closer_ahead(number: int, kind: Kind, owner: dict[int, _Line]) -> tuple[int, int] | None:
    """The paragraph and place of the closer that a later paragraph holds, unless another quotation opens before it."""
    for k in range(number + 1, number + 1 + _PARAGRAPHS_AHEAD):
        line = owner.get(k)
        if line is None:
            continue
        opened = [begin for begin, _, own, _ in line.pairs if own == kind]
        opened += [begin for begin, mark in line.unclosed if _KINDS[mark] == kind]
        stray = next((end for _, end, own in line.strays if own == kind), None)
        if stray is not None and all(begin >= stray for begin in opened):
            return k, stray
        if opened or stray is not None:
            return None
    return None
