"""The command line: read one article in colour, measure a corpus, show the data dictionary."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import __doc__ as about
from .columns import LETTERS, VOICES, as_markdown
from .records import Reading, written
from .voices import Voices, runs, shares, voices

# The colours of analysis/framing.mplstyle, as near as 256 terminal colours come; letters repeat them in the legend.
_TINT = {"narration": "", "scare": "38;5;178", "direct": "1;38;5;32", "partial": "38;5;74", "indirect": "38;5;166"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0, or 2 with one line on standard error when the input is wrong."""
    options = _parser().parse_args(argv)
    try:
        status: int = options.run(options)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; say nothing, and keep the interpreter from flushing into it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, OSError, ImportError) as error:
        print(f"media-framing: {error}", file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="media-framing", description=(about or "").splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    read = commands.add_parser("read", help="print articles with their voices coloured and their attributions listed")
    read.add_argument("file", help="a file of one or more articles (txt, csv, jsonl, parquet …), or - for plain text")
    read.add_argument("--lang", help="ISO 639-1 code; found in the text when not given")
    read.add_argument("--engine", default="fast", choices=("fast", "accurate"))
    read.add_argument("--most", type=int, default=3, metavar="N", help="articles shown (default 3)")
    read.add_argument("--html", type=Path, metavar="FILE", help="write the reading view there instead")
    read.add_argument("--color", default="auto", choices=("auto", "always", "never"))
    read.set_defaults(run=_read)

    measure = commands.add_parser("measure", help="write the four tables of a corpus")
    measure.add_argument("input", help="a file or a folder of articles")
    measure.add_argument("--out", type=Path, required=True, metavar="DIR")
    measure.add_argument("--format", default="parquet", choices=("parquet", "csv"))
    measure.add_argument("--engine", default="fast", choices=("fast", "accurate"))
    measure.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default 1)")
    measure.add_argument("--resume", action="store_true", help="keep finished parts in DIR/parts and go on from them")
    measure.add_argument("--no-terms", action="store_true", help="leave the terms table empty")
    measure.add_argument(
        "--no-passages", action="store_true", help="keep article text out of the tables (offsets stay)"
    )
    for role in ("text", "title", "outlet", "date", "lang", "id", "url", "event"):
        measure.add_argument(f"--{role}", metavar="COLUMN", help=f"the column that holds the {role}")
    measure.set_defaults(run=_measure)

    columns = commands.add_parser("columns", help="print the data dictionary")
    columns.add_argument("--markdown", action="store_true", help="as Markdown (the default, and the only form)")
    columns.set_defaults(run=_columns)
    return parser


