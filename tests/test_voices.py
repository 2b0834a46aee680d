"""Voices: every word has one, and the worked example comes out to the word."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.columns import VOICES
from analysis.quotation import marked_spans
from analysis.records import Article, Attribution, Marked, Reading, Span
from analysis.voices import runs, shares, voices

GOLD = Path(__file__).parent.parent / "data" / "gold"


def from_gold(record: dict) -> Reading:  # type: ignore[type-arg]
    def spans(of: list[list[int]]) -> tuple[Span, ...]:
        return tuple(Span(*edge) for edge in of)

    found = tuple(
        Attribution(spans(a["content"]), spans(a["cue"]), spans(a["source"]), type=a["type"])
        for a in record["attributions"]
    )
    marks = tuple(Marked(span) for span in marked_spans(record["text"]))
    return Reading(Article(record["id"], record["text"], lang=record["lang"]), found, marks)


def counts(reading: Reading) -> dict[str, int]:
    spoken = voices(reading)
    n = {f"n_{voice}": count for voice, count in spoken.counts().items()}
    return n | {"n_words": len(spoken.words), "n_attributions": len(reading.attributions)}


def test_worked_example_to_the_word() -> None:
    (line,) = (GOLD / "worked_example.jsonl").read_text("utf-8").splitlines()
    n = counts(from_gold(json.loads(line)))
    assert (n["n_words"], n["n_direct"], n["n_partial"], n["n_indirect"], n["n_scare"]) == (46, 6, 3, 13, 0)
    share = {name: round(value, 4) for name, value in shares(n).items()}
    assert share["marked_share"] == 0.1957
    assert share["direct_share"] == 0.1304
    assert share["attributed_share"] == 0.4783
    assert share["quote_narration_ratio"] == 0.2432


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_five_voices_add_up_on_every_demo_article(lang: str) -> None:
    lines = (GOLD / f"demo_{lang}.jsonl").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        n = counts(from_gold(json.loads(line)))
        assert sum(n[f"n_{voice}"] for voice in VOICES) == n["n_words"] > 0


def test_attitudes_stay_the_outlets_telling() -> None:
    text = "Elle espère une trêve."
    hopes = Attribution((Span(12, 21),), (Span(5, 11),), (Span(0, 4),), act="attitude")
    assert voices(Reading(Article("a", text, lang="fr"), (hopes,))).counts()["narration"] == 4


def test_marked_words_of_an_indirect_attribution_are_nobodys_literal_words() -> None:
    text = "Il dit que la « réforme » avance."
    said = Attribution((Span(7, 32),), (Span(3, 6),), (Span(0, 2),), type="indirect")
    n = voices(Reading(Article("a", text, lang="fr"), (said,), (Marked(Span(14, 25), "scare"),))).counts()
    assert (n["indirect"], n["scare"], n["narration"]) == (3, 1, 2)


def test_an_incise_inside_the_marks_is_the_outlets() -> None:
    text = "«Nous irons, a promis hier Anne Roux, jusqu'au bout.»"
    said = Attribution(
        (Span(0, 11), Span(38, 53)), (Span(13, 21),), (Span(27, 36),), type="direct", speaker="Anne Roux"
    )
    n = voices(Reading(Article("a", text, lang="fr"), (said,), (Marked(Span(0, 53), "speech"),))).counts()
    assert (n["direct"], n["narration"], n["scare"]) == (2 + 3, 5, 0)


def test_an_empty_text_has_no_shares() -> None:
    n = counts(Reading(Article("a", "")))
    assert n["n_words"] == 0
    assert all(value != value for value in shares(n).values())
    assert runs(voices(Reading(Article("a", "")))) == []


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_any_spans_on_any_text_give_a_partition(text: str, edges: list[tuple[int, int]]) -> None:
    spans = [Span(min(e), max(e)) for e in edges]
    found = tuple(Attribution((span,), type="mixed") for span in spans[:2])
    marks = tuple(Marked(span) for span in spans[2:])
    spoken = voices(Reading(Article("a", text), found, marks))
    assert sum(spoken.counts().values()) == len(spoken.words)
    assert sum(n for _, n, _ in runs(spoken)) == len(spoken.words)
