"""What charts draw and say: sentences in both languages, errors with intervals, passages where there is text."""

from __future__ import annotations

import html
import re
import string
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbconvert import HTMLExporter

import analysis
from analysis import figures, measure, open_tables, profiles, read_corpus, reading
from analysis.columns import VOICES
from analysis.keywords import TermCounts, keyness
from analysis.lexicons import load, number
from analysis.measure import Tables
from analysis.records import Article

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
    assert profiles.caption("02_spread", tables).endswith(" words. No article is marked as agency copy or duplicate.")
    assert profiles.caption("02_spread", tables, lang="fr").startswith("Part des mots attribués à quelqu'un, un point")
    assert "3 articles de 3 médias, " in profiles.caption("02_spread", tables, lang="fr")
    assert profiles.quartiles_in_words(rows, "direct_share") == (
        "share of words in direct quotation, median (quartiles): A: 25.0% (17.5%–32.5%, n = 3)."
    )
    french = profiles.quartiles_in_words(rows, "direct_share", lang="fr")
    assert "part des mots en citation directe, médiane" in french and "n = 3" in french
    assert french.replace("\u202f", " ").replace("\u00a0", " ").count(" %") == 3 and "17,5" in french
    row = pd.DataFrame({"name": ["A − B"], "difference": [0.052], "low": [-0.01], "high": [0.11]})
    assert profiles.rows_in_words(row, "difference", share=True) == "A − B +5.2 points (−1.0 to +11.0)."
    with pytest.raises(ValueError, match=r"key='voices' is not a sentence .*; there are 00_barcodes"):
        profiles.caption("voices")
    with pytest.raises(ValueError, match="'00_barcodes' needs 'id'; given were group, groups, outlet"):
        profiles.caption("00_barcodes", outlet="A")
    with pytest.raises(ValueError, match="lang='xx' has no labels"):
        profiles.said("sizes", "xx")


def test_numbers_are_written_as_the_language_does() -> None:
    assert [number(12345.5, ",.1f"), number(-0.5, "+.2f"), number(0.5, ".0%")] == ["12,345.5", "−0.50", "50%"]
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
    (few,) = profiles.f1_rows(counts([5, 9, 7] * 6), figures=["iou"]).to_dict("records")
    assert few["value"] == pytest.approx(0.7) and np.isnan(few["low"])


def test_f1_of_nothing_to_find_is_undefined_unless_something_is_found() -> None:
    empty = counts([0] * 12).assign(iou_gold=0, iou_found=0)
    assert np.isnan(profiles.f1_rows(empty, figures=["iou"])["value"].item())
    assert profiles.f1_rows(empty.assign(iou_found=1), figures=["iou"])["value"].item() == 0


def test_accuracy_keeps_every_row_with_and_without_counts() -> None:
    scored = {"fast": {"en": {"iou": 0.7, "marked_share_mae": 0.01, "ece": 0.05, "n_found": 9}, "all": {"ece": 0.05}}}
    alone = profiles.accuracy_rows(scored, figures=["iou"])
    both = profiles.accuracy_rows(scored, counts([7] * 20), figures=["iou"])
    assert alone["low"].isna().all() and (len(alone), len(both)) == (1, 1)
    assert both["low"].item() == pytest.approx(0.7) and both["n_articles"].item() == 20
    assert profiles.error_rows(scored, counts([7] * 12))["marked_share_bias"].item() == pytest.approx(0.02)
    assert profiles.accuracy_in_words(both, lang="fr") == "fast sur anglais\u202f: passages 0,700."


def step(articles: list[tuple[int, int]]) -> pd.DataFrame:
    """Return the counts of one step of confidence, (found, right) by article."""
    rows = pd.DataFrame(articles, columns=["found", "right"])
    return rows.assign(system="fast", set="fr", article=range(len(rows)), step=4, sure=0.8 * rows["found"])


def test_attributions_of_one_article_do_not_count_as_independent() -> None:
    apart, together = step([(4, 3)] * 20), step([(4, 4)] * 15 + [(4, 0)] * 5)
    (one,), (other,) = (profiles.reliability_rows(rows).to_dict("records") for rows in (apart, together))
    for row in (one, other):
        assert (row["confidence"], row["observed"], row["n"], row["n_articles"]) == (pytest.approx(0.8), 0.75, 80, 20)
    # Eighty attributions tell as much as eighty where every article is a mixture, as twenty where none is.
    assert 0.62 < one["low"] < 0.65 < 0.83 < one["high"] < 0.86
    assert 0.45 < other["low"] < 0.51 < 0.91 < other["high"] < 0.95
    (few,) = profiles.reliability_rows(step([(1, 1)] * 3 + [(1, 0)])).to_dict("records")
    assert few["low"] < 0.15 and few["high"] > 0.99, "four attributions say next to nothing, and that is drawn"


def test_the_committed_steps_give_the_committed_reliability() -> None:
    import json

    scored = json.loads((ROOT / "bench" / "accuracy.json").read_text("utf-8"))
    found = profiles.reliability_rows(pd.read_csv(ROOT / "bench" / "accuracy_steps.csv"))
    assert set(found["system"]) == set(scored)
    for system, rows in found.groupby("system"):
        told = np.array(scored[system]["all"]["reliability"])
        # The steps of the accurate engine are those of another processor; the README says how near they are.
        near = 1e-6 if system == "fast" else 0.01
        assert rows[["confidence", "observed"]].to_numpy() == pytest.approx(told[:, :2], abs=near)
        assert rows["n"].to_numpy() == pytest.approx(told[:, 2], rel=0 if system == "fast" else 0.03)
    assert (found["low"] < found["observed"]).all() and (found["observed"] < found["high"]).all()


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
    row |= {"method": "shared"}
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
    assert profiles.furthest(nobody, "direct_share") == (None, None, 0, None)
    two = nobody.assign(outlet=["A", "B"])
    with pytest.raises(ValueError, match="not a column"):
        profiles.compared(two, "no_such")
    assert profiles.furthest(two, "direct_share") == ("A", "B", 1, None)
    alone = profiles.specified(two[two["outlet"] == "A"], "direct_share")
    assert alone.specifications.empty and "fewer than two groups" in alone.impossible["every choice"]
    assert len(profiles.specified(two, "direct_share").specifications) > 1


