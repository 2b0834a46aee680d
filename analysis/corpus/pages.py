"""The source of a web page as a tree of elements, forgiving what is not closed, and the lines a reader sees of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements that end a line of text, and those that hold nothing.
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "section", "header"}
_VOID = {"br", "img", "hr", "meta", "link", "input", "wbr", "col"}
_SILENT = {"script", "style"}


@dataclass(slots=True, eq=False)
class Node:
    """An element: ``names`` are its classes and its id, ``link`` the address it points to."""

    tag: str
    names: tuple[str, ...] = ()
    link: str = ""
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it, in reading order."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def first(self, *wanted: str) -> Node | None:
        """Return the first element one of whose names begins with one of these, the earlier wish first."""
        for name in wanted:
            for node in self.walk():
                if any(n.startswith(name) for n in node.names):
                    return node
        return None

    def after(self, node: Node) -> Node | None:
        """Return the element that stands right behind one of those below this, on the same level."""
        for parent in self.walk():
            if node in parent.children:
                rest = parent.children[parent.children.index(node) + 1 :]
                return next((child for child in rest if isinstance(child, Node)), None)
        return None

    def lines(self, without: Collection[Node] = ()) -> list[str]:
        """Return the text in it, one entry a block, spaces as a browser shows them; what is ``without`` is passed over.

        >>> [line for line in tree_of("<p>Il <b>neige</b>.</p><p>Encore.<br>Fin.</p>").lines()]
        ['Il neige.', 'Encore.', 'Fin.']
        """
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                parts.append(re.sub(r"[ \t\r\n]+", " ", item) if item != "\n\n" else item)
            elif item.tag not in _SILENT and item not in without:
                edge = ["\n\n"] if item.tag in _BLOCKS else []
                waiting.extend([*edge, *reversed(item.children), *edge])
        return [line.strip() for line in "".join(parts).split("\n\n") if line.strip()]


def tree_of(page: str) -> Node:
    """Return the tree of a page; an article that is not closed ends where the next begins."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    return tree.root


def is_factiva(node: Node) -> bool:
    """Tell an element that holds an article of Factiva: ``class="article frArticle"``."""
    return "article" in node.names and any(name.endswith("Article") for name in node.names)


class _Tree(HTMLParser):
    """Builds the tree of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("page")
        self._open = [self.root]
        self._tags = Counter[str]()  # how many of each are open: an end of what is not is passed over at once

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        node = Node(tag, (*(told.get("class") or "").split(), told.get("id") or ""), told.get("href") or "")
        # What was not closed must not swallow the next.
        if tag == "article" or is_factiva(node):
            self._close(lambda other: other.tag == "article" or is_factiva(other))
        elif tag == "p" and self._open[-1].tag == "p":
            self._close(lambda other: other.tag == "p")
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)
            self._tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if self._tags[tag]:
            self._close(lambda node: node.tag == tag)

    def _close(self, wanted: Callable[[Node], bool]) -> None:
        """Close the innermost element that is wanted, and all that is open in it."""
        for depth in range(len(self._open) - 1, 0, -1):
            if wanted(self._open[depth]):
                self._tags.subtract(node.tag for node in self._open[depth:])
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
