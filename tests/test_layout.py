"""Speech set apart by the layout: the answers of an interview, posts embedded in an article."""

from __future__ import annotations

import pytest
from costs import grows_with_its_input

from analysis import extract, measure, read_corpus
from analysis.layout import cross_links, set_apart


def turns(*said: str) -> str:
    return "\n\n".join(["La maire s’explique.", *said])


def said(text: str, lang: str = "fr") -> list[tuple[str, str | None]]:
    """What the layout sets apart in a text, and who is named for it beside it or elsewhere."""
    found, _ = set_apart(text, lang)
    named = [(*one.source, one.named)[0] for one in found]
    return [
        (" / ".join(span.of(text) for span in one.content), name and name.of(text))
        for one, name in zip(found, named, strict=True)
    ]


LABELLED = [
    turns("Le Phare : Pourquoi ?", "Anne Roux : Il neige.", "Le Phare : Et après ?", "Anne Roux : On verra."),
    turns(
        "Le Phare. - Pourquoi ?", "Anne ROUX. - Il neige.", "Et après ?", "Anne ROUX. - On verra.", "Quand ?",
        "Anne ROUX. - Lundi.",
    ),
    turns("Le Phare :\nPourquoi ?", "Anne Roux :\nIl neige.", "Le Phare :\nOù ?", "Anne Roux :\nAu port."),
    turns("Pourquoi ?", "Anne Roux Il neige.", "Et après ?", "Anne Roux On verra.", "Où ça ?", "Anne Roux Au port."),
    turns("Journaliste – Pourquoi ?", "Anne Roux – Il neige.", "Journaliste – Où ?", "Anne Roux – Au port."),
    turns("**Pourquoi ?**", "**Anne Roux :** Il neige.", "**Et où ?**", "**Anne Roux :** Au port.", "**Quand ?**",
          "**Anne Roux :** Lundi."),
    turns("Pourquoi ?", "Anne Roux : Il neige.", "Et où ?", "A. R. : Au port.", "Quand ?", "A. R. : Lundi."),
]  # fmt: skip


@pytest.mark.parametrize("text", LABELLED)
def test_answers_are_told_by_the_name_before_them(text: str) -> None:
    answers = said(text)
    assert [name and name.lower() for _, name in answers] == ["anne roux"] * len(answers)
    assert answers[0][0] == "Il neige."
    assert len(answers) == text.count("?")


@pytest.mark.parametrize(
    ("text", "lang", "answers"),
    [
        (turns("Q: Why now?", "A: It snows.", "Q: And then?", "A: We wait."), "en", ["It snows.", "We wait."]),
        (turns("Q. Why now?", "A. It snows.", "Q. And then?", "A. We wait."), "en", ["It snows.", "We wait."]),
        (turns("**Q:** Why now?", "**A:** It snows.", "**Q: And then?**", "**A**: We wait."), "en",
         ["It snows.", "We wait."]),
        (
            "Llueve. PREGUNTA. ¿Por qué? RESPUESTA. Nieva. P. ¿Y luego? R. Ya veremos. P. ¿Dónde? R. En el puerto.",
            "es",
            ["Nieva.", "Ya veremos.", "En el puerto."],
        ),
        (turns("FRAGE: Warum?", "ANTWORT: Es schneit.", "FRAGE: Und dann?", "ANTWORT: Mal sehen."), "de",
         ["Es schneit.", "Mal sehen."]),
    ],
)  # fmt: skip
def test_answers_are_told_by_their_letter(text: str, lang: str, answers: list[str]) -> None:
    assert [answer for answer, _ in said(text, lang)] == answers


def test_who_credits_an_interview_ends_it() -> None:
    asked = ("What do you do?", "Where do you sleep?", "Do you dream?", "Will you wake?")
    told = ("I sleep.", "At my port.", "I do, of my port.", "I may.")
    pairs = [part for pair in zip(asked, told, strict=True) for part in pair]
    text = turns(*pairs, "This interview has been edited for length.")
    assert [answer for answer, _ in said(text, "en")] == list(told)


