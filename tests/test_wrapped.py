"""Lines broken inside sentences, by a page's links or at one width, read as if they were not."""

from __future__ import annotations

import textwrap

import pytest
from costs import grows_with_its_input
from hypothesis import given
from hypothesis import strategies as st

from analysis import extract
from analysis.text.wrapped import unbroken
from analysis.voices import voices

FRENCH = (
    "Le chef du gouvernement a assuré lundi que l'exécutif « n'avait pas l'intention de reculer » sur ce dossier. « Je "
    "n'ai aucun regret », a-t-il conclu devant les militants. Selon Paul Sérac, maire de Saint-Aubin, le port fermera "
    "avant l'été. « On ne nous a rien dit », regrette une commerçante.\n\nLa préfecture n'a pas réagi."
)
ENGLISH = (
    "The company said in a statement that it was “aware of the incident and cooperating with the authorities,” adding "
    "that “the safety of our staff comes first.” Two workers remain in hospital, according to Dr. Ian Poole of Harbour "
    "General. “They are stable,” he told the Mercury on Tuesday. “We hope for the best.”\n\nThe plant is closed."
)


@pytest.mark.parametrize(("text", "lang"), [(FRENCH, "fr"), (ENGLISH, "en")])
@pytest.mark.parametrize(("width", "end"), [(60, "\n"), (80, "\n"), (80, " \n"), (80, "\r\n")])
def test_a_text_cut_at_one_width_is_read_as_the_text(text: str, lang: str, width: int, end: str) -> None:
    lines = [end.join(textwrap.wrap(p, width, break_on_hyphens=False)) for p in text.split("\n\n")]
    cut = (end * 2).join(lines)
    plain, reading = extract(text, lang), extract(cut, lang)
    assert reading.article.text == cut
    assert voices(reading).counts() == voices(plain).counts()
    for part in ("content", "cue", "source"):
        said = [[span.of(cut).split() for span in getattr(a, part)] for a in reading.attributions]
        assert said == [[span.of(text).split() for span in getattr(a, part)] for a in plain.attributions]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The \n“yellow vests”\n, he said.", "The  “yellow vests” , he said."),
        ("Le maire \na parlé au\nPhare.", "Le maire  a parlé au Phare."),
        ("Mayor Roux\r\nspoke.", "Mayor Roux  spoke."),
    ],
)
def test_a_break_inside_a_sentence_is_a_space(text: str, read: str) -> None:
    assert unbroken(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Le port ferme\nLe maire a parlé.",
        "Il neige.\nla suite en minuscules",
        "Il neige\n\nla suite en minuscules",
        "« Un.\n« Deux.\n« Trois », dit-il.",
        "— Vous partez ?\n— Oui, répond-elle.",
        "To buy:\n- flour\n- eggs\n- milk",
        "Il a dit\n... rien.",
        "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
    ],
)
def test_other_breaks_stay(text: str) -> None:
    assert unbroken(text) is text


def test_a_list_in_a_text_cut_at_one_width_keeps_its_lines() -> None:
    cut = "\n".join(textwrap.wrap(ENGLISH.split("\n\n")[0], 70)) + "\n- First, they close.\n- Second, they wait."
    assert unbroken(cut).endswith("best.”\n- First, they close.\n- Second, they wait.")


@given(st.text(alphabet="aB² \n\r.,«»\"'à-1", max_size=200))
def test_it_changes_line_breaks_into_spaces_and_nothing_else(text: str) -> None:
    read = unbroken(text)
    assert len(read) == len(text)
    assert all(a == b or (a in "\r\n" and b == " ") for a, b in zip(text, read, strict=True))


def test_its_cost_is_linear() -> None:
    grows_with_its_input(lambda n: unbroken("the port\nclosed, said\nRoux. " * n), 400)
