"""The lines above and below an article in a press database: labels, dates, copyright, lines that were cut short.

Labels are those of Nexis in four languages (``lexicons/press_labels.csv``), in capitals (LONGUEUR: 534 mots) or not
(Length: 534 words).
"""

from __future__ import annotations

import re
from functools import cache

from analysis.corpus.dates import read_date
from analysis.corpus.fields import plain
from analysis.lexicons import load

_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{1,30}?)\s*:(?!//)\s*(.*)", re.S)
#: Words that may stand behind a date as the name of the edition; a sentence with a date in it has more.
_EDITION = 6
#: Kinds of labels that stand below a text and seldom in it.
BELOW = {"loaded", "lang", "foot"}
_CAPITALS = re.compile(r"[^\Wa-zà-ÿ\d_][^\Wa-zà-ÿ_]*(?:[ -][^\Wa-zà-ÿ_]+)*\s*:")


def label_of(line: str) -> tuple[str, str] | None:
    """Return what the label of a line means and its value, or None for a line without a label known here.

    >>> label_of("LONGUEUR : 534 mots"), label_of("Load-Date: May 2, 2022"), label_of("Anne Roux : « Non »")
    (('length', '534 mots'), ('loaded', 'May 2, 2022'), None)
    """
    match = _LABEL.match(line)
    if not match or not match[1][0].isupper() or (kind := _kinds().get(plain(match[1]))) is None:
        return None
    return kind, match[2].strip()


def date_of(line: str) -> tuple[str, str] | None:
    """Return the date a line consists of and the name of the edition behind it, or None for any other line.

    >>> date_of("mercredi 12 janvier 2022"), date_of("January 11, 2010 Monday Late Edition - Final")
    (('12 janvier 2022', ''), ('January 11, 2010', 'Late Edition - Final'))
    >>> date_of("Le 13 novembre 2015 est dans toutes les mémoires de la ville")
    """
    match = _date_line().fullmatch(line)
    if not match or len(match["rest"].split()) > _EDITION or match["rest"][:1].islower():
        return None
    return (
        (match["date"], match["rest"].strip(" ;,")) if read_date(match["date"]).problem != "unreadable_date" else None
    )


def is_rights(line: str) -> bool:
    """Tell a line that says who holds the rights."""
    return line.strip().lower().startswith(named("rights"))


def blocks_of(lines: list[str]) -> list[list[str]]:
    """Return the lines parted where some are empty, white space around them removed."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def foot_of(lines: list[str], marked: bool) -> tuple[list[str], list[tuple[str, str]]]:
    """Part a text from what stands below it, nothing but labels, lists and rights; of these return the labels.

    In a text that does not begin with ``Body`` (not ``marked``) labels are in capitals, and their values may go on.
    """

    def told(line: str, kinds: set[str]) -> bool:
        label = label_of(line)
        return label is not None and label[0] in kinds and (marked or line.split(":")[0].isupper())

    def below(end: int) -> bool:
        first = end - 1
        while not marked and first and lines[first - 1].strip():
            first -= 1
        kinds = BELOW if marked else BELOW | {"other", "url"}
        return any(is_rights(lines[n]) or told(lines[n], kinds) for n in {first, end - 1})

    marks = [n for n, line in enumerate(lines) if marked and line.strip().lower() in named("list")]
    ends = [n for n in range(len(lines) if marked else _last_text(lines) + 1, len(lines)) if told(lines[n], BELOW)]
    end = marks[-1] if marks else ends[0] if ends else len(lines)
    graphic = [n for n, line in enumerate(lines[:end]) if marked and line.strip().lower() in named("graphic")]
    end = graphic[-1] if graphic else end
    while end and (not lines[end - 1].strip() or below(end)):
        end -= 1
    return lines[:end], [label for line in lines[end:] if (label := label_of(line))]


def _last_text(lines: list[str]) -> int:
    """Return the place of the last line, after an empty one, that has no label in capitals and tells no rights."""
    begins = (n for n in range(len(lines) - 1, -1, -1) if lines[n].strip() and not (n and lines[n - 1].strip()))
    return next((n for n in begins if not (_CAPITALS.match(lines[n].strip()) or is_rights(lines[n]))), -1)


def rejoined(lines: list[str]) -> tuple[str, int]:
    """Return a text whose paragraphs were cut into lines of one width, joined again, and how many cuts were mended.

    Lines of a text that was not cut stay as they are (0 mended).
    """
    blocks = blocks_of(lines)
    inner = [line for block in blocks for line in block[:-1]]
    if not inner or max(map(len, inner)) > _WIDEST or sum(map(len, inner)) < _NARROWEST * len(inner):
        return "\n".join(line.rstrip() for line in lines).strip(), 0
    return "\n\n".join(" ".join(block) for block in blocks), len(inner)


#: A cut line is this long at most, and on average this long at least; verses and lists are shorter.
_WIDEST, _NARROWEST = 100, 50


@cache
def _kinds() -> dict[str, str]:
    """What each label means.

    "day", "rights", "by" and "appeared" are no labels, "list" and "graphic" stand alone on their line.
    """
    apart = ("day", "rights", "by", "appeared", "list", "graphic")
    return {plain(row["name"]): row["kind"] for row in load("press_labels") if row["kind"] not in apart}


@cache
def named(kind: str) -> tuple[str, ...]:
    """The words of one kind, in all languages."""
    return tuple(row["name"] for row in load("press_labels") if row["kind"] == kind)


@cache
def _date_line() -> re.Pattern[str]:
    """A line that is a date, with the day of the week before or behind it, the hour, and what edition it is."""
    day = "|".join(named("day"))
    return re.compile(
        rf"\s*(?:(?:{day})\.?,?\s+)?(?:le\s+)?"
        r"(?P<date>\d{1,2}(?:er|re|st|nd|rd|th|º)?\.?\s*(?:de\s+)?[^\W\d]{3,}\.?,?\s+(?:del?\s+)?\d{4}"
        r"|[^\W\d]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}([./-])\d{1,2}\2\d{4}|\d{4}-\d\d-\d\d)\b"
        rf"[,;.\s]*(?:{day})?[,;.\s]*(?:\d{{1,2}}[:h]\d\d(?::\d\d)?\s*(?:[ap]m\b)?\s*"
        r"(?:[a-z]{2,5}\b(?:[+-]\d\d?)?)?)?\s*(?P<rest>.*)",
        re.I,
    )
