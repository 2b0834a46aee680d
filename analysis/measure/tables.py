"""The four tables that measuring makes, kept together with the card that says how they were made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pandas as pd

from ..columns import COLUMNS, TABLES, Table, names
from ..counts import n_of
from ..formats import FORMATS, WRITTEN
from .plain import read_back

#: The suffix of the files of each format.
_SUFFIXES = {"parquet": "parquet", "csv": "csv", "csv2": "csv"}
_ISO = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
#: Columns in which nothing means *not written*, not unknown; those of passages are empty where these were not wanted.
_NOTWRITTEN = ("voice_runs", "content_spans", "cue_spans", "source_spans")
_PASSAGES = ("content", "cue", "source")


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What ``measure`` returns: four tidy frames (``analysis.columns``) and the card that says how they were made.

    ``articles``: one row an article, in the corpus's order, its counts and shares of words by voice; ``attributions``:
    one row an attribution, with ``article_id`` and the character offsets of its passage; ``terms``: how often each term
    stands in each voice of each article; ``audit``: one row a remark on a record.  ``card``: versions, options and
    the corpus's digest.  ``media-framing columns`` prints what every column means.

    >>> import tempfile
    >>> from analysis import measure
    >>> tables = measure([{"text": "« Oui », a dit Anne Roux.", "outlet": "A", "lang": "fr"}])
    >>> tables.attributions[["speaker", "n_words"]].values.tolist()
    [['Anne Roux', 1]]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Tables.load(tables.save(folder, format="csv"))
    Tables(1 article, 1 attribution, 5 rows of terms, 1 row of audit; engine fast)
    """

    articles: pd.DataFrame
    attributions: pd.DataFrame
    terms: pd.DataFrame
    audit: pd.DataFrame
    card: dict[str, Any]

    def __repr__(self) -> str:
        sizes = ", ".join(
            (
                n_of(len(self.articles), "article"),
                n_of(len(self.attributions), "attribution"),
                *(f"{n_of(len(getattr(self, table)), 'row')} of {table}" for table in ("terms", "audit")),
            )
        )
        return f"Tables({sizes}; engine {self.card.get('engine', 'unknown')})"

    def save(self, folder: str | Path, *, format: str = "parquet") -> Path:
        """Write one file a table (``parquet``, ``csv`` or ``csv2``) and ``card.json`` into ``folder``, made if missing.

        ``csv2`` has semicolons, decimal commas and a byte-order mark: spreadsheets open it so in French, German or
        Spanish, and R reads it with ``read.csv2(…, fileEncoding="UTF-8-BOM")``.
        Tables that stand there are replaced when all the new ones are written: a full disk leaves the old ones whole.
        """
        if format not in FORMATS:
            raise ValueError(f"format={format!r} is not one of {', '.join(FORMATS)}")
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        made: dict[Path, Path] = {}
        try:
            for table in TABLES:
                suffix = _SUFFIXES[format]
                made[folder / f"{table}.{suffix}"] = new = folder / f"{table}.{suffix}.new"
                frame: pd.DataFrame = getattr(self, table)
                if format == "parquet":
                    frame.to_parquet(new, index=False)
                else:
                    frame.to_csv(new, index=False, **WRITTEN[format])
            made[folder / "card.json"] = new = folder / "card.json.new"
            new.write_text(json.dumps(self.card, indent=1, ensure_ascii=False) + "\n", "utf-8")
            for path, new in made.items():
                new.replace(path)
        finally:
            for new in made.values():
                new.unlink(missing_ok=True)
        # A table left from an earlier run in another format would be read instead of this one.
        for table in TABLES:
            for other in {*_SUFFIXES.values()} - {suffix}:
                (folder / f"{table}.{other}").unlink(missing_ok=True)
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read what ``save`` wrote, in either format.

        ``FileNotFoundError`` where a table is missing; ``ValueError`` for a CSV whose separator, numbers or dates a
        spreadsheet program has changed, or where the number of articles is not the one the card tells.
        """
        folder = Path(folder)
        frames = {table: _load(folder, table) for table in TABLES}
        path = folder / "card.json"
        card = json.loads(path.read_text("utf-8")) if path.exists() else {}
        n, told = len(frames["articles"]), card.get("n_articles", len(frames["articles"]))
        if n != told:
            raise ValueError(
                f"{folder}: articles has {n_of(n, 'row')} and card.json tells of {told}; measure the corpus anew"
            )
        return cls(**frames, card=card)

    @staticmethod
    def are_in(folder: str | Path) -> bool:
        """Return whether a folder holds all four tables, in either format."""
        return all(any((Path(folder) / f"{table}.{form}").exists() for form in FORMATS) for table in TABLES)


def without(tables: Tables, gone: pd.Series[bool], told: pd.DataFrame) -> Tables:
    """Return the tables without the articles that are ``gone``, one bool an article; ``told`` are rows of audit on why.

    Remarks on them go with them.  Records that were rejected before stay told, also one that has the id of an article
    that is gone.
    """
    ids = set(tables.articles.loc[gone, "id"])
    attributions, terms = (
        rows[~rows["article_id"].isin(ids)] if len(rows) else rows for rows in (tables.attributions, tables.terms)
    )
    audit = tables.audit
    if len(audit):
        audit = audit[~audit["id"].isin(ids) | (audit["outcome"] == "rejected")]
    # Where one side is empty its columns have no type to keep, and pandas warns of joining them.
    filled = [rows for rows in (audit, told) if len(rows)]
    audit = pd.concat(filled, ignore_index=True) if filled else audit
    return Tables(tables.articles[~gone], attributions, terms, audit, tables.card)


def stacked(frames: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Return the frames that have rows one below the other, or an empty one with the same columns."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=list(columns))
    return _numbered(pd.concat(filled, ignore_index=True)[list(columns)])


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """Return an audit in which the places of records are whole numbers also where some remarks have none."""
    return frame.astype({"record": "Int64"}) if "record" in frame else frame


def _as_written(frame: pd.DataFrame, table: Table, csv: Path) -> pd.DataFrame:
    """Return a table that was read; ``ValueError`` where a spreadsheet has written its numbers or dates anew."""
    for column in COLUMNS:
        if column.table != table or column.name not in frame:
            continue
        told = frame[column.name].dropna()
        if column.dtype in ("int", "float") and not pd.api.types.is_numeric_dtype(told):
            odd, what = told[pd.to_numeric(told, errors="coerce").isna()], "numbers"
        elif column.unit == "ISO date":
            odd, what = told[~told.astype(str).str.fullmatch(_ISO)], "ISO dates"
        else:
            continue
        if len(odd):
            raise ValueError(
                f"{csv}: {column.name} holds {str(odd.iloc[0])!r}, which is none of its {what}; were they changed by a "
                "spreadsheet program?  Measure the corpus anew, or keep the tables as parquet"
            )
    return frame


def _with_empty(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of a CSV with empty strings where nothing was written, which a CSV does not tell from unknown."""
    passages = [
        name for name in _PASSAGES if name in frame and "content_spans" in frame and frame["content"].notna().any()
    ]
    return frame.fillna(dict.fromkeys([name for name in _NOTWRITTEN if name in frame] + passages, ""))


