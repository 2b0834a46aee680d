"""The words of a source as far as they go: completed where a reader of attributions cut them short."""

from __future__ import annotations

import re

from ..records import Attribution
from .heads import is_linked
from .letters import CAPITALISED, apart, folded
from .names import looks_like_person
from .vocabulary import Vocabulary

# What may complete a source that was cut after its article: up to six words, no punctuation between.
_PHRASE = re.compile(r"['’]?[ ]?[\w'’-]+(?: [\w'’-]+){0,5}")
_PART = re.compile(r"[ '’]*[\w-]+['’]?")
# Where the complement of an impersonal cue ends, and so many characters and words are looked at before it begins.
_STOP = re.compile(r"[.,;:!?«»“”\"()\n]")
_BEHIND, _WORDS_BETWEEN = 90, 4
_WORD = re.compile(r"\S+")
# What stands behind an apposed name; a verb would make it the subject of the next clause.
_CLOSING = frozenset(',.;:)»”"\n')
# Articles that promise a noun; after "some" and "many" there may be none.
_PROMISES = frozenset({"definite", "demonstrative", "possessive"})


def source_words(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the words of the source; of several pieces the one nearest to the cue, or else to the content."""
    spans = attribution.source
    if not spans:
        return ""
    if len(spans) > 1:
        around = attribution.cue or attribution.content
        spans = (min(spans, key=lambda s: min(max(s.start - a.end, a.start - s.end) for a in around)),)
    end, limit = spans[0].end, len(text)
    for part in (attribution.cue, attribution.content):
        for span in part:
            if end <= span.start < limit:
                limit = span.start
    return _whole(spans[0].start, end, limit, text, words)


def _whole(start: int, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the words of a source, completed where they stop after an article or before the name they title.

    Nothing at or after ``limit``, where the cue or the content begins, belongs to it.
    """
    found = text[start:end]
    low = folded(found).strip()
    small = words.determiners.get(low)
    if small is not None and low not in words.pronouns:
        rest = _PHRASE.match(text, end, limit)
        return found + completion(rest.group(), small.cls in _PROMISES, words) if rest else found
    if low.rstrip(".") in words.honorifics:
        # "Mr", cut from ". Hale".
        end += text.startswith(".", end)
        found = text[start:end]
    if text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper():
        return found + _apposed(low, end, limit, text, words)
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper() or low in words.pronouns:
        return found
    last = low.rpartition(" ")[2].rstrip(".")
    # A surname is whole: what follows it in capitals is a headline.
    title = found.islower() or last in words.first_names or last in words.nouns or last in words.honorifics
    # "Julián de la", cut from "Hoz": no source ends in a preposition.
    title = title or is_linked(apart(low), words)
    name = CAPITALISED.match(text, end + 1, limit) if title else None
    return found if name is None else found + " " + name.group()


def _apposed(low: str, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the name in apposition to a title, comma included: ", Paul Roy" of "son conseiller, Paul Roy,"."""
    title = apart(low)
    if title[0] not in words.determiners or not any(
        word in words.nouns and words.nouns[word].cls in ("person", "citizen") for word in title
    ):
        return ""
    name = CAPITALISED.match(text, end + 2, limit)
    closed = name is not None and text[name.end() : name.end() + 1] in _CLOSING
    return f", {name.group()}" if name and closed and looks_like_person(name.group(), words) else ""


def completion(rest: str, promised: bool, words: Vocabulary) -> str:
    """Return as much of the words after an article as is its noun phrase; a clause is none.

    Up to a known noun or a name and the complement that hangs on it; with none known, one word after an article that
    promises a noun (``promised``), nothing after another.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> completion(" jeune ministre du Travail a parlé", True, vocabulary("fr"))
    ' jeune ministre du Travail'
    >>> completion(" en doutent encore", False, vocabulary("fr")), completion(" rumeur court", True, vocabulary("fr"))
    ('', ' rumeur')
    """
    kept, linked, headed = 0, False, False
    for part in _PART.finditer(rest):
        token = part.group().strip(" '’")
        low = folded(token)
        if low in words.pronouns or low in words.negations or low in words.relatives:
            break
        if not headed and (low in words.linkers or (low in words.stops and not token[:1].isupper())):
            break
        known = low in words.nouns or (token[:1].isupper() and low not in words.stops)
        if headed and not linked and not known:
            # What follows a noun is its complement, or the clause has begun.
            if low not in words.linkers:
                break
            linked = True
            continue
        if known or (linked and low not in words.determiners and low not in words.linkers):
            kept, headed, linked = part.end(), True, False
    if headed:
        return rest[:kept]
    first = _PART.match(rest)
    low = folded(first.group()).strip(" '") if first else ""
    if first is None or not promised or low in words.stops or low in words.pronouns:
        return ""
    return rest[: first.end()]


def body_behind(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return where it is said, behind a cue that says "one": "a-t-on précisé mardi **à Matignon**"; empty: nowhere.

    What one reads or hears somewhere ("peut-on lire à l'entrée") is not said by those one reads it at.
    """
    spans = attribution.cue
    if not spans or not words.at_bodies:
        return ""
    end = spans[-1].end
    if not words.perceived.isdisjoint(_WORD.findall(folded(spans[-1].of(text)).replace("-", " "))):
        return ""
    behind = text[end : end + _BEHIND]
    if behind[:1] in "-‑":
        # "précise-t-on".
        behind = behind.partition(" ")[2]
    stop = _STOP.search(behind)
    behind = behind[: stop.start()] if stop else behind.rpartition(" ")[0]
    low = folded(behind)
    for token in list(_WORD.finditer(low))[:_WORDS_BETWEEN]:
        for form in words.at_bodies:
            if low.startswith(form + " ", token.start()):
                return behind[token.start() + len(form) + 1 :].strip()
    return ""
