"""What real files hold: two encodings in one, lines torn apart, tables with another suffix, days in names of files."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from costs import steps

from analysis.corpus import Corpus, read_corpus
from analysis.corpus.checks import text_notes
from analysis.corpus.decoding import decode, repair


def write(tmp_path: Path, name: str, data: bytes | str) -> Corpus:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_corpus(tmp_path / name)


def remarks(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.audit["reason"], corpus.audit["detail"], strict=True))


@pytest.mark.parametrize("share", [1, 3, 5])
def test_two_encodings_in_one_table(tmp_path: Path, share: int) -> None:
    texts = [f"L’été à Besançon, n° {n}, « déjà »" for n in range(6)]
    encodings = ["utf-8" if n < share else "cp1252" for n in range(6)]
    lines = [f"{n};{text};G".encode(encoding) for n, (text, encoding) in enumerate(zip(texts, encodings, strict=True))]
    corpus = write(tmp_path, "a.csv", b"\n".join([b"id;text;outlet", *lines]))
    assert [a.text for a in corpus] == texts
    mended = corpus.audit[corpus.audit["reason"] == "undecodable_bytes"]
    assert mended["record"].tolist() == list(range(share + 1, 7))


def test_no_pair_of_letters_of_cp1252_is_taken_for_one_of_utf_8() -> None:
    text = "CAFÉ\xa0: L’ÉTÉ\nDÉJÀ VU, FERMÉ»\nà côté"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_latin_1_is_read_as_what_it_is_meant_for() -> None:
    assert repair(decode("L’été, « œuf »".encode("cp1252"), "latin-1")[0]) == "L’été, « œuf »"


OLD = "texte;journal\n« L’été à Nîmes », où l’on rêve ça et là;Été\nIl neige;Été\n"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_encodings_of_old_systems_are_told_by_the_letters_in_words(tmp_path: Path, encoding: str) -> None:
    table = OLD if encoding == "mac_roman" else OLD.replace("’", "'")
    corpus = write(tmp_path, "a.csv", table.encode(encoding))
    assert [a.text for a in corpus] == [line.split(";")[0] for line in table.splitlines()[1:]]
    assert {a.outlet for a in corpus} == {"Été"}
    assert corpus.audit.loc[corpus.audit["reason"] == "encoding_guessed", "detail"].tolist() == [encoding] * 2
    lines = table.replace("\n", "\r").encode(encoding)
    assert [a.text for a in write(tmp_path, "b.csv", lines)] == [a.text for a in corpus]


@pytest.mark.parametrize(
    "text",
    [
        "“We don’t know,” she said—again. It’s done…",
        "the “word”word",
        "L’ÉTÉ À ÉVREUX : « DÉJÀ ? »",
        "¿Qué pasó? El niño está aquí…",
        "Die Größe der „Straße“ wäre möglich",
        "A situação não é só nossa, é também dos cidadãos",
        "Le cœur, l’œuvre, 3 € – Žižek",
    ],
)
def test_what_is_usual_stays_so(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_one_quotation_mark_is_no_letter(tmp_path: Path) -> None:
    corpus = write(tmp_path, "a.csv", "texte;journal\nIl neige à Nîmes;A\n".encode("mac_roman"))
    assert corpus.articles[0].text == "Il neige à Nîmes"
    given = write(tmp_path, "b.csv", "texte;journal\n“Oui”, a dit Zoé à l’été;A\n".encode("cp1252"))
    assert given.articles[0].text == "“Oui”, a dit Zoé à l’été"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("L\x92été de la mairie", "mojibake"),
        ("Un mot\u200binvisible", "control_characters"),
        (unicodedata.normalize("NFD", "L’été à Arvane"), "decomposed_accents"),
        ("Le gouverne-\nment a dit « nous\nn’avons pas le\nchoix », hier.\nFin.", "broken_lines"),
        ("Le chef de\r\n l’État\r\n est venu, dit\r\n la maire", "broken_lines"),
    ],
)
def test_signs_of_damage_are_told_and_nothing_is_rewritten(text: str, reason: str) -> None:
    corpus = read_corpus([{"text": text, "outlet": "G", "date": "2020"}])
    assert corpus.articles[0].text == text
    assert corpus.audit[["outcome", "reason"]].values.tolist() == [["flagged", reason]]


def test_what_is_no_damage() -> None:
    texts = [
        "Un titre\nde deux lignes\n\nEt le reste de l’article, sur une ligne.\nFin.",
        "« Oui »,\ndit-elle.\nElle part.\nIl neige.\nIl pleut.\niPhone et eBay montent.",
        "Trois choses :\nla neige ;\nla pluie ;\nle vent.",
        "gou\u00adver\u00adne\u00adment",
    ]
    assert read_corpus([{"text": t, "outlet": "G", "date": "2020"} for t in texts]).audit.empty


def test_an_outlet_written_in_several_ways_is_one() -> None:
    names = ["L'Humanité", "L&#39;Humanit&eacute;", "L'Humanite\u0301", "L'Humanité\u00a0 "]
    corpus = read_corpus([{"text": f"Un {n}.", "outlet": name, "date": "2020"} for n, name in enumerate(names)])
    assert {a.outlet for a in corpus} == {"L'Humanité"}
    assert corpus.audit[["record", "reason"]].values.tolist() == [[2, "outlet_mended"], [3, "outlet_mended"]]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2022-01-12_gazette.txt", "2022-01-12"),
        ("gazette 20220112.txt", "2022-01-12"),
        ("gazette_2022.01.12.txt.gz", "2022-01-12"),
        ("2022-13-12.txt", None),
        ("article-20220112345.txt", None),
        ("12-01-2022.txt", None),
        ("20220230.txt", None),
    ],
)
def test_a_day_in_the_name_of_a_file(tmp_path: Path, name: str, date: str | None) -> None:
    corpus = write(tmp_path, name, "Un mot.")
    assert corpus.articles[0].date == date
    assert ("date_from_name" in remarks(corpus)) == (date is not None)
    own = write(tmp_path, name, "date 2020-05 Un mot.")
    assert own.articles[0].date == "2020-05" and "date_from_name" not in remarks(own)


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_a_table_saved_as_text(tmp_path: Path, delimiter: str) -> None:
    rows = [["Titre", "Texte", "Média"], ["A", "Il neige.", "La Gazette"], ["B", "Il pleut.", "Le Courrier"]]
    corpus = write(tmp_path, "a.txt", "\r\n".join(delimiter.join(row) for row in rows))
    assert [(a.title, a.text, a.outlet) for a in corpus] == [(r[0], r[1], r[2]) for r in rows[1:]]
    prose = "Texte, titre et image : tout a changé.\nIl neige."
    assert write(tmp_path, "b.txt", prose).articles[0].text == prose


def test_a_page_and_json_saved_as_text(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><article><span class='DocPublicationName'>G</span><div class='DocText'>{}</div></article>"
    )
    assert [(a.text, a.outlet) for a in write(tmp_path, "a.txt", page.format("Il neige."))] == [("Il neige.", "G")]
    other = "<html><p>Il neige.</p></html>"
    assert write(tmp_path, "b.txt", other).articles[0].text == other
    lines = '{"text": "Un."}\n{"text": "Deux."}\n'
    assert [a.text for a in write(tmp_path, "c.txt", lines)] == ["Un.", "Deux."]
    assert [a.text for a in write(tmp_path, "d.txt", '[\n {"text": "Un."}\n]')] == ["Un."]
    for prose in ("[Mis à jour] Il neige.", "[1] Il neige.", "{"):
        assert write(tmp_path, "e.txt", f"{prose} Fin.").articles[0].text == f"{prose} Fin."


@pytest.mark.parametrize(("text", "cut"), [("a" * 32_767, True), ("é" * 32_767, True), ("é" * 32_767 + "a", True)])
def test_a_text_as_long_as_a_cell_can_hold_is_cut(text: str, cut: bool) -> None:
    for written, told in ((text, cut), (text + "aa", False)):
        corpus = read_corpus([{"text": written, "outlet": "G", "date": "2020"}])
        assert ("truncated" in remarks(corpus)) == told


def test_line_breaks_as_excel_writes_them(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="spreadsheets need the extra `ingest`")
    table = pd.DataFrame({"text": ["Un._x000D_\nDeux._x000D_\n_x20AC_"], "outlet": ["G"], "date": ["2020"]})
    table.to_excel(tmp_path / "a.xlsx", index=False)
    assert read_corpus(tmp_path / "a.xlsx").articles[0].text == "Un.\r\nDeux.\r\n_x20AC_"


def test_old_line_ends(tmp_path: Path) -> None:
    text = "date 2022-12 Un.\rSource: https://lemonde.fr/a\r\rdate 2023-01-05\rDeux.\rSource: https://nytimes.com/b\r"
    assert [(a.text, a.outlet) for a in write(tmp_path, "a.txt", text)] == [
        ("Un.", "Le Monde"),
        ("Deux.", "New York Times"),
    ]


def test_days_a_foreign_spreadsheet_took_for_months() -> None:
    dates: list[object] = [dt.datetime(2022, 12, day) for day in range(1, 6)]
    written = [f"{day}/01/2022" for day in range(20, 25)]
    rows = [{"text": f"Un {n}.", "outlet": "G", "date": date} for n, date in enumerate([*dates, *written])]
    corpus = read_corpus(pd.DataFrame(rows))
    assert [a.date for a in corpus][4:6] == ["2022-12-05", "2022-01-20"]
    assert corpus.audit[["record", "reason"]].values.tolist() == [[n, "swapped_date"] for n in range(1, 6)]
    sure = read_corpus(pd.DataFrame([*rows, {"text": "Un.", "outlet": "G", "date": dt.datetime(2022, 1, 30)}]))
    assert sure.audit.empty


def test_nul_bytes_and_headers_twice(tmp_path: Path) -> None:
    data = b"text,text,outlet\nUn mot\x00 de plus, ici" + b" et encore" * 9 + b",Deux,G\n"
    corpus = write(tmp_path, "a.csv", data.replace(b"plus, ici", b"plus ici"))
    assert corpus.extra["text.2"].tolist() == ["Deux"]
    assert "control_characters" in remarks(corpus)


@pytest.mark.parametrize("kind", ["unclosed", "nested", "foot"])
def test_the_cost_of_a_hostile_file_grows_with_its_length(tmp_path: Path, kind: str) -> None:
    def cost(n: int) -> int:
        text = {
            "unclosed": "<article><span class='DocPublicationName'>A</span>" + "<b>" * n + "Un." + "</i>" * n,
            "nested": "<div class='article frArticle'>" * n,
            "foot": "12 janvier 2022\nTitre\n\nLENGTH: 3 words\n\n"
            + "LANGUE: a\n\nUn mot.\n\n" * n
            + "End of Document",
        }[kind]
        path = tmp_path / ("a.txt" if kind == "foot" else "a.html")
        path.write_text(text, "utf-8")
        return steps(lambda: read_corpus(path))

    cost(10)
    assert cost(400) < 2.5 * cost(200)


def test_the_cost_of_one_id_for_all_grows_with_the_number_of_records() -> None:
    def cost(n: int) -> int:
        rows = [{"id": "export", "text": f"Il neige {k}."} for k in range(n)]
        return steps(lambda: read_corpus([*rows, rows[-1]]))

    cost(10)
    assert cost(800) < 2.5 * cost(400)


def test_one_id_for_several_texts_is_numbered_and_the_same_text_is_left_out() -> None:
    rows = [("a", "Un."), ("a", "Deux."), ("a-2", "Trois."), ("a", "Deux."), ("a-2", "Deux."), ("a", "Trois.")]
    corpus = read_corpus([{"id": id, "text": text} for id, text in rows])
    assert [(a.id, a.text) for a in corpus] == [
        ("a", "Un."), ("a-2", "Deux."), ("a-2-2", "Trois."), ("a-3", "Trois."),
    ]  # fmt: skip
    rejected = corpus.audit[corpus.audit["outcome"] == "rejected"]
    assert rejected[["record", "reason", "detail"]].values.tolist() == [
        [4, "duplicate_id", "as article a-2"], [5, "duplicate_id", "as article a-2"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "notice",
    [
        "Nous utilisons des cookies pour mesurer l'audience. Continuer sans accepter.", "We use cookies to improve.",
        "Gérer les cookies", "Accept all cookies", "Utilizamos cookies propias.", "Alle Cookies akzeptieren",
    ],
)  # fmt: skip
def test_what_a_page_says_of_cookies_is_told_at_either_end(notice: str) -> None:
    story = "Il neige sur la ville. La maire a fermé trois écoles et demande du sel. " * 20
    texts = [f"{notice}\n{story}", f"{story}\n{notice}", f"{story}\n{notice}\n{story}", f"{story} Un cookie au beurre."]
    corpus = read_corpus([{"id": str(n), "text": text} for n, text in enumerate(texts)])
    told = corpus.audit[corpus.audit["reason"] == "consent_notice"]
    assert told["id"].tolist() == ["0", "1"] and set(told["outcome"]) == {"flagged"}
    assert all("cookie" in detail.lower() for detail in told["detail"])
    assert [article.text for article in corpus] == texts


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Elle a dit : « Il neige. Puis elle est partie.", "1 passage, from character 13"),
        ("“It snows. “It rains”, he said.\n\nShe said, “Go", "2 passages, from characters 0, 43"),
        ("Il parle d’un «retard« ancien.", "1 passage, from character 14"),
        ('He said: "It snows.', "1 passage, from character 9"),
        ("Elle a dit : &laquo; Il neige.", "1 passage, from character 13"),
    ],
)
def test_a_quotation_mark_that_nothing_closes_is_told_with_its_place(text: str, detail: str) -> None:
    corpus = read_corpus([{"text": text, "outlet": "A", "date": "2022"}])
    assert remarks(corpus)["unclosed_quotation"] == detail
    assert len(corpus.without("unclosed_quotation")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "« Il neige », dit-elle. « Il « pleut » », dit-il.",
        "Elle dit : « Un.\n« Deux.\n« Trois. »",  # each paragraph opens the quotation anew
        "Elle dit : « Un.\n\nDeux. » Fin.",
        "« Un point\n« Deux points\n« Trois points",  # marks before the items of a list
        'Un écran de 27" et un autre, a 27"x14" one for a man of 5\'10".',
        "Rock 'n' roll, les '90s, l'été, ‘em, the dogs’ bowls.",
        "Il l'a dit. “\n\nFin.",
        "» Lire aussi : la neige\n» La pluie",
    ],
)
def test_marks_that_open_no_passage_are_not_told(text: str) -> None:
    assert "unclosed_quotation" not in remarks(read_corpus([{"text": text, "outlet": "A", "date": "2022"}]))


def test_of_many_marks_that_nothing_closes_the_first_are_placed() -> None:
    corpus = read_corpus([{"text": "Il dit : « Non.\n\n" * 12, "outlet": "A", "date": "2022"}])
    assert remarks(corpus)["unclosed_quotation"].startswith("12 passages, from characters 9, 26, ")
    assert remarks(corpus)["unclosed_quotation"].endswith(", 162 and 2 more")


def test_a_table_that_was_cut_off_inside_a_long_text_is_one_record_that_is_lost(tmp_path: Path) -> None:
    lines = "".join(f"Ligne {n}, et {n + 1}.\n" for n in range(200))
    corpus = write(tmp_path, "a.csv", f'id,outlet,text\n1,A,Un mot.\n2,A,"{lines}')
    assert [a.text for a in corpus] == ["Un mot."] and corpus.n_records == 2
    assert remarks(corpus)["malformed_csv"] == "unexpected end of data, lines 3 to 202"
    # A mark that opens nothing in a table without quoting costs no line.
    whole = write(tmp_path, "b.csv", "id;outlet;text\n" + "".join(f'{n};A;"Mot {n} dit\n' for n in range(20)))
    assert len(whole) == whole.n_records == 20


CUT = """Il neige […]|Il neige (...)|Il neige [+1234 chars]|Il neige...|Il neige…|LIRE LA SUITE|Découvrir la suite|
Il vous reste 62.5 % de cet article à lire|La suite de cet article est réservée aux abonnés|RÉSERVÉ AUX ABONNÉS|
Contenu réservé à nos abonnés|Abonnez-vous pour lire|Connectez-vous pour accéder|Continue reading|READ MORE|
Read the full story|Sign in to keep reading|Subscribe to unlock|Log in to read|Register to continue|
For subscribers only|This story is reserved for our subscribers|Sigue leyendo|
Leer más|Solo para suscriptores|Exclusivo para subscriptores|
Suscríbete para leer|WEITERLESEN|Nur für Abonnenten|Jetzt abonnieren|Jetzt weiterlesen"""


@pytest.mark.parametrize("end", [end.strip() for end in CUT.split("|")])
def test_every_sign_of_a_missing_end_is_seen(end: str) -> None:
    assert [reason for reason, _ in text_notes(f"La mairie attend le dégel depuis lundi.\n{end}")] == ["truncated"]


@pytest.mark.parametrize(
    "text",
    [
        "404 Not Found", "Just a moment... Enable JavaScript and cookies to continue", "Page introuvable",
        "Access Denied", "Verify you are human", "Página no encontrada", "Seite nicht gefunden", "Erreur 404",
    ],
)  # fmt: skip
def test_what_a_server_says_in_place_of_an_article_is_told(text: str) -> None:
    assert [reason for reason, _ in text_notes(text)] == ["stub"]
    assert list(text_notes("La préfecture a maintenu l'accès interdit aux camions sur le pont.")) == []
    article = "La mairie a publié son rapport sur le port, qui compte douze quais et trois grues. " * 6
    assert list(text_notes(article + text)) == []


def test_names_of_columns_in_the_middle_of_a_table_are_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("outlet,text\nA,Il neige.\noutlet, text\nA,Il pleut.\n", "utf-8")
    corpus = read_corpus(path)
    assert [article.text for article in corpus] == ["Il neige.", "Il pleut."]
    told = corpus.audit[corpus.audit["outcome"] == "rejected"]
    assert told[["record", "reason", "detail"]].values.tolist() == [[2, "header_repeated", "line 3"]]
