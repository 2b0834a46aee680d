"""Framing vocabulary by voice, and the frame classifier: learning, folds, honesty, files."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.frames import (
    SCHEMES,
    FrameClassifier,
    Settings,
    count_frames,
    cross_validate_frames,
    fit_frames,
    frame_columns,
    frame_names,
    score_frames,
    summarise_frames,
)
from analysis.frames.learning import folds_of
from analysis.lexicons import load
from analysis.phrases import Entry, Matcher, Phrases, folded, parts
from analysis.records import Article, Reading
from analysis.text import words


class Spoken:
    def __init__(self, text: str, lang: str, said: slice = slice(0, 0)) -> None:
        self.words = words(text, lang)
        self.code = np.zeros(len(self.words), np.uint8)
        self.code[said] = 2


def bits(matcher: Matcher, text: str, lang: str = "fr") -> list[int]:
    return matcher.bits(folded(text, words(text, lang))).tolist()


def test_patterns_match_words_prefixes_and_phrases() -> None:
    phrases = Phrases(["état d'urgence", "migrant*", "l'état"], lang="fr")
    text = "L’État décrète l'état d’urgence, les Migrantes attendent"
    found = [phrases.patterns[hit.entry] for hit in phrases.find(folded(text, words(text, "fr")))]
    assert found == ["l'état", "l'état", "état d'urgence", "migrant*"]
    with pytest.raises(ValueError, match="holds no word"):
        parts("* !", "fr")


def test_exceptions_and_longer_phrases_win() -> None:
    matcher = Matcher(
        [Entry("conflit*", "a", ("conflit d'intérêts",)), Entry("guerre", "a"), Entry("guerre des chefs", "a")]
    )
    assert bits(matcher, "un conflit d'intérêts") == [0, 0, 0, 0]
    assert bits(matcher, "un conflit ouvert") == [0, 1, 0]
    assert bits(matcher, "la guerre des chefs, la guerre") == [0, 1, 0, 0, 0, 1]


def test_a_word_counts_for_each_of_its_categories() -> None:
    matcher = Matcher([Entry("tribunal", "law"), Entry("tribun*", "crime", ("tribune*",))])
    assert bits(matcher, "tribunal tribune tribuns") == [3, 0, 2]
    with pytest.raises(ValueError, match="61 categories"):
        Matcher([Entry("a", str(i)) for i in range(61)])


@pytest.mark.parametrize("scheme, n", list(zip(SCHEMES, (5, 14), strict=True)))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_frame_has_words_in_both_languages(scheme: str, n: int, lang: str) -> None:
    rows = [row for row in load(f"frames_{scheme}") if row["lang"] == lang]
    assert {row["frame"] for row in rows} == set(frame_names(scheme))
    assert len(frame_names(scheme)) == n
    assert all(len([r for r in rows if r["frame"] == frame]) >= 10 for frame in frame_names(scheme))
    for row in rows:
        for pattern in (row["pattern"], *filter(None, (e.strip() for e in row["except"].split(";")))):
            assert parts(pattern, lang)


def test_columns_by_voice() -> None:
    text = "Le conflit dure. « Un conflit d'intérêts et un conflit », dit-elle."
    columns = frame_columns(Reading(Article("a", text, lang="fr")), Spoken(text, "fr", slice(3, 10)))
    assert (columns["n_frame_conflict"], columns["n_frame_conflict_own"], columns["n_frame_conflict_said"]) == (2, 1, 1)
    assert columns["frame_conflict_per_1000"] == pytest.approx(2000 / 12)
    assert columns["frame_conflict_own_per_1000"] == pytest.approx(1000 / 5)
    unknown = frame_columns(Reading(Article("a", text, lang="xx")), Spoken(text, "fr"), schemes=SCHEMES)
    assert len(unknown) == 5 * 19 and all(map(math.isnan, unknown.values()))
    with pytest.raises(ValueError, match="not one of generic, policy"):
        frame_names("colour")


def test_summary_is_pooled_with_the_document_share() -> None:
    texts = ["La famille pleure son enfant.", "Le budget monte."]
    readings = [Reading(Article(str(i), text, "Le Clairon", lang="fr")) for i, text in enumerate(texts)]
    table = count_frames(readings, [Spoken(text, "fr") for text in texts])
    row = summarise_frames(table, ["outlet", "frame"]).set_index("frame").loc["human_interest"]
    assert (row["n"], row["n_words"], row["n_articles"], row["n_articles_with"]) == (3, 8, 2, 1)
    assert (row["per_1000"], row["document_share"]) == (375, 0.5)


WAR = """the war goes on|soldiers at war|a war of soldiers|army and war|war, army, soldiers|army at war
the army fights|soldiers and army|no war, soldiers""".replace("\n", "|").split("|")
MONEY = """the budget rises|money and tax|a tax on money|the budget and the tax|tax money|budget money
the money and the budget|a tax, a budget|money for tax""".replace("\n", "|").split("|")
NONE = """the cat sleeps|rain tomorrow|a quiet morning|the door is blue|a cup of tea|trees in spring
a slow train|seven windows|the bird sings""".replace("\n", "|").split("|")
PASSAGES = [*WAR, *MONEY, *NONE]
LABELS = [["war"]] * 9 + [["money"]] * 9 + [[]] * 9
GROUPS = [i % 3 for i in range(27)]


@pytest.fixture(scope="module")
def model() -> FrameClassifier:
    return fit_frames(PASSAGES, LABELS, GROUPS, lang="en")


def test_classifier_learns_and_says_none(model: FrameClassifier) -> None:
    assert model.predict(["soldiers of the army", "money for the budget", "blue rain"]) == [("war",), ("money",), ()]
    p = model.probabilities(["soldiers of the army"])
    assert p.shape == (1, 2) and 0 < p[0, 0] < p[0, 1] < 1
    table = model.table(["soldiers of the army"], ["x"])
    assert table["passage"].tolist() == ["x", "x"] and table["found"].tolist() == [False, True]
    assert model.predict([]) == []


def test_files_give_back_the_same_classifier(model: FrameClassifier, tmp_path: Path) -> None:
    again = FrameClassifier.load(model.save(tmp_path / "m"))
    np.testing.assert_array_equal(again.probabilities(PASSAGES), model.probabilities(PASSAGES))
    assert sorted(p.name for p in (tmp_path / "m").iterdir()) == ["model.json", "weights.npz"]
    with np.load(tmp_path / "m" / "weights.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind == "f" for name in arrays.files)
    about = json.loads((tmp_path / "m" / "model.json").read_text("utf-8"))
    (tmp_path / "m" / "model.json").write_text(json.dumps(about | {"format": "other"}), "utf-8")
    with pytest.raises(ValueError, match="format='other'"):
        FrameClassifier.load(tmp_path / "m")


def test_marked_words_count(tmp_path: Path) -> None:
    """A word that the coder marked wherever it stood tells more than one that merely stood there."""
    texts = [
        f"{word} {filler}" for word in ("vile", "loud") for filler in ("man", "day", "plan", "house", "road", "train")
    ]
    labels = [["biased"] if text.startswith("vile") else [] for text in texts]
    marked = [["vile"] if text.startswith("vile") else [] for text in texts]
    model = fit_frames(texts, labels, marked=marked, lang="en", settings=Settings(even=True))
    plain = fit_frames(texts, labels, lang="en")
    assert len(model.features) == len(plain.features) + 6
    assert model.probabilities(["a vile thing"])[0, 0] > 0.5 > model.probabilities(["a loud thing"])[0, 0]
    again = FrameClassifier.load(model.save(tmp_path))
    np.testing.assert_array_equal(again.probabilities(texts), model.probabilities(texts))
    with pytest.raises(ValueError, match="marked has 1 item for"):
        fit_frames(texts, labels, marked=[[]])


def test_no_group_is_on_both_sides() -> None:
    groups = ["a"] * 5 + ["b"] * 3 + ["c"] * 2 + ["d"]
    fold = folds_of(groups, 3)
    assert {g: len({int(f) for f, x in zip(fold, groups, strict=True) if x == g}) for g in "abcd"} == dict.fromkeys(
        "abcd", 1
    )
    assert sorted(np.bincount(fold).tolist()) == [3, 3, 5]
    with pytest.raises(ValueError, match="at least 2"):
        folds_of(["a", "a"], 5)


def test_cross_validation_hides_the_group() -> None:
    """When only one outlet has a frame, who has not seen that outlet cannot find it: nothing leaks."""
    outlets = ["Le Clairon"] * 9 + ["La Vigie"] * 9 + ["L'Écho"] * 9
    found = cross_validate_frames(PASSAGES, LABELS, outlets, lang="en")
    assert not any("war" in frames for frames in found[:9])
    assert not any("money" in frames for frames in found[9:18])
    mixed = cross_validate_frames(PASSAGES, LABELS, GROUPS, lang="en")
    assert any("war" in frames for frames in mixed[:9])


def test_wrong_labels_are_explained() -> None:
    with pytest.raises(ValueError, match="the text 'war'"):
        fit_frames(PASSAGES, ["war"] * 27)
    with pytest.raises(ValueError, match="too few passages for"):
        fit_frames(PASSAGES, [["war"]] * 2 + [[]] * 25)
    with pytest.raises(ValueError, match="26 labels"):
        fit_frames(PASSAGES, LABELS[:26])


def test_scores() -> None:
    truth = [["a"], ["a", "b"], [], ["b"]]
    found = [["a"], ["b"], [], ["a"]]
    frame = score_frames(truth, found, human={"a": 0.8}, draws=200).set_index("frame")
    assert frame.loc["a", ["precision", "recall", "f1", "human"]].tolist() == [0.5, 0.5, 0.5, 0.8]
    assert frame.loc["b", "f1"] == pytest.approx(2 / 3)
    assert frame.loc["micro", "f1"] == pytest.approx(4 / 7)
    assert frame.loc["macro", "f1"] == pytest.approx((0.5 + 2 / 3) / 2)
    assert frame.loc["(no frame)", "f1"] == 1
    assert (frame["low"] <= frame["f1"]).all() and (frame["f1"] <= frame["high"]).all()
    by_group = score_frames(truth, found, ["x", "x", "y", "y"], draws=200)
    pd.testing.assert_series_equal(by_group["f1"], frame["f1"].reset_index(drop=True))


def test_a_frame_nobody_coded_counts_against_the_classifier() -> None:
    frame = score_frames([["war"], [], ["war"]], [["war"], ["peace"], ["war", "peace"]], draws=50).set_index("frame")
    assert frame.loc["peace", ["n", "n_found", "precision", "f1"]].tolist() == [0, 2, 0, 0]
    assert np.isnan(frame.loc["peace", "recall"])
    assert frame.loc["micro", "precision"] == pytest.approx(2 / 4) and frame.loc["macro", "f1"] == pytest.approx(1 / 2)
    with pytest.raises(ValueError, match="3 label sets, 2 found"):
        score_frames([["war"], [], []], [["war"], []])


def test_demo_passages_can_be_learnt() -> None:
    rows = pd.read_csv(Path(__file__).parents[1] / "data" / "demo" / "frames.csv", keep_default_na=False)
    assert len(rows) == 120 and set(rows["lang"]) == {"fr", "en"} and rows["id"].is_unique
    used = {frame for cell in rows["frames"] for frame in cell.split(";") if frame}
    assert used == set(frame_names("generic"))
    english = rows[rows["lang"] == "en"]
    labels = [cell.split(";") if cell else [] for cell in english["frames"]]
    model = fit_frames(english["text"].tolist(), labels, english["outlet"].tolist(), lang="en")
    assert (
        score_frames(labels, model.predict(english["text"].tolist()), draws=10).set_index("frame").loc["micro", "f1"]
        > 0.5
    )
