"""What charts draw and say: sentences in both languages, errors with intervals, passages where there is text."""

from __future__ import annotations

import string
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import measure, open_tables, profiles, read_corpus, reading
from analysis.lexicons import load, number

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "data" / "demo" / "articles.csv"
PRESS = ROOT / "data" / "press" / "told_three_ways"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_has_both_languages_and_fills_in_the_same_facts() -> None:
    by_key: dict[str, dict[str, str]] = {}
    for row in load("sentences"):
        by_key.setdefault(row["key"], {})[row["lang"]] = row["text"]
    assert by_key
    for key, texts in by_key.items():
        assert set(texts) == {"en", "fr"}, key
        assert fields(texts["en"]) == fields(texts["fr"]), key


def test_every_figure_of_the_gallery_has_its_caption_in_both_languages() -> None:
    keys = {row["key"] for row in load("sentences")}
    assert {path.stem for path in (ROOT / "figures").glob("*.png")} <= keys


def test_captions_and_alt_texts_follow_one_argument() -> None:
    rows = pd.DataFrame(
        {"outlet": ["A"] * 3, "id": list("abc"), "n_words": [1000, 2000, 500], "direct_share": [0.1, 0.25, 0.4]}
    )
    tables = measure(read_corpus(DEMO).articles[:3])
    assert profiles.caption("02_spread", tables).endswith(" words.")
    assert profiles.caption("02_spread", tables, lang="fr").startswith("Part des mots attribués à quelqu'un, un point")
    assert "3 articles de 3 médias, " in profiles.caption("02_spread", tables, lang="fr")
    assert profiles.quartiles_in_words(rows, "direct_share") == (
        "share of words in direct quotation, median (quartiles): A: 25.0% (17.5%–32.5%, n = 3)."
    )
    french = profiles.quartiles_in_words(rows, "direct_share", lang="fr")
    assert "part des mots en citation directe, médiane" in french and "n = 3" in french
    assert french.replace("\u202f", " ").replace("\u00a0", " ").count(" %") == 3 and "17,5" in french
    row = pd.DataFrame({"name": ["A − B"], "difference": [0.052], "low": [-0.01], "high": [0.11]})
    assert profiles.rows_in_words(row, "difference", share=True) == "A − B +5.2% (-1.0% to +11.0%)."
    with pytest.raises(ValueError, match=r"key='voices' is not a sentence .*; there are 00_barcodes"):
        profiles.caption("voices")
    with pytest.raises(ValueError, match="'00_barcodes' needs 'id'; given were group, groups, outlet"):
        profiles.caption("00_barcodes", outlet="A")
    with pytest.raises(ValueError, match="lang='xx' has no labels"):
        profiles.said("sizes", "xx")


def test_numbers_are_written_as_the_language_does() -> None:
    assert [number(12345.5, ",.1f"), number(-0.5, "+.2f"), number(0.5, ".0%")] == ["12,345.5", "-0.50", "50%"]
    assert number(12345.5, ",.1f", lang="fr") == "12\u202f345,5"
    assert number(0.125, ".1%", lang="fr") == "12,5\u202f%"


def counts(hits: list[int]) -> pd.DataFrame:
    """Twelve articles or so of ten annotations each, of which so many are found, and as many finds."""
    rows = [{"system": "fast", "set": "en", "outlet": "A", "iou_hit_gold": h, "iou_gold": 10} for h in hits]
    frame = pd.DataFrame(rows).assign(iou_hit_found=hits, iou_found=10)
    return frame.assign(marked_share_gold=0.1, marked_share_found=0.12)


def test_f1_is_that_of_all_articles_together_and_its_interval_is_over_articles() -> None:
    (row,) = profiles.f1_rows(counts([5, 9] * 10), figures=["iou"]).to_dict("records")
    assert row["value"] == pytest.approx(0.7) and (row["n_articles"], row["n_gold"]) == (20, 200)
    # The mean of 20 articles at 0.5 or 0.9 has a standard error of 0.2 / √20.
    assert (row["low"], row["high"]) == (pytest.approx(0.7 - 0.088, abs=0.02), pytest.approx(0.7 + 0.088, abs=0.02))
    (few,) = profiles.f1_rows(counts([5, 9, 7]), figures=["iou"]).to_dict("records")
    assert few["value"] == pytest.approx(0.7) and np.isnan(few["low"])


def test_f1_of_nothing_to_find_is_undefined_unless_something_is_found() -> None:
    empty = counts([0] * 12).assign(iou_gold=0, iou_found=0)
    assert np.isnan(profiles.f1_rows(empty, figures=["iou"])["value"].item())
    assert profiles.f1_rows(empty.assign(iou_found=1), figures=["iou"])["value"].item() == 0


