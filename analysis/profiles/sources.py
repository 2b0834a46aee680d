"""Who is heard and how they are introduced, as tables for charts, each share with its interval over articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ..columns import Ratio
from ..compare.proportions import clustered_interval
from ..lexicons import number
from ..measure import Tables
from ..records import PERSONS, SOURCE_KINDS, STANCES
from ..speakers import apply_merges, merge_speakers
from .comparisons import compared
from .sentences import said

WOMEN = Ratio("women", ("n_f",), ("n_f", "n_m"))
CLASSED: tuple[str, ...] = tuple(stance for stance in STANCES if stance != "unclassed")


def counted(tables: Tables, column: str, *, where: str | None = None) -> pd.DataFrame:
    """Return the articles with one column ``n_<value>`` for each value of a column of their attributions of speech.

    ``where`` is a pandas query on the attributions (``"source_kind == 'institution'"``).  An article without any has 0.
    """
    said = tables.attributions.query("part == 'body' and act == 'speech'")
    said = said if where is None else said.query(where)
    counts = pd.crosstab(said["article_id"], said[column].fillna("unknown")).add_prefix("n_")
    facts = tables.articles.select_dtypes(exclude="number")
    joined = facts.join(counts, on="id")
    return joined.fillna(dict.fromkeys(counts.columns, 0))


def shares_of(
    tables: Tables, column: str, values: Sequence[str], *, by: str = "outlet", where: str | None = None
) -> pd.DataFrame:
    """Return, for each group, the share of its attributions of speech that have each value, pooled, with intervals.

    Columns ``group``, ``value``, ``share``, ``low``, ``high``, ``n`` (attributions of the group, all of ``values``) and
    ``n_articles``.  Values are in the order given; groups without any attribution are left out.
    """
    rows = counted(tables, column, where=where)
    names = [f"n_{value}" for value in values]
    rows = rows.assign(**{name: 0 for name in names if name not in rows})
    rows = rows.dropna(subset=[by])
    rows = rows[rows.groupby(by)[names].transform("sum").sum(axis=1) > 0]
    ratios = [Ratio(value, (f"n_{value}",), tuple(names)) for value in values]
    found = compared(rows, ratios, by, estimate="pooled", differences=False).estimates
    totals = rows.groupby(by)[names].sum().sum(axis=1)
    out = found.rename(columns={"measure": "value", "pooled": "share", "pooled_low": "low", "pooled_high": "high"})
    return out.assign(n=out["group"].map(totals))[["group", "value", "share", "low", "high", "n", "n_articles"]]


def stances(tables: Tables, *, by: str = "outlet", where: str | None = None) -> pd.DataFrame:
    """Return the share of each stance among classed attributions, and the unclassed share of all."""
    shares = shares_of(tables, "stance", CLASSED, by=by, where=where).rename(columns={"value": "stance"})
    rows = counted(tables, "stance", where=where)
    names = [f"n_{stance}" for stance in STANCES if f"n_{stance}" in rows]
    totals = rows.groupby(by)[names].sum()
    unclassed = totals["n_unclassed"] / totals.sum(axis=1) if "n_unclassed" in totals else totals.sum(axis=1) * 0.0
    return shares.assign(unclassed_share=shares["group"].map(unclassed))


def doubt_by_kind(
    tables: Tables, kinds: Sequence[str], *, by: str = "outlet", least: int = 20, lang: str = "en"
) -> pd.DataFrame:
    """Return one row per (group, kind of source): the share of its classed attributions introduced with doubt.

    ``low`` and ``high`` are its 95% interval over articles (``compare.proportions.clustered_interval``), which has an
    upper end where no doubt was found: such a share is small, not none.  ``n_doubt`` of ``n``, in ``n_articles``, are
    written ``beside`` as ``lang`` writes them.  ``whole`` is the share of all groups together.  ``share`` and its
    interval are NaN below ``least`` attributions: too few to say.  Where all are, there is no row.
    """
    rows = [row for kind in kinds for row in _doubts(tables, kind, by, least)]
    columns = ["group", "kind", "share", "low", "high", "n_doubt", "n", "n_articles", "whole"]
    frame = pd.DataFrame(rows, columns=columns)
    counts = zip(frame["n_doubt"], frame["n"], strict=True)
    frame["beside"] = ["/".join(number(count, ",", lang=lang) for count in pair) for pair in counts]
    return frame if frame["share"].notna().any() else frame.head(0)


def _doubts(tables: Tables, kind: str, by: str, least: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one kind of source, in the order of the groups."""
    rows = counted(tables, "stance", where=f"source_kind == '{kind}'").dropna(subset=[by])
    names = [name for stance in CLASSED if (name := f"n_{stance}") in rows]
    rows = rows.assign(classed=rows[names].sum(axis=1), doubt=rows.get("n_doubt", 0))
    rows = rows[rows["classed"] > 0]
    whole = rows["doubt"].sum() / rows["classed"].sum() if len(rows) else np.nan
    for group, of in rows.groupby(by):
        k, n = int(of["doubt"].sum()), int(of["classed"].sum())
        share, low, high = np.nan, np.nan, np.nan
        if n >= least:
            share, (low, high) = k / n, clustered_interval(of["doubt"].to_numpy(float), of["classed"].to_numpy(float))
        yield group, kind, share, low, high, k, n, len(of), whole


