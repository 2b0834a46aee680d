"""``media-framing share``: tables without text, to be given away."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..counts import n_of
from ..formats import FORMATS, LEAST
from .arguments import positive
from .folders import can_hold, tables_from

if TYPE_CHECKING:
    from .arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "share", help="write tables again without text, to be given away",
        description="Write tables again without passages, titles, details of remarks and rare terms.",
    )  # fmt: skip
    parser.add_argument("input", help="a folder of tables that measure wrote")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="another folder; made if missing")
    parser.add_argument("--format", default="parquet", choices=FORMATS, help="of the tables (default parquet)")
    parser.add_argument(
        "--least", type=positive, default=LEAST, metavar="N",
        help=f"articles that must use a term for it to be kept (default {LEAST})",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write tables again without what could be read in them."""
    from ..measure import without_text

    if options.out.resolve() == Path(options.input).resolve():
        raise ValueError(f"--out {options.out} holds the tables with their text; give another folder")
    can_hold(options.out)
    tables = without_text(tables_from(options.input), options.least)
    tables.save(options.out, format=options.format)
    kept = f"terms of at least {n_of(options.least, 'article')}"
    print(f"{tables} -> {options.out}: no passages, no details of remarks, {kept}")
    return 0
