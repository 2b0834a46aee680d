"""The subject a language leaves out: what its verb says of it ("dijo", "han dicho")."""

from __future__ import annotations

from functools import lru_cache

from ..records import Attribution, written
from .letters import folded
from .mentions import NOTHING, Mention
from .stance import cue_entry
from .vocabulary import Vocabulary, vocabulary

_MENTIONS = {number: Mention("none", number=number, determiner="dropped") for number in ("s", "p", "")}


def dropped_subject(attribution: Attribution, text: str, words: Vocabulary) -> Mention:
    """Return the reading of a source nobody wrote: somebody or several, as the verb of its cue tells, or nothing."""
    if not attribution.cue:
        return NOTHING
    number = number_of(folded(written(attribution.cue, text, " ")), words.lang)
    return NOTHING if number is None else _MENTIONS[number]


@lru_cache(maxsize=65536)
def number_of(cue: str, lang: str) -> str | None:
    """Return how many the verb of a cue speaks for: ``s``, ``p``, empty where its form does not say, None: no verb.

    >>> number_of("ha dicho", "es"), number_of("no dijeron", "es"), number_of("alegando", "es"), number_of(":", "es")
    ('s', 'p', '', None)
    """
    entry = cue_entry(cue, lang)
    if entry is not None and entry.part == "preposition":
        # "según informaron".
        return number_of(cue.partition(" ")[2], lang)
    if entry is None or entry.part != "verb":
        return None
    words = vocabulary(lang)
    endings = words.verb_endings
    for word in cue.split():
        if word in endings:
            return endings[word]
        small = word in words.stops or word in words.pronouns or word in words.negations or word in words.linkers
        if not small and word[0].isalpha():
            # The longest ending that is listed decides; a verb with none of them has one subject.
            return next((endings["-" + word[i:]] for i in range(len(word)) if "-" + word[i:] in endings), "s")
    return None
