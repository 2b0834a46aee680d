"""Who asked not to be named: "sous couvert d'anonymat", "on condition of anonymity"."""

from __future__ import annotations

import re

from ..records import Attribution
from .vocabulary import Vocabulary

# Characters looked at on either side of a source and behind its cue, no further than the sentence.
_AROUND = 110
_END = re.compile(r"[.!?…\n«»“”\"]")
_CLAUSE = re.compile(r"([^,.;:!?…\n«»“”\"]+), \w+[^,.;:!?…\n«»“”\"]*$")


def asks_for_anonymity(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether the sentence says that its source wants no name, outside what that source says."""
    if not attribution.source or words.anonymity is None:
        return False
    begin, end = attribution.source[0].start, attribution.source[-1].end
    around = [_END.split(text[max(0, begin - _AROUND) : begin])[-1], text[begin:end], _behind(end, attribution, text)]
    if attribution.cue:
        around.append(_behind(attribution.cue[-1].end, attribution, text))
    return any(words.anonymity.search(part) for part in around)


def _behind(at: int, attribution: Attribution, text: str) -> str:
    """Return what stands behind a source or a cue, up to the end of the sentence or to what is said."""
    limit = min([s.start for s in attribution.content if s.start >= at], default=len(text))
    return _END.split(text[at : min(at + _AROUND, limit)])[0]


def before_its_clause(source: str, begin: int, text: str, words: Vocabulary) -> str:
    """Return whose "anonymity" was taken for a source: "One aide" of "One aide, who asked for …"."""
    if words.anonymity is None or not words.anonymity.fullmatch(source.strip()):
        return source
    clause = _CLAUSE.search(text[max(0, begin - _AROUND) : begin])
    return clause.group(1).strip() if clause else ""
