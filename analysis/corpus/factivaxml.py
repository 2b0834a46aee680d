"""Articles of Factiva as XML: one element an article, one below it a field, lead and tail in paragraphs.

So the service of the database gives them; the elements are those that tm.plugin.factiva (Bouchet-Valat, 2012) reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from analysis.corpus.records import Note, Record

#: Fields of an article by their elements.
_FIELDS = {
    "headline": "title", "sourceName": "outlet", "baseLanguage": "lang", "byline": "author", "sectionName": "section",
    "edition": "edition", "wordCount": "length", "copyright": "CR",
}  # fmt: skip
_TEXT = ("leadParagraph", "tailParagraphs")
#: Elements whose code and name are kept under the letters which the other forms of the database have for them.
_CODED = {"company": "CO", "industry": "IN", "newsSubject": "NS", "region": "RE"}
_DATES = ("publicationDate/dateTime", "publicationDate/date")
_SPACES = re.compile(r"[ \t\r\n]+")


def read_xml(text: str, source: str) -> Iterator[Record]:
    """Yield each article of an export of Factiva; its id is its number in the database, as in its other forms.

    Raises ``ValueError`` for any other XML, and for a damaged file.

    >>> page = "<PPSResponse><article><accessionNo>GAZ0000020230312ej3c00001</accessionNo><sourceName>Gazette"
    >>> page += "</sourceName><headline><paragraph>Neige</paragraph></headline><leadParagraph><paragraph>Il neige."
    >>> page += "</paragraph></leadParagraph></article></PPSResponse>"
    >>> [record.fields for record in read_xml(page, "a.xml")]  # doctest: +NORMALIZE_WHITESPACE
    [{'title': 'Neige', 'outlet': 'Gazette', 'id': 'Document GAZ0000020230312ej3c00001', 'text': 'Il neige.'}]
    """
    try:
        root = ElementTree.fromstring(text.lstrip())
    except ElementTree.ParseError as error:
        raise ValueError(f"{source!r} is damaged XML: {error}") from None
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.rpartition("}")[2]
    articles = [node for node in root.iter("article") if _number(node)]
    if not articles:
        what = "a spreadsheet in XML; save it as .xlsx" if root.tag == "Workbook" else _OTHER.format(root.tag)
        raise ValueError(f"{source!r} is {what}")
    return (_record(node, source, number) for number, node in enumerate(articles, 1))


_OTHER = (
    "XML (<{}>) and no export of Factiva, the one that is read here; save its articles as .csv, .json or .txt, or "
    "export them anew as HTML, RTF or text"
)
_NO_TEXT: tuple[Note, ...] = (("press_not_read", "Factiva gave no text of the document"),)


def _record(article: ElementTree.Element, source: str, number: int) -> Record:
    found = {field: line for tag, field in _FIELDS.items() if (line := _line(article.find(tag)))}
    if date := next((line for path in _DATES if (line := _line(article.find(path)))), ""):
        found["date"] = date
    for tag, field in _CODED.items():
        if named := [f"{node.get('code', '')} : {_line(node)}" for node in article.iter(tag)]:
            found[field] = " | ".join(named)
    parts = [p for tag in _TEXT for node in article.findall(tag) for p in _paragraphs(node)]
    if not parts:
        return Record(source, number, None, _NO_TEXT)
    found["id"] = f"Document {_number(article)}"
    return Record(source, number, {**found, "text": "\n\n".join(parts)})


def _number(article: ElementTree.Element) -> str:
    """Return the number of an article, which is the end of its address in the archive, too; empty where none is."""
    return _line(article.find("accessionNo")) or _line(article.find("reference")).rpartition("/")[2]


def _paragraphs(node: ElementTree.Element) -> list[str]:
    """Return the paragraphs in an element, all it holds where none is marked."""
    return [line for part in (node.findall("paragraph") or [node]) if (line := _line(part))]


def _line(node: ElementTree.Element | None) -> str:
    """Return what stands in an element on one line: words that were searched for have elements of their own."""
    return "" if node is None else _SPACES.sub(" ", "".join(node.itertext())).strip(" ")
