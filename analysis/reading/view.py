"""One article as HTML: every word in the tint of its voice, every claim linked to who makes it and how."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..columns import VOICES
from ..counts import n_named
from ..lexicons import labels, number
from ..periods import period_name
from ..records import Attribution, Reading, written
from ..text.lines import lines
from ..voices import COLOURS, DIRECT, INDIRECT, NARRATION, PARTIAL, SCARE, Voices, asides, runs, voices
from .style import EDGE, FRAME, sheet, shown


def page(readings: Reading | Iterable[Reading], *, lang: str = "en", title: str | None = None) -> str:
    """Return a self-contained HTML page of one or more readings: no script, no request, everything escaped.

    ``title`` is the page's; by default a single article's own, or the number of articles.
    """
    several = [readings] if isinstance(readings, Reading) else list(readings)
    if odd := next((type(one).__name__ for one in several if not isinstance(one, Reading)), ""):
        raise ValueError(f"readings: {odd} is no reading; give extract(...) or extract_many(corpus)")
    alone = len(several) == 1 and title is None
    name = title or (_name(several[0]) if alone else n_named(len(several), "article", lang=lang))
    body = '\n<hr class="mf-next">\n'.join(
        fragment(reading, lang=lang, anchor=f"r{n}", style=False, heading="h1" if alone else "h2")
        for n, reading in enumerate(several)
    )
    above = "" if alone else f'<div class="{FRAME}"><h1>{shown(name)}</h1></div>\n'
    return (
        f'<!doctype html>\n<html lang="{shown(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(name)}</title>\n<style>body{{margin:1em auto;max-width:48em}}{sheet()}</style>\n"
        f"</head>\n<body>\n{above}{body}\n</body>\n</html>\n"
    )


def fragment(
    reading: Reading, *, lang: str = "en", anchor: str | None = None, style: bool = True, heading: str = "h2"
) -> str:
    """Return one reading as an HTML fragment, for a notebook cell or a page.

    ``anchor`` begins the names its links lead to, and keeps several readings in one document apart; by default it is
    made from the article.  ``style=False`` leaves out the style sheet, for the second and later ones.
    """
    names = labels(lang)
    spoken = voices(reading)
    article = reading.article
    if anchor is None:
        anchor = f"r{crc32(f'{article.id} {article.text}'.encode('utf-8', 'surrogatepass')):08x}"
    body = _body(reading, anchor, lang)
    date = period_name(article.date or "", lang, words=True)
    spoken_in = names.get(article.lang, article.lang) if article.lang else ""
    facts = [article.outlet or names["unknown_value"], date, spoken_in]
    parts = [
        f"<style>{sheet()}</style>" if style else "",
        f"<{heading}>{shown(_name(reading))}</{heading}>" if article.title or heading == "h1" else "",
        f'<div class="facts" lang="{shown(lang)}">{" · ".join(shown(fact) for fact in facts if fact)}</div>',
        barcode(spoken, lang=lang),
        _legend(spoken, lang, held=f' {_HELD}"' in body),
        body,
        _list(reading, anchor, lang),
    ]
    inner = "\n".join(part for part in parts if part)
    return f'<div class="{FRAME}" lang="{shown(article.lang or lang)}">{inner}</div>'


def _name(reading: Reading) -> str:
    return reading.article.title or reading.article.id


def barcode(spoken: Voices, *, lang: str = "en", width: int = 1000) -> str:
    """Return an SVG strip with one stripe for each run of words of one voice, in reading order."""
    names = labels(lang)
    n = len(spoken.code)
    if n == 0:
        return ""
    said = ", ".join(
        f"{names[voice]} {number(count / n, '.0%', lang=lang)}" for voice, count in spoken.counts().items() if count
    )
    stripes = [
        f'<rect x="{width * first / n:.2f}" width="{width * size / n:.2f}" height="22" fill="{COLOURS[voice]}"/>'
        for first, size, voice in runs(spoken)
    ]
    # In grey, yellow is hardly darker than the outlet's own words: a dark edge tells them apart.
    stripes += [
        f'<path d="M{width * first / n:.2f} 19.5h{width * size / n:.2f}" stroke="{EDGE}" stroke-width="5"/>'
        for first, size, voice in runs(spoken)
        if voice == "scare"
    ]
    return (
        f'<svg viewBox="0 0 {width} 22" preserveAspectRatio="none" role="img" lang="{shown(lang)}" '
        f'aria-label="{shown(said)}">'
        f"<title>{shown(said)}</title>{''.join(stripes)}</svg>"
    )


def _legend(spoken: Voices, lang: str, *, held: bool) -> str:
    names = labels(lang)
    total = max(1, len(spoken.code))
    counted = (
        (voice, number(n / total, ".1%", lang=lang), number(n, ",d", lang=lang)) for voice, n in spoken.counts().items()
    )
    keys = "".join(
        f'<span><span class="key {voice}">{shown(names[voice])}</span> {share} ({n})</span> '
        for voice, share, n in counted
    )
    if held:
        keys += f'<span><mark class="scare {_HELD}">{shown(names["legend_held"])}</mark></span> '
    return (
        f'<div class="legend" lang="{shown(lang)}">{keys}<span><a>{shown(names["legend_source"])}</a></span> '
        f'<span><a class="cue">{shown(names["legend_cue"])}</a></span></div>'
    )


_HELD = "held"
"""The class of scare quotes, beside that of their voice: titles and names that nobody says are of that voice too."""


@dataclass(frozen=True, slots=True)
class _Layers:
    """What stands at each character: its voice, whose content it is, which source or cue, and which mark (0 = none)."""

    voice: NDArray[np.uint8]
    mark: NDArray[np.int32]
    owner: NDArray[np.int32]
    link: NDArray[np.int32]
    links: tuple[tuple[int, str], ...]


def _layers(reading: Reading) -> _Layers:
    size = len(reading.article.text)
    marks = np.zeros(size, np.int32)
    for n, mark in enumerate(reading.marked, 1):
        marks[mark.span.start : mark.span.end] = n
    inside = marks > 0
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
    # Of marks that somebody says the voice tells enough.
    marks[voice != SCARE] = 0
    return _Layers(voice, marks, owner, link, tuple(links))


def _body(reading: Reading, anchor: str, lang: str) -> str:
    """Return the paragraphs, each cut where a voice, a content, a source or a cue begins or ends."""
    text, layers = reading.article.text, _layers(reading)
    of_each = (layers.voice, layers.mark, layers.owner, layers.link)
    cuts = (np.flatnonzero(np.any([np.diff(layer) != 0 for layer in of_each], axis=0)) + 1).tolist()
    seen: set[int] = set()
    hovers = [_hover(a, lang) for a in reading.attributions]
    uses = [labels(lang)[f"use_{mark.use}"] for mark in reading.marked]
    out = []
    for start, end in lines(text):
        edges = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        pieces = (_piece(reading, layers, b, e, anchor, seen, hovers, uses) for b, e in pairwise(edges))
        out.append(f"<p>{''.join(pieces)}</p>")
    return "\n".join(out)


def _piece(
    reading: Reading, layers: _Layers, start: int, end: int, anchor: str, seen: set[int], hovers: Sequence[str],
    uses: Sequence[str],
) -> str:  # fmt: skip
    html = shown(reading.article.text[start:end])
    link, owner, voice = int(layers.link[start]), int(layers.owner[start]), int(layers.voice[start])
    if link:
        n, role = layers.links[link - 1]
        html = f'<a class="{role}" href="#{anchor}-{n}" title="{hovers[n - 1]}">{html}</a>'
    if voice or owner:
        mark = int(layers.mark[start])
        told = " · ".join([*([hovers[owner - 1]] if owner else ()), *([shown(uses[mark - 1])] if mark else ())])
        hover = f' title="{told}"' if told else ""
        held = f" {_HELD}" if mark and reading.marked[mark - 1].use == "scare" else ""
        first = f' id="{anchor}-{owner}"' if owner and owner not in seen else ""
        number = f"<sup>{owner}</sup>" if first else ""
        seen.add(owner)
        html = f'<mark class="{VOICES[voice]}{held}"{first}{hover}>{number}{html}</mark>'
    return html


def _hover(a: Attribution, lang: str) -> str:
    """Return in words what is known of an attribution, for who points at it."""
    names = labels(lang)
    facts = [a.speaker or "?"]
    facts += [names.get(code, code) for code in (a.source_kind, a.role, a.type, a.stance, a.act) if code]
    facts.append(f"{names['confidence']} {number(a.confidence, '.2f', lang=lang)}")
    return shown(" · ".join(dict.fromkeys(facts)))


def _list(reading: Reading, anchor: str, lang: str) -> str:
    """Return the attributions as a table that links back into the text."""
    if not reading.attributions:
        return ""
    names = labels(lang)
    ours = f' lang="{shown(lang)}"'
    head = "".join(
        f'<th scope="col">{shown(names[key])}</th>' for key in ("speaker", "kind", "source", "cue", "stance")
    )
    rows = []
    for n, a in enumerate(reading.attributions, 1):
        text = reading.article.text
        stance = names[a.stance] + (f" ({names['attitude']})" if a.act == "attitude" else "")
        # What is said of the article, and not by it, is in the reader's language.
        cells = (
            ("", a.speaker or "–"),
            (ours, names[a.source_kind]),
            ("", written(a.source, text) or "–"),
            ("", written(a.cue, text) or "–"),
            (ours, stance),
        )
        told = "".join(f"<td{spoken}>{shown(cell)}</td>" for spoken, cell in cells)
        rows.append(f'<tr><td><a href="#{anchor}-{n}">{n}</a></td>{told}</tr>')
    return f'<table><tr lang="{shown(lang)}"><td></td>{head}</tr>{"".join(rows)}</table>'
