"""Tables edited in a spreadsheet program and given back: separators, encodings, empty cells, ids like numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import extract_many, measure
from analysis.compare import correct
from analysis.corpus import read_corpus, read_table
from analysis.sampling import draw_sample, read_sample
from analysis.speakers import apply_merges, merge_speakers

#: How programs save a table: Excel in France and elsewhere, LibreOffice, a text of tabs.
SAVED = {
    "cp1252 ;": ("csv", {"sep": ";", "encoding": "cp1252"}),
    "utf-8-sig ;": ("csv", {"sep": ";", "encoding": "utf-8-sig"}),
    "utf-8 ,": ("csv", {"encoding": "utf-8"}),
    "utf-16 tab": ("txt", {"sep": "\t", "encoding": "utf-16"}),
    "mac_roman ;": ("csv", {"sep": ";", "encoding": "mac_roman"}),
    "xlsx": ("xlsx", {}),
}


def save(frame: pd.DataFrame, tmp_path: Path, how: str) -> Path:
    suffix, settings = SAVED[how]
    path = tmp_path / f"table.{suffix}"
    if suffix == "xlsx":
        pytest.importorskip("openpyxl")
        frame.to_excel(path, index=False)
    else:
        frame.to_csv(path, index=False, **settings)
    return path


@pytest.mark.parametrize("how", SAVED)
def test_a_table_comes_back_as_text_however_it_was_saved(tmp_path: Path, how: str) -> None:
    frame = pd.DataFrame(
        {
            "speaker": ["Léa Roux", "M. Roux", "NA", "l'élue, dit-on"],
            "canonical": ["Léa Roux", "", "null", "Zoé; l’élue"],
            "n": [7, 8, 9, 10],
            "id": ["007", "x", "1e5", "y"],
        }
    )
    if how == "mac_roman ;":  # told by the letters inside words, of which it takes some
        frame = pd.concat(
            [frame, pd.DataFrame({"speaker": ["Éloïse Lévêque préfère"] * 20, "canonical": "é", "n": 1, "id": "z"})]
        )
    read = read_table(save(frame, tmp_path, how))
    assert read.to_dict("records") == frame.astype(str).to_dict("records")


@pytest.mark.parametrize("how", ["cp1252 ;", "utf-16 tab", "xlsx"])
def test_a_sample_and_merges_take_the_way_through_a_spreadsheet(tmp_path: Path, how: str) -> None:
    said = "« Nous n'avons pas le choix », a déclaré Léa Roux, élue. Mme Roux dit que la neige tient. {}\nIl gèle; bon."
    articles = read_corpus(
        [{"id": f"{n:03}", "text": said.format(n), "outlet": o, "lang": "fr"} for n, o in enumerate("ABC" * 8)]
    )
    tables = measure(articles, aspects=(), terms=False)
    merges = merge_speakers(tables.attributions)
    merges.loc[merges["speaker"] == "Léa Roux", "canonical"] = "Léa Roux (élue)"
    straight, back = (apply_merges(tables.attributions, m) for m in (merges, read_table(save(merges, tmp_path, how))))
    pd.testing.assert_frame_equal(straight, back)
    assert "Léa Roux (élue)" in set(back["speaker"])

    sample = draw_sample(extract_many(articles), per_outlet=6, rng=np.random.default_rng(1))
    sample.loc[::2, "read"] = "x"
    gold = read_sample(read_table(save(sample, tmp_path, how)))
    assert gold["id"].tolist() == sample["id"].tolist()[::2] and len(gold.columns) == 17
    pd.testing.assert_frame_equal(gold.astype(str), read_sample(sample).astype(str))
    estimates = [correct(tables.articles, g, "attributed_share").estimates for g in (gold, read_sample(sample))]
    pd.testing.assert_frame_equal(*estimates)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "there is no such file"),
        ("", "is empty; its first line names the columns"),
        ("speaker;canonical\n", "has no row below"),
        ("speaker;canonical\nA;B;C\n", "record 1: 3 fields, the header has 2, line 2"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, written: str | None, said: str) -> None:
    path = tmp_path / "merges.csv"
    if written is not None:
        path.write_text(written, "utf-8")
    with pytest.raises((ValueError, FileNotFoundError), match=f"merges.csv'.*{said}"):
        read_table(path)
