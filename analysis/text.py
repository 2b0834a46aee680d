"""Where the words, the sentences and the paragraphs of an article stand, in character offsets, the text left as it is.

What counts as a word (the denominator of every share):

* a run of Unicode letters and digits with their combining marks; punctuation, symbols and emoji are not words;
* a French elision is a word of its own, its apostrophe included: ``l'|État``, ``jusqu'|à``, ``qu'|elle``; any apostrophe
  will do (``' ’ ʼ ‘ ´``).  ``aujourd'hui``, ``quelqu'un``, ``presqu'île``, ``prud'hommes``, ``don't``, ``O'Brien`` are one.
  Elision is read in every language but those that have none (``_NO_ELISION``); without a language, ``D'Souza`` is one word;
* a hyphenated name or compound is one word (``Jean-Pierre``, ``porte-parole``); an inverted pronoun is not part of its
  verb: ``a|t-il``, ``dit|elle``, ``est|ce``, ``donne|le|moi``;
* a number is one word with its separators (``3,5``, ``49.3``, ``20:30``, ``9/11``); so is a number in groups of three
  digits set apart by a space or a Swiss apostrophe (``1 000 000``, ``10'000``), with a plain space too: news hardly ever
  writes two numbers side by side, and often writes thousands so.  The sign after it (``%``, ``€``) is not a word;
* initials and acronyms are one (``U.S``, ``J.-P``, ``p.m``); the last full stop is never in the word, because nobody can
  tell whether it ends the sentence; a full stop with a lower-case letter right behind it joins (``lemonde.fr``,
  ``e.g``, ``manifestant.e.s``);
* a web or mail address is one word; of ``@name`` and ``#tag`` the name is the word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .lexicons import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    Offsets = npt.NDArray[np.int32]

APOSTROPHES = "'’ʼ‘´`′＇"
HYPHENS = "-‐‑"
_NO_ELISION = frozenset({"en", "de", "es", "pt", "nl"})
_NO_INVERSION = _NO_ELISION | {"it", "ca"}

# Classes of characters; everything from _HYPHEN up may join two pieces into one word.
_OTHER, _LETTER, _UPPER, _DIGIT, _EXTEND, _SPACE = 0, 1, 2, 3, 4, 5
_HYPHEN, _APOSTROPHE, _DOT, _NUMERIC, _GLUE = 8, 9, 10, 11, 12
_PAD = "\n" * 5

_FOLD = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | {"\u00ad": None})
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"«»“”‘’]+")
_SUBJECTS = "(?:t-)?(?:ils?|elles?|on)"
_OBJECTS = "je|tu|ce|nous|vous|moi|toi|lui|leur|les?|la|en|y"
_CLITICS = re.compile(
    "-(?:" + "|".join(
        f"(?P<{case}>{subject}|{object_})(?:-(?:{object_}))*(?![\\w-]|['’]\\w)"
        for case, subject, object_ in (("low", _SUBJECTS, _OBJECTS), ("up", _SUBJECTS.upper(), _OBJECTS.upper()))
    ) + "|(?P<elided>[tm](?=['’](?:en|y)\\b)))"
)  # fmt: skip
_ELIDED = frozenset("ldjmtscnLDJMTSCN")
_NAMELIKE = frozenset("MNTSDC")
_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûüœæ")
_OPENERS = frozenset('«“„"‘‹([')
_WHOLE = {"quelqu": ("un", "Un", "UN"), "presqu": ("île", "ile", "Île", "ÎLE", "ILE")}
_TERMINATOR = re.compile("[.!?…。！？]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_BLANK = " \u00a0\u202f\u2009\u200a\u2008\t"
_BE = frozenset("est était sera serait sont étaient fut fût soit seront seraient n'est".split())
# English compounds that look like an inversion, and French ones that are lexical.
_COMPOUNDS = frozenset("add head bolt spot hold lead fade rendez chez entre garde contre autre sous vice mise".split())


def words(text: str, lang: str | None = None) -> Offsets:
    """Return the words of ``text``: sorted, non-overlapping half-open character offsets, shape (n, 2).

    ``lang`` ("fr", "en-GB" …) only settles whether elisions and inverted pronouns are read; None reads them with care.

    >>> [("L’État n'a-t-il rien dit ?")[a:b] for a, b in words("L’État n'a-t-il rien dit ?")]
    ['L’', 'État', "n'", 'a', 't-il', 'rien', 'dit']
    """
    lang = _base(lang)
    kind = _classes(text)
    inside = (kind >= _LETTER) & (kind <= _DIGIT)
    if (kind == _EXTEND).any():
        _attach_marks(inside, kind)
    breaks = np.zeros(len(kind), dtype=bool)
    joints = np.flatnonzero(kind >= _HYPHEN)
    joints = joints[inside[joints - 1]]
    if len(joints):
        _join(inside, kind, joints)
        if lang not in _NO_INVERSION:
            _split_inversions(text, inside)
    if lang not in _NO_ELISION:
        _split_elisions(text, inside, breaks, joints[kind[joints] == _APOSTROPHE], careful=lang is None)
    _join_thousands(kind, inside)
    if "://" in text or "www." in text:
        for match in _ADDRESS.finditer(text):
            end = match.start() + len(match.group().rstrip(".,;:!?)]'*_"))
            inside[match.start() + 5 : end + 5] = True
            breaks[match.start() + 6 : end + 5] = False
    return _runs(inside, breaks)


def paragraphs(text: str) -> Offsets:
    """Return the non-empty lines of ``text``, white space trimmed: half-open character offsets, shape (k, 2).

    Every line break of Unicode ends a paragraph: CR, LF, CR LF, VT, FF, NEL, U+2028, U+2029.
    """
    found: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            begin = position + len(line) - len(line.lstrip())
            found.append((begin, begin + len(body)))
        position += len(line)
    return _offsets(found)


def sentences(text: str, lang: str | None = None) -> Offsets:
    """Return the sentences of ``text``: sorted, non-overlapping half-open character offsets, shape (m, 2).

    A sentence keeps the marks and brackets that close behind its full stop, never crosses a paragraph, and goes on when a
    lower-case word follows (``« Oui ! » dit-il``).  ``lang`` chooses the abbreviations; None uses those of all languages.

    >>> [("M. Roux est parti. « Fini ! » dit-il.Le reste suit.")[a:b]
    ...     for a, b in sentences("M. Roux est parti. « Fini ! » dit-il.Le reste suit.")]
    ['M. Roux est parti.', '« Fini ! » dit-il.', 'Le reste suit.']
    """
    rules = _rules(_base(lang))
    found: list[tuple[int, int]] = []
    for begin, end in paragraphs(text).tolist():
        marks = _Marks(text, begin, end)
        start = stop = begin
        for match in _TERMINATOR.finditer(text, begin, end):
            if match.start() < stop or match.start() == start:
                continue
            stop = _sentence_end(text, match.start(), match.end(), start, marks, rules)
            if stop > 0:
                found.append((start, stop))
                start = _skip_space(text, stop, end)
        if start < end:
            found.append((start, end))
    return _offsets(found)


class _Rules(NamedTuple):
    kinds: Mapping[str, str]
    openers: frozenset[str]
    ordinals: bool


@cache
def _rules(lang: str | None) -> _Rules:
    """Abbreviations and sentence openers of a language, or of all when it is unknown or has none listed."""
    rows = load("abbreviations")
    known = {row["lang"] for row in rows}
    wanted = {lang} if lang in known else known
    # Where languages disagree, the milder kind wins: a missed full stop is rarer than a name cut in two.
    kinds = {row["abbreviation"]: row["kind"] for row in reversed(rows) if row["lang"] in wanted}
    openers = frozenset(row["word"] for row in load("sentence_openers") if row["lang"] in wanted)
    return _Rules(kinds, openers, lang == "de")


class _Marks:
    """What a paragraph's quotation marks say about one place in it, each looked at once."""

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text, self.end = text, end
        self._at, self._straight = begin, 0
        first = text.find("«", begin, end)
        self.first_open = end if first < 0 else first

    def open_straight(self, at: int) -> bool:
        """Is a straight quotation open before ``at``?  Asked from left to right."""
        self._straight += self.text.count('"', self._at, at)
        self._at = max(at, self._at)
        return self._straight % 2 == 1


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _sentence_end(text: str, dot: int, after: int, start: int, marks: _Marks, rules: _Rules) -> int:
    """Where the sentence ends whose terminators stand at ``dot`` to ``after``, closing marks included; 0 when it goes on."""
    end = marks.end
    stop = _close(text, after, marks)
    if stop >= end:
        return end
    glued = not text[stop].isspace()
    first = stop
    while first < end and first - stop < 12 and not (text[first].isalnum() or text[first] in ",;:)]}»”/=&%"):
        first += 1
    if first >= end or not text[first].isalnum() or text[first].islower():
        return 0
    if text[dot - 1] in "([" and text[after : after + 1] in (")", "]"):
        return 0
    if glued and not _glued_end(text, dot, after, stop, first):
        return 0
    if text[dot:after] == "." and stop == after and not _full_stop(text, dot, start, first, rules):
        return 0
    return stop


