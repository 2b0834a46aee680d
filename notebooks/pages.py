"""What every page of the report is made of: its frame, sections and lists, and pictures a phone shows otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from analysis.lexicons import labels

STYLE = Path(__file__).with_name("report.css")
PHONE, COLUMN = 560, 85
"""A screen of fewer pixels shows figures drawn so many millimetres wide: those of 132 have letters too small there."""


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


def or_on_a_phone(picture: str, other: str) -> str:
    """Return a picture that is another one on a narrow screen, where there is another one."""
    return f'<picture><source media="(max-width:{PHONE}px)" srcset="{other}">{picture}</picture>' if other else picture


def as_wide_as(pixels: int, usual: int) -> str:
    """Return the style of a picture by which its letters are as large as those of a picture of the usual width."""
    return f'style="--wide:{44 * pixels / usual:.4g}em"'


def breakable(name: str) -> str:
    """Return a name of a program, escaped, that may be broken behind its underscores and slashes, and nowhere else.

    >>> breakable("n_words")
    'n_<wbr>words'
    """
    return re.sub(r"[_/](?=\w)", r"\g<0><wbr>", escape(name))


def section(title: str, body: str, about: str = "") -> str:
    """Return a section with its heading; nothing where there is nothing in it."""
    said = f"<p>{escape(about)}</p>\n" if about else ""
    return f"<h2>{escape(title)}</h2>\n{said}{body}" if body else ""


def listed(items: Iterable[str], css: str = "") -> str:
    """Return a list of ``<li>`` elements; nothing where there are none."""
    rows = "\n".join(items)
    return f"<ul{f' class={css}' if css else ''}>\n{rows}\n</ul>" if rows else ""
