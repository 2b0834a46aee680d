"""Who stands behind a cue, and where the clauses of contents end."""

from __future__ import annotations

import pytest

from analysis import extract
from analysis.attribution.behind import hangs, pronoun_in, teller_behind
from analysis.attribution.edges import whole_end
from analysis.records import written


@pytest.mark.parametrize(
    ("cue", "rest", "who"),
    [
        ("a dit", " à l'AFP Paul Merle, 56 ans, manifestant.", "Paul Merle"),
        ("a glissé", " à Keystone-ATS l'un des marins.", "l'un des marins"),
        ("a réagi", " dans le Daily Post sa sœur, Jo Wall.", "sa sœur"),
        ("explique", " à La Gazette Marc Borde, géographe", "Marc Borde"),
        ("a écrit", " sur sa page Facebook Luc Belleville, photographe", "Luc Belleville"),
        ("nous a répondu", ", hier, un éboueur. Il pleut.", "un éboueur"),
        ("a annoncé", " ce mardi le Premier ministre Paul Roux pour", "le Premier ministre Paul Roux"),
        ("crient", " des “sans-voix” qui", "des “sans-voix”"),
        ("précise", "-t-on chez le ministre", "on"),
        ("dit", "-on de source proche du dossier.", "source proche du dossier"),
        ("explica", " por teléfono desde Túnez Olivia Hedón, responsable", "Olivia Hedón"),
        ("dijo", " a la cadena el alcalde.", "el alcalde"),
        ("said", " Monday the man who built it", "the man"),
        ("sagte", " gestern ein Sprecher der Polizei.", "ein Sprecher der Polizei"),
        ("a dit", " à l'AFP M. Roux. Il pleut.", "M. Roux"),
        ("a dit", " Mme A. Roux, maire.", "Mme A. Roux"),
        ("said", " Dr. Hale of Leeds.", "Dr. Hale of Leeds"),
        ("a dit", ". Le maire sourit.", None),
        ("a dit", " à l'AFP.", None),
    ],
)
def test_the_subject_behind_a_cue(cue: str, rest: str, who: str | None) -> None:
    text = cue + rest
    found = teller_behind(text, len(cue), len(text))
    assert (found and text[slice(*found)]) == who


def test_nothing_behind_the_next_quotation_is_looked_at() -> None:
    text = "a dit hier Anne Roux"
    assert teller_behind(text, 5, 10) is None


def test_a_cue_holds_its_subject_or_who_it_was_heard_from() -> None:
    text = "a-t-on appris lundi auprès de la préfecture."
    assert text[slice(*pronoun_in(text, 0, 13) or (0, 0))] == "la préfecture"
    assert pronoun_in("va-t-en", 0, 7) is None


def test_who_is_told_and_when_are_no_subjects() -> None:
    text = "a dit dans la presse Anne Roux vendredi"
    assert hangs(text, 14, 20, 5) and hangs(text, 31, 39, 5)
    assert not hangs(text, 21, 30, 5)


@pytest.mark.parametrize(
    ("text", "lang", "source"),
    [
        ("Le maire est absent. « Nous tiendrons », a dit à l'AFP Paul Merle, 56 ans, pêcheur.", "fr", "Paul Merle"),
        ("Paul Merle sourit. « Nous tiendrons », a-t-elle ajouté.", "fr", "elle"),
        ("Le port fermera lundi, a-t-on appris auprès de la mairie.", "fr", "la mairie"),
        ("El alcalde calla. “Vamos a resistir”, dijo a la cadena la portavoz del puerto.", "es", "la portavoz"),
    ],
)
def test_a_source_behind_its_cue_is_read(text: str, lang: str, source: str) -> None:
    said = extract(text, lang).attributions[-1]
    assert written(said.source, text).startswith(source)


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        ("que le port fermera en|, selon", "que le port fermera en"),
        ("que le port fermera en| avril, selon", "que le port fermera en avril"),
        ("la route de Saint-|Aubin, selon", "la route de Saint-Aubin"),
        ("la route de Saint|-Aubin sera longue. Il", "la route de Saint-Aubin sera longue"),
        ("qu'il verra M.| Roux lundi. Il", "qu'il verra M. Roux lundi"),
        ("qu'il verra| M. Roux lundi. Il", "qu'il verra M. Roux lundi"),
        ("3|.5 million people. It", "3.5 million people"),
        ("« oui »| a dit", "« oui »"),
        ("that it shut,| he", "that it shut"),
    ],
)
def test_contents_end_with_a_clause(read: str, whole: str) -> None:
    text = read.replace("|", "")
    assert text[: whole_end(text, 0, read.index("|"), len(text))] == whole


def test_contents_go_no_further_than_what_is_told_next() -> None:
    text = "called him a liar and said"
    assert text[: whole_end(text, 0, 21, 22)] == "called him a liar"
    assert text[: whole_end(text, 0, 15, 22)] == "called him a li"


def test_a_known_end_is_kept_unless_a_phrase_is_cut_there() -> None:
    text = "they went too far in a photo by an artist. It"
    assert text[: whole_end(text, 0, 28, len(text), exact=True)] == "they went too far in a photo"
    assert text[: whole_end(text, 0, 28, len(text))] == "they went too far in a photo by an artist"
    assert text[: whole_end(text, 0, 34, len(text), exact=True)] == "they went too far in a photo by an artist"
