"""``media-framing read``: articles with their voices coloured, in a terminal or as a page."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from ..corpus.fields import FIELDS
from ..counts import n_of
from ..records import Article
from ..telling import print_remarks
from ..terminal import as_terminal
from .arguments import add_engine, add_reading, corpus_from, positive

if TYPE_CHECKING:
    from .arguments import Commands

_LABELS = ("en", "fr")
#: In this command --lang is the language of the text.
_COLUMNS = [role for role in FIELDS if role != "lang"]


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("read", help="print articles with their voices coloured and their attributions listed")
    parser.add_argument(
        "file", help="a file of one or more articles (txt, csv, jsonl, parquet, docx …), or - for plain text"
    )
    parser.add_argument("--lang", type=_language, help="ISO 639-1 code; found in the text when not given")
    add_engine(parser)
    parser.add_argument("--most", type=positive, default=3, metavar="N", help="articles shown (default 3)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the reading view there instead")
    parser.add_argument(
        "--labels",
        choices=_LABELS,
        help="the language of that page's own words (default that of the articles, or English)",
    )
    parser.add_argument(
        "--color",
        default="auto",
        choices=("auto", "always", "never"),
        help="auto: where a terminal shows it, and NO_COLOR is not set",
    )
    add_reading(parser, _COLUMNS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the articles of a file, or of standard input."""
    from dataclasses import replace

    from ..corpus.decoding import decode, repair
    from ..extraction import extract_many

    if options.file == "-":
        text = repair(decode(sys.stdin.buffer.read(), options.encoding)[0])
        if not text.strip():
            raise ValueError("nothing came in on standard input")
        articles: Sequence[Article] = [Article(id="-", text=text)]
    else:
        corpus = corpus_from(options.file, options, _COLUMNS)
        articles = corpus.articles
        print_remarks(corpus, options.most)
        if not articles:
            raise ValueError(f"{options.file} holds no article")
    shown = [replace(a, lang=options.lang or a.lang) for a in articles[: options.most]]
    readings = list(extract_many(shown, engine=options.engine))
    if options.html is not None:
        from ..reading import page

        # As in the report: a page about French articles is in French.
        spoken = {reading.article.lang for reading in readings}
        own = next(iter(spoken)) if len(spoken) == 1 else None
        options.html.write_text(page(readings, lang=options.labels or (own if own in _LABELS else "en")), "utf-8")
        print(options.html)
        return 0
    seen = sys.stdout.isatty()
    # NO_COLOR is what people set who want none anywhere (no-color.org).
    colour = options.color == "always" or (options.color == "auto" and seen and not os.environ.get("NO_COLOR"))
    # Into a file or a pipe, every paragraph stays a line.
    width = get_terminal_size().columns if seen else None
    for reading in readings:
        print(as_terminal(reading, colour=colour, width=width))
    if len(articles) > len(shown):
        print(f"… and {n_of(len(articles) - len(shown), 'more article')} (--most N shows more)")
    return 0


def _language(written: str) -> str:
    from ..text import language_code

    if (code := language_code(written)) is None:
        raise argparse.ArgumentTypeError(f"{written!r} is not a language; give a code such as fr, en, es or de")
    return code