def test_initials_stand_for_the_name_before_the_interview() -> None:
    text = "Avec Anne Roux, au port.\n\nL.P. : Pourquoi ?\n\nA.R. : Il neige.\n\nL.P. : Mais où ?\n\nA.R. : Au port."
    assert said(text) == [("Il neige.", "Anne Roux"), ("Au port.", "Anne Roux")]


@pytest.mark.parametrize(
    ("lead", "lang", "labels", "who"),
    [
        (
            "Notre entretien avec l'éclusière Marthe Roux, sur le plan de Luc Roy.",
            "fr",
            "Question :/Réponse :",
            "Marthe Roux",
        ),
        ("Marthe Roux, maire de Port-Clair, nous reçoit.", "fr", "Question :/Réponse :", "Marthe Roux"),
        ("Our interview with mayor Anna Hale about Paul Roy.", "en", "Q:/A:", "Anna Hale"),
        ("Hablamos con la alcaldesa Marta Ruiz sobre Luis Prado.", "es", "P./R.", "Marta Ruiz"),
        ("Luc Roy et Marthe Roux, maire de Port-Clair, se fâchent.", "fr", "Question :/Réponse :", None),
    ],
)
def test_who_answers_is_who_the_lead_introduces(lead: str, lang: str, labels: str, who: str | None) -> None:
    asks, answers = labels.split("/")
    text = turns(
        lead, f"{asks} ¿Y bien?", f"{answers} Tal vez.", f"{asks} Sure?", f"{answers} Oui.", f"{asks} Et puis ?"
    )
    assert said(text, lang) == [("Tal vez.", who), ("Oui.", who)]


UNLABELLED = """Anne Roux : « Nous n'avons pas le choix »

La maire de Port-Clair détaille son plan.

Pourquoi fermez-vous l'école ?

Parce que je n'ai pas trouvé mieux. Le préfet a dit qu'il comprenait.

Et cela suffira.

Le port

Et ensuite, que ferez-vous ?

Nous verrons « en temps voulu ».

Lire aussi Le port ferme à son tour

Votre budget suffira-t-il ?

Je le crois.

Les parents s'en inquiètent...

Mon équipe a appelé chacun d'eux.

Avez-vous des regrets ?

Aucun, je vous l'assure.

Propos recueillis par Paul Petit

Sur le même sujet : il neige.
"""


def test_answers_without_a_name_follow_questions() -> None:
    assert said(UNLABELLED) == [
        ("Parce que je n'ai pas trouvé mieux. Le préfet a dit qu'il comprenait. / Et cela suffira.", "Anne Roux"),
        ("Nous verrons « en temps voulu ».", "Anne Roux"),
        ("Je le crois.", "Anne Roux"),
        ("Mon équipe a appelé chacun d'eux.", "Anne Roux"),
        ("Aucun, je vous l'assure.", "Anne Roux"),
    ]


def test_answers_of_two_paragraphs_follow_questions_where_nothing_announces_them() -> None:
    asked = ("Et vous, qu'en pensez-vous ?", "Que ferez-vous demain ?", "Votre port ?", "Y croyez-vous ?")
    told = said(turns(*(part for question in asked for part in (question, "Moi, je l'ai vu.", "Je suis du port."))))
    assert [content for content, _ in told] == ["Moi, je l'ai vu. / Je suis du port."] * 4


def test_who_answers_stays_unknown_where_nothing_names_him() -> None:
    text = UNLABELLED.replace("Anne Roux : « Nous n'avons pas le choix »", "Grand froid à Port-Clair")
    reading = extract(text, "fr")
    assert {(a.speaker, a.source_kind) for a in reading.attributions} == {(None, "unknown")}


