"""The rules of the house, read out of the source: floors, files, languages as data, docstrings, words never written.

Each rule is a small function from source text to what breaks it, and is first shown a source that does.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "analysis"

# What stands on which floor; a module that is not named stands on the highest floor it imports from.
FLOORS = {
    0: {"records", "lexicons"},
    1: {"columns", "text", "multiplicity", "counts"},
    2: {"quotation"},
    3: {"attribution"},
    4: {"speakers", "scare", "wording"},
    5: {"voices", "keywords", "frames", "extraction", "corpus"},
    6: {"measure", "compare"},
    7: {"figures", "reading"},
    8: {"__init__"},
    9: {"cli"},
    10: {"__main__"},
}
FLOOR = {name: floor for floor, names in FLOORS.items() for name in names}

# Modules that may touch files: readers and writers of data, word lists, weights, and the saving of a figure.
FILES = {
    "analysis/linear.py",
    "analysis/lexicons/__init__.py",
    "analysis/attribution/fast.py",
    "analysis/attribution/weights.py",
    "analysis/speakers/ranking.py",
    "analysis/figures/saving.py",
    "analysis/frames/classifier.py",
}
FILE_FOLDERS = ("analysis/corpus/", "analysis/report/", "analysis/cli/", "analysis/measure/")
TOUCHES = re.compile(
    r"^(open|fdopen|(read|write)_(text|bytes)|read_(csv|parquet|json|excel|table|pickle)|to_(csv|parquet|json|excel|pickle)"
    r"|load|save|savez|savez_compressed|savefig|loadtxt|savetxt)$"
)
LOADERS = {"np", "numpy", "json", "torch"}
FORBIDDEN = set("pickle joblib dill shelve marshal socket urllib.request http requests httpx aiohttp ftplib".split())
LANGUAGE = re.compile(r"(^|_)lang(uage)?s?$")
PUBLIC_WORDS = re.compile(r"bias[\s_-]*scor|scor\w*\s+(of|for)\s+bias|score de biais", re.IGNORECASE)
COUNTED = re.compile(
    r" (more |new |gold |shared )?(articles|attributions|clusters|corrections|documents|events|groups|intervals|items"
    r"|labels|outlets|pairs|passages|records|remarks|rows|sets|sources|speakers|specifications|terms|tests|units|words"
    r"|(?P<verb>were|have))\b"
)
NUMBER = re.compile(r"\b(len|sum|nunique|n|n_\w+)\b")
ABSOLUTE = re.compile(r"(?<![\w.~:/<>-])/(home|root|tmp|work|mnt|srv|Users|private|var)/\w|\b[A-Z]:\\\\?\w")
# Written in two halves, so that this file keeps the rule too.
HOSTS = re.compile("|".join((r"py" r"pi\.", "python" "hosted", "npm" r"js\.", "crates" r"\.io", "anaconda" r"\.org",
                             "conda" r"-forge\.", "hugging" "face", "files" r"\.python")), re.IGNORECASE)  # fmt: skip


@cache
def source(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(text: str) -> ast.Module:
    return ast.parse(text)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(text: str, package: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every module a source imports, as dotted parts; ``package`` is the package the source stands in."""
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = (*base, *(node.module.split(".") if node.module else ()))
            yield from ((*stem, alias.name) for alias in node.names)


def rooms() -> dict[str, set[str]]:
    """Top-level modules of the package, and those that each imports."""
    found: dict[str, set[str]] = {}
    for path in modules():
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        used = found.setdefault(parts[0], set())
        for target in imports(source(path), ("analysis", *parts[:-1])):
            if target[0] == "analysis" and len(target) > 1 and target[1] != parts[0]:
                used.add(target[1])
    return {name: {target for target in used if target in found} for name, used in found.items()}


def upward(graph: dict[str, set[str]]) -> list[str]:
    """Imports that do not point down, looking through modules that have no floor of their own."""

    def stands_on(name: str, seen: frozenset[str]) -> set[str]:
        below = set()
        for target in graph.get(name, set()) - seen:
            below |= {target} if target in FLOOR else stands_on(target, seen | {target})
        return below

    return [
        f"{name} (floor {FLOOR[name]}) imports {target} (floor {FLOOR[target]})"
        for name in sorted(graph)
        if name in FLOOR
        for target in sorted(stands_on(name, frozenset({name})))
        if FLOOR[target] >= FLOOR[name]
    ]


