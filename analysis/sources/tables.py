"""Who is quoted by whom: shares of sources by outlet, speakers who hold the floor, the passages behind a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..records import ACTS, GENDERS, ROLES, SOURCE_KINDS, STANCES, TYPES, Reading, written
from .articles import stance_balance
from .diversity import effective, rarefied, rarefied_shannon, shannon, simpson, simpson_unbiased, thinned

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["attributions", "words"]
MEASURES = ("source_kind", "role", "stance", "speaker", "type", "gender")


def need(table: pd.DataFrame, *columns: str) -> None:
    """Raise ``ValueError`` naming the columns an attributions table lacks."""
    lacking = [c for c in columns if c not in table.columns]
    if lacking:
        raise ValueError(
            f"table has no column {', '.join(map(repr, lacking))}; it has {', '.join(map(str, table.columns))}; "
            "give the attributions table of analysis.measure"
        )


def speech(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of speech in bodies: attitudes are the outlet's telling, headlines are counted apart."""
    for column, value in (("act", "speech"), ("part", "body")):
        table = table[table[column] == value] if column in table.columns else table
    return table


def source_shares(
    table: pd.DataFrame, of: str = "source_kind", *, by: str = "outlet", unit: Unit = "attributions"
) -> pd.DataFrame:
    """Return who gets the floor: one row per outlet and class, with ``n``, ``total``, ``share`` and ``n_articles``.

    ``of`` is one of ``source_kind, role, stance, speaker, type, gender``; an empty value is a class of its own,
    ``(none)``.  ``unit`` counts attributions or the words of their contents, in bodies.  An outlet's shares sum to 1.

    Raises ``ValueError`` for a property or a unit there is not, and for a table without the columns.
    """
    if of not in MEASURES:
        raise ValueError(f"of={of!r} is not a property of attributions; choose one of {', '.join(MEASURES)}")
    if unit not in ("attributions", "words"):
        raise ValueError(f"unit={unit!r} must be 'attributions' or 'words'")
    need(table, of, by, "article_id", *(("n_words",) if unit == "words" else ()))
    rows = speech(table)
    rows = rows.assign(_class=rows[of].fillna("(none)"), _n=rows["n_words"] if unit == "words" else 1)
    grouped = rows.groupby([by, "_class"], sort=True, dropna=False)
    out = (
        grouped.agg(n=("_n", "sum"), n_articles=("article_id", "nunique")).reset_index().rename(columns={"_class": of})
    )
    out["total"] = out.groupby(by, dropna=False)["n"].transform("sum")
    out["share"] = out["n"] / out["total"].where(out["total"] > 0)
    return out[[by, of, "n", "total", "share", "n_articles"]]


def speaker_diversity(table: pd.DataFrame, *, by: str = "outlet", n: int | None = None) -> pd.DataFrame:
    """Return, per outlet, how many voices there are: H, e^H, Simpson, and all outlets rarefied to the same ``n``.

    ``n`` is the smallest outlet's number of attributions with a known speaker, in bodies, unless given; an outlet none
    of whose speakers is known is a row of NaN and does not count as the smallest.  Everything but the rarefied columns
    and the unbiased Simpson grows with the number of attributions and must not be compared across outlets.
    Speakers come in articles: an outlet with few long articles has fewer than its attributions suggest.  So with
    ``article_id`` in the table ``speakers_by_article`` says how many speakers as many articles as the smallest outlet
    has (``rarefied_articles``) show on average, with a 95% interval (``_low``, ``_high``): the columns to compare.  It
    is Student's with the jackknife error over articles, NaN for one article: from 20 articles of the press on it covers
    92% or more, with ten 90, with five 85.

    Raises ``ValueError`` for n below 1 and for a table without the columns.
    """
    import pandas as pd

    need(table, "speaker", by)
    groups = speech(table).groupby(by, dropna=False, observed=True)["speaker"]
    counts = {key: group.value_counts().tolist() for key, group in groups}
    least = n if n is not None else min((sum(c) for c in counts.values() if c), default=1)
    columns = ["n_attributions", "n_speakers", "shannon", "effective", "simpson", "simpson_unbiased"]
    found = pd.DataFrame(
        columns=[by, *columns, "rarefied_n", "rarefied_speakers", "rarefied_shannon"],
        data=[
            {
                by: key,
                "n_attributions": sum(c),
                "n_speakers": len(c),
                "shannon": shannon(c),
                "effective": effective(c),
                "simpson": simpson(c),
                "simpson_unbiased": simpson_unbiased(c),
                "rarefied_n": least,
                "rarefied_speakers": rarefied(c, least),
                "rarefied_shannon": rarefied_shannon(c, least),
            }
            for key, c in counts.items()
        ],
    )
    return found.join(_by_article(speech(table), by, list(counts)), on=by) if "article_id" in table.columns else found


