"""From a corpus to its four tables: one row per article, sums that add up, runs that can be cut off and shared out."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import measure, open_tables, read_corpus
from analysis.columns import RATIOS, TABLES, VOICES, names
from analysis.compare import regress
from analysis.corpus.audit import MEASURED, REASONS
from analysis.keywords import TermCounts
from analysis.measure import Tables, parts, prune_parts, stale_parts, with_columns
from analysis.measure.parallel import in_turn, processes
from analysis.records import Article

DEMO = Path(__file__).parent.parent / "data" / "demo" / "articles.csv"


@pytest.fixture(scope="module")
def demo() -> Tables:
    return measure(DEMO)


def test_one_row_per_article_in_the_order_of_the_corpus(demo: Tables) -> None:
    corpus = read_corpus(DEMO)
    assert demo.articles["id"].tolist() == [article.id for article in corpus]
    assert len(corpus) == corpus.n_records - (corpus.audit["outcome"] == "rejected").sum()


def test_tables_have_the_columns_of_the_dictionary(demo: Tables) -> None:
    for table in TABLES:
        assert list(getattr(demo, table).columns) == list(names(table))
        assert table == "audit" or len(getattr(demo, table))


def test_voices_add_up_to_the_words(demo: Tables) -> None:
    rows = demo.articles
    assert (rows[[f"n_{voice}" for voice in VOICES]].sum(axis=1) == rows["n_words"]).all()
    assert (rows["n_words"] > 150).all()
    titles = rows[[f"title_n_{voice}" for voice in VOICES]].sum(axis=1)
    assert (titles == rows["title_n_words"]).all()


def test_shares_are_their_numerator_over_their_denominator(demo: Tables) -> None:
    rows = demo.articles
    for name, ratio in RATIOS.items():
        expected = ratio.scale * rows[list(ratio.numerator)].sum(axis=1) / rows[list(ratio.denominator)].sum(axis=1)
        np.testing.assert_allclose(rows[name], expected)


def test_attributions_trace_back_to_their_passage(demo: Tables) -> None:
    texts = {article.id: article for article in read_corpus(DEMO)}
    rows = demo.attributions
    assert set(rows["part"]) <= {"body", "title"}
    for row in rows.itertuples():
        text = texts[row.article_id].text if row.part == "body" else texts[row.article_id].title
        pieces = [text[slice(*map(int, piece.split("-")))] for piece in row.content_spans.split(";")]
        assert " … ".join(pieces) == row.content
        assert 0 <= row.n_words_marked <= row.n_words
        assert 0 <= row.confidence <= 1


def test_attributions_are_counted_once_each(demo: Tables) -> None:
    body = demo.attributions[demo.attributions["part"] == "body"]
    speech = body[body["act"] == "speech"].groupby("article_id").size().reindex(demo.articles["id"], fill_value=0)
    assert speech.tolist() == demo.articles["n_attributions"].tolist()
    types = demo.articles[["n_attributions_direct", "n_attributions_mixed", "n_attributions_indirect"]].sum(axis=1)
    assert types.tolist() == demo.articles["n_attributions"].tolist()


def test_measuring_a_subset_changes_no_row(demo: Tables) -> None:
    some = list(read_corpus(DEMO))[1:3]
    again = measure(some).articles.reset_index(drop=True)
    pd.testing.assert_frame_equal(again, demo.articles.iloc[1:3].reset_index(drop=True), check_dtype=False)


def test_an_empty_or_odd_article_is_a_row_all_the_same() -> None:
    odd = [Article("a", ""), Article("b", "?! … »"), Article("c", "x\x00\ud800 «"), Article("d", "漢字" * 50)]
    tables = measure(odd)
    assert tables.articles["id"].tolist() == ["c", "d"]
    rejected = tables.audit[tables.audit["outcome"] == "rejected"]
    assert rejected[["id", "reason"]].values.tolist() == [["a", "empty_text"], ["b", "empty_text"]]


def test_rejected_records_reach_the_audit() -> None:
    table = pd.DataFrame({"id": ["x", "y"], "text": ["", "Il neige sur la ville, dit-elle."], "outlet": "Le Clairon"})
    tables = measure(table)
    assert tables.articles["id"].tolist() == ["y"]
    assert tables.card["n_records"] == 2 == len(tables.articles) + tables.card["n_rejected"]
    assert (tables.audit["outcome"] == "rejected").sum() == 1


def test_aspects_can_be_left_out_and_a_wrong_one_is_named(demo: Tables) -> None:
    bare = measure(DEMO, aspects=["readability"], terms=False).articles
    assert bare["n_hedge"].isna().all()
    assert bare["n_frame_conflict"].isna().all()
    pd.testing.assert_series_equal(bare["lix"], demo.articles["lix"])
    with pytest.raises(
        ValueError, match="aspects=\\['style'\\]: give a list out of sources, wording, readability, frames"
    ):
        measure(DEMO, aspects=["style"])


def test_corrections_by_hand_survive_a_new_run_and_are_accounted_for(demo: Tables, tmp_path: Path) -> None:
    first = demo.attributions[(demo.attributions["part"] == "body") & (demo.attributions["act"] == "speech")].iloc[0]
    table = pd.DataFrame(
        {
            "article_id": [first.article_id, "not-there"],
            "start": [first.start, 0],
            "end": [first.end, 5],
            "field": "speaker",
            "value": "Somebody Else",
        }
    )
    table.to_csv(tmp_path / "corrections.csv", index=False)
    again = measure(DEMO, corrections=tmp_path / "corrections.csv", aspects=[], terms=False)
    changed = again.attributions.set_index(["article_id", "part", "n"])["speaker"]
    assert changed[first.article_id, "body", first.n] == "Somebody Else"
    rows = again.audit[again.audit["source"] == "corrections"]
    assert rows["outcome"].tolist() == ["repaired", "flagged"]
    others = demo.attributions.set_index(["article_id", "part", "n"])["speaker"].drop(
        (first.article_id, "body", first.n)
    )
    assert changed.drop((first.article_id, "body", first.n)).fillna("").tolist() == others.fillna("").tolist()


def test_every_aspect_is_measured(demo: Tables) -> None:
    rows = demo.articles
    assert (rows["n_read_words"] > 100).all()
    assert rows[["n_hedge", "n_modality", "n_passive", "n_frame_conflict"]].sum().gt(0).all()
    assert rows["own_reading_ease"].notna().mean() > 0.9
    said = rows["n_frame_conflict_own"] + rows["n_frame_conflict_said"]
    assert said.tolist() == rows["n_frame_conflict"].tolist()


def test_workers_and_executors_give_the_same_tables(demo: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["analysis.measure"], "CHUNK", 2000)
    with ThreadPoolExecutor(2) as pool:
        shared = measure(DEMO, executor=pool)
    for several in (measure(DEMO, workers=2), shared):
        for table in TABLES:
            pd.testing.assert_frame_equal(getattr(several, table), getattr(demo, table), check_dtype=False)


def test_a_run_goes_on_where_it_was_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["analysis.measure"], "CHUNK", 2000)
    articles = list(read_corpus(DEMO))
    finished: list[int] = []

    def cut_off(n: int) -> None:
        finished.append(n)
        if len(finished) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure(articles, resume=tmp_path, progress=cut_off)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("card.json")}
    assert len(kept) >= 2
    whole = measure(articles, resume=tmp_path)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    pd.testing.assert_frame_equal(whole.articles, measure(articles).articles, check_dtype=False)


def test_what_is_added_or_corrected_undoes_no_part_it_does_not_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["analysis.measure"], "CHUNK", 1)
    line, other = "Suivez le Clairon sur les ondes", "Retrouvez la météo à vingt heures"
    week = [Article(f"a{n}", f"« Il pleut », a dit Anne Roux. {n}\n{line}", "Le Clairon", lang="fr") for n in range(5)]
    first = measure(week, resume=tmp_path)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("card.json")}
    assert len(kept) == 5
    # Five articles of the next week repeat a line of their own; one of the first is corrected.
    after = [Article(f"b{n}", f"Il neige. {n}\n{other}", "Le Clairon", lang="fr") for n in range(5)]
    by_hand = pd.DataFrame({"article_id": ["a0"], "field": ["speaker"], "value": ["Zoé Roux"], "passage": ["Il pleut"]})
    again = measure([*week, *after], resume=tmp_path, corrections=by_hand)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert len(list(tmp_path.rglob("card.json"))) == 5 + 5 + 1
    whole = measure([*week, *after], corrections=by_hand)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(again, table), getattr(whole, table), check_dtype=False)
    assert first.attributions["speaker"].tolist() == ["Anne Roux"] * 5
    assert again.attributions["speaker"].tolist() == ["Zoé Roux"] + ["Anne Roux"] * 4
    # A line of an old article that the new ones make a repeated one changes its terms, and its part.
    echo = [
        Article(f"c{n}", f"Il vente. {n}\n« Il pleut », a dit Anne Roux. 0", "Le Clairon", lang="fr") for n in range(4)
    ]
    measure([*week, *after, *echo], resume=tmp_path, corrections=by_hand)
    assert len(list(tmp_path.rglob("card.json"))) == 11 + 4 + 1


def test_an_interruption_ends_the_processes_and_not_only_the_wait(tmp_path: Path) -> None:
    with processes(1) as pool:  # a process that would raise it is the one that may leave the others waiting
        assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_DFL
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a job in the background has it
    try:
        with processes(1) as pool:
            assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    script = tmp_path / "many.py"
    script.write_text(
        "import sys\nfrom analysis import measure\n"
        "sys.modules['analysis.measure'].CHUNK = 1\n"
        "rows = [{'id': str(n), 'text': 'Il pleut, a dit Anne Martin. ' * 50, 'lang': 'fr'} for n in range(400)]\n"
        "if __name__ == '__main__':\n"
        f"    measure(rows, workers=2, resume={str(tmp_path / 'parts')!r}, progress=lambda n: print(n, flush=True))\n",
        "utf-8",
    )
    # Ctrl-C in a terminal reaches the whole group, as here.
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None and running.stdout.readline() == "1\n"
        os.killpg(running.pid, signal.SIGINT)
        try:
            told = running.communicate(timeout=120)[1]
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode != 0 and told.strip().endswith("KeyboardInterrupt")
    assert 0 < len(list(tmp_path.rglob("card.json"))) < 400


def test_a_run_that_is_left_has_cancelled_nothing_of_the_little_it_gave_out() -> None:
    class Remembering(ThreadPoolExecutor):
        def submit(self, *args: Any, **kwargs: Any) -> Any:
            given.append(super().submit(*args, **kwargs))
            return given[-1]

    given: list[Future[int]] = []
    hold = threading.Event()
    with Remembering(1) as pool:
        turns = in_turn(pool, lambda n: n if n == 0 or hold.wait(60) else -1, range(50), ahead=4)
        assert next(turns) == 0
        turns.close()
        assert len(given) == 4 and not any(future.cancelled() for future in given)
        hold.set()
        assert list(in_turn(pool, abs, range(-9, 0), ahead=4)) == [*range(9, 0, -1)]


def test_a_part_measured_by_another_version_of_a_list_is_measured_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [Article("a", "Il pleut peut-être.", lang="fr")]
    measure(articles, resume=tmp_path)
    measure(articles, resume=tmp_path)
    assert len(list(tmp_path.rglob("card.json"))) == 1
    monkeypatch.setattr(parts, "_code", lambda: "another list of hedges")
    measure(articles, resume=tmp_path)
    assert len(list(tmp_path.rglob("card.json"))) == 2


def test_a_script_that_does_not_guard_its_workers_is_told_how(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import multiprocessing\nmultiprocessing.set_start_method('spawn', force=True)\n"
        "from analysis import measure\nmeasure([{'text': 'Il pleut.', 'lang': 'fr'}], workers=2)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "if __name__ == '__main__':" in done.stderr


@pytest.mark.parametrize(
    ("column", "written"), [("direct_share", "0,25"), ("date", "03/04/2022"), ("n_words", "1 234"), ("date", "avr-22")]
)
def test_numbers_and_dates_that_a_spreadsheet_wrote_anew_are_not_taken(
    demo: Tables, tmp_path: Path, column: str, written: str
) -> None:
    path = demo.save(tmp_path, format="csv") / "articles.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[1, column] = written
    rows.to_csv(path, index=False)
    with pytest.raises(ValueError, match=f"articles.csv: {column} holds '{written}', .* spreadsheet program"):
        Tables.load(tmp_path)


def test_tables_can_be_asked_whether_they_are_the_same_ones(demo: Tables, tmp_path: Path) -> None:
    again = Tables.load(demo.save(tmp_path))
    assert demo == demo and demo != again and len({demo, again}) == 2


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_a_full_disk_leaves_the_tables_that_were_there(demo: Tables, tmp_path: Path, format: str) -> None:
    resource = pytest.importorskip("resource")
    old = replace(demo, articles=demo.articles.head(2), card={"n_articles": 2})
    folder = old.save(tmp_path / "tables", format=format)
    files = sorted(folder.iterdir())
    most = max(path.stat().st_size for path in demo.save(tmp_path / "whole", format=format).iterdir())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most - 1, limits[1]))
    try:
        with pytest.raises(OSError, match=r"(?i)file too large|errno 27"):
            demo.save(folder, format=format)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert sorted(folder.iterdir()) == files
    assert Tables.load(folder).articles["id"].tolist() == old.articles["id"].tolist()


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_tables_come_back_as_they_were_saved(demo: Tables, tmp_path: Path, format: str) -> None:
    again = Tables.load(demo.save(tmp_path, format=format))
    assert again.card == demo.card
    for table in ("articles", "attributions"):
        pair = (getattr(again, table), getattr(demo, table))
        pd.testing.assert_frame_equal(*(frame.astype(object).where(frame.notna(), None) for frame in pair))
        pair[0].assign(week="2023-W10")  # pandas warns of one column more where each stands alone in memory
    pd.testing.assert_frame_equal(again.terms, demo.terms, check_dtype=False)


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_words_that_look_like_nothing_and_years_alone_come_back_as_text(tmp_path: Path, format: str) -> None:
    text = "Le score est null, dit Ana Nan. Un score null et nan, ni plus ni moins."
    made = measure([Article("001", text, "NA", date="2022", lang="fr"), Article("002", text, date="2023", lang="fr")])
    again = Tables.load(made.save(tmp_path, format=format))
    assert again.articles[["id", "date"]].values.tolist() == [["001", "2022"], ["002", "2023"]]
    assert {"null", "nan"} <= set(again.terms["term"])
    assert TermCounts.from_tables(again.articles, again.terms).terms == tuple(sorted(set(made.terms["term"])))


def test_every_reason_that_measuring_adds_to_the_audit_is_explained() -> None:
    text = "«Oui», a dit Zoé Durand. La mairie a annoncé mardi une réforme que les syndicats refusent de soutenir. "
    italian = "Il governo ha annunciato che la riforma delle pensioni sarà approvata entro la fine della settimana. "
    by_hand = pd.DataFrame(
        [("a", "speaker", "Zoé", "«Oui»"), ("a", "speaker", "Zoé", "«Non»"), ("z", "speaker", "Zoé", "«Oui»")],
        columns=["article_id", "field", "value", "passage"],
    )
    articles = [Article("a", text, lang="en"), Article("b", italian * 3)]
    audit = measure(articles, corrections=by_hand, terms=False, aspects=()).audit
    known = {reason: outcome for reason, (outcome, _) in (REASONS | MEASURED).items()}
    assert {"language_contradicts", "language_not_read", "corrected by hand"} <= set(audit["reason"])
    assert {"correction found no passage", "correction of an unknown article"} <= set(audit["reason"])
    assert audit["outcome"].tolist() == [known[reason] for reason in audit["reason"]]


def test_passages_can_be_kept_out(demo: Tables) -> None:
    bare = measure(DEMO, passages=False, terms=False)
    assert bare.attributions[["content", "cue", "source"]].isna().all(axis=None)
    assert len(bare.terms) == 0
    assert bare.attributions["content_spans"].tolist() == demo.attributions["content_spans"].tolist()


def test_wrong_arguments_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="workers=0"):
        measure([Article("a", "x")], workers=0)
    with pytest.raises(ValueError, match="slow"):
        measure([Article("a", "x")], engine="slow")
    with pytest.raises(ValueError, match="format='xls' is not one of parquet, csv"):
        measure([Article("a", "x")]).save(tmp_path, format="xls")
    with pytest.raises(FileNotFoundError, match=r"neither articles\.parquet nor articles\.csv"):
        Tables.load(tmp_path / "nothing")


def test_tables_say_in_a_line_what_they_hold(demo: Tables) -> None:
    assert repr(demo).startswith(f"Tables({len(demo.articles)} articles, ")
    one = measure([Article("a", "Il neige.")])
    assert repr(one).startswith("Tables(1 article, 0 attributions, ")
    assert "\n" not in repr(demo)


def test_missing_corrections_and_odd_workers_are_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"corrections='nowhere\.csv'"):
        measure([Article("a", "Il pleut.")], corrections="nowhere.csv")
    with pytest.raises(ValueError, match="workers='2'"):
        measure([Article("a", "Il pleut.")], workers="2")


def test_every_rejected_record_and_every_correction_has_its_row() -> None:
    text = "« Nous partons », a dit Anne Martin. « Nous restons », a dit Luc Roux."
    corpus = read_corpus([{"id": "a", "text": text}] * 4 + [{"id": "b", "text": ""}] * 3)
    corrections = pd.DataFrame(
        [
            {"article_id": "a", "field": f, "value": v, "passage": "Nous partons"}
            for f, v in (("speaker", "Eva"), ("stance", "doubt"))
        ]
        + [{"article_id": "z", "field": "speaker", "value": "Eva", "passage": "Nous partons"}] * 2
    )
    tables = measure(corpus, corrections=corrections)
    assert (tables.audit["outcome"] == "rejected").sum() == tables.card["n_rejected"] == 6
    assert (tables.audit["source"] == "corrections").sum() == 4


def test_a_headline_is_corrected_where_it_is_meant() -> None:
    article = {
        "id": "a",
        "title": "« Nous partons demain », dit Anne Martin",
        "text": "« Nous restons encore », a déclaré Paul Durand mardi. Il neige.",
        "lang": "fr",
    }
    rows = measure([article]).attributions
    title = rows[rows["part"] == "title"].iloc[0]
    fix = {"article_id": "a", "field": "speaker", "value": "Eva Roux", "part": "title"}
    fixed = measure([article], corrections=pd.DataFrame([fix | {"start": title["start"], "end": title["end"]}]))
    assert fixed.attributions.groupby("part")["speaker"].first().to_dict() == {
        "body": "Paul Durand",
        "title": "Eva Roux",
    }
    lost = measure([article | {"title": None}], corrections=pd.DataFrame([fix | {"passage": "Nous partons"}]))
    assert "correction found no passage" in lost.audit["reason"].tolist()


def test_a_folder_holds_the_tables_saved_last_or_none(demo: Tables, tmp_path: Path) -> None:
    demo.save(tmp_path)
    measure([{"id": "n", "text": "Il pleut."}]).save(tmp_path, format="csv")
    assert Tables.load(tmp_path).articles["id"].tolist() == ["n"]
    (tmp_path / "articles.csv").write_text("id\tn_words\nn\t2\n", "utf-8")
    with pytest.raises(ValueError, match=r"articles\.csv has no column id"):
        Tables.load(tmp_path)


def test_a_folder_with_a_file_called_articles_is_read_as_articles(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("id,texte\n1,Il neige.\n", "utf-8")
    assert open_tables(tmp_path).articles["n_words"].tolist() == [2]


def test_corrections_kept_in_a_spreadsheet_are_read_without_its_empty_rows(tmp_path: Path) -> None:
    article = Article("7", "« Nous verrons », a dit Anne Martin.", lang="fr")
    row = {"article_id": 7, "passage": "Nous verrons", "field": "stance", "value": "doubt"}
    pd.DataFrame([row, dict.fromkeys(row)]).to_excel(tmp_path / "by hand.xlsx", index=False)
    (tmp_path / "by hand.csv").write_text(f"{';'.join(row)}\n7;Nous verrons;stance;doubt\n;;;\n", "utf-8-sig")
    for file in tmp_path.iterdir():
        assert measure([article], corrections=file).attributions["stance"].tolist() == ["doubt"]


def test_corrections_saved_by_a_spreadsheet_are_read(tmp_path: Path) -> None:
    article = {"id": "1", "text": "« Nous partons », a dit Anne Martin.", "lang": "fr"}
    path = tmp_path / "c.csv"
    path.write_bytes("article_id;field;value;passage\n1.0;speaker;Zoé;Nous partons\n".encode("cp1252"))
    assert measure([article], corrections=path).attributions["speaker"].tolist() == ["Zoé"]
    path.write_bytes(b"")
    with pytest.raises(
        ValueError, match=r"corrections='.*c.csv' is empty; its first line names the columns article_id"
    ):
        measure([article], corrections=path)


def test_the_digest_of_the_card_is_that_of_all_fields() -> None:
    article = Article("a", "Il neige.", "G", "2020-01", "fr", "Titre", "https://a.example/b", "e")
    other = {
        "id": "b",
        "text": "Il pleut.",
        "outlet": "H",
        "date": "2021",
        "lang": "en",
        "title": "T",
        "url": "u",
        "event": "f",
    }
    assert set(other) == set(Article.__dataclass_fields__)
    changed = [article, *(replace(article, **{field: value}) for field, value in other.items())]
    changed.append(replace(article, title=None, event="Titre"))
    cards = [measure([a], terms=False, aspects=()).card["corpus_sha256"] for a in changed]
    assert len(set(cards)) == len(changed)
    assert measure([article], terms=False, aspects=()).card["corpus_sha256"] == cards[0]
    measure([replace(article, text="Il\ud800 neige.")], terms=False, aspects=())


@pytest.mark.parametrize(
    ("text", "lang", "detail"),
    [
        ("O homem disse que nao", None, "perhaps pt"),
        ("O homem disse que nao", "pt-BR", "declared pt"),
        ("2022 — 49.3 !", None, "nothing tells its language"),
        ("x" * 400, None, "nothing tells its language"),
    ],
)
def test_a_text_in_no_language_read_here_is_told_though_it_is_not_sure(
    text: str, lang: str | None, detail: str
) -> None:
    tables = measure([Article("a", text, lang=lang, outlet="A", date="2022")])
    [row] = tables.audit.to_dict("records")
    assert (row["reason"], row["detail"].partition(";")[0]) == ("language_not_read", detail)
    # What is read, however short, is not told.
    assert measure([Article("a", "Il neige.", outlet="A", date="2022")]).audit.empty


def test_parts_that_the_corpus_no_longer_needs_are_told_and_removed_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["analysis.measure"], "CHUNK", 1)
    week = [Article(f"a{n}", f"Il pleut, a dit Anne Roux. {n}", lang="fr") for n in range(4)]

    def cut_off(n: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure(week, resume=tmp_path, progress=cut_off)
    assert stale_parts(tmp_path) == []  # a run that was cut off needs what it has made
    measure(week, resume=tmp_path)
    assert stale_parts(tmp_path) == []
    # One article is gone, one has changed.
    measure([*week[:2], replace(week[2], text="Il neige.")], resume=tmp_path)
    own = tmp_path / ("0" * 20)
    own.mkdir()
    (own / "mine.txt").write_text("kept", "utf-8")
    assert len(stale_parts(tmp_path)) == 2
    before = {path.parent for path in tmp_path.rglob("card.json")}
    assert prune_parts(tmp_path) == 2 and stale_parts(tmp_path) == [] and prune_parts(tmp_path) == 0
    after = {path.parent for path in tmp_path.rglob("card.json")}
    assert len(before - after) == 2 and len(after) == 3 and (own / "mine.txt").exists()
    whole = measure([*week[:2], replace(week[2], text="Il neige.")], resume=tmp_path)
    assert len(whole.articles) == 3 and stale_parts(tmp_path) == []


def test_a_table_that_lacks_a_column_of_corrections_says_which(tmp_path: Path) -> None:
    articles = [Article("a", "Il pleut, a dit Anne Roux.", lang="fr")]
    (tmp_path / "c.csv").write_text("article_id;passage;champ;valeur\na;Il pleut;speaker;Zoé\n", "utf-8")
    told = "there is no column field and none value; columns are article_id, passage, champ, valeur"
    with pytest.raises(ValueError, match=told):
        measure(articles, corrections=tmp_path / "c.csv")
    by_hand = {
        "article_id": ["a", None],
        "passage": ["Il pleut", None],
        "field": ["speaker", None],
        "value": ["Z", None],
    }
    tables = measure(articles, corrections=pd.DataFrame(by_hand))  # an empty row is none
    assert tables.attributions["speaker"].tolist() == ["Z"]


def test_a_file_in_the_place_of_the_folder_of_parts_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "parts").write_text("mine", "utf-8")
    with pytest.raises(ValueError, match="parts' is a file; give a folder"):
        measure([Article("a", "Il pleut.")], resume=tmp_path / "parts")
    assert (tmp_path / "parts").read_text("utf-8") == "mine"


def test_a_table_that_a_spreadsheet_saved_in_its_encoding_is_told(tmp_path: Path) -> None:
    text = "« L'été », a dit Zoé Roux."
    made = measure([{"id": "a", "text": text, "outlet": "L'Été", "lang": "fr"}]).save(tmp_path, format="csv2")
    path = made / "articles.csv"
    path.write_bytes(path.read_text("utf-8-sig").encode("cp1252"))
    with pytest.raises(ValueError, match=r"articles\.csv is not in UTF-8; was it saved by a spreadsheet program"):
        Tables.load(made)


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_places_of_records_stay_whole_numbers_beside_remarks_without_one(tmp_path: Path, format: str) -> None:
    posts = "Question : Est-ce vrai ?\nRéponse : Oui, il neige depuis lundi sur le port.\n" * 4
    made = measure([{"text": posts, "lang": "xx"}, {"text": "Snön faller över staden i dag.", "lang": "sv"}])
    assert made.audit["record"].isna().any() and made.audit["record"].notna().any()
    again = Tables.load(made.save(tmp_path, format=format))
    for audit in (made.audit, again.audit):
        assert str(audit["record"].dtype) == "Int64" and audit["record"].dropna().tolist()[0] == 1


def test_a_kept_number_is_one_in_a_regression_whatever_the_tables_are_saved_as(tmp_path: Path) -> None:
    said = "« Oui », a dit Anne Roux. "
    table = {"outlet": [*"AB"] * 15, "views": range(7, 307, 10), "code": [f"0{n % 3}" for n in range(30)]}
    table["text"] = [f"Il pleut. {said * (n % 4)}Le port numéro {n} est fermé." for n in range(30)]
    pd.DataFrame(table).to_csv(tmp_path / "a.csv", index=False)
    corpus = read_corpus(tmp_path / "a.csv")
    kept = with_columns(measure(corpus), corpus, ["views", "code"])
    assert kept.articles["code"].tolist()[:2] == ["00", "01"]
    for format in ("parquet", "csv", "csv2"):
        articles = Tables.load(kept.save(tmp_path / format, format=format)).articles
        terms = regress(articles, "direct_share", covariates=["views"])["term"].tolist()
        assert terms == ["constant", "outlet: B − A", "views"], format


@pytest.mark.parametrize("format", ["parquet", "csv", "csv2"])
def test_codes_of_the_source_come_back_letter_by_letter(tmp_path: Path, format: str) -> None:
    table = {
        "text": ["Il neige depuis lundi.", "Il pleut depuis mardi.", "Il vente depuis hier."],
        "town": ["06000", "75000", "13001"],
        "dossier": ["1e5", "12", "13"],
        "number": ["12345678901234567", "12345678901234568", "3"],
        "views": ["10", "11", "12"],
        "rate": ["1.5", "2.0", "3.25"],
        "paid": ["True", "False", "True"],
    }
    pd.DataFrame(table).to_csv(tmp_path / "a.csv", index=False)
    corpus = read_corpus(tmp_path / "a.csv")
    names = list(table)[1:]
    made = with_columns(measure(corpus), corpus, names)
    made.articles["small"] = [0.00001, 2.5e-7, 1e20]
    again = Tables.load(made.save(tmp_path / format, format=format)).articles
    for name in ("town", "dossier", "number"):
        assert again[name].tolist() == table[name], name
    assert again["views"].tolist() == [10, 11, 12]
    assert again["rate"].tolist() == [1.5, 2.0, 3.25] and again["small"].tolist() == [0.00001, 2.5e-7, 1e20]
    assert [str(paid) for paid in again["paid"]] == table["paid"]
