"""Which body an article's initials stand for: "Confédération générale du travail (CGT)", "CGT (Confédération …)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.runs import LETTERS_OR_DIGITS
from .letters import UPPER, folded
from .names import looks_like_person
from .vocabulary import Vocabulary

# Characters looked at for the words in front of the initials.
_BACK = 120
# Characters between brackets, and of the shortest name in them.
_INSIDE, _SHORTEST = 95, 8
_INITIALS = re.compile(rf"[{UPPER}][{UPPER}.&-]{{1,9}}|[{UPPER}][a-z]{{2,8}}")
_LAST_INITIALS = re.compile(rf"(?<!\w)([{UPPER}][{UPPER}&-]{{1,9}}) $")
_CLAUSE = re.compile(r"[.,;:!?«»“”\"()\n]")
# Initials skip words of so few letters ("de", "the", "pour"), and words of the lists of small words.
_SMALL = 4


def spelled_out(text: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the names an article gives in full beside their initials, with those: (name, initials).

    The words in front of the bracket are taken from where the first letters of those that count spell the initials
    (Schwartz & Hearst 2003, kept to first letters); a bracket that spells nothing yields nothing.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> list(spelled_out("hier, la Ligue des ports du Nord (LPN) a dit", vocabulary("fr")))
    [('Ligue des ports du Nord', 'LPN')]
    """
    at = text.find("(")
    while at >= 0:
        close = text.find(")", at, at + _INSIDE)
        inside = text[at + 1 : close] if close > 0 else ""
        before = _CLAUSE.split(text[max(0, at - _BACK) : at])[-1]
        if _INITIALS.fullmatch(inside):
            initials = inside.replace(".", "")
            for token in reversed(list(LETTERS_OR_DIGITS.finditer(before))):
                if spells(initials, before[token.start() :], words):
                    full = before[token.start() :].strip()
                    # "Paul Sorel (PS)" is a member.
                    if not looks_like_person(full, words):
                        yield full, initials
                    break
        elif len(inside) > _SHORTEST and (last := _LAST_INITIALS.search(before)) and spells(last[1], inside, words):
            yield inside.strip(), last[1]
        at = text.find("(", at + 1)


def spells(initials: str, name: str, words: Vocabulary) -> bool:
    """Return whether the first letters of a name's words are the initials, small words counted or not.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> spells("SPVM", "Service de police de la ville de Montréal", vocabulary("fr"))
    True
    """
    wanted = folded(initials).replace("&", "").replace("-", "")
    found = LETTERS_OR_DIGITS.findall(name)
    if len(wanted) < 2 or not found or (found[0].islower() and folded(found[0]) in words.stops):
        return False
    # How many initials may be spelt after each word; a small one may have been counted or not.
    spelt = {0}
    for i, word in enumerate(map(folded, found)):
        skipped = spelt if i and (len(word) <= _SMALL or word in words.stops) else set()
        spelt = {n + 1 for n in spelt if wanted[n : n + 1] == word[0]} | skipped
    return len(wanted) in spelt