def test_a_choice_is_weighed_only_between_specifications_alike_in_all_else() -> None:
    # Attitudes can be counted only where paraphrase is: the plain mean of all who count them would be the larger one.
    rows = [("all", "out", 0.20), ("all", "in", 0.19), ("marks", "out", 0.10)]
    curve = pd.DataFrame(rows, columns=["counted", "attitudes", "estimate"])
    plain = curve.groupby("attitudes")["estimate"].mean()
    assert plain["in"] > plain["out"]
    found = profiles.pull(curve, ["counted", "attitudes"]).set_index("choice")
    assert found["change"].to_dict() == {"counted": pytest.approx(-0.10), "attitudes": pytest.approx(-0.01)}
    assert found["n_pairs"].to_dict() == {"counted": 1, "attitudes": 1}
    assert profiles.pull(curve.iloc[1:], ["counted", "attitudes"]).empty, "no two are alike in all but one choice"


def test_a_word_has_one_log_ratio_in_every_chart() -> None:
    key = pd.DataFrame({"term": ["sea", "sky"], "delta": [np.log(4), -np.log(2)], "se": 0.1, "z": [14.0, -7.0]})
    key = key.assign(df=40, q=0.01, n=9, n_reference=3, n_articles=5, n_articles_reference=2, max_article_share=0.1)
    dots, cloud = profiles.key_rows(key).set_index("term"), profiles.key_cloud(key).set_index("term")
    assert cloud["log_odds"].to_dict() == dots["log_ratio"].to_dict()
    assert cloud["log_odds"].to_dict() == {"sea": pytest.approx(2), "sky": pytest.approx(-1)}


def test_the_interval_of_a_word_says_what_its_test_says_with_few_articles_too() -> None:
    rng = np.random.default_rng(3)
    uses = rng.poisson(2, (60, 40)) * (rng.random((60, 40)) < 0.5)
    articles = pd.DataFrame({"id": range(60), "n_narration": 500, **{f"n_{v}": 0 for v in VOICES if v != "narration"}})
    terms = [(a, "narration", f"w{t}", int(n)) for (a, t), n in np.ndenumerate(uses) if n]
    counts = TermCounts.from_tables(articles, pd.DataFrame(terms, columns=["article_id", "voice", "term", "n"]))
    key = keyness(counts, ["few"] * 4 + ["many"] * 56, target="few").assign(q=0.01)
    rows = profiles.key_rows(key, each=40).set_index("term")
    out = (rows["low"] > 0) | (rows["high"] < 0)
    assert key["df"].eq(3).all() and 0 < out.sum() < len(out) == len(key)
    assert out.to_dict() == (key.set_index("term")["p"] < 0.05).to_dict()


def articles_of(outlets: str, wire: list[bool], words: list[int]) -> Tables:
    """Tables of one attribution and one term an article, some of them an agency's."""
    ids = [f"{outlet}{k}" for k, outlet in enumerate(outlets)]
    articles = pd.DataFrame({"id": ids, "outlet": list(outlets), "wire": wire, "duplicate": False, "n_words": words})
    parts = pd.DataFrame({"article_id": ids, "outlet": list(outlets), "n": 1})
    audit = pd.DataFrame({"id": ids[:1], "outcome": "flagged", "reason": "undated"})
    return Tables(articles.assign(date=None), parts, parts, audit, {})


def test_copies_are_counted_beside_what_they_are_part_of() -> None:
    tables = articles_of("AABC", [True, False, False, False], [300, 100, 50, 50])
    rows = profiles.copies(tables.articles).set_index("group")
    assert rows.loc["A"].to_dict() == {
        "n_articles": 2,
        "n_words": 400,
        "n_copied": 1,
        "n_copied_words": 300,
        "copied_share": 0.75,
    }
    assert "A 75% (1 of 2)" in profiles.account(tables) and "A 75% (1 of 2)" in profiles.caption("03_kinds", tables)
    assert "A 75\u202f% (1 sur 2)" in profiles.caption("03_kinds", tables, lang="fr")
    held = tables.articles.assign(lang="en")
    assert profiles.holdings(replace(tables, articles=held))["copied_share"].tolist() == [0.75, 0, 0]
    bare = tables.articles.drop(columns=["wire", "duplicate"])
    assert profiles.copies_in_words(bare) == "Nothing says which articles are agency copy or duplicates."


def test_without_wire_copy_every_table_is_without_it_and_the_account_counts_it() -> None:
    tables = articles_of("AABC", [True, False, False, False], [300, 100, 50, 50])
    kept = profiles.grouped(tables, wire=False)
    assert kept.articles["id"].tolist() == ["A1", "B2", "C3"]
    for table in (kept.attributions, kept.terms):
        assert table["article_id"].tolist() == ["A1", "B2", "C3"]
    said = profiles.account(kept)
    assert "4 records came in; 1 was left out (agency copy: 1)" in said
    assert "No article is marked as agency copy" in said
    assert len(profiles.grouped(tables).articles) == 4
    of_two = profiles.only(kept, "outlet", ["A", "B"])
    assert "4 records came in; 2 were left out (agency copy: 1, other outlet: 1)" in profiles.account(of_two)
    with pytest.raises(ValueError, match="wire=False needs a column wire or duplicate"):
        profiles.grouped(replace(tables, articles=tables.articles.drop(columns=["wire", "duplicate"])), wire=False)


def test_records_in_are_articles_and_rejected_whatever_a_notebook_leaves_out() -> None:
    tables = articles_of("AABC", [False] * 4, [300, 100, 50, 50])
    copy = pd.DataFrame({"id": ["A1", None], "outcome": "rejected", "reason": ["duplicate_record", "empty_text"]})
    tables = replace(tables, audit=pd.concat([tables.audit, copy], ignore_index=True))
    tables = replace(tables, articles=tables.articles.assign(outlet=["A", "A", "B", None], lang=list("efff")))
    kept = profiles.grouped(tables)
    assert "6 records came in; 3 were left out" in (said := profiles.account(kept)) and "no outlet: 1" in said
    assert profiles.caption("03_kinds", kept).partition(". ")[2].startswith("3 articles of 2 outlets, 450 words.")
    # A1 goes now; the record that repeated it was rejected before, and stays so.
    of_one = profiles.only(kept, "outlet", ["B"])
    assert "6 records came in; 5 were left out" in profiles.account(of_one)
    assert "6 records came in; 4 were left out" in profiles.account(profiles.only(kept, "lang", ["f"]))
    whole = profiles.account(profiles.grouped(tables, whole=True))
    assert "4 articles" in whole and "6 records came in; 2 were left out" in whole


