"""Articles as press databases hand them over: pages saved from Europresse, Factiva and Nexis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from analysis.corpus.dates import read_date
from analysis.corpus.factiva import factiva_fields
from analysis.corpus.indexing import fields_of, is_code
from analysis.corpus.nexis import is_nexis, read_nexis
from analysis.corpus.records import Record, stem_of

#: Elements that end a line of text, and those that hold nothing.
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "section", "header"}
_VOID = {"br", "img", "hr", "meta", "link", "input", "wbr", "col"}
_SILENT = {"script", "style"}
#: What stands behind the name of a paper: its number, or that of the edition of a town; where it appears.
_NUMBER = re.compile(r",? n[o°]\.? ?\d|, n[o°]\. |\s*\(")
_DAY = re.compile(r"·(\d{8})·")


@dataclass(slots=True)
class _Node:
    tag: str
    classes: tuple[str, ...] = ()
    children: list[_Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[_Node]:
        """Yield this element and all below it, in reading order."""
        waiting: list[_Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(child for child in reversed(node.children) if isinstance(child, _Node))

    def first(self, *wanted: str) -> _Node | None:
        """Return the first element one of whose classes begins with one of these, the earlier wish first."""
        for name in wanted:
            for node in self.walk():
                if any(c.startswith(name) for c in node.classes):
                    return node
        return None

    def lines(self) -> list[str]:
        """Return the text in it, one entry a block, spaces as a browser shows them."""
        parts: list[str] = []
        waiting: list[_Node | str] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                parts.append(re.sub(r"[ \t\r\n]+", " ", item) if item != "\n\n" else item)
            elif item.tag not in _SILENT:
                edge = ["\n\n"] if item.tag in _BLOCKS else []
                waiting.extend([*edge, *reversed(item.children), *edge])
        return [line.strip() for line in "".join(parts).split("\n\n") if line.strip()]


class _Tree(HTMLParser):
    """Builds the tree of a page, forgiving what is not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("page")
        self._open = [self.root]
        self._tags = Counter[str]()  # how many of each are open: an end of what is not is passed over at once

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, tuple((dict(attrs).get("class") or "").split()))
        # What was not closed must not swallow the next.
        if tag == "article" or _is_factiva(node):
            self._close(lambda other: other.tag == "article" or _is_factiva(other))
        elif tag == "p" and self._open[-1].tag == "p":
            self._close(lambda other: other.tag == "p")
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)
            self._tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if self._tags[tag]:
            self._close(lambda node: node.tag == tag)

    def _close(self, wanted: Callable[[_Node], bool]) -> None:
        """Close the innermost element that is wanted, and all that is open in it."""
        for depth in range(len(self._open) - 1, 0, -1):
            if wanted(self._open[depth]):
                self._tags.subtract(node.tag for node in self._open[depth:])
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_press(text: str, source: str) -> Iterator[Record]:
    """Yield the articles of a page saved from Europresse, Factiva or Nexis.

    Raises ``ValueError`` when the page has the marks of none.

    >>> page = "<article><span class='DocPublicationName'>Gazette, no. 7</span><p class='titreArticle'>Neige</p>"
    >>> page += "<span class='DocHeader'>samedi 3 mars 2018</span><div class='DocText'><p>Il neige.</p></div></article>"
    >>> [record.fields for record in read_press(page, "a.html")]
    [{'text': 'Il neige.', 'outlet': 'Gazette', 'date': '2018-03-03', 'title': 'Neige'}]
    """
    tree = _Tree()
    tree.feed(text)
    tree.close()
    nodes = list(tree.root.walk())
    found: list[dict[str, str] | None] = []
    if tree.root.first("DocPublicationName"):
        found = [_europresse(node) for node in nodes if node.tag == "article"]
    found = found or [_factiva(node) for node in nodes if node.tag == "div" and _is_factiva(node)]
    if found:
        return (Record(source, number, fields, () if fields else _UNREAD) for number, fields in enumerate(found, 1))
    if is_nexis(text := "\n\n".join(tree.root.lines())):
        return read_nexis(text, source, stem_of(source))
    raise ValueError(
        f"{source!r} is a web page, but no article saved from Europresse, Factiva or Nexis is in it; of a page of a "
        "news site save the text of the article as .txt"
    )


_UNREAD = (("press_not_read", "no part of the page is marked as its text"),)


def _europresse(article: _Node) -> dict[str, str] | None:
    """Read the fields Europresse marks by classes; the name of the paper stands before its number.

    The date is that of the head, else the one in the document's number (news·20221223·LM·4301).
    """
    body = article.first("docOcurrContainer", "DocText")
    if body is None:
        return None
    fields = {"text": "\n\n".join(body.lines())}
    if name := article.first("DocPublicationName"):
        fields["outlet"] = _NUMBER.split(" ".join(name.lines()))[0].strip()
    if header := article.first("DocHeader"):
        told = " ".join(header.lines())
        fields["date"] = read_date(told).iso or told
    if author := article.first("docAuthors"):
        fields["author"] = " ".join(author.lines())
    # The heading holds the title and, where there is one, what stands below it.
    if title := article.first("titreArticleVisu", "titreArticle"):
        fields["title"] = " ".join(title.lines())
    if below := article.first("rdp__subtitle"):
        fields["subtitle"] = " ".join(below.lines())
    if number := article.first("publiC-lblNodoc"):
        fields["id"] = " ".join(number.lines())
        if (day := _DAY.search(fields["id"])) and not read_date(fields.get("date")).iso:
            fields["date"] = day[1]
    return fields


def _is_factiva(node: _Node) -> bool:
    return any(name.endswith("Article") for name in node.classes) and "article" in node.classes


def _factiva(article: _Node) -> dict[str, str] | None:
    """Read the rows of a Factiva article: two letters in bold in the first cell, the field in the second.

    Saved without indexing there are no rows, and the lines stand in their fixed order.
    """
    rows = []
    for row in (node for node in article.walk() if node.tag == "tr"):
        cells = [child for child in row.children if isinstance(child, _Node) and child.tag in {"td", "th"}]
        code = "".join(cells[0].lines()) if len(cells) > 1 else ""
        if is_code(code):
            rows.append((code, cells[1].lines()))
    if rows:
        return fields_of(rows)
    lines = article.lines()
    numbered = {"id": lines[-1]} if lines and lines[-1].startswith("Document ") else {}
    return {**read, **numbered} if (read := factiva_fields(lines)) else None
