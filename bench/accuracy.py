"""How much of the attribution that people annotated do the engines find?      python bench/accuracy.py [--engine fast]

Reads the development sets in ``../shared/gold``, writes what each engine finds to ``build/bench/`` and scores it with
``../shared/bench/score.py``.  With ``--json`` the figures are written there, and beside them, as
``NAME_articles.csv``, the counts of every article (numbers alone), from which intervals are drawn.  On the French,
English, Spanish and German sets, which hold speech, only speech is scored; on PolNeAR, which holds attitudes too,
both.  Where the data are not at hand it says so and stops.
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

from analysis.attribution import ENGINES, attributions  # noqa: E402
from analysis.records import Attribution  # noqa: E402

SETS = ("fr", "en", "es", "polnear", "de")
BOTH_ACTS = ("polnear",)
OUT = ROOT / "build" / "bench"
SHOWN = (("token", "token"), ("iou", "IoU"), ("source_e2e", "source"), ("cue_e2e", "cue"))
TYPES = ("direct", "mixed", "indirect")
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
    """Return the gold of one set and what the engine finds in it."""
    gold = list(rows(SHARED / "gold" / f"{name}_{part}.jsonl.gz"))
    found = attributions([a["text"] for a in gold], [a["lang"] for a in gold], engine=engine)
    kept = [[a for a in of_text if name in BOTH_ACTS or a.act == "speech"] for of_text in found]
    return gold, [as_row(a["id"], of_text) for a, of_text in zip(gold, kept, strict=True)]


def certainties(gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> tuple[list[float], list[bool]]:
    """Return the confidence of every attribution found and whether it matches a firm annotation."""
    sure: list[float] = []
    right: list[bool] = []
    for g, p in zip(gold, found, strict=True):
        judged = verdicts(g["text"], g["attributions"], p["attributions"])
        for a, verdict in zip(p["attributions"], judged, strict=True):
            if verdict is not None:
                sure.append(a["confidence"])
                right.append(verdict)
    return sure, right


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


def run(engine: str, sets: Sequence[str] = SETS) -> tuple[dict[str, dict[str, Any]], list[Count]]:
    """Score one engine on every development set, whole and by article; predictions are left in ``build/bench``."""
    score = scorer()
    OUT.mkdir(parents=True, exist_ok=True)
    table: dict[str, dict[str, Any]] = {}
    articles: list[Count] = []
    every: tuple[list[float], list[bool]] = ([], [])
    for name in sets:
        begun = time.process_time()
        gold, found = read_set(name, engine)
        seconds = time.process_time() - begun
        (OUT / f"{engine}_{name}_dev.jsonl").write_text(
            "".join(json.dumps(row) + "\n" for row in found), encoding="utf-8"
        )
        figures = score.score(gold, found)
        sure, right = certainties(gold, found)
        every[0].extend(sure)
        every[1].extend(right)
        articles += [{"system": engine, "set": name, **row} for row in counts(score, gold, found)]
        table[name] = {
            **{key: figures[key]["f1"] for key, _ in SHOWN},
            **{key: figures[key]["f1"] for key in TYPES},
            "marked_share_mae": figures["marked_share_mae"],
            "ece": calibration_error(sure, right),
            "n_found": len(sure),
            "seconds": seconds,
        }
    table["all"] = {"ece": calibration_error(*every), "reliability": reliability(*every)}
    return table, articles


def reliability(sure: Sequence[float], right: Sequence[bool], steps: int = 5) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share right, number) for equal steps of confidence; empty steps are left out."""
    out = []
    for k in range(steps):
        part = [(s, r) for s, r in zip(sure, right, strict=True) if k / steps <= s < (k + 1) / steps + (k == steps - 1)]
        if part:
            out.append((sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)))
    return out


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
    articles: list[Count] = []
    for engine in asked.engine or ENGINES:
        try:
            figures[engine], of_engine = run(engine)
        except ImportError as missing:
            print(f"\n{engine}: not installed ({missing})")
            continue
        articles += of_engine
        show(engine, figures[engine])
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
        with asked.json.with_name(f"{asked.json.stem}_articles.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, articles[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
