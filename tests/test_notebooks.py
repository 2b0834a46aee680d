"""The notebooks: short, normalised, and what they draw is what is committed; they run on anybody's articles."""

from __future__ import annotations

import copy
import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

nbformat = pytest.importorskip("nbformat", reason="the extra 'notebooks' is not installed")
run = pytest.importorskip("notebooks.run", reason="the extra 'notebooks' is not installed")

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
NEEDED = (
    "notebooks",
    "data",
    *(f"bench/{name}" for name in ("accuracy.json", "accuracy_articles.csv", "accuracy_steps.csv", "correction.json")),
)
"""What the notebooks read, besides the installed module: copied, so that a test changes nothing in the work tree."""


def read(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def code(name: str) -> list[Any]:
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert len(NAMES) >= 1
    assert len({name[:2] for name in NAMES}) == len(NAMES), "figures are named after the number of their notebook"


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_one_question_in_few_short_cells(name: str) -> None:
    cells = read(name).cells
    title = cells[0].source.splitlines()[0]
    assert cells[0].cell_type == "markdown" and re.fullmatch(r"# .*\?", title), title
    assert sum(line.startswith("# ") for c in cells if c.cell_type == "markdown" for line in c.source.splitlines()) == 1
    first, *_ = code(name)
    assert first.metadata.get("tags") == ["parameters"]
    assert 2 <= len(code(name)) <= 12
    for cell in code(name):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 10, cell.source
        assert not re.search(r"^\s*(async )?def |^\s*class |^\s*while |^[%!]|pip install", cell.source, re.M), (
            cell.source
        )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_beside_a_figure_is_in_the_language_asked_for(name: str) -> None:
    written = "\n".join(cell.source for cell in code(name))
    asked = re.findall(
        r"(figures\.Gallery|profiles\.\w+_in_words|profiles\.caption)\(((?:[^()]|\([^()]*\))*)\)", written
    )
    assert asked and not [call for call in asked if not re.search(r"\blang\b", call[1])]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_a_notebook_is_drawn_for_the_width_asked_for(name: str) -> None:
    parameters, *others = code(name)
    assert re.search(r"^width = None  # .*\bmm\b", parameters.source, re.M)
    written = "\n".join(cell.source for cell in others)
    assert re.findall(r"figures\.Gallery\([^()]*\)", written) == re.findall(r"figures\.Gallery\([^()]*width\)", written)
    # One drawn before the gallery is asked would be drawn for no width.
    drawn = re.findall(r"^.*\bfigures\.[a-z]\w*\(.*$", written, re.M)
    assert drawn and not [line for line in drawn if "lambda: figures." not in line]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_committed_executed_and_normalised(name: str, tmp_path: Path) -> None:
    path = ROOT / "notebooks" / f"{name}.ipynb"
    run.write(run.normalised(copy.deepcopy(read(name))), tmp_path / "again.ipynb")
    assert (tmp_path / "again.ipynb").read_bytes() == path.read_bytes(), f"python -m notebooks.run {name}"
    outputs = [output for cell in code(name) for output in cell.outputs]
    assert outputs, "committed without its outputs"
    assert not [output for output in outputs if output.output_type == "error"]
    for output in outputs:
        assert run.LIVE not in output.get("data", {}), "a control has a random id, and shows nothing on a page"
        data = {kind: text for kind, text in output.get("data", {}).items() if not kind.startswith("image/png")}
        said = json.dumps([data, output.get("text", "")], ensure_ascii=False)
        assert not re.search(r"/(home|root|Users|tmp|work|private|var)/|[A-Z]:\\\\", said), "a path of one computer"
        assert not re.search(r"\b\d{1,2}:\d{2}:\d{2}\b|\bat 0x[0-9a-f]+", said), "a time or an address in memory"
        assert "image/png" not in output.get("data", {}) or output.metadata["image/png"]["alt"].strip()


def test_a_control_leaves_what_stands_beside_it() -> None:
    new = nbformat.v4
    shown = {run.LIVE: {"model_id": "0f3a"}, "text/plain": "(controls)", "image/png": "AA=="}
    cell = new.new_code_cell("panel", outputs=[new.new_output("display_data", data=shown)])
    book = new.new_notebook(cells=[cell], metadata={"widgets": {"state": {"0f3a": {}}}})
    kept = run.normalised(book)
    assert kept.cells[0].outputs[0].data == {"text/plain": "(controls)", "image/png": "AA=="}
    assert "0f3a" not in nbformat.writes(kept)


@pytest.mark.parametrize("name", ["02_who_speaks", "08_outlets_compared"])
def test_the_panel_is_open_and_leaves_a_picture_on_the_page(name: str) -> None:
    (cell,) = [cell for cell in code(name) if "panel.panel(" in cell.source]
    kinds = [set(output.get("data", {})) for output in cell.outputs]
    assert any("image/png" in kind for kind in kinds) and any("text/markdown" in kind for kind in kinds)


@pytest.mark.parametrize("name", ["02_who_speaks", "03_who_is_heard", "04_how_they_are_introduced"])
def test_passages_behind_a_bar_are_listed(name: str) -> None:
    (cell,) = [cell for cell in code(name) if "reading.evidence(" in cell.source]
    html = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
    assert html.count('class="passage"') >= 2


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, subprocess.CompletedProcess[str]]]:
    """Run every notebook in a copy of what it needs; return the copy and how each run ended."""
    root = tmp_path_factory.mktemp("copy")
    for needed in NEEDED:
        source, target = ROOT / needed, root / needed
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    (root / "figures").mkdir()

    def one(name: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "notebooks.run", name]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600, env=environment())

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return root, dict(zip(NAMES, pool.map(one, NAMES), strict=True))


