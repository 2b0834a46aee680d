"""Sources the reader of attributions missed or cut: who they are all the same, by the sentence around them."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input
from told import attribution, resolved

from analysis.speakers.main_clause import is_participle, sentence_before
from analysis.speakers.vocabulary import vocabulary


def speakers(text: str, lang: str, *triples: tuple[str, ...]) -> list[str | None]:
    return [a.speaker for a in resolved(text, lang, *(attribution(text, *triple) for triple in triples))]


def test_a_participle_goes_on_with_who_spoke_in_its_sentence() -> None:
    text = "La maire appelle au calme, dit Anne Roy, promettant de revenir. Luc Dormont écoutait, Luc Dormont aussi."
    assert speakers(text, "fr", ("au calme", "dit", "Anne Roy"), ("de revenir", "promettant")) == ["Anne Roy"] * 2
    text = (
        "The port will close, Anna Hale said, adding that nobody would lose. Paul Roy, Paul Roy and Paul Roy listened."
    )
    found = speakers(text, "en", ("The port will close", "said", "Anna Hale"), ("that nobody would lose", "adding"))
    assert found == ["Anna Hale"] * 2


def test_a_participle_has_the_subject_of_its_sentence() -> None:
    text = "Luc Dormont a parlé. De leur côté, les syndicats restent debout, qualifiant de mascarade la concertation."
    assert speakers(text, "fr", ("de mascarade la concertation", "qualifiant")) == ["syndicats"]
    text = "Luc Dormont a parlé. Ce mardi la ministre des Ports changeait de ton en indiquant que le quai fermerait."
    assert speakers(text, "fr", ("que le quai fermerait", "indiquant")) == ["ministre des Ports"]


def test_a_verb_behind_an_aside_has_the_subject_before_it() -> None:
    text = "Le maire de Port-Vieux, Luc Dormont, interrogé sur des menaces, a appelé ses voisins à se taire."
    assert speakers(text, "fr", ("ses voisins à se taire", "a appelé")) == ["Luc Dormont"]
    text = "En matière de soins, le bilan fait état de mille cas."
    found = resolved(text, "fr", attribution(text, "de mille cas", "fait état"))
    assert [(a.speaker, a.source_kind) for a in found] == [("bilan", "document")]


def test_a_verb_with_and_alone_before_it_goes_on() -> None:
    text = "« Non », a dit le retraité. Puis note : « Je reste. » Luc Dormont, Luc Dormont et Luc Dormont passaient."
    found = speakers(text, "fr", ("« Non »", "a dit", "le retraité"), ("« Je reste. »", "note"))
    assert found == ["retraité"] * 2


def test_a_name_alone_before_the_verb_speaks_and_not_whom_it_asks() -> None:
    text = "Paul Roy listened. “Did you know?” Hale asked the mayor. Anna Hale is a reporter."
    assert speakers(text, "en", ("“Did you know?”", "asked")) == ["Anna Hale"]
    text = "Roger Hale spoke.\nStated Hale:\n“The stakes are high.”"
    assert speakers(text, "en", ("“The stakes are high.”", "Stated")) == ["Roger Hale"]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "speaker"),
    [
        ("« Attention ! » l'a averti un maire.", "« Attention ! »", "a averti", "l'", "maire"),
        ("« Je pleure », a pour sa part écrit Anne Roy.", "« Je pleure »", "écrit", "sa", "Anne Roy"),
        ("« Non », a annoncé par la suite un pompier.", "« Non »", "a annoncé", "la suite", "pompier"),
        (
            "Il pleut, a-t-on appris auprès d'une source syndicale.",
            "Il pleut",
            "a-t-on appris",
            "d'",
            "source",
        ),
        ("« Oui », expliquent les trois juges de Lyon.", "« Oui »", "expliquent", "les", "trois juges de Lyon"),
        ("Les syndicats, eux, estiment que non.", "que non", "estiment", "eux", "syndicats"),
        ("La CGT, elle, estime que non.", "que non", "estime", "elle", "CGT"),
        (
            "« Un port du nord de la France », relate Anne Roy, guide.",
            "« Un port du nord",
            "",
            "la France », relate Anne Roy, guide",
            "Anne Roy",
        ),
    ],
)
def test_a_source_cut_or_mistaken_is_mended(text: str, content: str, cue: str, source: str, speaker: str) -> None:
    assert speakers(text, "fr", (content, cue, source)) == [speaker]


def test_what_one_reads_on_a_document_is_its() -> None:
    text = "« Dehors », pouvait-on lire sur une banderole. Luc Dormont, Luc Dormont et Luc Dormont passaient."
    assert speakers(text, "fr", ("« Dehors »", "pouvait-")) == ["banderole"]
    # Where one reads it is nobody.
    text = "« Dehors », pouvait-on lire à l'entrée."
    assert speakers(text, "fr", ("« Dehors »", "pouvait-")) == [None]


@pytest.mark.parametrize(
    ("text", "lang", "speaker"),
    [
        ("« Nous tiendrons. »\nAnne Martin, maire de Port-Vieux\nLa grève continue.", "fr", "Anne Martin"),
        ("“We will hold.”\n— President Hale, after the vote\nThe strike goes on.", "en", "Hale"),
        ("“We will hold.” — Anna Hale\nThe strike goes on.", "en", "Anna Hale"),
        # A sentence about somebody signs nothing, nor does a line under a paragraph that says more.
        ("« Nous tiendrons. »\nAnne Martin a quitté la salle hier soir.\nLa grève continue.", "fr", None),
        ("La rue dit : « Nous tiendrons. »\nAnne Martin, maire de Port-Vieux\nLa grève continue.", "fr", None),
    ],
)
def test_who_signs_a_quotation_said_it(text: str, lang: str, speaker: str | None) -> None:
    begin = text.index("“" if lang == "en" else "«")
    content = text[begin : text.index("”" if lang == "en" else "»") + 1]
    found = resolved(text, lang, attribution(text, content, "", kind="direct"))
    assert [a.speaker for a in found] == [speaker]


def test_somebodys_family_is_nobody_named_before() -> None:
    text = "« Il pleut », dit Paulette Roy. « Toujours », ajoute son mari. « Encore », lance sa fille."
    found = speakers(
        text, "fr", ("« Il pleut »", "dit", "Paulette Roy"), ("« Toujours »", "ajoute", "son mari"),
        ("« Encore »", "lance", "sa fille"),
    )  # fmt: skip
    assert found == ["Paulette Roy", "mari", "fille"]
    text = "« Il pleut », dit Paulette Roy. Son mari, Paul Roy, se tait. « Toujours », ajoute son mari enfin."
    found = speakers(text, "fr", ("« Il pleut »", "dit", "Paulette Roy"), ("« Toujours »", "ajoute", "son mari enfin"))
    assert found == ["Paulette Roy", "Paul Roy"]


def test_a_body_is_nobody_who_spoke_before() -> None:
    text = "Luca Moretti a parlé. M. Moretti dit que l'usine fermerait. Le constructeur précise que tout ira bien."
    found = speakers(
        text, "fr", ("que l'usine fermerait", "dit", "M. Moretti"), ("que tout ira bien", "précise", "Le constructeur")
    )
    assert found == ["Luca Moretti", "constructeur"]


def test_a_surname_may_begin_with_de_la() -> None:
    text = "Selon Éric de la Bourdonnaye, il pleut. M. de la Bourdonnaye dit que non. Sophie de la CGT dit oui."
    found = speakers(
        text, "fr", ("il pleut", "Selon", "Éric de la Bourdonnaye"), ("que non", "dit", "M. de la Bourdonnaye"),
        ("oui", "dit oui", "Sophie de la CGT"),
    )  # fmt: skip
    assert found == ["Éric de la Bourdonnaye", "Éric de la Bourdonnaye", "Sophie"]


def test_a_sentence_begins_behind_a_full_stop_that_no_title_ends_in() -> None:
    fr, en = vocabulary("fr"), vocabulary("en")
    text = "Il pleut.La page de M. Roy appelle"
    assert sentence_before(len(text) - 7, text, fr) == "La page de M. Roy "
    text = "It rains. “No,” Gov. Hale said"
    assert sentence_before(len(text) - 4, text, en) == "“No,” Gov. Hale "


def test_only_a_verb_that_says_something_is_a_participle() -> None:
    for word, lang, is_one in (("ajoutant", "fr", True), ("pendant", "fr", False), ("adding", "en", True)):
        assert is_participle(attribution(word, "", word), word, vocabulary(lang)) is is_one


def test_looking_for_who_is_not_written_costs_no_more_in_a_long_line() -> None:
    def read(n: int) -> None:
        text = "« Non », puis, ajoutant que tout ira bien, elle part. " * n
        cues = [i for i in range(len(text)) if text.startswith("ajoutant", i)]
        for at in cues:
            sentence_before(at, text, vocabulary("fr"))

    grows_with_its_input(read, 100)
