"""Shares, anonymity, diversity, verb asymmetry, and the passages behind them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.records import Article, Attribution, Reading, Span
from analysis.sources import (
    SOURCE_COLUMNS,
    article_columns,
    concordance,
    content_sizes,
    naming,
    rarefied,
    rarefied_shannon,
    shannon,
    simpson_unbiased,
    source_shares,
    speaker_diversity,
    stance_balances,
    verb_asymmetry,
)

TEXT = "Elle part demain matin. Le port ferme. Une source le confirme. On rit."


def reading() -> Reading:
    def at(words: str) -> tuple[Span, ...]:
        return (Span(TEXT.index(words), TEXT.index(words) + len(words)),)

    found = (
        Attribution(
            at("part demain matin"),
            speaker="Anne Verdier",
            source_kind="named_person",
            stance="factive",
            role="government",
        ),
        Attribution(at("Le port ferme"), speaker="Anne Verdier", source_kind="named_person", stance="doubt"),
        Attribution(
            at("le confirme"), source=at("Une source"), speaker="source", source_kind="anonymous", stance="unclassed"
        ),
        Attribution(at("rit"), stance="neutral"),
        Attribution(at("Elle"), act="attitude", speaker="X", source_kind="citizen"),
    )
    return Reading(Article(id="a", text=TEXT, lang="fr"), found)


def test_article_columns_count_by_hand() -> None:
    row = article_columns(reading())
    assert content_sizes(reading()) == [3, 3, 2, 1, 1]
    assert (row["n_source_named_person"], row["n_source_words_named_person"], row["n_source_unknown"]) == (2, 6, 1)
    assert row["source_named_person_share"] == 0.5
    assert (row["n_named"], row["n_unnamed"], row["n_no_source"]) == (2, 1, 1)
    assert row["anonymity_rate"] == pytest.approx(1 / 3)
    assert row["stance_balance"] == 0 and row["unclassed_share"] == 0.25
    assert (row["n_role_government"], row["n_role_none"]) == (1, 3)
    assert (row["n_speakers"], row["n_speaker_attributions"]) == (2, 3)
    assert row["top_speaker_share"] == pytest.approx(6 / 9)
    assert row["speaker_shannon"] == pytest.approx(shannon([2, 1]))


def test_an_article_without_attributions_has_no_shares() -> None:
    row = article_columns(Reading(Article(id="a", text="", lang="fr")))
    assert all(v == 0 if name.startswith("n_") else math.isnan(v) for name, v in row.items())


@pytest.mark.parametrize(("lang", "n"), [("fr", 1), ("fr-CA", 1), ("en", None), (None, None)])
def test_conditionals_are_undefined_where_there_are_no_rules(lang: str | None, n: int | None) -> None:
    row = article_columns(Reading(Article(id="a", text="Le suspect aurait quitté la ville.", lang=lang)))
    for name in ("n_conditional", "n_conditional_distance"):
        assert math.isnan(row[name]) if n is None else row[name] == n


def test_the_columns_are_documented() -> None:
    names = [c.name for c in SOURCE_COLUMNS]
    assert sorted(names) == sorted(article_columns(reading())) and len(set(names)) == len(names)
    assert {type(article_columns(reading())[c.name]).__name__ for c in SOURCE_COLUMNS if c.dtype == "int"} == {"int"}


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        (Attribution((), speaker="Luc", source_kind="citizen"), "named"),
        (Attribution((), speaker="riverain", source_kind="citizen"), "unnamed"),
        (Attribution((), source=(Span(0, 2),)), "unnamed"),
        (Attribution((), speaker="rapport", source_kind="document"), "named"),
        (Attribution(()), "no_source"),
    ],
)
def test_naming(a: Attribution, expected: str) -> None:
    assert naming(a) == expected


def test_rarefaction_makes_sizes_comparable() -> None:
    rng = np.random.default_rng(1)
    pool = [0] * 60 + [1] * 30 + [2] * 10
    drawn = [len(set(rng.choice(pool, 8, replace=False).tolist())) for _ in range(3000)]
    assert rarefied([60, 30, 10], 8) == pytest.approx(np.mean(drawn), abs=0.05)
    assert rarefied_shannon([60, 30, 10], 100) == pytest.approx(shannon([60, 30, 10]))
    assert math.isnan(rarefied([2, 1], 4)) and math.isnan(simpson_unbiased([1])) and math.isnan(shannon([]))
    for bad in (lambda: rarefied([1], 0), lambda: shannon([-1]), lambda: rarefied_shannon([1], 0)):
        with pytest.raises(ValueError, match="must be"):
            bad()


def row(outlet: str, article: int, n: int, doubt: int) -> dict[str, object]:
    """One attribution: the first of an article anonymous, the others institutions, doubted in every other article."""
    return {
        "article_id": f"{outlet}{article}",
        "outlet": outlet,
        "act": "speech",
        "n_words": 5,
        "type": "direct",
        "speaker": f"P{n}" if n else None,
        "source_kind": "institution" if n else "anonymous",
        "role": None,
        "stance": "doubt" if 0 < n <= doubt and article % 2 else "neutral",
        "start": 0,
        "end": 4,
    }


def table() -> pd.DataFrame:
    outlets = (("Le Phare", 3), ("La Digue", 0))
    return pd.DataFrame([row(o, a, n, doubt) for o, doubt in outlets for a in range(20) for n in range(4)])


def test_shares_of_an_outlet_add_up() -> None:
    for unit in ("attributions", "words"):
        shares = source_shares(table(), "source_kind", unit=unit)  # type: ignore[arg-type]
        assert shares.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1])
    speakers = source_shares(table(), "speaker")
    assert "(none)" in set(speakers["speaker"]) and set(speakers["n_articles"]) == {20}
    with pytest.raises(ValueError, match="source_kind, role, stance"):
        source_shares(table(), "colour")
    with pytest.raises(ValueError, match="no column 'outlet'"):
        source_shares(table().drop(columns="outlet"))


def test_verb_asymmetry_finds_what_is_there_and_nothing_else() -> None:
    found = verb_asymmetry(table(), {"source_kind": "institution"}, permutations=199).set_index("outlet")
    assert found.loc["Le Phare", "share"] == 0.5 and found.loc["Le Phare", "share_others"] == 0
    assert found.loc["Le Phare", "p"] <= 0.01 and found.loc["Le Phare", "se"] > 0
    flat = verb_asymmetry(table().assign(stance="neutral"), {"source_kind": "institution"}, permutations=50)
    assert (flat["difference"] == 0).all() and (flat["p"] == 1).all()
    with pytest.raises(ValueError, match="stance='rude'"):
        verb_asymmetry(table(), {"speaker": "P1"}, stance="rude")
    with pytest.raises(ValueError, match="names no source"):
        verb_asymmetry(table(), {})


def test_diversity_is_compared_at_equal_n() -> None:
    found = speaker_diversity(table())
    assert set(found["rarefied_n"]) == {60} and found["rarefied_speakers"].tolist() == pytest.approx([3, 3])
    balances = stance_balances(table()).set_index("outlet")
    assert balances.loc["Le Phare", "stance_balance"] == pytest.approx(-30 / 80)


def test_headlines_are_not_counted_with_bodies() -> None:
    rows = table()
    heads = rows.head(9).assign(part="title", speaker="Somebody else", stance="factive", source_kind="media")
    both = pd.concat([rows.assign(part="body"), heads], ignore_index=True)
    for counted in (source_shares, speaker_diversity, stance_balances):
        pd.testing.assert_frame_equal(counted(both), counted(rows))


def test_an_outlet_without_a_known_speaker_keeps_its_row() -> None:
    rows = table()
    unknown = rows.assign(speaker=rows["speaker"].where(rows["outlet"] == "Le Phare"))
    found = speaker_diversity(unknown).set_index("outlet")
    assert found.loc["La Digue", ["n_attributions", "n_speakers"]].tolist() == [0, 0]
    assert found.loc["La Digue", ["shannon", "effective", "simpson", "rarefied_speakers"]].isna().all()
    assert set(found["rarefied_n"]) == {60}
    for counted in (speaker_diversity, stance_balances):
        assert counted(rows.head(0)).columns.tolist() == counted(rows).columns.tolist()


def test_a_headline_is_not_looked_up_in_the_body() -> None:
    rows = pd.DataFrame(
        {"article_id": "a", "part": ["body", "title"], "start": [0, 0], "end": [4, 4], "content": ["Elle", "Port"]},
        index=[5, 5],
    )
    opened = concordance(rows, texts={"a": TEXT}, width=5)
    assert opened["passage"].tolist() == ["Elle", "Port"] and opened["right"].tolist() == [" part", ""]


def test_every_count_opens_to_its_passages() -> None:
    rows = concordance([reading()], {"speaker": "Anne Verdier", "stance": ["doubt", "factive"]}, width=6)
    assert rows["passage"].tolist() == ["part demain matin", "Le port ferme"]
    assert rows["left"].tolist() == ["Elle ", "atin. "]
    assert len(concordance([reading()], {"speaker": None})) == 1
    assert len(concordance(table(), {"stance": "doubt"})) == 30
    with pytest.raises(ValueError, match="colour"):
        concordance(table(), {"colour": "red"})


def test_verb_asymmetry_of_many_articles_is_shuffled_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = verb_asymmetry(table(), {"source_kind": "institution"}, permutations=199)
    assert whole["p"].between(0.001, 0.999).any()
    monkeypatch.setattr("analysis.sources.asymmetry._CELLS", 7)
    pd.testing.assert_frame_equal(verb_asymmetry(table(), {"source_kind": "institution"}, permutations=199), whole)


def test_verb_asymmetry_keeps_its_level_where_articles_differ_in_length() -> None:
    rng = np.random.default_rng(7)
    alarms = 0
    for _ in range(120):
        parts = []
        for outlet, n_articles, n_cues in (("thin", 20, 2), ("thick", 120, 12)):
            chance = rng.beta(1, 9, n_articles)
            for i in range(n_articles):
                doubt = rng.random(n_cues) < chance[i]
                parts += [(outlet, f"{outlet}{i}", "doubt" if d else "neutral") for d in doubt]
        rows = pd.DataFrame(parts, columns=["outlet", "article_id", "stance"]).assign(source_kind="institution")
        found = verb_asymmetry(rows, {"source_kind": "institution"}, permutations=199, rng=rng)
        alarms += bool(found["p"].iloc[0] <= 0.05)
    assert alarms <= 13, "about 6 of 120 are false alarms at .05"


def test_speakers_of_equally_many_articles() -> None:
    """Two outlets with the same speakers in every article differ only in how many they printed."""
    rows = [
        (outlet, f"{outlet}{i}", f"{outlet} speaker {(i + j) % 40}")
        for outlet, n in (("few", 10), ("many", 90))
        for i in range(n)
        for j in range(5)
    ]
    table = pd.DataFrame(rows, columns=["outlet", "article_id", "speaker"])
    found = speaker_diversity(table).set_index("outlet")
    assert found["rarefied_articles"].tolist() == [10, 10] and found["n_articles"].tolist() == [10, 90]
    assert found.loc["few", "speakers_by_article"] == found.loc["few", "n_speakers"] == 14
    assert found.loc["many", "speakers_by_article_low"] < found.loc["many", "speakers_by_article"] < 40
    assert "speakers_by_article" not in speaker_diversity(table.drop(columns="article_id"))


@pytest.mark.parametrize("sizes", [(20, 60), (40, 40)])
def test_an_interval_of_speakers_holds_the_truth_as_often_as_it_says(sizes: tuple[int, int]) -> None:
    """Articles let one speak or twenty: that, and not only who it is, changes with the articles drawn."""
    rng, chance = np.random.default_rng(3), 1 / np.arange(1, 401) ** 0.6
    chance /= chance.sum()
    population = [rng.choice(400, min(1 + rng.geometric(0.15), 40), replace=False, p=chance) for _ in range(3000)]
    times = np.bincount(np.concatenate(population), minlength=400)
    truth = float((1 - (1 - times / 3000) ** min(sizes)).sum())
    held = []
    for _ in range(80):
        drawn = {outlet: rng.choice(3000, n) for outlet, n in zip("ab", sizes, strict=True)}
        rows = [(o, f"{o}{k}", f"s{who}") for o, of in drawn.items() for k, i in enumerate(of) for who in population[i]]
        found = speaker_diversity(pd.DataFrame(rows, columns=["outlet", "article_id", "speaker"]))
        held += ((found["speakers_by_article_low"] <= truth) & (truth <= found["speakers_by_article_high"])).tolist()
    assert 0.9 <= np.mean(held) <= 0.99, "95% intervals; those that took speakers for independent held it in some 75%"
