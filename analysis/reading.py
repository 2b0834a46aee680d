"""An article to look at: its voices tinted, its sources and cues underlined, every claim linked to who makes it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .columns import VOICES
from .lexicons import labels
from .records import Article, Attribution, Reading, Span, written
from .text import paragraphs
from .voices import COLOURS, DIRECT, INDIRECT, INK, NARRATION, PARTIAL, SCARE, Voices, asides, runs, voices

if TYPE_CHECKING:
    import pandas as pd

_STYLE = """
.mf{font:16px/1.65 Georgia,'Times New Roman',serif;color:#1a1a1a;background:#fff;max-width:44em;padding:.2em .8em}
.mf h2{font-size:1.25em;line-height:1.3;margin:.6em 0 .1em}.mf p{margin:.7em 0}
.mf .facts,.mf .legend,.mf table{font:13px/1.5 system-ui,sans-serif;color:#444}
.mf .legend span,.mf .legend u{margin-right:.9em;white-space:nowrap}
.mf svg{display:block;width:100%;height:22px;margin:.6em 0}
.mf mark{color:inherit;background:none;padding:.06em 0;border-radius:2px}
.mf a{color:inherit;text-decoration:underline 2px;text-underline-offset:3px}
.mf a.cue{text-decoration:underline dotted 2px}
.mf sup{font:10px/0 system-ui,sans-serif;color:#555;margin-left:1px}
.mf mark:target{outline:2px solid #1a1a1a}
.mf table{border-collapse:collapse;margin:1em 0;width:100%;table-layout:fixed}
.mf th,.mf td{text-align:left;vertical-align:top;padding:.25em .6em .25em 0}
.mf th,.mf td{border-top:1px solid #ddd;overflow-wrap:anywhere}
.mf th:first-child,.mf td:first-child{width:2em}
@media print{.mf{font-size:11pt;max-width:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def _tints() -> str:
    soft = {"direct": "#c9dcf3", "partial": "#e2eefa", "indirect": "#f8ddcd", "scare": "#fbf0c9"}
    marks = "".join(f".mf mark.{voice}{{background:{tint}}}" for voice, tint in soft.items())
    keys = "".join(f".mf .key.{v}{{background:{COLOURS[v]};color:{INK[v]};padding:0 .4em}}" for v in VOICES)
    # Shape repeats colour: a partial quotation has a rule beneath it, paraphrase is slanted, scare marks are boxed.
    return (
        marks
        + keys
        + (
            ".mf mark.partial{border-bottom:1px solid #86b6e3}.mf mark.indirect{font-style:italic}"
            ".mf mark.scare{border:1px dashed #c9a227}"
        )
    )


def page(readings: Reading | Iterable[Reading], *, lang: str = "en", title: str | None = None) -> str:
    """Return a self-contained HTML page of one or more readings: no script, no request, everything escaped."""
    several = [readings] if isinstance(readings, Reading) else list(readings)
    body = "\n<hr>\n".join(
        fragment(reading, lang=lang, anchor=f"r{n}", style=False) for n, reading in enumerate(several)
    )
    name = title or (several[0].article.title if several else None) or "media-framing"
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(name)}</title>\n<style>body{{margin:1em auto;max-width:48em}}{_STYLE}{_tints()}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def fragment(reading: Reading, *, lang: str = "en", anchor: str = "r", style: bool = True) -> str:
    """Return one reading as an HTML fragment, for a notebook cell or a page; ``anchor`` keeps several apart."""
    names = labels(lang)
    spoken = voices(reading)
    article = reading.article
    facts = [article.outlet or names["unknown_value"], article.date or "", article.lang or ""]
    parts = [
        f"<style>{_STYLE}{_tints()}</style>" if style else "",
        f"<h2>{_text(article.title)}</h2>" if article.title else "",
        f'<div class="facts">{" · ".join(_text(fact) for fact in facts if fact)}</div>',
        barcode(spoken, lang=lang),
        _legend(spoken, names),
        _body(reading, anchor),
        _list(reading, anchor, names),
    ]
    return (
        f'<div class="mf" lang="{_text(article.lang or lang)}">' + "\n".join(part for part in parts if part) + "</div>"
    )


def barcode(spoken: Voices, *, lang: str = "en", width: int = 1000) -> str:
    """Return an SVG strip with one stripe for each run of words of one voice, in reading order."""
    names = labels(lang)
    n = len(spoken.code)
    if n == 0:
        return ""
    said = ", ".join(f"{names[voice]} {count / n:.0%}" for voice, count in spoken.counts().items() if count)
    stripes = [
        f'<rect x="{width * first / n:.2f}" width="{width * size / n:.2f}" height="22" fill="{COLOURS[voice]}"/>'
        for first, size, voice in runs(spoken)
    ]
    return (
        f'<svg viewBox="0 0 {width} 22" preserveAspectRatio="none" role="img" aria-label="{escape(said)}">'
        f"<title>{escape(said)}</title>{''.join(stripes)}</svg>"
    )


def evidence(
    rows: pd.DataFrame, articles: Iterable[Article], *, context: int = 90, lang: str = "en", most: int = 50
) -> str:
    """Return the passages behind rows of an ``attributions`` table as HTML: each content in its surroundings.

    ``rows`` needs ``article_id``, ``content_spans``, ``cue_spans`` and ``source_spans`` (and ``part`` where headlines
    were read); ``articles`` are those measured.  Rows whose article is not given are counted, not dropped in silence.
    """
    names = labels(lang)
    by_id = {article.id: article for article in articles}
    items, missing = [], 0
    for row in rows.head(most).to_dict("records"):
        article = by_id.get(row["article_id"])
        if article is None:
            missing += 1
            continue
        items.append(_passage(row, article, context))
    left = max(0, len(rows) - most)
    said = [f"{n} {names[key]}" for n, key in ((left, "not_shown"), (missing, "no_text")) if n]
    note = f'<p class="facts">{_text("; ".join(said))}</p>' if said else ""
    return f'<div class="mf"><style>{_STYLE}{_tints()}</style>{"".join(items)}{note}</div>'


def _passage(row: Mapping[Hashable, object], article: Article, context: int) -> str:
    text = (article.title or "") if row.get("part") == "title" else article.text
    content, cue, source = (_spans(row.get(f"{role}_spans")) for role in ("content", "cue", "source"))
    every = content + cue + source
    start = max(0, min(span.start for span in every) - context)
    end = min(len(text), max(span.end for span in every) + context)
    kind = {"direct": "direct", "mixed": "partial"}.get(str(row.get("type")), "indirect")
    shown, at = [], start
    for span, tag, css in sorted(
        [(s, "mark", kind) for s in content] + [(s, "a", "cue") for s in cue] + [(s, "a", "source") for s in source]
    ):
        if span.start < at:
            continue
        shown += [_text(text[at : span.start]), f'<{tag} class="{css}">{_text(span.of(text))}</{tag}>']
        at = span.end
    shown.append(_text(text[at:end]))
    facts = " · ".join(
        _text(str(fact)) for fact in (article.outlet, article.date, f"{article.id} {start}-{end}") if fact
    )
    return f'<p>{"…" * (start > 0)}{"".join(shown)}{"…" * (end < len(text))}<br><span class="facts">{facts}</span></p>'


def _spans(written_as: object) -> list[Span]:
    if not isinstance(written_as, str) or not written_as:
        return []
    return [Span(*map(int, piece.split("-"))) for piece in written_as.split(";")]


def _legend(spoken: Voices, names: Mapping[str, str]) -> str:
    total = max(1, len(spoken.code))
    keys = "".join(
        f'<span><span class="key {voice}">{_text(names[voice])}</span> {n / total:.1%} ({n})</span> '
        for voice, n in spoken.counts().items()
    )
    return (
        f'<div class="legend">{keys}<br><span><a>{_text(names["legend_source"])}</a></span>'
        f'<span><a class="cue">{_text(names["legend_cue"])}</a></span></div>'
    )


@dataclass(frozen=True, slots=True)
class _Layers:
    """What stands at each character: its voice, whose content it is, and which source or cue (0 = none)."""

    voice: NDArray[np.uint8]
    owner: NDArray[np.int32]
    link: NDArray[np.int32]
    links: tuple[tuple[int, str], ...]


def _layers(reading: Reading) -> _Layers:
    size = len(reading.article.text)
    inside = np.zeros(size, bool)
    for mark in reading.marked:
        inside[mark.span.start : mark.span.end] = True
    voice = np.where(inside, np.uint8(SCARE), np.uint8(NARRATION))
    speech = [a for a in reading.attributions if a.act == "speech"]
    for aside in asides(speech, [mark.span for mark in reading.marked]):
        voice[aside.start : aside.end] = NARRATION
    owner, link = np.zeros(size, np.int32), np.zeros(size, np.int32)
    links: list[tuple[int, str]] = []
    for n, a in enumerate(reading.attributions, 1):
        for span in a.content:
            part = slice(span.start, span.end)
            owner[part] = n
            if a.act == "speech":
                voice[part] = np.where(inside[part], {"direct": DIRECT, "mixed": PARTIAL}.get(a.type, SCARE), INDIRECT)
        for role, spans in (("source", a.source), ("cue", a.cue)):
            links.append((n, role))
            for span in spans:
                link[span.start : span.end] = len(links)
    return _Layers(voice, owner, link, tuple(links))


def _body(reading: Reading, anchor: str) -> str:
    """Return the paragraphs, each cut where a voice, a content, a source or a cue begins or ends."""
    text, layers = reading.article.text, _layers(reading)
    changes = (np.diff(layers.voice) != 0) | (np.diff(layers.owner) != 0) | (np.diff(layers.link) != 0)
    cuts = (np.flatnonzero(changes) + 1).tolist()
    seen: set[int] = set()
    out = []
    for start, end in paragraphs(text).tolist():
        edges = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        pieces = (_piece(reading, layers, b, e, anchor, seen) for b, e in pairwise(edges))
        out.append(f"<p>{''.join(pieces)}</p>")
    return "\n".join(out)


def _piece(reading: Reading, layers: _Layers, start: int, end: int, anchor: str, seen: set[int]) -> str:
    html = _text(reading.article.text[start:end])
    link, owner, voice = int(layers.link[start]), int(layers.owner[start]), int(layers.voice[start])
    if link:
        n, role = layers.links[link - 1]
        hover = _hover(reading.attributions[n - 1])
        html = f'<a class="{role}" href="#{anchor}-{n}" title="{hover}">{html}</a>'
    if voice or owner:
        hover = f' title="{_hover(reading.attributions[owner - 1])}"' if owner else ""
        first = f' id="{anchor}-{owner}"' if owner and owner not in seen else ""
        number = f"<sup>{owner}</sup>" if first else ""
        seen.add(owner)
        html = f'<mark class="{VOICES[voice]}"{first}{hover}>{number}{html}</mark>'
    return html


def _hover(a: Attribution) -> str:
    facts = (a.speaker or "?", a.source_kind, a.role, a.type, a.stance, a.act, f"{a.confidence:.2f}")
    return _text(" · ".join(fact for fact in facts if fact))


def _list(reading: Reading, anchor: str, names: Mapping[str, str]) -> str:
    """Return the attributions as a table that links back into the text."""
    if not reading.attributions:
        return ""
    head = "".join(f"<th>{_text(names[key])}</th>" for key in ("speaker", "kind", "source", "cue", "stance"))
    rows = []
    for n, a in enumerate(reading.attributions, 1):
        text = reading.article.text
        cells = (a.speaker or "–", names[a.source_kind], written(a.source, text) or "–", written(a.cue, text) or "–")
        stance = names[a.stance] + (f" ({names['attitude']})" if a.act == "attitude" else "")
        rows.append(
            f'<tr><td><a href="#{anchor}-{n}">{n}</a></td>'
            + "".join(f"<td>{_text(cell)}</td>" for cell in (*cells, stance))
            + "</tr>"
        )
    return f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"


def _text(raw: str) -> str:
    """Escape text for HTML, attributes included; characters HTML forbids are shown as replacement characters."""
    return escape(raw.translate(_FORBIDDEN).encode("utf-8", "replace").decode("utf-8"))


_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
