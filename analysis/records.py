"""The records everything else passes around: an article, what stands in it, and what was read out of it.

All are frozen.  An empty tuple means *not written in the text*; ``None`` means *unknown*; the two are never mixed up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

Use = Literal["speech", "scare", "title", "name", "uncertain"]
Type = Literal["direct", "mixed", "indirect"]
Act = Literal["speech", "attitude"]
SourceKind = Literal[
    "named_person", "institution", "media", "document", "anonymous", "collective_vague", "citizen", "unknown"
]
Gender = Literal["f", "m"]
GenderFrom = Literal["text", "first_name"]
Stance = Literal["neutral", "assertive", "doubt", "factive", "evidential", "unclassed"]

USES: tuple[Use, ...] = ("speech", "scare", "title", "name", "uncertain")
TYPES: tuple[Type, ...] = ("direct", "mixed", "indirect")
ACTS: tuple[Act, ...] = ("speech", "attitude")
SOURCE_KINDS: tuple[SourceKind, ...] = (
    "named_person",
    "institution",
    "media",
    "document",
    "anonymous",
    "collective_vague",
    "citizen",
    "unknown",
)
PERSONS: tuple[SourceKind, ...] = ("named_person", "citizen")
GENDERS: tuple[Gender, ...] = ("f", "m")
ROLES: tuple[str, ...] = (
    "government",
    "legislature_party",
    "police_justice_military",
    "local_authority",
    "business",
    "union_ngo",
    "expert",
    "health_education",
    "citizen_witness",
    "celebrity_sport",
    "media",
    "other",
)
STANCES: tuple[Stance, ...] = ("neutral", "assertive", "doubt", "factive", "evidential", "unclassed")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets into ``Article.text``.

    >>> Span(3, 7).of("un mot ou deux")
    'mot '
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return what was written there, untouched."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was delivered; ``text`` is never rewritten.

    ``date`` is an ISO date as precise as it is known (``2022``, ``2022-12`` or ``2022-12-23``) or None; ``title``
    stands apart from the body where the source keeps it apart.
    """

    id: str
    text: str
    outlet: str | None = None
    date: str | None = None
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks (marks included) and what the marks are for.

    An interview's answer and an embedded post, which the layout sets apart instead of marks, are ``speech`` as well.
    """

    span: Span
    use: Use = "uncertain"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts, told as theirs.

    ``content``, ``cue`` and ``source`` are tuples of spans because language interrupts itself; an empty tuple means the
    text does not write that part.  ``speaker`` is the canonical name, or None when unknown.  ``confidence`` is a
    calibrated probability in [0, 1] that the attribution is one and its content is about right.  ``gender`` is how the
    article words a single person (``f``, ``m``), told by its own words or, failing these, by the first name.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    type: Type = "indirect"
    act: Act = "speech"
    speaker: str | None = None
    source_kind: SourceKind = "unknown"
    stance: Stance = "unclassed"
    confidence: float = 1.0
    role: str | None = None
    gender: Gender | None = None
    gender_from: GenderFrom | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one article: its attributions and its quotation marks, in reading order.

    ``lang_found`` is the language found in the text, whatever was declared; ``und`` where nothing tells.
    """

    article: Article
    attributions: tuple[Attribution, ...] = ()
    marked: tuple[Marked, ...] = ()
    notes: tuple[str, ...] = ()
    lang_found: str | None = None

    _as_html: ClassVar[Callable[[Reading], str] | None] = None

    def _repr_html_(self) -> str | None:
        draw = type(self)._as_html
        return None if draw is None else draw(self)


def written(spans: tuple[Span, ...], text: str, gap: str = " … ") -> str:
    """Return the words of a tuple of spans as one string, gaps shown.

    >>> written((Span(0, 2), Span(6, 10)), "ab cd efgh")
    'ab … efgh'
    """
    if len(spans) == 1:
        # Most are: nothing to join.
        return text[spans[0].start : spans[0].end]
    return gap.join([span.of(text) for span in spans])
