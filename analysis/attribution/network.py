"""The small neural network of the fast engine, in matrix products only: token features in, tag scores out.

Word vectors and a few dilated convolutions (Strubell et al. 2017, "Fast and accurate entity recognition with iterated
dilated convolutions"), with one addition: every token also hears what stands at the ends of the quotation it is in, or
of the nearest ones, however long they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .encoding import Ints, Tokens
from .features import FLAGS, View

Floats = NDArray[np.float32]
_SEEDS = tuple(np.uint64(k) for k in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
PREFIXES, SUFFIXES, ENDINGS = 4096, 4096, 1024
"""Buckets for the first three, the last three and the last two characters of a word."""
_BUCKETS = np.array([[PREFIXES], [SUFFIXES], [ENDINGS]], np.uint64)
_FRONT = np.arange(3)[:, None]


def pieces(t: Tokens, which: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the prefix, suffix and ending bucket of the tokens at ``which``: what is known of a word never seen."""
    start, end = t.start[which], t.end[which]
    at = np.concatenate((start + _FRONT, end - 1 - _FRONT)).reshape(2, 3, -1)
    inside = (at >= start) & (at < end)
    chars = t.folded.take(np.where(inside, at, 0))
    chars += np.uint64(1)
    chars *= inside
    mixed = np.zeros((3, len(start)), np.uint64)
    for k, seed in enumerate(_SEEDS):
        mixed[:2] += chars[:, k] * seed
        if k < 2:
            mixed[2] += chars[1, k] * seed
        mixed ^= mixed >> np.uint64(31)
        mixed *= _SEEDS[1]
    mixed ^= mixed >> np.uint64(33)
    mixed %= _BUCKETS
    return tuple(mixed.astype(np.int64))  # type: ignore[return-value]


