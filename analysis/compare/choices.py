"""The choices somebody else could reasonably have made, and what the counts would then have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..columns import Ratio
from ..notes import Note
from .measures import as_ratio, name_of
from .selection import ESTIMATES, WIRE_COLUMNS

#: What there is to choose, in the order of the columns; the first option is the suite's own choice.
CHOICES: Mapping[str, tuple[object, ...]] = {
    "counted": ("all attributions", "marks only"),
    "headline": ("out", "in"),
    "unknown_sources": ("in", "out"),
    "attitudes": ("out", "in"),
    "wire": ("in", "out"),
    "min_words": (0, 150),
    "summary": ESTIMATES,
}
#: The counts of words that somebody other than the outlet speaks.
VOICED = ("n_direct", "n_partial", "n_indirect")
_ATTRIBUTIONS = ("article_id", "part", "act", "type", "source_kind", "n_words", "n_words_marked")


def checked(choices: Mapping[str, Sequence[object]]) -> dict[str, tuple[object, ...]]:
    """Return all choices with their options, those of ``choices`` replaced.  ``ValueError`` for what does not exist."""
    for name, given in choices.items():
        if name not in CHOICES:
            raise ValueError(f"choices: {name!r} is not one of {', '.join(CHOICES)}")
        wrong = [option for option in given if name != "min_words" and option not in CHOICES[name]]
        if wrong or not given or isinstance(given, str):
            raise ValueError(f"choices: {name}={given!r}; give a list out of {', '.join(map(str, CHOICES[name]))}")
    return {name: tuple(choices.get(name, options)) for name, options in CHOICES.items()}


def impossible(articles: pd.DataFrame, attributions: pd.DataFrame | None, measure: str | Ratio) -> dict[str, str]:
    """Return the choices these tables cannot vary for this measure, and why.

    >>> rows = pd.DataFrame(columns=["n_words", "n_direct", "wire"])
    >>> sorted(impossible(rows, None, "direct_share"))
    ['attitudes', 'counted', 'headline', 'unknown_sources']
    """
    ratio, name = as_ratio(measure), name_of(measure)
    why: dict[str, str] = {}
    if ratio is None or ratio.denominator != ("n_words",) or not set(ratio.numerator) <= set(VOICED):
        reason: str = Note("compare_not_words", measure=name)
        why = dict.fromkeys(("counted", "headline", "unknown_sources", "attitudes"), reason)
    else:
        titles = [f"title_{column}" for column in (*ratio.numerator, "n_words")]
        needs = {
            "counted": _lacks(articles, VOICED),
            "headline": _lacks(articles, titles),
            "unknown_sources": Note("compare_no_table")
            if attributions is None
            else _lacks(attributions, _ATTRIBUTIONS),
            "attitudes": _lacks(articles, ("n_attitude_words",)),
        }
        if "n_indirect" not in ratio.numerator:
            needs |= dict.fromkeys(("counted", "attitudes"), Note("compare_no_words_outside", measure=name))
        if not needs["headline"] and not articles["title_n_words"].any():
            needs["headline"] = Note("compare_no_headline")
        why = {choice: reason for choice, reason in needs.items() if reason}
    if not any(column in articles for column in WIRE_COLUMNS):
        why["wire"] = Note("compare_no_column", columns=WIRE_COLUMNS)
    if reason := _lacks(articles, ("n_words",)):
        why["min_words"] = reason
    return why


def unknown_words(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return, by article and part, the words of each voice whose source is unknown: columns as in ``VOICED``."""
    said = attributions[(attributions["act"] == "speech") & (attributions["source_kind"] == "unknown")]
    outside = said["n_words"] - said["n_words_marked"]
    counts = pd.DataFrame(
        {
            "n_direct": said["n_words_marked"].where(said["type"] == "direct", 0),
            "n_partial": said["n_words_marked"].where(said["type"] == "mixed", 0),
            "n_indirect": outside,
        }
    )
    return counts.groupby([said["article_id"], said["part"]]).sum()


def specified(
    articles: pd.DataFrame, unknown: pd.DataFrame | None, measure: str | Ratio, spec: Mapping[str, object]
) -> tuple[pd.DataFrame, str | Ratio]:
    """Return the articles and the measure as one specification counts them; the tables given are not changed."""
    rows = articles
    if spec["min_words"]:
        rows = rows[rows["n_words"] >= spec["min_words"]]
    ratio = as_ratio(measure)
    plain = all(spec[name] == CHOICES[name][0] for name in ("counted", "headline", "unknown_sources", "attitudes"))
    if plain or ratio is None:
        return rows, measure
    voices = [c for c in ratio.numerator if c != "n_indirect" or spec["counted"] == "all attributions"]
    parts = {"body": ""} | ({"title": "title_"} if spec["headline"] == "in" else {})
    above, below = np.zeros(len(rows)), np.zeros(len(rows))
    for part, prefix in parts.items():
        above += rows[[prefix + voice for voice in voices]].sum(axis=1).to_numpy(dtype=np.float64)
        below += rows[f"{prefix}n_words"].to_numpy(dtype=np.float64)
        if spec["unknown_sources"] == "out" and unknown is not None:
            at = pd.MultiIndex.from_product([rows["id"], [part]])
            above -= unknown[voices].sum(axis=1).reindex(at, fill_value=0).to_numpy(dtype=np.float64)
    if spec["attitudes"] == "in" and spec["counted"] == "all attributions":
        above += rows["n_attitude_words"].to_numpy(dtype=np.float64)
    counted = rows.assign(_above=np.clip(above, 0, below), _below=below)
    return counted.drop(columns=ratio.name, errors="ignore"), Ratio(ratio.name, ("_above",), ("_below",))


def _lacks(table: pd.DataFrame, columns: Sequence[str]) -> str:
    missing = [column for column in columns if column not in table]
    return Note("compare_no_column", columns=", ".join(missing)) if missing else ""
