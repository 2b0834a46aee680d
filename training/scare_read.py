"""Let the accurate engine say which marks of the press hold speech, for ``training.scare`` to learn from.

``python -m training.scare_read DIR [--minutes 22]``: ``DIR`` is what ``python -m training.folds`` made.  Read are the
paragraphs with quotation marks, each with the one before it, of French and Spanish articles that nobody annotated and
that no engine of ``DIR`` learned from; nearly all are French, where dev has fewest marks right.  Written to
``DIR/marks.jsonl``: one article a line, its id and for every marked span where it begins and the mean probability of
its words to be the content of speech.  No text is written, no article of a ``dev`` file is read.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from analysis.attribution.weights import accurate
from analysis.quotation import marked_spans
from analysis.records import Span

from . import folds
from .accurate_read import blocks
from .data import MODELS, untouched

CORPUS = "gilets_jaunes"
MARKS = "marks.jsonl"
LONGEST = 12_000
"""Characters: longer pieces are liveblogs and transcripts, which would take the time of ten articles."""
OTHERS = 0.2
"""The chance of a Spanish article to be read among the French ones."""

_engine = cache(accurate)


def around_marks(text: str, marks: Sequence[Span]) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the lines of ``text`` with marks, each with the line before it, and (begin, end, place there) of each."""
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((at, at + len(line)))
        at += len(line)
    with_marks = {i for i, (b, e) in enumerate(lines) if any(m.start < e and b < m.end for m in marks)}
    kept = sorted(with_marks | {max(0, i - 1) for i in with_marks})
    places, out = [], ""
    for begin, end in (lines[i] for i in kept):
        places.append((begin, end, len(out)))
        out += text[begin:end]
    return out, places


def reading(block: list[dict[str, Any]]) -> list[str]:
    """Read some articles; return a line of JSON for each that has marks."""
    engine, out = _engine(MODELS), []
    marks = [marked_spans(a["text"]) for a in block]
    some = [(a["id"], of_text, *around_marks(a["text"], of_text)) for a, of_text in zip(block, marks, strict=True)]
    some = [one for one in some if one[1]]
    for (number, spans, _, places), encoded, seen in zip(
        some, *engine._likelihoods([one[2] for one in some])[1:], strict=True
    ):
        content = np.exp(seen.tags)[:, 0, 1:3].sum(axis=1)
        row = []
        for span in spans:
            line = next(((b, at) for b, e, at in places if b <= span.start < e), None)
            if line is None:
                continue
            shift = line[1] - line[0]
            inside = (encoded.words[:, 0] < span.end + shift) & (encoded.words[:, 1] > span.start + shift)
            if inside.any():
                row.append((span.start, round(float(content[inside].mean()), 4)))
        out.append(json.dumps({"id": number, "marks": row}))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=22)
    options = parser.parse_args()
    learned = set(json.loads((options.folder / folds.LEARNED).read_text(encoding="utf-8")))
    chance = random.Random(5)
    rows = [a for a in untouched(CORPUS) if str(a["id"]) not in learned and len(a["text"]) < LONGEST]
    rows = [a for a in rows if a["lang"] == "fr" or (a["lang"] == "es" and chance.random() < OTHERS)]
    chance.shuffle(rows)
    deadline, n = time.time() + 60 * options.minutes, 0
    with Pool(2) as pool, (options.folder / MARKS).open("w", encoding="utf-8") as out:
        for lines in pool.imap(reading, blocks(rows, 8)):
            out.writelines(line + "\n" for line in lines)
            n += len(lines)
            if time.time() > deadline:
                pool.terminate()
                break
    print(n, "articles of", len(rows))


if __name__ == "__main__":
    main()
