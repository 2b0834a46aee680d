"""Days, weeks, months: labels that sort in time, dates that are known in part, and what a comparison makes of them."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.compare import compare
from analysis.measure import Tables, measure
from analysis.periods import UNITS, with_period
from analysis.records import Article


@pytest.mark.parametrize(
    ("date", "periods"),
    [
        ("2023-03-12", ["2023-03-12", "2023-W10", "2023-03", "2023-Q1", "2023"]),
        ("2023-01-01", ["2023-01-01", "2022-W52", "2023-01", "2023-Q1", "2023"]),
        ("2024-12-30T06:30:00Z", ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]),
        ("2023-06", [None, None, "2023-06", "2023-Q2", "2023"]),
        ("2023", [None, None, None, None, "2023"]),
    ],
)
def test_the_period_of_a_date_is_no_more_than_is_known_of_it(date: str, periods: list[str | None]) -> None:
    table = pd.DataFrame({"date": [date]})
    assert [
        with_period(table, unit)[unit].astype(object).where(lambda p: p.notna(), None)[0] for unit in UNITS
    ] == periods
    assert list(table) == ["date"]


@pytest.mark.parametrize("unit", UNITS)
def test_labels_sort_as_days_do_and_a_date_may_be_one_of_pandas_or_of_python(unit: str) -> None:
    days = pd.date_range("2019-12-20", "2021-02-01")
    labels = with_period(pd.DataFrame({"date": days}), unit)[unit]  # type: ignore[arg-type]
    assert labels.is_monotonic_increasing and labels.notna().all()
    plain = with_period(pd.DataFrame({"date": [day.date() for day in days]}), unit)[unit]  # type: ignore[arg-type]
    assert plain.tolist() == labels.tolist()


def test_a_week_is_seven_days_from_monday() -> None:
    table = with_period(pd.DataFrame({"date": pd.date_range("2018-01-01", "2029-12-30")}), "week")
    weeks = table.groupby("week")["date"].agg(["size", "min"])
    assert (weeks["size"] == 7).all() and (weeks["min"].dt.day_of_week == 0).all()


@pytest.mark.parametrize(
    ("table", "settings", "said"),
    [
        ({"date": ["2023-03-12"]}, {"unit": "fortnight"}, "unit='fortnight' is not one of day, week, month"),
        ({"date": ["12/03/2023"]}, {}, "date holds '12/03/2023', which is no ISO date"),
        ({"date": ["2023-02-30"]}, {}, "date holds '2023-02-30', which is no ISO date"),
        ({"date": [""]}, {}, "date holds '', which is no ISO date"),
        ({"day": ["2023-03-12"]}, {}, "date='date' is not a column of the table; there are day"),
        ({"article_id": ["a"], "n": [1]}, {}, "article_id, n; join the date of its article first"),
    ],
)
def test_wrong_arguments(table: dict[str, list[object]], settings: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_period(pd.DataFrame(table), **settings)  # type: ignore[arg-type]


def test_a_share_of_every_month_with_its_interval_from_tables_read_back(tmp_path: Path) -> None:
    said, told = "« Il neige depuis lundi », a dit Anne Roux.", "Il neige sur la ville depuis lundi matin."
    first = dt.date(2023, 1, 1)
    articles = [
        Article(
            f"a{n}", f"{told if n % 3 else said} Rien de plus. {n}", "Le Phare",
            (first + dt.timedelta(days=n)).isoformat() if n < 90 else "2023", "fr",
        )
        for n in range(93)
    ]  # fmt: skip
    tables = Tables.load(measure(articles, aspects=(), terms=False).save(tmp_path, format="csv"))
    monthly = with_period(tables.articles, "month")
    found = compare(monthly, "attributed_share", by="month", differences=False)
    months = found.estimates.set_index("group")
    counts = monthly.groupby("month")[["n_direct", "n_partial", "n_indirect", "n_words"]].sum()
    by_hand = counts.drop(columns="n_words").sum(axis=1) / counts["n_words"]
    pd.testing.assert_series_equal(months["pooled"], by_hand, check_names=False, check_dtype=False)
    assert list(months.index) == ["2023-01", "2023-02", "2023-03"]
    assert ((months["pooled_low"] < months["pooled"]) & (months["pooled"] < months["pooled_high"])).all()
    assert any("3 articles without month left out" in note for note in found.notes)
    both = compare(monthly, "attributed_share", by=["outlet", "month"], differences=False).estimates
    assert both["group"].tolist() == [f"Le Phare · {month}" for month in months.index]


def test_each_date_is_read_once_however_many_articles_it_has() -> None:
    table = pd.DataFrame({"date": ["2023-03-12", None, np.nan] * 1000})
    assert with_period(table, "week")["week"].value_counts().to_dict() == {"2023-W10": 1000}