def environment() -> dict[str, str]:
    """Return the environment of a run: the module under test, one thread for each kernel."""
    return os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_draws_the_figures_that_are_committed(
    executed: tuple[Path, dict[str, subprocess.CompletedProcess[str]]], name: str
) -> None:
    root, runs = executed
    assert runs[name].returncode == 0, runs[name].stderr[-2000:]
    kept, made = (
        {path.name: path for path in sorted((folder / "figures").glob(f"{name[:2]}_*.csv"))} for folder in (ROOT, root)
    )
    assert sorted(made) == sorted(kept)
    for figure in made:
        pd.testing.assert_frame_equal(pd.read_csv(made[figure]), pd.read_csv(kept[figure]), rtol=0, atol=1e-6)
        for suffix in (".png", ".svg", ".md"):
            assert made[figure].with_suffix(suffix).exists() and kept[figure].with_suffix(suffix).exists()
        words = (root / "figures" / figure).with_suffix(".md").read_text("utf-8")
        assert words == kept[figure].with_suffix(".md").read_text("utf-8"), "caption and alt text say the same numbers"


@pytest.mark.parametrize("name", ["02_who_speaks", "05_framing_words", "06_frames_and_wording", "07_same_story"])
def test_a_small_corpus_without_dates_or_events_is_told_what_it_lacks(name: str, tmp_path: Path) -> None:
    out = papermill(name, of_six(tmp_path), tmp_path)
    lacking = {"05": "no word is used often enough", "06": "give a date column", "07": "give an event column"}
    assert lacking.get(name[:2], "6 articles") in out
    assert ("Nothing to draw" in out) == (name[:2] in lacking)


def test_an_article_that_nobody_signed_is_drawn_beside_others_of_its_kind(tmp_path: Path) -> None:
    mine = tmp_path / "one.csv"
    pd.DataFrame({"text": ["It rained. “We will go all the way,” said Joan Pike."]}).to_csv(mine, index=False)
    papermill("00_one_article", mine, tmp_path, save_to=tmp_path / "drawn")
    words = (tmp_path / "drawn" / "00_barcodes.md").read_text("utf-8")
    assert "unknown: 1 article" in words and "None" not in words


@pytest.mark.parametrize("name", [name for name in NAMES if name[:2] not in ("00", "90")])
def test_a_corpus_that_nobody_signed_is_shown_as_one(name: str, tmp_path: Path) -> None:
    mine = tmp_path / "one.csv"
    pd.DataFrame({"text": ["It rained. “We will go all the way,” said Joan Pike."]}).to_csv(mine, index=False)
    out = papermill(name, mine, tmp_path)
    assert "unknown" in out or "1 article" in out
    assert ("Nothing to draw" in out) == (name[:2] in ("04", "05", "06", "07", "08", "09", "91"))


@pytest.mark.parametrize(
    ("name", "lang"),
    [(name, "fr") for name in NAMES if name[:2] != "90"]
    + [(name, "en") for name in NAMES if name[:2] in ("01", "06", "91")],
)
def test_one_article_that_quotes_nobody_is_read_without_a_warning_or_a_sentence_about_nothing(
    name: str, lang: str, tmp_path: Path
) -> None:
    mine = tmp_path / "quiet.csv"
    text = "It rained on the roofs of the harbour. The market opened again, and the street was full of water."
    pd.DataFrame([{"outlet": "The Lock", "date": "2020-02-03", "text": text}]).to_csv(mine, index=False)
    out = papermill(name, mine, tmp_path, lang=lang, save_to=tmp_path / "drawn")
    written = [path.read_text("utf-8") for path in (tmp_path / "drawn").glob("*.md")]
    for said in (out, *written):
        assert not re.search(
            r"\bnan\b|\bNone\b(?! of these)|\b1 articles|0 of the 0|0 of 1\b|[Cc]ompared with|gap: 0|points apart", said
        )
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    told = "".join(o.get("text", "") for cell in cells for o in cell.get("outputs", ()) if o.get("name") == "stderr")
    assert "Warning" not in told, told


