"""Does one outlet let somebody "claim" where the others let him "say"?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..ratios import Array, from_moments, moments, studentised
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
    rng: np.random.Generator | int | None = None,
) -> pd.DataFrame:
    """Compare, for one speaker or kind of source, the share of cues of one stance in each outlet with all other
    outlets.

    ``where`` names the source: ``{"speaker": "Anne Martin"}`` or ``{"source_kind": "institution"}``.  One row per
    outlet: ``n`` classed attributions of that source in ``n_articles`` articles, ``n_stance`` of them with the
    stance, ``share``, ``share_others``, ``difference``, its standard error clustered by article (ratio linearised;
    NaN below two articles on either side; of press articles shuffled among outlets ±1.96 of it left out 0 in 7 to 13 of
    100, so that ``p`` is the test), and ``p`` from shuffling outlets over whole articles, the difference divided
    by its error (two-sided, (b + 1)/(permutations + 1); Phipson & Smyth 2010).  Several outlets are several tests:
    correct them as a family.  A share of verbs is no judgement of anybody.
    """
    import pandas as pd

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
    rng = np.random.default_rng(0 if rng is None else rng)
    labels = per[by].to_numpy()
    hit, n = per["sum"].to_numpy(float), per["count"].to_numpy(float)
    columns = moments(hit, n)
    names, codes = np.unique(labels.astype(str), return_inverse=True)
    extreme = _exceeded(codes, len(names), columns, permutations, rng)
    out = []
    for code, outlet in enumerate(names):
        mine = codes == code
        gap, error = _gap(mine[None, :], columns)
        shares = [float(hit[of].sum() / n[of].sum()) if n[of].sum() else float("nan") for of in (mine, ~mine)]
        told = np.isfinite(gap[0]) and permutations
        out.append(
            {
                by: outlet,
                "n_articles": int(mine.sum()),
                "n": int(n[mine].sum()),
                "n_stance": int(hit[mine].sum()),
                "share": shares[0],
                "share_others": shares[1],
                "difference": float(gap[0]),
                "se": float(error[0]) if min(mine.sum(), (~mine).sum()) > 1 else float("nan"),
                "p": float((extreme[code] + 1) / (permutations + 1)) if told else float("nan"),
            }
        )
    return pd.DataFrame(out, columns=[by, *_COLUMNS])


#: Cells of shuffled labels held in memory at once.
_CELLS = 1_000_000
_COLUMNS = ["n_articles", "n", "n_stance", "share", "share_others", "difference", "se", "p"]


def _exceeded(
    codes: npt.NDArray[np.intp], n_names: int, columns: Array, permutations: int, rng: np.random.Generator
) -> npt.NDArray[np.intp]:
    """Return, for every outlet, how many shuffles show a difference as large as its own."""
    observed = [studentised(*_gap((codes == code)[None, :], columns))[0] * (1 - 1e-9) for code in range(n_names)]
    found, step = np.zeros(n_names, dtype=np.intp), max(1, _CELLS // max(len(codes), 1))
    for start in range(0, permutations, step):
        shuffled = np.stack([rng.permutation(codes) for _ in range(min(step, permutations - start))])
        for code in range(n_names):
            found[code] += np.sum(studentised(*_gap(shuffled == code, columns)) >= observed[code])
    return found


def _gap(mine: npt.NDArray[np.bool_], columns: Array) -> tuple[Array, Array]:
    """Return the differences of the two shares and their linearised errors, for labels (b, articles)."""
    k = mine.sum(axis=1)
    sums = mine.astype(float) @ columns
    with np.errstate(divide="ignore", invalid="ignore"):
        (a, error_a), (b, error_b) = from_moments(sums, k), from_moments(columns.sum(axis=0) - sums, len(columns) - k)
    return a - b, np.hypot(error_a, error_b)
