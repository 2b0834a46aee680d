"""Sources that were cut or not found: who stands beside the cue, what was told to whom, where a headline goes on."""

from __future__ import annotations

import pytest
from told import attribution, resolved

from analysis.records import Attribution, Type
from analysis.speakers.mentions import read_mention
from analysis.speakers.names import split_name
from analysis.speakers.vocabulary import vocabulary


def told(text: str, lang: str, cue: str, content: str, source: str = "", *, kind: Type = "direct") -> Attribution:
    """Resolve one attribution of a text, told by its words; ``source`` empty: none was found."""
    return resolved(text, lang, attribution(text, content, cue, source, kind=kind))[0]


@pytest.mark.parametrize(
    ("text", "lang", "cue", "content", "speaker"),
    [
        ("La CFTB, qui réclame un débat, attend.", "fr", "réclame", "un débat", "CFTB"),
        ("La colère de la CFTB, qui réclame un débat, monte.", "fr", "réclame", "un débat", "CFTB"),
        ("La dette monte, selon la Cour de Vaubrun, de 4 %.", "fr", "selon", "La dette monte", "Cour de Vaubrun"),
        ("« Non », a glissé à La Gazette un des habitants.", "fr", "a glissé", "« Non »", "un des habitants"),
        ("Le même bilan fait état de dix cas.", "fr", "fait état", "de dix cas", "même bilan"),
        ("L'arrêté, consulté par La Gazette, précise que tout ferme.", "fr", "précise", "que tout ferme", "arrêté"),
        ("The Harbour Trust, which seeks a ban, waits.", "en", "seeks", "a ban", "Harbour Trust"),
        ("The memo, obtained by The Courier, says ports close.", "en", "says", "ports close", "memo"),
    ],
)
def test_who_stands_beside_a_cue_without_a_source(text: str, lang: str, cue: str, content: str, speaker: str) -> None:
    assert told(text, lang, cue, content, kind="indirect").speaker == speaker


@pytest.mark.parametrize(
    ("text", "source", "cue", "speaker"),
    [
        ("« Non », a dit à l'Agence Nord Anne Kerval.", "à l'Agence Nord", "a dit", "Anne Kerval"),
        ("« Non », a dit dans le Journal du soir la ministre.", "dans le Journal du", "a dit", "ministre"),
        ("« Non », a dit Jean-François Tréhet.", "Jean-", "a dit", "Jean-François Tréhet"),
        ("– « Non », répond Nour Vauquelin.", "Nour", "répond", "Nour Vauquelin"),
    ],
)
def test_a_source_cut_or_mistaken_for_who_was_told_is_mended(text: str, source: str, cue: str, speaker: str) -> None:
    assert told(text, "fr", cue, "« Non »", source).speaker == speaker


def test_who_read_a_document_is_not_its_author() -> None:
    text = "L'arrêté, consulté par La Gazette, précise que tout ferme."
    found = told(text, "fr", "précise", "que tout ferme", "La Gazette", kind="indirect")
    assert (found.speaker, found.source_kind) == ("arrêté", "document")
    # Who says something by himself stays the source.
    text = "Lue par tous, La Gazette précise que tout ferme."
    assert told(text, "fr", "précise", "que tout ferme", "La Gazette", kind="indirect").speaker == "Gazette"


@pytest.mark.parametrize(
    ("text", "lang", "cue", "source"),
    [
        ("Paul Kerval est là. Il est précisé que tout ferme.", "fr", "est précisé", "Il"),
        ("Anna Hale left. It was announced that ports close.", "en", "was announced", "It"),
    ],
)
def test_a_subject_that_stands_for_nobody_is_nobody(text: str, lang: str, cue: str, source: str) -> None:
    content = "que tout ferme" if lang == "fr" else "that ports close"
    assert told(text, lang, cue, content, source, kind="indirect").speaker is None


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("Hale Says", ["Hale"]),
        ("Anna Hale Joked About Fish", ["Anna Hale"]),
        ("Patrick Names Former Chief", ["Patrick"]),
        ("Virginia Gov", []),
        ("Virginia Senator Anna Hale", ["Anna Hale"]),
        ("Theresa May", ["Theresa May"]),
        ("South Carolina Democratic Party", ["South Carolina Democratic Party"]),
    ],
)
def test_a_headline_in_capitals_is_no_name(run: str, names: list[str]) -> None:
    assert [name for name, _ in split_name(run, vocabulary("en"))] == names


def test_le_pen_keeps_its_article_and_d_souza_his_letter() -> None:
    assert read_mention("Le Pen", "fr").name == "Le Pen"
    assert told("Marine Le Pen dijo que no.", "es", "dijo", "que no", "Marine Le Pen").speaker == "Marine Le Pen"
    assert told("Anna D’Souza said no.", "en", "said", "no", "Anna D’Souza").speaker == "Anna D’Souza"


def test_of_two_of_one_surname_the_one_addressed_is_meant() -> None:
    text = "Bill Hale left. Hillary Hale stayed. Mrs. Hale said no."
    assert told(text, "en", "said", "no", "Mrs. Hale").speaker == "Hillary Hale"
    assert told("Kelly Hale left. Mr. Hale said no.", "en", "said", "no", "Mr. Hale").speaker == "Kelly Hale"


def test_yellow_vests_are_no_name() -> None:
    found = told("Les Gilets jaunes attendent. Les Gilets disent non.", "fr", "disent", "non", "Les Gilets")
    assert found.source_kind == "collective_vague"
