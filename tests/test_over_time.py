"""Measures over time: by period, group by group, and how they move within groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import figures, profiles
from analysis.columns import names
from analysis.measure import Tables


def articles(months: list[str], outlet: str, quoted: list[int]) -> pd.DataFrame:
    n = len(months)
    return pd.DataFrame(
        {
            "id": [f"{outlet}{i}" for i in range(n)],
            "outlet": outlet,
            "date": [f"{month}-{1 + i % 28:02}" for i, month in enumerate(months)],
            "n_words": 100,
            "n_direct": quoted,
            "n_partial": 0,
            "n_indirect": 0,
            "direct_share": np.array(quoted) / 100,
        }
    )


@pytest.fixture
def rows() -> pd.DataFrame:
    """Two outlets, 25 articles a month; each quotes 2 points more in the next month, B 40 points more than A."""
    months = [f"2031-{m:02}" for m in range(1, 5) for _ in range(25)]
    steps = [2 * (i // 25) + i % 3 for i in range(100)]
    return pd.concat([articles(months, "A", steps), articles(months, "B", [40 + s for s in steps])], ignore_index=True)


def test_periods_pool_the_articles_of_each(rows: pd.DataFrame) -> None:
    found = profiles.measure_periods(rows, ["direct_share"])
    assert found["period"].tolist() == ["2031-01", "2031-02", "2031-03", "2031-04"]
    assert found["n_articles"].tolist() == [50] * 4
    first = rows[rows["date"].str.startswith("2031-01")]
    assert found["value"][0] == pytest.approx(first["n_direct"].sum() / first["n_words"].sum())
    each = profiles.group_periods(rows, "direct_share", unit="quarter")
    assert each[["series", "period", "n_articles"]].values.tolist() == [
        ["A", "2031-Q1", 75], ["A", "2031-Q2", 25], ["B", "2031-Q1", 75], ["B", "2031-Q2", 25]
    ]  # fmt: skip


def test_what_moves_within_groups_is_not_their_mix(rows: pd.DataFrame) -> None:
    said = profiles.moved_within_in_words(rows, "direct_share")
    assert "**+1.9 points a month**" in said and "200 articles" in said
    # Of A all articles, of B those of the first month alone: together they fall, within outlets they rise.
    mixed = rows[(rows["outlet"] == "A") | rows["date"].str.startswith("2031-01")]
    whole = profiles.measure_periods(mixed, ["direct_share"])["value"].tolist()
    assert whole[-1] < whole[0]
    assert "**+1.9 points" in profiles.moved_within_in_words(mixed, "direct_share")
    assert "**+1,9 point par mois**" in profiles.moved_within_in_words(rows, "direct_share", lang="fr")


def test_a_slope_that_cannot_be_told_says_why(rows: pd.DataFrame) -> None:
    one_day = rows.assign(date="2031-01-01")
    assert "cannot be told" in profiles.moved_within_in_words(one_day, "direct_share")


def test_articles_outside_a_stretch_of_time_are_left_out_and_told(rows: pd.DataFrame) -> None:
    undated = rows.assign(date=rows["date"].mask(rows["id"] == "A99"))
    empty = {table: pd.DataFrame(columns=names(table)) for table in ("attributions", "terms", "audit")}
    tables = Tables(articles=undated, **empty, card={})
    inside = profiles.within_dates(tables, "2031-02", "2031-03")
    assert set(inside.articles["date"].str[:7]) == {"2031-02", "2031-03"}
    assert inside.audit["reason"].value_counts().to_dict() == {"other_period": 99, "no_date": 1}
    assert profiles.within_dates(tables).articles is undated


def test_groups_over_time_share_a_scale_and_tell_their_articles(rows: pd.DataFrame) -> None:
    each = profiles.group_periods(rows, "direct_share")
    each.loc[0, ["low", "high", "n_articles"]] = [np.nan, np.nan, 12]
    shown = figures.stacked_time(each, together=True, share=True).axes
    a, b = (ax for ax in shown if ax.get_visible())
    assert a.get_ylim() == b.get_ylim() and a.get_ylim()[1] > each["high"].max()
    assert [ax.get_title(loc="left") for ax in (a, b)] == ["A (87)", "B (100)"]
    assert a.yaxis.get_major_formatter()(0.2, 0) == "20%"
    faces = a.collections[-1].get_facecolors()
    assert faces[0].tolist() == [1, 1, 1, 1] and faces[1].tolist() != [1, 1, 1, 1]
