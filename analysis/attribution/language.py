"""Finds the language a text is written in, and says so when it is not the one declared.

The words of French, English, Spanish, German and Portuguese stand in a table that comes with the fast engine; only
where that leaves a doubt is py3langid asked, which knows 97 languages but takes half a second to load.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from ..text.lines import base_language
from .encoding import LETTER, tokens
from .features import LANGS

SAMPLE = 1200
"""Characters that are looked at; the first two hundred words of an article settle its language."""
SURE = 0.98
"""Above this probability the table decides alone."""
UNKNOWN = "und"
"""ISO 639 code for a text without enough letters to tell."""
_FEWEST = 8
_COVERED = 0.6


def detect_language(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the language of a text and its probability; ``("und", 0.0)`` when nothing tells.

    >>> detect_language("Le ministre a annoncé mardi une réforme que les syndicats refusent de soutenir.")[0]
    'fr'
    >>> detect_language("2022 — 49.3 !")
    ('und', 0.0)
    """
    return detect_languages([text])[0]


def detect_languages(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return what ``detect_language`` says of each text, at a fraction of the cost."""
    from .fast import load

    samples = [text[:SAMPLE] for text in texts]
    t = tokens(samples)
    letters = np.flatnonzero(t.kind == LETTER)
    n_letters = np.bincount(t.text[letters], minlength=len(texts))
    network = load().network
    ids = network.vocabulary.ids(t.hash[letters])
    known = ids > 0
    n_known = np.bincount(t.text[letters][known], minlength=len(texts))
    running = np.zeros((int(known.sum()) + 1, len(network.languages.names)))
    np.cumsum(network.languages.words.take(ids[known], axis=0), axis=0, out=running[1:], dtype=np.float64)
    edges = np.concatenate(([0], np.cumsum(n_known)))
    total = running[edges[1:]] - running[edges[:-1]]
    chance = np.exp(total - total.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    best = chance.argmax(axis=1)
    settled = (n_letters >= _FEWEST) & (n_known >= _COVERED * n_letters) & (chance.max(axis=1) >= SURE)
    out = []
    for k, sample in enumerate(samples):
        if not n_letters[k]:
            out.append((UNKNOWN, 0.0))
        elif settled[k]:
            out.append((network.languages.names[best[k]], float(chance[k, best[k]])))
        else:
            code, probability = _other().classify(sample.encode("utf-8", "replace").decode("utf-8"))
            out.append((str(code), float(probability)))
    return out


def language_note(declared: str | None, found: str, probability: float) -> str | None:
    """Return ``reason: detail`` for the audit when a text contradicts its declared language or is in none read here.

    ``found`` and ``probability`` are what ``detect_language`` returned for the text.

    >>> language_note("es", "en", 0.999)
    'language_contradicts: declared es, reads as en'
    >>> language_note("fr", "fr", 0.999) is None
    True
    """
    if found == UNKNOWN or probability < SURE:
        return None
    if declared and found != base_language(declared):
        return f"language_contradicts: declared {declared}, reads as {found}"
    if found not in LANGS:
        return f"language_not_read: {found}; only its quotation marks count"
    return None


@cache
def _other() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
