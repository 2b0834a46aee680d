"""Two-word terms: neighbours, with nothing but link words between (``forces de l'ordre``, ``secretary of state``)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .vocabulary import links

_JOINS = tuple(map(ord, " \u00a0\u202f\u2009-"))


def near(texts: Sequence[str], offsets: Sequence[NDArray[np.int32]]) -> NDArray[np.bool_]:
    """Return bool (n,): whether only a space, a hyphen or nothing stands between this word and the next.

    ``offsets`` are those of the words of each text; n is the number of words of all.
    """
    # All texts as one, a line break between two: no word of one is near to one of the next.
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    places = np.concatenate([words + begin for words, begin in zip(offsets, begins, strict=False)])
    close = np.zeros(len(places), bool)
    if len(places) < 2:
        return close
    gap = places[1:, 0] - places[:-1, 1]
    chars = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    between = chars[places[:-1, 1]]
    joins = between == _JOINS[0]
    for join in _JOINS[1:]:
        joins |= between == join
    close[:-1] = (gap == 0) | ((gap == 1) & joins)
    return close


def pair_terms(
    word: NDArray[np.int64],
    joined: NDArray[np.bool_],
    single: NDArray[np.bool_],
    cell: NDArray[np.int64],
    link: NDArray[np.int64],
    names: list[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
    """Return where two-word terms stand and which they are: a counted word, up to two links, a counted word.

    All arrays are (n,): the word's type, whether the next word follows at once, whether the word counts as a term, its
    cell (article and voice: both words and the links must share it), its number as a link.  ``names`` are the types as
    written.  Returns the cells (m,), each one's place in the list of written terms (m,), and that list.
    """
    import pandas as pd

    n = len(word)
    ends = [np.zeros(3, a.dtype) for a in (single, link, joined, cell)]
    single_, link_, joined_, cell_ = (
        np.concatenate([a, end]) for a, end in zip((single, link, joined, cell), ends, strict=True)
    )
    at = np.flatnonzero(single)
    one, two = link_[at + 1], link_[at + 2]
    reach1 = joined_[at] & (cell_[at + 1] == cell[at])
    reach2 = reach1 & (one > 0) & joined_[at + 1] & (cell_[at + 2] == cell[at])
    reach3 = reach2 & (two > 0) & joined_[np.minimum(at + 2, n)] & (cell_[np.minimum(at + 3, n)] == cell[at])
    second, code = np.full(len(at), -1), np.zeros(len(at), np.int64)
    for distance, reached, between in ((3, reach3, one * 32 + two), (2, reach2, one), (1, reach1, 0 * one)):
        good = reached & single_[np.minimum(at + distance, n)]
        second[good], code[good] = at[good] + distance, between[good]
    found = second >= 0
    first, second, code = at[found], second[found], code[found]
    place, keys = pd.factorize((word[first] << 34) | (code << 24) | word[second])
    gaps = {value: _between(value) for value in np.unique(code).tolist()}
    lefts, values, rights = (keys >> 34).tolist(), ((keys >> 24) & 1023).tolist(), (keys & 0xFFFFFF).tolist()
    written = [f"{names[a]}{gaps[v]}{names[b]}" for a, v, b in zip(lefts, values, rights, strict=True)]
    return cell[first], place, written


def _between(code: int) -> str:
    """Return what is written between the words: a space, or link words each with the space it needs."""
    chosen = [links()[i] for i in divmod(code, 32) if i]
    return " " + "".join(word if word.endswith("'") else f"{word} " for word in chosen)
