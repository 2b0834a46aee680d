"""Who tells, behind a verb: the first person of a clause, the body at which "one" says it, the document one reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Attribution
from .completion import completion
from .heads import determiner_of, head_of, is_linked
from .letters import CAPITALISED, UNMARKED, apart, folded
from .names import capitalised, names_a_person
from .nouns import SEVERAL_CLASSES
from .stance import cue_entry
from .vocabulary import Vocabulary

# Where the complement of an impersonal cue ends, and so many characters and words are looked at before it begins.
STOP = re.compile(r"[.,;:!?«»“”\"()\n]")
BEHIND, _WORDS_BETWEEN = 90, 4
# What may follow a verb before the one it helps.
_CUT_CUE = re.compile(r"[-‑ ]?(?:t[-‑])?on(?: y)? \w+")
_WRITTEN = re.compile(r"\S+")
# What stands before a noun that opens its sentence.
_BEFORE_NOUN = frozenset('.!?…\n»”"')


def teller_in(clause: str, start: int, words: Vocabulary) -> str:
    """Return who tells, with what follows: the first person's name or title with an article that hangs on no word.

    ``start``: so many words are passed over.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> teller_in(" hier à La Gazette un des habitants", 0, vocabulary("fr"))
    'un des habitants'
    """
    low = folded(clause)
    for word in list(_WRITTEN.finditer(clause))[start:]:
        at = word.start()
        lead = apart(low[:at])
        if lead and (is_linked(lead, words) or lead[-1] in words.recipients or lead[-1] in words.determiners):
            continue
        name = CAPITALISED.match(clause, at)
        if name is not None and names_a_person(name.group(), words):
            return clause[at:]
        small, _, _, rest = determiner_of(clause[at:], low[at:], words)
        if small and rest:
            noun = completion(" " + clause[at + rest :], False, words).strip()
            head, *_ = head_of(noun, capitalised(noun), words)
            if head is not None and head.cls in ("person", "citizen"):
                return clause[at:]
    return ""


def several_in(passage: str, gender: str, words: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield where several people stand in a passage, the last first, and who they are, without an article.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> list(several_in("Les élus ont reçu des « gilets jaunes ». ", "m", vocabulary("fr")))
    [(18, 'gilets jaunes'), (0, 'élus')]
    """
    plain = passage.translate(UNMARKED)
    low = folded(plain)
    for word in reversed(list(_WRITTEN.finditer(plain))):
        at = word.start()
        small, _, number, rest = determiner_of(plain[at:], low[at:], words)
        if not small or not rest or number == "s":
            continue
        noun = completion(" " + STOP.split(plain[at + rest :])[0], False, words).strip()
        head, *_ = head_of(noun, capitalised(noun), words)
        if head is None or head.cls not in SEVERAL_CLASSES or (head.gender or gender) != gender:
            continue
        if "p" in (number, head.number):
            yield at, " ".join(noun.split())


def of_noun(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return whose words a noun before a colon introduces: "le prévenu" of "Réponse du prévenu : « Non. »"; or nothing.

    Nothing but the noun, a preposition and who it is stands between the beginning of its sentence and the colon.
    """
    if not attribution.cue or not attribution.content or not words.of:
        return ""
    begin, end = attribution.cue[0].start, attribution.content[0].start
    lead = text[begin:end].rstrip() if end - begin <= BEHIND else ""
    before = begin
    while before and text[before - 1] == " ":
        before -= 1
    if lead[-1:] != ":" or (begin and text[before - 1 : before] not in _BEFORE_NOUN):
        return ""
    noun, _, rest = lead[:-1].rstrip().partition(" ")
    entry = cue_entry(noun, words.lang)
    parts = apart(folded(rest))
    if entry is None or entry.part != "noun" or len(parts) < 2 or parts[0] not in words.of:
        return ""
    head, *_ = head_of(rest, capitalised(rest), words)
    teller = head is not None and head.cls in ("person", "citizen", "org")
    return rest if teller or names_a_person(rest.partition(" ")[2], words) else ""


def is_perceived(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether a cue says what one reads or hears, not what one says; it may be cut: "**pouvait-**on lire"."""
    last = attribution.cue[-1]
    behind = _CUT_CUE.match(text, last.end)
    cue = text[last.start : behind.end() if behind else last.end]
    return not words.perceived.isdisjoint(_WRITTEN.findall(folded(cue).replace("-", " ")))


def body_behind(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return where it is said, behind a cue that says "one": "a-t-on précisé mardi **à Matignon**"; empty: nowhere.

    What one reads or hears somewhere ("peut-on lire à l'entrée") is not said by those one reads it at, but what one
    reads on a document is the document's ("**sur une banderole**").
    """
    spans = attribution.cue
    if not spans or not words.at_bodies:
        return ""
    end = spans[-1].end
    behind = text[end : end + BEHIND]
    if behind[:1] in "-‑":
        # "précise-t-on".
        behind = behind.partition(" ")[2]
    stop = STOP.search(behind)
    behind = behind[: stop.start()] if stop else behind.rpartition(" ")[0]
    if is_perceived(attribution, text, words):
        return _document_in(behind, words)
    low = folded(behind)
    for token in list(_WRITTEN.finditer(low))[:_WORDS_BETWEEN]:
        for form in words.at_bodies:
            if low.startswith(form + " ", token.start()):
                return behind[token.start() + len(form) + 1 :].strip()
    return ""


def _document_in(clause: str, words: Vocabulary) -> str:
    """Return what something is read on or in: "une banderole" of " lire sur une banderole"; empty: no document."""
    low = folded(clause)
    for token in list(_WRITTEN.finditer(low))[: _WORDS_BETWEEN + 1]:
        if token.group() not in words.recipients:
            continue
        at = token.end() + 1
        small, _, _, rest = determiner_of(clause[at:], low[at:], words)
        noun = completion(" " + clause[at + rest :], False, words) if small and rest else ""
        head, *_ = head_of(noun.strip(), capitalised(noun.strip()), words)
        if head is not None and head.cls == "document":
            return clause[at : at + rest - 1] + noun
    return ""
