"""Who is the subject of the sentence a cue without a source stands in: of a participle, of a verb behind an aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Attribution
from ..text.runs import LETTERS
from .completion import completion
from .heads import determiner_of, head_of
from .letters import CAPITALISED, UNMARKED, UPPER, apart, folded
from .names import capitalised, names_a_person
from .stance import cue_entry
from .tellers import teller_in
from .vocabulary import Vocabulary

# A sentence is looked back over so far, and so far between the end of one attribution and a cue that goes on from it.
_LOOKED_BACK = 260
_END = re.compile(rf"(?<!\w)(\w*)[.!?…][\"»”’)\]]*(?:\s+|(?<=[a-zß-ÿ][.!?…])(?=[{UPPER}«“]))|\n")
_MARKS = "«»“”\" '’"
_QUOTES = frozenset('«»“”"')
# Between an object and the participle that goes on behind it.
_BEFORE_PARTICIPLE = frozenset((", ", " "))
# Not that of a number: "45,000 people".
_COMMA = re.compile(r",(?!\d)")
_FIRST = re.compile(r"\w+")
_GENITIVE = ("'s ", "’s ")
# A title cut short has fewer letters; an initial two fewer.
_TITLE = 5
# Words a subject in front of its verb has at most, and classes of nouns that tell something.
_WORDS = 9
_TELLS = frozenset({"person", "citizen", "org", "media", "document", "collective", "anonymous"})


def goes_on(attribution: Attribution, end: int, text: str, words: Vocabulary) -> bool:
    """Return whether a cue without a subject goes on from the attribution that ended at ``end``.

    A participle in the same sentence ("a dit X, ajoutant que"), or a verb with nothing but "and" in front of it.
    """
    if not attribution.cue:
        return False
    begin = attribution.cue[0].start
    lead = sentence_before(begin, text, words)
    before = apart(folded(lead.strip(_MARKS)))
    if before and all(word in words.going_on for word in before):
        return True
    return 0 <= begin - end <= len(lead) and is_participle(attribution, text, words)


def is_participle(attribution: Attribution, text: str, words: Vocabulary) -> bool:
    """Return whether a cue is a verb that has its subject from another one: "promettant", "adding".

    >>> from analysis.records import Span
    >>> from analysis.speakers.vocabulary import vocabulary
    >>> one = lambda text: Attribution(content=(), cue=(Span(0, len(text)),), source=())
    >>> [is_participle(one(cue), cue, vocabulary("fr")) for cue in ("promettant", "promet", "selon")]
    [True, False, False]
    """
    if not attribution.cue or not words.participle_endings:
        return False
    cue = attribution.cue[0].of(text)
    first = LETTERS.search(folded(cue))
    if first is None or not first.group().endswith(words.participle_endings):
        return False
    entry = cue_entry(cue, words.lang)
    return entry is not None and entry.part == "verb"


def subject_of_sentence(attribution: Attribution, text: str, words: Vocabulary) -> str:
    """Return the words of the subject that stands in front of a cue, a clause or an aside between them; empty: none.

    "**Les syndicats** restent vent debout, qualifiant …"; "**Anne Roy**, interrogée sur l'usine, a appelé …"; "Lundi,
    **le même bilan** fait état …".
    """
    lead = sentence_before(attribution.cue[0].start, text, words)
    if not lead.strip():
        return ""
    segments = _COMMA.split(lead.translate(UNMARKED))
    if is_participle(attribution, text, words):
        return _of_main_verb(segments, words)
    if words.verb_endings:
        return ""
    if not segments[-1].strip():
        # An aside ends at the verb: its subject opens the sentence, or stands behind what opens it.
        return next((found for i in range(min(2, len(segments) - 2)) if (found := _whole(segments, i, words))), "")
    last = segments[-1].strip()
    return last if len(segments) > 1 and _is_subject(last, words) else ""


def subject_of_participle(attribution: Attribution, end: int, text: str, words: Vocabulary) -> str:
    """Return the subject of the sentence a participle goes on, if an object was taken for its source; empty: none was.

    "**La maire** a réclamé un plan au préfet, dénonçant …".  ``end`` is where whoever spoke last ended.
    """
    if len(attribution.source) != 1 or not attribution.cue or not words.participle_endings:
        return ""
    source, begin = attribution.source[0], attribution.cue[0].start
    if source.end > begin or text[source.end : begin] not in _BEFORE_PARTICIPLE:
        return ""
    low = folded(source.of(text))
    first = low.partition(" ")[0]
    # "Certains estimant …" have their own; "on de même source, signalant …" is no object.
    apart_from_it = text[source.end] == "," and first not in words.pronouns and first not in words.linkers
    if not (apart_from_it or low in words.objects) or not is_participle(attribution, text, words):
        return ""
    lead = sentence_before(begin, text, words)
    start = begin - len(lead.lstrip())
    if end > start or source.start <= start or not _QUOTES.isdisjoint(lead):
        return ""
    found = opening(lead.strip(), words)
    between = text[start + len(found) : source.start]
    if not found or start + len(found) > source.start or any(w in words.relatives for w in apart(folded(between))):
        return ""
    return found


def subjects_before(begin: int, text: str, words: Vocabulary, most: int) -> Iterator[str]:
    """Yield what opens the sentences before the one that ``begin`` stands in, the last first, at most so many.

    Empty where it is no subject: "**La préfecture** a compté mille manifestants. Les routes ont rouvert, a-t-elle
    ajouté."
    """
    for _ in range(most):
        begin -= len(sentence_before(begin, text, words))
        while begin and text[begin - 1].isspace():
            begin -= 1
        while begin and text[begin - 1] in ".!?…":
            begin -= 1
        lead = sentence_before(begin, text, words)
        if not lead:
            return
        yield opening_subject(lead, words)


def opening_subject(sentence: str, words: Vocabulary) -> str:
    """Return what opens a sentence, or stands behind the adverb that opens it, as far as it is a subject; or nothing.

    >>> from analysis.speakers.vocabulary import vocabulary
    >>> opening_subject("Dans son avis, la préfecture n'a rien dit", vocabulary("fr"))
    'la préfecture'
    """
    first, comma, rest = sentence.strip().partition(", ")
    found = opening(first, words)
    if found or not comma or len(first.split()) > _WORDS:
        return found
    adverb = folded(first).replace("'", "' ").partition(" ")[0] in words.linkers
    return opening(rest, words) if adverb else ""


def sentence_before(begin: int, text: str, words: Vocabulary) -> str:
    """Return what stands before ``begin`` in its sentence; empty where that is too far to see."""
    lead = text[max(0, begin - _LOOKED_BACK) : begin]
    stops = [found.end() for found in _END.finditer(lead) if not _is_cut(found.group(1) or "", words)]
    if stops:
        return lead[stops[-1] :]
    return lead if begin <= _LOOKED_BACK else ""


def _is_cut(word: str, words: Vocabulary) -> bool:
    """Return whether the full stop behind a word ends no sentence: an initial, "Mr", "Gov"."""
    low = folded(word)
    if low in words.honorifics or low in words.suffixes or (len(low) < _TITLE and low in words.nouns):
        return True
    # "They paint it. Anna Hale": a small word is whole.
    return 0 < len(low) < _TITLE - 2 and low not in words.stops and low not in words.pronouns


def _of_main_verb(segments: list[str], words: Vocabulary) -> str:
    """Return the first subject there is: what opens a part of the sentence, or somebody behind its first words."""
    for i, segment in enumerate(segments):
        first = apart(folded(segment.strip(_MARKS)))[:1]
        if first and first[0] in words.subjects:
            return first[0]
        found = opening(segment.strip(), words) or opening(teller_in(segment, 0, words), words)
        if found:
            return _with_name(found, segment.strip() == found, segments[i + 1 :], words)
    return ""


def _whole(segments: list[str], i: int, words: Vocabulary) -> str:
    """Return the part of a sentence between two commas if it is a subject, with the name behind it."""
    segment = segments[i].strip()
    return _with_name(segment, True, segments[i + 1 :], words) if _is_subject(segment, words) else ""


def _with_name(found: str, ends: bool, following: list[str], words: Vocabulary) -> str:
    """Return a title with the name in apposition to it: "Le premier ministre, Paul Roy"."""
    name = following[0].strip() if ends and following else ""
    return f"{found}, {name}" if name and CAPITALISED.fullmatch(name) and names_a_person(name, words) else found


def _is_subject(segment: str, words: Vocabulary) -> bool:
    """Return whether a part of a sentence is a person's name or a known noun with its article, nothing else."""
    if len(segment.split()) > _WORDS:
        return False
    return opening(segment, words) == segment


