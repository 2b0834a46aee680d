"""When was it published?  Dates as newspapers and exports write them, read to ISO as far as they are known.

A date of three numbers (03/04/2022) can be read two ways; ``datecolumns`` tells by the others of its column which.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.lexicons import load

Order = Literal["day-month", "month-day"]

#: Years outside are taken for misread numbers: the first newspaper is of 1605.
YEARS = (1605, 2100)

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ,].*)?", re.S)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
#: Words may stand before it: lundi, Publié le, Mis à jour le.
NUMERIC = re.compile(
    r"(?:(?:[^\W\d]+[.:]?|:),?\s+){0,6}(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b(?!\d|[-/.]\d).*", re.S
)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_YEAR = re.compile(r"\d{4}")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:er|re|st|nd|rd|th|º)?\.?[\s-]+(?:de\s+|of\s+)?([^\W\d]{3,})\.?,?[\s-]+(?:de[l]?\s+)?(\d{4}|\d{2})\b"
)
#: The hour stands before the year in the dates of posts and of Unix: Sun Mar 12 10:00:00 +0000 2023.
_MONTH_FIRST = re.compile(
    r"\b([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?:\d{1,2}:\d\d(?::\d\d)?\s+(?:(?:[A-Z]{1,5}|[+-]\d{4})\s+)?)?(\d{4})\b"
)
_MONTH_ONLY = re.compile(r"\b([^\W\d]{3,})\.?,?\s+(?:de\s+)?(\d{4})\b")


#: How tables that took a year or a day for a number write it: 2022.0, 20221223.0.
_DECIMALS = re.compile(r"(\d{4,14})\.0+")
#: Days since the end of 1899 as spreadsheets count them, with the time of day as a fraction.
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
#: Outside (1954 to 2064) a number of five figures is taken for something else than a day of a spreadsheet.
SERIALS = (20_000, 60_000)
_YEAR_MONTH = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """An ISO date as precise as it is known, or None, and what was noticed.

    ``problem``: why it is None (``unreadable_date``, ``ambiguous_date``), or that it was a spreadsheet's number
    (``serial_date``), which is another day where the sheet counts from 1904.
    """

    iso: str | None
    problem: str | None = None


def read_date(value: object, order: Order | None = None) -> ReadDate:
    """Read one date.

    >>> read_date("Fri, 23 Dec 2022 14:05:00 +0100").iso, read_date(1671800000).iso, read_date("hier")
    ('2022-12-23', '2022-12-23', ReadDate(iso=None, problem='unreadable_date'))
    """
    if value is None or str(value) in {"nan", "NaT", "<NA>"}:
        return ReadDate(None)
    if isinstance(value, dt.datetime | dt.date):
        return ReadDate(value.strftime("%Y-%m-%d").zfill(10))
    if isinstance(value, float):
        if not value.is_integer():  # a day and its time, and never May 2022
            return _serial(str(value)) or _epoch(str(value)) or ReadDate(None, "unreadable_date")
        value = int(value)
    text = str(value).strip()
    if not text:
        return ReadDate(None)
    if match := _DECIMALS.fullmatch(text):
        text = match[1]
    return _numbers(text, order) or _words(text) or ReadDate(None, "unreadable_date")


def _numbers(text: str, order: Order | None) -> ReadDate | None:
    """Read a date written in figures, None when it is not one."""
    if match := _ISO.fullmatch(text):
        return _checked(match[1], match[2], match[3])
    if match := NUMERIC.fullmatch(text):
        if match[2] == "-" and len(match[4]) == 2 and _checked("20" + match[1].zfill(2), match[3], match[4]):
            return ReadDate(None, "ambiguous_date")  # 22-01-12 is a day of 2012 or of 2022
        return _three_numbers(match[1], match[3], match[4], "day-month" if match[2] == "." else order)
    if match := _MONTH_YEAR.fullmatch(text):
        return _checked(match[2], match[1])
    if _YEAR.fullmatch(text):
        return _checked(text)
    if (match := _COMPACT.fullmatch(text)) and (found := _checked(match[1], match[2], match[3])):
        return found
    if _YEAR_MONTH.fullmatch(text):
        return _six_figures(text)
    return _serial(text) or _epoch(text)


def _six_figures(text: str) -> ReadDate | None:
    """Read 202212 as a month; 200112 can be one too, or a day of 2020."""
    month = _checked(text[:4], text[4:])
    day = _checked("20" + text[:2], text[2:4], text[4:])
    return ReadDate(None, "ambiguous_date") if month and day else month


def _serial(text: str) -> ReadDate | None:
    """Read the number of a day in a spreadsheet."""
    if not (match := _SERIAL.fullmatch(text)) or not SERIALS[0] <= int(match[1]) <= SERIALS[1]:
        return None
    return ReadDate((dt.date(1899, 12, 30) + dt.timedelta(days=int(match[1]))).isoformat(), "serial_date")


def _three_numbers(first: str, second: str, year: str, order: Order | None) -> ReadDate | None:
    if len(year) == 2:
        year = ("20" if int(year) < 70 else "19") + year
    readings = {found.iso for a, b in ((first, second), (second, first)) if (found := _checked(year, b, a))}
    if len(readings) < 2:
        return ReadDate(readings.pop()) if readings else None
    if order is None:
        return ReadDate(None, "ambiguous_date")
    day, month = (first, second) if order == "day-month" else (second, first)
    return _checked(year, month, day)


def _epoch(text: str) -> ReadDate | None:
    """Read seconds or milliseconds since 1970 (UTC)."""
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
    return ReadDate((dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%d"))


def _words(text: str) -> ReadDate | None:
    """Read a date whose month is a word, in any language of the list, wherever it stands in the text.

    Of several the first in time is taken: an article is updated after it was published.  Accents do not matter, for
    capitals often have none (DECEMBRE).
    """
    text = _without_accents(text)
    for pattern, day, month, year in ((_DAY_FIRST, 1, 2, 3), (_MONTH_FIRST, 2, 1, 3), (_MONTH_ONLY, 0, 1, 2)):
        found = []
        for match in pattern.finditer(text):
            if number := _months().get(match[month].lower()):
                full = match[year] if len(match[year]) == 4 else "20" + match[year]
                found.append(_checked(full, number, match[day] if day else None))
        if found:
            return min((date for date in found if date), key=lambda date: date.iso or "", default=None)
    return None


def _checked(year: str, month: str | None = None, day: str | None = None) -> ReadDate | None:
    """Return the date if the calendar has it, as precise as it was given."""
    if not YEARS[0] <= int(year) <= YEARS[1]:
        return None
    try:
        full = dt.date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return ReadDate(full if day else full[:7] if month else full[:4])


def _without_accents(text: str) -> str:
    bare = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return text if text.isascii() else "".join(bare)


@cache
def _months() -> dict[str, str]:
    return {_without_accents(row["name"].lower()): row["month"] for row in load("months")}
