"""Titles beside a name, the role of their complement, and who asked not to be named."""

from __future__ import annotations

import pytest

from analysis import extract
from analysis.conditional import conditionals
from analysis.passive import passives
from analysis.phrases import folded
from analysis.records import Article, Attribution, Reading, Span
from analysis.scare import classify_marks
from analysis.sources import naming
from analysis.speakers import resolve
from analysis.speakers.mentions import read_mention
from analysis.speakers.names import split_name
from analysis.speakers.vocabulary import vocabulary
from analysis.text import words


def said_by(text: str, source: str, lang: str) -> Attribution:
    """Resolve the attribution of the first marked words of a text to a source told by its words."""
    opening, closing = "«»" if "«" in text else "“”"
    content, at = (text.index(opening), text.index(closing) + 1), text.index(source)
    cue = "a dit" if lang == "fr" else "said"
    begin = text.index(cue)
    found = Attribution(
        (Span(*content),), (Span(begin, begin + len(cue)),), (Span(at, at + len(source)),), type="direct"
    )
    return resolve(Reading(Article(id="a", text=text, lang=lang), (found,))).attributions[0]


@pytest.mark.parametrize(
    ("text", "source", "lang", "speaker", "role"),
    [
        ("« Non », a dit Paul Roy, président de l'association.", "Paul Roy", "fr", "Paul Roy", "union_ngo"),
        ("« Non », a dit Paul Roy, patron de la CGT.", "Paul Roy", "fr", "Paul Roy", "union_ngo"),
        ("“No,” said Ann Reed, president of Leeds University.", "Ann Reed", "en", "Ann Reed", "health_education"),
        ("Le directeur général Paul Roy est là. « Non », a dit M. Roy.", "M. Roy", "fr", "Paul Roy", "business"),
        ("RMT general secretary Tom Doyle came. “No,” said Doyle.", "Doyle", "en", "Tom Doyle", "union_ngo"),
        ("Le ministre délégué Paul Roy est là. « Non », a dit M. Roy.", "M. Roy", "fr", "Paul Roy", "government"),
        ("« Non », a dit Paul Roy, ancien ministre.", "Paul Roy", "fr", "Paul Roy", "government"),
        ("« Non », a dit Paul Roy, président de Zolia.", "Paul Roy, président de Zolia", "fr", "Paul Roy", "other"),
        ("« Non », a dit le président du Togo.", "le président du Togo", "fr", "président du Togo", "government"),
        ("« Non », a dit la députée LR Anne Roy.", "la députée LR Anne Roy", "fr", "Anne Roy", "legislature_party"),
        ("« Non », a dit Me Paul Roy.", "Me Paul Roy", "fr", "Paul Roy", "police_justice_military"),
        ("Robert Kane Jr. spoke. His sister Rory Kane left. “No,” said Kane.", "Kane", "en", "Robert Kane Jr", None),
    ],
)  # fmt: skip
def test_a_title_tells_the_role(text: str, source: str, lang: str, speaker: str, role: str | None) -> None:
    found = said_by(text, source, lang)
    assert found.speaker == speaker and (role is None or found.role == role)


def test_a_medium_is_one_whatever_its_words() -> None:
    for text, source, lang in (
        ("« Non », a dit France Inter.", "France Inter", "fr"),
        ("“No,” said The Economist.", "The Economist", "en"),
        ("« Non », a dit BFMTV.", "BFMTV", "fr"),
    ):
        assert said_by(text, source, lang).source_kind == "media"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("« Tout est joué », a dit un élu de la majorité sous couvert d'anonymat.", "fr"),
        ("Un conseiller municipal, qui a souhaité rester anonyme, affirme que la piscine fermera.", "fr"),
        ("“It is over,” said an aide, speaking on condition of anonymity.", "en"),
        ("One councillor, who asked not to be named, said the pool would close.", "en"),
    ],
)
def test_who_asks_not_to_be_named_is_anonymous(text: str, lang: str) -> None:
    *_, found = extract(text, lang=lang).attributions
    assert found.source_kind == "anonymous" and naming(found) == "unnamed"


def test_anonymity_inside_what_is_said_hides_nobody() -> None:
    (found,) = extract("« Je refuse l'anonymat », a dit le maire.", lang="fr").attributions
    assert found.source_kind == "named_person" and naming(found) == "unnamed"
    (found,) = extract("« Je refuse l'anonymat », a dit Anne Roy.", lang="fr").attributions
    assert naming(found) == "named"


def test_an_age_is_a_person() -> None:
    noun = read_mention("the 36-year-old", "en").noun
    assert noun is not None and noun.cls == "person"


def test_two_capitals_before_a_name_are_a_party() -> None:
    assert split_name("LR Paul Roy", vocabulary("fr")) == (("LR", False), ("Paul Roy", False))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Il a promis que la loi serait votée.", "other"),
        ("Le suspect serait parti en Espagne.", "distance"),
        ("Il y aurait des blessés.", "distance"),
        ("Il serait dangereux de partir.", "other"),
        ("Personne n'aurait imaginé cela.", "other"),
    ],
)
def test_conditionals_that_only_look_like_hearsay(text: str, label: str) -> None:
    assert [c.label for c in conditionals(text, "fr")] == [label]


def test_a_doer_makes_a_passive_of_an_adjective() -> None:
    def found(text: str) -> list[bool]:
        offsets = words(text, "fr")
        return [p.agent for p in passives(text, offsets, folded(text, offsets), "fr")]

    assert found("Les routes étaient bloquées par des manifestants.") == [True]
    assert found("Les routes étaient bloquées.") == []


@pytest.mark.parametrize(("text", "use"), [("Elle visite l'exposition « Chaos » lundi.", "title")])
def test_an_elided_article_hides_no_work(text: str, use: str) -> None:
    assert [m.use for m in classify_marks(Article(id="a", text=text, lang="fr"), ())] == [use]


def test_a_long_quotation_is_neither_a_title_nor_a_word_at_a_distance() -> None:
    text = "Le tract circule. Titre : « " + "nous avons vu la mer monter et les barques partir une à une " + "»."
    assert classify_marks(Article(id="a", text=text, lang="fr"), ())[0].use in ("uncertain", "speech")


@pytest.mark.parametrize(
    ("source", "lang", "name"),
    [
        ("M. Berger", "fr", "Berger"),
        ("Mme Charpentier", "fr", "Charpentier"),
        ("Me Boucher", "fr", "Boucher"),
        ("Boulanger", "fr", "Boulanger"),
        ("Mr. Baker", "en", "Baker"),
        ("Baker, 43", "en", "Baker"),
        # An office behind "Mr.", several, a noun with its article or in a language that writes all with a capital.
        ("Mr. President", "en", ""),
        ("Residents", "en", ""),
        ("Le boulanger", "fr", ""),
        ("Bauer", "de", ""),
    ],
)
def test_a_surname_may_be_an_occupation(source: str, lang: str, name: str) -> None:
    assert read_mention(source, lang).name == name
