"""Estimates, differences, tests and regressions of the comparison, against closed forms and other libraries."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from costs import grows_with_its_input, steps
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from analysis import Tables, measure, profiles, read_corpus
from analysis.compare import RATIOS, Comparison, ModelError, Ratio, compare, compare_all, regress, sensitivity
from analysis.compare.effects import cliffs_delta, detectable, hedges_g
from analysis.compare.measures import parts
from analysis.compare.permutation import between
from analysis.compare.proportions import clustered_interval
from analysis.compare.resampling import difference, gap_interval, interval, jackknife_error, resample
from analysis.telling import in_columns

DEMO = Path(__file__).parents[1] / "data" / "demo" / "articles.csv"
# scipy before 1.15 knows the generator by another name.
SEED = "rng" if "rng" in inspect.signature(stats.permutation_test).parameters else "random_state"


def made_up(n: int = 40, outlets: str = "AB", shift: float = 0.0, seed: int = 1) -> pd.DataFrame:
    """n events told once by every outlet, with log-normal lengths and an effect of the event on the shares."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(0, 0.8, n)
    rows = []
    for i, outlet in enumerate(outlets):
        words = rng.lognormal(6, 0.6, n).astype(int) + 30
        odds = -1.5 + mood + rng.normal(0, 0.4, n) + shift * i
        direct = rng.binomial(words, 1 / (1 + np.exp(-odds)))
        rows.append(
            pd.DataFrame(
                {
                    "id": [f"{outlet}{e}" for e in range(n)],
                    "outlet": outlet,
                    "event": [f"e{e}" for e in range(n)],
                    "n_words": words,
                    "n_direct": direct,
                    "n_partial": 0,
                    "n_attributions": direct // 20,
                    "date": pd.date_range("2020-01-01", periods=n).strftime("%Y-%m-%d"),
                    "section": np.where(np.arange(n) % 3 == 0, "world", "home"),
                    "wire": np.arange(n) % 4 == 0,
                }
            )
        )
    frame = pd.concat(rows, ignore_index=True)
    return frame.assign(direct_share=frame["n_direct"] / frame["n_words"])


def only(result: Comparison, kind: str) -> pd.Series:
    return result.differences.set_index("estimate").loc[kind]


def test_pooled_is_space_given_and_mean_is_the_typical_article() -> None:
    rows = pd.DataFrame({"outlet": ["A"] * 3, "n_words": [100, 300, 600], "n_direct": [50, 30, 0]})
    found = compare(rows, "direct_share").estimates.iloc[0]
    assert found["pooled"] == pytest.approx(80 / 1000)
    assert found["mean"] == pytest.approx((0.5 + 0.1 + 0) / 3)
    assert (found["n_articles"], found["n_words"]) == (3, 1000)
    assert found["note"] == "no interval: 3 articles, under 20; give more, or merge groups"
    assert found[["pooled_low", "pooled_high", "mean_low", "mean_high"]].isna().all()


def test_every_pooled_measure_of_the_reference_text() -> None:
    rows = pd.DataFrame(
        {
            "outlet": ["A"],
            "n_words": [46],
            "n_direct": [6],
            "n_partial": [3],
            "n_indirect": [13],
            "n_scare": [0],
            "n_narration": [24],
            "n_attributions": [4],
        }
    )
    here = [name for name, ratio in RATIOS.items() if set(ratio.columns) <= set(rows)]
    found = {name: compare(rows, name).estimates["pooled"].iloc[0] for name in here}
    assert {name: round(value, 4) for name, value in found.items()} == {
        "direct_share": 0.1304,
        "partial_share": 0.0652,
        "indirect_share": 0.2826,
        "scare_share": 0.0,
        "marked_share": 0.1957,
        "marked_share_upper": 0.1957,
        "attributed_share": 0.4783,
        "narration_share": 0.5217,
        "attributions_per_1000": 86.9565,
        "quote_narration_ratio": 0.2432,
    }


def test_jackknife_error_of_a_mean_is_the_textbook_one_and_of_a_ratio_near_the_linearised_one() -> None:
    rng = np.random.default_rng(0)
    words = rng.lognormal(6, 0.3, 300)
    hits = words * rng.beta(2, 6, 300)
    shares = hits / words
    assert jackknife_error(shares, np.ones(300)) == pytest.approx(stats.sem(shares))
    residual = hits - hits.sum() / words.sum() * words
    assert jackknife_error(hits, words) == pytest.approx(residual.std(ddof=1) / np.sqrt(300) / words.mean(), rel=0.02)


def test_interval_agrees_with_student_when_the_data_are_normal() -> None:
    value = np.random.default_rng(5).normal(10, 2, 200)
    (found,) = resample([(value, np.ones(200))], 4000, np.random.default_rng(1))
    expected = stats.t.interval(0.95, 199, value.mean(), stats.sem(value))
    assert interval(found, 0.95) == pytest.approx(expected, abs=0.03)


def test_interval_covers_what_it_promises_with_twenty_articles() -> None:
    """A quick look; ``bench/coverage.py`` looks closely.  Words as the unit would cover about one time in seven."""
    rng = np.random.default_rng(4)
    truth, held = 0.25, 0
    for _ in range(400):
        words = rng.lognormal(6, 0.6, 20)
        (found,) = resample([(words * rng.beta(2, 6, 20), words)], 599, rng)
        low, high = interval(found, 0.95)
        held += low <= truth <= high
    assert 365 <= held <= 392  # 380 expected


