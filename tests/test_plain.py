"""Texts whose accents stand alone, with characters nobody sees, with typed guillemets: read as if they had none."""

from __future__ import annotations

import unicodedata

import pytest
from costs import grows_with_its_input

from analysis import extract, measure, read_corpus
from analysis.text.plain import plain

CLEAN = "« Nous n’avons pas le choix », a déclaré Zoé Martin. L’opposition a prétendu que la dette monterait."


def spoiled(how: str) -> str:
    return {
        "decomposed": unicodedata.normalize("NFD", CLEAN),
        "soft hyphens": CLEAN.replace("déclaré", "décla\u00adré").replace("prétendu", "pré\u00adtendu"),
        "direction": CLEAN.replace("Zoé Martin", "\u200eZoé\u200e Martin\u200f"),
        "zero width": CLEAN.replace("Zoé Martin", "Zoé \u200bMartin").replace("« ", "«\ufeff "),
        "letter apostrophe": CLEAN.replace("’", "\u02bc"),
        "typed guillemets": CLEAN.replace("«", "<<").replace("»", ">>"),
    }[how]


@pytest.mark.parametrize(
    "how", ["decomposed", "soft hyphens", "direction", "zero width", "letter apostrophe", "typed guillemets"]
)
def test_what_is_read_is_the_same_and_its_place_is_that_of_the_delivered_text(how: str) -> None:
    text = spoiled(how)
    clean, reading = extract(CLEAN, "fr"), extract(text, "fr")
    assert reading.article.text == text
    facts = [(a.type, a.speaker, a.source_kind, a.stance) for a in reading.attributions]
    assert facts == [(a.type, a.speaker, a.source_kind, a.stance) for a in clean.attributions]
    assert facts == [
        ("direct", "Zoé Martin", "named_person", "neutral"),
        ("indirect", "opposition", "institution", "doubt"),
    ]
    for part in ("content", "cue", "source"):
        for a, b in zip(reading.attributions, clean.attributions, strict=True):
            said = ["".join(_plain(span.of(text)).split()) for span in getattr(a, part)]
            assert said == ["".join(span.of(CLEAN).split()) for span in getattr(b, part)]
    assert [m.use for m in reading.marked] == [m.use for m in clean.marked]


def _plain(passage: str) -> str:
    copy = plain(passage)
    passage = passage if copy is None else copy.text
    return passage.replace("<<", "«").replace(">>", "»")


@pytest.mark.parametrize("how", ["decomposed", "soft hyphens", "letter apostrophe", "typed guillemets"])
def test_the_words_of_each_voice_are_the_same(how: str) -> None:
    rows = [{"text": text, "outlet": "G", "date": "2020", "lang": "fr"} for text in (CLEAN, spoiled(how))]
    counts = measure(read_corpus(rows), aspects=()).articles[["n_direct", "n_indirect", "n_narration", "n_words"]]
    assert counts.iloc[0].tolist() == counts.iloc[1].tolist()


@pytest.mark.parametrize("text", ["", "plain", "déjà « vu »", "x << 2", ">> cité\n>> encore", "a <<< b >>> c"])
def test_other_texts_are_read_as_they_are(text: str) -> None:
    copy = plain(text)
    assert copy is None or copy.text == text


def test_what_stands_at_the_edges_is_kept_in_place() -> None:
    copy = plain("\u200bOui\u200b")
    assert copy is not None
    assert (copy.text, copy.back(0, 3), copy.back(3, 3)) == ("Oui", (1, 4), (4, 4))
    nothing = plain("\u200b")
    assert nothing is not None
    assert (nothing.text, nothing.back(0, 0)) == ("", (0, 0))


def test_the_cost_grows_with_the_text() -> None:
    grows_with_its_input(lambda n: plain("Zoe\u0301 \u200b<< a >> " * n), 50)
