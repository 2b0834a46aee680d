"""Corrections as a table has them: what each row says, and which article its id means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ..counts import n_of
from .correction import FIELDS, PARTS, Correction

_WHOLE = re.compile(r"(\d+)\.0+")
#: Rows that cannot be corrections of which the reasons are told.
_TOLD = 5


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
