"""The command line: an article in colour, a corpus into tables, and one clear line when the input is wrong."""

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import zipfile
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import _parser, main
from analysis.corpus import read_corpus
from analysis.corpus.fields import FIELDS
from analysis.measure import Tables, join_tables, measure

DEMO = Path(__file__).parent.parent / "data" / "demo" / "articles.csv"
PLAIN = (
    " date 2031-05 Le port d’Arvane rouvrira lundi.\n\n"
    "«Nous sommes prêts», a déclaré la maire Anne Roux. Selon un rapport du port, les quais sont sûrs.\n\n"
    "Source: https://www.leclairon.example/article\n"
)


def test_read_prints_facts_voices_and_attributions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "port.txt"
    path.write_text(PLAIN, "utf-8")
    assert main(["read", str(path), "--color", "never"]) == 0
    out = capsys.readouterr().out
    assert "2031-05" in out
    assert "[D Nous sommes prêts]" in out.replace("«", "").replace("»", "")
    assert "Anne Roux" in out.split("shares")[1]
    assert "\x1b" not in out


def test_read_in_colour_and_without_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "port.txt"
    path.write_text(PLAIN.replace("quais", "quais\x1b[2J"), "utf-8")
    assert main(["read", str(path), "--color", "always"]) == 0
    out = capsys.readouterr().out
    assert "\x1b[1;38;5;32m" in out
    assert "\x1b[2J" not in out


def test_read_writes_the_reading_view(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(DEMO), "--html", str(tmp_path / "view.html"), "--most", "2"]) == 0
    assert (tmp_path / "view.html").read_text("utf-8").count("<svg") == 2


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_measure_writes_tables_and_accounts_for_every_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    assert main(["measure", str(DEMO), "--out", str(tmp_path), "--format", format, "--resume"]) == 0
    n = len(pd.read_csv(DEMO))
    assert f"{n} records in = {n} articles + 0 rejected" in capsys.readouterr().out
    assert {"articles", "attributions", "terms", "audit"} == {p.stem for p in tmp_path.glob(f"*.{format}")}


def test_one_of_anything_is_said_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,outlet,date\n« Nous partons »: a déclaré Anne Martin.,A,2031-05-02\n", "utf-8")
    assert main(["measure", str(path), "--out", str(tmp_path / "out"), "--no-terms"]) == 0
    out = capsys.readouterr().out
    assert "1 record in = 1 article + 0 rejected" in out and "1 attribution, 0 rows of terms -> " in out
    path.write_text("text\nIl neige.\nIl pleut.\nIl vente.\nIl fait beau.\n", "utf-8")
    assert main(["read", str(path), "--most", "3", "--lang", "fr"]) == 0
    assert "… and 1 more article (--most N shows more)" in capsys.readouterr().out


def test_columns_prints_the_dictionary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["columns"]) == 0
    told = capsys.readouterr().out
    assert "| `quote_narration_ratio` | float |" in told
    assert "| `unclosed_quotation` | flagged |" in told and "| `interview` | flagged |" in told


@pytest.mark.parametrize("command", ["read", "measure"])
def test_every_field_of_an_article_can_be_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    told = capsys.readouterr().out
    assert set(FIELDS) <= set(read_corpus.__annotations__)
    assert [field for field in FIELDS if f"--{field} " not in told] == []


def test_a_terminal_shows_what_is_being_done(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "measure", str(DEMO), "--out", str(tmp_path), "--no-terms"],
        stderr=theirs, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    shown = os.read(ours, 100_000).decode()
    assert "reading" in shown and "articles/s" in shown
    assert "reading" not in done.stdout and "records in" in done.stdout


def test_several_files_are_one_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", "Il neige."), ("b.csv", "texte,média\nIl pleut.,A\n,A\n")):
        (tmp_path / name).write_text(text, "utf-8")
    files = [str(tmp_path / name) for name in ("a.txt", "b.csv")]
    assert main(["measure", *files, "--out", str(tmp_path / "t"), "--format", "csv"]) == 0
    assert "3 records in = 2 articles + 1 rejected" in capsys.readouterr().out
    assert main(["measure", files[0], str(tmp_path / "none.txt"), "--out", str(tmp_path / "t")]) == 2
    assert "none.txt' does not exist" in capsys.readouterr().err


