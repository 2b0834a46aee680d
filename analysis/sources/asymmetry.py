"""Does one outlet let somebody "claim" where the others let him "say"?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..records import STANCES
from .tables import need, speech

if TYPE_CHECKING:
    import pandas as pd


def verb_asymmetry(
    table: pd.DataFrame,
    where: Mapping[str, Any],
    *,
    stance: str = "doubt",
    by: str = "outlet",
    permutations: int = 999,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Compare, for one speaker or kind of source, the share of cues of one stance in each outlet with all other
    outlets.

    ``where`` names the source: ``{"speaker": "Anne Martin"}`` or ``{"source_kind": "institution"}``.  One row per
    outlet: ``n`` classed attributions of that source in ``n_articles`` articles, ``n_stance`` of them with the
    stance, ``share``, ``share_others``, ``difference``, its standard error clustered by article (ratio linearised;
    NaN below two articles on either side), and ``p`` from shuffling outlets over whole articles (two-sided, (b +
    1)/(permutations + 1); Phipson & Smyth 2010).  Several outlets are several tests: correct them as a family.  A
    share of verbs is no judgement of anybody.
    """
    if stance not in STANCES or stance == "unclassed":
        raise ValueError(f"stance={stance!r} must be one of {', '.join(s for s in STANCES if s != 'unclassed')}")
    if not where:
        raise ValueError("where={} names no source; give for example {'source_kind': 'institution'}")
    need(table, "stance", by, "article_id", *where)
    rows = speech(table)
    for column, value in where.items():
        rows = rows[rows[column].isin(value if isinstance(value, list | tuple | set) else [value])]
    rows = rows[(rows["stance"] != "unclassed") & rows[by].notna()]
    per = (
        rows.assign(_hit=rows["stance"] == stance)
        .groupby([by, "article_id"])["_hit"]
        .agg(["sum", "count"])
        .reset_index()
    )
    rng = np.random.default_rng(0) if rng is None else rng
    labels = per[by].to_numpy()
    hit, n = per["sum"].to_numpy(float), per["count"].to_numpy(float)
    shuffled = [rng.permutation(labels) for _ in range(permutations)]
    import pandas as pd

    out = []
    for outlet in sorted(set(labels)):
        mine = labels == outlet
        difference = _difference(mine, hit, n)
        drawn = np.array([_difference(s == outlet, hit, n) for s in shuffled])
        extreme = np.sum(np.abs(drawn) >= abs(difference) - 1e-12)
        out.append(
            {
                by: outlet,
                "n_articles": int(mine.sum()),
                "n": int(n[mine].sum()),
                "n_stance": int(hit[mine].sum()),
                "share": _ratio(mine, hit, n),
                "share_others": _ratio(~mine, hit, n),
                "difference": difference,
                "se": float(np.sqrt(_variance(mine, hit, n) + _variance(~mine, hit, n))),
                "p": float((extreme + 1) / (permutations + 1))
                if np.isfinite(difference) and permutations
                else float("nan"),
            }
        )
    columns = [by, "n_articles", "n", "n_stance", "share", "share_others", "difference", "se", "p"]
    return pd.DataFrame(out, columns=columns)


def _ratio(of: np.ndarray[Any, Any], hit: np.ndarray[Any, Any], n: np.ndarray[Any, Any]) -> float:
    total = n[of].sum()
    return float(hit[of].sum() / total) if total else float("nan")


def _difference(mine: np.ndarray[Any, Any], hit: np.ndarray[Any, Any], n: np.ndarray[Any, Any]) -> float:
    return _ratio(mine, hit, n) - _ratio(~mine, hit, n)


def _variance(of: np.ndarray[Any, Any], hit: np.ndarray[Any, Any], n: np.ndarray[Any, Any]) -> float:
    """Return the variance of a ratio of sums over articles (Cochran 1977, 6.13)."""
    k = int(of.sum())
    if k < 2:
        return float("nan")
    rest = hit[of] - _ratio(of, hit, n) * n[of]
    return float(k / (k - 1) * (rest**2).sum() / n[of].sum() ** 2)