@pytest.mark.parametrize(
    "text",
    [
        turns("Le Phare : Pourquoi ?", "Anne Roux : Il neige.", "La suite : on verra. Quand ?", "Le prix : dix euros."),
        turns("Score : 3", "Thème : la neige", "Score : 4", "Thème : la pluie", "Et demain ?"),
        turns("Lundi : Neige ?", "Lundi : Pluie ?", "Mardi : Vent ?", "Mardi : Rien ?"),
        turns("Roux : « Pourquoi ? »", "Petit : « Non. »", "Roux : « Où ? »", "Petit : « Ici. »"),
        turns("— Pourquoi ? demande-t-elle.", "— Il neige.", "— Où ?", "— Au port."),
        turns("Mrs. Roux leaves. Why?", "Mrs. Petit stays.", "Mrs. Roux is back. When?", "Mrs. Petit sleeps."),
        turns("A. Roux arrive. Pourquoi ?", "A. Roux part.", "A. Roux revient. Quand ?", "A. Roux dort."),
        # An outlet explains: nobody answers in the first person.
        turns(
            "Qui peut recevoir l'aide ?", "Les habitants du port.", "Faut-il remplir un dossier ?", "Oui, en ligne.",
            "Où l'envoyer ?", "À la mairie.", "Que devez-vous joindre ?", "Une facture.",
        ),
        # A report that asks now and then, and quotes.
        turns(
            "Pourquoi partez-vous ?", "« J'ai froid », dit Paul Petit.", "Il neige.", "Que ferez-vous ?",
            "« Je pars », dit-il.", "Le port ferme.", "Et vous ?", "« Je reste », dit Anne Roux.", "La mer monte.",
            "Qui vous aidera ?", "La mairie.",
        ),
        # A column that asks its readers, and goes on at length.
        turns(*(
            part
            for question in ("Qu'en dites-vous ?", "Que ferez-vous demain ?", "Votre port ?", "Y croyez-vous ?")
            for part in (question, "Moi, je l'ai vu.", "Je suis du port.", "J'y ai cru.", "Nous y étions.")
        )),
    ],
)  # fmt: skip
def test_other_texts_are_no_interview(text: str) -> None:
    assert said(text) == []


POST = "La mairie réagit.\n\nNous tiendrons bon, tous ensemble. #froid\n— Anne Roux (@aroux) 3 mars 2024\n\nIl neige."


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (POST, ["Nous tiendrons bon, tous ensemble. #froid"]),
        (POST.replace("3 mars 2024", "March 3, 2024 at 4:05 PM"), ["Nous tiendrons bon, tous ensemble. #froid"]),
        (POST.replace("3 mars 2024", "3 de marzo de 2024"), ["Nous tiendrons bon, tous ensemble. #froid"]),
        (POST.replace("@aroux", "@aroux.bsky.social"), ["Nous tiendrons bon, tous ensemble. #froid"]),
        (
            POST.replace("#froid\n", "#froid\npic.twitter.com/abc "),
            ["Nous tiendrons bon, tous ensemble. #froid\npic.twitter.com/abc"],
        ),
        # Glued to the paragraph before it, and said again after the signature.
        (
            "La mairie réagit. Nous tiendrons bon, tous ensemble.— Anne Roux (@aroux) 3 mars 2024  "
            "Nous tiendrons bon, tous ensemble. Il neige.",
            ["Nous tiendrons bon, tous ensemble. / Nous tiendrons bon, tous ensemble."],
        ),
        ("La mairie réagit. " * 30 + "Nous tiendrons bon.— Anne Roux (@aroux) 3 mars 2024", []),
        ("La mairie (@mairie) réagit le 3 mars 2024.", []),
    ],
)
def test_posts_are_told_by_their_signature(text: str, posts: list[str]) -> None:
    assert said(text) == [(post, "Anne Roux") for post in posts]


def test_what_is_set_apart_is_a_direct_quotation_of_its_speaker() -> None:
    reading = extract(POST, "fr")
    assert [(a.type, a.act, a.speaker, a.source_kind, a.stance) for a in reading.attributions] == [
        ("direct", "speech", "Anne Roux", "named_person", "neutral")
    ]
    assert [(mark.use, mark.span.of(POST)) for mark in reading.marked] == [
        ("speech", "Nous tiendrons bon, tous ensemble. #froid")
    ]
    assert reading.notes == ("embedded_post: 1 counted as direct quotations",)


