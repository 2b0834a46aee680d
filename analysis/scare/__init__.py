"""What a pair of quotation marks is for: somebody's speech, the title of a work, a name, or distance from a word.

A small logistic model, learnt from annotated articles, weighs what stands in and around the marks (length, capitals, a
full stop inside, the words before and after, whether the article uses the same words elsewhere) together with what
the reader of attributions made of the place: no content at all, a quotation the marks enclose, or a paraphrase with
the marks a small piece of it, which may be a word somebody kept at a distance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice

from ..attribution.edges import LONGEST_TITLE
from ..counts import n_of
from ..linear import load_linear
from ..quotation import marked_spans
from ..records import Article, Attribution, Marked, Span, Use
from ..text.lines import base_language
from .places import Surroundings
from .written import WORD, features, inner, told

__all__ = ["Surroundings", "classify_marks", "features", "inner", "lone_quotations"]

# Below these log-odds, where no attribution speaks for either side, nobody should rely on it.
_DOUBT = 0.5
# Words, and characters, from which marks that nobody was found for are told in the audit.
_LONE, _LONG = 25, 100


def classify_marks(
    article: Article,
    attributions: Sequence[Attribution],
    spans: Sequence[Span] | None = None,
    surroundings: Surroundings | None = None,
) -> tuple[Marked, ...]:
    """Return every outermost marked span with its use: ``speech``, ``scare``, ``title``, ``name`` or ``uncertain``.

    ``uncertain``: nobody is told to say it, yet it looks like speech, though not by much, or is too long for anything
    else.  Attributions need not be resolved.  ``spans`` (``marked_spans`` of the text) and the ``surroundings`` of both
    save finding them twice.

    >>> [m.use for m in classify_marks(Article(id="a", text="Le film « La Grande Vague » sort mardi.", lang="fr"), ())]
    ['title']
    """
    text = article.text
    spans = marked_spans(text) if spans is None else spans
    if not spans:
        return ()
    lang = base_language(article.lang) or ""
    weights = _weights()
    seen = Counter([inner(span.of(text)).lower() for span in spans])
    surroundings = surroundings or Surroundings(attributions, spans)
    out = []
    for span in spans:
        place = surroundings.place(text, span)
        use: Use = "speech"
        # A whole utterance of some length is nothing else: of 1,095 annotators held one for a title, the model none.
        if place is None or not place.utterance:
            around = surroundings.features(span, place)
            odds = sum([weights.get(f, 0.0) for f in (*features(text, span, lang, seen), *around)])
            if odds > 0 and not _is_long(text, span):
                use = _named(text, span, lang, seen)
            elif place is None and odds > -_DOUBT:
                use = "uncertain"
        out.append(Marked(span, use))
    return tuple(out)


def lone_quotations(
    text: str,
    attributions: Sequence[Attribution],
    spans: Sequence[Span],
    surroundings: Surroundings | None = None,
) -> tuple[str, ...]:
    """Return a note (``reason: detail``) on marked passages too long for anything but speech that nobody was found for.

    Their words count as ``scare``, inside marks and nobody's; the note says how many they are.  ``surroundings`` save
    looking for them twice.
    """
    long = [span for span in spans if span.end - span.start > _LONG]
    if not long:
        return ()
    surroundings = surroundings or Surroundings(attributions, spans)
    lone = [span for span in long if surroundings.content(span) is None]
    sizes = [n for span in lone if (n := len(WORD.findall(text, span.start, span.end))) >= _LONE]
    told = f"{n_of(sum(sizes), 'word')} inside {n_of(len(sizes), 'pair')} of marks"
    return (f"quotation_without_source: {told}",) if sizes else ()


def _is_long(text: str, span: Span) -> bool:
    return len(list(islice(WORD.finditer(text, span.start, span.end), LONGEST_TITLE + 1))) > LONGEST_TITLE


def _named(text: str, span: Span, lang: str, seen: Counter[str]) -> Use:
    """Return whether marks that are nobody's speech hold a title, a name, or a word kept at a distance."""
    inside = inner(text[span.start : span.end])
    words = WORD.findall(inside)
    kind = told(WORD.findall(text[max(0, span.start - 40) : span.start].lower())[-3:], lang)
    if kind == "title" or kind == "name" or kind == "scare":
        return kind  # type: ignore[return-value]
    capitals = [w for w in words if w[:1].isupper() or not w[:1].isalpha()]
    if words and words[0][:1].isupper():
        return "title" if len(words) > 2 and len(capitals) * 2 >= len(words) else "name"
    return "name" if len(words) == 2 and seen[inside.lower()] > 1 else "scare"


@cache
def _weights() -> dict[str, float]:
    """Return what each feature adds to the log-odds that the marks are nobody's speech."""
    model = load_linear("analysis", "models/scare.json")
    return {feature: row[0] - row[1] for feature, row in model.weights.items()}
