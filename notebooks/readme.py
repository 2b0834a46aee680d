"""What the READMEs and model cards say in numbers, filled in from where it is measured: accuracy, words of figures.

    python -m notebooks.readme

``make figures`` does it as well.  Between ``<!-- accuracy -->`` and ``<!-- end -->`` stands the table of
``bench/accuracy.json``, between ``<!-- scores ENGINE -->`` and the end that of one engine by type of quotation; the alt
text of a figure in README.md is that of ``figures/*.md``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from analysis.lexicons import labels, number

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.fr.md": "fr"}
FIGURES = ("token", "iou", "source_e2e")
PLACE = re.compile(r"(<!-- accuracy -->\n).*?(<!-- end -->)", re.DOTALL)
CARDS = Path("analysis", "attribution", "models", "README.md")
SCORES = re.compile(r"(<!-- scores (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
SCORED = (*FIGURES, "direct", "mixed", "indirect", "marked_share_mae", "ece")
PICTURE = re.compile(r"!\[[^\]]*\]\(figures/(\w+)\.png\)")


def table(scored: dict[str, Any], lang: str) -> str:
    """Return the accuracy table in a language: F1 of words, passages and passages with source; error of a share."""
    names = labels(lang)
    head = "".join(f" {names[engine]} | {names['error']} |" for engine in scored)
    rows = [f"| |{head}", "|---|" + "---|---|" * len(scored)]
    for name in next(iter(scored.values())):
        if name != "all":
            cells = (_cells(sets[name], lang) for sets in scored.values())
            rows.append(f"| {names[name]} | {' | '.join(cells)} |")
    errors = (f"{number(sets['all']['ece'], '.3f', lang=lang)} | " for sets in scored.values())
    return "\n".join([*rows, f"| {names['calibration_error']} | {' | '.join(errors)}|"]) + "\n"


def _cells(of: dict[str, float], lang: str) -> str:
    three = " / ".join(number(of[figure], ".3f", lang=lang) for figure in FIGURES)
    return f"{three} | {number(of['marked_share_mae'], '.4f', lang=lang)}"


def card(sets: dict[str, Any]) -> str:
    """Return the table of one engine: for each set the F1 of the whole and by type, the error of a share, and ECE."""
    head = ("set", "token", "IoU", "source", "direct", "mixed", "indirect", "MAE", "ECE")
    rows = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for name, of in sets.items():
        if name != "all":
            rows.append(f"| {name} | {' | '.join(f'{of[figure]:.3f}'.lstrip('0') for figure in SCORED)} |")
    everywhere = f"{sets['all']['ece']:.3f}".lstrip("0")
    return "\n".join([*rows, "", f"Over all sets the calibration error is {everywhere}."]) + "\n"


def carded(text: str, *, root: Path = ROOT) -> str:
    """Return the model cards with the tables of their engines as they are measured now."""
    scored = json.loads((root / "bench" / "accuracy.json").read_text("utf-8"))
    return SCORES.sub(lambda found: found[1] + card(scored[found[2]]) + found[3], text)


def filled(text: str, lang: str, *, root: Path = ROOT) -> str:
    """Return a README with its table and, in English, the alt texts of its pictures as they are measured now."""
    scored = json.loads((root / "bench" / "accuracy.json").read_text("utf-8"))
    text = PLACE.sub(lambda found: found[1] + table(scored, lang) + found[2], text)
    return PICTURE.sub(lambda found: _described(found, root), text) if lang == "en" else text


def _described(found: re.Match[str], root: Path) -> str:
    _, _, alt = (root / "figures" / f"{found[1]}.md").read_text("utf-8").partition("\n\nAlt text: ")
    return f"![{alt.strip()}](figures/{found[1]}.png)"


def main() -> None:
    """Fill in both READMEs and the model cards."""
    cards = ROOT / CARDS
    cards.write_text(carded(cards.read_text("utf-8")), "utf-8")
    for name, lang in READMES.items():
        path = ROOT / name
        path.write_text(filled(path.read_text("utf-8"), lang), "utf-8")


if __name__ == "__main__":
    main()
