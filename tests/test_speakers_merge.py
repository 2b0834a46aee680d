"""A table of merges as people and spreadsheets hand it back: spaces, slips of the pen, semicolons, empty cells."""

from __future__ import annotations

import warnings
from io import StringIO

import pandas as pd
import pytest

from analysis.speakers import apply_merges, merge_speakers

NAMES = ["Anaïs Lacombe", "Anais Lacombe", "Anais Lacombe", "Zoé Roux"]
TABLE = pd.DataFrame({"speaker": NAMES, "source_kind": "named_person", "article_id": ["a", "b", "c", "d"]})


def merged(*pairs: tuple[object, object]) -> list[str]:
    return apply_merges(TABLE, pd.DataFrame(list(pairs), columns=["speaker", "canonical"]))["speaker"].tolist()


def test_spaces_around_a_name_make_no_second_speaker() -> None:
    pairs = [("Anaïs Lacombe ", "Anais Lacombe\u00a0"), ("Anais Lacombe", " Anais Lacombe")]
    assert merged(*pairs) == ["Anais Lacombe"] * 3 + ["Zoé Roux"]
    assert merged(("Zoé Roux", "Z. Roux"), (" Zoé Roux", "Z. Roux "))[3] == "Z. Roux"


def test_a_speaker_no_row_has_is_told_with_the_one_that_may_be_meant() -> None:
    with pytest.warns(UserWarning, match=r"no attribution has: 'Anaïs Lacomb' \(is it 'Anaïs Lacombe'\?\), 'X' *$"):
        assert merged(("Anaïs Lacomb", "Anais Lacombe"), ("X", "Y"), ("Zoé Roux", "Z. Roux"))[3] == "Z. Roux"
    with pytest.warns(UserWarning, match="'X4' and 3 more"):
        merged(*((f"X{n}", "Y") for n in range(8)))


def test_of_speakers_no_row_has_only_those_that_were_to_be_merged_are_told() -> None:
    whole = merge_speakers(TABLE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert apply_merges(TABLE[:3], whole)["speaker"].tolist() == ["Anais Lacombe"] * 3


@pytest.mark.parametrize("empty", [None, float("nan"), "", " "])
def test_an_emptied_name_is_an_error_and_an_empty_row_is_none(empty: object) -> None:
    with pytest.raises(ValueError, match=r"row 2: canonical of 'Zoé Roux' is empty; its own name parts it"):
        merged(("Anaïs Lacombe", "Anais Lacombe"), ("Zoé Roux", empty))
    with pytest.raises(ValueError, match="row 1: speaker of 'Zoé Roux' is empty"):
        merged((empty, "Zoé Roux"))
    assert merged((empty, empty), ("Anaïs Lacombe", "Anais Lacombe"))[0] == "Anais Lacombe"


def test_a_table_saved_with_semicolons_says_how_to_read_it() -> None:
    written = merge_speakers(TABLE).to_csv(index=False, sep=";")
    with pytest.raises(ValueError, match=r'saved with semicolons: pd\.read_csv\(\.\.\., sep=";"\)'):
        apply_merges(TABLE, pd.read_csv(StringIO(written)))
    read = apply_merges(TABLE, pd.read_csv(StringIO(written), sep=";"))
    assert read["speaker"].tolist() == ["Anais Lacombe"] * 3 + ["Zoé Roux"]


def test_what_is_no_table_of_merges_or_attributions_is_named() -> None:
    with pytest.raises(ValueError, match="no column canonical; it needs speaker and canonical; it has speaker, to"):
        apply_merges(TABLE, pd.DataFrame({"speaker": ["a"], "to": ["b"]}))
    with pytest.raises(ValueError, match="attributions has no column speaker"):
        apply_merges(pd.DataFrame({"article_id": ["a"]}), merge_speakers(TABLE))
