"""Reading any text whatever: no exception, every span inside the text, the five voices adding up to its words."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import extract, extract_many, read_corpus
from analysis.records import Article
from analysis.text import words
from analysis.voices import voices

DEMO = Path(__file__).parent.parent / "data" / "demo" / "articles.csv"
PIECES = st.sampled_from(
    [
        "«",
        "»",
        "“",
        "”",
        '"',
        "'",
        "’",
        "\n",
        "\n\n",
        " a déclaré ",
        " said ",
        " selon ",
        "Anne Martin",
        "M. ",
        ".",
        ", ",
    ]
)


@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=120), st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join)))
def test_no_string_breaks_it(text: str) -> None:
    reading = extract(text)
    assert reading.article.text == text
    spans = [span for a in reading.attributions for part in (a.content, a.cue, a.source) for span in part]
    for span in [*spans, *(mark.span for mark in reading.marked)]:
        assert 0 <= span.start < span.end <= len(text)
    assert sum(voices(reading).counts().values()) == len(words(text, reading.article.lang))


def test_reading_together_is_reading_alone() -> None:
    articles = read_corpus(DEMO).articles[:6]
    together = list(extract_many(articles))
    assert [r.article.id for r in together] == [a.id for a in articles]
    for article, reading in zip(articles, together, strict=True):
        (alone,) = extract_many([article])
        sure = [a.confidence for a in reading.attributions]
        assert [a.confidence for a in alone.attributions] == pytest.approx(sure, abs=1e-5)
        plain = [replace(a, confidence=0.0) for a in reading.attributions]
        assert [replace(a, confidence=0.0) for a in alone.attributions] == plain
        assert alone.marked == reading.marked


def test_a_text_that_contradicts_its_language_is_read_in_its_own() -> None:
    text = "The minister said on Monday that the law would change. “We are ready,” she said, and nobody answered her."
    (reading,) = extract_many([Article("a", text, lang="fr")])
    assert reading.article.lang == reading.lang_found == "en"
    assert reading.notes == ("language_contradicts: declared fr, reads as en",)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(TypeError, match="text must be a str, not bytes"):
        extract(b"Il pleut.")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'slow'"):
        extract("Il pleut.", engine="slow")
    for wrong, kind in ((["Il pleut."], "str"), ("Il pleut.", "str"), ([None], "NoneType")):
        with pytest.raises(TypeError, match=f"of type {kind}; give Article objects"):
            next(extract_many(wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["fr", "FR", "fr-CA", "French", "klingon", "", None])
def test_a_language_may_be_written_in_many_ways(written: str | None) -> None:
    text = "« Nous n'avons pas le choix », a déclaré Anne Martin. Selon elle, la ville doit agir."
    reading = extract(text, lang=written)
    assert reading.article.lang == "fr"
    assert [a.type for a in reading.attributions] == ["direct", "indirect"]
    assert reading.notes == (("unknown_language: klingon",) if written == "klingon" else ())


def test_a_language_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="lang must be a str"):
        extract("Il pleut.", lang=3)  # type: ignore[arg-type]
