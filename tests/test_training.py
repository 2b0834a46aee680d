"""The commands that make the weights: each says its help, knows the options written of it, and finds what it imports.

What is read out of the source needs no torch; what imports a module skips where a package of the extra ``train`` is
missing.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
MODULES = sorted(path.stem for path in (ROOT / "training").glob("*.py") if path.stem != "__init__")
COMMAND = re.compile(r"python -m training\.(\w+)([^#`\n;]*)")
DOCUMENTS = ("Makefile", "CONTRIBUTING.md", "training/README.md")


@cache
def tree(name: str) -> ast.Module:
    """Return a training module as its source says it."""
    return ast.parse((ROOT / "training" / f"{name}.py").read_text("utf-8"))


def options(name: str) -> dict[str, bool]:
    """Return what the command line of a module takes, and whether each takes a value."""
    asked = {}
    for call in ast.walk(tree(name)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "add_argument":
            assert isinstance(call.args[0], ast.Constant)
            asked[str(call.args[0].value)] = all(word.arg != "action" for word in call.keywords)
    return asked


def has_command(name: str) -> bool:
    return any(isinstance(part, ast.FunctionDef) and part.name == "main" for part in tree(name).body)


def top_names(name: str) -> set[str]:
    """Return what a module defines or imports at its top."""
    found = set()
    for part in tree(name).body:
        if isinstance(part, ast.FunctionDef | ast.ClassDef):
            found.add(part.name)
        elif isinstance(part, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in part.names}
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return found


def written_commands() -> Iterator[tuple[str, str, str]]:
    """Yield (where, module, arguments) of every training command that is written down."""
    places = {document: (ROOT / document).read_text("utf-8") for document in DOCUMENTS}
    places |= {f"training/{name}.py": ast.get_docstring(tree(name)) or "" for name in MODULES}
    for where, text in places.items():
        for name, arguments in COMMAND.findall(text):
            yield where, name, arguments


def imported(name: str) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of what a training module takes from the project, at its top or within a function."""
    for part in ast.walk(tree(name)):
        if isinstance(part, ast.ImportFrom):
            module = ("training." if part.level else "") + (part.module or "")
            if module.partition(".")[0] in ("analysis", "training", "bench"):
                yield from ((module.rstrip("."), alias.name) for alias in part.names)


def brought(name: str) -> object:
    """Import a training module, or skip where a package that only training needs is not there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = {Requirement(entry).name for entry in project["optional-dependencies"]["train"]}
    try:
        return importlib.import_module(f"training.{name}")
    except ModuleNotFoundError as error:
        if error.name in extra:
            pytest.skip(f"{error.name} is not installed: it comes with the extra train")
        raise


@pytest.mark.parametrize("name", MODULES)
def test_a_module_finds_what_it_takes_from_the_project(name: str) -> None:
    for module, taken in imported(name):
        package, _, inner = module.partition(".")
        if package == "training":
            known = top_names(inner) if inner else set(MODULES)
            assert taken in known, f"training/{name}.py takes {taken} from {module}, where it is not"
        else:
            home = importlib.import_module(module)
            if not hasattr(home, taken):
                importlib.import_module(f"{module}.{taken}")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_and_its_command_says_its_help(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = brought(name)
    if not has_command(name):
        return
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit) as left:
        module.main()  # type: ignore[attr-defined]
    said = capsys.readouterr().out
    assert left.value.code == 0 and said.startswith("usage:")
    assert all(option.lstrip("-") in said for option in options(name))


def test_commands_that_are_written_down_take_the_options_written_there() -> None:
    written = list(written_commands())
    assert {where for where, *_ in written} >= set(DOCUMENTS) - {"CONTRIBUTING.md"}
    for where, name, arguments in written:
        assert name in MODULES and has_command(name), f"{where} calls training.{name}, which is no command"
        for option in re.findall(r"--[a-z-]+", arguments):
            assert option in options(name), f"{where} calls training.{name} with {option}, which it does not take"


def test_every_command_is_in_the_guide_and_in_make_train() -> None:
    commands = {name for name in MODULES if has_command(name)}
    for document in ("Makefile", "training/README.md"):
        assert {name for where, name, _ in written_commands() if where == document} == commands, document


def test_make_train_reads_only_what_an_earlier_step_wrote() -> None:
    """Folders under build/ that a step reads come of ``--out`` (or of ``training.folds``) in a step before it."""
    lines = [arguments for where, _, arguments in written_commands() if where == "Makefile"]
    names = [name for where, name, _ in written_commands() if where == "Makefile"]
    # What a step writes when no --out is given.
    there = {"accurate": "build/accurate", "accurate_read": "build/teacher"}
    made: set[str] = set()
    read = 0
    for name, arguments in zip(names, lines, strict=True):
        folders = re.findall(r"(--[a-z]+ )?(build/\w+)", arguments)
        for option, folder in folders:
            if option.strip() != "--out" and not (name == "folds" and not option):
                read += 1
                assert folder in made, f"training.{name} reads {folder}, which nothing has written yet"
        made |= {folder for option, folder in folders if option.strip() == "--out" or name == "folds"}
        made |= {there[name]} if name in there and "--out" not in arguments else set()
    assert read > 5
