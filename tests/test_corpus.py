"""Reading a corpus: every kind of file, every encoding, and an account of every record."""

from __future__ import annotations

import codecs
import gzip
import json
from pathlib import Path

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from beside import SHARED
from costs import steps
from pyarrow import parquet

from analysis.corpus import Corpus, read_corpus
from analysis.corpus.audit import MEASURED, REASONS, advice, reason_name
from analysis.lexicons import load
from analysis.records import Article

CORPORA = SHARED / "corpora"
needs_shared = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora of ../shared are not at hand")

BODY = "« L’été sera long », a prévenu la maire.\nElle n’a pas précisé combien d’œufs coûteront 3 €."
ROWS = [
    {"id": "a1", "outlet": "Gazette", "date": "2022-12-23", "title": "Été", "text": BODY},
    {
        "id": "a2",
        "outlet": "Courrier",
        "date": "2022-12-24",
        "title": None,
        "text": "Il neige; « encore », dit-on.\n\nFin.",
    },
]


def reasons(corpus: Corpus) -> list[str]:
    return corpus.audit["reason"].tolist()


def write_csv(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    pd.DataFrame(ROWS).to_csv(path, index=False, sep=delimiter, encoding=encoding)
    return path


class TestPlainText:
    def test_date_body_and_source(self, tmp_path: Path) -> None:
        path = tmp_path / "rt_2022-12.txt"
        path.write_text(f" date 2022-12 {BODY}\n\nSource: https://francais.rt.com/\n\n", "utf-8")
        [article] = read_corpus(path)
        assert article == Article("rt_2022-12", BODY, "RT France", "2022-12", url="https://francais.rt.com/")

    def test_a_text_with_nothing_around_it_is_kept_and_flagged(self, tmp_path: Path) -> None:
        path = tmp_path / "plain.txt"
        path.write_text("Dates à retenir.\nSource : la mairie", "utf-8")
        corpus = read_corpus(path)
        assert corpus.articles[0].text == "Dates à retenir.\nSource : la mairie"
        assert reasons(corpus) == ["no_outlet", "undated"]

    def test_several_articles_in_one_file(self, tmp_path: Path) -> None:
        path = tmp_path / "two.txt"
        path.write_text(
            "date 2022-12 Un.\nSource: https://lemonde.fr/a\n\ndate 2023-01-05\nDeux.\nSource: https://nytimes.com/b\n",
            "utf-8",
        )
        corpus = read_corpus(path)
        assert [(a.text, a.outlet, a.date) for a in corpus] == [
            ("Un.", "Le Monde", "2022-12"),
            ("Deux.", "New York Times", "2023-01-05"),
        ]

    @pytest.mark.parametrize("sign", ["=====", "-----------\r", "* * *"])
    def test_articles_between_lines_of_signs(self, tmp_path: Path, sign: str) -> None:
        path = tmp_path / "two.txt"
        heads = (
            "date 2022-12-01\nUn.",
            "Titre : Neige\nDate : 2 mars 2023\n\nDeux.",
            "Trois.\nSource: https://a.example/",
        )
        path.write_text(f"\n{sign}\n".join(heads), "utf-8", newline="")
        corpus = read_corpus(path)
        if sign == "* * *":  # stars between the parts of one article
            assert [a.id for a in corpus] == ["two"]
            return
        assert [(a.date, a.title, a.url, a.text) for a in corpus] == [
            ("2022-12-01", None, None, "Un."),
            ("2023-03-02", "Neige", None, "Deux."),
            (None, None, "https://a.example/", "Trois."),
        ]

    def test_lines_of_signs_between_what_nothing_tells_apart_are_remarked(self, tmp_path: Path) -> None:
        path = tmp_path / "one.txt"
        path.write_text("Un.\n==========\nDeux.\n==========\n", "utf-8")
        corpus = read_corpus(path)
        assert [a.id for a in corpus] == ["one"]
        assert corpus.audit.loc[corpus.audit["reason"] == "lines_of_signs", "detail"].tolist() == ["1 line"]

    def test_a_corpus_with_stars_as_iramuteq_reads_it(self, tmp_path: Path) -> None:
        path = tmp_path / "corpus.txt"
        path.write_text(
            "**** *journal_le_phare *date_2023_03_12 *lot_a\r\nUn.\r\n\r\n**** *journal_la_gazette\r\nDeux.", "utf-8"
        )
        corpus = read_corpus(path)
        assert [(a.outlet, a.date, a.text) for a in corpus] == [
            ("le phare", "2023-03-12", "Un."),
            ("la gazette", None, "Deux."),
        ]
        assert corpus.extra["lot"].tolist()[0] == "a"

    @pytest.mark.parametrize(
        "form", ["date 2022-12-{} {}\nSource: https://a.example/{}\n\n", "**** *date_2022-12-{} *lot_{}\n{}\n"]
    )
    def test_a_newer_file_put_before_an_older_one_does_not_change_ids(self, tmp_path: Path, form: str) -> None:
        old, new = (
            "".join(form.format(day, f"Texte {day}.", day) for day in days)
            for days in ("10 11".split(), "12 13 14".split())
        )
        path = tmp_path / "all.txt"
        path.write_text(old, "utf-8")
        before = [a.id for a in read_corpus(path)]
        path.write_text(new + old, "utf-8")
        assert [a.id for a in read_corpus(path)][3:] == before and len(set(before)) == 2

    def test_folder_is_read_in_the_order_of_names_with_its_sub_folders(self, tmp_path: Path) -> None:
        for name in ("b/2.txt", "a/1.txt", "c.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"date 2020 Texte {name}", "utf-8")
        (tmp_path / ".hidden").write_bytes(b"\x00")
        (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
        (tmp_path / "broken.txt.gz").write_bytes(b"\x1f\x8b\x08\x00rubbish")
        corpus = read_corpus(tmp_path)
        assert [article.id for article in corpus] == ["a/1", "b/2", "c"]
        assert corpus.n_records == 5
        rejected = corpus.audit[corpus.audit["outcome"] == "rejected"]
        assert rejected["source"].tolist() == ["broken.txt.gz", "photo.png"]
        assert set(rejected["reason"]) == {"unreadable_file"}

    def test_a_file_of_a_folder_without_a_record_is_accounted_for(self, tmp_path: Path) -> None:
        for name, content in (("a.jsonl", ""), ("b.csv", "id,text\n"), ("c.json", "[]"), ("d.json", " \n")):
            (tmp_path / name).write_text(content, "utf-8")
        (tmp_path / "e.txt").write_text("Un mot.", "utf-8")
        corpus = read_corpus(tmp_path)
        assert [article.id for article in corpus] == ["e"] and corpus.n_records == 5
        rejected = corpus.audit[corpus.audit["outcome"] == "rejected"].set_index("source")["reason"].to_dict()
        assert rejected == {
            "a.jsonl": "unreadable_file", "b.csv": "no_record", "c.json": "no_record", "d.json": "unreadable_file"
        }  # fmt: skip

    def test_bytes_that_are_no_text_are_rejected(self, tmp_path: Path) -> None:
        path = tmp_path / "picture.txt"
        path.write_bytes(bytes(range(256)) * 8)
        corpus = read_corpus(path)
        assert (len(corpus), corpus.n_records, reasons(corpus)) == (0, 1, ["undecodable"])


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
    def test_every_encoding_gives_the_same_letters(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(f"id;text\n1;{BODY.splitlines()[0]}\n2;{BODY.splitlines()[1]}\n".encode(encoding))
        corpus = read_corpus(path)
        assert [article.text for article in corpus] == BODY.splitlines()

    def test_utf_16_with_either_mark(self, tmp_path: Path) -> None:
        for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            (tmp_path / "a.txt").write_bytes(mark + BODY.encode(encoding))
            assert read_corpus(tmp_path / "a.txt").articles[0].text == BODY

    def test_latin_1(self, tmp_path: Path) -> None:
        text = "Déjà l'été à Besançon, où l'on dîne « dehors »."
        (tmp_path / "a.txt").write_bytes(text.encode("latin-1"))
        assert read_corpus(tmp_path / "a.txt").articles[0].text == text

    def test_one_stray_byte_is_mended_where_it_stands(self, tmp_path: Path) -> None:
        good = json.dumps({"id": "1", "text": "Été déjà éternel, où l’on rêve à côté."}, ensure_ascii=False).encode()
        bad = json.dumps({"id": "2", "text": "Un caf@."}).encode().replace(b"@", b"\xe9")
        (tmp_path / "a.jsonl").write_bytes(good + b"\n" + bad + b"\n")
        corpus = read_corpus(tmp_path / "a.jsonl")
        assert [a.text for a in corpus] == ["Été déjà éternel, où l’on rêve à côté.", "Un café."]
        mended = corpus.audit[corpus.audit["reason"] == "undecodable_bytes"]
        assert mended[["record", "id", "outcome"]].values.tolist() == [[2, "2", "repaired"]]

    def test_half_a_surrogate_pair_is_mended(self) -> None:
        corpus = read_corpus([json.loads('{"text": "Bravo \\ud83d !"}')])
        assert corpus.articles[0].text == "Bravo \ufffd !"
        assert {"undecodable_bytes", "replacement_character"} <= set(reasons(corpus))

    def test_a_given_encoding_is_obeyed(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes("Ça coûte 3 €".encode("iso-8859-15"))
        assert read_corpus(tmp_path / "a.txt", encoding="iso-8859-15").articles[0].text == "Ça coûte 3 €"
        with pytest.raises(ValueError, match="encoding='utf-9' is unknown"):
            read_corpus(tmp_path / "a.txt", encoding="utf-9")

    def test_a_byte_order_mark_does_not_hide_the_first_record(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(codecs.BOM_UTF8 + '{"text": "Été."}\n{"text": "Deux."}\n'.encode())
        (tmp_path / "a.csv").write_bytes(codecs.BOM_UTF16_LE + "texte;id\nÉté.;1\n".encode("utf-16-le"))
        assert [a.text for a in read_corpus(tmp_path / "a.jsonl", encoding="utf-8")] == ["Été.", "Deux."]
        assert [a.text for a in read_corpus(tmp_path / "a.csv", encoding="utf-16-le")] == ["Été."]

    def test_damage_from_elsewhere_is_flagged_and_not_rewritten(self) -> None:
        damaged = BODY.encode("utf-8").decode("cp1252", "replace")
        corpus = read_corpus([{"text": damaged, "date": "2020", "outlet": "Gazette"}])
        assert corpus.articles[0].text == damaged
        assert "mojibake" in reasons(corpus)


class TestTables:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("suffix", [".csv", ".tsv", ".csv.gz"])
    def test_delimiters_and_quoted_newlines(self, tmp_path: Path, delimiter: str, suffix: str) -> None:
        corpus = read_corpus(write_csv(tmp_path / f"a{suffix}", delimiter))
        assert [(a.id, a.text, a.title) for a in corpus] == [(r["id"], r["text"], r["title"]) for r in ROWS]
        assert corpus.audit.empty

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
    def test_tables_in_other_encodings(self, tmp_path: Path, encoding: str) -> None:
        assert [a.text for a in read_corpus(write_csv(tmp_path / "a.csv", ";", encoding))] == [r["text"] for r in ROWS]

    def test_huge_field(self, tmp_path: Path) -> None:
        text = "mot " * 100_000
        pd.DataFrame({"text": [text, "court"]}).to_csv(tmp_path / "a.csv", index=False)
        assert read_corpus(tmp_path / "a.csv").articles[0].text == text

    def test_lines_of_the_wrong_width(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("id,text\n1,Un.\n2,Deux, trois.\n3\n4,Quatre.,,\n5,Cinq.\n", "utf-8")
        corpus = read_corpus(tmp_path / "a.csv")
        assert [(a.id, a.text) for a in corpus] == [("1", "Un."), ("4", "Quatre."), ("5", "Cinq.")]
        wrong = corpus.audit[corpus.audit["reason"] == "wrong_number_of_fields"]
        assert wrong["detail"].tolist() == ["3 fields, the header has 2, line 3", "1 field, the header has 2, line 4"]
        assert "trailing_fields" in reasons(corpus)

    def test_quotation_marks_of_the_text_survive_an_unquoted_table(self, tmp_path: Path) -> None:
        lines = ["id\ttext", *(f'{n}\t"Oui", dit-elle, "peut-être" {n}.' for n in range(20))]
        (tmp_path / "a.tsv").write_text("\n".join(lines), "utf-8")
        assert read_corpus(tmp_path / "a.tsv").articles[7].text == '"Oui", dit-elle, "peut-être" 7.'

    def test_backslash_escapes(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text('"id","text"\n"1","\\"Oui\\", dit-elle."\n"2","Non, rien."\n', "utf-8")
        assert [a.text for a in read_corpus(tmp_path / "a.csv")] == ['"Oui", dit-elle.', "Non, rien."]

    def test_a_quotation_mark_that_never_closes_costs_one_record_with_a_reason(self, tmp_path: Path) -> None:
        lines = ["id,text", *(f'{n},"Texte, {n}"' for n in range(60)), '60,"Sans fin, hélas']
        (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
        corpus = read_corpus(tmp_path / "a.csv")
        assert (len(corpus), corpus.n_records) == (60, 61)
        assert "malformed_csv" in reasons(corpus)

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_the_commas_of_a_table_with_one_column_part_nothing(self, tmp_path: Path, end: str) -> None:
        lines = ["Bonjour, monde", "Il neige, il pleut, a dit Anne.", '« Oui »; "non", a-t-elle dit | tard.']
        (tmp_path / "a.csv").write_bytes(end.join(["texte", *lines, ""]).encode())
        assert [a.text for a in read_corpus(tmp_path / "a.csv")] == lines

    def test_two_names_of_a_header_that_make_one_are_two_columns(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("text;body\nUn.;Deux.\n", "utf-8")
        assert read_corpus(tmp_path / "a.csv").extra["body"].tolist() == ["Deux."]
        (tmp_path / "b.csv").write_text("body;text\nUn.;Deux.\n", "utf-8")
        assert read_corpus(tmp_path / "b.csv").articles[0].text == "Deux."

    def test_a_table_with_one_quoted_column_keeps_its_line_breaks(self, tmp_path: Path) -> None:
        texts = ["Un, deux.\n\nTrois; quatre.", 'Elle dit "oui", puis "non".']
        pd.DataFrame({"text": texts}).to_csv(tmp_path / "a.csv", index=False, quoting=1)
        assert [a.text for a in read_corpus(tmp_path / "a.csv")] == texts

    def test_excel_names_its_delimiter(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("sep=;\r\nid;texte\r\n1;Un, deux\r\n", "utf-8")
        assert read_corpus(tmp_path / "a.csv").articles[0].text == "Un, deux"

    @pytest.mark.parametrize("suffix", [".parquet", ".parquet.gz"])
    def test_parquet(self, tmp_path: Path, suffix: str) -> None:
        plain = tmp_path / "plain.parquet"
        pd.DataFrame(ROWS).assign(date=pd.to_datetime([r["date"] for r in ROWS])).to_parquet(plain)
        path = tmp_path / f"a{suffix}"
        path.write_bytes(plain.read_bytes() if suffix == ".parquet" else gzip.compress(plain.read_bytes()))
        corpus = read_corpus(path)
        assert [(a.id, a.text, a.date) for a in corpus] == [(r["id"], r["text"], r["date"]) for r in ROWS]

    def test_spreadsheet_with_two_sheets(self, tmp_path: Path) -> None:
        pytest.importorskip("openpyxl", reason="spreadsheets need the extra `ingest`")
        with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
            pd.DataFrame(ROWS[:1]).to_excel(book, sheet_name="un", index=False)
            pd.DataFrame(ROWS[1:]).to_excel(book, sheet_name="deux", index=False)
        corpus = read_corpus(tmp_path / "a.xlsx")
        assert [a.text for a in corpus] == [r["text"] for r in ROWS]
        assert corpus.origins == (("a.xlsx#un", 1), ("a.xlsx#deux", 1))

    @pytest.mark.parametrize(
        "above", [[], [["Export du 3 mars"]], [["Revue de presse", None], [None, None], ["n = 2"]]]
    )
    def test_a_spreadsheet_may_have_a_title_above_its_header(self, tmp_path: Path, above: list[list[object]]) -> None:
        book = pytest.importorskip("openpyxl", reason="spreadsheets need the extra `ingest`").Workbook()
        cells = [*above, ["Titre", "Texte", None, "an"], ["A", "Un.", "x", 2021], ["B", "Deux.", None, 2022]]
        for row in cells:
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        corpus = read_corpus(tmp_path / "a.xlsx")
        assert [(a.title, a.text, a.date) for a in corpus] == [("A", "Un.", "2021"), ("B", "Deux.", "2022")]
        assert corpus.n_records == 2

    def test_data_frames_of_other_libraries(self) -> None:
        table = pd.DataFrame({"text": ["Un.", "Deux."], "outlet": ["A", "B"], "compute": [1, 2], "to_pandas": [3, 4]})
        for frame in (table, pa.table(table.to_dict("list")), dd.from_pandas(table, npartitions=2)):
            corpus = read_corpus(frame)
            assert [(a.text, a.outlet) for a in corpus] == [("Un.", "A"), ("Deux.", "B")]
            assert corpus.extra["compute"].tolist() == [1, 2]

    def test_data_frame_with_missing_values_of_every_kind(self) -> None:
        table = pd.DataFrame(
            {
                "corps": ["Un.", "Deux.", "Trois.", None, np.nan, pd.NA, "nan"],
                "média": ["Gazette", None, np.nan, pd.NA, "None", "", "A"],
                "parution": [pd.Timestamp("2020-05-01 23:59"), pd.NaT, None, np.nan, pd.NA, "", "nan"],
                "n": range(7),
            }
        )
        corpus = read_corpus(table)
        assert [(a.text, a.outlet, a.date) for a in corpus] == [
            ("Un.", "Gazette", "2020-05-01"),
            ("Deux.", None, None),
            ("Trois.", None, None),
        ]
        assert reasons(corpus).count("empty_text") == 4
        assert corpus.extra["n"].tolist() == [0, 1, 2]

    def test_named_index_is_a_column(self) -> None:
        table = pd.DataFrame({"text": ["Un."]}, index=pd.Index(["x1"], name="article_id"))
        assert read_corpus(table).articles[0].id == "x1"

    def test_an_index_named_like_a_column_is_kept_beside_it(self) -> None:
        table = pd.DataFrame({"text": ["Un.", "Deux."], "id": ["a", "b"]}, index=pd.Index([7, 7], name="id"))
        corpus = read_corpus(table)
        assert [(a.id, a.text) for a in corpus] == [("a", "Un."), ("b", "Deux.")]
        assert corpus.extra["id.2"].tolist() == [7, 7]

    def test_columns_without_names_are_chosen_by_number(self) -> None:
        corpus = read_corpus(pd.DataFrame([["Un.", "Gazette"]]), text=0, outlet="1")
        assert [(a.text, a.outlet) for a in corpus] == [("Un.", "Gazette")]
        with pytest.raises(ValueError, match="text='3' is not a column of the source; there are 0, 1"):
            read_corpus(pd.DataFrame([["Un.", "Gazette"]]), text=3)

    def test_two_parquet_columns_of_one_name_are_both_kept(self, tmp_path: Path) -> None:
        names = ["text", "text", "outlet"]
        table = pa.Table.from_arrays([pa.array([value]) for value in ("Un.", "Deux.", "Gazette")], names=names)
        parquet.write_table(table, tmp_path / "a.parquet")
        corpus = read_corpus(tmp_path / "a.parquet")
        assert corpus.articles[0].text == "Un." and corpus.extra["text.2"].tolist() == ["Deux."]


class TestJson:
    def test_lines_with_a_broken_one_and_one_that_is_no_record(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(
            '{"id": 1, "text": "Un."}\n\n{"id": 2, "text": \n["Trois."]\n{"id": 4, "text": "Quatre."}', "utf-8"
        )
        corpus = read_corpus(path)
        assert ([a.id for a in corpus], corpus.n_records) == (["1", "4"], 4)
        assert [r for r in reasons(corpus) if REASONS[r][0] == "rejected"] == ["malformed_json", "not_a_record"]

    @pytest.mark.parametrize("shape", ["array", "object", "one", "indented"])
    def test_arrays_and_objects(self, tmp_path: Path, shape: str) -> None:
        rows = ROWS[:1] if shape == "one" else ROWS
        whole = {"array": rows, "object": {"status": "ok", "articles": rows}, "one": rows[0], "indented": rows}[shape]
        path = tmp_path / ("a.json.gz" if shape == "object" else "a.json")
        data = json.dumps(whole, indent=2 if shape == "indented" else None, ensure_ascii=False).encode()
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        assert [a.text for a in read_corpus(path)] == [r["text"] for r in rows]

    def test_one_article_with_a_list_beside_its_text(self, tmp_path: Path) -> None:
        whole = {"text": "Un.", "outlet": "Gazette", "documents": [{"name": "plan.pdf"}], "data": []}
        (tmp_path / "a.json").write_text(json.dumps(whole), "utf-8")
        [article] = read_corpus(tmp_path / "a.json")
        assert (article.text, article.outlet) == ("Un.", "Gazette")

    @pytest.mark.parametrize("orient", ["columns", "index", "records", "table"])
    def test_what_pandas_writes(self, tmp_path: Path, orient: str) -> None:
        table = pd.DataFrame(ROWS).assign(date=pd.to_datetime([r["date"] for r in ROWS]), section=["Sport", None])
        table.to_json(tmp_path / "a.json", orient=orient, date_format="iso")  # type: ignore[call-overload]
        corpus = read_corpus(tmp_path / "a.json")
        assert [(a.id, a.text, a.outlet, a.title) for a in corpus] == [
            (r["id"], r["text"], r["outlet"], r["title"]) for r in ROWS
        ]
        assert [a.date for a in corpus] == [r["date"] for r in ROWS]
        assert corpus.extra["section"].iloc[0] == "Sport" and corpus.n_records == 2

    def test_articles_under_their_ids(self, tmp_path: Path) -> None:
        whole = {"n1": {"body": "Un."}, "n2": {"body": "Deux.", "uid": None}, "n3": {"texte": "Trois.", "uid": "t"}}
        (tmp_path / "a.json").write_text(json.dumps(whole), "utf-8")
        assert [(a.id, a.text) for a in read_corpus(tmp_path / "a.json")] == [
            ("n1", "Un."),
            ("n2", "Deux."),
            ("t", "Trois."),
        ]

    def test_a_named_column_counts_as_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('{"propos": {"0": "Un.", "1": "Deux."}}', "utf-8")
        assert [a.text for a in read_corpus(tmp_path / "a.json", text="propos")] == ["Un.", "Deux."]

    def test_thousands_of_columns_are_not_listed(self) -> None:
        [detail] = read_corpus([{f"c{n}": n for n in range(10_000)}]).audit["detail"]
        assert "c0, c1, " in detail and "c19 ... and 9,980 more; name one with text=" in detail

    def test_nested_outlet_and_paragraphs(self) -> None:
        [article] = read_corpus([{"source": {"id": None, "name": "Gazette"}, "content": ["Un.", "Deux."]}])
        assert (article.outlet, article.text) == ("Gazette", "Un.\n\nDeux.")

    def test_absurdly_deep_nesting_is_one_rejected_line(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_text("[" * 200_000 + '\n{"text": "Un."}\n', "utf-8")
        corpus = read_corpus(tmp_path / "a.jsonl")
        assert (len(corpus), corpus.n_records) == (1, 2)


class TestColumns:
    @pytest.mark.parametrize(
        ("columns", "field"),
        [
            (["body", "Body Text", "articleBody", "Texte intégral", "contenu", "texto", "Volltext"], "text"),
            (["publisher", "Titre du journal", "media_outlet", "média", "medio", "Zeitung", "source"], "outlet"),
            (
                ["publish_date", "pubDate", "published", "date_publication", "Date de parution", "fecha", "Datum"],
                "date",
            ),
            (["headline", "Titre", "titular", "Überschrift"], "title"),
            (["link", "lien", "Web URL", "enlace"], "url"),
            (["uid", "article-id", "Identifiant"], "id"),
            (["langue", "language", "idioma", "Sprache"], "lang"),
            (["story", "cluster_id", "événement", "Ereignis"], "event"),
        ],
    )
    def test_synonyms(self, columns: list[str], field: str) -> None:
        values = {"date": "2020-01-02", "lang": "de", "url": "https://a.example/b"}
        value = values.get(field, "Wert")
        for column in columns:
            corpus = read_corpus([{"text": "Ein Satz.", column: value} if field != "text" else {column: value}])
            assert getattr(corpus.articles[0], field) == value, column

    def test_a_year_is_the_date_where_no_other_is_known_and_never_the_id(self) -> None:
        for column in ("an", "Année", "year"):
            [article] = read_corpus([{"text": "Un.", column: 2021}])
            assert article.date == "2021" and article.id != "2021"
            [article] = read_corpus([{column: 2021, "text": "Un.", "Datum": "2021-05-06"}])
            assert article.date == "2021-05-06"

    def test_given_names_go_before_synonyms(self) -> None:
        [article] = read_corpus(
            [{"text": "résumé", "Corps entier": "le tout", "x": "Gazette"}], text="corps_entier", outlet="x"
        )
        assert (article.text, article.outlet) == ("le tout", "Gazette")

    def test_a_column_that_is_not_there(self) -> None:
        with pytest.raises(ValueError, match="outlet='journal' is not a column of the source; there are a, text"):
            read_corpus([{"a": 1, "text": "Un."}], outlet="journal")

    def test_the_rest_is_kept_beside(self) -> None:
        corpus = read_corpus(
            [{"text": "Un.", "id": "u", "section": "Sport"}, {"text": "Deux.", "id": "d", "genre": "édito"}]
        )
        assert corpus.extra.loc["u", "section"] == "Sport"
        assert corpus.extra.loc["d", "genre"] == "édito"
        assert pd.isna(corpus.extra.loc["d", "section"])

    def test_no_column_is_the_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("foo,bar\n1,2\n3,4\n", "utf-8")
        corpus = read_corpus(tmp_path / "a.csv")
        assert (len(corpus), corpus.n_records, reasons(corpus)) == (0, 2, ["no_text_column"] * 2)
        assert "columns are foo, bar" in corpus.audit["detail"][0]


class TestOutlets:
    @pytest.mark.parametrize(
        ("url", "outlet", "listed"),
        [
            ("https://www.lemonde.fr/politique/a.html", "Le Monde", True),
            ("http://edition.cnn.com/b", "CNN", True),
            ("https://actualidad.rt.com/x", "RT en español", True),
            ("https://www.rt.com/x", "RT", True),
            ("https://news.gazette-exemple.co.uk/x", "gazette-exemple.co.uk", False),
            ("https://blog.exemple.fr/x", "exemple.fr", False),
        ],
    )
    def test_from_the_address(self, url: str, outlet: str, listed: bool) -> None:
        corpus = read_corpus([{"text": "Un.", "url": url, "date": "2020"}])
        assert corpus.articles[0].outlet == outlet
        assert reasons(corpus) == ([] if listed else ["unlisted_host"])

    def test_address_in_the_place_of_the_outlet(self) -> None:
        [article] = read_corpus([{"text": "Un.", "source": "https://www.letemps.ch/a"}])
        assert (article.outlet, article.url) == ("Le Temps", "https://www.letemps.ch/a")

    def test_a_given_outlet_is_believed(self) -> None:
        [article] = read_corpus([{"text": "Un.", "outlet": "Gazette", "url": "https://www.lemonde.fr/a"}])
        assert article.outlet == "Gazette"


class TestDates:
    @pytest.mark.parametrize(
        ("written", "iso"),
        [
            ("2022-12-23", "2022-12-23"),
            ("2022-12", "2022-12"),
            ("2022", "2022"),
            (2022, "2022"),
            ("20221223", "2022-12-23"),
            (20221223.0, "2022-12-23"),
            ("2022/12/23", "2022-12-23"),
            ("2022-12-23T23:30:00-05:00", "2022-12-23"),
            ("2022-12-23 14:05:00+01:00", "2022-12-23"),
            ("23/12/2022", "2022-12-23"),
            ("12/23/2022 5:00 PM", "2022-12-23"),
            ("03.04.2022", "2022-04-03"),
            ("03/03/2022", "2022-03-03"),
            ("23 décembre 2022", "2022-12-23"),
            ("vendredi 23 décembre 2022 à 14h05", "2022-12-23"),
            ("Publié le 1er août 2022", "2022-08-01"),
            ("Publié le 23/12/2022 à 10h, mis à jour le 24/12/2022", "2022-12-23"),
            ("Mis en ligne le : 23.12.2022", "2022-12-23"),
            ("Dec 23, 2022", "2022-12-23"),
            ("December 23rd, 2022", "2022-12-23"),
            ("Fri, 23 Dec 2022 14:05:00 +0100", "2022-12-23"),
            ("Fri Dec 23 14:05:00 +0000 2022", "2022-12-23"),
            ("Fri Dec 23 14:05:00 CET 2022", "2022-12-23"),
            ("23 de diciembre de 2022", "2022-12-23"),
            ("23. Dezember 2022", "2022-12-23"),
            ("Décembre 2022", "2022-12"),
            ("12/2022", "2022-12"),
            (1671800000, "2022-12-23"),
            ("1671800000000", "2022-12-23"),
        ],
    )
    def test_ways_to_write_a_date(self, written: object, iso: str) -> None:
        corpus = read_corpus([{"text": "Un.", "outlet": "G", "date": written}])
        assert corpus.articles[0].date == iso
        assert corpus.audit.empty

    @pytest.mark.parametrize(
        "written", ["hier", "2022-13-45", "32/12/2022", "le 31 février 2022", "99999999", "0000-00-00"]
    )
    def test_unreadable_dates_keep_the_article(self, written: str) -> None:
        corpus = read_corpus([{"text": "Un.", "outlet": "G", "date": written}])
        assert corpus.articles[0].date is None
        assert corpus.audit[["reason", "detail"]].values.tolist() == [["unreadable_date", written]]

    def test_day_and_month_by_the_column(self) -> None:
        def dates(*written: str) -> list[str | None]:
            return [
                a.date for a in read_corpus([{"id": str(n), "text": "Un.", "date": d} for n, d in enumerate(written)])
            ]

        assert dates("03/04/2022", "25/04/2022") == ["2022-04-03", "2022-04-25"]
        assert dates("03/04/2022", "04/25/2022") == ["2022-03-04", "2022-04-25"]
        assert dates("03/04/2022", "05/06/2022") == [None, None]
        assert dates("03/04/2022", "04/25/2022", "25/04/2022") == [None, "2022-04-25", "2022-04-25"]


class TestAudit:
    def test_ids(self) -> None:
        rows = [
            ("a", "Un."),
            ("a", "Un."),
            ("a", "Deux."),
            ("a", "Deux."),
            (None, "Trois."),
            (None, "Trois."),
            ("a-2", "Quatre."),
        ]
        corpus = read_corpus([{"id": id, "text": text, "outlet": "G", "date": "2020"} for id, text in rows])
        assert [(a.id, a.text) for a in corpus if len(a.id) < 12] == [
            ("a", "Un."),
            ("a-2", "Deux."),
            ("a-2-2", "Quatre."),
        ]
        assert reasons(corpus) == ["duplicate_id", "id_suffixed", "duplicate_id", "duplicate_record", "id_suffixed"]
        assert corpus.n_records == 7 == len(corpus) + 3

    def test_ids_made_from_the_text_do_not_change(self) -> None:
        rows = [{"text": "Un."}, {"text": "Deux."}]
        assert {a.id for a in read_corpus(rows)} == {a.id for a in read_corpus(rows[::-1])}

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("<p>Il neige.</p>", "html_markup"),
            ("Le reste est à venir [...]", "truncated"),
            ("Le maire a dit […]", "truncated"),
            ("Un début. Lire la suite", "truncated"),
            ("Un début. Il vous reste 73,5% de cet article à lire. La suite est réservée aux abonnés.", "truncated"),
            ("A beginning. Subscribe to continue reading.", "truncated"),
            ("A beginning… [+3412 chars]", "truncated"),
            ("Il\x07neige.", "control_characters"),
            ("Il\ufffdneige.", "replacement_character"),
        ],
    )
    def test_doubtful_texts_are_flagged_and_kept_to_the_letter(self, text: str, reason: str) -> None:
        corpus = read_corpus([{"text": text, "outlet": "G", "date": "2020"}])
        assert corpus.articles[0].text == text
        assert reasons(corpus) == [reason]
        assert corpus.audit["outcome"].tolist() == ["flagged"]

    def test_ordinary_texts_are_not_flagged(self) -> None:
        texts = [
            BODY,
            "Si 3 < 5 & 7 > 6, alors AT&T gagne.",
            "Les abonnés du gaz attendent. Le maire lit.",
            "SÃO PAULO.",
        ]
        assert read_corpus([{"text": t, "outlet": "G", "date": "2020"} for t in texts]).audit.empty

    def test_declared_language(self) -> None:
        french = (
            "La mairie a décidé hier soir de fermer les trois écoles du village, faute de chauffage et de moyens. " * 3
        )
        rows = [
            {"text": french + str(n), "lang": lang, "outlet": "G", "date": "2020"}
            for n, lang in enumerate(["fr-CA", "English", "Klingon", None])
        ]
        corpus = read_corpus(rows)
        assert [a.lang for a in corpus] == ["fr", "en", None, None]
        assert corpus.audit[["record", "reason"]].values.tolist() == [
            [2, "language_contradicts"],
            [3, "unknown_language"],
        ]

    @pytest.mark.parametrize("text", ["", "   \n", "… — !", None, "None"])
    def test_empty_texts(self, text: str | None) -> None:
        corpus = read_corpus([{"id": "x", "text": text}])
        assert (len(corpus), reasons(corpus), corpus.audit["id"].tolist()) == (0, ["empty_text"], ["x"])


EUROPRESSE = """<!DOCTYPE html><html><head><style>p { margin: 0 }</style></head><body>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">La Gazette, no. 4301</span></div>
<div><span class="DocHeader">France, vendredi 23 d&eacute;cembre 2022, p.&nbsp;5</span></div>
<div class="titreArticle"><p class="titreArticleVisu grandTitre">La neige &amp; le maire</p></div></header>
<section><div class="docOcurrContainer"><p>Il neige.
<p>«&nbsp;Encore&nbsp;», dit <b>le maire</b>.<br>Fin.</div></section>
<footer><div class="publiC-lblNodoc">news·20221223·GZ·4301</div></footer></article>
<article><span class="DocPublicationName">Le Courrier (site web)</span>
<span class="DocHeader">lundi 2 janvier 2023</span>
<div class="DocText clearfix"><p>Il pleut.</p></div></article>
<article><span class="DocPublicationName">Le Courrier</span></article></body></html>"""
FACTIVA = """<html><body><div class="article frArticle"><table>
<tr><td class="index"><b>HD</b></td><td><span class="enHeadline">La neige</span></td></tr>
<tr><td><b>PD</b></td><td>23 décembre 2022</td></tr><tr><td><b>SN</b></td><td>La Gazette</td></tr>
<tr><td><b>LA</b></td><td>Français</td></tr><tr><td><b>SE</b></td><td>Région</td></tr>
<tr><td><b>LP</b></td><td><p class="articleParagraph">Il neige.</p></td></tr>
<tr><td><b>TD</b></td><td><p>Il neige encore.</p><p>Fin.</p></td></tr>
<tr><td><b>AN</b></td><td>Document GAZ000020221223</td></tr></table></div></body></html>"""


class TestPress:
    def test_europresse(self, tmp_path: Path) -> None:
        (tmp_path / "a.HTML").write_text(EUROPRESSE, "utf-8")
        corpus = read_corpus(tmp_path / "a.HTML")
        first, second = corpus
        assert first.text == "Il neige.\n\n«\xa0Encore\xa0», dit le maire.\n\nFin."
        assert (first.id, first.outlet, first.date) == ("news·20221223·GZ·4301", "La Gazette", "2022-12-23")
        assert first.title == "La neige & le maire"
        assert (second.outlet, second.date, second.text) == ("Le Courrier", "2023-01-02", "Il pleut.")
        assert corpus.audit[["record", "reason"]].values.tolist() == [[3, "press_not_read"]]

    def test_factiva(self, tmp_path: Path) -> None:
        (tmp_path / "a.htm.gz").write_bytes(gzip.compress(FACTIVA.encode("cp1252")))
        corpus = read_corpus(tmp_path / "a.htm.gz")
        [article] = corpus
        assert article.text == "Il neige.\n\nIl neige encore.\n\nFin."
        assert (article.outlet, article.date, article.title) == ("La Gazette", "2022-12-23", "La neige")
        assert (article.lang, corpus.extra["section"].tolist()) == ("fr", ["Région"])
        assert article.id == "Document GAZ000020221223"

    def test_another_page(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text("<html><article><p>Il neige.</article>", "utf-8")
        with pytest.raises(ValueError, match="no article saved from Europresse, Factiva or Nexis"):
            read_corpus(tmp_path / "a.html")


class TestDamage:
    def test_odd_values_in_any_field(self) -> None:
        odd = [
            None,
            True,
            -1,
            1e30,
            float("inf"),
            [],
            ["a"],
            {},
            b"\xff",
            pd.NaT,
            pd.NA,
            np.array([]),
            "\ud800",
            "http://[",
            "²/٣/2020",
        ]
        fields = ("text", "title", "outlet", "date", "lang", "id", "url", "event", "section", "\udcff")
        rng = np.random.default_rng(6)
        rows = [{name: odd[rng.integers(len(odd))] for name in fields if rng.random() < 0.8} for _ in range(600)]
        corpus = read_corpus(rows)
        assert corpus.n_records == 600 == len(corpus) + (corpus.audit["outcome"] == "rejected").sum()
        assert len(corpus.frame()) == len(corpus) > 0

    @pytest.mark.parametrize(
        "suffix", [".txt", ".csv", ".tsv", ".json", ".jsonl", ".html", ".parquet", ".csv.gz", ".docx", ".rtf", ".zip"]
    )
    def test_any_bytes_are_accounted_for_or_refused(self, tmp_path: Path, suffix: str) -> None:
        rng = np.random.default_rng(5)
        good = write_csv(tmp_path / "good.csv").read_bytes() + json.dumps(ROWS).encode() + EUROPRESSE.encode("cp1252")
        outcomes = set()
        for _ in range(60):
            data = bytearray(good[int(rng.integers(0, 200)) : int(rng.integers(200, len(good)))])
            for place in rng.integers(0, len(data), int(rng.integers(0, 40))):
                data[place] = rng.integers(0, 256)
            (tmp_path / f"a{suffix}").write_bytes(bytes(data))
            try:
                corpus = read_corpus(tmp_path / f"a{suffix}")
            except ValueError:
                outcomes.add("refused")
                continue
            outcomes.add("read")
            assert corpus.n_records == len(corpus) + (corpus.audit["outcome"] == "rejected").sum()
            "".join(article.text for article in corpus).encode("utf-8")
        assert outcomes == {"refused"} if suffix in {".parquet", ".docx", ".rtf", ".zip"} else "read" in outcomes


class TestSources:
    def test_articles_pass_unchanged(self) -> None:
        articles = (
            Article("x", BODY, "G", "2022-12", "fr", "Titre", "https://a.example/b", "e1"),
            Article("y", " Deux. "),
        )
        assert read_corpus(articles).articles == articles

    @pytest.mark.parametrize("source", [42, b"text", {"text": "Un."}, None])
    def test_what_is_no_source(self, source: object) -> None:
        with pytest.raises(ValueError, match="give a path, a pandas DataFrame"):
            read_corpus(source)

    def test_missing_empty_and_unknown(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="does not exist"):
            read_corpus(tmp_path / "nothing.csv")
        with pytest.raises(ValueError, match="folder without files"):
            read_corpus(tmp_path)
        (tmp_path / "a.doc").write_bytes(b"\xd0\xcf")
        with pytest.raises(ValueError, match="kind that is not read here"):
            read_corpus(tmp_path / "a.doc")
        for kind in ("docx", "rtf", "zip"):
            (tmp_path / f"a.{kind}").write_bytes(b"PK")
            with pytest.raises(ValueError, match=rf"not an? .*{kind} file|damaged {kind}|not an RTF"):
                read_corpus(tmp_path / f"a.{kind}")
        (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
        with pytest.raises(ValueError, match="not a Parquet file"):
            read_corpus(tmp_path / "a.parquet")
        (tmp_path / "a.csv").write_bytes(b"")
        with pytest.raises(ValueError, match="no header line"):
            read_corpus(tmp_path / "a.csv")
        (tmp_path / "a.jsonl").write_bytes(b"")
        with pytest.raises(ValueError, match="jsonl' is empty"):
            read_corpus(tmp_path / "a.jsonl")

    def test_an_empty_path_is_not_this_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a.txt").write_text("Un mot.", "utf-8")
        monkeypatch.chdir(tmp_path)
        for path in ("", " "):
            with pytest.raises(ValueError, match="is empty; give the path"):
                read_corpus(path)
        assert len(read_corpus(".")) == 1

    @pytest.mark.parametrize("times", [1, 40])
    def test_a_text_in_place_of_a_path_is_a_short_error_with_a_hint(self, times: int) -> None:
        with pytest.raises(FileNotFoundError, match=r"a text itself is read by extract") as caught:
            read_corpus((BODY + "\n") * times)
        assert len(str(caught.value)) < 400

    def test_choosing_articles_keeps_the_account(self) -> None:
        corpus = read_corpus([{"id": str(n), "text": "Un.", "outlet": o, "date": "2020"} for n, o in enumerate("ABBC")])
        chosen = corpus.select(outlet=["A", "B"]).select(id="1")
        assert [a.id for a in chosen] == ["1"]
        assert chosen.n_records == 4 == len(chosen) + (chosen.audit["outcome"] == "rejected").sum()
        assert chosen.audit["reason"].tolist() == ["left_out"] * 3
        assert len(corpus.select(url=None)) == 4 and len(corpus.select(url=None, outlet=["A", None])) == 1
        assert corpus.frame()["outlet"].tolist() == list("ABBC")
        other = read_corpus([{"body": "Un.", "text": "Deux."}], text="body").frame()
        assert other.loc[0, ["text", "text.2"]].tolist() == ["Un.", "Deux."]
        with pytest.raises(ValueError, match="can be chosen by"):
            corpus.select(section="x")
        with pytest.raises(ValueError, match="unknown; there are"):
            corpus.without("wire")

    def test_a_corpus_that_does_not_add_up_cannot_be_made(self) -> None:
        corpus = read_corpus([{"text": "Un."}])
        with pytest.raises(AssertionError, match="2 records in"):
            Corpus(corpus.articles, corpus.audit, 2, corpus.extra, corpus.origins)


@needs_shared
@pytest.mark.parametrize(("name", "n"), [("gilets_jaunes", 6675), ("polnear", 998), ("basil", 300)])
def test_every_record_of_the_corpora_is_accounted_for(name: str, n: int) -> None:
    corpus = read_corpus(CORPORA / f"{name}.jsonl.gz")
    assert corpus.n_records == n == len(corpus) + (corpus.audit["outcome"] == "rejected").sum()


@needs_shared
def test_the_plain_form() -> None:
    [article] = read_corpus(CORPORA / "rt_france_2022-12.txt")
    assert (article.outlet, article.date) == ("RT France", "2022-12")
    assert not article.text.startswith("date") and "Source:" not in article.text


def test_what_keeps_an_article_may_be_any_value() -> None:
    rows = [{"text": "Il neige.", "title": "Neige au port", "lang": "fr"}, {"text": "Il pleut.", "lang": "fr"}]
    kept = read_corpus(rows).filter(lambda article: article.title and "Neige" in article.title, why="no snow")
    assert [article.text for article in kept] == ["Il neige."]
    assert "no snow" in set(kept.audit["detail"])


@pytest.mark.parametrize(
    ("source", "error", "said"),
    [
        (["Il neige.", "Il pleut."], ValueError, "2 strings, which may be texts or files"),
        (pd.Series(["a.txt"]), ValueError, "1 string, which may be"),
        ({"text": "Il neige."}, ValueError, "is of type dict.*of one article make a list"),
        ("https://www.gazette.example/a.html", ValueError, "is a web address; nothing is fetched"),
        ("press/*.csv", FileNotFoundError, "patterns are not read: give the folder"),
        (3, ValueError, "is of type int"),
    ],
)
def test_what_a_beginner_gives_is_answered(source: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read_corpus(source)  # type: ignore[arg-type]


def test_a_string_among_records_is_a_row_of_the_audit() -> None:
    corpus = read_corpus([{"text": "Il neige."}, "Il pleut."])  # type: ignore[list-item]
    assert (len(corpus), reasons(corpus)[-1]) == (1, "not_a_record")
    assert "a file as a pathlib.Path" in corpus.audit["detail"].tolist()[-1]


def test_a_path_may_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text("Il neige.", "utf-8")
    assert len(read_corpus("~/a.txt")) == 1


def test_an_article_is_found_by_its_id_at_once_also_after_others_are_left_out() -> None:
    def cost(n: int) -> int:
        corpus = read_corpus([{"id": str(k), "text": f"Il neige {k}."} for k in range(n)])
        return steps(lambda: [corpus[str(k)] for k in range(n)])

    cost(10)
    assert cost(800) < 2.5 * cost(400)
    both = read_corpus([{"id": "a", "text": "Un."}, {"id": "b", "text": "Deux."}])
    kept = both.filter(lambda article: article.id == "b", why="chosen")
    assert kept["b"].text == "Deux."
    with pytest.raises(KeyError, match="a"):
        kept["a"]


def test_every_reason_of_the_audit_has_words_and_says_what_to_do_in_both_languages() -> None:
    reasons = REASONS | MEASURED
    rows = load("reasons")
    assert {row["reason"] for row in rows} >= reasons.keys()
    assert len({(row["reason"], row["lang"]) for row in rows}) == len(rows) == 2 * len({row["reason"] for row in rows})
    done = {"header_repeated", "duplicate_id", "duplicate_record", "left_out"}  # nothing is lost, or it was chosen
    for reason, (outcome, _) in reasons.items():
        english, french = (advice(reason, lang) for lang in ("en", "fr"))
        assert reason_name(reason, "fr") != reason_name(reason) or "," in reason, reason
        assert bool(english) == bool(french), reason
        assert english or outcome == "repaired" or reason in done, reason
    with pytest.raises(ValueError, match="lang='xx' has no labels"):
        reason_name("undated", "xx")
