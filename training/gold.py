"""The hand-annotated articles as readings, when they stand beside the project (``../shared/gold``)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.records import Article, Attribution, Reading, Span

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the annotators say of one attribution."""

    entity: str
    kind: str
    stance: str
    optional: bool


def records(name: str, folder: Path = GOLD) -> list[dict[str, Any]]:
    """Return the articles of one gold file (``fr_train``) as dictionaries."""
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: the gold annotation is kept apart from the project")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    """Return [[begin, end], …] as spans."""
    return tuple(Span(b, e) for b, e in pairs)


def reading(record: dict[str, Any]) -> tuple[Reading, list[Answer]]:
    """Return one article with its gold attributions (speaker, kind, stance unset) and the answers, in reading order."""
    rows = sorted((a for a in record["attributions"] if a["content"]), key=lambda a: a["content"][0])
    found = tuple(
        Attribution(spans(a["content"]), spans(a["cue"]), spans(a["source"]), type=a.get("type", "indirect"))
        for a in rows
    )
    answers = [
        Answer(a.get("source_entity", ""), a.get("source_kind", ""), a.get("cue_stance", ""), bool(a.get("optional")))
        for a in rows
    ]
    article = Article(id=record["id"], text=record["text"], lang=record["lang"], outlet=record.get("outlet"))
    return Reading(article, found), answers


def readings(name: str, folder: Path = GOLD) -> Iterator[tuple[Reading, list[Answer]]]:
    """Yield every article of one gold file with its answers."""
    for record in records(name, folder):
        yield reading(record)