def test_names_with_signs_are_shown_as_they_are_written(tmp_path: Path) -> None:
    from notebooks.report import notebook_page

    mine, names = tmp_path / "odd.csv", ["*Le* Monde", "<b>x</b>", "$a$ [y](z)", "`q` _r_ | t"]
    said = "It rained on day {n} of {k}, from $3 to $5. “We go on with {k},” said Joan Pike, and {more}."
    rows = [
        {"outlet": name, "id": f"{k}_*{n}*", "text": said.format(n=n, k=k, more="so on " * n * k)}
        for k, name in enumerate(names, 1)
        for n in range(21)
    ]
    pd.DataFrame(rows).to_csv(mine, index=False)
    papermill("02_who_speaks", mine, tmp_path)
    book = run.normalised(nbformat.read(tmp_path / "out.ipynb", 4))
    page = notebook_page(book, "x", files=set(), lang="en", other="index")
    cells = re.findall(r'<div class="output_markdown[^>]*>(.*?)</div>', page, re.DOTALL)
    # What a sentence has of its own: code, a list, the name of a notebook's choice; and the dollar's own element.
    told = " ".join(re.sub(r"</?(p|code|ul|li|strong|span|div|pre)\b[^>]*>", "", cell) for cell in cells)
    assert "<" not in told and all(html.unescape(told).count(name) >= 2 for name in names), told
    assert re.search(r'alt="[^"<>]*&lt;b&gt;x&lt;/b&gt;', page) and "<b>x" not in page


def test_a_difference_that_nothing_tests_is_told_so(tmp_path: Path) -> None:
    mine = tmp_path / "events.csv"
    said = [
        "“Go,” said Joan Pike on day {n}, and it rained.",
        "It rained on day {n}, all said, “and {n} more”, they said.",
    ]
    rows = [
        {"outlet": "AB"[side], "event": f"e{n}", "text": text.format(n=n)}
        for n in range(3)
        for side, text in enumerate(said)
    ]
    pd.DataFrame(rows).to_csv(mine, index=False)
    out = papermill("07_same_story", mine, tmp_path)
    assert "Nothing was tested: 3 shared events, under 20." in out and not re.search(r"\bnan\b", out)


def test_words_are_compared_within_one_language_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    mine = tmp_path / "mixed.csv"
    french = "Le conseil a voté le plan de {n} euros pour la digue. Il pleuvait sur la {place}. La {place} était vide."
    spanish = (
        "El consejo votó anoche el plan de {n} euros para el dique. Llovía sobre la plaza y los tejados del puerto."
    )
    rows = [
        {"outlet": outlet, "text": text.format(n=100 + n, place="place" if outlet == "A" else "ville")}
        for outlet, text in (("A", french), ("B", french), ("Faro", spanish))
        for n in range(8 if outlet == "Faro" else 6)
    ]
    pd.DataFrame(rows).to_csv(mine, index=False)
    out = papermill("05_framing_words", mine, tmp_path, save_to=tmp_path / "drawn")
    assert "20 records came in; 8 were left out (other language: 8)." in out and "Faro" not in out
    words = set().union(*(pd.read_csv(path)["term"] for path in (tmp_path / "drawn").glob("*.csv")))
    assert "place" in words and not words & {"consejo", "dique", "puerto"}
    alone = papermill("05_framing_words", mine, tmp_path, target="Faro")
    assert "12 were left out (other language: 12)." in alone and "only one outlet, Faro" in alone


def test_many_outlets_are_drawn_as_the_largest_and_the_others_are_counted(tmp_path: Path) -> None:
    mine = tmp_path / "many.csv"
    text = "It rained on roof {n} of street {k}. “We will go all the way,” said Joan Pike, number {n} of {k}."
    rows = [
        {"outlet": f"Outlet {k:02d}", "text": text.format(n=n, k=k)} for k in range(12) for n in range(2 + (k < 10))
    ]
    pd.DataFrame(rows).to_csv(mine, index=False)
    for name in ("02_who_speaks", "06_frames_and_wording"):
        out = papermill(name, mine, tmp_path, save_to=tmp_path / "drawn")
        assert "34 records came in; 4 were left out (other outlet: 4)." in out and " of 10 outlets" in out
    assert pd.read_csv(tmp_path / "drawn" / "02_voices.csv")["group"].nunique() == 10


