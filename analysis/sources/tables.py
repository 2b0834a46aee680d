"""Who is quoted by whom: shares of sources by outlet, speakers who hold the floor, the passages behind a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..records import Reading, written
from .articles import stance_balance
from .diversity import effective, rarefied, rarefied_shannon, shannon, simpson, simpson_unbiased

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["attributions", "words"]
MEASURES = ("source_kind", "role", "stance", "speaker", "type")


def need(table: pd.DataFrame, *columns: str) -> None:
    """Raise ``ValueError`` naming the columns an attributions table lacks."""
    lacking = [c for c in columns if c not in table.columns]
    if lacking:
        raise ValueError(
            f"table has no column {', '.join(map(repr, lacking))}; it has {', '.join(map(str, table.columns))}; "
            "give the attributions table of analysis.measure"
        )


def speech(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are speech (attitudes are the outlet's telling)."""
    return table[table["act"] == "speech"] if "act" in table.columns else table


def source_shares(
    table: pd.DataFrame, of: str = "source_kind", *, by: str = "outlet", unit: Unit = "attributions"
) -> pd.DataFrame:
    """Return who gets the floor: one row per outlet and class, with ``n``, ``total``, ``share`` and ``n_articles``.

    ``of`` is one of ``source_kind, role, stance, speaker, type``; an empty value is a class of its own, ``(none)``.
    ``unit`` counts attributions or the words of their contents.  Shares of one outlet add up to 1.
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

    ``n`` is the smallest outlet's number of attributions with a known speaker unless given.  Everything but the
    rarefied columns and the unbiased Simpson grows with the number of attributions and must not be compared across
    outlets.
    """
    need(table, "speaker", by)
    rows = speech(table).dropna(subset=["speaker"])
    counts = {key: group["speaker"].value_counts().tolist() for key, group in rows.groupby(by, dropna=False)}
    least = n if n is not None else min((sum(c) for c in counts.values()), default=0)
    import pandas as pd

    return pd.DataFrame(
        [
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
        ]
    )


def stance_balances(table: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Return, per outlet (or per any column), the counts of stances, the balance and the unclassed share."""
    need(table, "stance", by)
    import pandas as pd

    out = []
    for key, group in speech(table).groupby(by, dropna=False):
        counts = {str(k): int(v) for k, v in group["stance"].value_counts().items()}
        total = sum(counts.values())
        out.append(
            {by: key}
            | {
                f"n_stance_{s}": counts.get(s, 0)
                for s in ("neutral", "assertive", "doubt", "factive", "evidential", "unclassed")
            }
            | {"stance_balance": stance_balance(counts), "unclassed_share": counts.get("unclassed", 0) / total}
        )
    return pd.DataFrame(out)


def concordance(
    found: pd.DataFrame | Iterable[Reading],
    where: Mapping[str, Any] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    width: int = 60,
) -> pd.DataFrame:
    """Open a count to its passages: one row per attribution that fits ``where``, with the words around it.

    ``found`` is the attributions table (``texts`` maps article ids to texts, to show what stands around) or readings.
    ``where`` maps columns to a value or a list of values, None meaning empty: ``{"stance": "doubt", "outlet": "Le
    Phare"}``.
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
        fits = rows[column].isin([v for v in wanted if v is not None])
        rows = rows[fits | rows[column].isna()] if None in wanted else rows[fits]
    rows = rows.copy()
    if texts is not None:
        need(rows, "article_id", "start", "end")
        spans = list(zip(rows["article_id"], rows["start"], rows["end"], strict=True))
        rows["left"] = [texts.get(i, "")[max(0, b - width) : b] for i, b, _ in spans]
        rows["passage"] = [texts.get(i, "")[b:e] for i, b, e in spans]
        rows["right"] = [texts.get(i, "")[e : e + width] for i, _, e in spans]
    return rows.reset_index(drop=True)


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
