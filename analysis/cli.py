"""The command line: read one article in colour, measure a corpus, show the data dictionary."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from . import __doc__ as about
from .columns import as_markdown
from .corpus.audit import as_markdown as reasons
from .corpus.fields import FIELDS
from .corrections import FIELDS as CORRECTED
from .counts import n_of
from .formats import FORMATS, LEAST, WRITTEN
from .telling import as_options, codebook, in_columns, print_audit, print_remarks
from .terminal import as_terminal

if TYPE_CHECKING:
    from .corpus import Corpus
    from .measure import Tables

#: What a shell says of a command that Ctrl-C has ended: 128 and the number of the signal.
_INTERRUPTED = 130
_EXIT = "Exit status: 0; 2 when something is wrong with the input or the output, in one line; 130 after Ctrl-C."
#: Fields of an article in words, where their names are none.
_ROLES = {"lang": "language", "url": "web address"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0, or 2 with one line on standard error when the input is wrong.

    Stopped by Ctrl-C it is 130, and the line says how to go on.
    """
    # What a console or a file of another encoding cannot show is replaced, and nothing is cut short by it.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    options = _parser().parse_args(argv)
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        print(f"\nmedia-framing: {_stopped(options)}", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; say nothing, and keep the interpreter from flushing into it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, OSError, ImportError) as error:
        print(f"media-framing: {_told(error)}", file=sys.stderr)
        return 2
    except RuntimeError as error:
        if not isinstance(error.__cause__, BrokenProcessPool):
            raise
        print(f"media-framing: {_lost(options)}", file=sys.stderr)
        return 2
    return status


def _stopped(options: argparse.Namespace) -> str:
    """Return how to go on with what Ctrl-C has stopped."""
    if options.run is not _measure:
        return "stopped"
    if options.resume:
        return f"stopped; the same command goes on from what is in {options.out / 'parts'}"
    return "stopped, and nothing is kept; with --resume finished parts are, and the same command goes on from them"


def _lost(options: argparse.Namespace) -> str:
    """Return what to do where the system, short of memory most likely, has ended one of the processes."""
    kept = "" if options.resume else "; with --resume what is finished is kept"
    return f"a process ended before its work was done, for want of memory perhaps: try --workers 1{kept}"


