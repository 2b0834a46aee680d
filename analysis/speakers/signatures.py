"""Who signs a quotation: the line under one that stands by itself, or a dash and a name behind it."""

from __future__ import annotations

import re

from ..records import Attribution
from .letters import CAPITALISED
from .names import looks_like_person, split_name
from .vocabulary import Vocabulary

# So much text behind a quotation is looked at; a signature is one short line.
_LOOKED_AT, _LONGEST = 200, 120
# Marks and spaces between the beginning of a line and what a quotation says.
_MARGIN = 5
_CLOSING = r"[\s.»”\"’)]*"
_UNDER = re.compile(rf"{_CLOSING}\n\s*([-–—]?)\s*([^\n]+?)\s*(?:\n|$)")
_DASHED = re.compile(r"[.»”\"’)\u00a0 ]*([–—-])\s?([^\n]+?)\s*(?:\n|$)")
_MARKED = re.compile(r"[«»“”\"]")
# What stands behind a name that signs: nothing, a title, a place in brackets.
_BEHIND = re.compile(r"$|[.,]?\s*$|\s*[,(–—]")


def signature(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the line that signs a quotation without cue and source, or nothing.

    It is a person's name, with what he or she is behind a comma, under a paragraph that is the quotation alone or
    behind a dash.

    >>> from analysis.records import Span
    >>> from analysis.speakers.vocabulary import vocabulary
    >>> text = "« Nous tiendrons. »\\nAnne Martin, maire de Port-Vieux\\nLa grève continue."
    >>> signature(Attribution(content=(Span(0, 19),), cue=(), source=()), text, vocabulary("fr"))
    'Anne Martin, maire de Port-Vieux'
    """
    if attribution.cue or attribution.source or len(attribution.content) != 1:
        return ""
    begin, end = attribution.content[0].start, attribution.content[0].end
    behind = text[end : end + _LOOKED_AT]
    before = text[max(0, begin - _MARGIN) : begin]
    opens = begin <= _MARGIN or "\n" in before
    alone = opens and not before.rpartition("\n")[2].strip(' \u00a0«“"')
    found = _DASHED.match(behind) or (_UNDER.match(behind) if alone else None)
    if found is None:
        return ""
    dash, line = found.groups()
    if len(line) > _LONGEST or _MARKED.search(line):
        return ""
    name = CAPITALISED.match(line)
    if name is None or _BEHIND.match(line, name.end()) is None:
        return ""
    pieces = split_name(name.group(), words)
    signs = any(looks_like_person(piece, words) or (dash and titled) for piece, titled in pieces)
    return line if signs else ""
