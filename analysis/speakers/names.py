"""What a run of capitalised words is: a person's name, several names, a title and a name, a headline gone on."""

from __future__ import annotations

import re
from functools import lru_cache

from .letters import CAPITALISED, UPPER, folded
from .vocabulary import Vocabulary

# A body named by initials has so many; longer ones are words of their own ("Unesco").
_INITIALS = 3

_DOTTED = re.compile(rf"(?:[{UPPER}]\.)+[{UPPER}]\.?")


def capitalised(text: str) -> list[tuple[int, int, str]]:
    """Return where the runs of capitalised words stand in a phrase: (begin, end, run).

    >>> capitalised("la maire de Port-Vieux, Anne Roy")
    [(12, 22, 'Port-Vieux'), (24, 32, 'Anne Roy')]
    """
    if text.islower():
        return []
    return [(match.start(), match.end(), match.group()) for match in CAPITALISED.finditer(text)]


@lru_cache(maxsize=65536)
def split_name(name: str, words: Vocabulary) -> tuple[tuple[str, bool], ...]:
    """Split a run of capitalised words into names, titles taken off: ((name, had a title), …).

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> split_name("Senate Majority Leader Mitch McConnell", vocabulary("en"))
    (('Mitch McConnell', True),)
    >>> split_name("Anne Martin De", vocabulary("fr"))
    (('Anne Martin', False),)
    """
    tokens = [t.rstrip(".") if len(t) > 2 else t for t in name.replace("\u00a0", " ").split(" ")]
    if len(tokens) == 1:
        # "O.N.U", its last full stop outside: the body is written without.
        plain = tokens[0].replace(".", "") if _DOTTED.fullmatch(tokens[0]) else tokens[0]
        return ((plain, False),)
    low = [folded(t).rstrip(".") for t in tokens]
    if low[-1] in words.post_nominals and not tokens[-1].islower():
        # "Anna Hale MP"
        return split_name(" ".join(tokens[:-1]), words)
    if words.noun_endings:
        parted = _parted(tokens, low, words)
        if parted is not None:
            return parted
    named = low[0] in words.first_names or low[0] in words.honorifics
    # "Senate Majority Leader" ends in a title, "Economie Bruno Le Maire" in a person.
    ends = low[-1] in words.honorifics or _is_title(low[-1], words)
    # "Virginia Gov" of "Virginia Gov. Anna Hale": the state has a woman's name.
    named = named and not (len(low) == 2 and low[0] in words.places)
    if ends and not named and not any(word in words.first_names for word in low[1:-1]):
        return ()
    start, titled = _leading(tokens, low, words)
    tokens, low = tokens[start:], low[start:]
    tokens, low = _without_clause(tokens, low, words)
    if len(tokens) > 2 and (low[-1] in words.linkers or low[-1] in words.determiners):
        # "Emmanuel Macron De son côté": the next sentence, glued.
        tokens, low = tokens[:-1], low[:-1]
    pieces: list[tuple[str, bool]] = []
    if at := _another(tokens, low, words, titled=titled):
        pieces.append((" ".join(tokens[:at]), False))
        tokens, low = tokens[at:], low[at:]
    # "Anne B. Martin" is Anne Martin, unless everybody says the initial.
    full = " ".join(tokens)
    drops = words.drops_initials and len(tokens) > 2 and low[0] in words.first_names and "&" not in tokens
    if drops and folded(full) not in words.initials_kept:
        full = " ".join(
            t for i, t in enumerate(tokens) if i in (0, len(tokens) - 1) or len(low[i].replace(".", "")) > 1
        )
    pieces.append((full, titled))
    return tuple(pieces)


def _another(tokens: list[str], low: list[str], words: Vocabulary, *, titled: bool) -> int:
    """Return where a first name opens a name of its own behind a body or an outlet; 0: nowhere.

    "CGT Philippe Martinez", "FO Anne Roy", "Républicains Laurent Wauquiez"; behind an outlet it may be all there is,
    or one that no list knows: "Agence France-Presse Bruno".
    """
    if titled or low[0] in words.first_names:
        return 0
    for i in range(1, len(tokens)):
        before = tokens[i - 1]
        body = len(before) > 2 or (len(before) == 2 and before.isalpha() and before.isupper())
        place = f"{low[i - 1]} {low[i]}" in words.places
        rest = len(tokens) - i
        outlet = " ".join(low[:i]) in words.outlets and " ".join(low) not in words.outlets
        if is_first_name(tokens[i], words):
            opens = rest > 1 or outlet
        else:
            # "AFP Ilvar Berthon": no list knows him; "BBC World Service", "France Bleu Drôme Ardèche" are one.
            own = any(_is_body(word, words) or word in words.places or word in words.demonyms for word in low[i:])
            opens = rest > 1 and outlet and not own
        if body and opens and not place:
            return i
    return 0


