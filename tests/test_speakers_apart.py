"""What is kept apart: a sentence that goes on and an aside, two shares, two bodies of one name, a noun that was cut."""

from __future__ import annotations

import pytest
from told import attribution, last, resolved

from analysis.speakers.beside_cue import behind_relative
from analysis.speakers.completion import completed
from analysis.speakers.heads import told_by_complement
from analysis.speakers.letters import CAPITALISED
from analysis.speakers.main_clause import opening_subject
from analysis.speakers.mentions import read_mention
from analysis.speakers.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        # "le procureur" opens the sentence's subject; it tells nothing of the town.
        (
            "À Valmont, le procureur Luc Roy avait requis un an. « C'est trop peu », a dit le magistrat.",
            "le magistrat",
            "Luc Roy",
        ),
        (
            "Anne Roy arrive. Avant le sommet sur le Merval, le président du conseil a reçu sans façon toute la presse"
            " du pays. « C'est trop peu », a dit le président du conseil.",
            "le président du conseil",
            "président du conseil",
        ),
        ("Selon Berthon, le procureur de Valmont. « C'est trop peu », a dit le magistrat.", "le magistrat", "Berthon"),
    ],
)
def test_what_goes_on_with_the_sentence_is_no_aside(text: str, source: str, speaker: str) -> None:
    assert last(text, "fr", ("« C'est trop peu »", "a dit", source)).speaker == speaker


def test_a_share_of_one_group_is_not_that_of_another() -> None:
    text = "Some 61 percent of farmers say yes, but only 38 percent of brewers say no."
    one = ("yes", "say", "Some 61 percent of farmers")
    found = last(text, "en", one, ("no", "say", "only 38 percent of brewers"))
    assert found.speaker == "only 38 percent of brewers"


def test_a_number_alone_is_counted_people() -> None:
    assert "counted" in read_mention("at least 21,000", "en").flags
    assert "counted" not in read_mention("the class of 2024", "en").flags


def test_bodies_of_one_name_with_other_complements_are_two() -> None:
    text = "La direction de l'université a dit oui. La direction du syndicat a dit non."
    one = ("oui", "a dit", "La direction de l'université")
    found = last(text, "fr", one, ("non", "a dit", "La direction du syndicat"))
    assert (found.speaker, found.role) == ("direction du syndicat", "union_ngo")


def test_the_head_of_a_body_has_the_role_of_its_complement() -> None:
    fr = vocabulary("fr")
    noun = fr.nouns["direction"]
    assert told_by_complement(noun, ["de", "l'", "hôpital"], fr).role == "health_education"
    # Of what no list knows a firm is the likeliest.
    assert told_by_complement(noun, ["de", "zolia"], fr).role == "business"


def test_doctor_is_a_title_cut_short_too() -> None:
    text = "Dr. Lisa Hale waited. “It is fine,” the doctor said."
    assert last(text, "en", ("“It is fine,”", "said", "the doctor")).speaker == "Lisa Hale"


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "speaker"),
    [
        (
            "Dans son avis, la LFB n'a rien dit. Mais le tournoi aura lieu mardi, a-t-elle précisé.",
            "Mais le tournoi aura lieu mardi",
            "a",
            "elle",
            "LFB",
        ),
        ("Le club va faire appel, a-t-il indiqué.", "Le club va faire appel", "a", "il", "club"),
    ],
)
def test_a_pronoun_can_be_the_body_that_opens_the_sentence(
    text: str, content: str, cue: str, source: str, speaker: str
) -> None:
    found = last(text, "fr", (content, cue, source))
    assert (found.speaker, found.source_kind) == (speaker, "institution")


def test_a_body_inside_marks_is_not_who_says_so() -> None:
    text = "« Le club a tout perdu », a-t-il lancé."
    assert last(text, "fr", ("« Le club a tout perdu »", "a", "il")).speaker is None


def test_the_subject_behind_an_adverb_is_found() -> None:
    fr = vocabulary("fr")
    assert opening_subject("La préfecture n'a rien dit", fr) == "La préfecture"
    assert opening_subject("Anne Roy, la préfecture n'a rien dit", fr) == "Anne Roy"
    assert opening_subject("Rien à dire, la préfecture se tait", fr) == ""


def test_a_lawsuit_brought_by_somebody_says_what_it_asks() -> None:
    text = "The lawsuit was brought by two states, and asks the court to act."
    assert last(text, "en", ("the court to act", "asks", "two states")).speaker == "lawsuit"


