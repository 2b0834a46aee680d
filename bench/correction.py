"""Does the correction find the truth?  Seven outlets whose every article was annotated by hand, a few of them "read".

    python bench/correction.py [--draws 60] [--out bench/correction.json]

Protocol.  The 924 annotated articles of PolNeAR (train and dev, seven US outlets) are the corpus; the truth is each
outlet's pooled ``attributed_share`` by the annotators, speech and attitudes alike, so the extractor's attitudes count
as well.  At every draw ten articles per outlet, chosen at random, are taken as read by hand; all others keep what the
extractor says.  ``own`` corrects each outlet by its ten, ``shared`` lets outlets learn from each other, ``transfer``
corrects each outlet by the sixty articles of the *other six* alone.  ``passages`` reads as many words, in single
paragraphs drawn from all over the outlet.  Figures are means over the draws: error is the mean over outlets of
|estimate − truth|, covered the number of 95% intervals of the seven that hold the truth, rho Spearman's correlation
of the seven estimates with the seven truths.

The extractor learned from the 840 articles of train, not from the 84 of dev; ``unseen`` repeats the exercise on those
alone, six of each outlet's twelve read.  ``marks`` is a cruder extractor, the words between quotation marks.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from analysis.attribution import attributions
from analysis.columns import Ratio
from analysis.compare import correct
from analysis.quotation import marked_spans
from analysis.text import paragraphs, words
from bench.corpora import SHARED

GOLD = SHARED / "gold"
MEASURE = Ratio("attributed_share", ("n_attributed",), ("n_words",))
READ, READ_UNSEEN = 10, 6
EXAMPLE = "shared"
"""The method of the one draw that is shown outlet by outlet."""


@dataclass(frozen=True)
class Corpus:
    """True and predicted counts, by article and by paragraph."""

    true: pd.DataFrame
    said: pd.DataFrame
    passages: pd.DataFrame

    def only(self, split: str) -> Corpus:
        return Corpus(*(t[t["split"] == split].reset_index(drop=True) for t in (self.true, self.said, self.passages)))


def inside(spans: Iterable[Iterable[int]], starts: np.ndarray) -> np.ndarray:
    """Return which words (their first characters) stand inside any of the spans."""
    found = np.zeros(len(starts), dtype=bool)
    for start, end in spans:
        found[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return found


def read(engine: str) -> Corpus:
    """Return the annotated corpus with what ``fast``, ``accurate`` or ``marks`` says of it."""
    from training.gold import records

    articles, passages = [], []
    for split in ("train", "dev"):
        rows = records(f"polnear_{split}", GOLD)
        texts = [row["text"] for row in rows]
        if engine == "marks":
            said = [marked_spans(text) for text in texts]
        else:
            found = attributions(texts, ["en"] * len(texts), engine=engine)
            said = [[span for one in each for span in one.content] for each in found]
        for row, spans in zip(rows, said, strict=True):
            starts = words(row["text"], "en")[:, 0]
            true = inside((span for one in row["attributions"] for span in one["content"]), starts)
            guess = inside(spans, starts)
            ids = {"id": row["id"], "outlet": row["outlet"], "split": split}
            articles.append(ids | {"n_words": len(starts), "true": true.sum(), "said": guess.sum()})
            for start, end in paragraphs(row["text"]):
                a, b = np.searchsorted(starts, (start, end))
                counts = {"n_words": b - a, "n_attributed": true[a:b].sum()}
                counts |= {"n_words_predicted": b - a, "n_attributed_predicted": guess[a:b].sum()}
                passages.append(ids | counts)
    frame = pd.DataFrame(articles)
    true, said = (
        frame.rename(columns={c: "n_attributed"}).drop(columns=d) for c, d in (("true", "said"), ("said", "true"))
    )
    return Corpus(true, said, pd.DataFrame(passages).query("n_words >= 5").reset_index(drop=True))


def draw(corpus: Corpus, sample: str, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return what is read by hand: n articles of every outlet, or single paragraphs with as many words."""
    if sample == "articles":
        return corpus.true.groupby("outlet").sample(n, random_state=rng)
    parts = []
    for outlet, rows in corpus.passages.groupby("outlet"):
        effort = n * corpus.true.loc[corpus.true["outlet"] == outlet, "n_words"].mean()
        rows = rows.sample(frac=1, random_state=rng)
        parts.append(rows[rows["n_words"].cumsum() <= effort])
    return pd.concat(parts)


