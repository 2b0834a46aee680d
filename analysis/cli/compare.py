"""``media-framing compare``: shares with their intervals, by outlet, month or another column."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..counts import n_of
from ..formats import WRITTEN
from ..telling import in_columns
from .folders import can_be, tables_from

if TYPE_CHECKING:
    import pandas as pd

    from .arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "compare", help="write shares with their intervals by outlet, month or another column",
        description="Write one row a group and a measure: articles, words, the share of all words together (pooled) "
        "and of a typical article (mean), each with its 95% interval over articles, none below 20.",
    )  # fmt: skip
    parser.add_argument("input", help="a folder of tables that measure wrote")
    parser.add_argument(
        "--by", action="append", metavar="COLUMN",
        help="outlet (default), lang, event, a column kept with --keep, or day, week, month, quarter, year; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--measure", action="append", metavar="NAME",
        help="such as attributed_share (default), marked_share, women_share (media-framing columns lists them); "
        "repeatable",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE", help="a .csv; printed where it is not given")
    parser.add_argument("--format", default="csv", choices=("csv", "csv2"), help="of the file (default csv)")
    parser.add_argument("--no-wire", action="store_true", help="without wire copy and duplicates")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write one row a group and a measure, and what is to be known of them."""
    from ..compare import compare_all
    from ..compare.result import advised_once

    can_be(options.out, ".csv")
    by = options.by or ["outlet"]
    rows = _with_periods(tables_from(options.input).articles, by)
    result = compare_all(
        rows, options.measure or ["attributed_share"], by[0] if len(by) == 1 else by, wire=not options.no_wire,
        differences=False,
    )  # fmt: skip
    found = in_columns(result.estimates, rows, by)
    if options.out is None:
        print(found.assign(note=advised_once(found["note"])).to_string(index=False))
    else:
        found.to_csv(options.out, index=False, **WRITTEN[options.format])
        print(f"{n_of(len(found), 'row')} -> {options.out}")
    notes = list(result.notes)
    if bare := int(found[["pooled_low", "mean_low"]].isna().all(axis=1).sum()):
        more = "a longer period or fewer columns in --by put more articles into each row"
        notes.append(f"{n_of(bare, 'row')} of {len(found)} without an interval, as the column note says: {more}")
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    return 0


def _with_periods(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return articles with the columns to compare by; ``ValueError`` where one is neither there nor a period."""
    from pandas.api.types import is_numeric_dtype

    from ..periods import UNITS, with_period

    if unknown := [name for name in by if name not in rows and name not in UNITS]:
        groups = [str(name) for name in rows if not is_numeric_dtype(rows[name]) and name != "id"]
        raise ValueError(f"--by {unknown[0]} is not a column; there are {', '.join((*groups, *UNITS))}")
    for unit in by:
        rows = with_period(rows, unit) if unit in UNITS and unit not in rows else rows
    return rows
