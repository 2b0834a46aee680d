"""Signs that a text is not what it seems: markup, a missing end, damaged letters, another language than declared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from analysis.attribution import detect_language, detect_languages
from analysis.corpus.decoding import mojibake
from analysis.corpus.markup import TAG, entities
from analysis.corpus.records import Note
from analysis.corpus.unclosed import unclosed
from analysis.lexicons import load

from ..counts import n_of

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")
_ACCENTS = re.compile("[\u0300-\u036f]")
#: A line without one of these at its end goes on in the next when that begins with a small letter.
_SMALL = re.compile(r"[\r\n][^\S\r\n]*[a-zß-öø-ÿœ]")
_STOPS = '.!?…»”":;'
#: From so many broken lines, and this share of all that have one below, it is no chance.
_BREAKS, _BREAK_SHARE = 3, 0.3
_HOW_TAGS = "; strip_tags=True takes tags out"
_LAST = 300  # characters at the end of a text in which a paywall or a cut shows
_EDGE = 600  # characters at either end of a text in which the page around it shows
_STUB = 400  # characters; what is longer is an article that speaks of such a page
_COOKIE = re.compile("cookie", re.I)
_CELL, _FIELD = 32_767, 65_535  # characters an Excel cell holds, bytes a MySQL field of type TEXT holds
_PLACES = 10  # passages whose places are named
_WINDOW = 250  # characters of each of the two samples by which the language is told
_SHORTEST = 120  # characters; below, the guess of a language is worth little
_SURE = 0.98  # probability from which the text is believed against the declaration
_TOGETHER = 256  # texts whose language is told at once


def text_notes(text: str) -> Iterator[Note]:
    """Yield what is doubtful about a text, its language apart.

    >>> list(text_notes("<p>Il neige […]</p>"))
    [('html_markup', '2 tags or entities; strip_tags=True takes tags out')]
    >>> list(text_notes("Il neige […]"))
    [('truncated', 'marks: […]')]
    """
    if ("<" in text or "&" in text) and (count := len(TAG.findall(text)) + len(entities(text))):
        yield (
            "html_markup",
            f"{n_of(count, 'tag or entity', 'tags or entities')}{_HOW_TAGS if TAG.search(text) else ''}",
        )
    if damage := mojibake(text):
        yield "mojibake", n_of(damage, "place")
    if lost := text.count("\ufffd"):
        yield "replacement_character", n_of(lost, "place")
    if controls := len(_CONTROLS.findall(text)):
        yield "control_characters", n_of(controls, "place")
    if accents := _decomposed(text):
        yield "decomposed_accents", n_of(accents, "place")
    if (broken := _broken(text))[0]:
        yield "broken_lines", f"{broken[0]} of {broken[1]}"
    if open_at := unclosed(text):
        yield "unclosed_quotation", _places(open_at)
    yield from _cut(text)
    if notice := _notice(text):
        yield "consent_notice", notice
    if len(text) < _STUB and (found := _stubs().search(text)):
        yield "stub", found[0]


def language_notes(texts: Sequence[str], langs: Sequence[str | None]) -> list[Note | None]:
    """Return for each text what contradicts its declared language, None where nothing does or none is declared.

    Many texts are read together, at a seventh of the cost.

    >>> text = "Il neige sur la ville depuis ce matin et la mairie a fermé trois écoles. " * 2
    >>> [note and note[0] for note in language_notes([text, text, text], ["fr", "en", None])]
    [None, 'language_contradicts', None]
    """
    notes: list[Note | None] = [None] * len(texts)
    told = [n for n, (text, lang) in enumerate(zip(texts, langs, strict=True)) if lang and len(text) >= _SHORTEST]
    for begin in range(0, len(told), _TOGETHER):
        some = told[begin : begin + _TOGETHER]
        for n, (seen, chance) in zip(some, detect_languages([_sample(texts[n]) for n in some]), strict=True):
            if seen != langs[n] and chance >= _SURE:
                notes[n] = ("language_contradicts", f"declared {langs[n]}, reads as {seen} ({chance:.3f})")
    return notes


def _places(offsets: Sequence[int]) -> str:
    """Say where passages begin, of many the first.

    >>> _places([120, 840])
    '2 passages, from characters 120, 840'
    """
    more = f" and {len(offsets) - _PLACES:,} more" if len(offsets) > _PLACES else ""
    where = f"{'characters' if len(offsets) > 1 else 'character'} {', '.join(map(str, offsets[:_PLACES]))}{more}"
    return f"{n_of(len(offsets), 'passage')}, from {where}"


def _decomposed(text: str) -> int:
    """Count accents that are characters of their own although there is a letter with them (e and U+0301 for é)."""
    marks = [] if text.isascii() else [match.start() for match in _ACCENTS.finditer(text)]
    return sum(len(unicodedata.normalize("NFC", text[at - 1 : at + 1])) == 1 for at in marks if at)


def _broken(text: str) -> tuple[int, int]:
    """Return how many lines break off inside a sentence, of how many with a line right below; (0, _) for a few."""
    if len(_SMALL.findall(text)) < _BREAKS:
        return 0, 0
    lines = [line.strip() for line in text.splitlines()]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    count = sum(after[0].islower() and line[-1] not in _STOPS for line, after in pairs)
    return (count if count >= max(_BREAKS, _BREAK_SHARE * len(pairs)) else 0), len(pairs)


def _cut(text: str) -> Iterator[Note]:
    end = text[-_LAST:].rstrip()
    if len(text) == _CELL or (_CELL < len(text) <= _FIELD and len(text.encode("utf-8", "replace")) == _FIELD):
        yield "truncated", f"{len(text):,} characters, the most a cell of a spreadsheet or a field of a data base holds"
        return
    small = end.lower()
    for sign, pattern, needs in _cuts():
        if any(letters in small for letters in needs) and (found := pattern.search(end)):
            yield "truncated", f"{sign}: {found[0].strip()}"
            return


def _sample(text: str) -> str:
    """Return two samples of a text, all of a short one."""
    third = len(text) // 3
    return text if len(text) <= 2 * _WINDOW else f"{text[third : third + _WINDOW]} {text[2 * third :][:_WINDOW]}"


def language_of(text: str) -> str | None:
    """Return the language of a text nobody has declared, None where that is not sure."""
    if len(text) < _SHORTEST:
        return None
    seen, chance = detect_language(_sample(text))
    return seen if chance >= _SURE else None


def _notice(text: str) -> str | None:
    """Return what the window of a web page that asks for consent has left at the beginning or the end of a text."""
    for part in (text[:_EDGE], text[_EDGE:][-_EDGE:]):
        if _COOKIE.search(part) and (found := _notices().search(part)):
            return found[0]
    return None


@cache
def _stubs() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load("stubs")), re.I)


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load("notices")), re.I)


@cache
def _cuts() -> tuple[tuple[str, re.Pattern[str], list[str]], ...]:
    """Each sign, its expression, and letters one of which must be there: these cost a tenth of it to look for."""
    rows = load("truncation")
    return tuple((row["sign"], re.compile(row["pattern"], re.I), row["needs"].split("|")) for row in rows)