def _glued_end(text: str, dot: int, after: int, stop: int, first: int) -> bool:
    """Does a sentence end here although the next one follows without a space (``fin.Le``)?"""
    if not text[first].isupper() or text[first + 1 : first + 2] == "." or text[first + 1 : first + 2].isdigit():
        return False
    floor = max(0, dot - 100)
    begin = max(text.rfind(" ", floor, dot), text.rfind("\n", floor, dot), floor - 1) + 1
    if "://" in text[begin:dot] or text.startswith("www.", begin) or text[after:first].strip(_BLANK) == "@":
        return False
    if stop > after or text[dot:after] != ".":
        return True
    before = text[dot - 1]
    return (before.islower() and text[dot - 2 : dot - 1].isalnum()) or before in '»”")]' or before.isdigit()


def _full_stop(text: str, dot: int, start: int, first: int, rules: _Rules) -> bool:
    """Does a lone full stop end a sentence, or an abbreviation, an initial or an ordinal inside one?"""
    begin = dot
    while begin > start and dot - begin < 12 and (text[begin - 1].isalnum() or text[begin - 1] in ".-&"):
        begin -= 1
    token = text[begin:dot]
    kind = rules.kinds.get(token)
    if token.isdigit():
        if begin == start:
            return False
        word = _word_at(text, first)
        counted = text[begin - 2 : begin].startswith(".")  # « Abs. 2. » is a number, not a day
        ordinal = (
            len(token) <= 2
            and not counted
            and (rules.kinds.get(word) == "month" or (rules.ordinals and word.isalpha()))
        )
        return not ordinal or word.lower() in rules.openers
    spaced = len(token) == 1 and token.islower() and text[first + 1 : first + 2] == "."  # z. B.
    if kind in ("title", "inner") or spaced:
        return False
    if kind == "number":
        return not text[first].isdigit()
    initial = token.isupper() and len(token) == 1 and token.isalpha()
    acronym = "." in token and all(len(piece) <= 1 for piece in token.replace("-", "").split("."))
    if kind == "open" or initial or (acronym and not token.replace(".", "").isdigit()):
        return _word_at(text, first).lower() in rules.openers
    return True


