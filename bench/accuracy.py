"""How much of the attribution that people annotated is found?      python bench/accuracy.py [--engine fast]

Reads the development sets in ``../shared/gold`` with each engine, as ``extract`` does, writes what is found to
``build/bench/`` and scores it with ``../shared/bench/score.py``.  With ``--json`` the figures are written there, and
beside them, as ``NAME_articles.csv``, the counts of every article (numbers alone), from which intervals are drawn, and
as ``NAME_steps.csv`` how many attributions of an article are held at each step of confidence and how many of them are
right.  (Committed are, of the accurate engine, figures of a processor with VNNI: shares right of another differ by less
than .01.)  On the French, English, Spanish and German sets, which hold speech, only speech is scored; on PolNeAR, which
holds attitudes too, both.  Where the data are not at hand it says so and stops.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from corpora import ROOT, SHARED, rows  # noqa: E402
from scorer import calibration_error, verdicts  # noqa: E402

from analysis.attribution import ENGINES  # noqa: E402
from analysis.extraction import extract_many  # noqa: E402
from analysis.records import Article, Attribution  # noqa: E402

SETS = ("fr", "en", "es", "polnear", "de")
BOTH_ACTS = ("polnear",)
OUT = ROOT / "build" / "bench"
SHOWN = (("token", "token"), ("iou", "IoU"), ("source_e2e", "source"), ("cue_e2e", "cue"))
TYPES = ("direct", "mixed", "indirect")
STEPS = 5
COUNTED = ("token", "iou", "source_e2e", "cue_e2e", *TYPES)
Count = dict[str, str | int | float]


def scorer() -> Any:
    """Return the module ``../shared/bench/score.py``."""
    home = SHARED / "bench"
    sys.path.insert(0, str(home))
    spec = importlib.util.spec_from_file_location("score", home / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_row(number: str, found: Sequence[Attribution]) -> dict[str, Any]:
    """Return the attributions of one article in the form of the gold."""
    return {
        "id": number,
        "attributions": [
            {
                "content": [list(s) for s in a.content],
                "cue": [list(s) for s in a.cue],
                "source": [list(s) for s in a.source],
                "type": a.type,
                "act": a.act,
                "confidence": round(a.confidence, 4),
            }
            for a in found
        ],
    }


def read_set(name: str, engine: str, part: str = "dev") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the gold of one set and what ``extract`` finds in it with an engine."""
    gold = list(rows(SHARED / "gold" / f"{name}_{part}.jsonl.gz"))
    articles = [Article(id=str(a["id"]), text=a["text"], lang=a["lang"]) for a in gold]
    found = [reading.attributions for reading in extract_many(articles, engine=engine)]
    kept = [[a for a in of_text if name in BOTH_ACTS or a.act == "speech"] for of_text in found]
    return gold, [as_row(a["id"], of_text) for a, of_text in zip(gold, kept, strict=True)]


