"""Build ``build/report/``: the gallery, the notebooks, the tables and the method card as pages that need no network.

python -m notebooks.report
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

from analysis.lexicons import labels

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "report"
LANGS = ("en", "fr")
PACKAGES = ("media-framing", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels", "matplotlib", "textstat")

STYLE = """
body{font:16px/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0 auto;max-width:52em;padding:1em}
h1{font-size:1.5em;line-height:1.25}h2{font-size:1.2em;margin-top:2em}a{color:#1d4f8f}
img{max-width:100%;height:auto}figure{margin:1.5em 0}figcaption{font-size:.88em;color:#444}
nav{font-size:.9em;border-bottom:1px solid #ddd;padding-bottom:.5em;margin-bottom:1em}
table{border-collapse:collapse;font-size:.82em;display:block;overflow-x:auto}
th,td{padding:.25em .6em;border-bottom:1px solid #e2e2e2;text-align:left;vertical-align:top}
pre{overflow-x:auto;font-size:.82em;background:#f6f6f6;padding:.6em;border-radius:4px}
.jp-InputPrompt,.jp-OutputPrompt,.prompt,.anchor-link{display:none}
.mf{padding:0}
@media print{nav{display:none}}
"""


@dataclass(frozen=True)
class Shown:
    """A figure as the gallery shows it."""

    name: str
    caption: str
    alt: str


def gallery(folder: Path) -> Iterator[Shown]:
    """Yield the figures of a folder in the order of their names; one without caption or alt text is an error."""
    for picture in sorted(folder.glob("*.png")):
        words = picture.with_suffix(".md").read_text("utf-8")
        caption, _, alt = words.partition("\n\nAlt text: ")
        if not caption.strip() or not alt.strip():
            raise ValueError(f"{picture.name} has no caption or no alt text in {picture.with_suffix('.md').name}")
        yield Shown(picture.stem, caption.strip(), alt.strip())


def page(title: str, body: str, *, lang: str, extra: str = "") -> str:
    """Return a whole page: no script, no request, readable on a phone and on paper."""
    other = "fr" if lang == "en" else "en"
    names = labels(lang)
    places = ((_index(lang), "report"), ("method.html", "method_card"), (_index(other), "other_language"))
    links = " · ".join(f'<a href="{href}">{escape(names[key])}</a>' for href, key in places)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # An icon of its own, and empty: a browser would ask the host for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{extra}</style>\n</head>\n<body>\n"
        f"<nav>{links}</nav>\n"
        f"{body}\n</body>\n</html>\n"
    )


def _index(lang: str) -> str:
    return "index.html" if lang == "en" else f"index.{lang}.html"


def index(figures: list[Shown], notebooks: list[tuple[str, str]], tables: list[str], lang: str) -> str:
    """Return the front page in one language: what this is, the gallery, the notebooks, the tables."""
    names = labels(lang)
    pictures = "".join(
        f'<figure><a href="figures/{f.name}.svg"><img src="figures/{f.name}.png" alt="{escape(f.alt)}"></a>'
        f'<figcaption>{escape(f.caption)} (<a href="figures/{f.name}.csv">CSV</a>)</figcaption></figure>\n'
        for f in figures
    )
    linked = "".join(f'<li><a href="{name}.html">{escape(title)}</a></li>\n' for name, title in notebooks)
    files = "".join(f'<li><a href="tables/{name}">{escape(name)}</a></li>\n' for name in tables)
    body = (
        f"<h1>{escape(names['report_title'])}</h1>\n<p>{escape(names['report_about'])}</p>\n"
        f"<h2>{escape(names['notebooks'])}</h2>\n<ul>\n{linked}</ul>\n"
        f"<h2>{escape(names['gallery'])}</h2>\n{pictures}"
        f"<h2>{escape(names['tables'])}</h2>\n<ul>\n{files}</ul>\n"
    )
    return page(names["report_title"], body, lang=lang)


def notebook_page(path: Path) -> tuple[str, str]:
    """Return (title, page) of an executed notebook, through nbconvert's plain template."""
    notebook = nbformat.read(path, as_version=4)
    exporter = HTMLExporter(template_name="basic")
    body, _ = exporter.from_notebook_node(notebook)
    title = next(
        (line.lstrip("# ") for cell in notebook.cells for line in cell.source.splitlines() if line.startswith("# ")),
        path.stem,
    )
    return title, page(title, body, lang="en", extra=HtmlFormatter(style="default").get_style_defs(".highlight"))


def method_card() -> dict[str, object]:
    """Say how these numbers were made: versions, digests of data, lexicons and weights, and the measured accuracy."""
    kept = (
        "data/**/*.parquet",
        "data/**/*.csv",
        "data/**/*.jsonl",
        "analysis/lexicons/*.csv",
        "analysis/**/models/*.*",
    )
    digests = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for pattern in kept
        for path in sorted(ROOT.glob(pattern))
    }
    results = ROOT / "bench" / "results.json"
    return {
        "versions": {"python": sys.version.split()[0], **{package: version(package) for package in PACKAGES}},
        "tables": {
            str(card.parent.relative_to(ROOT)): json.loads(card.read_text("utf-8"))
            for card in sorted(ROOT.glob("data/press/*/card.json"))
        },
        "accuracy and speed": json.loads(results.read_text("utf-8")) if results.exists() else "not measured here",
        "sha256": digests,
    }


def _as_rows(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _as_rows(inner, f"{path} › {key}" if path else str(key))
    else:
        yield path, f"{value:.4g}" if isinstance(value, float) else str(value)


def _tables(out: Path) -> list[str]:
    """Write the tables of ``data/press`` as CSV, whatever they are kept as, and return their names."""
    import pandas as pd

    out.mkdir(parents=True)
    names = []
    for path in sorted(ROOT.glob("data/press/*/*.parquet")):
        name = f"{path.parent.name}_{path.stem}.csv.gz"
        pd.read_parquet(path).to_csv(out / name, index=False, compression={"method": "gzip", "mtime": 0})
        names.append(name)
    demo = ROOT / "data" / "demo" / "articles.csv"
    shutil.copy(demo, out / "demo_articles.csv")
    return [*names, "demo_articles.csv"]


def build(out: Path = OUT) -> Path:
    """Build the whole report anew and return its front page."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    shutil.copytree(ROOT / "figures", out / "figures", ignore=shutil.ignore_patterns("README*"))
    figures = list(gallery(out / "figures"))
    notebooks = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        title, html = notebook_page(path)
        (out / f"{path.stem}.html").write_text(html, "utf-8")
        notebooks.append((path.stem, title))
    tables = _tables(out / "tables")
    card = method_card()
    (out / "method.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    rows = "".join(f"<tr><td>{escape(k)}</td><td>{escape(v)}</td></tr>\n" for k, v in _as_rows(card))
    heading = f"<h1>{escape(labels('en')['method_card'])}</h1>"
    (out / "method.html").write_text(page("Method card", f"{heading}<table>{rows}</table>", lang="en"), "utf-8")
    with (out / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "caption", "alt"))
        writer.writerows((f.name, f.caption, f.alt) for f in figures)
    for lang in LANGS:
        (out / _index(lang)).write_text(index(figures, notebooks, tables, lang), "utf-8")
    return out / "index.html"


if __name__ == "__main__":
    print(build().relative_to(ROOT))