def test_every_option_says_what_it_does() -> None:
    commands = next(action.choices for action in _parser()._actions if isinstance(action.choices, dict))
    assert set(commands) == {"read", "measure", "share", "compare", "columns"}
    assert [(name, a.dest) for name, command in commands.items() for a in command._actions if not a.help] == []


def test_an_option_without_effect_is_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["columns", "--markdown"])
    assert "unrecognized arguments: --markdown" in capsys.readouterr().err


def test_wrong_input_is_one_line_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(tmp_path / "none.csv"), "--out", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert err.startswith("media-framing: ")
    assert "none.csv" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read", "DEMO", "--most", "0"], "'0' is not a whole number of 1 or more"),
        (["read", "DEMO", "--most", "-1"], "'-1' is not a whole number of 1 or more"),
        (["read", "DEMO", "--lang", "klingon"], "'klingon' is not a language"),
        (["measure", "DEMO", "--out", "TMP", "--workers", "two"], "'two' is not a whole number of 1 or more"),
    ],
)
def test_arguments_that_mean_nothing_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([{"DEMO": str(DEMO), "TMP": str(tmp_path)}.get(word, word) for word in arguments])
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_file_without_an_article_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(bytes(range(256)) * 8)
    assert main(["read", str(path)]) == 2
    assert "undecodable" in (err := capsys.readouterr().err) and "holds no article" in err


def test_a_place_that_cannot_hold_the_tables_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(*_: object, **__: object) -> None:
        raise AssertionError("the corpus was measured before --out was tried")

    (tmp_path / "taken").write_text("a file", "utf-8")
    monkeypatch.setattr(import_module("analysis.measure"), "measure", measured)
    for place in (tmp_path / "taken", tmp_path / "taken" / "below"):
        assert main(["measure", str(DEMO), "--out", str(place)]) == 2
        err = capsys.readouterr().err
        assert "taken" in err and "Errno" not in err and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_text_on_standard_input_in_any_encoding(encoding: str) -> None:
    text = "« Nous avons été là », a déclaré Zoé Durand."
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "read", "-", "--lang", "French"],
        input=text.encode(encoding),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "Zoé Durand" in (out := done.stdout.decode("utf-8")) and "language  fr" in out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("media-framing 0.")


def test_what_a_console_cannot_show_is_replaced_and_nothing_is_cut() -> None:
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for command in (["columns"], ["read", "-", "--lang", "fr"]):
        done = subprocess.run(
            [sys.executable, "-m", "analysis", *command], input="« Ça ira », a dit Éva.".encode(), capture_output=True,
            check=False, env=narrow,
        )  # fmt: skip
        assert done.returncode == 0 and done.stdout.isascii() and b"?" in done.stdout, done.stderr


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "analysis", "--help"], capture_output=True, text=True, check=True)
    assert "read" in done.stdout
    assert "measure" in done.stdout


def test_a_run_without_an_article_fails_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.csv").write_text("id,texte\n1,\n", "utf-8")
    assert main(["measure", str(tmp_path / "empty.csv"), "--out", str(tmp_path / "tables")]) == 2
    assert "holds no article (1 record rejected); nothing is written" in capsys.readouterr().err
    assert not (tmp_path / "tables").exists()


def test_an_encoding_and_corrections_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,texte,média\n1,« Nous partons » dit Zoé.,L’Été\n".encode("mac-roman"))
    (tmp_path / "c.csv").write_text("article_id,field,value,passage\n1,speaker,Zoé Roux,Nous partons\n", "utf-8")
    given = ["--encoding", "mac-roman", "--corrections", str(tmp_path / "c.csv")]
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(tmp_path / "t"), *given]) == 0
    assert pd.read_parquet(tmp_path / "t" / "articles.parquet")["outlet"].tolist() == ["L’Été"]
    assert "Zoé Roux" in pd.read_parquet(tmp_path / "t" / "attributions.parquet")["speaker"].tolist()


