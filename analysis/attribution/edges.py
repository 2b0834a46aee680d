"""The edges of contents, cues and sources: words and signs there that belong to none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial

from ..lexicons import load, word_set, words_of

# More words than any title, name or word kept at a distance has in 722 annotated ones.
LONGEST_TITLE = 15
_LOOSE = " \t\u00a0\u202f,;:–—-("
# Letters of the longest object pronoun, and one.
_SHORT = 5
# Letters looked back for the last word: more than the longest small one has.
_LONGEST = 8
_LAST = re.compile(r"(?:\A|(?<=[\s,;:(]))([^\W\d_]+['’]?)\Z")
# The verb whose object or subject a pronoun is stands among the first words of a cue ("ne disons pas").
_VERB, _FIRST, _VERBS = re.compile(r"[^\W\d_]+"), 3, 40
# Before a report: a town, perhaps a day, an agency in brackets, a dash ("PARIS, 3 mars (AFP) - ", "LONDON — ").
DATELINE = re.compile(
    r"(?:[^\W\d_][\w'’.,/ \u00a0-]{1,45}?[ \u00a0])?\([A-Za-zÀ-ÿ.,/ -]{2,30}\)\.?[ \u00a0]?[-–—]{1,2}[ \u00a0]+"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[ ,]{1,2}[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,4}(?:, [^\W\d_][\w. ]{2,14}?)?"
    r"[ \u00a0](?:[-–—]{1,2}|\|)[ \u00a0]+"
    r"|[A-ZÀ-Þ][\w'’-]{2,}(?: [A-ZÀ-Þ][\w'’-]+){0,2}[ \u00a0][—|][ \u00a0]+(?=[A-ZÀ-Þ«“\"])"
)

# What opens a line of a dialogue or a list.
_DASHES, _OPENING_DASH = frozenset("—–-•"), re.compile(r"[—–•-][ \u00a0\u202f]?(?=\w)")
# When something was told, in an article that is written as things happen ("20h15 - ", "10:40am: ").
# What ends a clause: a sign (no point of a number or an initial), a dash between blanks, a line's end.
_CLAUSE_END = re.compile(r"[,;:!?…()«»“”\"\n]|(?<![ \u00a0.'’(][A-ZÀ-Þ])\.(?!\w)|[ \u00a0][-–—](?=[ \u00a0])")
# A content that ends in the middle of a clause goes on to the end of it, so many characters at the most.
_CLAUSE = 60
_CLOSING, _SIGNS = frozenset('»”")'), frozenset(';:!?»”")\n')
_PART = re.compile(r"(?:[.,](?=\d))?[\w'’‑-]*")
_HOUR = re.compile(r"\d{1,2}[ \u00a0]?[h:.][ \u00a0]?\d\d(?:[ \u00a0]?[ap]\.?m\.?)?[ \u00a0]?(?:[-–—]{1,2}|[:|.])\s+")


@dataclass(frozen=True, slots=True)
class Edges:
    """Rows of ``edges.csv`` of all languages, for a text's own is not always known here."""

    source_end: frozenset[str]
    object: frozenset[str]
    subject_endings: dict[str, tuple[str, ...]]
    cue_start: frozenset[str]
    names: frozenset[str]
    joins: frozenset[str]
    leads: frozenset[str]
    titles: frozenset[str]
    content_start: re.Pattern[str]


@cache
def _edges() -> Edges:
    of = partial(word_set, "edges")
    adverbs = "|".join(sorted((re.escape(word).replace("'", "['’]") for word in of("content_start")), key=len)[::-1])
    content_start = re.compile(rf"(?:(?:{adverbs}),? )+(?=qu(?:e\b|['’])|that\b)")
    leads = of("source_end") | of("determiner") | of("preposition")
    endings: dict[str, tuple[str, ...]] = {}
    for pronoun, ending in (row.split(" ") for row in words_of("edges", "subject_ending")):
        endings[pronoun] = (*endings.get(pronoun, ()), ending)
    titles = frozenset(row["abbreviation"] for row in load("abbreviations") if row["kind"] == "title")
    return Edges(
        of("source_end"), of("object"), endings, of("cue_start"), of("names"), of("joins"), leads, titles, content_start
    )


