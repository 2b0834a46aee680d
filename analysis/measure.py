"""A corpus becomes four tables: its articles, its attributions, its terms by voice, and what went wrong."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .collector import collector_paused
from .columns import COLUMNS, LETTERS, TABLES, VOICES, names
from .corpus import Corpus, find_duplicates, read_corpus
from .corrections import Applied, Correction, correct, parse_corrections, unused
from .extraction import extract_many
from .frames import frame_columns
from .keywords import count_terms, repeated_lines
from .keywords.boilerplate import Repeated
from .phrases import Tokens, Types
from .readability import readability_columns
from .records import Article, Reading, Span, written
from .sources import article_columns
from .text import paragraphs, sentences
from .voices import Voices, runs, shares, voices
from .wording import wording_columns

CHUNK = 900_000
"""Characters measured together: they keep a worker busy for a second or two, and share what is known of a word."""

FORMATS = ("parquet", "csv")
ASPECTS = ("sources", "wording", "readability", "frames")
"""Groups of columns beside the voices."""

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Tables:
    """What ``measure`` returns: four tidy frames (``analysis.columns``) and the card that says how they were made."""

    articles: pd.DataFrame
    attributions: pd.DataFrame
    terms: pd.DataFrame
    audit: pd.DataFrame
    card: dict[str, Any]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(getattr(self, table)):,} {table}" for table in TABLES)
        return f"Tables({sizes}; engine {self.card.get('engine', 'unknown')})"

    def save(self, folder: str | Path, *, format: str = "parquet") -> Path:
        """Write one file a table (``parquet`` or ``csv``) and ``card.json`` into ``folder``, made if missing."""
        if format not in FORMATS:
            raise ValueError(f"format={format!r} is not one of {', '.join(FORMATS)}")
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            frame: pd.DataFrame = getattr(self, table)
            path = folder / f"{table}.{format}"
            if format == "parquet":
                frame.to_parquet(path, index=False)
            else:
                frame.to_csv(path, index=False)
        (folder / "card.json").write_text(json.dumps(self.card, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read what ``save`` wrote, in either format."""
        folder = Path(folder)
        frames = {table: _load(folder, table) for table in TABLES}
        card = folder / "card.json"
        return cls(**frames, card=json.loads(card.read_text("utf-8")) if card.exists() else {})


def open_tables(corpus: str | Path | Corpus | pd.DataFrame, **options: Any) -> Tables:
    """Return the tables in a folder that ``Tables.save`` wrote; anything else is read and measured (with ``options``).

    What a notebook begins with, so that it runs on tables without text and on anybody's articles alike.
    """
    if isinstance(corpus, str | Path) and any((Path(corpus) / f"articles.{form}").exists() for form in FORMATS):
        return Tables.load(corpus)
    return measure(corpus, **options)


@dataclass(frozen=True, slots=True)
class Options:
    """What decides the numbers of one run; part of the card and of the names of resumable parts."""

    engine: str = "fast"
    terms: bool = True
    passages: bool = True
    aspects: tuple[str, ...] = ASPECTS
    corrections: tuple[Correction, ...] = ()


