"""One article, two articles: numbers and the words that go with them, in both languages."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.counts import filled, form, is_one, n_named, n_of
from analysis.lexicons import load


@pytest.mark.parametrize(
    ("lang", "ones", "others"),
    [("en", [1, -1, np.int64(1)], [0, 2, 1.0, 1.5, 21, 101]), ("fr", [0, 1, 1.0, 1.9, -1.5], [2, 2.0, -2.1, 11, 1000])],
)
def test_what_takes_the_singular_is_a_languages_own(lang: str, ones: list[float], others: list[float]) -> None:
    assert [n for n in ones if not is_one(n, lang)] == []
    assert [n for n in others if is_one(n, lang)] == []


def test_every_language_of_the_labels_says_what_is_one() -> None:
    langs = {row["lang"] for row in load("labels")}
    assert langs == {row["lang"] for row in load("labels") if row["key"] == "singular"} > {"en"}
    assert langs == {row["lang"] for row in load("labels") if row["key"] == "singular_decimals"}
    with pytest.raises(ValueError, match="lang='xx' has no labels"):
        is_one(1, "xx")


def test_a_count_stands_before_its_word() -> None:
    assert [n_of(n, "gold row is", "gold rows are") for n in (1, 2)] == ["1 gold row is", "2 gold rows are"]
    assert n_of(1234, "mot", lang="fr") == "1\u202f234 mots"
    assert (n_named(0, "article", lang="fr"), n_named(0, "article")) == ("0 article", "0 articles")
    assert form(1, "is", "are") == "is"


def test_a_template_takes_numbers_names_and_formats() -> None:
    text = "{name}: {n} {n:cas|cases}, {share}, {n:,.1f}"
    assert filled(text, n=1, name="A", share="12%") == "A: 1 cas, 12%, 1.0"
    assert filled(text, n=np.int64(2000), name="A", share=0.5) == "A: 2,000 cases, 0.5, 2,000.0"
    with pytest.raises(KeyError, match="share"):
        filled(text, n=1, name="A")
