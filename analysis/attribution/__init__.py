"""Who said what: finds quotations and reported speech in an article, what introduces them and their source."""

from __future__ import annotations

from collections.abc import Sequence

from ..lexicons import languages_of
from ..quotation import marked_spans
from ..records import Attribution, Span
from .clauses import in_their_sentence
from .complements import with_complements
from .evidentials import with_evidentials
from .incises import with_incises
from .inserted import with_inserted
from .introduced import with_introduced
from .language import UNKNOWN, detect_language, detect_languages, language_note
from .running import with_running
from .second import with_second
from .subjects import with_subjects
from .tails import with_tails
from .whole import with_whole

__all__ = ["ENGINES", "UNKNOWN", "attributions", "detect_language", "detect_languages", "language_note"]

ENGINES = ("fast", "accurate")


def attributions(
    texts: Sequence[str],
    langs: Sequence[str | None] | None = None,
    *,
    engine: str = "fast",
    marks: Sequence[Sequence[Span]] | None = None,
) -> list[tuple[Attribution, ...]]:
    """Return the attributions of every text, in the order of the texts.

    ``langs`` holds an ISO 639-1 code, or None to find it, for each text.  ``engine`` is ``"fast"`` or ``"accurate"``
    (extra ``accurate``).  ``marks``, the outermost quotation-marked spans of each text (``marked_spans``), save finding
    them twice.  ``speaker``, ``source_kind``, ``role`` and ``stance`` are left unset; see ``speakers``.
    Attributions of ``act="attitude"`` are those that only the wider notion of attribution knows (wants, plans, knows).

    >>> found = attributions(["« Nous n'avons pas le choix », a déclaré Anne Martin."], ["fr"])[0]
    >>> [(a.type, a.act) for a in found]
    [('direct', 'speech')]
    """
    if isinstance(texts, str):
        raise TypeError("texts must be a sequence of str, not one str; write attributions([text])")
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(map(repr, ENGINES))}, not {engine!r}")
    if langs is None:
        langs = [None] * len(texts)
    if len(langs) != len(texts):
        raise ValueError(f"langs must have one entry for each text, so {len(texts)}, not {len(langs)}")
    known = list(langs)
    silent = [k for k, lang in enumerate(langs) if not lang]
    for k, (lang, _) in zip(silent, detect_languages([texts[k] for k in silent]), strict=True):
        known[k] = lang
    marks = [marked_spans(text) for text in texts] if marks is None else marks
    if engine == "accurate":
        from .accurate import read as read_accurately

        found = read_accurately(texts, marks)
    else:
        from .fast import read

        found = read(texts, known, marks)
    return [mended(*each) for each in zip(texts, known, found, marks, strict=True)]


def mended(text: str, lang: str | None, found: Sequence[Attribution], marks: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return what an engine found in a text, mended by the rules that hold in its language.

    ``marks`` are the outermost quotation-marked spans of the text (``marked_spans``).
    """
    mending = with_whole(text, found, marks)
    # What somebody says is told in one sentence; the German Konjunktiv runs on.
    if lang in languages_of("edges", "reports"):
        mending = in_their_sentence(text, mending, marks)
    if lang in languages_of("edges", "evidential"):
        mending = with_evidentials(text, lang, mending, marks)
    if lang in languages_of("edges", "phrase_before"):
        mending = with_inserted(text, lang, mending, marks)
    if lang in languages_of("edges", "incise"):
        mending = with_incises(text, mending, marks)
    if lang in languages_of("edges", "opens_clause"):
        mending = with_complements(text, lang, mending, marks)
    if lang in languages_of("edges", "tail_lead") | languages_of("edges", "tail_last"):
        mending = with_tails(text, lang, mending, marks)
    if lang in languages_of("edges", "opens_report"):
        mending = with_introduced(text, lang, mending)
    if lang in languages_of("edges", "second_joint"):
        mending = with_second(text, lang, mending, marks)
    if lang in languages_of("edges", "pronoun"):
        mending = with_subjects(text, mending)
    if lang in languages_of("edges", "reported_mood"):
        mending = with_running(text, lang, mending, marks)
    return mending