def _told(error: Exception) -> str:
    """Return an error as one line; what the system says of a file without its number."""
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return as_options(" ".join(str(error).split()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="media-framing", description=(about or "").splitlines()[0])
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('media-framing')}")
    parser.set_defaults(run=_help(parser))
    commands = parser.add_subparsers(metavar="COMMAND")

    read = commands.add_parser("read", help="print articles with their voices coloured and their attributions listed")
    read.add_argument(
        "file", help="a file of one or more articles (txt, csv, jsonl, parquet, docx …), or - for plain text"
    )
    read.add_argument("--lang", type=_language, help="ISO 639-1 code; found in the text when not given")
    _add_engine(read)
    read.add_argument("--most", type=_positive, default=3, metavar="N", help="articles shown (default 3)")
    read.add_argument("--html", type=Path, metavar="FILE", help="write the reading view there instead")
    read.add_argument(
        "--color", default="auto", choices=("auto", "always", "never"), help="auto: where a terminal shows it"
    )
    # In this command --lang is the language of the text.
    _add_reading(read, [role for role in FIELDS if role != "lang"])
    read.set_defaults(run=_read)

    measure = commands.add_parser(
        "measure", help="write the four tables of a corpus", epilog=_EXIT,
        description="Write the tables articles, attributions, terms and audit of a corpus, and say what was left out.",
    )  # fmt: skip
    measure.add_argument("input", nargs="+", help="a file, a folder or an archive (zip) of articles, or several")
    measure.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the tables go; made if missing")
    measure.add_argument(
        "--format", default="parquet", choices=FORMATS,
        help="of the tables (default parquet); csv2: semicolons and decimal commas, as spreadsheets in French read",
    )  # fmt: skip
    measure.add_argument(
        "--keep", action="append", default=[], metavar="COLUMN",
        help="a column of the source kept beside the measures (section, author …), or title, file, record; repeatable",
    )  # fmt: skip
    _add_engine(measure)
    measure.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes (default 1)")
    measure.add_argument(
        "--resume", action="store_true",
        help="keep finished parts in DIR/parts and go on from them: after Ctrl-C, or with the articles of another week",
    )  # fmt: skip
    measure.add_argument(
        "--prune", action="store_true",
        help="with --resume: remove parts that this run did not use, of articles that changed or another version",
    )  # fmt: skip
    measure.add_argument(
        "--corrections", type=Path, metavar="TABLE",
        help=f"corrections by hand, a CSV or an .xlsx with the columns article_id and passage (copied from the "
        f"attributions), field ({', '.join(CORRECTED)}) and value",
    )  # fmt: skip
    measure.add_argument("--no-terms", action="store_true", help="leave the terms table empty")
    measure.add_argument(
        "--no-passages", action="store_true", help="keep article text out of the tables (offsets stay)"
    )
    _add_reading(measure, FIELDS)
    measure.set_defaults(run=_measure)

    share = commands.add_parser(
        "share", help="write tables again without text, to be given away",
        description="Write tables again without passages, titles, details of remarks and rare terms.",
    )  # fmt: skip
    share.add_argument("input", help="a folder of tables that measure wrote")
    share.add_argument("--out", type=Path, required=True, metavar="DIR", help="another folder; made if missing")
    share.add_argument("--format", default="parquet", choices=FORMATS, help="of the tables (default parquet)")
    share.add_argument(
        "--least", type=_positive, default=LEAST, metavar="N",
        help=f"articles that must use a term for it to be kept (default {LEAST})",
    )  # fmt: skip
    share.set_defaults(run=_share)

    compare = commands.add_parser(
        "compare", help="write shares with their intervals by outlet, month or another column",
        description="Write one row a group and a measure: articles, words, the share of all words together (pooled) "
        "and of a typical article (mean), each with its 95% interval over articles, none below 20.",
    )  # fmt: skip
    compare.add_argument("input", help="a folder of tables that measure wrote")
    compare.add_argument(
        "--by", action="append", metavar="COLUMN",
        help="outlet (default), lang, event, a column kept with --keep, or day, week, month, quarter, year; repeatable",
    )  # fmt: skip
    compare.add_argument(
        "--measure", action="append", metavar="NAME",
        help="such as attributed_share (default), marked_share, women_share (media-framing columns lists them); "
        "repeatable",
    )  # fmt: skip
    compare.add_argument("--out", type=Path, metavar="FILE", help="a .csv; printed where it is not given")
    compare.add_argument("--format", default="csv", choices=("csv", "csv2"), help="of the file (default csv)")
    compare.add_argument("--no-wire", action="store_true", help="without wire copy and duplicates")
    compare.set_defaults(run=_compare)

    columns = commands.add_parser(
        "columns", help="print the data dictionary and the reasons of the audit: a codebook",
        description="Print what every column of every table and every reason of the audit means, or write it down.",
    )  # fmt: skip
    columns.add_argument("--out", type=Path, metavar="FILE", help="a .csv with one row a column, or a .md")
    columns.add_argument("--format", default="csv", choices=("csv", "csv2"), help="of a .csv (default csv)")
    columns.set_defaults(run=_columns)
    return parser


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine", default="fast", choices=("fast", "accurate"),
        help="accurate errs less, takes many times as long and needs the extra of that name (default fast)",
    )  # fmt: skip


