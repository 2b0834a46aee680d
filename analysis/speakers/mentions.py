"""What the words of a source tell by themselves: a name, a title, a pronoun, one or many, which kind of noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .vocabulary import CAPITALISED, TOKEN, UPPER, Noun, Vocabulary, folded, vocabulary

Form = Literal["none", "pronoun", "name", "noun"]

_NUMBER = re.compile(r"^\d|^(?:deux|trois|quatre|cinq|six|dix|two|three|four|five|six|ten|dos|tres|zwei|drei)\b")
_ELIDED = re.compile(r"^(?:[LDldSs]|[Qq]u)['’](?=\w)")
# A noun further into an apposition is no longer the title of the one it stands beside.
_TITLE_WORDS = 6
_TRIM = " \t\n\r\u00a0\u202f,.;:-–—'’\"«»“”()[]"


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """The reading of one source as written.

    ``name`` is the person's or organisation's name in it that *is* the source (not one it only belongs to: in "the
    Clinton campaign" the source is a campaign); ``phrase`` the source without article and apposition; ``noun`` its
    head.
    """

    form: Form
    phrase: str = ""
    name: str = ""
    noun: Noun | None = None
    gender: str = ""
    number: str = ""
    determiner: str = ""
    flags: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


NOTHING = Mention("none")


@lru_cache(maxsize=65536)
def read_mention(source: str, lang: str) -> Mention:
    """Return what the words of a source say ("l'ancien ministre Jean Dupont": a name, a minister, one man).

    >>> m = read_mention("le porte-parole du gouvernement", "fr")
    >>> m.form, m.noun.entry, m.phrase, m.determiner
    ('noun', 'porte-parole', 'porte-parole du gouvernement', 'definite')
    >>> read_mention("l'ancien ministre Jean Dupont", "fr").name
    'Jean Dupont'
    """
    words = vocabulary(lang)
    text = " ".join(source.split()).strip(_TRIM)
    low = folded(text)
    low = low.removeprefix("t-")
    if not low:
        return NOTHING
    small = _small(source, text, low, words)
    if small is not None:
        return small
    inner = _without_opening(text, words)
    if inner:
        return read_mention(inner, lang)
    determiner, gender, number, rest = _determiner(text, low, words)
    # "some of her followers": a part named without a noun of its own is told whole.
    if folded(text[rest:]).partition(" ")[0] in words.linkers:
        rest = 0
    core, mark, apposition = _cut(text[rest:])
    pronoun = words.pronouns.get(folded(core).strip()) if mark.strip() and not determiner else None
    if pronoun is not None:
        return Mention("pronoun", core.strip(), gender=pronoun.gender, number=pronoun.number, determiner=pronoun.cls)
    noun, begin, end = _head(core, words)
    name, _ = _own_name(core, words, noun, begin, end)
    flags = _flags(low, core, apposition, words)
    one = determiner == "indefinite_article"
    if not name and apposition and (noun is None or one or noun.cls in ("person", "citizen")):
        name = _apposed_name(apposition, words, sure=noun is not None)
    if noun is None and folded(mark).strip() not in words.relatives:
        noun = _title_after(apposition, words)
        flags |= {"titled_after"} if noun is not None else set()
    if noun is not None:
        gender = noun.gender or gender
        number = noun.number if noun.number == "p" else number or noun.number
    if _NUMBER.match(low):
        number = number or "p"
        flags |= {"counted"}
    form: Form = "name" if name else "noun"
    phrase = _untailed(core.strip(_TRIM), words)
    if noun is None and not name and all(w in words.stops for w in folded(phrase).split(" ")):
        # "many like …": what follows the article is no noun, the article is all there is.
        phrase = "" if determiner in ("definite", "possessive", "") else text[:rest].strip() or phrase
        if not phrase:
            return NOTHING
    content = frozenset(w for w in re.findall(r"[^\W\d_]{3,}", folded(phrase)) if w not in words.stops)
    return Mention(form, phrase or text, name, noun, gender, number, determiner, frozenset(flags), content)


def _without_opening(text: str, words: Vocabulary) -> str:
    """Return what is left of a source that opens with a preposition or is a clause; empty where it does neither."""
    first, _, others = text.partition(" ")
    low = folded(first)
    if others and low in words.relatives:
        # "who sent the letter": the one just named, whatever the clause says.
        return first
    # "Pour Anne Martin", "de la ministre": the preposition that introduces a source is not part of it.
    return others if low in words.linkers and low not in words.determiners else ""


def _small(source: str, text: str, low: str, words: Vocabulary) -> Mention | None:
    """Return the reading of a source that is a pronoun or an article and nothing else, or None."""
    # "J’" stands without its apostrophe by now.
    pronoun = words.pronouns.get(low) or (words.pronouns.get(low + "'") if len(low) < 3 else None)
    if pronoun is None and low.count(" ") == 1 and low.partition(" ")[2] in words.pronouns:
        pronoun = words.pronouns.get(low.partition(" ")[0])
    if pronoun is not None:
        return Mention("pronoun", text, gender=pronoun.gender, number=pronoun.number, determiner=pronoun.cls)
    if len(low) == 1 and source.rstrip()[-1:] in "'’":
        # An article cut from its noun: somebody is the source, nobody can tell who.
        return Mention("pronoun", text, determiner="indefinite")
    if low in words.honorifics:
        return NOTHING
    if low in words.determiners and words.determiners[low].cls in ("definite", "possessive"):
        return NOTHING
    return None


def _determiner(text: str, low: str, words: Vocabulary) -> tuple[str, str, str, int]:
    """Return class, gender, number of the article in front, and where the rest begins."""
    elided = _ELIDED.match(text)
    if elided:
        small = words.determiners.get("l'")
        cut = elided.end()
        if low.startswith(("l'un ", "l'une ")):
            return "indefinite_article", "", "s", cut
        return (small.cls if small else "definite"), "", "s", cut
    for n in (3, 2, 1):
        parts = low.split(" ", n)
        head = " ".join(parts[:n])
        small = words.determiners.get(head)
        if small is not None:
            whole = len(parts) <= n
            return small.cls, small.gender, small.number, 0 if whole else len(head) + 1
    return "", "", "", 0


def _strip_article(text: str, words: Vocabulary) -> str:
    return text[_determiner(text, folded(text), words)[3] :]


_CUT = re.compile(r"\s*[,;:(\[–—]\s*| (?:qui|who|que|dont|which|where|whose|a|au cours|dans une?|lors|ce|in an?) ")


def _cut(text: str) -> tuple[str, str, str]:
    """Split a source at its first comma, bracket or relative pronoun: what it is, and what is said about it."""
    found = _CUT.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found.group(), text[found.end() :]


def _untailed(phrase: str, words: Vocabulary) -> str:
    """Return a noun phrase without the prepositions and articles it was cut after: "ministre à" is a minister."""
    head, _, last = phrase.rpartition(" ")
    while head and (folded(last) in words.linkers or folded(last) in words.determiners):
        phrase = head.rstrip(_TRIM)
        head, _, last = phrase.rpartition(" ")
    return phrase


def _title_after(apposition: str, words: Vocabulary) -> Noun | None:
    """Return the noun an apposition opens with: ", the mayor of X", not ", at the start of …"."""
    clause = _strip_article(apposition, words)
    first = folded(clause).replace("'", " ").partition(" ")[0]
    if not first or first in words.linkers or first in words.relatives or first in words.pronouns:
        return None
    noun, begin, _ = _head(clause, words)
    return noun if clause.count(" ", 0, max(begin, 0)) < _TITLE_WORDS else None


def _person_runs(core: str, words: Vocabulary) -> list[tuple[int, int]]:
    """Return where persons' names stand: no common noun is looked for in "Bill Harper" or "Mark Price"."""
    found = []
    for match in CAPITALISED.finditer(core):
        for piece, _ in split_name(match.group(), words):
            if looks_like_person(piece, words):
                at = core.find(piece, match.start())
                found.append((at, at + len(piece)))
    return found


def _head(core: str, words: Vocabulary) -> tuple[Noun | None, int, int]:
    """Return the head noun of a phrase and its span: the first known noun, or in English the last before "of"."""
    names = _person_runs(core, words)
    tokens = [
        (m.start(), m.end(), folded(m.group()))
        for m in TOKEN.finditer(core)
        if not any(b <= m.start() < e for b, e in names)
    ]
    found: tuple[Noun | None, int, int] = (None, -1, -1)
    low = folded(core)
    i, n = 0, len(tokens)
    while i < n:
        begin, _, token = tokens[i]
        if token in words.linkers and found[0] is not None:
            break
        step = 1
        for size in range(min(words.noun_words * 2, n - i) if token in words.noun_openings else 0, 0, -1):
            end = tokens[i + size - 1][1]
            noun = words.nouns.get(low[begin:end])
            if noun is not None:
                if found[0] is None or words.head_last:
                    found = (noun, begin, end)
                step = size
                break
        if found[0] is not None and not words.head_last:
            break
        i += step
    return found


def is_linked(before: list[str], words: Vocabulary) -> bool:
    """Return whether the words in front end in a preposition, an article passed over: "du", "de la", "of the"."""
    if before and before[-1] in words.determiners and before[-1] not in words.linkers:
        return len(before) > 1 and before[-2] in words.linkers
    return bool(before) and before[-1] in words.linkers


def _own_name(core: str, words: Vocabulary, noun: Noun | None, begin: int, end: int) -> tuple[str, int]:
    """Return the name that is the source itself, not a complement ("the mayor of X") nor an owner ("X's lawyer")."""
    found = ("", -1)
    for match in CAPITALISED.finditer(core):
        start, run = match.start(), whole_name(core, match.start(), match.group(), words)
        if core[match.end() : match.end() + 2] in ("'s", "’s"):
            continue
        if noun is not None and words.head_last and match.end() <= begin and not _told_of(core, match, words):
            continue
        for n, (piece, title) in enumerate(split_name(run, words)):
            at = core.find(piece, start)
            low = folded(piece)
            # "Will" and "US" are names where they are all there is.
            small = low in words.stops and not (
                piece == core.strip(_TRIM) and (low in words.first_names or piece.isupper())
            )
            if begin <= at < end or small or low in words.demonyms or len(piece) < 2:
                continue
            before = folded(core[:at]).replace("'", "' ").split()
            addressed = bool(before) and before[-1][-1:] == "." and before[-1].rstrip(".") in words.honorifics
            whole = looks_like_person(piece, words) or title or addressed
            # A name further down a complement ("la présidente de la région X") is not the head's.
            if noun is not None and not whole and not words.head_last and end <= at:
                between = folded(core[end:at]).replace("'", "' ").split()
                ends = " " in piece and at + len(piece) == len(core.rstrip(_TRIM))
                if any(w in words.linkers for w in between) and not ends:
                    continue
            if n == 0 and not title and is_linked(before[:-1] if addressed else before, words):
                continue
            if whole:
                return piece, at
            if not found[0] and (not before or noun is not None):
                found = (piece, at)
    return found


def _told_of(core: str, match: re.Match[str], words: Vocabulary) -> bool:
    """Return whether a phrase opens with a person and goes on to say of where: "Anna Hale of the Harbour Council"."""
    following = folded(core[match.end() :]).split(" ", 2)
    person = any(looks_like_person(piece, words) for piece, _ in split_name(match.group(), words))
    opens = match.start() == 0 or core[: match.start()].rstrip(" .").lower() in words.honorifics
    person = person or match.start() > 0
    return opens and person and len(following) > 1 and following[1] in words.linkers


_SEGMENT = re.compile(r"[,;:()\[\]–—]+")


def _apposed_name(apposition: str, words: Vocabulary, *, sure: bool) -> str:
    """Return the person's name in apposition: ", Anne Martin", "(LR), Me Anne Martin"; ``sure``: titled."""
    for segment in _SEGMENT.split(apposition):
        segment = segment.strip(_TRIM)
        match = CAPITALISED.match(segment)
        if match is None:
            continue
        for piece, title in split_name(match.group(), words):
            if looks_like_person(piece, words) or title or (sure and " " in piece and match.end() == len(segment)):
                return piece
    return ""


@lru_cache(maxsize=65536)
def _split(name: str, lang: str) -> tuple[tuple[str, bool], ...]:
    words = vocabulary(lang)
    tokens = [t.rstrip(".") if len(t) > 2 else t for t in re.split(r"[ \u00a0]", name)]
    low = [folded(t).rstrip(".") for t in tokens]
    named = low[0] in words.first_names or low[0] in words.honorifics
    if len(tokens) > 1 and not named and (low[-1] in words.honorifics or _is_title(low[-1], words)):
        return ()
    titled = False
    # Leading titles and small words: "Le Président", "Senate Majority Leader Mitch McConnell", "M. Martin".
    start = 0
    for i in range(len(tokens) - 1):
        first = low[i] in words.first_names and low[i] not in words.honorifics
        if first and not (_is_title(low[i], words) and low[i + 1] in words.first_names):
            break
        if low[i] in words.honorifics or _is_title(low[i], words):
            start, titled = i + 1, True
        elif start == i and low[i] in words.stops and not (titled and low[i] in words.determiners):
            start = i + 1
    tokens, low = tokens[start:], low[start:]
    tokens, low = _without_clause(tokens, low, words)
    pieces: list[tuple[str, bool]] = []
    # "CGT Philippe Martinez", "Républicains Laurent Wauquiez": a first name opens a name of its own.
    for i in range(1, len(tokens) - 1):
        if low[i] in words.first_names and low[0] not in words.first_names and not titled and len(tokens[i - 1]) > 2:
            pieces.append((" ".join(tokens[:i]), False))
            tokens, low = tokens[i:], low[i:]
            break
    # "Anne B. Martin" is Anne Martin, unless everybody says the initial.
    full = " ".join(tokens)
    drops = words.drops_initials and len(tokens) > 2 and low[0] in words.first_names
    if drops and folded(full) not in words.initials_kept:
        full = " ".join(
            t for i, t in enumerate(tokens) if i in (0, len(tokens) - 1) or len(low[i].replace(".", "")) > 1
        )
    pieces.append((full, titled))
    return tuple(pieces)


def _without_clause(tokens: list[str], low: list[str], words: Vocabulary) -> tuple[list[str], list[str]]:
    """Cut a person's name where a headline in capitals goes on: "Anna Hale Says Port Will Close" is Anna Hale."""
    person = low[0] in words.first_names
    for i in range(1, len(tokens)):
        joins = low[i] in words.stops and low[i] not in words.determiners and low[i].rstrip(".") not in words.suffixes
        clause = (joins and low[i] not in words.particles) or low[i] in words.headline_verbs
        # "Kery James Je pense": glued sentences; capitals throughout are an acronym.
        if (person and i > 1 and clause) or (low[i] in words.pronouns and joins and not tokens[i].isupper()):
            return tokens[:i], low[:i]
    return tokens, low


def _is_body(word: str, words: Vocabulary) -> bool:
    """Return whether a word makes a body of a name: "Victor Hugo Institute"; "Bruno Le Maire" stays a person."""
    noun = words.nouns.get(word)
    return noun is not None and noun.cls not in ("person", "citizen")


def _is_title(word: str, words: Vocabulary) -> bool:
    noun = words.nouns.get(word)
    return noun is not None and noun.cls == "person"


_OF = re.compile(rf" (?:de |d['’]|du )(?=[{UPPER}])")


def whole_name(text: str, begin: int, run: str, words: Vocabulary) -> str:
    """Return a run of capitalised words, with the rest of a name that is only a first name so far.

    >>> whole_name("Paul de Kersaint parle", 0, "Paul", vocabulary("fr"))
    'Paul de Kersaint'
    """
    if " " in run or run.lower() not in words.first_names:
        return run
    of = _OF.match(text, begin + len(run))
    if of is None:
        return run
    rest = CAPITALISED.match(text, of.end())
    return text[begin : rest.end()] if rest is not None else run


def split_name(name: str, words: Vocabulary) -> tuple[tuple[str, bool], ...]:
    """Split a run of capitalised words into names, titles taken off: ((name, had a title), …).

    >>> split_name("Senate Majority Leader Mitch McConnell", vocabulary("en"))
    (('Mitch McConnell', True),)
    """
    return _split(name, words.lang)


@lru_cache(maxsize=65536)
def _person(name: str, lang: str) -> bool:
    words = vocabulary(lang)
    tokens = name.split(" ")
    first = folded(tokens[0])
    if first not in words.first_names and "-" in first:
        first = first.partition("-")[0]
    return len(tokens) > 1 and first in words.first_names and not any(_is_body(folded(t), words) for t in tokens[1:])


def looks_like_person(name: str, words: Vocabulary) -> bool:
    """Return whether a name begins with a known first name and goes on.

    >>> looks_like_person("Anne Martin", vocabulary("fr")), looks_like_person("Banque Martin", vocabulary("fr"))
    (True, False)
    """
    return _person(name, words.lang)


def _flags(low: str, core: str, apposition: str, words: Vocabulary) -> set[str]:
    flags: set[str] = set()
    tokens = set(re.findall(r"\w+(?:-\w+)*", low))
    if tokens & words.same:
        flags.add("same")
    if tokens & words.mouthpieces:
        flags.add("mouthpiece")
    if any(age in low for age in words.ages) and re.search(r"\d", low):
        flags.add("age")
    if "@" in low:
        flags.add("handle")
    if re.search(r"\b[A-ZÀ-Þ]{2,}\b", core):
        flags.add("acronym")
    if "%" in low or "percent" in low or "pour cent" in low:
        flags.add("percent")
    if "«" in low or '"' in low or "“" in low:
        flags.add("marked")
    first = low.split(" ", 1)[0].rstrip(".")
    if first in words.honorifics and " " in low:
        flags.add("honorific_" + (words.honorifics[first].gender or "x"))
    if any(token in words.seats for token in (folded(core.strip()), low)):
        flags.add("seat")
    return flags
