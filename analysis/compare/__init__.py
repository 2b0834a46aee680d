"""Compare sources honestly: intervals, tests, matched events, correction for the extractor's error."""

from ..columns import RATIOS, Ratio
from .comparing import compare, compare_all
from .correction import Correction, correct
from .models import ModelError, regress
from .result import Comparison

__all__ = ["RATIOS", "Comparison", "Correction", "ModelError", "Ratio", "compare", "compare_all", "correct", "regress"]
