"""Which of the names in a source is the source itself, and not what it belongs to or what belongs to it."""

from __future__ import annotations

import re

from .heads import TRIM, Runs, is_linked
from .names import looks_like_person, split_name, whole_name
from .vocabulary import CAPITALISED, Noun, Vocabulary, folded

_SEGMENT = re.compile(r"[,;:()\[\]–—]+")


def own_name(core: str, runs: Runs, words: Vocabulary, noun: Noun | None, begin: int, end: int) -> str:
    """Return the name that is the source itself, not a complement ("the mayor of X") nor an owner ("X's lawyer")."""
    found = ""
    for start, stop, run in runs:
        if core[stop : stop + 2] in ("'s", "’s"):
            continue
        if noun is not None and words.head_last and stop <= begin and not _told_of(core, start, stop, words):
            continue
        for n, (piece, title) in enumerate(split_name(whole_name(core, start, run, words), words)):
            at = core.find(piece, start)
            low = folded(piece)
            # "Will" and "US" are names where they are all there is.
            small = low in words.stops and not (
                piece == core.strip(TRIM) and (low in words.first_names or piece.isupper())
            )
            if begin <= at < end or small or low in words.demonyms or len(piece) < 2:
                continue
            before = folded(core[:at]).replace("'", "' ").split()
            addressed = bool(before) and before[-1][-1:] == "." and before[-1].rstrip(".") in words.honorifics
            whole = looks_like_person(piece, words) or title or addressed
            # A name further down a complement ("la présidente de la région X") is not the head's.
            if noun is not None and not whole and not words.head_last and end <= at:
                between = folded(core[end:at]).replace("'", "' ").split()
                ends = " " in piece and at + len(piece) == len(core.rstrip(TRIM))
                if any(w in words.linkers for w in between) and not ends:
                    continue
            if n == 0 and not title and is_linked(before[:-1] if addressed else before, words):
                continue
            if whole:
                return piece
            if not found and (not before or noun is not None):
                found = piece
    return found


def _told_of(core: str, start: int, stop: int, words: Vocabulary) -> bool:
    """Return whether a phrase opens with a person and goes on to say of where: "Anna Hale of the Harbour Council"."""
    following = folded(core[stop:]).split(" ", 2)
    person = any(looks_like_person(piece, words) for piece, _ in split_name(core[start:stop], words))
    opens = start == 0 or core[:start].rstrip(" .").lower() in words.honorifics
    person = person or start > 0
    return opens and person and len(following) > 1 and following[1] in words.linkers


def apposed_name(apposition: str, words: Vocabulary, *, sure: bool) -> str:
    """Return the person's name in apposition: ", Anne Martin", "(LR), Me Anne Martin"; ``sure``: titled."""
    for segment in _SEGMENT.split(apposition):
        segment = segment.strip(TRIM)
        match = CAPITALISED.match(segment)
        if match is None:
            continue
        for piece, title in split_name(match.group(), words):
            alone = sure and match.end() == len(segment)
            named = " " in piece or folded(piece) in words.first_names
            if looks_like_person(piece, words) or title or (alone and named):
                return piece
    return ""