def test_a_group_that_is_not_there_is_answered_with_those_that_are() -> None:
    tables = articles_of("AB", [False] * 2, [9, 9])
    with pytest.raises(ValueError, match="no article has outlet='Foo' or 'Bar'; there are A, B"):
        profiles.only(tables, "outlet", ["Foo", "A", "Bar"])
    by_year = replace(tables, articles=tables.articles.assign(year=[2016, 2017]))
    assert profiles.only(by_year, "year", ["2016"]).articles["id"].tolist() == ["A0"]
    assert profiles.only(tables, "outlet", [None]).articles.empty


def test_a_measure_that_is_not_there_is_answered_with_those_that_are() -> None:
    rows = pd.DataFrame({"outlet": ["A", "B"], "event": 1, "direct_share": [0.1, 0.2]})
    assert profiles.told_lines(rows, "direct_share")["group"].tolist() == ["A", "B"]
    for wrong in (profiles.told_lines, profiles.furthest):
        with pytest.raises(ValueError, match=r"measure='foo' is not a column.*numeric columns are event, direct_share"):
            wrong(rows, "foo")


def test_an_account_of_one_of_each_reads_right_in_both_languages() -> None:
    article = Article("a", "Il neige, a dit Anne Martin.", outlet="A", date="2031-05-02", lang="fr")
    tables = measure([article])
    told = [(None, "rejected", "empty_text"), ("a", "flagged", "truncated")]
    audit = pd.DataFrame(told, columns=["id", "outcome", "reason"])
    one = replace(tables, audit=audit)
    assert profiles.account(one).split("\n\n")[:3] == [
        "**1 article** of 1 outlet, 6 words, dated 2031-05-02; 1 attribution read.",
        "2 records came in; 1 was left out (no text: 1).",
        "Kept, with a remark in the audit: 1 remark (text cut off: 1).",
    ]
    assert profiles.account(one, lang="fr").split("\n\n")[:3] == [
        "**1 article** de 1 média, 6 mots, du 2\xa0mai\xa02031\u202f; 1 attribution.",
        "2 documents reçus\u202f; 1 écarté (texte vide\u202f: 1).",
        "Gardés, avec une remarque dans l'audit\u202f: 1 remarque (texte coupé\u202f: 1).",
    ]
    none = replace(tables, audit=audit.head(0))
    assert "1 record came in; 0 were left out." in profiles.account(none)
    assert "1 document reçu\u202f; 0 écarté." in profiles.account(none, lang="fr"), "in French, 0 takes the singular"


def test_an_account_tells_of_articles_in_a_language_that_is_not_read() -> None:
    tables = articles_of("AABC", [False] * 4, [300, 100, 50, 50])
    said = [profiles.account(replace(tables, articles=tables.articles.assign(lang=langs))) for langs in ("fr", "it")]
    assert "4 articles in a language that is not read here (Italian): nobody is found to speak there" in said[1]
    assert "not read here" not in said[0]


def test_counted_words_of_a_sentence_ask_for_their_number() -> None:
    counted = re.compile(
        r"\{(n\w*|rejected|sure|known|missing|of|kept)\} (?!sur |of |de |to |has |les )(?:[\w']+ )?(\w+s)\b"
    )
    rows = [(row["key"], row["text"]) for row in load("sentences")]
    rows += [(row["key"], row["label"]) for row in load("labels")]
    assert len(rows) > 200 and counted.search("{n} records came in") and counted.search("In {n} paires sur {of}")
    # There is more than one where these are said.
    assert {key for key, text in rows if counted.search(text)} <= {"pair_beside", "pairs_drawn", "account_languages"}
    assert profiles.said("some_alike", "fr", n=1, of=3).startswith("Dans 1 paire sur 3 ")
    assert profiles.said("90_outlets", "fr", n=1, intervals="").startswith(
        "F1 selon le média\u202f: 1 article américain annoté"
    )
    assert profiles.said("05_lean", "fr", n=np.int64(2), sizes="").count("pour les 2 mots montrés") == 1
    assert profiles.difference_in_words(0.019, lang="fr") == "+1,9 point"


def test_only_intervals_that_are_there_leave_out_zero() -> None:
    none = float("nan")
    curve = pd.DataFrame({"estimate": 0.1, "low": [0.05, -0.1, none, none], "high": [0.3, 0.3, none, none]})
    assert profiles.sure_in_words(curve).startswith("1 of 2 intervals leaves out zero; 2 of 4 specifications have no")
    assert profiles.sure_in_words(curve.head(1)) == "1 of 1 interval leaves out zero"
    assert "no specification of 2 has an interval" in profiles.curve_in_words(curve.tail(2), "A", "B")


