"""``media-framing measure``: the four tables of a corpus, and what was left out of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..corpus.fields import FIELDS
from ..corrections import FIELDS as CORRECTED
from ..counts import n_of
from ..formats import FORMATS
from ..telling import print_audit
from .arguments import add_engine, add_reading, corpus_from, positive
from .folders import can_hold, tables_in

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..measure import Tables
    from .arguments import Commands

_EXIT = "Exit status: 0; 2 when something is wrong with the input or the output, in one line; 130 after Ctrl-C."


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "measure", help="write the four tables of a corpus", epilog=_EXIT,
        description="Write the tables articles, attributions, terms and audit of a corpus, and say what was left out.",
    )  # fmt: skip
    parser.add_argument("input", nargs="+", help="a file, a folder or an archive (zip) of articles, or several")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the tables go; made if missing")
    parser.add_argument(
        "--format", default="parquet", choices=FORMATS,
        help="of the tables (default parquet); csv2: semicolons and decimal commas, as spreadsheets in French read",
    )  # fmt: skip
    parser.add_argument(
        "--keep", action="append", default=[], metavar="COLUMN",
        help="a column of the source kept beside the measures (section, author …), or title, file, record; repeatable",
    )  # fmt: skip
    add_engine(parser)
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument(
        "--resume", action="store_true",
        help="keep finished parts in DIR/parts and go on from them: after Ctrl-C, or with the articles of another week",
    )  # fmt: skip
    parser.add_argument(
        "--prune", action="store_true",
        help="with --resume: remove parts that this run did not use, of articles that changed or another version",
    )  # fmt: skip
    parser.add_argument(
        "--corrections", type=Path, metavar="TABLE",
        help=f"corrections by hand, a CSV or an .xlsx with the columns article_id and passage (copied from the "
        f"attributions), field ({', '.join(CORRECTED)}) and value",
    )  # fmt: skip
    parser.add_argument("--no-terms", action="store_true", help="leave the terms table empty")
    parser.add_argument("--no-passages", action="store_true", help="keep article text out of the tables (offsets stay)")
    add_reading(parser, FIELDS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure a corpus and write its tables."""
    from tqdm import tqdm

    from ..measure import changes, check_columns, measure, with_columns

    if options.prune and not options.resume:
        raise ValueError("--prune removes parts that --resume has kept; give both")
    corpus = _corpus(options)
    check_columns(corpus, options.keep)
    can_hold(options.out)
    before = tables_in(options.out)
    with tqdm(total=len(corpus.articles), unit=" articles", disable=None) as bar:
        tables = measure(
            corpus,
            engine=options.engine,
            terms=not options.no_terms,
            passages=not options.no_passages,
            corrections=options.corrections,
            workers=options.workers,
            resume=options.out / "parts" if options.resume else None,
            progress=bar.update,
        )
    tables = with_columns(tables, corpus, options.keep) if options.keep else tables
    tables.save(options.out, format=options.format)
    rejected = corpus.n_records - len(corpus.articles)
    print(f"{n_of(corpus.n_records, 'record')} in = {n_of(len(tables.articles), 'article')} + {rejected:,} rejected")
    print_audit(tables.audit)
    _print_copies(tables)
    print(
        f"{n_of(len(tables.attributions), 'attribution')}, {n_of(len(tables.terms), 'row')} of terms -> {options.out}"
    )
    if before is not None:
        print(f"since the tables that stood there: {changes(before, tables)}")
    if options.resume:
        _print_parts(options.out / "parts", options.prune)
    return 0


def _corpus(options: argparse.Namespace) -> Corpus:
    """Return the corpus of one input or of several; ``ValueError`` where it has no article."""
    from tqdm import tqdm

    several, named = len(options.input) > 1, ", ".join(options.input)
    # Seen in a terminal while a large corpus is read, and gone again.
    with tqdm(desc=f"reading {named:.60}", bar_format="{desc} …", leave=False, disable=None):
        corpus = corpus_from(list(map(Path, options.input)) if several else options.input[0], options, FIELDS)
    if not corpus.articles:
        print_audit(corpus.audit)
        left_out = f"{n_of(corpus.n_records, 'record')} rejected"
        raise ValueError(f"{named} {'hold' if several else 'holds'} no article ({left_out}); nothing is written")
    return corpus


def _print_copies(tables: Tables) -> None:
    """Print how many articles are copies or agency copy, which stand in the tables and count like any other."""
    copies, wire = (int(tables.articles[name].sum()) for name in ("duplicate", "wire"))
    told = [f"{n_of(copies, 'article')} copied from an earlier one (column duplicate)"] if copies else []
    told += [f"{n_of(wire, 'article')} with agency copy (column wire)"] if wire else []
    if told:
        print(f"  counted too: {', '.join(told)}; media-framing compare --no-wire leaves them out")


def _print_parts(folder: Path, prune: bool) -> None:
    """Print how many parts of earlier runs nobody needs any more, and remove them where that is asked for."""
    from ..measure import prune_parts, stale_parts

    if prune:
        print(f"{n_of(prune_parts(folder), 'part')} of earlier runs removed from {folder}")
    elif stale := stale_parts(folder):
        print(f"{n_of(len(stale), 'part')} of earlier runs in {folder} not used any more (--prune removes them)")
