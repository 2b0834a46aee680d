"""How names and sources are written: particles, initials, couples, asides, titles cut short, letters behind a name."""

from __future__ import annotations

import pytest
from told import attribution, resolved

from analysis.records import Attribution, Span
from analysis.speakers.letters import CAPITALISED
from analysis.speakers.mentions import read_mention
from analysis.speakers.names import split_name
from analysis.speakers.people import People
from analysis.speakers.vocabulary import vocabulary

Told = tuple[str, str, str]


def speakers(text: str, lang: str, *told: Told, kind: str = "direct") -> list[str | None]:
    """Resolve attributions given as (content, cue, source), each found behind the content before; empty: none."""
    out, last = [], 0
    for parts in told:
        found = [text.index(words, last) if words else 0 for words in parts]
        spans = [(Span(at, at + len(words)),) if words else () for at, words in zip(found, parts, strict=True)]
        out.append(Attribution(spans[0], spans[1], spans[2], type=kind))  # type: ignore[arg-type]
        last = spans[0][0].end
    return [a.speaker for a in resolved(text, lang, *out)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hier Ahmed al-Rawi a parlé", ["Ahmed al-Rawi"]),
        ("hier Khalid bin Nasser al-Amiri a parlé", ["Khalid bin Nasser al-Amiri"]),
        ("hier Marlow & Tate a vendu", ["Marlow & Tate"]),
        ("hier Ana van der Linden a parlé", ["Ana van der Linden"]),
        ("hier Roy a vu Kerval & al", ["Roy", "Kerval"]),
    ],
)
def test_small_words_and_signs_join_the_parts_of_a_name(text: str, names: list[str]) -> None:
    assert [found.group() for found in CAPITALISED.finditer(text)] == names


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("Kerry Vaughan MP", ["Kerry Vaughan"]),
        ("American Harbour Workers Union", ["American Harbour Workers Union"]),
        ("Socialist Party", ["Socialist Party"]),
        ("Marlow & Tate", ["Marlow & Tate"]),
        ("Australian Prime Minister Anna Hale", ["Anna Hale"]),
        ("Oscar-winner Hale", ["Oscar-winner Hale"]),
    ],
)
def test_letters_behind_a_name_go_and_those_of_a_body_stay(run: str, names: list[str]) -> None:
    assert [name for name, _ in split_name(run, vocabulary("en"))] == names


@pytest.mark.parametrize(
    ("source", "lang", "name"),
    [
        ("M. de Kersaint", "fr", "de Kersaint"),
        ("Mme d'Arbois", "fr", "d'Arbois"),
        ("Mr. de Vaubrun", "en", "de Vaubrun"),
        ("Mme", "fr", ""),
    ],
)
def test_a_particle_behind_an_address_belongs_to_the_name(source: str, lang: str, name: str) -> None:
    assert read_mention(source, lang).name == name
    text = "« Non », a dit Cédric d'Arbois. M. d'Arbois attend un vote."
    assert speakers(text, "fr", ("« Non »", "a dit", "Cédric d'Arbois")) == ["Cédric d'Arbois"]
    assert speakers(text, "fr", ("un vote", "attend", "M. d'Arbois"), kind="indirect") == ["Cédric d'Arbois"]


def test_a_double_first_name_opens_a_name() -> None:
    found = read_mention("la conseillère d'État Anne-Lise Rochat", "fr")
    assert (found.form, found.name) == ("name", "Anne-Lise Rochat")


@pytest.mark.parametrize(
    ("source", "lang", "name"),
    [("l'O.N.U.", "fr", "ONU"), ("the U.S.", "en", "US"), ("J.K. Marlow", "en", "J.K. Marlow")],
)
def test_initials_of_a_body_lose_their_full_stops(source: str, lang: str, name: str) -> None:
    assert read_mention(source, lang).phrase == name


def test_initials_cut_at_a_full_stop_are_completed() -> None:
    text = "« Non », a dit l'O.N.U. dans une note. L'O.N.U. attend un vote."
    assert speakers(text, "fr", ("« Non »", "a dit", "l'O.N")) == ["ONU"]
    assert speakers(text, "fr", ("un vote", "attend", "U."), kind="indirect") == ["ONU"]


@pytest.mark.parametrize(
    ("source", "entry"),
    [("le secrétaire d'Etat", "secrétaire d'état"), ("l'ex-secrétaire d'Etat", "secrétaire d'état")],
)
def test_capitals_without_accents_are_read(source: str, entry: str) -> None:
    found = read_mention(source, "fr")
    assert found.form == "noun"
    assert found.noun is not None
    assert found.noun.entry == entry


def test_a_title_cut_short_is_the_title() -> None:
    nouns = vocabulary("en").nouns
    assert (nouns["gov"], nouns["sen"].entry) == (nouns["governor"], "senator")
    text = (
        "Gov. Dana Whit signed it. Governor Paul Orr of the next state did not. Whit smiled and waved. "
        "“It is good,” the governor said."
    )
    people = People(text, vocabulary("en"))
    titles = {e.name: people.described(e).titles for e in people.entities}
    assert titles["Dana Whit"] == titles["Paul Orr"] == {"governor"}


