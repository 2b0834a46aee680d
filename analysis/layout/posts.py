"""Posts of social networks embedded in an article: no marks, and a signature with a handle and a date below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from ..records import Span

# "— Anne Martin (@amartin) 3 mars 2024", "— Anne Martin (@amartin.bsky.social) March 3, 2024 at 4:05 PM"
_SIGNED = re.compile(
    r"(?:(?<!\S)-{1,2}|[—–])[\s-]{0,2}(?P<name>[^\s@()—–][^\n@()—–]{0,59}?)\s*\(@[\w.@-]{2,60}\),?\s+"
    r"(?:\d{1,2}\.?\s(?:de\s)?[^\W\d_]+\.?\s(?:de\s)?\d{4}|[^\W\d_]+\.?\s\d{1,2},\s\d{4})"
    r"(?:,?\s(?:at\s|à\s|a\slas\s|um\s)?\d{1,2}[:h]\d\d(?:\s?[AP]M)?)?"
)
# Longer texts before a signature are paragraphs that end in a post, and nothing tells where it begins.
_LONGEST = 330
# So many characters said twice, before the signature and after it, are the post and its copy (its alternative text).
_TWICE = 20
_REACH = 700
# Characters of a script left between a post and its signature.
_SCRIPT = 100
_WIDE = re.compile(r"\s{2,}|\n")
_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/)\S+")
_TRAILING = re.compile(r"\s+")


class Post(NamedTuple):
    """A post (twice where a copy follows its signature) and who signs it."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]


def posts(text: str) -> Iterator[Post]:
    """Yield every signed post of a text whose beginning is told by a line break, a gap, or by a copy after it.

    >>> text = "La mairie réagit.\\n\\nNous tiendrons bon.\\n— Anne Roux (@aroux) 3 mars 2024\\n\\nIl neige."
    >>> [(p.content[0].of(text), p.source[0].of(text)) for p in posts(text)]
    [('Nous tiendrons bon.', 'Anne Roux')]
    """
    if "(@" not in text:
        return
    floor = 0
    for signature in _SIGNED.finditer(text):
        content = _content(text, floor, signature)
        floor = signature.end()
        if content:
            floor = max(floor, content[-1].end)
            yield Post(content, (Span(*signature.span("name")),))


def _content(text: str, floor: int, signature: re.Match[str]) -> tuple[Span, ...]:
    """Return where the post of a signature stands, not before ``floor``; empty where nothing tells its beginning."""
    end = _rstrip(text, floor, signature.start())
    again = _lstrip(text, signature.end())
    head = text[again : again + _TWICE]
    twin = text.rfind(head, max(floor, end - _REACH), end) if head.strip() else -1
    if twin >= 0:
        same = sum(1 for _ in takewhile(bool, map(str.__eq__, text[twin:end], text[again : again + _REACH])))
        left = end - twin - same
        if left == 0 or (same >= _TWICE and left <= _SCRIPT):
            return Span(twin, _rstrip(text, twin, twin + same)), Span(again, _rstrip(text, again, again + same))
    # The last line before the signature, and the line before it where that is a link and nothing else.
    gaps = [m.end() for m in _WIDE.finditer(text, max(floor, end - _LONGEST - 1), end)]
    gaps = [gap for gap in gaps if _LINK.sub("", text[gap:end]).strip()]
    begin = gaps[-1] if gaps else floor if end - floor <= _LONGEST and not text[:floor].strip() else -1
    return (Span(begin, end),) if 0 <= begin < end and end - begin <= _LONGEST else ()


def _rstrip(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip())


def _lstrip(text: str, begin: int) -> int:
    match = _TRAILING.match(text, begin)
    return match.end() if match else begin
