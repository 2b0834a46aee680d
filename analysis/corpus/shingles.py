"""A text as the set of its runs of five words: the fingerprint by which copies are known (Broder, 1997).

Words are runs of letters and digits in lower case, so that punctuation, line breaks and typography make no difference.
All texts are cut and hashed together in numpy: a word by a polynomial modulo 2^64, a run of words by a second one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]
_Wide = npt.NDArray[np.uint64]

_CHARACTERS = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2^64
_WORDS = 0xD1342543DE82EF95
_BATCH = 300_000  # characters hashed at a time: few enough that the arrays stay near the processor


def shingles(texts: Sequence[str], words: int = 5) -> list[Hashes]:
    """Return for each text the sorted distinct hashes (32 bits) of its runs of ``words`` words.

    A text with fewer words has one hash, that of all its words; a text without words has none.

    >>> a, b, c = shingles(["Il neige sur la ville ce soir.", "« Il neige » sur la ville, ce matin !", "…"])
    >>> len(a), len(b), len(np.intersect1d(a, b)), len(c)
    (3, 3, 2, 0)
    """
    if words < 1:
        raise ValueError(f"words={words!r} must be 1 or more; 5 is usual")
    return [found for batch in _batches(texts) for found in _hashed(batch, words)]


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text) + 1
    if batch:
        yield batch


def _hashed(texts: list[str], words: int) -> Iterator[Hashes]:
    """Hash a batch: all words at once, then all runs of words that do not cross from one text into the next."""
    lowered = [text.lower() for text in texts]
    codes = np.frombuffer("\n".join(lowered).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends_of_texts = np.cumsum([len(text) + 1 for text in lowered])
    inside = np.concatenate(([False], _is_word()[np.minimum(codes, 0xFFFF)], [False]))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    hashed = _word_hashes(codes, starts, ends)
    first = np.searchsorted(starts, np.concatenate(([0], ends_of_texts)))
    runs = _run_hashes(hashed, words)
    for begin, end in pairwise(first.tolist()):
        if end - begin >= words:
            yield np.unique(runs[begin : end - words + 1])
        else:
            yield _run_hashes(hashed[begin:end], end - begin)[:1]


def _word_hashes(codes: Hashes, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> _Wide:
    """Hash each word as Σ code·r^place, from differences of one running sum; the place is undone by r's inverse."""
    powers, inverses = _powers(_CHARACTERS, len(codes)), _powers(pow(_CHARACTERS, -1, 2**64), len(codes))
    running = np.concatenate((np.zeros(1, np.uint64), np.cumsum(codes.astype(np.uint64) * powers[: len(codes)])))
    return _mixed((running[ends] - running[starts]) * inverses[starts])


def _run_hashes(hashed: _Wide, words: int) -> Hashes:
    """Hash every run of ``words`` words; the result is as long as the input less ``words`` − 1 (or empty)."""
    n = max(0, len(hashed) - words + 1) if words else 0
    total = np.zeros(n, np.uint64)
    for place in range(words):
        total = total * np.uint64(_WORDS) + hashed[place : place + n]
    return (_mixed(total) >> np.uint64(32)).astype(np.uint32)


def _mixed(values: _Wide) -> _Wide:
    """Spread every bit over the others (the finaliser of splitmix64: Steele, Lea and Flood, 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _powers(base: int, n: int) -> _Wide:
    """Return base^0 … base^(n−1) modulo 2^64 (or more of them, kept between batches)."""
    kept = _kept.get(base)
    if kept is None or len(kept) < n:
        factors = np.full(max(n, 1), base, np.uint64)
        factors[0] = 1
        _kept[base] = kept = np.cumprod(factors, dtype=np.uint64)
    return kept


_kept: dict[int, _Wide] = {}


@cache
def _is_word() -> npt.NDArray[np.bool_]:
    """Return for each code point up to U+FFFE whether it is a letter, a digit or an accent that stands alone."""
    table = np.fromiter((chr(code).isalnum() for code in range(0x10000)), bool, 0x10000)
    table[0x300:0x370] = True
    table[0xFFFF] = False
    return table
