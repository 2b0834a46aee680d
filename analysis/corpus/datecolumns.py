"""Columns of dates: whether day or month comes first, and whether a spreadsheet has taken the one for the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from analysis.corpus.dates import NUMERIC, Order, ReadDate, read_date
from analysis.lexicons import load

#: Share of the telling dates (one number above 12) that must agree before the others of the column are read like them.
AGREEMENT = 0.95
#: Dates of a kind from which their likeness is no chance (five days up to 12 by chance: one column in a hundred).
SWAPPED = 5


def read_dates(values: Sequence[object]) -> list[ReadDate]:
    """Read a column of dates; numbers that can be day or month follow the telling dates of the column.

    Empty values give ``ReadDate(None)`` with no problem.  A time of day is dropped and a zone is not converted: the day
    is the one that was written.

    >>> [d.iso for d in read_dates(["23/12/2022", "03/04/2022", "1er janvier 2023", "2022-12"])]
    ['2022-12-23', '2022-04-03', '2023-01-01', '2022-12']
    >>> read_dates(["03/04/2022"])
    [ReadDate(iso=None, problem='ambiguous_date')]
    """
    order = column_order(values)
    return [read_date(value, order) for value in values]


def column_order(values: Sequence[object]) -> Order | None:
    """Return how the three-number dates of a column are written, or None when nothing or no clear majority tells.

    >>> column_order(["12/31/2021", "01/02/2021"])
    'month-day'
    """
    votes = _votes(values)
    total = sum(votes.values())
    if total and votes["day-month"] >= AGREEMENT * total:
        return "day-month"
    return "month-day" if total and votes["month-day"] >= AGREEMENT * total else None


def is_untold(values: Sequence[object]) -> bool:
    """Tell a column no date of which says whether day or month comes first.

    Where the first number is always one and the second several, it says so: days of one month are written month first,
    and one day of many months is seldom asked for.

    >>> is_untold(["03/04/2022", "2022-05-06"]), is_untold(["03/04/2022", "25/04/2022", "04/25/2022"])
    (True, False)
    >>> is_untold([f"12/{day:02}/2018" for day in range(1, 9)])
    False
    """
    numbers = [match for v in values if isinstance(v, str) and (match := NUMERIC.fullmatch(v.strip()))]
    one_month = len({m[1] for m in numbers}) == 1 and len({m[3] for m in numbers}) >= SWAPPED
    return not one_month and not any(_votes(values).values())


def order_of_languages(langs: Sequence[str | None]) -> Order | None:
    """Return the order in which nearly all of some articles' languages write dates, None where it depends (English).

    >>> order_of_languages(["fr"] * 19 + [None]), order_of_languages(["fr", "en"]), order_of_languages([])
    ('day-month', None, None)
    """
    first = sum(lang in _day_first() for lang in langs)
    return "day-month" if langs and first >= AGREEMENT * len(langs) else None


def _votes(values: Sequence[object]) -> dict[Order, int]:
    votes: dict[Order, int] = {"day-month": 0, "month-day": 0}
    for value in values:
        if isinstance(value, str) and (match := NUMERIC.fullmatch(value.strip())) and match[2] != ".":
            if match[2] == "-" and len(match[4]) == 2:  # 22-01-12 may begin with the year
                continue
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                votes["day-month"] += 1
            elif second > 12 >= first:
                votes["month-day"] += 1
    return votes


@cache
def _day_first() -> frozenset[str]:
    return frozenset(row["lang"] for row in load("day_first"))


def may_be_swapped(values: Sequence[object]) -> bool:
    """Tell a column in which a spreadsheet of another country has taken days for months.

    Of 12/01/2022 and 31/01/2022 it makes the 1st of December and leaves the other as text: then all its dates have days
    up to 12, and all the text has days above (``SWAPPED`` of each at least).

    >>> may_be_swapped([dt.date(2022, 12, day) for day in range(1, 6)] + [f"{day}/01/2022" for day in range(20, 25)])
    True
    """
    days = [value.day for value in values if isinstance(value, dt.date) and value == value]
    texts = [match for v in values if isinstance(v, str) and (match := NUMERIC.fullmatch(v.strip()))]
    told = [max(int(match[1]), int(match[3])) > 12 for match in texts]
    return len(days) >= SWAPPED <= len(told) and max(days) <= 12 and all(told)
