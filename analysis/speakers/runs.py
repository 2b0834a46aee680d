"""Where names stand in a text: the runs of capitalised words, without those that only open a sentence."""

from __future__ import annotations

from functools import lru_cache

from ..attribution.edges import DATELINE
from .letters import CAPITALISED, folded
from .names import is_name, is_unfinished, looks_like_person, names_a_person, split_name, whole_name
from .stance import cue_entry
from .vocabulary import Vocabulary

_SENTENCE_END = frozenset('.!?…»”"\n:«“‘')

Pieces = tuple[tuple[str, bool], ...]
"""The names in a run, each with whether a title was taken off."""
Run = tuple[int, str, bool, Pieces]
"""Where a run begins, the run, whether it opens a sentence, the names in it."""
Place = tuple[int, str, bool]
"""Where a name begins, the name, whether a title was taken off."""


@lru_cache(maxsize=65536)
def _pieces(run: str, words: Vocabulary) -> tuple[tuple[tuple[str, bool], ...], bool]:
    """Return the names in a run of capitalised words, common nouns and small words left out.

    Also whether it is a first name alone, of which the rest may follow.
    """
    kept = []
    for piece, titled in split_name(run, words):
        low = folded(piece)
        noun = words.nouns.get(low)
        common = noun is not None and noun.cls in ("person", "citizen", "document", "collective")
        common = common and low not in words.surnames
        if len(piece) > 1 and low not in words.stops and low not in words.demonyms and not common:
            kept.append((piece, titled))
    return tuple(kept), is_unfinished(run, words)


def _shared_surname(text: str, end: int, words: Vocabulary) -> str:
    """Return the surname two first names share: "Roy" of "Paul **et Anne Roy**"; empty: there is none."""
    joined = next((link for link in words.joins if text.startswith(f" {link} ", end)), "")
    other = CAPITALISED.match(text, end + len(joined) + 2) if joined else None
    if other is None or not looks_like_person(other.group(), words):
        return ""
    return other.group().partition(" ")[2]


def dateline_end(text: str, words: Vocabulary) -> int:
    """Return where the dateline ends that a text opens with: "EASTON, March 3 (AP) - "; 0: it opens with none.

    A town and an agency are nobody in the story.  A name in front of a dash is none of a town.
    """
    line = DATELINE.match(text)
    if line is None:
        return 0
    town = CAPITALISED.match(text)
    if town is not None and names_a_person(town.group(), words):
        return 0
    return line.end()


def _tells(low: str, words: Vocabulary) -> bool:
    """Return whether a word is a verb that tells, which opens one sentence after another: "Explicó", "Appelant"."""
    if words.head_last:
        return False
    entry = cue_entry(low, words.lang)
    return entry is not None and entry.part == "verb"


class Runs:
    """The runs of capitalised words of a text in reading order, those inside a sentence, how often each occurs."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.found: list[Run] = []
        self.inside: set[str] = set()
        self.counts: dict[str, int] = {}
        # "Anna Hale/Reuters" took a picture: neither is named in the story.
        credited = {credit.start() for credit in words.picture_credit.finditer(text)}
        for match in CAPITALISED.finditer(text, dateline_end(text, words)):
            begin, run = match.start(), match.group()
            if len(run) < 2 or begin - 1 in credited or match.end() in credited:
                continue
            if run[1] in "'’" and run[0] in "LDSJNMTCQ" and len(run) > 2 and words.elides:
                begin, run = begin + 2, run[2:]
                if not run[0].isupper():
                    # "L'économiste Thomas Garnier": the name comes after the title.
                    title, _, run = run.partition(" ")
                    begin += len(title) + 1
                    if len(run) < 2:
                        continue
            pieces, unfinished = _pieces(run, words)
            if unfinished and (whole := whole_name(text, begin, run, words)) != run:
                run, (pieces, _) = whole, _pieces(whole, words)
            elif unfinished and " " not in run and (surname := _shared_surname(text, match.end(), words)):
                pieces = ((f"{run} {surname}", False),)
            if pieces:
                self._add(text, begin, run, pieces)

    def _add(self, text: str, begin: int, run: str, pieces: Pieces) -> None:
        before = text[begin - 1] if begin else "\n"
        if before in " \u00a0" and begin > 1:
            before = text[begin - 2]
        opens = before in _SENTENCE_END
        self.found.append((begin, run, opens, pieces))
        if not opens:
            self.inside.add(run)
        self.counts[run] = self.counts.get(run, 0) + 1

    def _is_noun(self, at: int, piece: str, text: str, words: Vocabulary) -> bool:
        """Return whether a word is a common noun in a language that writes all nouns in capitals.

        It ends as nouns do, or an article or an adjective stands before it; a person has a title there, or a verb.
        """
        if is_name(piece, words):
            return False
        if folded(piece).endswith(words.noun_endings):
            return True
        before = folded(text[max(0, at - 25) : at]).rstrip().rpartition(" ")[2]
        return before in words.determiners

    def names(self, text: str, words: Vocabulary) -> list[Place]:
        """Return the names in the runs, without words that are in capitals only because they open a sentence."""
        out: list[Place] = []
        for begin, run, opens, pieces in self.found:
            for piece, titled in pieces:
                at = begin if piece == run else max(text.find(piece, begin, begin + len(run)), begin)
                if opens and at == begin and " " not in piece and piece not in self.inside:
                    low = folded(piece)
                    once = self.counts[run] < 2 or _tells(low, words)
                    if once and low not in words.first_names and low not in words.seats and not piece.isupper():
                        continue
                elif words.noun_endings and self._is_noun(at, piece, text, words):
                    continue
                out.append((at, piece, titled))
        return _trimmed(out, words)


def _trimmed(order: list[Place], words: Vocabulary) -> list[Place]:
    """Cut long names to a person's the article gives by itself: "Anna Hale Talks Fish" where "Anna Hale" stands."""
    # Where headlines are in title case ("Anna Hale Hammers Mine"), a name of three words may be one of two.
    most = 1 if words.headline_verbs else 2
    if not any(piece.count(" ") > most for _, piece, _ in order):
        return order
    alone = {piece for _, piece, _ in order if piece.count(" ") == 1 and looks_like_person(piece, words)}
    out = []
    for at, piece, titled in order:
        if piece.count(" ") > most:
            first, second, *_, last = piece.split(" ")
            short = f"{first} {second}"
            low = folded(last)
            whole = piece.count(" ") == 2 and (low.rstrip(".") in words.suffixes or not looks_like_person(piece, words))
            if short in alone and folded(second) not in words.first_names and not whole:
                piece = short
        out.append((at, piece, titled))
    return out
