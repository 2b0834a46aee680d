"""Paragraphs: the lines of an article that are not empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Offsets = npt.NDArray[np.int32]


def paragraphs(text: str) -> Offsets:
    """Return the non-empty lines of ``text``, white space trimmed: half-open character offsets, shape (k, 2).

    Every line break of Unicode ends a paragraph: CR, LF, CR LF, VT, FF, NEL, U+2028, U+2029.
    """
    return offsets(lines(text))


def lines(text: str) -> list[tuple[int, int]]:
    """Return the same as a list of pairs, for who goes through them one by one."""
    found: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            begin = position + len(line) - len(line.lstrip())
            found.append((begin, begin + len(body)))
        position += len(line)
    return found


def offsets(pairs: list[tuple[int, int]]) -> Offsets:
    """Return pairs of offsets as an array of shape (n, 2), also when there are none."""
    return np.array(pairs, dtype=np.int32).reshape(-1, 2)


def base_language(lang: str | None) -> str | None:
    """Return the language of a tag in small letters (``de-AT`` -> ``de``), None when there is none."""
    return lang.strip().replace("_", "-").split("-")[0].lower() or None if lang else None
