"""Build ``build/report/``: the gallery, the notebooks, articles read, the tables and the method card, offline.

    python -m notebooks.report

Every page stands alone: no script, no request.  What is ours to say is said in English and in French.  A phone shows
every figure as it is drawn for one column of print.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

import analysis
from analysis import Reading, read_corpus, voices
from analysis.columns import COLUMNS, TABLES
from analysis.extraction import extract_many
from analysis.lexicons import labels
from analysis.reading import barcode, fragment

from .run import LANGS, draw

ROOT = Path(__file__).parent.parent
PACKAGES = ("media-framing", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels", "matplotlib", "textstat")
MEASURED = ("accuracy", "results")
STYLE = Path(__file__).with_suffix(".css")
CODE = re.compile(r'(<div class="input_area">\s*<div class=" ?highlight[^"]*">.*?</pre></div>\s*</div>)', re.DOTALL)
"""A cell's code, as the plain template writes it: folded away in a report, which is read for what it says."""

PICTURE = re.compile(r'<img\b[^>]*\bsrc="data:image/png;base64,[^"]*"[^>]*>')
"""A picture of a notebook, as the plain template writes it."""

PHONE, COLUMN = 560, 85
"""A screen of fewer pixels shows figures drawn so many millimetres wide: those of 132 have letters too small there."""

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
"""A link or a picture in Markdown: whether it is one, its words, where it leads."""


@dataclass(frozen=True)
class Shown:
    """A figure as the gallery shows it; ``size`` is in pixels, so that a page does not jump while it loads.

    ``phone``: where the picture lies that a phone shows; empty: the same.
    """

    name: str
    caption: str
    alt: str
    size: tuple[int, int]
    phone: str = ""


def gallery(folder: Path) -> Iterator[Shown]:
    """Yield the figures of a folder in the order of their names; one without caption or alt text is an error."""
    for picture in sorted(folder.glob("*.png")):
        words = picture.with_suffix(".md").read_text("utf-8")
        caption, _, rest = words.partition("\n\n")
        alt = rest.partition(": ")[2]  # behind what the language calls it
        if not caption.strip() or not alt.strip():
            raise ValueError(f"{picture.name} has no caption or no alt text in {picture.with_suffix('.md').name}")
        # A PNG says its width and height in bytes 16 to 24.
        size = picture.read_bytes()[16:24]
        yield Shown(picture.stem, caption.strip(), alt.strip(), (int.from_bytes(size[:4]), int.from_bytes(size[4:])))


def page(
    title: str, body: str, *, lang: str, up: str = "", other: str = "index", css: str = "", wide: bool = False
) -> str:
    """Return a whole page; ``up`` leads to the report's folder, ``other`` names the page in the other language."""
    names, second = labels(lang), "fr" if lang == "en" else "en"
    places = (
        (file("index", lang), names["report"], lang),
        (file("method", lang), names["method_card"], lang),
        (file(other, second), names["other_language"], second),
    )
    links = " · ".join(
        f'<a href="{up}{href}" lang="{tongue}" hreflang="{tongue}">{escape(said)}</a>' for href, said, tongue in places
    )
    body_tag = '<body class="wide">' if wide else "<body>"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # An icon of its own, and empty: a browser would ask the host for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE.read_text('utf-8')}{css}</style>\n</head>\n"
        f'{body_tag}\n<nav aria-label="{escape(names["report"])}">{links}</nav>'
        f"\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def file(name: str, lang: str) -> str:
    """Return the name of a page's file in a language."""
    return f"{name}.html" if lang == "en" else f"{name}.{lang}.html"


@dataclass(frozen=True)
class Contents:
    """What the report holds, for its front pages.

    By language: ``figures``, their folder and what is in it, and ``notebooks``, each one's name and title.
    """

    figures: dict[str, tuple[str, list[Shown]]]
    notebooks: dict[str, list[tuple[str, str]]]
    readings: list[Reading]
    tables: list[str]


