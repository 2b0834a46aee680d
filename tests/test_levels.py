"""The bench of hard cases: it runs, repeats itself, and what it found is what the intervals are said to cover."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench import levels

FOUND = Path(levels.__file__).with_suffix(".json")


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str, str], float]:
    rows = json.loads(FOUND.read_text("utf-8"))["rows"]
    return {(row["section"], row["case"], row["figure"]): row["value"] for row in rows}


def test_every_case_is_among_the_results(found: dict[tuple[str, str, str], float]) -> None:
    assert {(section, case) for section, case, *_ in levels.cases()} == {key[:2] for key in found}
    assert {section for section, *_ in found} == set(levels.SECTIONS)
    assert json.loads(FOUND.read_text("utf-8"))["replicates"] >= 1000


def test_the_bench_repeats_itself() -> None:
    first, again = (list(levels.simulate(4, ["read"], seed=3)) for _ in range(2))
    assert first == again and len(first) == 18
    assert first != list(levels.simulate(4, ["read"], seed=4))


def test_the_shares_that_tests_are_tried_on_are_the_shares_they_are_called() -> None:
    rng = np.random.default_rng(2)
    for share, sd in ((0.2, 0.5), (0.1, 2.0), (0.06, 0.0)):
        found, words = levels.shares(200_000, share, sd, 2.0, rng)
        assert found.sum() / words.sum() == pytest.approx(share, rel=0.03)
        assert (found / words).mean() == pytest.approx(share, rel=0.03)


def test_two_sides_alike_are_told_apart_one_time_in_twenty_on_the_scale_of_odds_too() -> None:
    rng = np.random.default_rng(5)
    said = [
        levels.by_log_odds(*(levels.shares(30, 0.2, 0.8, 1.0, rng) for _ in "ab"), 199, rng) <= 0.05 for _ in range(400)
    ]
    assert 0.02 < np.mean(said) < 0.09


def test_intervals_hold_what_their_docstrings_say(found: dict[tuple[str, str, str], float]) -> None:
    """A new run that finds less asks for other words (``compare.resampling``, ``.matching``, ``.prediction``)."""
    for (section, case, figure), value in found.items():
        if section == "rare" and figure in ("pooled", "mean"):
            assert 0.925 < value < 0.985, (case, figure)
        elif section == "rare" and figure.endswith("difference"):
            assert 0.945 < value < 0.995, (case, figure)
        elif section == "events" and case.startswith("rare") and figure in ("pooled", "mean"):
            assert 0.895 < value < 0.955, (case, figure)
        elif section == "words" and figure == "lean":
            assert 0.91 < value < 0.99, (case, figure)
        elif section == "read" and figure == "pooled":
            assert (0.78 if case.endswith("misses all of some") else 0.86) < value < 0.93, case
            assert value >= found[section, case, "pooled, linearised"]


def test_the_test_that_is_used_finds_rare_measures_more_often_than_one_on_log_odds(
    found: dict[tuple[str, str, str], float],
) -> None:
    for kind in ("pooled", "mean"):
        for case in levels.TESTS:
            value = found["tests", case, kind]
            assert value < 0.14 or case.startswith("power"), case
        rare = "power: rare, .03 and .12, 50 and 50"
        assert found["tests", rare, kind] > found["tests", rare, f"{kind}, log odds"] + 0.03