def test_a_relative_behind_a_comma_means_the_nearest_people() -> None:
    text = "Most of the letters came from rights activists, who voiced alarm."
    one = attribution(text, "alarm", "voiced", "who")
    assert behind_relative("who", one, text, vocabulary("en")) == "rights activists"


@pytest.mark.parametrize(
    ("lang", "cut", "text", "whole"),
    [
        ("fr", "le chef", "le chef de l’État est peu aimé", "le chef de l’État"),
        ("fr", "le chef", "le chef des travaux est peu aimé", "le chef"),
        ("fr", "une", "une dizaine d'élus ont dit non", "une dizaine d'élus"),
        ("fr", "une", "une a dit non", "une"),
        ("es", "una", "una decena de vecinos dijo que no", "una decena de vecinos"),
    ],
)
def test_a_source_that_was_cut_in_its_noun_is_whole(lang: str, cut: str, text: str, whole: str) -> None:
    assert completed(0, len(cut), len(text), text, vocabulary(lang)) == whole


def test_flemish_surnames_are_whole() -> None:
    assert CAPITALISED.search("selon Ilse Van de Keere à Valmont").group() == "Ilse Van de Keere"  # type: ignore[union-attr]
    assert CAPITALISED.search("selon Ivan de Valmont").group() == "Ivan"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Sen. Anna Hale (R-Iowa) met Sen. Tom Mercer (D-Fla.). “No,” the Florida senator said.", "Tom Mercer"),
        ("Sen. Tom Mercer, D-N.C., met Sen. Anna Hale, R-Iowa. “No,” the Florida senator said.", "Florida senator"),
    ],
)
def test_a_senator_is_told_by_the_state(text: str, speaker: str) -> None:
    assert last(text, "en", ("“No,”", "said", "the Florida senator")).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Patrick F. Hale said no. “Never,” Hale added.", "Patrick F. Hale"),
        ("Joseph R. Hale Jr. said no. “Never,” Hale added.", "Joseph R. Hale Jr"),
        # Somebody writes him without it.
        ("Patrick F. Hale said no. Patrick Hale left. “Never,” Hale added.", "Patrick Hale"),
        ("Donald J. Trump said no. “Never,” Trump added.", "Donald Trump"),
    ],
)
def test_an_initial_that_is_always_written_is_part_of_the_name(text: str, speaker: str) -> None:
    name = text.rpartition(" added")[0].rpartition(" ")[2]
    assert last(text, "en", ("“Never,”", "added", name)).speaker == speaker


def test_initials_of_a_body_named_in_full_are_that_body() -> None:
    text = "The American Civil Liberties Union wrote. The ACLU said no. “Never,” the ACLU added."
    one = ("no", "said", "The ACLU")
    assert last(text, "en", one, ("“Never,”", "added", "the ACLU")).speaker == "American Civil Liberties Union"


def test_one_of_two_bodies_is_not_both() -> None:
    text = "Il est libre, selon la préfecture et du parquet. « Rien de plus », a dit le parquet."
    one = ("Il est libre", "selon", "la préfecture et du parquet")
    assert last(text, "fr", one, ("« Rien de plus »", "a dit", "le parquet")).speaker == "parquet"


def test_the_article_tells_who_is_a_woman() -> None:
    assert read_mention("la procureur", "fr").gender == "f"
    assert read_mention("le procureur", "fr").gender == "m"
    assert read_mention("une sentinelle", "fr").gender == "f"


def test_no_person_is_called_by_a_noun_with_an_article() -> None:
    text = "Le secrétaire d'État à l'Asile et la Migration est parti. « Assez », a dit le secrétaire d'État."
    assert last(text, "fr", ("« Assez »", "a dit", "le secrétaire d'État")).speaker != "Migration"


def test_a_cue_nobody_is_found_for_has_an_unknown_source() -> None:
    text = "It has been revealed that the port will close."
    found = last(text, "en", ("that the port will close", "has been revealed"))
    assert (found.speaker, found.source_kind) == (None, "unknown")
    # In Spanish the verb has somebody for it.
    text = "Aseguró que el puerto cerrará."
    assert last(text, "es", ("que el puerto cerrará", "Aseguró")).source_kind != "unknown"


@pytest.mark.parametrize(("lang", "source"), [("fr", "Ses mots"), ("en", "her remarks"), ("es", "sus palabras")])
def test_whose_words_they_are_is_whoever_is_meant(lang: str, source: str) -> None:
    assert read_mention(source, lang).form == "pronoun"
    assert read_mention("ses calculs", "fr").form == "noun"