def certainties(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[list[tuple[float, bool]]]:
    """Return, for each article, the confidence of its attributions and whether each matches a firm annotation."""
    of_articles = []
    for g, p in zip(gold, found, strict=True):
        judged = zip(p["attributions"], verdicts(g["text"], g["attributions"], p["attributions"]), strict=True)
        of_articles.append([(a["confidence"], verdict) for a, verdict in judged if verdict is not None])
    return of_articles


def step_of(sure: float) -> int:
    """Return in which of the equal steps of confidence an attribution is held, from 0."""
    return min(int(sure * STEPS), STEPS - 1)


def by_step(judged: Sequence[tuple[float, bool]]) -> list[Count]:
    """Return a row for each step of confidence that an article has attributions at: ``found``, ``right`` of them.

    ``sure`` is the sum of their confidences.
    """
    rows = []
    for step in range(STEPS):
        if part := [(sure, right) for sure, right in judged if step_of(sure) == step]:
            sure, right = unzipped(part)
            rows.append({"step": step, "found": len(part), "right": sum(right), "sure": round(sum(sure), 4)})
    return rows


def counts(score: Any, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[Count]:
    """Return one row an article: annotations found and all of them, finds that are right and all of them, by figure."""
    rows = []
    for rank, (g, p) in enumerate(zip(gold, found, strict=True)):
        c, per_article = score.article(g, p)
        row: Count = {"article": rank, "outlet": g["outlet"] or "", "lang": g["lang"]}
        for part in COUNTED:
            right = ("tp_gold", "tp_pred") if part in TYPES else ("tp", "tp")
            cells = (c[part, right[0]], c[part, "gold"], c[part, right[1]], c[part, "pred"])
            row |= dict(zip((f"{part}_{n}" for n in ("hit_gold", "gold", "hit_found", "found")), cells, strict=True))
        shares = per_article["marked_share"]
        rows.append(row | {f"marked_share_{of}": round(s, 6) for of, s in zip(("gold", "found"), shares, strict=True)})
    return rows


def run(engine: str, sets: Sequence[str] = SETS) -> tuple[dict[str, dict[str, Any]], list[Count], list[Count]]:
    """Score one engine on every development set: whole, by article, and by article and step of confidence.

    Predictions are left in ``build/bench``.
    """
    score = scorer()
    OUT.mkdir(parents=True, exist_ok=True)
    table: dict[str, dict[str, Any]] = {}
    articles: list[Count] = []
    steps: list[Count] = []
    every: list[tuple[float, bool]] = []
    for name in sets:
        begun = time.process_time()
        gold, found = read_set(name, engine)
        seconds = time.process_time() - begun
        (OUT / f"{engine}_{name}_dev.jsonl").write_text(
            "".join(json.dumps(row) + "\n" for row in found), encoding="utf-8"
        )
        figures = score.score(gold, found)
        judged = certainties(gold, found)
        of_set = [one for of_article in judged for one in of_article]
        every += of_set
        home: Count = {"system": engine, "set": name}
        articles += [home | row for row in counts(score, gold, found)]
        steps += [home | {"article": rank} | row for rank, one in enumerate(judged) for row in by_step(one)]
        table[name] = {
            **{key: figures[key]["f1"] for key, _ in SHOWN},
            **{key: figures[key]["f1"] for key in TYPES},
            "marked_share_mae": figures["marked_share_mae"],
            "ece": calibration_error(*unzipped(of_set)),
            "n_found": len(of_set),
            "seconds": seconds,
        }
    table["all"] = {"ece": calibration_error(*unzipped(every)), "reliability": reliability(every)}
    return table, articles, steps


def unzipped(judged: Sequence[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    """Return the confidences and the verdicts apart."""
    return [sure for sure, _ in judged], [right for _, right in judged]


def reliability(judged: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share right, number) for equal steps of confidence; empty steps are left out."""
    steps = (unzipped([one for one in judged if step_of(one[0]) == step]) for step in range(STEPS))
    return [(sum(sure) / len(sure), sum(right) / len(right), len(right)) for sure, right in steps if sure]


def show(engine: str, table: dict[str, dict[str, Any]]) -> None:
    """Print one engine's table."""
    heads = [label for _, label in SHOWN] + list(TYPES)
    print(f"\n{engine}\n{'':9s}" + "".join(f"{h:>9s}" for h in heads) + f"{'MAE':>9s}{'ECE':>9s}")
    for name, row in table.items():
        if name != "all":
            values = [row[key] for key, _ in SHOWN] + [row[t] for t in TYPES]
            print(
                f"{name:9s}" + "".join(f"{v:9.3f}" for v in values) + f"{row['marked_share_mae']:9.4f}{row['ece']:9.3f}"
            )
    print(f"calibration over all sets: ECE {table['all']['ece']:.3f}; confidence -> share right (number):")
    print("   " + "   ".join(f"{s:.2f} -> {r:.2f} ({n})" for s, r, n in table["all"]["reliability"]))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, action="append", help="default: every engine that is installed")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    asked = parser.parse_args(arguments)
    if not (SHARED / "gold").is_dir() or not (SHARED / "bench" / "score.py").is_file():
        print("bench/accuracy.py: no ../shared/gold beside the repository, so there is nothing to score.")
        return 0
    figures: dict[str, dict[str, dict[str, Any]]] = {}
    tables: dict[str, list[Count]] = {"articles": [], "steps": []}
    for engine in asked.engine or ENGINES:
        try:
            figures[engine], articles, steps = run(engine)
        except ImportError as missing:
            print(f"\n{engine}: not installed ({missing})")
            continue
        tables["articles"] += articles
        tables["steps"] += steps
        show(engine, figures[engine])
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
        for name, rows in tables.items():
            with asked.json.with_name(f"{asked.json.stem}_{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
