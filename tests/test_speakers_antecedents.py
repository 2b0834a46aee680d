"""Whom a pronoun means when it fits nobody named: the subject without a name before it, or whoever spoke last."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input
from told import attribution, last, resolved

from analysis.speakers.main_clause import opening_subject, subjects_before
from analysis.speakers.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("lang", "text", "content", "cue", "source", "speaker"),
    [
        (
            "fr",
            "Une infirmière de 51 ans attend devant la grille. « On n'a plus le choix », souffle-t-elle.",
            "« On n'a plus le choix »",
            "souffle",
            "elle",
            "infirmière de 51 ans",
        ),
        (
            "fr",
            "La nouvelle directrice du port a reçu la presse. Elle promet des quais neufs.",
            "des quais neufs",
            "promet",
            "Elle",
            "nouvelle directrice du port",
        ),
        (
            "fr",
            "Deux pêcheurs ont été arrêtés. Ils nient les faits.",
            "les faits",
            "nient",
            "Ils",
            "deux pêcheurs",
        ),
        (
            "fr",
            "Trois des quatre prévenus sont venus. Les bancs étaient vides. Ils nient les faits.",
            "les faits",
            "nient",
            "Ils",
            "trois des quatre prévenus",
        ),
        (
            "fr",
            "Le gérant du café a fermé, mais il assure que tout va bien.",
            "que tout va bien",
            "assure",
            "il",
            "gérant du café",
        ),
        (
            "fr",
            "Le tribunal administratif a annulé l'arrêté. Pour lui, la mairie a commis une erreur.",
            "la mairie a commis une erreur",
            "Pour",
            "lui",
            "tribunal",
        ),
        (
            "en",
            "A nurse from Valmont stood at the gate. “We have no choice,” she said.",
            "“We have no choice,”",
            "said",
            "she",
            "nurse from Valmont",
        ),
        (
            "en",
            "Two of the four defendants came. They denied everything.",
            "everything",
            "denied",
            "They",
            "two of the four defendants",
        ),
        (
            "en",
            "Anna Hale's lawyer met the press. He denied everything.",
            "everything",
            "denied",
            "He",
            "Anna Hale's lawyer",
        ),
        (
            "es",
            "La nueva directora del puerto recibió a la prensa. «No hay prisa», dijo.",
            "«No hay prisa»",
            "dijo",
            "",
            "nueva directora del puerto",
        ),
        (
            "de",
            "Die neue Hafenchefin empfing die Presse. „Wir haben Zeit“, sagte sie.",
            "„Wir haben Zeit“",
            "sagte",
            "sie",
            "neue Hafenchefin",
        ),
    ],
)
def test_a_pronoun_means_the_subject_without_a_name_before_it(
    lang: str, text: str, content: str, cue: str, source: str, speaker: str
) -> None:
    assert last(text, lang, (content, cue, source)).speaker == speaker


@pytest.mark.parametrize(
    ("lang", "text", "content", "cue", "source"),
    [
        # A man is no "infirmière", one port no "ils"; "one" and "I" are nobody told before.
        ("fr", "Une infirmière attend à la grille. Il promet des quais neufs.", "des quais neufs", "promet", "Il"),
        ("fr", "Le port est fermé. Ils promettent des quais neufs.", "des quais neufs", "promettent", "Ils"),
        ("en", "A nurse stood at the gate. One suggested a strike.", "a strike", "suggested", "One"),
        ("en", "A nurse stood at the gate. I promised a strike.", "a strike", "promised", "I"),
        ("fr", "Les pêcheurs sont partis. Ceux qui promettent la lune mentent.", "la lune", "promettent", "Ceux"),
    ],
)
def test_a_pronoun_that_fits_nobody_stays_unknown(lang: str, text: str, content: str, cue: str, source: str) -> None:
    assert last(text, lang, (content, cue, source)).speaker is None


def test_who_spoke_last_goes_on_although_nothing_tells_that_it_is_a_person() -> None:
    text = "« Je suis déçu », rappelle le duc. « Ils sont nombreux », lance-t-il."
    first = attribution(text, "« Je suis déçu »", "rappelle", "le duc", kind="direct")
    second = attribution(text, "« Ils sont nombreux »", "lance", "il", kind="direct")
    assert [a.speaker for a in resolved(text, "fr", first, second)] == ["duc", "duc"]


@pytest.mark.parametrize(
    ("lang", "sentence", "subject"),
    [
        ("fr", "Les gilets jaunes ont refusé", "Les gilets jaunes"),
        ("fr", "Une quinzaine de riverains ont signé", "Une quinzaine de riverains"),
        ("fr", "Un jeune homme de 20 ans est venu", "Un jeune homme de 20 ans"),
        ("fr", "Le président italien est venu", "Le président italien"),
        ("en", "Residents of the old port met", "Residents of the old port"),
        ("en", "Hale’s supporters met", "Hale’s supporters"),
        ("en", "Running costs rose", ""),
    ],
)
def test_what_opens_a_sentence_is_whole(lang: str, sentence: str, subject: str) -> None:
    assert opening_subject(sentence, vocabulary(lang)) == subject


def test_a_number_with_a_comma_is_not_cut() -> None:
    text = "About 45,000 people marched on Saturday, protesting the closure."
    assert last(text, "en", ("the closure", "protesting", "")).speaker != "000 people"


def test_looking_back_costs_no_more_in_a_long_text() -> None:
    words = vocabulary("fr")
    sentence = "La préfecture a compté mille manifestants. "
    grows_with_its_input(lambda n: list(subjects_before(len(sentence) * n, sentence * n, words, 3)), 200)


@pytest.mark.parametrize(
    ("lang", "source"),
    [
        ("fr", "Deux femmes"),
        ("fr", "Les prévenus"),
        ("en", "The two men"),
        ("en", "The defendants"),
        ("es", "Los acusados"),
    ],
)
def test_people_without_name_or_office_are_citizens(lang: str, source: str) -> None:
    cue = {"fr": "ont dit", "en": "said", "es": "dijeron"}[lang]
    assert last(f"{source} {cue} no.", lang, ("no", cue, source)).source_kind == "citizen"


def test_many_of_them_are_a_crowd() -> None:
    text = "Muchas mujeres dijeron no."
    assert last(text, "es", ("no", "dijeron", "Muchas mujeres")).source_kind == "collective_vague"


@pytest.mark.parametrize(
    ("lang", "source"),
    [
        ("en", "The Springfield Herald"),
        ("en", "Valmont Times"),
        ("en", "Radio Valmont"),
        ("fr", "La Dépêche de Valmont"),
        ("fr", "Valmont Infos"),
        ("es", "Gaceta de Valmonte"),
    ],
)
def test_the_name_of_a_paper_or_a_station_tells_what_it_is(lang: str, source: str) -> None:
    assert last(f"{source} reported a leak.", lang, ("a leak", "reported", source)).source_kind == "media"


def test_somebody_may_be_called_like_a_paper() -> None:
    text = "Emily Post said no."
    assert last(text, "en", ("no", "said", "Emily Post")).source_kind == "named_person"


def test_a_paper_is_the_newspaper_and_a_firm_she() -> None:
    text = "The Springfield Herald broke the story. The newspaper said the valve had failed."
    assert last(text, "en", ("the valve had failed", "said", "The newspaper")).speaker == "Springfield Herald"
    text = "Le groupe a fermé. « Jamais », promet la firme. Selon elle, tout va bien."
    first = attribution(text, "« Jamais »", "promet", "la firme", kind="direct")
    assert resolved(text, "fr", first, attribution(text, "tout va bien", "Selon", "elle"))[1].speaker == "firme"


@pytest.mark.parametrize(
    ("text", "triples", "speaker"),
    [
        (
            "« Non », a dit Paul Mercier, chef de la gendarmerie. Le Premier ministre a promis des hommes.",
            (("« Non »", "a dit", "Paul Mercier"), ("des hommes", "a promis", "Le Premier ministre")),
            "Premier ministre",
        ),
        (
            "« Non », dit Luc Morin, le porte-parole du gouvernement. Le ministre de l'Intérieur a promis des hommes.",
            (("« Non »", "dit", "Luc Morin"), ("des hommes", "a promis", "Le ministre de l'Intérieur")),
            "ministre de l'Intérieur",
        ),
        (
            "Le secrétaire d'État Laurent Roux a dit non. La ministre Blanc a promis des hommes.",
            (("non", "a dit", "Le secrétaire d'État Laurent Roux"), ("des hommes", "a promis", "La ministre Blanc")),
            "Blanc",
        ),
        (
            "Le chef de la diplomatie Paul Roux a dit non. Le ministre a promis des hommes.",
            (("non", "a dit", "Le chef de la diplomatie Paul Roux"), ("des hommes", "a promis", "Le ministre")),
            "Paul Roux",
        ),
    ],
)
def test_an_office_of_state_is_nobody_s_who_has_another(
    text: str, triples: tuple[tuple[str, str, str], ...], speaker: str
) -> None:
    assert last(text, "fr", *triples).speaker == speaker


@pytest.mark.parametrize(("lang", "source"), [("fr", "Un ministre"), ("en", "A minister"), ("en", "A New York judge")])
def test_an_office_without_a_name_is_no_named_person(lang: str, source: str) -> None:
    assert last(f"{source} said no.", lang, ("no", "said", source)).source_kind == "anonymous"


def test_who_opens_an_article_by_an_office_is_named_further_down() -> None:
    lead = "Une ministre promet des moyens. "
    text = f"{lead}La ministre de la Santé Anna Roy a dit non."
    told = (("des moyens", "promet", "Une ministre"), ("non", "a dit", "La ministre de la Santé Anna Roy"))
    for filler, speaker in (("", "Anna Roy"), ("La pluie tombe encore. " * 30, "ministre")):
        late = filler + text
        assert resolved(late, "fr", *(attribution(late, *triple) for triple in told))[0].speaker == speaker


@pytest.mark.parametrize(
    ("lang", "source", "kind"),
    [
        ("en", "The union", "institution"),
        ("fr", "L'opinion", "collective_vague"),
        ("fr", "L'Union", "media"),
        ("en", "The market", "collective_vague"),
        ("en", "The Bible", "document"),
        ("fr", "Un haut responsable", "anonymous"),
    ],
)
def test_a_common_noun_is_no_outlet_of_that_name(lang: str, source: str, kind: str) -> None:
    text = f"Hier, {source[0].lower() + source[1:]} a dit non. {source} said no."
    assert last(text, lang, ("no", "said", source)).source_kind == kind


def test_the_same_source_is_of_the_kind_of_the_one_it_is() -> None:
    text = "La préfecture a dit non. Mille personnes sont venues, a-t-on ajouté de même source."
    told = (("non", "a dit", "La préfecture"), ("Mille personnes sont venues", "a-t-on ajouté", "de même source"))
    found = resolved(text, "fr", *(attribution(text, *triple) for triple in told))
    assert [(a.speaker, a.source_kind) for a in found] == [("préfecture", "institution")] * 2


@pytest.mark.parametrize(
    ("lang", "source", "speaker", "kind"),
    [
        ("fr", "Renault", "Renault", "institution"),
        ("fr", "Médecins sans frontières", "Médecins sans frontières", "institution"),
        ("en", "Apple", "Apple", "institution"),
        ("en", "The Fed", "Fed", "institution"),
        ("en", "Kim Jong Un", "Kim Jong Un", "named_person"),
        ("en", "The UN", "UN", "institution"),
    ],
)
def test_well_known_names_keep_their_capitals_where_they_open_a_sentence(
    lang: str, source: str, speaker: str, kind: str
) -> None:
    told = last(f"{source} said no.", lang, ("no", "said", source))
    assert (told.speaker, told.source_kind) == (speaker, kind)


@pytest.mark.parametrize(
    ("lang", "source", "speaker", "role"),
    [
        ("fr", "Le président de la République Paul Roy", "Paul Roy", "government"),
        ("es", "El presidente de la República", "presidente de la República", "government"),
        ("en", "Secretary of State Antony Hale", "Antony Hale", "government"),
        ("en", "Tom Hale, chief executive of Boatworks", "Tom Hale", "business"),
    ],
)
def test_titles_tell_the_role(lang: str, source: str, speaker: str, role: str) -> None:
    told = last(f"{source}, said no.", lang, ("no", "said", source))
    assert (told.speaker, told.role) == (speaker, role)


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Le président des Républicains Paul Roy", "legislature_party"),
        ("Le patron des socialistes, Paul Roy", "legislature_party"),
        ("Le président du groupe LR au Sénat, Paul Roy", "legislature_party"),
        ("Le président de l'Olympique lyonnais Paul Roy", "celebrity_sport"),
        ("Le président du groupe Berlier Paul Roy", "business"),
    ],
)
def test_what_somebody_leads_tells_the_role(source: str, role: str) -> None:
    assert last(f"{source}, a dit non.", "fr", ("non", "a dit", source)).role == role


def test_a_verb_that_opens_two_sentences_is_nobody() -> None:
    text = "Appelant au calme, il a cité Anna Hale. Appelant encore au calme, il a promis des hommes."
    assert last(text, "fr", ("des hommes", "a promis", "")).speaker != "Appelant"
    text = "La alcaldesa Ana Ruiz habló. Explicó el plan. Explicó el coste y defendió la obra."
    assert last(text, "es", ("la obra", "defendió", "")).speaker == "Ana Ruiz"


def test_who_speaks_to_an_outlet_need_not_have_a_first_name_that_a_list_knows() -> None:
    text = "«No», comenta a El Confidencial Ilvaro Bertón, economista."
    assert last(text, "es", ("«No»", "comenta", "Ilvaro Bertón, economista")).speaker == "Ilvaro Bertón"


def test_a_paper_in_another_language_keeps_its_article() -> None:
    text = "Según The Wall Street Journal, no."
    told = last(text, "es", ("no", "Según", "The Wall Street Journal"))
    assert (told.speaker, told.source_kind) == ("The Wall Street Journal", "media")


@pytest.mark.parametrize(
    ("before", "source", "speaker"),
    [
        ("La ministre Anne Roy a blâmé le docker Luc Dormont.", "Ce dernier", "Luc Dormont"),
        ("Luc Dormont a été reçu par Anne Roy.", "Celle-ci", "Anne Roy"),
        ("La fête des « élus » commence, dit Luc Dormont.", "Ces derniers", "élus"),
        ("Un docker salue les gendarmes, alors que", "ceux-ci", "gendarmes"),
        ("Luc Dormont a cité « sa voisine Anne Roy ».", "Ce dernier", "Luc Dormont"),
    ],
)
def test_the_latter_is_who_was_mentioned_last(before: str, source: str, speaker: str) -> None:
    text = f"{before} {source} annonce qu'il pleut."
    assert resolved(text, "fr", attribution(text, "qu'il pleut", "annonce", source))[0].speaker == speaker


@pytest.mark.parametrize(
    ("paragraph", "pronoun", "speaker"),
    [
        ("A docker waited. {} said it would rain.", "He", "docker"),
        ("Two nurses waited. {} said it would rain.", "They", "two nurses"),
        ("The mayor waited. {} said it would rain.", "He", "Paul Roy"),
    ],
)
def test_whoever_is_new_in_a_paragraph_goes_before_who_was_named_in_another(
    paragraph: str, pronoun: str, speaker: str
) -> None:
    text = f"Mayor Paul Roy left. “I am tired,” Roy sighed.\n\n{paragraph.format(pronoun)}"
    found = resolved(
        text,
        "en",
        attribution(text, "“I am tired,”", "sighed", "Roy"),
        attribution(text, "it would rain", "said", pronoun),
    )
    assert found[1].speaker == speaker
