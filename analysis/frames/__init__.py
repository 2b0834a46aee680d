"""Framing: the vocabulary of known frames counted by voice, and a classifier that learns a coder's frames."""

from .vocabulary import SCHEMES, count_frames, frame_columns, frame_names, summarise_frames

__all__ = ["SCHEMES", "count_frames", "frame_columns", "frame_names", "summarise_frames"]
