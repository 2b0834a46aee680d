"""The rows of the tables: what one article, one attribution and one flag come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..columns import LETTERS, VOICES
from ..frames import frame_columns
from ..readability import readability_columns
from ..records import Article, Reading, Span, written
from ..sources import article_columns
from ..text import sentences
from ..text.lines import lines
from ..tokens import Tokens
from ..voices import Voices, runs, shares
from ..wording import wording_columns


def sizes(reading: Reading, spoken: Voices) -> tuple[list[int], list[int]]:
    """Return how many words each attribution's content has, and how many of them stand inside marks."""
    return spoken.sizes([a.content for a in reading.attributions])


def article_row(
    article: Article,
    body: Reading,
    head: Voices | None,
    spoken: Voices,
    sizes: list[int],
    tokens: Tokens,
    aspects: Sequence[str],
) -> dict[str, Any]:
    """Return the row of one article: ``head`` is its headline's voices, ``sizes`` the words of each attribution."""
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
        "n_paragraphs": len(lines(text)),
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


class Told(NamedTuple):
    """One text that was read, the ``body`` of an article or its ``title``, and the ``sizes`` of its attributions."""

    part: str
    reading: Reading
    n_words: list[int]
    n_marked: list[int]


def attribution_columns(texts: Sequence[Told], *, passages: bool) -> dict[str, list[Any]]:
    """Return the columns of the attributions of some texts; those of their words are NaN unless ``passages``.

    Columns, not rows: a corpus has ten times as many attributions as articles.
    """
    each = [(text.reading.article, a) for text in texts for a in text.reading.attributions]
    columns: dict[str, list[Any]] = {
        "article_id": [article.id for article, _ in each],
        "outlet": [article.outlet for article, _ in each],
        "lang": [article.lang for article, _ in each],
        "part": [text.part for text in texts for _ in text.reading.attributions],
        "n": [n for text in texts for n in range(len(text.reading.attributions))],
        "type": [a.type for _, a in each],
        "act": [a.act for _, a in each],
        "start": [a.content[0].start for _, a in each],
        "end": [a.content[-1].end for _, a in each],
        "content_spans": [_spans(a.content) for _, a in each],
        "cue_spans": [_spans(a.cue) for _, a in each],
        "source_spans": [_spans(a.source) for _, a in each],
        "n_words": [n for text in texts for n in text.n_words],
        "n_words_marked": [n for text in texts for n in text.n_marked],
        "speaker": [a.speaker for _, a in each],
        "source_kind": [a.source_kind for _, a in each],
        "role": [a.role for _, a in each],
        "gender": [a.gender for _, a in each],
        "gender_from": [a.gender_from for _, a in each],
        "stance": [a.stance for _, a in each],
        "confidence": [a.confidence for _, a in each],
    }
    if not passages:
        return columns | dict.fromkeys(("content", "cue", "source"), [float("nan")] * len(each))
    return columns | {
        "content": [written(a.content, article.text) for article, a in each],
        "cue": [written(a.cue, article.text) for article, a in each],
        "source": [written(a.source, article.text) for article, a in each],
    }


def _spans(spans: tuple[Span, ...]) -> str:
    return ";".join([f"{span.start}-{span.end}" for span in spans])


def flag(article: Article, note: str) -> dict[str, Any]:
    """Return the row of the audit that a note of a reading makes."""
    reason, _, detail = note.partition(": ")
    return {"id": article.id, "outcome": "flagged", "reason": reason, "detail": detail}