@pytest.mark.parametrize("command", ["read", "measure"])
def test_measured_tables_are_no_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (tmp_path / "a.csv").write_text("id,texte\n1,« Nous partons » dit Zoé.\n", "utf-8")
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(tmp_path / "t")]) == 0
    out = ["--out", str(tmp_path / "u")] if command == "measure" else []
    assert main([command, str(tmp_path / "t"), *out]) == 2
    err = capsys.readouterr().err
    assert "holds a table that Tables.save wrote" in err and "open_tables()" in err
    assert not (tmp_path / "u").exists()


def test_an_archive_of_exports_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "La neige\nLa Gazette\n12 janvier 2022\nLongueur : 4 mots\nCorps\nIl neige, dit Zoé.\nFin du document\n"
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("nexis.txt", text)
        archive.writestr("photo.png", b"\x89PNG")
    assert main(["measure", str(tmp_path / "z.zip"), "--out", str(tmp_path / "t")]) == 0
    assert "2 records in = 1 article + 1 rejected" in capsys.readouterr().out
    [row] = pd.read_parquet(tmp_path / "t" / "articles.parquet").to_dict("records")
    assert (row["outlet"], row["date"]) == ("La Gazette", "2022-01-12")


def test_remarks_name_the_options_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("propos,jour\nThe harbour reopens on Monday.,03/04/2022\n", "utf-8")
    out = ["--out", str(tmp_path / "t")]
    assert main(["read", str(path)]) == 2
    assert "columns are propos, jour; name one with --text\n" in capsys.readouterr().err
    assert main(["measure", str(path), *out]) == 2
    assert "name one with --text)" in capsys.readouterr().out
    assert main(["measure", str(path), *out, "--text", "propos"]) == 0
    told = capsys.readouterr().out
    assert "no_outlet: 1 (name its column with --outlet, give one for all with --fill outlet=…, or name" in told
    assert "ambiguous_date: 1 (03/04/2022; say --dayfirst or --monthfirst)" in told
    assert main(["measure", str(path), *out, "--text", "propos", "--outlet", "Le Phare"]) == 2
    said = capsys.readouterr().err
    assert "--outlet 'Le Phare' is not a column of the source" in said and "--fill outlet='Le Phare'" in said


@pytest.mark.parametrize(("order", "date"), [("--dayfirst", "2022-04-03"), ("--monthfirst", "2022-03-04")])
def test_what_the_reader_of_a_table_knows_can_be_given(tmp_path: Path, order: str, date: str) -> None:
    (tmp_path / "a.csv").write_text("propos,jour\nThe harbour reopens on Monday.,03/04/2022\n", "utf-8")
    given = ["--text", "propos", order, "--fill", "outlet=Le Phare", "--fill", "lang=en"]
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(tmp_path / "t"), *given]) == 0
    [row] = pd.read_parquet(tmp_path / "t" / "articles.parquet").to_dict("records")
    assert (row["outlet"], row["date"], row["lang"]) == ("Le Phare", date, "en")