def test_what_is_said_of_one_or_none_reads_right() -> None:
    one = pd.DataFrame({"outlet": ["A"], "n_articles": [3], "q1": [0.1], "median": [0.2], "q3": [0.3]})
    alone = "There is only one outlet, A: no other to set beside it."
    assert profiles.spread_in_words(one) == f"{alone} The middle half of its 3 articles lies at 10.0% to 30.0%."
    assert profiles.spread_in_words(one.assign(n_articles=1)) == alone
    assert profiles.few_in_words(one).endswith(
        "1 of 1 outlet has fewer than 20 articles: dots, but no intervals, will be drawn for it."
    )
    two = pd.DataFrame({"outlet": [None, "A", "B"], "n_articles": [50, 30, 20]})
    assert profiles.few_in_words(two).startswith(
        "Each outlet has 20 articles or more. The largest, A, supplies 30.0% of"
    )
    lacks = pd.DataFrame({"group": ["A"], "lack": ["undated"], "share": [0.0], "n": [1]})
    assert profiles.lack_in_words(lacks).startswith("None of these articles lacks any of this")
    assert "1 of 1 article of A (100%) is marked" in profiles.lack_in_words(lacks.assign(share=1.0))
    strips = pd.DataFrame({"group": "A", "article_id": ["1", "2", "2"], "start": [0, 0, 30], "n": [40, 30, 30]})
    assert "1.0 changes of voice per 100 words" in profiles.strips_in_words(strips.assign(voice="narration"))
    rates = pd.DataFrame({"series": "economic", "period": ["2031-01", "2031-02"], "value": [0.0, 0.0]})
    assert profiles.time_in_words(rates) == "economic: 0 in every period."
    unnamed = profiles.time_in_words(rates.assign(series="unnamed_share"), lang="fr")
    assert unnamed.endswith("\u202f: 0,0\u202f% à chaque période.")
    assert profiles.time_in_words(rates.head(1).assign(value=3.0), lang="fr").endswith("\u202f: 3 (janvier\xa02031).")
    assert profiles.curve_in_words(pd.DataFrame({"estimate": [], "low": [], "high": []}), "A", "B", lang="fr")
    tested = {"p_holm": 0.0314, "detectable": 0.05, "note": ""}
    assert profiles.tested_in_words(tested).startswith("p = 0.031 after Holm. A difference of 5 points would")


def test_a_word_leans_to_the_side_of_its_sign() -> None:
    rows = [("sea", 2.0, 1.0, 3.0), ("sky", 1.0, 0.5, 1.5), ("fog", -1.0, -2.0, -0.1)]
    lean = pd.DataFrame(rows, columns=["term", "narration_lean", "low", "high"])
    both = profiles.leans_in_words(lean)
    assert (
        "*sea* leans furthest to the outlets' own" in both and "*fog* leans furthest to the voices of sources" in both
    )
    assert "sources" not in profiles.leans_in_words(lean.head(2))
    assert profiles.leans_in_words(lean.tail(1)).startswith(
        "*fog* leans furthest to the voices of sources (−1.00, −2.00"
    )
    assert profiles.leans_in_words(lean.head(0)) == ""


def test_one_group_is_not_set_against_itself() -> None:
    rates = pd.DataFrame({"row": ["fr", "en"], "column": "conflict", "value": [9.3, 5.0], "low": [8, 4], "high": 10.0})
    assert "fr 9.3 (8.0 to 10.0) per 1,000 own words, en 5.0" in profiles.gap_in_words(rates)
    assert profiles.gap_in_words(rates.head(1)).startswith("There is only one outlet, fr")


def test_a_notebook_finds_its_files_from_its_own_folder_and_from_the_one_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("notebooks", "data/tables", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    for folder, path in ((".", "../data/tables"), ("notebooks", "../data/tables"), ("notebooks", "data/tables")):
        monkeypatch.chdir(tmp_path / folder)
        assert profiles.found(path).resolve() == (tmp_path / "data" / "tables").resolve(), (folder, path)
    assert profiles.found("nowhere.csv") == Path("nowhere.csv")


def test_lengths_are_told_with_the_quartiles_that_are_drawn() -> None:
    tables = open_tables(PRESS)
    held = profiles.holdings(tables).set_index("outlet").sort_index()
    drawn = profiles.quartiles(tables.articles, "n_words").set_index("outlet")
    for told, name in (("q1_words", "q1"), ("median_words", "median"), ("q3_words", "q3")):
        assert held[told].to_dict() == drawn[name].to_dict()


def test_differences_within_events_are_said_to_be_the_same_where_they_cannot_differ() -> None:
    rng = np.random.default_rng(1)
    rows = pd.DataFrame({"outlet": ["A", "B"] * 30, "event": np.repeat(range(30), 2), "direct_share": rng.random(60)})
    both = profiles.matched_and_not(rows, "direct_share")
    assert "\u202f: " in profiles.matched_and_not(rows, "direct_share", lang="fr")["name"].iloc[0]
    assert both["alike"].all() and both["difference"].round(12).nunique() == 1
    assert "the same by arithmetic" in profiles.alike_in_words(both)
    more = pd.concat([rows, pd.DataFrame({"outlet": ["A"], "event": [None], "direct_share": [0.9]})])
    both = profiles.matched_and_not(more, "direct_share")
    assert not both["alike"].any() and both["difference"].round(12).nunique() == 2
    assert (
        profiles.alike_in_words(both) == "The two may differ: the outlets did not tell the same events equally often."
    )
    twice = pd.concat([rows, rows[rows["outlet"] == "A"], more.tail(1).assign(outlet="C", event=7)])
    assert profiles.told_alike(twice, "direct_share") == {frozenset("AB")}
    some = pd.DataFrame({"how": "same events", "alike": [True, False, False]})
    assert "In 1 of 3 pairs" in profiles.alike_in_words(some)


def test_what_is_filled_is_what_the_correction_keeps() -> None:
    rows = pd.DataFrame({"measure": "x", "a": list("AB"), "b": "C", "n_a": 30, "n_b": 30, "difference": 0.1})
    rows = rows.assign(low=0.01, high=0.2, p_holm=[0.04, 0.2], detectable=0.1)
    found = profiles.compared(pd.DataFrame({"outlet": [None], "n_words": [9]}), "n_words")
    assert profiles.forest(replace(found, differences=rows))["kept"].tolist() == [True, False]
    lean = pd.DataFrame({"term": ["sea", "sky"], "narration_lean": [1.0, 0.9], "low": [0.7, 0.01], "high": [1.3, 1.79]})
    lean = profiles.lean_rows(lean.assign(p=[6e-11, 0.0475], n_narration=9, n_quoted=2))
    assert lean["beside"].tolist() == ["9:2", "9:2"]
    # Alone .9 ± .89 leaves out zero with p = .0475; so it does among two, for the other comes first; not among three.
    assert lean["p_holm"].round(4).tolist() == [0.0, 0.0475] and lean["kept"].tolist() == [True, True]
    among = profiles.lean_rows(pd.concat([lean[lean["term"] == "sky"]] * 3).drop(columns=["beside", "kept", "p_holm"]))
    assert (among["low"] > 0).all() and not among["kept"].any()


def test_doubt_has_an_interval_over_articles_also_where_none_is_found() -> None:
    press = open_tables(PRESS)
    found = profiles.doubt_by_kind(press, ["named_person", "institution", "anonymous"])
    assert found["share"].isna().tolist() == (found["n"] < 20).tolist() and not found["share"].isna().all()
    known = found.dropna(subset=["share"])
    assert (known["n_doubt"] / known["n"]).tolist() == known["share"].tolist()
    assert (known["low"] <= known["share"]).all() and (known["share"] < known["high"]).all()
    none = known[known["n_doubt"] == 0]
    assert len(none) and (none["low"] == 0).all() and (none["high"] > 1 / none["n"]).all()
    for kind, rows in found.groupby("kind"):
        whole = profiles.stances_by_kind(press, [str(kind)]).set_index("stance")["share"]["doubt"]
        assert rows["whole"].tolist() == pytest.approx([whole] * len(rows))
        assert rows["n_doubt"].sum() / rows["n"].sum() == pytest.approx(whole)
    named = found[found["kind"] == "named_person"].set_index("group")
    shares = (
        profiles.stances(press, where="source_kind == 'named_person'").query("stance == 'doubt'").set_index("group")
    )
    assert named["share"].to_dict() == pytest.approx(shares["share"].to_dict())
    assert profiles.doubt_by_kind(press, ["anonymous"], least=10**6).empty
    assert profiles.doubt_in_words(found).count("/") == len(known)
    assert "\u202f" in "".join(profiles.doubt_by_kind(press, ["named_person"], lang="fr")["beside"])


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "50.0% (10/20; no interval)"), ("fr", "(10/20\u202f; sans intervalle)")]
)
def test_doubt_that_stands_in_one_article_has_no_interval_and_is_told_so(lang: str, told: str) -> None:
    said = pd.DataFrame({"article_id": "a1", "outlet": "A", "part": "body", "act": "speech", "source_kind": ["media"]})
    said = pd.concat([said.assign(stance=stance) for stance in ["doubt"] * 10 + ["neutral"] * 10])
    one = pd.DataFrame({"id": ["a1"], "outlet": ["A"], "n_words": [900]})
    found = profiles.doubt_by_kind(Tables(one, said, said, said, {}), ["media"], lang=lang)
    assert found["share"].tolist() == [0.5] and found["low"].isna().all()
    words = profiles.doubt_in_words(found, lang=lang)
    assert told in words and "nan" not in words
    (dot,) = [line for line in figures.share_dots(found, lang=lang).axes[0].lines if line.get_marker() == "o"]
    assert dot.get_markerfacecolor() == "white"


