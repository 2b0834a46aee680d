"""Articles in web pages: those saved from Europresse, Factiva and Nexis, and those of a news site's own pages."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.corpus.europresse import europresse_articles
from analysis.corpus.factiva import factiva_fields, is_number
from analysis.corpus.fields import Meaning
from analysis.corpus.indexing import fields_of, is_code
from analysis.corpus.linked import linked_articles
from analysis.corpus.nexis import is_nexis, read_nexis
from analysis.corpus.pages import Node, is_factiva, tree_of
from analysis.corpus.pagetables import rows_of_tables
from analysis.corpus.records import Record


def read_press(html: str, source: str, field_of: Meaning | None = None) -> Iterator[Record]:
    """Yield the articles of a page saved from Europresse, Factiva or Nexis, or of a news site that gives them whole.

    ``field_of``: what the names of columns mean, for a page that is a table, as some programs save one.

    Raises ``ValueError`` when the page has the marks of none.

    >>> page = "<article><span class='DocPublicationName'>Gazette, no. 7</span><p class='titreArticle'>Neige</p>"
    >>> page += "<span class='DocHeader'>samedi 3 mars 2018</span><div class='DocText'><p>Il neige.</p></div></article>"
    >>> [record.fields for record in read_press(page, "a.html")]
    [{'text': 'Il neige.', 'outlet': 'Gazette', 'date': '2018-03-03', 'title': 'Neige'}]
    """
    page = tree_of(html)
    found = europresse_articles(page)
    found = found or [_factiva(node) for node in page.walk() if node.tag == "div" and is_factiva(node)]
    if found:
        return (Record(source, number, fields, () if fields else _UNREAD) for number, fields in enumerate(found, 1))
    if is_nexis(text := "\n\n".join(page.lines())):
        return read_nexis(text, source)
    if linked := linked_articles(html):
        return (Record(source, number, fields, _LINKED) for number, fields in enumerate(linked, 1))
    if field_of and (rows := rows_of_tables(page, field_of)):
        return (Record(source, number, fields) for number, fields in enumerate(rows, 1))
    if named := next((name for sign, name in _DATABASES.items() if sign in html.lower()), ""):
        raise ValueError(
            f"{source!r} is a page of {named} without a text that is known here: a list or a table of what was found, "
            "perhaps; mark the documents there and save them whole, as HTML or as text"
        )
    raise ValueError(
        f"{source!r} is a web page, but no article saved from Europresse, Factiva or Nexis is in it, and none it gives "
        "whole to search engines; of a page of a news site save the text of the article as .txt or JSON (trafilatura "
        "does it)"
    )


#: What stands in the pages of each database, whatever they show.
_DATABASES = {"europresse": "Europresse", "eureka.cc": "Eureka", "factiva.com": "Factiva", "lexis.com": "Nexis"}
_LINKED = (("from_page", "articleBody"),)
_UNREAD = (("press_not_read", "no part of the page is marked as its text"),)


def _factiva(article: Node) -> dict[str, str] | None:
    """Read the rows of a Factiva article: two letters in bold in the first cell, the field in the second.

    Saved without indexing there are no rows, and the lines stand in their fixed order.
    """
    rows = []
    for row in (node for node in article.walk() if node.tag == "tr"):
        cells = [child for child in row.children if isinstance(child, Node) and child.tag in {"td", "th"}]
        code = "".join(cells[0].lines()) if len(cells) > 1 else ""
        if is_code(code):
            rows.append((code, cells[1].lines()))
    if rows:
        return fields_of(rows)
    lines = article.lines()
    numbered = {"id": lines[-1]} if lines and is_number(lines[-1]) else {}
    return {**read, **numbered} if (read := factiva_fields(lines)) else None
