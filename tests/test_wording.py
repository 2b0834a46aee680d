"""Wording of the narration: lists, passives, nominalisations, names."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

import analysis.wording as wording_of
from analysis.lexicons import load
from analysis.passive import Passive, passives
from analysis.phrases import folded, parts
from analysis.records import Article, Reading
from analysis.text import words
from analysis.wording import (
    LISTS,
    is_nominalisation,
    name_choices,
    summarise_names,
    wording_columns,
    wording_hits,
)

GOLD = Path(__file__).parents[1] / "data" / "gold" / "passive_fr.csv"


class Spoken:
    def __init__(self, text: str, lang: str, said: slice = slice(0, 0)) -> None:
        self.words = words(text, lang)
        self.code = np.zeros(len(self.words), np.uint8)
        self.code[said] = 2


def measured(text: str, lang: str, said: slice = slice(0, 0)) -> dict[str, float]:
    return wording_columns(Reading(Article("a", text, lang=lang)), Spoken(text, lang, said))


def found(text: str, lang: str) -> list[Passive]:
    offsets = words(text, lang)
    return passives(text, offsets, folded(text, offsets), lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_words_and_a_description(lang: str, name: str) -> None:
    patterns = [row["pattern"] for row in load("wording") if row["lang"] == lang and row["list"] == name]
    assert len(patterns) >= 20 and len(set(patterns)) == len(patterns)
    assert all(parts(pattern, lang) for pattern in patterns)
    (about,) = [row for row in load("wording_lists") if row["lang"] == lang and row["list"] == name]
    assert about["literature"] and int(about["n_judged"]) >= 39
    assert float(about["precision"]) == pytest.approx(int(about["n_good"]) / int(about["n_judged"]), abs=0.006)


@pytest.mark.parametrize(
    "lang, name, text",
    [
        ("fr", "hedge", "Il serait peut-être parti."),
        ("fr", "booster", "C'est évidemment faux."),
        ("fr", "factive", "Il a révélé l'affaire."),
        ("fr", "subjective", "Une décision scandaleuse."),
        ("fr", "loaded", "Le régime et ses casseurs."),
        ("fr", "modality", "Elle doit partir."),
        ("en", "hedge", "He has perhaps left."),
        ("en", "booster", "This is clearly wrong."),
        ("en", "implicative", "They managed to leave."),
        ("en", "assertive", "He claims it."),
        ("en", "subjective", "A ridiculous idea."),
        ("en", "loaded", "The regime and its thugs."),
    ],
)
def test_lists_find_their_words(lang: str, name: str, text: str) -> None:
    assert measured(text, lang)[f"n_{name}"] >= 1
    assert len(wording_hits(text, words(text, lang), lang, name)) >= 1


def test_only_narration_counts() -> None:
    text = "C'est évidemment faux. Évidemment."
    columns = measured(text, "fr", said=slice(4, 5))
    assert (columns["n_booster"], columns["booster_per_1000"]) == (1, 250)
    assert math.isnan(measured(text, "fr", said=slice(None))["booster_per_1000"])


def test_exceptions() -> None:
    assert measured("Le régime de retraite change.", "fr")["n_loaded"] == 0
    text = "Le régime de retraite change."
    assert wording_hits(text, words(text, "fr"), "fr", "loaded") == []
    with pytest.raises(ValueError, match="name='colour'"):
        wording_hits(text, words(text, "fr"), "fr", "colour")


def test_a_language_without_lists_is_undefined() -> None:
    columns = measured("Ein Satz.", "de")
    assert columns and all(math.isnan(value) for value in columns.values())


def test_a_language_with_one_list_has_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*load("wording"), {"lang": "es", "list": "hedge", "pattern": "quizá", "except": ""}]
    monkeypatch.setattr(wording_of, "load", lambda name: rows if name == "wording" else load(name))
    wording_of._matcher.cache_clear()
    try:
        columns = measured("Quizá llueva.", "es")
    finally:
        monkeypatch.undo()
        wording_of._matcher.cache_clear()
    assert columns["n_hedge"] == 1 and math.isnan(columns["n_booster"])


@pytest.mark.parametrize(
    "lang, text, expected",
    [
        ("fr", "La loi a été votée mardi.", [False]),
        ("fr", "La loi n'a pas encore été votée par les députés.", [True]),
        ("fr", "Le toit sera-t-il réparé ?", [False]),
        ("fr", "Deux hommes ont été arrêtés. La rue fut fermée par la police.", [False, True]),
        ("fr", "Elle est arrivée. Il est âgé. Ils se sont réunis. C'est vrai.", []),
        ("fr", "Il a été très motivé cet été.", []),
        ("fr", "Elle est aimée de tous.", [True]),
        ("fr", "La date est fixée par avance.", [False]),
        ("en", "The law was passed on Tuesday.", [False]),
        ("en", "The law has not yet been passed by the house.", [True]),
        ("en", "She was interested. He is gone. They were very surprised.", []),
        ("en", "The bridge will be built by next year.", [False]),
        ("de", "Das Haus wird gebaut.", []),
    ],
)
def test_passives(lang: str, text: str, expected: list[bool]) -> None:
    assert [p.agent for p in found(text, lang)] == expected


def test_french_passives_on_sentences_written_for_it() -> None:
    """F1 of the agentless passive and of any passive; the sentences were written and marked apart from the rules."""
    with GOLD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 80
    truth, guess = [], []
    for row in rows:
        offsets, start = words(row["text"], "fr"), row["text"].index(row["verb"])
        end = start + len(row["verb"])
        here = [p for p in found(row["text"], "fr") if offsets[p.first, 0] < end and offsets[p.last - 1, 1] > start]
        truth.append(row["label"])
        guess.append("none" if not here else "agent" if here[0].agent else "agentless")
    for wanted, least in (({"agentless"}, 0.80), ({"agentless", "agent"}, 0.95)):
        true, said = [t in wanted for t in truth], [g in wanted for g in guess]
        both = sum(t and s for t, s in zip(true, said, strict=True))
        assert 2 * both / (sum(true) + sum(said)) >= least


def test_nominalisations() -> None:
    made = ["fermeture", "privatisation", "fonctionnement", "rapidement", "nation", "gouvernement"]
    assert [w for w in made if is_nominalisation(w, "fr")] == ["privatisation", "fonctionnement", "gouvernement"]
    assert [w for w in ("closure", "deployment", "moment", "fitness", "openness") if is_nominalisation(w, "en")] == [
        "deployment",
        "openness",
    ]


def test_name_choices() -> None:
    text = "Les migrants attendent. Le clandestin aussi. Un conflit d'intérêts, pas une guerre."
    table = name_choices([Reading(Article("a", text, "X", lang="fr"))], [Spoken(text, "fr")])
    assert table[["referent", "name", "n"]].values.tolist() == [
        ["people_on_the_move", "migrant", 1],
        ["people_on_the_move", "clandestin", 1],
        ["war", "guerre", 1],
    ]
    assert summarise_names(table)["naming_share"].tolist() == [0.5, 0.5, 1.0]
    assert len(name_choices([Reading(Article("a", text, lang="de"))], [Spoken(text, "de")])) == 0