def _read(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from .corpus import read_corpus
    from .extraction import extract_many
    from .records import Article

    if options.file == "-":
        articles: Sequence[Article] = [Article(id="-", text=sys.stdin.read())]
    else:
        corpus = read_corpus(options.file)
        articles = corpus.articles
        for row in corpus.audit.to_dict("records"):
            remark = f"{row['outcome']}: record {row['record']}: {row['reason']} {row['detail'] or ''}"
            print(remark.rstrip(), file=sys.stderr)
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
        print(f"… and {len(articles) - len(shown)} more articles (--most N shows more)")
    return 0


def as_terminal(reading: Reading, *, colour: bool) -> str:
    """Return an article as terminal text: its facts, its words in their voices' colours, its attributions."""
    article, spoken = reading.article, voices(reading)
    facts = {"outlet": article.outlet, "date": article.date, "language": article.lang, "title": article.title}
    lines = [_printable(f"{name:9s} {value or 'unknown'}") for name, value in facts.items() if name != "title" or value]
    lines += ["", _coloured(reading, spoken) if colour else _bracketed(reading, spoken), "", *_figures(reading, spoken)]
    lines += [*(f"note      {note}" for note in reading.notes), ""]
    kept = len(lines)
    for rank, a in enumerate(reading.attributions, 1):
        text = article.text
        who = written(a.source, text) or "(no source written)"
        whom = f" = {a.speaker}" if a.speaker and a.speaker != who else ""
        cue = written(a.cue, text) or "(no cue)"
        lines.append(
            f"{rank:3d} {a.type:8s} {who}{whom} [{a.source_kind}] · {cue} [{a.stance}]"
            f"{' · attitude' if a.act == 'attitude' else ''} · {a.confidence:.2f}"
        )
        lines += textwrap.wrap(written(a.content, text), 100, initial_indent="    ", subsequent_indent="    ")
    # The article itself was made printable above, with its colours; nothing printable is lost by doing it twice.
    return "\n".join([*lines[:kept], *map(_printable, lines[kept:])]) + "\n"


def _figures(reading: Reading, spoken: Voices) -> list[str]:
    counts = spoken.counts()
    total = sum(counts.values())
    parts = "  ".join(f"{voice} {LETTERS[voice]} {n}" for voice, n in counts.items())
    figures = {f"n_{voice}": n for voice, n in counts.items()} | {
        "n_words": total,
        "n_attributions": sum(a.act == "speech" for a in reading.attributions),
    }
    named = "  ".join(f"{name} {value:.4f}" for name, value in shares(figures).items() if name != "narration_share")
    return [f"words     {total}: {parts}", f"shares    {named}"]


def _stretches(spoken: Voices) -> Iterator[tuple[int, int, str]]:
    """Yield (first character, end, voice) of every run of words of one voice, in reading order."""
    for first, n, voice in runs(spoken):
        yield int(spoken.words[first, 0]), int(spoken.words[first + n - 1, 1]), voice


def _coloured(reading: Reading, spoken: Voices) -> str:
    text, out, at = _printable(reading.article.text), [], 0
    for start, end, voice in _stretches(spoken):
        out.append(text[at:start])
        tint = _TINT[voice]
        out.append(f"\x1b[{tint}m{text[start:end]}\x1b[0m" if tint else text[start:end])
        at = end
    legend = "  ".join(f"\x1b[{_TINT[v]}m{LETTERS[v]} {v}\x1b[0m" for v in VOICES)
    return "".join(out) + text[at:] + f"\n\n{legend}"


def _bracketed(reading: Reading, spoken: Voices) -> str:
    """Show the voices without colour: [D …] for direct, and so on; narration stands bare."""
    text, out, at = _printable(reading.article.text), [], 0
    for start, end, voice in _stretches(spoken):
        out.append(text[at:start])
        out.append(text[start:end] if voice == "narration" else f"[{LETTERS[voice]} {text[start:end]}]")
        at = end
    return "".join(out) + text[at:]


def _printable(text: str) -> str:
    """Replace control characters one for one, so that an article cannot drive the terminal and offsets hold."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " if c.isspace() else "\ufffd" for c in text)


def _measure(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from .corpus import read_corpus
    from .measure import measure

    roles = ("text", "title", "outlet", "date", "lang", "id", "url", "event")
    corpus = read_corpus(options.input, **{role: getattr(options, role) for role in roles if getattr(options, role)})
    with tqdm(total=len(corpus.articles), unit=" articles", disable=None) as bar:
        tables = measure(
            corpus,
            engine=options.engine,
            terms=not options.no_terms,
            passages=not options.no_passages,
            workers=options.workers,
            resume=options.out / "parts" if options.resume else None,
            progress=bar.update,
        )
    tables.save(options.out, format=options.format)
    rejected = corpus.n_records - len(corpus.articles)
    print(f"{corpus.n_records} records in = {len(tables.articles)} articles + {rejected} rejected")
    counted = tables.audit.groupby(["outcome", "reason"]).size().reset_index(name="n")
    for row in counted.to_dict("records"):
        print(f"  {row['outcome']}: {row['reason']}: {row['n']}")
    print(f"{len(tables.attributions)} attributions, {len(tables.terms)} rows of terms -> {options.out}")
    return 0


def _columns(options: argparse.Namespace) -> int:
    print(as_markdown())
    return 0
