"""A corpus becomes four tables: its articles, its attributions, its terms by voice, and what went wrong."""

from __future__ import annotations

import hashlib
import json
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..columns import TABLES, names
from ..corpus import Corpus, find_duplicates, read_corpus
from ..corpus.sheets import table_rows
from ..corrections import COLUMNS, Correction, parse_corrections, settled, unused
from ..counts import n_of
from ..formats import FORMATS, LEAST
from ..keywords import repeated_lines
from ..records import Article
from .changes import Changes, changes
from .joining import join_tables
from .keeping import check_columns, with_columns
from .kept import note_used, prune_parts, stale_parts
from .parts import ASPECTS, Options, name_of, part_of
from .sharing import without_text
from .tables import Tables, stacked

if TYPE_CHECKING:
    from ..corpus.reading import Source

__all__ = [
    "ASPECTS", "CHUNK", "FORMATS", "LEAST", "Changes", "Progress", "Tables", "changes", "check_columns", "join_tables",
    "measure", "open_tables", "prune_parts", "stale_parts", "with_columns", "without_text",
]  # fmt: skip

CHUNK = 900_000
"""Characters measured together: they keep a worker busy for a second or two, and share what is known of a word."""

#: Columns without which a table holds no corrections.
_NEEDED = ("article_id", "field", "value")
Progress = Callable[[int], object]
_Part = dict[str, pd.DataFrame]


def open_tables(corpus: Source, **options: Any) -> Tables:
    """Return the tables in a folder that ``Tables.save`` wrote; anything else is read and measured (with ``options``).

    What a notebook begins with, so that it runs on tables without text and on anybody's articles alike.  What is raised
    is what ``Tables.load`` or ``measure`` and ``read_corpus`` raise.

    >>> open_tables(pd.DataFrame({"text": ["Il neige."], "outlet": ["A"]}), terms=False)
    Tables(1 article, 0 attributions, 0 rows of terms, 1 row of audit; engine fast)
    """
    # A folder of somebody's own may hold a file articles.csv: only all four together are tables.
    if isinstance(corpus, str | Path) and Tables.are_in(corpus):
        return Tables.load(corpus)
    return measure(corpus, **options)


def measure(
    corpus: Source,
    *,
    engine: str = "fast",
    terms: bool = True,
    passages: bool = True,
    aspects: Sequence[str] = ASPECTS,
    corrections: str | Path | pd.DataFrame | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    resume: str | Path | None = None,
    progress: Progress | None = None,
) -> Tables:
    """Measure every article of a corpus: one row per article, always, in the corpus's order.

    ``workers`` processes share the work; or give any ``concurrent.futures`` ``executor`` (a Dask client's
    ``get_executor()`` is one).  ``resume`` is a folder in which finished parts are kept, so that a run that was cut off
    (Ctrl-C) goes on where it stopped; ``stale_parts`` tells which of them nobody needs any more.  ``progress`` is
    called with the number of articles just finished.
    ``terms=False`` leaves the terms table empty; ``passages=False`` keeps the article's words out of the attributions
    table (offsets stay); ``aspects`` are the groups of columns beside voices that are worth their time: ``sources``,
    ``wording``, ``readability`` and ``frames``; a column not asked for is empty.  ``corrections`` is a table (a CSV, an
    .xlsx or a DataFrame) of corrections by hand, see ``analysis.corrections``; what became of each stands in the audit.

    >>> from analysis.records import Article
    >>> text = "« Nous n'avons pas le choix », a déclaré Anne Martin."
    >>> tables = measure([Article("a", text, outlet="Le Clairon", lang="fr")])
    >>> tables.articles[["n_words", "n_direct", "n_narration"]].values.tolist()
    [[10, 6, 4]]
    """
    if not isinstance(workers, int) or workers < 1:
        raise ValueError(f"workers={workers!r} must be a whole number of processes, at least 1")
    if isinstance(aspects, str) or not set(aspects) <= set(ASPECTS):
        raise ValueError(f"aspects={aspects!r}: give a list out of {', '.join(ASPECTS)}, or an empty one")
    if resume is not None and Path(resume).exists() and not Path(resume).is_dir():
        raise ValueError(f"resume={str(resume)!r} is a file; give a folder, which is made where there is none")
    by_hand = _corrections(corrections)
    corpus = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    by_hand = settled(by_hand, [article.id for article in corpus.articles])
    options = Options(engine, terms, passages, tuple(aspects), by_hand)
    chunks = list(_chunks(corpus.articles))
    furniture = repeated_lines(corpus.articles) if terms else {}
    work = partial(part_of, options=options, furniture=furniture, folder=None if resume is None else Path(resume))
    parts = []
    with ExitStack() as closing:
        if executor is None and workers > 1:
            done = _in_turn(closing.enter_context(_processes(workers)), work, chunks, ahead=2 * workers)
        else:
            done = map(work, chunks) if executor is None else executor.map(work, chunks)
        try:
            for chunk, part in zip(chunks, done, strict=True):
                parts.append(part)
                if progress is not None:
                    progress(len(chunk))
        except BrokenProcessPool as broken:
            raise RuntimeError(
                f"workers={workers}: a process ended before its work was done.  In a script, measure() must stand "
                "under if __name__ == '__main__':, for every process reads the script anew; where memory is short, use "
                "workers=1"
            ) from broken
    if resume is not None:
        note_used(Path(resume), (name_of(chunk, options, furniture) for chunk in chunks))
    frames = {table: stacked([part[table] for part in parts], names(table)) for table in TABLES}
    frames["articles"] = _with_copies(frames["articles"], corpus.articles)
    lost = [outcome.row() for outcome in unused(by_hand, {article.id for article in corpus.articles})]
    frames["audit"] = stacked([frames["audit"], pd.DataFrame(lost, columns=names("audit"))], names("audit"))
    frames["audit"] = stacked([corpus.audit, _untold(frames["audit"], corpus.audit)], names("audit"))
    if len(frames["articles"]) != len(corpus.articles):
        raise AssertionError(f"{n_of(len(corpus.articles), 'article')} in, {n_of(len(frames['articles']), 'row')} out")
    return Tables(**frames, card=_card(corpus, options))