def _word_at(text: str, at: int) -> str:
    match = _LETTERS.match(text, at)
    return match.group() if match else ""


def _close(text: str, at: int, marks: _Marks) -> int:
    """Go past the quotation marks and brackets that close behind a full stop, and a full stop behind those."""
    end, first = marks.end, at
    while at < end:
        char, after = text[at], text[at + 1 : at + 2] if at + 1 < end else ""
        loose = not after.isalnum()
        if (
            char in "»›”)]}"
            or (char in "’'“‘«‹" and loose)
            or (char == '"' and (marks.open_straight(at) if not loose else _tight(text, at, marks)))
            or (char in ".!?…" and at > first)
        ):
            at += 1
        elif char in _BLANK and (ahead := _closes_ahead(text, at, marks)):
            at = ahead
        else:
            return at
    return at


def _tight(text: str, at: int, marks: _Marks) -> bool:
    """A straight mark right behind a full stop closes, unless another opens there (``"." "Next``)."""
    return not text[at - 1].isspace() or marks.open_straight(at)


def _closes_ahead(text: str, at: int, marks: _Marks) -> int:
    """The place behind a closing mark that a space sets apart from the full stop (``. »``), or 0."""
    end = marks.end
    while at < end and text[at] in _BLANK:
        at += 1
    if at >= end:
        return 0
    char, after = text[at], text[at + 1 : at + 2]
    if char in "»›":
        closes = not after.isalnum() or marks.first_open < at
    elif char == '"':
        closes = not after.isalnum() and marks.open_straight(at)
    else:
        closes = char in "”)]!?" and not after.isalnum()
    return at + 1 if closes else 0