def test_figures_are_drawn_in_french_beside_the_committed_ones(tmp_path: Path) -> None:
    before = (ROOT / "notebooks" / "05_framing_words.ipynb").read_bytes()
    asked = ["05_framing_words", "--lang", "fr", "--width", "85", "--save-to", str(tmp_path / "fr")]
    assert run.main(asked) == 0
    # A PNG says its width in bytes 16 to 20: 85 mm at 300 dots an inch.
    wide = {path.name: int.from_bytes(path.read_bytes()[16:20]) for path in (tmp_path / "fr").glob("*.png")}
    assert len(wide) == 3 and all(abs(dots - 85 / 25.4 * 300) < 2 for dots in wide.values()), wide
    words = (tmp_path / "fr" / "05_keyness.md").read_text("utf-8")
    assert words.startswith("Mots que ") and "\n\nTexte de remplacement\u202f: " in words
    assert {p.suffix for p in (tmp_path / "fr").glob("05_lean.*")} == {".png", ".svg", ".csv", ".md"}
    numbers = [(folder / "05_keyness.csv").read_text("utf-8") for folder in (tmp_path / "fr", ROOT / "figures")]
    assert numbers[0] == numbers[1], "the language changes words, not numbers"
    assert (ROOT / "notebooks" / "05_framing_words.ipynb").read_bytes() == before
    written = (tmp_path / "fr" / "05_framing_words.ipynb").read_text("utf-8")
    french = nbformat.reads(written, as_version=4)
    told = [cell.source for cell in french.cells if cell.cell_type == "markdown"]
    told += ["".join(o.get("data", {}).get("text/markdown", "")) for c in french.cells for o in c.get("outputs", ())]
    assert "# Quels mots distinguent un média" in told[0] and any("après la correction de Holm" in t for t in told)
    assert not any(re.search(r"\b(the|of|and)\b", re.sub(r"Senator[^)]*|`[^`]*`|[(+].*", "", t)) for t in told), told
    assert 'lang = "fr"' in french.cells[1].source and str(tmp_path) not in written
    with pytest.raises(SystemExit):
        run.main(["--lang", "fr"])
    with pytest.raises(SystemExit):
        run.main(["--width", "85"])


def test_a_table_without_an_article_draws_nothing_and_says_so(tmp_path: Path) -> None:
    mine = tmp_path / "none.csv"
    mine.write_text("id,text,outlet\n", "utf-8")
    assert "Nothing to draw" in papermill("03_who_is_heard", mine, tmp_path)


@pytest.mark.parametrize("name", [name for name in NAMES if name[:2] in ("02", "03", "04", "05", "06", "08")])
def test_wire_copy_can_be_left_out_at_the_door_and_nowhere_else(name: str) -> None:
    parameters, loaded, *others = code(name)
    assert re.search(r"^wire = True\b", parameters.source, re.M)
    assert "wire=wire" in loaded.source and not any("wire=wire" in cell.source for cell in others)


def test_without_wire_copy_every_caption_is_about_the_same_articles(tmp_path: Path) -> None:
    corpus = ROOT / "data" / "press" / "us_2016"
    articles = pd.read_parquet(corpus / "articles.parquet", columns=["wire", "duplicate"])
    gone = int(articles.any(axis=1).sum())
    out = papermill("03_who_is_heard", corpus, tmp_path, wire=False, save_to=tmp_path / "drawn")
    assert gone > 0 and f"{gone} were left out (agency copy: " in out
    captions = [path.read_text("utf-8").partition("\n")[0] for path in (tmp_path / "drawn").glob("*.md")]
    assert len(captions) == 4
    for caption in captions:
        assert f" {len(articles) - gone} articles of " in caption and "No article is marked as agency copy" in caption


def of_six(tmp_path: Path) -> Path:
    texts = (
        "Le conseil a voté hier soir. « Nous irons jusqu'au bout », a déclaré Lise Aubrac. Il pleuvait sur la place.",
        "La maire a inauguré le pont. Selon la préfecture, les travaux ont coûté dix millions d'euros.",
        "Les ouvriers ont manifesté. « C'est une honte », a dénoncé Paul Mercier, délégué syndical.",
    )
    mine = tmp_path / "six.csv"
    rows = [{"text": f"{text} Note {n}.", "outlet": outlet} for n, text in enumerate(texts) for outlet in "AB"]
    pd.DataFrame(rows).to_csv(mine, index=False)
    return mine


