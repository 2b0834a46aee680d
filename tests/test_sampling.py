"""Samples corrected by hand: drawn evenly, written with tags, read back, and compared between coders."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from analysis.compare import agreement, correct
from analysis.compare.agreement import alpha_of
from analysis.records import Article, Attribution, Marked, Reading, Span
from analysis.sampling import draw_sample, parse_tags, read_sample, word_voices

TEXT = (
    "La salle était pleine ce soir-là.\n"
    "« Nous rouvrirons l'école », a promis la maire, qui assure que les travaux sont finis.\n"
    "Puis le public est sorti dans le calme.\n"
)


def reading(number: int, outlet: str) -> Reading:
    def span(part: str) -> Span:
        return Span(TEXT.index(part), TEXT.index(part) + len(part))

    marks = span("« Nous rouvrirons l'école »")
    said = (
        Attribution((marks,), (span("a promis"),), (span("la maire"),), "direct"),
        Attribution((span("que les travaux sont finis"),), (span("assure"),), (), "indirect"),
    )
    return Reading(Article(f"{outlet}-{number}", TEXT, outlet=outlet, lang="fr"), said, (Marked(marks, "speech"),))


def many(n: int = 12, outlets: str = "AB") -> list[Reading]:
    return [reading(i, outlet) for outlet in outlets for i in range(n)]


def test_a_sample_is_even_over_outlets_random_and_repeatable() -> None:
    draws = [draw_sample(many(), per_outlet=10, rng=np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert draws[0]["outlet"].value_counts().to_dict() == {"A": 10, "B": 10}
    pd.testing.assert_frame_equal(draws[0], draws[1])
    assert not draws[0].equals(draws[2]) and not draws[0][["id", "start"]].duplicated().any()
    everything = draw_sample(many(2), per_outlet=99, rng=np.random.default_rng(1))
    assert len(everything) == 2 * 2 * 3


def test_tags_show_the_voices_and_offsets_find_the_passage() -> None:
    row = draw_sample(many(1, "A"), per_outlet=9, rng=np.random.default_rng(1)).iloc[1]
    assert row["tagged"] == (
        "« <D>Nous rouvrirons l'école</D> », a promis la maire, qui assure <I>que les travaux sont finis</I>."
    )
    assert parse_tags(row["tagged"])[0] == TEXT[row["start"] : row["end"]].strip("\n")
    blind = draw_sample(many(1, "A"), per_outlet=9, blind=True, rng=np.random.default_rng(1)).iloc[1]
    assert "<" not in blind["corrected"] and blind["tagged"] == row["tagged"]


def test_a_corrected_sheet_comes_back_as_gold_and_corrects_the_shares() -> None:
    sheet = draw_sample(many(40), per_outlet=60, rng=np.random.default_rng(4))
    # The coder finds that the paraphrase is the outlet's own, everywhere.
    sheet["corrected"] = sheet["corrected"].str.replace("<I>", "").str.replace("</I>", "")
    again = pd.read_csv(io.StringIO(sheet.to_csv(index=False)))
    gold = read_sample(again)
    assert gold["n_indirect"].sum() == 0 and gold["n_indirect_predicted"].max() == 5
    assert (gold["n_words"] == gold["n_words_predicted"]).all() and gold["n_direct"].max() == 4
    table = pd.DataFrame([{"id": r.article.id, "outlet": r.article.outlet} for r in many(40)])
    table = table.assign(n_words=30, n_direct=4, n_partial=0, n_indirect=5)
    found = correct(table, gold, "attributed_share").estimates
    assert found["raw"].tolist() == pytest.approx([9 / 30] * 2)
    assert found["corrected"].to_numpy() == pytest.approx(4 / 30, abs=0.03)


@pytest.mark.parametrize(
    ("corrected", "message"),
    [
        ("Un mot de plus <D>ici</D> encore.", r"words of rows 0 \(id a\) were changed"),
        ("Un mot de <D>plus</I> ici.", "</I> stands where it cannot"),
        ("Un <D>mot <I>de</I></D> plus ici.", "<I> stands where it cannot"),
        ("Un mot de <D>plus ici.", "<D> is never closed"),
    ],
)
def test_a_damaged_sheet_says_which_row(corrected: str, message: str) -> None:
    sheet = pd.DataFrame({"id": ["a"], "lang": ["fr"], "tagged": ["Un mot de plus ici."], "corrected": [corrected]})
    with pytest.raises(ValueError, match=message):
        read_sample(sheet)


def test_bad_arguments_say_what_is_wrong() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="unit='page'"):
        draw_sample(many(), unit="page", rng=rng)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no paragraph of at least 5 words"):
        draw_sample([Reading(Article("a", "Trop court."))], rng=rng)
    with pytest.raises(ValueError, match="no column corrected"):
        read_sample(pd.DataFrame({"id": ["a"], "tagged": ["x"]}))
    with pytest.raises(ValueError, match="3 and 2 items"):
        agreement("abc", "ab")
    with pytest.raises(ValueError, match="clusters: an item belongs to none"):
        agreement("ab", "ab", clusters=["p", None])
    with pytest.raises(ValueError, match="level=95"):
        agreement("ab", "ab", level=95)
    with pytest.raises(ValueError, match="no item was coded by both"):
        agreement([None, "a"], ["a", None])


@pytest.mark.parametrize(
    ("one", "two", "alpha"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692), ("abab", "abab", 1.0)],
)
def test_alpha_has_the_values_krippendorff_gives(one: str, two: str, alpha: float) -> None:
    assert agreement(one, two).alpha == pytest.approx(alpha, abs=5e-4)


def test_alpha_is_one_less_the_disagreement_of_random_pairs_and_its_interval_that_of_resampling() -> None:
    rng = np.random.default_rng(2)
    a = rng.integers(0, 4, 600)
    b = np.where(rng.random(600) < 0.8, a, rng.integers(0, 4, 600))
    # All 1,200 labels in one urn: how often two drawn from it differ, the definition itself.
    urn = np.concatenate([a, b])
    by_chance = (urn[:, None] != urn[None, :]).sum() / (len(urn) * (len(urn) - 1))
    expected = 1 - (a != b).mean() / by_chance
    cells = np.bincount(a * 4 + b, minlength=16)[None, :].astype(float)
    assert alpha_of(cells, 4)[0] == pytest.approx(expected)
    found = agreement(a.tolist(), b.tolist())
    assert found.alpha == pytest.approx(expected) and found.low < expected < found.high
    assert found.high - found.low == pytest.approx(0.078, abs=0.015)


def test_words_of_one_passage_are_not_independent_items() -> None:
    rng = np.random.default_rng(5)
    passage = np.repeat(np.arange(40), 30)
    a = np.repeat(rng.integers(0, 2, 40), 30)
    b = np.where(np.repeat(rng.random(40) < 0.9, 30), a, 1 - a)
    apart, together = agreement(a, b), agreement(a, b, clusters=passage)
    assert together.alpha == apart.alpha and together.n_clusters == 40
    assert together.high - together.low > 3 * (apart.high - apart.low)
    assert np.isnan(agreement(a[:300], b[:300], clusters=passage[:300]).low)


def test_the_interval_of_agreement_holds_the_truth_where_few_passages_are_disputed() -> None:
    rng = np.random.default_rng(4)

    def coded(n: int) -> tuple[list[str], list[str], list[int]]:
        first, second, passage = [], [], []
        for number in range(n):
            one, other, length = rng.choice(list("DIA")), rng.choice(list("DIA")), int(rng.integers(5, 40))
            first += [one] * length
            second += [one if rng.random() < 0.8 else other] * length
            passage += [number] * length
        return first, second, passage

    truth = agreement(*coded(20_000)[:2], n_boot=2).alpha
    held = []
    for _ in range(150):
        first, second, passage = coded(20)
        found = agreement(first, second, clusters=passage, n_boot=300)
        if first == second:
            assert np.isnan(found.low) and found.alpha == 1, "that nobody disagreed in 20 passages is not for certain"
        else:
            held.append(found.low <= truth <= found.high)
    assert np.mean(held) >= 0.91


def test_only_what_is_marked_as_read_is_gold() -> None:
    sheet = draw_sample(many(40), per_outlet=60, rng=4)
    assert (sheet["read"] == "").all()
    assert len(read_sample(sheet)) == len(sheet) and "all were taken as read" in read_sample(sheet).attrs["note"]
    sheet.loc[:9, "read"] = "x"
    gold = read_sample(pd.read_csv(io.StringIO(sheet.to_csv(index=False))))
    assert len(gold) == 10 and gold.attrs["note"] == f"{len(sheet) - 10} passages were drawn and not read"
    sheet.loc[3, "corrected"] = ""
    with pytest.raises(ValueError, match=r"corrected: rows 3 \(id"):
        read_sample(sheet)
    with pytest.raises(ValueError, match="readings: Article is no reading"):
        draw_sample([Article("a", "Il pleut.")], rng=1)  # type: ignore[list-item]


def test_two_coders_of_one_sample() -> None:
    sheet = draw_sample(many(20), per_outlet=30, rng=np.random.default_rng(3))
    other = sheet.assign(corrected=sheet["corrected"].str.replace("<I>", "").str.replace("</I>", ""))
    one, two = word_voices(sheet), word_voices(other)
    found = agreement(one["voice"], two["voice"], clusters=one["passage"])
    assert found.n_items == len(one) and found.n_clusters == 60
    assert 0.3 < found.low < found.alpha < found.agreed_share < 1
    assert np.isnan(agreement(["narration"] * 30, ["narration"] * 30).alpha)


@pytest.mark.parametrize(("yes", "no"), [(True, False), (1, 0), ("oui", "non"), ("VRAI", "FAUX"), ("x", " ")])
def test_a_row_with_a_no_is_not_read(yes: object, no: object) -> None:
    sheet = draw_sample(many(4), per_outlet=6, rng=4)
    sheet["read"] = [yes] * 2 + [no] * (len(sheet) - 2)
    assert len(read_sample(sheet)) == 2
    assert "all were taken as read" in read_sample(sheet.assign(read=no)).attrs["note"]


def test_a_sheet_comes_back_from_a_spreadsheet_that_curls_and_parts_by_semicolons() -> None:
    sheet = draw_sample(many(4), per_outlet=6, rng=4)
    typed = sheet.assign(
        corrected=sheet["corrected"].str.replace("'", "’").str.replace("« ", "“").str.replace(" »", "”")
    )
    assert (typed["corrected"] != sheet["corrected"]).any()
    saved = typed.to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")
    again = read_sample(pd.read_csv(io.BytesIO(saved), sep=";", keep_default_na=False))
    pd.testing.assert_frame_equal(again, read_sample(sheet))
    with pytest.raises(ValueError, match=r"no column id, tagged, corrected; .*semicolons, .*sep=';'"):
        read_sample(pd.DataFrame(columns=[";".join(sheet.columns)]))
    with pytest.raises(ValueError, match="words of rows 0"):
        read_sample(sheet.assign(corrected=sheet["corrected"].str.replace("e", "é", n=1)))
