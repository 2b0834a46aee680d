"""Where the passages behind a number are read: the corpus itself or, where only its tables are at hand, another."""

from __future__ import annotations

from pathlib import Path

from ..corpus import Corpus, read_corpus
from ..measure import Tables, measure


def with_text(tables: Tables, corpus: str | Path, *, otherwise: str | Path) -> tuple[Tables, Corpus, bool]:
    """Return tables, the articles they were measured on, and whether these are the corpus's own.

    Tables without text cannot show their passages; then ``otherwise``, a corpus with text, is read and measured, so
    that the same question can be put to it (and the answer must say so: the last value is False).
    """
    if Tables.are_in(corpus):
        other = read_corpus(otherwise)
        return measure(other), other, False
    return tables, read_corpus(corpus), True
