"""Which of the names in a source is the source itself, and not what it belongs to or what belongs to it."""

from __future__ import annotations

import re

from .heads import TRIM, Runs, is_linked
from .letters import CAPITALISED, apart, folded
from .names import capitalised, is_clause, is_name, looks_like_person, names_a_person, split_name, whole_name
from .nouns import Noun
from .vocabulary import Vocabulary

_OWNER = re.compile(r"^[^\W\d_][\w-]*['’]s (?=[^\W\d_a-zß-ÿ])")
_PARTY_ROLE = "legislature_party"
_OFFICES = frozenset({"government", _PARTY_ROLE, "police_justice_military"})
_SEGMENT = re.compile(r"[,;:()\[\]–—]+")


def name_of(core: str, runs: Runs, determiner: str, words: Vocabulary, noun: Noun | None, begin: int, end: int) -> str:
    """Return the name that is the source; "der Bäcker" is none in a language that writes all nouns in capitals."""
    name = _own_name(core, runs, words, noun, begin, end) if runs else ""
    initials = " " not in name and sum(letter.isupper() for letter in name) > 1
    if initials and noun is not None and noun.cls == "person":
        # "Un cadre LR", "le maire PCF" is one of the party.
        low = folded(name)
        if determiner == "indefinite_article" or low in words.bodies or (low in words.nouns and name.isupper()):
            return ""
    return "" if determiner and noun is None and not is_name(name, words) else name


def surname_of(core: str, noun: Noun, begin: int, end: int, words: Vocabulary) -> str:
    """Return the surname that looks like another noun: alone in a capital without an article, or behind "Mr"."""
    word = core[begin:end]
    known = folded(word) in words.surnames
    if (noun.number == "p" and not known) or words.noun_endings or not word[:1].isupper() or word.isupper():
        return ""
    if " " in word or core[end:].strip(TRIM):
        return ""
    before = folded(core[:begin]).strip().rstrip(".")
    if not before:
        return word if noun.cls == "citizen" or known else ""
    # "Mr. President", "Madam Justice"
    office = words.head_last and noun.role in _OFFICES
    return word if before in words.honorifics and noun.cls in ("person", "citizen") and not office else ""


def name_beside(
    mark: str, apposition: str, noun: Noun | None, determiner: str, words: Vocabulary, *, one_of: bool
) -> str:
    """Return the person's name beside a title, "the mayor, Anne Roy"; beside a body only its own, or if it is "a" body.

    Who is ``one_of`` them is as surely named as a mayor.
    """
    if noun is not None and noun.cls == "org" and determiner == "definite" and mark.strip() == ",":
        return _brand(apposition.strip(TRIM), words)
    person = noun is None or determiner == "indefinite_article" or noun.cls in ("person", "citizen")
    return _apposed_name(apposition, words, sure=one_of or noun is not None) if apposition and person else ""


def _brand(apposition: str, words: Vocabulary) -> str:
    """Return the name of a body beside its noun, where it is nothing else: "the vendor, **Safewave**"."""
    low = folded(apposition)
    known = low in words.places or low in words.demonyms or low in words.first_names or low in words.stops
    alone = CAPITALISED.fullmatch(apposition) is not None and not known
    return apposition if alone and not looks_like_person(apposition, words) else ""


def _own_name(core: str, runs: Runs, words: Vocabulary, noun: Noun | None, begin: int, end: int) -> str:
    """Return the name that is the source itself, not a complement ("the mayor of X") nor an owner ("X's lawyer")."""
    found = ""
    # "the office of Governor Hale", "supporters of Anna Hale": only a person has a person's name.
    impersonal = noun is not None and noun.cls not in ("person", "citizen")
    for start, stop, run in () if impersonal and _are_two(core[begin:end], core[end:], words) else runs:
        if core[stop : stop + 2] in ("'s", "’s"):
            continue
        if noun is not None and words.head_last and stop <= begin and not _told_of(core, start, stop, words):
            continue
        for n, (piece, title) in enumerate(split_name(whole_name(core, start, run, words), words)):
            # "O.N.U" is read without its full stops.
            at = max(core.find(piece, start), start)
            low = folded(piece)
            # "Will" and "US" are names where they are all there is; "Cientos de vecinos" is none.
            small = (low in words.stops or low in words.crowds) and not (
                piece == core.strip(TRIM).replace(".", "") and (low in words.first_names or piece.isupper())
            )
            named = not (small or low in words.demonyms or len(piece) < 2 or _common(low, words))
            # "Mme" of "Mme de la Huerta" is nobody's name.
            named = named and (low not in words.honorifics or (piece == core.strip(TRIM) and piece.isupper()))
            # "Bürgermeisterin von Ulm": of a place, not of a family.
            of_place = title and low in words.places and is_linked(apart(folded(core[:at])), words)
            second = impersonal and at < begin and at + len(piece) == end and _is_second(core[:at], words)
            if not named or of_place or second or _is_no_name(at, piece, noun, begin, end, words):
                continue
            before = apart(folded(core[: start if title and not n else at]))
            addressed = bool(before) and before[-1][-1:] == "." and before[-1].rstrip(".") in words.honorifics
            whole = looks_like_person(piece, words) or title or addressed or _is_owned(core, at, piece, noun, words)
            # A name further down a complement ("la présidente de la région X") is not the head's.
            if noun is not None and not whole and end <= at:
                ends = not words.head_last and " " in piece and at + len(piece) == len(core.rstrip(TRIM))
                if not ends and _complement(core[end:at], words):
                    continue
            linked = (n == 0 or words.noun_endings) and is_linked(before[:-1] if addressed else before, words)
            # "Le chef des Insoumis Luc Sorel": a title of several is not his.
            if linked and not (title and _of_several(before, words)):
                continue
            if impersonal and whole and _complement(core[end:at], words):
                continue
            if whole:
                return piece
            if not found and (noun is not None or all(w in words.same for w in before)):
                found = piece
    return found


