"""Let the accurate engine read the train gold and the unlabelled corpora, for the fast engine to learn from.

``python -m training.accurate_read --out build/teacher`` writes, for each set, ``SET.npz`` (tokens and tag probabilities
of both schemes) and ``SET.jsonl`` (attributions).  No article of a ``dev`` file is read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from analysis.attribution.arcs import attributions_of
from analysis.attribution.weights import accurate
from analysis.quotation import marked_spans

from .data import MODELS, SETS, gold, untouched

CORPORA = ("gilets_jaunes", "polnear", "basil")


def words_of(text: str) -> str:
    """Return a text's letters and digits, for comparing texts whatever their typography."""
    return "".join(re.findall(r"\w+", text.lower()))


def apart() -> tuple[set[str], set[str]]:
    """Return ids and the first 300 letters of every dev article."""
    ids, openings = set(), set()
    for name in SETS:
        for article in gold(name, "dev"):
            ids |= {str(article["id"]), str(article.get("corpus_id") or article["id"])}
            openings.add(words_of(article["text"])[:300])
    return ids, openings


def articles(name: str) -> list[dict[str, Any]]:
    """Return one set's articles without dev's: gold in its order, of a corpus those in no gold set, English first."""
    rows = gold(name[5:], "train") if name.startswith("gold_") else untouched(name)
    ids, openings = apart()
    kept = [a for a in rows if str(a["id"]) not in ids and words_of(a["text"])[:300] not in openings]
    if not name.startswith("gold_"):
        random.Random(11).shuffle(kept)
        kept.sort(key=lambda a: a["lang"] != "en")
    return kept


_engine = cache(accurate)


def reading(block: list[dict[str, Any]], folder: Path) -> list[Any]:
    """Read some articles: words, probabilities and attributions of each."""
    engine, out = _engine(folder), []
    texts = [a["text"] for a in block]
    for article, encoded, seen in zip(block, *engine._likelihoods(texts)[1:], strict=True):
        text = article["text"]
        found = attributions_of(text, encoded, seen, engine.heads, marked_spans(text))
        rows = [
            {k: [list(s) for s in getattr(f, k)] for k in ("content", "cue", "source")}
            | {"type": f.type, "act": f.act, "confidence": round(f.confidence, 4)}
            for f in found
        ]
        out.append((article["id"], article["lang"], encoded.words.astype(np.int32), np.exp(seen.tags), rows))
    return out


def blocks(rows: list[dict[str, Any]], size: int = 12) -> Iterator[list[dict[str, Any]]]:
    """Cut a list into blocks."""
    for i in range(0, len(rows), size):
        yield rows[i : i + size]


def write(name: str, rows: list[dict[str, Any]], out: Path, models: Path, pool: Any, deadline: float) -> None:
    """Read and write one set; stop at the deadline with what there is."""
    words, tags, lines, at = [], [], [], 0
    for done in pool.imap(partial(reading, folder=models), blocks(rows)):
        for key, lang, w, p, found in done:
            words.append(w)
            tags.append(p.astype(np.float16))
            lines.append(json.dumps({"id": key, "lang": lang, "offset": at, "n": len(w), "attributions": found}))
            at += len(w)
        if time.time() > deadline:
            pool.terminate()
            break
    both = np.concatenate(tags)
    part = out / f"{name}.part.npz"
    np.savez(part, words=np.concatenate(words), speech=both[:, 0], polnear=both[:, 1])
    part.rename(out / f"{name}.npz")
    (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines), "articles of", len(rows), at, "tokens", flush=True)


def main() -> None:
    """Read from the command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, default=Path("build/teacher"))
    ap.add_argument("--models", type=Path, default=MODELS)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--sets", nargs="*", default=[*(f"gold_{s}" for s in SETS), *CORPORA])
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    deadline = time.time() + 60 * a.minutes
    for name in a.sets:
        if time.time() < deadline:
            with Pool(2) as pool:
                write(name, articles(name), a.out, a.models, pool, deadline)


if __name__ == "__main__":
    main()
