"""Who is named in an article: every spelling of one name together, with titles, gender and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from .acronyms import spelled_out
from .entities import Entity
from .letters import CAPITALISED, UPPER, folded
from .mentions import Mention
from .name_index import NameIndex
from .names import looks_like_person
from .nouns import Noun
from .runs import Runs
from .titles import describe
from .vocabulary import Vocabulary

# So many places of a name are read for titles, and all where a title was taken off it.
_DESCRIBED = 3
# So many names given with their initials are taken in: joining costs as much as the article has names.
_SPELLED = 60
# Initials of a body have no more letters.
_INITIALS = 5
_INITIALS_ALONE = re.compile(rf"[{UPPER}]{{3,6}}")
# An address stands in so many characters before a surname.
_HONORIFIC = 12
# Named more often than this, somebody is who the article is about.
_TWICE = 2


@lru_cache(maxsize=65536)
def _known(piece: str, words: Vocabulary) -> tuple[str, str, str, Noun | None, frozenset[str]]:
    """Return what a name tells by itself: itself folded, kind, gender, a noun in it, its words as a set."""
    low = tuple(folded(t) for t in piece.split(" "))
    whole = folded(piece)
    nouns = [words.nouns[t] for t in (whole, *low) if t in words.nouns]
    if whole in words.surnames:
        # "Iglesias", "Banks" are nobody's churches and banks.
        nouns = [noun for noun in nouns if noun.number != "p"]
    kind = "name"
    if _is_press(low, words):
        kind, nouns = "org", [Noun(whole, "media", "media", "", "s")]
    elif whole in words.outlets or whole in words.bodies:
        kind = "org"
    elif looks_like_person(piece, words):
        kind = "person"
    elif whole in words.seats:
        kind = "seat"
    elif whole in words.places:
        kind = "place"
    elif "&" in low or any(n.cls in ("org", "media") for n in nouns) or (len(piece) <= 6 and piece.isupper()):
        kind = "org"
    gender = ""
    if kind == "person" or (len(low) == 1 and low[0] in words.first_names):
        first = low[0] if low[0] in words.first_names else low[0].partition("-")[0]
        gender = words.first_names.get(first, "")
    noun = nouns[0] if nouns and kind != "person" else None
    return whole, kind, "" if gender == "u" else gender, noun, frozenset(low)


def _is_press(low: tuple[str, ...], words: Vocabulary) -> bool:
    """Return whether the words of a name are those of a paper or a station: "Valmont Herald", but not "Emily Post"."""
    press = words.press_titles
    if len(low) < 2 or (low[0] in words.first_names and low[1] not in words.linkers):
        return False
    return low[-1] in press or low[0] in press


def _spaces(piece: str) -> int:
    return -piece.count(" ")


class People:
    """The names of one article, found in one pass; ``places`` are (begin, entity) in reading order.

    What stands beside a name is read when somebody asks for it (:meth:`described`): most names are nobody's source.
    """

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text, self.words = text, words
        self.entities: list[Entity] = []
        self._of: dict[str, Entity] = {}
        self._shared: dict[str, list[Entity]] = {}
        self._index = NameIndex(words)
        self.places: list[tuple[int, Entity]] = []
        order = Runs(text, words).names(text, words)
        self._times = Counter([piece for _, piece, _ in order])
        # Long names first, so that short ones find their owner wherever they stand.
        for piece in sorted(dict.fromkeys(p for _, p, _ in order), key=_spaces):
            self._entity(piece)
        of, places = self._of, self.places
        for at, piece, titled in order:
            entity = of[piece] if piece not in self._shared else self._addressed(at, piece)
            entity.n += 1
            if titled or len(entity.undescribed) < _DESCRIBED:
                entity.undescribed.append((at, at + len(piece)))
            places.append((at, entity))
        both = dict.fromkeys(islice(spelled_out(text, words), _SPELLED))
        self.spelled = {full: self._unite(full, initials) for full, initials in both}
        self._join_initials()

    def described(self, entity: Entity) -> Entity:
        """Return a name with what the text says beside it taken in."""
        if entity.undescribed:
            describe(entity, self.text, self.words)
        return entity

    def most_often(self) -> Entity | None:
        """Return the person the article names most often, if oftener than twice."""
        often = sorted((e for e in self.entities if e.n > _TWICE), key=attrgetter("n"), reverse=True)
        return next((e for e in often if self.described(e).kind in ("person", "name")), None)

    def _entity(self, piece: str) -> Entity:
        low, kind, gender, noun, tokens = _known(piece, self.words)
        owner = self._index.whole(low)
        if owner is None:
            owners = self._owners(low)
            if owners and (kind == "person" or (piece.isupper() and " " not in piece)):
                # "Conservative Icon Anna Hale" is a headline, "Eurosceptic SVP" a party and what is said of it.
                owners = [e for e in owners if e.kind == "person" or (kind != "person" and len(piece) > _INITIALS)]
            owner = owners[0] if owners else None
            if len(owners) > 1 and len({e.gender for e in owners if e.kind == "person"}) > 1:
                self._shared[piece] = owners
        if owner is None:
            owner = Entity(piece, kind, gender, "s" if gender or kind == "person" else "", noun, words=tokens, low=low)
            self._list(owner)
        self._of[piece] = owner
        return owner

    def _list(self, entity: Entity) -> None:
        self.entities.append(entity)
        self._index.add(entity)

    def _unite(self, full: str, initials: str) -> Entity:
        """Return the one body of a name given in full and by its initials, called by both from here on."""
        entity = self._of.get(initials)
        if entity is None:
            entity = Entity(initials, "org", low=folded(initials))
            self._list(entity)
            self._of[initials] = entity
        run = CAPITALISED.match(full)
        first = run.group() if run is not None else ""
        if self._of.get(first, entity).kind not in ("name", "org"):
            first = ""
        # "Régie" of "Régie autonome des ports (RAP)", "Dock Union" of "American Dock Union (ADU)".
        parts = [piece for piece in self._of if piece == first or (" " in piece and full.endswith(piece))]
        for other in dict.fromkeys(self._of[piece] for piece in parts):
            if other is not entity:
                self._join(other, entity)
        entity.name = f"{full[0].upper()}{full[1:]} ({initials})"
        entity.words |= frozenset(folded(full).split())
        if entity.kind in ("name", "place"):
            entity.kind = "org"
        self._of[full] = entity
        return entity

    def _join_initials(self) -> None:
        """Let initials be the one body in capitals that has them: "AHU" the "American Harbour Union"."""
        short = [e for e in self.entities if e.kind == "org" and _INITIALS_ALONE.fullmatch(e.name)]
        if not short:
            return
        bodies: dict[str, list[Entity]] = {}
        for entity in self.entities:
            if entity.kind in ("name", "org") and " " in entity.low:
                bodies.setdefault("".join(word[0] for word in entity.low.split(" ")), []).append(entity)
        for entity in short:
            found = bodies.get(entity.low, ())
            if len(found) == 1:
                found[0].kind = "org"
                self._join(entity, found[0])

    def _join(self, other: Entity, entity: Entity) -> None:
        """Let what was held for another name be ``entity``, wherever it stands."""
        entity.n += other.n
        entity.undescribed += other.undescribed
        self.places = [(at, entity if e is other else e) for at, e in self.places]
        self.entities.remove(other)
        self._of = {piece: entity if e is other else e for piece, e in self._of.items()}
        self._index.replace(other, entity)

    def _owner(self, low: str) -> Entity | None:
        """Return the longer name this one shortens: "Poutine" of "Vladimir Poutine", "Le Pen" of "Marine Le Pen"."""
        whole = self._index.whole(low)
        if whole is not None:
            return whole
        return next(iter(self._owners(low)), None)

    def _owners(self, low: str) -> list[Entity]:
        """Return whose names this one shortens: people first, then those the article names in full most often."""
        found: list[tuple[bool, bool, int, int, Entity]] = []
        for entity, ends in self._index.shortened(low):
            person = self.described(entity).kind == "person"
            # "Hale" is Anna Hale's before it is the Hale Foundation's or that of "Continued Hale".
            if person or (ends and entity.kind == "name"):
                found.append((not person, not ends, -self._times[entity.name], len(found), entity))
        return [entity for *_, entity in sorted(found)] if len(found) > 1 else [entity for *_, entity in found]

    def _addressed(self, at: int, piece: str) -> Entity:
        """Return which of several people of one surname is meant: of "Mrs Hale" the woman, else the usual one."""
        before = folded(self.text[max(0, at - _HONORIFIC) : at]).split()
        title = self.words.honorifics.get(before[-1].rstrip(".")) if before else None
        owners = self._shared[piece]
        if title is None or not title.gender:
            return owners[0]
        return next((e for e in owners if e.gender == title.gender), owners[0])

    def named(self, name: str) -> Entity | None:
        """Return the entity a name belongs to, or None."""
        entity = self._of.get(name) or (self._owner(folded(name)) if name else None)
        if entity is None or self.described(entity).kind != "name" or " " in entity.low:
            return entity
        # "Amandio": only what stands beside "Amandio Sorel" told that he is somebody.
        owners = [e for e, _ in self._index.shortened(entity.low) if self.described(e).kind == "person"]
        return owners[0] if len(owners) == 1 else entity

    def spouse(self, entity: Entity, mention: Mention) -> Entity:
        """Return whom a source means that calls "Mrs Roy" where the one of that name is Mr Roy."""
        gender = "f" if (entity.addressed or entity.gender) == "m" else "m"
        if f"honorific_{gender}" not in mention.flags:
            return entity
        low = folded(mention.name)
        for other, ends in self._index.shortened(low):
            if ends and other is not entity and other.gender == gender:
                return self.described(other)
        if not entity.addressed:
            # First names mislead: "Mr Hale" may be the one Kelly Hale there is.
            return entity
        if " " not in entity.name:
            entity.name = self._as_addressed(entity)
        return self.enter(mention, mention.phrase)

    def _as_addressed(self, entity: Entity) -> str:
        """Return a surname with the "Mrs" that first stands in front of it: two of a couple have but one name."""
        for at in (at for at, e in self.places if e is entity):
            before = self.text[max(0, at - _HONORIFIC) : at].split()
            if before and folded(before[-1]).rstrip(".") in self.words.honorifics:
                return f"{before[-1]} {entity.name}"
        return entity.name

    def enter(self, mention: Mention, name: str = "") -> Entity:
        """Return a new entity for a name outside the list, known by its short forms from here on."""
        name = name or mention.name
        low, kind, *_ = _known(name, self.words)
        kind = kind if kind in ("seat", "place", "org") else "name"
        entity = Entity(name, kind, mention.gender, mention.number, words=mention.words, low=low)
        self._list(entity)
        self._of[entity.name] = entity
        return entity

    def learn(self, entity: Entity, mention: Mention) -> None:
        """Add what a source tells of the one it names: title, gender, form of address."""
        if mention.noun is not None:
            entity.give(mention.noun, gendered=self.words.lang != "")
            entity.told |= mention.beside - entity.words
        for flag in mention.flags:
            if flag.startswith("honorific"):
                entity.kind = "person"
                entity.number = "s"
                entity.gender = entity.gender or flag[-1].replace("x", "")
                entity.addressed = entity.addressed or flag[-1].replace("x", "")
            elif flag == "somebody" and entity.kind == "name":
                entity.kind, entity.number = "person", "s"
            elif flag in ("age", "handle"):
                entity.flags.add(flag)

    def add(self, mention: Mention, name: str) -> Entity:
        """Return a new entity for a source that is no name in the list: "le parquet de Lille"."""
        entity = Entity(name, "noun", mention.gender, mention.number, mention.noun, words=mention.words)
        entity.low = folded(name)
        entity.told |= mention.beside
        if mention.noun is not None:
            entity.titles.add(mention.noun.entry)
            entity.nouns.append(mention.noun)
        entity.flags |= mention.flags
        self.entities.append(entity)
        return entity
