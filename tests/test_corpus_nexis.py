"""Exports of Nexis as text: the heads are told from the texts, in either form and in French and English."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus import Corpus, read_corpus

# The forms are those of the databases; every sentence was written for this test.
WRAPPED = [
    "La mairie d'Arvane a décidé hier soir de fermer trois écoles du village, faute",
    "de chauffage. « Nous n'avons pas le choix », a dit la maire, qui en appelle au",
    "préfet et à la région pour l'hiver prochain.",
]
ACADEMIC_FR = f"""



Demande de téléchargement: Documents sélectionnés: 1-2
Date et heure: jeudi 13 janvier 2022  10:11:12


                               Document 1 de 2



                                   La Gazette

                           Mercredi 12 Janvier 2022
                                Édition Nationale

Trois écoles ferment à Arvane, et le village cherche où loger ses élèves avant
l'hiver

AUTEUR: Anne Roux;
 Paul Petit

RUBRIQUE: RÉGION; Pg. 4

LONGUEUR: 41 mots

ENCART: Le chauffage manque

{chr(10).join(WRAPPED)}

Note : rien n'est joué.

DATE-CHARGEMENT: 12 janvier 2022

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

CODE-REVUE: GZ


                       Copyright 2022 La Gazette d'Arvane
                              Tous droits réservés

                               Document 2 de 2


                                  Le Courrier

                            décembre 10 2021

La neige

LONGUEUR: 3 mots

Il neige encore.

LANGUE: FRENCH; FRANÇAIS
"""
ACADEMIC_EN = """                               1 of 1 DOCUMENT



                       Copyright 2010 The Gazette Company
                              All Rights Reserved
                             The Gazette (Arvane)

                            January 11, 2010 Monday
                              Late Edition - Final

Snow closes three schools

BYLINE: By ANNE ROUX

SECTION: Section A; Column 0; National Desk; Pg. 1

LENGTH: 12 words

DATELINE: ARVANE

UPDATE: The mayor spoke at noon.

Schools will stay closed, she said.

URL: https://www.gazette.example/a

SUBJECT: SCHOOLS (90%); SNOW (89%); MAYORS & COUNCILS AND OTHER THINGS THAT ARE
(55%)