def circles(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import themselves by way of others."""

    def reached(name: str) -> set[str]:
        seen: set[str] = set()
        todo = list(graph.get(name, ()))
        while todo:
            target = todo.pop()
            if target not in seen:
                seen.add(target)
                todo += graph.get(target, ())
        return seen

    return sorted(name for name in graph if name in reached(name))


def file_calls(text: str) -> list[str]:
    """Calls that open, read or write a file."""
    found = []
    for node in ast.walk(tree(text)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id == "open":
            found.append(f"{node.lineno}: open")
        elif isinstance(called, ast.Attribute) and TOUCHES.match(called.attr):
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            if called.attr not in ("load", "save") or owner in LOADERS:
                found.append(f"{node.lineno}: {called.attr}")
    return found


def language_comparisons(text: str) -> list[str]:
    """Comparisons of a language with a written one: ``lang == "fr"``, ``article.lang in ("fr", "en")``, ``match``."""

    def is_language(node: ast.expr) -> bool:
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        return bool(LANGUAGE.search(name))

    def is_written(node: ast.expr) -> bool:
        members = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
        return any(isinstance(m, ast.Constant) and isinstance(m.value, str) and m.value for m in members)

    found = []
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(is_language, sides)) and any(map(is_written, sides)):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.Match) and is_language(node.subject):
            found.append(f"{node.lineno}: match {ast.unparse(node.subject)}")
    return found


def bare_counts(text: str) -> list[str]:
    """Counts written before a noun or a verb that does not go with 1: f"{n} articles"; ``counts.n_of`` says both."""
    found = []
    for node in ast.walk(tree(text)):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for value, after in pairwise(parts):
            if not isinstance(value, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            written, noun = ast.unparse(value.value), COUNTED.match(str(after.value))
            # A constant is not 1; a number with decimals takes the plural; a name may stand before a verb.
            spec = ast.unparse(value.format_spec) if value.format_spec else ""
            if noun is None or written.isupper() or "." in spec:
                continue
            if not noun["verb"] or NUMBER.search(written):
                found.append(f"{node.lineno}: {{{written}}}{str(after.value)[:20]}")
    return found


def undocumented(text: str) -> list[str]:
    """Public functions, classes and methods without a docstring, and the module itself; properties name themselves."""
    top = tree(text)
    found = [] if ast.get_docstring(top) else ["the module"]
    for node in top.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        inner = [n for n in node.body if isinstance(n, ast.FunctionDef)] if isinstance(node, ast.ClassDef) else []
        plain = [n for n in inner if not any(ast.unparse(d).endswith("property") for d in n.decorator_list)]
        found += [
            f"{n.lineno}: {n.name}" for n in (node, *plain) if not n.name.startswith("_") and not ast.get_docstring(n)
        ]
    return found


@cache
def tracked() -> tuple[tuple[str, str], ...]:
    """The text files under version control, or those of the tree where there is no version control: (name, text)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in listed.stdout.split("\0") if name]
    if listed.returncode or not names:
        names = [name_of(path) for path in modules()]
    found = []
    for name in names:
        path = ROOT / name
        if path.is_file():
            data = path.read_bytes()
            if b"\0" not in data[:8000]:
                found.append((name, data.decode("utf-8", "replace")))
    return tuple(found)


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


# What each rule must catch, and what it must let pass.