def test_two_unions_are_both() -> None:
    assert read_mention("la CGT et FO", "fr").phrase == "CGT et FO"
    assert read_mention("la CGT et FO", "fr").name == ""


def test_a_body_of_two_nouns_is_whole() -> None:
    assert read_mention("The Food and Drug Administration", "en").phrase == "Food and Drug Administration"
    # Of several who speak together the first counts.
    assert read_mention("Anna Hale and the Harbour Commission", "en").name == "Anna Hale"


def test_who_is_asked_by_a_paper_is_not_the_paper() -> None:
    text = "Interrogé par La Gazette, un riverain dit avoir peur. « Assez », raconte ce retraité."
    text = text.replace("avoir peur", "« avoir peur »")
    one = ("« avoir peur »", "dit", "un riverain")
    assert last(text, "fr", one, ("« Assez »", "raconte", "ce retraité")).speaker == "retraité"


def test_a_prosecutor_is_not_the_head_of_a_firm() -> None:
    text = "La cheffe d'entreprise Claire Bonnet s'inquiète. « Rien de sûr », a précisé la procureure."
    one = attribution(text, "« Rien de sûr »", "a précisé", "la procureure", kind="direct")
    assert resolved(text, "fr", one)[0].speaker == "procureure"


def test_a_source_of_the_next_sentence_is_none() -> None:
    text = "La ministra Elena Ruiz pidió calma. «No», insistió. Fuentes de la compañía callan."
    one = ("calma", "pidió", "La ministra Elena Ruiz")
    assert last(text, "es", one, ("«No»", "insistió", "Fuentes de la compañía")).speaker == "Elena Ruiz"


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Procès : « Jamais »\n\nLe port fermera.", "Procès", None),
        ("Lyon : « Jamais »\n\nLe port fermera.", "Lyon", None),
        ("Berthon : « Jamais »\n\nLuc Berthon partira.", "Berthon", "Luc Berthon"),
        ("Berthon : « Jamais »", "Berthon", "Berthon"),
    ],
)
def test_what_a_headline_is_about_says_nothing(text: str, source: str, speaker: str | None) -> None:
    one = attribution(text, "« Jamais »", "", source, kind="direct")
    assert resolved(text, "fr", one)[0].speaker == speaker


def test_a_title_of_a_woman_is_no_mans() -> None:
    text = "Poursuivi pour le meurtre de sa compagne, Luc Roy se tait. « Assez », a dit l'avocate générale."
    assert last(text, "fr", ("« Assez »", "a dit", "l'avocate générale")).speaker == "avocate générale"
    text = "Poursuivi pour le meurtre de sa compagne, Luc Roy se tait. « Assez », a-t-il dit."
    found = last(text, "fr", ("« Assez »", "a", "il"))
    assert (found.speaker, found.role) == ("Luc Roy", None)


@pytest.mark.parametrize(
    ("lang", "source", "name", "phrase"),
    [
        ("fr", "un cadre LR", "", "cadre LR"),
        ("fr", "le cadre LR Paul Roy", "Paul Roy", "cadre LR Paul Roy"),
        ("en", "The vendor, Safewave", "Safewave", "vendor"),
        ("fr", "la préfecture, Lyon", "", "préfecture"),
        ("fr", "le ministère, Paul Roy", "", "ministère"),
    ],
)
def test_a_member_is_not_the_party_and_a_body_has_the_name_beside_it(
    lang: str, source: str, name: str, phrase: str
) -> None:
    mention = read_mention(source, lang)
    assert (mention.name, mention.phrase) == (name, phrase)


@pytest.mark.parametrize(
    ("lang", "cut", "text", "whole"),
    [
        ("fr", "Cette", "Cette dernière se dit à l'écoute", "Cette dernière"),
        ("en", "The Spanish", "The Spanish side declined", "The Spanish side"),
        ("en", "The Spanish", "The Spanish declined", "The Spanish"),
    ],
)
def test_a_source_that_was_cut_in_front_of_a_word_is_whole(lang: str, cut: str, text: str, whole: str) -> None:
    assert completed(0, len(cut), len(text), text, vocabulary(lang)) == whole


def test_years_in_front_of_a_hyphen_belong_to_the_source() -> None:
    text = "“Talk is cheap,” the 54-year-old nurse said."
    found = last(text, "en", ("“Talk is cheap,”", "said", "year-old nurse"))
    assert found.speaker == "54-year-old nurse"
    text = "« C'est cher », a-t-il dit."
    assert last(text, "fr", ("« C'est cher »", "a", "il")).speaker is None


