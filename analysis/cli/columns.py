"""``media-framing columns``: what every column and every reason of the audit means."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..columns import as_markdown
from ..corpus.audit import as_markdown as reasons
from ..formats import WRITTEN
from ..telling import codebook
from .folders import can_be

if TYPE_CHECKING:
    from .arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "columns", help="print the data dictionary and the reasons of the audit: a codebook",
        description="Print what every column of every table and every reason of the audit means, or write it down.",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE", help="a .csv with one row a column, or a .md")
    parser.add_argument("--format", default="csv", choices=("csv", "csv2"), help="of a .csv (default csv)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the codebook or write it down."""
    can_be(options.out, ".csv or .md")
    if options.out is None or options.out.suffix.lower() != ".csv":
        text = f"{as_markdown()}\n{reasons()}\n"
        print(text, end="") if options.out is None else options.out.write_text(text, "utf-8")
    else:
        codebook().to_csv(options.out, index=False, **WRITTEN[options.format])
    if options.out is not None:
        print(options.out)
    return 0
