"""Quotations over several paragraphs: each piece is marked to the end of its paragraph."""

from __future__ import annotations

from bisect import bisect_right

from ..text.lines import lines
from .marks import KINDS, Kind, Line

_PARAGRAPHS_AHEAD = 5
# Characters to the end of a paragraph in which an opener behind a colon is closed by that end.
_SHORT = 400
_BLANKS = " \t\u00a0\u202f"


def continued(text: str, marked: list[Line]) -> list[tuple[int, int, Kind, bool]]:
    """The pieces of quotations that run over several paragraphs.

    An opener never closed in its paragraph goes to the paragraph's end when the next paragraph opens with the same
    mark, or when one of the next five holds its closer before any other mark of its kind; or when a colon introduces it
    and the paragraph is short.
    """
    places = lines(text)
    begins = [begin for begin, _ in places]
    owner = {bisect_right(begins, line.first) - 1: line for line in marked}
    pieces: list[tuple[int, int, Kind, bool]] = []
    for number, line in sorted(owner.items()):
        for at, mark in reversed(line.unclosed):
            kind = KINDS[mark]
            if _superseded(text, at, kind, line):
                continue
            if number + 1 < len(places) and text.startswith(mark, places[number + 1][0]):
                pieces.append((at, places[number][1], kind, False))
                break
            ahead = _closer_ahead(text, number, kind, owner, places)
            if ahead is not None:
                last, end = ahead
                pieces.append((at, places[number][1], kind, False))
                pieces += [(*places[k], kind, False) for k in range(number + 1, last)]
                pieces.append((places[last][0], end, kind, True))
                break
            if _introduced(text, at, places[number]):
                pieces.append((at, places[number][1], kind, False))
                break
    return [piece for piece in pieces if any(map(str.isalnum, text[piece[0] : piece[1]]))]


def _introduced(text: str, at: int, paragraph: tuple[int, int]) -> bool:
    """Does a colon introduce this opener, and does little stand between it and the end of its paragraph?

    In 7,973 articles 20 openers that nothing closes stand so; of 15 it is what somebody says, to the paragraph's end.
    """
    return paragraph[1] - at <= _SHORT and text[max(paragraph[0], at - 4) : at].rstrip(_BLANKS).endswith(":")


def _superseded(text: str, at: int, kind: Kind, line: Line) -> bool:
    """Was this opener typed twice, or given up for a later one?

    Guillemets nest in guillemets all the time; two straight or curly quotations in a row mean that the first was closed
    without a mark.
    """
    later = [begin for begin, _, own, _ in line.pairs if own == kind and begin > at]
    if kind == "guillemets":
        return bool(later) and not text[at + 1 : min(later)].strip()
    return bool(later)


def _closer_ahead(
    text: str, number: int, kind: Kind, owner: dict[int, Line], places: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The paragraph and place of the closer that a later paragraph holds, unless another quotation opens before it."""
    for k in range(number + 1, number + 1 + _PARAGRAPHS_AHEAD):
        line = owner.get(k)
        if line is None:
            continue
        opened = [begin for begin, _, own, _ in line.pairs if own == kind]
        opened += [begin for begin, mark in line.unclosed if KINDS[mark] == kind]
        strays = [(begin, end) for begin, end, own in line.strays if own == kind]
        if strays and strays[0][0] == places[k][0]:
            # At the head of a paragraph it closes, opens the paragraph anew in the old French way, or is a bullet.
            after = text[strays[0][1] : strays[0][1] + 4].lstrip()[:1]
            if len(strays) == 1 and after.isupper():
                continue
            strays = strays[1:] or strays
        if strays and all(begin >= strays[0][1] for begin in opened):
            return k, strays[0][1]
        if opened or line.strays:
            return None
    return None
