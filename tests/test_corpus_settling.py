"""What the other records, the folder or the reader tell of a record: outlets, dates, ids, values for all."""

from __future__ import annotations

import datetime as dt
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analysis import measure
from analysis.corpus import Corpus, read_corpus
from analysis.records import Article

FRENCH = "La mairie a décidé hier soir de fermer les trois écoles du village, faute de chauffage et de moyens. " * 2
ENGLISH = "The council decided last night to close the three schools of the village for want of heating and money. " * 2


def named(*outlets: str) -> Corpus:
    return read_corpus([{"text": f"Un {n}.", "outlet": outlet, "date": "2020"} for n, outlet in enumerate(outlets)])


def dated(*dates: object, text: str = FRENCH, **options: bool) -> Corpus:
    rows = [{"id": f"a{n}", "text": f"{text}{n}", "outlet": "G", "date": date} for n, date in enumerate(dates)]
    return read_corpus(rows, **options)


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"date 2020 Texte {name}", "utf-8")
    return tmp_path


def test_an_outlet_spelled_in_several_ways_is_one_and_each_is_told() -> None:
    corpus = named("LE MONDE", "LE MONDE", "Le Monde", "le monde", "Le Monde.fr", "Le Courrier")
    assert [a.outlet for a in corpus] == ["Le Monde"] * 5 + ["Le Courrier"]
    assert corpus.audit[["record", "outcome", "reason", "detail"]].values.tolist() == [
        [n, "repaired", "outlet_mended", f"{name!r} is Le Monde"]
        for n, name in ((1, "LE MONDE"), (2, "LE MONDE"), (4, "le monde"), (5, "Le Monde.fr"))
    ]


@pytest.mark.parametrize(
    ("written", "one"),
    [
        (["La Gazette d’Arvane", "LA GAZETTE D'ARVANE", "La Gazette d’Arvane"], "La Gazette d’Arvane"),
        (["L'Echo du port", "L'Écho du port", "L'Écho du port", "L’écho-du-port"], "L'Écho du port"),
        (["gazette-arvane.fr", "gazette-arvane.fr", "Gazette Arvane"], "Gazette Arvane"),
        (["LIBERATION", "Liberation"], "Libération"),
    ],
)
def test_the_spelling_that_is_taken(written: list[str], one: str) -> None:
    assert {a.outlet for a in named(*written)} == {one}


@pytest.mark.parametrize(
    "written",
    [
        ["Canal", "Canal+"],
        ["Slate", "Slate.fr"],
        ["gazette.fr", "gazette.be"],
        ["Le Matin", "Le Matin (Maroc)"],
        ["?", "!"],
    ],
)
def test_names_that_are_two_stay_two(written: list[str]) -> None:
    assert [a.outlet for a in named(*written)] == written


def test_one_spelling_is_left_as_it_is() -> None:
    assert [a.outlet for a in named("LE MONDE", "LE MONDE")] == ["LE MONDE"] * 2
    assert named("LE MONDE", "LE MONDE").audit.empty


def test_an_id_made_from_the_text_does_not_depend_on_how_others_spell_the_outlet() -> None:
    alone = read_corpus([{"text": "Un.", "outlet": "le monde"}]).articles[0].id
    beside = read_corpus([{"text": "Un.", "outlet": "le monde"}, {"text": "Deux.", "outlet": "Le Monde"}]).articles[0]
    assert (beside.id, beside.outlet) == (alone, "Le Monde")


def test_the_outlet_is_that_of_the_folder_where_nothing_else_tells(tmp_path: Path) -> None:
    folder(tmp_path, "La Gazette/a.txt", "Le_Phare/b.txt", "c.txt")
    (tmp_path / "La Gazette" / "d.csv").write_text("texte,journal\nIl neige.,Le Courrier\nIl pleut.,\n", "utf-8")
    corpus = read_corpus(tmp_path)
    assert [a.outlet for a in corpus] == ["La Gazette", "Le Courrier", "La Gazette", "Le Phare", None]
    rows = corpus.audit[corpus.audit["reason"].isin(["outlet_from_folder", "no_outlet"])]
    assert rows[["source", "outcome", "detail"]].values.tolist()[:3] == [
        ["La Gazette/a.txt", "repaired", "La Gazette"],
        ["La Gazette/d.csv", "repaired", "La Gazette"],
        ["Le_Phare/b.txt", "repaired", "Le Phare"],
    ]
    assert "outlet=" in rows["detail"].iloc[-1] and "fill={'outlet': …}" in rows["detail"].iloc[-1]