def one_draw(corpus: Corpus, gold: pd.DataFrame, truth: pd.Series, rng: np.random.Generator) -> list[dict[str, object]]:
    """Return a row per method: error, intervals that cover, rank correlation."""

    def corrected(gold: pd.DataFrame, method: str) -> pd.DataFrame:
        options = {"method": method, "estimate": ["pooled"], "n_draws": 1000, "rng": rng}
        return correct(corpus.said, gold, MEASURE, **options).estimates.set_index("group")

    found = {method: corrected(gold, method) for method in ("own", "shared")}
    alone = [corrected(gold[gold["outlet"] != outlet], "shared").loc[[outlet]] for outlet in truth.index]
    found["transfer"] = pd.concat(alone)
    return [
        {
            "method": method,
            "error": (rows["corrected"] - truth).abs().mean(),
            "covered": ((rows["low"] <= truth) & (truth <= rows["high"])).sum(),
            "width": (rows["high"] - rows["low"]).mean(),
            "rho": spearmanr(rows["corrected"], truth).statistic,
        }
        for method, rows in found.items()
    ]


def example(corpus: Corpus, engine: str, n: int, *, seed: int = 1) -> list[dict[str, object]]:
    """Return one draw, outlet by outlet: the share as extracted, as corrected with its interval, and the truth."""
    rng = np.random.default_rng(seed)
    options = {"method": EXAMPLE, "estimate": ["pooled"], "n_draws": 4000, "rng": rng}
    found = correct(corpus.said, draw(corpus, "articles", n, rng), MEASURE, **options).estimates
    true = corpus.true.groupby("outlet")[["n_attributed", "n_words"]].sum()
    return [
        {
            "engine": engine,
            "group": row["group"],
            "n_articles": int(row["n_articles"]),
            "n_read": int(row["n_gold"]),
            **{name: round(float(row[name]), 4) for name in ("raw", "corrected", "low", "high")},
            "truth": round(float(true["n_attributed"][row["group"]] / true["n_words"][row["group"]]), 4),
            "method": EXAMPLE,
        }
        for row in found.to_dict("records")
    ]


def bench(corpus: Corpus, n: int, draws: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Return the uncorrected figures, then a row per way of sampling and method."""
    sums = [t.groupby("outlet")[["n_attributed", "n_words"]].sum() for t in (corpus.true, corpus.said)]
    truth, raw = (s["n_attributed"] / s["n_words"] for s in sums)
    rho = spearmanr(raw, truth).statistic
    uncorrected = {"sample": "–", "method": "uncorrected", "error": (raw - truth).abs().mean(), "rho": rho}
    rows: list[dict[str, object]] = [uncorrected]
    for sample in ("articles", "passages"):
        runs = [one_draw(corpus, draw(corpus, sample, n, rng), truth, rng) for _ in range(draws)]
        frame = pd.DataFrame([row for run in runs for row in run])
        for method, group in frame.groupby("method", sort=False):
            row = {"sample": sample, "method": method, **group.drop(columns="method").mean()}
            row |= {"error ≤ .01": (group["error"] <= 0.01).mean(), "covered ≥ 6": (group["covered"] >= 6).mean()}
            rows.append(row | {"rho ≥ .95": (group["rho"] >= 0.95).mean()})
    return rows


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--draws", type=int, default=60)
    ask.add_argument("--engines", nargs="+", default=["fast", "marks"])
    ask.add_argument("--out", type=Path)
    options = ask.parse_args()
    if not GOLD.is_dir():
        raise SystemExit(f"{GOLD} is not there: the annotated articles are kept apart from the project")
    rng, tables, examples = np.random.default_rng(1), [], []
    for engine in options.engines:
        corpus = read(engine)
        examples += example(corpus, engine, READ)
        for name, part, n in (("all", corpus, READ), ("unseen", corpus.only("dev"), READ_UNSEEN)):
            rows = bench(part, n, options.draws, rng)
            tables.append(pd.DataFrame(rows).assign(engine=engine, corpus=name))
            shown = tables[-1].set_index(["engine", "corpus", "sample", "method"])
            print(shown.round(4).to_string(na_rep="–"), flush=True)
    if options.out:
        rows = pd.concat(tables).round(4).astype(object)
        found = {"draws": options.draws, "rows": rows.where(rows.notna(), None).to_dict("records")}
        found["example"] = examples
        options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
