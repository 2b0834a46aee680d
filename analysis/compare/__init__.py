"""Compare sources honestly: intervals, tests, matched events, correction for the extractor's error."""

from ..columns import RATIOS, Ratio
from .agreement import Agreement, agreement
from .comparing import compare, compare_all
from .correction import Correction, correct
from .models import ModelError, regress
from .result import Comparison
from .selection import NothingLeft
from .sensitivity import Sensitivity, sensitivity

__all__ = [
    "RATIOS",
    "Agreement",
    "Comparison",
    "Correction",
    "ModelError",
    "NothingLeft",
    "Ratio",
    "Sensitivity",
    "agreement",
    "compare",
    "compare_all",
    "correct",
    "regress",
    "sensitivity",
]
