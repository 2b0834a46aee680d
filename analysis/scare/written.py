"""What is written in and around a pair of quotation marks, as the names of features a model knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

from ..lexicons import load
from ..records import Span

_STOPS = frozenset(".!?…")
_PUNCTUATION = "«»“”„‟\"＂‹›'’‘`‚ \t\n\r\u00a0\u202f\u2009\u200a"
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ELIDED = re.compile(r"^(?:[ldnsjtmc]|qu)['’]")
_FIRST = itemgetter(0)
_FIRST_PERSON = frozenset(
    "je j moi mon ma mes me m nous notre nos vous votre vos tu i i'm i've i'll we our us my you your yo mi mis "
    "nosotros nuestro nuestra ich wir mein unser uns".split()
)


def inner(marked: str) -> str:
    """Return what stands between the marks."""
    return marked.strip(_PUNCTUATION)


def features(text: str, span: Span, lang: str, seen: Counter[str]) -> list[str]:
    """Return the names of the features of what is written in and around one marked span, as the model knows them."""
    inside = inner(text[span.start : span.end])
    before = text[max(0, span.start - 60) : span.start]
    after = text[span.end : span.end + 30]
    lead = WORD.findall(before.lower())
    found = ["bias"]
    _shape(WORD.findall(inside[:600]), text[span.start : span.end].rstrip(_PUNCTUATION)[-1:] + after[:1], found)
    if seen[inside.lower()] > 1:
        found.append("again")
    _context(before, after, lead, found)
    if cue := told(lead[-4:], lang):
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
    trail = WORD.search(after.lower())
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


def told(lead: Sequence[str], lang: str) -> str:
    """Return what the last telling word before the marks says they are for (``marked_uses.csv``), or nothing."""
    tellers = _tellers(lang)
    # "l'exposition «"
    lead = [_ELIDED.sub("", word) if not word.isalpha() else word for word in lead]
    for i in range(len(lead) - 1, -1, -1):
        use = tellers.get(lead[i]) or tellers.get(" ".join(lead[i : i + 2]))
        if use:
            return use
    return ""
