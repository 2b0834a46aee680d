"""Framing: the vocabulary of known frames counted by voice, and a classifier that learns a coder's frames."""

from .classifier import FrameClassifier
from .learning import Settings, fit_frames
from .scores import cross_validate_frames, score_frames
from .vocabulary import SCHEMES, count_frames, frame_columns, frame_names, summarise_frames

__all__ = [
    "SCHEMES",
    "FrameClassifier",
    "Settings",
    "count_frames",
    "cross_validate_frames",
    "fit_frames",
    "frame_columns",
    "frame_names",
    "score_frames",
    "summarise_frames",
]