def opening(segment: str, words: Vocabulary) -> str:
    """Return the person's name or the noun phrase that opens a part of a sentence."""
    name = CAPITALISED.match(segment)
    small, _, _, rest = determiner_of(segment, folded(segment), words)
    same = LETTERS.match(segment, rest)
    if small and same is not None and folded(same.group()) in words.same:
        rest = same.end() + 1
    owned = name is not None and words.head_last and segment.startswith(_GENITIVE, name.end())
    if name is not None and not owned and not (small and rest) and names_a_person(name.group(), words):
        return name.group()
    if not (small and rest):
        if small or not (owned or _is_bare(segment, words)):
            return ""
        rest = 0
    noun = completion(" " + segment[rest:], False, words)
    head, *_ = head_of(noun.strip(), capitalised(noun.strip()), words)
    initials = len(noun.strip()) > 1 and noun.isupper()
    return segment[: rest - 1 + len(noun)] if initials or (head is not None and head.cls in _TELLS) else ""


def _is_bare(segment: str, words: Vocabulary) -> bool:
    """Return whether a phrase has no article because it is counted or of several: "deux élus", "officials"."""
    first = _FIRST.match(segment)
    if first is None:
        return False
    low = folded(first.group())
    noun = words.nouns.get(low)
    return low.isdigit() or low in words.numerals or (words.head_last and noun is not None and noun.number == "p")
