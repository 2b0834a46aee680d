"""Who speaks in the news, and in whose words: attribution read out of articles, counted, and compared with care.

``extract`` reads one text, ``read_corpus`` opens articles, ``measure`` makes the tables, ``compare`` compares sources.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .records import Article, Attribution, Marked, Reading, Span

if TYPE_CHECKING:
    from .compare import compare
    from .corpus import Corpus, read_corpus
    from .extraction import extract, extract_many
    from .measure import Tables, measure, open_tables
    from .reading import evidence, page
    from .voices import voices

__all__ = [
    "Article",
    "Attribution",
    "Corpus",
    "Marked",
    "Reading",
    "Span",
    "Tables",
    "compare",
    "evidence",
    "extract",
    "extract_many",
    "measure",
    "open_tables",
    "page",
    "read_corpus",
    "voices",
]

# Each name is fetched when it is first asked for, so that reading one text does not wait for pandas.
_HOME = {
    "Corpus": "corpus",
    "Tables": "measure",
    "compare": "compare",
    "evidence": "reading",
    "extract": "extraction",
    "extract_many": "extraction",
    "measure": "measure",
    "open_tables": "measure",
    "page": "reading",
    "read_corpus": "corpus",
    "voices": "voices",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


class _Face(ModuleType):
    """A package whose ``measure`` is the function, though a module has the same name.

    Importing a submodule sets it as an attribute of its package; where the face has a function of that name, it stays.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __dir__() -> list[str]:
    return sorted(__all__)


def _draw(reading: Reading) -> str:
    from .reading import fragment

    return fragment(reading)


Reading._as_html = _draw
