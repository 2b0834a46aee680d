"""Term counts by voice, keyness against reference values, dispersion, concordance."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy import stats
from scipy.sparse import csr_array

from analysis.columns import VOICES
from analysis.keywords import (
    SPLIT,
    Limits,
    TermCounts,
    count_terms,
    dispersion,
    event_keyness,
    keyness,
    kwic,
    narration_lean,
    repeated_lines,
    voice_keyness,
)
from analysis.keywords.boilerplate import reporting
from analysis.keywords.sides import Side, compare_sides, robust_variance
from analysis.keywords.statistics import (
    bic,
    chi2,
    g2,
    g2_two_cells,
    informative_prior,
    jsd_contribution,
    log_odds,
    log_ratio,
    odds_ratio,
    pct_diff,
    simple_maths,
)
from analysis.records import Article
from analysis.text import words

WORDS = ("immigrant", "illegal", "border", "family", "refugee", "the")
A = np.array([12, 30, 25, 8, 0, 100])
B = np.array([4, 2, 25, 19, 6, 120])
N1, N2 = 175, 176

# Worked out with 50 digits from the formulas of the papers named in `analysis/keywords/statistics.py`.
LOG_ODDS = {
    ("uniform", 0.1): [
        (1.135803, 0.326547, 1.987605),
        (2.844336, 0.509413, 3.985162),
        (0.006623, 0.079681, 0.023461),
        (-0.919382, 0.175813, -2.192658),
        (-4.139778, 10.163934, -1.298512),
        (-0.472047, 0.018316, -3.487909),
    ],
    ("uniform", 0.01): [
        (1.150677, 0.332641, 1.995105),
        (2.88566, 0.530835, 3.960641),
        (0.006642, 0.079968, 0.023489),
        (-0.926003, 0.177448, -2.198251),
        (-6.427574, 100.166389, -0.642223),
        (-0.474215, 0.018332, -3.502474),
    ],
    ("informative", 10): [
        (1.07882, 0.304708, 1.95437),
        (2.534846, 0.375794, 4.135009),
        (0.006286, 0.075687, 0.02285),
        (-0.871295, 0.164619, -2.147462),
        (-3.613718, 6.01205, -1.473815),
        (-0.448624, 0.01733, -3.407883),
    ],
    ("informative", 100): [
        (0.694211, 0.177236, 1.648979),
        (1.374046, 0.115518, 4.042741),
        (0.004233, 0.050962, 0.01875),
        (-0.570532, 0.101189, -1.793546),
        (-1.524762, 0.714712, -1.803585),
        (-0.301266, 0.011621, -2.794631),
    ],
}
FULL_VARIANCE = [
    (1.07882, 0.316012, 1.919097),
    (2.534846, 0.387746, 4.070783),
    (0.006286, 0.08826, 0.02116),
    (-0.871295, 0.176309, -2.075048),
    (-3.613718, 6.023021, -1.472472),
    (-0.448624, 0.046773, -2.074373),
]
BY_WORD: list[tuple[Callable[..., NDArray[np.float64]], dict[str, object], list[float]]] = [
    (g2, {}, [4.424956, 32.035911, 0.000473, -4.920345, -8.387383, -4.583315]),
    (g2_two_cells, {}, [4.231699, 29.558558, 0.000406, -4.552044, -8.283627, -1.70852]),
    (chi2, {}, [4.238976, 27.133735, 0.000473, -4.787313, -6.069664, -4.571095]),
    (chi2, {"yates": True}, [3.250722, 25.236286, 0.0, -3.950887, -4.210229, -4.111376]),
    (log_ratio, {}, [1.593183, 3.915111, 0.008221, -1.239707, -3.576742, -0.254814]),
    (pct_diff, {}, [201.714286, 1408.571429, 0.571429, -57.654135, -100.0, -16.190476]),
    (bic, {}, [-1.43583, 26.175125, -5.860313, -0.940441, 2.526597, -1.277472]),
    (odds_ratio, {}, [2.930683, 14.631615, 1.006645, 0.409874, 0.074732, 0.624138]),
    (simple_maths, {}, [2.932129, 13.946429, 1.005674, 0.42875, 0.028497, 0.838332]),
    (jsd_contribution, {}, [0.008692, 0.060688, 0.000001, 0.009359, 0.017045, 0.003512]),
]
DOCS_A = np.array([[6, 28, 5, 1, 0, 30], [3, 1, 10, 3, 0, 35], [3, 1, 10, 4, 0, 35]])
DOCS_B = np.array([[1, 1, 10, 9, 2, 60], [3, 1, 15, 10, 4, 60]])
CLUSTERED = [
    (1.07882, 0.180014, 1.95437),
    (2.534846, 0.677101, 3.080526),
    (0.006286, 0.09892, 0.019987),
    (-0.871295, 0.153806, -2.147462),
    (-3.613718, 0.530138, -1.473815),
    (-0.448624, 0.023005, -2.957814),
]
LARGEST = [0.5, 0.933333, 0.4, 0.5, math.nan, 0.35]


def side(docs: NDArray[np.int64]) -> Side:
    return Side(csr_array(docs.astype(float)), docs.sum(axis=1))


@pytest.mark.parametrize("kind, strength", LOG_ODDS)
def test_log_odds_equals_the_reference_values(kind: str, strength: float) -> None:
    if kind == "uniform":
        result = log_odds(A, B, N1, N2, strength, strength * len(WORDS))
    else:
        result = log_odds(A, B, N1, N2, informative_prior(A, B, N1, N2, strength), strength)
    assert_allclose(np.transpose(result), LOG_ODDS[kind, strength], atol=1e-6)


def test_log_odds_with_the_full_variance() -> None:
    result = log_odds(A, B, N1, N2, informative_prior(A, B, N1, N2, 10), 10, full_variance=True)
    assert_allclose(np.transpose(result), FULL_VARIANCE, atol=1e-6)


@pytest.mark.parametrize("measure, options, expected", BY_WORD, ids=[f"{m.__name__}{o or ''}" for m, o, _ in BY_WORD])
def test_measure_equals_the_reference_values(
    measure: Callable[..., NDArray[np.float64]], options: dict[str, object], expected: list[float]
) -> None:
    assert_allclose(measure(A, B, N1, N2, **options), expected, atol=1e-6)


def test_the_divergence_adds_up() -> None:
    assert jsd_contribution(A, B, N1, N2).sum() == pytest.approx(0.099297, abs=1e-6)


def test_pct_diff_is_undefined_without_uses_in_the_reference() -> None:
    assert np.isnan(pct_diff([3], [0], 100, 100)).all()


@pytest.mark.parametrize(
    "uses, expected",
    [
        ([10, 0, 5, 1, 4], (4, 0.3, 0.333333, 0.540541, 0.441446)),
        ([20, 0, 0, 0, 0], (1, 0.8, 0.888889, 0.0, 2.321928)),
        ([2, 1, 4, 1, 2], (5, 0.0, 0.0, 1.0, 0.0)),
    ],
)
def test_dispersion_equals_the_reference_values(uses: list[int], expected: tuple[float, ...]) -> None:
    d = dispersion(uses, [100, 50, 200, 50, 100])
    assert_allclose((d.range, d.dp, d.dp_norm, d.juilland_d, d.kl_bits), expected, atol=1e-6)


def test_dispersion_of_an_unused_word_is_undefined() -> None:
    d = dispersion([0, 0], [10, 10])
    assert d.range == 0
    assert np.isnan([d.dp, d.dp_norm, d.juilland_d, d.kl_bits]).all()
    with pytest.raises(ValueError, match="sizes holds 0"):
        dispersion([1, 0], [10, 0])


def test_clustered_errors_equal_the_reference_values() -> None:
    first, second = side(DOCS_A), side(DOCS_B)
    alpha = informative_prior(first.total, second.total, first.n, second.n, 10)
    frame = compare_sides(first, second, WORDS, limits=Limits(min_uses=1, min_articles=1)).set_index("term")
    got = frame.loc[list(WORDS)]
    assert_allclose(robust_variance(first, second, alpha, 10), [v for _, v, _ in CLUSTERED], atol=1e-6)
    assert_allclose(got["delta"], [d for d, _, _ in CLUSTERED], atol=1e-6)
    assert_allclose(got["z"], [z for _, _, z in CLUSTERED], atol=1e-6)
    assert_allclose(got["max_article_share"], LARGEST, atol=1e-6)
    assert got["one_article"].tolist() == [True, True, True, True, False, True]
    spread = [dispersion(column, DOCS_A.sum(axis=1)).dp for column in DOCS_A.T]
    assert_allclose(got["dp"], spread, atol=1e-12)


def test_paired_variance_is_that_of_the_difference_within_articles() -> None:
    """The same corpus on both sides differs from itself by nothing, surely."""
    same = side(DOCS_B)
    alpha = informative_prior(same.total, same.total, same.n, same.n, 10)
    assert_allclose(robust_variance(same, same, alpha, 10, paired=True), 0, atol=1e-12)
    assert (robust_variance(same, same, alpha, 10) > 1e-5).all()


def test_an_article_without_a_word_of_a_voice_says_nothing_of_it() -> None:
    silent = np.zeros((50, len(WORDS)), np.int64)
    alone, among = (Side(csr_array(docs), docs.sum(axis=1)) for docs in (DOCS_A, np.vstack([DOCS_A, silent])))
    other, limits = side(DOCS_B), Limits(min_uses=1, min_articles=1)
    expected, found = (compare_sides(one, other, WORDS, limits=limits) for one in (alone, among))
    pd.testing.assert_frame_equal(found[["se", "df", "p", "q"]], expected[["se", "df", "p", "q"]])
    assert found["df"].eq(min(len(DOCS_A), len(DOCS_B)) - 1).all()


def test_one_article_a_side_has_no_standard_error() -> None:
    frame = compare_sides(side(DOCS_A[:1]), side(DOCS_B), WORDS, limits=Limits(min_uses=1, min_articles=1))
    assert frame[["se", "z", "p", "q"]].isna().all(axis=None)
    assert frame["log_ratio"].notna().all()


def article(text: str, id_: str = "a", lang: str = "fr", outlet: str | None = None, **more: str) -> Article:
    return Article(id_, text, outlet, lang=lang, **more)


def counted(text: str, lang: str = "fr", **options: object) -> dict[str, int]:
    frame = count_terms([article(text, lang=lang)], **options).to_frame()  # type: ignore[arg-type]
    return dict(zip(frame["term"], frame["n"], strict=True))


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_elisions_are_no_terms(apostrophe: str) -> None:
    text = "L'État d'urgence, qu'il l'ait dit aujourd'hui ou qu'on l'oublie.".replace("'", apostrophe)
    assert set(counted(text)) == {"état", "urgence", "état d'urgence", "dit", "oublie"}


def test_stop_words_can_be_kept() -> None:
    assert counted("Le chat d'Anne", pairs=False, stop_words=True) == {"le": 1, "chat": 1, "d'": 1, "anne": 1}


def test_pairs_step_over_links_only() -> None:
    text = "Les forces de l'ordre, la police. Rouge ou noir. Porte ouverte"
    assert {t for t in counted(text) if " " in t} == {"forces de l'ordre", "porte ouverte"}


def test_pairs_do_not_cross_voices_or_lines() -> None:
    text = "gilet jaune\nfluo"
    offsets = words(text, "fr")

    class Split:
        words = offsets
        code = np.array([0, 2, 2], np.uint8)

    terms = count_terms([article(text)], [Split()]).to_frame()
    assert terms.values.tolist() == [
        ["a", "narration", "gilet", 1],
        ["a", "direct", "fluo", 1],
        ["a", "direct", "jaune", 1],
    ]


def test_possessives_and_house_style() -> None:
    assert counted("Mr. Smith's plan and the voters' plan", "en", pairs=False) == {"smith": 1, "plan": 2, "voters": 1}


def test_capitals_without_accents_are_one_word() -> None:
    assert counted("L'Etat, c'est l'État au cœur, au coeur", pairs=False) == {"état": 2, "coeur": 2}


def test_lemmas_on_demand() -> None:
    assert counted("Un manifestant, des manifestants", pairs=False, lemmas=True) == {"manifestant": 2}


def test_phrases_count_once() -> None:
    got = counted("Le pouvoir d'achat baisse, les migrants partent", phrases=["pouvoir d’achat", "migrant*"])
    assert got["pouvoir d’achat"] == 1 and got["migrant*"] == 1
    assert "pouvoir d'achat" in got or got["pouvoir"] == 1


def test_furniture_is_left_out() -> None:
    text = "La mairie ferme.\n» LIRE AUSSI - La piscine rouvre\nSuivez le Clairon"
    articles = [article(text, str(i), outlet="Le Clairon") for i in range(6)]
    repeated = {"Le Clairon": frozenset({"suivez le clairon"})}
    assert repeated_lines([article(f"Jour {i}\nSuivez le Clairon", outlet="Le Clairon") for i in range(6)]) == repeated
    terms = set(count_terms(articles, repeated=repeated).terms)
    assert terms == {"mairie", "ferme", "mairie ferme"}


def test_every_word_stays_in_the_denominator() -> None:
    counts = count_terms([article("Le chat n'a pas 3 vies."), article("", "b")])
    assert counts.n_words.sum(axis=1).tolist() == [7, 0]
    assert counts.articles == ("a", "b")


CORPUS = [
    article(
        f"Le maire parle de sécurité, sécurité partout {i}. Le budget monte.",
        f"a{i}",
        outlet="Le Clairon",
        event=str(i),
    )
    for i in range(6)
] + [
    article(f"La maire parle de solidarité {i}. Le budget monte, solidarité.", f"b{i}", outlet="La Vigie", event=str(i))
    for i in range(6)
]


def test_keyness_between_outlets() -> None:
    frame = keyness(count_terms(CORPUS, pairs=False), limits=Limits(min_uses=5))
    assert set(frame["group"]) == {"Le Clairon", "La Vigie"}
    first = frame[frame["group"] == "Le Clairon"]
    assert first.iloc[0]["term"] == "sécurité"
    assert first.iloc[-1]["term"] == "solidarité"
    assert first.set_index("term").loc["budget", "q"] > 0.5


def test_keyness_takes_labels_and_targets() -> None:
    counts = count_terms(CORPUS, pairs=False)
    labels = [None if i % 6 == 5 else "x" if i < 6 else "y" for i in range(12)]
    frame = keyness(counts, labels, target="x", reference="y", limits=Limits(min_uses=5))
    assert set(frame["group"]) == {"x"}
    assert frame.set_index("term").loc["sécurité", "n"] == 10
    by_id = keyness(counts, dict(zip(counts.articles, labels, strict=True)), target="x", limits=Limits(min_uses=5))
    pd.testing.assert_frame_equal(frame, by_id)
    with pytest.raises(ValueError, match="'z'"):
        keyness(counts, labels, target="z")
    with pytest.raises(ValueError, match="not one of outlet"):
        keyness(counts, "page")
    with pytest.raises(ValueError, match="voices="):
        keyness(counts, voices=["quotes"])


def test_a_group_is_not_compared_with_itself() -> None:
    counts = count_terms(CORPUS, pairs=False)
    with pytest.raises(ValueError, match="both 'La Vigie'"):
        keyness(counts, target="La Vigie", reference="La Vigie")
    assert set(keyness(counts, reference="La Vigie")["group"]) == {"Le Clairon"}


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_an_article_with_a_missing_label_is_left_out(missing: object) -> None:
    counts = count_terms(CORPUS, pairs=False)
    labels = [missing, *("x" if i < 6 else "y" for i in range(1, 12))]
    by_id = dict(zip(counts.articles, labels, strict=True))
    for given in (labels, by_id):
        frame = keyness(counts, given, target="x", limits=Limits(min_uses=5)).set_index("term")
        assert frame.loc["sécurité", "n"] == 10


@pytest.mark.parametrize(
    ("limits", "message"),
    [({"prior": float("nan")}, "prior=nan"), ({"min_uses": 0}, "min_uses=0"), ({"one_article": 9}, "one_article=9")],
)
def test_limits_that_mean_nothing_are_named(limits: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Limits(**limits)  # type: ignore[arg-type]


def test_tables_that_are_not_those_of_measure_are_named() -> None:
    articles = pd.DataFrame({"id": ["a", "a"], **{f"n_{voice}": 1 for voice in SPLIT[:-1]}})
    terms = pd.DataFrame({"article_id": ["a"], "voice": "direct", "term": "mot", "n": 1})
    with pytest.raises(ValueError, match="articles holds 'a' twice"):
        TermCounts.from_tables(articles, terms)
    with pytest.raises(ValueError, match="terms has no column article_id, voice, term, n; give the terms table"):
        TermCounts.from_tables(articles.head(1), articles)
    with pytest.raises(ValueError, match="articles has no column id"):
        TermCounts.from_tables(terms, terms)
    for compared in (keyness, voice_keyness, lambda counts: event_keyness(counts, "A")):
        with pytest.raises(TypeError, match=r"keyness takes TermCounts, not DataFrame; make them .* tables\.terms\)"):
            compared(terms)  # type: ignore[operator]


def test_uses_that_are_no_counts_are_refused() -> None:
    for uses in ([-1, 2], [float("nan"), 2]):
        with pytest.raises(ValueError, match="negative or missing"):
            dispersion(uses, [5, 5])
    with pytest.raises(ValueError, match="sizes holds nan"):
        dispersion([1, 2], [5, float("nan")])


def test_event_keyness_pairs_by_event() -> None:
    counts = count_terms(CORPUS, pairs=False)
    frame = event_keyness(counts, "Le Clairon", "La Vigie", limits=Limits(min_uses=5)).set_index("term")
    assert frame.loc["sécurité", "z"] > 2 > abs(frame.loc["budget", "z"])
    with pytest.raises(ValueError, match="shares 0 events"):
        event_keyness(counts, "Le Clairon", "L'Écho")


class Halves:
    """The first half of the words is narration, the second what somebody said."""

    def __init__(self, article: Article) -> None:
        self.words = words(article.text, article.lang)
        self.code = np.where(np.arange(len(self.words)) < len(self.words) // 2, 0, 2).astype(np.uint8)


def test_narration_against_quotation() -> None:
    counts = count_terms(CORPUS, [Halves(a) for a in CORPUS], pairs=False)
    frame = voice_keyness(counts, limits=Limits(min_uses=5)).set_index("term")
    lean = narration_lean(counts, ["parle", "budget", "budget", "absent"])
    assert frame.loc["parle", "z"] > 0 > frame.loc["budget", "z"]
    assert lean["term"].tolist() == ["parle", "budget", "absent"]
    n_own, n_said = counts.n_words[:, 0].sum(), counts.n_words[:, 2:5].sum()
    expected = math.log2(((12 + 0.5) / (n_own + 1)) / ((0 + 0.5) / (n_said + 1)))
    row = lean.iloc[0]
    assert row["narration_lean"] == pytest.approx(expected)
    df = len(CORPUS) - 1
    assert (expected - row["low"]) / row["se"] == pytest.approx(stats.t.ppf(0.975, df)), "as few articles as there are"
    assert row["p"] == pytest.approx(2 * stats.t.sf(expected / row["se"], df))
    assert (row["p"] < 0.05) == (row["low"] > 0)
    assert math.isnan(lean["narration_lean"].iloc[2])
    with pytest.raises(ValueError, match="level=2"):
        narration_lean(counts, level=2)
    with pytest.raises(ValueError, match="both need some"):
        narration_lean(count_terms(CORPUS))


def test_counts_come_back_from_the_tables() -> None:
    counts = count_terms(CORPUS, [Halves(a) for a in CORPUS])
    columns = {f"n_{voice}": counts.n_words[:, i] for i, voice in enumerate(VOICES)}
    about = {"id": counts.articles, "outlet": counts.outlets, "event": counts.events}
    articles = pd.DataFrame(about | columns)
    again = TermCounts.from_tables(articles, counts.to_frame())
    pd.testing.assert_frame_equal(again.to_frame(), counts.to_frame())
    pd.testing.assert_frame_equal(keyness(again), keyness(counts))
    for nobody in (pd.NA, None, ""):
        gone = articles.assign(outlet=articles["outlet"].astype("object").where(articles.index > 0, nobody))
        for dtype in ("object", "string"):
            of = TermCounts.from_tables(gone.astype({"outlet": dtype}), counts.to_frame())
            assert of.outlets == (None, *counts.outlets[1:])
    with pytest.raises(ValueError, match="'nowhere'"):
        TermCounts.from_tables(articles, counts.to_frame().assign(article_id="nowhere"))


def test_concordance_points_into_the_text() -> None:
    texts = [article("Le maire parle.\nLes maires d’Île-de-France, eux, se taisent.", "x"), *CORPUS]
    frame = kwic(texts, "maire*", articles={"x"}, width=10)
    assert [texts[0].text[a:b] for a, b in zip(frame["start"], frame["end"], strict=True)] == ["maire", "maires"]
    assert frame["right"].iloc[0] == " parle. Le"
    assert kwic(texts, "maires d'île-de-france")["hit"].tolist() == ["maires d’Île-de-France"]
    assert len(kwic(texts, "maire", lemmas=True, articles={"x"})) == 2
    assert len(kwic(CORPUS, "budget", [Halves(a) for a in CORPUS], voice="narration")) == 0
    assert len(kwic(CORPUS, "budget", [Halves(a) for a in CORPUS], voice="direct", outlet="La Vigie")) == 6
    with pytest.raises(ValueError, match="holds no word"):
        kwic(texts, "*")


def test_concordance_finds_what_was_counted() -> None:
    texts = [article("Trump's plan. The secretary of state's plan, and Trump.", lang="en")]
    frame = count_terms(texts).to_frame()
    assert len(frame)
    for term, n in zip(frame["term"], frame["n"], strict=True):
        assert len(kwic(texts, term)) == n, term


def test_no_articles_no_terms() -> None:
    counts = count_terms([])
    assert counts.to_frame().empty and counts.n_words.shape == (0, len(SPLIT))
    with pytest.raises(ValueError, match="two groups"):
        keyness(counts)


def test_an_article_printed_again_keeps_its_words() -> None:
    text = "La piscine ferme.\nLes habitants protestent.\nSuivez le Clairon"
    articles = [Article(f"a{i}", text, "Le Clairon", lang="fr") for i in range(6)]
    articles += [Article(f"b{i}", f"Nouvelle numéro {i}, longue.\nSuivez le Clairon", "Le Clairon") for i in range(6)]
    repeated = repeated_lines(articles)
    assert len(repeated["Le Clairon"]) == 3
    assert reporting(articles[0], words(text, "fr"), repeated).all()
    kept = reporting(articles[6], words(articles[6].text, "fr"), repeated)
    assert kept.any() and not kept[-3:].any()
