"""Where the words stand; what counts as one is said in the package's own text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from .characters import APOSTROPHE, DIGIT, DOT, EXTEND, GLUE, HYPHEN, LETTER, NUMERIC, PAD, SPACE, classes
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
    if (kind == EXTEND).any():
        _attach_marks(inside, kind)
    breaks = np.zeros(len(kind), dtype=bool)
    joints = np.flatnonzero(kind >= HYPHEN)
    joints = joints[inside[joints - 1]]
    if len(joints):
        _join(inside, kind, joints)
        if lang not in NO_INVERSION:
            split_inversions(text, inside)
    if lang not in NO_ELISION:
        split_elisions(text, inside, breaks, joints[kind[joints] == APOSTROPHE], careful=lang is None)
    _join_thousands(kind, inside)
    if "://" in text or "www." in text:
        for match in _ADDRESS.finditer(text):
            end = match.start() + len(match.group().rstrip(".,;:!?)]'*_"))
            inside[match.start() + PAD : end + PAD] = True
            breaks[match.start() + PAD + 1 : end + PAD] = False
    return _runs(inside, breaks)


def _attach_marks(inside: npt.NDArray[np.bool_], kind: npt.NDArray[np.uint8]) -> None:
    """A combining mark belongs to the letter before it, and to nothing when there is none (an emoji's selector)."""
    steps = np.arange(len(kind))
    base = np.maximum.accumulate(np.where(kind == EXTEND, 0, steps))
    inside |= inside[base]


def _join(inside: npt.NDArray[np.bool_], kind: npt.NDArray[np.uint8], joints: npt.NDArray[np.intp]) -> None:
    """Decide which joints between two word characters make one word of them."""
    at = joints[inside[joints + 1]]
    dots = joints[(kind[joints] == DOT) & (kind[joints + 1] == HYPHEN) & inside[joints + 2] & ~inside[joints - 2]]
    joint, left, right = kind[at], kind[at - 1], kind[at + 1]
    digits = (left == DIGIT) & (right == DIGIT)
    single = ~inside[at - 2] & ~inside[at + 2]
    initial = single & (left != DIGIT) & (right != DIGIT)
    grouped = (kind[at + 2] == DIGIT) & (kind[at + 3] == DIGIT) & ~inside[at + 4]
    joined = (joint == HYPHEN) | (joint == GLUE) | (digits & ((joint == DOT) | (joint == NUMERIC)))
    joined |= (joint == APOSTROPHE) & (~digits | grouped)
    joined |= (joint == DOT) & (initial | ((right == LETTER) & (left != DIGIT)))
    inside[at[joined]] = True
    inside[dots] = inside[dots + 1] = True


def _join_thousands(kind: npt.NDArray[np.uint8], inside: npt.NDArray[np.bool_]) -> None:
    """Join groups of three digits: ``1 000 000``."""
    digit = kind == DIGIT
    at = np.flatnonzero((kind[1:-5] == SPACE) & digit[:-6] & digit[2:-4] & digit[3:-3] & digit[4:-2]) + 1
    for k in at[~inside[at + 4]].tolist():
        begin = k
        while begin > k - 4 and digit[begin - 1]:
            begin -= 1
        if begin > k - 4 and (not inside[begin - 1] or (begin == k - 3 and kind[begin - 1] == SPACE)):
            inside[k] = True


def _runs(inside: npt.NDArray[np.bool_], breaks: npt.NDArray[np.bool_]) -> Offsets:
    """Begin and end of every run of word characters, cut where a break stands."""
    here, before = inside[1:], inside[:-1]
    cut = breaks[1:]
    begins = np.flatnonzero(here & (~before | cut))
    ends = np.flatnonzero(before & (~here | cut))
    out = np.empty((len(begins), 2), dtype=np.int32)
    out[:, 0] = begins
    out[:, 1] = ends
    out -= PAD - 1
    return out
