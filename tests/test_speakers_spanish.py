"""Who speaks in Spanish: subjects left out, names joined by small words, bodies of Spain and Latin America, cues."""

from __future__ import annotations

import pytest
from told import attribution, resolved

from analysis.records import Attribution
from analysis.speakers.dropped import number_of
from analysis.speakers.mentions import read_mention
from analysis.speakers.people import People
from analysis.speakers.stance import stance_of
from analysis.speakers.vocabulary import vocabulary

ES = vocabulary("es")


def said(text: str, *triples: tuple[str, str, str]) -> list[Attribution]:
    """Resolve attributions told by (content, cue, source), each part looked for in the text."""
    return resolved(text, "es", *(attribution(text, *parts) for parts in triples))


def test_the_subject_left_out_is_whoever_spoke_before() -> None:
    text = (
        "La ministra Aurora Belmonte asegura que habrá trenes. Añadió que la obra acaba en mayo. "
        "Los vecinos de Vallefrío piden una consulta."
    )
    first, second = said(
        text,
        ("que habrá trenes", "asegura", "La ministra Aurora Belmonte"),
        ("que la obra acaba en mayo", "Añadió", ""),
    )
    assert (first.speaker, second.speaker) == ("Aurora Belmonte", "Aurora Belmonte")
    assert second.source_kind == "named_person"


@pytest.mark.parametrize(
    ("cue", "number"),
    [
        ("dijo", "s"),
        ("han dicho", "p"),
        ("se lo había contado", "s"),
        ("según informaron", "p"),
        ("alegando", ""),
        ("pedirle", ""),
        ("acusación", None),
        ("según", None),
    ],
)
def test_the_verb_tells_how_many_speak(cue: str, number: str | None) -> None:
    assert number_of(cue, "es") == number


def test_french_leaves_no_subject_out() -> None:
    assert not vocabulary("fr").verb_endings and not vocabulary("en").verb_endings


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ayer, Julián de la Hoz habló", ["Julián de la Hoz"]),
        ("ayer, Elvira Sáez de la Torre habló", ["Elvira Sáez de la Torre"]),
        ("ayer, María Dolores de Campoviejo habló", ["María Dolores de Campoviejo"]),
        ("ayer dijo a Efe Salgado que no", ["Salgado"]),
        ("ayer, Ramón Pérez del PP habló", ["Ramón Pérez", "PP"]),
        ("ayer, Pedro González de Madrid habló", ["Pedro González", "Madrid"]),
    ],
)
def test_small_words_join_the_parts_of_a_name(text: str, names: list[str]) -> None:
    assert [entity.name for entity in People(text, ES).entities] == names


def test_a_surname_may_be_a_noun() -> None:
    assert [e.name for e in People("ayer habló la diputada Pastor en Madrid", ES).entities] == ["Pastor", "Madrid"]


@pytest.mark.parametrize(
    ("source", "entry", "cls"),
    [
        ("la consellera de Territorio", "conseller", "person"),
        ("los investigadores", "investigadores", "org"),
        ("las portavoces", "portavoz", "person"),
        ("fuentes policiales", "fuente policial", "anonymous"),
        ("la diplomacia zoliana", "diplomacia", "org"),
        ("una quincena de diputados", "diputados", "collective"),
        ("los Mossos d'Esquadra", "mossos d'esquadra", "org"),
        ("el exconcejal", "exconcejal", "person"),
        ("las conclusiones de la comisión", "conclusiones", "document"),
    ],
)
def test_nouns_of_the_spanish_press(source: str, entry: str, cls: str) -> None:
    noun = read_mention(source, "es").noun
    assert noun is not None and (noun.entry, noun.cls) == (entry, cls)


def test_an_adjective_that_is_a_noun_too_is_not_the_head() -> None:
    people = People("el comisario de la Unión Energética, Ramiro Salgado, viajó", ES)
    (salgado,) = [e for e in people.entities if e.name == "Ramiro Salgado"]
    assert people.described(salgado).kind == "person"


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("confía", "neutral"),
        ("se ha mostrado partidaria", "neutral"),
        ("se mostró escéptica", "doubt"),
        ("no duda", "assertive"),
        ("no descarta", "neutral"),
        ("ha tachado", "assertive"),
        ("no oculta", "factive"),
        ("se desprende", "evidential"),
        ("Con estas palabras", "neutral"),
        ("En palabras", "evidential"),
        ("corroboró", "factive"),
        ("recalcó", "assertive"),
        ("barrunta", "doubt"),
    ],
)
def test_stance_of_spanish_cues(cue: str, stance: str) -> None:
    assert stance_of(cue, "es") == stance
