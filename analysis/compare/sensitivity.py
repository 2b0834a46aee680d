"""Would the finding survive the other reasonable choices?  The same comparison, once for every combination of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

import numpy as np
import pandas as pd

from ..columns import Ratio
from ..groups import named
from ..notes import Note
from .choices import CHOICES, checked, impossible, specified, unknown_words
from .comparing import SEED
from .differences import pairs_of
from .estimates import bootstrap, bounds
from .matching import match
from .resampling import Resampled, gap_interval
from .selection import NothingLeft, Selection, select


class HasTables(Protocol):
    """What ``measure`` returns, as far as it is needed here."""

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article."""

    @property
    def attributions(self) -> pd.DataFrame:
        """One row per attribution."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One row per specification (``estimate``, ``low``, ``high``, n and a column per choice), and what was not asked.

    ``specifications["ours"]`` marks the suite's own specification; ``varied`` names the choices that vary;
    ``impossible`` says of every other choice why it could not, and of a combination of options why it left nothing.
    """

    specifications: pd.DataFrame
    varied: tuple[str, ...]
    impossible: Mapping[str, str]


def sensitivity(
    tables: HasTables | pd.DataFrame,
    measure: str | Ratio = "attributed_share",
    by: str | Sequence[str] = "outlet",
    *,
    baseline: object = None,
    event: str | None = None,
    differences: bool = True,
    choices: Mapping[str, Sequence[object]] | None = None,
    level: float = 0.95,
    min_articles: int = 20,
    n_boot: int = 1000,
    rng: np.random.Generator | int | None = None,
) -> Sensitivity:
    """Run one comparison over every combination of the choices the tables allow (Simonsohn, Simmons and Nelson 2020).

    Every pair of groups (or each group against ``baseline``) gives one row per specification; ``differences=False``
    gives the groups' own estimates instead.  With ``event`` the pairs are compared inside the events both cover, and n
    counts these events too.  ``choices`` replaces the options of some choices, for instance
    ``{"min_words": (0, 300), "headline": ("out",)}``.  Whose source is unknown can be told only from the attributions,
    so that choice needs whole tables, not the articles alone.

    Raises ``ValueError`` for an unknown choice or option, and its kind ``NothingLeft`` where no pair of groups is.

    >>> rows = pd.DataFrame({"outlet": ["A", "B"] * 30, "n_words": 200, "n_direct": range(60)})
    >>> found = sensitivity(rows, "direct_share", choices={"min_words": (0, 100)})
    >>> found.varied, len(found.specifications)
    (('min_words', 'summary'), 4)
    """
    articles = tables if isinstance(tables, pd.DataFrame) else tables.articles
    attributions = None if isinstance(tables, pd.DataFrame) else tables.attributions
    baseline = None if baseline is None else named(baseline)
    asked, reasons = checked(choices or {}), impossible(articles, attributions, measure)
    options = {name: CHOICES[name][:1] if name in reasons else asked[name] for name in CHOICES}
    rng = np.random.default_rng(SEED if rng is None else rng)
    unknown = None if attributions is None or "unknown_sources" in reasons else unknown_words(attributions)
    kinds = [str(kind) for kind in options.pop("summary")]
    rows: list[dict[str, object]] = []
    for values in product(*options.values()):
        spec = dict(zip(options, values, strict=True))
        if spec["counted"] == "marks only" and spec["attitudes"] == "in":
            continue  # what is only wanted or hoped stands outside marks: the same specification as without
        counted, counted_as = specified(articles, unknown, measure, spec)
        try:
            chosen = select(counted, counted_as, by, event=event, wire=spec["wire"] == "in")
            if rows and baseline is not None and baseline not in chosen.names:
                raise NothingLeft(Note("compare_no_baseline", baseline=baseline))
        except NothingLeft as nothing:
            # A floor of words leaves none of short articles: the other choices still say something.
            changed = [f"{name}={value}" for name, value in spec.items() if value != CHOICES[name][0]]
            reasons[", ".join(changed)] = nothing.note
            continue
        if event and differences:
            found = _inside_events(chosen, kinds, baseline, n_boot, level, min_articles, rng)
        else:
            chosen.defined(kinds)
            boot = bootstrap(chosen, kinds, n_boot=n_boot, rng=rng)
            found = _rows(chosen, boot, baseline, differences, level, min_articles)
        rows += [row | spec for row in found]
    if not rows:
        raise NothingLeft(Note("compare_alone", by=repr(by)))
    frame = pd.DataFrame(rows)
    ours = pd.Series({name: choice[0] for name, choice in CHOICES.items()})
    frame["ours"] = (frame[list(CHOICES)] == ours).all(axis=1)
    return Sensitivity(frame, tuple(name for name in CHOICES if frame[name].nunique() > 1), reasons)


def _inside_events(
    chosen: Selection,
    kinds: Sequence[str],
    baseline: str | None,
    n_boot: int,
    level: float,
    min_articles: int,
    rng: np.random.Generator,
) -> Iterator[dict[str, object]]:
    """Yield one row per pair of groups and estimate."""
    for a, b in pairs_of(chosen.names, baseline):
        found = match(chosen, (a, b), kinds)
        sizes = {"n_a": int(found.is_a.sum()), "n_b": int((~found.is_a).sum()), "n_events": found.n}
        for kind, (gap, _) in found.bootstrap(n_boot, rng).items():
            names = {"measure": chosen.measure, "summary": kind, "a": chosen.names[a], "b": chosen.names[b]}
            ends = found.interval(str(kind), gap, level) if found.n >= min_articles else (np.nan, np.nan)
            yield names | sizes | _estimate(gap.value, ends)


def _rows(
    chosen: Selection,
    boot: list[dict[str, Resampled]],
    baseline: str | None,
    differences: bool,
    level: float,
    min_articles: int,
) -> Iterator[dict[str, object]]:
    """Yield one row per estimate and pair of groups, or per estimate and group."""
    size = np.bincount(chosen.group, minlength=len(chosen.names))
    for kind in boot[0]:
        clusters = [round(of_group[kind].dof) + 1 for of_group in boot]
        row: dict[str, object] = {"measure": chosen.measure, "summary": kind}
        if differences:
            for a, b in pairs_of(chosen.names, baseline):
                names = {"a": chosen.names[a], "b": chosen.names[b], "n_a": int(size[a]), "n_b": int(size[b])}
                one, other = boot[a][kind], boot[b][kind]
                enough = min(size[a], size[b], *(clusters[g] for g in (a, b))) >= min_articles
                ends = gap_interval(one, other, level, most=chosen.most) if enough else (np.nan, np.nan)
                yield row | names | _estimate(one.value - other.value, ends)
        else:
            for g, name in enumerate(chosen.names):
                enough = min(size[g], clusters[g]) >= min_articles
                low, high = bounds(chosen, boot[g][kind], level) if enough else (float("nan"), float("nan"))
                found = {"estimate": boot[g][kind].value, "low": low, "high": high}
                yield row | {"group": name, "n": int(size[g])} | found


def _estimate(value: float, ends: tuple[float, float]) -> dict[str, object]:
    return {"estimate": value, "low": ends[0], "high": ends[1]}
