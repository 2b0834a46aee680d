"""Copies and agency copy: what is found, what is left alone, and that overlaps are exact."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.corpus import find_duplicates
from analysis.corpus.agencies import Credit, agency_credit
from analysis.corpus.shingles import shingles
from analysis.records import Article


def text(seed: int, n: int = 200) -> str:
    """Return words drawn from a small vocabulary: no two seeds share runs of five but by accident."""
    rng = np.random.default_rng(seed)
    return " ".join(f"mot{k}" for k in rng.integers(0, 400, n))


def runs(written: str, words: int = 5) -> set[tuple[str, ...]]:
    parts = written.split()
    return {tuple(parts[n : n + words]) for n in range(len(parts) - words + 1)}


class TestShingles:
    def test_as_many_as_there_are_different_runs(self) -> None:
        texts = [text(1), text(2, 7), "a b c d e a b c d e a", "un deux", "…", ""]
        assert [len(found) for found in shingles(texts)] == [len(runs(t)) for t in texts[:3]] + [1, 0, 0]

    def test_shared_runs_are_those_of_plain_sets(self) -> None:
        first, second = text(1), text(1, 120) + " " + text(5, 60)
        a, b = shingles([first, second])
        assert len(np.intersect1d(a, b)) == len(runs(first) & runs(second)) > 50

    def test_typography_makes_no_difference(self) -> None:
        a, b = shingles(["L’État, dit-il, « n’y peut rien » !", "l'état dit il\n\nn'y peut rien"])
        assert a.tolist() == b.tolist()

    def test_batches_do_not_change_the_hashes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = [text(seed, 40 + seed) for seed in range(30)] + ["", "🎉 fête 🎉", "\ud800 seul"]
        whole = shingles(texts)
        monkeypatch.setattr("analysis.corpus.shingles._BATCH", 300)
        assert [found.tolist() for found in shingles(texts)] == [found.tolist() for found in whole]

    def test_a_run_has_a_word(self) -> None:
        with pytest.raises(ValueError, match="words=0 must be 1 or more"):
            shingles(["Il neige."], 0)


class TestCopies:
    def test_dropped_words_cut_ends_and_other_leads(self) -> None:
        original = text(1, 400)
        words = original.split()
        copies = [
            " ".join(w for n, w in enumerate(words) if n % 33),
            " ".join(words[:240]),
            " ".join([*words[:80][::-1], *words[80:]]),
        ]
        articles = [Article("o", original, "A", "2020-01-02")]
        articles += [Article(f"c{n}", copy, "B", "2020-01-03") for n, copy in enumerate(copies)]
        articles += [Article(f"x{n}", text(100 + n, 400), "A") for n in range(50)]
        table = find_duplicates(articles)
        assert table["cluster"].tolist() == ["o"] * 4 + [f"x{n}" for n in range(50)]
        assert table["cluster_size"].tolist() == [4] * 4 + [1] * 50
        assert table["cluster_outlets"].tolist()[:5] == [2, 2, 2, 2, 1]
        assert table["duplicate"].sum() == 3
        assert table["first"].tolist() == (~table["duplicate"]).tolist()

    def test_the_overlap_is_exact(self) -> None:
        first, second = text(1, 300), text(1, 200) + " " + text(2, 50)
        table = find_duplicates([Article("a", first, date="2020"), Article("b", second, date="2021")])
        shared = len(runs(first) & runs(second)) / min(len(runs(first)), len(runs(second)))
        assert table.loc["b", "overlap"] == pytest.approx(shared)
        assert np.isnan(table.loc["a", "overlap"])

    def test_the_earliest_leads_whatever_the_order(self) -> None:
        articles = [
            Article("late", text(1), date="2020-02"),
            Article("none", text(1)),
            Article("early", text(1), date="2020-01-31"),
        ]
        assert find_duplicates(articles)["cluster"].unique().tolist() == ["early"]

    def test_a_short_passage_is_no_copy(self) -> None:
        articles = [Article("long", text(1, 400)), Article("short", " ".join(text(1, 400).split()[100:140]))]
        assert not find_duplicates(articles)["duplicate"].any()

    def test_copies_of_copies_stay_with_an_article_they_overlap_with(self) -> None:
        a, b, c = text(1, 100), text(2, 100), text(3, 100)
        articles = [Article("1", f"{a} {b}"), Article("2", f"{b} {c}"), Article("3", f"{c} {text(4, 100)}")]
        table = find_duplicates(articles, threshold=0.45)
        assert table["cluster"].tolist() == ["1", "1", "3"]

    def test_a_hundred_copies_are_one_cluster(self) -> None:
        rng = np.random.default_rng(0)
        words = np.array(text(1, 300).split())
        articles = [Article(str(n), " ".join(words[rng.random(300) >= 0.03])) for n in range(100)]
        assert find_duplicates(articles)["cluster"].nunique() == 1

    def test_nothing_and_texts_without_words(self) -> None:
        assert find_duplicates([]).empty
        table = find_duplicates(
            [Article("a", "…"), Article("b", "…"), Article("c", "Il neige."), Article("d", "il neige")]
        )
        assert table["duplicate"].tolist() == [False, False, False, True]

    def test_wrong_arguments(self) -> None:
        with pytest.raises(ValueError, match="threshold=50 must lie"):
            find_duplicates([], threshold=50)
        with pytest.raises(ValueError, match="ids of their own"):
            find_duplicates([Article("a", "Un."), Article("a", "Deux.")])


class TestAgencies:
    @pytest.mark.parametrize(
        ("written", "agencies", "kind"),
        [
            ("PARIS (AFP) - La neige tombe.", ("AFP",), "copy"),
            ("Genève, 3 mars (ats/afp) – La neige tombe.", ("ATS", "AFP"), "copy"),
            ("WASHINGTON (AP) — Snow fell.", ("Associated Press",), "copy"),
            ("Snow in the capital\n\nLONDON, March 3 (Reuters) - Snow fell.", ("Reuters",), "copy"),
            ("Par AFP\nLa neige tombe.", ("AFP",), "copy"),
            ("Par Le Courrier avec AFP\nLa neige tombe.", ("AFP",), "with"),
            ("By Jane Doe, Associated Press\nSnow fell.", ("Associated Press",), "copy"),
            ("La neige tombe. (avec AFP)", ("AFP",), "with"),
            ("La neige tombe. (Belga)", ("Belga",), "copy"),
            ("La neige tombe.\nLa Presse canadienne", ("La Presse canadienne",), "copy"),
            ("La neige tombe.\n© 2019 AFP", ("AFP",), "copy"),
            ("La neige tombe.\nLe Courrier avec Reuters et l'AFP", ("Reuters", "AFP"), "with"),
            ("La neige tombe. (Le Courrier avec l’AFP)\nÀ lire aussi : le gel", ("AFP",), "with"),
            ("Snow fell.\nThe Associated Press contributed to this report.", ("Associated Press",), "with"),
            ("Snow fell. (Reporting by Jane Doe; Editing by John Roe)", ("Reuters",), "copy"),
            ("Nieva en la capital. (EFE)", ("EFE",), "copy"),
            ("Es schneit. (dpa)", ("dpa",), "copy"),
            ("Es schneit.\nMit dpa", ("dpa",), "with"),
        ],
    )
    def test_credits(self, written: str, agencies: tuple[str, ...], kind: str) -> None:
        found = agency_credit(written)
        assert found is not None
        assert (found.agencies, found.kind) == (agencies, kind)

    @pytest.mark.parametrize(
        "written",
        [
            "La neige tombe, a dit le maire à l'AFP.",
            "Le maire, interrogé par Reuters, a parlé de la neige.\nElle tombe.",
            "Selon l'AFP, la neige tombe. Elle fond, a constaté un journaliste de l’agence Belga.",
            "Le PC a voté. La PA recule, dit AP.",
            "Snow fell, according to an Associated Press analysis of the figures.",
            "The AP course is hard. Students told PA they were tired of (a lot of) snow.",
            "",
        ],
    )
    def test_an_agency_in_the_story_is_no_credit(self, written: str) -> None:
        assert agency_credit(written) is None

    def test_a_copy_of_agency_copy_is_wire_too(self) -> None:
        articles = [
            Article("1", f"PARIS (AFP) – {text(1)}", "A", "2020-01-02"),
            Article("2", text(1), "B", "2020-01-01"),
            Article("3", text(2), "B", "2020-01-01"),
        ]
        table = find_duplicates(articles)
        assert table["wire"].tolist() == [True, True, False]
        assert table["agency"].tolist() == ["AFP", None, None]
        assert table["credit"].tolist() == ["copy", None, None]
        assert table["cluster"].tolist() == ["2", "2", "3"]
        assert agency_credit(articles[0].text) == Credit(("AFP",), "copy")
