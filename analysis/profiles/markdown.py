"""Sentences shown as Markdown, in which the names of outlets, speakers and words stay as they are written."""

from __future__ import annotations

import re
from numbers import Integral

from ..notes import filled_in, template

_SIGN = re.compile(r"\\|&(?=#?\w+;)|[<$`*\[\]#|~]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown may take for a sign; an underscore only where no letter or digit stands on both sides of it."""
# A backslash before a bracket, and a second dollar in the same element, would make a formula.
_ENTITY = {"\\": "&#92;", "&": "&amp;", "<": "&lt;", "$": "<span>&#36;</span>"}
_LIST = re.compile(r"^([-+>]|\d+[.)])(?=\s)")
_CODE = re.compile(r"`\{(\w+)\}`")


class Markdown(str):
    """Text that is Markdown already: ``in_markdown`` fills it in as it stands."""

    __slots__ = ()


class _Name(str):
    """A fact of a sentence: written as a name, or with the format ``code`` as code."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return as_code(self) if spec == "code" else as_text(self)


def in_markdown(key: str, lang: str = "en", **facts: object) -> Markdown:
    """Return a sentence of ``lexicons/sentences.csv`` as Markdown, in which its facts are shown as they are written.

    A fact that is ``Markdown`` already, another sentence, stands as it is.  Raises ``ValueError`` as ``said`` does.

    >>> print(in_markdown("baseline", name="*Le* Monde"))
    Compared with **\\*Le\\* Monde**.
    """
    named = {name: fact if isinstance(fact, Integral | Markdown) else _Name(fact) for name, fact in facts.items()}
    return Markdown(filled_in(key, _CODE.sub(r"{\1:code}", template(key, lang)), lang, named))


def as_text(name: object) -> Markdown:
    """Return a name so that Markdown shows it letter by letter, whatever signs it has.

    >>> print(as_text("*Le* <b>"), as_text("a_b _c_"), as_text("1. FC"), as_text("$x"), sep="   ")
    \\*Le\\* &lt;b>   a_b \\_c\\_   1\\. FC   <span>&#36;</span>x
    """
    written = re.sub(r"[ \t\r\n\f\v]+", " ", str(name))
    signs = _SIGN.sub(lambda found: _ENTITY.get(found[0], f"\\{found[0]}"), written)
    return Markdown(_LIST.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", signs))


def as_code(name: object) -> Markdown:
    """Return a name as code, between more backticks than it has in a row.

    >>> print(as_code("direct_share"), as_code("a`b"))
    `direct_share` `` a`b ``
    """
    written = re.sub(r"\s+", " ", str(name))
    ticks = "`" * (1 + max(map(len, re.findall("`+", written)), default=0))
    room = " " if "`" in written else ""
    return Markdown(f"{ticks}{room}{written}{room}{ticks}")