def _leading(tokens: list[str], low: list[str], words: Vocabulary) -> tuple[int, bool]:
    """Return where a name begins behind titles and small words, and whether there were titles.

    "Le Président", "Senate Majority Leader Mitch McConnell", "Virginia Senator Anna Hale", "M. Martin".
    """
    start, titled = 0, False
    body = words.head_last and _is_body(low[-1], words)
    if not words.head_last and _is_body(low[0], words) and any(_is_title(word, words) for word in low[1:-1]):
        # "Fondation Roi Baudouin"
        return 0, False
    for i in range(len(tokens) - 1):
        if body and (low[i] in words.demonyms or (i + 2 == len(tokens) and _is_title(low[i], words))):
            # "American Harbour Union", "Socialist Party"
            break
        first = low[i] in words.first_names and low[i] not in words.honorifics
        title_next = _is_title(low[i + 1], words) and i + 2 < len(tokens) and low[i] in words.places
        if first and not title_next and not (_is_title(low[i], words) and low[i + 1] in words.first_names):
            break
        if f"{low[i]} {low[i + 1]}" in words.surnames or (titled and tokens[i].islower()):
            break
        if low[i] in words.honorifics or _is_title(low[i], words):
            start, titled = i + 1, True
        elif (
            start == i
            and (low[i] in words.told or low[i] in words.stops)
            and not (titled and low[i] in words.determiners)
        ):
            # "dijo a Efe Salgado": who is told stands before who tells.
            start = i + 1
    return start, titled


def _parted(tokens: list[str], low: list[str], words: Vocabulary) -> tuple[tuple[str, bool], ...] | None:
    """Return the names in a run with small words inside, where all nouns have capitals; None: the run is one.

    "Kanzler Merker den Bäcker" are two, of which none is the other's; "Kommissarin von der Weide" has a name behind a
    title, "Sprecherin der Heilsarmee" what the title is of.
    """
    at = next((i for i, token in enumerate(tokens) if token.islower()), 0)
    if not at:
        return None
    titles = all(_is_title(word, words) or word in words.honorifics for word in low[:at])
    article = low[at] in words.determiners
    if titles and not article and not _belongs(tokens[-1], words):
        return ((" ".join(tokens[at:]), True),)
    if not article and any(word in words.first_names for word in low[:at]):
        return None
    behind = next(i for i in range(at, len(tokens)) if not tokens[i].islower() or i + 1 == len(tokens))
    before = () if titles else split_name(" ".join(tokens[:at]), words)
    return (*before, *split_name(" ".join(tokens[behind:]), words))


def _without_clause(tokens: list[str], low: list[str], words: Vocabulary) -> tuple[list[str], list[str]]:
    """Cut a person's name where a headline in capitals goes on: "Anna Hale Says Port Will Close" is Anna Hale."""
    person = low[0] in words.first_names
    for i in range(1, len(tokens)):
        if " ".join(low[i : i + 2]) in words.surnames:
            continue
        if low[i] in words.headline_verbs and not _is_body(low[0], words):
            return tokens[:i], low[:i]
        joins = low[i] in words.stops and low[i] not in words.determiners and low[i].rstrip(".") not in words.suffixes
        clause = joins and low[i] not in words.particles
        # "Kery James Je pense": glued sentences; capitals throughout are an acronym.
        if (person and i > 1 and clause) or (low[i] in words.pronouns and joins and not tokens[i].isupper()):
            return tokens[:i], low[:i]
    return tokens, low


def _is_body(word: str, words: Vocabulary) -> bool:
    """Return whether a word makes a body of a name: "Victor Hugo Institute"; "Bruno Le Maire" stays a person."""
    noun = words.nouns.get(word)
    return noun is not None and noun.cls not in ("person", "citizen") and word not in words.surnames


def _is_title(word: str, words: Vocabulary) -> bool:
    noun = words.nouns.get(word)
    return noun is not None and noun.cls in ("person", "citizen")


