"""Articles of Europresse, by the classes of its pages: those of today, of before 2016, and of a telephone.

Before 2013 or so each article was a cell of a table; what stands there, and in which order, the R package
tm.plugin.europresse (Bouchet-Valat, 2012) tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.dates import read_date
from analysis.corpus.heads import is_rights, named
from analysis.corpus.pages import Node

#: What stands behind the name of a paper: its number, or that of the edition of a town; where it appears.
_NUMBER = re.compile(r",? n[o°]\.? ?\d|, n[o°]\. |\s*\(")
_DAY = re.compile(r"·(\d{8})·")
_DOCUMENT = re.compile(r"\b[a-z]+·\d{8}·\w+·\w+")
#: What stands below the title names the authors; with more words it is the beginning of something else.
_AUTHORS = 20


def document_numbers(text: str) -> list[str]:
    """Return the numbers of documents of Europresse that stand in a text, each once, in reading order.

    >>> document_numbers("news·20121004·GZ·156190 … news·20121003·CR·17 … news·20121004·GZ·156190")
    ['news·20121004·GZ·156190', 'news·20121003·CR·17']
    """
    return list(dict.fromkeys(_DOCUMENT.findall(text))) if "·" in text else []


def europresse_articles(page: Node) -> list[dict[str, str] | None]:
    """Return the fields of each article of a page, None for one without a text; empty where the page is none.

    A page for telephones is one article without an element around it; in old ones each is a cell of a table.
    """
    if page.first("DocPublicationName") is None:
        return []
    if articles := [node for node in page.walk() if node.tag == "article"]:
        return [europresse_fields(article) for article in articles]
    if page.first("docOcurrContainer", "DocText"):
        return [europresse_fields(page)]
    cells = (node for node in page.walk() if node.tag == "td")
    return [_cell_fields(cell) for cell in cells if _place(cell, "docpublicationname") is not None]


def _place(cell: Node, name: str) -> int | None:
    """Return where among the children of a cell the first with a class stands; letters of either case count."""
    children = enumerate(cell.children)
    return next((n for n, c in children if isinstance(c, Node) and name in map(str.casefold, c.names)), None)


def _cell_fields(cell: Node) -> dict[str, str] | None:
    """Read an article that is a cell: paper, head and title in spans, below them the author, the text, the rights.

    The number of the document stands below the rights and, as a certificate, in a table of its own.
    """
    title = _place(cell, "titrearticlevisu")
    if title is None:
        return None
    above, below = (Node("div", children=list(part)) for part in (cell.children[:title], cell.children[title + 1 :]))
    fields = _head(above) | {"title": " ".join(_lines(cell.children[title]))}
    if numbers := _DOCUMENT.findall("\n".join(below.lines())):
        fields["id"] = numbers[-1]
    begin = _signed(below.children)
    if begin:
        fields["author"] = " ".join(Node("div", children=below.children[:begin]).lines())
    tables = [node for node in below.walk() if node.tag == "table"]
    lines = Node("div", children=below.children[begin:]).lines(without=tables)
    ends = [n for n, line in enumerate(lines) if is_rights(line)] or [
        n for n, line in enumerate(lines) if _DOCUMENT.search(line)
    ]
    return _dated(fields | {"text": "\n\n".join(lines[: ends[-1]] if ends else lines)})


def _lines(item: Node | str) -> list[str]:
    return Node("div", children=[item]).lines()


def _signed(children: Sequence[Node | str]) -> int:
    """Return where the text begins: behind the author, whose short line a break ends before the first paragraph."""
    shown = [n for n, child in enumerate(children) if isinstance(child, Node) or child.strip()]
    first = next((place for place, n in enumerate(shown) if _lines(children[n])), len(shown))
    after = [c.tag for n in shown[first + 1 : first + 3] if isinstance(c := children[n], Node)]
    told = after == ["br", "p"] and len(" ".join(_lines(children[shown[first]])).split()) <= _AUTHORS
    return shown[first] + 1 if told else 0


def europresse_fields(article: Node) -> dict[str, str] | None:
    """Read the fields Europresse marks by classes; the name of the paper stands before its number.

    The date is that of the head, else the one in the document's number (news·20221223·LM·4301).  The line that says
    where the article appeared is no part of its text; the address it points to is that of the article.
    """
    if (body := _body(article)) is None:
        return None
    told = [node for node in body.walk() if node.tag == "a" and _tells_where(node)]
    fields = {"text": "\n\n".join(body.lines(without=told)), **_head(article)}
    if told and told[-1].link:
        fields["url"] = told[-1].link
    if author := _authors(article):
        fields["author"] = author
    # The heading holds the title and, where there is one, what stands below it.
    if title := article.first("titreArticleVisu", "titreArticle"):
        fields["title"] = " ".join(title.lines())
    if below := article.first("rdp__subtitle"):
        fields["subtitle"] = " ".join(below.lines())
    if number := article.first("publiC-lblNodoc", "PubliC_lblNodoc"):
        fields["id"] = " ".join(number.lines())
    return _dated(fields)


def _head(article: Node) -> dict[str, str]:
    """Return the paper without its number, and the date of the head, which may stand in pieces."""
    fields = {}
    if name := article.first("DocPublicationName"):
        fields["outlet"] = _NUMBER.split(" ".join(name.lines()))[0].strip()
    if line := " ".join(" ".join(node.lines()) for node in article.walk() if _is_head(node)):
        fields["date"] = read_date(line).iso or line
    return fields


def _is_head(node: Node) -> bool:
    return any(name.startswith("DocHeader") for name in node.names)


def _dated(fields: dict[str, str]) -> dict[str, str]:
    """Take the date from the number of the document where the head tells none that can be read."""
    day = _DAY.search(fields.get("id", ""))
    return {**fields, "date": day[1]} if day and not read_date(fields.get("date")).iso else fields


def _body(article: Node) -> Node | None:
    """Return the element with the text: the first of those meant for it that holds any, else an empty one."""
    marked = [article.first("docOcurrContainer"), article.first("DocText")]
    bodies = [node for node in marked if node] or [node for node in article.walk() if node.tag == "section"]
    return next((body for body in bodies if body.lines()), bodies[0] if bodies else None)


def _tells_where(link: Node) -> bool:
    return " ".join(link.lines()).casefold().startswith(named("appeared"))


def _authors(article: Node) -> str:
    """Return who wrote it: what is marked as that, else the short element that stands below the heading."""
    if marked := article.first("docAuthors"):
        return " ".join(marked.lines())
    heading = article.first("titreArticle")
    below = article.after(heading) if heading else None
    if below is None or not {*below.names} <= {"", "sm-margin-bottomNews"} or below.tag not in {"p", "div"}:
        return ""
    line = " ".join(below.lines())
    return line if len(line.split()) <= _AUTHORS else ""
