"""Which words an outlet uses more than others, in whose voice, and where they stand."""

from .boilerplate import repeated_lines
from .concordance import kwic
from .counting import count_terms
from .dispersion import Dispersion, dispersion
from .keyness import event_keyness, keyness, voice_keyness
from .lean import narration_lean
from .sides import Limits
from .terms import SPLIT, TermCounts
from .vocabulary import lemma

__all__ = [
    "SPLIT",
    "Dispersion",
    "Limits",
    "TermCounts",
    "count_terms",
    "dispersion",
    "event_keyness",
    "keyness",
    "kwic",
    "lemma",
    "narration_lean",
    "repeated_lines",
    "voice_keyness",
]