def test_the_method_of_a_correction_is_named_with_what_the_other_gives() -> None:
    import json

    found = json.loads((ROOT / "bench" / "correction.json").read_text("utf-8"))
    rows = profiles.method_rows(found)
    assert rows["method"].tolist()[0] == "uncorrected" and {"own", "shared"} < set(rows["method"])
    example = profiles.corrected_rows(found)["method"].unique().tolist()
    assert example == ["shared"] and set(example) < set(rows["method"])
    other = found | {"example": [row | {"method": "own"} for row in found["example"]]}
    assert profiles.corrected_rows(other)["method"].unique().tolist() == ["own"]
    untold = found | {"example": [{k: v for k, v in row.items() if k != "method"} for row in found["example"]]}
    with pytest.raises(ValueError, match="does not say its method"):
        profiles.corrected_rows(untold)
    said = profiles.methods_in_words(rows, used="shared")
    assert "after `shared`" in said and "after `own`" in said and "surer as extracted" in said
    surer = rows.assign(rho=rows["rho"].where(rows["method"] != "uncorrected", 0.5))
    assert "does not suffer" in profiles.methods_in_words(surer, used="shared")
    mixed = rows.assign(rho=rows["method"].map({"uncorrected": 0.95}).fillna(rows["rho"]))
    assert "the order of outlets suffers from `own` alone" in profiles.methods_in_words(mixed, used="shared")


def test_the_widest_gap_is_one_of_uses_and_none_at_all_is_no_infinity() -> None:
    rows = pd.DataFrame({"row": list("AB") * 2, "column": ["rare"] * 2 + ["often"] * 2, "value": [0.0, 0.5, 17.0, 5.0]})
    high, low = profiles.widest(rows)
    assert (high.column, high.row, low.row) == ("often", "A", "B")
    assert profiles.widest(rows.head(0)) == (None, None)


def test_the_pair_furthest_apart_says_out_of_how_many_it_was_chosen() -> None:
    rows = pd.DataFrame({"outlet": list("ABCD") * 20 + ["E"], "direct_share": [0.1, 0.2, 0.3, 0.4] * 20 + [0.9]})
    assert profiles.furthest(rows, "direct_share")[:3] == ("D", "A", 6)
    assert "most extreme of 6" in profiles.pair_in_words(profiles.furthest(rows, "direct_share"))


def test_of_a_pair_half_given_the_other_is_the_furthest_from_it_and_that_is_said() -> None:
    rows = pd.DataFrame({"outlet": list("ABCD") * 20 + ["E"], "direct_share": [0.1, 0.2, 0.3, 0.4] * 20 + [0.9]})
    assert profiles.furthest(rows, "direct_share", a="B") == ("B", "D", 3, "B")
    assert profiles.furthest(rows, "direct_share", b="C") == ("A", "C", 3, "C")
    assert profiles.furthest(rows, "direct_share", a="E")[:3] == ("E", "A", 4), "a small group that is asked for stays"
    assert profiles.furthest(rows, "direct_share", a="B", b="A") == ("B", "A", 1, None)
    for lang, beside in (
        ("en", "Of the 3 others, D lies furthest from B"),
        ("fr", "Des 3 autres, D est le plus loin de B"),
    ):
        assert profiles.pair_in_words(profiles.furthest(rows, "direct_share", a="B"), lang=lang).startswith(beside)
    given = profiles.furthest(rows, "direct_share", a="B", b="A")
    assert profiles.pair_in_words(given) == "No other pair was looked at."
    with pytest.raises(ValueError, match="a and b are both 'B'"):
        profiles.furthest(rows, "direct_share", a="B", b="B")
    with pytest.raises(ValueError, match="has outlet='Foo'; there are A, B, C, D, E"):
        profiles.furthest(rows, "direct_share", b="Foo")
    years = rows.assign(outlet=rows["outlet"].map(dict(zip("ABCDE", range(2011, 2016), strict=True))))
    assert profiles.furthest(years, "direct_share", a="2012")[:2] == ("2012", "2014")
    alone = profiles.furthest(rows[rows["outlet"] == "A"], "direct_share", a="A")
    assert alone == (None, None, 0, None), "there is nothing to set beside it"


