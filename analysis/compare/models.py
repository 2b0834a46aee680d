"""Is the gap between outlets still there between articles of the same length, date or section?

A regression of the measure on the outlet and the covariates, with errors clustered by event (or robust by article where
there is no event).  A model that is not identified or did not converge is refused, never printed.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..columns import Ratio
from ..groups import named
from ..notes import Note
from ..ratios import Array
from .selection import Selection, select

LINKS = ("identity", "logit")


class ModelError(ValueError):
    """A regression whose numbers would mean nothing: not identified, not converged, or too few articles.

    ``note`` says which.
    """

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


def regress(
    table: pd.DataFrame,
    measure: str | Ratio,
    by: str = "outlet",
    covariates: Sequence[str] = (),
    *,
    event: str | None = None,
    baseline: object = None,
    estimate: str = "mean",
    link: str = "identity",
    wire: bool = True,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return one row per term: coefficient, clustered standard error, interval, p, and the n behind them.

    ``estimate="mean"`` weighs every article the same, ``"pooled"`` by the measure's denominator, so that without
    covariates the coefficients are the differences of means or of pooled shares.  ``link="logit"`` fits a fractional
    logit (Papke and Wooldridge 1996) for a share; its coefficients are log odds ratios.  Numbers enter as they are,
    dates as years since the first, everything else as indicator columns.  With under 20 events the outlet's p value
    keeps its level, that of a covariate which varies between events alone is below .05 in 10 to 17 of 100.

    Raises ``ModelError`` when the model is not identified, did not converge or has fewer than two articles per term
    (also where a covariate is not known of more), no more events than terms, or a term that a single article (or event)
    decides: its error would be that of rounding.

    >>> rows = pd.DataFrame({"outlet": ["a", "b"] * 20, "x": [0.0, 1.0] * 20, "length": range(40)})
    >>> rows["x"] += rows["length"] % 3 / 10
    >>> regress(rows, "x", covariates=["length"])["term"].tolist()
    ['constant', 'outlet: b − a', 'length']
    """
    if link not in LINKS:
        raise ValueError(f"link={link!r} is not one of {', '.join(LINKS)}")
    if link == "logit" and estimate != "mean":
        raise ValueError(f"estimate={estimate!r}: link='logit' weighs every article the same; use estimate='mean'")
    chosen = select(table, measure, by, event=event, wire=wire)
    pairs = chosen.pairs((estimate,))
    chosen.defined((estimate,))
    base = chosen.names[0] if baseline is None else named(baseline)
    if base not in chosen.names:
        raise ValueError(f"baseline={base!r} is not one of the groups; they are {', '.join(chosen.names)}")
    design = _design(chosen, covariates, base)
    numerator, denominator = pairs[estimate]
    keep = design.notna().all(axis=1).to_numpy() & (denominator > 0)
    _check_known(chosen, covariates, design.shape[1], keep)
    design = design.loc[keep]
    _check(design, covariates)
    codes = chosen.clusters()
    clusters = None if codes is None else codes[keep]
    n_clusters = len(design) if clusters is None else len(np.unique(clusters))
    if n_clusters <= design.shape[1]:
        raise ModelError(Note("compare_few_events_for_terms", n=n_clusters, terms=design.shape[1]))
    if alone := _decided_by_one(design, clusters):
        what = "articles" if clusters is None else "events"
        raise ModelError(Note(f"compare_terms_of_few_{what}", terms=", ".join(alone)))
    share = numerator[keep] / denominator[keep]
    if np.ptp(share) <= 1e-12 * np.abs(share).max():
        raise ModelError(Note("compare_constant_model"))
    fitted = _fit(design, share, denominator[keep], clusters, link)
    bounds = np.asarray(fitted.conf_int(1 - level))
    return pd.DataFrame(
        {
            "measure": chosen.measure,
            "estimate": estimate,
            "term": design.columns,
            "coefficient": np.asarray(fitted.params),
            "error": np.asarray(fitted.bse),
            "low": bounds[:, 0],
            "high": bounds[:, 1],
            "p": np.asarray(fitted.pvalues),
            "n_articles": len(design),
            "n_clusters": n_clusters,
            "n_left_out": int((~keep).sum()),
        }
    )


def _design(chosen: Selection, covariates: Sequence[str], base: str) -> pd.DataFrame:
    columns: dict[str, Array] = {"constant": np.ones(len(chosen.rows))}
    for g, name in enumerate(chosen.names):
        if name != base:
            columns[f"{chosen.by}: {name} − {base}"] = (chosen.group == g).astype(np.float64)
    for covariate in covariates:
        if covariate not in chosen.rows:
            raise ValueError(
                f"covariates: {covariate!r} is not a column; columns are {', '.join(map(str, chosen.rows.columns))}"
            )
        columns |= _covariate(covariate, chosen.rows[covariate])
    return pd.DataFrame(columns)


