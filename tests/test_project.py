"""The project's own promises: one list of packages, a dictionary that is true, the two commands of the README."""

import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from analysis.columns import COLUMNS, TABLES, as_markdown, names
from analysis.measure import Tables
from data.dictionary import lacks, reasons
from data.manifest import rows as manifest_rows

ROOT = Path(__file__).parent.parent


def test_environment_takes_its_packages_from_pyproject_and_their_versions_from_the_constraints() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert plain == [f"python{project['requires-python']}", "pip"]
    # The versions are those that make installs.
    constraints = set(re.findall(r"--constraint (\S+)", (ROOT / "Makefile").read_text("utf-8")))
    assert pip == [*(f"-c {name}" for name in constraints), "-e .[notebooks,ingest]"]
    assert constraints == {"constraints.txt"} and (ROOT / "constraints.txt").is_file()
    assert environment["name"] == project["name"]
    # Tables of Excel are read too.
    assert {"notebooks", "ingest"} <= project["optional-dependencies"].keys()


def test_given_packages_are_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = {re.split(r"[<>=\[ ]", entry)[0] for entry in project["dependencies"]}
    assert {"pandas", "matplotlib", "scikit-learn", "textstat"} <= required
    assert any(entry.startswith("jupyter>") for entry in project["optional-dependencies"]["notebooks"])


def requirements(*extras: str) -> list[Requirement]:
    """Return what pyproject.toml asks for, and the extras named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(entry for name in extras for entry in project["optional-dependencies"][name])]
    return [Requirement(entry) for entry in asked]


def test_what_make_installs_is_pinned_to_a_version_that_is_allowed() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.lower().replace("_", "-").split("==") for line in lines if "==" in line)
    for asked in requirements("notebooks", "ingest", "accurate", "dev"):
        name = asked.name.lower().replace("_", "-")
        assert asked.specifier.contains(pins[name]), f"{asked} in pyproject.toml, {pins[name]} in constraints.txt"


def test_every_file_of_the_package_is_installed_with_it() -> None:
    """Lists of words, weights and styles too: an ending that pyproject.toml does not name would be left behind."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    taken = ["*.py", *tools["package-data"]["*"]]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "analysis"], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False
    )
    if listed.returncode:
        pytest.skip("no clone: git does not say which files are kept")
    files = [Path(name) for name in listed.stdout.split("\0") if name]
    assert {".csv", ".npz", ".onnx", ".json", ".mplstyle"} <= {path.suffix for path in files}
    assert [path for path in files if not any(path.match(pattern) for pattern in taken)] == []


def licences(asked: Iterable[Requirement]) -> dict[str, str]:
    """Return what each package, and each that it needs, says of its licence; those not installed are left out."""
    found: dict[str, str] = {}
    waiting = [requirement.name for requirement in asked]
    while waiting:
        name = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        if name in found:
            continue
        about = package.metadata
        kinds = [kind for kind in about.get_all("Classifier", []) if kind.startswith("License")]
        found[name] = " ".join([about.get("License-Expression") or "", about.get("License") or "", *kinds])
        needs = map(Requirement, package.requires or [])
        waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def test_no_package_ties_its_user_to_the_gpl() -> None:
    found = licences(requirements("notebooks", "ingest", "accurate", "scale"))
    assert {"numpy", "pyphen"} <= set(found)
    # A package that may also be had under the LGPL or the MPL (pyphen) is used under these.
    strict = re.compile(r"GPL|General Public License")
    free = re.compile(r"LGPL|Lesser General|MPL|Mozilla")
    tied = [name for name, said in found.items() if strict.search(said) and not free.search(said)]
    assert tied == []


def test_the_readme_names_every_package_it_rests_on() -> None:
    told = (ROOT / "README.md").read_text("utf-8").split("## Licences")[1]
    assert [asked.name for asked in requirements("accurate", "ingest", "scale") if asked.name not in told] == []


def test_data_readme_holds_the_dictionary_and_the_counts_as_they_are() -> None:
    readme = (ROOT / "data" / "README.md").read_text("utf-8")
    for part in (as_markdown(), reasons(), lacks()):
        assert part in readme, "write it anew: .venv/bin/python -m data.dictionary"


def test_manifest_says_what_lies_in_data() -> None:
    with (ROOT / "data" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        written = [(path, int(size), digest) for path, size, digest in list(csv.reader(file))[1:]]
    assert written == manifest_rows(), "write it anew: .venv/bin/python -m data.manifest"


def test_press_tables_hold_numbers_and_no_passage() -> None:
    for folder in ("us_2016", "gilets_jaunes", "told_three_ways"):
        tables = Tables.load(ROOT / "data" / "press" / folder)
        assert len(tables.articles) == tables.card["n_articles"] >= 300
        assert tables.attributions[["content", "cue", "source"]].isna().all(axis=None)
        least = tables.card["terms_in_at_least_articles"]
        assert tables.terms.groupby("term")["article_id"].nunique().min() >= least >= 12
        assert tables.terms["term"].str.count(" ").max() <= 4


def test_no_column_is_named_twice_and_each_says_what_it_is() -> None:
    for table in TABLES:
        assert len(set(names(table))) == len(names(table)) > 0
    assert all(column.definition.endswith(".") for column in COLUMNS)
    assert [c.name for c in COLUMNS if c.name.startswith("n_") and c.dtype != "int"] == []
    assert [c.name for c in COLUMNS if c.name.endswith("_share") and c.dtype != "float"] == []


def test_unknown_table_is_named() -> None:
    with pytest.raises(ValueError, match=r"table='sources' is not one of articles, attributions"):
        names("sources")  # type: ignore[arg-type]


def test_documents_name_no_place_outside_the_repository() -> None:
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name not in (".venv", ".git", "build")]
    documents = [*ROOT.glob("*.md"), *(path for folder in folders for path in folder.rglob("*.md"))]
    assert len(documents) > 8
    for path in documents:
        for place in re.findall(r"(?:\.\./)+[\w./-]*", path.read_text("utf-8")):
            assert (path.parent / place).resolve().is_relative_to(ROOT), f"{path.relative_to(ROOT)} names {place}"


def test_every_module_has_its_floor_in_the_guide() -> None:
    rows = re.findall(r"^\| (\d) \| (.*) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    named = [name for _, modules in rows for name in re.findall(r"`(\w+)/?`", modules)]
    there = {
        path.stem for path in (ROOT / "analysis").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert sorted(named) == sorted(there)


def test_readme_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for readme in ("README.md", "README.fr.md"):
        commands = re.findall(r"^make (\w+)", (ROOT / readme).read_text("utf-8"), re.M)
        assert commands[:2] == ["figures", "test"]
        assert set(commands) <= targets


def test_reading_one_text_does_not_wait_for_pandas_or_matplotlib() -> None:
    heavy = ("pandas", "matplotlib", "sklearn", "statsmodels", "onnxruntime")
    code = f"import sys, analysis; analysis.extract('Il dit oui.'); print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
