"""Draws passages at random, the same number from every outlet, each with its voices as tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

from ..records import Reading, Span
from ..text.lines import lines
from ..voices import Voices, voices
from .tags import TAG, with_tags, words_within

#: A paragraph with fewer words says nothing about the error and costs the coder a look.
LEAST_WORDS = 5


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
        if not TAG.search(reading.article.text):
            spoken = voices(reading)
            for span in _units(reading, unit):
                within = words_within(spoken, span)
                if within.stop - within.start >= LEAST_WORDS:
                    by_outlet.setdefault(reading.article.outlet or "", []).append((reading, span, spoken))
    if not by_outlet:
        raise ValueError(f"readings: no {unit} of at least {LEAST_WORDS} words to draw from")
    rows = []
    for outlet, passages in sorted(by_outlet.items(), key=lambda item: item[0]):
        drawn = rng.choice(len(passages), min(per_outlet, len(passages)), replace=False)
        rows += [_row(outlet, passages[i], blind) for i in sorted(drawn.tolist())]
    return pd.DataFrame(rows)


def _units(reading: Reading, unit: str) -> list[Span]:
    if unit == "article":
        return [Span(0, len(reading.article.text))]
    return [Span(start, end) for start, end in lines(reading.article.text)]


def _row(outlet: str, passage: tuple[Reading, Span, Voices], blind: bool) -> dict[str, object]:
    reading, span, spoken = passage
    article = reading.article
    tagged = with_tags(article.text, span, spoken)
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