@pytest.mark.parametrize(
    ("names", "outlets"),
    [
        (["texts/a.txt", "texts/b.txt"], [None, None]),
        (["le monde/a.txt"], ["Le Monde"]),
        (["lemonde.fr/2021/a.txt", "lemonde.fr/2022/b.txt"], ["Le Monde", "Le Monde"]),
        (["2021/a.txt", "2022/b.txt"], [None, None]),
        (["2021/Gazette/a.txt", "2022/Phare/b.txt"], ["Gazette", "Phare"]),
        (["x/Gazette/1/a.txt", "x/Phare/2/b.txt"], ["Gazette", "Phare"]),
    ],
)
def test_which_folder_is_an_outlet(tmp_path: Path, names: list[str], outlets: list[str | None]) -> None:
    assert [a.outlet for a in read_corpus(folder(tmp_path, *names))] == outlets


def test_the_folders_of_an_archive_are_outlets_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in ("Gazette/a.txt", "Phare/a.txt"):
            archive.writestr(f"press/{name}", f"Texte {name}")
    assert [a.outlet for a in read_corpus(tmp_path / "z.zip")] == ["Gazette", "Phare"]


def test_ids_from_names_of_files_are_those_of_any_system(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "été à Sète.txt")).write_text("Il fait beau.", "utf-8")
    assert [a.id for a in read_corpus(tmp_path)] == [unicodedata.normalize("NFC", "été à Sète")]


def test_folders_of_a_table_in_parts_are_columns(tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {
            "text": [f"Il neige {n}." for n in range(4)],
            "outlet": ["Le Phare", "La Gazette", "Le Phare", None],
            "month": ["2023-03", "2023-04", "2023-03", "2023-03"],
        }
    )
    rows.to_parquet(tmp_path / "table", partition_cols=["month", "outlet"])
    (tmp_path / "table" / "_SUCCESS").write_text("")
    corpus = read_corpus(tmp_path / "table")
    assert (len(corpus), corpus.n_records) == (4, 4)
    assert {a.text: (a.outlet, corpus.extra.loc[a.id, "month"]) for a in corpus} == {
        "Il neige 0.": ("Le Phare", "2023-03"),
        "Il neige 1.": ("La Gazette", "2023-04"),
        "Il neige 2.": ("Le Phare", "2023-03"),
        "Il neige 3.": (None, "2023-03"),
    }
    # What the file itself tells goes before.
    (tmp_path / "own" / "outlet=A").mkdir(parents=True)
    (tmp_path / "own" / "outlet=A" / "a.csv").write_text("texte;outlet\nIl vente.;B\n", "utf-8")
    assert [a.outlet for a in read_corpus(tmp_path / "own")] == ["B"]


