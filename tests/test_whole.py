"""A headline that is a quotation and nothing else is somebody's; a title, a name and what was read are left."""

from __future__ import annotations

import pytest

from analysis import extract


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("« Sans quai ni criée, les pêcheurs n'ont plus qu'à partir »", "fr"),
        ("“En este puerto nadie duerme desde hace tres noches”", "es"),
        ("“The harbour was never meant to be for everybody”.", "en"),
    ],
)
def test_a_headline_in_marks_is_somebodys(text: str, lang: str) -> None:
    reading = extract(text, lang)
    assert [(a.type, a.speaker, a.source_kind) for a in reading.attributions] == [("direct", None, "unknown")]
    assert [mark.use for mark in reading.marked] == ["speech"]


@pytest.mark.parametrize(
    "text", ["« Les Naufragés »", "« Port en colère » : la ville attend", "« Acte II » et « Acte III »"]
)
def test_what_is_no_quotation_alone(text: str) -> None:
    assert not extract(text, "fr").attributions