def _by_article(rows: pd.DataFrame, by: str, keys: list[Any]) -> pd.DataFrame:
    """Return, per outlet, the speakers expected in equally many articles, and their interval."""
    import pandas as pd
    from scipy.stats import t

    spoken = rows.dropna(subset=["speaker"]).groupby(by, dropna=False, observed=True)
    many = {key: group["article_id"].nunique() for key, group in spoken}
    least = min(many.values(), default=0)
    data = {}
    for key, group in spoken:
        in_articles = [set(names) for _, names in group.groupby("article_id", observed=True)["speaker"]]
        value, error = thinned(in_articles, least)
        reach = float(t.isf(0.025, many[key] - 1)) * error if many[key] > 1 else float("nan")
        data[key] = [many[key], least, value, max(value - reach, 0.0), value + reach]
    names = ["n_articles", "rarefied_articles", "speakers_by_article"]
    names += ["speakers_by_article_low", "speakers_by_article_high"]
    return pd.DataFrame.from_dict(data, orient="index", columns=names).reindex(keys)


def stance_balances(table: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return, per outlet (or per any column), the counts of stances in bodies, the balance and the unclassed share.

    Raises ``ValueError`` for a table without the columns.
    """
    import pandas as pd

    need(table, "stance", by)
    out = []
    for key, group in speech(table).groupby(by, dropna=False, observed=True):
        counts = {str(k): int(v) for k, v in group["stance"].value_counts().items()}
        total = sum(counts.values())
        out.append(
            {by: key}
            | {f"n_stance_{s}": counts.get(s, 0) for s in STANCES}
            | {"stance_balance": stance_balance(counts), "unclassed_share": counts.get("unclassed", 0) / total}
        )
    return pd.DataFrame(out, columns=[by, *(f"n_stance_{s}" for s in STANCES), "stance_balance", "unclassed_share"])


_VALUES = {"source_kind": SOURCE_KINDS, "role": ROLES, "gender": GENDERS, "stance": STANCES, "type": TYPES, "act": ACTS}


def concordance(
    found: pd.DataFrame | Iterable[Reading],
    where: Mapping[str, Any] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    width: int = 60,
) -> pd.DataFrame:
    """Open a count to its passages: one row per attribution that fits ``where``, with the words around it.

    ``found`` is the attributions table (``texts`` maps article ids to texts, to show what stands around) or readings.
    Offsets of a headline do not point into the article's text: its ``left`` and ``right`` are empty, its ``passage``
    is the content the table holds, if any.
    ``where`` maps columns to a value or a list of values, None meaning empty: ``{"stance": "doubt", "outlet": "Le
    Phare"}``.

    Raises ``ValueError`` for a column there is not, and for a kind, role, stance, type or act that none can be.
    """
    import pandas as pd

    if not isinstance(found, pd.DataFrame):
        readings = list(found)
        texts = {r.article.id: r.article.text for r in readings}
        found = pd.DataFrame([row for r in readings for row in _rows(r)], columns=_COLUMNS)
    rows = found
    for column, value in (where or {}).items():
        need(rows, column)
        wanted = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
        known = _VALUES.get(column)
        if known and (odd := [v for v in wanted if v is not None and v not in known]):
            raise ValueError(f"where: {column}={odd[0]!r} is none; choose from {', '.join(known)}")
        fits = rows[column].isin([v for v in wanted if v is not None])
        rows = rows[fits | rows[column].isna()] if None in wanted else rows[fits]
    rows = rows.reset_index(drop=True)
    if texts is not None:
        need(rows, "article_id", "start", "end")
        parts = [_around(texts.get(i, ""), b, e, width) for i, b, e in zip(*map(rows.get, _PLACE), strict=True)]
        for place, name in enumerate(("left", "passage", "right")):
            rows[name] = pd.Series([part[place] for part in parts], dtype=object)
        if "part" in rows and (apart := rows["part"] == "title").any():
            rows.loc[apart, ["left", "passage", "right"]] = ""
            if "content" in rows:
                rows.loc[apart, "passage"] = rows.loc[apart, "content"].fillna("")
    return rows


_PLACE = ("article_id", "start", "end")


def _around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    return text[max(0, start - width) : start], text[start:end], text[end : end + width]


_COLUMNS = (
    "article_id", "outlet", "n", "type", "act", "start", "end", "content", "cue", "source", "speaker", "source_kind",
    "role", "stance", "confidence",
)  # fmt: skip


def _rows(reading: Reading) -> list[tuple[Any, ...]]:
    article, text = reading.article, reading.article.text
    return [
        (
            article.id, article.outlet, n, a.type, a.act,
            a.content[0].start if a.content else 0, a.content[-1].end if a.content else 0,
            written(a.content, text), written(a.cue, text), written(a.source, text),
            a.speaker, a.source_kind, a.role, a.stance, a.confidence,
        )
        for n, a in enumerate(reading.attributions)
    ]  # fmt: skip
