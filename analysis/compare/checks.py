"""Checks of settings that several comparisons share; each raises ``ValueError`` that teaches."""

from __future__ import annotations

from collections.abc import Sequence

from .selection import ESTIMATES


def check_level(level: float) -> None:
    """Refuse a level of confidence that is none: 95 for .95."""
    if not 0.5 <= level < 1:
        raise ValueError(f"level={level!r} must lie in [0.5, 1), for instance 0.95")


def check_estimate(estimate: str | Sequence[str]) -> None:
    """Refuse an estimate there is not, and none."""
    asked = (estimate,) if isinstance(estimate, str) else tuple(estimate)
    if not asked or not set(asked) <= set(ESTIMATES):
        raise ValueError(f"estimate={estimate!r}: choose from {', '.join(ESTIMATES)}")