def of_source(text: str, start: int, end: int, cue: int | None) -> tuple[int, int]:
    """Return a source without the signs and the small words at its end; unchanged where nothing else is in it.

    A French object pronoun right before the ``cue`` that follows, if one does, is none (empty).

    >>> text = "Mary Holt, D-Ohio, who said"
    >>> text[slice(*of_source(text, 0, 22, 23))], of_source("who said", 0, 3, 4)
    ('Mary Holt, D-Ohio', (0, 3))
    >>> of_source("lui dit", 0, 3, 4), of_source("nous dit-on", 0, 4, 5), of_source("nous disons", 0, 4, 5)
    ((0, 0), (0, 0), (0, 4))
    """
    words = _edges().source_end
    short = end - start < _SHORT
    if not short and text[end - 1].isalnum():
        last = text[max(start, end - _LONGEST) : end].replace("\u00a0", " ").rpartition(" ")[2]
        if last not in words:
            return start, end
    if short and cue is not None and cue - end <= 1 and is_object(text, start, end, cue):
        return start, start
    stop = end
    while True:
        while stop > start and text[stop - 1] in _LOOSE:
            stop -= 1
        match = _LAST.search(text, max(start, stop - _LONGEST), stop)
        if not match or match[1].replace("’", "'") not in words:
            return (start, stop) if stop > start else (start, end)
        if match.start() == start:
            return start, end
        stop = match.start()


def is_object(text: str, start: int, end: int, cue: int) -> bool:
    """Return whether a pronoun right before a cue is its object: "lui dit", "nous dit un docker"."""
    pronoun = text[start:end].replace("’", "'")
    # "Avons-nous écrit"
    endings = _edges().subject_endings.get(pronoun) if text[start - 1 : start] != "-" else None
    if endings is None:
        return pronoun in _edges().object
    return not any(verb.endswith(endings) for verb in _VERB.findall(text, cue, cue + _VERBS)[:_FIRST])


