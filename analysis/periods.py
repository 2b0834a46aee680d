"""When: the day, week, month, quarter or year of every article, as a column that articles can be compared by."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

import pandas as pd

from .lexicons import labels
from .notes import said

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
#: How many characters of an ISO date tell the unit: no month is known of 2023, no week of 2023-03.
_NEEDED = {"year": 4, "quarter": 7, "month": 7, "week": 10, "day": 10}
_ISO = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?", re.S)


def with_period(table: pd.DataFrame, unit: Unit = "month", *, date: str = "date") -> pd.DataFrame:
    """Return a table with one column more, named like ``unit``: the period in which each date lies.

    ``table``: one row an article, with a column of ISO dates (``Tables.articles``) or of days; ``unit``: ``day``,
    ``week``, ``month``, ``quarter`` or ``year``.  Periods are strings that sort in time: 2023-03-12, 2023-W10, 2023-03,
    2023-Q1, 2023.  Weeks are those of ISO 8601 (1988): they begin on Monday, and belong to the year of their Thursday.
    A date that is missing, or known less precisely than the unit, has no period (NaN), and ``compare`` says how many
    rows it leaves out for that.

    The share of every month with its interval, and the same for every outlet::

        monthly = with_period(tables.articles, "month")
        compare(monthly, "attributed_share", by="month", differences=False).estimates
        compare(monthly, "attributed_share", by=["outlet", "month"], differences=False).estimates

    Raises ``ValueError`` for an unknown unit, a table without the column, and a date that is none.

    >>> dates = pd.DataFrame({"date": ["2023-03-12", "2023-01-01", "2023-03", None]})
    >>> with_period(dates, "week")["week"].fillna("").tolist(), with_period(dates)["month"].fillna("").tolist()
    (['2023-W10', '2022-W52', '', ''], ['2023-03', '2023-01', '2023-03', ''])
    """
    if unit not in UNITS:
        raise ValueError(f"unit={unit!r} is not one of {', '.join(UNITS)}")
    if date not in table:
        hint = "; join the date of its article first" if "article_id" in table else ""
        raise ValueError(f"date={date!r} is not a column of the table; there are {', '.join(map(str, table))}{hint}")
    periods = {value: _period(value, unit, date) for value in table[date].dropna().unique()}
    return table.assign(**{unit: table[date].map(periods)})


def _period(value: object, unit: Unit, column: str) -> str | None:
    """Return the period of one date, None where the date is not known so precisely."""
    written = value.isoformat() if isinstance(value, dt.date) else str(value).strip()
    match = _ISO.fullmatch(written)
    known = match[1] if match else ""
    try:
        day = dt.date.fromisoformat(known + "-01-01"[len(known) - 4 :])
    except ValueError:
        raise ValueError(
            f"{column} holds {value!r}, which is no ISO date such as 2022-12-23, 2022-12 or 2022"
        ) from None
    if len(known) < _NEEDED[unit]:
        return None
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if unit == "quarter" else known[: _NEEDED[unit]]


_NAMED = {
    "period_day": re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)"),
    "period_month": re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"),
    "period_quarter": re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])"),
    "period_week": re.compile(r"(?P<year>\d{4})-W(?P<week>\d\d)"),
}


def period_name(period: object, lang: str = "en", *, words: bool = False) -> str:
    """Return a period of ``with_period`` as a language writes it: for a chart, or in ``words`` for a sentence.

    In English days, months and years stand as they are (ISO 8601), and so does in every language what is no period of
    the calendar.

    >>> period_name("2022-Q4"), [period_name(written, "fr") for written in ("2022-Q4", "2022-W09", "2022-11", "2022")]
    ('2022-Q4', ['T4\xa02022', 'S09\xa02022', '11/2022', '2022'])
    >>> [period_name(written, "fr", words=True) for written in ("2022-03-01", "2022-11-09", "2022-11")]
    ['1er\xa0mars\xa02022', '9\xa0novembre\xa02022', 'novembre\xa02022']
    """
    for key, pattern in _NAMED.items():
        if match := pattern.fullmatch(str(period)):
            parts: dict[str, object] = match.groupdict()
            if words and "month" in parts:
                key = f"{key}_words" if parts.get("day") != "01" else "period_first_words"
                parts["month"] = labels(lang)["month_names"].split()[int(match["month"]) - 1]
            return said(key, lang, **parts | ({"day": int(match["day"])} if "day" in parts else {}))
    return str(period)
