"""The correction for the extractor's error, against ppi-python, closed forms and simulated truth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.compare import Correction, correct
from analysis.compare.gold import Group
from analysis.compare.prediction import best_weight, corrected_ratio
from analysis.compare.shrinkage import shared_errors
from analysis.sampling import read_sample


def two_readings(
    sizes: tuple[int, ...] = (80,) * 6, error: float = -0.08, differ: float = 0.02, seed: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(what the extractor says, the truth) of every article; the extractor's mean error differs between outlets."""
    rng = np.random.default_rng(seed)
    truth, said = [], []
    for g, n in enumerate(sizes):
        words = rng.lognormal(6, 0.6, n).astype(int) + 30
        share = rng.beta(4, 6, n)
        wrong = np.clip(share + error + rng.normal(0, differ) + rng.normal(0, 0.06, n), 0, 1)
        ids = {"id": [f"{g}-{i}" for i in range(n)], "outlet": f"outlet {g}", "n_words": words}
        truth.append(pd.DataFrame({**ids, "n_direct": (share * words).round()}))
        said.append(pd.DataFrame({**ids, "n_direct": (wrong * words).round()}))
    return pd.concat(said, ignore_index=True), pd.concat(truth, ignore_index=True)


def drawn(truth: pd.DataFrame, n: int, seed: int = 3) -> pd.DataFrame:
    return truth.groupby("outlet").sample(n, random_state=seed)


def estimates(found: Correction, kind: str = "pooled") -> pd.DataFrame:
    return found.estimates[found.estimates["estimate"] == kind].set_index("group")


def pooled(table: pd.DataFrame) -> pd.Series:
    sums = table.groupby("outlet")[["n_direct", "n_words"]].sum()
    return sums["n_direct"] / sums["n_words"]


@pytest.mark.parametrize("lam", [1.0, None])
def test_own_correction_of_a_mean_agrees_with_ppi_python(lam: float | None) -> None:
    ppi_py = pytest.importorskip("ppi_py", reason="ppi-python is not installed: pip install ppi-python")
    said, truth = two_readings((400,))
    gold = drawn(truth, 60)
    found = correct(
        said, gold, "direct_share", target="population", tune=lam is None, n_draws=200_000, estimate=["mean"]
    ).estimates.iloc[0]
    share = (said["n_direct"] / said["n_words"]).to_numpy()
    true = (gold["n_direct"] / gold["n_words"]).to_numpy()
    read = said["id"].isin(gold["id"]).to_numpy()
    order = [said.index[said["id"] == i][0] for i in gold["id"]]
    low, high = ppi_py.ppi_mean_ci(true, share[order], share[~read], alpha=0.05, lam=lam)
    assert found["corrected"] == pytest.approx((low + high) / 2, abs=2e-4)
    student = stats.t.ppf(0.975, 59) / stats.norm.ppf(0.975)
    assert found["high"] - found["low"] == pytest.approx((high - low) * student, rel=0.03)


def test_what_cannot_be_estimated_is_told() -> None:
    said, truth = two_readings()
    for settings, told in (({"estimate": "median"}, "estimate='median'"), ({"n_draws": 0}, "n_draws=0")):
        with pytest.raises(ValueError, match=told):
            correct(said, truth, "direct_share", **settings)


def test_a_gold_nobody_read_is_asked_about_and_one_error_has_no_interval() -> None:
    said, _ = two_readings((60,) * 4)
    unread = said.groupby("outlet").sample(10, random_state=1)
    for method in ("own", "shared"):
        found = correct(said, unread, "direct_share", method=method)
        assert any("in the 40 rows of the gold: were they read?" in note for note in found.notes)
    assert estimates(correct(said, unread, "direct_share"))["low"].isna().all()
    alike = said.assign(n_words=1000, n_direct=300)
    gold = alike.groupby("outlet").sample(10, random_state=1).assign(n_direct=340)
    found = estimates(correct(alike, gold, "direct_share"))
    assert (
        found["low"].isna().all()
        and found["note"].eq("no interval: the errors in the 10 read by hand do not vary").all()
    )


