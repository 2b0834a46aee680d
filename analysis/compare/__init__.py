"""Compare sources honestly: intervals, tests, matched events, correction for the extractor's error."""

from .comparing import compare, compare_all
from .measures import RATIOS, Ratio
from .models import ModelError, regress
from .result import Comparison

__all__ = ["RATIOS", "Comparison", "ModelError", "Ratio", "compare", "compare_all", "regress"]
