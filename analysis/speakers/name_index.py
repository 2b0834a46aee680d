"""The names of an article by what they may be called for short, found in time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator

from .entities import Entity
from .vocabulary import Vocabulary

# A name is shortened to fewer words than this.
_LONGEST = 6


class NameIndex:
    """Entities by their whole name, and by the words it begins or ends with."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._whole: dict[str, Entity] = {}
        self._parts: dict[str, list[Entity]] = {}

    def add(self, entity: Entity) -> None:
        """Make an entity findable; of two with one name the first is found."""
        self._whole.setdefault(entity.low, entity)
        for part in self._short(entity.low):
            self._parts.setdefault(part, []).append(entity)

    def replace(self, other: Entity, entity: Entity) -> None:
        """Let whoever looks for ``other`` find ``entity``."""
        self._whole[other.low] = entity
        for part in self._short(other.low):
            self._parts[part] = [entity if e is other else e for e in self._parts[part]]

    def whole(self, low: str) -> Entity | None:
        """Return who has this very name."""
        return self._whole.get(low)

    def shortened(self, low: str) -> Iterator[tuple[Entity, bool]]:
        """Yield whose name begins or ends with these words, and whether it ends with them."""
        for entity in self._parts.get(low, ()):
            yield entity, _bare(entity.low, self._words).endswith(" " + low)

    def _short(self, low: str) -> list[str]:
        """Return what somebody may be called for short, with "Jr" or without."""
        words = low.split(" ")
        if len(words) == 1:
            return []
        if len(words) == 2 and words[0] != words[1] and words[1].rstrip(".") not in self._words.suffixes:
            # "anne roy": most names.
            return words
        bare = _bare(low, self._words)
        return list(dict.fromkeys(_parts(low) if bare == low else (*_parts(low), *_parts(bare))))


def _parts(low: str) -> Iterator[str]:
    """Yield the words a name begins with and those it ends with, as far as it may be shortened to them."""
    begins = low.split(" ", _LONGEST)
    if len(begins) < 3:
        # "anne roy": most names.
        yield from begins if len(begins) == 2 else ()
        return
    ends = low.rsplit(" ", _LONGEST)
    for n in range(1, min(len(begins), _LONGEST)):
        yield " ".join(begins[:n])
        yield " ".join(ends[-n:])


def _bare(low: str, words: Vocabulary) -> str:
    """Return a name without "Jr" and its like, by which nobody is called again."""
    head, _, last = low.rpartition(" ")
    return head if head and last.rstrip(".") in words.suffixes else low
