"""The command line: read one article in colour, measure a corpus, compare its outlets, show the data dictionary."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from io import TextIOWrapper

from .. import __doc__ as about
from ..telling import as_options
from . import columns, compare, measure, read, share

#: What a shell says of a command that Ctrl-C has ended: 128 and the number of the signal.
_INTERRUPTED = 130


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
    if options.run is not measure.run:
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
    for command in (read, measure, share, compare, columns):
        command.add(commands)
    return parser


def _help(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """Return what is run where no command is given: all of them are told, and the status says that nothing was done."""

    def show(options: argparse.Namespace) -> int:
        parser.print_help(sys.stderr)
        return 2

    return show
