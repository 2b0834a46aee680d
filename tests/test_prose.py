"""The notebooks' own words in French: all of them, of the words that are there now, with the same code in them."""

import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from analysis.lexicons import load
from notebooks import prose

HEADING = re.compile(r"^#+ ", re.MULTILINE)
CODE = re.compile(r"`[^`]+`")


def books() -> dict[str, nbformat.NotebookNode]:
    found = {path.stem: nbformat.read(path, as_version=4) for path in sorted(prose.HERE.glob("*.ipynb"))}
    assert len(found) >= 11
    return found


def test_every_cell_is_translated_and_no_translation_is_left_over() -> None:
    assert prose.lacking("fr") == []


def test_a_translation_keeps_the_headings_and_the_code_of_its_cell() -> None:
    for name, notebook in books().items():
        french = prose.translated(notebook, name, "fr")
        for cell, other in zip(notebook.cells, french.cells, strict=True):
            if cell.cell_type == "code":
                assert cell == other
                continue
            assert cell.source != other.source
            headings = (
                [line.split()[0] for line in c.source.splitlines() if line.startswith("#")] for c in (cell, other)
            )
            assert next(headings) == next(headings), cell.source
            assert Counter(CODE.findall(cell.source)) == Counter(CODE.findall(other.source)), cell.source


def test_french_typography_binds_its_marks() -> None:
    for key, text in prose.rows().items():
        bare = CODE.sub("", text)
        assert not re.search(r" [;:?!»%]|« |\w[;?!]", bare), (key, bare)
        assert not re.search(r"\d \d{3}", bare), (key, bare)


def test_percent_is_written_one_way_in_a_language() -> None:
    """English 95%, French with a narrow no-break space: on charts, in captions and alt texts, beside them."""
    beside = [(row["lang"], row["label"]) for row in load("labels")] + [
        (row["lang"], row["text"]) for row in load("sentences")
    ]
    own = [("en", cell.source) for book in books().values() for cell in book.cells if cell.cell_type == "markdown"]
    every = [*beside, *own, *((key[1], text) for key, text in prose.rows().items())]
    written = {
        lang: {sign[1:] for spoken, text in every if spoken == lang for sign in re.findall(r"\d\s*%", text)}
        for lang in ("en", "fr")
    }
    assert written == {"en": {"%"}, "fr": {"\u202f%"}}


def test_words_that_have_changed_have_no_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = books()["02_who_speaks"]
    assert prose.translated(notebook, "02_who_speaks", "en") == notebook
    first = notebook.cells[0].source
    notebook.cells[0].source = first + " Really?"
    with pytest.raises(ValueError, match="has no row 02_who_speaks,fr,"):
        prose.translated(notebook, "02_who_speaks", "fr")
    rows = f"notebook,lang,of,text\n02_who_speaks,fr,{prose.digest(first)},Qui parle\n02_who_speaks,fr,00000000,Jadis\n"
    kept = tmp_path / "prose.csv"
    kept.write_text(rows, "utf-8")
    monkeypatch.setattr(prose, "FILE", kept)
    told = prose.lacking("fr")
    assert told[-1] == "of words that have changed: 02_who_speaks,fr,00000000"
    assert not any(prose.digest(first) in line for line in told) and len(told) > 60