def test_a_column_can_be_named_for_one_article_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("propos,média\n« Oui » dit Zoé.,A\n", "utf-8")
    assert main(["read", str(tmp_path / "a.csv"), "--text", "propos", "--lang", "fr", "--color", "never"]) == 0
    assert "Zoé" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["read", str(tmp_path / "a.csv"), "--fill", "A"])
    assert "'A' is not FIELD=VALUE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [([], "with --resume finished parts are"), (["--resume"], "the same command goes on from what is")],
)
def test_ctrl_c_is_one_line_that_names_the_way_on(tmp_path: Path, options: list[str], told: str) -> None:
    # The command reads from a pipe nothing is written to until it is stopped; the signal is the real one.
    os.mkfifo(tmp_path / "a.csv")
    running = subprocess.Popen(
        [sys.executable, "-m", "analysis", "measure", str(tmp_path), "--out", str(tmp_path / "t"), *options],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with (tmp_path / "a.csv").open("w"):  # opens when the command has come to the file
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert told in said and len(said.strip().splitlines()) == 1


def test_remarks_are_told_of_the_articles_shown_and_counted_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"{'' if n % 2 else f'« Oui {n} », dit Zoé.'};A\n" for n in range(40))
    (tmp_path / "a.csv").write_text("texte;média\n" + rows, "utf-8")
    assert main(["read", str(tmp_path / "a.csv"), "--most", "2", "--lang", "fr"]) == 0
    told = capsys.readouterr().err.splitlines()
    undated = "flagged: record 1: undated: name the column of dates with --date, or give one for all with --fill date=…"
    assert told[0].startswith(undated)
    assert told[1:2] == ["rejected: record 2: empty_text: 0 characters"]
    assert told[-2:] == ["flagged: undated: 18 more records", "rejected: empty_text: 10 more records"]
    assert len(told) == 2 + 10 + 2


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tables").write_text("")
    assert main(["measure", str(DEMO), "--out", str(tmp_path / "tables")]) == 2
    assert (
        capsys.readouterr().err.strip().endswith("tables is a file; give a folder, which is made where there is none")
    )


def _ended(*_: object, **__: object) -> None:
    os._exit(9)


@pytest.mark.parametrize(("options", "told"), [([], "; with --resume what is finished is kept"), (["--resume"], "")])
def test_a_process_that_the_system_ends_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    monkeypatch.setattr(sys.modules["analysis.measure"], "part_of", _ended)
    assert main(["measure", str(DEMO), "--out", str(tmp_path), "--workers", "2", *options]) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.endswith(f"a process ended before its work was done, for want of memory perhaps: try --workers 1{told}")


def test_a_remark_parts_its_reason_from_its_detail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("texte\n<p>« Oui » dit Zoé.</p>\n", "utf-8")
    assert main(["read", str(tmp_path / "a.csv")]) == 0
    said = capsys.readouterr().err
    assert "no_outlet: name its column with --outlet" in said
    assert "undated: name the column of dates with --date" in said
    assert "html_markup: 2 tags or entities; --strip-tags takes tags out" in said
    assert main(["read", str(tmp_path / "a.csv"), "--strip-tags"]) == 0
    assert "tags_removed: 2 in the text" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["xx", "klingon", "cn"])
def test_a_language_nobody_speaks_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    (tmp_path / "a.csv").write_text("texte\nIl neige.\n", "utf-8")
    assert main(["read", str(tmp_path / "a.csv"), "--fill", f"lang={lang}"]) == 2
    assert f"--fill lang='{lang}' is no language; give a code such as fr, en, es or de" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["read", str(tmp_path / "a.csv"), "--lang", lang])
    assert f"'{lang}' is not a language" in capsys.readouterr().err


def test_parts_that_are_not_used_any_more_are_told_and_pruned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "t"
    command = ["measure", str(path), "--out", str(out), "--fill", "outlet=A", "--fill", "date=2022", "--resume"]
    for text in ("Il neige.", "Il pleut."):
        path.write_text(f"text\n{text}\n", "utf-8")
        assert main(command) == 0
    assert "1 part of earlier runs in" in (told := capsys.readouterr().out) and "--prune removes them" in told
    assert main([*command, "--prune"]) == 0
    assert "1 part of earlier runs removed from" in capsys.readouterr().out
    assert main(command) == 0 and "earlier runs" not in capsys.readouterr().out
    assert len(list(out.rglob("card.json"))) == 2
    assert main([*(word for word in command if word != "--resume"), "--prune"]) == 2
    assert capsys.readouterr().err == "media-framing: --prune removes parts that --resume has kept; give both\n"


