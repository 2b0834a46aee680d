"""Same story: what joins articles, what keeps them apart, and what an unknown date does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.corpus import find_events, read_corpus
from analysis.corpus.events import day_span
from analysis.records import Article

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo" / "articles.csv"
FIRE = (
    "Un incendie a ravagé la halle de Valmont. Les pompiers ont lutté toute la nuit; la halle datait de 1620.",
    "La halle de Valmont, bâtie en 1620, a brûlé. L'incendie a mobilisé quarante pompiers pendant la nuit.",
    "À Valmont, après l'incendie de la halle, les pompiers cherchent la cause. La halle de 1620 sera reconstruite.",
)
VOTE = (
    "La région a voté le budget des lycées. L'opposition dénonce une baisse des crédits de transport scolaire.",
    "Budget des lycées voté par la région: les crédits du transport scolaire baissent, regrette l'opposition.",
)


def articles(*rows: tuple[str, str | None]) -> list[Article]:
    return [Article(str(n), text, date=date) for n, (text, date) in enumerate(rows)]


def test_two_stories_of_the_same_days() -> None:
    found = find_events(articles(*((text, "2022-03-02") for text in FIRE + VOTE)))
    assert found.to_dict() == {"0": "0", "1": "0", "2": "0", "3": "3", "4": "3"}
    assert found.index.name == "id"


def test_the_window_parts_a_story_that_comes_back() -> None:
    rows = articles((FIRE[0], "2022-03-02"), (FIRE[1], "2022-03-06"), (FIRE[2], "2022-04-20"), (VOTE[0], "2022-03-02"))
    assert find_events(rows).tolist() == ["0", "0", "2", "3"]
    assert find_events(rows, days=60).tolist() == ["0", "0", "0", "3"]
    assert find_events(rows, days=0).tolist() == ["0", "1", "2", "3"]


def test_an_event_is_named_after_its_earliest_article() -> None:
    rows = articles((FIRE[0], None), (FIRE[1], "2022-03-04"), (FIRE[2], "2022-03-02"), (VOTE[0], "2022-03-02"))
    assert find_events(rows).tolist() == ["2", "2", "2", "3"]


def test_a_month_is_any_of_its_days() -> None:
    rows = articles((FIRE[0], "2022-03"), (FIRE[1], "2022-03-20"), (VOTE[0], "2022-03"))
    assert find_events(rows, days=0).tolist() == ["0", "0", "2"]
    rows = articles((FIRE[0], "2022-03"), (FIRE[1], "2022-04-20"), (VOTE[0], "2022-03"))
    assert find_events(rows).tolist() == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("date", "days"),
    [("2024-02", 29), ("2023-02", 28), ("2022-12", 31), ("2022", 365), ("2022-12-31", 1)],
)
def test_day_span(date: str, days: int) -> None:
    first, last = day_span(date)
    assert last - first + 1 == days


def test_many_stories_are_cut_in_blocks_without_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    rows = []
    for story in range(40):
        own = [f"mot{story}x{k}" for k in range(30)]
        for _ in range(3):
            words = [*rng.choice(own, 25), *(f"mot{k}" for k in rng.integers(0, 200, 40))]
            date = None if rng.random() < 0.1 else f"2022-03-{story % 20 + rng.integers(1, 4):02}"
            rows.append((" ".join(words), date))
    whole = find_events(articles(*rows))
    assert whole.nunique() == 40
    assert (whole.groupby(np.arange(120) // 3).nunique() == 1).all()
    monkeypatch.setattr("analysis.corpus.events._ROWS", 7)
    assert find_events(articles(*rows)).equals(whole)
    monkeypatch.setattr("analysis.corpus.events._LARGEST", 2)
    assert find_events(articles(*rows)).nunique() >= 40


def test_more_copies_than_can_be_clustered_at_once_are_one_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.corpus.events._LARGEST", 5)
    assert find_events(articles(*[(FIRE[0], "2022-03-02")] * 30)).nunique() == 1


def test_nothing_one_and_texts_without_words() -> None:
    assert find_events([]).empty
    assert find_events(articles((FIRE[0], None))).tolist() == ["0"]
    assert find_events(articles(("…", None), ("…", None), ("le la les", None))).tolist() == ["0", "1", "2"]


def test_a_date_that_is_none_is_named() -> None:
    for date in ("hier", "2022-13", ""):
        with pytest.raises(ValueError, match=f"date='{date}' is not an ISO date"):
            find_events([Article("a", "Il neige.", date=date), Article("b", "Il pleut.")])


def test_wrong_arguments() -> None:
    with pytest.raises(ValueError, match="threshold=1 must lie between"):
        find_events([], threshold=1)
    with pytest.raises(ValueError, match="days=-1 must be 0 or more"):
        find_events([], days=-1)
    with pytest.raises(ValueError, match="ids of their own"):
        find_events([Article("a", "Un."), Article("a", "Deux.")])


@pytest.mark.skipif(not DEMO.exists(), reason="the demonstration corpus is not built")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_stories_of_the_demonstration_are_never_mixed(lang: str) -> None:
    corpus = read_corpus(DEMO).select(lang=lang)
    assert len(corpus) >= 6
    found = find_events(corpus.articles)
    known = {article.id: article.event for article in corpus}
    assert all(len({known[id] for id in ids}) == 1 for ids in found.index.groupby(found).values())
    assert found.nunique() < len(corpus)
