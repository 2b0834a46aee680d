"""One call, one figure: a measure of some outlets in some period, with or without wire copy, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..columns import RATIOS
from ..compare import compare
from ..counts import filled
from ..lexicons import labels, name_of, number
from ..measure import Tables
from ..profiles import (
    copied,
    copies_in_words,
    grouped,
    quartiles_in_words,
    rows_in_words,
    said,
    strips_in_words,
    typical,
    voice_profile,
    voice_runs,
    voices_in_words,
)

if TYPE_CHECKING:
    from ..figures import Plate

MEASURES = ("voices", *RATIOS)
VIEWS = ("pooled", "mean", "articles")
"""All words of a group together, the mean of its articles, or every article by itself."""
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure with the frame it draws and the number of articles left out, by reason; shows itself in a notebook."""

    plate: Plate
    data: pd.DataFrame
    left_out: Mapping[str, int]

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.plate._repr_mimebundle_(**options)


def draw(
    tables: Tables,
    *,
    measure: str = "voices",
    show: str = "pooled",
    outlets: Iterable[str] | None = None,
    start: str | None = None,
    end: str | None = None,
    wire: bool = True,
    lang: str = "en",
    width: float | None = None,
) -> Drawn:
    """Draw a measure by outlet: what the panel shows, in one line.

    ``measure`` is ``"voices"`` or a share or rate of ``columns.RATIOS``; ``show`` is ``"pooled"`` (all words of an
    outlet together), ``"mean"`` (of its articles) or ``"articles"`` (each of them).  ``outlets=None`` takes all.
    ``start`` and ``end`` are ISO dates, both included, as precise as you like (``"2016-10"``): an article whose own
    date is less precise stays if it may lie between them; undated ones are left out, and counted.  ``wire=False``
    leaves out wire copy and duplicates.  Where no article has an outlet, all are of one, "unknown".  ``width``: how
    wide it is printed, in millimetres, as ``figures.style`` takes it.  Raises ``ValueError`` for an unknown value, or
    when no article is left.
    """
    for name, value, known in (("measure", measure, MEASURES), ("show", show, VIEWS)):
        if value not in known:
            raise ValueError(f"{name}={value!r} is not one of {', '.join(known)}")
    rows, left_out = _chosen(grouped(tables, whole=True, lang=lang).articles, outlets, start, end, wire)
    if rows.empty:
        reasons = ", ".join(filled(name_of(reason), n=n) for reason, n in left_out.items())
        raise ValueError(f"no article is left to draw ({reasons or 'the table is empty'})")
    chart = _voices if measure == "voices" else partial(_measure, measure=measure)
    from ..figures import style

    with style(width):
        return _drawn(chart, rows, left_out, measure, show, lang)


def _chosen(
    articles: pd.DataFrame, outlets: Iterable[str] | None, start: str | None, end: str | None, wire: bool
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the articles asked for and how many were left out, by reason."""
    rows, left_out = articles, {}

    def keep(reason: str, good: pd.Series[bool]) -> pd.DataFrame:
        if lost := int((~good).sum()):
            left_out[reason] = lost
        return rows[good]

    rows = keep("left_no_outlet", rows["outlet"].notna())
    if outlets is not None:
        wanted = [outlets] if isinstance(outlets, str) else list(outlets)
        known = set(articles["outlet"].dropna())
        if unknown := [outlet for outlet in wanted if outlet not in known]:
            raise ValueError(f"outlets={unknown!r} are not in the tables; there are {', '.join(sorted(known))}")
        rows = keep("left_outlets", rows["outlet"].isin(wanted))
    for name, bound in (("start", start), ("end", end)):
        if bound is not None and not _DATE.fullmatch(bound):
            raise ValueError(f"{name}={bound!r} is not an ISO date such as 2016, 2016-10 or 2016-10-23")
    if start is not None or end is not None:
        rows = keep("left_undated", rows["date"].notna())
        rows = keep("left_period", rows["date"].astype(str).map(partial(_within, start=start, end=end)).astype(bool))
    if not wire:
        rows = keep("left_wire", ~copied(rows, needed=True))
    return rows, left_out


def _within(date: str, start: str | None, end: str | None) -> bool:
    """Return whether a date lies between two others, each compared as precisely as both are known."""
    after = start is None or date[: len(start)] >= start[: len(date)]
    before = end is None or date[: len(end)] <= end[: len(date)]
    return after and before


Chart = Callable[[pd.DataFrame, str, str], tuple[Any, pd.DataFrame, str]]


def _drawn(chart: Chart, rows: pd.DataFrame, left_out: Mapping[str, int], measure: str, show: str, lang: str) -> Drawn:
    from ..figures import save

    names = labels(lang)
    figure, data, alt = chart(rows, show, lang)
    seen = names[{"pooled": "pooled", "mean": "mean_of_articles", "articles": "each_article"}[show]]
    without = "".join(f"{names['semicolon']} {filled(names[reason], lang, n=n)}" for reason, n in left_out.items())
    counted = said("articles_words", lang, n=len(rows), n_words=int(rows["n_words"].sum()))
    caption = f"{names[measure]}, {seen}{names['colon']} {counted}{without}. {copies_in_words(rows, lang=lang)}"
    caption = caption[:1].upper() + caption[1:]
    plate = save(figure, f"{measure}_{show}", data=data, caption=caption, alt=alt, folder=None, lang=lang)
    return Drawn(plate, data, left_out)


def _voices(rows: pd.DataFrame, show: str, lang: str) -> tuple[Any, pd.DataFrame, str]:
    from ..figures import voice_barcodes, voice_bars

    if show == "articles":
        strips = voice_runs(typical(rows))
        return voice_barcodes(strips, lang=lang), strips, strips_in_words(strips, lang=lang)
    profile = voice_profile(rows)
    if show == "pooled":
        return voice_bars(profile, lang=lang), profile, voices_in_words(profile, lang=lang)
    attributed = compare(rows, "attributed_share", differences=False).estimates.set_index("group")
    profile = profile.assign(
        share=profile["mean"],
        low=profile["mean_low"],
        high=profile["mean_high"],
        **{f"attributed_{end}": profile["group"].map(attributed[f"mean_{end}"]) for end in ("low", "high")},
    )
    figure = voice_bars(profile, lang=lang, caveat=labels(lang)["note_voice_means"])
    return figure, profile, voices_in_words(profile, lang=lang)


def _measure(rows: pd.DataFrame, show: str, lang: str, *, measure: str) -> tuple[Any, pd.DataFrame, str]:
    from ..figures import dots, spread

    names = labels(lang)
    if show == "articles":
        known = rows[["outlet", "id", measure]].dropna().reset_index(drop=True)
        return spread(known, measure, lang=lang), known, quartiles_in_words(known, measure, lang=lang)
    found = compare(rows, measure, differences=False).estimates.sort_values(show, ascending=False, kind="stable")
    data = pd.DataFrame(
        {
            "name": found["group"],
            "value": found[show],
            "low": found[f"{show}_low"],
            "high": found[f"{show}_high"],
            "n_articles": found["n_articles"],
        }
    ).reset_index(drop=True)
    share = RATIOS[measure].bounded
    figure = dots(
        data.assign(beside=[f"n = {number(n, ',', lang=lang)}" for n in data["n_articles"]]),
        beside="beside",
        xlabel=names[measure],
        share=share,
        lang=lang,
    )
    return figure, data, f"{names[measure]}{names['colon']} {rows_in_words(data, 'value', share=share, lang=lang)}"
