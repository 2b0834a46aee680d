"""How a corpus is shared out: parts of some hundred articles, done in turn by processes that Ctrl-C ends at once."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any

import pandas as pd

from ..records import Article

Part = dict[str, pd.DataFrame]


def processes(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes that Ctrl-C ends at once.

    In a terminal it reaches every process.  One that raises it while it holds a lock leaves the others, and whoever
    waits for them, waiting for ever.  A program that was told to pass it over (``nohup``, a job in the background) has
    processes that do.
    """
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    handler = signal.SIG_IGN if ignored else signal.SIG_DFL
    return ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, handler))


def in_turn(pool: Executor, work: Callable[[Any], Part], chunks: Iterable[Any], *, ahead: int) -> Iterator[Part]:
    """Yield what becomes of each chunk, in their order, with at most ``ahead`` of them with the pool.

    Not ``pool.map``: left by Ctrl-C, it cancels what is pending; on Python 3.11 a pool whose processes have ended
    trips over a cancelled future (``InvalidStateError``) and never stops writing to them, so the program never ends.
    """
    given: deque[Future[Part]] = deque()
    for chunk in chunks:
        given.append(pool.submit(work, chunk))
        if len(given) >= ahead:
            yield given.popleft().result()
    while given:
        yield given.popleft().result()


def chunks_of(articles: Sequence[Article], n_characters: int) -> Iterator[list[Article]]:
    """Yield the articles in their order, so many together that they have ``n_characters``; the last may have fewer."""
    chunk: list[Article] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += len(article.text)
        if size >= n_characters:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
