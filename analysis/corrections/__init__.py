"""Corrections by hand that outlive a new run: which passage, which field, which value, and what became of each.

A correction names its passage by the article's id and the character offsets of the content, or by the passage itself
(its words, or the digest :func:`digest` gives of them, which shares no text).  Offsets win, unless the passage is
given too and another one stands there now; where the content found is not exactly the one corrected then, the one
attribution that overlaps it by half is taken, and the outcome says so.  ``part`` is ``body`` or ``title``.
"""

from .applying import correct, digest, unused
from .correction import COLUMNS, FIELDS, PARTS, Applied, Correction, Outcome
from .table import parse_corrections, settled, whole_id

__all__ = [
    "COLUMNS", "FIELDS", "PARTS", "Applied", "Correction", "Outcome", "correct", "digest", "parse_corrections",
    "settled", "unused", "whole_id",
]  # fmt: skip
