"""Compare outlets on a measure: what each does, how far apart they are, and whether chance could do as much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..columns import Ratio
from ..groups import named
from ..notes import Note
from .checks import check_estimate, check_level
from .differences import Settings, independent, matched, pairs_of, sides
from .estimates import bootstrap, estimates
from .family import sharper, with_correction
from .measures import name_of
from .models import ModelError, regress
from .permutation import needed
from .result import Comparison
from .selection import ESTIMATES, Selection, select

#: Random numbers are drawn from this unless the caller gives a generator: the same call gives the same numbers.
SEED = 20221223


def compare(
    table: pd.DataFrame,
    measure: str | Ratio | Sequence[str | Ratio],
    by: str | Sequence[str] = "outlet",
    *,
    baseline: object = None,
    event: str | None = None,
    wire: bool = True,
    estimate: Sequence[str] = ESTIMATES,
    covariates: Sequence[str] = (),
    differences: bool = True,
    n_boot: int = 2000,
    n_perm: int | None = None,
    level: float = 0.95,
    min_articles: int = 20,
    rng: np.random.Generator | int | None = None,
) -> Comparison:
    """Compare groups of articles on a measure; the article (or, with ``event``, the event) is the unit throughout.

    ``measure`` is a column of ``table``, a name in ``RATIOS`` or a ``Ratio``; a list of them is one family, over
    all of whose tests p values are corrected.  A ratio is summarised pooled (Σ/Σ) and as the mean of articles, any
    other column by its mean.  With ``event="event"`` outlets are compared inside the events both cover; without it
    an outlet's articles count as independent, and where it has several of each event its 95% interval covers less:
    with five of each of 20 events, of differences, some 70%.  ``wire=False`` leaves out wire copy and duplicates.
    ``covariates`` are columns a regression holds still; those of the source (section, genre) are joined first:
    ``table.join(corpus.extra[["section"]], on="id")``.
    ``n_perm=None`` shuffles as often as the correction for the family needs.  ``differences=False`` gives estimates
    alone: pairs of many groups are a great many.  Groups under ``min_articles`` get neither interval nor test.

    Raises ``ValueError`` for unknown columns or groups and for settings out of range.

    >>> rows = pd.DataFrame({"outlet": ["A"] * 30 + ["B"] * 30, "n_words": 100, "n_direct": [*range(30)] * 2})
    >>> compare(rows, "direct_share").differences[["estimate", "difference", "p"]].to_dict("list")
    {'estimate': ['pooled', 'mean'], 'difference': [0.0, 0.0], 'p': [1.0, 1.0]}
    """
    measures = [measure] if isinstance(measure, str | Ratio) or not isinstance(measure, Sequence) else list(measure)
    estimate, covariates = _listed(estimate), _listed(covariates)
    _check(measures, estimate, n_boot, n_perm, level, min_articles)
    rng = np.random.default_rng(SEED if rng is None else rng)
    baseline = None if baseline is None else named(baseline)
    chosen = [select(table, one, by, event=event, wire=wire) for one in measures]
    pairs = [pairs_of(one.names, baseline) if differences else [] for one in chosen]
    family = sum(len(of) * len(one.pairs(estimate)) for one, of in zip(chosen, pairs, strict=True))
    shuffles = needed(max(family, 1), 1 - level) if n_perm is None else n_perm
    settings = Settings(level=level, min_articles=min_articles, n_boot=n_boot, n_perm=shuffles, family=family)
    tables, gaps = [], []
    notes: list[str] = []
    for one, of in zip(chosen, pairs, strict=True):
        one.defined(estimate)
        kinds = [kind for kind in estimate if kind in one.pairs(estimate)]
        boot = bootstrap(one, kinds, n_boot=n_boot, rng=rng)
        tables.append(estimates(one, boot, estimate, level=level, min_articles=min_articles))
        groups = sides(one, boot, kinds) if of and not event else []
        for pair in of:
            gaps += (
                matched(one, pair, kinds, settings, rng)
                if event
                else independent(one, pair, groups, kinds, settings, rng)
            )
        told = _notes(one, event)
        if differences and len(one.names) < 2:
            told.append(Note("compare_alone", by=repr(by)))
        notes += told if len(chosen) == 1 else [Note("compare_of", measure=one.measure, note=note) for note in told]
    found = with_correction(gaps)
    if n_perm is None:
        found = sharper(found, chosen, estimate, event is not None, 1 - level, rng)
    models, refused = _models(table, chosen, measures, by, covariates, event, baseline, estimate, wire, level)
    return Comparison(
        by=chosen[0].by,
        level=level,
        family=int(np.isfinite(found["p"]).sum()),
        estimates=pd.concat(tables, ignore_index=True),
        differences=found,
        model=models,
        notes=tuple(dict.fromkeys([*notes, *refused])),
    )


def compare_all(
    table: pd.DataFrame, measures: Sequence[str | Ratio], by: str | Sequence[str] = "outlet", **settings: Any
) -> Comparison:
    """Compare groups on several measures at once; p values are corrected over every test of every measure.

    The settings, and what is raised, are those of ``compare``.

    >>> rows = pd.DataFrame({"outlet": ["A", "B"] * 30, "n_words": 100, "n_direct": range(60), "n_partial": 9})
    >>> compare_all(rows, ["direct_share", "marked_share"], estimate="mean").family
    2
    """
    if isinstance(measures, str | Ratio):
        raise ValueError(f"measures={name_of(measures)!r}: give a list of measures, or use compare for one")
    return compare(table, measures, by, **settings)


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _notes(chosen: Selection, event: str | None) -> list[str]:
    notes = list(chosen.notes)
    if event and chosen.event is not None and (lone := int((chosen.event < 0).sum())):
        notes.append(Note("compare_no_event", n=lone, event=event))
    return notes


def _models(
    table: pd.DataFrame,
    chosen: list[Selection],
    measures: Sequence[str | Ratio],
    by: str | Sequence[str],
    covariates: Sequence[str],
    event: str | None,
    baseline: str | None,
    estimate: Sequence[str],
    wire: bool,
    level: float,
) -> tuple[pd.DataFrame | None, list[str]]:
    if not covariates:
        return None, []
    if not isinstance(by, str):
        raise ValueError(f"covariates need a single grouping column, not by={by!r}; add the others as covariates")
    found: list[pd.DataFrame] = []
    refused: list[str] = []
    for one, measure in zip(chosen, measures, strict=True):
        for kind in one.pairs(estimate):
            try:
                found.append(
                    regress(
                        table,
                        measure,
                        by,
                        covariates,
                        event=event,
                        baseline=baseline,
                        estimate=kind,
                        wire=wire,
                        level=level,
                    )
                )
            except ModelError as trouble:
                facts = {"measure": one.measure, "estimate": kind, "trouble": trouble.note}
                refused.append(Note("compare_no_model", **facts))
    return (pd.concat(found, ignore_index=True) if found else None), refused


def _check(
    measures: Sequence[str | Ratio],
    estimate: Sequence[str],
    n_boot: int,
    n_perm: int | None,
    level: float,
    min_articles: int,
) -> None:
    if not measures:
        raise ValueError("measure=[]: give at least one measure")
    twice = [name for name, n in Counter(map(name_of, measures)).items() if n > 1]
    if twice:
        raise ValueError(f"measure: {', '.join(twice)} is given twice, and would count twice in the correction")
    check_estimate(estimate)
    check_level(level)
    for name, value, least in (("n_boot", n_boot, 200), ("n_perm", 199 if n_perm is None else n_perm, 99)):
        if value < least:
            raise ValueError(f"{name}={value!r} is too few to give a {level:.0%} interval; use at least {least}")
    if min_articles < 3:
        raise ValueError(f"min_articles={min_articles!r} must be at least 3; 20 is the sensible floor")
