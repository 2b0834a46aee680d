"""Finds the language a text is written in, and says so when it is not the one declared.

The words of French, English, Spanish, German and Portuguese stand in a table that comes with the fast engine; only
where that leaves a doubt is py3langid asked, which knows 97 languages but takes half a second to load.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

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
_OTHER_SCRIPT = 0.5


def detect_language(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the language of a text and its probability; ``("und", 0.0)`` when nothing tells.

    >>> detect_language("Le ministre a annoncé mardi une réforme que les syndicats refusent de soutenir.")[0]
    'fr'
    >>> detect_language("2022 — 49.3 !")
    ('und', 0.0)
    """
    from .fast import load

    t = tokens([text[:SAMPLE]])
    letters = t.kind == LETTER
    n_letters = int(letters.sum())
    if not n_letters:
        return UNKNOWN, 0.0
    network = load().network
    ids = network.vocabulary.ids(t.hash[letters])
    known = ids[ids > 0]
    if n_letters >= _FEWEST and len(known) >= _COVERED * n_letters:
        total = network.languages.words[known].sum(axis=0, dtype=np.float64)
        chance = np.exp(total - total.max())
        chance /= chance.sum()
        best = int(chance.argmax())
        if chance[best] >= SURE:
            return network.languages.names[best], float(chance[best])
    code, probability = _other().classify(text[:SAMPLE].encode("utf-8", "replace").decode("utf-8"))
    return str(code), float(probability)


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
    if declared and found != declared.lower()[:2]:
        return f"language_contradicts: declared {declared}, reads as {found}"
    if found not in LANGS:
        return f"language_not_read: {found}; only its quotation marks count"
    return None


@cache
def _other() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