def test_the_rules_catch_what_breaks_them() -> None:
    assert upward({"text": {"voices"}, "voices": set()}) == ["text (floor 1) imports voices (floor 5)"]
    assert upward({"text": {"helper"}, "helper": {"measure"}}) == ["text (floor 1) imports measure (floor 6)"]
    assert upward({"voices": {"text"}, "measure": {"helper"}, "helper": {"voices"}}) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c"]
    assert set(imports("from ..text import words\nimport numpy.linalg", ("analysis", "keywords"))) == {
        ("analysis", "text", "words"),
        ("numpy", "linalg"),
    }
    assert file_calls("open('x')\np.read_text()\nnp.load(p)\nframe.to_csv(p)\nload('topic')\nself.load()") == [
        "1: open",
        "2: read_text",
        "3: load",
        "4: to_csv",
    ]
    wrong = ["lang == 'fr'", "article.lang in ('fr', 'en')", "'de' != language", "match lang:\n  case 'fr': pass"]
    assert all(len(language_comparisons(line)) == 1 for line in wrong)
    assert language_comparisons("lang in (None, row['lang'])\nlang is None\nkind == 'fr'\nlang != ''") == []
    assert bare_counts("f'{len(x)} rows of {n} more words'\nf'{n:,} were'") == [
        "1: {len(x)} rows of ",
        "1: {n} more words",
        "2: {n} were",
    ]
    assert bare_counts("f'{n_of(n, \"row\")} of {LEAST} words, {x:.1f} words, {name} wordsmith'") == []
    assert undocumented('"""Module."""\ndef f(): ...\ndef _g(): ...\nclass C:\n  """C."""\n  def m(self): ...') == [
        "2: f",
        "6: m",
    ]
    assert PUBLIC_WORDS.search("a Bias-Score") and PUBLIC_WORDS.search("scores of bias")
    assert not PUBLIC_WORDS.search("media bias; an accuracy score")
    for path in ("'/home/x", " /tmp/y", '"/work/z', "=/Users/me"):
        assert ABSOLUTE.search(path)
    for path in ("../shared/gold", "https://a.example/home/x", "#!/usr/bin/env bash", "a/tmp/b", "/dev/null"):
        assert not ABSOLUTE.search(path)
    assert HOSTS.search("https://" + "py" + "pi.org/simple")


def test_imports_point_down() -> None:
    graph = rooms()
    assert {"records", "text", "quotation"} <= graph.keys()
    assert upward(graph) == []
    assert circles({name: used for name, used in graph.items() if name not in ("__init__", "__main__", "cli")}) == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_keeps_the_rules(path: Path) -> None:
    name, text = name_of(path), source(path)
    package = ("analysis", *path.relative_to(PACKAGE).parts[:-1])
    used = {".".join(target[:n]) for target in imports(text, package) for n in (1, 2)}
    if not name.startswith(("analysis/figures/", "analysis/figures.py")):
        assert not used & {"matplotlib", "seaborn"}, "only figures draws"
    assert not used & FORBIDDEN, "no network, and nothing is ever unpickled"
    assert "allow_pickle=True" not in text
    if name not in FILES and not name.startswith(FILE_FOLDERS):
        assert file_calls(text) == [], "files are for readers, tables, word lists and weights"
    if not name.startswith(("analysis/lexicons/", "analysis/text/", "analysis/text.py")):
        assert language_comparisons(text) == [], "a language is rows in lexicons/"
    assert undocumented(text) == []
    assert bare_counts(text) == [], "a count is said by counts.n_of, so that 1 reads right"
    assert not re.search(r"\.\./\w", text), "the package knows no path outside itself"


def test_the_notebooks_say_one_and_many() -> None:
    cells = [
        (path.name, "".join(cell["source"]))
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for cell in json.loads(source(path))["cells"]
        if cell["cell_type"] == "code"
    ]
    assert len(cells) > 50
    assert [(name, found) for name, text in cells if (found := bare_counts(text))] == []


def test_nothing_is_called_a_score_of_bias() -> None:
    names = ("analysis/", "notebooks/", "figures/", "README")
    found = [line for line in lines_with(PUBLIC_WORDS) if line.startswith(names)]
    assert [line for line in found if not re.search(r"\b(no|not|never|nothing|nor)\b", line, re.IGNORECASE)] == []


def test_no_tracked_file_names_a_place_outside_the_project() -> None:
    assert tracked()
    mine = "tests/test_house.py"
    assert [line for line in lines_with(ABSOLUTE) if not line.startswith(mine)] == []
    assert lines_with(HOSTS) == []
