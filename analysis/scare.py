"""What a pair of quotation marks is for: somebody's speech, the title of a work, a name, or distance from a word.

A small logistic model, learnt from annotated articles, weighs what stands in and around the marks (length, capitals, a
full stop inside, the words before and after, whether the article uses the same words elsewhere) together with what
the reader of attributions made of the place: no content at all, a quotation the marks enclose, or a paraphrase with
the marks a small piece of it, which may be a word somebody kept at a distance.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from .lexicons import load
from .linear import load_linear
from .quotation import marked_spans
from .records import Article, Attribution, Marked, Span, Use

# Below these log-odds, where no attribution speaks for either side, nobody should rely on it.
_DOUBT = 0.5
_STOPS = frozenset(".!?…")
_PUNCTUATION = "«»“”„‟\"＂‹›'’‘`‚ \t\n\r\u00a0\u202f\u2009\u200a"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FIRST = itemgetter(0)
# Words between marks counted: the model knows no more than that.
_MANY = 8
# Marks around more than this part of a content, their own characters among them, are around all of it.
_WHOLE = 0.85
_FIRST_PERSON = frozenset(
    "je j moi mon ma mes me m nous notre nos vous votre vos tu i i'm i've i'll we our us my you your yo mi mis "
    "nosotros nuestro nuestra ich wir mein unser uns".split()
)


def classify_marks(
    article: Article, attributions: Sequence[Attribution], spans: Sequence[Span] | None = None
) -> tuple[Marked, ...]:
    """Return every outermost marked span with its use: ``speech``, ``scare``, ``title``, ``name`` or ``uncertain``.

    ``uncertain``: nobody is told to say it, yet it looks like speech, though not by much.  Attributions need not be
    resolved.  ``spans`` (``marked_spans`` of the text) save finding them twice.

    >>> [m.use for m in classify_marks(Article(id="a", text="Le film « La Grande Vague » sort mardi.", lang="fr"), ())]
    ['title']
    """
    text = article.text
    spans = marked_spans(text) if spans is None else spans
    if not spans:
        return ()
    lang = (article.lang or "").lower()[:2]
    weights = _weights()
    seen = Counter(inner(span.of(text)).lower() for span in spans)
    surroundings = Surroundings(attributions, spans)
    out = []
    for span in spans:
        place = surroundings.place(text, span)
        use: Use = "speech"
        # A whole utterance of some length is nothing else: of 1,095 annotators held one for a title, the model none.
        if place is None or not place.utterance:
            around = surroundings.features(span, place)
            odds = sum([weights.get(f, 0.0) for f in (*features(text, span, lang, seen), *around)])
            if odds > 0:
                use = _named(text, span, lang, seen)
            elif place is None and odds > -_DOUBT:
                use = "uncertain"
        out.append(Marked(span, use))
    return tuple(out)


class Place(NamedTuple):
    """The content a marked span lies in: where, whose, how much of it is marked here, and how many words (to 8)."""

    start: int
    end: int
    attribution: Attribution
    share: float
    n_words: int

    @property
    def utterance(self) -> bool:
        """Whether the marks hold all of a direct quotation of eight words or more."""
        return self.attribution.type == "direct" and self.share > _WHOLE and self.n_words >= _MANY


class Surroundings:
    """What the reader of attributions found in one article, asked mark by mark."""

    def __init__(self, attributions: Sequence[Attribution], spans: Sequence[Span]) -> None:
        contents = [(s.start, s.end, a) for a in attributions for s in a.content]
        self._contents = sorted(contents, key=itemgetter(0, 1))
        self._starts = [start for start, _, _ in self._contents]
        told = sorted((s.start, s.end) for a in attributions for part in (a.cue, a.source) for s in part)
        self._told_starts, self._told_ends = [b for b, _ in told], sorted(e for _, e in told)
        self._mark_starts, self._mark_ends = [s.start for s in spans], [s.end for s in spans]

    def place(self, text: str, span: Span) -> Place | None:
        """Return the first content that overlaps the marks, or None."""
        # Contents hardly ever overlap, so one of the last two to begin before the end of the marks is it, or more
        # exactly the earliest of those where marks hold several.
        last = bisect_left(self._starts, span.end)
        i = last
        while i > 0 and self._contents[i - 1][1] > span.start:
            i -= 1
        if i == last:
            return None
        start, end, attribution = self._contents[i]
        share = (min(span.end, end) - max(span.start, start)) / max(1, end - start)
        n = len(list(islice(_WORD.finditer(text, span.start, min(span.end, span.start + 300)), _MANY)))
        return Place(start, end, attribution, share, n)

    def features(self, span: Span, place: Place | None) -> list[str]:
        """Return the names of the features of the place of one marked span."""
        if place is None:
            gap = self._gap(span)
            near = 0 if gap < 3 else 1 if gap < 15 else 2 if gap < 60 else 3
            return ["place_none", f"place_none_cue_{near}"]
        a, n, share = place.attribution, place.n_words, place.share
        cover = "whole" if share > _WHOLE else "most" if share > 0.5 else "some" if share > 0.2 else "bit"
        marks = bisect_left(self._mark_starts, place.end) - bisect_right(self._mark_ends, place.start)
        found = [
            "place_content",
            f"place_{a.type}",
            f"place_{a.type}_{cover}",
            f"place_{a.type}_{cover}_{min(n, 5)}",
            f"place_confidence_{int(a.confidence * 5)}",
            f"place_told_{bool(a.cue)}_{bool(a.source)}",
            f"place_{a.act}",
            f"place_marks_{min(marks, 3)}",
            f"place_length_{n if n < 5 else 5 if n < _MANY else _MANY}",
        ]
        if span.start <= place.start + 4:
            found.append("place_opens")
        if span.end >= place.end - 2:
            found.append("place_ends")
        return found

    def _gap(self, span: Span) -> int:
        """Return how many characters lie between the marks and the nearest cue or source."""
        i, j = bisect_left(self._told_starts, span.end), bisect_right(self._told_ends, span.start)
        after = self._told_starts[i] - span.end if i < len(self._told_starts) else 999
        before = span.start - self._told_ends[j - 1] if j else 999
        return min(after, before)


def inner(marked: str) -> str:
    """Return what stands between the marks."""
    return marked.strip(_PUNCTUATION)


def features(text: str, span: Span, lang: str, seen: Counter[str]) -> list[str]:
    """Return the names of the features of what is written in and around one marked span, as the model knows them."""
    inside = inner(text[span.start : span.end])
    before = text[max(0, span.start - 60) : span.start]
    after = text[span.end : span.end + 30]
    lead = _WORD.findall(before.lower())
    found = ["bias"]
    _shape(_WORD.findall(inside[:600]), text[span.start : span.end].rstrip(_PUNCTUATION)[-1:] + after[:1], found)
    if seen[inside.lower()] > 1:
        found.append("again")
    _context(before, after, lead, found)
    if cue := _told(lead[-4:], lang):
        found.append(f"told_{cue}")
    return found


def _shape(words: Sequence[str], tail: str, found: list[str]) -> None:
    """Add what the marked words look like; ``tail`` is the last character inside and the first after."""
    n = len(words)
    low = " ".join(words).lower().split(" ") if words else []
    found.append(f"length_{n if n < 6 else 6 if n < 9 else 9 if n < 14 else 14 if n < 30 else 30}")
    if not _STOPS.isdisjoint(tail):
        found.append("stop_inside" if tail[:1] in ".!?…" else "stop_after")
    if tail[:1] == ",":
        found.append("comma_inside")
    capitals = sum(map(str.isupper, map(_FIRST, words)))
    if words and words[0][:1].isupper():
        found.append("capital_first")
        if n < 6:
            found.append("capital_first_short")
    if n and capitals == n:
        found.append("capitals_all")
    elif capitals > n / 2:
        found.append("capitals_most")
    if not _FIRST_PERSON.isdisjoint(low):
        found.append("first_person")
    if low:
        found.append(f"first={low[0]}")
        if n < 3:
            found.append(f"{'only' if n == 1 else 'two'}={low[-1][-4:]}")


def _context(before: str, after: str, lead: Sequence[str], found: list[str]) -> None:
    """Add what stands before and after the marks."""
    trail = _WORD.search(after.lower())
    space = before.rstrip(" \u00a0")
    close, follows = space[-1:], after.lstrip(" \u00a0")[:1]
    found.append("before_" + (close if close in '.:,;(!?\n»”"-–—' else "word") if space else "before_start")
    found.append("after_" + (follows if follows in '.:,;)!?\n«“"-–—' else "word"))
    if lead and close not in ".:\n":
        last = lead[-1]
        found += (f"last={last}", f"tail={last[-3:]}")
    if len(lead) > 1:
        found.append(f"last2={lead[-2]}")
    if trail is not None:
        found.append(f"next={trail.group()}")


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
def _weights() -> dict[str, float]:
    """Return what each feature adds to the log-odds that the marks are nobody's speech."""
    model = load_linear("analysis", "models/scare.json")
    return {feature: row[0] - row[1] for feature, row in model.weights.items()}
