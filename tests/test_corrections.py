"""Corrections by hand survive a new run, and every one is accounted for."""

from __future__ import annotations

import pytest

from analysis.corrections import correct, digest, parse_corrections, settled, unused
from analysis.records import Article, Attribution, Reading, Span

TEXT = "« Nous verrons », dit-elle. « Rien ne presse. » La ville attend."
FOUND = Reading(
    Article(id="a", text=TEXT),
    (Attribution((Span(0, 15),), speaker="Luc", stance="neutral"), Attribution((Span(28, 47),), speaker="Luc")),
)


def row(**cells: object) -> dict[str, object]:
    return {
        "article_id": "a",
        "field": "speaker",
        "value": "Anne Verdier",
        "start": "",
        "end": "",
        "passage": "",
    } | cells


def test_a_correction_by_offsets_by_passage_and_by_digest() -> None:
    for cells in ({"start": 0, "end": 15}, {"passage": "Nous verrons"}, {"passage": digest("nous verrons")}):
        fixed, (done,) = correct(FOUND, parse_corrections([row(**cells)]))
        assert [a.speaker for a in fixed.attributions] == ["Anne Verdier", "Luc"]
        assert (done.outcome, done.reason) == ("repaired", "corrected by hand")
        assert done.row()["id"] == "a"
        assert done.row()["detail"] == f"speaker = Anne Verdier at {cells.get('passage', '0-15')}"


def test_a_passage_that_moved_a_little_is_found_and_said_so() -> None:
    fixed, (done,) = correct(FOUND, parse_corrections([row(start=2, end=15)]))
    assert fixed.attributions[0].speaker == "Anne Verdier" and "moved" in done.reason


def test_what_cannot_be_applied_is_flagged_not_lost() -> None:
    fixed, (done,) = correct(FOUND, parse_corrections([row(start=50, end=60)]))
    assert fixed == FOUND and done.outcome == "flagged"
    elsewhere = parse_corrections([row(article_id="b", start=0, end=3)])
    assert correct(FOUND, elsewhere) == (FOUND, ())
    assert [u.reason for u in unused(elsewhere, ["a"])] == ["correction of an unknown article"]


def test_false_attributions_go_and_the_last_word_wins() -> None:
    rows = [
        row(field="attribution", value="no", start=28, end=47),
        row(field="stance", value="doubt", start=0, end=15),
        row(field="stance", value="factive", start=0, end=15),
        row(field="speaker", value="", start=0, end=15),
    ]
    fixed, done = correct(FOUND, parse_corrections(rows))
    assert len(done) == 4 and len(fixed.attributions) == 1
    assert (fixed.attributions[0].stance, fixed.attributions[0].speaker) == ("factive", None)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"field": "colour", "start": 0, "end": 2}, "field='colour'"),
        ({"field": "stance", "value": "rude", "start": 0, "end": 2}, "neutral, assertive"),
        ({}, "give start < end"),
        ({"start": "x", "end": 2}, "not a whole number"),
        ({"article_id": ""}, "no article_id"),
        ({"field": "source_kind", "value": "", "start": 0, "end": 2}, "choose one of"),
    ],
)
def test_a_wrong_row_is_explained(cells: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_corrections([row(**cells)])


def test_an_article_is_meant_to_the_letter_before_its_number() -> None:
    given = parse_corrections([row(article_id=id, start=0, end=3) for id in ("1.0", "1", "2", "3.0", "x")])
    assert [c.article_id for c in settled(given, ["1.0", "1", "2.0", "3"])] == ["1.0", "1", "2.0", "3", "x"]
    assert [
        u.correction.article_id for u in unused(settled(given, ["1.0", "1", "2.0", "3"]), ["1.0", "1", "2.0", "3"])
    ] == ["x"]


def test_zeros_that_a_spreadsheet_took_away_are_put_back_where_one_article_alone_can_be_meant() -> None:
    given = parse_corrections([row(article_id=id, start=0, end=3) for id in ("7", "12.0", "0", "00", "x7")])
    ids = ["007", "0012", "012", "000", "0x7"]
    assert [c.article_id for c in settled(given, ids)] == ["007", "12.0", "000", "000", "x7"]
    assert [u.correction.article_id for u in unused(settled(given, ids), ids)] == ["12.0", "x7"]


def test_all_rows_that_cannot_be_corrections_are_told_at_once() -> None:
    row = {"article_id": "a", "passage": "Il neige.", "field": "stance", "value": "doubt"}
    wrong = [row, row | {"value": "doute"}, row | {"field": "genre"}, *[row | {"field": "x"}] * 5]
    with pytest.raises(ValueError, match=r"correction 2: value='doute' .*; correction 3: field='genre' .* 2 more rows"):
        parse_corrections(wrong)
