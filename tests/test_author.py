"""Whoever writes an article, where he speaks of himself: what he thinks or said is the outlet's telling."""

from __future__ import annotations

import pytest

from analysis import extract
from analysis.records import Reading
from analysis.voices import voices


def acts(reading: Reading) -> dict[str, str]:
    """What is told, and whether as speech."""
    return {a.content[0].of(reading.article.text).rstrip("."): a.act for a in reading.attributions}


@pytest.mark.parametrize(
    ("text", "lang", "own", "others"),
    [
        ("Je crois que le port fermera. Certains prétendent que la ville est riche.", "fr",
         "que le port fermera", "que la ville est riche"),
        ("Nous affirmons que l'art est un droit. Anne Roux affirme que le port fermera.", "fr",
         "que l'art est un droit", "que le port fermera"),
        ("I believe the port will close. Critics say that the town is rich.", "en",
         "the port will close", "that the town is rich"),
        ("We believe water should stay public. Anna Hale insists that the sale was fair.", "en",
         "water should stay public", "that the sale was fair"),
        ("Yo creo que el puerto cerrará. El alcalde asegura que la ciudad es rica.", "es",
         "que el puerto cerrará", "que la ciudad es rica"),
    ],
)  # fmt: skip
def test_what_an_author_thinks_is_the_outlets_telling(text: str, lang: str, own: str, others: str) -> None:
    assert acts(extract(text, lang)) == {own: "attitude", others: "speech"}


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("« Je crois que le port fermera », a dit Anne Roux.", "fr", "« Je crois que le port fermera »"),
        ("“I believe the port will close,” Anna Hale said.", "en", "“I believe the port will close,”"),
        ("I was told that the port would close on Friday.", "en", "that the port would close on Friday"),
        ("« Le port fermera lundi », nous dit un docker.", "fr", "« Le port fermera lundi »"),
    ],
)
def test_what_others_say_or_tell_an_author_is_speech(text: str, lang: str, said: str) -> None:
    assert acts(extract(text, lang))[said] == "speech"


def test_what_an_author_thinks_counts_as_narration() -> None:
    counts = voices(extract("I believe the port will close.", "en")).counts()
    assert (counts["narration"], counts["indirect"]) == (6, 0)
