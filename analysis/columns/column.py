"""What a column of a table is, and a ratio of columns; the tables and the voices that columns tell of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Table = Literal["articles", "attributions", "terms", "audit"]
Dtype = Literal["str", "int", "float", "bool"]
TABLES: tuple[Table, ...] = ("articles", "attributions", "terms", "audit")

VOICES: tuple[str, ...] = ("narration", "scare", "direct", "partial", "indirect")
"""The five voices, in the order of their codes: every word of a body has exactly one."""
LETTERS: dict[str, str] = dict(zip(VOICES, "ASDPI", strict=True))
"""One letter a voice, as in the formulas: N = D + P + I + S + A."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its table, name, dtype (``str``, ``int``, ``float`` or ``bool``), unit and meaning."""

    table: Table
    name: str
    dtype: Dtype
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share or rate as scale · Σ numerator columns / Σ denominator columns, so that articles can be pooled.

    >>> Ratio("voiced_share", ("n_direct", "n_indirect"), ("n_words",)).columns
    ('n_direct', 'n_indirect', 'n_words')
    """

    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: float = 1.0
    within: bool = False  # what is counted above is part of what is counted below, though the columns do not say so

    @property
    def columns(self) -> tuple[str, ...]:
        """The count columns a table must hold for the measure to be pooled."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))

    @property
    def bounded(self) -> bool:
        """Whether it is a share: what is counted above is part of what is counted below."""
        part = self.denominator == ("n_words",) or set(self.numerator) <= set(self.denominator)
        return self.scale == 1.0 and (part or self.within)


def rows_of(table: Table, *rows: tuple[str, Dtype, str, str]) -> tuple[Column, ...]:
    """Return the columns of one table, in their order: name, dtype, unit and definition of each."""
    return tuple(Column(table, *row) for row in rows)
