"""From a text to its reading: who said what, in which words, introduced how, and what the quotation marks are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from .attribution import UNKNOWN, attributions, detect_languages, language_note
from .quotation import marked_spans
from .records import Article, Reading
from .scare import classify_marks
from .speakers import resolve

BATCH = 64
"""Articles read together: enough to fill the arrays, few enough to stay in cache and to show progress."""


def extract(text: str, lang: str | None = None, engine: str = "fast") -> Reading:
    """Read one text.  Never raises on any ``str``; the cost is linear in its length.

    ``lang`` is an ISO 639-1 code, or None to find it in the text.  ``engine`` is ``"fast"`` or ``"accurate"`` (the
    latter needs the extra of that name); anything else is a ``ValueError``.

    >>> reading = extract("« Nous n'avons pas le choix », a déclaré Anne Martin.", lang="fr")
    >>> [(a.type, a.speaker) for a in reading.attributions]
    [('direct', 'Anne Martin')]
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}; read files with analysis.read_corpus")
    return next(extract_many([Article(id="text", text=text, lang=lang)], engine=engine))


def extract_many(articles: Iterable[Article], *, engine: str = "fast", find_language: bool = True) -> Iterator[Reading]:
    """Read many articles, in their order, a batch at a time; each costs the same as alone or less.

    ``find_language=False`` takes the language of every article as it is given: headlines are too short to tell.
    """
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield from _read(batch, engine, find_language)


def _read(batch: list[Article], engine: str, find_language: bool) -> Iterator[Reading]:
    if find_language:
        langs = detect_languages([article.text for article in batch])
    else:
        langs = [(article.lang or UNKNOWN, 0.0) for article in batch]
    notes = [language_note(article.lang, *lang) for article, lang in zip(batch, langs, strict=True)]
    # A text that clearly contradicts its declared language is read in its own; the note says so.
    known = [
        replace(a, lang=lang) if note or not a.lang else a
        for a, note, (lang, _) in zip(batch, notes, langs, strict=True)
    ]
    marks = [marked_spans(a.text) for a in known]
    found = attributions([a.text for a in known], [a.lang for a in known], engine=engine, marks=marks)
    for article, of_article, spans, note, (lang, _) in zip(known, found, marks, notes, langs, strict=True):
        marked = classify_marks(article, of_article, spans)
        yield resolve(Reading(article, of_article, marked, (note,) if note else (), lang))
