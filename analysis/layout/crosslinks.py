"""Links to other articles that were copied with the text: *Lire aussi : « On m'a poussée », dit une infirmière*.

They are titles of other articles: what somebody says there is no part of this one.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..lexicons import load
from ..records import Span
from ..text.lines import base_language

# Characters of a line that is a link and nothing else, and of a title.
_LINE, _TITLE = 200, 200
# What may stand before a link: bullets, at the beginning of a line; behind a sentence, its end.
_BULLETS = "»>|*•●■►▶→☞›–—-_([ \t\u00a0\u202f"
_BEHIND = ".!?…»”\")'’;"
_SIGN = re.compile(r"\s*[:>|»→–—-]")
_WORD = re.compile(r"\W*\w+")
# Where a title ends that no sign ends: letters of two sentences side by side, the end of a question, marks, a bullet.
_GLUED = r"(?<=[^\W\d_A-ZÀ-Þ]{2})(?=[A-ZÀ-Þ«“\"][’'\w«])|(?<=[»?!…])(?=[^\W\d_a-zß-ÿ][’'\w])"
_ENDED = r"(?<=[?!»”])\s+(?=[«“\"A-ZÀ-Þ¿¡])|\s(?=[●•■►▶])"
# A full stop ends a sentence that began behind the title.
_STOP = re.compile(r"\.(?=\s+[«“\"A-ZÀ-Þ])")


class _Openings(NamedTuple):
    """How links open a line; how they open behind a sentence, too; whether a sign must follow; where titles end."""

    line: re.Pattern[str]
    behind: tuple[str, ...]
    signed: frozenset[str]
    title_end: re.Pattern[str]


@cache
def _openings(lang: str) -> _Openings | None:
    rows = [row for row in load("cross_links") if row["lang"] == lang]
    if not rows:
        return None
    forms = [(form, row) for row in rows for form in _written(row["words"])]
    words = sorted((re.escape(form) for form, _ in forms), key=len, reverse=True)
    openers = {row["word"].capitalize() for row in load("sentence_openers") if row["lang"] == lang}
    ends = "|".join(sorted(map(re.escape, openers), key=len, reverse=True))
    return _Openings(
        # A pattern that begins with one character is looked for fast.
        re.compile(rf"\n[{re.escape(_BULLETS)}]*({'|'.join(words)})(?!\w)"),
        tuple(form for form, row in forms if row["where"] == "text"),
        frozenset(form for form, row in forms if row["sign"] == "yes"),
        re.compile(rf"{_GLUED}|{_ENDED}|(?<=[\w»)…])\s+(?=(?:{ends})(?!\w))"),
    )


def cross_links(text: str, lang: str | None) -> tuple[Span, ...]:
    """Return where links to other articles stand, in order, each with the title it opens.

    At the beginning of a line a link is the line, if that is short; behind a sentence, and in a longer line, its title
    ends where another sentence begins.  Where nothing tells that, there is none.  The cost is linear in the length.

    >>> text = "Il neige. LIRE AUSSI - La grève continue, dit Roux Le port ferme.\\n\\n» Lire aussi : « Non », dit-elle"
    >>> [span.of(text) for span in cross_links(text, "fr")]
    ['LIRE AUSSI - La grève continue, dit Roux', '» Lire aussi : « Non », dit-elle']
    """
    openings = _openings(base_language(lang) or "")
    if openings is None:
        return ()
    found = [_link(text, m.start() + 1, *m.span(1), openings) for m in openings.line.finditer(text)]
    if first := openings.line.match("\n" + text[:_LINE]):
        found.append(_link(text, 0, first.start(1) - 1, first.end(1) - 1, openings))
    for form in openings.behind:
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            before = text[max(0, at - 8) : at].rstrip(_BULLETS[1:])[-1:]
            if before and before in _BEHIND and not text[end : end + 1].isalnum():
                found.append(_link(text, at, at, end, openings))
            at = text.find(form, end)
    links = sorted({span.start: span for span in found if span}.values())
    return tuple(link for before, link in pairwise([Span(0, 0), *links]) if link.start >= before.end)


def _written(words: str) -> tuple[str, str]:
    return words[0].upper() + words[1:], words.upper()


def without(text: str, links: tuple[Span, ...]) -> str:
    """Return a text, as long, with a line break and spaces for some of its spans: what stands around them is apart.

    >>> without("Il neige. Lire aussi Le port ferme", (Span(10, 20),))
    'Il neige. \\n          Le port ferme'
    """
    pieces, at = [], 0
    for link in links:
        pieces += [text[at : link.start], "\n", " " * (len(link) - 1)]
        at = link.end
    return "".join((*pieces, text[at:]))


def _link(text: str, begin: int, at: int, end: int, openings: _Openings) -> Span | None:
    """Return the link that begins at a place, with its bullets, and opens with the words between two others."""
    opening, sign = text[at:end], _SIGN.match(text, end)
    if opening in openings.signed and not sign:
        return None
    far = min(len(text), at + _LINE + _TITLE)
    stop = text.find("\n", end, far)
    stop = far if stop < 0 else stop
    first = not begin or text[begin - 1] == "\n"
    if first and stop - at <= _LINE:
        return Span(begin, stop)
    # Its first word opens the title, and no sentence behind it.
    word = _WORD.match(text, sign.end() if sign else end, stop)
    if word is None or opening not in openings.behind:
        return None
    until = min(stop, word.end() + _TITLE)
    full = _STOP.search(text, word.end(), until)
    ends = openings.title_end.search(text, word.end(), full.start() if full else until)
    if ends:
        return Span(begin, ends.start())
    return None if full or stop - at > _LINE else Span(begin, stop)
