"""What quotation marks are for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.quotation import marked_spans
from analysis.records import USES, Article, Attribution, Span
from analysis.scare import classify_marks, lone_quotations

GOLD = Path(__file__).resolve().parents[1] / "data" / "gold" / "scare_quotes.csv"


def uses(text: str, lang: str, *contents: str) -> dict[str, str]:
    spans = [(text.index(c), text.index(c) + len(c)) for c in contents]
    found = tuple(Attribution((Span(b, e),), type="mixed") for b, e in spans)
    return {m.span.of(text): m.use for m in classify_marks(Article(id="a", text=text, lang=lang), found)}


@pytest.mark.parametrize(
    ("text", "lang", "use"),
    [
        ("Le film « La Dernière Marée » sort en salles mercredi.", "fr", "title"),
        ("Le cargo surnommé « Tempête » est rentré au port.", "fr", "name"),
        ("Les prétendus « sauveurs » du village sont repartis.", "fr", "scare"),
        ("The so-called “reform” changed nothing at all.", "en", "scare"),
        ("Her new novel, titled “The Long Harbour”, is out today.", "en", "title"),
    ],
)
def test_marks_nobody_speaks_in(text: str, lang: str, use: str) -> None:
    assert list(uses(text, lang).values()) == [use]


def test_marks_in_an_attribution_are_speech() -> None:
    text = "Il dénonce un « passage en force » inacceptable."
    assert uses(text, "fr", "un « passage en force » inacceptable") == {"« passage en force »": "speech"}


@pytest.mark.parametrize(
    ("text", "content", "lang", "use"),
    [
        ("Il demande la fin du plan « Grand Large » avant l'été.", "la fin du plan « Grand Large »", "fr", "title"),
        (
            "He said the so-called “reform” changed nothing at all in the harbor towns.",
            "the so-called “reform” changed nothing at all in the harbor towns",
            "en",
            "scare",
        ),
    ],
)
def test_a_short_mark_inside_an_unsure_paraphrase_need_not_be_speech(
    text: str, content: str, lang: str, use: str
) -> None:
    begin = text.index(content)
    loose = Attribution((Span(begin, begin + len(content)),), type="mixed", confidence=0.4)
    assert [m.use for m in classify_marks(Article(id="a", text=text, lang=lang), (loose,))] == [use]


def test_marks_handed_in_are_those_found() -> None:
    from analysis.quotation import marked_spans

    text = "Le film « La Dernière Marée » sort « mercredi » en salles."
    article = Article(id="a", text=text, lang="fr")
    assert classify_marks(article, (), spans=marked_spans(text)) == classify_marks(article, ())


def test_a_whole_utterance_is_speech_even_where_no_attribution_was_found() -> None:
    text = "Une voix s'élève.\n« Nous ne partirons pas d'ici avant d'avoir obtenu ce que nous demandons ! »\nSilence."
    assert set(uses(text, "fr").values()) == {"speech"}


@pytest.mark.parametrize("text", ["", "«", '» « "', "'’“", "«»", "« »", "\u2028«\u00a0»", "«a" * 300])
def test_any_marks_are_read(text: str) -> None:
    assert all(m.use in USES for m in classify_marks(Article(id="a", text=text), ()))


def test_on_passages_written_for_it() -> None:
    """With the gold speech handed in, three of four uses are told apart from speech, and hardly any speech is taken."""
    right = wrong = taken = speech = 0
    with GOLD.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            said = (row["marked"],) if row["use"] == "speech" else ()
            use = uses(row["text"], row["lang"], *said)[row["marked"]]
            if row["use"] == "speech":
                speech += 1
                taken += use != "speech"
            else:
                right += use in ("scare", "title", "name")
                wrong += use not in ("scare", "title", "name")
    assert right / (right + wrong) >= 0.75
    assert taken / speech <= 0.15


def test_a_long_quotation_nobody_is_found_for_is_told() -> None:
    said = "« " + "nous avons vu la mer monter et les barques partir une à une " * 3 + "»"
    text = f"Le tract circule. {said} Un « titre » aussi."
    spans = marked_spans(text)
    told = ("quotation_without_source: 39 words inside 1 pair of marks",)
    assert lone_quotations(text, (), spans) == told
    found = Attribution((Span(text.index("«"), text.index("»") + 1),), type="direct")
    assert lone_quotations(text, (found,), spans) == ()