LOAD-DATE: January 11, 2010

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The school
"""
UNI_EN = """Date and Time: Thursday, January 13, 2022 10:11:00 AM CET
Job Number: 161234567
Documents (2)
1. Snow closes three schools
Client/Matter: -None-
Search Terms: snow AND school
2. The bridge
Client/Matter: -None-
Snow closes three schools
The Gazette (Arvane)
January 12, 2022 Wednesday
Edition 1; National Edition
Copyright 2022 The Gazette Company All Rights Reserved
Section: NEWS; Pg. 3
Length: 19 words
Byline: Anne Roux
Highlight: Heating is short
Body
Update: The mayor of Arvane closed three schools.
"We have no choice," she said on Tuesday.
Notes: none of it is settled.
Graphic
The school in the snow
Load-Date: January 12, 2022
Classification
Language: ENGLISH
Publication-Type: Newspaper
Subject: SCHOOLS (90%)
End of Document
The bridge
January 12, 2022 Wednesday 3:00 AM GMT
Copyright 2022 The Courier
Length: 4 words
Body
The bridge stays closed.
Load-Date: January 12, 2022
End of Document
"""
UNI_FR = """Trois écoles ferment à Arvane
La Gazette
mercredi 12 janvier 2022
Copyright 2022 La Gazette Tous droits réservés
Rubrique:\u00a0RÉGION; Pg. 4
Longueur :\u00a0534 mots
Auteur :\u00a0Anne Roux
Corps
La mairie ferme trois écoles.
« Nous n'avons pas le choix », a dit la maire.
Date de chargement :\u00a012 janvier 2022
Fin du document
"""


def read(tmp_path: Path, text: str, name: str = "n.txt", encoding: str = "utf-8") -> Corpus:
    (tmp_path / name).write_bytes(text.encode(encoding))
    return read_corpus(tmp_path / name)


def remarks(corpus: Corpus, record: int) -> dict[str, str]:
    rows = corpus.audit[corpus.audit["record"] == record]
    return dict(zip(rows["reason"], rows["detail"], strict=True))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_numbered_form_in_french(tmp_path: Path, end: str) -> None:
    corpus = read(tmp_path, ACADEMIC_FR.replace("\n", end))
    first, second = corpus
    assert (first.outlet, first.date, first.lang) == ("La Gazette", "2022-01-12", "fr")
    assert first.title == "Trois écoles ferment à Arvane, et le village cherche où loger ses élèves avant l'hiver"
    assert first.text == " ".join(WRAPPED) + "\n\nNote : rien n'est joué."
    extra = corpus.extra.loc[first.id]
    assert (extra["section"], extra["length"], extra["highlight"]) == (
        "RÉGION; Pg. 4",
        "41 mots",
        "Le chauffage manque",
    )
    assert extra["edition"] == "Édition Nationale" and extra["author"].startswith("Anne Roux")
    assert (second.outlet, second.date, second.title, second.text) == (
        "Le Courrier", "2021-12-10", "La neige", "Il neige encore."
    )  # fmt: skip
    assert corpus.n_records == 2
    assert remarks(corpus, 1) == {"lines_joined": "2 breaks"} and remarks(corpus, 2) == {}


def test_the_numbered_form_in_english(tmp_path: Path) -> None:
    [article] = corpus = read(tmp_path, ACADEMIC_EN)
    assert (article.outlet, article.date, article.lang) == ("The Gazette (Arvane)", "2010-01-11", "en")
    assert (article.title, article.url) == ("Snow closes three schools", "https://www.gazette.example/a")
    assert article.text == "UPDATE: The mayor spoke at noon.\n\nSchools will stay closed, she said."
    assert corpus.extra["edition"].tolist() == ["Late Edition - Final"]
    assert corpus.audit.empty


def test_the_form_with_body_in_english(tmp_path: Path) -> None:
    corpus = read(tmp_path, UNI_EN)
    first, second = corpus
    assert (first.title, first.outlet, first.date) == (
        "Snow closes three schools",
        "The Gazette (Arvane)",
        "2022-01-12",
    )
    assert first.text.splitlines() == [
        "Update: The mayor of Arvane closed three schools.",
        '"We have no choice," she said on Tuesday.',
        "Notes: none of it is settled.",
    ]
    assert (first.lang, corpus.extra.loc[first.id, "author"]) == ("en", "Anne Roux")
    assert corpus.extra.loc[first.id, "edition"] == "Edition 1; National Edition"
    # Some documents of the database name no outlet; the title is not taken for one.
    assert (second.title, second.outlet, second.text) == ("The bridge", None, "The bridge stays closed.")
    assert list(remarks(corpus, 2)) == ["no_outlet"]


def test_the_form_with_body_in_french_tells_that_words_are_missing(tmp_path: Path) -> None:
    [article] = corpus = read(tmp_path, UNI_FR, encoding="cp1252")
    assert (article.title, article.outlet, article.date) == (
        "Trois écoles ferment à Arvane",
        "La Gazette",
        "2022-01-12",
    )
    assert article.text == "La mairie ferme trois écoles.\n« Nous n'avons pas le choix », a dit la maire."
    assert remarks(corpus, 1) == {"truncated": "the head tells of 534 words, the text has 16"}


def test_outlet_before_title_with_labels_of_the_body(tmp_path: Path) -> None:
    head = "Le Monde d'Arvane\nmercredi 12 janvier 2022\nLa neige\n\nLENGTH: 3 words\n"
    [article] = read(tmp_path, f"{head}BODY: Il neige encore.\n\nLOAD-DATE: x\n\nEnd of Document\n")
    assert (article.outlet, article.title, article.text) == ("Le Monde d'Arvane", "La neige", "Il neige encore.")


@pytest.mark.parametrize("end", ["End of Document", "  Fin du document "])
def test_a_document_whose_head_cannot_be_read_is_kept_whole(tmp_path: Path, end: str) -> None:
    documents = ["La neige\nLa Gazette\n\nIl neige.", "La pluie\nLe Courrier\n\nFin du document ? Non."]
    corpus = read(tmp_path, "".join(f"{d}\n\n{end}\n\n\n" for d in documents))
    assert [a.text for a in corpus] == documents
    kept = corpus.audit[corpus.audit["reason"] == "head_not_read"]
    assert kept[["id", "outcome"]].values.tolist() == [[a.id, "flagged"] for a in corpus]


def test_what_the_database_could_not_display_is_rejected_with_the_reason(tmp_path: Path) -> None:
    failed = (
        "We are sorry but there is an error in this document and it is not possible to display it.\nEnd of Document\n"
    )
    corpus = read(tmp_path, UNI_FR + failed)
    assert (len(corpus), corpus.n_records) == (1, 2)
    assert set(remarks(corpus, 2)) == {"press_not_read"}


def test_a_head_without_a_text_is_empty_and_a_date_in_a_title_is_no_date_line(tmp_path: Path) -> None:
    head = (
        "Attentats du 13 novembre 2015 : le procès s'ouvre à Arvane\nLa Gazette\n8 septembre 2021\nLongueur : 0 mots\n"
    )
    corpus = read(tmp_path, f"{head}Corps\nFin du document\n{head}Corps\nTout commence.\nFin du document\n")
    [article] = corpus
    assert (article.date, article.outlet) == ("2021-09-08", "La Gazette")
    assert article.title == "Attentats du 13 novembre 2015 : le procès s'ouvre à Arvane"
    assert remarks(corpus, 1) == {"empty_text": "0 characters"}


def test_a_text_of_ones_own_that_says_where_it_ends_keeps_its_date_and_source(tmp_path: Path) -> None:
    [article] = read(tmp_path, "date 2022-12 Il neige.\n\nSource: https://www.lemonde.fr/a\n\nFin du document\n")
    assert (article.date, article.outlet, article.text) == ("2022-12", "Le Monde", "Il neige.")


def test_a_zone_behind_the_hour_is_no_edition(tmp_path: Path) -> None:
    text = "Der Schnee\nAnzeiger Online\n27. Februar 2012 Montag 9:50 PM GMT+1\nCopyright 2012\nLänge: 2 Wörter\nBody\n"
    corpus = read(tmp_path, f"{text}Es schneit.\nEnd of Document\n")
    assert (corpus.articles[0].date, corpus.articles[0].title) == ("2012-02-27", "Der Schnee")
    assert "edition" not in corpus.extra


@pytest.mark.parametrize("cover", ["Documents (2)", "Dokumente (2)", "Documentos (2)"])
def test_the_list_that_comes_with_documents_saved_one_by_one_is_no_article(tmp_path: Path, cover: str) -> None:
    head = "User Name: Anne Roux\nDate and Time: Wednesday, March 15, 2023 10:12:00 AM CET\nJob Number: 79564983\n"
    listed = "1. Snow closes schools\nClient/Matter: -None-\nSearch Terms: snow\nSearch Type: Terms\n2. The bridge\n"
    corpus = read(tmp_path, f"{head}{cover}\n{listed}")
    assert (len(corpus), remarks(corpus, 1)) == (0, {"press_not_read": "a list of documents of Nexis, without them"})
    # With its documents the same cover is the beginning of an export; a text that says how many there are is a text.
    document = (
        "Snow closes schools\nThe Gazette\nMarch 12, 2023 Sunday\nLength: 2 words\nBody\nIt snows.\nEnd of Document\n"
    )
    assert [a.text for a in read(tmp_path, f"{head}{cover}\n{listed}{document}")] == ["It snows."]
    assert len(read(tmp_path, f"Les archives en sont pleines.\n{cover}\nIl neige.")) == 1


def test_ids_are_the_same_where_newer_documents_come_before(tmp_path: Path) -> None:
    old, new = (
        f"La neige\nLa Gazette\n{day} janvier 2022\nLongueur : 4 mots\nCorps\nIl neige, dit Zoé.\nFin du document\n"
        for day in (12, 19)
    )
    [article] = read(tmp_path, old)
    first, second = read(tmp_path, new + old)
    assert second == article and first.id != article.id


def test_a_document_of_two_exports_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "2022-W02.txt").write_text(UNI_EN, "utf-8")
    corpus = read(tmp_path, UNI_EN)
    assert (len(corpus), corpus.n_records) == (2, 2)
    both = read_corpus(tmp_path)
    assert [article.id for article in both] == [article.id for article in corpus]
    assert (len(both), both.n_records) == (2, 4)
    assert set(both.audit.loc[both.audit["outcome"] == "rejected", "reason"]) == {"duplicate_record"}
