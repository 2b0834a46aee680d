"""Clauses behind a verb of saying, and sentences that end in one, read by rule where none was found."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis.attribution.complements import with_complements
from analysis.attribution.tails import with_tails
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span, written


def clauses(text: str, found: tuple[Attribution, ...] = ()) -> list[tuple[str, str]]:
    read = with_complements(text, "es", found, marked_spans(text))
    return [(written(a.content, text), written(a.cue, text)) for a in read]


def tails(text: str, lang: str, found: tuple[Attribution, ...] = ()) -> list[tuple[str, str, str]]:
    read = with_tails(text, lang, found, marked_spans(text))
    return [tuple(written(part, text) for part in (a.content, a.cue, a.source)) for a in read]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Ruiz precisó que el puerto cerrará.", "que el puerto cerrará", "precisó"),
        ("Llueve. Las vecinas han explicado que el puerto cerrará. Nadie lo vio.", "que el puerto cerrará",
         "han explicado"),
        ("La policía cree que el robo ocurrió en abril.", "que el robo ocurrió en abril", "cree"),
        ("Los informes apuntaban a que todo fue abonado.", "que todo fue abonado", "apuntaban"),
        ("El alcalde advierte de que el puerto cerrará.", "que el puerto cerrará", "advierte"),
    ],
)  # fmt: skip
def test_a_verb_of_saying_tells_the_clause_behind_it(text: str, content: str, cue: str) -> None:
    assert clauses(text) == [(content, cue)]


@pytest.mark.parametrize(
    "text",
    [
        "Se señala que el puerto cerrará en abril.",
        "Nada indica que el puerto cerrará en abril.",
        "La sentencia que absuelve al alcalde es firme.",
        "El informe que pidió la alcaldesa llega hoy.",
        "Hay que explicar que el puerto cerrará en abril.",
        "Ruiz dijo que sí.",
        "«Ruiz precisó que el puerto cerrará», decía el cartel.",
        "El puerto que cerrará en abril es viejo.",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert clauses(text) == []


def test_what_was_found_is_left_alone() -> None:
    text = "Ruiz precisó que el puerto cerrará."
    found = (Attribution((Span(17, 34),), (Span(5, 12),), (Span(0, 4),)),)
    assert with_complements(text, "es", found, ()) == found


def test_other_languages_have_no_such_rows() -> None:
    text = "Ruiz precisó que el puerto cerrará."
    assert with_complements(text, "fr", (), ()) == ()


@pytest.mark.parametrize(
    ("text", "lang", "content", "cue", "source"),
    [
        ("El puerto de Alba cerrará, informaron a Efe fuentes judiciales.", "es", "El puerto de Alba cerrará",
         "informaron", "fuentes judiciales"),
        ("Llueve. El puerto de Alba cerrará, como explicó el alcalde.", "es", "El puerto de Alba cerrará",
         "como explicó", "el alcalde"),
        ("Sin embargo, el puerto de Alba cerrará, según ha informado Ana Ruiz.", "es", "el puerto de Alba cerrará",
         "según ha informado", "Ana Ruiz"),
        ("Il pleut. Le port d'Aubin fermera lundi, a précisé la préfecture.", "fr", "Le port d'Aubin fermera lundi",
         "a précisé", "la préfecture"),
        ("Le port d'Aubin fermera lundi, rapportaient les médias locaux.", "fr", "Le port d'Aubin fermera lundi",
         "rapportaient", "les médias locaux"),
        ("It rained. The port will close in May, the harbour board said on Monday.", "en",
         "The port will close in May", "said", "the harbour board"),
        ("The port will close in May, Dr. Anna Hale confirmed.", "en", "The port will close in May", "confirmed",
         "Dr. Anna Hale"),
        ("Le port d'Aubin fermera lundi, a précisé M. Roux.", "fr", "Le port d'Aubin fermera lundi", "a précisé",
         "M. Roux"),
    ],
)  # fmt: skip
def test_a_sentence_may_end_in_who_tells_it(text: str, lang: str, content: str, cue: str, source: str) -> None:
    assert tails(text, lang) == [(content, cue, source)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("El puerto de Alba cerrará, explica el cierre del muelle.", "es"),
        ("El puerto de Alba, explica Ana Ruiz, cerrará en abril.", "es"),
        ("El alcalde llegó tarde y, además, explicó las obras.", "es"),
        ("Sí, dijo Ana Ruiz.", "es"),
        ("«El puerto de Alba cerrará, informó Ruiz», decía el cartel.", "es"),
        ("Le maire a fermé le port, a confirmé son refus.", "fr"),
        ("If the port closes in May, the mayor said she would leave.", "en"),
        ("The port will close, as the mayor and her deputy and the whole of the harbour board of the town said.", "en"),
        ("The port will close in May, which nobody said.", "en"),
        ("“The port will close in May, the mayor said.”", "en"),
        ("Der Hafen schließt im Mai, sagte Anna Roth.", "de"),
    ],
)
def test_a_verb_of_saying_that_ends_no_report(text: str, lang: str) -> None:
    assert tails(text, lang) == []


def test_only_what_the_engine_hardly_believes_gives_way() -> None:
    text = "The port will close in May, the mayor said."

    def read(confidence: float) -> list[tuple[str, str, str]]:
        part = Attribution((Span(14, 26),), (Span(38, 42),), (), confidence=confidence)
        return tails(text, "en", (part,))

    assert read(0.4) == [("The port will close in May", "said", "the mayor")]
    assert read(0.8) == [("close in May", "said", "")]


def test_the_cost_grows_with_the_text() -> None:
    text = "Ruiz precisó que el puerto cerrará. El puerto de Alba cerrará, informó Ana Ruiz. "

    def read(times: int) -> object:
        long = text * times
        return with_tails(long, "es", with_complements(long, "es", (), ()), ())

    def read_in_english(times: int) -> object:
        return with_tails("The port will close in May, the mayor said. It rained. " * times, "en", (), ())

    for one in (read, read_in_english):
        one(5)
        grows_with_its_input(one, 80)


def test_who_ends_a_sentence_tells_what_another_verb_in_it_seemed_to() -> None:
    text = "The board has approved a plan to close the port, the mayor said."
    inner = Attribution((Span(23, 47),), (Span(14, 22),), (Span(0, 9),), confidence=0.7)
    assert tails(text, "en", (inner,)) == [("The board has approved a plan to close the port", "said", "the mayor")]
    sure = Attribution((Span(23, 47),), (Span(14, 22),), (Span(0, 9),), confidence=0.9)
    assert tails(text, "en", (sure,)) == [("a plan to close the port", "approved", "The board")]


def test_what_goes_on_behind_it_is_not_lost() -> None:
    text = "The board has approved a plan, the mayor said. “It will close in May.”"
    inner = Attribution((Span(23, 29), Span(47, 70)), (Span(14, 22),), (Span(0, 9),), "mixed", confidence=0.7)
    ((content, _, source),) = tails(text, "en", (inner,))
    assert (content, source) == ("The board has approved a plan … “It will close in May.”", "the mayor")


def test_what_is_told_behind_it_stays() -> None:
    text = "Le port d'Aubin fermera lundi, a dit Anne Roux, qui a demandé que la ville paie."
    behind = Attribution((Span(62, 79),), (Span(52, 61),), (Span(37, 46),), confidence=0.5)
    assert tails(text, "fr", (behind,)) == [("que la ville paie", "a demandé", "Anne Roux")]


def test_what_was_found_whole_is_left_alone() -> None:
    text = "Le port d'Aubin fermera lundi, a dit Anne Roux."
    whole = Attribution((Span(0, 29),), (Span(31, 36),), (Span(37, 46),), confidence=0.65)
    assert with_tails(text, "fr", (whole,), ()) == (whole,)
