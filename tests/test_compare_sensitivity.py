"""The same comparison under other reasonable choices, with counts checked by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.compare import compare, sensitivity
from analysis.compare.choices import CHOICES


def tables(n: int = 45) -> SimpleNamespace:
    rng = np.random.default_rng(3)
    rows = pd.DataFrame({"id": [f"a{i}" for i in range(2 * n)], "outlet": ["A", "B"] * n})
    rows["n_words"] = rng.integers(100, 500, 2 * n)
    for column, share in (("n_direct", 0.2), ("n_partial", 0.05), ("n_indirect", 0.15), ("n_attitude_words", 0.03)):
        rows[column] = rng.binomial(rows["n_words"], share)
    rows["attributed_share"] = rows[["n_direct", "n_partial", "n_indirect"]].sum(axis=1) / rows["n_words"]
    rows = rows.assign(title_n_words=10, title_n_direct=4, title_n_partial=0, title_n_indirect=1)
    rows["wire"] = rng.random(2 * n) < 0.2
    said = pd.DataFrame({"article_id": rows["id"], "part": "body", "act": "speech", "type": "indirect"})
    said = said.assign(source_kind="unknown", n_words=5, n_words_marked=0)
    known = said.assign(source_kind="named_person", n_words=20)
    heads = said.assign(part="title", type="mixed", n_words=2, n_words_marked=2)
    return SimpleNamespace(articles=rows, attributions=pd.concat([said, known, heads], ignore_index=True))


def level(found: pd.DataFrame, **spec: object) -> float:
    ours = {name: options[0] for name, options in CHOICES.items()}
    rows = found[found["group"] == "A"]
    for name, value in (ours | spec).items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return float(rows["estimate"].iloc[0])


def test_every_choice_changes_the_counts_as_it_says() -> None:
    made = tables()
    found = sensitivity(made, differences=False, n_boot=200).specifications
    a = made.articles[made.articles["outlet"] == "A"]
    total = a.sum(numeric_only=True)
    voiced = total["n_direct"] + total["n_partial"] + total["n_indirect"]
    n, words = len(a), total["n_words"]
    assert level(found) == pytest.approx(voiced / words)
    assert level(found, counted="marks only") == pytest.approx((total["n_direct"] + total["n_partial"]) / words)
    assert level(found, headline="in") == pytest.approx((voiced + 5 * n) / (words + 10 * n))
    assert level(found, unknown_sources="out") == pytest.approx((voiced - 5 * n) / words)
    both = level(found, unknown_sources="out", headline="in", counted="marks only")
    assert both == pytest.approx((total["n_direct"] + total["n_partial"] + 4 * n - 2 * n) / (words + 10 * n))
    assert level(found, attitudes="in") == pytest.approx((voiced + total["n_attitude_words"]) / words)
    assert level(found, summary="mean") == pytest.approx(a["attributed_share"].mean())
    long = a[a["n_words"] >= 150]
    assert level(found, min_words=150, summary="mean") == pytest.approx(long["attributed_share"].mean())
    own = a[~a["wire"]]
    assert level(found, wire="out", summary="mean") == pytest.approx(own["attributed_share"].mean())


def test_all_combinations_once_with_the_suites_own_marked() -> None:
    made = tables()
    found = sensitivity(made, n_boot=200)
    frame = found.specifications
    assert found.varied == tuple(CHOICES) and found.impossible == {}
    assert len(frame) == 2**7 - 2**5 and not frame.duplicated([*CHOICES, "a", "b"]).any()
    assert frame["ours"].sum() == 1
    ours = frame[frame["ours"]].iloc[0]
    expected = compare(made.articles, "attributed_share").differences.iloc[0]
    assert ours["estimate"] == pytest.approx(expected["difference"])
    assert [ours["low"], ours["high"]] == pytest.approx([expected["low"], expected["high"]], abs=0.005)
    assert (frame["low"] < frame["estimate"]).all() and (frame["estimate"] < frame["high"]).all()


def test_what_cannot_be_asked_is_named_with_its_reason() -> None:
    made = tables()
    bare = made.articles.drop(columns=["wire", "n_attitude_words"]).assign(title_n_words=0)
    found = sensitivity(bare, n_boot=200)
    assert dict(found.impossible) == {
        "headline": "no article has its headline apart",
        "unknown_sources": "no attributions table; give the tables, and not their articles alone",
        "attitudes": "no column n_attitude_words",
        "wire": "no column wire or duplicate",
    }
    assert found.varied == ("counted", "min_words", "summary") and len(found.specifications) == 8
    tone = sensitivity(made.articles.assign(tone=1.0 * made.articles["n_words"] % 7), "tone", n_boot=200)
    assert tone.varied == ("wire", "min_words")
    assert tone.impossible["counted"] == "tone is not a share of attributed words"
    direct = sensitivity(made, "direct_share", n_boot=200)
    assert direct.varied == ("headline", "unknown_sources", "wire", "min_words", "summary")
    assert direct.impossible["counted"] == "direct_share counts no words outside marks"


def test_pairs_can_be_compared_inside_events() -> None:
    made = tables()
    made.articles["event"] = [f"e{i // 2}" for i in range(len(made.articles))]
    found = sensitivity(made, event="event", choices={"wire": ("in",), "headline": ("out",)}, n_boot=200).specifications
    ours = found[found["ours"]].iloc[0]
    expected = compare(made.articles, "attributed_share", event="event").differences.iloc[0]
    assert ours["estimate"] == pytest.approx(expected["difference"]) and ours["n_events"] == 45
    assert [ours["low"], ours["high"]] == pytest.approx([expected["low"], expected["high"]], abs=0.005)
    assert (found.loc[found["min_words"] == 150, "n_events"] < 45).all()


def test_small_groups_are_dots_without_interval() -> None:
    found = sensitivity(tables(15), n_boot=200).specifications
    assert found["low"].isna().all() and found["estimate"].notna().all()


def test_options_can_be_replaced_and_bad_ones_are_refused() -> None:
    made = tables()
    found = sensitivity(made, choices={"min_words": (0, 120, 200), "headline": ("out",), "wire": ("in",)}, n_boot=200)
    assert sorted(found.specifications["min_words"].unique()) == [0, 120, 200]
    assert set(found.specifications["headline"]) == {"out"}
    for choices, message in (
        ({"colour": ("red",)}, "'colour' is not one of counted, headline"),
        ({"wire": ("maybe",)}, "give a list out of in, out"),
        ({"summary": ()}, "give a list out of pooled, mean"),
    ):
        with pytest.raises(ValueError, match=message):
            sensitivity(made, choices=choices)


def test_a_choice_that_leaves_no_article_is_told_and_the_others_are_made() -> None:
    made = tables()
    made.articles["n_words"] = 100
    found = sensitivity(made.articles, n_boot=200)
    assert found.specifications["min_words"].unique().tolist() == [0]
    assert found.impossible["min_words=150"] == "by='outlet', 0 rows: a comparison needs at least one"
    long = made.articles["outlet"] == "A"
    made.articles.loc[long, "n_words"] = 200
    found = sensitivity(made.articles, baseline="B", n_boot=200)
    assert found.impossible["min_words=150"] == "no article of the baseline B is left"
    with pytest.raises(ValueError, match="baseline='C' is not one of the groups"):
        sensitivity(made.articles, baseline="C", n_boot=200)
