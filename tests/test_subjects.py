"""Who tells what stands behind its cue, read by rule where the engine found nobody."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis.attribution.subjects import with_subjects
from analysis.records import Attribution, Span


def source(text: str, cue: str, confidence: float = 0.9, found: tuple[Span, ...] = ()) -> str:
    """Return the source found for the content behind a cue that the text holds once."""
    at = text.index(f" {cue} ") + 1 if f" {cue} " in text else text.index(cue)
    begin = text.index(":") + 2 if ":" in text else at + len(cue) + 1
    told = Attribution((Span(begin, len(text) - 1),), (Span(at, at + len(cue)),), found, confidence=confidence)
    (read,) = with_subjects(text, [told])
    return " … ".join(part.of(text) for part in read.source)


@pytest.mark.parametrize(
    ("text", "cue", "who"),
    [
        ("Anna Hale, who is 43, said that it would rain.", "said", "Anna Hale"),
        ("It rained. The harbour board, which met on Monday, said that it would rain.", "said", "The harbour board"),
        ("It rained. In May, she also said that it would rain.", "said", "she"),
        ("Few believe his claim that it would rain.", "claim", "his"),
        ("Few believe Anna Hale's claim that it would rain.", "claim", "Anna Hale"),
        ("La maire, qui a 43 ans, affirme que le port ferme.", "affirme", "La maire"),
        ("Il pleut. Le préfet nous affirme que le port ferme.", "affirme", "Le préfet"),
        ("Il pleut. Mais nous affirmons que le port ferme.", "affirmons", "nous"),
        ("Il pleut. Mais le préfet affirme que le port ferme.", "affirme", "le préfet"),
        ("Ana Ruiz, una vecina de 70 años, dice que el puerto cierra.", "dice", "Ana Ruiz"),
        ("El alcalde no descarta que el puerto cierre.", "descarta", "El alcalde"),
        ("Como recordó Ruiz: el puerto cierra.", "recordó", "Ruiz"),
        ("Die Bürgermeisterin, die seit Mai regiert, sagte, dass der Hafen schließe.", "sagte", "Die Bürgermeisterin"),
        ("Weiter sagte Roth: Der Hafen schließe.", "sagte", "Roth"),
    ],
)  # fmt: skip
def test_the_subject_of_a_cue_is_its_source(text: str, cue: str, who: str) -> None:
    assert source(text, cue) == who


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("There said that it would rain.", "said"),
        ("In the harbour said that it would rain.", "said"),
        ("Puis affirme que le port ferme.", "affirme"),
        ("Lo único que indica es que el puerto cierra.", "indica"),
        ("Dem Hafen sagte dass er schließe.", "sagte"),
        ("The old grey harbour board of the small town by the sea said that it would rain.", "said"),
    ],
)
def test_what_is_no_subject(text: str, cue: str) -> None:
    assert source(text, cue) == ""


def test_what_the_engine_hardly_believes_gets_none() -> None:
    assert source("Anna Hale said that it would rain.", "said", confidence=0.5) == ""


def test_a_source_in_the_sentence_stays_and_one_before_it_does_not() -> None:
    text = "Luc Dale left. Anna Hale, for the board, said that it would rain."
    assert source(text, "said", found=(Span(26, 39),)) == "for the board"
    assert source(text, "said", found=(Span(0, 8),)) == "Anna Hale"


def test_a_participle_goes_on_with_who_spoke() -> None:
    text = "Anna Hale said that it rained, adding that it would go on."
    said = Attribution((Span(15, 29),), (Span(10, 14),), (Span(0, 9),), confidence=0.9)
    adding = Attribution((Span(38, 57),), (Span(31, 37),), (), confidence=0.9)
    assert [a.source for a in with_subjects(text, [said, adding])] == [(Span(0, 9),)] * 2


def test_what_stands_before_its_cue_is_left_alone() -> None:
    text = "It would rain, said Hale."
    told = (Attribution((Span(0, 13),), (Span(15, 19),), (), confidence=0.9),)
    assert with_subjects(text, told) == told


def test_the_cost_grows_with_the_text() -> None:
    sentence = "Anna Hale, who is 43, said that it would rain. "

    def read(times: int) -> object:
        starts = range(0, times * len(sentence), len(sentence))
        told = [Attribution((Span(k + 27, k + 45),), (Span(k + 22, k + 26),), confidence=0.9) for k in starts]
        return with_subjects(sentence * times, told)

    read(10)
    grows_with_its_input(read, 40)