def index(has: Contents, lang: str) -> str:
    """Return the front page in one language: what this is, the questions, the gallery, articles read, the tables."""
    names = labels(lang)
    spoken = lang if lang in has.figures else "en"
    folder, shown = has.figures[spoken]
    pictures = "".join(_figure(f, folder, spoken) for f in shown)
    told = lang if lang in has.notebooks else "en"
    linked = (
        f'<li><a href="{file(name, told)}" lang="{told}">{escape(title)}</a></li>'
        for name, title in has.notebooks[told]
    )
    read = (
        f'<li><a href="readings/{_slug(r)}.html" lang="{r.article.lang}">{escape(r.article.title or r.article.id)}</a>'
        f" <span>{escape(r.article.outlet or names['unknown_value'])}</span>{barcode(voices(r), lang=lang)}</li>"
        for r in sorted(has.readings, key=lambda r: r.article.lang != lang)
    )
    files = [f'<li><a href="tables/{name}">{escape(name)}</a></li>' for name in has.tables]
    parts = [
        f'<h1>{escape(names["report_title"])}</h1>\n<p class="lead">{escape(names["report_about"])}</p>',
        _section(names["notebooks"], _list(linked)),
        _section(names["gallery"], f'<div class="gallery">\n{pictures}</div>' if pictures else ""),
        _section(names["readings"], _list(read, "readings"), names["readings_about"]),
        _section(names["tables"], _list([f'<li><a href="columns.html">{escape(names["columns"])}</a></li>', *files])),
    ]
    return page(names["report_title"], "\n".join(filter(None, parts)), lang=lang, wide=True)


def _figure(f: Shown, folder: str, lang: str) -> str:
    """Return a figure of the gallery with its caption and the ways to its drawing and its numbers."""
    picture = (
        f'<img src="{folder}/{f.name}.png" alt="{escape(f.alt)}" lang="{lang}" '
        f'width="{f.size[0]}" height="{f.size[1]}">'
    )
    return (
        f'<figure><a href="{folder}/{f.name}.svg">{_or_on_a_phone(picture, f.phone)}</a>'
        f'<figcaption><span lang="{lang}">{escape(f.caption)}</span> <a href="{folder}/{f.name}.svg">SVG</a> · '
        f'<a href="{folder}/{f.name}.csv">CSV</a></figcaption></figure>\n'
    )


def _or_on_a_phone(picture: str, other: str) -> str:
    """Return a picture that is another one on a narrow screen, where there is another one."""
    return f'<picture><source media="(max-width:{PHONE}px)" srcset="{other}">{picture}</picture>' if other else picture


def _section(title: str, body: str, about: str = "") -> str:
    said = f"<p>{escape(about)}</p>\n" if about else ""
    return f"<h2>{escape(title)}</h2>\n{said}{body}" if body else ""


def _list(items: Iterable[str], css: str = "") -> str:
    rows = "\n".join(items)
    return f"<ul{f' class={css}' if css else ''}>\n{rows}\n</ul>" if rows else ""


def _slug(reading: Reading) -> str:
    return re.sub(r"\W+", "-", reading.article.id)


def title_of(notebook: nbformat.NotebookNode, otherwise: str) -> str:
    """Return a notebook's first heading."""
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), otherwise)


def notebook_page(
    notebook: nbformat.NotebookNode, title: str, *, files: set[str], lang: str, other: str, pager: str = "",
    phone: nbformat.NotebookNode | None = None,
) -> str:  # fmt: skip
    """Return an executed notebook as a page, through nbconvert's plain template, which brings no script with it.

    Its links to other notebooks and to figures lead to those of the report (``files``); others lose their link.
    ``other`` names the page that says the same in the other language.  ``phone``: the same notebook with its figures
    drawn for one column, which narrow screens show; ``ValueError`` where it has more or fewer of them.
    """
    linked = nbformat.from_dict(notebook)
    for cell in linked.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lambda found: _relinked(found, files, lang), cell.source)
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(linked)
    if phone is not None:
        body = _with_pictures_for_phones(body, phone, title)
    body = CODE.sub(rf"<details><summary>{escape(labels(lang)['code'])}</summary>\1</details>", body)
    style = HtmlFormatter(style="default").get_style_defs(".highlight")
    return page(title, body + pager, lang=lang, other=other, css=style)


def _with_pictures_for_phones(body: str, phone: nbformat.NotebookNode, title: str) -> str:
    outputs = [output for cell in phone.cells for output in cell.get("outputs", ())]
    found = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    narrow = iter(["data:image/png;base64," + "".join(picture.split()) for picture in found])
    if len(found) != len(PICTURE.findall(body)):
        raise ValueError(f"{title!r} has {len(PICTURE.findall(body))} pictures, and {len(found)} for a phone")
    return PICTURE.sub(lambda picture: _or_on_a_phone(picture[0], next(narrow)), body)


