"""Tables of several weeks as one: every article once, every record accounted for, nothing mixed that differs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import compare
from analysis.columns import TABLES
from analysis.corpus import read_corpus
from analysis.measure import Tables, changes, join_tables, measure, with_columns
from analysis.records import Article

SAID = "« Il neige depuis lundi », a dit Anne Roux. La mairie attend le dégel. Texte {}."


def week(*numbers: int, **settings: object) -> Tables:
    rows = [{"id": f"a{n}", "text": SAID.format(n), "outlet": "AB"[n % 2], "date": f"2023-03-{n:02}"} for n in numbers]
    return measure(pd.DataFrame([*rows, {"text": ""}]), **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_weeks_read_back_and_joined_are_the_weeks_measured_together(tmp_path: Path, format: str) -> None:
    weeks = [week(1, 2, 3), week(4, 5), week(6)]
    saved = [Tables.load(tables.save(tmp_path / str(n), format=format)) for n, tables in enumerate(weeks)]
    joined = join_tables(saved)
    whole = measure([Article(f"a{n}", SAID.format(n), "AB"[n % 2], f"2023-03-{n:02}") for n in range(1, 7)])
    for table in ("articles", "attributions", "terms"):
        pair = [
            frame.astype(object).where(frame.notna(), None) for frame in (getattr(joined, table), getattr(whole, table))
        ]
        skipped = [c for c in ("cluster", "cluster_size", "duplicate", "overlap") if c in pair[0]]
        pd.testing.assert_frame_equal(*(frame.drop(columns=skipped) for frame in pair))
    assert (joined.card["n_records"], joined.card["n_articles"], joined.card["n_rejected"]) == (9, 6, 3)
    assert (joined.audit["outcome"] == "rejected").sum() == 3
    assert (
        Tables.load(joined.save(tmp_path / "all", format=format)).articles["id"].tolist()
        == whole.articles["id"].tolist()
    )
    assert len(compare(joined.articles, "direct_share", differences=False).estimates) == 2


def test_an_article_exported_twice_is_there_once_and_told() -> None:
    joined = join_tables([week(1, 2, 3), week(3, 4)])
    assert joined.articles["id"].tolist() == ["a1", "a2", "a3", "a4"]
    assert joined.attributions["article_id"].tolist() == ["a1", "a2", "a3", "a4"]
    assert joined.terms.groupby("article_id").size().nunique() == 1
    rejected = joined.audit[joined.audit["outcome"] == "rejected"]
    assert rejected["reason"].tolist() == ["empty_text", "empty_text", "duplicate_id"]
    assert joined.card["n_records"] == len(joined.articles) + len(rejected)
    # What was flagged of the second copy is not told a second time.
    assert not joined.audit.duplicated(["id", "reason"])[joined.audit["outcome"] != "rejected"].any()


def test_what_cannot_be_joined_is_named() -> None:
    first = week(1, 2)
    moved = replace(first, articles=first.articles.assign(n_words=first.articles["n_words"] + 1))
    with pytest.raises(ValueError, match=r"tables 2: id 'a1' is that of another article .*2 such ids.*folder"):
        join_tables([first, moved])
    with pytest.raises(ValueError, match="tables 2 were measured with terms=False, the first with True"):
        join_tables([first, week(3, terms=False)])
    with pytest.raises(ValueError, match="several is empty"):
        join_tables([])
    assert [len(getattr(join_tables([first]), table)) for table in TABLES] == [len(getattr(first, t)) for t in TABLES]


def test_cards_are_added_up() -> None:
    first, second = week(1, passages=False), week(2)
    second.card["media-framing"] = "9.9"
    card = join_tables([first, second]).card
    assert card["media-framing"] == f"{first.card['media-framing']}, 9.9"
    assert (card["passages"], card["n_joined"]) == (False, 2)
    assert card["corpus_sha256"] not in {first.card["corpus_sha256"], second.card["corpus_sha256"]}


def test_tables_of_an_earlier_version_have_nothing_in_a_column_that_is_new() -> None:
    old, new = week(1, 2), week(3)
    before = replace(old, articles=old.articles.drop(columns=["women_share", "n_scare"]).assign(gone=1))
    joined = join_tables([before, new]).articles
    assert list(joined) == list(new.articles) and joined["n_scare"].isna().tolist() == [True, True, False]
    assert joined["n_words"].tolist() == [*old.articles["n_words"], *new.articles["n_words"]]


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_what_differs_between_two_runs_is_told_whatever_they_were_saved_as(tmp_path: Path, format: str) -> None:
    old, new = week(1, 2, 3), week(2, 3, 4)
    assert str(changes(Tables.load(old.save(tmp_path, format=format)), old)) == (
        "0 new articles, 0 gone, 0 changed; 0 records newly rejected"
    )
    found = changes(old, new)
    assert (found.new, found.gone, found.changed, len(found.rejected)) == (("a4",), ("a1",), (), 0)
    corrected = measure(
        [Article(f"a{n}", SAID.format(n), "AB"[n % 2], f"2023-03-{n:02}") for n in (1, 2, 3)],
        corrections=pd.DataFrame(
            [{"article_id": "a2", "passage": "Il neige depuis lundi", "field": "gender", "value": "m"}]
        ),
    )
    assert "a2" in changes(old, corrected).changed


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_codes_that_look_like_numbers_in_one_week_only_are_text_in_all(tmp_path: Path, format: str) -> None:
    weeks = []
    for number, towns in enumerate((["75000", "69000"], ["06000", "75000"])):
        rows = [
            {"id": f"{number}{town}", "text": SAID.format(town), "town": town, "views": number * 7} for town in towns
        ]
        corpus = read_corpus(rows)
        made = with_columns(measure(corpus), corpus, ["town", "views"])
        weeks.append(Tables.load(made.save(tmp_path / str(number), format=format)))
    joined = Tables.load(join_tables(weeks).save(tmp_path / "all", format=format)).articles
    assert joined["town"].tolist() == ["75000", "69000", "06000", "75000"]
    assert joined["views"].tolist() == [0, 0, 7, 7]