def test_a_list_of_towns_hides_nobody() -> None:
    towns = "Lyon, Nantes, Lille, Metz, Nice, Brest, Rennes, Dijon, Caen, Tours et Nancy"
    text = f"Le maire Luc Ancel rentre. Il a vu {towns}. « Tout va », a-t-il dit."
    assert speakers(text, "fr", ("« Tout va »", "dit", "t-il")) == ["Luc Ancel"]


def test_two_first_names_share_a_surname() -> None:
    text = "Jacques et Sylvie Moreau élèvent des chèvres. « Non », dit Sylvie Moreau. « Si », dit M. Moreau."
    assert speakers(text, "fr", ("« Non »", "dit", "Sylvie Moreau"), ("« Si »", "dit", "M. Moreau")) == [
        "Sylvie Moreau",
        "Jacques Moreau",
    ]
    text = "Tom and Jane Bexley farm. “No,” said Jane Bexley. “Yes,” said Mr Bexley."
    assert speakers(text, "en", ("“No,”", "said", "Jane Bexley"), ("“Yes,”", "said", "Mr Bexley")) == [
        "Jane Bexley",
        "Tom Bexley",
    ]


def test_iel_is_a_pronoun() -> None:
    found = read_mention("Iel", "fr")
    assert (found.form, found.gender) == ("pronoun", "")


@pytest.mark.parametrize(
    ("text", "source", "cue", "speaker"),
    [
        ("Anna Hale, who says ports close, waits.", "who", "says", "Anna Hale"),
        ("Host Paul Orr, who says ports close, waits.", "who", "says", "Paul Orr"),
        ("Sen. Anna Hale, R-S.C., a former banker, says ports close.", "a former banker,", "says", "Anna Hale"),
        ("Anna Hale, once head of the Harbour Trust, says ports close.", "the Harbour Trust,", "says", "Anna Hale"),
        ("But the mayor, in a note to the council, says ports close.", "the council,", "says", "mayor"),
        ("Said Mrs Hale. Her husband says ports close.", "Mrs Hale. Her husband", "says", "husband"),
    ],
)
def test_what_stands_beside_a_source_is_not_taken_for_it(text: str, source: str, cue: str, speaker: str) -> None:
    told = attribution(text, "ports close", cue, source)
    assert resolved(text, "en", told)[0].speaker == speaker


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker"),
    [
        ("La mairie, en accord avec la préfecture, dit attendre.", "la préfecture", "dit", "attendre", "mairie"),
        ("Un homme a fui, a-t-on appris auprès du parquet.", "Un homme", "a-t-on appris", "a fui", "parquet"),
        ("La grève dure, a-t-on dit mardi à la préfecture.", "à", "a-t-on dit", "La grève dure", "préfecture"),
        ("« Oui », a dit l'avocate de la CFTB, Me Anne Roy.", "l'avocate de la CFTB", "a dit", "« Oui »", "Anne Roy"),
        ("Paul Roy attend. Sur le site, il est indiqué que tout ferme.", "il", "est indiqué", "que tout ferme", None),
        ("La dette monte à Paris, dit la préfecture de Paris.", "la préfecture de Paris", "dit", "La dette monte",
         "préfecture de Paris"),
    ],
)  # fmt: skip
def test_who_says_it_in_french(text: str, source: str, cue: str, content: str, speaker: str | None) -> None:
    spans = [(Span(at := text.rindex(part), at + len(part)),) for part in (content, cue, source)]
    told = Attribution(spans[0], spans[1], spans[2], type="indirect")
    assert resolved(text, "fr", told)[0].speaker == speaker


def test_what_one_reads_is_still_a_source() -> None:
    text = "Ce rapport est dur, on y lit que la dette monte."
    (found,) = resolved(text, "fr", attribution(text, "que la dette monte", "on y lit", "Ce rapport"))
    assert (found.speaker, found.source_kind) == ("rapport", "document")


def test_initials_are_the_one_body_that_has_them() -> None:
    text = "The American Harbour Union voted. The AHU met. Orr University opened; AHB did not."
    people = People(text, vocabulary("en"))
    assert people.named("AHU") is people.named("American Harbour Union")
    other = People("The American Harbour Union and the Atlantic Herring Union met the AHU.", vocabulary("en"))
    assert other.named("AHU") is not other.named("American Harbour Union")


def test_a_title_is_the_one_name_that_bears_it() -> None:
    text = (
        "« Non », a dit la procureure. La ville dort. Le port est fermé. « Oui », a dit la procureure de Vaubrun "
        "(est), Edwige Kerval. Edwige Kerval, procureure, part."
    )
    assert speakers(text, "fr", ("« Non »", "a dit", "la procureure")) == ["Edwige Kerval"]
    two = text + " Anne Roy, procureure, reste."
    assert speakers(two, "fr", ("« Non »", "a dit", "la procureure")) == ["procureure"]
