"""From a text to its reading: who said what, in which words, introduced how, and what the quotation marks are for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from .attribution import UNKNOWN, attributions, detect_languages, language_note
from .counts import n_of
from .layout import Apart, cross_links, set_apart, without
from .quotation import marked_spans
from .records import Article, Attribution, Marked, Reading, Span
from .scare import Surroundings, classify_marks, lone_quotations
from .speakers import resolve
from .text import language_code
from .text.plain import Plain, plain
from .text.wrapped import unbroken

# Of 70 answers and posts of the French, Spanish and US press, read by hand, 65 were whole and somebody's.
_APART = 0.93

BATCH = 64
"""Articles read together: enough to fill the arrays, few enough to stay in cache and to show progress."""


def extract(text: str, lang: str | None = None, engine: str = "fast") -> Reading:
    """Read one text.  Never raises on any ``str``; the cost is linear in its length.

    ``lang`` is an ISO 639-1 code, a tag or a name (``fr``, ``fr-CA``, ``French``), or None to find it in the text; one
    nobody knows is noted and found in the text.  ``engine`` is ``"fast"`` or ``"accurate"`` (the latter needs the extra
    of that name); anything else is a ``ValueError``, and what is no ``str`` a ``TypeError``.

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
    ``TypeError`` for what is no ``Article``.
    """
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        if wrong := [article for article in batch if not isinstance(article, Article)]:
            raise TypeError(
                f"articles holds {wrong[0]!r:.60}, of type {type(wrong[0]).__name__}; give Article objects, as "
                "read_corpus() returns them, or a single text to extract()"
            )
        copies = [plain(article.text) for article in batch]
        # Accents that stand alone and characters nobody sees cut words and names in two, line breaks sentences: they
        # are read without.
        texts = [unbroken(a.text if copy is None else copy.text) for a, copy in zip(batch, copies, strict=True)]
        whole = [a if text is a.text else replace(a, text=text) for a, text in zip(batch, texts, strict=True)]
        for article, copy, reading in zip(batch, copies, _read(whole, engine, find_language), strict=True):
            if copy is not None:
                yield _as_delivered(reading, article, copy)
            elif reading.article.text is article.text:
                yield reading
            else:
                yield replace(reading, article=replace(reading.article, text=article.text))


def _read(batch: list[Article], engine: str, find_language: bool) -> Iterator[Reading]:
    if find_language:
        langs = detect_languages([article.text for article in batch])
    else:
        langs = [(article.lang or UNKNOWN, 0.0) for article in batch]
    known: list[Article] = []
    notes: list[tuple[str, ...]] = []
    for article, (lang, probability) in zip(batch, langs, strict=True):
        declared, note = _declared(article)
        # A text that clearly contradicts its declared language is read in its own; the note says so.
        contradicts = language_note(declared, lang, probability)
        read_in = lang if contradicts or not declared else declared
        # What the titles of other articles say is no part of this one: it is read without them.
        links = cross_links(article.text, read_in)
        linked = f"cross_link: {n_of(len(links), 'link')} to other articles not read" if links else None
        known.append(replace(article, lang=read_in, text=without(article.text, links) if links else article.text))
        notes.append(tuple(said for said in (note, contradicts, linked) if said))
    marks = [marked_spans(a.text) for a in known]
    found = attributions([a.text for a in known], [a.lang for a in known], engine=engine, marks=marks)
    for article, of_article, spans, of_text, (lang, _) in zip(known, found, marks, notes, langs, strict=True):
        apart, told = set_apart(article.text, article.lang)
        if apart:
            taken = _taken(apart)
            spans = tuple(span for span in spans if not _touches(span, taken))
            of_article = tuple(a for a in of_article if not any(_touches(span, taken) for span in a.content))
        surroundings = Surroundings(of_article, spans) if spans else None
        marked = classify_marks(article, of_article, spans, surroundings)
        lone = lone_quotations(article.text, of_article, spans, surroundings)
        reading = Reading(article, of_article, marked, (*of_text, *told, *lone), lang)
        yield _resolved_with(reading, apart) if apart else resolve(reading)


def _as_delivered(reading: Reading, article: Article, copy: Plain) -> Reading:
    """Return a reading of a copy with the offsets of the text as it was delivered."""

    def back(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(*copy.back(span.start, span.end)) for span in spans)

    found = [replace(a, content=back(a.content), cue=back(a.cue), source=back(a.source)) for a in reading.attributions]
    marked = [Marked(Span(*copy.back(*mark.span)), mark.use) for mark in reading.marked]
    return replace(
        reading,
        article=replace(reading.article, text=article.text),
        attributions=tuple(found),
        marked=tuple(marked),
    )


def _taken(apart: Sequence[Apart]) -> tuple[list[int], list[int]]:
    """Return where the passages set apart begin and end, both in order, for they do not overlap."""
    spans = [span for one in apart for span in one.content]
    return sorted(span.start for span in spans), sorted(span.end for span in spans)


def _touches(span: Span, taken: tuple[list[int], list[int]]) -> bool:
    starts, ends = taken
    return bisect_left(starts, span.end) > bisect_right(ends, span.start)


def _resolved_with(reading: Reading, apart: Sequence[Apart]) -> Reading:
    """Resolve a reading with what the layout sets apart; one who is named elsewhere is resolved there, once."""
    beside = [Attribution(one.content, (), one.source, "direct", confidence=_APART) for one in apart if one.source]
    places = list(dict.fromkeys(one.named for one in apart if one.named))
    named = [Attribution((), (), (place,), "direct") for place in places]
    labelled = replace(reading.article, text=_labels_ended(reading.article.text, apart))
    whole = resolve(replace(reading, article=labelled, attributions=(*reading.attributions, *beside, *named)))
    until = len(whole.attributions) - len(places)
    # People answer: what reads as anything else was no name of theirs.  A citizen has a first name that is known.
    who = {
        place: a
        for place, a in zip(places, whole.attributions[until:], strict=True)
        if a.source_kind == "named_person" or (a.source_kind == "citizen" and a.gender)
    }
    unknown = Attribution((), type="direct", stance="neutral")
    told = [
        replace(
            who.get(one.named, unknown) if one.named else unknown, content=one.content, source=(), confidence=_APART
        )
        for one in apart
        if not one.source
    ]
    marked = [*reading.marked, *(Marked(span, "speech") for one in apart for span in one.content)]
    return replace(
        whole,
        article=reading.article,
        attributions=tuple(sorted((*whole.attributions[:until], *told), key=_place)),
        marked=tuple(sorted(marked, key=lambda mark: mark.span.start)),
    )


def _labels_ended(text: str, apart: Sequence[Apart]) -> str:
    """Return the text, as long, with a line break for the space behind a label that no sign ends ("Anne Roux Ce …")."""
    ends = {one.source[-1].end for one in apart if one.source}
    ends = {end for end in ends if text[end : end + 1].isspace()}
    if not ends:
        return text
    pieces = [text[begin + 1 : end] for begin, end in pairwise([-1, *sorted(ends), len(text)])]
    return "\n".join(pieces)


def _place(attribution: Attribution) -> int:
    return min(span.start for span in (*attribution.content, *attribution.cue, *attribution.source))


def _declared(article: Article) -> tuple[str | None, str | None]:
    """Return the two-letter code of the declared language, and a note where nobody knows the one it names."""
    if article.lang is None or isinstance(article.lang, str):
        code = language_code(article.lang)
        return code, None if code or not (article.lang or "").strip() else f"unknown_language: {article.lang}"
    raise TypeError(f'lang must be a str or None, not {type(article.lang).__name__}; write lang="fr"')
