"""Corrections by hand that outlive a new run: which passage, which field, which value, and what became of each.

A correction names its passage by the article's id and the character offsets of the content, or by the passage itself
(its words, or the digest :func:`digest` gives of them, which shares no text).  Offsets win, unless the passage is
given too and another one stands there now; where the content found is not exactly the one corrected then, the one
attribution that overlaps it by half is taken, and the outcome says so.  ``part`` is ``body`` or ``title``.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from .counts import n_of
from .records import ACTS, GENDERS, PERSONS, ROLES, SOURCE_KINDS, STANCES, TYPES, Attribution, Reading, written

Outcome = Literal["repaired", "flagged"]
FIELDS: dict[str, tuple[str, ...] | None] = {
    "speaker": None,
    "source_kind": SOURCE_KINDS,
    "role": ROLES,
    "gender": GENDERS,
    "stance": STANCES,
    "type": TYPES,
    "act": ACTS,
    "attribution": ("no",),
}
"""What can be corrected, and the values it takes; None: any text.  ``attribution = no`` takes a false one out."""
PARTS = ("body", "title")
COLUMNS = ("article_id", "part", "field", "value", "start", "end", "passage")
_DIGEST = re.compile(r"[0-9a-f]{12}")
_WHOLE = re.compile(r"(\d+)\.0+")
_HALF = 0.5
#: Rows that cannot be corrections of which the reasons are told.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the table; ``start`` and ``end`` are -1 where only the passage is given.  An empty value: unknown."""

    article_id: str
    field: str
    value: str
    start: int = -1
    end: int = -1
    passage: str = ""
    part: str = "body"


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one correction, as a row of the audit: ``repaired`` or ``flagged``, and why."""

    correction: Correction
    outcome: Outcome
    reason: str
    detail: str = ""

    def row(self) -> dict[str, Any]:
        """Return the audit row."""
        c = self.correction
        place = f"{c.start}-{c.end}" if c.start >= 0 else ""
        detail = self.detail or f"{c.field} = {c.value or '(empty)'} at {' '.join(filter(None, (place, c.passage)))}"
        return {
            "record": None, "source": "corrections", "id": c.article_id, "outcome": self.outcome, "reason": self.reason,
            "detail": detail,
        }  # fmt: skip


def digest(passage: str) -> str:
    """Return twelve characters that stand for a passage whatever its spacing, case and quotation marks.

    >>> digest("« Nous  verrons »") == digest("nous verrons")
    True
    """
    return hashlib.sha256(" ".join(re.findall(r"\w+", passage.lower())).encode()).hexdigest()[:12]


def parse_corrections(rows: Iterable[Mapping[Any, Any]]) -> tuple[Correction, ...]:
    """Return the corrections of a table's rows (``csv.DictReader`` or ``DataFrame.to_dict("records")``).

    Columns: ``article_id, field, value`` and ``start, end`` or ``passage``; ``part`` where it is the title's.  Raises
    ``ValueError`` for rows that cannot be one, naming the first of them, the values and what is allowed.
    """
    out: list[Correction] = []
    wrong: list[str] = []
    for n, row in enumerate(rows, 1):
        try:
            out.append(_parsed(n, row))
        except ValueError as error:
            if "article_id" not in row:  # so it is in every row
                raise
            wrong.append(str(error))
    if wrong:
        more = f"; and {n_of(len(wrong) - _TOLD, 'more row')} like these" if len(wrong) > _TOLD else ""
        raise ValueError("; ".join(wrong[:_TOLD]) + more)
    return tuple(out)


def _parsed(n: int, row: Mapping[Any, Any]) -> Correction:
    cells = {k: "" if v is None or pd.isna(v) else str(v).strip() for k, v in row.items()}
    field, value = cells.get("field", ""), cells.get("value", "")
    if not cells.get("article_id"):
        has = f"; its columns are {', '.join(map(str, row))}" if "article_id" not in row else ""
        raise ValueError(f"correction {n} has no article_id{has}")
    part = cells.get("part") or "body"
    if part not in PARTS:
        raise ValueError(f"correction {n}: part={part!r} is not one of {', '.join(PARTS)}")
    if field not in FIELDS:
        raise ValueError(f"correction {n}: field={field!r} cannot be corrected; choose one of {', '.join(FIELDS)}")
    allowed = FIELDS[field]
    if allowed is not None and value not in allowed and not (field == "role" and not value):
        raise ValueError(f"correction {n}: value={value!r} is no {field}; choose one of {', '.join(allowed)}")
    start, end = (_offset(cells.get(name, ""), n, name) for name in ("start", "end"))
    passage = cells.get("passage", "")
    if (start < 0 or end <= start) and not passage:
        raise ValueError(f"correction {n}: give start < end (here {start}, {end}), or the passage or its digest")
    return Correction(cells["article_id"], field, value, start, end, passage, part)


def settled(corrections: Iterable[Correction], article_ids: Iterable[str]) -> tuple[Correction, ...]:
    """Return the corrections with the ids of their articles as the corpus has them, 007, 7 and 7.0 being one.

    A table of numbers writes 7 as 7.0, a spreadsheet 007 as 7.  An id that stands in the corpus to the letter goes
    before one that is as much; of several that are as much none is taken.

    >>> given = [Correction(id, "act", "speech") for id in ("7.0", "8", "9")]
    >>> [correction.article_id for correction in settled(given, ["7", "8.0", "009"])]
    ['7', '8.0', '009']
    """
    ids = tuple(article_ids)
    known = set(ids)
    alike = Counter(map(_number, known))
    same = {number: id for id in ids if alike[number := _number(id)] == 1}
    return tuple(
        c if c.article_id in known else replace(c, article_id=same.get(_number(c.article_id), c.article_id))
        for c in corrections
    )


def _number(id: str) -> str:
    """Return an id as the number it is, where it is one."""
    whole = whole_id(id)
    return whole.lstrip("0") or "0" if whole.isdecimal() else whole


def whole_id(id: str) -> str:
    """Return an id without the ``.0`` that a table gives it which takes whole numbers for decimal ones.

    >>> whole_id("7.0"), whole_id("7.00"), whole_id("7.1"), whole_id("x.0")
    ('7', '7', '7.1', 'x.0')
    """
    return found[1] if (found := _WHOLE.fullmatch(id)) else id


def _offset(cell: str, n: int, name: str) -> int:
    if not cell:
        return -1
    try:
        return int(float(cell))
    except (ValueError, OverflowError):
        raise ValueError(f"correction {n}: {name}={cell!r} is not a whole number of characters") from None


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
