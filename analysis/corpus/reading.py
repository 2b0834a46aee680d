"""Read articles from wherever they are kept, and account for every record."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus import audit
from analysis.corpus.checks import text_notes
from analysis.corpus.collection import Corpus
from analysis.corpus.dates import column_order, read_date
from analysis.corpus.decoding import repair
from analysis.corpus.fields import FIELDS, known, match, plain
from analysis.corpus.files import element_record, read_frame, read_path
from analysis.corpus.outlets import host_of, outlet_of
from analysis.corpus.records import Note, Record
from analysis.lexicons import load
from analysis.records import Article

if TYPE_CHECKING:
    import pandas as pd

Source = str | PathLike[str] | Any

#: What tables write where they know nothing.
_NOTHING = {"", "none", "nan", "null", "nat", "n/a", "na", "#n/a", "<na>", "undefined"}
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A record on its way to an article: its fields as text, what was noticed, and the columns that are left over."""

    record: Record
    values: Mapping[str, str | None]
    notes: tuple[Note, ...]
    extra: Mapping[str, Any]
    date: object = None


def read_corpus(
    source: Source,
    *,
    text: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    lang: str | None = None,
    id: str | None = None,
    url: str | None = None,
    event: str | None = None,
    encoding: str | None = None,
) -> Corpus:
    """Read articles and account for every record: rows in = articles + rejected, always.

    ``source``: a file (.txt, .csv, .tsv, .json, .jsonl, .parquet, .xlsx, each also gzipped), a folder of such files, a
    pandas DataFrame, or any iterable of articles, mappings or paths.  The other arguments name the columns; left out, they
    are recognised by the synonyms of ``lexicons/import_columns.csv``.  ``encoding`` is for files whose encoding is known.

    An outlet that is missing is named from the web address; an id that is missing is a hash of outlet, date and text.
    Columns that are no field of an article are kept in ``Corpus.extra``.  The text is kept to the letter.

    Raises ``FileNotFoundError`` when nothing is there; ``ValueError`` for an empty folder, an unknown kind of file, a
    damaged file, or a column that was named and is in no record.

    >>> corpus = read_corpus([{"body": "Il neige.", "link": "https://www.lemonde.fr/a", "published": "3 mars 2022"}, {}])
    >>> corpus.articles[0].outlet, corpus.articles[0].date, corpus.audit["reason"].tolist()
    ('Le Monde', '2022-03-03', ['no_text_column'])
    """
    given = dict(zip(FIELDS, (text, title, outlet, date, lang, id, url, event), strict=True))
    named = {field: column for field, column in given.items() if column is not None}
    columns = {plain(column) for column in named.values()}
    records = list(_records(source, encoding, lambda name: known(name) or plain(name) in columns))
    _check_named(records, named)
    return _assemble(_drafts(records, named), len(records))


def _records(source: Source, encoding: str | None, meant: Any) -> Iterator[Record]:
    """Yield the records of any kind of source."""
    if isinstance(source, str | PathLike):
        yield from read_path(Path(source), encoding, meant)
    elif hasattr(source, "columns") and hasattr(source, "iloc"):
        yield from read_frame(source, "DataFrame")
    elif isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        for number, element in enumerate(source, 1):
            if isinstance(element, PathLike):
                yield from read_path(Path(element), encoding, meant)
            elif isinstance(element, Article):
                yield Record("articles", number, asdict(element))
            else:
                yield element_record(element, "records", number)
    else:
        raise ValueError(
            f"source={source!r:.80} is a {type(source).__name__}; give a path, a pandas DataFrame, "
            "or an iterable of Article or dict"
        )


def _check_named(records: list[Record], named: Mapping[str, str]) -> None:
    columns = dict.fromkeys(name for record in records if record.fields is not None for name in record.fields)
    for field, column in named.items():
        if columns and field not in match(columns, {field: column}):
            raise ValueError(f"{field}={column!r} is not a column of the source; there are {', '.join(columns)}")


def _drafts(records: list[Record], named: Mapping[str, str]) -> Iterator[_Draft]:
    """Yield each record with its fields found; dates come last because they need the whole column."""
    matched: dict[tuple[str, ...], dict[str, str]] = {}
    drafts = []
    for record in records:
        if record.fields is None:
            drafts.append(_Draft(record, {}, record.notes, {}))
            continue
        names = tuple(record.fields)
        if names not in matched:
            matched[names] = match(names, named)
        drafts.append(_draft(record, record.fields, matched[names]))
    size = Counter(record.source for record in records)
    columns: dict[str, list[object]] = {}
    for draft in drafts:
        columns.setdefault(_column(draft, size), []).append(draft.date)
    orders = {column: column_order(dates) for column, dates in columns.items()}
    for draft in drafts:
        found = read_date(draft.date, orders[_column(draft, size)])
        notes = draft.notes
        if draft.record.fields is not None and found.iso is None:
            notes += ((found.problem or "undated", str(draft.date)[:80] if found.problem else ""),)
        yield replace(draft, values={**draft.values, "date": found.iso}, notes=notes)


def _column(draft: _Draft, size: Mapping[str, int]) -> str:
    """Name the column a date stands in: that of its file, or of all files that hold one article each."""
    return draft.record.source if size[draft.record.source] > 1 else ""


