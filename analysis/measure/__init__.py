"""A corpus becomes four tables: its articles, its attributions, its terms by voice, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..columns import TABLES, names
from ..corpus import Corpus, find_duplicates, read_corpus
from ..corrections import settled, unused
from ..counts import n_of
from ..formats import FORMATS, LEAST
from ..keywords import repeated_lines
from ..records import Article
from .by_hand import read_corrections
from .card import card_of
from .changes import Changes, changes
from .joining import join_tables
from .keeping import check_columns, with_columns
from .kept import note_used, prune_parts, stale_parts
from .parallel import chunks_of, in_turn, processes
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

Progress = Callable[[int], object]


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
    by_hand = read_corrections(corrections)
    corpus = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    by_hand = settled(by_hand, [article.id for article in corpus.articles])
    options = Options(engine, terms, passages, tuple(aspects), by_hand)
    chunks = list(chunks_of(corpus.articles, CHUNK))
    furniture = repeated_lines(corpus.articles) if terms else {}
    work = partial(part_of, options=options, furniture=furniture, folder=None if resume is None else Path(resume))
    parts = []
    with ExitStack() as closing:
        if executor is None and workers > 1:
            done = in_turn(closing.enter_context(processes(workers)), work, chunks, ahead=2 * workers)
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
    return Tables(**frames, card=card_of(corpus, options))


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
