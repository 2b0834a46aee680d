"""How often the gender of a source is told, and right:   python -m bench.gender

Two checks in the corpora beside the project.  Of attributions whose speaker is one of 294 well-known people
(``gender.csv``, by general knowledge): how many have a gender, and the right one.  People everybody knows have usual
first names and titles, so of all other persons too: where the article's own words tell it and the first name is one
that is known, how often both say the same.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from analysis.extraction import extract_many
from analysis.records import PERSONS
from analysis.speakers.gender import first_name_gender
from analysis.speakers.vocabulary import base, vocabulary

from .corpora import SHARED, articles

HERE = Path(__file__).parent
CORPORA = ("gilets_jaunes", "basil", "polnear")


def known() -> dict[str, str]:
    """Return the gender of every name listed."""
    with (HERE / "gender.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row["gender"] for row in csv.DictReader(lines)}


def main() -> None:
    """Print both checks, a line a corpus."""
    names = known()
    for corpus in CORPORA:
        path = SHARED / "corpora" / f"{corpus}.jsonl.gz"
        if not path.exists():
            print(f"{corpus}: {path.name} is not at hand")
            continue
        count, persons, both = Counter[tuple[str, str]](), Counter[str](), Counter[bool]()
        for reading in extract_many(articles(path)):
            words = vocabulary(base(reading.article.lang))
            for a in reading.attributions:
                if a.source_kind not in PERSONS or a.act != "speech":
                    continue
                persons[a.gender_from or "none"] += 1
                if (a.speaker or "") in names:
                    right = "none" if a.gender is None else str(a.gender == names[a.speaker or ""])
                    count[a.gender_from or "none", right] += 1
                elif a.gender_from == "text" and (first := first_name_gender(a.speaker or "", words)) in ("f", "m"):
                    both[first == a.gender] += 1
        listed, told = sum(count.values()), sum(n for (by, _), n in count.items() if by != "none")
        right = sum(n for (_, said), n in count.items() if said == "True")
        n = sum(persons.values())
        print(
            f"{corpus}: of {n} attributions to persons the gender is told for {1 - persons['none'] / n:.3f} "
            f"({persons['text']} by the text, {persons['first_name']} by first name)\n"
            f"    of {listed} to people listed told for {told / listed:.3f}, right in {right / told:.4f}\n"
            f"    others: text and first name agree in {both[True] / sum(both.values()):.4f} of {sum(both.values())} "
            "(the first name also helps to find whose a pronoun is)"
        )


if __name__ == "__main__":
    main()
