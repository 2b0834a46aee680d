"""Who speaks in German: compounds, nouns in capitals that are no names, cases, "Angaben der Polizei", cues."""

from __future__ import annotations

import pytest
from told import attribution, resolved

from analysis.records import Attribution
from analysis.speakers.mentions import read_mention
from analysis.speakers.people import People
from analysis.speakers.stance import stance_of
from analysis.speakers.vocabulary import vocabulary

DE = vocabulary("de")


def said(text: str, *triples: tuple[str, str, str]) -> list[Attribution]:
    """Resolve attributions told by (content, cue, source), each part looked for in the text."""
    return resolved(text, "de", *(attribution(text, *parts) for parts in triples))


def test_a_compound_title_leads_to_the_name_it_stood_beside() -> None:
    text = (
        "Bundesinnenministerin Nora Feldkamp plant Kontrollen. Die Lage sei ernst, sagte die SPD-Politikerin. "
        "Nach Angaben der Polizei wurden vier Menschen verletzt. Ein Feuerwehrsprecher nannte das falsch."
    )
    minister, police, fire = said(
        text,
        ("Die Lage sei ernst", "sagte", "die SPD-Politikerin"),
        ("wurden vier Menschen verletzt", "Nach", "Angaben der Polizei"),
        ("falsch", "nannte", "Ein Feuerwehrsprecher"),
    )
    assert (minister.speaker, minister.source_kind, minister.role) == ("Nora Feldkamp", "named_person", "government")
    assert (police.speaker, police.source_kind) == ("Polizei", "institution")
    assert fire.role == "police_justice_military"


@pytest.mark.parametrize(
    ("source", "entry", "cls", "role"),
    [
        ("der Landesinnenminister", "minister", "person", "government"),
        ("die Grünen-Chefin", "chef", "person", "legislature_party"),
        ("der BDI-Präsident", "präsident", "person", "business"),
        ("der US-Präsident", "präsident", "person", "government"),
        ("ein Konzernsprecher", "sprecher", "person", "business"),
        ("das Landesumweltamt", "amt", "org", "government"),
        ("die Regionalzeitungen", "regionalzeitung", "media", "media"),
        ("eine Langzeitumfrage", "umfrage", "document", ""),
        ("Verhandlungskreise", "verhandlungskreise", "anonymous", ""),
        ("die Virologin", "virologe", "person", "expert"),
    ],
)
def test_compounds_are_read_by_their_end(source: str, entry: str, cls: str, role: str) -> None:
    noun = read_mention(source, "de").noun
    assert noun is not None and (noun.entry, noun.cls, noun.role) == (entry, cls, role)


@pytest.mark.parametrize("name", ["Hoffmann", "Bergmann", "Hofmeister", "Schumacher", "Baumgart"])
def test_a_surname_is_no_compound(name: str) -> None:
    assert read_mention(name, "de").name == name


@pytest.mark.parametrize(
    ("source", "name", "phrase"),
    [
        ("die Bürgermeisterin von Ulm", "", "Bürgermeisterin von Ulm"),
        ("Kommissarin von der Weide", "von der Weide", "Kommissarin von der Weide"),
        ("ein Sprecher der Downing Street", "", "Sprecher der Downing Street"),
        ("die Leiterin von Altwerda, Anna Kurz", "Anna Kurz", "Leiterin von Altwerda"),
        ("der Dachdecker", "", "Dachdecker"),
        ("das Verkehrsministerium der Vereinigten Staaten", "", "Verkehrsministerium der Vereinigten Staaten"),
        ("des Verkehrsministeriums", "", "Verkehrsministerium"),
        ("der „Spiegel“", "", "Spiegel"),
    ],
)
def test_names_and_nouns(source: str, name: str, phrase: str) -> None:
    mention = read_mention(source, "de")
    assert (mention.name, mention.phrase) == (name, phrase)


@pytest.mark.parametrize(
    ("source", "number"), [("dem Präsidenten", "s"), ("Journalisten", "p"), ("die Beamtinnen", "p")]
)
def test_one_and_several_in_one_form(source: str, number: str) -> None:
    assert read_mention(source, "de").number in (number, "" if number == "s" else number)


def test_nouns_in_capitals_are_no_names() -> None:
    text = "Gestern traf Kanzler Merker den Bäcker. Die Entscheidungen der Regierung lobte Anna von Neudorf nicht."
    assert [entity.name for entity in People(text, DE).entities if entity.kind != "org"] == [
        "Anna von Neudorf",
        "Merker",
    ]


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("rügte", "assertive"),
        ("dementierte", "assertive"),
        ("munkelt", "doubt"),
        ("räumte ein", "factive"),
        ("zeigte sich offen", "neutral"),
        ("nach Auskunft", "evidential"),
        ("demnach", "evidential"),
        ("forderte auf", "neutral"),
        ("wie es heißt", "evidential"),
        ("räumte nicht ein", "neutral"),
    ],
)
def test_stance_of_german_cues(cue: str, stance: str) -> None:
    assert stance_of(cue, "de") == stance
