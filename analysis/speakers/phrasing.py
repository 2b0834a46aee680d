"""What a source is called: its words without what only stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .heads import TRIM, untailed
from .letters import UPPER, folded
from .nouns import Noun
from .vocabulary import Vocabulary

_STOPPED = re.compile(rf"(?<!\w)(?:[{UPPER}]\.)+[{UPPER}](?!\w)(?!\.? [{UPPER}])\.?")
_DATELINE = re.compile(rf"^[{UPPER}][{UPPER} .,'’-]+(?:\([^()]{{2,20}}\) ?)?[—–] ?(?=\w)")
_MARKS = re.compile('[«»“”„"]')
_AFTER_APOSTROPHE = re.compile(r"(?<=\w['’]) ")
# So many letters of a noun are in all its forms.
_STEM = 4


def trimmed(source: str) -> str:
    """Return a source with its spaces made one and the marks at its edges cut; "Hale's claim": the claim is hers.

    Initials of a body lose their full stops ("the U.S."), those of a person do not ("J.K. Hale").
    """
    text = " ".join(source.split()).strip(TRIM)
    if "—" in text or "–" in text:
        # "PARIS — The mayor", "LEEDS (AP) – The mayor"
        text = _DATELINE.sub("", text)
    if "." in text:
        text = _STOPPED.sub(lambda found: found.group().replace(".", ""), text)
    return text[:-2] if text.endswith(("'s", "’s")) else text


def unmarked(phrase: str) -> str:
    """Return a phrase without the quotation marks in it, half of which trimming may have cut.

    >>> unmarked("nombre de « gilets jaunes"), unmarked("porte-parole de la \u201cdélégation"), unmarked("l'« union »")
    ('nombre de gilets jaunes', 'porte-parole de la délégation', "l'union")
    """
    return _AFTER_APOSTROPHE.sub("", " ".join(_MARKS.sub(" ", phrase).split())) if _MARKS.search(phrase) else phrase


def in_small(phrase: str, determiner: str, text: str, words: Vocabulary) -> str:
    """Return what a source without a name is called, without the capital it has only because it opens a sentence.

    "Poll" is "poll", "Hundreds" are "hundreds"; a party's members keep theirs, as does every noun where all have one.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> en = vocabulary("en")
    >>> [in_small(phrase, "", f"{phrase} said no.", en) for phrase in ("Residents", "Republicans", "NATO officials")]
    ['residents', 'Republicans', 'NATO officials']
    """
    first, _, others = phrase.partition(" ")
    low = folded(first)
    if words.noun_endings or not first.istitle() or others[:1].isupper():
        return phrase
    if low in words.bodies or folded(phrase) in words.bodies:
        # "Renault", "Médecins sans frontières"
        return phrase
    if (determiner and low not in words.determiners) or _is_member(low, words):
        return phrase
    common = low in words.nouns or low in words.stops or low in words.determiners
    # A capital in the middle of a sentence is the word's own.
    proper = any(before.islower() or before == "," for before in _in_front(f" {first}", text))
    if proper or not (common or any(not before.isalnum() for before in _in_front(low, text))):
        return phrase
    return phrase[0].lower() + phrase[1:]


def _in_front(word: str, text: str) -> Iterator[str]:
    """Yield the character in front of each place where a text has a word; a line break at its beginning."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[end : end + 1].isalnum():
            yield text[at - 1] if at else "\n"
        at = text.find(word, end)


def _is_member(low: str, words: Vocabulary) -> bool:
    """Return whether a word is who belongs to a people or a party: "Europeans", "Republicans"."""
    nouns = (words.nouns.get(low), words.nouns.get(low.removesuffix("s")))
    return low in words.demonyms or any(noun is not None and noun.role == "legislature_party" for noun in nouns)


def phrase_of(text: str, core: str, rest: int, determiner: str, noun: Noun | None, name: str, words: Vocabulary) -> str:
    """Return the noun phrase of a source; with neither noun nor name in it an article may be all there is."""
    phrase = untailed(_without_clause(core.strip(TRIM), noun, words), words)
    if noun is not None and words.genitives and folded(text[:rest]).strip() in words.genitives:
        return _nominative(phrase, noun, words) or text
    if noun is None and not name and all(w in words.stops for w in folded(phrase).split(" ")):
        # "many like …": what follows the article is no noun, the article is all there is.
        return "" if determiner in ("definite", "possessive", "") else text[:rest].strip() or phrase
    return phrase or text


def _without_clause(phrase: str, noun: Noun | None, words: Vocabulary) -> str:
    """Return a noun phrase up to a participle that says what was done with it: "poll" of "poll released Monday"."""
    if noun is None:
        return phrase
    parts = phrase.split(" ")
    first = next((i for i, part in enumerate(parts) if i and folded(part) in words.done_to), 0)
    if not first:
        return phrase
    kept = " ".join(parts[:first])
    restricted = first + 1 == len(parts) and noun.cls in ("person", "citizen", "collective")
    if restricted or any(folded(part) in words.agents for part in parts[first:]):
        # "Les personnes interrogées", "le décompte effectué par l'Observatoire": that tells which.
        return phrase
    return kept if noun.entry.partition(" ")[0][:_STEM] in folded(kept) else phrase


def _nominative(phrase: str, noun: Noun, words: Vocabulary) -> str:
    """Return a phrase with the ending of a genitive cut from its head: "Ministeriums für Verkehr" is the ministry."""
    parts = phrase.split(" ")
    for i, part in enumerate(parts):
        low = folded(part)
        if words.nouns.get(low) == noun and low != noun.entry:
            for ending in ("es", "s"):
                shorter = words.nouns.get(low.removesuffix(ending))
                if low.endswith(ending) and shorter is not None and shorter.entry == noun.entry:
                    parts[i] = part[: -len(ending)]
                    return " ".join(parts)
    return phrase


def endings(phrase: str, noun: Noun | None, words: Vocabulary) -> set[str]:
    """Return how the head of a phrase ends: a noun no list knows still says by "-eur" or "-logist" what it is."""
    if noun is not None:
        return set()
    head = folded(phrase).split(" ")[-1 if words.head_last else 0]
    return {"ends_" + head[-3:], "ends_" + head[-4:]}
