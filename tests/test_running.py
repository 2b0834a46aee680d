"""German reports that run on in the Konjunktiv behind the sentence that says whose they are."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis import extract
from analysis.attribution.running import with_running
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span, written

SAID = "Roth sagte, der Hafen schließe im Mai."
TOLD = Attribution((Span(12, 37),), (Span(5, 10),), (Span(0, 4),), confidence=0.9)


def told(text: str, found: tuple[Attribution, ...] = (TOLD,)) -> list[tuple[str, str]]:
    read = with_running(text, "de", found, marked_spans(text))
    return [(written(a.content, text), written(a.source, text)) for a in read]


@pytest.mark.parametrize(
    ("behind", "content"),
    [
        (" Er sei zu klein.", "Er sei zu klein"),
        (" Da es regne, werde gebaut.", "Da es regne, werde gebaut"),
        (" Er sei zu klein. Die Boote müsse man abwracken.", "Er sei zu klein. Die Boote müsse man abwracken"),
    ],
)
def test_a_sentence_in_the_konjunktiv_goes_on_with_whoever_spoke(behind: str, content: str) -> None:
    assert told(SAID + behind)[1:] == [(content, "Roth")]


@pytest.mark.parametrize(
    "behind",
    [
        " Er ist zu klein.",
        " Lind fragte, ob er klein sei und habe es eilig.",
        " Ich habe ihn gesehen.",
        " „Er sei zu klein“ steht am Tor.",
        " Ob er klein sei oder groß?",
    ],
)
def test_other_sentences_tell_nothing_new(behind: str) -> None:
    assert told(SAID + behind) == [("der Hafen schließe im Mai", "Roth")]


def test_what_was_found_without_its_source_is_told_by_who_told_the_last() -> None:
    text = SAID + " Er sei zu klein."
    alone = Attribution((Span(39, 54),), confidence=0.4)
    assert told(text, (TOLD, alone))[1] == ("Er sei zu klein", "Roth")
    text = SAID + " Er ist zu klein."
    alone = Attribution((Span(39, 54),), confidence=0.4)
    assert told(text, (TOLD, alone))[1] == ("Er ist zu klein", "")
    text = SAID + " Lind kam. Er sei zu klein."
    alone = Attribution((Span(49, 64),), confidence=0.4)
    assert told(text, (TOLD, alone))[1] == ("Er sei zu klein", "")


def test_the_konjunktiv_outside_marks_is_no_direct_speech() -> None:
    text = "Er sei zu klein. „Er sei zu klein“. Er ist zu klein."
    found = [Attribution((Span(*place),), type="direct") for place in ((0, 15), (17, 34), (36, 51))]
    read = with_running(text, "de", found, marked_spans(text))
    assert [a.type for a in read] == ["indirect", "direct", "direct"]


def test_behind_another_sentence_it_is_a_report_of_nobody_known() -> None:
    assert told(SAID + " Es regnet. Er sei zu klein.")[1:] == [("Er sei zu klein", "")]


def test_nothing_before_it_tells_nothing() -> None:
    assert told("Er sei zu klein. Er habe Fieber.", ()) == []


def test_extract_reads_them_in_german() -> None:
    text = "„Der Hafen ist zu klein“, sagte Anna Roth am Montag. Die Boote müsse man im Mai verkaufen."
    last = extract(text, "de").attributions[-1]
    assert written(last.content, text) == "Die Boote müsse man im Mai verkaufen"
    assert (last.speaker, last.cue, last.type) == ("Anna Roth", (), "indirect")


@pytest.mark.parametrize("piece", [" Er sei zu klein.", " Er ist klein,", " habe", "\nSie sei hier."])
def test_the_cost_grows_with_the_text(piece: str) -> None:
    grows_with_its_input(lambda n: with_running(SAID + piece * n, "de", (TOLD,), ()), 150)


def test_many_found_cost_no_more_each() -> None:
    text = SAID + " Er sei zu klein. "
    found = [
        Attribution((Span(k + 12, k + 37),), (Span(k + 5, k + 10),), (Span(k, k + 4),))
        for k in range(0, 600 * len(text), len(text))
    ]
    grows_with_its_input(lambda n: with_running(text * n, "de", found[:n], ()), 120)