@pytest.mark.parametrize("target", ["corpus", "population"])
def test_errors_that_outlets_share_and_that_do_not_vary_have_no_interval_of_rounding(target: str) -> None:
    said, _ = two_readings((60,) * 4)
    unread = said.groupby("outlet").sample(10, random_state=1)
    found = correct(said, unread, "direct_share", method="shared", target=target)
    pooled_rows = estimates(found)
    assert pooled_rows["low"].isna().all() and pooled_rows["corrected"].to_numpy() == pytest.approx(
        pooled_rows["raw"].to_numpy(), abs=0.02
    )
    assert pooled_rows["note"].eq("no interval: the errors in the 10 read by hand do not vary").all()
    assert found.differences["low"].isna().all()


def test_a_sheet_is_no_gold_yet() -> None:
    said, _ = two_readings((30, 40))
    sheet = pd.DataFrame({"id": ["0-1"], "tagged": ["Non."], "corrected": ["Non."]})
    with pytest.raises(ValueError, match=r"give read_sample\(gold\)"):
        correct(said, sheet, "direct_share")


def test_reading_everything_gives_the_truth_and_no_doubt() -> None:
    said, truth = two_readings((30, 40, 50))
    for method in ("own", "shared"):
        found = estimates(correct(said, truth, "direct_share", method=method))
        assert found["corrected"].to_numpy() == pytest.approx(pooled(truth).to_numpy(), abs=1e-5)
        assert (found["high"] - found["low"]).max() < 1e-4


@pytest.mark.parametrize("kind", ["pooled", "mean"])
@pytest.mark.parametrize("method", ["own", "shared"])
def test_intervals_cover_the_truth_about_the_corpus(method: str, kind: str) -> None:
    covered, better = [], []
    options = {"method": method, "estimate": [kind], "n_draws": 1000}
    for seed in range(40):
        said, truth = two_readings((60,) * 6, seed=seed)
        found = estimates(correct(said, drawn(truth, 10, seed), "direct_share", **options), kind)
        each = truth["n_direct"] / truth["n_words"]
        true = pooled(truth) if kind == "pooled" else each.groupby(truth["outlet"]).mean()
        covered += list((found["low"] <= true) & (true <= found["high"]))
        better.append((found["corrected"] - true).abs().mean() / (found["raw"] - true).abs().mean())
    assert 0.90 <= np.mean(covered) <= 0.99  # 240 intervals
    assert np.mean(better) < 0.35


def test_sharing_the_error_is_narrower_than_each_outlet_alone() -> None:
    said, truth = two_readings(differ=0.01)
    gold = drawn(truth, 10)
    widths = {}
    for method in ("own", "shared"):
        found = estimates(correct(said, gold, "direct_share", method=method))
        widths[method] = (found["high"] - found["low"]).mean()
    assert widths["shared"] < 0.8 * widths["own"]


def test_an_outlet_nobody_read_is_corrected_by_the_others_with_more_doubt() -> None:
    covered = []
    for seed in range(40):
        said, truth = two_readings((60,) * 7, seed=seed)
        gold = drawn(truth[truth["outlet"] != "outlet 6"], 10, seed)
        found = estimates(correct(said, gold, "direct_share", method="shared", estimate=["pooled"], n_draws=1000))
        width = found["high"] - found["low"]
        assert found.loc["outlet 6", "n_gold"] == 0 and width["outlet 6"] > width.drop("outlet 6").max()
        covered.append(found.loc["outlet 6", "low"] <= pooled(truth)["outlet 6"] <= found.loc["outlet 6", "high"])
    assert sum(covered) >= 34
    alone = estimates(correct(said, gold, "direct_share")).loc["outlet 6"]
    assert np.isnan(alone["corrected"]) and alone["note"] == "no interval: 0 read by hand"


def test_a_useless_extractor_gets_no_weight_and_a_good_one_nearly_all() -> None:
    said, truth = two_readings()
    gold = drawn(truth, 20)
    noise = said.assign(n_direct=np.random.default_rng(0).permutation(said["n_words"]) * 0.3)
    weights = [correct(table, gold, "direct_share").estimates["weight"].iloc[0] for table in (noise, said, truth)]
    assert weights[0] < 0.2 and 0.7 < weights[1] < 1 and weights[2] == pytest.approx(1)
    assert best_weight([], "corpus") == 1.0


