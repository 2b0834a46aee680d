"""Articles of Europresse, by the classes of its pages: those of today, of before 2016, and of a telephone."""

from __future__ import annotations

import re

from analysis.corpus.dates import read_date
from analysis.corpus.heads import named
from analysis.corpus.pages import Node

#: What stands behind the name of a paper: its number, or that of the edition of a town; where it appears.
_NUMBER = re.compile(r",? n[o°]\.? ?\d|, n[o°]\. |\s*\(")
_DAY = re.compile(r"·(\d{8})·")
#: What stands below the title names the authors; with more words it is the beginning of something else.
_AUTHORS = 20


def europresse_articles(page: Node) -> list[dict[str, str] | None]:
    """Return the fields of each article of a page, None for one without a text; empty where the page is none.

    A page for telephones is one article without an element around it.
    """
    if page.first("DocPublicationName") is None:
        return []
    articles = [node for node in page.walk() if node.tag == "article"]
    if articles or page.first("docOcurrContainer", "DocText") is None:
        return [europresse_fields(article) for article in articles]
    return [europresse_fields(page)]


def europresse_fields(article: Node) -> dict[str, str] | None:
    """Read the fields Europresse marks by classes; the name of the paper stands before its number.

    The date is that of the head, else the one in the document's number (news·20221223·LM·4301).  The line that says
    where the article appeared is no part of its text; the address it points to is that of the article.
    """
    if (body := _body(article)) is None:
        return None
    told = [node for node in body.walk() if node.tag == "a" and _tells_where(node)]
    fields = {"text": "\n\n".join(body.lines(without=told))}
    if told and told[-1].link:
        fields["url"] = told[-1].link
    if name := article.first("DocPublicationName"):
        fields["outlet"] = _NUMBER.split(" ".join(name.lines()))[0].strip()
    if header := article.first("DocHeader"):
        line = " ".join(header.lines())
        fields["date"] = read_date(line).iso or line
    if author := _authors(article):
        fields["author"] = author
    # The heading holds the title and, where there is one, what stands below it.
    if title := article.first("titreArticleVisu", "titreArticle"):
        fields["title"] = " ".join(title.lines())
    if below := article.first("rdp__subtitle"):
        fields["subtitle"] = " ".join(below.lines())
    if number := article.first("publiC-lblNodoc", "PubliC_lblNodoc"):
        fields["id"] = " ".join(number.lines())
        if (day := _DAY.search(fields["id"])) and not read_date(fields.get("date")).iso:
            fields["date"] = day[1]
    return fields


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
