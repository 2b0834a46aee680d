"""The two READMEs: their numbers are those measured, and one says what the other says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

readme = pytest.importorskip("notebooks.readme", reason="the extra 'notebooks' is not installed")

ROOT = Path(__file__).parent.parent
NAMES = sorted(readme.READMES)


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_are_those_that_were_measured(name: str) -> None:
    assert readme.PLACE.search(text(name)), "no place for the table of accuracy"
    assert readme.filled(text(name), readme.READMES[name]) == text(name), "run python -m notebooks.readme"


def test_a_readme_is_filled_in_from_the_files(tmp_path: Path) -> None:
    for folder in ("bench", "figures"):
        (tmp_path / folder).mkdir()
    (tmp_path / "figures" / "one.md").write_text("A caption.\n\nAlt text: Two bars.\n", "utf-8")
    measured = '{"token": 0.5, "iou": 0.25, "source_e2e": 0.125, "marked_share_mae": 0.01}'
    (tmp_path / "bench" / "accuracy.json").write_text(
        f'{{"fast": {{"fr": {measured}, "all": {{"ece": 0.04}}}}}}', "utf-8"
    )
    old = "![old](figures/one.png)\n<!-- accuracy -->\nold\n<!-- end -->\n"
    english, french = (readme.filled(old, lang, root=tmp_path) for lang in ("en", "fr"))
    assert english.startswith("![Two bars.](figures/one.png)\n") and french.startswith("![old](figures/one.png)\n")
    assert "| French | 0.500 / 0.250 / 0.125 | 0.0100 |" in english
    assert "| français | 0,500 / 0,250 / 0,125 | 0,0100 |" in french
    assert "old\n" not in english.partition("<!--")[2]


def test_both_show_the_same_figures_notebooks_commands_and_sections() -> None:
    english, french = text("README.md"), text("README.fr.md")
    for pattern in (r"\]\((figures/\w+\.png)\)", r"\]\((notebooks/\w+\.ipynb)\)", r"^(make \w+)", r"`(\w+_share)`"):
        found = [set(re.findall(pattern, of, re.M)) for of in (english, french)]
        assert found[0] == found[1] != set(), pattern
    assert {f"notebooks/{p.name}" for p in (ROOT / "notebooks").glob("*.ipynb")} <= set(
        re.findall(r"\]\(([^)]+)\)", french)
    )
    assert len(re.findall(r"^## ", english, re.M)) == len(re.findall(r"^## ", french, re.M))
    assert all((ROOT / path).is_file() for path in re.findall(r"\]\(([\w/.]+)\)", english + french))


@pytest.mark.parametrize("name", NAMES)
def test_the_code_runs_as_it_is_printed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.+?)```", text(name), re.S)
    (articles,) = set(re.findall(r'read_corpus\("(\w+\.csv)"\)', "".join(blocks)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / articles).write_bytes((ROOT / "data" / "demo" / "articles.csv").read_bytes())
    known: dict[str, object] = {}
    exec(blocks[0], known)
    rows = known["tables"].attributions.head(1)  # type: ignore[attr-defined]
    corrected = rows[["article_id", "start", "end"]].assign(field="stance", value="neutral")
    corrected.to_csv(tmp_path / "corrections.csv", index=False)
    for block in blocks[1:]:
        exec(block, known)
    assert "attributed_share" in capsys.readouterr().out
    audit = known["tables"].audit  # type: ignore[attr-defined]
    assert "corrected by hand" in set(audit["reason"]), sorted(set(audit["reason"]))


def test_model_cards_say_what_was_measured() -> None:
    cards = text(str(readme.CARDS))
    assert len(readme.SCORES.findall(cards)) == 2
    assert readme.carded(cards) == cards, "run python -m notebooks.readme"
    assert "| fr | .5" not in readme.carded(cards.replace("| fr | .9", "| fr | .5"))