def sparse(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return (hits, words) of n articles, of which one in seven has any."""
    words = rng.lognormal(6, 0.6, n)
    return words * rng.beta(2, 6, n) * (rng.random(n) < 0.15), words


def test_a_share_that_few_articles_have_is_covered_as_often_as_any() -> None:
    """Student's t around 0.04 covers four times in five: its upper end is as short as its lower one is long."""
    rng = np.random.default_rng(8)
    truth, held, below, n = 0.25 * 0.15, 0, 0, 0
    for _ in range(300):
        (found,) = resample([sparse(30, rng)], 299, rng)
        low, high = interval(found, 0.95, most=1.0)
        if np.isfinite(low):
            held, below, n = held + (low <= truth <= high), below + (high < truth), n + 1
            assert 0 < high < 1
    assert held / n > 0.92 and below / n < 0.06


def test_a_rare_share_beside_a_well_known_one_leaves_room_above() -> None:
    """The difference of 20 articles, three of which count anything, from 200: plain t covers three times in four."""
    rng = np.random.default_rng(9)
    held, n = 0, 0
    for _ in range(250):
        (a,), (b,) = (resample([sparse(size, rng)], 299, rng) for size in (20, 200))
        low, high = gap_interval(a, b, 0.95, most=1.0)
        if a.error > 0:
            held, n = held + (low <= 0 <= high), n + 1
            assert low <= interval(difference(a, b), 0.95)[0], "never narrower than the plain one"
    assert held / n > 0.90


def test_a_rate_has_an_interval_above_zero_and_a_difference_one_around_it() -> None:
    hits = np.r_[3.0, 2, np.zeros(18)]
    (found,) = resample([(hits, np.ones(20))], 299, np.random.default_rng(1))
    low, high = interval(found, 0.95, most=np.inf)
    assert low > 0 and low * high == pytest.approx(found.value**2)
    plain = interval(found, 0.95)
    assert plain[0] < 0 and plain[0] + plain[1] == pytest.approx(2 * found.value)


def test_pooled_interval_reflects_articles_not_words() -> None:
    rows = made_up(40)
    result = compare(rows, "direct_share").estimates.iloc[0]
    token_level = 1.96 * np.sqrt(result["pooled"] * (1 - result["pooled"]) / result["n_words"])
    assert (result["pooled_high"] - result["pooled_low"]) / 2 > 5 * token_level


def test_resampling_events_widens_an_interval_when_articles_come_in_events() -> None:
    rows = made_up(40)
    copies = pd.concat([rows, rows.assign(id=rows["id"] + "bis")], ignore_index=True)
    apart = compare(copies, "direct_share").estimates.iloc[0]
    together = compare(copies, "direct_share", event="event").estimates.iloc[0]
    once = compare(rows, "direct_share").estimates.iloc[0]
    assert together["n_events"] == 40 and together["pooled"] == pytest.approx(apart["pooled"])
    width = [r["pooled_high"] - r["pooled_low"] for r in (apart, together, once)]
    assert width[0] < 0.8 * width[1] and width[1] == pytest.approx(width[2], rel=0.1)


def test_permutation_p_of_means_agrees_with_scipy() -> None:
    rows = made_up(30, shift=0.35)
    a, b = (rows.loc[rows["outlet"] == o, "direct_share"].to_numpy() for o in "AB")
    expected = stats.permutation_test(
        (a, b),
        lambda x, y, axis: stats.ttest_ind(x, y, axis=axis, equal_var=False).statistic,
        n_resamples=9999,
        vectorized=True,
        **{SEED: np.random.default_rng(3)},
    ).pvalue
    assert 0.02 < expected < 0.9
    assert only(compare(rows, "direct_share", n_perm=9999), "mean")["p"] == pytest.approx(expected, abs=0.02)


def test_matched_p_of_means_agrees_with_scipy_sign_flips() -> None:
    rows = made_up(25, shift=0.15)
    a, b = (rows.loc[rows["outlet"] == o, "direct_share"].to_numpy() for o in "AB")
    expected = stats.permutation_test(
        (a, b),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        permutation_type="samples",
        n_resamples=9999,
        vectorized=True,
        **{SEED: np.random.default_rng(3)},
    ).pvalue
    found = only(compare(rows, "direct_share", event="event", n_perm=9999), "mean")
    assert found["difference"] == pytest.approx(np.mean(a - b)) and found["n_events"] == 25
    assert 0.005 < expected < 0.9 and found["p"] == pytest.approx(expected, abs=0.02)


def test_matching_on_events_finds_what_topic_mix_hides() -> None:
    rows = made_up(60, shift=0.25)
    apart, matched = (only(compare(rows, "direct_share", event=e), "mean") for e in (None, "event"))
    assert matched["detectable"] < 0.7 * apart["detectable"]
    assert matched["p"] < 0.01 < apart["p"]
    assert matched["low"] < matched["difference"] < matched["high"] < 0


def test_matched_difference_ignores_events_only_one_outlet_covers() -> None:
    rows = made_up(30)
    alone = (
        rows[rows["outlet"] == "A"].head(10).assign(event=[f"x{i}" for i in range(10)], n_direct=0, direct_share=0.0)
    )
    without, with_them = (
        only(compare(r, "direct_share", event="event"), "pooled") for r in (rows, pd.concat([rows, alone]))
    )
    assert with_them["difference"] == pytest.approx(without["difference"])
    assert (with_them["n_a"], with_them["n_events"]) == (30, 30)
    untold = compare(pd.concat([rows, alone.assign(event=["", None] * 5)]), "direct_share", event="event")
    assert untold.notes == ("10 articles without event count in the estimates, not in the differences",)
    assert only(untold, "pooled")["difference"] == pytest.approx(without["difference"])


def test_matched_pooled_difference_is_mantel_haenszel() -> None:
    from statsmodels.stats.contingency_tables import StratifiedTable

    rows = made_up(30, shift=0.4)
    a, b = (rows[rows["outlet"] == o] for o in "AB")
    tables = [
        [[x.n_direct, x.n_words - x.n_direct], [y.n_direct, y.n_words - y.n_direct]]
        for x, y in zip(a.itertuples(), b.itertuples(), strict=True)
    ]
    found = only(compare(rows, "direct_share", event="event"), "pooled")
    assert found["ratio"] == pytest.approx(StratifiedTable(np.swapaxes(np.array(tables).T, 0, 1)).riskratio_pooled)


def test_shuffling_keeps_its_level_when_spreads_differ() -> None:
    """With a wide small group and a narrow large one the plain permutation test cries wolf; the studentised one not."""
    rng = np.random.default_rng(8)
    false = 0
    for _ in range(300):
        wide, narrow = rng.normal(0, 3, 20), rng.normal(0, 0.5, 80)
        false += between([(wide, np.ones(20))], [(narrow, np.ones(80))], 199, rng)[0] <= 0.05
    assert 4 <= false <= 27  # 15 expected; a plain shuffle gives about 100


@pytest.mark.parametrize(("share", "alike"), [(0.95, 0.3), (0.6, 0.3), (0.03, 0.1)])
def test_an_interval_of_cases_in_articles_holds_the_truth_as_often_as_it_says(share: float, alike: float) -> None:
    rng, held, naive = np.random.default_rng(11), 0, 0
    for _ in range(300):
        cases = 1 + rng.negative_binomial(1, 1 / 6, 60)
        weight = (1 - alike) / alike
        hits = rng.binomial(cases, rng.beta(share * weight, (1 - share) * weight, 60))
        low, high = clustered_interval(hits.astype(float), cases.astype(float))
        held += low <= share <= high
        low, high = proportion_confint(hits.sum(), cases.sum(), method="wilson")
        naive += low <= share <= high
    assert held >= 0.92 * 300 and naive < 0.9 * 300  # 285 expected; Wilson's takes all cases for independent


def test_an_interval_of_cases_in_articles_is_the_exact_one_of_what_they_are_worth() -> None:
    hits, cases = np.array([4.0] * 15 + [0.0] * 5), np.full(20, 4.0)
    variance = 20 / 19 * (15 * 1 + 5 * 9) / 80**2  # Σ (hits − .75 · cases)², linearised
    worth = 0.75 * 0.25 / variance * (stats.t.isf(0.025, 79) / stats.t.isf(0.025, 19)) ** 2
    expected = proportion_confint(0.75 * worth, worth, method="beta")
    assert clustered_interval(hits, cases) == pytest.approx(expected)
    assert clustered_interval(np.append(hits, 0), np.append(cases, 0)) == pytest.approx(expected), "no case, no article"
    # Never surer than independent cases, and with an end where nothing, or all, was found.
    spread = clustered_interval(np.full(2000, 1.0), np.full(2000, 2.0))
    assert spread == pytest.approx(proportion_confint(2000, 4000, method="beta"), abs=1e-4)
    assert clustered_interval(np.zeros(2000), np.ones(2000)) == (0, pytest.approx(1 - 0.025 ** (1 / 2000), rel=0.01))
    low, high = clustered_interval(np.full(40, 3.0), np.full(40, 3.0))
    assert high == 1 and low == pytest.approx(0.025 ** (1 / 120), abs=0.005)
    assert np.isnan(clustered_interval(np.array([2.0]), np.array([3.0]))).all()
    assert np.isnan(clustered_interval(np.array([]), np.array([]))).all()


def test_holm_and_bh_are_over_all_that_was_looked_at() -> None:
    rows = made_up(25, "ABC", shift=0.3).assign(tone=lambda r: np.sin(np.arange(len(r))))
    one = compare(rows, "direct_share")
    many = compare_all(rows, ["direct_share", "attributions_per_1000", "tone"])
    assert (one.family, many.family) == (6, 15)
    p = many.differences["p"].to_numpy()
    assert many.differences["p_holm"].to_numpy() == pytest.approx(multipletests(p, method="holm")[1])
    assert many.differences["q_bh"].to_numpy() == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert (many.differences["p_holm"] >= many.differences["q_bh"] - 1e-12).all()


@pytest.mark.parametrize("seed", range(5))
def test_effect_sizes_agree_with_other_formulas(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(0.3, 1, 30).round(1), rng.normal(0, 2, 45).round(1)
    u = stats.mannwhitneyu(a, b).statistic
    assert cliffs_delta(a, b) == pytest.approx(2 * u / (30 * 45) - 1)
    t = stats.ttest_ind(a, b).statistic
    assert hedges_g(a, b) == pytest.approx(t * np.sqrt(1 / 30 + 1 / 45) * (1 - 3 / (4 * 73 - 1)))


def test_a_ratio_is_what_its_column_says() -> None:
    articles = measure(read_corpus(DEMO)).articles
    for name, ratio in RATIOS.items():
        counts = parts(articles, ratio)
        assert counts is not None, name
        whole = counts[1] > 0
        said = articles[name].to_numpy(dtype=float, na_value=np.nan)
        assert whole.any() and np.allclose(counts[0][whole] / counts[1][whole], said[whole]), name
        assert not ratio.bounded or (counts[0][whole] <= counts[1][whole]).all(), name


def test_two_outlets_that_never_vary_and_differ_are_told_apart() -> None:
    rows = pd.DataFrame({"outlet": ["A", "B"] * 30, "n_words": 100, "n_direct": [10, 20] * 30})
    found = compare(rows, "direct_share")
    assert found.family == 2 and (found.differences["p"] < 0.01).all()
    assert found.estimates["pooled_low"].isna().all(), "nothing varies, so there is no interval"


def test_a_share_above_one_is_told_and_not_cut() -> None:
    rows = pd.DataFrame({"id": range(60), "outlet": ["A", "B"] * 30, "n_words": 100, "n_direct": range(60)})
    rows.loc[7, "n_direct"] = 130
    found = compare(rows, "direct_share")
    assert any("not between 0 and 1 in 1 article, first 7: check n_direct and n_words" in n for n in found.notes)


def test_an_outlet_whose_count_is_one_article_has_an_unsure_and_finite_interval() -> None:
    rows = pd.DataFrame({"outlet": "A", "n_words": [500] * 40, "n_scare": [450, *([1, 0] * 19), 1]})
    (row,) = compare(rows, "scare_share").estimates.to_dict("records")
    assert row["note"] == "unsure interval: one article has 96% of what is counted; compare without it as well"
    assert row["pooled_low"] > 0 and 3 * row["pooled"] < row["pooled_high"] < 10 * row["pooled"]


def test_an_unsure_pooled_share_does_not_take_the_interval_of_the_mean() -> None:
    words = [20_000, *[500] * 39]
    rows = pd.DataFrame({"outlet": "A", "n_words": words, "n_direct": [9_000, *([100, 150, 200] * 13)]})
    (row,) = compare(rows, "direct_share").estimates.to_dict("records")
    assert row["note"].startswith("unsure interval: one article has 61%")
    assert row["pooled_low"] < row["pooled"] < row["pooled_high"]
    assert row["mean_low"] < row["mean"] < row["mean_high"]


def test_luck_does_not_decide_beside_the_threshold() -> None:
    rng = np.random.default_rng(4)
    groups = {"A": 0.30, "B": 0.335, "C": 0.30, "D": 0.30}
    shares = {g: np.clip(rng.normal(m, 0.1, 90), 0, 1) for g, m in groups.items()}
    rows = pd.DataFrame(
        [{"outlet": g, "n_words": 1000, "n_direct": round(1000 * x)} for g in shares for x in shares[g]]
    )
    found = [compare(rows, "direct_share", estimate="mean", n_boot=200, rng=seed).differences for seed in range(4)]
    nearest = found[0]["p_holm"].sub(0.05).abs().idxmin()
    assert np.ptp([d.loc[nearest, "p_holm"] for d in found]) < 0.12 * found[0].loc[nearest, "p_holm"]


def test_what_could_have_been_seen_is_said_for_the_whole_family() -> None:
    rows = made_up(60, "ABCD")
    alone = compare(rows[rows["outlet"].isin(["A", "B"])], "direct_share", estimate="mean").differences
    among = compare(rows, "direct_share", estimate="mean").differences
    both = among[(among["a"] == "A") & (among["b"] == "B")]
    assert both["detectable"].iloc[0] > 1.1 * alone["detectable"].iloc[0]


def test_detectable_difference_has_the_power_it_promises() -> None:
    from statsmodels.stats.power import TTestIndPower

    effect = TTestIndPower().solve_power(nobs1=60, alpha=0.05, power=0.8)
    assert detectable(np.sqrt(2 / 60), 118, 0.05) == pytest.approx(effect, rel=0.01)


def test_groups_are_kept_in_order_and_compared_with_the_baseline() -> None:
    rows = made_up(25, "CAB")
    assert list(compare(rows, "direct_share").estimates["group"]) == ["A", "B", "C"]
    ordered = rows.assign(outlet=pd.Categorical(rows["outlet"], ["C", "B", "A", "unused"]))
    assert list(compare(ordered, "direct_share").estimates["group"]) == ["C", "B", "A"]
    against = compare(rows, "direct_share", baseline="B", estimate=["mean"]).differences
    assert list(zip(against["a"], against["b"], strict=True)) == [("A", "B"), ("C", "B")]
    two = compare(rows, "direct_share", by=["outlet", "section"], baseline="A · home", min_articles=5)
    assert len(two.estimates) == 6 and len(two.differences) == 10


def test_undefined_ungrouped_and_wire_rows_are_counted_not_lost() -> None:
    rows = made_up(40)
    rows.loc[[0, 1], ["direct_share", "n_direct"]] = np.nan
    rows.loc[[5], "outlet"] = None
    rows.loc[[6], "outlet"] = ""
    result = compare(rows, "direct_share", wire=False)
    assert result.notes == (
        "20 articles of wire copy or duplicates left out",
        "2 articles without outlet left out",
        "1 article where direct_share is undefined left out",
    )
    assert result.estimates["n_articles"].sum() == len(rows) - 23


def test_any_numeric_column_has_a_mean_and_own_ratios_can_be_pooled() -> None:
    rows = made_up(25).assign(opinion=lambda r: r["section"] == "home")
    plain = compare(rows, "opinion")
    assert plain.estimates["pooled"].isna().all() and list(plain.differences["estimate"]) == ["mean"]
    own = compare(rows, Ratio("cited", ("n_attributions",), ("n_direct",)))
    total = rows[rows["outlet"] == "A"]
    assert own.estimates["pooled"].iloc[0] == pytest.approx(total["n_attributions"].sum() / total["n_direct"].sum())
    bare = compare(rows.drop(columns="n_direct"), "direct_share")
    assert "no pooled estimate: the table has no column n_direct" in bare.notes


def test_a_measure_that_never_varies_has_no_interval_and_says_so() -> None:
    rows = made_up(25).assign(n_scare=0)
    result = compare(rows, "scare_share")
    assert set(result.estimates["note"]) == {"no interval: the measure does not vary"}
    assert result.differences["p"].tolist() == [1.0, 1.0] and result.differences["low"].isna().all()


def test_a_difference_within_events_that_does_not_vary_has_no_interval_and_says_so() -> None:
    rows = made_up(25).assign(n_scare=0)
    same = compare(rows, "scare_share", event="event").differences
    assert set(same["note"]) == {"no interval: the measure does not vary in A nor in B"}
    one = rows.assign(n_scare=np.where(rows["outlet"] == "B", rows["n_direct"] // 9, 0))
    found = compare(one, "scare_share", event="event").differences
    assert set(found["note"]) == {"no interval: the measure does not vary in A"}
    assert found[["low", "ratio_low", "detectable"]].isna().all(axis=None) and found["p"].lt(0.05).all()
    curve = sensitivity(one, "scare_share", event="event", n_boot=200).specifications
    assert len(curve) and curve[["low", "high"]].isna().all(axis=None)
    x = np.arange(25) / 4
    apart = pd.DataFrame({"outlet": ["A"] * 25 + ["B"] * 25, "event": [*range(25)] * 2, "x": [*x, *(x + 0.25)]})
    (row,) = compare(apart, "x", event="event").differences.to_dict("records")
    assert row["note"] == "no interval: the difference is the same in every event" and np.isnan(row["low"])


def test_an_interval_that_hangs_on_one_event_says_event() -> None:
    rows = pd.DataFrame({"outlet": ["A"] * 40 + ["B"] * 40, "event": [i // 2 for i in range(40)] * 2, "n_words": 100})
    rows["n_direct"] = [90, 90, *[2, 3] * 19, *[2, 3, 4, 1, 1] * 8]
    found = compare(rows, "direct_share", event="event")
    assert found.estimates["note"].tolist() == [
        "unsure interval: the articles of one event have 65% of what is counted; compare without them as well",
        "",
    ]
    assert (
        found.differences["note"]
        .str.fullmatch(
            r"unsure interval: of all that the two differ by, \d\d% lies in one event; compare without it as well"
        )
        .all()
    )


def test_no_effect_size_comes_of_rounding() -> None:
    rows = pd.DataFrame({"outlet": ["A"] * 30 + ["B"] * 30, "n_words": 100, "n_direct": [5] * 30 + [10] * 30})
    found = compare(rows, "direct_share").differences
    assert found["hedges_g"].isna().all() and found["cliffs_delta"].eq(-1).all()


def test_a_test_does_not_depend_on_where_the_scale_begins() -> None:
    """Squares of values near a billion are all alike; their differences are not."""
    rng = np.random.default_rng(4)
    rows = pd.DataFrame({"outlet": ["A"] * 30 + ["B"] * 30, "x": rng.normal(0, 1, 60).round(3)})
    rows.loc[:29, "x"] += 0.6
    near, far = (compare(rows.assign(x=rows["x"] + start), "x").differences.iloc[0] for start in (0, 1e9))
    assert 0 < near["p"] < 0.2
    assert far["p"] == pytest.approx(near["p"], abs=0.003) and far["difference"] == pytest.approx(near["difference"])


def test_a_share_of_nothing_is_none_even_where_its_column_says_otherwise() -> None:
    rows = made_up(25).assign(direct_share=0.5)
    rows.loc[[0, 1], "n_words"] = [0, -20]
    found = compare(rows, "direct_share")
    assert found.notes[0] == "2 articles where direct_share is undefined left out"
    assert found.estimates["n_articles"].tolist() == [23, 25]


def test_a_group_in_which_nothing_was_found_is_not_nothing_for_certain() -> None:
    rows = made_up(25).assign(n_scare=lambda r: np.where(r["outlet"] == "B", r["n_direct"] // 9, 0))
    found = compare(rows, "scare_share").differences
    assert found[["low", "high", "detectable"]].isna().all(axis=None) and found["p"].lt(0.05).all()
    assert set(found["note"]) == {"no interval: the measure does not vary in A"}
    rows["n_direct"] = rows["n_direct"].where(rows["outlet"] == "B", rows["n_words"])
    whole = compare(rows.drop(columns="direct_share", errors="ignore"), "direct_share").differences
    assert whole[["low", "ratio_low", "ratio_high"]].isna().all(axis=None) and whole["ratio"].gt(1).all()


def test_rare_words_fall_back_to_student_and_stay_in_the_unit() -> None:
    rows = made_up(30).assign(n_scare=lambda r: np.where(r["event"].isin(["e1", "e2"]), 9, 0))
    found = compare(rows, "scare_share").estimates
    assert found["pooled_low"].between(0.0001, 0.0009).all() and found["pooled_high"].between(0.001, 0.05).all()


def test_same_call_same_numbers_and_another_generator_others() -> None:
    rows = made_up(25)
    one, two = compare(rows, "direct_share"), compare(rows, "direct_share")
    pd.testing.assert_frame_equal(one.differences, two.differences)
    other = compare(rows, "direct_share", rng=np.random.default_rng(9))
    assert other.differences["low"].iloc[0] != one.differences["low"].iloc[0]
    assert other.differences["low"].iloc[0] == pytest.approx(one.differences["low"].iloc[0], abs=0.02)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.booleans())
def test_estimates_do_not_depend_on_the_order_of_rows(seed: int, n: int, event: bool) -> None:
    rows = made_up(n, seed=seed)
    shuffled = rows.sample(frac=1, random_state=seed)
    options = {"event": "event" if event else None, "n_boot": 200, "n_perm": 99}
    one, two = compare(rows, "direct_share", **options), compare(shuffled, "direct_share", **options)
    columns = ["pooled", "mean", "sd"]
    np.testing.assert_allclose(one.estimates[columns], two.estimates[columns])
    np.testing.assert_allclose(one.differences["difference"], two.differences["difference"], atol=1e-12)


def test_summary_says_it_in_words_without_judging() -> None:
    rows = made_up(30, "ABC", shift=0.3)
    words = compare(rows, "direct_share", event="event").summary()
    assert "A (30 articles): pooled" in words and "within 30 shared events" in words
    assert "after Holm over 6 tests" in words and "could have shown a difference of" in words
    assert "95% interval" in words and "bias" not in words
    html = compare(rows.assign(outlet=rows["outlet"] + "<b>"), "direct_share")._repr_html_()
    assert html.count("<table") == 2 and "<b>" not in html


def test_what_is_printed_has_a_minus_and_says_once_what_to_do() -> None:
    small = pd.DataFrame({"outlet": [*"AABB"], "n_words": 100, "n_direct": [5, 6, 7, 9]})
    told = str(compare(small, "direct_share"))
    assert "mean: −0.025" in told and not re.search(r"-\d", told)
    assert told.count("give more, or merge groups") == 1 and told.count("under 20") == 4
    assert "−0.025" in compare(small, "direct_share")._repr_html_()


def test_articles_in_a_language_that_is_not_read_are_told() -> None:
    rows = made_up(30, "AB").assign(lang=["fr"] * 30 + ["it"] * 20 + ["pt-BR"] * 10)
    [note] = compare(rows, "direct_share").notes
    assert note.startswith("30 articles in a language that is not read here (it, pt): nobody is found to speak there")
    assert not compare(rows.assign(lang=None), "direct_share").notes


def few_of_many(n: int) -> pd.DataFrame:
    """Return three articles of each of n outlets: too few for an interval."""
    counts = {"n_words": 100, "n_direct": np.arange(3 * n) % 7, "n_partial": 1, "n_indirect": 2, "n_scare": 0}
    return pd.DataFrame({"outlet": np.repeat([f"o{i:03d}" for i in range(n)], 3), **counts, "n_narration": 90})


def test_a_printed_comparison_is_short_and_says_how_many_more_there_are() -> None:
    found = compare(few_of_many(30), "direct_share")
    lines = str(found).splitlines()
    assert len(found.estimates) == 30 and len(found.differences) == 870
    assert [line for line in lines if line.startswith("…")] == [
        "… and 10 more estimates: all are in .estimates.",
        "… and 850 more differences: all are in .differences.",
    ]
    assert len(lines) == 20 + 1 + 20 + 1 and len(found.summary().splitlines()) == 900
    html = found._repr_html_()
    assert html.count("<tr") == 2 + 40 and "850 more differences" in html
    assert "…" not in str(compare(few_of_many(3), "direct_share"))


def test_estimates_can_be_had_without_the_pairs() -> None:
    rows = made_up(30, "ABC")
    whole, alone = (compare(rows, "direct_share", differences=pairs) for pairs in (True, False))
    pd.testing.assert_frame_equal(whole.estimates, alone.estimates)
    assert alone.family == 0 and alone.differences.empty and list(alone.differences) == list(whole.differences)
    assert "difference" not in str(alone)
    grows_with_its_input(lambda n: profiles.voice_profile(few_of_many(n)), 10)


def test_a_pair_costs_only_what_is_its_own() -> None:
    """What a group brings into all its pairs is made once, and of what gets no interval nothing is resampled."""
    compare(few_of_many(3), "direct_share")
    few, many = (steps(lambda n=n: compare(few_of_many(n), "direct_share")) for n in (10, 40))
    assert (many - few) / (780 - 45) < 190
    sides = [resample([(np.arange(9.0), np.ones(9))], 200, np.random.default_rng(seed))[0] for seed in (1, 2)]
    whole, bare = difference(*sides), difference(*sides, drawn=False)
    assert (bare.value, bare.error, bare.dof) == (whole.value, whole.error, whole.dof)
    assert len(whole.draws) == 200 and not len(bare.draws)


def test_regression_without_covariates_gives_the_differences() -> None:
    rows = made_up(30, shift=0.5)
    result = compare(rows, "direct_share", baseline="A")
    for kind in ("pooled", "mean"):
        term = regress(rows, "direct_share", estimate=kind).loc[1]
        assert term["term"] == "outlet: B − A"
        assert term["coefficient"] == pytest.approx(only(result, kind)["difference"])


def test_regression_takes_numbers_dates_and_kinds_and_clusters_by_event() -> None:
    rows = made_up(40, shift=0.5)
    result = compare(rows, "direct_share", event="event", covariates=["n_words", "date", "section"])
    assert result.model is not None
    mean = result.model[result.model["estimate"] == "mean"].set_index("term")
    assert list(mean.index) == ["constant", "outlet: B − A", "n_words", "date (years)", "section: world − home"]
    assert (mean["n_clusters"] == 40).all()
    robust = regress(rows, "direct_share", covariates=["n_words", "date", "section"]).set_index("term")
    assert mean.loc["outlet: B − A", "error"] < robust.loc["outlet: B − A", "error"]
    logit = regress(rows, "direct_share", covariates=["n_words"], link="logit").set_index("term")
    assert 0 < logit.loc["outlet: B − A", "coefficient"] < 1.2


def test_a_regression_on_as_many_events_as_terms_is_refused() -> None:
    rng = np.random.default_rng(2)
    rows = pd.DataFrame({"outlet": ["A", "B"] * 20, "x": rng.random(40), "length": rng.random(40)})
    rows["event"] = np.arange(40) % 3
    with pytest.raises(ModelError, match="3 events for 3 terms: too few to tell an error"):
        regress(rows, "x", covariates=["length"], event="event")
    assert regress(rows, "x", event="event")["n_clusters"].tolist() == [3, 3]


def test_a_term_that_one_article_decides_has_no_error_but_that_of_rounding() -> None:
    rng = np.random.default_rng(2)
    rows = pd.DataFrame({"outlet": ["A", "B"] * 20 + ["C"], "x": rng.random(41), "event": [*np.arange(40) // 2, 3]})
    with pytest.raises(ModelError, match="one article alone decides outlet: C − A; leave its group out"):
        regress(rows, "x")
    with pytest.raises(ModelError, match="one article alone decides constant, outlet: A − C, outlet: B − C"):
        regress(rows, "x", baseline="C")
    with pytest.raises(ModelError, match="one event alone decides outlet: C − A"):
        regress(rows, "x", event="event")
    twice = pd.concat([rows, rows.tail(1).assign(x=0.5)])
    assert regress(twice, "x").loc[2, "error"] > 0
    with pytest.raises(ModelError, match="one event alone decides"):
        regress(twice, "x", event="event")
    assert regress(twice.assign(event=[*np.arange(40) // 2, 3, 4]), "x", event="event").loc[2, "error"] > 0
    with pytest.raises(ModelError, match="does not vary"):
        regress(twice.assign(x=0.0), "x")


@pytest.mark.parametrize("dates", [[None] * 80, [float("nan")] * 80, ["2031-05-01", "2031-06-01"] + [None] * 78])
def test_where_there_are_no_dates_a_regression_asks_for_dates(dates: list[object]) -> None:
    rows = made_up(40).assign(date=pd.Series(dates, dtype=object))
    rows["date"] = pd.Series(dates) if dates[0] != dates[0] else rows["date"]
    n = sum(isinstance(date, str) for date in dates)
    told = f"date: known of {n} articles of {len(rows)}, too few to fit; fill in what is missing, or leave date out"
    with pytest.raises(ModelError, match=told):
        regress(rows, "direct_share", covariates=["date", "n_words"])
    asked = compare(rows, "direct_share", covariates=["date"], n_boot=200)
    assert asked.model is None and any("too few to fit; fill in what is missing" in note for note in asked.notes)


def test_a_model_that_means_nothing_is_refused() -> None:
    rows = made_up(40).assign(also=lambda r: r["outlet"] == "B", twice=lambda r: 2 * r["n_words"])
    with pytest.raises(ModelError, match="not identified: also follow"):
        regress(rows, "direct_share", covariates=["also"])
    refused = compare(rows, "direct_share", covariates=["n_words", "twice"])
    assert refused.model is None and any("not identified: twice" in note for note in refused.notes)
    with pytest.raises(ModelError, match="too few to fit; drop a covariate"):
        regress(rows, "direct_share", covariates=["id"])
    with pytest.raises(ModelError, match="3 articles for 2 terms: too few to fit; give more articles, or merge groups"):
        regress(
            rows[rows["outlet"].eq("A") & (rows.groupby("outlet").cumcount() < 2) | (rows.index == rows.index[-1])],
            "direct_share",
        )
    separated = rows.assign(certain=(rows["outlet"] == "B").astype(float))
    with pytest.raises(ModelError, match="did not converge"):
        regress(separated, "certain", covariates=["n_words"], link="logit")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "nonsense"}, "measure='nonsense' is not a column; numeric columns are n_words"),
        ({"measure": "directshare"}, "did you mean direct_share"),
        ({"measure": "section"}, "holds .* not numbers"),
        ({"measure": "scare_share"}, r"or the counts n_scare, n_words"),
        ({"by": "paper"}, "by='paper' is not a column; columns are id, outlet"),
        ({"event": "story"}, "event='story' is not a column"),
        ({"baseline": "Z"}, "baseline='Z' is not one of the groups; they are A, B"),
        ({"estimate": ("median",)}, "estimate=.*choose from pooled, mean"),
        ({"level": 95}, "level=95 must lie in"),
        ({"n_boot": 10}, "n_boot=10 is too few"),
        ({"n_perm": 10}, "n_perm=10 is too few"),
        ({"min_articles": 1}, "min_articles=1 must be at least 3"),
        ({"covariates": ["mood"]}, "covariates: 'mood' is not a column"),
        ({"covariates": ["n_words"], "by": ["outlet", "section"]}, "single grouping column"),
        ({"covariates": "mood"}, "covariates: 'mood' is not a column"),
        ({"measure": None}, "measure=None is not the name of a column"),
        ({"measure": []}, "at least one measure"),
        ({"measure": ["direct_share", "n_words", "direct_share"]}, "direct_share is given twice"),
        ({"by": 3}, "by=3 is not a column"),
    ],
)
def test_bad_arguments_say_what_is_wrong(options: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        compare(made_up(25), **({"measure": "direct_share"} | options))


def test_one_group_alone_is_told_to_have_no_difference() -> None:
    rows = made_up(25)
    alone = compare(rows[rows["outlet"] == "A"], "direct_share")
    assert len(alone.differences) == 0 and alone.notes == (
        "by='outlet': fewer than two groups, so there is no difference; differences=False estimates one",
    )
    assert compare(rows[rows["outlet"] == "A"], "direct_share", differences=False).notes == ()


def test_what_could_not_have_been_seen_is_not_told_as_a_number() -> None:
    rows = pd.DataFrame({"outlet": ["A"] * 30 + ["B"] * 30, "n_words": 100, "n_direct": 10})
    told = compare(rows, "direct_share").summary()
    assert "does not vary in A nor in B" in told and "nan" not in told


def test_bad_tables_say_what_is_wrong() -> None:
    rows = made_up(25)
    with pytest.raises(ValueError, match="0 rows"):
        compare(rows.head(0), "direct_share")
    with pytest.raises(ValueError, match="no defined value"):
        compare(rows.assign(direct_share=np.nan), "direct_share")
    with pytest.raises(ValueError, match="infinite"):
        compare(rows.assign(tone=np.inf), "tone")
    dated = rows.assign(date="2023-03-12")
    with pytest.raises(ValueError, match=r"by='week' is not a column; analysis\.periods\.with_period\(table, 'week'\)"):
        compare(dated, "direct_share", by=["outlet", "week"])
    with pytest.raises(ValueError, match="by='week' is not a column; columns are"):
        compare(rows.drop(columns="date", errors="ignore"), "direct_share", by="week")
    with pytest.raises(ValueError, match="flags wire copy; there is none"):
        compare(rows.drop(columns="wire"), "direct_share", wire=False)
    with pytest.raises(ValueError, match="at least one measure"):
        compare_all(rows, [])
    with pytest.raises(ValueError, match="use compare for one"):
        compare_all(rows, "direct_share")
    with pytest.raises(ValueError, match=r"by='outlet': no article is left to compare \(50 articles without outlet"):
        compare(rows.assign(outlet=None), "direct_share")
    with pytest.raises(ValueError, match="several columns named n_direct"):
        compare(pd.concat([rows, rows[["n_direct"]]], axis=1), "direct_share")
    with pytest.raises(ValueError, match="column 'wire' holds no, yes, not True and False"):
        compare(rows.assign(wire=np.where(rows["wire"], "yes", "no")), "direct_share", wire=False)
    with pytest.raises(ValueError, match="table is of type list, not a pandas DataFrame"):
        compare([1, 2], "direct_share")  # type: ignore[arg-type]
    tables = Tables(rows, rows, rows, rows, {})
    with pytest.raises(ValueError, match="table is of type Tables, not a pandas DataFrame; give its articles"):
        compare(tables, "direct_share")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="fewer than two groups"):
        sensitivity(rows[rows["outlet"] == "A"], "direct_share")


def test_one_call_takes_one_measure_or_a_family() -> None:
    rows, names = made_up(25), ["direct_share", "n_words"]
    together = compare(rows, names, estimate="mean")
    pd.testing.assert_frame_equal(together.differences, compare_all(rows, names, estimate="mean").differences)
    assert together.family == 2 and together.estimates["measure"].unique().tolist() == names


def test_a_column_of_the_source_can_be_held_still() -> None:
    rows = made_up(30).drop(columns="section")
    source = rows.assign(text="Il neige.", section=["news", "opinion"] * 30)[["id", "text", "section"]]
    corpus = read_corpus(source)
    found = compare(rows.join(corpus.extra[["section"]], on="id"), "direct_share", covariates=["section"])
    assert found.model is not None and "section: opinion − news" in set(found.model["term"])


def test_groups_that_are_numbers_and_a_seed_in_place_of_a_generator() -> None:
    rows = made_up(25).assign(period=lambda table: np.where(table["outlet"] == "A", 2020, 2021))
    found = compare(rows, "direct_share", "period", baseline=2020, rng=3)  # type: ignore[arg-type]
    assert found.differences[["a", "b"]].drop_duplicates().values.tolist() == [["2021", "2020"]]
    again = compare(rows, "direct_share", "period", baseline="2020", rng=np.random.default_rng(3))
    pd.testing.assert_frame_equal(found.differences, again.differences)


def test_a_year_that_is_missing_somewhere_renames_no_other() -> None:
    rows = made_up().assign(year=lambda of: np.where(of.index % 2, 2016, 2017.0))
    rows.loc[:3, "year"] = np.nan
    rows["when"] = rows["year"].astype(object)
    for by, baseline in (("year", 2016), ("year", 2016.0), ("when", "2016")):
        found = compare(rows, "direct_share", by=by, baseline=baseline)
        assert found.estimates["group"].tolist() == ["2016", "2017"]
        assert found.differences["b"].unique().tolist() == ["2016"]
    both = compare(rows, "direct_share", by=["outlet", "year"], differences=False).estimates
    assert in_columns(both, rows, ["outlet", "year"])["year"].tolist() == ["2016", "2017"] * 2
    kinds = rows.assign(year=rows["year"].astype("category"))
    assert compare(kinds, "direct_share", by="year").estimates["group"].tolist() == ["2016", "2017"]
    assert regress(rows, "direct_share", "year", baseline=2017)["term"].tolist() == ["constant", "year: 2016 − 2017"]