def _written_as(csv: Path, first: str) -> dict[str, Any] | None:
    """Return how a table of text is written, by the name of its first column; None for one that was changed."""
    with csv.open(encoding="utf-8-sig", errors="replace") as file:
        head = file.readline().strip().replace('"', "")
    return next((how for how in WRITTEN.values() if head.split(how.get("sep", ","))[0] == first), None)


def _load(folder: Path, table: Table) -> pd.DataFrame:
    parquet, csv = folder / f"{table}.parquet", folder / f"{table}.csv"
    if parquet.exists():
        return pd.read_parquet(parquet)
    if csv.exists():
        first = names(table)[0]
        form = _written_as(csv, first)
        if form is None:
            raise ValueError(f"{csv} has no column {first}; were its commas changed, by a spreadsheet program perhaps?")
        # The word "null" is a word and the year 2022 is a date: only an empty cell is nothing, and text stays text.
        # So do columns of the source at first: 06000 is the code of a town.
        numbers = {column.name for column in COLUMNS if column.table == table and column.dtype != "str"}
        try:
            there = pd.read_csv(csv, nrows=0, **form).columns
            words = dict.fromkeys(there.difference(list(numbers)), "str")
            read = pd.read_csv(csv, dtype=words, keep_default_na=False, na_values=[""], **form)
        except UnicodeDecodeError:
            raise ValueError(
                f"{csv} is not in UTF-8; was it saved by a spreadsheet program?  Measure the corpus anew, or keep the "
                "tables as parquet"
            ) from None
        for name in there.difference(names(table)):
            read[name] = read_back(read[name], form.get("decimal", "."))
        # As it is read every column stands alone in memory, and pandas warns of it when one more is added.
        written = _as_written(_with_empty(read), table, csv)
        return (_numbered(written) if table == "audit" else written).copy()
    raise FileNotFoundError(f"{folder} holds neither {parquet.name} nor {csv.name}; was it written by Tables.save?")
