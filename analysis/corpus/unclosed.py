"""Quotation marks that are opened and never closed: where their passages end can only be guessed."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from analysis.quotation.continuation import continued
from analysis.quotation.marks import AFTER_CLOSE, KINDS, token_lines
from analysis.quotation.pairing import match_line
from analysis.text import paragraphs

#: Paragraphs in a row that a mark opens and nothing closes, from which it is the mark of a list.
_LIST = 3


def unclosed(text: str) -> list[int]:
    """Return where passages begin whose quotation mark nothing closes: character offsets, in reading order.

    A quotation that goes on in the next paragraph, which opens anew or holds the closing mark, is closed.  No passage
    begins with a mark that stands as one that closes (``«reprise«``) or behind which its paragraph ends, with inches,
    an apostrophe, or marks before every item of a list.

    >>> unclosed("Elle a dit : « Il neige. Puis elle est partie."), unclosed("« Il neige », dit-elle. L'été, '68.")
    ([13], [])
    """
    lines = [match_line(text, tokens) for tokens in token_lines(text)]
    opened = {at for line in lines for at, _ in line.unclosed}
    if not opened:
        return []
    pieces = {begin for begin, *_ in continued(text, lines)}
    begun = opened.union(pieces, (begin for line in lines for begin, *_ in line.pairs))
    places = paragraphs(text).tolist()
    begins = [begin for begin, _ in places]

    @cache
    def last(paragraph: int) -> int:
        begin, end = places[paragraph]
        return next((at for at in range(end - 1, begin - 1, -1) if text[at].isalnum()), -1)

    def is_open(at: int) -> bool:
        after = bisect_right(begins, at)
        goes_on = at in pieces and after < len(begins) and begins[after] in begun
        item = at == begins[after - 1] and after >= _LIST and opened.issuperset(begins[after - _LIST : after])
        return not goes_on and not item and at < last(after - 1) and not _closes(text, at)

    return sorted(filter(is_open, opened))


def _closes(text: str, at: int) -> bool:
    """Tell whether a mark stands as one that closes, or for inches."""
    after = text[at + 1 : at + 2]
    return text[at - 1 : at].isalnum() and (
        after.isspace() or after in AFTER_CLOSE or KINDS.get(text[at]) == "straight"
    )
