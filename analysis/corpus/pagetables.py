"""Tables in web pages: what data bases and programs save under the name of a spreadsheet is often such a page."""

from __future__ import annotations

from analysis.corpus.delimited import unique
from analysis.corpus.fields import Meaning
from analysis.corpus.layouts import header_row
from analysis.corpus.pages import Node


def rows_of_tables(page: Node, field_of: Meaning) -> list[dict[str, str]]:
    """Return the rows of the tables of a page in which a column is the text and another one is known.

    A table in a cell of another is read on its own.

    >>> from analysis.corpus.pages import tree_of
    >>> rows = "<tr><th>Titre</th><th>Texte</th></tr><tr><td>A</td><td>Il neige.<br>Encore.</td></tr>"
    >>> rows_of_tables(tree_of(f"<table>{rows}</table>"), {"Titre": "title", "Texte": "text"}.get)
    [{'Titre': 'A', 'Texte': 'Il neige.\\n\\nEncore.'}]
    """
    found: list[dict[str, str]] = []
    for table in (node for node in page.walk() if node.tag == "table"):
        rows = [["\n\n".join(cell.lines()) for cell in cells] for row in _rows(table) if (cells := _cells(row))]
        head = header_row(rows, field_of)
        known = {field_of(name) for name in rows[head]} - {None} if rows else set()
        if "text" not in known or len(known) < 2:
            continue
        names = unique([name.strip() for name in rows[head]])
        filled = (row for row in rows[head + 1 :] if any(row))
        found += [dict(zip(names, (row + [""] * len(names))[: len(names)], strict=True)) for row in filled]
    return found


def _rows(table: Node) -> list[Node]:
    """Return the rows of a table, not those of tables in it."""
    out: list[Node] = []
    waiting = [child for child in reversed(table.children) if isinstance(child, Node)]
    while waiting:
        node = waiting.pop()
        if node.tag == "tr":
            out.append(node)
        if node.tag not in {"table", "td", "th"}:  # a row that is not closed holds the next
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]
    return out


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if isinstance(child, Node) and child.tag in {"td", "th"}]