def test_a_label_that_no_sign_ends_is_the_whole_name() -> None:
    asked = ("Et vous, qu'en pensez-vous ?", "Que ferez-vous demain ?", "Votre port ?", "Y croyez-vous ?")
    given = ("Anne Roux Ce froid dure.", "Anne Roux Je reste.", "Anne Roux\u00a0Mon port tient.", "Anne Roux Oui.")
    text = turns(*(part for pair in zip(asked, given, strict=True) for part in pair))
    reading = extract(text, "fr")
    assert reading.article.text == text
    assert [(a.speaker, a.source[0].of(text)) for a in reading.attributions] == [("Anne Roux", "Anne Roux")] * 4


def test_speech_inside_an_answer_belongs_to_who_answers() -> None:
    reading = extract(UNLABELLED, "fr")
    headline, *answers = (a for a in reading.attributions if a.type == "direct")
    assert headline.content[0].of(UNLABELLED) == "« Nous n'avons pas le choix »"
    assert len(answers) == 5
    assert {(a.type, a.speaker, a.source_kind, a.source, a.cue) for a in answers} == {
        ("direct", "Anne Roux", "named_person", (), ())
    }
    starts = [mark.span.start for mark in reading.marked]
    assert starts == sorted(starts)
    assert not any(mark.span.of(UNLABELLED) == "« en temps voulu »" for mark in reading.marked)


def test_answers_are_counted_and_told_in_the_audit() -> None:
    text = turns("Q: Why now?", "A: It snows.", "Q: And then?", "A: We wait.")
    tables = measure(read_corpus([{"text": text, "outlet": "G", "date": "2020", "lang": "en"}]))
    row = tables.articles.iloc[0]
    assert (row["n_direct"], row["n_indirect"], row["n_attributions_direct"]) == (4, 0, 2)
    assert tables.audit[["outcome", "reason", "detail"]].values.tolist() == [
        ["flagged", "interview", "2 answers counted as direct quotations"]
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "Q: Why?\n\nA: I had no choice.\n\n",
        "Pourquoi vous ?\n\nJe le crois.\n\n",
        "A.R. : Je neige.\n\nL.P. : Mais où ?\n\n",
        "P. ¿Qué? R. Yo. ",
        "Nous tiendrons bon.\n— Anne Roux (@aroux) 3 mars 2024\n\n",
        "— a (@b",
    ],
)
def test_the_cost_grows_with_the_text(piece: str) -> None:
    grows_with_its_input(lambda n: set_apart(piece * n, "fr"), 50)


def test_names_on_lines_of_their_own_are_labels_where_two_come_back() -> None:
    lines = ("Léa Petit", "Pourquoi ?", "Anne Roux", "Il neige.", "Léa Petit", "Et après ?", "Anne Roux", "On verra.")
    assert said("\n".join(lines)) == [("Il neige.", "Anne Roux"), ("On verra.", "Anne Roux")]
    signed = ("Il neige.", "Anne Roux", "On verra ?", "Le port ferme ?", "Anne Roux", "Il pleut.", "Vraiment ?", "Oui.")
    assert said("\n\n".join(signed)) == []


def test_who_asks_once_ends_an_answer_and_the_debate_begins_before() -> None:
    text = "\n\n".join(
        [
            "Mr. Owen Blythe (Easton West): Will it open?",
            "Ms. Hale: In June, I am told.",
            "Mr. Blythe: Which June?",
            "Ms. Hale: This one.",
            "(Laughter.)",
            "Mrs. Jane Abbot (Marlow): Will she apologise?",
            "Ms. Hale: No.",
        ]
    )
    assert [answer for answer, _ in said(text, "en")] == ["In June, I am told.", "This one.", "No."]


def test_a_name_that_goes_on_is_no_label() -> None:
    asked = ("Où irez-vous ?", "Quand ?", "Pourquoi vous ?", "Et vos élus ?")
    given = [f"Mme Anne Roux, ministre des ports. Je reste {when}." for when in ("ici", "lundi", "encore", "là")]
    text = turns(*(part for pair in zip(asked, given, strict=True) for part in pair))
    assert all(name is None or name.endswith("Roux") for _, name in said(text))