def speakers(
    tables: Tables, *, by: str = "outlet", most: int = 15, groups: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the speakers with most attributed words overall and their share of each group's: for ``speaker_dots``.

    Whom the text names: "a transcript" is nobody that two articles could both hear, nor are "Democrats", who are other
    people each time.  Each group weighs alike when speakers are ranked, so that the largest does not choose them.
    ``share`` is ``n_words``, in ``n`` attributions, of the ``n_attributed`` words that the group attributes to anybody.
    """
    merged = apply_merges(tables.attributions, merge_speakers(tables.attributions))
    said = merged.query("part == 'body' and act == 'speech'").dropna(subset=["speaker", by])
    said = said if groups is None else said[said[by].isin(groups)]
    said = said[~said["speaker"].str[:1].str.islower() & (said["source_kind"] != "collective_vague")]
    everything = tables.attributions.query("part == 'body' and act == 'speech'").groupby(by)["n_words"].sum()
    words = said.groupby(["speaker", by])["n_words"].agg(["sum", "size"]).reset_index()
    words["n_attributed"] = words[by].map(everything).astype(int)
    words["share"] = words["sum"] / words["n_attributed"]
    top = words.groupby("speaker")["share"].sum().sort_values(ascending=False, kind="stable").index[:most]
    rows = words[words["speaker"].isin(top)].rename(columns={by: "group", "size": "n", "sum": "n_words"})
    rows["speaker"] = pd.Categorical(rows["speaker"], list(top), ordered=True)
    rows = rows.sort_values(["speaker", "group"], kind="stable").assign(speaker=lambda of: of["speaker"].astype(str))
    return rows[["speaker", "group", "share", "n", "n_words", "n_attributed"]].reset_index(drop=True)


def stances_by_kind(tables: Tables, kinds: Sequence[str]) -> pd.DataFrame:
    """Return the shares of ``stances`` for each kind of source over all articles, the kind as the ``group``."""
    whole = Tables(
        tables.articles.assign(everything="all"), tables.attributions, tables.terms, tables.audit, tables.card
    )
    parts = [stances(whole, by="everything", where=f"source_kind == '{kind}'").assign(group=kind) for kind in kinds]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def unnamed(tables: Tables, *, by: str = "outlet", lang: str = "en") -> pd.DataFrame:
    """Return the share of each group's attributions whose source is anonymous or a vague collective, most first.

    Columns ``name`` (the group), ``share``, ``low``, ``high``, ``n`` and ``beside`` (n, as ``lang`` writes it).
    """
    rows = counted(tables, "source_kind").dropna(subset=[by])
    names = tuple(f"n_{kind}" for kind in SOURCE_KINDS)
    rows = rows.assign(**{name: 0 for name in names if name not in rows})
    out = _share(rows, Ratio("unnamed", ("n_anonymous", "n_collective_vague"), names), by)
    return out.assign(beside=[f"n = {number(n, ',.0f', lang=lang)}" for n in out["n"]])


def women(tables: Tables, *, by: str = "outlet", lang: str = "en") -> pd.DataFrame:
    """Return women's share of each group's attributions to a person whose gender is told, most first.

    Columns ``name`` (the group), ``share``, ``low``, ``high``, ``n`` (attributions whose gender is told), ``told``
    (their share of all attributions to persons and citizens) and ``beside`` (n and told, as ``lang`` writes them).
    Nothing is told in tables that were measured without ``gender``: no rows.
    """
    persons = f"source_kind in {list(PERSONS)}"
    if "gender" not in tables.attributions:
        return pd.DataFrame(columns=["name", "share", "low", "high", "n", "told", "beside"])
    rows = counted(tables, "gender", where=persons).dropna(subset=[by])
    names = ("n_f", "n_m", "n_unknown")
    rows = rows.assign(**{name: 0 for name in names if name not in rows})
    out = _share(rows[rows[["n_f", "n_m"]].sum(axis=1).groupby(rows[by]).transform("sum") > 0], WOMEN, by)
    told = out["n"] / out["name"].map(rows.groupby(by)[list(names)].sum().sum(axis=1))
    beside = [
        said("told_of", lang, n=number(n, ",.0f", lang=lang), share=number(share, ".0%", lang=lang))
        for n, share in zip(out["n"], told, strict=True)
    ]
    return out.assign(told=told, beside=beside)


def _share(rows: pd.DataFrame, ratio: Ratio, by: str) -> pd.DataFrame:
    """Return a ratio of each group, pooled, with its interval and its denominator n, most first."""
    found = compared(rows, [ratio], by, estimate="pooled", differences=False).estimates
    out = found.rename(columns={"group": "name", "pooled": "share", "pooled_low": "low", "pooled_high": "high"})
    out = out.assign(n=out["name"].map(rows.groupby(by)[list(ratio.denominator)].sum().sum(axis=1)))
    out = out.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    return out[["name", "share", "low", "high", "n"]]