def fold(word: str) -> str:
    """Return the word as word lists write it: lower case, composed accents, straight apostrophe, plain hyphen.

    >>> fold("Jusqu’")
    "jusqu'"
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFC", word.translate(_FOLD).lower())


def _base(lang: str | None) -> str | None:
    return lang.strip().replace("_", "-").split("-")[0].lower() or None if lang else None


def _offsets(pairs: list[tuple[int, int]]) -> Offsets:
    return np.array(pairs, dtype=np.int32).reshape(-1, 2)


@cache
def _table() -> npt.NDArray[np.uint8]:
    """The class of every code point, from Python's own Unicode data."""
    table = np.zeros(0x110000, dtype=np.uint8)
    everything = np.arange(0x110000, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in re.finditer(r"[^\W_]+", everything):
        table[run.start() : run.end()] = _LETTER
    for run in re.finditer(r"\d+", everything):
        table[run.start() : run.end()] = _DIGIT
    # Marks and capitals beyond the first two planes: only the variation selectors.
    for code, char in enumerate(everything[:0x20000]):
        if char.isupper() and table[code]:
            table[code] = _UPPER
        elif not table[code] and unicodedata.category(char) in ("Mn", "Mc", "Me"):
            table[code] = _EXTEND
    table[0xE0100:0xE01F0] = _EXTEND
    sets = {
        _EXTEND: "\u00ad\u200c\u200d\u2060",
        _SPACE: " \u00a0\u202f\u2009\u2007\u2008",
        _HYPHEN: HYPHENS,
        _APOSTROPHE: APOSTROPHES,
        _DOT: ".",
        _NUMERIC: ",:/٫٬",
        _GLUE: "_@&·•‧",
    }
    for kind, chars in sets.items():
        table[[ord(c) for c in chars]] = kind
    return table


def _classes(text: str) -> npt.NDArray[np.uint8]:
    """The class of every character, with five line breaks of padding on either side so that neighbours always exist."""
    codes = np.frombuffer((_PAD + text + _PAD).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _table().take(codes)


def _attach_marks(inside: npt.NDArray[np.bool_], kind: npt.NDArray[np.uint8]) -> None:
    """A combining mark belongs to the letter before it, and to nothing when there is none (an emoji's selector)."""
    steps = np.arange(len(kind))
    base = np.maximum.accumulate(np.where(kind == _EXTEND, 0, steps))
    inside |= inside[base]


def _join(inside: npt.NDArray[np.bool_], kind: npt.NDArray[np.uint8], joints: npt.NDArray[np.intp]) -> None:
    """Decide which joints between two word characters make one word of them."""
    at = joints[inside[joints + 1]]
    dots = joints[(kind[joints] == _DOT) & (kind[joints + 1] == _HYPHEN) & inside[joints + 2] & ~inside[joints - 2]]
    joint, left, right = kind[at], kind[at - 1], kind[at + 1]
    digits = (left == _DIGIT) & (right == _DIGIT)
    single = ~inside[at - 2] & ~inside[at + 2]
    initial = single & (left != _DIGIT) & (right != _DIGIT)
    grouped = (kind[at + 2] == _DIGIT) & (kind[at + 3] == _DIGIT) & ~inside[at + 4]
    joined = (joint == _HYPHEN) | (joint == _GLUE) | (digits & ((joint == _DOT) | (joint == _NUMERIC)))
    joined |= (joint == _APOSTROPHE) & (~digits | grouped)
    joined |= (joint == _DOT) & (initial | ((right == _LETTER) & (left != _DIGIT)))
    inside[at[joined]] = True
    inside[dots] = inside[dots + 1] = True


def _split_inversions(text: str, inside: npt.NDArray[np.bool_]) -> None:
    """Cut the pronouns off an inverted verb: ``dit-elle``, ``a-t-il``, ``donne-le-moi``, ``va-t'en``."""
    for match in _CLITICS.finditer(text):
        before = _last_piece(text, match.start())
        if match["elided"]:
            inside[match.start() + 5] = False
        elif before and _inverts(before, (match["low"] or match["up"]).lower()):
            chain = match.group()
            at = -1
            while (at := chain.find("-", at + 1)) >= 0:
                if chain[at - 2 : at].lower() != "-t":
                    inside[match.start() + at + 5] = False


def _last_piece(text: str, end: int) -> str:
    """The letters right before ``end``, 15 at the most."""
    begin = end
    while begin > max(0, end - 15) and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:end]


def _inverts(before: str, pronoun: str) -> bool:
    """Is ``before`` a verb that can carry this pronoun behind a hyphen?"""
    before = before.lower()
    if before in _COMPOUNDS:
        return False
    if pronoun.startswith("t-") or pronoun in ("je", "tu"):
        return True
    if pronoun in ("il", "ils", "elle", "elles", "on"):
        return before[-1] in "td"
    if pronoun == "ce":
        return before in _BE
    return before[-1] in "esz" if pronoun not in ("en", "y") else before.endswith(("ez", "ons", "as", "es"))


def _split_elisions(
    text: str,
    inside: npt.NDArray[np.bool_],
    breaks: npt.NDArray[np.bool_],
    joints: npt.NDArray[np.intp],
    *,
    careful: bool,
) -> None:
    """Make words of the elisions, apostrophe included; ``careful`` leaves capital ``D'`` before a capital alone."""
    written = inside.tobytes()
    last = -1
    for at in joints.tolist():
        here = at - 5
        chained = last == at - 2
        if _elides(text, here, chained or not written[at - 2], careful):
            inside[at] = breaks[at + 1] = True
            last = at


def _elides(text: str, at: int, alone: bool, careful: bool) -> bool:
    """Does the apostrophe at ``at`` end an elision?  ``alone``: one letter stands before it."""
    letter, after = text[at - 1], text[at + 1 : at + 2]
    if not (after.isalnum() or after in _OPENERS):
        return False
    if letter in "uU":
        stem = _last_piece(text, at).lower()
        return stem.endswith("qu") and not text.startswith(_WHOLE.get(stem, "\n"), at + 1)
    if letter in "rR":
        return _last_piece(text, at).lower() == "entr" and text.startswith(("eux", "elles", "autres"), at + 1)
    if not alone or letter not in _ELIDED:
        return False
    if letter in _NAMELIKE and after.isalpha():
        title = after.isupper() and not text[at + 2 : at + 3].isupper() and (careful or letter not in "D")
        return not title and (after.isupper() or after in _VOWELS)
    return True


def _join_thousands(kind: npt.NDArray[np.uint8], inside: npt.NDArray[np.bool_]) -> None:
    """Join groups of three digits: ``1 000 000``."""
    digit = kind == _DIGIT
    at = np.flatnonzero((kind[1:-5] == _SPACE) & digit[:-6] & digit[2:-4] & digit[3:-3] & digit[4:-2]) + 1
    for k in at[~inside[at + 4]].tolist():
        begin = k
        while begin > k - 4 and digit[begin - 1]:
            begin -= 1
        if begin > k - 4 and (not inside[begin - 1] or (begin == k - 3 and kind[begin - 1] == _SPACE)):
            inside[k] = True


def _runs(inside: npt.NDArray[np.bool_], breaks: npt.NDArray[np.bool_]) -> Offsets:
    """Begin and end of every run of word characters, cut where a break stands."""
    here, before = inside[1:], inside[:-1]
    cut = breaks[1:]
    begins = np.flatnonzero(here & (~before | cut))
    ends = np.flatnonzero(before & (~here | cut))
    out = np.empty((len(begins), 2), dtype=np.int32)
    out[:, 0] = begins
    out[:, 1] = ends
    out -= len(_PAD) - 1
    return out