def test_passages_correct_the_pooled_share_and_count_by_article() -> None:
    said, truth = two_readings((60,) * 4)
    whole = drawn(truth, 12).merge(said[["id", "n_direct", "n_words"]], on="id", suffixes=("", "_predicted"))
    halves = pd.concat([whole.assign(**{c: whole[c] / 2 for c in whole if c.startswith("n_")})] * 2, ignore_index=True)
    for method in ("own", "shared"):
        one, two = (correct(said, gold, "direct_share", method=method) for gold in (whole, halves))
        # As long as their articles, they are whole articles, which correct the mean too.
        assert set(one.estimates["estimate"]) == {"pooled", "mean"}
        pd.testing.assert_frame_equal(estimates(one), estimates(two))
        assert set(two.estimates["estimate"]) == {"pooled"} and (two.estimates["n_gold"] == 12).all()
    plain = correct(said, drawn(truth, 12), "direct_share", method="shared")
    np.testing.assert_allclose(estimates(plain)["corrected"], estimates(two)["corrected"], atol=1e-3)


def test_corrected_differences_and_ratios_of_other_kinds() -> None:
    said, truth = two_readings((60,) * 4)
    rest = {"n_partial": 5, "n_indirect": 9, "n_scare": 0}
    said, truth = (t.assign(**rest, n_narration=t["n_words"] - t["n_direct"] - 14) for t in (said, truth))
    found = correct(said, drawn(truth, 30), "quote_narration_ratio", by="outlet")
    true = truth.groupby("outlet")[["n_direct", "n_words"]].sum()
    expected = (true["n_direct"] + 60 * 5) / (true["n_words"] - true["n_direct"] - 60 * 5)
    pooled_rows = estimates(found)
    assert ((pooled_rows["corrected"] - expected).abs() < (pooled_rows["raw"] - expected).abs()).all()
    gap = found.differences.iloc[0]
    assert gap["difference"] == pytest.approx(pooled_rows["corrected"].iloc[0] - pooled_rows["corrected"].iloc[1])
    assert gap["low"] < gap["difference"] < gap["high"]
    assert "<table" in found._repr_html_()


def test_the_hierarchy_pools_completely_or_not_at_all_when_it_should() -> None:
    rng = np.random.default_rng(0)
    alike, _ = shared_errors(np.array([0.10, 0.11, 0.09, 0.10, 0.10]), np.full(5, 0.01), 60, 0, 8000, rng)
    apart, new = shared_errors(np.array([0.1, 0.5, 0.9, -0.3]), np.full(4, 1e-6), 60, 2, 8000, rng)
    assert np.ptp(alike.mean(axis=0)) < 0.01 and alike.std(axis=0).max() < 0.1
    assert apart.mean(axis=0) == pytest.approx([0.1, 0.5, 0.9, -0.3], abs=0.001)
    assert new.std(axis=0).min() > 0.4 and abs(np.corrcoef(new.T)[0, 1]) < 0.6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"method": "magic"}, "method='magic' is not one of own, shared"),
        ({"target": "world"}, "target='world' is not one of corpus, population"),
        ({"level": 95}, "level=95"),
        ({"id": "url"}, "id='url' is not a column of the table"),
        ({"gold": "elsewhere"}, "none of its 60 rows is an article of the table"),
        ({"gold": "twice"}, "repeats in the gold: 0-"),
        ({"gold": "two outlets", "method": "shared"}, "2 groups with gold; sharing their errors takes 3"),
        ({"gold": "one each", "method": "shared"}, "read a few more of each"),
        ({"gold": "half passages"}, "passages need both"),
    ],
)
def test_bad_arguments_say_what_is_wrong(change: dict[str, str], message: str) -> None:
    said, truth = two_readings()
    gold = drawn(truth, 10)
    golds = {
        "elsewhere": gold.assign(id="z" + gold["id"]),
        "twice": pd.concat([gold, gold.head(1)]),
        "two outlets": gold[gold["outlet"] < "outlet 2"],
        "one each": gold[gold["outlet"] < "outlet 4"].groupby("outlet").head(1),
        "half passages": gold.assign(n_direct_predicted=1),
    }
    options = {key: value for key, value in change.items() if key != "gold"}
    with pytest.raises(ValueError, match=message):
        correct(said, golds.get(change.get("gold", ""), gold), "direct_share", **options)


