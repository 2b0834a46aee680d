"""Write the data dictionary of ``analysis.columns`` and the reasons of the audit into ``data/README.md``.

python -m data.dictionary
"""

from pathlib import Path

from analysis.columns import as_markdown
from analysis.corpus.audit import MEASURED, REASONS

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- dictionary: written by data/dictionary.py -->\n", "<!-- end of dictionary -->"


def reasons() -> str:
    """Return the reasons of the audit as Markdown."""
    rows = [f"| `{reason}` | {outcome} | {meaning} |" for reason, (outcome, meaning) in (REASONS | MEASURED).items()]
    return "\n".join(["#### Reasons in the audit", "", "| reason | outcome | meaning |", "|---|---|---|", *rows, ""])


def main() -> None:
    """Replace what stands between the marks."""
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n{as_markdown()}\n{reasons()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
