"""By what somebody is called: another word for a title, one of them, a name behind a title, and what nobody can be."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input
from told import attribution, resolved

from analysis.records import Article, Attribution, Reading, Span
from analysis.speakers import resolve
from analysis.speakers.called import otherwise_called
from analysis.speakers.entities import Entity
from analysis.speakers.mentions import read_mention
from analysis.speakers.vocabulary import vocabulary


def speakers(text: str, lang: str, *triples: tuple[str, ...]) -> list[str | None]:
    return [a.speaker for a in resolved(text, lang, *(attribution(text, *triple) for triple in triples))]


@pytest.mark.parametrize(
    ("lang", "text", "first", "second", "names"),
    [
        (
            "fr",
            "Le maire de Port-Vieux a dit non. « On nous a trompés », a admis l'édile écologiste.",
            ("non", "a dit", "Le maire de Port-Vieux"),
            ("« On nous a trompés »", "a admis", "l'édile écologiste"),
            ["maire de Port-Vieux"] * 2,
        ),
        (
            "en",
            "Senator Anna Hale said no. “We were misled,” the lawmaker admitted.",
            ("no", "said", "Senator Anna Hale"),
            ("“We were misled,”", "admitted", "the lawmaker"),
            ["Anna Hale"] * 2,
        ),
        (
            "es",
            "La alcaldesa Ana de la Hoz dijo que no. «Nos engañaron», admitió la edil.",
            ("que no", "dijo", "La alcaldesa Ana de la Hoz"),
            ("«Nos engañaron»", "admitió", "la edil"),
            ["Ana de la Hoz"] * 2,
        ),
    ],
)
def test_another_word_for_a_title_means_the_one_who_bears_it(
    lang: str, text: str, first: tuple[str, str, str], second: tuple[str, str, str], names: list[str]
) -> None:
    assert speakers(text, lang, first, second) == names


def titled(name: str, title: str) -> Entity:
    entity = Entity(name, "person")
    entity.give(vocabulary("fr").nouns[title])
    return entity


def test_another_word_for_a_title_is_nobody_where_it_can_mean_two_or_names_a_country() -> None:
    words = vocabulary("fr")
    mayor, deputy = titled("Anne Roy", "maire"), titled("Luc Dormont", "député")
    assert otherwise_called([mayor], read_mention("l'élu", "fr"), words) is mayor
    assert otherwise_called([mayor, deputy], read_mention("l'élu", "fr"), words) is None
    president = titled("Luc Dormont", "président")
    assert otherwise_called([president], read_mention("le chef de l'Etat", "fr"), words) is president
    assert otherwise_called([president], read_mention("le chef de l'Etat serbe", "fr"), words) is None


def test_every_entry_of_the_synonyms_is_a_noun() -> None:
    from analysis.lexicons import load

    for row in load("title_synonyms"):
        nouns = {noun.entry for noun in vocabulary(row["lang"]).nouns.values()}
        assert {row["noun"], *row["titles"].split("|")} <= nouns, row


def test_parts_of_a_trial_are_played_by_different_people() -> None:
    text = "Son avocat, Me Luc Dormont, fera appel. Le procureur avait requis un an, estimant les faits graves."
    found = speakers(
        text, "fr", ("appel", "fera", "Son avocat, Me Luc Dormont"), ("les faits graves", "estimant", "Le procureur")
    )
    assert found == ["Luc Dormont", "procureur"]
    text = "His lawyer, Tom Pryce, said he was innocent. The judge said he was not."
    found = speakers(
        text, "en", ("he was innocent", "said", "His lawyer, Tom Pryce"), ("he was not", "said", "The judge")
    )
    assert found == ["Tom Pryce", "judge"]


def test_a_company_is_nobody_who_spoke() -> None:
    text = (
        "A person familiar with the plan said it was off. Hale, who has led the company, said no. "
        "The company declined to comment."
    )
    found = speakers(
        text,
        "en",
        ("it was off", "said", "A person familiar with the plan"),
        ("no", "said", "Hale, who has led the company"),
        ("to comment", "declined", "The company"),
    )
    assert found == ["person familiar with the plan", "Hale", "company"]


def test_one_of_them_is_who_is_named_behind_the_comma() -> None:
    mention = read_mention("One of them, Priya Shah, a nurse", "en")
    assert (mention.form, mention.name, mention.noun and mention.noun.entry) == ("name", "Priya Shah", "nurse")
    assert read_mention("L'un d'eux, Kévan Drouz", "fr").name == "Kévan Drouz"
    assert read_mention("One of them, in Leeds", "en").form == "pronoun"
    text = "Two saw it. One of them, Priya Shah, said she saw a man. “He ran,” she recalled."
    found = speakers(text, "en", ("she saw a man", "said", "One of them, Priya Shah"), ("“He ran,”", "recalled", "she"))
    assert found == ["Priya Shah"] * 2


def test_a_name_no_list_knows_stands_behind_a_title() -> None:
    text = "Luc Dormont se tait. « On fera mieux », a dit son capitaine, Thiavo Alvès."
    assert speakers(text, "fr", ("« On fera mieux »", "a dit", "son capitaine")) == ["Thiavo Alvès"]
    text = "« On fera mieux », a dit le maire, Ligue Verte unie."
    assert speakers(text, "fr", ("« On fera mieux »", "a dit", "le maire")) == ["maire"]
    assert read_mention("A colleague, Prof. Jarmo Okoro", "en").name == "Jarmo Okoro"


def test_kin_and_colleagues_have_their_first_names() -> None:
    assert read_mention("sa collègue Sandrine", "fr").name == "Sandrine"
    assert read_mention("his co-worker Sandra", "en").name == "Sandra"


@pytest.mark.parametrize(
    ("lang", "phrase", "entry"),
    [
        ("en", "Witnesses", "witness"),
        ("en", "the deputies", "deputy"),
        ("en", "two intelligence agencies", "agency"),
        ("en", "the attorneys general", "attorney general"),
        ("en", "law professors", "law professor"),
        ("en", "secretaries of state", "secretary of state"),
        ("fr", "les tribunaux", "tribunal"),
        ("fr", "ses neveux", "neveu"),
    ],
)
def test_plurals_that_do_not_only_add_an_s(lang: str, phrase: str, entry: str) -> None:
    mention = read_mention(phrase, lang)
    assert mention.noun is not None
    assert (mention.noun.entry, mention.number) == (entry, "p")


def test_small_words_before_the_verb_are_no_part_of_a_source() -> None:
    assert read_mention("Les signataires y", "fr").phrase == "signataires"


def test_a_source_without_article_is_one() -> None:
    text = "De source policière, on indique que deux hommes sont partis."
    found = resolved(text, "fr", attribution(text, "que deux hommes sont partis", "on indique", "De source policière"))
    assert [(a.speaker, a.source_kind) for a in found] == [("source policière", "anonymous")]


def test_who_says_something_is_no_title_of_the_name_before() -> None:
    text = "Priya Shah, said she saw a man. “He ran,” she recalled. Priya Shah left."
    assert resolved(text, "en", attribution(text, "“He ran,”", "recalled", "she"))[0].speaker == "Priya Shah"


def test_the_president_is_not_his_spokesman() -> None:
    text = "“Lies,” spokesman Tom Pryce said. The Zolian president added the world must not look away."
    found = speakers(
        text,
        "en",
        ("“Lies,”", "said", "spokesman Tom Pryce"),
        ("the world must not look away", "added", "The Zolian president"),
    )
    assert found == ["Tom Pryce", "Zolian president"]


def test_the_same_source_can_be_a_ministry() -> None:
    text = "Selon la préfecture, dix rues sont fermées. Deux le resteront, selon la même source."
    found = speakers(
        text,
        "fr",
        ("dix rues sont fermées", "Selon", "la préfecture"),
        ("Deux le resteront", "selon", "la même source"),
    )
    assert found == ["préfecture"] * 2


def test_several_leaders_are_not_the_leader() -> None:
    text = "La présidente Anne Roy a dit non. Plusieurs responsables de ce mouvement ont dit oui."
    found = speakers(
        text,
        "fr",
        ("non", "a dit", "La présidente Anne Roy"),
        ("oui", "ont dit", "Plusieurs responsables de ce mouvement"),
    )
    assert found[1] != "Anne Roy"


def test_one_german_politician_and_several() -> None:
    one, several = read_mention("der FDP-Politiker", "de"), read_mention("Politiker", "de")
    assert one.noun is not None and several.noun is not None
    assert (one.noun.cls, one.number) == ("person", "s")
    assert (several.noun.cls, several.number) == ("collective", "p")


def test_whose_coach_somebody_is_is_somebody_else() -> None:
    text = "La coureuse Anne Roy a dit non. Son entraîneur a salué un exploit."
    found = speakers(text, "fr", ("non", "a dit", "La coureuse Anne Roy"), ("un exploit", "a salué", "Son entraîneur"))
    assert found == ["Anne Roy", "entraîneur"]
    text = "Le secrétaire général Luc Dormont a dit non. Oui, dit la Ligue verte, dont le leader a évoqué un recul."
    found = speakers(
        text, "fr", ("non", "a dit", "Le secrétaire général Luc Dormont"), ("un recul", "a évoqué", "le leader")
    )
    assert found == ["Luc Dormont", "leader"]


def test_a_party_in_brackets_stands_between_title_and_name() -> None:
    text = "Le maire (PS) de Port-Vieux, Anne Roy, avait alerté. « Rien n'a bougé », disait-elle."
    found = resolved(text, "fr", attribution(text, "« Rien n'a bougé »", "disait", "elle"))
    assert [(a.speaker, a.role) for a in found] == [("Anne Roy", "local_authority")]


def test_a_name_no_list_knows_stands_before_a_pronoun_between_commas() -> None:
    text = "Didier Roux se tait. Kyliane Drouz, elle, a reconnu une erreur."
    assert speakers(text, "fr", ("une erreur", "a reconnu", "elle")) == ["Kyliane Drouz"]
    text = "Anne Roy parle. Les initiants, eux, dénoncent une campagne."
    assert speakers(text, "fr", ("une campagne", "dénoncent", "eux")) == ["initiants"]


def test_a_party_where_one_says_it_is_who_says_it() -> None:
    text = "Le maire Luc Dormont se tait. Du côté du MR, on fustige une mesure."
    assert speakers(text, "fr", ("une mesure", "on fustige", "MR")) == ["MR"]


def test_counsel_is_no_prosecutor() -> None:
    text = "« Rien », a tonné Me Dormont. L'avocate générale a demandé un an."
    found = speakers(text, "fr", ("« Rien »", "a tonné", "Me Dormont"), ("un an", "a demandé", "L'avocate générale"))
    assert found == ["Dormont", "avocate générale"]


def test_a_body_is_he_or_she_where_nouns_have_a_gender() -> None:
    text = "La préfecture de Port-Vieux a compté mille passants. Les rues ont rouvert, a-t-elle ajouté."
    found = resolved(text, "fr", attribution(text, "Les rues ont rouvert", "a", "elle"))
    assert [(a.speaker, a.source_kind) for a in found] == [("préfecture de Port-Vieux", "institution")]
    text = "Selon la direction, tout va bien. Elle assure que les salaires viendront."
    found = resolved(
        text,
        "fr",
        attribution(text, "tout va bien", "Selon", "la direction"),
        attribution(text, "que les salaires viendront", "assure", "Elle"),
    )
    assert [a.speaker for a in found] == ["direction"] * 2
    text = "The ministry counted a thousand. Streets are open, she added."
    assert resolved(text, "en", attribution(text, "Streets are open", "added", "she"))[0].speaker is None
    text = "La préfecture a compté mille passants. Il neigera, a-t-il ajouté."
    assert resolved(text, "fr", attribution(text, "Il neigera", "a", "il"))[0].speaker is None


@pytest.mark.parametrize(
    ("lang", "text", "first", "second", "speaker"),
    [
        (
            "en",
            "Hale said no. A woman at one of Hale's rallies said yes.",
            ("no", "said", "Hale"),
            ("yes", "said", "A woman at one of Hale's rallies"),
            "woman at one of Hale's rallies",
        ),
        (
            "en",
            "Counsel Tom Pryce said no. Hale's lawyer said yes.",
            ("no", "said", "Counsel Tom Pryce"),
            ("yes", "said", "Hale's lawyer"),
            "Hale's lawyer",
        ),
        (
            "fr",
            "L'Intérieur a dit non. Le ministère de l'Intérieur a dit oui.",
            ("non", "a dit", "L'Intérieur"),
            ("oui", "a dit", "Le ministère de l'Intérieur"),
            "ministère de l'Intérieur",
        ),
    ],
)
def test_who_is_told_by_a_name_is_not_that_name(
    lang: str, text: str, first: tuple[str, str, str], second: tuple[str, str, str], speaker: str
) -> None:
    assert speakers(text, lang, first, second)[1] == speaker


def test_a_noun_before_a_colon_has_its_teller_behind_it() -> None:
    text = "La présidente insiste : « Vraiment ? » Réponse du prévenu : « Oui. »"
    found = speakers(
        text,
        "fr",
        ("« Vraiment ? »", "insiste", "La présidente"),
        ("« Oui. »", "Réponse du prévenu", "La présidente"),
    )
    assert found == ["présidente", "prévenu"]
    text = "La présidente insiste. Réponse à la question : « Oui. »"
    assert speakers(text, "fr", ("« Oui. »", "Réponse", "La présidente")) == ["présidente"]


def test_a_name_behind_a_title_is_the_subject() -> None:
    text = (
        "« Non », dit Mickaël. Le sous-préfet de Port-Vieux, Michel Roux, recevra une délégation mardi. "
        "« Le dialogue doit reprendre », a-t-il dit."
    )
    found = speakers(text, "fr", ("« Non »", "dit", "Mickaël"), ("« Le dialogue doit reprendre »", "dit", "il"))
    assert found == ["Mickaël", "Michel Roux"]


def test_a_ministry_where_one_says_it_and_a_party_before_a_name() -> None:
    text = "Le maire Luc Dormont se tait. Du côté de la préfecture, on se dit attentif."
    found = resolved(text, "fr", attribution(text, "attentif", "on se dit", "la préfecture"))
    assert [(a.speaker, a.source_kind) for a in found] == [("préfecture", "institution")]
    assert read_mention("The town's MP, Labour's Sam Turner", "en").name == "Sam Turner"


def test_mayor_bloomberg_is_no_agency() -> None:
    text = "“No,” said Michael Bloomberg."
    found = resolved(text, "en", attribution(text, "“No,”", "said", "Michael Bloomberg"))
    assert [(a.speaker, a.source_kind) for a in found] == [("Michael Bloomberg", "named_person")]
    text = "Bloomberg reported that the deal was close."
    found = resolved(text, "en", attribution(text, "that the deal was close", "reported", "Bloomberg"))
    assert [(a.speaker, a.source_kind) for a in found] == [("Bloomberg", "media")]


def test_it_is_the_body_that_opens_the_sentence_before() -> None:
    text = "The company lost a million last year. “We are hopeful,” it said."
    assert resolved(text, "en", attribution(text, "“We are hopeful,”", "said", "it"))[0].speaker == "company"
    text = "Rain fell all night. “We are hopeful,” it said."
    assert resolved(text, "en", attribution(text, "“We are hopeful,”", "said", "it"))[0].speaker is None


@pytest.mark.parametrize(
    ("lang", "source", "phrase"),
    [
        ("en", "A Gazette poll released Wednesday", "Gazette poll"),
        ("fr", "une étude de l'Institut publiée jeudi", "étude de l'Institut"),
        ("fr", "le décompte effectué par le cabinet Roux", "décompte effectué par le cabinet Roux"),
        ("es", "un informe publicado ayer", "informe"),
        ("fr", "56,6 % des personnes sondées", "56,6 % des personnes sondées"),
        ("fr", "les personnes interrogées", "personnes interrogées"),
        ("fr", "le communiqué conjoint", "communiqué conjoint"),
    ],
)
def test_what_was_done_with_a_source_is_no_part_of_its_name(lang: str, source: str, phrase: str) -> None:
    assert read_mention(source, lang).phrase == phrase


def test_a_poll_of_a_medium_is_a_document() -> None:
    text = "Fox News said no. A Fox News poll found that most agree."
    found = resolved(
        text,
        "en",
        attribution(text, "no", "said", "Fox News"),
        attribution(text, "most agree", "found", "A Fox News poll"),
    )
    assert [a.source_kind for a in found] == ["media", "document"]


def test_several_are_nobodys_name_and_a_wife_is_no_man() -> None:
    text = "Le maire Luc Dormont a dit non. Les maires ont dit oui."
    found = speakers(text, "fr", ("non", "a dit", "Le maire Luc Dormont"), ("oui", "ont dit", "Les maires"))
    assert found == ["Luc Dormont", "maires"]
    text = "Un homme, Luc Dormont, a dit non. Sa femme a dit oui."
    assert speakers(text, "fr", ("non", "a dit", "Luc Dormont"), ("oui", "a dit", "Sa femme")) == [
        "Luc Dormont",
        "femme",
    ]


def test_a_party_and_a_state_call_a_senator() -> None:
    text = "Sen. Lindsey Graham told aides to leave. The South Carolina Republican said the platforms were bad."
    found = speakers(
        text,
        "en",
        ("to leave", "told", "Sen. Lindsey Graham"),
        ("the platforms were bad", "said", "The South Carolina Republican"),
    )
    assert found == ["Lindsey Graham"] * 2


def test_datelines_and_owners_are_no_part_of_a_name() -> None:
    assert read_mention("LEEDS (AP) — Lawmakers from both parties", "en").phrase == "Lawmakers from both parties"
    assert read_mention("PORT-VIEUX – La maire Anne Roy", "fr").name == "Anne Roy"
    assert read_mention("TikTok's Shou Zi Chew", "en").name == "Shou Zi Chew"


def test_a_verb_before_marks_is_no_title_and_a_case_no_name() -> None:
    text = "Une idée que le maire de Port-Vieux, Anne Roy, juge « irréaliste ». « Non », a-t-elle dit."
    found = resolved(text, "fr", attribution(text, "« irréaliste »", "juge", "le maire de Port-Vieux, Anne Roy"))
    assert [(a.speaker, a.role) for a in found] == [("Anne Roy", "local_authority")]
    text = "Affaire Dormont : un an requis. Dormont, dans un communiqué, « prend acte »."
    assert speakers(text, "fr", ("« prend acte »", "", "Dormont")) == ["Dormont"]


def test_a_mother_is_a_woman_and_the_head_of_a_project_no_witness() -> None:
    text = "« Non », dit Soyfia, mère de trois enfants. Celui-ci a dit oui."
    found = resolved(
        text,
        "fr",
        attribution(text, "« Non »", "dit", "Soyfia, mère de trois enfants"),
        attribution(text, "oui", "a dit", "Celui-ci"),
    )
    assert (found[0].gender, found[1].speaker) == ("f", None)
    mention = read_mention("Jorg Baron, executive director of the Immigrant Rights Project", "en")
    assert mention.noun is not None and mention.noun.role != "citizen_witness"


def test_a_man_of_his_country_is_who_spoke_last() -> None:
    text = "Le secrétaire général Luc Dormont a dit non. Le Portugais a appelé au calme."
    found = speakers(
        text, "fr", ("non", "a dit", "Le secrétaire général Luc Dormont"), ("au calme", "a appelé", "Le Portugais")
    )
    assert found == ["Luc Dormont"] * 2
    text = "Le secrétaire général Luc Dormont a dit non. Les Portugais ont appelé au calme."
    found = speakers(
        text, "fr", ("non", "a dit", "Le secrétaire général Luc Dormont"), ("au calme", "ont appelé", "Les Portugais")
    )
    assert found[1] != "Luc Dormont"


def test_le_commandant_is_not_madame() -> None:
    text = "« On y passait », dit Mme Coulon. Le commandant a salué un exploit."
    found = speakers(text, "fr", ("« On y passait »", "dit", "Mme Coulon"), ("un exploit", "a salué", "Le commandant"))
    assert found == ["Coulon", "commandant"]


def test_initials_keep_their_full_stops_and_the_reverend_his_name() -> None:
    text = "“No,” said coach J.K. Redwick. “Yes,” said the pastor, the Rev. Al Greene."
    found = speakers(
        text, "en", ("“No,”", "said", "coach J.K. Redwick"), ("“Yes,”", "said", "the pastor, the Rev. Al Greene")
    )
    assert found == ["J.K. Redwick", "Al Greene"]


def test_a_title_told_a_thousand_times_costs_no_more_each_time() -> None:
    def read(n: int) -> None:
        text = "La maire Anne Roy a dit non. " * n
        spans = [(at, text.index("Anne Roy", at), text.index("non", at)) for at in range(0, len(text), len(text) // n)]
        found = [
            Attribution(
                (Span(said, said + 3),), (Span(said - 6, said - 1),), (Span(at, name + 8),), "indirect", "speech"
            )
            for at, name, said in spans
        ]
        resolve(Reading(Article(id="a", text=text, lang="fr"), tuple(found), ()))

    grows_with_its_input(read, 20)
