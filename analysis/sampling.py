"""Draw passages at random, correct them in a spreadsheet, and learn from them how far the numbers can be trusted.

A passage is written with its voices as tags, ``Elle a promis <I>une réforme</I>. « <D>Enfin</D> ! »``, the outlet's own
words untagged.  A person moves, adds or deletes tags in the column ``corrected`` and leaves the words alone;
``read_sample`` counts the words of each voice again, and ``compare.correct`` takes it from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from .columns import VOICES
from .notes import Note
from .records import Reading, Span
from .text import words
from .text.lines import lines
from .voices import Voices, runs, voices

#: The letter that stands for a voice in a tag; the outlet's narration is left untagged.
TAGS = {"direct": "D", "partial": "P", "indirect": "I", "scare": "S"}
_VOICE_OF = {tag: VOICES.index(voice) for voice, tag in TAGS.items()}
_TAG = re.compile(r"<(/?)([DPIS])>")
#: What a box that is not ticked, or a coder's no, leaves in ``read``.
_NO = {"", "0", "0.0", "false", "faux", "falso", "falsch", "no", "non", "nein"}
#: Signs a spreadsheet puts in place of those that stood in a word.
_TYPED = str.maketrans("’ʼ‑", "''-")
#: A paragraph with fewer words says nothing about the error and costs the coder a look.
LEAST_WORDS = 5
Codes = npt.NDArray[np.uint8]


def draw_sample(
    readings: Iterable[Reading],
    *,
    per_outlet: int = 20,
    unit: Literal["paragraph", "article"] = "paragraph",
    blind: bool = False,
    rng: np.random.Generator | int,
) -> pd.DataFrame:
    """Draw passages at random, the same number from every outlet (all of them where there are fewer).

    Columns: ``id`` of the article, ``outlet``, ``lang``, ``start`` and ``end`` (character offsets of the passage),
    ``tagged`` (the extractor's reading), ``corrected`` for the coder: the same text, or without any tag when
    ``blind``, so that the coder is not led; and ``read``, where the coder writes anything into the rows that are done.
    Save it with ``DataFrame.to_csv`` or ``to_excel``.

    Raises ``ValueError`` when there is nothing to draw from, and for articles that were not read (``extract_many``).
    """
    if unit not in ("paragraph", "article") or per_outlet < 1:
        raise ValueError(
            f"unit={unit!r}, per_outlet={per_outlet!r}: draw at least 1 'paragraph' or 'article' per outlet"
        )
    rng = np.random.default_rng(rng)
    readings = list(readings)
    if strange := next((type(r).__name__ for r in readings if not isinstance(r, Reading)), ""):
        raise ValueError(f"readings: {strange} is no reading; give extract_many(corpus)")
    by_outlet: dict[str, list[tuple[Reading, Span, Voices]]] = {}
    for reading in readings:
        if not _TAG.search(reading.article.text):
            spoken = voices(reading)
            for span in _units(reading, unit):
                within = _within(spoken, span)
                if within.stop - within.start >= LEAST_WORDS:
                    by_outlet.setdefault(reading.article.outlet or "", []).append((reading, span, spoken))
    if not by_outlet:
        raise ValueError(f"readings: no {unit} of at least {LEAST_WORDS} words to draw from")
    rows = []
    for outlet, passages in sorted(by_outlet.items(), key=lambda item: item[0]):
        drawn = rng.choice(len(passages), min(per_outlet, len(passages)), replace=False)
        rows += [_row(outlet, passages[i], blind) for i in sorted(drawn.tolist())]
    return pd.DataFrame(rows)


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


def parse_tags(tagged: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the bare text and (start, end, code of the voice) of every tagged stretch; ``ValueError`` when tags cross.

    >>> parse_tags("oui, <D>« non »</D>.")
    ('oui, « non ».', [(5, 12, 2)])
    """
    text, spans, at, opened = "", [], 0, None
    for tag in _TAG.finditer(tagged):
        text += tagged[at : tag.start()]
        at = tag.end()
        closing, letter = tag.groups()
        if not closing and opened is None:
            opened = letter, len(text)
        elif closing and opened is not None and opened[0] == letter:
            spans.append((opened[1], len(text), _VOICE_OF[letter]))
            opened = None
        else:
            raise ValueError(f"{tag.group()} stands where it cannot: tags open and close in turn, without nesting")
    if opened is not None:
        raise ValueError(f"<{opened[0]}> is never closed")
    return text + tagged[at:], spans


def _within(spoken: Voices, span: Span) -> slice:
    """Return the slice of the words that begin inside a span of characters."""
    return slice(*np.searchsorted(spoken.words[:, 0], (span.start, span.end)).tolist())


def _units(reading: Reading, unit: str) -> list[Span]:
    if unit == "article":
        return [Span(0, len(reading.article.text))]
    return [Span(start, end) for start, end in lines(reading.article.text)]


def _row(outlet: str, passage: tuple[Reading, Span, Voices], blind: bool) -> dict[str, object]:
    reading, span, spoken = passage
    article = reading.article
    tagged = _tagged(article.text, span, spoken)
    return {
        "id": article.id,
        "outlet": outlet,
        "lang": article.lang,
        "start": span.start,
        "end": span.end,
        "tagged": tagged,
        "corrected": span.of(article.text) if blind else tagged,
        "read": "",
    }


def _tagged(text: str, span: Span, spoken: Voices) -> str:
    """Write a passage with its voices as tags, from the first to the last word of every run, its marks included."""
    within = _within(spoken, span)
    offsets = spoken.words[within]
    out, at = [], span.start
    for first, n, voice in runs(Voices(offsets, spoken.code[within], spoken.inside[within])):
        if voice != "narration":
            start, end = int(offsets[first, 0]), int(offsets[first + n - 1, 1])
            out += [text[at:start], f"<{TAGS[voice]}>", text[start:end], f"</{TAGS[voice]}>"]
            at = end
    return "".join([*out, text[at : span.end]])


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
