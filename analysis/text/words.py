"""Where the words stand; what counts as one is said in the package's own text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from .characters import APOSTROPHE, DIGIT, DOT, EXTEND, GLUE, HYPHEN, LETTER, PAD, SPACE, classes
from .french import NO_ELISION, NO_INVERSION, split_elisions, split_inversions
from .lines import base_language

if TYPE_CHECKING:
    import numpy.typing as npt

    from .lines import Offsets

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"«»“”‘’]+")


def words(text: str, lang: str | None = None) -> Offsets:
    """Return the words of ``text``: sorted, non-overlapping half-open character offsets, shape (n, 2).

    ``lang`` ("fr", "en-GB" …) only settles whether elisions and inverted pronouns are read; None reads them with care.

    >>> [("L’État n'a-t-il rien dit ?")[a:b] for a, b in words("L’État n'a-t-il rien dit ?")]
    ['L’', 'État', "n'", 'a', 't-il', 'rien', 'dit']
    """
    lang = base_language(lang)
    kind = classes(text)
    inside = (kind >= LETTER) & (kind <= DIGIT)
    if EXTEND in kind.tobytes():
        _attach_marks(inside, kind)
    joints = np.flatnonzero(kind >= HYPHEN)
    joints = joints[inside[joints - 1]]
    breaks: list[int] = []
    if len(joints):
        _join(inside, kind, joints)
        if lang not in NO_INVERSION:
            split_inversions(text, inside)
        if lang not in NO_ELISION:
            breaks = split_elisions(text, inside, joints[kind[joints] == APOSTROPHE], careful=lang is None)
    _join_thousands(kind, inside)
    if "://" in text or "www." in text:
        for match in _ADDRESS.finditer(text):
            begin, end = match.start() + PAD, match.start() + PAD + len(match.group().rstrip(".,;:!?)]'*_"))
            inside[begin:end] = True
            breaks = [at for at in breaks if not begin < at < end]
    return _runs(inside, breaks)


def _attach_marks(inside: npt.NDArray[np.bool_], kind: npt.NDArray[np.uint8]) -> None:
    """A combining mark belongs to the letter before it, and to nothing when there is none (an emoji's selector)."""
    steps = np.arange(len(kind))
    base = np.maximum.accumulate(np.where(kind == EXTEND, 0, steps))
    inside |= inside[base]


def _join(inside: npt.NDArray[np.bool_], kind: npt.NDArray[np.uint8], joints: npt.NDArray[np.intp]) -> None:
    """Decide which joints behind a word character make one word of what stands around them."""
    # Plain bytes: most texts have few joints, and all are judged by the word characters as they were.
    kinds, before = kind.tobytes(), inside.tobytes()
    joined: list[int] = []
    for at in joints.tolist():
        if before[at + 1]:
            if _joins(kinds, before, at):
                joined.append(at)
        elif kinds[at] == DOT and kinds[at + 1] == HYPHEN and before[at + 2] and not before[at - 2]:
            joined += (at, at + 1)  # J.-P
    inside[joined] = True


def _joins(kinds: bytes, inside: bytes, at: int) -> bool:
    """Does the joint at ``at``, between two word characters, make one word of them?"""
    joint, left, right = kinds[at], kinds[at - 1], kinds[at + 1]
    digits = left == DIGIT and right == DIGIT
    if joint == APOSTROPHE:
        return not digits or (kinds[at + 2] == DIGIT and kinds[at + 3] == DIGIT and not inside[at + 4])
    if joint == DOT:
        if left == DIGIT:
            return digits
        initial = right != DIGIT and not inside[at - 2] and not inside[at + 2]
        return initial or right == LETTER
    return joint in (HYPHEN, GLUE) or digits


def _join_thousands(kind: npt.NDArray[np.uint8], inside: npt.NDArray[np.bool_]) -> None:
    """Join groups of three digits: ``1 000 000``."""
    digit = kind == DIGIT
    if not digit.any():
        return
    at = np.flatnonzero((kind[1:-5] == SPACE) & digit[:-6] & digit[2:-4] & digit[3:-3] & digit[4:-2]) + 1
    for k in at[~inside[at + 4]].tolist():
        begin = k
        while begin > k - 4 and digit[begin - 1]:
            begin -= 1
        if begin > k - 4 and (not inside[begin - 1] or (begin == k - 3 and kind[begin - 1] == SPACE)):
            inside[k] = True


def _runs(inside: npt.NDArray[np.bool_], breaks: list[int]) -> Offsets:
    """Begin and end of every run of word characters, cut before each of ``breaks``."""
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if breaks:
        # Where a run goes on over a break, one word ends and the next begins.
        cuts = np.array(breaks)
        cuts = cuts[inside[cuts - 1] & inside[cuts]]
        edges = np.sort(np.concatenate((edges, cuts, cuts)))
    return (edges - PAD).astype(np.int32).reshape(-1, 2)
