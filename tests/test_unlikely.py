"""What an engine hardly believes is left out, by language, type and what introduces it."""

from __future__ import annotations

import pytest

from analysis.attribution import fast
from analysis.attribution.cuewords import introduces
from analysis.attribution.unlikely import likely
from analysis.lexicons import load
from analysis.records import Act, Attribution, Span

TEXT = "Luc Roy affirme que le port ferme."


def read(confidence: float, cue: tuple[Span, ...] = (Span(8, 15),), act: Act = "speech") -> Attribution:
    return Attribution((Span(16, 33),), cue, (), "indirect", act, confidence=confidence)


def test_below_the_least_confidence_nothing_is_told() -> None:
    sure, unsure = read(0.45), read(0.35)
    assert likely(TEXT, "fr", [sure, unsure]) == (sure,)


def test_what_nothing_introduces_must_be_surer() -> None:
    assert likely(TEXT, "fr", [read(0.55, cue=())]) == ()
    assert len(likely(TEXT, "fr", [read(0.65, cue=())])) == 1


def test_so_must_what_no_known_cue_introduces() -> None:
    # "ferme" is no verb of saying.
    assert likely(TEXT, "fr", [read(0.55, cue=(Span(28, 33),))]) == ()
    assert len(likely(TEXT, "fr", [read(0.65, cue=(Span(28, 33),))])) == 1


@pytest.mark.parametrize("lang", ["de", "pt", None])
def test_a_language_without_rows_keeps_everything(lang: str | None) -> None:
    assert len(likely(TEXT, lang, [read(0.05)])) == 1


def test_a_quotation_that_a_cue_introduces_stays() -> None:
    quoted = Attribution((Span(16, 33),), (Span(8, 15),), (), "direct", confidence=0.05)
    assert likely(TEXT, "fr", [quoted]) == (quoted,)


def test_attitudes_stay() -> None:
    assert len(likely(TEXT, "fr", [read(0.05, act="attitude")])) == 1


def test_the_fast_engine_leaves_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "« Le port ferme », a déclaré la maire Anne Roux. Il fait beau."
    (sure,) = fast.read([text], ["fr"])[0]
    whole = fast.read_with_evidence(fast.load(), text, "fr")[0]
    assert sure in whole
    monkeypatch.setattr("analysis.attribution.unlikely._least", lambda lang: {("direct", "known"): 0.99999})
    assert fast.read([text], ["fr"]) == [()]


def test_thresholds_are_probabilities_and_told_once() -> None:
    rows = load("doubt")
    assert rows
    assert all(0 < float(row["least"]) < 1 for row in rows)
    assert {row["cue"] for row in rows} == {"known", "unknown", "none"}
    assert {row["type"] for row in rows} <= {"direct", "mixed", "indirect"}
    assert len({(row["lang"], row["type"], row["cue"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("cue", "lang", "known"),
    [
        ("a précisé", "fr", True),
        ("selon", "fr", True),
        ("a fermé", "fr", False),
        ("told", "en", True),
        ("swam", "en", False),
        ("se dijo", "es", True),
        ("nadaba", "es", False),
    ],
)
def test_words_known_to_introduce_speech(cue: str, lang: str, known: bool) -> None:
    assert introduces(cue, lang) is known
