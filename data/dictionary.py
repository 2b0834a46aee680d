"""Write the data dictionary of ``analysis.columns`` into ``data/README.md``, between its two marks.

python -m data.dictionary
"""

from pathlib import Path

from analysis.columns import as_markdown

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- dictionary: written by data/dictionary.py -->\n", "<!-- end of dictionary -->"


def main() -> None:
    """Replace what stands between the marks."""
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n{as_markdown()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
