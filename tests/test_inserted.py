"""What a phrase inside its sentence tells, read by rule (German)."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis.attribution.inserted import CONFIDENCE, with_inserted
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span, written


def told(text: str, found: tuple[Attribution, ...] = ()) -> list[tuple[str, str, str]]:
    read = with_inserted(text, "de", found, marked_spans(text))
    return [tuple(written(part, text) for part in (a.content, a.cue, a.source)) for a in read]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source"),
    [
        ("Der Hafen schließt laut Anna Roth im Mai.", "Der Hafen schließt im Mai", "laut", "Anna Roth"),
        ("Laut dem Bericht der Stadt Alsen schließt der Hafen.", "schließt der Hafen", "Laut",
         "dem Bericht der Stadt Alsen"),
        ("Es regnet. Nach Angaben der örtlichen Polizei wurden drei Boote zerstört.", "wurden drei Boote zerstört",
         "Nach", "Angaben der örtlichen Polizei"),
        ("Der Mann hat nach eigenen Angaben zwei Boote gestohlen.", "Der Mann hat zwei Boote gestohlen", "nach",
         "eigenen Angaben"),
        ("Nach Ansicht von Anna Roth (SPD) ist der Hafen zu klein.", "ist der Hafen zu klein", "Nach",
         "Ansicht von Anna Roth (SPD)"),
        ("Medienberichten zufolge schließt der Hafen im Mai.", "schließt der Hafen im Mai", "zufolge",
         "Medienberichten"),
        ("Der Hafen soll einem Sprecher zufolge im Mai schließen.", "Der Hafen soll im Mai schließen", "zufolge",
         "einem Sprecher"),
        ("Nach einer ersten Analyse des Amtes ist der Hafen zu klein.", "ist der Hafen zu klein", "Nach",
         "einer ersten Analyse des Amtes"),
        ("Nach übereinstimmenden Zeugenaussagen brannte das Boot.", "brannte das Boot", "Nach",
         "übereinstimmenden Zeugenaussagen"),
        ("Man schloss den Hafen, der laut Anna Roth leer war, im Mai.", "der leer war", "laut", "Anna Roth"),
        ("Es kamen viele; laut Polizei waren es tausend.", "waren es tausend", "laut", "Polizei"),
        ("Der Hafen sei zu klein, so Anna Roth.", "Der Hafen sei zu klein", "so", "Anna Roth"),
        ("Der Hafen sei, so die neue Stadträtin Anna Roth am Montag, zu klein.", "Der Hafen sei zu klein", "so",
         "die neue Stadträtin Anna Roth"),
        ("Wie die örtliche Polizei am Montag mitteilte, schließt der Hafen.", "schließt der Hafen", "mitteilte",
         "die örtliche Polizei"),
        ("Der Hafen schließt im Mai, wie Anna Roth (SPD) bekannt gab.", "Der Hafen schließt im Mai", "bekannt gab",
         "Anna Roth (SPD)"),
        ("Weil es regnet, schließt laut Anna Roth im Mai der Hafen.", "Weil es regnet, schließt im Mai der Hafen",
         "laut", "Anna Roth"),
    ],
)  # fmt: skip
def test_a_phrase_tells_the_sentence_around_it(text: str, content: str, cue: str, source: str) -> None:
    ((what, by, who),) = told(text)
    assert (what.replace(" … ", " "), by, who) == (content, cue, source)


@pytest.mark.parametrize(
    "text",
    [
        "Nach dem Sturm schließt der Hafen.",
        "Die Boote fuhren nach Alsen.",
        "Sie riefen laut und lange.",
        "„Der Hafen schließt laut Anna Roth im Mai“, stand dort.",
        "Laut Anna Roth: nein.",
        "Wenn es regnet, so schließt der Hafen.",
        "Wie Anna Roth am Montag ging, schließt der Hafen.",
        "Er sieht aus wie Anna Roth, sagte Lind.",
        "Roth weiß, wie die Polizei in Alsen arbeitet.",
        "Der Hafen schließt, so dass Anna Roth geht.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    assert told(text) == []


def test_what_the_phrase_tells_is_cut_anew_and_nothing_else() -> None:
    text = "Der Hafen schließt laut Anna Roth im Mai."
    its = Attribution((Span(29, 40),), (Span(19, 23),), (Span(24, 28),), confidence=0.5)
    (read,) = with_inserted(text, "de", (its,), ())
    assert read.confidence == CONFIDENCE
    assert written(read.source, text) == "Anna Roth"
    doubtful = Attribution((Span(0, 18),), (Span(10, 18),), (), confidence=0.5)
    assert with_inserted(text, "de", (doubtful,), ()) == (read,)
    other = Attribution((Span(0, 18),), (Span(10, 18),), (), confidence=0.8)
    assert with_inserted(text, "de", (other,), ()) == (other,)


def test_a_quotation_is_signed_by_the_aside_behind_it() -> None:
    text = "„Der Hafen ist zu klein“, so Anna Roth weiter."
    alone = Attribution((Span(0, 24),), type="direct", confidence=0.9)
    (read,) = with_inserted(text, "de", (alone,), marks := marked_spans(text))
    assert (written(read.cue, text), written(read.source, text), read.content) == ("so", "Anna Roth", alone.content)
    assert with_inserted(text, "de", (read,), marks) == (read,)


def test_the_cost_grows_with_the_text() -> None:
    text = "Der Hafen schließt laut Anna Roth im Mai. Es regnet. "
    found = [Attribution((Span(k + 42, k + 51),)) for k in range(0, 1000 * len(text), len(text))]

    def read(times: int) -> object:
        return with_inserted(text * times, "de", found[:times], ())

    read(5)
    grows_with_its_input(read, 120)
