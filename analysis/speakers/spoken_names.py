"""Under which name a speaker is told: that of the state for its capital, with the initial nobody leaves out."""

from __future__ import annotations

import re

from .entities import Entity
from .letters import UPPER, folded
from .vocabulary import Vocabulary

_INITIALS_OPEN = re.compile(rf"(?<!\w)(?:[{UPPER}]\.)+[{UPPER}](?= )")


class SpokenNames:
    """The names of the speakers of one article, each looked for once."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text, self.words = text, words
        self._states: dict[str, str] = {}
        self._whole: dict[str, str] = {}

    def of(self, entity: Entity) -> str:
        """Return the name under which somebody speaks: of a capital or a seat, that of its state where it is written.

        "Moscou" is "Russie" in an article that says "la Russie" too, and "Moscou" in another.
        """
        state = self.words.seats.get(entity.low) if entity.kind == "seat" else None
        if state is None:
            # "J.K Hale" is read without the full stop that could end a sentence.
            name = _INITIALS_OPEN.sub(r"\g<0>.", entity.name) if "." in entity.name else entity.name
            return self._with_initial(name) if self.words.drops_initials and " " in name else name
        if entity.low not in self._states:
            found = state.search(self.text)
            self._states[entity.low] = found.group() if found else entity.name
        return self._states[entity.low]

    def _with_initial(self, name: str) -> str:
        """Return a name with the initial it is always given with: "Anna B. Hale" where nobody writes "Anna Hale".

        Inside, people are known without it; some are so to everybody (``initial_dropped``).
        """
        if name not in self._whole:
            first, _, rest = name.partition(" ")
            whole = None
            if f". {rest}" in self.text and folded(name) not in self.words.initials_dropped and name not in self.text:
                whole = re.search(rf"(?<!\w){re.escape(first)} (?:[{UPPER}]\. ?)+{re.escape(rest)}(?!\w)", self.text)
            self._whole[name] = whole.group() if whole is not None else name
        return self._whole[name]
