"""What a pair of quotation marks is for: somebody's speech, the title of a work, a name, or distance from a word.

A small logistic model, learnt from annotated articles, weighs what stands in and around the marks: length, capitals,
a full stop inside, the words before and after, whether the article uses the same words elsewhere.  Its odds are
joined with what the reader of attributions found: marks inside somebody's content are speech unless everything else
speaks against it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from .lexicons import load
from .linear import Linear, load_linear
from .quotation import marked_spans
from .records import Article, Attribution, Marked, Span, Use

# What an attribution over the marks, or none, adds to the log-odds of "nobody's speech": log(P(attributed | nobody's) /
# P(attributed | speech)).  On unannotated articles the reader of attributions takes in about one in five of the marks
# that look like nobody's speech, and leaves out three in a hundred of those that look like speech.
_ATTRIBUTED = math.log(0.22 / 0.97)
_UNATTRIBUTED = math.log(0.78 / 0.03)
# Below these log-odds either way nobody should rely on it.
_SURE = 0.7
_PUNCTUATION = "«»“”„‟\"＂‹›'’‘`‚ \t\n\r\u00a0\u202f\u2009\u200a"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FIRST_PERSON = frozenset(
    "je j moi mon ma mes me m nous notre nos vous votre vos tu i i'm i've i'll we our us my you your yo mi mis "
    "nosotros nuestro nuestra ich wir mein unser uns".split()
)


def classify_marks(
    article: Article, attributions: Sequence[Attribution], spans: Sequence[Span] | None = None
) -> tuple[Marked, ...]:
    """Return every outermost marked span with its use: ``speech``, ``scare``, ``title``, ``name`` or ``uncertain``.

    ``uncertain``: most likely nobody's speech, but not by much.  Attributions need not be resolved.  ``spans``
    (``marked_spans`` of the text) save finding them twice.

    >>> [m.use for m in classify_marks(Article(id="a", text="Le film « La Grande Vague » sort mardi.", lang="fr"), ())]
    ['title']
    """
    text = article.text
    spans = marked_spans(text) if spans is None else spans
    if not spans:
        return ()
    lang = (article.lang or "").lower()[:2]
    model = _model()
    seen = Counter(inner(span.of(text)).lower() for span in spans)
    contents = sorted((s.start, s.end, a.confidence) for a in attributions for s in a.content)
    starts = [c[0] for c in contents]
    return tuple(
        Marked(span, _use(text, span, lang, model, seen, _attributed(span, contents, starts))) for span in spans
    )


def _use(text: str, span: Span, lang: str, model: Linear, seen: Counter[str], attributed: float | None) -> Use:
    nobody, speech = model.scores(features(text, span, lang, seen))
    odds = nobody - speech + (_UNATTRIBUTED if attributed is None else attributed * _ATTRIBUTED)
    if attributed is None and abs(odds) < _SURE:
        return "uncertain"
    return _named(text, span, lang, seen) if odds > 0 else "speech"


def _attributed(span: Span, contents: list[tuple[int, int, float]], starts: list[int]) -> float | None:
    """Return the confidence of the content that overlaps the marks, or None when none does."""
    i = bisect_right(starts, span.end - 1) - 1
    # Contents never overlap, so the last one to begin before the end of the marks is the only one to look at, or the
    # one before it when marks hold several.
    for begin, end, confidence in contents[max(i - 1, 0) : i + 1]:
        if begin < span.end and span.start < end:
            return confidence
    return None


def inner(marked: str) -> str:
    """Return what stands between the marks."""
    return marked.strip(_PUNCTUATION)


def features(text: str, span: Span, lang: str, seen: Counter[str]) -> list[str]:
    """Return the names of the features of one marked span, as the model knows them."""
    return list(_features(text, span, lang, seen))


def _features(text: str, span: Span, lang: str, seen: Counter[str]) -> Iterator[str]:
    inside = inner(text[span.start : span.end])
    words = _WORD.findall(inside[:600])
    before = text[max(0, span.start - 60) : span.start]
    after = text[span.end : span.end + 30]
    yield "bias"
    yield from _shape(words, text[span.start : span.end].rstrip(_PUNCTUATION)[-1:] + after[:1])
    if seen[inside.lower()] > 1:
        yield "again"
    yield from _context(before, after)
    if cue := _told(_WORD.findall(before.lower())[-4:], lang):
        yield f"told_{cue}"


def _shape(words: Sequence[str], tail: str) -> Iterator[str]:
    """Yield what the marked words look like; ``tail`` is the last character inside and the first after."""
    n = len(words)
    low = [w.lower() for w in words]
    yield f"length_{n if n < 6 else 6 if n < 9 else 9 if n < 14 else 14 if n < 30 else 30}"
    if any(mark in tail for mark in ".!?…"):
        yield "stop_inside" if tail[:1] in ".!?…" else "stop_after"
    if tail[:1] == ",":
        yield "comma_inside"
    capitals = sum(w[:1].isupper() for w in words)
    if words and words[0][:1].isupper():
        yield "capital_first"
        if n < 6:
            yield "capital_first_short"
    if n and capitals == n:
        yield "capitals_all"
    elif capitals > n / 2:
        yield "capitals_most"
    if _FIRST_PERSON.intersection(low):
        yield "first_person"
    if low:
        yield f"first={low[0]}"
        if n < 3:
            yield f"{'only' if n == 1 else 'two'}={low[-1][-4:]}"


def _context(before: str, after: str) -> Iterator[str]:
    """Yield what stands before and after the marks."""
    lead, trail = _WORD.findall(before.lower()), _WORD.findall(after.lower())
    space = before.rstrip(" \u00a0")
    yield "before_" + (space[-1:] if space[-1:] in '.:,;(!?\n»”"-–—' else "word") if space else "before_start"
    yield "after_" + (after.lstrip(" \u00a0")[:1] if after.lstrip(" \u00a0")[:1] in '.:,;)!?\n«“"-–—' else "word")
    last = lead[-1] if lead and not space.endswith((".", ":", "\n")) else ""
    if last:
        yield f"last={last}"
        yield f"tail={last[-3:]}"
    if len(lead) > 1:
        yield f"last2={lead[-2]}"
    if trail:
        yield f"next={trail[0]}"


@cache
def _tellers(lang: str) -> dict[str, str]:
    rows = load("marked_uses")
    known = any(row["lang"] == lang for row in rows)
    return {row["word"]: row["use"] for row in rows if row["lang"] == lang or not known}


def _told(lead: Sequence[str], lang: str) -> str:
    tellers = _tellers(lang)
    for i in range(len(lead) - 1, -1, -1):
        use = tellers.get(lead[i]) or tellers.get(" ".join(lead[i : i + 2]))
        if use:
            return use
    return ""


def _named(text: str, span: Span, lang: str, seen: Counter[str]) -> Use:
    """Return whether marks that are nobody's speech hold a title, a name, or a word kept at a distance."""
    inside = inner(text[span.start : span.end])
    words = _WORD.findall(inside)
    told = _told(_WORD.findall(text[max(0, span.start - 40) : span.start].lower())[-3:], lang)
    if told == "title" or told == "name" or told == "scare":
        return told  # type: ignore[return-value]
    capitals = [w for w in words if w[:1].isupper() or not w[:1].isalpha()]
    if words and words[0][:1].isupper():
        return "title" if len(words) > 2 and len(capitals) * 2 >= len(words) else "name"
    return "name" if len(words) == 2 and seen[inside.lower()] > 1 else "scare"


@cache
def _model() -> Linear:
    return load_linear("analysis", "models/scare.json")