def _relinked(found: re.Match[str], files: set[str], lang: str) -> str:
    picture, said, target = found.groups()
    place, sign, part = target.partition("#")
    place = re.sub(r"^(\./|\.\./)+", "", place)
    place = file(place.removesuffix(".ipynb"), lang) if place.endswith(".ipynb") else place
    if target.startswith(("#", "http")) or place in files:
        return f"{picture}[{said}]({target if target.startswith(('#', 'http')) else place + sign + part})"
    return said


def _pager(titles: list[tuple[str, str]], at: int, lang: str) -> str:
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


def method_card(root: Path = ROOT) -> dict[str, Any]:
    """Say how these numbers were made: versions, parameters, measured accuracy, digests of data, words and weights."""
    measured = [path for name in MEASURED if (path := root / "bench" / f"{name}.json").exists()]
    parameters = {
        path.stem: cell.source
        for path in sorted((root / "notebooks").glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if "parameters" in cell.metadata.get("tags", ())
    }
    package = Path(analysis.__file__).parent
    digests = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for folder, kinds in (
            (root / "data", ("csv", "jsonl", "parquet")),
            (package, ("csv", "json", "npz", "onnx", "model")),
        )
        for path in sorted(p for kind in kinds for p in folder.rglob(f"*.{kind}"))
    }
    return {
        "versions": {"python": sys.version.split()[0], **{package: version(package) for package in PACKAGES}},
        "tables": {
            card.parent.relative_to(root).as_posix(): json.loads(card.read_text("utf-8"))
            for card in sorted(root.glob("data/press/*/card.json"))
        },
        "parameters": parameters,
        "accuracy": {path.stem: json.loads(path.read_text("utf-8")) for path in measured},
        "sha256": digests,
    }


def method_page(card: dict[str, Any], lang: str) -> str:
    """Return the method card as a page in one language."""
    names = labels(lang)
    parts = [f"<h1>{escape(names['method_card'])}</h1>", '<p><a href="method.json">JSON</a></p>']
    for part, facts in card.items():
        rows = "".join(f"<tr><td>{escape(k)}</td><td>{escape(v)}</td></tr>\n" for k, v in _as_rows(facts))
        body = f'<table class="facts">\n{rows}</table>' if rows else ""
        if part == "accuracy" and not rows:
            body = f"<p>{escape(names['not_measured'])}</p>"
        parts.append(_section(names[f"card_{part}"], body))
    return page(names["method_card"], "\n".join(parts), lang=lang, other="method")


def _as_rows(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value, 1):
            yield from _as_rows(inner, f"{path} › {key}" if path else str(key))
    else:
        yield path, f"{value:.4g}" if isinstance(value, float) else str(value)


def columns_page() -> str:
    """Return the data dictionary as a page."""
    parts = [f"<h1>{escape(labels('en')['columns'])}</h1>"]
    for table in TABLES:
        rows = "".join(
            f"<tr><td><code>{c.name}</code><small>{escape(' · '.join(filter(None, (c.dtype, c.unit))))}</small></td>"
            f"<td>{_code(escape(c.definition))}</td></tr>\n"
            for c in COLUMNS
            if c.table == table
        )
        parts.append(_section(table, f"<table>\n{rows}</table>"))
    return page(labels("en")["columns"], "\n".join(parts), lang="en")


