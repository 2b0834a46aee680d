"""The card of measured tables: how they were made, so that a number can be made again."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from operator import attrgetter
from typing import Any

from ..corpus import Corpus
from ..records import Article
from .parts import Options


def card_of(corpus: Corpus, options: Options) -> dict[str, Any]:
    """Say how the tables were made: versions, parameters, the corpus's digest.

    ``corpus_sha256`` is that of the articles in their order, each one a line of JSON: the list of all its fields.
    """
    digest = hashlib.sha256()
    fields = attrgetter(*Article.__dataclass_fields__)
    for article in corpus.articles:
        digest.update(json.dumps(fields(article)).encode("ascii") + b"\n")
    return {
        "media-framing": version("media-framing"),
        "engine": options.engine,
        "terms": options.terms,
        "passages": options.passages,
        "aspects": list(options.aspects),
        "n_corrections": len(options.corrections),
        "n_records": corpus.n_records,
        "n_articles": len(corpus.articles),
        "n_rejected": corpus.n_records - len(corpus.articles),
        "corpus_sha256": digest.hexdigest(),
    }
