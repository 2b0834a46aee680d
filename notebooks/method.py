"""How the numbers of the report were made: the method card, and what every column means, as pages."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

import analysis
from analysis.columns import COLUMNS, TABLES
from analysis.lexicons import labels, number

from .pages import breakable, page, section

PACKAGES = ("media-framing", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels", "matplotlib", "textstat")
MEASURED = ("accuracy", "results")


def method_card(root: Path) -> dict[str, Any]:
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
        rows = "".join(
            f"<tr><td>{breakable(k)}</td><td>{escape(_written(v, lang))}</td></tr>\n" for k, v in _as_rows(facts)
        )
        body = f'<table class="facts">\n{rows}</table>' if rows else ""
        if part == "accuracy" and not rows:
            body = f"<p>{escape(names['not_measured'])}</p>"
        parts.append(section(names[f"card_{part}"], body))
    return page(names["method_card"], "\n".join(parts), lang=lang, other="method")


def _as_rows(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value, 1):
            yield from _as_rows(inner, f"{path} › {key}" if path else str(key))
    else:
        yield path, value


def _written(value: object, lang: str) -> str:
    """Return a fact of the card as a language writes it."""
    if isinstance(value, float):
        return number(value, ".4g", lang=lang)
    return number(value, ",d", lang=lang) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def columns_page() -> str:
    """Return the data dictionary as a page."""
    parts = [f"<h1>{escape(labels('en')['columns'])}</h1>"]
    for table in TABLES:
        rows = "".join(
            f"<tr><td><code>{breakable(c.name)}</code>"
            f"<small>{escape(' · '.join(filter(None, (c.dtype, c.unit))))}</small></td>"
            f"<td>{_marked(escape(c.definition))}</td></tr>\n"
            for c in COLUMNS
            if c.table == table
        )
        parts.append(section(table, f"<table>\n{rows}</table>"))
    return page(labels("en")["columns"], "\n".join(parts), lang="en")


def _marked(text: str) -> str:
    """Return a definition with what Markdown marks in it as HTML."""
    return re.sub(r"(?<!\w)\*([^*\s][^*]*)\*", r"<em>\1</em>", re.sub("`([^`]+)`", r"<code>\1</code>", text))
