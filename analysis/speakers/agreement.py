"""One speaker, one role and one kind in an article: what is told once holds where the text says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..records import SourceKind
from .entities import Entity
from .mentions import Mention

_SAYS_NOTHING = frozenset({None, "other"})
_IN_WORDS = frozenset({"name", "noun"})


def agreed_kinds(found: Sequence[tuple[Entity | None, Mention]], kinds: Sequence[SourceKind]) -> list[SourceKind]:
    """Return the kind of each source; of a pronoun or one left out, that of whom it means where that is first written.

    >>> anne, she = Entity("Anne Roy", "person"), Mention("pronoun", "elle")
    >>> agreed_kinds([(anne, Mention("name", "Anne Roy")), (anne, she)], ["citizen", "named_person"])
    ['citizen', 'citizen']
    """
    told: dict[Entity, SourceKind] = {}
    out = list(kinds)
    for i, ((entity, mention), kind) in enumerate(zip(found, kinds, strict=True)):
        if entity is None:
            continue
        if mention.form in _IN_WORDS and not _says_it_again(mention):
            first = told.setdefault(entity, kind)
            # "Un conseiller", "le conseiller": with no name he stays without one.
            out[i] = first if first == "anonymous" and entity.kind == "noun" else kind
    for i, (entity, mention) in enumerate(found):
        if entity is not None and (mention.form not in _IN_WORDS or _says_it_again(mention)):
            out[i] = told.get(entity, out[i])
    return out


def _says_it_again(mention: Mention) -> bool:
    """Return whether a source only says that it is the one before: "de même source", who may be the prefecture."""
    return "same" in mention.flags and mention.noun is not None and mention.noun.cls == "anonymous"


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
    most = {entity: max(counts, key=counts.__getitem__) for entity, counts in told.items()}
    return [
        most.get(entity, role) if entity is not None and role in _SAYS_NOTHING else role
        for entity, role in zip(speakers, roles, strict=True)
    ]
