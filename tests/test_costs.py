"""The count of steps and memory sees what grows with the square, and passes what does not."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from costs import grows_with_its_input


def each(n: int) -> int:
    total = 0
    for k in range(n):
        total += k
    return total


def every_pair(n: int) -> int:
    total = 0
    for _ in range(n):
        total += each(n)
    return total


@pytest.mark.parametrize("linear", [each, np.zeros, lambda n: [str(k) for k in range(n)]])
def test_what_is_linear_passes(linear: Callable[[int], object]) -> None:
    grows_with_its_input(linear, 200, where=__file__)


@pytest.mark.parametrize("quadratic", [every_pair, lambda n: np.zeros((n, n)), lambda n: [0] * n**2])
def test_what_is_quadratic_fails(quadratic: Callable[[int], object]) -> None:
    with pytest.raises(AssertionError, match="for 1600"):
        grows_with_its_input(quadratic, 200, where=__file__)


def test_no_test_looks_at_the_clock() -> None:
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"time", "timeit"} & set(names), f"{path.name} imports {names}: count steps, not seconds"