def _add_reading(parser: argparse.ArgumentParser, roles: Sequence[str]) -> None:
    """Add the options that say how the articles are to be read."""
    parser.add_argument("--encoding", help="of the files, where it is not the one that is found")
    for role in roles:
        parser.add_argument(f"--{role}", metavar="COLUMN", help=f"the column that holds the {_ROLES.get(role, role)}")
    parser.add_argument(
        "--fill", type=_pair, action="append", default=[], metavar="FIELD=VALUE",
        help="the outlet, date, lang or event of all articles that lack one: --fill outlet='La Gazette'",
    )  # fmt: skip
    parser.add_argument("--strip-tags", action="store_true", help="take HTML tags out of texts and titles")
    order = parser.add_mutually_exclusive_group()
    order.add_argument(
        "--dayfirst", action="store_true", default=None, help="03/04/2022 is in April where no other date tells"
    )
    order.add_argument("--monthfirst", dest="dayfirst", action="store_false", help="03/04/2022 is in March")


def _pair(written: str) -> tuple[str, str]:
    field, sign, value = written.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{written!r} is not FIELD=VALUE; give one such as outlet='La Gazette'")
    return field.strip(), value


def _positive(written: str) -> int:
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is not a whole number of 1 or more")
    return int(written)


def _language(written: str) -> str:
    from .text import language_code

    if (code := language_code(written)) is None:
        raise argparse.ArgumentTypeError(f"{written!r} is not a language; give a code such as fr, en, es or de")
    return code