def test_differences_of_shares_are_in_points_and_signed_in_every_alt_text() -> None:
    cell = {"row": "A", "column": "direct_share", "difference": 0.077, "low": 0.05, "high": 0.1}
    told = profiles.grid_in_words(pd.DataFrame([cell]), value="difference")
    assert told.endswith(": A +7.7 points (+5.0 to +10.0).")
    rate = cell | {"column": "attributions_per_1000", "difference": 4.5, "low": 4, "high": 5}
    assert profiles.grid_in_words(pd.DataFrame([rate]), value="difference").endswith(": A +4.5 (+4 to +5).")
    curve = pd.DataFrame({"estimate": [0.1, 0.2], "low": 0.05, "high": 0.3})
    assert "from +10.0 points to +20.0 points" in profiles.curve_in_words(curve, "A", "B")


def test_every_dot_of_a_grid_is_told_with_its_interval_or_that_it_has_none() -> None:
    none = float("nan")
    rows = [
        ("A", "conflict", 6.24, 5.1, 7.3),
        ("B", "conflict", 4.0, none, none),
        ("C", "conflict", none, none, none),
        ("A", "words", 12345.6, 1200.0, 20000.0),
    ]
    told = profiles.grid_in_words(pd.DataFrame(rows, columns=["row", "column", "value", "low", "high"]))
    assert told == "conflict: A 6.24 (5.1 to 7.3), B 4 (no interval); words: A 12,346 (1,200 to 20,000)."
    share = pd.DataFrame([("A", "direct_share", 0.2, 0.1, 0.3)], columns=["row", "column", "value", "low", "high"])
    assert "20,0\u202f% (10,0\u202f% à 30,0\u202f%)" in profiles.grid_in_words(share, lang="fr")


def test_time_is_told_in_the_periods_of_the_language_and_without_what_is_not_known() -> None:
    rows = {"series": "direct_share", "period": ["2022-Q3", "2022-Q4", "2023-Q1"], "value": [0.1, float("nan"), 0.2]}
    told = profiles.time_in_words(pd.DataFrame(rows), lang="fr")
    assert "10,0\u202f% (T3\u00a02022)" in told and "au plus 20,0\u202f% (T1\u00a02023)" in told and "nan" not in told
    assert "10.0% in 2022-Q3" in profiles.time_in_words(pd.DataFrame(rows))


def test_names_with_dollars_in_a_table_are_no_formula_on_a_page() -> None:
    frame = pd.DataFrame({"outlet": ["$5 and $10 News", "The $1 Post"], "share": [0.25, 0.5]})
    shown = profiles.table(frame, lang="fr")
    cell = nbformat.v4.new_code_cell("t")
    data = {"text/html": shown._repr_html_(), "text/plain": repr(shown)}
    cell.outputs = [nbformat.v4.new_output("execute_result", data=data, execution_count=1)]
    body, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    (opened,) = re.findall(r"<table[^>]*>", body)
    # What MathJax 2 and MathJax 3 pass over.
    assert "tex2jax_ignore" in opened and "mathjax_ignore" in opened
    assert "$5 and $10 News" in body and ">0,25<" in body and repr(shown) == repr(frame)
    assert not pd.DataFrame(frame)._repr_html_().count("mathjax_ignore"), "the reader's own settings stay"


def test_a_number_among_words_has_the_decimal_mark_of_the_language() -> None:
    frame = pd.DataFrame({"share": ["", 0.3114, -0.5, None, "<b>"]}, dtype=object)
    shown = profiles.table(frame, lang="fr")._repr_html_()
    assert re.findall("<td>(.*?)</td>", shown) == ["", "0,3114", "\u22120,5", "–", "&lt;b&gt;"]
    assert "<td>0.3114</td>" in profiles.table(frame)._repr_html_()
    below = pd.DataFrame({"a": ["-0.5 degrees", "-x"], "difference": [-0.25, 0.5]})
    assert "<td>−0.25</td>" in (cells := profiles.table(below)._repr_html_()) and "<td>-0.5 degrees</td>" in cells


def test_what_a_table_does_not_know_is_a_dash() -> None:
    frame = pd.DataFrame({"first": ["2031-01-02", None], "share": [0.5, float("nan")], "n": [1, 2]})
    assert re.findall("<td>(.*?)</td>", profiles.table(frame)._repr_html_())[3:] == ["–", "–", "2"]
    assert profiles.table(frame.head(0))._repr_html_().count("<th>") >= 3


def test_a_long_table_shows_its_ends_and_its_size() -> None:
    shown = profiles.table(pd.DataFrame({"n": range(70)}))._repr_html_()
    assert shown.count("<tr>") == 11 and "70 rows" in shown and "<td>64</td>" not in shown
    assert profiles.table(pd.DataFrame({"n": range(60)}))._repr_html_().count("<tr>") == 60


def test_differences_that_were_not_tested_are_not_among_those_a_correction_dropped() -> None:
    none = float("nan")
    rows = pd.DataFrame({"low": [0.1, -0.1, none], "high": [0.3, 0.2, none], "p_holm": [0.01, 0.6, none]})
    forest = rows.assign(kept=[True, False, False])
    assert profiles.kept_in_words(forest).startswith("1 of 2 differences tested is kept after correction; 1 interval")
    assert profiles.kept_in_words(forest.head(2)).startswith("1 of 2 differences is kept")
    assert (
        profiles.kept_in_words(forest.tail(1).iloc[[0, 0]])
        == "Of 2 differences none was tested: too few articles, or nothing that varies."
    )


