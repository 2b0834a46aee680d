"""One speaker, one role in an article: what is told of a person once holds where the text says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .entities import Entity

_SAYS_NOTHING = frozenset({None, "other"})


def agreed_roles(speakers: Sequence[Entity | None], roles: Sequence[str | None]) -> list[str | None]:
    """Return the role of each attribution; where it says nothing, the one its speaker has most often in the article.

    >>> anne = Entity("Anne Roy", "person")
    >>> agreed_roles([anne, None, anne], ["expert", None, None])
    ['expert', None, 'expert']
    """
    told: dict[Entity, Counter[str]] = {}
    for entity, role in zip(speakers, roles, strict=True):
        if entity is not None and entity.kind == "person" and role is not None and role not in _SAYS_NOTHING:
            told.setdefault(entity, Counter())[role] += 1
    out = list(roles)
    for i, entity in enumerate(speakers):
        if entity is not None and entity in told and out[i] in _SAYS_NOTHING:
            out[i] = told[entity].most_common(1)[0][0]
    return out