def test_accuracy_keeps_every_row_with_and_without_counts() -> None:
    scored = {"fast": {"en": {"iou": 0.7, "marked_share_mae": 0.01, "ece": 0.05, "n_found": 9}, "all": {"ece": 0.05}}}
    alone = profiles.accuracy_rows(scored, figures=["iou"])
    both = profiles.accuracy_rows(scored, counts([7] * 12), figures=["iou"])
    assert alone["low"].isna().all() and (len(alone), len(both)) == (1, 1)
    assert both["low"].item() == pytest.approx(0.7) and both["n_articles"].item() == 12
    assert profiles.error_rows(scored, counts([7] * 12))["marked_share_bias"].item() == pytest.approx(0.02)
    assert profiles.accuracy_in_words(both, lang="fr") == "fast sur anglais\u202f: passages 0,700."


def test_reliability_has_wilsons_interval() -> None:
    (row,) = profiles.reliability_rows({"fast": {"all": {"reliability": [[0.8, 0.8, 10]]}}}).to_dict("records")
    assert (row["low"], row["high"]) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))


def test_the_committed_counts_give_the_committed_accuracy() -> None:
    import json

    scored = json.loads((ROOT / "bench" / "accuracy.json").read_text("utf-8"))
    by_article = pd.read_csv(ROOT / "bench" / "accuracy_articles.csv")
    figures = [*profiles.errors.FIGURES, *profiles.errors.TYPES]
    said = profiles.accuracy_rows(scored, figures=figures).set_index(["figure", "set", "system"])["value"]
    found = profiles.f1_rows(by_article, by="set", figures=figures, draws=10).set_index(["figure", "set", "system"])
    assert len(said) == len(found) > 0
    pd.testing.assert_series_equal(found["value"].reindex(said.index), said)


def test_a_corrected_example_is_of_the_engine_asked_for() -> None:
    row = {"group": "A", "raw": 0.4, "corrected": 0.5, "low": 0.4, "high": 0.6, "truth": 0.5, "n_read": 10}
    found = {"example": [row | {"engine": "fast"}, row | {"engine": "marks", "raw": 0.2}]}
    assert profiles.corrected_rows(found, engine="marks")["raw"].tolist() == [0.2]
    with pytest.raises(ValueError, match="engine='accurate' has no corrected example"):
        profiles.corrected_rows(found, engine="accurate")


def test_passages_come_from_the_corpus_or_from_another_that_has_text() -> None:
    press = open_tables(PRESS)
    tables, articles, own = reading.with_text(press, PRESS, otherwise=DEMO)
    assert not own and len(tables.articles) == len(articles) > 0
    assert reading.evidence(tables.attributions.head(3), articles).count('class="passage"') == 3
    same, mine, own = reading.with_text(tables, DEMO, otherwise="nowhere.csv")
    assert own and same is tables and len(mine) == len(articles)


def test_a_folder_with_a_file_of_articles_is_no_folder_of_tables(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("title,text\nLe port,Anne Roy a dit non.\n", "utf-8")
    tables = measure(tmp_path)
    same, mine, own = reading.with_text(tables, tmp_path, otherwise=DEMO)
    assert own and same is tables and [article.title for article in mine] == ["Le port"]


def test_every_name_a_package_promises_is_there() -> None:
    packages = [analysis, *(module for module in vars(analysis).values() if hasattr(module, "__path__"))]
    assert len(packages) > 8
    for package in packages:
        for name in getattr(package, "__all__", ()):
            assert hasattr(package, name), f"{package.__name__} has no {name}"


def test_where_nothing_can_be_compared_profiles_have_no_rows() -> None:
    nobody = pd.DataFrame({"outlet": [None, None], "n_words": [9, 9], "n_direct": [1, 0], "direct_share": [0.1, 0.0]})
    found = profiles.compared(nobody, "direct_share")
    assert found.estimates.empty and found.differences.empty and "no article is left" in found.notes[0]
    assert profiles.compared(nobody.head(0), ["direct_share"]).estimates.empty
    assert profiles.furthest(nobody, "direct_share") == (None, None)
    two = nobody.assign(outlet=["A", "B"])
    with pytest.raises(ValueError, match="not a column"):
        profiles.compared(two, "no_such")
    assert profiles.furthest(two, "direct_share") == ("A", "B")
    alone = profiles.specified(two[two["outlet"] == "A"], "direct_share")
    assert alone.specifications.empty and "fewer than two groups" in alone.impossible["every choice"]
    assert len(profiles.specified(two, "direct_share").specifications) > 1