def test_a_corrected_share_without_an_interval_is_told_without_nan() -> None:
    none = float("nan")
    rows = pd.DataFrame({"group": ["A"], "raw": 0.2, "corrected": 0.3, "low": none, "high": none, "truth": 0.31})
    assert profiles.corrected_in_words(rows) == "A: extracted 20.0%, corrected 30.0% (– to –), true 31.0%."


ODD = (
    *("*Le* Monde", "A_B_C", "_x_", "<b>x</b>", "a|b", "$x$", "`x`", "[x](y)"),
    *("1. FC", "# x", "- x", "> x", "\\(x\\)", "&lt; x", "Marlow & Tate"),
)


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_shown_in_markdown_as_it_is_written(name: str) -> None:
    markdown2html = pytest.importorskip("nbconvert.filters.markdown_mistune").markdown2html_mistune
    inside = markdown2html(profiles.in_markdown("baseline", name=name))
    assert html.unescape(re.sub(r"</?(p|strong|span)>", "", inside)).strip() == f"Compared with {name}."
    alone = markdown2html(profiles.as_text(name))
    assert html.unescape(re.sub(r"</?(p|span)>", "", alone)).strip() == name, "also where a line begins with it"
    assert not re.search(r"\$[^<]*\$", alone), "two dollars in one element are a formula"


def test_a_sentence_within_a_sentence_keeps_its_signs_and_an_id_is_code() -> None:
    outlets, ids = ["_A_", "_A_", "B"], ["a_*1*", "a`2", "b"]
    rows = pd.DataFrame({"outlet": outlets, "id": ids, "attributed_share": [0.1, 0.5, 0.3]})
    told = profiles.articles_in_words(profiles.quartiles(rows, "attributed_share"), rows, "attributed_share")
    assert "in \\_A\\_ (" in told and told.endswith("To see a typical article of \\_A\\_, open `` a`2 ``.")
    methods = {"method": ["uncorrected", "own", "shared"], "error": 0.05, "covered": 6.0, "rho": [0.9, 0.8, 0.95]}
    told = profiles.verdicts.methods_in_words(pd.DataFrame(methods), used="shared")
    assert told.endswith("the order of outlets suffers from `own` alone.")


def test_notes_and_accounts_show_names_as_they_are_written() -> None:
    assert profiles.notes_in_words(("group <b>: too few",)).endswith("- group &lt;b>: too few")
    articles = pd.DataFrame({"outlet": ["*A*", "B"], "n_words": 100, "date": None, "wire": [True, False]})
    audit = pd.DataFrame({"id": ["1"], "outcome": ["flagged"], "reason": ["future_date"]})
    told = profiles.account(Tables(articles, pd.DataFrame(), pd.DataFrame(), audit, {}))
    assert "\\*A\\* 100% (1 of 1)" in told and "(date in the future: 1)" in told
    kinds = pd.DataFrame({"group": ["a_b", "a_b"], "value": ["media", "x_y"], "share": [0.6, 0.4]})
    assert profiles.cells_in_words(kinds, column="value") == "a_b: media 60%, x_y 40%."


def test_the_alt_text_of_a_curve_tells_our_own_specification() -> None:
    curve = pd.DataFrame({"estimate": [0.1, 0.2], "low": 0.0, "high": 0.3, "ours": [True, False]})
    assert "median +15.0 points, our own +10.0 points; " in profiles.curve_in_words(curve, "A", "B")
    assert "our own" not in profiles.curve_in_words(curve.drop(columns="ours"), "A", "B")


def test_what_cannot_be_varied_alone_is_not_told_again_in_combinations() -> None:
    why = {"wire": "nothing flags wire copy", "min_words=150": "0 rows", "headline=in, min_words=150": "0 rows"}
    told = profiles.not_varied_in_words(why | {"attitudes=in, headline=in": "0 rows"}).split("\n\n")[1].splitlines()
    assert told == [
        "- `wire`: nothing flags wire copy",
        "- `min_words=150`: 0 rows",
        "- `attitudes=in, headline=in`: 0 rows",
    ]


def test_the_bound_of_marks_is_told_only_where_it_is_one() -> None:
    row = {"n_words": 10, "n_direct": 3, "n_partial": 1, "n_indirect": 0, "n_scare": 1}
    row |= {"marked_share": 0.4, "marked_share_upper": 0.5, "attributed_share": 0.4}
    assert profiles.counts_in_words(row).endswith("would be 0.5000: the two bound what the marks alone can tell.")
    assert profiles.counts_in_words(row | {"n_scare": 0}).endswith("No marked word was taken for anything but speech.")


def test_of_many_pairs_those_furthest_apart_are_drawn_and_that_is_said() -> None:
    rows = [(f"O{k}", e, 0.02 * k * k + 0.001 * e) for k in range(7) for e in range(3)]
    both = profiles.matched_and_not(pd.DataFrame(rows, columns=["outlet", "event", "n_words"]), "n_words")
    far = profiles.furthest_pairs(both, most=2)
    assert sorted(set(far["pair"])) == ["O0 − O6", "O1 − O6"] and len(far) == 4 and len(both) == 42
    assert profiles.alike_in_words(both).endswith(
        "Drawn are the 15 of 21 pairs furthest apart, chosen because they are; all are in the table."
    )
    assert "furthest" not in profiles.alike_in_words(profiles.furthest_pairs(both, most=15))
    assert profiles.furthest_pairs(both.head(0)).empty


def test_holding_the_story_still_is_worth_what_it_makes_narrower() -> None:
    both = pd.DataFrame({"how": ["all articles", "same events"], "low": 0.0, "high": [0.2, 0.1]})
    assert "20 points over all articles and 10 points within events: a narrower one" in profiles.worth_in_words(
        both, "direct_share"
    )
    assert profiles.worth_in_words(both.assign(high=[0.1, 0.2]), "direct_share").endswith("makes them no narrower.")


