"""Who tells what stands right before its cue (« A », a dit hier à La Gazette Anne Roux): the subject behind a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..lexicons import word_set
from .edges import shortens

# Where the clause of the cue ends, and so many characters of it are looked at.
_STOP = re.compile(r"[.;:!?…()\n«»“”\"]")
_REACH = 110
_words = partial(word_set, "edges")
_NAME_WORD = re.compile(r"[^\W_]+(?:[-‑.&][^\W_]+)*['’]?")
_QUOTED = re.compile(r"[ \u00a0]?[«“\"][^«»“”\"\n]{1,40}[»”\"]")
_INVERTED = re.compile(r"[-‑](?:t[-‑])?([^\W\d_]+)")
# Letters before a mention that can hold the preposition it hangs on.
_LEAD = 12
# A name in a run of capitals behind a preposition has two words: "à La Gazette Anne Roux".
_NAME = 2


def _low(word: str) -> str:
    return word.lower().replace("’", "'")


def hangs(text: str, begin: int, end: int, floor: int) -> bool:
    """Return whether a mention behind a cue is whom, where or when something is told, and no subject.

    ``floor``: where the cue ends, or begins if the mention stands inside it.

    >>> text = "a dit à Anne Roux"
    >>> hangs(text, 8, len(text), 5), hangs(text, 6, 7, 5), hangs("a dit Anne Roux", 6, 15, 5)
    (True, True, False)
    """
    mention = _low(text[begin:end])
    first = mention.partition(" ")[0]
    if first in _words("preposition") or mention.startswith("d'"):
        return True
    if mention.rpartition(" ")[2] in _words("day"):
        return True
    if text[floor:begin].isspace():
        return False
    lead = _NAME_WORD.findall(text, max(floor, begin - _LEAD), begin)
    while lead and _low(lead[-1]) in _words("determiner"):
        lead.pop()
    return bool(lead) and _low(lead[-1]) in _words("preposition")


def _clause_stop(text: str, at: int, limit: int) -> int:
    """Return where the clause around a place ends, no later than ``limit``: at no point of a title or an initial."""
    begin = at
    while stop := _STOP.search(text, begin, limit):
        if stop.group() != "." or not shortens(text, stop.start()):
            return stop.start()
        begin = stop.end()
    return limit


def teller_behind(text: str, at: int, limit: int) -> tuple[int, int] | None:
    """Return where the subject stands that follows a cue which ends at ``at``, or None; nothing from ``limit`` on.

    >>> text = "a dit hier à La Gazette un des habitants, furieux."
    >>> text[slice(*teller_behind(text, 5, len(text)))]
    'un des habitants'
    >>> teller_behind("a-t-elle dit.", 1, 13), teller_behind("a dit.", 5, 6)
    ((4, 8), None)
    """
    limit = _clause_stop(text, at, min(limit, at + _REACH))
    inverted = _INVERTED.match(text, at, limit)
    found = _without_days(_NAME_WORD.finditer(text, inverted.end() if inverted else at, limit))
    if inverted:
        return _through(text, inverted, found) if _low(inverted[1]) in _words("subject") else None
    i = 0
    while i < len(found):
        word = found[i].group()
        if _low(word) in _words("preposition"):
            i = _behind_phrase(found, i + 1)
        elif word[0].isupper() or word[0].isdigit() or _low(word) in _words("determiner"):
            if i and not word[0].isupper() and "," in text[at : found[i].start()]:
                # "tuiteó, aportando su parte": an aside.
                return None
            return found[i].start(), _mention_ends(text, found, i)
        else:
            i += 1
    return None


def pronoun_in(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """Return where the subject stands that a cue holds, or who it was heard from where that is nobody; or None.

    >>> pronoun_in("a-t-elle ajouté", 0, 15), pronoun_in("a dit", 0, 5)
    ((4, 8), None)
    >>> text = "a-t-on appris lundi auprès du parquet."
    >>> text[slice(*pronoun_in(text, 0, 13))]
    'parquet'
    """
    inverted = next((m for m in _INVERTED.finditer(text, begin, end) if _low(m[1]) in _words("subject")), None)
    if inverted is None:
        return None
    at = inverted.end()
    stop = _clause_stop(text, at, min(len(text), end + _REACH))
    return _through(text, inverted, _without_days(_NAME_WORD.finditer(text, at, stop)))


def _through(text: str, pronoun: re.Match[str], found: list[re.Match[str]]) -> tuple[int, int]:
    """Return where a pronoun stands; one for nobody gives way to who told: "auprès de la mairie", "de source sûre"."""
    if _low(pronoun[1]) not in _words("nobody"):
        return pronoun.span(1)
    low = [_low(word.group()) for word in found]
    # "Peut-on lire sur une banderole": what is read tells.
    read = low[:1] and low[0] in _words("perceived")
    for i, word in enumerate(low):
        if word in _words("heard_from") or (read and word in _words("written_on")):
            i = next((k for k in range(i + 1, len(low)) if low[k] not in _words("preposition")), i)
        elif word not in _words("heard"):
            continue
        return found[i].start(), _mention_ends(text, found, i)
    return pronoun.span(1)


def _without_days(words: Iterator[re.Match[str]]) -> list[re.Match[str]]:
    """Return words without days and times and the articles before them ("ce mardi")."""
    out: list[re.Match[str]] = []
    for word in words:
        if _low(word.group()) not in _words("day"):
            out.append(word)
        elif out and _low(out[-1].group()) in _words("determiner"):
            out.pop()
    return out


def _behind_phrase(found: list[re.Match[str]], i: int) -> int:
    """Return the first word behind what a preposition governs: articles, then small words or a name."""
    while i < len(found) and _low(found[i].group()) in _words("determiner"):
        i += 1
    first = i
    while i < len(found) and not found[i].group()[0].isupper():
        if i > first and _low(found[i].group()) in _words("determiner") | _words("preposition"):
            return i
        i += 1
    run = i
    while i < len(found) and found[i].group()[0].isupper():
        i += 1
    if run > first:
        # "sur sa page Facebook", but "au téléphone Anne Roux".
        return run if i - run == _NAME else min(i, run + 1)
    return first + 1 if i - first > _NAME or (i - first > 1 and found[first].group().isupper()) else i


def _mention_ends(text: str, found: list[re.Match[str]], i: int) -> int:
    """Return where a mention ends: at a comma, or before a word that goes on with something else."""
    end = found[i].end()
    for before, word in zip(found[i:], found[i + 1 :], strict=False):
        gap = before.end() + (text.startswith(".", before.end()) and shortens(text, before.end()))
        if not text[gap : word.start()].isspace() and text[before.end() - 1] not in "'’":
            break
        if _low(word.group()) in _words("mention_ends"):
            break
        end = word.end()
    if end == found[i].end() and not found[i].group()[0].isupper() and (quoted := _QUOTED.match(text, end)):
        # « des “gilets jaunes” »
        return quoted.end()
    return end
