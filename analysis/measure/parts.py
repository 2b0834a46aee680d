"""One part of a corpus measured: a few hundred articles to the rows of four tables, or read back where kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from ..attribution import UNKNOWN
from ..attribution.features import LANGS
from ..collector import collector_paused
from ..columns import TABLES, names
from ..corrections import Applied, Correction
from ..extraction import extract_many
from ..keywords import count_terms
from ..keywords.boilerplate import Repeated, normal
from ..records import Article, Reading
from ..text import language_code
from ..text.lines import base_language
from ..tokens import Tokens, Types
from ..voices import voices
from .by_hand import corrected
from .rows import Told, article_row, attribution_columns, flag, sizes
from .tables import Tables

_NOT_READ = "language_not_read"
#: ISO 639 codes for a language that nothing tells, and for what is in none.
_NO_LANGUAGE = (UNKNOWN, "zxx")

ASPECTS = ("sources", "wording", "readability", "frames")
"""Groups of columns beside the voices."""


@dataclass(frozen=True, slots=True)
class Options:
    """What decides the numbers of one run; part of the card and of the names of resumable parts."""

    engine: str = "fast"
    terms: bool = True
    passages: bool = True
    aspects: tuple[str, ...] = ASPECTS
    corrections: tuple[Correction, ...] = ()


def part_of(
    chunk: list[Article], options: Options, furniture: Repeated, folder: Path | None
) -> dict[str, pd.DataFrame]:
    """Return the tables of some articles; with a ``folder`` they are kept there, and read back if they are there.

    A part depends on its own articles, on the corrections of these and on which of their own lines are repeated: what
    is added to a corpus, or corrected in it, does not undo the parts it does not touch.
    """
    options = _options_of(chunk, options)
    if folder is None:
        with collector_paused():
            return _measure(chunk, options, furniture)
    place = folder / name_of(chunk, options, furniture)
    if (place / "card.json").exists():
        kept = Tables.load(place)
        return {table: getattr(kept, table) for table in TABLES}
    with collector_paused():
        frames = _measure(chunk, options, furniture)
    Tables(**frames, card={}).save(place)
    return frames


def name_of(chunk: list[Article], options: Options, furniture: Repeated) -> str:
    """Return the name under which a part is kept: of its articles, its options and the version that measures it."""
    return _digest(chunk, _options_of(chunk, options), _stable(_within(furniture, chunk)), _code())


def _options_of(chunk: list[Article], options: Options) -> Options:
    ids = {article.id for article in chunk}
    return replace(options, corrections=tuple(c for c in options.corrections if c.article_id in ids))


def _measure(chunk: list[Article], options: Options, furniture: Repeated) -> dict[str, pd.DataFrame]:
    outcomes: list[Applied] = []
    bodies = list(corrected(extract_many(chunk, engine=options.engine), options.corrections, outcomes))
    heads = _headlines(chunk, [body.article.lang for body in bodies], options, outcomes)
    split = [voices(body) for body in bodies]
    types: dict[str | None, Types] = defaultdict(Types)
    wanted = bool(options.aspects or options.terms)
    tokens = [
        types[b.article.lang].cut(b.article.text, v.words) if wanted else Tokens()
        for b, v in zip(bodies, split, strict=True)
    ]
    rows: list[dict[str, Any]] = []
    told: list[Told] = []
    flags: list[dict[str, Any]] = [outcome.row() for outcome in outcomes]
    for article, body, head, spoken, cut in zip(chunk, bodies, heads, split, tokens, strict=True):
        titled = None if head is None else voices(head)
        counted = sizes(body, spoken)
        rows.append(article_row(article, body, titled, spoken, counted[0], cut, options.aspects))
        told.append(Told("body", body, *counted))
        if head is not None and titled is not None and head.attributions:
            told.append(Told("title", head, *sizes(head, titled)))
        flags += [flag(article, note) for note in (*body.notes, *_unread(article, body))]
    frames = {
        "articles": pd.DataFrame(rows, columns=names("articles")),
        "attributions": pd.DataFrame(
            attribution_columns(told, passages=options.passages), columns=names("attributions")
        ),
        "audit": pd.DataFrame(flags, columns=names("audit")),
    }
    of_terms = count_terms(bodies, split, repeated=furniture, tokens=tokens).to_frame() if options.terms else None
    frames["terms"] = pd.DataFrame(columns=names("terms")) if of_terms is None else of_terms[list(names("terms"))]
    return frames


def _unread(article: Article, body: Reading) -> Iterator[str]:
    """Yield a note on a text that is in no language read here, where that was not sure enough to be told before."""
    lang = body.article.lang or UNKNOWN
    if base_language(lang) in LANGS or any(note.startswith(_NOT_READ) for note in body.notes):
        return
    if article.lang and language_code(article.lang) == lang:
        yield f"{_NOT_READ}: declared {lang}; only its quotation marks count"
    else:
        told = "nothing tells its language" if lang in _NO_LANGUAGE else f"perhaps {lang}"
        yield f"{_NOT_READ}: {told}; only its quotation marks count, unless fill={{'lang': …}} tells another"


def _headlines(
    chunk: list[Article], langs: list[str | None], options: Options, outcomes: list[Applied]
) -> list[Reading | None]:
    """Read the headlines as texts of their own, in the language of their bodies, and correct them."""
    titled = [i for i, article in enumerate(chunk) if article.title]
    asked = [replace(chunk[i], text=chunk[i].title or "", lang=langs[i]) for i in titled]
    out: list[Reading | None] = [None] * len(chunk)
    read = extract_many(asked, engine=options.engine, find_language=False)
    for i, reading in zip(titled, corrected(read, options.corrections, outcomes, "title"), strict=True):
        out[i] = reading
    without = {article.id for article in chunk if not article.title}
    lost = [c for c in options.corrections if c.part == "title" and c.article_id in without]
    outcomes += [Applied(c, "flagged", "correction found no passage") for c in lost]
    return out


@cache
def _code() -> str:
    """Return a digest of the package, word lists and weights included: a part measured by another one is not taken."""
    found = hashlib.sha256()
    waiting = [files(__package__.partition(".")[0])]
    while waiting:
        for item in sorted(waiting.pop().iterdir(), key=lambda entry: entry.name):
            if item.is_dir():
                waiting.append(item)
            elif item.name.endswith((".py", ".csv", ".json", ".npz", ".onnx")):
                found.update(item.read_bytes())
    return found.hexdigest()


def _digest(*what: object) -> str:
    return hashlib.sha256(repr(what).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _within(furniture: Repeated, chunk: Iterable[Article]) -> Repeated:
    """Return the repeated lines that stand in some articles: the others change nothing in their tables."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for article in chunk:
        if known := furniture.get(article.outlet):
            found[article.outlet].update(known.intersection(map(normal, article.text.splitlines())))
    return {outlet: frozenset(lines) for outlet, lines in found.items() if lines}


def _stable(furniture: Repeated) -> list[tuple[str, list[str]]]:
    """Return the repeated lines in an order that does not depend on the process: sets have none."""
    return sorted((str(outlet), sorted(lines)) for outlet, lines in furniture.items())