def test_places_are_told_with_their_intervals_and_how_many_articles() -> None:
    none = float("nan")
    rows = [("A", 0.4, 0.35, 0.45, 0.2, none, none, 1200)]
    columns = "group direct_share direct_share_low direct_share_high x_share x_share_low x_share_high n_articles"
    assert profiles.plane_in_words(pd.DataFrame(rows, columns=columns.split()), "direct_share", "x_share") == (
        "A (1,200 articles): share of words in direct quotation 40.0% (35.0% to 45.0%), x share 20.0% (no interval)."
    )


def test_a_speakers_share_stands_beside_its_words_and_what_they_are_of() -> None:
    said = [("A", "Anna Hale", 30), ("A", "Anna Hale", 10), ("A", None, 10), ("A", "transcript", 50), ("B", "金明", 5)]
    rows = pd.DataFrame(said, columns=["outlet", "speaker", "n_words"])
    rows = rows.assign(part="body", act="speech", source_kind="named_person", role="", article_id="a", lang="en")
    crowd = rows.tail(1).assign(speaker="Democrats", source_kind="collective_vague")
    rows = pd.concat([rows, crowd], ignore_index=True)
    empty = pd.DataFrame()
    found = profiles.speakers(Tables(empty, rows, empty, empty, {}))
    assert found.set_index("speaker").loc["Anna Hale", ["n", "n_words", "n_attributed"]].tolist() == [2, 40, 100]
    assert (found["share"] == found["n_words"] / found["n_attributed"]).all() and len(found) == 2


def test_what_is_least_is_all_that_is_as_little() -> None:
    shares = {"named_person": (0.0, 0.9), "citizen": (0.0, 0.5), "institution": (0.4, 0.2)}
    rows = [
        {"group": kind, "stance": stance, "share": share, "low": np.nan, "high": np.nan, "n": 30}
        for kind, pair in shares.items()
        for stance, share in zip(("doubt", "evidential"), pair, strict=True)
    ]
    tied = pd.DataFrame(rows)
    said = profiles.kinds_in_words(tied)
    assert "least for *named person*, *citizen* (0.0%)." in said and "*institution* (40.0% of 30" in said
    one = profiles.kinds_in_words(tied[tied["group"] != "citizen"], lang="fr")
    assert "le plus rare pour *personne nommée* (0,0\u202f%, sans intervalle)." in one


def test_a_share_without_a_name_says_of_how_many() -> None:
    hidden = pd.DataFrame(
        {"name": ["A", "B"], "share": [0.4, 0.1], "low": np.nan, "high": np.nan, "n": [5, 1], "beside": ""}
    )
    assert profiles.hidden_in_words(hidden).startswith(
        "A leaves 40.0% of its attributions without a name (n = 5, no interval), B 10.0% (n = 1, no interval)."
    )


def test_of_a_pair_all_articles_stand_above_the_same_events_in_every_language() -> None:
    rows = [(o, f"e{k}", 0.1 * n + 0.01 * k, 100) for n, o in enumerate("AB") for k in range(3)]
    articles = pd.DataFrame(rows, columns=["outlet", "event", "attributed_share", "n_words"])
    articles = articles.assign(id=[f"a{k}" for k in range(len(rows))])
    for lang in ("en", "fr"):
        both = profiles.matched_and_not(articles, "attributed_share", lang=lang)
        assert both["how"].tolist() == ["all articles", "same events"]


def test_several_languages_are_told_with_what_that_does() -> None:
    tables = open_tables(Path(analysis.__file__).parent.parent / "data" / "demo" / "articles.csv")
    told = profiles.account(tables)
    counts = tables.articles["lang"].value_counts()
    names = [profiles.name_of(code) for code in counts.index]
    assert f"In 2 languages ({names[0]} {counts.iloc[0]}, {names[1]} {counts.iloc[1]}): lists of" in told
    one = profiles.account(profiles.only(tables, "lang", ["fr"]), lang="fr")
    assert "langues" not in one


def test_logarithms_have_two_decimals_and_rates_three_digits() -> None:
    row = {"log_ratio": 0.0871, "value": 0.0871, "low": -0.112, "high": 10.28}
    assert profiles.estimate_in_words(row, "log_ratio") == "+0.09 (−0.11 to +10.28)"
    assert profiles.estimate_in_words(row, "value") == "0.0871 (−0.112 to 10.3)"


def test_a_table_of_holdings_speaks_the_readers_language() -> None:
    columns = ["outlet", "n_articles", "languages", "first", "last"]
    held = pd.DataFrame([("2031-05", 3, "en fr", "2031-05-01", None)], columns=columns)
    # Dates of a frame are strings or objects, as pandas made them.
    for frame in (held, held.astype({"first": "str"})):
        french = profiles.table(frame, named=True, lang="fr")._repr_html_()
        for told in ("<td>01/05/2031</td>", "<td>anglais, français</td>", "<td>2031-05</td>", "<td>–</td>"):
            assert told in french, (told, french)
        for heading in ("média", "articles", "langues", "première date", "dernière date"):
            assert f"<th>{heading}</th>" in french
    counted = profiles.table(pd.DataFrame({"n_events": [1200.0], "n_mean": [0.5]}), lang="fr")._repr_html_()
    assert "<td>1\u202f200</td>" in counted and "<td>0,5</td>" in counted
    english = profiles.table(held, lang="en")._repr_html_()
    assert "<td>2031-05-01</td>" in english and "<th>n_articles</th>" in english
    assert "<td>English, French</td>" in english


def test_outlets_of_few_annotated_articles_are_told_without_intervals() -> None:
    rows = pd.DataFrame({"outlet": ["A", "B"], "value": [0.9, 0.8], "low": np.nan, "high": np.nan, "n_articles": 12})
    told = profiles.best_outlet_in_words(rows)
    assert "A (0.900) and worst in B (0.800)" in told and "12 articles, too few for an interval" in told
    assert "12 articles, trop peu pour un intervalle" in profiles.best_outlet_in_words(rows, lang="fr")
    sure = profiles.best_outlet_in_words(rows.assign(low=[0.85, 0.7], high=[0.95, 0.9], n_articles=40))
    assert "B (0.800, 0.700 to 0.900), each time in 40 articles" in sure
