"""How well does the frame classifier do on outlets, or headlines, it has not learnt from?

    python bench/frames.py [--only guns|climate|bias]

guns: headlines on gun violence with nine frames, the split that came with them (five folds); climate: passages of
Canadian papers in French and English with eight frames, folds by outlet; bias: sentences called biased or not, folds by
outlet.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.frames import Settings, cross_validate_frames, score_frames
from bench.corpora import SHARED, rows


def report(name: str, table: str, seconds: float) -> None:
    print(f"\n{name} ({seconds:.0f} s)\n{table}", flush=True)


def guns() -> bool:
    data = list(rows(SHARED / "frames" / "gun_violence_frames.jsonl.gz"))
    start = time.perf_counter()
    folds = [row["fold"] for row in data]
    labels = [row["frames"] for row in data]
    found = cross_validate_frames([row["text"] for row in data], labels, range(len(data)), folds=folds, lang="en")
    frame = score_frames(labels, found)
    report(
        f"gun violence: {len(data)} headlines, their five folds",
        frame.round(3).to_string(index=False),
        time.perf_counter() - start,
    )
    f1 = frame.set_index("frame")["f1"]
    return bool(f1["micro"] >= 0.79 and f1["macro"] >= 0.73)


def climate() -> bool:
    data = list(rows(SHARED / "frames" / "climate_frames_train.jsonl.gz"))
    passed = True
    for lang, wanted in (("fr", 0.49), ("en", 0.53)):
        some = [row for row in data if row["lang"] == lang]
        start = time.perf_counter()
        labels, outlets = [row["frames"] for row in some], [row["outlet"] for row in some]
        found = cross_validate_frames([row["text"] for row in some], labels, outlets, lang=lang)
        frame = score_frames(labels, found, [row["doc"] for row in some])
        report(
            f"climate {lang}: {len(some)} passages, folds by outlet",
            frame.round(3).to_string(index=False),
            time.perf_counter() - start,
        )
        passed &= bool(frame.set_index("frame")["f1"]["macro"] >= wanted)
    return passed


def bias() -> bool:
    data = [row for row in rows(SHARED / "frames" / "biased_sentences.jsonl.gz") if row["label"] != "No agreement"]
    start = time.perf_counter()
    labels = [["biased"] if row["label"] == "Biased" else [] for row in data]
    outlets = [row["outlet"] for row in data]
    marked, settings = [row["biased_words"] for row in data], Settings(even=True)
    passages = [row["text"] for row in data]
    found = cross_validate_frames(passages, labels, outlets, marked=marked, lang="en", settings=settings)
    frame = score_frames(labels, found, outlets)
    both = frame["f1"].iloc[:2]
    report(
        f"biased sentences: {len(data)}, folds by outlet",
        frame.round(3).iloc[:2].to_string(index=False),
        time.perf_counter() - start,
    )
    print(f"macro F1 of the two classes: {np.mean(both):.3f}")
    return bool(np.mean(both) >= 0.68)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("guns", "climate", "bias"))
    options = parser.parse_args()
    if not (SHARED / "frames").exists():
        print(f"{SHARED / 'frames'} is missing: nothing to measure")
        return 0
    parts = {"guns": guns, "climate": climate, "bias": bias}
    passed = [run() for name, run in parts.items() if options.only in (None, name)]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