@dataclass(frozen=True)
class Vocabulary:
    """Known words by the hash of their folded form, found by open addressing; id 0 is *unknown*."""

    hashes: NDArray[np.uint64]
    slots: NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        size = 1 << max(10, (4 * len(self.hashes)).bit_length())
        slots = np.zeros(size, np.int32)
        waiting = np.arange(1, len(self.hashes) + 1, dtype=np.int32)
        place = (self.hashes & np.uint64(size - 1)).astype(np.int64)
        while len(waiting):
            free = slots[place] == 0
            slots[place[free]] = waiting[free]
            left = slots[place] != waiting
            waiting, place = waiting[left], (place[left] + 1) & (size - 1)
        object.__setattr__(self, "slots", slots)
        object.__setattr__(self, "hashes", np.concatenate((np.zeros(1, np.uint64), self.hashes)))

    def ids(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the id of every hash, 0 where it is not known."""
        mask = len(self.slots) - 1
        place = (hashes & np.uint64(mask)).astype(np.int64)
        found = self.slots.take(place)
        open_ = np.flatnonzero((self.hashes.take(found) != hashes) & (found > 0))
        while len(open_):
            place[open_] = (place[open_] + 1) & mask
            found[open_] = self.slots[place[open_]]
            open_ = open_[(self.hashes[found[open_]] != hashes[open_]) & (found[open_] > 0)]
        return found


@dataclass(frozen=True, slots=True)
class Languages:
    """How likely each word of the vocabulary is in each language: log probabilities (words, languages)."""

    names: tuple[str, ...]
    words: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """One dilated convolution: weights (channels, channels) for the token ``reach`` before, here, and after.

    ``tap`` (channels, 2 · channels) weighs what stands at the ends of quotations, left and right; None: not heard.
    """

    reach: int
    before: Floats
    here: Floats
    after: Floats
    bias: Floats
    tap: Floats | None


@dataclass(frozen=True)
class Network:
    """The weights and the forward pass.

    The first layer sees only what depends on one token, so that its products are computed once for every known word and
    flag: ``words`` (words, 3 · channels) and ``flags`` (flags, 3 · channels) hold what each says to the token after it,
    to itself and to the token before it; ``first`` (3, width, channels) are the weights, for words never seen.
    """

    vocabulary: Vocabulary
    first: Floats
    words: Floats
    flags: Floats
    prefix: Floats
    suffix: Floats
    ending: Floats
    layers: tuple[Layer, ...]
    out: Floats
    out_bias: Floats
    link: Mapping[str, Floats]
    languages: Languages

    def scores(self, v: View, lang: Ints) -> tuple[Floats, Floats]:
        """Return the hidden states, (n_rows, channels), and (8, n) scores: seven tags, and speech against attitude."""
        state = self.hidden(v, self.vocabulary.ids(v.tokens.hash), lang)
        return state, (self.out.T @ state.T).take(v.row, axis=1) + self.out_bias[:, None]

    def hidden(self, v: View, ids: NDArray[np.int32], lang: Ints) -> Floats:
        """Return the hidden state of every place of the layout, (n_rows, channels); empty places are zero.

        ``lang`` is the language index of every token.
        """
        word = np.full(v.n_rows, len(self.words) - 1, np.int64)
        word[v.row] = ids
        flag = np.full(v.n_rows, len(self.flags) - 1, np.int64)
        flag[v.row] = v.flag + lang * FLAGS
        said = self.words.take(word, axis=0)
        said += self.flags.take(flag, axis=0)
        channels = said.shape[1] // 3
        state = said[:, channels : 2 * channels].copy()
        state[1:] += said[:-1, :channels]
        state[:-1] += said[1:, 2 * channels :]
        self._add_unknown(state, v, np.flatnonzero(ids == 0))
        empty = np.ones(v.n_rows, bool)
        empty[v.row] = False
        gaps = np.flatnonzero(empty)
        places = np.append(v.row, 0)
        left, right, heard = edges(v.row, places[v.left], places[v.right], v.n_rows)
        active: Floats = np.maximum(state, 0)
        active[gaps] = 0
        for layer in self.layers:
            state += layer.bias
            _multiply(layer.here, active, state)
            _multiply(layer.before, active[: -layer.reach], state[layer.reach :])
            _multiply(layer.after, active[layer.reach :], state[: -layer.reach])
            if layer.tap is not None:
                said = active[heard] @ layer.tap
                state += said[:, : state.shape[1]].take(left, axis=0)
                state += said[:, state.shape[1] :].take(right, axis=0)
            np.maximum(state, 0, out=active)
            active[gaps] = 0
        return active

    def _add_unknown(self, state: Floats, v: View, unknown: Ints) -> None:
        """Add what the prefix, suffix and ending of words never seen say to them and to their neighbours."""
        if not len(unknown):
            return
        prefix, suffix, ending = pieces(v.tokens, unknown)
        row = v.row[unknown]
        vectors = self.prefix[prefix] + self.suffix[suffix] + self.ending[ending]
        for k, weight in enumerate(self.first):
            state[row + 1 - k] += vectors @ weight


def _multiply(weight: Floats, state: Floats, out: Floats) -> None:
    """Add ``state @ weight`` to ``out`` in place, with no copy (numpy alone cannot add a product to what is there)."""
    from scipy.linalg.blas import sgemm

    sgemm(1.0, weight.T, state.T, 1.0, out.T, overwrite_c=1)


def edges(row: Ints, left: Ints, right: Ints, n_rows: int) -> tuple[Ints, Ints, Ints]:
    """Return, for every place, which of the ``heard`` places it listens to on its left and right; and ``heard``.

    ``left`` and ``right`` are places, one for each token at ``row``; place 0 is always empty.
    """
    before, after = np.zeros(n_rows, np.int64), np.zeros(n_rows, np.int64)
    before[row], after[row] = left, right
    used = np.zeros(n_rows, bool)
    used[0] = used[left] = used[right] = True
    order = np.cumsum(used) - 1
    return order[before], order[after], np.flatnonzero(used)