def measure(
    corpus: Corpus | Iterable[Article] | pd.DataFrame | str | Path,
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
    goes on where it stopped.  ``progress`` is called with the number of articles just finished.  ``terms=False`` leaves
    the terms table empty; ``passages=False`` keeps the article's words out of the attributions table (offsets stay);
    ``aspects`` are the groups of columns beside voices that are worth their time: ``sources``, ``wording``,
    ``readability`` and ``frames``; a column not asked for is empty.  ``corrections`` is a table (a CSV or a DataFrame)
    of corrections by hand, see ``analysis.corrections``; what became of each stands in the audit.

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
    by_hand = _corrections(corrections)
    options = Options(engine, terms, passages, tuple(aspects), by_hand)
    corpus = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    chunks = list(_chunks(corpus.articles))
    furniture = repeated_lines(corpus.articles) if terms else {}
    work = partial(_part, options=options, furniture=furniture, folder=None if resume is None else Path(resume))
    parts = []
    with ExitStack() as stack:
        if executor is None and workers > 1:
            executor = stack.enter_context(ProcessPoolExecutor(workers))
        done = map(work, chunks) if executor is None else executor.map(work, chunks)
        for chunk, part in zip(chunks, done, strict=True):
            parts.append(part)
            if progress is not None:
                progress(len(chunk))
    frames = {table: _stack([part[table] for part in parts], names(table)) for table in TABLES}
    frames["articles"] = _with_copies(frames["articles"], corpus.articles)
    lost = [outcome.row() for outcome in unused(by_hand, {article.id for article in corpus.articles})]
    frames["audit"] = _stack([frames["audit"], pd.DataFrame(lost, columns=names("audit"))], names("audit"))
    # What the reader has flagged already is not told twice.
    audit = _stack([corpus.audit, frames["audit"]], names("audit"))
    frames["audit"] = audit[~(audit["id"].notna() & audit.duplicated(["id", "reason"]))].reset_index(drop=True)
    if len(frames["articles"]) != len(corpus.articles):
        raise AssertionError(f"{len(corpus.articles)} articles went in, {len(frames['articles'])} rows came out")
    return Tables(**frames, card=_card(corpus, options))


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


def _part(chunk: list[Article], options: Options, furniture: Repeated, folder: Path | None) -> dict[str, pd.DataFrame]:
    if folder is None:
        with collector_paused():
            return _measure(chunk, options, furniture)
    place = folder / _digest(chunk, options, _stable(furniture), version("media-framing"))
    if (place / "card.json").exists():
        kept = Tables.load(place)
        return {table: getattr(kept, table) for table in TABLES}
    with collector_paused():
        frames = _measure(chunk, options, furniture)
    Tables(**frames, card={}).save(place)
    return frames


def _measure(chunk: list[Article], options: Options, furniture: Repeated) -> dict[str, pd.DataFrame]:
    outcomes: list[Applied] = []
    bodies = list(_corrected(extract_many(chunk, engine=options.engine), options.corrections, outcomes))
    heads = _headlines(chunk, [body.article.lang for body in bodies], options.engine)
    split = [voices(body) for body in bodies]
    types: dict[str | None, Types] = defaultdict(Types)
    wanted = bool(options.aspects or options.terms)
    tokens = [
        types[b.article.lang].cut(b.article.text, v.words) if wanted else Tokens()
        for b, v in zip(bodies, split, strict=True)
    ]
    article_rows: list[dict[str, Any]] = []
    attribution_rows: list[dict[str, Any]] = []
    audit_rows: list[dict[str, Any]] = [outcome.row() for outcome in outcomes]
    for article, body, head, spoken, cut in zip(chunk, bodies, heads, split, tokens, strict=True):
        titled = None if head is None else voices(head)
        sizes = _sizes(body, spoken)
        article_rows.append(_article_row(article, body, titled, spoken, sizes[0], cut, options.aspects))
        attribution_rows += _attribution_rows("body", body, sizes, options.passages)
        if head is not None and titled is not None and head.attributions:
            attribution_rows += _attribution_rows("title", head, _sizes(head, titled), options.passages)
        audit_rows += [_flag(article, note) for note in body.notes]
    frames = {
        "articles": pd.DataFrame(article_rows, columns=names("articles")),
        "attributions": pd.DataFrame(attribution_rows, columns=names("attributions")),
        "audit": pd.DataFrame(audit_rows, columns=names("audit")),
    }
    counted = count_terms(bodies, split, repeated=furniture, tokens=tokens).to_frame() if options.terms else None
    frames["terms"] = pd.DataFrame(columns=names("terms")) if counted is None else counted[list(names("terms"))]
    return frames


def _corrections(given: str | Path | pd.DataFrame | None) -> tuple[Correction, ...]:
    if given is None:
        return ()
    if not isinstance(given, pd.DataFrame) and not Path(given).is_file():
        raise FileNotFoundError(f"corrections={str(given)!r}: there is no such file; give a CSV or a DataFrame")
    table = given if isinstance(given, pd.DataFrame) else pd.read_csv(given, dtype=str, keep_default_na=False)
    return parse_corrections(table.to_dict("records"))


def _corrected(
    readings: Iterable[Reading], corrections: tuple[Correction, ...], outcomes: list[Applied]
) -> Iterator[Reading]:
    """Apply the corrections by hand to each reading, and note in ``outcomes`` what became of them."""
    by_article: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_article.setdefault(correction.article_id, []).append(correction)
    for reading in readings:
        mine = by_article.get(reading.article.id)
        if mine:
            reading, done = correct(reading, mine)
            outcomes += done
        yield reading


def _headlines(chunk: list[Article], langs: list[str | None], engine: str) -> list[Reading | None]:
    """Read the headlines as texts of their own, in the language of their bodies."""
    titled = [i for i, article in enumerate(chunk) if article.title]
    asked = [replace(chunk[i], text=chunk[i].title or "", lang=langs[i]) for i in titled]
    out: list[Reading | None] = [None] * len(chunk)
    for i, reading in zip(titled, extract_many(asked, engine=engine, find_language=False), strict=True):
        out[i] = reading
    return out


def _sizes(reading: Reading, spoken: Voices) -> tuple[list[int], list[int]]:
    """Return how many words each attribution's content has, and how many of them stand inside marks."""
    return spoken.sizes([a.content for a in reading.attributions])


def _article_row(
    article: Article,
    body: Reading,
    head: Voices | None,
    spoken: Voices,
    sizes: list[int],
    tokens: Tokens,
    aspects: Sequence[str],
) -> dict[str, Any]:
    text, lang = article.text, body.article.lang
    breaks = sentences(text, lang)
    speech = [a for a in body.attributions if a.act == "speech"]
    counts = {f"n_{voice}": n for voice, n in spoken.counts().items()}
    counts |= {"n_words": len(spoken.words), "n_attributions": len(speech)}
    titled = dict.fromkeys(VOICES, 0) if head is None else head.counts()
    return {
        "id": article.id,
        "outlet": article.outlet,
        "date": article.date,
        "lang": lang,
        "lang_found": body.lang_found,
        "event": article.event,
        "url": article.url,
        "n_paragraphs": len(paragraphs(text)),
        "n_sentences": len(breaks),
        **counts,
        **shares(counts),
        "n_attitudes": len(body.attributions) - len(speech),
        **{
            f"n_attributions_{type_}": sum(a.type == type_ for a in speech) for type_ in ("direct", "mixed", "indirect")
        },
        "n_attitude_words": sum(n for a, n in zip(body.attributions, sizes, strict=True) if a.act == "attitude"),
        "voice_runs": " ".join(f"{LETTERS[voice]}{n}" for _, n, voice in runs(spoken)),
        "title_n_words": sum(titled.values()),
        **{f"title_n_{voice}": n for voice, n in titled.items()},
        **(_aspects(body, spoken, sizes, tokens, breaks, aspects) if aspects else {}),
    }


def _aspects(
    body: Reading,
    spoken: Voices,
    sizes: list[int],
    tokens: Tokens,
    breaks: NDArray[np.int32],
    wanted: Sequence[str],
) -> dict[str, float]:
    out: dict[str, float] = {}
    if "sources" in wanted:
        out |= article_columns(body, sizes)
    if "wording" in wanted:
        out |= wording_columns(body, spoken, tokens=tokens)
    if "readability" in wanted:
        out |= readability_columns(body, spoken, tokens=tokens, breaks=breaks)
    if "frames" in wanted:
        out |= frame_columns(body, spoken, tokens=tokens)
    return out


def _attribution_rows(
    part: str, reading: Reading, sizes: tuple[list[int], list[int]], passages: bool
) -> Iterator[dict[str, Any]]:
    article, text = reading.article, reading.article.text
    for n, (a, n_words, n_marked) in enumerate(zip(reading.attributions, *sizes, strict=True)):
        row = {
            "article_id": article.id,
            "outlet": article.outlet,
            "lang": article.lang,
            "part": part,
            "n": n,
            "type": a.type,
            "act": a.act,
            "start": a.content[0].start,
            "end": a.content[-1].end,
            "content_spans": _spans(a.content),
            "cue_spans": _spans(a.cue),
            "source_spans": _spans(a.source),
            "n_words": n_words,
            "n_words_marked": n_marked,
            "speaker": a.speaker,
            "source_kind": a.source_kind,
            "role": a.role,
            "stance": a.stance,
            "confidence": a.confidence,
        }
        if passages:
            row |= {"content": written(a.content, text), "cue": written(a.cue, text), "source": written(a.source, text)}
        yield row


def _spans(spans: tuple[Span, ...]) -> str:
    return ";".join(f"{span.start}-{span.end}" for span in spans)


def _flag(article: Article, note: str) -> dict[str, Any]:
    reason, _, detail = note.partition(": ")
    return {"id": article.id, "outcome": "flagged", "reason": reason, "detail": detail}


def _stack(frames: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=list(columns))
    return pd.concat(filled, ignore_index=True)[list(columns)]


def _load(folder: Path, table: str) -> pd.DataFrame:
    parquet, csv = folder / f"{table}.parquet", folder / f"{table}.csv"
    if parquet.exists():
        return pd.read_parquet(parquet)
    if csv.exists():
        # The word "null" is a word and the year 2022 is a date: only an empty cell is nothing, and text stays text.
        words = {column.name: "str" for column in COLUMNS if column.table == table and column.dtype == "str"}
        return pd.read_csv(csv, dtype=words, keep_default_na=False, na_values=[""])
    raise FileNotFoundError(f"{folder} holds neither {parquet.name} nor {csv.name}; was it written by Tables.save?")


def _digest(*what: object) -> str:
    return hashlib.sha256(repr(what).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _stable(furniture: Repeated) -> list[tuple[str, list[str]]]:
    """Return the repeated lines in an order that does not depend on the process: sets have none."""
    return sorted((str(outlet), sorted(lines)) for outlet, lines in furniture.items())


def _card(corpus: Corpus, options: Options) -> dict[str, Any]:
    """Say how the tables were made, so that a number can be made again: versions, parameters, the corpus's digest."""
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
        "corpus_sha256": hashlib.sha256(
            "\0".join(f"{a.id}\0{a.text}" for a in corpus.articles).encode("utf-8", "surrogatepass")
        ).hexdigest(),
    }
