"""How articles lie in files: JSON by column, archives, tables of measures, days that a spreadsheet counts."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from costs import steps

from analysis import measure, read_corpus
from analysis.corpus import Corpus
from analysis.corpus.datecolumns import read_dates
from analysis.corpus.dates import read_date


def reasons(corpus: Corpus) -> list[str]:
    return corpus.audit["reason"].tolist()


def zipped(members: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


class TestJsonColumns:
    def read(self, tmp_path: Path, whole: object) -> Corpus:
        (tmp_path / "a.json").write_text(json.dumps(whole), "utf-8")
        return read_corpus(tmp_path / "a.json")

    def test_columns_that_are_lists(self, tmp_path: Path) -> None:
        whole = {"text": ["Un.", "Deux."], "outlet": ["A", "B"], "date": ["2022", None], "words": [1, 2]}
        corpus = self.read(tmp_path, whole)
        assert [(a.text, a.outlet, a.date) for a in corpus] == [("Un.", "A", "2022"), ("Deux.", "B", None)]
        assert corpus.extra["words"].tolist() == [1, 2] and reasons(corpus) == ["undated"]

    def test_hits_of_a_search_engine(self, tmp_path: Path) -> None:
        hit = {"_id": "7", "_score": 1.0, "_source": {"title": "Neige", "body": "Il neige.", "published": "2022-03-03"}}
        [article] = self.read(tmp_path, {"took": 1, "hits": {"total": {"value": 1}, "hits": [hit]}})
        assert (article.id, article.title, article.date, article.text) == ("7", "Neige", "2022-03-03", "Il neige.")

    def test_fields_inside_objects(self, tmp_path: Path) -> None:
        content = {"headline": "Neige", "body": ["Il neige.", "Encore."], "id": "its own"}
        whole = [
            {
                "id": "7", "source": {"name": "La Gazette", "id": 3}, "publication": {"date": "2022-03-03"},
                "content": content, "meta": {"lang": "fr", "tags": ["a"], "title": "no title"},
                "author": {"name": "Anne Roux", "date": "1970"},
            }
        ]  # fmt: skip
        corpus = self.read(tmp_path, whole)
        [article] = corpus
        assert (article.id, article.outlet, article.date, article.lang) == ("7", "La Gazette", "2022-03-03", "fr")
        assert (article.title, article.text) == ("Neige", "Il neige.\n\nEncore.")
        assert {"content.id", "meta", "author"} <= set(corpus.extra.columns)
        assert read_corpus(whole).articles == corpus.articles

    def test_two_objects_that_may_hold_the_text_are_not_guessed_between(self, tmp_path: Path) -> None:
        whole = [{"id": 1, "fr": {"text": "Il neige."}, "en": {"text": "It snows."}}]
        assert reasons(self.read(tmp_path, whole)) == ["no_text_column"]
        beside = [{"id": 1, "text": "Il neige.", "comment": {"text": "Non !", "date": "2023"}}]
        assert [(a.text, a.date) for a in self.read(tmp_path, beside)] == [("Il neige.", None)]

    def test_what_pandas_writes_as_split(self, tmp_path: Path) -> None:
        pd.DataFrame({"text": ["Un.", "Deux."], "outlet": ["A", "B"]}).to_json(tmp_path / "a.json", orient="split")
        assert [(a.text, a.outlet) for a in read_corpus(tmp_path / "a.json")] == [("Un.", "A"), ("Deux.", "B")]

    @pytest.mark.parametrize("beside", [{"outlet": "A"}, {"outlet": ["A"]}, {"outlet": "A", "tags": ["x", "y"]}])
    def test_one_article_in_parts_is_no_column(self, tmp_path: Path, beside: dict[str, object]) -> None:
        corpus = self.read(tmp_path, {"text": ["Un.", "Deux."], **beside})
        assert [(a.text, a.outlet) for a in corpus] == [("Un.\n\nDeux.", "A")]
        assert "text_in_parts" in reasons(corpus)

    def test_columns_of_unlike_length_are_refused_with_the_reason(self, tmp_path: Path) -> None:
        corpus = self.read(tmp_path, {"text": ["Un.", "Deux.", "Trois."], "outlet": ["A", "B"]})
        assert (len(corpus), reasons(corpus)) == (0, ["not_a_record"])
        assert "lists of values in text and outlet" in corpus.audit["detail"][0]

    def test_texts_and_names_inside_objects(self) -> None:
        row = {
            "title": {"rendered": "Neige"},
            "content": {"rendered": "Il neige.", "title": "no"},
            "source": ["A", "B"],
        }
        [article] = read_corpus([row, {"content": {"title": "Only a title"}}])
        assert (article.title, article.text, article.outlet) == ("Neige", "Il neige.", "A; B")
        parts = [{"type": "p", "text": "Un."}, {"type": "p", "text": "Deux."}]
        assert read_corpus([{"text": parts}]).articles[0].text == "Un.\n\nDeux."

    def test_a_list_inside_the_response(self, tmp_path: Path) -> None:
        corpus = self.read(tmp_path, {"response": {"status": "ok", "results": [{"body": "Un."}, {"body": "Deux."}]}})
        assert [a.text for a in corpus] == ["Un.", "Deux."]


class TestMeasuredTables:
    @pytest.mark.parametrize("format", ["parquet", "csv"])
    def test_a_folder_of_tables_is_no_corpus(self, tmp_path: Path, format: str) -> None:
        tables = measure(read_corpus([{"text": "« Il neige », a dit Anne.", "outlet": "A"}]))
        tables.save(tmp_path / "t", format=format)
        (tmp_path / "t" / "NOTES.md").write_text("kept beside", "utf-8")
        for path in (tmp_path / "t", tmp_path / "t" / f"attributions.{format}"):
            with pytest.raises(ValueError, match=r"measures and no articles; open its folder with open_tables\(\)"):
                read_corpus(path)
        (tmp_path / "a.txt").write_text("Un mot.", "utf-8")
        corpus = read_corpus(tmp_path)
        assert [a.id for a in corpus] == ["a"] and corpus.n_records == 3
        rejected = corpus.audit[corpus.audit["outcome"] == "rejected"]
        assert rejected[["source", "reason"]].values.tolist() == [
            ["t/NOTES.md", "unreadable_file"],
            ["t", "unreadable_file"],
        ]

    def test_a_file_of_ones_own_named_articles_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "articles.csv").write_text("id,text\n1,Un.\n", "utf-8")
        (tmp_path / "terms.csv").write_text("id,text\n2,Deux.\n", "utf-8")
        assert [a.text for a in read_corpus(tmp_path)] == ["Un.", "Deux."]


class TestArchives:
    def test_every_file_is_read_or_accounted_for(self, tmp_path: Path) -> None:
        members = {
            "b/2.txt": "date 2022 Deux.",
            "a.csv": "id,text\n1,Un.\n",
            "c.png": b"\x89PNG",
            "__MACOSX/b/._2.txt": b"\x00\x05",
            ".DS_Store": b"\x00",
            "inner.zip": zipped({"x.txt": "X."}),
            "vide.csv": "id,text\n",
        }
        (tmp_path / "z.zip").write_bytes(zipped(members))
        corpus = read_corpus(tmp_path / "z.zip")
        assert [(a.id, a.text) for a in corpus] == [("1", "Un."), ("z/b/2", "Deux.")]
        rejected = corpus.audit[corpus.audit["outcome"] == "rejected"].set_index("source")["reason"].to_dict()
        unread = {"z.zip/c.png": "unreadable_file", "z.zip/inner.zip": "unreadable_file", "z.zip/vide.csv": "no_record"}
        assert rejected == unread

    def test_damage(self, tmp_path: Path) -> None:
        good = zipped({"a.txt": "Un mot que nul ne lira.", "b.txt": "Deux."})
        place = good.index(b"nul ne")
        (tmp_path / "bad.zip").write_bytes(good[:place] + b"NUL" + good[place + 3 :])
        corpus = read_corpus(tmp_path / "bad.zip")
        assert [a.text for a in corpus] == ["Deux."] and reasons(corpus)[0] == "unreadable_file"
        (tmp_path / "cut.zip").write_bytes(good[:40])
        with pytest.raises(ValueError, match="damaged zip"):
            read_corpus(tmp_path / "cut.zip")
        (tmp_path / "empty.zip").write_bytes(zipped({}))
        with pytest.raises(ValueError, match="archive without files"):
            read_corpus(tmp_path / "empty.zip")


class TestNumbersAsDates:
    @pytest.mark.parametrize(
        ("written", "iso", "problem"),
        [
            ("2022.0", "2022", None),
            (2022.0, "2022", None),
            ("20221223.0", "2022-12-23", None),
            ("202212", "2022-12", None),
            ("200112", None, "ambiguous_date"),
            ("202213", None, "unreadable_date"),
            ("44573", "2022-01-12", "serial_date"),
            (44573.75, "2022-01-12", "serial_date"),
            ("44573.75", "2022-01-12", "serial_date"),
            ("22-01-12", None, "ambiguous_date"),
            ("31-12-99", "1999-12-31", None),
            ("Mis à jour le 13 janvier 2022 à 10h, publié le 12 janvier 2022", "2022-01-12", None),
            ("12345", None, "unreadable_date"),
            ("99999", None, "unreadable_date"),
            (2022.5, None, "unreadable_date"),
            (float("inf"), None, "unreadable_date"),
            (dt.datetime(2022, 1, 12, 23, 59), "2022-01-12", None),
        ],
    )
    def test_each(self, written: object, iso: str | None, problem: str | None) -> None:
        found = read_date(written)
        assert (found.iso, found.problem) == (iso, problem)

    def test_a_column_of_years_that_pandas_made_floats(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("text,year\nUn.,2022.0\nDeux.,\n", "utf-8")
        corpus = read_corpus(tmp_path / "a.csv", outlet=None)
        assert [a.date for a in corpus] == ["2022", None]
        assert "unreadable_date" not in reasons(corpus)

    def test_a_spreadsheet_day_is_told(self) -> None:
        corpus = read_corpus(pd.DataFrame({"text": ["Un."], "outlet": ["A"], "date": [44573]}))
        assert corpus.articles[0].date == "2022-01-12"
        assert corpus.audit[["outcome", "reason", "detail"]].values.tolist() == [["repaired", "serial_date", "44573"]]

    def test_day_and_month_that_nothing_tells_apart_are_never_guessed(self) -> None:
        assert [d.problem for d in read_dates(["12/01/2022", "11/01/2022"])] == ["ambiguous_date"] * 2


@pytest.mark.parametrize("above", ["Export du 3 mars\n\n", '"Rapport, fait par X"\nn = 2\n', "\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_may_have_a_title_above_its_header(tmp_path: Path, above: str, delimiter: str) -> None:
    rows = [["id", "texte", "média"], ["1", "Il neige.", "G"], ["2", "Il pleut."], ["3", "Il vente.", "H"]]
    (tmp_path / "a.csv").write_text(above + "\n".join(map(delimiter.join, rows)), "utf-8")
    corpus = read_corpus(tmp_path / "a.csv")
    assert [(a.id, a.text, a.outlet) for a in corpus] == [("1", "Il neige.", "G"), ("3", "Il vente.", "H")]
    [wrong] = corpus.audit.loc[corpus.audit["reason"] == "wrong_number_of_fields", "detail"]
    assert wrong == f"2 fields, the header has 3, line {above.count(chr(10)) + 3}"


def test_what_programs_leave_in_a_folder_is_no_record_and_other_kinds_are_told_how(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Il neige.", "utf-8")
    for left in ("~$a.docx", "Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / left).write_bytes(b"\0")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    corpus = read_corpus(tmp_path)
    assert (corpus.n_records, len(corpus)) == (2, 1)
    [detail] = corpus.audit.loc[corpus.audit["reason"] == "unreadable_file", "detail"]
    assert detail == "'b.pdf' is of a kind that is not read here (.pdf); save it as .txt (pdftotext does it) or .docx"
    with pytest.raises(ValueError, match=r"\(\.doc\); save it as \.docx"):
        (tmp_path / "c.doc").write_bytes(b"\xd0\xcf")
        read_corpus(tmp_path / "c.doc")


def test_rows_in_which_nothing_stands_are_no_records(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;texte\n1;Il neige.\n;\n; \n2;\n", "utf-8")
    pd.DataFrame({"id": [1, None, 2], "texte": ["Il neige.", None, None]}).to_excel(tmp_path / "b.xlsx", index=False)
    for file in ("a.csv", "b.xlsx"):
        corpus = read_corpus(tmp_path / file)
        assert (corpus.n_records, [a.text for a in corpus]) == (2, ["Il neige."])
        assert "empty_text" in reasons(corpus)


def test_names_of_columns_in_two_levels() -> None:
    table = pd.DataFrame([["A", "2022", "Il neige."]])
    table.columns = pd.MultiIndex.from_tuples([("meta", "outlet"), ("meta", "date"), ("texte", "")])
    [article] = read_corpus(table)
    assert (article.outlet, article.date, article.text) == ("A", "2022", "Il neige.")


def test_a_table_without_a_header_is_asked_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "1;Le Clairon;Il neige sur toute la ville depuis hier soir, dit le maire.\n2;B;Il pleut.\n"
    )
    [detail] = read_corpus(tmp_path / "a.csv").audit["detail"]
    assert detail.endswith("name one with text=; is its first line a header?")


INTERFACES = {
    "guardian": {
        "response": {
            "results": [
                {
                    "id": "world/2022/dec/23/port",
                    "sectionName": "World",
                    "webPublicationDate": "2022-12-23T10:00:00Z",
                    "webTitle": "Snow",
                    "webUrl": "https://www.theguardian.com/port",
                    "fields": {"headline": "Snow", "bodyText": "It snows."},
                }
            ]
        }
    },
    "newsapi": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "The Guardian"},
                "author": "Ann",
                "title": "Snow",
                "description": "…",
                "url": "https://www.theguardian.com/port",
                "publishedAt": "2022-12-23T10:00:00Z",
                "content": "It snows.",
            }
        ],
    },
    "nyt": [
        {
            "_id": "nyt://1",
            "web_url": "https://www.theguardian.com/port",
            "headline": {"main": "Snow", "kicker": None},
            "pub_date": "2022-12-23T10:00:00+0000",
            "source": "The Guardian",
            "text": "It snows.",
        }
    ],
    "event_registry": {
        "articles": {
            "results": [
                {
                    "uri": "71",
                    "lang": "eng",
                    "date": "2022-12-23",
                    "dateTime": "2022-12-23T10:00:00Z",
                    "title": "Snow",
                    "url": "https://www.theguardian.com/port",
                    "body": "It snows.",
                    "eventUri": "eng-1",
                    "source": {"uri": "theguardian.com", "dataType": "news", "title": "The Guardian"},
                }
            ]
        }
    },
    "media_cloud": [
        {
            "stories_id": 7,
            "publish_date": "2022-12-23 10:00:00",
            "title": "Snow",
            "media_name": "The Guardian",
            "url": "https://www.theguardian.com/port",
            "story_text": "It snows.",
        }
    ],
    "gdelt": [
        {
            "DocumentIdentifier": "https://www.theguardian.com/port",
            "SourceCommonName": "The Guardian",
            "seendate": "20221223T100000Z",
            "title": "Snow",
            "text": "It snows.",
        }
    ],
}


@pytest.mark.parametrize("interface", INTERFACES)
def test_what_interfaces_of_news_hand_over(tmp_path: Path, interface: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(INTERFACES[interface]), "utf-8")
    [article] = read_corpus(tmp_path / "a.json")
    assert (article.text, article.title, article.outlet) == ("It snows.", "Snow", "The Guardian")
    assert (article.date, article.url) == ("2022-12-23", "https://www.theguardian.com/port")


def test_the_same_laid_flat_in_a_table() -> None:
    given = json.loads(json.dumps(INTERFACES))
    rows = [given["guardian"]["response"]["results"][0], given["newsapi"]["articles"][0], given["nyt"][0]]
    for row in (*rows, given["event_registry"]["articles"]["results"][0]):
        [article] = read_corpus(pd.json_normalize([row]))
        assert (article.text, article.title, article.outlet) == ("It snows.", "Snow", "The Guardian")
        assert (article.date, article.url) == ("2022-12-23", "https://www.theguardian.com/port")


class TestTablesOfTwoProgramsJoined:
    ROWS = pd.concat(
        [
            pd.DataFrame({"text": ["Il neige."], "date": ["2023-03-12"], "sitename": ["A"], "title": ["Neige"]}),
            pd.DataFrame({"maintext": ["Il pleut."], "date_publish": ["2023-03-13"], "source_domain": ["b.example"]}),
            pd.DataFrame({"text": [""], "maintext": [None], "date": ["2023-03-14"], "sitename": ["C"]}),
        ],
        ignore_index=True,
    )

    def test_an_empty_column_is_stood_in_for(self) -> None:
        corpus = read_corpus(self.ROWS)
        assert [(a.text, a.date, a.outlet, a.title) for a in corpus] == [
            ("Il neige.", "2023-03-12", "A", "Neige"),
            ("Il pleut.", "2023-03-13", "b.example", None),
        ]
        told = corpus.audit[["record", "outcome", "reason"]].values.tolist()
        assert [2, "repaired", "column_instead"] in told and [3, "rejected", "empty_text"] in told
        [detail] = corpus.audit.loc[corpus.audit["reason"] == "column_instead", "detail"]
        assert detail == (
            "maintext for the empty text; source_domain for the empty sitename; date_publish for the empty date"
        )

    def test_a_column_that_was_named_has_no_other(self) -> None:
        corpus = read_corpus(self.ROWS, text="text", outlet="sitename")
        assert [a.text for a in corpus] == ["Il neige."]
        assert "column_instead" not in reasons(read_corpus(self.ROWS[:1]))

    def test_ids_of_two_kinds_do_not_mix_and_an_address_goes_before_another_outlet(self) -> None:
        rows = [
            {"id": "1", "uuid": "x", "text": "Un.", "url": "https://www.lemonde.fr/a", "outlet": "A", "media": "m.jpg"},
            {"id": "", "uuid": "y", "text": "Deux.", "url": "https://www.lemonde.fr/b", "outlet": "", "media": "n.jpg"},
        ]
        corpus = read_corpus(pd.DataFrame(rows))
        assert [a.outlet for a in corpus] == ["A", "Le Monde"]
        assert corpus.articles[1].id not in {"y", ""} and reasons(corpus).count("column_instead") == 0


@pytest.mark.parametrize(
    ("names", "date"),
    [
        (["Titre de l’article", "Contenu", "Nom du support", "Date"], "13 DECEMBRE 2023"),
        (["TITRE", "TEXTE", "SUPPORT", "DATE_PARUTION"], "13/12/2023"),
        (["Titre", "Texte brut", "Titre de presse", "Date de diffusion"], "mer. 13 de\u0301c. 2023"),
        (["title", "Contenu intégral", "Média", "Mise en ligne"], "Publié le 13 décembre 2023 à 6h30"),
        (["Titre de l’article", "Contenu intégral", "Support de presse", "Jour de parution"], "13/12/2023"),
    ],
)
def test_columns_titled_in_french(names: list[str], date: str) -> None:
    corpus = read_corpus(pd.DataFrame([["Neige", "Il neige.", "La Gazette", date]], columns=names))
    assert [(a.title, a.text, a.outlet, a.date) for a in corpus] == [("Neige", "Il neige.", "La Gazette", "2023-12-13")]
    assert corpus.audit.empty


def test_a_column_that_one_file_of_a_folder_has_does_not_cost_the_others_theirs(tmp_path: Path) -> None:
    odd = pd.DataFrame({"Papier": ["La Gazette"], "Sorti": ["2023-12-13"], "texte": ["Il neige."]})
    odd.to_csv(tmp_path / "a.csv", index=False)
    usual = pd.DataFrame({"outlet": ["Le Clairon"], "date": ["2023-12-14"], "text": ["Il pleut."]})
    usual.to_csv(tmp_path / "b.csv", index=False)
    (tmp_path / "c.txt").write_text("Il grêle.", "utf-8")
    corpus = read_corpus(tmp_path, outlet="papier", date="Sorti")
    assert [(a.outlet, a.date) for a in corpus] == [
        ("La Gazette", "2023-12-13"), ("Le Clairon", "2023-12-14"), (None, None)
    ]  # fmt: skip
    [told] = corpus.audit.loc[corpus.audit["reason"] == "column_instead", ["source", "detail"]].values.tolist()
    instead = "outlet for papier, which is not in this file; date for Sorti, which is not in this file"
    assert told == ["b.csv", instead]
    # In one table the named column stays the only one, also where a record lacks it.
    rows = [{"Papier": "La Gazette", "text": "Il neige."}, {"outlet": "Le Clairon", "text": "Il pleut."}]
    assert [a.outlet for a in read_corpus(rows, outlet="Papier")] == ["La Gazette", None]


@pytest.mark.parametrize(
    "written", ["12 fevrier 2023", "12 FÉVRIER 2023", "12 févr. 2023", "12 fe\u0301v 2023", "12-févr-23"]
)
def test_months_are_known_with_and_without_accents(written: str) -> None:
    assert read_date(written).iso == "2023-02-12"
    assert read_date("3 märz 2023").iso == read_date("3 marz 2023").iso == read_date("3 mar 2023").iso == "2023-03-03"


FRONT = """---
title: "La neige : trois écoles"
author: Anne Roux; Paul Petit
url: https://www.gazette.example/2023/a
hostname: gazette.example
sitename: La Gazette
date: 2023-03-12
tags:
  - neige
