"""The tables behind the charts, and the charts in words: from measured tables to what a figure draws."""

from .errors import accuracy_in_words, accuracy_rows, error_rows, reliability_in_words, reliability_rows
from .holdings import account, holdings, lacks, only, sizes
from .pairs import forest, furthest, matched_and_not, oriented, plane, pull, told_by_all
from .rates import frame_periods, frame_rates, wording_rates
from .sources import balance, counted, doubt_by_kind, shares_of, speakers, stances, stances_by_kind, unnamed
from .terms import g2_threshold, key_cloud, key_rows, labelled, lean_rows
from .voices import largest, quartiles, typical, voice_profile, voice_runs
from .words import (
    cells_in_words,
    curve_in_words,
    grid_in_words,
    means_in_words,
    plane_in_words,
    quartiles_in_words,
    rows_in_words,
    strips_in_words,
    time_in_words,
    voices_in_words,
)

__all__ = [
    "SHARES",
    "account",
    "accuracy_in_words",
    "accuracy_rows",
    "balance",
    "cells_in_words",
    "counted",
    "curve_in_words",
    "doubt_by_kind",
    "error_rows",
    "forest",
    "frame_periods",
    "frame_rates",
    "furthest",
    "g2_threshold",
    "grid_in_words",
    "holdings",
    "key_cloud",
    "key_rows",
    "labelled",
    "lacks",
    "largest",
    "lean_rows",
    "matched_and_not",
    "means_in_words",
    "only",
    "oriented",
    "plane",
    "plane_in_words",
    "pull",
    "quartiles",
    "quartiles_in_words",
    "reliability_in_words",
    "reliability_rows",
    "rows_in_words",
    "shares_of",
    "sizes",
    "speakers",
    "stances",
    "stances_by_kind",
    "strips_in_words",
    "time_in_words",
    "told_by_all",
    "typical",
    "unnamed",
    "voice_profile",
    "voice_runs",
    "voices_in_words",
    "wording_rates",
]
