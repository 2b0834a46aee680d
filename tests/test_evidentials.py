"""What is told "according to" somebody, read by rule where the engine found none."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis import extract
from analysis.attribution.evidentials import CONFIDENCE, with_evidentials
from analysis.lexicons import languages_of
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span, written


def told(text: str, lang: str = "fr", found: tuple[Attribution, ...] = ()) -> list[tuple[str, str, str]]:
    read = with_evidentials(text, lang, found, marked_spans(text))
    return [tuple(written(part, text) for part in (a.content, a.cue, a.source)) for a in read]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "lang", "content", "source"),
    [
        ("Selon la mairie, le port fermera.", "fr", "le port fermera", "la mairie"),
        ("Il pleut. D’après Luc Roy, tout va bien.", "fr", "tout va bien", "Luc Roy"),
        ("Selon Luc Roy, maire d'Aubin, qui s'est tu, le pont tiendra.", "fr", "le pont tiendra", "Luc Roy"),
        ("D'après un élu qui a requis l'anonymat, le maire partira lundi.", "fr", "le maire partira lundi", "un élu"),
        ("En effet, selon le préfet, la ville est sauve.", "fr", "la ville est sauve", "le préfet"),
        ("Il pleut. Enfin, le port fermera, selon la mairie.", "fr", "le port fermera", "la mairie"),
        ("Le port fermera lundi, selon la mairie qui l'a construit.", "fr", "Le port fermera lundi", "la mairie"),
        ("According to the mayor, most of the town is dry.", "en", "most of the town is dry", "the mayor"),
        ("The port will close on Monday, according to the mayor, who cited costs.", "en",
         "The port will close on Monday", "the mayor"),
        ("Según el alcalde, el puerto cerrará el lunes.", "es", "el puerto cerrará el lunes", "el alcalde"),
        ("Il pleut. Pour lui, le port est perdu.", "fr", "le port est perdu", "lui"),
        ("Pour la maire, ce port est une « chance ».", "fr", "ce port est une « chance »", "la maire"),
        ("Pour le premier ministre, le port est une chance.", "fr", "le port est une chance", "le premier ministre"),
        ("Para Ana Ruiz, el puerto es una ruina.", "es", "el puerto es una ruina", "Ana Ruiz"),
        ("À en croire le préfet, le port est perdu.", "fr", "le port est perdu", "le préfet"),
        ("Le port fermera lundi selon le préfet.", "fr", "Le port fermera lundi", "le préfet"),
        ("Le port fermera lundi selon la même source.", "fr", "Le port fermera lundi", "la même source"),
        ("Selon Luc Roy, ce « port est perdu. Il fermera lundi ».", "fr", "ce « port est perdu. Il fermera lundi »",
         "Luc Roy"),
    ],
)  # fmt: skip
def test_a_preposition_tells_the_rest_of_its_sentence(text: str, lang: str, content: str, source: str) -> None:
    ((found, _, who),) = told(text, lang)
    assert (found, who) == (content, source)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Selon toute vraisemblance, le port fermera.", "fr"),
        ("Selon que vous serez puissant ou non, il dira oui.", "fr"),
        ("Le chantier avance, selon le calendrier prévu.", "fr"),
        ("Chacun paie selon ses moyens.", "fr"),
        ("« Selon la mairie, le port fermera », dit-on.", "fr"),
        ("According to plan, the bridge opened on Monday.", "en"),
        ("Selon Luc Roy, maire d'Aubin.", "fr"),
        ("Les prix changent selon les régions.", "fr"),
        ("Le port, un des plus grands, ferme selon le préfet.", "fr"),
        ("Pour Noël, le port fermera ses portes.", "fr"),
        ("Pour le moment, le port reste ouvert.", "fr"),
        ("Pour la première fois, le port ferme.", "fr"),
        ("Il vote pour le maire, qui fermera le port.", "fr"),
        ("Para la ciudad, el puerto es el futuro.", "es"),
    ],
)
def test_what_tells_nothing(text: str, lang: str) -> None:
    assert told(text, lang) == []


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Le port rouvrirait, selon le préfet, dès lundi.", "Le port rouvrirait … dès lundi", "le préfet"),
        ("Le port rouvrirait selon lui dès lundi.", "Le port rouvrirait … dès lundi", "lui"),
    ],
)
def test_a_preposition_inside_its_sentence_tells_both_sides(text: str, content: str, source: str) -> None:
    ((found, _, who),) = told(text)
    assert (found, who) == (content, source)


def test_what_was_found_in_part_becomes_whole() -> None:
    text = "Le port de la ville fermera lundi, selon la mairie."
    part = Attribution((Span(11, 33),), (Span(35, 40),), (Span(41, 50),), confidence=0.6)
    assert told(text, found=(part,)) == [("Le port de la ville fermera lundi", "selon", "la mairie")]
    text = "Le port est sauf, selon la mairie, mais la ville le fermera."
    before = Attribution((Span(0, 16),), (Span(18, 23),), (Span(24, 33),), confidence=0.9)
    behind = Attribution((Span(35, 59),), (Span(18, 23),), (Span(24, 33),), confidence=0.7)
    both = ("Le port est sauf … mais la ville le fermera", "selon", "la mairie")
    assert told(text, found=(before, behind)) == [both]


def test_who_stands_behind_a_preposition_tells_what_others_say_in_the_sentence() -> None:
    text = "Selon la mairie, le préfet a confirmé que le port fermera."
    inner = Attribution((Span(38, 57),), (Span(27, 37),), (Span(17, 26),), confidence=0.6)
    assert told(text, found=(inner,)) == [("le préfet a confirmé que le port fermera", "Selon", "la mairie")]
    sure = Attribution((Span(38, 57),), (Span(27, 37),), (Span(17, 26),), confidence=0.9)
    assert told(text, found=(sure,)) == [("que le port fermera", "a confirmé", "le préfet")]


def test_what_was_found_is_left_alone() -> None:
    text = "Selon la mairie, le port fermera."
    found = (Attribution((Span(17, 32),), (Span(0, 5),), (Span(6, 15),), confidence=0.9),)
    assert with_evidentials(text, "fr", found, ()) == found
    other = (Attribution((Span(25, 32),), (Span(17, 24),), (), confidence=0.9),)
    assert with_evidentials(text, "fr", other, ()) == other
    nobody_s = (Attribution((Span(25, 32),), (), (), confidence=0.9),)
    assert told(text, found=nobody_s) == [("le port fermera", "Selon", "la mairie")]


def test_a_preposition_that_opens_a_sentence_tells_nothing_before_it() -> None:
    text = "Sept blessés sont à Lyon. Selon la mairie, le port fermera."
    wrong = (Attribution((Span(0, 24),), (Span(26, 31),), (Span(32, 41),)),)
    assert told(text, found=wrong) == [("le port fermera", "Selon", "la mairie")]
    text = "« Sept blessés. » Selon la mairie, le port fermera."
    wrong = (Attribution((Span(0, 17),), (Span(18, 23),), (Span(24, 33),), type="direct"),)
    assert told(text, found=wrong)[0] == ("« Sept blessés. »", "", "")


def test_what_introduces_no_source_is_taken_away() -> None:
    text = "Le chantier avance selon le calendrier prévu."
    wrong = (Attribution((Span(0, 18),), (Span(19, 24),), (Span(25, 44),)),)
    assert told(text, found=wrong) == []


def test_extract_reads_them_in_the_languages_that_have_them() -> None:
    text = "D'après un élu qui a requis l'anonymat, le maire partira lundi."
    (said,) = extract(text, "fr").attributions
    assert (written(said.cue, text), said.source_kind, said.confidence) == ("D'après", "anonymous", CONFIDENCE)
    assert languages_of("edges", "evidential") == {"fr", "en", "es"}


@pytest.mark.parametrize(
    "piece",
    ["Selon la mairie, le port ferme. ", "Selon ", "selon la mairie, ", "Il dit, selon lui. ", "Pour lui, il va. ",
     "Pour ", "Il va selon lui. "],
)  # fmt: skip
def test_cost_is_linear(piece: str) -> None:
    grows_with_its_input(lambda n: with_evidentials(piece * n + "\n", "fr", (), ()), 200)


def test_a_preposition_is_the_whole_cue_and_an_hour_no_source() -> None:
    text = "Selon un élu qui a souhaité se taire, le port fermera."
    found = (Attribution((Span(38, 53),), (Span(0, 5), Span(17, 27)), (Span(6, 12),)),)
    assert told(text, found=found) == [("le port fermera", "Selon", "un élu")]
    text = "19h40 : selon la mairie, le port ferme."
    found = (Attribution((Span(25, 38),), (Span(8, 13),), (Span(0, 5),)),)
    assert told(text, found=found) == [("le port ferme", "selon", "la mairie")]