def _draft(record: Record, fields: Mapping[str, Any], columns: Mapping[str, str]) -> _Draft:
    """Turn the fields of a record into text, with what was noticed on the way."""
    notes = list(record.notes)
    raw = {field: fields[column] for field, column in columns.items()}
    if "text" not in columns:
        listed = ", ".join(map(str, fields)) or "none"
        return _Draft(record, {}, (("no_text_column", f"columns are {listed}; name one with text="),), {})
    if isinstance(raw["text"], list | tuple) and all(isinstance(part, str) for part in raw["text"]):
        notes.append(("text_in_parts", f"{len(raw['text'])} parts"))
        raw["text"] = "\n\n".join(raw["text"])
    values = {field: _string(value) for field, value in raw.items() if field != "date"}
    mended = {field: None if value is None else repair(value) for field, value in values.items()}
    if broken := [columns[field] for field in values if values[field] != mended[field]]:
        notes.append(("undecodable_bytes", f"in {', '.join(broken)}"))
    notes += _place(mended)
    mended["lang"], declared = _language(mended.get("lang")), mended.get("lang")
    if declared and not mended["lang"]:
        notes.append(("unknown_language", declared[:80]))
    taken = set(columns.values())
    date = raw.get("date")
    return _Draft(
        record, mended, tuple(notes), {k: v for k, v in fields.items() if k not in taken},
        None if isinstance(date, str) and date.strip().casefold() in _NOTHING else date,
    )  # fmt: skip


def _string(value: object) -> str | None:
    """Return a value as text, untouched, or None for the many ways tables write *nothing*."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title", "id") if value.get(key) is not None), None)
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogateescape")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    string = str(value)
    return None if len(string) < 12 and string.strip().casefold() in _NOTHING else string


def _place(values: dict[str, str | None]) -> Iterator[Note]:
    """Name the outlet in ``values``: a web address in its place, or in ``url``, is turned into the outlet's name."""
    for field in ("title", "outlet", "date", "id", "url", "event"):
        if (value := values.get(field)) is not None:
            values[field] = value.strip() or None
    name, url = values.get("outlet"), values.get("url")
    if name and host_of(name) and ("://" in name or url is None or outlet_of(name) != (name, False)):
        if "://" in name and url is None:
            values["url"] = name
        url, name = name, None
    if name is None and url and (found := outlet_of(url)):
        values["outlet"] = found[0]
        if not found[1]:
            yield "unlisted_host", found[0]
    elif name is None:
        yield "no_outlet", ""


def _language(declared: str | None) -> str | None:
    """Return the two-letter code of a declared language (``fr-CA``, ``French``, ``fra``), None when it is not known.

    >>> _language("fr-CA"), _language("Anglais"), _language("ger"), _language("klingon")
    ('fr', 'en', 'de', None)
    """
    if declared is None:
        return None
    name = declared.strip().casefold()
    listed = _languages()
    short = re.split(r"[-_ (]", name)[0]
    return listed.get(name) or listed.get(short) or (short if re.fullmatch("[a-z]{2}", short) else None)


@cache
def _languages() -> Mapping[str, str]:
    rows = load("languages")
    return {row["name"].casefold(): row["lang"] for row in rows} | {row["lang"]: row["lang"] for row in rows}


def _assemble(drafts: Iterable[_Draft], n_records: int) -> Corpus:
    """Give every draft an id of its own, or a reason to be left out."""
    articles: dict[str, Article] = {}
    rows: list[audit.Row] = []
    extras: list[Mapping[str, Any]] = []
    origins: list[tuple[str, int]] = []
    for draft in drafts:
        number, source, notes = draft.record.number, draft.record.source, draft.notes
        text = draft.values.get("text") or ""
        own = draft.values.get("id")
        if "text" not in draft.values:
            rows.append(audit.row(number, source, None, *notes[0]))
            continue
        if not _WORD.search(text):
            rows.append(audit.row(number, source, own, "empty_text", f"{len(text)} characters"))
            continue
        article = Article(**{**draft.values, "text": text, "id": own or _hash(draft.values)})  # type: ignore[arg-type]
        if before := _same(articles, article):
            reason = "duplicate_id" if own else "duplicate_record"
            rows.append(audit.row(number, source, article.id, reason, f"as article {before}"))
            continue
        if article.id in articles:
            notes += (("id_suffixed", f"{article.id} was taken"),)
            article = replace(article, id=_free(article.id, articles))
        articles[article.id] = article
        extras.append(draft.extra)
        origins.append((source, number))
        notes += tuple(text_notes(text, article.lang))
        rows += [audit.row(number, source, article.id, *note) for note in notes]
    return Corpus(
        tuple(articles.values()), audit.frame(rows), n_records, _extra(extras, list(articles)), tuple(origins)
    )


def _same(articles: Mapping[str, Article], article: Article) -> str | None:
    """Return the id under which the same text came before (with a number added, perhaps), or None."""
    id, count = article.id, 1
    while id in articles:
        if articles[id].text == article.text:
            return id
        count += 1
        id = f"{article.id}-{count}"
    return None


def _free(id: str, taken: Mapping[str, Article]) -> str:
    count = 2
    while f"{id}-{count}" in taken:
        count += 1
    return f"{id}-{count}"


def _hash(values: Mapping[str, str | None]) -> str:
    """Return an id that depends on outlet, date and text alone, so that it is the same in every run."""
    key = "\x1f".join(values.get(field) or "" for field in ("outlet", "date", "text"))
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _extra(extras: list[Mapping[str, Any]], ids: list[str]) -> pd.DataFrame:
    import pandas as pd

    names = dict.fromkeys(name for extra in extras for name in extra)
    columns = {name: pd.Series([extra.get(name) for extra in extras], index=ids, dtype=object) for name in names}
    return pd.DataFrame(columns, index=pd.Index(ids, name="id", dtype=object)).infer_objects()