def _code(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", text)


def tables(root: Path, out: Path) -> list[str]:
    """Write the tables of ``data/press`` and the demonstration articles as CSV, and return the names of the files."""
    import pandas as pd

    out.mkdir(parents=True)
    names = []
    for path in sorted(root.glob("data/press/*/*.parquet")):
        name = f"{path.parent.name}_{path.stem}.csv.gz"
        pd.read_parquet(path).to_csv(out / name, index=False, compression={"method": "gzip", "mtime": 0})
        names.append(name)
    for path in sorted(root.glob("data/press/*/*.csv")):
        names.append(f"{path.parent.name}_{path.name}")
        shutil.copyfile(path, out / names[-1])
    shutil.copyfile(root / "data" / "demo" / "articles.csv", out / "demo_articles.csv")
    return [*names, "demo_articles.csv"]


def one_event(root: Path) -> list[Reading]:
    """Read what every outlet of the demonstration press wrote about its first event."""
    corpus = read_corpus(root / "data" / "demo" / "articles.csv")
    first = min(article.event or "" for article in corpus)
    return list(extract_many(article for article in corpus if article.event == first))


def _books(folder: Path) -> dict[str, nbformat.NotebookNode]:
    return {path.stem: nbformat.read(path, as_version=4) for path in sorted(folder.glob("*.ipynb"))}


def build(
    out: Path | None = None, *, root: Path = ROOT, drawn: Mapping[str, Path] | None = None,
    phone: Mapping[str, Path] | None = None,
) -> Path:  # fmt: skip
    """Build the whole report of a project folder anew and return its front page.

    ``drawn`` names, by language, folders that hold figures and notebooks in other languages (``notebooks.run.draw``);
    the front page of a language without them leads to the English ones.  ``phone`` names, by language, those drawn for
    one column (``width=COLUMN``), which narrow screens show.
    """
    out = out or root / "build" / "report"
    shutil.rmtree(out, ignore_errors=True)
    (out / "readings").mkdir(parents=True)
    shutil.copytree(root / "figures", out / "figures", ignore=shutil.ignore_patterns("README*", ".*"))
    shown = {"en": ("figures", list(gallery(out / "figures")))}
    for lang, folder in (drawn or {}).items():
        shutil.copytree(folder, out / "figures" / lang, ignore=shutil.ignore_patterns("*.ipynb"))
        shown[lang] = f"figures/{lang}", list(gallery(out / "figures" / lang))
    for lang, folder in (phone or {}).items():
        (out / "figures" / "phone" / lang).mkdir(parents=True)
        for picture in sorted(folder.glob("*.png")):
            shutil.copy(picture, out / "figures" / "phone" / lang)
        place, wide = shown[lang]
        copied = {f.name: f"figures/phone/{lang}/{f.name}.png" for f in wide}
        shown[lang] = place, [replace(f, phone=copied[f.name]) if (out / copied[f.name]).exists() else f for f in wide]
    books = {lang: _books(folder) for lang, folder in {"en": root / "notebooks", **(drawn or {})}.items()}
    books = {lang: of for lang, of in books.items() if of}
    narrow = {lang: _books(folder) for lang, folder in (phone or {}).items()}
    titles = {lang: [(name, title_of(book, name)) for name, book in of.items()] for lang, of in books.items()}
    has = Contents(shown, titles, one_event(root), tables(root, out / "tables"))
    pages = {"columns.html": columns_page()}
    files = {p.relative_to(out).as_posix() for p in out.rglob("*.*")}
    files |= {file(name, lang) for lang, of in books.items() for name in of}
    for lang, of in titles.items():
        second = next((other for other in books if other != lang), None)
        for at, (name, title) in enumerate(of):
            other = name if second and name in books[second] else "index"
            pages[file(name, lang)] = notebook_page(
                books[lang][name], title, files=files, lang=lang, other=other, pager=_pager(of, at, lang),
                phone=narrow.get(lang, {}).get(name),
            )  # fmt: skip
    for reading in has.readings:
        lang = reading.article.lang if reading.article.lang in LANGS else "en"
        body = fragment(reading, lang=lang, heading="h1")
        pages[f"readings/{_slug(reading)}.html"] = page(reading.article.title or "", body, lang=lang, up="../")
    card = method_card(root)
    for lang in LANGS:
        pages[file("index", lang)] = index(has, lang)
        pages[file("method", lang)] = method_page(card, lang)
    for name, html in pages.items():
        (out / name).write_text(html, "utf-8")
    (out / "method.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    with (out / "figures.csv").open("w", encoding="utf-8", newline="") as listed:
        writer = csv.writer(listed)
        writer.writerow(("name", "caption", "alt"))
        writer.writerows((f.name, f.caption, f.alt) for f in shown["en"][1])
    return out / "index.html"


def main() -> None:
    """Draw what the report shows beside the figures in place, and build it."""
    with TemporaryDirectory() as place:
        french, phone = Path(place) / "french", {lang: Path(place) / lang for lang in LANGS}
        draw(french, "fr")
        for lang, folder in phone.items():
            draw(folder, lang, width=COLUMN)
        made = build(drawn={"fr": french}, phone=phone)
    print(made.relative_to(ROOT))


if __name__ == "__main__":
    main()