def _read(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from .corpus.decoding import decode, repair
    from .extraction import extract_many
    from .records import Article

    if options.file == "-":
        text = repair(decode(sys.stdin.buffer.read(), options.encoding)[0])
        if not text.strip():
            raise ValueError("nothing came in on standard input")
        articles: Sequence[Article] = [Article(id="-", text=text)]
    else:
        corpus = _corpus(options.file, options, [role for role in FIELDS if role != "lang"])
        articles = corpus.articles
        print_remarks(corpus, options.most)
        if not articles:
            raise ValueError(f"{options.file} holds no article")
    shown = [replace(a, lang=options.lang or a.lang) for a in articles[: options.most]]
    readings = list(extract_many(shown, engine=options.engine))
    if options.html is not None:
        from .reading import page

        options.html.write_text(page(readings), "utf-8")
        print(options.html)
        return 0
    colour = options.color == "always" or (options.color == "auto" and sys.stdout.isatty())
    for reading in readings:
        print(as_terminal(reading, colour=colour))
    if len(articles) > len(shown):
        print(f"… and {n_of(len(articles) - len(shown), 'more article')} (--most N shows more)")
    return 0


def _corpus(source: str | list[Path], options: argparse.Namespace, roles: Sequence[str]) -> Corpus:
    from .corpus import read_corpus

    columns = {role: getattr(options, role) for role in roles if getattr(options, role)}
    given = {"encoding": options.encoding, "dayfirst": options.dayfirst, "fill": dict(options.fill)}
    given["strip_tags"] = options.strip_tags
    return read_corpus(source, **given, **columns)


def _measure(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from .measure import changes, check_columns, measure, with_columns

    if options.prune and not options.resume:
        raise ValueError("--prune removes parts that --resume has kept; give both")
    several = len(options.input) > 1
    # Seen in a terminal while a large corpus is read, and gone again.
    with tqdm(desc=f"reading {', '.join(options.input):.60}", bar_format="{desc} …", leave=False, disable=None):
        corpus = _corpus(list(map(Path, options.input)) if several else options.input[0], options, FIELDS)
    if not corpus.articles:
        print_audit(corpus.audit)
        left_out = f"{n_of(corpus.n_records, 'record')} rejected"
        hold = "hold" if several else "holds"
        raise ValueError(f"{', '.join(options.input)} {hold} no article ({left_out}); nothing is written")
    check_columns(corpus, options.keep)
    _can_hold(options.out)
    before = _tables_in(options.out)
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
    print(
        f"{n_of(len(tables.attributions), 'attribution')}, {n_of(len(tables.terms), 'row')} of terms -> {options.out}"
    )
    if before is not None:
        print(f"since the tables that stood there: {changes(before, tables)}")
    if options.resume:
        _print_parts(options.out / "parts", options.prune)
    return 0


def _print_parts(folder: Path, prune: bool) -> None:
    """Print how many parts of earlier runs nobody needs any more, and remove them where that is asked for."""
    from .measure import prune_parts, stale_parts

    if prune:
        print(f"{n_of(prune_parts(folder), 'part')} of earlier runs removed from {folder}")
    elif stale := stale_parts(folder):
        print(f"{n_of(len(stale), 'part')} of earlier runs in {folder} not used any more (--prune removes them)")


def _can_hold(folder: Path) -> None:
    """Make the folder, and fail before the work and not after it when nothing can be written there."""
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"--out {folder} is a file; give a folder, which is made where there is none")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        pass


def _tables_in(folder: Path) -> Tables | None:
    """Return the tables that stand in a folder, None where there are none, or none that can be read."""
    from .measure import Tables

    try:
        return Tables.load(folder) if Tables.are_in(folder) else None
    except (ValueError, OSError):
        return None


def _share(options: argparse.Namespace) -> int:
    from .measure import without_text

    if options.out.resolve() == Path(options.input).resolve():
        raise ValueError(f"--out {options.out} holds the tables with their text; give another folder")
    _can_hold(options.out)
    tables = without_text(_given_tables(options.input), options.least)
    tables.save(options.out, format=options.format)
    kept = f"terms of at least {n_of(options.least, 'article')}"
    print(f"{tables} -> {options.out}: no passages, no details of remarks, {kept}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    import pandas as pd

    from .compare import compare_all
    from .periods import UNITS, with_period

    rows = _given_tables(options.input).articles
    by = options.by or ["outlet"]
    groups = [str(name) for name in rows if not pd.api.types.is_numeric_dtype(rows[name]) and name != "id"]
    if unknown := [name for name in by if name not in rows and name not in UNITS]:
        raise ValueError(f"--by {unknown[0]} is not a column; there are {', '.join((*groups, *UNITS))}")
    for unit in by:
        rows = with_period(rows, unit) if unit in UNITS and unit not in rows else rows
    result = compare_all(
        rows, options.measure or ["attributed_share"], by[0] if len(by) == 1 else by, wire=not options.no_wire,
        differences=False,
    )  # fmt: skip
    found = in_columns(result.estimates, rows, by)
    if options.out is None:
        print(found.to_string(index=False))
    else:
        found.to_csv(options.out, index=False, **WRITTEN[options.format])
        print(f"{n_of(len(found), 'row')} -> {options.out}")
    for note in result.notes:
        print(f"note: {note}", file=sys.stderr)
    if bare := int(found[["pooled_low", "mean_low"]].isna().all(axis=1).sum()):
        more = "a longer period or fewer columns in --by put more articles into each row"
        print(
            f"note: {n_of(bare, 'row')} of {len(found)} without an interval, as the column note says: {more}",
            file=sys.stderr,
        )
    return 0


def _given_tables(folder: str) -> Tables:
    from .measure import Tables

    if not Tables.are_in(folder):
        raise ValueError(f"{folder} holds no tables; make them with media-framing measure … --out {folder}")
    return Tables.load(folder)


def _columns(options: argparse.Namespace) -> int:
    if options.out is None or options.out.suffix.lower() != ".csv":
        text = f"{as_markdown()}\n{reasons()}\n"
        print(text, end="") if options.out is None else options.out.write_text(text, "utf-8")
    else:
        codebook().to_csv(options.out, index=False, **WRITTEN[options.format])
    if options.out is not None:
        print(options.out)
    return 0


def _help(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """Return what is run where no command is given: all of them are told, and the status says that nothing was done."""

    def show(options: argparse.Namespace) -> int:
        parser.print_help(sys.stderr)
        return 2

    return show
