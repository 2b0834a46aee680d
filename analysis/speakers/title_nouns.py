"""Which noun is the title of a name: of the words in front of it, or of the aside behind it."""

from __future__ import annotations

from .heads import is_linked, told_by_complement
from .letters import apart, together
from .nouns import Noun
from .stance import cue_entry
from .vocabulary import Vocabulary

# So many words before a title still belong to it: "the Florida senator".
_WORDS_BEFORE = 3
# "According to the spokeswoman of the port authority,": a preposition stands no further before the comma.
_TELLING = 8
_TITLES = frozenset({"person", "citizen", "org", "media"})


def title_before(tokens: list[str], words: Vocabulary, *, comma: bool) -> tuple[Noun | None, int]:
    """Return the noun in front of a name that is its title, and where what tells of it begins, counted from the end.

    It is the nearest to the name, with nothing but complements between.
    """
    near = tokens[-3:] if words.head_last and not comma else tokens[-9:]
    for i in range(len(near) - 1, -1, -1):
        token = near[i].rstrip(",")
        if token != near[i] and i < len(near) - 1:
            return None, 0
        noun, begin, end = _covering(near, i, words)
        if noun is not None and noun.cls in _TITLES:
            distance = len(near) - end + 1
            if words.head_last and distance > (1 if not comma else 6):
                return None, 0
            if not words.head_last:
                noun, begin = _first_title(noun, begin, near, words)
            body = noun.cls in ("org", "media") and distance > 2
            if body or (not words.head_last and is_linked(near[:begin], words)):
                # The complement of another noun ("le ministre de la Justice …") is passed over, the noun itself taken.
                continue
            told = near[:begin] if words.head_last else near[end:]
            first = max(begin - _WORDS_BEFORE, 0) if words.head_last else begin
            small = words.determiners.get(near[begin - 1]) if begin else None
            owned = small is not None and small.cls == "possessive"
            return told_by_complement(noun, told, words, owned=owned), first - len(near)
        if token in words.pronouns and token not in words.determiners:
            return None, 0
    return None, 0


def _covering(near: list[str], i: int, words: Vocabulary) -> tuple[Noun | None, int, int]:
    """Return the longest noun that a token is part of, and where it begins and ends: "general secretary"."""
    for begin in range(max(i - 2, 0), i + 1):
        if near[begin] in words.noun_openings or near[begin].rstrip(",") in words.noun_openings:
            for end in range(min(begin + 3, len(near)), i, -1):
                noun = words.nouns.get(together(near[begin:end]).rstrip(","))
                if noun is not None:
                    return noun, begin, end
    return None, i, i + 1


def _first_title(noun: Noun, begin: int, near: list[str], words: Vocabulary) -> tuple[Noun, int]:
    """Return the first of several titles side by side: "ministre délégué" is a minister, "Unión Energética" a union."""
    if noun.cls in ("org", "media") and begin and near[begin - 1] in words.nouns:
        return words.nouns[near[begin - 1]], begin - 1
    while noun.cls in ("person", "citizen") and begin:
        before = words.nouns.get(near[begin - 1])
        if before is None or before.cls != "person" or before.entry in words.former:
            break
        noun, begin = before, begin - 1
    return noun, begin


def is_teller(before: list[str], words: Vocabulary) -> bool:
    """Return whether the noun these words end with is who tells, no title: "**according to her family**, Hale left"."""
    for i in range(len(before) - 2, max(len(before) - _TELLING, 0) - 1, -1):
        if before[i].endswith(","):
            return False
        told = (cue_entry(together(before[i : i + n]), words.lang) for n in (1, 2))
        if any(entry is not None and entry.part == "preposition" for entry in told):
            return True
    return False


def title_behind(low: str, words: Vocabulary) -> Noun | None:
    """Return the title an aside opens with, in the role of its complement; "ancien" and "former" are passed over."""
    tokens = apart(low)
    if len(tokens) > 1 and tokens[0] not in words.nouns:
        entry = cue_entry(tokens[0], words.lang)
        if entry is not None and entry.part == "verb":
            # "à Paris, dit la préfecture", "Anna Hale, told reporters": whoever that is, it is nobody's title.
            return None
    start = 1 if tokens and tokens[0] in words.determiners else 0
    found: Noun | None = None
    begin, end = start, start
    for i in range(start, min(len(tokens), start + 6)):
        if tokens[i] in words.linkers:
            break
        noun, size = (None, 1) if i < end else _opening(tokens, i, words)
        if noun is None:
            continue
        if found is None or found.entry in words.former or (words.head_last and noun.cls in ("person", "citizen")):
            found, begin, end = noun, i, i + size
        if not words.head_last and found.entry not in words.former:
            break
    if found is None:
        return None
    return told_by_complement(found, [*(tokens[start:begin] if words.head_last else ()), *tokens[end:]], words)


def _opening(tokens: list[str], i: int, words: Vocabulary) -> tuple[Noun | None, int]:
    """Return the longest noun that opens at a token, and its size."""
    for size in (4, 3, 2, 1) if tokens[i] in words.noun_openings else ():
        noun = words.nouns.get(together(tokens[i : i + size]))
        if noun is not None:
            return noun, size
    return None, 1
