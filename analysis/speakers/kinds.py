"""What kind of source somebody is, and in which capacity he or she speaks."""

from __future__ import annotations

from ..records import SourceKind
from .mentions import Mention
from .people import Entity
from .vocabulary import Vocabulary

ROLES = (
    "government", "legislature_party", "police_justice_military", "local_authority", "business", "union_ngo", "expert",
    "health_education", "citizen_witness", "celebrity_sport", "media", "other",
)  # fmt: skip


def kind_by_rule(entity: Entity | None, mention: Mention) -> SourceKind:
    """Return the kind of a source by rule: what is named, what its noun says, in what number."""
    if entity is None:
        return "unknown" if mention.form == "none" else "anonymous"
    noun = entity.noun or mention.noun
    classes = {n.cls for n in entity.nouns}
    if entity.kind == "person":
        return "citizen" if classes == {"citizen"} or (not classes and " " not in entity.name) else "named_person"
    if entity.kind in ("org", "seat"):
        return "media" if noun is not None and noun.cls == "media" else "institution"
    if entity.kind == "name":
        return "institution" if noun is not None and noun.cls in ("org", "collective") else "named_person"
    if noun is None:
        return "collective_vague" if entity.number == "p" else "unknown"
    if noun.cls == "person":
        return "named_person" if mention.determiner == "definite" and entity.number != "p" else "anonymous"
    table: dict[str, SourceKind] = {
        "citizen": "citizen", "org": "institution", "media": "media", "document": "document",
        "anonymous": "anonymous", "collective": "collective_vague",
    }  # fmt: skip
    return table[noun.cls]


def role_of(entity: Entity | None, mention: Mention, kind: SourceKind, words: Vocabulary) -> str | None:
    """Return the role of a source where the text tells it, else None; one of :data:`ROLES`."""
    if entity is None or kind in ("document", "unknown"):
        return None
    nouns = [n for n in (mention.noun, *entity.nouns, entity.noun) if n is not None and n.role]
    best = next((n.role for n in nouns if n.role != "other"), nouns[0].role if nouns else None)
    if best is None and kind == "citizen":
        return "citizen_witness"
    if best is None and kind == "media":
        return "media"
    if best is None and entity.kind == "seat":
        return "government"
    return best
