"""What heads a noun phrase: its article, its first or last known noun, where the phrase ends and an aside begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .letters import TOKEN, apart, folded, together
from .names import capitalised, looks_like_person, split_name, whole_name
from .nouns import Noun
from .vocabulary import Vocabulary

TRIM = " \t\n\r\u00a0\u202f,.;:-–—'’\"«»“”„‚‹›()[]"
Runs = list[tuple[int, int, str]]
_ELIDED = re.compile(r"^(?:[LDldSs]|[Qq]u)['’](?=\w)")
# A noun further into an apposition is no longer the title of the one it stands beside.
_TITLE_WORDS = 6
# Roles a complement does not lend: the head of an immigrants' project is no witness.
_BODIES = frozenset({"org", "media", "document", "collective"})
_TELL_NOTHING = frozenset({"other", "citizen_witness"})
# A "groupe" is a firm, if nothing else is told.
_BUSINESS = "business"
_CONTENT_WORD = re.compile(r"[^\W\d_]{2,}")
_CUT = re.compile(
    r"(?:,(?!\d)|[;:(\[–—])\s*| (?:qui|who|que|dont|which|where|whose|a|au cours|lors|ce|in an?"
    r"|(?:in|on|at|during) (?:the|his|her|its)|dans une?|(?:dans|devant) (?:le|la|les|l['’](?=\w)))(?: |(?<=['’]))"
)


def determiner_of(text: str, low: str, words: Vocabulary) -> tuple[str, str, str, int]:
    """Return class, gender, number of the article in front, and where the rest begins.

    That of "Le Pen" is none.
    """
    if words.surnames and " ".join(low.split(" ", 2)[:2]).rstrip(",") in words.surnames and text[:1].isupper():
        return "", "", "", 0
    for n in (3, 2, 1):
        parts = low.split(" ", n)
        head = " ".join(parts[:n])
        small = words.determiners.get(head)
        if small is not None:
            whole = len(parts) <= n
            return small.cls, small.gender, small.number, 0 if whole else len(head) + 1
    elided = _ELIDED.match(text) if words.elides else None
    if elided:
        small = words.determiners.get("l'")
        return (small.cls if small else "definite"), "", "s", elided.end()
    return "", "", "", 0


def content_words(phrase: str, words: Vocabulary) -> list[str]:
    """Return the words of a phrase that say something, folded: of three letters or more, or the initials of a body."""
    found = [word for word in _CONTENT_WORD.findall(phrase) if len(word) > 2 or word.isupper()]
    return [low for low in map(folded, found) if low not in words.stops]


def _strip_article(text: str, words: Vocabulary) -> str:
    return text[determiner_of(text, folded(text), words)[3] :]


def cut(text: str) -> tuple[str, str, str]:
    """Split a source at its first comma, bracket or relative pronoun: what it is, its end, what is said about it.

    >>> cut("Anne Roy, maire de Port-Vieux")
    ('Anne Roy', ', ', 'maire de Port-Vieux')
    """
    found = _CUT.search(text)
    if found is None:
        return text, "", ""
    before = text[: found.start()].rstrip()
    return before, text[len(before) : found.end()], text[found.end() :]


def untailed(phrase: str, words: Vocabulary) -> str:
    """Return a noun phrase without the small words it was cut after: "ministre à", "signataires y".

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> untailed("régime de Zolia d", vocabulary("fr"))
    'régime de Zolia'
    """
    head, _, last = phrase.rpartition(" ")
    while head and (_is_small(folded(last), words) or (len(last) == 1 and _is_small(last + "'", words))):
        phrase = head.rstrip(TRIM)
        head, _, last = phrase.rpartition(" ")
    return phrase


def _is_small(low: str, words: Vocabulary) -> bool:
    return low in words.linkers or low in words.determiners or low in words.clitics


def opens_clause(word: str, words: Vocabulary) -> bool:
    """Return whether what begins with a word is no title: a preposition, a relative, a pronoun."""
    return word in words.linkers or word in words.relatives or word in words.pronouns


def title_after(apposition: str, words: Vocabulary, *, person: bool) -> Noun | None:
    """Return the noun an apposition opens with: ", the mayor of X", not ", at the start of …".

    Of a ``person`` whose title no list knows a body tells the role alone: "(CGT)", "numéro trois du parti".
    """
    clause = _strip_article(apposition, words)
    first = folded(clause).replace("'", " ").partition(" ")[0]
    if not first or opens_clause(first, words):
        return None
    noun, begin, end = head_of(clause, capitalised(clause), words)
    if noun is None or clause.count(" ", 0, max(begin, 0)) >= _TITLE_WORDS:
        return None
    if person and noun.cls in _BODIES:
        noun = replace(noun, entry=first, cls="person", gender="", number="s")
    before = apart(folded(clause[:begin])) if words.head_last else []
    return told_by_complement(noun, [*before, *apart(folded(clause[end:]))], words)


def _person_runs(core: str, runs: Runs, words: Vocabulary) -> list[tuple[int, int]]:
    """Return where persons' names stand: no common noun is looked for in "Bill Harper" or "Mark Price"."""
    found = []
    for begin, _, run in runs:
        for piece, _ in split_name(whole_name(core, begin, run, words), words):
            if looks_like_person(piece, words):
                # "Peter A. Baker" is known without his initial.
                first, _, last = piece.partition(" ")
                at = core.find(first, begin)
                found.append((at, core.find(last, at) + len(last)))
    return found


