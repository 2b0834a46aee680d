"""Build ``build/report/``: the gallery, the notebooks, articles read, the tables and the method card, offline.

    python -m notebooks.report

Every page stands alone: no script, no request.  What is ours to say is said in English and in French.  A phone shows
every figure as it is drawn for one column of print.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from analysis import Reading, read_corpus, voices
from analysis.extraction import extract_many
from analysis.lexicons import labels
from analysis.reading import barcode, fragment

from .executed import notebook_page, title_of, ways_on
from .method import columns_page, method_card, method_page
from .pages import COLUMN, as_wide_as, file, listed, or_on_a_phone, page, section
from .run import LANGS, draw

ROOT = Path(__file__).parent.parent
USUAL = 1152
"""Pixels of a usual figure's picture."""


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
        section(names["notebooks"], listed(linked)),
        section(names["gallery"], f'<div class="gallery">\n{pictures}</div>' if pictures else ""),
        section(names["readings"], listed(read, "readings"), names["readings_about"]),
        section(names["tables"], listed([f'<li><a href="columns.html">{escape(names["columns"])}</a></li>', *files])),
    ]
    return page(names["report_title"], "\n".join(filter(None, parts)), lang=lang, wide=True)


def _figure(f: Shown, folder: str, lang: str) -> str:
    """Return a figure of the gallery with its caption and the ways to its drawing and its numbers."""
    picture = (
        f'<img src="{folder}/{f.name}.png" alt="{escape(f.alt)}" lang="{lang}" '
        f'width="{f.size[0]}" height="{f.size[1]}" {as_wide_as(f.size[0], USUAL)}>'
    )
    return (
        f'<figure><a href="{folder}/{f.name}.svg">{or_on_a_phone(picture, f.phone)}</a>'
        f"<figcaption>{_caption(f, folder, lang)}</figcaption></figure>\n"
    )


def _caption(f: Shown, folder: str, lang: str) -> str:
    """Return the caption of a figure and the ways to its drawing and its numbers."""
    return (
        f'<span lang="{lang}">{escape(f.caption)}</span> <span class="ways"><a href="{folder}/{f.name}.svg">SVG</a> · '
        f'<a href="{folder}/{f.name}.csv">CSV</a></span>'
    )


def _slug(reading: Reading) -> str:
    return re.sub(r"\W+", "-", reading.article.id)


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
        place, drawings = shown[lang]
        captions = {f.alt: _caption(f, place, lang) for f in drawings}
        for at, (name, title) in enumerate(of):
            other = name if second and name in books[second] else "index"
            pages[file(name, lang)] = notebook_page(
                books[lang][name], title, files=files, lang=lang, other=other, pager=ways_on(of, at, lang),
                phone=narrow.get(lang, {}).get(name), captions=captions,
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
