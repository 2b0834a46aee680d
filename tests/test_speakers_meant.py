"""Whom a noun or an initial can mean: a crowd, somebody close to somebody, a member of a party, a photographer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import attribution, last, resolved

from analysis.records import Span
from analysis.speakers.acronyms import spelled_out
from analysis.speakers.mentions import read_mention
from analysis.speakers.names import split_name
from analysis.speakers.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "lang", "cue", "source"),
    [
        ("Des centaines de femmes clament « non ».", "fr", "clament", "Des centaines de femmes"),
        (
            "Plusieurs dizaines de milliers de riverains disent « non ».",
            "fr",
            "disent",
            "Plusieurs dizaines de milliers",
        ),
        ("Dozens of brewers say “non”.", "en", "say", "Dozens of brewers"),
        ("Cientos de vecinos dicen “non”.", "es", "dicen", "Cientos de vecinos"),
    ],
)
def test_a_crowd_is_nobody_in_particular(text: str, lang: str, cue: str, source: str) -> None:
    assert last(text, lang, ("non", cue, source)).source_kind == "collective_vague"


def test_a_crowd_is_no_newspaper() -> None:
    text = "La Gazette dit « oui ». Une foule crie « non »."
    assert last(text, "fr", ("oui", "dit", "La Gazette"), ("non", "crie", "Une foule")).speaker == "foule"


def test_thousands_of_letters_are_no_crowd() -> None:
    assert "crowd" in read_mention("thousands of brewers", "en").flags
    assert "crowd" not in read_mention("thousands of letters", "en").flags


@pytest.mark.parametrize(
    ("text", "lang", "cue", "source"),
    [
        (
            "Luc Roy a reçu la maire. « Rien n'est signé », résume un proche de Luc Roy.",
            "fr",
            "résume",
            "un proche de Luc Roy",
        ),
        ("Luc Roy part. « Rien n'est signé », dit l'entourage de Luc Roy.", "fr", "dit", "l'entourage de Luc Roy"),
        ("Anna Hale will go. “Rien n'est signé”, said a source close to Hale.", "en", "said", "a source close to Hale"),
        ("Anna Hale will go. “Rien n'est signé”, said critics of Hale.", "en", "said", "critics of Hale"),
    ],
)
def test_nobody_is_close_to_himself(text: str, lang: str, cue: str, source: str) -> None:
    found = last(text, lang, ("Rien n'est signé", cue, source))
    assert found.speaker not in ("Luc Roy", "Anna Hale")
    assert found.source_kind in ("anonymous", "collective_vague")


def test_critics_without_an_article_are_not_those_who_spoke_before() -> None:
    text = "Attorneys for Hale said no. Critics of Hale said yes."
    found = last(text, "en", ("no", "said", "Attorneys for Hale"), ("yes", "said", "Critics of Hale"))
    assert found.speaker == "critics of Hale"


def test_polls_are_no_newspaper() -> None:
    text = "The Harbour Times said no. Voters like it, and polls show yes."
    found = last(text, "en", ("no", "said", "The Harbour Times"), ("yes", "show", "polls"))
    assert (found.speaker, found.source_kind) == ("polls", "document")


def test_a_body_in_capitals_is_no_other() -> None:
    text = "The FBI said no. Later the State Department said yes."
    found = last(text, "en", ("no", "said", "The FBI"), ("yes", "said", "the State Department"))
    assert found.speaker == "State Department"


def test_who_tells_is_no_title_of_whoever_is_told_of() -> None:
    text = "According to her family, Talevi had left. “She ran”, her family said."
    found = last(text, "en", ("Talevi had left", "According to", "her family"), ("She ran", "said", "her family"))
    assert (found.speaker, found.source_kind) == ("family", "citizen")
    beside = "Selon la présidente, Anna Roy, le port fermera. « Je pars », a dit la présidente."
    assert last(beside, "fr", ("« Je pars »", "a dit", "la présidente")).speaker == "Anna Roy"


def test_who_took_the_picture_says_nothing() -> None:
    text = "Boats leave. Photograph: Marco Belli/EPA\n“We close”, the spokesman said."
    assert last(text, "en", ("“We close”", "said", "the spokesman")).speaker == "spokesman"
    credited = "Photograph: Marco Belli/Reuters said no."
    assert last(credited, "en", ("no", "said", "Marco Belli/Reuters")).speaker is None
    assert (
        last("A Post/Bloomberg poll found no.", "en", ("no", "found", "A Post/Bloomberg poll")).source_kind
        == "document"
    )


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Odile, assistante de planification", "other"),
        ("Luc Sorel (CGT)", "union_ngo"),
        ("Luc Sorel, numéro deux du syndicat", "union_ngo"),
        ("Luc Sorel, cadre du Parti socialiste", "legislature_party"),
        ("Luc Sorel, délégué général de La République en marche", "legislature_party"),
    ],
)
def test_a_body_beside_a_person_tells_the_role_alone(source: str, role: str) -> None:
    found = last(f"« Non », dit {source}.", "fr", ("« Non »", "dit", source))
    assert found.source_kind in ("named_person", "citizen")
    assert found.role == role or (role == "other" and found.role == "business")


def test_the_party_of_an_office_is_not_who_holds_it() -> None:
    text = "« Non », tranche le maire PCF de Valmont, Philippe Sorel."
    assert (
        last(text, "fr", ("« Non »", "tranche", "le maire PCF de Valmont, Philippe Sorel")).speaker == "Philippe Sorel"
    )
    assert read_mention("le rappeur ZAK", "fr").name == "ZAK"


def test_a_member_is_not_spelled_out_by_the_party() -> None:
    fr = vocabulary("fr")
    assert not list(spelled_out("dit Luc Roy (LR) hier", fr))
    assert list(spelled_out("dit l'Institut national de l'air (Ina) hier", fr)) == [
        ("Institut national de l'air", "Ina")
    ]


def test_a_name_kept_back_is_somebody() -> None:
    text = "« Non », dit Mme B. hier. « Oui », ajoute M. V., pêcheur."
    one, other = resolved(
        text,
        "fr",
        attribution(text, "« Non »", "dit", "Mme B."),
        attribution(text, "« Oui »", "ajoute", "M. V., pêcheur"),
    )
    assert (one.speaker, one.source_kind, one.gender) == ("Mme B.", "named_person", "f")
    assert (other.speaker, other.gender) == ("M. V.", "m")


def test_an_initial_is_no_occupation() -> None:
    mention = read_mention("U.S. District Judge Peter C. Baker", "en")
    assert (mention.name, mention.noun and mention.noun.entry) == ("Peter Baker", "judge")


@pytest.mark.parametrize(
    ("run", "lang", "names"),
    [
        ("Agence France-Presse Bruno", "fr", ["Agence France-Presse", "Bruno"]),
        ("El Confidencial Marta", "es", ["Confidencial", "Marta"]),
        ("Le Figaro Manon Sorel", "fr", ["Figaro", "Manon Sorel"]),
        ("Marianne Laurent", "fr", ["Marianne Laurent"]),
    ],
)
def test_an_outlet_is_no_part_of_the_name_behind_it(run: str, lang: str, names: list[str]) -> None:
    assert [name for name, _ in split_name(run, vocabulary(lang))] == names


@pytest.mark.parametrize(
    ("text", "lang", "source", "cue", "speaker"),
    [
        ("Tom Church came late. “Never”, Church said.", "en", "Church", "said", "Tom Church"),
        ("Steve King came late. “Never”, King said.", "en", "King", "said", "Steve King"),
        ("Ana Iglesias llegó tarde. “Never”, dice Iglesias.", "es", "Iglesias", "dice", "Ana Iglesias"),
        ("Iglesias llegó tarde. “Never”, dice Iglesias.", "es", "Iglesias", "dice", "Iglesias"),
    ],
)
def test_a_noun_in_a_capital_is_the_surname_it_is(text: str, lang: str, source: str, cue: str, speaker: str) -> None:
    at = text.rindex(source)
    told = attribution(text, "“Never”", cue, source)
    told = replace(told, source=(Span(at, at + len(source)),))
    found = resolved(text, lang, told)[0]
    assert (found.speaker, found.source_kind, found.role) == (speaker, "named_person", None)


def test_who_is_told_in_an_aside_is_no_title() -> None:
    text = "One of her aides, Tod Marlow, told reporters no. “Never”, Marlow said."
    found = last(text, "en", ("no", "told", "One of her aides, Tod Marlow"), ("“Never”", "said", "Marlow"))
    assert (found.speaker, found.source_kind) == ("Tod Marlow", "named_person")


def test_two_with_surnames_of_their_own_share_none() -> None:
    text = "Lo dicen Pedro Sánchez y Albert Rivera. “Nunca”, dijo Sánchez."
    assert last(text, "es", ("“Nunca”", "dijo", "Sánchez")).speaker == "Pedro Sánchez"
    joined = "Paul et Anne Roy arrivent. « Jamais », a dit Paul Roy."
    assert last(joined, "fr", ("« Jamais »", "a dit", "Paul Roy")).speaker == "Paul Roy"


@pytest.mark.parametrize(
    ("source", "lang", "name"),
    [
        ("Hale and others", "en", "Hale"),
        ("Hale and her aides", "en", "Hale"),
        ("Food and Drug Administration", "en", ""),
        ("le chef des Insoumis Luc Sorel", "fr", "Luc Sorel"),
        ("la présidente de la région Valmont", "fr", ""),
    ],
)
def test_whose_name_a_source_is(source: str, lang: str, name: str) -> None:
    mention = read_mention(source, lang)
    assert mention.name == name or (not name and not mention.name.startswith(("Food ", "Valmont")))


def test_a_first_name_no_list_knows_is_whoever_was_named_so_in_full() -> None:
    text = "Amandio Sorel, 21 ans, est venu. « Oui », dit Amandio."
    assert last(text, "fr", ("« Oui »", "dit", "Amandio")).speaker == "Amandio Sorel"
    town = "The Denver Post reported a fire. Denver said no."
    assert last(town, "en", ("no", "said", "Denver")).speaker == "Denver"


def test_a_pronoun_and_a_noun_again_are_of_the_kind_of_whom_they_mean() -> None:
    text = "« On ferme », confie un cadre du parti. « Jamais », ajoute-t-il. « Tant mieux », poursuit le même cadre."
    found = resolved(
        text,
        "fr",
        attribution(text, "« On ferme »", "confie", "un cadre du parti"),
        attribution(text, "« Jamais »", "ajoute", "il"),
        attribution(text, "« Tant mieux »", "poursuit", "le même cadre"),
    )
    assert {a.source_kind for a in found} == {"anonymous"}


@pytest.mark.parametrize(
    ("text", "lang", "cue", "source", "speaker"),
    [
        ("« Non », a redit mi-mars le préfet.", "fr", "a redit", "mi-mars", "préfet"),
        (
            "« Non », avait averti le 3 mai, hier, le géographe Luc Sorel.",
            "fr",
            "avait averti",
            "le 3",
            "Luc Sorel",
        ),
        ("« Non », ont dit les 27.", "fr", "ont dit", "les 27", "27"),
    ],
)
def test_a_date_says_nothing(text: str, lang: str, cue: str, source: str, speaker: str) -> None:
    assert last(text, lang, ("« Non »", cue, source)).speaker == speaker


def test_a_pronoun_with_whom_it_tells_is_a_pronoun() -> None:
    for source, lang, who in (("il à la ministre", "fr", "il"), ("She and other brewers", "en", "She")):
        mention = read_mention(source, lang)
        assert (mention.form, mention.phrase) == ("pronoun", who)
