"""Writes the fast engine's weights as plain arrays, and teaches it how sure it may be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.attribution.encoding import tokens
from analysis.attribution.features import LANGS
from analysis.attribution.network import Vocabulary, pieces

from . import fast_vocabulary as vocabulary
from .data import SETS, gold, held_out
from .fast_model import REACH, TAPS, Net

AS_IT_COMES = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
"""The coefficients of a certainty that nothing has calibrated."""


def export(
    net: Net,
    known: NDArray[np.uint64],
    languages: NDArray[np.float32],
    articles: Sequence[dict[str, Any]],
    folder: Path,
    name: str,
) -> None:
    """Write ``name``.npz and ``name``.json: normalisation folded into the weights, tables in eight bits a number."""
    w = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    words = w["words.weight"].copy()
    parts = _pieces_of_words(known, articles)
    words[1:] += w["prefix.weight"][parts[:, 0]] + w["suffix.weight"][parts[:, 1]] + w["ending.weight"][parts[:, 2]]
    a: dict[str, NDArray[Any]] = {"hashes": known}
    tables = {"words": words, "language_words": languages}
    tables |= {k: w[f"{k}.weight"] for k in ("prefix", "suffix", "ending")}
    for key, table in tables.items():
        scale = np.maximum(np.abs(table).max(1), 1e-9) / 127
        a[key], a[f"{key}_scale"] = np.round(table / scale[:, None]).astype(np.int8), scale.astype(np.float32)
    a["flag"], a["lang"] = w["flag.weight"].astype(np.float16), w["lang.weight"].astype(np.float16)
    for k in range(len(REACH)):
        gain = w[f"norms.{k}.weight"] / np.sqrt(w[f"norms.{k}.running_var"] + 1e-5)
        a[f"conv{k}"] = (w[f"convs.{k}.linear.weight"].T * gain).astype(np.float16)
        a[f"bias{k}"] = (w[f"convs.{k}.linear.bias"] - w[f"norms.{k}.running_mean"]) * gain + w[f"norms.{k}.bias"]
        if k in TAPS:
            a[f"tap{k}"] = w[f"taps.{k}.weight"].T.astype(np.float16)
    a["out"], a["out_bias"] = w["out.weight"].T.astype(np.float16), w["out.bias"]
    for key in ("asks_first", "asks_last", "answers", "none"):
        a[f"link_{key}"] = w[f"{key}.weight"].T.astype(np.float16)
        if f"{key}.bias" in w:
            a[f"link_{key}_bias"] = w[f"{key}.bias"]
    a["link_relation"], a["link_weigh"] = w["relation.weight"].astype(np.float16), w["weigh"].astype(np.float16)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / f"{name}.npz", **a)  # type: ignore[arg-type]
    note = {
        "format": 2,
        "sha256": hashlib.sha256((folder / f"{name}.npz").read_bytes()).hexdigest(),
        "reach": list(REACH),
        "langs": list(LANGS),
        "languages": list(vocabulary.LANGUAGES),
        "trust": [AS_IT_COMES, AS_IT_COMES],
    }
    (folder / f"{name}.json").write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")


def _pieces_of_words(known: NDArray[np.uint64], articles: Sequence[dict[str, Any]]) -> NDArray[np.int64]:
    lookup = Vocabulary(known)
    parts = np.zeros((len(known), 3), np.int64)
    for a in articles:
        t = tokens([a["text"]])
        ids = lookup.ids(t.hash)
        which = np.flatnonzero(ids)
        parts[ids[which] - 1] = np.stack(pieces(t, which), 1)
    return parts


def calibrate(folder: Path, name: str) -> None:
    """Fit, on the held-out articles, the probability that an attribution is one; written into ``name``.json."""
    from sklearn.linear_model import LogisticRegression

    from analysis.attribution import fast
    from bench.scorer import verdicts

    engine = fast.load(name, folder)
    facts: list[list[Any]] = [[], []]
    right: list[list[bool]] = [[], []]
    for source in SETS:
        for article in held_out(gold(source, "train"))[1]:
            found, evidence = fast.read_with_evidence(engine, article["text"], article["lang"])
            rows = [{"content": [tuple(s) for s in a.content]} for a in found]
            judged = verdicts(article["text"], article["attributions"], rows)
            for a, known, verdict in zip(found, evidence, judged, strict=True):
                wide = a.act != "speech"
                if verdict is None or (wide and source != "polnear"):
                    continue
                facts[wide].append(known)
                right[wide].append(verdict)
    note = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    note["trust"] = []
    for x, y in zip(facts, right, strict=True):
        if len(set(y)) < 2:
            print(
                "none is right, or all are: certainty is left as it comes; this engine learned too little", flush=True
            )
            note["trust"].append(AS_IT_COMES)
            continue
        model = LogisticRegression(C=10.0, max_iter=1000).fit(np.array(x)[:, 1:], np.array(y))
        note["trust"].append([float(model.intercept_[0]), *(round(float(c), 5) for c in model.coef_[0])])
    (folder / f"{name}.json").write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