def of_cue(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a cue without what joins it to a pronoun or a colon, and an adverb before it; empty where it is a sign.

    >>> text = "She also said: no"
    >>> text[slice(*of_cue(text, 4, 14))], of_cue("dit-t-", 0, 6)
    ('said', (0, 3))
    """
    if not text[end - 1].isalnum():
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in "'’.)"):
            end -= 1
        if text.endswith("-t", start, end):
            end -= 2
    first, _, rest = text[start:end].partition(" ")
    return (end - len(rest.lstrip()), end) if rest.strip() and first in _edges().cue_start else (start, end)


def of_content(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a content without the dateline, hour or dash before it, or an adverb between cue and *que*.

    >>> text = "PARIS, 3 mars (AFP) - Le port ferme"
    >>> text[slice(*of_content(text, 0, len(text)))]
    'Le port ferme'
    """
    first = text[start]
    match = None
    if (first.isupper() or first == "(") and not text[max(0, start - 2) : start].strip():
        match = DATELINE.match(text, start, min(end, start + 100))
    elif first.isdigit():
        match = _HOUR.match(text, start, min(end, start + 20))
    elif first in _DASHES:
        match = _OPENING_DASH.match(text, start, end)
    elif first.islower():
        match = _edges().content_start.match(text, start, min(end, start + 60))
    return (match.end(), end) if match and match.end() < end else (start, end)


def whole_end(text: str, start: int, end: int, limit: int, *, exact: bool = False) -> int:
    """Return where a content ends that was cut inside a word or a clause, or read on to the next one.

    It never reaches ``limit``, where something else is told.  Signs, and a word that joins what follows, are left out.
    ``exact``: the end of a clause is known well, unless a word or a phrase is cut there.

    >>> text = "that the port will shut in the spring, and the mayor said"
    >>> text[: whole_end(text, 0, 26, 42)], text[: whole_end(text, 0, 42, 43)]
    ('that the port will shut in the spring', 'that the port will shut in the spring')
    """
    last = text[end - 1]
    if last in _CLOSING:
        return end
    if end < limit and text[end] not in _SIGNS and _is_cut(text, end, exact):
        stop = _clause_end(text, end, min(limit, end + _CLAUSE))
        if stop:
            return stop
    if last.isalnum():
        word = _last_word(text, end)
        if word not in _edges().joins or end - len(word) <= start:
            return end
        end -= len(word)
    elif last not in _LOOSE:
        return end
    while end > start + 1 and text[end - 1] in _LOOSE:
        end -= 1
    return end


def _is_cut(text: str, end: int, exact: bool) -> bool:
    """Return whether a word, a phrase or, unless ``exact``, a clause goes on at ``end``."""
    last, following = text[end - 1], text[end]
    if last.isalnum():
        if following in " \u00a0":
            return not exact or _last_word(text, end) in _edges().leads
        number = last.isdigit() and following in ".," and text[end + 1 : end + 2].isdigit()
        return number or following in "-‑'’" or following.isalnum()
    if last in "-‑":
        return following.isalnum()
    return last == "." and _last_word(text, end - 1) in _edges().titles


def _last_word(text: str, end: int) -> str:
    return text[max(0, end - _LONGEST) : end].replace("\u00a0", " ").rpartition(" ")[2]


def shortens(text: str, dot: int) -> bool:
    """Return whether a point is that of a title or an initial before a name (*M. Roux*, *A. Hale*).

    >>> shortens("dit M. Roux.", 5), shortens("dit M. Roux.", 11)
    (True, False)
    """
    word = _last_word(text, dot)
    return word in _edges().titles or (len(word) == 1 and word.isupper())


def _clause_end(text: str, at: int, limit: int) -> int:
    """Return where a clause ends behind a word in it, no later than ``limit``; 0: it does not."""
    part = _PART.match(text, at)
    at = part.end() if part else at
    while match := _CLAUSE_END.search(text, at, limit):
        stop = match.start()
        if match.group() == "." and _last_word(text, stop) in _edges().titles:
            at = stop + 1
            continue
        while text[stop - 1] in " \u00a0\u202f":
            stop -= 1
        return stop
    return 0


def asks_for_no_name(text: str, start: int, end: int) -> int:
    """Return how much of a content is a wish not to be named ("not to be named"), which nobody tells; 0: nothing.

    >>> text = "rester anonyme, le port fermera"
    >>> asks_for_no_name(text, 0, 31), asks_for_no_name("le port", 0, 7)
    (14, 0)
    """
    match = _anonymity().match(text, start, end)
    return match.end() - start if match else 0


@cache
def _anonymity() -> re.Pattern[str]:
    forms = {row["form"] for row in load("grammar") if row["class"] == "anonymity"}
    listed = "|".join(sorted(map(re.escape, forms), key=len, reverse=True)).replace("'", "['’]")
    return re.compile(rf"(?:(?:de|à|to|for|on|el|que) )?(?:l['’]|d['’])?(?:{listed})(?!\w)")


def only_names(text: str, cue: tuple[int, int], content: tuple[int, int]) -> bool:
    """Return whether a cue gives a short content in marks as a title or a nickname: *a book titled “X”*.

    >>> only_names("a book titled “The Port”", (7, 13), (14, 24)), only_names("he said “no”", (3, 7), (8, 12))
    (True, False)
    """
    start, end = content
    last = text[cue[0] : cue[1]].rpartition(" ")[2]
    if last not in _edges().names or text[start].isalnum() or text[cue[1] : start].strip(" \u00a0:,"):
        return False
    return len(text[start:end].split()) <= LONGEST_TITLE
