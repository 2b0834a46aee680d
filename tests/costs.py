"""What a call costs in steps of the interpreter and in memory: counts that are the same on a busy machine."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

PACKAGE = str(Path(__file__).parent.parent / "analysis")


def steps(call: Callable[[], object], where: str = PACKAGE) -> int:
    """Return how many lines of the files below ``where`` the call runs, every turn of every loop counted."""
    count = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(where) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def memory(call: Callable[[], object]) -> int:
    """Return the most bytes the call holds at a time, arrays included."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def grows_with_its_input(call: Callable[[int], object], n: int, *, times: int = 8, where: str = PACKAGE) -> None:
    """Fail unless ``call(times · n)`` takes about ``times`` as many steps and as much memory as ``call(n)``.

    What grows with the square takes ``times``² as many.  Memory is given twice its due, for lists that grow in leaps.
    """
    call(n)  # what is set up once
    for cost, most in ((partial(steps, where=where), 1.1 * times), (memory, 2 * times)):
        small, large = cost(lambda: call(n)), cost(lambda: call(times * n))
        assert large <= most * small + 1_000, f"{cost}: {small} for {n}, {large} for {times * n}"
