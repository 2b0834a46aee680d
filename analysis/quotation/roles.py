"""Does this mark open or close?  Asked of straight marks, and of those a typist may have turned round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .marks import AFTER_CLOSE, BEFORE_OPEN, Kind, Token

if TYPE_CHECKING:
    from .pairing import Stack

_FEET = re.compile(r"\d\s?['’′]\s?\d{1,2}\Z")


def straight_roles(text: str, tokens: list[Token]) -> dict[int, str]:
    """Open or close for every straight mark of a line: by turns when that fits the spaces, else by the spaces alone."""
    roles = {at: "none" for at, mark, _ in tokens if mark in '"＂'}
    places = [at for at in roles if not _is_inch(text, at) and not _is_markup(text, at)]
    seen = [turn(text, at) for at in places]
    if len(places) > 1 and seen[0] == "close" and text[places[0] - 1].isdigit():
        places, seen = _without_inches(text, places, seen)
    turns = ["open", "close"] * (len(places) // 2)
    wrong = sum(a != b for a, b in zip(seen, turns, strict=False) if a != "either")
    if len(places) % 2 == 0 and wrong and not _balanced(seen) and (wrong == 1 or wrong * 5 < len(places)):
        wrong = 0
    roles.update(zip(places, seen if wrong or len(places) % 2 else turns, strict=True))
    return roles


def _without_inches(text: str, places: list[int], seen: list[str]) -> tuple[list[int], list[str]]:
    """Leave out the marks behind a number that nothing opened: ``a 27" screen``."""
    depth, kept = 0, []
    for k, (at, role) in enumerate(zip(places, seen, strict=True)):
        if role == "close" and not depth and text[at - 1].isdigit():
            continue
        depth = max(0, depth + (1 if role == "open" or (role == "either" and not depth) else -1))
        kept.append(k)
    return [places[k] for k in kept], [seen[k] for k in kept]


def _balanced(roles: list[str]) -> bool:
    """Do these marks nest without one left over?"""
    depth = 0
    for role in roles:
        depth += 1 if role == "open" or (role == "either" and not depth) else -1
        if depth < 0:
            return False
    return depth == 0


def turn(text: str, at: int) -> str:
    """What the spaces say of a straight mark: open, close or either."""
    end = at + (6 if text[at] == "&" else 1)
    before, after = text[at - 1] if at else " ", text[end : end + 1] or " "
    left = before.isspace() or before in BEFORE_OPEN
    right = after.isspace() or (after in AFTER_CLOSE and not text.startswith(("...", "…"), end))
    if left == right:
        return "either"
    return "open" if left else "close"


def _is_inch(text: str, at: int) -> bool:
    """``6'2"`` and ``5' 30"``: feet and inches, minutes and seconds."""
    return bool(at and text[at - 1].isdigit() and _FEET.search(text, max(0, at - 8), at))


def _is_markup(text: str, at: int) -> bool:
    """``style="x"``: a mark of a web page's code, or the one that answers it."""
    if at and text[at - 1] == "=":
        return True
    opener = text.rfind('"', max(0, at - 200), at)
    return opener > 0 and text[opener - 1] == "="


def direction(text: str, tokens: list[Token], index: int, kind: Kind, stack: Stack) -> str:
    """Open or close for a mark that has a direction, or had one until a typist turned it round."""
    at, mark, end = tokens[index]
    before, after = text[at - 1] if at else " ", text[end : end + 1] or " "
    outside, inside = before.isspace() or before in BEFORE_OPEN, not (after.isspace() or after in AFTER_CLOSE)
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
        if _is_inch(text, at) and any(token.mark == "”" for token in tokens[index + 1 : index + 2]):
            return "none"
        return (
            "open" if not stack.counts[kind] and outside and inside and _answered(text, tokens, index, "”") else "close"
        )
    if mark in ("''", "’’"):
        if stack.counts[kind]:
            return "close"
        if before.isdigit():
            return "none"
        return "open" if outside and inside else "close"
    return "open"


def _answered(text: str, tokens: list[Token], index: int, closer: str) -> bool:
    """Is the next mark of the line that isn't single the closer that a turned mark asks for?"""
    for at, mark, end in tokens[index + 1 : index + 8]:
        if mark in "'’‘‚`":
            continue
        after = text[end : end + 1]
        return mark == closer and not text[at - 1].isspace() and not after.isalnum()
    return False
