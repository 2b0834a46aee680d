"""An executed notebook as a page of the report: its code folded away, its links leading to the report's own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

import nbformat
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

from analysis.lexicons import labels

from .pages import as_wide_as, breakable, file, or_on_a_phone, page

CODE = re.compile(r'(<div class="input_area">\s*<div class=" ?highlight[^"]*">.*?</pre></div>\s*</div>)', re.DOTALL)
"""A cell's code, as the plain template writes it: folded away in a report, which is read for what it says."""

PICTURE = re.compile(r'<img\b[^>]*\bsrc="data:image/png;base64,[^"]*"[^>]*>')
"""A picture of a notebook, as the plain template writes it."""

HEADING = re.compile(r"(?<=<th>)(?=\w{12})\w+_\w+(?=</th>)")
"""The code of a column at the head of a table, where it is long."""

USUAL = 576
"""Pixels of a screen: how wide a notebook says that a usual figure is."""

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
"""A link or a picture in Markdown: whether it is one, its words, where it leads."""


def title_of(notebook: nbformat.NotebookNode, otherwise: str) -> str:
    """Return a notebook's first heading."""
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), otherwise)


def notebook_page(
    notebook: nbformat.NotebookNode, title: str, *, files: set[str], lang: str, other: str, pager: str = "",
    phone: nbformat.NotebookNode | None = None, captions: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return an executed notebook as a page, through nbconvert's plain template, which brings no script with it.

    Its links to other notebooks and to figures lead to those of the report (``files``); others lose their link.
    ``other`` names the page that says the same in the other language.  ``phone``: the same notebook with its figures
    drawn for one column, which narrow screens show; ``ValueError`` where it has more or fewer of them.  ``captions``:
    what stands below a picture, as HTML, by its alt text: a notebook shows the figure alone.
    """
    linked = nbformat.from_dict(notebook)
    for cell in linked.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lambda found: _relinked(found, files, lang), cell.source)
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(linked)
    narrow = _pictures_for_phones(body, phone, title) if phone is not None else None
    body = PICTURE.sub(lambda found: _plate(found[0], next(narrow) if narrow else "", captions or {}), body)
    body = HEADING.sub(lambda found: breakable(found[0]), body)
    body = CODE.sub(rf"<details><summary>{escape(labels(lang)['code'])}</summary>\1</details>", body)
    style = HtmlFormatter(style="default").get_style_defs(".highlight")
    return page(title, body + pager, lang=lang, other=other, css=style)


def _pictures_for_phones(body: str, phone: nbformat.NotebookNode, title: str) -> Iterator[str]:
    outputs = [output for cell in phone.cells for output in cell.get("outputs", ())]
    found = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    if len(found) != len(PICTURE.findall(body)):
        raise ValueError(f"{title!r} has {len(PICTURE.findall(body))} pictures, and {len(found)} for a phone")
    return iter(["data:image/png;base64," + "".join(picture.split()) for picture in found])


def _plate(picture: str, phone: str, captions: Mapping[str, str]) -> str:
    """Return a picture with the one a phone shows, in letters of one size, above its caption where it has one."""
    # A value with quotation marks in it stands between apostrophes.
    found = re.findall(r"""\b(alt|width)=(["'])(.*?)\2""", picture, re.DOTALL)
    facts = {name: unescape(value) for name, _, value in found}
    if facts.get("width", "").isdecimal():
        picture = picture.replace("<img", f"<img {as_wide_as(int(facts['width']), USUAL)}", 1)
    shown, caption = or_on_a_phone(picture, phone), captions.get(facts.get("alt", ""))
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>" if caption else shown


def _relinked(found: re.Match[str], files: set[str], lang: str) -> str:
    picture, said, target = found.groups()
    place, sign, part = target.partition("#")
    place = re.sub(r"^(\./|\.\./)+", "", place)
    place = file(place.removesuffix(".ipynb"), lang) if place.endswith(".ipynb") else place
    if target.startswith(("#", "http")) or place in files:
        return f"{picture}[{said}]({target if target.startswith(('#', 'http')) else place + sign + part})"
    return said


def ways_on(titles: list[tuple[str, str]], at: int, lang: str) -> str:
    """Return links to the notebooks before and after, as a reader would go on."""
    before = after = ""
    if at:
        name, title = titles[at - 1]
        before = f'<a href="{file(name, lang)}" rel="prev">← {escape(title)}</a>'
    if at + 1 < len(titles):
        name, title = titles[at + 1]
        after = f'<a href="{file(name, lang)}" rel="next">{escape(title)} →</a>'
    said = escape(labels(lang)["notebooks"])
    return f'<nav class="next" aria-label="{said}"><span>{before}</span><span>{after}</span></nav>'
