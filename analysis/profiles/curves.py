"""Choices varied: specifications seen from one side, and how far each choice moves the estimate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd


def oriented(specifications: pd.DataFrame, first: str | None) -> pd.DataFrame:
    """Return the specifications with every difference as ``first`` minus the other."""
    turned = specifications["a"] != first
    out = specifications.copy()
    out.loc[turned, "estimate"] = -specifications["estimate"]
    out.loc[turned, "low"], out.loc[turned, "high"] = -specifications["high"], -specifications["low"]
    for one, other in (("a", "b"), ("n_a", "n_b")):
        out.loc[turned, one] = specifications[other]
        out.loc[turned, other] = specifications[one]
    return out


def pull(curve: pd.DataFrame, choices: Sequence[str]) -> pd.DataFrame:
    """Return how far each choice moves the estimate, all other choices held still, the furthest first.

    One row for each option beside the suite's own: ``change`` is the mean of the other option's estimate minus that of
    ``ours``, over the ``n_pairs`` pairs of specifications that are alike in all else; ``least`` and ``most`` are the
    extremes.  An option without such a pair has no row: specifications that differ in more than one choice are not set
    against each other, because not every combination of options exists.

    >>> rows = [("all", "out", 2.0), ("all", "in", 5.0), ("marks", "out", 1.0)]
    >>> found = pull(pd.DataFrame(rows, columns=["counted", "attitudes", "estimate"]), ["counted", "attitudes"])
    >>> found[["choice", "other", "n_pairs", "change"]].to_dict("split")["data"]
    [['attitudes', 'in', 1, 3.0], ['counted', 'marks', 1, -1.0]]
    """
    rows = [row for choice in choices for row in _moves(curve, choice, choices)]
    frame = pd.DataFrame(rows, columns=["choice", "ours", "other", "n_pairs", "change", "least", "most"])
    return frame.sort_values("change", key=abs, ascending=False, kind="stable", ignore_index=True)


def _moves(curve: pd.DataFrame, choice: str, choices: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield the row of each option of a choice against the suite's own, which is the first of the curve."""
    held = [c for c in ("measure", "a", "b", *choices) if c in curve and c != choice]
    wide = curve.pivot(index=held, columns=choice, values="estimate")
    ours, *others = dict.fromkeys(curve[choice])
    for other in others:
        change = (wide[other] - wide[ours]).dropna()
        if len(change):
            yield choice, ours, other, len(change), change.mean(), change.min(), change.max()