def test_gold_that_cannot_be_used_is_counted() -> None:
    said, truth = two_readings()
    gold = drawn(truth, 10)
    odd = pd.concat([gold, gold.head(2).assign(id=["x", "y"])])
    odd.loc[odd["id"] == gold["id"].iloc[0], "n_words"] = 0
    found = correct(said, odd, "direct_share")
    assert found.notes == (
        "2 gold rows of no article of the table left out",
        "1 gold row where direct_share is undefined left out",
    )
    assert estimates(found)["n_gold"].sum() == 59
    french = found.told("fr")
    assert [note.replace("\u202f", " ") for note in french.notes] == [
        "2 lignes lues à la main, d'aucun article du tableau, sont écartées",
        "1 ligne lue à la main est écartée, où direct_share n'a pas de valeur",
    ]
    assert french.told("en").notes == found.notes


def test_every_note_of_a_correction_is_said_in_french() -> None:
    said, truth = two_readings((60,) * 2)
    gold = drawn(truth, 10)
    passages = gold.assign(n_words_predicted=gold["n_words"] - 1, n_direct_predicted=gold["n_direct"])
    passages.attrs["note"] = read_sample(
        pd.DataFrame({"id": ["a"], "lang": "fr", "tagged": "Il neige.", "corrected": "Il neige.", "read": [""]})
    ).attrs["note"]
    several = [
        correct(said, said.head(10), "direct_share"),  # nothing was corrected, and nothing read of the second outlet
        correct(said, passages, "direct_share", estimate="pooled"),
    ]

    def notes_of(found: Correction) -> list[Any]:
        return [*found.notes, *filter(None, found.estimates["note"])]

    notes = [note for found in several for note in notes_of(found)]
    assert {note.key for note in notes} >= {
        "correct_unread", "correct_few", "correct_constant", "correct_passages", "correct_unmarked"
    }  # fmt: skip
    french = [note for found in several for note in notes_of(found.told("fr"))]
    assert len(french) == len(notes) and not set(french) & set(notes)


def test_the_error_of_ten_articles_is_as_large_as_they_scatter() -> None:
    """The linearised one is 9 % too small where lengths are unequal."""
    rng = np.random.default_rng(6)
    gaps, errors = [], []
    for _ in range(1500):
        words = rng.lognormal(6, 0.6, 80)
        true = words * rng.beta(2, 5, 80)
        said = true * rng.beta(6, 1.5, 80)
        read = rng.choice(80, 10, replace=False)
        group = Group((true[read], words[read]), (said[read], words[read]), (said, words))
        estimate, error = corrected_ratio(group, 1.0, "corpus")
        gaps.append(estimate - true.sum() / words.sum())
        errors.append(error)
    assert np.sqrt(np.mean(np.square(errors))) / np.std(gaps) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("target", ["corpus", "population"])
def test_errors_that_do_not_vary_among_the_few_read_are_not_known_to_be_none(target: str) -> None:
    rng = np.random.default_rng(8)
    rows = pd.DataFrame({"id": range(200), "outlet": "A", "n_words": rng.lognormal(6, 0.4, 200).round()})
    rows["n_direct"] = (rows["n_words"] * rng.uniform(0.2, 0.4, 200)).round()
    row = estimates(correct(rows, rows.head(20), "direct_share", estimate="pooled", target=target)).iloc[0]
    assert np.isnan(row["low"]) and row["note"] == "no interval: the errors in the 20 read by hand do not vary"
    whole = estimates(correct(rows, rows, "direct_share", estimate="pooled")).iloc[0]
    assert whole["low"] == whole["high"] == pytest.approx(rows["n_direct"].sum() / rows["n_words"].sum())