def test_whose_president_it_is_nobody_can_tell() -> None:
    assert read_mention("son président", "fr").noun.role == "other"  # type: ignore[union-attr]
    assert read_mention("le président", "fr").noun.role == "government"  # type: ignore[union-attr]
    assert read_mention("son directeur de l'hôpital", "fr").noun.role == "health_education"  # type: ignore[union-attr]
    text = "La patronal calla. Su presidente, Antonio Gil, advirtió de un golpe."
    assert last(text, "es", ("de un golpe", "advirtió", "Antonio Gil")).role != "government"


def test_sie_is_no_man() -> None:
    text = "Peter Roth hat den Ausbau verteidigt. Anna Kurz sieht das anders. Sie sprach von einem Millionengrab."
    assert last(text, "de", ("von einem Millionengrab", "sprach", "Sie")).speaker == "Anna Kurz"


def test_a_minister_is_not_the_sociologist_who_spoke_before() -> None:
    text = "« Assez », dit le politologue Luc Vasseur. « Jamais », a assuré le ministre."
    one = ("« Assez »", "dit", "le politologue Luc Vasseur")
    assert last(text, "fr", one, ("« Jamais »", "a assuré", "le ministre")).speaker == "ministre"


def test_what_one_can_read_is_said_by_nobody_named() -> None:
    text = "Alain Rocher a ouvert un cahier. « Assez », a-t-il dit. Dans ce dernier, on peut lire : « Rendez le port. »"
    found = last(text, "fr", ("« Assez »", "a", "il"), ("« Rendez le port. »", "on peut lire"))
    assert found.speaker is None
    assert found.source_kind != "named_person"


def test_the_body_itself_says_so() -> None:
    text = "L'OCDE elle-même dit le contraire."
    assert last(text, "fr", ("le contraire", "dit", "elle")).speaker == "OCDE"
    text = "Luc Roy arrive. Anne Martin elle-même dit le contraire."
    assert last(text, "fr", ("le contraire", "dit", "elle")).speaker == "Anne Martin"


def test_what_opens_a_clause_is_no_name() -> None:
    assert [read_mention(s, "fr").name for s in ("Faut-il", "Lorsqu’on", "J’ai reçu")] == ["", "", ""]
    assert read_mention("Anne-Lise Roy", "fr").name == "Anne-Lise Roy"


def test_a_foundation_is_not_the_king_it_is_called_after() -> None:
    assert read_mention("la Fondation Roi Baudouin", "fr").phrase == "Fondation Roi Baudouin"
    assert read_mention("le Premier ministre Luc Roy", "fr").name == "Luc Roy"
    assert read_mention("un député LaREM", "fr").name == ""


def test_a_source_is_called_without_quotation_marks() -> None:
    text = "Plus de doute, selon la plupart des « gilets jaunes »."
    one = ("Plus de doute", "selon", "la plupart des « gilets jaunes »")
    assert last(text, "fr", one).speaker == "la plupart des gilets jaunes"


def test_it_is_no_person() -> None:
    text = "Mr. Hale spoke. Prices will rise, it said."
    assert last(text, "en", ("Prices will rise", "said", "it")).speaker is None


def test_a_source_has_no_capital_for_opening_a_sentence() -> None:
    text = "Residents said no. Most left, said residents. Republicans added yes."
    one = attribution(text, "no", "said", "Residents")
    found = resolved(text, "en", one, attribution(text, "yes", "added", "Republicans"))
    assert [a.speaker for a in found] == ["residents", "Republicans"]


@pytest.mark.parametrize(
    ("text", "lang", "said", "other"),
    [
        ("Maître Anne Brac plaide. « Non », dit Maître Brac. L'expert psychiatre dit que l'homme est jeune.", "fr",
         ("que l'homme est jeune", "dit", "L'expert psychiatre"), "expert psychiatre"),
        ("« Oui », dit l'entraîneur Luc Roy. L'arbitre dit que le but était bon.", "fr",
         ("que le but était bon", "dit que", "L'arbitre"), "arbitre"),
        ("Gordon Pike, 52, denies arson. The judge told jurors to go home.", "en",
         ("to go home", "told", "The judge"), "judge"),
        ("El acusado es Julián Ruiz. El perito declaró que la huella no vale.", "es",
         ("que la huella no vale", "declaró", "El perito"), "perito"),
    ],
)  # fmt: skip
def test_who_plays_a_part_in_a_trial_or_a_game_is_none_of_the_others(
    text: str, lang: str, said: tuple[str, str, str], other: str
) -> None:
    assert last(text, lang, said).speaker == other
