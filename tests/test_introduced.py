"""The verb of saying right before what it introduces, where the engine found none (German)."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis.attribution import mended
from analysis.attribution.introduced import with_introduced
from analysis.lexicons import languages_of
from analysis.quotation import marked_spans
from analysis.records import Attribution, Span, written


def cue(text: str, content: str) -> str:
    begin = text.index(content)
    (read,) = with_introduced(text, "de", (Attribution((Span(begin, begin + len(content)),)),))
    return written(read.cue, text)


@pytest.mark.parametrize(
    ("text", "content", "verb"),
    [
        ("Roth sagte gestern, dass der Hafen schließe.", "dass der Hafen schließe", "sagte"),
        ("Roth sagte: „Der Hafen schließt.“", "„Der Hafen schließt.“", "sagte"),
        ("Lind glaubt, Roth habe erklärt, dass er geht.", "dass er geht", "erklärt"),
        ("Roth fragte, ob der Hafen schließe.", "ob der Hafen schließe", "fragte"),
    ],
)
def test_the_last_verb_of_saying_before_it_introduces_it(text: str, content: str, verb: str) -> None:
    assert cue(text, content) == verb


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Es regnet, dass der Hafen überläuft.", "dass der Hafen überläuft"),
        ("Roth sagte etwas. Lind rannte, dass es staubte.", "dass es staubte"),
        ("Roth sagte, der Hafen schließe.", "der Hafen schließe"),
        ("Roth sagte dies. „Der Hafen schließt.“", "„Der Hafen schließt.“"),
        ("„Nein“, sagte Roth. Am Tor steht: „Zu“", "„Nein“"),
    ],
)
def test_what_no_such_verb_introduces(text: str, content: str) -> None:
    assert cue(text, content) == ""


def test_a_cue_that_was_found_stays_and_its_subject_is_looked_for() -> None:
    text = "Roth sagte, dass der Hafen schließe."
    found = (Attribution((Span(12, 35),), (Span(0, 4),)),)
    assert with_introduced(text, "de", found) == found
    alone = (Attribution((Span(12, 35),), confidence=0.9),)
    (read,) = mended(text, "de", alone, marked_spans(text))
    assert (written(read.cue, text), written(read.source, text)) == ("sagte", "Roth")
    assert languages_of("edges", "opens_report") == {"de"}


def test_the_cost_grows_with_the_text() -> None:
    text = "Roth sagte, dass der Hafen schließe. "
    found = [Attribution((Span(k + 12, k + 35),)) for k in range(0, 600 * len(text), len(text))]
    grows_with_its_input(lambda n: with_introduced(text * n, "de", found[:n]), 120)
