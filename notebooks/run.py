"""Run the notebooks in place, in order, and leave them as committed: executed, with nothing that changes by itself.

    python -m notebooks.run [NAME …] [--lang fr --width 85 --save-to FOLDER]

With a folder, nothing in place is touched: figures and notebooks are written there, in a language, and for the width
they are printed at (``figures.style``: 85 mm for one column of a journal).  A notebook is run from its own folder, as a
person would run it.  What nbconvert writes is normalised, so that running it again on the
same data changes no byte: cell ids are their rank, execution counts count cells, and timestamps, the kernel's version,
the progress of bars and the state of widgets are left out.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets.config import Config

from .prose import translated

HERE = Path(__file__).parent
TIMEOUT = 300
LANGS = ("en", "fr")
INJECTED = "injected-parameters"
"""The tag that papermill gives the cell it puts in."""
LIVE = "application/vnd.jupyter.widget-view+json"
"""The kind of output that works only in a running kernel, and carries a random id: what stands beside it is kept."""


def execute(path: Path) -> nbformat.NotebookNode:
    """Return the notebook, executed through nbconvert in its own folder and normalised.

    An error in a cell is raised as nbconvert's ``CellExecutionError``, with the cell and the traceback.
    """
    return normalised(_executed(nbformat.read(path, as_version=4), path.parent))


def draw(folder: Path, lang: str, names: list[str] | None = None, *, width: float | None = None) -> list[str]:
    """Draw the figures of the named notebooks, or of all, in a language and for a width in mm; return their names.

    ``folder`` gets what ``figures/`` has, picture, numbers, caption and alt text, and the notebooks, executed, with
    their own words in that language (``notebooks.prose``); those in place stay as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in _paths(names or []):
        asked = {"save_to": str(folder.resolve()), "width": width}
        spoken = translated(load_notebook_node(str(path)), path.stem, lang)
        for cell in spoken.cells:
            if "parameters" in cell.metadata.get("tags", ()):
                cell.source = cell.source.replace('lang = "en"', f'lang = "{lang}"')
        done = _executed(parameterize_notebook(spoken, asked), path.parent)
        # Where its figures went is a folder of this machine, and nothing to read.
        done.cells = [cell for cell in done.cells if INJECTED not in cell.metadata.get("tags", ())]
        write(normalised(done), folder / path.name)
    return sorted(picture.stem for picture in folder.glob("*.png"))


def _paths(names: list[str]) -> list[Path]:
    return sorted(p for p in HERE.glob("*.ipynb") if not names or p.stem in names or p.name in names)


def _executed(notebook: nbformat.NotebookNode, place: Path) -> nbformat.NotebookNode:
    with TemporaryDirectory() as folder:
        options = {"timeout": TIMEOUT, "kernel_name": "python3", "record_timing": False, "config": _transport(folder)}
        done, _ = ExecutePreprocessor(**options).preprocess(notebook, {"metadata": {"path": str(place)}})
    return done


def _transport(folder: str) -> Config:
    """Talk to the kernel through sockets that are files in a folder, where the system has them, not by network."""
    config = Config()
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(Path(folder) / "kernel")
    return config


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without what differs from run to run or from machine to machine."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    count = 0
    for rank, cell in enumerate(notebook.cells):
        cell.id = f"cell-{rank:02d}"
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        # Standard error is for the person at the keyboard: progress bars and hints, never results.
        cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
            if LIVE in output.get("data", {}):
                del output.data[LIVE]
    return notebook


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook as committed: one space of indent, sorted keys, a newline at the end."""
    path.write_text(
        nbformat.writes(notebook, indent=1, sort_keys=True, ensure_ascii=False).rstrip("\n") + "\n", "utf-8"
    )


def millimetres(written: str) -> float:
    """Return a width as a person would write it in a cell: 85, and not 85.0."""
    width = float(written)
    return int(width) if width.is_integer() else width


def main(argv: list[str]) -> int:
    """Run the named notebooks, or all and fill in the READMEs; returns 1, and runs none, for an unknown name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="a notebook; without a name, all")
    parser.add_argument("--lang", default="en", choices=LANGS, help="the language of charts and text, with --save-to")
    parser.add_argument(
        "--save-to", type=Path, metavar="FOLDER", help="write figures and notebooks there, and change nothing else"
    )
    parser.add_argument(
        "--width",
        type=millimetres,
        metavar="MM",
        help="how wide figures are printed, 85 for one column; with --save-to",
    )
    asked = parser.parse_args(argv)
    names, paths = asked.names, _paths(asked.names)
    if unknown := [name for name in names if not _paths([name])]:
        there = ", ".join(path.stem for path in _paths([]))
        print(f"no notebook called {', '.join(unknown)} in {HERE.name}/; there are {there}", file=sys.stderr)
        return 1
    if asked.save_to:
        print(f"{len(draw(asked.save_to, asked.lang, names, width=asked.width))} figures in {asked.save_to}")
        return 0
    if asked.lang != "en":
        parser.error("--lang needs --save-to: the notebooks in place keep their language")
    if asked.width is not None:
        parser.error("--width needs --save-to: the figures in place keep their width")
    for path in paths:
        began = time.perf_counter()
        write(execute(path), path)
        print(f"{path.name:32s} {time.perf_counter() - began:5.1f} s", flush=True)
    if not names:
        from notebooks.readme import main as fill

        fill()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