def test_names_inside_archives_of_a_mac_and_of_windows(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, text in (("Écho/été.txt", "Il fait beau."), ("Le Phare/b.txt", "Il neige.")):
            archive.writestr(name, text)
    data = (tmp_path / "a.zip").read_bytes()
    # As Archive Utility and the Explorer write them: no flag of UTF-8, and a backslash.
    data = data.replace(b"Le Phare/b.txt", b"Le Phare\\b.txt")
    flagged = zipfile.ZipFile(tmp_path / "a.zip").infolist()[0].flag_bits
    assert flagged & 0x800
    data = data.replace(b"\x14\x00" + flagged.to_bytes(2, "little"), b"\x14\x00\x00\x00")
    (tmp_path / "b.zip").write_bytes(data)
    assert zipfile.ZipFile(tmp_path / "b.zip").namelist()[0] != "Écho/été.txt"
    articles = list(read_corpus(tmp_path / "b.zip"))
    assert {(a.id, a.outlet) for a in articles} == {("b/Écho/été", "Écho"), ("b/Le Phare/b", "Le Phare")}


def test_values_for_all_that_lack_one() -> None:
    rows = [{"text": "Un."}, {"text": "Deux.", "outlet": "Le Phare", "lang": "en", "date": "2021"}]
    corpus = read_corpus(rows, fill={"outlet": "La Gazette", "lang": "French", "date": "mars 2020", "event": "e"})
    assert [(a.outlet, a.lang, a.date, a.event) for a in corpus] == [
        ("La Gazette", "fr", "2020-03", "e"),
        ("Le Phare", "en", "2021", "e"),
    ]
    assert corpus.audit[["record", "outcome", "reason"]].values.tolist() == [[1, "repaired", "filled"]] * 4 + [
        [2, "repaired", "filled"]
    ]


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ({"text": "Un."}, "fill={'text': 'Un.'}: what can be given to all articles is outlet, date, lang, event"),
        ({"outlet": " "}, "fill={'outlet': ''} is empty"),
        ({"lang": "klingon"}, "fill={'lang': 'klingon'} is no language; give a code such as fr"),
        ({"date": "hier"}, "fill={'date': 'hier'} is no date; give one like 2022-12-23"),
    ],
)
def test_a_value_that_cannot_be_given_is_named(fill: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_corpus([{"text": "Un."}], fill=fill)


def test_an_outlet_in_the_place_of_a_column_says_how_to_give_it() -> None:
    with pytest.raises(ValueError, match=r"there are text; to give it to all, fill=\{'outlet': 'La Gazette'\}"):
        read_corpus([{"text": "Un."}], outlet="La Gazette")


def test_day_or_month_first_as_the_reader_says() -> None:
    for first, iso in ((True, ["2022-04-03", "2022-06-05"]), (False, ["2022-03-04", "2022-05-06"])):
        corpus = dated("03/04/2022", "05/06/2022", text=ENGLISH, dayfirst=first)
        assert [a.date for a in corpus] == iso and corpus.audit.empty
    # What the column tells itself goes before.
    assert dated("03/04/2022", "25/04/2022", text=ENGLISH, dayfirst=False).articles[0].date == "2022-04-03"


def test_a_date_that_could_be_two_says_how_to_have_it_read() -> None:
    corpus = dated("03/04/2022", "22-01-12", text=ENGLISH)
    assert [a.date for a in corpus] == [None, None]
    assert corpus.audit["detail"].tolist() == ["03/04/2022; say dayfirst=True or dayfirst=False", "22-01-12"]


def test_the_language_tells_the_order_where_nothing_else_does() -> None:
    corpus = dated("03/04/2022", "2022-05-06", "05/06/2022")
    assert [a.date for a in corpus] == ["2022-04-03", "2022-05-06", "2022-06-05"]
    assert corpus.audit[["record", "outcome", "reason"]].values.tolist() == [
        [1, "repaired", "date_by_language"],
        [3, "repaired", "date_by_language"],
    ]
    assert corpus.audit["detail"][0] == "03/04/2022 is 2022-04-03, as in fr; else dayfirst=False"
    assert dated("03/04/2022", dayfirst=False).articles[0].date == "2022-03-04"


def test_the_language_tells_nothing_against_the_column() -> None:
    assert dated("03/04/2022", "04/25/2022").articles[0].date == "2022-03-04"
    assert dated("03/04/2022", "04/25/2022", "25/04/2022").articles[0].date is None
    # Ten days of December, month first, are not the twelfth of ten months.
    assert {a.date for a in dated(*(f"12/{day:02}/2018" for day in range(1, 11)))} == {None}


@pytest.mark.parametrize(
    ("ids", "read"),
    [
        (["7.0", "8.0", ""], ["7", "8"]),
        (["7.00", "8.0"], ["7", "8"]),
        (["7.0", "8.0", "x3"], ["7.0", "8.0", "x3"]),
        (["1.0", "1.1", "1"], ["1.0", "1.1", "1"]),
    ],
)
def test_ids_that_a_table_took_for_decimal_numbers(tmp_path: Path, ids: list[str], read: list[str]) -> None:
    rows = "".join(f"{id},Un {n}.\n" for n, id in enumerate(ids))
    (tmp_path / "a.csv").write_text(f"id,text\n{rows}", "utf-8")
    assert [a.id for a in read_corpus(tmp_path / "a.csv")][: len(read)] == read
    table = pd.read_csv(tmp_path / "a.csv")
    if "x3" not in ids and "1.1" not in ids:
        assert [a.id for a in read_corpus(table)] == [a.id for a in read_corpus(tmp_path / "a.csv")]
    assert [a.id for a in read_corpus([Article("7.0", "Un.")])] == ["7.0"]


@pytest.mark.parametrize("corrected", ["7", "7.0", "7.00", 7, 7.0])
@pytest.mark.parametrize("ids", [[7.0, None], ["7.0", "x3"], ["7", "8"]])
def test_a_correction_finds_its_article_however_a_table_writes_the_number(
    tmp_path: Path, corrected: object, ids: list[object]
) -> None:
    texts = ["« Nous partons », a dit Anne Martin.", "Il neige."]
    pd.DataFrame({"id": ids, "text": texts}).to_csv(tmp_path / "a.csv", index=False)
    fix = pd.DataFrame([{"article_id": corrected, "field": "speaker", "value": "Zoé Roux", "passage": "Nous partons"}])
    fix.to_csv(tmp_path / "c.csv", index=False)
    for source in (tmp_path / "a.csv", pd.DataFrame({"id": ids, "text": texts})):
        for corrections in (tmp_path / "c.csv", fix):
            tables = measure(source, corrections=corrections, aspects=(), terms=False)
            assert tables.attributions["speaker"].tolist() == ["Zoé Roux"]
            assert "corrected by hand" in set(tables.audit["reason"])


def test_a_date_to_come_is_remarked_and_kept() -> None:
    today = dt.date.today()
    soon, later = today + dt.timedelta(days=1), today + dt.timedelta(days=40)
    corpus = dated("23/12/2071", "2071", today.isoformat(), soon, later.isoformat(), f"{today:%Y-%m}", str(today.year))
    assert [a.date for a in corpus][:2] == ["2071-12-23", "2071"]
    assert corpus.audit[["id", "outcome", "reason", "detail"]].values.tolist() == [
        ["a0", "flagged", "future_date", "2071-12-23"],
        ["a1", "flagged", "future_date", "2071"],
        ["a4", "flagged", "future_date", later.isoformat()],
    ]


@pytest.mark.parametrize(
    ("spellings", "outlet"),
    [
        (["Le Monde", "Monde (Le)", "Monde, Le", "LE MONDE"], "Le Monde"),
        (["Gazette d'Arvane (La)", "Gazette d'Arvane (La)", "La Gazette d'Arvane"], "La Gazette d'Arvane"),
        (["Express (L’)", "L'Express"], "L'Express"),
        (["Arvane Times, The", "The Arvane Times"], "The Arvane Times"),
    ],
)
def test_an_article_behind_the_name_of_an_outlet_is_that_in_front_of_it(spellings: list[str], outlet: str) -> None:
    corpus = read_corpus([{"text": f"Il neige, {n}.", "outlet": name} for n, name in enumerate(spellings)])
    assert {article.outlet for article in corpus} == {outlet}
    # The edition of a town is another outlet.
    both = read_corpus([{"text": "Un.", "outlet": "Le Phare"}, {"text": "Deux.", "outlet": "Le Phare (Arvane)"}])
    assert [article.outlet for article in both] == ["Le Phare", "Le Phare (Arvane)"]


def test_an_outlet_is_named_as_other_records_of_its_domain_name_it() -> None:
    def row(n: int, outlet: str | None, host: str) -> dict[str, str | None]:
        return {"text": f"Texte {n}.", "outlet": outlet, "url": f"https://www.{host}/{n}", "date": "2023"}

    told = [row(n, "LE PHARE" if n else "Le Phare", "phare.example") for n in range(3)]
    several = [row(n, f"Journal {n % 2}", "kiosque.example") for n in range(3, 9)]
    few = [row(n, "La Gazette", "gazette.example") for n in range(9, 11)]
    lost = [row(11, None, "phare.example"), row(12, None, "kiosque.example"), row(13, "", "gazette.example")]
    corpus = read_corpus([*told, *several, *few, *lost])
    assert [article.outlet for article in corpus][-3:] == [
        corpus.articles[0].outlet,
        "kiosque.example",
        "gazette.example",
    ]
    named = corpus.audit[corpus.audit["reason"] == "outlet_from_others"]
    assert named["record"].tolist() == [12] and named["detail"].tolist() == [
        f"{corpus.articles[0].outlet}, as 3 records of phare.example"
    ]
    assert corpus.audit.loc[corpus.audit["reason"] == "unlisted_host", "record"].tolist() == [13, 14]
    # What others say does not change an id.
    assert read_corpus(lost[:1]).articles[0].id == corpus.articles[-3].id


def test_feeds_name_outlets_and_their_html_is_text() -> None:
    rows = [
        {"feed": {"title": "Le Phare", "url": "x"}, "content_html": "<p>Il neige.</p>", "link": "https://a.example/1"}
    ]
    [article] = read_corpus(rows, strip_tags=True)
    assert (article.outlet, article.text) == ("Le Phare", "Il neige.")


def test_a_column_that_may_be_the_text_is_named_where_none_is_known() -> None:
    corpus = read_corpus([{"journal": "A", "contenu long": "Il neige sur le port. " * 10}])
    assert (
        corpus.audit["detail"].tolist()[0].endswith("name one with text= (the longest cell stands in 'contenu long')")
    )


@pytest.mark.parametrize(
    ("title", "outlet", "kept", "cut"),
    [
        ("Port to close | World news | The Gazette", "The Gazette", "Port to close", "| World news | The Gazette"),
        ("Le port – un adieu – Le Monde", "LE MONDE", "Le port – un adieu", "– Le Monde"),
        ("Le port ferme, dit Le Monde", "Le Monde", "Le port ferme, dit Le Monde", ""),
        (
            "Ports | a long story of many years | The Gazette",
            "The Gazette",
            "Ports | a long story of many years",
            "| The Gazette",
        ),
    ],
)
def test_the_outlet_at_the_end_of_a_headline_is_cut_off_and_told(title: str, outlet: str, kept: str, cut: str) -> None:
    rows = [{"text": "Le port fermera.", "title": title, "outlet": outlet}]
    corpus = read_corpus(pd.DataFrame(rows))
    assert [a.title for a in corpus] == [kept]
    told = corpus.audit.query("reason == 'outlet_in_title'")
    assert told["detail"].tolist() == ([repr(cut)] if cut else [])
