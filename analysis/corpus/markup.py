"""What the source of a web page leaves in a text: entities become the characters they stand for, tags are taken out."""

from __future__ import annotations

import html
import re
from html.entities import name2codepoint

#: Entities as they are written in full: the names of HTML 4 and numbers, with the semicolon.  The &copy= of a web
#: address is none, nor is a firm called AT&T;.
_ENTITY = re.compile(rf"&(?:{'|'.join(name2codepoint)}|apos|#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}});")
#: Some systems write &amp;eacute;, a text made ready for the web twice.
_TIMES = 2
#: Elements that are paragraphs of their own, and others; what stands between < and > and is none of them is text.
_BLOCKS = (
    "p|div|li|ul|ol|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]|section|article|main|header|footer|nav|aside|figure"
    "|figcaption|blockquote|pre|hr|form|iframe|video|audio|picture"
)
_INSIDE = (
    "span|a|strong|em|b|i|u|s|q|small|sup|sub|font|center|mark|cite|time|abbr|code|del|ins|img|source|script|style"
    "|noscript|label|input|button|wbr|svg|path|o:p"
)
_REST = r"(?:\s[^<>]*)?/?>"
TAG = re.compile(rf"</?(?:{_BLOCKS}|{_INSIDE}|br){_REST}", re.I)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS}){_REST}", re.I)
_BREAK = re.compile(rf"<br{_REST}", re.I)
_MARKS = ((re.compile(rf"<q{_REST}", re.I), "“"), (re.compile("</q>", re.I), "”"))
#: Neither is shown: notes of whoever wrote the page, programs and styles.
_UNSEEN = re.compile(
    rf"<!--(?:(?!<!--|-->).)*-->|<(script|style){_REST}(?:(?!</?(?:script|style)\b).)*</\1{_REST}", re.I | re.S
)
_GAP = re.compile(r"\s+")


def entities(text: str) -> list[str]:
    """Return the entities in a text, in their order.

    >>> entities("&laquo;&nbsp;Oui&#160;&raquo;, AT&T; ?a=1&copy=2")
    ['&laquo;', '&nbsp;', '&#160;', '&raquo;']
    """
    return [match[0] for match in _ENTITY.finditer(text)] if "&" in text else []


def without_entities(text: str) -> str:
    """Return a text with the characters its entities stand for, also where they were written for the web twice.

    >>> without_entities("&laquo; L&#146;&eacute;t&amp;eacute; &raquo; at AT&amp;T, 3 &lt; 5")
    '« L’été » at AT&T, 3 < 5'
    """
    for _ in range(_TIMES if "&" in text else 0):
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text


def without_tags(text: str) -> str:
    """Return a text without its tags, its paragraphs parted by an empty line; what a page does not show is left out.

    Where tags part the paragraphs, a single line break of the source is a space, as in a browser.  ``q`` gives
    quotation marks.  A text without a tag of those news pages are made of comes back as it is.

    >>> without_tags("<p>« Oui »,\\ndit <b>Zoé</b>.</p><p>Il neige.<br/>Encore.</p>")
    '« Oui », dit Zoé.\\n\\nIl neige.\\nEncore.'
    >>> without_tags("Il <em>neige</em>.\\nEncore."), without_tags("3 < 5, 5 > 4, <Zoé>")
    ('Il neige.\\nEncore.', '3 < 5, 5 > 4, <Zoé>')
    """
    if not TAG.search(text):
        return text
    text = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    # Form feeds and vertical tabs stand for the breaks of the tags until all are settled at once.
    text, blocks = _BLOCK.subn("\f", text)
    text = _BREAK.sub("\v", text)
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    line = " " if blocks else "\n"

    def gap(match: re.Match[str]) -> str:
        found = match[0]
        if "\f" in found or max(found.count("\n"), found.count("\v")) > 1:
            return "\n\n"
        return "\n" if "\v" in found else line if "\n" in found else found

    return _GAP.sub(gap, TAG.sub("", text)).strip()