def test_tables_in_the_folder_of_the_articles_are_one_record_however_many_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Il neige, a dit Anne Roux.", "utf-8")
    command = ["measure", str(tmp_path), "--out", str(tmp_path / "tables"), "--resume"]
    assert main(command) == 0 and "1 record in = 1 article + 0 rejected" in capsys.readouterr().out
    for _ in range(2):
        assert main(command) == 0
        assert "2 records in = 1 article + 1 rejected" in capsys.readouterr().out


def test_remarks_name_the_file_where_there_are_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("id,text,outlet,date\n1,Il neige.,A,2022\n2,,A,2022\n", "utf-8")
    assert main(["read", str(tmp_path / "a.csv")]) == 0
    assert capsys.readouterr().err == "rejected: record 2: empty_text: 0 characters\n"
    (tmp_path / "b.txt").write_text("", "utf-8")
    assert main(["read", str(tmp_path)]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "rejected: a.csv, record 2: empty_text: 0 characters",
        "rejected: b.txt, record 1: empty_text: 0 characters",
    ]


def test_a_file_that_is_not_there_is_named_and_no_argument_of_python(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "nowhere.txt"]) == 2
    assert capsys.readouterr().err.startswith("media-framing: 'nowhere.txt' does not exist (looked in ")


WEEK = "id,outlet,date,rubrique,text\n"
SAID = '{id},{outlet},2023-0{month}-12,Ville,"« Il neige depuis {id} jours », a dit Anne Roux. La mairie attend."\n'


def week(*ids: int) -> str:
    return "".join(SAID.format(id=id, outlet="AB"[id % 2], month=1 + id % 3) for id in ids)


def test_what_changed_since_the_last_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, path = str(tmp_path / "tables"), tmp_path / "a.csv"
    path.write_text(WEEK + week(1, 2, 3), "utf-8")
    assert main(["measure", str(path), "--out", out]) == 0
    assert "since the tables" not in capsys.readouterr().out
    path.write_text(
        WEEK + week(2, 3).replace("La mairie", "La grande mairie", 1) + week(4) + "5,A,2023-01-01,x,\n", "utf-8"
    )
    assert main(["measure", str(path), "--out", out]) == 0
    told = capsys.readouterr().out
    assert "1 new article, 1 gone (1), 1 changed (2); 1 record newly rejected" in told
    assert main(["measure", str(path), "--out", out]) == 0
    assert "0 new articles, 0 gone, 0 changed; 0 records newly rejected" in capsys.readouterr().out


def test_tables_that_cannot_be_read_are_no_hindrance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table in ("articles", "attributions", "terms", "audit"):
        (tmp_path / f"{table}.csv").write_text("x", "utf-8")
    assert main(["measure", str(DEMO), "--out", str(tmp_path)]) == 0
    assert "since the tables" not in capsys.readouterr().out


def test_columns_of_the_source_are_kept_beside_the_measures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "tables"
    path.write_text(WEEK + week(1, 2), "utf-8")
    keep = ["--keep", "rubrique", "--keep", "record"]
    assert main(["measure", str(path), "--out", str(out), "--format", "csv2", *keep]) == 0
    tables = Tables.load(out)
    assert tables.articles[["rubrique", "record"]].values.tolist() == [["Ville", 1], ["Ville", 2]]
    assert tables.card["kept"] == ["rubrique", "record"]
    assert join_tables([tables, measure([{"id": "z", "text": "Il neige."}])]).articles["rubrique"].isna().sum() == 1
    capsys.readouterr()
    for wrong, why in (
        ("auteur", "there are rubrique, title, file, record"),
        ("n_words", "a column of the articles already"),
    ):
        assert main(["measure", str(path), "--out", str(out), "--keep", wrong]) == 2
        assert why in (told := capsys.readouterr().err) and f"--keep '{wrong}'" in told


