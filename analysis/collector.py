"""Keeps Python's search for cycles out of work that makes many small records and no cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for cycles: it takes a tenth of the time, and more the more records there are.

    What no longer is referred to is freed all the same.  Leaves the collector as it was, whatever happens inside.

    >>> before = gc.isenabled()
    >>> with collector_paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled() == before
    True
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