def _aged(token: str) -> str:
    """Return a word without the years in it: "36-year-old" is as good a noun as any."""
    return token.lstrip("0123456789-") or token if token[0].isdigit() else token


def head_of(core: str, runs: Runs, words: Vocabulary) -> tuple[Noun | None, int, int]:
    """Return the head noun of a phrase and its span: the first known noun, or in English the last before "of".

    ``runs`` are the :func:`capitalised` runs of the phrase.
    """
    names = _person_runs(core, runs, words)
    low = folded(core)
    tokens = [(m.start(), m.end(), _aged(low[m.start() : m.end()])) for m in TOKEN.finditer(core)]
    if names:
        tokens = [token for token in tokens if not any(b <= token[0] < e for b, e in names)]
    found: tuple[Noun | None, int, int] = (None, -1, -1)
    i, n = 0, len(tokens)
    while i < n:
        begin, _, token = tokens[i]
        if token in words.linkers and found[0] is not None:
            break
        step = 1
        for size in range(min(words.noun_words * 2, n - i) if token in words.noun_openings else 0, 0, -1):
            end = tokens[i + size - 1][1]
            noun = words.nouns.get(low[begin:end] if size > 1 else token)
            if noun is not None:
                if found[0] is None or words.head_last:
                    found = (noun, begin, end)
                step = size
                break
        if found[0] is not None and not words.head_last:
            break
        i += step
    return found


def is_complement(core: str, begin: int, words: Vocabulary) -> bool:
    """Return whether the noun at ``begin`` only completes a head no list knows: "un décompte de l'AFP".

    After a quantity it is the head: "une centaine de personnes".

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> is_complement("centaine de personnes", 12, vocabulary("fr"))
    False
    >>> is_complement("décompte de l'AFP", 14, vocabulary("fr"))
    True
    """
    if words.head_last:
        return False
    before = apart(folded(core[:begin]))
    linker = next((i for i, word in enumerate(before) if word in words.linkers), 0)
    return linker > 0 and words.quantities.isdisjoint(before[:linker]) and not before[0].isdigit()


def is_body(core: str, runs: Runs, begin: int, words: Vocabulary) -> bool:
    """Return whether a phrase is a body's name with a capital in front alone: "Inspection vétérinaire nationale".

    ``begin`` is where a known noun stands in it, or -1; one in front is the head, one behind belongs to the name.
    """
    if words.head_last or not runs or runs[0][0] != 0 or 0 <= begin < runs[0][1]:
        return False
    _, stop, first = runs[0]
    following = core[stop:].split(" ", 2)[1:2]
    known = folded(first) in words.first_names or folded(first) in words.demonyms or looks_like_person(first, words)
    return bool(following) and following[0].isalpha() and following[0].islower() and not known


def told_by_complement(
    noun: Noun, complement: Sequence[str], words: Vocabulary, *, linked: bool = False, owned: bool = False
) -> Noun:
    """Return a head noun in the role its complement gives it: the head of the army is military, that of a union is not.

    ``complement`` are the folded words that stand with the head; only titles that mean little by themselves are asked.
    Of what no list knows, neither a body nor a place, nobody can tell: "le président de Zolia" (``linked``: behind a
    preposition, which may be among them); nor of "son président", who is a club's as well as a state's (``owned``).

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> fr = vocabulary("fr")
    >>> told_by_complement(fr.nouns["président"], ["de", "l'", "université"], fr).role
    'health_education'
    """
    if noun.entry not in words.generic_heads:
        return noun
    complement = [word.rstrip(",.") for word in complement]
    told = _role_in(complement, words)
    if told:
        return replace(noun, role=told)
    linked = linked or (bool(complement) and complement[0] in words.linkers)
    known = any(
        word in words.nouns or word in words.polities or _is_place(i, complement, words)
        for i, word in enumerate(complement)
    )
    unknown = (linked and not known) or (owned and not complement)
    return replace(noun, role="other") if unknown and noun.cls == "person" else noun


def _role_in(complement: Sequence[str], words: Vocabulary) -> str:
    """Return the role of the first noun of a complement that has one; of "the group" that of what it is a group of.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> _role_in(["du", "groupe", "lr", "au", "sénat"], vocabulary("fr"))
    'legislature_party'
    """
    found = ""
    for i in range(min(len(complement), _TITLE_WORDS)):
        if complement[i] in words.parties or complement[i] in words.clubs:
            # "Le président des Républicains", "de l'Olympique de Valmont"
            return "legislature_party" if complement[i] in words.parties else "celebrity_sport"
        for size in (4, 3, 2, 1) if complement[i] in words.noun_openings else ():
            of = words.nouns.get(together(complement[i : i + size]))
            if of is None:
                continue
            if of.role and of.role not in _TELL_NOTHING:
                if of.role != _BUSINESS or of.entry not in words.anaphors:
                    return of.role
                found = found or of.role
            break
    return found


def _is_place(i: int, complement: Sequence[str], words: Vocabulary) -> bool:
    return any(together(complement[i : i + n]) in words.places for n in (1, 2, 3)) or (
        complement[i] in words.demonyms or complement[i] in words.seats
    )


def is_linked(before: list[str], words: Vocabulary) -> bool:
    """Return whether the words in front end in a preposition, an article passed over: "du", "de la", "of the"."""
    if before and before[-1] in words.determiners and before[-1] not in words.linkers:
        return len(before) > 1 and before[-2] in words.linkers
    return bool(before) and before[-1] in words.linkers
