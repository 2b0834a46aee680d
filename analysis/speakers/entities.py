"""Somebody or something an article names or describes: the spelling, the titles, where it was last mentioned."""

from __future__ import annotations

from dataclasses import dataclass, field

from .nouns import Noun
from .vocabulary import Small

# So many titles told of one are kept: a name that comes a thousand times says nothing new.
_NOUNS = 24


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that can be a source in this article."""

    name: str
    kind: str  # person, org, seat, place, name (unsure) or noun (a source without a name)
    gender: str = ""
    number: str = ""
    noun: Noun | None = None
    titles: set[str] = field(default_factory=set)
    addressed: str = ""  # m or f, once called Mr or Mrs
    called: set[str] = field(default_factory=set)  # the nouns it was found to stand behind
    nouns: list[Noun] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    told: set[str] = field(default_factory=set)  # what titles and asides say beside their noun: "interior"
    asides: list[tuple[str, Noun | None]] = field(default_factory=list)  # titles and asides not yet read for ``told``
    seat: str = ""  # where a member of parliament is from, folded: "ohio" of "D-Ohio"
    flags: set[str] = field(default_factory=set)
    n: int = 0
    spoken: int = 0
    last: int = -1
    last_subject: bool | None = None
    last_quoted: bool = False
    last_paragraph: int = -1
    low: str = ""  # the name folded
    undescribed: list[tuple[int, int]] = field(default_factory=list)  # places not yet read for titles
    scores: dict[str, list[float]] = field(default_factory=dict)

    def is_called(self, noun: Noun) -> bool:
        """Return whether it has the title that a noun is, or was found to stand behind it."""
        return noun.entry in self.titles or noun.entry in self.called

    def is_press(self) -> bool:
        """Return whether the name itself is that of a paper or a station: "Valmont Herald"."""
        return " " in self.low and self.noun is not None and self.noun.cls == "media" and self.noun.entry == self.low

    def clashes(self, gender: str) -> bool:
        """Return whether it is a man and a woman is meant, or the other way round; where either is open it is not."""
        return bool(gender and self.gender) and gender != self.gender

    def address(self, honorific: Small) -> None:
        """Take in that somebody is called Mr or Mrs: one person, of that gender."""
        self.kind, self.number = "person", "s"
        self.gender = self.gender or honorific.gender
        self.addressed = self.addressed or honorific.gender

    def give(self, noun: Noun, *, gendered: bool = True) -> None:
        """Take a noun told of the name as its title; ``gendered``: the language is known, so its gender counts."""
        if noun.number == "p" and noun.cls in ("person", "citizen", "collective"):
            return
        if gendered and noun.gender == "f" and self.gender == "m" and noun.cls in ("person", "citizen"):
            # "Poursuivi pour le meurtre de sa compagne, Luc Roy"
            return
        if noun.cls in ("person", "citizen"):
            if self.kind in ("name", "person", "place"):
                self.kind = "person"
                self.titles.add(noun.entry)
                self._keep(noun)
                self.number = "s"
                if not self.gender and (noun.gender == "f" or gendered):
                    self.gender = noun.gender
        elif self.kind != "person" and noun.cls in ("org", "media"):
            self.kind = "org"
            self.noun = self.noun or noun
            self.titles.add(noun.entry)
            self._keep(noun)

    def _keep(self, noun: Noun) -> None:
        if len(self.nouns) < _NOUNS:
            self.nouns.append(noun)