def _processes(workers: int) -> ProcessPoolExecutor:
    """Return a pool of processes that Ctrl-C ends at once.

    In a terminal it reaches every process.  One that raises it while it holds a lock leaves the others, and whoever
    waits for them, waiting for ever.  A program that was told to pass it over (``nohup``, a job in the background) has
    processes that do.
    """
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    handler = signal.SIG_IGN if ignored else signal.SIG_DFL
    return ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, handler))


def _in_turn(pool: Executor, work: Callable[[Any], _Part], chunks: Iterable[Any], *, ahead: int) -> Iterator[_Part]:
    """Yield what becomes of each chunk, in their order, with at most ``ahead`` of them with the pool.

    Not ``pool.map``: left by Ctrl-C, it cancels what is pending; on Python 3.11 a pool whose processes have ended
    trips over a cancelled future (``InvalidStateError``) and never stops writing to them, so the program never ends.
    """
    given: deque[Future[_Part]] = deque()
    for chunk in chunks:
        given.append(pool.submit(work, chunk))
        if len(given) >= ahead:
            yield given.popleft().result()
    while given:
        yield given.popleft().result()


def _chunks(articles: Sequence[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += len(article.text)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _with_copies(rows: pd.DataFrame, articles: Sequence[Article]) -> pd.DataFrame:
    """Fill in what only the whole corpus tells: which articles are copies, and which are an agency's."""
    if rows.empty:
        return rows
    found = find_duplicates(articles)
    shared = ["cluster", "cluster_size", "duplicate", "overlap", "agency", "wire"]
    return rows.assign(**{column: found[column].to_numpy() for column in shared})


def _untold(flags: pd.DataFrame, audit: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of an audit that the reader's own has not: what it flagged already is not told twice."""
    told = set(zip(audit["id"], audit["reason"], strict=True))
    by_reader = [key in told for key in zip(flags["id"], flags["reason"], strict=True)]
    return flags[[not known for known in by_reader]]


def _corrections(given: str | Path | pd.DataFrame | None) -> tuple[Correction, ...]:
    if given is None:
        return ()
    if isinstance(given, pd.DataFrame):
        rows: Sequence[Mapping[Any, Any]] = given.dropna(how="all").to_dict("records")
    else:
        rows = table_rows(given, "corrections", COLUMNS)
    if rows and (lacking := [column for column in _NEEDED if column not in rows[0]]):
        there, known = ", ".join(map(str, rows[0])), ", ".join(COLUMNS)
        raise ValueError(
            f"corrections: there is no column {' and none '.join(lacking)}; columns are {there}: name them {known}"
        )
    return parse_corrections(rows)


def _card(corpus: Corpus, options: Options) -> dict[str, Any]:
    """Say how the tables were made, so that a number can be made again: versions, parameters, the corpus's digest.

    ``corpus_sha256`` is that of the articles in their order, each one a line of JSON: the list of all its fields.
    """
    digest = hashlib.sha256()
    fields = attrgetter(*Article.__dataclass_fields__)
    for article in corpus.articles:
        digest.update(json.dumps(fields(article)).encode("ascii") + b"\n")
    return {
        "media-framing": version("media-framing"),
        "engine": options.engine,
        "terms": options.terms,
        "passages": options.passages,
        "aspects": list(options.aspects),
        "n_corrections": len(options.corrections),
        "n_records": corpus.n_records,
        "n_articles": len(corpus.articles),
        "n_rejected": corpus.n_records - len(corpus.articles),
        "corpus_sha256": digest.hexdigest(),
    }
