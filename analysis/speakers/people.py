"""Who is named in an article: every spelling of one name together, with titles, gender and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from .heads import is_linked
from .mentions import Mention
from .names import looks_like_person, split_name, whole_name
from .vocabulary import CAPITALISED, Noun, Vocabulary, folded, vocabulary

_SENTENCE_END = frozenset('.!?…»”"\n:«“‘')
_BACK = 90
_DESCRIBED = 3
_APPOSED = re.compile(r"\s*[,(]\s*")
_STOP_BACK = re.compile(r"[.;:!?\n«»“”\"()]")


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that can be a source in this article."""

    name: str
    kind: str  # person, org, seat, place, name (unsure) or noun (a source without a name)
    gender: str = ""
    number: str = ""
    noun: Noun | None = None
    titles: set[str] = field(default_factory=set)
    nouns: list[Noun] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    flags: set[str] = field(default_factory=set)
    n: int = 0
    spoken: int = 0
    last: int = -1
    last_subject: bool | None = None
    last_quoted: bool = False
    described: int = 0
    scores: dict[str, list[float]] = field(default_factory=dict)


def _trimmed(order: list[tuple[int, str, bool]], words: Vocabulary) -> list[tuple[int, str, bool]]:
    """Cut long names to a person's the article gives by itself: "Anna Hale Talks Fish" where "Anna Hale" stands."""
    alone = {piece for _, piece, _ in order if piece.count(" ") == 1 and looks_like_person(piece, words)}
    out = []
    for at, piece, titled in order:
        if piece.count(" ") > 2:
            first, second, *_ = piece.split(" ")
            short = f"{first} {second}"
            if short in alone and folded(second) not in words.first_names:
                piece = short
        out.append((at, piece, titled))
    return out


def _spaces(piece: str) -> int:
    return -piece.count(" ")


@lru_cache(maxsize=65536)
def _pieces(run: str, lang: str) -> tuple[tuple[tuple[str, bool], ...], bool]:
    """Return the names in a run of capitalised words, common nouns and small words left out.

    Also whether it is a first name alone, of which the rest may follow.
    """
    words = vocabulary(lang)
    kept = []
    for piece, titled in split_name(run, words):
        low = folded(piece)
        noun = words.nouns.get(low)
        common = noun is not None and noun.cls in ("person", "citizen", "document", "collective")
        if len(piece) > 1 and low not in words.stops and low not in words.demonyms and not common:
            kept.append((piece, titled))
    return tuple(kept), " " not in run and run.lower() in words.first_names


@lru_cache(maxsize=65536)
def _known(piece: str, lang: str) -> tuple[tuple[str, ...], str, str, Noun | None, frozenset[str]]:
    """Return what a name tells by itself: its words folded, kind, gender, a noun in it, its words as a set."""
    words = vocabulary(lang)
    low = tuple(folded(t) for t in piece.split(" "))
    whole = folded(piece)
    nouns = [words.nouns[t] for t in (whole, *low) if t in words.nouns]
    kind = "name"
    if looks_like_person(piece, words):
        kind = "person"
    elif whole in words.seats:
        kind = "seat"
    elif whole in words.places:
        kind = "place"
    elif (
        whole in words.outlets or any(n.cls in ("org", "media") for n in nouns) or (len(piece) <= 6 and piece.isupper())
    ):
        kind = "org"
    gender = ""
    if kind == "person" or (len(low) == 1 and low[0] in words.first_names):
        first = low[0] if low[0] in words.first_names else low[0].partition("-")[0]
        gender = words.first_names.get(first, "")
    return low, kind, "" if gender == "u" else gender, nouns[0] if nouns and kind != "person" else None, frozenset(low)


_Run = tuple[int, str, bool, tuple[tuple[str, bool], ...]]