def test_a_citizen_answers_where_the_first_name_is_known() -> None:
    asked = ("Et vous, qu'en pensez-vous ?", "Que ferez-vous demain ?", "Votre four ?", "Y croyez-vous ?")
    given = ("Je tiens bon.", "Je reste.", "Mon four chauffe.", "Moi, oui.")
    lead = "Marthe Roux, boulangère : « Je tiens »\n\nMarthe Roux, boulangère, répond."
    reading = extract("\n\n".join([lead, *(p for pair in zip(asked, given, strict=True) for p in pair)]), "fr")
    answers = [a for a in reading.attributions if not a.source]
    assert [(a.speaker, a.source_kind) for a in answers] == [("Marthe Roux", "citizen")] * 4


@pytest.mark.parametrize(
    ("text", "lang", "links"),
    [
        ("Il neige.\n\nLire aussi : « Jamais », dit la maire\n\nOn verra.", "fr",
         ["Lire aussi : « Jamais », dit la maire"]),
        ("» À VOIR AUSSI - Le port selon Anne Roux\nOn verra.", "fr", ["» À VOIR AUSSI - Le port selon Anne Roux"]),
        ("Il neige. LIRE AUSSI - Le port ferme, dit la maire Les quais sont vides.", "fr",
         ["LIRE AUSSI - Le port ferme, dit la maire"]),
        ("Il neige.Lire aussi: Le port ferme à son tourAnne Roux se tait.", "fr",
         ["Lire aussi: Le port ferme à son tour"]),
        ("« Il neige. » LIRE AUSSI - Le port va-t-il fermer? Anne Roux se tait.", "fr",
         ["LIRE AUSSI - Le port va-t-il fermer?"]),
        ("À lire : « Le Port », de Paul Petit\nIl neige.", "fr", ["À lire : « Le Port », de Paul Petit"]),
        ("It snows.\nRELATED: 'Never,' says mayor\nRead more: Port is 'a mess'\n", "en",
         ["RELATED: 'Never,' says mayor", "Read more: Port is 'a mess'"]),
        ("Nieva.\nLea también: «Jamás», dice la alcaldesa", "es", ["Lea también: «Jamás», dice la alcaldesa"]),
        ("Es schneit.\nLesen Sie auch: „Nie“, sagt Roth", "de", ["Lesen Sie auch: „Nie“, sagt Roth"]),
    ],
)  # fmt: skip
def test_links_to_other_articles_are_told(text: str, lang: str, links: list[str]) -> None:
    assert [link.of(text) for link in cross_links(text, lang)] == links


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("On peut lire aussi sur le mur : « Le port ferme ».", "fr"),
        ("À voir les quais vides, dit-elle, on comprend.", "fr"),
        (
            "Il neige. Lire aussi le soir l'apaise, dit la maire. Mais elle travaille tard, et le port l'occupe. " * 3,
            "fr",
        ),
        ("More of the same, says the mayor.", "en"),
        ("They read more than we do. Related costs rose, the mayor said.", "en"),
    ],
)
def test_sentences_are_no_links(text: str, lang: str) -> None:
    assert cross_links(text, lang) == ()


def test_what_links_say_is_not_read() -> None:
    text = "Il neige.\n\nLire aussi : « Je ne céderai pas », prévient Anne Roux\n\n« On verra », dit Paul Petit."
    reading = extract(text, "fr")
    assert reading.article.text == text
    assert [(a.speaker, a.content[0].of(text)) for a in reading.attributions] == [("Paul Petit", "« On verra »")]
    assert [mark.span.of(text) for mark in reading.marked] == ["« On verra »"]
    assert reading.notes == ("cross_link: 1 link to other articles not read",)


def test_a_sentence_does_not_go_on_past_a_link() -> None:
    text = "Il neige, dit Anne Roux.Lire aussi: Le port ferme à son tourPaul Petit estime que les quais sont vides."
    found = {a.speaker: a.content[0].of(text) for a in extract(text, "fr").attributions}
    assert found == {"Anne Roux": "Il neige", "Paul Petit": "que les quais sont vides"}


@pytest.mark.parametrize("piece", ["Lire aussi ", "Lire aussi : non. ", "\nLire aussi : non", "x"])
def test_the_cost_of_links_grows_with_the_text(piece: str) -> None:
    grows_with_its_input(lambda n: cross_links(piece * n, "fr"), 50)
