"""Contents keep to their sentence, and begin where it does."""

from __future__ import annotations

import numpy as np
import pytest
from costs import grows_with_its_input

from analysis import extract
from analysis.attribution.clauses import in_their_sentence, pieces, sentence_start
from analysis.attribution.linking import CONTENT, CUE, NOTHING, Links, Segments, assemble
from analysis.quotation import marked_spans
from analysis.records import written


def parts(text: str) -> list[str]:
    marks = marked_spans(text)
    return [text[b:e] for b, e in pieces(text, 0, len(text), marks, [mark.start for mark in marks])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("que le train suit M. Roux. Tous sont saufs", ["que le train suit M. Roux", "Tous sont saufs"]),
        ("« Oui. Et non. » « Jamais »", ["« Oui. Et non. »", "« Jamais »"]),
        ("« Oui. Et non. » Une façon", ["« Oui. Et non. »", "Une façon"]),
        ("“One. Two.\n\n“Three.”", ["“One. Two.\n\n“Three.”"]),
        ("que « oui ». Sept blessés", ["que « oui »", "Sept blessés"]),
        ("that the U.S. Senate said no", ["that the U.S. Senate said no"]),
        ('"Yes." "No"', ['"Yes."', '"No"']),
        ("that “old hands” “do a fine job”", ["that “old hands” “do a fine job”"]),
        ("que « oui »", ["que « oui »"]),
    ],
)
def test_parts_of_a_content(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("before", "rest", "floor", "start"),
    [
        ("Il pleut. ", "Sept blessés sont| à Lyon", 0, "Sept blessés sont à Lyon"),
        ("Il pleut. Enfin, ", "sept blessés sont| à Lyon", 0, "sept blessés sont à Lyon"),
        ("Il dit non et ", "sept blessés sont| à Lyon", 6, "à Lyon"),
        ("Il pleut.\n", "Sept| blessés", 0, "Sept blessés"),
        ("", "Il pleut. |Sept blessés", 0, "Sept blessés"),
    ],
)
def test_the_beginning_of_a_sentence(before: str, rest: str, floor: int, start: str) -> None:
    text = (before + rest).replace("|", "")
    begin = (before + rest).index("|")
    begin += text[begin] == " "
    assert text[sentence_start(text, begin, len(text), floor) :] == start


def assembled(text: str, content: str, cue: str) -> list[tuple[str, str]]:
    begin, told = text.index(content), text.index(cue)
    order = sorted([(begin, begin + len(content), CONTENT), (told, told + len(cue), CUE)])
    kind = np.array([k for *_, k in order])
    where = [[row[i] for row in order] for i in (0, 1)]
    found = Segments(kind, np.array(where[0]), np.array(where[1]), np.full(2, 0.9))
    nothing = np.full(2, NOTHING)
    links = Links(np.where(kind == CONTENT, 1 - np.arange(2), NOTHING), nothing, nothing)
    marks = marked_spans(text)
    said = in_their_sentence(text, assemble(text, found, links, marks), marks)
    return [(written(a.content, text), written(a.cue, text)) for a in said]


def test_a_content_behind_its_cue_ends_with_the_sentence() -> None:
    text = "Elle dit que le port ferme. Sept bateaux partent"
    assert assembled(text, "que le port ferme. Sept bateaux partent", "dit") == [("que le port ferme", "dit")]


def test_a_content_before_its_cue_is_its_sentence() -> None:
    text = "Il pleut. Le port ferme lundi, dit la mairie"
    assert assembled(text, "Il pleut. Le port ferme lundi", "dit") == [("Le port ferme lundi", "dit")]
    assert assembled(text, "ferme lundi", "dit") == [("Le port ferme lundi", "dit")]


def test_of_two_quotations_side_by_side_the_cue_tells_the_nearer() -> None:
    text = "« La ville a failli. » « La ville tiendra », dit-on"
    both = text[: text.rindex("»") + 1]
    assert assembled(text, both, "dit") == [("« La ville a failli. »", ""), ("« La ville tiendra »", "dit")]


@pytest.mark.parametrize(
    ("text", "content", "cue", "kept"),
    [
        ("According to an aide who asked not to be named, he left.", "not to be named", "asked", []),
        ("Un élu souhaite rester anonyme, le port fermera", "rester anonyme, le port fermera", "souhaite",
         ["le port fermera"]),
        ("He asked not to be seen", "not to be seen", "asked", ["not to be seen"]),
    ],
)  # fmt: skip
def test_the_wish_not_to_be_named_is_no_report(text: str, content: str, cue: str, kept: list[str]) -> None:
    assert [said for said, _ in assembled(text, content, cue)] == kept


def test_what_nobody_introduces_stays_whole() -> None:
    text = "Un port ferme. Un autre ouvre « demain ». Voilà."
    found = Segments(np.array([CONTENT]), np.array([0]), np.array([len(text)]), np.array([0.9]))
    nothing = np.full(1, NOTHING)
    marks = marked_spans(text)
    (said,) = in_their_sentence(text, assemble(text, found, Links(nothing, nothing, nothing), marks), marks)
    assert written(said.content, text) == text


def test_a_german_report_runs_on() -> None:
    text = "Der Minister sagte, die Lage sei ernst. Niemand habe das erwartet. Es regnet in Köln seit drei Tagen."
    contents = [written(a.content, text) for a in extract(text, "de").attributions]
    assert any("ernst. Niemand" in content for content in contents)


def test_a_paraphrase_is_read_from_its_beginning() -> None:
    text = "Un ancien officier accusé de crimes a été arrêté lundi à Saint-Aubin, a-t-on appris de sources judiciaires."
    (said,) = extract(text, "fr").attributions
    assert text.startswith("Un ancien officier") and said.content[0].start == 0
    assert written(said.source, text) == "sources judiciaires"


@pytest.mark.parametrize("piece", ["« A. » ", "Un port. ", "« A »\n", "« a. B », "])
def test_cost_is_linear(piece: str) -> None:
    def cut(n: int) -> None:
        text = piece * n
        marks = marked_spans(text)
        pieces(text, 0, len(text), marks, [mark.start for mark in marks])

    grows_with_its_input(cut, 300)
