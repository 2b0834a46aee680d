"""How a source is introduced: said, insisted, claimed, admitted, or "according to".

The class of a cue comes from ``lexicons/cues.csv``.  Under negation or a modal of doubt a cue does not do what its verb
does: "n'a pas reconnu" admits nothing, so it is neutral (a column of the lexicon names the exceptions: "ne doute pas"
asserts).  A content without any cue is neutral, unless a hearsay conditional carries it: then it is evidential.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from ..lexicons import load
from ..records import Act, Attribution, Stance
from ..text.runs import COMPOUND
from .letters import apart, folded
from .vocabulary import LANGUAGES, vocabulary

_SMALL = ("prep", "preposition")
_TAKES_BACK: frozenset[str] = frozenset({"factive", "assertive", "doubt"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon: its lemma, part of speech, class, class under negation, and whether it is speech."""

    lemma: str
    part: str
    stance: Stance
    negated: Stance
    act: Act


@dataclass(frozen=True, slots=True)
class _Cues:
    exact: dict[str, Cue]
    alone: dict[str, Cue]
    stems: dict[str, Cue]
    phrases: tuple[tuple[re.Pattern[str], Cue], ...]
    any_phrase: re.Pattern[str]


@cache
def _cues(lang: str) -> _Cues:
    exact: dict[str, Cue] = {}
    alone: dict[str, Cue] = {}
    stems: dict[str, Cue] = {}
    phrases: list[tuple[re.Pattern[str], Cue]] = []
    every: list[str] = []
    for code in (lang,) if lang else LANGUAGES:
        for row in load("cues"):
            if row["lang"] != code:
                continue
            negated = cast(Stance, row["negated"] or ("neutral" if row["class"] in _TAKES_BACK else row["class"]))
            act: Act = "attitude" if row["act"] else "speech"
            cue = Cue(row["lemma"], row["part"], cast(Stance, row["class"]), negated, act)
            for form in row["pattern"].split("|"):
                if " " in form or "'" in form:
                    words = re.escape(folded(form)).replace(r"\*\ ", r"\w*\ ").replace(r"\*", r"\w*")
                    every.append(words)
                    phrases.append((re.compile(rf"(?<!\w){words}(?!\w)"), cue))
                elif form.endswith("$"):
                    alone.setdefault(form[:-1], cue)
                elif form.endswith("*"):
                    stems.setdefault(form[:-1], cue)
                else:
                    exact.setdefault(form, cue)
    any_phrase = re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)" if every else r"(?!)")
    return _Cues(exact, alone, stems, tuple(phrases), any_phrase)


@lru_cache(maxsize=65536)
def cue_entry(cue: str, lang: str) -> Cue | None:
    """Return the lexicon entry that decides for the words of a cue, or None when there is none.

    A phrase comes before a word, a content word before a small one, and a cue with a stance before a neutral one, as
    the stance is what a second verb adds ("a tenu à souligner").  A preposition decides where the cue opens with it:
    "weighed in" and "a d'ailleurs reconnu" are no "in" and no "d'après".  So does one that ends a cue of which no list
    knows another word: "constitue **selon**" him.
    """
    text, cues = folded(cue), _cues(lang)
    # Most cues are no phrase, and one look at all phrases together tells.
    if (" " in text or "'" in text) and cues.any_phrase.search(text):
        return next(entry for pattern, entry in cues.phrases if pattern.search(text))
    found: list[Cue] = []
    ends: Cue | None = None
    words = COMPOUND.findall(text)
    if len(words) == 1 and words[0] in cues.alone:
        return cues.alone[words[0]]
    for place, word in enumerate(words):
        entry_ = cues.exact.get(word)
        size = len(word)
        while entry_ is None and size > 2:
            entry_ = cues.stems.get(word[:size])
            size -= 1
        if entry_ is not None and not (place and entry_.part in _SMALL):
            found.append(entry_)
        elif entry_ is not None and entry_.part == "preposition" and place == len(words) - 1:
            ends = entry_
    if found and found[0].part == "preposition":
        return found[0]
    content = [e for e in found if e.part not in _SMALL] or found
    return next((e for e in content if e.stance != "neutral"), content[0] if content else ends)


@lru_cache(maxsize=65536)
def stance_of(cue: str, lang: str, before: str = "") -> Stance:
    """Return the stance of the words of a cue; ``before`` is what stands just before it (a negation may).

    A colon alone is neutral.


    >>> stance_of("a reconnu", "fr"), stance_of("n'a pas reconnu", "fr"), stance_of("according to", "en")
    ('factive', 'neutral', 'evidential')
    >>> stance_of("a gribouillé", "fr")
    'unclassed'
    """
    entry = cue_entry(cue, lang)
    if entry is None:
        return "unclassed" if COMPOUND.search(cue) else "neutral"
    if entry.stance in _TAKES_BACK:
        words = vocabulary(lang)
        tokens = apart(folded(f"{before} {cue}").replace("n't", " not"))
        if any(t in words.negations or t in words.modals for t in tokens):
            return entry.negated
    return entry.stance


def act_of(attribution: Attribution, cue: str, lang: str) -> Act:
    """Return whether an attribution tells speech or an attitude, where its cue settles it.

    A paraphrase after *hopes*, *wants* or *sait* says what goes on in somebody's mind, unless it was said (*a fait
    savoir*, *said she hoped*); words between marks were said, whatever the verb.
    """
    if attribution.type == "direct":
        return "speech"
    if attribution.type == "indirect" and attribution.act == "speech" and cue:
        entry = cue_entry(cue, lang)
        return "speech" if entry is None else entry.act
    return attribution.act
