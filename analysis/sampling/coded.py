"""Counts the words of each voice in passages that a person has coded, and tells which rows cannot be read."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..columns import VOICES
from ..notes import Note
from ..text import words
from .tags import parse_tags

#: What a box that is not ticked, or a coder's no, leaves in ``read``.
_NO = {"", "0", "0.0", "false", "faux", "falso", "falsch", "no", "non", "nein"}
#: Signs a spreadsheet puts in place of those that stood in a word.
_TYPED = str.maketrans("’ʼ‑", "''-")
Codes = npt.NDArray[np.uint8]


def read_sample(sample: pd.DataFrame) -> pd.DataFrame:
    """Count the words of each voice in a corrected sample: the gold table that ``compare.correct`` takes.

    One row per passage: ``id``, ``outlet``, ``lang``, ``start``, ``end``, the true counts (``n_words``, ``n_direct`` …)
    and the extractor's (``n_words_predicted``, ``n_direct_predicted`` …).

    Where rows are marked in ``read`` the others are left out, and so are those with a no (``False``, ``0``, ``non``);
    where none is, all count as read.  ``correct`` says which (``DataFrame.attrs["note"]``).  Signs between words may
    change, as when a spreadsheet curls the quotation marks.

    Raises ``ValueError`` naming the rows whose words were changed or whose tags do not match.

    >>> sheet = pd.DataFrame({"id": ["a"], "lang": ["fr"], "tagged": ["Elle a promis <I>une réforme</I>."]})
    >>> sheet["corrected"] = "Elle a promis une réforme."
    >>> read_sample(sheet)[["n_words", "n_indirect", "n_indirect_predicted"]].values.tolist()
    [[5, 0, 2]]
    """
    _need(sample, ("id", "tagged", "corrected"))
    sample, note = _done(sample)
    (before, words_before), (after, words_after) = _coded(sample, "tagged"), _coded(sample, "corrected")
    changed = [i for i, (a, b) in enumerate(zip(words_before, words_after, strict=True)) if a != b]
    if changed:
        raise ValueError(f"corrected: the words of rows {_some(sample, changed)} were changed; only tags may move")
    kept = sample[[c for c in ("id", "outlet", "lang", "start", "end") if c in sample]].reset_index(drop=True)
    counted = kept.join(_counts(after)).join(_counts(before).add_suffix("_predicted"))
    counted.attrs["note"] = note
    return counted


def _done(sample: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the rows a coder has marked as read, all of them where none is, and what to know about it."""
    marks = sample["read"] if "read" in sample else pd.Series([""] * len(sample), dtype=object)
    marked = (marks.notna() & ~marks.astype(str).str.strip().str.lower().isin(_NO)).to_numpy()
    if not marked.any():
        return sample, Note("correct_unmarked") if "read" in sample else ""
    empty = sample["corrected"].isna() | (sample["corrected"].astype(str).str.strip() == "")
    if (marked & empty).any():
        raise ValueError(f"corrected: rows {_some(sample, list(np.flatnonzero(marked & empty)))} are read, and empty")
    left = int((~marked).sum())
    return sample[marked].reset_index(drop=True), Note("correct_drawn", n=left) if left else ""


def word_voices(sample: pd.DataFrame, column: str = "corrected") -> pd.DataFrame:
    """Return one row per word of a sample: ``passage`` (rank of the row) and ``voice``; for ``agreement``."""
    _need(sample, (column,))
    coded, _ = _coded(sample, column)
    return pd.DataFrame(
        {
            "passage": np.repeat(np.arange(len(coded)), [len(code) for code in coded]),
            "voice": [VOICES[code] for codes in coded for code in codes],
        }
    )


def _coded(sample: pd.DataFrame, column: str) -> tuple[list[Codes], list[list[str]]]:
    """Return the voice of every word of every row, and the words."""
    found: list[Codes] = []
    written: list[list[str]] = []
    wrong = []
    langs = sample["lang"] if "lang" in sample else pd.Series([None] * len(sample))
    for i, (tagged, lang) in enumerate(zip(sample[column], langs, strict=True)):
        try:
            text, spans = parse_tags(str(tagged))
        except ValueError as trouble:
            wrong.append(f"{_some(sample, [i])} ({trouble})")
            continue
        offsets = words(text, lang if isinstance(lang, str) else None)
        starts = offsets[:, 0]
        code = np.zeros(len(starts), dtype=np.uint8)
        for start, end, voice in spans:
            code[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = voice
        found.append(code)
        written.append([text[a:b].translate(_TYPED) for a, b in offsets.tolist()])
    if wrong:
        raise ValueError(f"{column}: tags do not match in row {'; '.join(wrong[:5])}")
    return found, written


def _counts(coded: list[Codes]) -> pd.DataFrame:
    counts = np.array([np.bincount(code, minlength=len(VOICES)) for code in coded]).reshape(-1, len(VOICES))
    frame = pd.DataFrame(counts, columns=[f"n_{voice}" for voice in VOICES])
    return frame.assign(n_words=counts.sum(axis=1))


def _some(sample: pd.DataFrame, rows: list[int]) -> str:
    named = [f"{i} (id {sample['id'].iloc[i]})" if "id" in sample else str(i) for i in rows[:5]]
    return ", ".join(named) + (" …" if len(rows) > 5 else "")


def _need(sample: pd.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in sample]
    if missing:
        names = ", ".join(map(str, sample.columns))
        hint = "; saved with semicolons, it is read by pd.read_csv(…, sep=';')" if ";" in names else ""
        raise ValueError(f"sample: no column {', '.join(missing)}; columns are {names}{hint}")