def ran(name: str, tmp_path: Path, place: Path, **parameters: object) -> subprocess.CompletedProcess[str]:
    """Run a notebook through papermill from a place, as a person would; what it says is in out.ipynb."""
    source, out = os.path.relpath(ROOT / "notebooks" / f"{name}.ipynb", place), tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", source, str(out)]
    command += [word for key, value in parameters.items() for word in ("-p", key, str(value))]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300, env=environment())


def papermill(name: str, corpus: Path, tmp_path: Path, **parameters: object) -> str:
    """Run a notebook on a corpus and return all it says in words."""
    done, out = ran(name, tmp_path, ROOT / "notebooks", corpus=corpus, **parameters), tmp_path / "out.ipynb"
    assert done.returncode == 0, done.stderr[-3000:]
    outputs = [o for cell in nbformat.read(out, as_version=4).cells for o in cell.get("outputs", ())]
    return " ".join("".join(o.get("data", {}).get("text/markdown", "")) for o in outputs)


@pytest.mark.parametrize("name", ["03_who_is_heard", "90_how_wrong_are_we"])
def test_a_notebook_runs_from_the_root_on_the_projects_own_files(name: str, tmp_path: Path) -> None:
    done = ran(name, tmp_path, ROOT, save_to=tmp_path / "drawn")
    assert done.returncode == 0, done.stderr[-3000:]
    assert list((tmp_path / "drawn").glob(f"{name[:2]}_*.csv"))


def test_an_article_is_asked_for_by_an_id_that_is_a_number(tmp_path: Path) -> None:
    mine = tmp_path / "two.csv"
    rows = [{"id": n, "outlet": "A", "text": f"It rained on {n} roofs. “Go,” said Joan Pike."} for n in (1, 2)]
    pd.DataFrame(rows).to_csv(mine, index=False)
    assert "Of 9 words" in papermill("00_one_article", mine, tmp_path, article_id=2)


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("91_other_choices", {"a": "Foo", "b": "Bar"}, "no article has outlet='Foo' or 'Bar'; there are A, B"),
        ("91_other_choices", {"b": "Foo"}, "no article with a value has outlet='Foo'; there are A, B"),
        ("07_same_story", {"measure": "foo"}, "measure='foo' is not a column"),
    ],
)
def test_a_wrong_parameter_is_answered_with_the_valid_set(
    name: str, asked: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = ran(name, tmp_path, ROOT / "notebooks", corpus=of_six(tmp_path), **asked)
    assert done.returncode != 0 and said in done.stderr


def test_a_name_that_is_no_notebooks_runs_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["07_same_story", "foo"]) == 1
    assert "no notebook called foo in notebooks/; there are 00_one_article, 01_" in capsys.readouterr().err


def test_a_users_own_articles_are_measured_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    if "02_who_speaks" not in NAMES:
        pytest.fail("notebooks/02_who_speaks.ipynb is missing")
    french = (
        "Le conseil a voté hier soir. « Nous irons jusqu'au bout », a déclaré Lise Aubrac, numéro {n}. Il pleuvait."
    )
    english = "The council voted last night. “We will go all the way,” said Joan Pike, number {n}. It rained for hours."
    rows = [
        {
            "titre": f"Vote {n}",
            "texte": "" if n % 12 == 7 else (french if n % 2 else english).format(n=n),
            "journal": "Le Canal" if n % 2 else "The Lock",
            "date": f"2032-04-{1 + n % 28:02d}",
        }
        for n in range(50)
    ]
    mine = tmp_path / "my_articles.csv"
    with mine.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    before = {path: path.stat().st_mtime_ns for path in (ROOT / "figures").glob("*")}
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "02_who_speaks.ipynb", str(out), "-p", "corpus", str(mine)]
    done = subprocess.run(
        command, cwd=ROOT / "notebooks", capture_output=True, text=True, timeout=300, env=environment()
    )
    assert done.returncode == 0, done.stderr[-3000:]
    cells = [cell for cell in nbformat.read(out, as_version=4).cells if cell.cell_type == "code"]
    said = "\n".join(str(o.get("data", o.get("text", ""))) for cell in cells for o in cell.outputs)
    assert "50 records came in; 4 were left out" in said
    assert "46 articles" in said and "Le Canal" in said and "The Lock" in said
    assert before == {path: path.stat().st_mtime_ns for path in (ROOT / "figures").glob("*")}
