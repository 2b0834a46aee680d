"""Write the data dictionary of ``analysis.columns``, the reasons of the audit and what the tables lack into
``data/README.md``, each between its two marks.

python -m data.dictionary
"""

from pathlib import Path

from analysis import Tables
from analysis.columns import as_markdown
from analysis.corpus.audit import as_markdown as reasons

HERE = Path(__file__).parent
README = HERE / "README.md"


def lacks() -> str:
    """Return what the tables of ``press/`` lack, counted in them, as items of a Markdown list."""
    press = {name: Tables.load(HERE / "press" / name) for name in ("gilets_jaunes", "told_three_ways", "us_2016")}
    least = [f"{tables.card['terms_in_at_least_articles']} in `{name}`" for name, tables in press.items()]
    jaunes, three, us = press.values()
    found = (
        jaunes.audit["reason"].value_counts().reindex(["undated", "truncated", "language_contradicts"], fill_value=0)
    )
    portuguese = jaunes.articles.set_index("id")["lang"].eq("pt")
    contradicts = jaunes.audit.loc[jaunes.audit["reason"] == "language_contradicts", "id"]
    sizes = us.articles["outlet"].value_counts()
    others = " or ".join(map(str, sorted(set(sizes.iloc[:-1]))))
    return "\n".join(
        [
            f"- Terms are kept from so many articles on: {', '.join(least)}.",
            f"- In `gilets_jaunes`, {found['undated']:,} articles have no date, {found['truncated']} look cut off, and "
            f"{found['language_contradicts']} contradict",
            f"  their declared language ({portuguese[contradicts].sum()} are Portuguese, read for their marks alone).",
            f"- In `told_three_ways`, {(three.audit['reason'] == 'id_suffixed').sum()} ids stood twice for different "
            "texts; a number was added to the second.",
            f"- In `us_2016`, {sizes.index[-1]} has {sizes.iloc[-1]} articles where the other outlets have {others}.",
            "",
        ]
    )


PARTS = {
    ("<!-- dictionary: written by data/dictionary.py -->\n", "<!-- end of dictionary -->"): lambda: (
        f"\n{as_markdown()}\n{reasons()}\n"
    ),
    ("<!-- counts: written by data/dictionary.py -->\n", "<!-- end of counts -->"): lacks,
}


def main() -> None:
    """Replace what stands between each pair of marks."""
    text = README.read_text("utf-8")
    for (begin, end), written in PARTS.items():
        before, rest = text.split(begin)
        _, after = rest.split(end)
        text = f"{before}{begin}{written()}{end}{after}"
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