id: null
---
« Oui », dit Zoé.

Il neige.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fields_between_dashes_above_a_text_are_no_text(tmp_path: Path, end: str) -> None:
    (tmp_path / "2020-01-01 a.txt").write_bytes(FRONT.replace("\n", end).encode())
    corpus = read_corpus(tmp_path)
    [article] = corpus
    assert (article.outlet, article.date, article.title) == ("La Gazette", "2023-03-12", "La neige : trois écoles")
    assert article.url == "https://www.gazette.example/2023/a"
    assert article.text == f"« Oui », dit Zoé.{end}{end}Il neige."
    assert corpus.extra["author"].tolist() == ["Anne Roux; Paul Petit"] and article.id == "2020-01-01 a"
    assert reasons(corpus) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\nIl neige.\n---\nLa maire attend.",
        "---\ntitre: Neige\n---\nIl neige.",
        "---\ntitre: Neige\ndate: 2023\nIl neige.\n---\nEncore.",
        "---\ntitre: Neige\ndate: 2023\nIl neige.",
    ],
)
def test_dashes_in_a_text_are_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert [a.text for a in read_corpus(tmp_path / "a.txt")] == [text]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "La neige ferme trois écoles",
    "datePublished": "2023-03-12T06:30:00+01:00",
    "inLanguage": "fr-FR",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.gazette.example/2023/a"},
    "author": [{"@type": "Person", "name": "Anne Roux"}, {"@type": "Person", "name": "Paul Petit"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "La Gazette", "logo": {"url": "https://x.example/l.png"}},
    "articleBody": "« Oui », dit Zoé.\nIl neige.",
}


