"""Completing a source that was cut: after its article or preposition, before the name it titles."""

from __future__ import annotations

import re

from .heads import determiner_of, is_linked
from .letters import CAPITALISED, apart, folded
from .names import looks_like_person, split_name
from .vocabulary import Vocabulary

# What may complete a source that was cut after its article: up to six words, no punctuation between.
_PHRASE = re.compile(r"['’]?[ ]?[\w'’-]+(?: [\w'’-]+){0,5}")
_PART = re.compile(r"[ '’]*[\w-]+(?:['’]s(?!\w)|['’])?")
# Behind a preposition so many characters are looked at.
_BEHIND = 90
# So long are the words between a source and its cue that can be the noun it was cut from.
_HEAD = 30
_QUANTITY = re.compile(r" (\w+) (?:d['’]|\w{2} )")
# What stands behind an apposed name; a verb would make it the subject of the next clause.
_CLOSING = frozenset(',.;:)»”"\n')
# Articles that promise a noun; after "some" and "many" there may be none.
_PROMISES = frozenset({"definite", "demonstrative", "possessive"})


def completed(start: int, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the words of a source, completed where they stop after an article or before the name they title.

    Nothing at or after ``limit``, where the cue or the content begins, belongs to it.
    """
    found = text[start:end]
    low = folded(found).strip()
    whole = _behind_small(low, start, end, limit, text, words)
    if whole:
        return whole
    if low.rstrip(".") in words.honorifics:
        # "Mr", cut from ". Hale".
        end += text.startswith(".", end)
        found = text[start:end]
    if text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper():
        return found + _apposed(low, end, limit, text, words)
    last = low.rpartition(" ")[2]
    if text[end : end + 1] == " " and (last in words.noun_openings or last in words.demonyms):
        rest = _whole_noun(last, end, limit, text, words)
        if rest:
            return found + rest
    behind = text[end:limit].rstrip() if words.head_last and limit - end <= _HEAD else ""
    if behind[:1] == " " and _is_noun(folded(behind[1:]), words) and low not in words.relatives:
        # "Rovers" **boss** blames; "his" **cousins** say
        return found + behind
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper() or low in words.pronouns:
        return found
    last = last.rstrip(".")
    # A surname is whole: what follows it in capitals is a headline.
    title = found.islower() or last in words.first_names or last in words.nouns or last in words.honorifics
    # "Julián de la", cut from "Hoz": no source ends in a preposition.
    title = title or is_linked(apart(low), words)
    if not title and " " not in low and words.lang and not words.noun_endings:
        # "Nour", cut from "Vauquelin"; a first name no list knows, in front of one word more.
        title = _is_cut(found, end, text, words)
    name = CAPITALISED.match(text, end + 1, limit) if title else None
    return found if name is None else found + " " + name.group()


def _behind_small(low: str, start: int, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the whole of a source that is an article or a preposition and nothing else; empty: it is neither."""
    found = text[start:end]
    if low in words.linkers:
        # "d'", cut from "une source syndicale".
        behind = text[end + text.startswith(" ", end) : min(limit, end + _BEHIND)]
        article, _, _, at = determiner_of(behind, folded(behind), words)
        if article and at:
            return behind[:at] + completion(" " + behind[at:], False, words)[1:]
    small = words.determiners.get(low)
    if small is None:
        return ""
    # "Une" may be who tells by itself.
    alone = found if low not in words.pronouns else ""
    rest = _PHRASE.match(text, end, limit)
    if rest is None:
        return alone
    counted = _QUANTITY.match(text, end, limit)
    if counted is not None and folded(counted.group(1)) in words.quantities:
        # "une", cut from "trentaine de maires"
        rest = _PHRASE.match(text, counted.end(), limit)
        return text[start : counted.end()] + (completion(" " + rest.group(), True, words)[1:] if rest else "")
    one = rest.group().strip().partition(" ")[0]
    if f"{low} {folded(one)}" in words.pronouns:
        # "Cette", cut from "dernière"
        return f"{found} {one}"
    return alone and found + completion(rest.group(), small.cls in _PROMISES, words)


def _whole_noun(last: str, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the rest of a known noun that a source was cut in: "Gilets" **jaunes**, "le chef" **de l'Etat**.

    In English also the noun behind where somebody is from: "the Spanish" **side**.
    """
    rest = _PHRASE.match(text, end, limit)
    tokens = list(_PART.finditer(rest.group())) if rest is not None else []
    for size in range(min(len(tokens), 3), 0, -1):
        behind = text[end : end + tokens[size - 1].end()]
        if last + folded(behind) in words.nouns:
            return behind
    from_there = words.head_last and last in words.demonyms and bool(tokens)
    if from_there and folded(tokens[0].group()).strip() in words.nouns and not tokens[0].group().strip()[:1].isupper():
        return tokens[0].group()
    return ""


def _is_noun(low: str, words: Vocabulary) -> bool:
    small = low in words.stops or low in words.pronouns or low.endswith(words.participle_endings or "\0")
    return low in words.nouns and not small


def _is_cut(found: str, end: int, text: str, words: Vocabulary) -> bool:
    """Return whether one word in capitals is a first name, its surname behind it: nobody is called by it elsewhere."""
    rest = CAPITALISED.match(text, end + 1)
    if rest is None or " " in rest.group() or folded(rest.group()) in words.headline_verbs or not found[:1].isupper():
        return False
    return text.count(found) == text.count(f"{found} {rest.group()}")


def _apposed(low: str, end: int, limit: int, text: str, words: Vocabulary) -> str:
    """Return the name in apposition to a title, comma included: ", Paul Roy" of "son conseiller, Paul Roy,"."""
    title = apart(low)
    if title[0] not in words.determiners or not any(
        word in words.nouns and words.nouns[word].cls in ("person", "citizen") for word in title
    ):
        return ""
    name = CAPITALISED.match(text, end + 2, limit)
    if name is None or text[name.end() : name.end() + 1] not in _CLOSING:
        return ""
    pieces = split_name(name.group(), words)
    addressed = folded(name.group()).partition(" ")[0] in words.honorifics
    # "son capitaine, Thiago Alves": behind a person's title two words in capitals are a name, unless they are a place.
    named = [p for p, _ in pieces[:1] if looks_like_person(p, words) or (" " in p and folded(p) not in words.places)]
    return f", {name.group()}" if addressed or named else ""


def _counts(low: str, headed: bool, words: Vocabulary) -> bool:
    """Return whether a word says how many: "deux élus", "de 42 ans", "une dizaine d'élus"."""
    return low.isdigit() or low in words.numerals or (not headed and low in words.quantities)


def _leads_to_noun(low: str, counted: bool, words: Vocabulary) -> bool:
    """Return whether a noun follows a small word: "la nouvelle directrice", "trois des quatre prévenus"."""
    return low in words.attributives or (counted and (low in words.linkers or low in words.determiners))


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
    kept, linked, headed, counted, before = 0, False, False, False, ""
    for part in _PART.finditer(rest):
        token = part.group().strip(" '’")
        low = folded(token)
        if low in words.pronouns or low in words.negations or low in words.relatives:
            break
        if (not headed or linked) and _counts(low, headed, words):
            counted = True
            continue
        small = low in words.linkers or (low in words.stops and low not in words.nouns and not token[:1].isupper())
        if small and not headed:
            if _leads_to_noun(low, counted, words):
                continue
            break
        known = low in words.nouns or (token[:1].isupper() and low not in words.stops)
        if headed and not linked and not known:
            if low in words.demonyms or f"{before} {low}" in words.nouns:
                # "gilets jaunes", "élus belges"
                kept, before = part.end(), low
                continue
            # What follows a noun is its complement, or the clause has begun.
            if low not in words.linkers:
                break
            linked = True
            continue
        if known or (linked and low not in words.determiners and low not in words.linkers):
            kept, headed, linked = part.end(), True, False
        before = low
    if headed:
        return rest[:kept]
    first = _PART.match(rest)
    low = folded(first.group()).strip(" '") if first else ""
    if first is None or not promised or low in words.stops or low in words.pronouns:
        return ""
    return rest[: first.end()]
