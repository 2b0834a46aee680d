"""The passages behind a number: each claim in its surroundings, with who makes it and where it stands."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..counts import filled
from ..lexicons import labels
from ..periods import period_name
from ..quotation import marked_spans
from ..records import Article, Span
from .style import FRAME, sheet, shown

if TYPE_CHECKING:
    import pandas as pd

_FACTS = ("source_kind", "role", "stance")
_BREAK = re.compile(r"\s*\n\s*")
_LONGEST = 30
"""Characters looked through for the edge of a word; in a script without spaces there is none to find."""


def evidence(
    rows: pd.DataFrame, articles: Iterable[Article], *, context: int = 90, lang: str = "en", most: int = 50
) -> str:
    """Return the passages behind rows of an ``attributions`` table as HTML: each content in its surroundings.

    ``rows`` needs ``article_id``, ``content_spans``, ``cue_spans`` and ``source_spans`` (and ``part`` where headlines
    were read); ``articles`` are those measured.  About ``context`` characters are shown on either side, whole words.
    Rows whose article is not given are counted, not dropped in silence.
    """
    names = labels(lang)
    by_id = {article.id: article for article in articles}
    items, missing = [], 0
    for row in rows.head(most).to_dict("records"):
        article = by_id.get(row["article_id"])
        if article is None:
            missing += 1
            continue
        items.append(_passage(row, article, context, lang))
    if rows.empty:
        items = [f'<p class="facts">{shown(names["no_passages"])}</p>']
    left = max(0, len(rows) - most)
    said = [filled(names[key], lang, n=n) for n, key in ((left, "not_shown"), (missing, "no_text")) if n]
    note = f'<p class="facts">{shown("; ".join(said))}</p>' if said else ""
    return f'<div class="{FRAME}"><style>{sheet()}</style>{"".join(items)}{note}</div>'


def _passage(row: Mapping[Hashable, object], article: Article, context: int, lang: str) -> str:
    names = labels(lang)
    text = (article.title or "") if row.get("part") == "title" else article.text
    content, cue, source = (_spans(row.get(f"{role}_spans")) for role in ("content", "cue", "source"))
    every = content + cue + source
    begin = _back_to_word(text, max(0, min(span.start for span in every) - context))
    end = _on_to_word(text, min(len(text), max(span.end for span in every) + context))
    pieces = [(span, "mark", css) for span, css in _voices(text, content, str(row.get("type")))]
    pieces += [(span, "a", css) for css, spans in (("cue", cue), ("source", source)) for span in spans]
    html, at = [], begin
    for span, tag, css in sorted(pieces):
        if span.start < at:
            continue
        html += [_lines(text, at, span.start), f'<{tag} class="{css}">{_lines(text, *span)}</{tag}>']
        at = span.end
    html.append(_lines(text, at, end))
    who = [row.get("speaker"), *(names.get(str(row.get(key))) for key in _FACTS)]
    where = [
        article.outlet,
        article.date and period_name(article.date, lang, words=True),
        f"{article.id} {begin}-{end}",
    ]
    told = " · ".join(shown(str(fact)) for fact in (*who, *where) if isinstance(fact, str) and fact)
    return (
        f'<div class="passage"><p lang="{shown(article.lang or "")}">{"… " * (begin > 0)}{"".join(html)}'
        f'{" …" * (end < len(text))}</p><span class="facts">{told}</span></div>'
    )


def _voices(text: str, content: list[Span], type_: str) -> Iterator[tuple[Span, str]]:
    """Cut a content where its quotation marks are: in a mixed one, what stands outside them is paraphrase."""
    if type_ != "mixed":
        yield from ((span, "direct" if type_ == "direct" else "indirect") for span in content)
        return
    marked = marked_spans(text)
    for span in content:
        at = span.start
        for mark in marked:
            begin, end = max(mark.start, at), min(mark.end, span.end)
            if begin >= end:
                continue
            if at < begin:
                yield Span(at, begin), "indirect"
            yield Span(begin, end), "partial"
            at = end
        if at < span.end:
            yield Span(at, span.end), "indirect"


def _lines(text: str, begin: int, end: int) -> str:
    """Escape a stretch of text, with a sign where a paragraph ends."""
    return " ¶ ".join(map(shown, _BREAK.split(text[begin:end])))


def _back_to_word(text: str, at: int) -> int:
    least = max(0, at - _LONGEST)
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def _on_to_word(text: str, at: int) -> int:
    most = min(len(text), at + _LONGEST)
    while at < most and not text[at].isspace():
        at += 1
    return at


def _spans(written_as: object) -> list[Span]:
    if not isinstance(written_as, str) or not written_as:
        return []
    return [Span(*map(int, piece.split("-"))) for piece in written_as.split(";")]
