"""What a correction by hand is, and what became of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..records import ACTS, GENDERS, ROLES, SOURCE_KINDS, STANCES, TYPES

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
