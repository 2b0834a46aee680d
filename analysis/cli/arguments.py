"""What several commands ask: the engine, how articles are to be read, numbers and pairs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..corpus import Corpus

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

#: Fields of an article in words, where their names are none.
_ROLES = {"lang": "language", "url": "web address"}


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add the choice of who finds attributions."""
    parser.add_argument(
        "--engine", default="fast", choices=("fast", "accurate"),
        help="accurate errs less, takes many times as long and needs the extra of that name (default fast)",
    )  # fmt: skip


def add_reading(parser: argparse.ArgumentParser, roles: Sequence[str]) -> None:
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


def corpus_from(source: str | list[Path], options: argparse.Namespace, roles: Sequence[str]) -> Corpus:
    """Read a corpus as the options of ``add_reading`` say."""
    from ..corpus import read_corpus

    columns = {role: getattr(options, role) for role in roles if getattr(options, role)}
    given = {"encoding": options.encoding, "dayfirst": options.dayfirst, "fill": dict(options.fill)}
    given["strip_tags"] = options.strip_tags
    return read_corpus(source, **given, **columns)


def _pair(written: str) -> tuple[str, str]:
    field, sign, value = written.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{written!r} is not FIELD=VALUE; give one such as outlet='La Gazette'")
    return field.strip(), value


def positive(written: str) -> int:
    """Return a whole number of 1 or more; argparse tells of another."""
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is not a whole number of 1 or more")
    return int(written)