def _covariate(name: str, column: pd.Series[Any]) -> dict[str, Array]:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return {name: np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))}
    dates = pd.to_datetime(column, errors="coerce", format="ISO8601", utc=True)
    if dates.notna().any() and dates.notna().sum() == column.notna().sum():
        years = (dates - dates.min()) / pd.Timedelta(days=365.25)
        return {f"{name} (years)": np.asarray(years, dtype=np.float64)}
    kinds = sorted(column.dropna().astype(str).unique())
    text, missing = column.astype(str).to_numpy(), column.isna().to_numpy()
    return {
        f"{name}: {k} − {kinds[0]}": np.asarray(np.where(missing, np.nan, text == k), dtype=np.float64)
        for k in kinds[1:]
    }


def _check_known(chosen: Selection, covariates: Sequence[str], terms: int, keep: npt.NDArray[np.bool_]) -> None:
    """Refuse covariates that are not known of enough articles, or of none: it is not the model that asks too much."""
    known = {covariate: int(chosen.rows[covariate].notna().sum()) for covariate in covariates}
    lacking = [name for name, n in known.items() if n < len(chosen.rows)]
    n = int(keep.sum()) if all(known.values()) else 0  # of a column without any value the design has no term
    if lacking and n < 2 * terms and (n == 0 or len(chosen.rows) >= 2 * terms):
        facts = {"covariates": ", ".join(lacking), "of": len(chosen.rows)}
        raise ModelError(Note("compare_few_with_covariates", n=n, **facts))


def _check(design: pd.DataFrame, covariates: Sequence[str] = ()) -> None:
    n, k = design.shape
    if n < 2 * k:
        raise ModelError(Note(f"compare_few_articles_for_{'covariates' if covariates else 'terms'}", n=n, terms=k))
    scaled = _scaled(design)
    ranks = [0, *(int(np.linalg.matrix_rank(scaled[:, : i + 1])) for i in range(k))]
    redundant = [name for name, before, after in zip(design.columns, ranks, ranks[1:], strict=False) if after == before]
    if redundant:
        raise ModelError(Note("compare_redundant", terms=", ".join(redundant)))


def _scaled(design: pd.DataFrame) -> Array:
    """Return the design (n, k), each column at its own scale: a date in years beside a length in words."""
    scale = np.sqrt((design.to_numpy() ** 2).mean(axis=0))
    return np.asarray(design.to_numpy() / np.where(scale > 0, scale, 1.0))


def _decided_by_one(design: pd.DataFrame, clusters: npt.NDArray[np.intp] | None) -> list[str]:
    """Return the terms that nothing but one article (or cluster) tells: its leverage is 1, its residual 0."""
    q, r = np.linalg.qr(_scaled(design))
    if clusters is None:
        directions = [row for row in q if row @ row > 1 - 1e-9]
    else:
        order = np.argsort(clusters, kind="stable")
        _, first = np.unique(clusters[order], return_index=True)
        parts = (np.linalg.svd(part, full_matrices=False) for part in np.split(q[order], first[1:]))
        directions = [v for _, sizes, vs in parts for size, v in zip(sizes, vs, strict=True) if size > 1 - 1e-9]
    told = np.zeros(design.shape[1], dtype=np.bool_)
    for direction in directions:
        terms = np.abs(np.linalg.solve(r, direction))
        told |= terms > 1e-9 * terms.max()
    return [str(name) for name, one in zip(design.columns, told, strict=True) if one]


def _fit(design: pd.DataFrame, share: Array, weight: Array, clusters: Any, link: str) -> Any:
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationError, PerfectSeparationWarning

    # Weights are relative: their mean is 1, so that they carry no sample size of their own.
    weight = weight / weight.mean()
    groups = np.arange(len(share)) if clusters is None else clusters
    kind: dict[str, Any] = {"cov_type": "cluster", "cov_kwds": {"groups": groups}, "use_t": True}
    with warnings.catch_warnings():
        for category in (ConvergenceWarning, PerfectSeparationWarning, RuntimeWarning):
            warnings.simplefilter("error", category)
        try:
            if link == "identity":
                if clusters is None:
                    kind = {"cov_type": "HC3", "use_t": True}
                fitted = sm.WLS(share, design.to_numpy(), weights=weight).fit(**kind)
            else:
                if share.min() < 0 or share.max() > 1:
                    raise ModelError(
                        f"link='logit' needs shares in [0, 1]; found {share.min():.3g} to {share.max():.3g}"
                    )
                fitted = sm.GLM(share, design.to_numpy(), family=sm.families.Binomial()).fit(**kind)
        except (Warning, PerfectSeparationError, np.linalg.LinAlgError) as trouble:
            raise ModelError(Note("compare_not_converged", trouble=str(trouble))) from trouble
    if not getattr(fitted, "converged", True) or not np.isfinite(np.asarray(fitted.bse)).all():
        raise ModelError(Note("compare_not_converged_hint"))
    return fitted