class People:
    """The names of one article, found in one pass; ``places`` are (begin, end, entity) in reading order."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text, self.words = text, words
        self.entities: list[Entity] = []
        self._of: dict[str, Entity] = {}
        self._by_token: dict[str, list[Entity]] = {}
        self.places: list[tuple[int, int, Entity]] = []
        self._find()

    def _find(self) -> None:
        words, text = self.words, self.text
        runs, inside, counts = self._runs()
        order: list[tuple[int, str, bool]] = []
        for begin, run, opens, pieces in runs:
            for piece, titled in pieces:
                at = begin if piece == run else max(text.find(piece, begin, begin + len(run)), begin)
                if opens and at == begin and counts[run] < 2 and " " not in piece and piece not in inside:
                    low = folded(piece)
                    if low not in words.first_names and low not in words.seats and not piece.isupper():
                        continue
                order.append((at, piece, titled))
        order = _trimmed(order, words)
        # Long names first, so that short ones find their owner wherever they stand.
        for piece in sorted(dict.fromkeys(p for _, p, _ in order), key=_spaces):
            self._entity(piece)
        of, places = self._of, self.places
        for at, piece, titled in order:
            entity = of[piece]
            entity.n += 1
            if entity.described < _DESCRIBED or titled:
                self._describe(entity, at, at + len(piece))
            places.append((at, at + len(piece), entity))

    def _runs(self) -> tuple[list[_Run], set[str], dict[str, int]]:
        """Return the runs of capitalised words, those that stand inside a sentence, and how often each occurs."""
        text, lang = self.text, self.words.lang
        runs: list[_Run] = []
        inside: set[str] = set()
        counts: dict[str, int] = {}
        for match in CAPITALISED.finditer(text):
            begin, run = match.start(), match.group()
            if len(run) < 2:
                continue
            if run[1] in "'’" and run[0] in "LDSJNMTCQ" and len(run) > 2:
                begin, run = begin + 2, run[2:]
                if not run[0].isupper():
                    continue
            pieces, unfinished = _pieces(run, lang)
            if unfinished and (whole := whole_name(text, begin, run, self.words)) != run:
                run, (pieces, _) = whole, _pieces(whole, lang)
            if not pieces:
                continue
            before = text[begin - 1] if begin else "\n"
            if before in " \u00a0" and begin > 1:
                before = text[begin - 2]
            opens = before in _SENTENCE_END
            runs.append((begin, run, opens, pieces))
            if not opens:
                inside.add(run)
            counts[run] = counts.get(run, 0) + 1
        return runs, inside, counts

    def _entity(self, piece: str) -> Entity:
        low, kind, gender, noun, tokens = _known(piece, self.words.lang)
        owner = self._owner(piece, low)
        if owner is None:
            owner = Entity(piece, kind, gender, "s" if gender or kind == "person" else "", noun, words=tokens)
            self.entities.append(owner)
            for token in tokens:
                if len(token) > 1:
                    self._by_token.setdefault(token, []).append(owner)
        self._of[piece] = owner
        return owner

    def _owner(self, piece: str, low: tuple[str, ...]) -> Entity | None:
        """Return the longer name this one shortens: "Poutine" of "Vladimir Poutine", "Le Pen" of "Marine Le Pen"."""
        if piece in self._of:
            return self._of[piece]
        same = " ".join(low)
        best: Entity | None = None
        for entity in self._by_token.get(low[-1], ()):
            full = folded(entity.name)
            if full == same:
                return entity
            person = entity.kind == "person"
            fits = full.endswith(" " + same) or (full.startswith(same + " ") and person)
            # "Hale" is Anna Hale's before it is the Hale Foundation's or that of "Continued Hale".
            if fits and (person or entity.kind == "name") and (best is None or (person and best.kind != "person")):
                best = entity
        return best

    def _describe(self, entity: Entity, begin: int, end: int) -> None:
        """Read titles apposed to a name, before it ("le ministre Paul Roy") and after ("Anne Roy, maire de …")."""
        text, words = self.text, self.words
        entity.described += 1
        window = text[max(0, begin - _BACK) : begin]
        before = _STOP_BACK.split(window)[-1]
        tokens = folded(before).replace("'", "' ").split()
        if tokens:
            last = tokens[-1].rstrip(".,")
            honorific = words.honorifics.get(last)
            if honorific is not None:
                entity.kind = "person"
                entity.gender = entity.gender or honorific.gender
                entity.number = "s"
            else:
                linked = is_linked(tokens, words)
                if linked:
                    entity.flags.add("linked")
                    at = -2 if len(tokens) > 1 and last in words.determiners and last not in words.linkers else -1
                    if tokens[at] in words.locatives and entity.kind == "name":
                        entity.kind = "place"
                noun = None if linked else self._title(tokens, comma=before.rstrip().endswith(","))
                if noun is not None:
                    self._give(entity, noun)
        elif window.rstrip().endswith("."):
            short = folded(window.rstrip(" \u00a0.").rpartition(" ")[2])
            honorific = words.honorifics.get(short)
            if honorific is not None:
                entity.kind, entity.number = "person", "s"
                entity.gender = entity.gender or honorific.gender
        after = text[end : end + 90]
        if after[:1] in ",(" or after[:2] == " (":
            clause = _APPOSED.sub("", after, count=1)
            stop = re.search(r"[,;:.()«»“”\"\n]", clause)
            clause = clause[: stop.start()] if stop else clause
            low = folded(clause)
            if clause.isdigit() or (clause[:1].isdigit() and any(age in low for age in words.ages)):
                entity.flags.add("age")
                entity.kind = "person"
            noun = self._apposed(clause, low)
            if noun is not None:
                self._give(entity, noun)

    def _give(self, entity: Entity, noun: Noun) -> None:
        if noun.number == "p" and noun.cls in ("person", "citizen", "collective"):
            return
        if noun.cls in ("person", "citizen"):
            if entity.kind in ("name", "person", "place"):
                entity.kind = "person"
                entity.titles.add(noun.entry)
                entity.nouns.append(noun)
                entity.number = "s"
                if noun.gender and (not entity.gender):
                    entity.gender = noun.gender if noun.gender == "f" or self.words.lang != "" else ""
        elif entity.kind != "person" and noun.cls in ("org", "media"):
            entity.kind = "org"
            entity.noun = entity.noun or noun
            entity.titles.add(noun.entry)
            entity.nouns.append(noun)

    def _title(self, tokens: list[str], *, comma: bool) -> Noun | None:
        """Return the noun in front of a name that is its title: nearest to it, nothing but complements between."""
        words = self.words
        near = tokens[-3:] if words.head_last and not comma else tokens[-9:]
        for i in range(len(near) - 1, -1, -1):
            token = near[i].rstrip(",")
            if token != near[i] and i < len(near) - 1:
                return None
            noun = None
            for size in (3, 2, 1) if token in words.noun_openings else ():
                if i + size <= len(near):
                    noun = words.nouns.get(" ".join(near[i : i + size]).replace("' ", "'").rstrip(","))
                    if noun is not None:
                        break
            distance = len(near) - i
            if noun is not None and noun.cls in ("person", "citizen", "org", "media"):
                if words.head_last and distance > (1 if not comma else 6):
                    return None
                previous = near[i - 1] if i else ""
                # The complement of another noun ("le ministre de la Justice …") is passed over, the noun itself taken.
                if (
                    previous.rstrip("'") + ("'" if previous.endswith("'") else "") in words.linkers
                    and not words.head_last
                ):
                    continue
                if noun.cls in ("org", "media") and distance > 2:
                    continue
                return noun
            if token in words.pronouns and token not in words.determiners:
                return None
        return None

    def _apposed(self, clause: str, low: str) -> Noun | None:
        tokens = low.replace("'", "' ").split()
        words = self.words
        if not tokens:
            return None
        skip = 0
        if tokens[0] in words.determiners:
            skip = 1
        found: Noun | None = None
        for i in range(skip, min(len(tokens), skip + 6)):
            if tokens[i] in words.linkers and found is not None:
                break
            if tokens[i] in words.linkers and i == skip:
                return None
            for size in (4, 3, 2, 1) if tokens[i] in words.noun_openings else ():
                noun = words.nouns.get(" ".join(tokens[i : i + size]).replace("' ", "'"))
                if noun is not None:
                    if found is None or (words.head_last and noun.cls in ("person", "citizen")):
                        found = noun
                    break
            if found is not None and not words.head_last:
                break
        return found

    def named(self, name: str) -> Entity | None:
        """Return the entity a name belongs to, or None."""
        entity = self._of.get(name)
        if entity is not None:
            return entity
        return self._owner(name, tuple(folded(t) for t in name.split(" "))) if name else None

    def register(self, entity: Entity) -> None:
        """Take in a name found outside the list, so that its short forms are known from here on."""
        self.entities.append(entity)
        self._of[entity.name] = entity
        for token in folded(entity.name).split(" "):
            self._by_token.setdefault(token, []).append(entity)

    def learn(self, entity: Entity, mention: Mention) -> None:
        """Add what a source tells of the one it names: title, gender, form of address."""
        if mention.noun is not None:
            self._give(entity, mention.noun)
        for flag in mention.flags:
            if flag.startswith("honorific"):
                entity.kind = "person"
                entity.number = "s"
                entity.gender = entity.gender or flag[-1].replace("x", "")
            elif flag in ("age", "handle"):
                entity.flags.add(flag)

    def add(self, mention: Mention, name: str) -> Entity:
        """Return a new entity for a source that is no name in the list: "le parquet de Lille"."""
        entity = Entity(name, "noun", mention.gender, mention.number, mention.noun, words=mention.words)
        if mention.noun is not None:
            entity.titles.add(mention.noun.entry)
            entity.nouns.append(mention.noun)
        entity.flags |= mention.flags
        self.entities.append(entity)
        return entity


def paragraph_starts(text: str) -> list[int]:
    """Return where each line of text that follows a line break begins, 0 first."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def paragraph_of(starts: list[int], at: int) -> int:
    """Return the number of the paragraph a character stands in."""
    return bisect_right(starts, at) - 1