def _of_several(before: list[str], words: Vocabulary) -> bool:
    """Return whether the article in front is that of several."""
    article = words.determiners.get(before[-1]) if before else None
    return article is not None and article.number == "p"


def _is_no_name(at: int, piece: str, noun: Noun | None, begin: int, end: int, words: Vocabulary) -> bool:
    """Return whether a name is where something was written, begins in the head noun, or ends in it.

    "La page Facebook"; "the South Carolina Republican" is called so; "Lorsqu'on" opens a clause.
    """
    if _is_platform(folded(piece), noun, words) or is_clause(piece, words):
        return True
    calls = noun is not None and noun.role == _PARTY_ROLE and at < begin and at + len(piece) == end
    return begin <= at < end or calls


def _are_two(head: str, behind: str, words: Vocabulary) -> bool:
    """Return whether a body in capitals and another one speak together: "la CGT et FO"."""
    return head.isupper() and behind.strip().partition(" ")[0] in words.joins


def _is_second(before: str, words: Vocabulary) -> bool:
    """Return whether a name is the second half of one: "Food and **Drug Administration**"."""
    first, _, joint = before.rstrip().rpartition(" ")
    return joint in words.joins and first.rpartition(" ")[2][:1].isupper()


def _is_owned(core: str, at: int, piece: str, noun: Noun | None, words: Vocabulary) -> bool:
    """Return whether a name no list knows ends a phrase behind whose it is: "the Ferry Line's **Shou Zi Chew**"."""
    owned = noun is None and core[max(0, at - 3) : at].replace("’", "'") == "'s "
    return owned and " " in piece and core[at:].strip(TRIM) == piece and folded(piece) not in words.bodies


def _common(word: str, words: Vocabulary) -> bool:
    """Return whether a word in capitals is one for people: "the Republican", "le député Insoumis"."""
    noun = words.nouns.get(word)
    named = word in words.first_names or word in words.surnames
    return noun is not None and noun.cls in ("person", "citizen", "collective") and not named


def _is_platform(word: str, noun: Noun | None, words: Vocabulary) -> bool:
    """Return whether a name is where something was written, not who wrote it: "la page Facebook"."""
    return noun is not None and word in words.platforms and (noun.cls == "document" or noun.entry in words.pages)


def _complement(between: str, words: Vocabulary) -> bool:
    """Return whether what stands between a head and a name makes the name its complement."""
    return any(w in words.linkers for w in apart(folded(between)))


def _told_of(core: str, start: int, stop: int, words: Vocabulary) -> bool:
    """Return whether a phrase opens with a person and goes on to say of where: "Anna Hale of the Harbour Council"."""
    following = folded(core[stop:]).split(" ", 2)
    person = names_a_person(core[start:stop], words)
    opens = start == 0 or core[:start].rstrip(" .").lower() in words.honorifics
    person = person or start > 0
    return opens and person and len(following) > 1 and following[1] in words.linkers


def _behind_title(segment: str, words: Vocabulary) -> str:
    """Return a segment behind "Prof." or "the Rev.": a full stop would end the name."""
    article, _, others = segment.partition(" ")
    rest = others if folded(article) in words.determiners else segment
    first, _, name = rest.partition(" ")
    return name if name and first[-1:] == "." and folded(first).rstrip(".") in words.honorifics else segment


def _apposed_name(apposition: str, words: Vocabulary, *, sure: bool) -> str:
    """Return the person's name in apposition: ", Anne Martin", "(LR), Me Anne Martin"; ``sure``: titled.

    A title may stand before it: ", l'intendant Paul Roy", ", longtime Hale aide Tom Pryce".
    """
    for segment in _SEGMENT.split(apposition):
        segment = segment.strip(TRIM)
        segment = _behind_title(segment, words)
        # "Labour's Sam Turner": whose he is stands before the name.
        segment = _OWNER.sub("", segment)
        runs = capitalised(segment)
        if not runs:
            continue
        begin, end, run = runs[0]
        if begin:
            # Only the last name counts, at the very end, straight after its title.
            begin, end, run = runs[-1]
            lead = apart(folded(segment[:begin]))
            if not sure or end < len(segment) or not lead or lead[-1] not in words.nouns:
                continue
        run = whole_name(segment, begin, run, words)
        for piece, title in split_name(run, words):
            alone = sure and max(end, begin + len(run)) == len(segment)
            named = " " in piece or folded(piece) in words.first_names
            if looks_like_person(piece, words) or title or (alone and named):
                return piece
    return ""