def whole_name(text: str, begin: int, run: str, words: Vocabulary) -> str:
    """Return a run of capitalised words, with the rest of a name that is only a first name, or titles and one, so far.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> whole_name("Paul de Kersaint parle", 0, "Paul", vocabulary("fr"))
    'Paul de Kersaint'
    """
    if not is_unfinished(run, words):
        return run
    end = begin + len(run)
    of = words.name_links.match(text, end + text.startswith(".", end))
    if of is None:
        return run
    rest = CAPITALISED.match(text, of.end())
    if rest is None:
        return run
    # "Sophie de la CGT" is of it, "Sophie de Kersaint" is not.
    several = " " in run or " " in of.group().strip()
    if several and _belongs(rest.group(), words):
        return run
    return text[begin : rest.end()]


def _belongs(name: str, words: Vocabulary) -> bool:
    """Return whether somebody can be of what a name names, a body or a place, so that it is no part of a surname."""
    low = folded(name)
    return name.isupper() or low in words.nouns or _listed(low, words)


def _listed(low: str, words: Vocabulary) -> bool:
    return low in words.places or low in words.seats or low in words.bodies or low in words.outlets


def is_name(piece: str, words: Vocabulary) -> bool:
    """Return whether a capital tells a name: always, but for one unknown word where all nouns are written so.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> is_name("Kremel", vocabulary("fr")), is_name("Bäcker", vocabulary("de")), is_name("SPD", vocabulary("de"))
    (True, False, True)
    """
    if not words.noun_endings or " " in piece or piece.isupper():
        return True
    low = folded(piece)
    noun = words.nouns.get(low)
    return low in words.first_names or _listed(low, words) or (noun is not None and noun.cls in ("org", "media"))


def is_unfinished(run: str, words: Vocabulary) -> bool:
    """Return whether a run of capitalised words is a first name alone, or titles and one: "Mayor Bill".

    So is one that ends in a surname which is often only half of one, in languages that have such: "Soraya Sáenz".
    """
    *titles, last = map(folded, run.split(" "))
    if words.open_surnames and titles and titles[0] in words.first_names:
        return last.endswith(words.open_surnames) or (last in words.first_names and len(titles) == 1)
    if not titles and last in words.honorifics:
        # "Mme de Kersaint"
        return True
    return last in words.first_names and all(
        _is_title(low, words) or low.rstrip(".") in words.honorifics for low in titles
    )


def is_clause(word: str, words: Vocabulary) -> bool:
    """Return whether a word with a capital opens a clause: "Faut-il", "N'est-ce", "Lorsqu'on".

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> fr = vocabulary("fr")
    >>> [is_clause(word, fr) for word in ("Faut-il", "J'ai", "Lorsqu'on", "D'Artagnan", "Anne-Lise")]
    [True, True, True, False, False]
    """
    if not words.elides or " " in word:
        return False
    low = folded(word)
    if low.rpartition("-")[2] in words.subjects and "-" in low:
        return True
    small, elided, rest = low.partition("'")
    if not elided or not rest or word[len(small) + 1].isupper():
        return False
    small += elided
    return small in words.stops or small in words.pronouns or small in words.clitics


def is_first_name(word: str, words: Vocabulary) -> bool:
    """Return whether a word is a first name, or two of which the first is known: "Anne-Lise", not "Oscar-winner"."""
    low = folded(word)
    if low in words.first_names:
        return True
    first, hyphen, second = low.partition("-")
    return bool(hyphen) and first in words.first_names and not word[len(word) - len(second) :][:1].islower()


@lru_cache(maxsize=65536)
def looks_like_person(name: str, words: Vocabulary) -> bool:
    """Return whether a name begins with a known first name and goes on.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> looks_like_person("Anne Martin", vocabulary("fr")), looks_like_person("Banque Martin", vocabulary("fr"))
    (True, False)
    """
    first, *others = name.split(" ")
    if not others or "&" in others:
        return False
    # Letters in capitals alone are a body's: the UN, but not Kim Jong Un.
    bodies = [t for t in others if len(t) > _INITIALS or t.isupper()]
    return is_first_name(first, words) and not any(_is_body(folded(t), words) for t in bodies)


def names_a_person(run: str, words: Vocabulary) -> bool:
    """Return whether a person's name is among those a run of capitalised words holds.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> names_a_person("Maire Anne Martin", vocabulary("fr")), names_a_person("Banque Martin", vocabulary("fr"))
    (True, False)
    """
    return any(looks_like_person(piece, words) for piece, _ in split_name(run, words))
