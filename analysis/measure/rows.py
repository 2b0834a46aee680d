"""The rows of the tables: what one article, one attribution and one flag come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import LETTERS, VOICES
from ..frames import frame_columns
from ..phrases import Tokens
from ..readability import readability_columns
from ..records import Article, Reading, Span, written
from ..sources import article_columns
from ..text import paragraphs, sentences
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


def attribution_rows(
    part: str, reading: Reading, sizes: tuple[list[int], list[int]], passages: bool
) -> Iterator[dict[str, Any]]:
    """Yield a row for each attribution of the ``body`` or the ``title``, its words where ``passages`` are wanted."""
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
            "gender": a.gender,
            "gender_from": a.gender_from,
            "stance": a.stance,
            "confidence": a.confidence,
        }
        if passages:
            row |= {"content": written(a.content, text), "cue": written(a.cue, text), "source": written(a.source, text)}
        yield row


def _spans(spans: tuple[Span, ...]) -> str:
    return ";".join(f"{span.start}-{span.end}" for span in spans)


def flag(article: Article, note: str) -> dict[str, Any]:
    """Return the row of the audit that a note of a reading makes."""
    reason, _, detail = note.partition(": ")
    return {"id": article.id, "outcome": "flagged", "reason": reason, "detail": detail}
