"""Applies corrections to a reading: finds the passage each means, though it may have moved, and changes its field."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ..records import PERSONS, Attribution, Reading, written
from .correction import Applied, Correction

_DIGEST = re.compile(r"[0-9a-f]{12}")
_HALF = 0.5


def digest(passage: str) -> str:
    """Return twelve characters that stand for a passage whatever its spacing, case and quotation marks.

    >>> digest("« Nous  verrons »") == digest("nous verrons")
    True
    """
    return hashlib.sha256(" ".join(re.findall(r"\w+", passage.lower())).encode()).hexdigest()[:12]


def correct(
    reading: Reading, corrections: Sequence[Correction], *, part: str = "body"
) -> tuple[Reading, tuple[Applied, ...]]:
    """Return the reading with the corrections of its article applied, and what became of each.

    ``part``: whether it is the reading of a ``body`` or of a ``title``.  The order of the table decides where two speak
    of one field of one passage: the last wins.
    """
    mine = [c for c in corrections if c.article_id == reading.article.id and c.part == part]
    if not mine:
        return reading, ()
    text = reading.article.text
    kept: list[Attribution | None] = list(reading.attributions)
    digests = [digest(written(a.content, text, " ")) for a in reading.attributions]
    outcomes: list[Applied] = []
    for c in mine:
        i, moved = _find(c, kept, digests)
        if i is None:
            outcomes.append(Applied(c, "flagged", "correction found no passage"))
            continue
        found = kept[i]
        assert found is not None
        kept[i] = None if c.field == "attribution" else replace(found, **_change(c))
        outcomes.append(
            Applied(c, "repaired", "corrected by hand, passage has moved" if moved else "corrected by hand")
        )
    return replace(reading, attributions=tuple(a for a in kept if a is not None)), tuple(outcomes)


def _change(c: Correction) -> dict[str, Any]:
    """Return the fields a correction changes: what told the gender of one speaker tells nothing of another."""
    if c.field in ("speaker", "gender") or (c.field == "source_kind" and c.value not in PERSONS):
        return {"gender": None, "gender_from": None, c.field: c.value or None}
    return {c.field: c.value or None}


def _find(c: Correction, kept: Sequence[Attribution | None], digests: Sequence[str]) -> tuple[int | None, bool]:
    """Return which attribution a correction means, and whether it stands somewhere else than it did."""
    spans = [(a.content[0].start, a.content[-1].end) if a is not None and a.content else None for a in kept]
    wanted = c.passage if _DIGEST.fullmatch(c.passage) else digest(c.passage)
    if (c.start, c.end) in spans:
        i = spans.index((c.start, c.end))
        if not c.passage or digests[i] == wanted:
            return i, False
    if c.passage:
        same = [i for i, d in enumerate(digests) if d == wanted and kept[i] is not None]
        if len(same) == 1 or (same and c.start < 0):
            return same[0], c.start >= 0
    if c.start >= 0:
        best = [(_overlap(span, (c.start, c.end)), i) for i, span in enumerate(spans) if span is not None]
        score, i = max(best, default=(0.0, -1))
        if score >= _HALF:
            return i, True
    return None, False


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def unused(corrections: Sequence[Correction], article_ids: Iterable[str]) -> tuple[Applied, ...]:
    """Return, flagged, the corrections of articles that are not in the corpus."""
    known = set(article_ids)
    return tuple(
        Applied(c, "flagged", "correction of an unknown article") for c in corrections if c.article_id not in known
    )