def test_semicolons_and_decimal_commas_open_in_a_french_spreadsheet(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "tables"
    path.write_text(WEEK + week(1), "utf-8")
    assert main(["measure", str(path), "--out", str(out), "--format", "csv2"]) == 0
    written = (out / "attributions.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfarticle_id;outlet;")
    assert b";0," in (out / "articles.csv").read_bytes()
    assert isinstance(Tables.load(out).articles["direct_share"].iloc[0], float)


def test_shares_by_outlet_and_month_from_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out, by = tmp_path / "a.csv", tmp_path / "tables", tmp_path / "by.csv"
    path.write_text(WEEK + week(*range(1, 80)), "utf-8")
    assert main(["measure", str(path), "--out", str(out)]) == 0
    ask = [
        "compare",
        str(out),
        "--by",
        "outlet",
        "--by",
        "month",
        "--measure",
        "direct_share",
        "--measure",
        "women_share",
    ]
    assert main([*ask, "--out", str(by)]) == 0
    assert "without an interval, as the column note says: a longer period or fewer" in capsys.readouterr().err
    found = pd.read_csv(by)
    assert len(found) == 12 and found.groupby("measure")["n_articles"].sum().tolist() == [79, 79]
    assert set(found["outlet"]) == {"A", "B"} and set(found["month"]) == {"2023-01", "2023-02", "2023-03"}
    capsys.readouterr()
    assert main(["compare", str(out)]) == 0
    assert "attributed_share" in capsys.readouterr().out
    assert main(["compare", str(out), "--by", "rubrique"]) == 2
    assert "--by rubrique is not a column; there are outlet" in capsys.readouterr().err
    assert main(["compare", str(tmp_path)]) == 2
    assert "holds no tables; make them with media-framing measure" in capsys.readouterr().err


def test_what_compare_asks_for_is_named_as_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "tables"
    pd.DataFrame({"text": ["Il neige.", "Il pleut sur la place."]}).to_csv(path, index=False)
    assert main(["measure", str(path), "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["compare", str(out)]) == 2
    told = capsys.readouterr().err
    assert "--by 'outlet': no article is left" in told and "name another column with --by" in told and "=" not in told


def test_what_to_do_about_small_groups_is_printed_once_and_words_are_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "tables"
    path.write_text(WEEK + week(*range(1, 80)), "utf-8")
    assert main(["measure", str(path), "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["compare", str(out), "--by", "outlet", "--by", "week"]) == 0
    told = capsys.readouterr().out
    assert told.count("give more, or merge groups") == 1 and told.count("articles, under 20") == 6
    assert main(["compare", str(out), "--out", str(tmp_path / "by.csv")]) == 0
    n_words = pd.read_csv(tmp_path / "by.csv", dtype=str)["n_words"]
    assert n_words.str.fullmatch(r"\d+").all()


def test_copies_are_counted_and_the_way_to_leave_them_out_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "tables"
    text = "Le conseil a voté hier soir le plan de la digue, et la maire a dit qu'il pleuvait sur le port. " * 3
    rows = {"outlet": ["A", "B", "B"], "text": [text, text, "Il neige sur la place depuis le matin. (AFP)"]}
    pd.DataFrame(rows).to_csv(path, index=False)
    assert main(["measure", str(path), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "counted too: 1 article copied from an earlier one (column duplicate), 1 article with agency copy" in told
    assert "compare --no-wire leaves them out" in told


def test_tables_are_shared_without_words_of_the_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out, given = tmp_path / "a.csv", tmp_path / "tables", tmp_path / "given"
    path.write_text(WEEK + week(*range(1, 15)) + "99,A,hier soir,x,Une phrase rare.\n", "utf-8")
    assert main(["measure", str(path), "--out", str(out), "--keep", "title"]) == 0
    assert main(["share", str(out), "--out", str(given), "--format", "csv"]) == 0
    written = "".join(file.read_text("utf-8") for file in given.iterdir())
    assert "neige" in written and "Anne Roux" in written  # a term of many articles, a speaker
    for word in ("rare", "« Il neige", "hier soir", "title,"):
        assert word not in written, word
    assert Tables.load(given).card["terms_in_at_least_articles"] == 10
    capsys.readouterr()
    assert main(["share", str(out), "--out", str(out)]) == 2
    assert "give another folder" in capsys.readouterr().err
    assert main(["share", str(out), "--out", str(given), "--least", "1"]) == 2
    assert "at least 2" in capsys.readouterr().err


def test_the_audit_is_told_with_its_place_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text(WEEK + week(1) + "2,A,hier,x,Il neige encore.\n", "utf-8")
    (tmp_path / "b.jsonl").write_text(
        '{"id": "b", "outlet": "A", "text": "Il neige.", "date": "2023"}\n{"id": \n', "utf-8"
    )
    assert main(["measure", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(told) if "malformed_json" in line)
    assert (
        told[at].startswith("  rejected: malformed_json: 1 (b.jsonl, record 2: line 2: ")
        and "mend the line" in told[at + 1]
    )
    at = told.index("  flagged: unreadable_date: 1 (a.csv, record 2: hier)")
    assert told[at + 1] == "    to do: write such dates as 2022-12-23, or name another column with --date"


def test_a_codebook_is_written_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "codebook.csv"
    assert main(["columns", "--out", str(path)]) == 0
    book = pd.read_csv(path)
    assert list(book) == ["table", "name", "dtype", "unit", "definition"]
    assert {"direct_share", "reason = undated"} <= set(book["name"]) and book["definition"].notna().all()
    assert main(["columns", "--out", str(tmp_path / "codebook.md")]) == 0
    assert "| `direct_share` |" in (tmp_path / "codebook.md").read_text("utf-8")


def test_without_a_command_the_commands_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "measure" in capsys.readouterr().err


def test_a_terminal_of_few_columns_has_no_word_cut_and_no_color_where_none_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "port.txt"
    path.write_text(PLAIN.replace("lundi.", "lundi, " + "puis mardi, " * 12 + "et mercredi."), "utf-8")
    shown = {}
    for unwanted in ("", "1"):
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        given = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
        subprocess.run(
            [sys.executable, "-m", "analysis", "read", str(path)],
            stdout=theirs, stderr=subprocess.DEVNULL, check=True, env={**given, "NO_COLOR": unwanted},
        )  # fmt: skip
        os.close(theirs)
        shown[unwanted] = os.read(ours, 100_000).decode()
    assert "\x1b[" in shown[""] and "\x1b[" not in shown["1"]
    assert max(map(len, shown["1"].splitlines())) <= 60 and "[D Nous sommes prêts]" in shown["1"]


def test_a_file_is_not_written_under_the_name_of_another_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "tables"
    pd.DataFrame({"text": ["Il neige."], "outlet": "A"}).to_csv(path, index=False)
    assert main(["measure", str(path), "--out", str(out)]) == 0
    for command in (["compare", str(out)], ["columns"]):
        assert main([*command, "--out", str(tmp_path / "r.xlsx")]) == 2
        assert "would be no .xlsx file; give a name that ends in .csv" in capsys.readouterr().err
        assert main([*command, "--out", str(tmp_path / "r.csv")]) == 0
    assert not (tmp_path / "r.xlsx").exists()
    # Articles in place of their tables: what makes the tables is said, and not a folder of the name of the file.
    assert main(["compare", str(path)]) == 2
    assert f"where it holds articles, media-framing measure {path} --out tables makes one" in capsys.readouterr().err
    assert main(["compare", str(out), "--measure", "atributed_share"]) == 2
    told = capsys.readouterr().err
    assert "did you mean attributed_share" in told and len(told) < 200


def test_the_page_of_french_articles_is_in_french(tmp_path: Path) -> None:
    path, page = tmp_path / "port.txt", tmp_path / "view.html"
    path.write_text(PLAIN, "utf-8")
    for asked, said in (([], "citation directe"), (["--labels", "en"], "direct quotation")):
        assert main(["read", str(path), "--html", str(page), *asked]) == 0
        assert said in page.read_text("utf-8")
