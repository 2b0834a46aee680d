"""How often the speaker, the kind of source, the stance and the use of quotation marks are right:  python
bench/speakers.py

Gold attributions matched by the extractor (IoU of words ≥ .5, one to one; optional ones left out) are compared with
what the whole pipeline says of them; beside it, the same with the gold spans handed in.  A speaker counts as right
when the names are equal once normalised or one is contained in the other, over gold entities that are persons or
institutions; scare quotes are marked spans held for nobody's speech that overlap a gold one, and the other way round.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.attribution import attributions
from analysis.records import Attribution, Reading
from analysis.scare import classify_marks
from analysis.speakers import resolve
from analysis.speakers.spelling import same_name
from analysis.text import words
from training.gold import GOLD, Answer, readings, records

NAMED = ("named_person", "institution")


def match(text: str, lang: str | None, gold: list[Attribution], found: list[Attribution]) -> dict[int, int]:
    """Return gold index → found index, one to one, by falling IoU of the words of their contents."""
    offsets = words(text, lang).tolist()

    def inside(a: Attribution) -> set[int]:
        return {i for i, (b, e) in enumerate(offsets) for s in a.content if b < s.end and s.start < e}

    left, right = [inside(a) for a in gold], [inside(a) for a in found]
    pairs = sorted(
        (-len(g & f) / len(g | f), i, j)
        for i, g in enumerate(left)
        for j, f in enumerate(right)
        if len(g & f) * 2 >= len(g | f) > 0
    )
    taken: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def count(c: Counter[str], where: str, a: Attribution, answer: Answer) -> None:
    c[f"{where}_n"] += 1
    c[f"{where}_kind"] += a.source_kind == answer.kind
    c[f"{where}_stance"] += a.stance == answer.stance
    if answer.kind in NAMED:
        c[f"{where}_named"] += 1
        c[f"{where}_speaker"] += bool(a.speaker) and same_name(a.speaker or "", answer.entity)


def scare(c: Counter[str], record: dict, reading: Reading) -> None:
    """Count marked spans held for nobody's speech against the gold scare quotes."""
    said = [m.span for m in reading.marked if m.use in ("scare", "title", "name")]
    gold = [tuple(pair) for pair in record["scare_quotes"]]
    c["scare_said"] += len(said)
    c["scare_gold"] += len(gold)
    c["scare_right"] += sum(any(s.start < e and b < s.end for b, e in gold) for s in said)
    c["scare_found"] += sum(any(s.start < e and b < s.end for s in said) for b, e in gold)


def evaluate(name: str, engine: str) -> Counter[str]:
    c: Counter[str] = Counter()
    gold = list(readings(name))
    texts = [r.article.text for r, _ in gold]
    found = attributions(texts, [r.article.lang for r, _ in gold], engine=engine)
    for record, (reading, answers), of_article in zip(records(name), gold, found, strict=True):
        marked = classify_marks(reading.article, of_article)
        begin = time.process_time()
        whole = resolve(Reading(reading.article, tuple(of_article), marked))
        c["ns"] += int((time.process_time() - begin) * 1e9)
        c["resolved"] += len(of_article)
        for a, answer in zip(resolve(reading).attributions, answers, strict=True):
            if not answer.optional:
                count(c, "span", a, answer)
        kept = [i for i, answer in enumerate(answers) if not answer.optional]
        pairs = match(
            reading.article.text,
            reading.article.lang,
            [reading.attributions[i] for i in kept],
            list(whole.attributions),
        )
        c["gold"] += len(kept)
        for i, j in pairs.items():
            count(c, "pipe", whole.attributions[j], answers[kept[i]])
        scare(c, record, replace(whole, marked=marked))
    return c


def ratio(a: int, b: int) -> str:
    return f"{a / b:.3f}" if b else "  -  "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["fr_dev", "en_dev", "es_dev"])
    parser.add_argument("--engine", default="fast")
    options = parser.parse_args()
    if not GOLD.is_dir():
        print(f"{GOLD} is not there: the gold annotation is kept apart from the project; nothing measured")
        return
    print(
        "file      matched/gold  speaker  kind  stance | gold spans: speaker  kind  stance"
        " | scare P  R  F1 | µs/attribution"
    )
    for name in options.names:
        c = evaluate(name, options.engine)
        p, r = c["scare_right"] / max(c["scare_said"], 1), c["scare_found"] / max(c["scare_gold"], 1)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        pipe, span = (
            "  ".join(
                (
                    ratio(c[f"{w}_speaker"], c[f"{w}_named"]),
                    ratio(c[f"{w}_kind"], c[f"{w}_n"]),
                    ratio(c[f"{w}_stance"], c[f"{w}_n"]),
                )
            )
            for w in ("pipe", "span")
        )
        cost = c["ns"] / 1000 / max(c["resolved"], 1)
        print(f"{name:9} {c['pipe_n']:4}/{c['gold']:<4} {pipe} | {span} | {p:.3f}  {r:.3f}  {f1:.3f} | {cost:.0f}")


if __name__ == "__main__":
    main()