def page_of(*scripts: str) -> str:
    data = "".join(f'<script type="application/ld+json" async>{script}</script>' for script in scripts)
    return f"<!DOCTYPE html><html><head><title>Neige</title>{data}</head><body><nav>Menu</nav><p>Lire</p></body></html>"


@pytest.mark.parametrize(
    "wrap", [lambda a: a, lambda a: [{"@type": "WebSite"}, a], lambda a: {"@graph": [{"x": 1}, a]}]
)
def test_the_page_of_a_news_site_that_gives_its_text_whole(tmp_path: Path, wrap: Any) -> None:
    again = json.dumps(wrap(ARTICLE))
    (tmp_path / "a.html").write_text(page_of('{"@type": "damaged', again, again), "utf-8")
    corpus = read_corpus(tmp_path / "a.html")
    [article] = corpus
    assert (article.outlet, article.date, article.lang) == ("La Gazette", "2023-03-12", "fr")
    assert (article.title, article.text) == (ARTICLE["headline"], ARTICLE["articleBody"])
    assert article.url == "https://www.gazette.example/2023/a"
    assert corpus.extra["author"].tolist() == ["Anne Roux; Paul Petit"]
    assert corpus.audit[["outcome", "reason"]].values.tolist() == [["flagged", "from_page"]]


@pytest.mark.parametrize(
    "script", ["{}", json.dumps({**ARTICLE, "articleBody": " … "}), '{"articleBody": ["a"]}', "[" * 9999]
)
def test_the_page_of_a_news_site_without_its_text_says_what_to_do(tmp_path: Path, script: str) -> None:
    (tmp_path / "a.html").write_text(page_of(script), "utf-8")
    with pytest.raises(ValueError, match=r"save the text of the article as \.txt or JSON"):
        read_corpus(tmp_path / "a.html")


def test_the_cost_of_a_page_grows_with_its_length(tmp_path: Path) -> None:
    def cost(n: int) -> int:
        (tmp_path / "a.html").write_text('<html><script type="application/ld+json">' * n, "utf-8")
        return steps(lambda: reasons(read_corpus(tmp_path)))

    cost(10)
    assert cost(400) < 2.5 * cost(200)
