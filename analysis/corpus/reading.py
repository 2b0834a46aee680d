"""Read articles from wherever they are kept, and account for every record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus import audit
from analysis.corpus.checks import language_notes, text_notes
from analysis.corpus.collection import Corpus
from analysis.corpus.dates import read_date
from analysis.corpus.drafts import Draft, drafts
from analysis.corpus.fields import FIELDS, Meaning, match, meaning
from analysis.corpus.files import read_path
from analysis.corpus.nesting import unnested
from analysis.corpus.objects import element_record
from analysis.corpus.outlets import one_name
from analysis.corpus.records import ARTICLES, Record
from analysis.corpus.settling import settle
from analysis.corpus.tabular import read_frame
from analysis.records import Article
from analysis.text import language_code

from ..counts import n_of

if TYPE_CHECKING:
    import pandas as pd

    #: What articles are read from.
    Source = str | PathLike[str] | pd.DataFrame | Corpus | Iterable[Article | Mapping[str, Any] | PathLike[str]]

#: Fields that all articles of a source may have in common.
FILLED = ("outlet", "date", "lang", "event")
_WORD = re.compile(r"\w")
_ADDRESS = re.compile(r"\s*(?:https?|ftp|s3)://", re.I)
Name = str | int


def read_corpus(
    source: Source,
    *,
    text: Name | None = None,
    title: Name | None = None,
    outlet: Name | None = None,
    date: Name | None = None,
    lang: Name | None = None,
    id: Name | None = None,
    url: Name | None = None,
    event: Name | None = None,
    encoding: str | None = None,
    dayfirst: bool | None = None,
    fill: Mapping[str, str] | None = None,
    strip_tags: bool = False,
) -> Corpus:
    """Read articles and account for every record: rows in = articles + rejected, always.

    ``source``: a file (.txt, .csv, .tsv, .json, .jsonl, .parquet, .xlsx, .xls, .ods, .docx, .rtf, .html, .xml of
    Factiva, each also gzipped), an archive (.zip) or a folder of such files, a DataFrame (pandas; of Arrow, Polars or
    Dask what pandas makes of it), or any iterable of articles, mappings or paths; exports of Europresse, Factiva and
    Nexis are known by what is in them, and of a page of a news site the text that it gives to search engines is read
    (``from_page``; most give none).  The other arguments name the columns (by number where they have no names); left
    out, and in a file of a folder that has no such column, they are recognised by the synonyms of
    ``lexicons/import_columns.csv``.  ``encoding``: that of the files, if known.  ``dayfirst``: whether the day comes
    first in dates like 03/04/2022 of a column in which no other date tells; left out, such dates are read where nearly
    all the articles are in languages that write the day first.  ``fill``: a value for all records that lack one, for
    ``outlet``, ``date``, ``lang`` or ``event`` (``fill={"outlet": "La Gazette"}``).  ``strip_tags``: whether HTML tags
    are taken out of texts and titles, paragraphs and line breaks becoming those of a text.

    Where the column of a field is empty, another one known for the same field stands in (``column_instead``).
    An outlet that is missing is named from the web address, else from the folder; one that is written in several ways
    is given one name.  An id that is missing is a hash of outlet, date and text; ids that all end in ``.0`` lose it.
    The fields of an object that holds the text are those of the record.  Columns that are no field of an article are
    kept in ``Corpus.extra``.  The text is kept to the letter, but for HTML entities
    (``&laquo;``), which become their characters, and for lines that Nexis has cut at one width; that of an ``Article``
    in every case.

    Raises ``FileNotFoundError`` when nothing is there; ``ValueError`` for an empty path or folder, a web address, mere
    strings, an unknown kind of file, a damaged file, tables that ``Tables.save`` wrote, a column that was named and is
    in no record, or a value of ``fill`` that is none.  In a folder such a file, or one without a record in it, is a row
    of the audit.

    >>> row = {"body": "Il neige.", "link": "https://www.lemonde.fr/a", "published": "3 mars 2022"}
    >>> corpus = read_corpus([row, {}])
    >>> corpus.articles[0].outlet, corpus.articles[0].date, corpus.audit["reason"].tolist()
    ('Le Monde', '2022-03-03', ['no_text_column'])
    """
    given = dict(zip(FIELDS, (text, title, outlet, date, lang, id, url, event), strict=True))
    named = {field: str(column) for field, column in given.items() if column is not None}
    if isinstance(source, Corpus):
        return source
    filling = _filling(fill or {})
    field_of = meaning(named)
    records = [_open(record, field_of) for record in _records(source, encoding, field_of)]
    _check_named(records, named)
    return _assemble(settle(drafts(records, named, strip_tags), filling, dayfirst), len(records))


def _records(source: Source, encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    """Yield the records of any kind of source."""
    if isinstance(source, str | PathLike):
        if not str(source).strip():
            raise ValueError(f"source={source!r} is empty; give the path of a file or a folder ('.' is this folder)")
        if _ADDRESS.match(str(source)):
            raise ValueError(
                f"source={source!r:.120} is a web address; nothing is fetched here: save it as a file first"
            )
        yield from read_path(Path(source).expanduser(), encoding, field_of)
    elif (table := _in_pandas(source)) is not None:
        yield from read_frame(table, "DataFrame")
    elif isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        yield from _elements(source, encoding, field_of)
    else:
        hint = "; of one article make a list, of columns a DataFrame" if isinstance(source, Mapping) else ""
        raise ValueError(
            f"source={source!r:.80} is of type {type(source).__name__}; give a path, a pandas DataFrame, "
            f"or an iterable of Article or dict{hint}"
        )


def _in_pandas(source: Any) -> Any:
    """Return a data frame as pandas has it, one of Arrow, Polars or Dask too; None for anything else."""
    if hasattr(source, "columns") and hasattr(source, "iloc") and not hasattr(type(source), "compute"):
        return source
    # Asked of its class: a column of a frame may be named so.
    convert = next((name for name in ("to_pandas", "compute") if hasattr(type(source), name)), None)
    return getattr(source, convert)() if convert else None


def _elements(source: Iterable[Any], encoding: str | None, field_of: Meaning) -> Iterator[Record]:
    """Yield the records of an iterable; ``ValueError`` where all of it are strings, texts or names of files."""
    number = strings = 0
    for number, element in enumerate(source, 1):
        strings += isinstance(element, str)
        if isinstance(element, PathLike):
            yield from read_path(Path(element), encoding, field_of)
        elif isinstance(element, Article):
            yield Record(ARTICLES, number, asdict(element))
        else:
            yield element_record(element, "records", number)
    if number and strings == number:
        raise ValueError(
            f"source holds {n_of(number, 'string')}, which may be texts or files; give texts as [{{'text': …}}] or "
            "pd.DataFrame({'text': …}), files as pathlib.Path"
        )


def _open(record: Record, field_of: Meaning) -> Record:
    """Return a record whose text stands inside an object with the fields of that object."""
    if record.fields is None or not any(isinstance(value, Mapping) for value in record.fields.values()):
        return record
    return replace(record, fields=unnested(record.fields, field_of))


def _check_named(records: list[Record], named: Mapping[str, str]) -> None:
    columns = dict.fromkeys(name for record in records if record.fields is not None for name in record.fields)
    for field, column in named.items():
        if columns and field not in match(columns, {field: column}):
            hint = f"; to give it to all, fill={{{field!r}: {column!r}}}" if field in FILLED else ""
            raise ValueError(f"{field}={column!r} is not a column of the source; there are {', '.join(columns)}{hint}")


def _filling(fill: Mapping[str, str]) -> dict[str, str]:
    """Return the values for all as an article has them; ``ValueError`` for a field or a value that cannot be given."""
    if unknown := [field for field in fill if field not in FILLED]:
        raise ValueError(
            f"fill={{{unknown[0]!r}: {fill[unknown[0]]!r}}}: what can be given to all articles is {', '.join(FILLED)}"
        )
    given = {field: one_name(str(value)) for field, value in fill.items()}
    if empty := [field for field, value in given.items() if not value]:
        raise ValueError(f"fill={{{empty[0]!r}: ''}} is empty; give the {empty[0]} that all articles have")
    if "lang" in given and (code := language_code(given["lang"])) is None:
        raise ValueError(f"fill={{'lang': {fill['lang']!r}}} is no language; give a code such as fr, en, es or de")
    if "date" in given and read_date(given["date"]).iso is None:
        raise ValueError(f"fill={{'date': {fill['date']!r}}} is no date; give one like 2022-12-23, 2022-12 or 2022")
    return given | ({"lang": code} if "lang" in given and code else {})


def _assemble(drafts: Iterable[Draft], n_records: int) -> Corpus:
    """Give every draft an id of its own, or a reason to be left out."""
    articles = _Articles()
    rows: list[list[audit.Row]] = []
    kept: list[list[audit.Row]] = []
    extras: list[Mapping[str, Any]] = []
    origins: list[tuple[str, int]] = []
    for draft in drafts:
        number, source, notes = draft.record.number, draft.record.source, draft.notes
        text = draft.values.get("text") or ""
        own = draft.values.get("id")
        if "text" not in draft.values:
            rows.append([audit.row(number, source, None, *notes[0])])
            continue
        if not _WORD.search(text):
            rows.append([audit.row(number, source, own, "empty_text", n_of(len(text), "character"))])
            continue
        article = Article(**{**draft.values, "text": text, "id": own or _hash(draft)})  # type: ignore[arg-type]
        if before := articles.same(article):
            reason = "duplicate_id" if own else "duplicate_record"
            rows.append([audit.row(number, source, article.id, reason, f"as article {before}")])
            continue
        id = articles.add(article)
        notes += (("id_suffixed", f"{article.id} was taken"),) if id != article.id else ()
        extras.append(draft.extra)
        origins.append((source, number))
        notes += tuple(text_notes(text))
        rows.append([audit.row(number, source, id, *note) for note in notes])
        kept.append(rows[-1])
    whole = tuple(articles.by_id.values())
    said = language_notes([article.text for article in whole], [article.lang for article in whole])
    for article, (source, number), of_article, note in zip(whole, origins, kept, said, strict=True):
        of_article += [audit.row(number, source, article.id, *note)] if note else []
    flat = audit.frame(row for of_record in rows for row in of_record)
    return Corpus(whole, flat, n_records, _extra(extras, list(articles.by_id)), tuple(origins))


class _Articles:
    """The articles so far by their ids, and what tells at once whether a text came before under the id it asks for."""

    def __init__(self) -> None:
        self.by_id: dict[str, Article] = {}
        self._texts: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}

    def same(self, article: Article) -> str | None:
        """Return the id under which the same text came before (with a number added, perhaps), or None."""
        return self._texts.get((article.id, article.text))

    def add(self, article: Article) -> str:
        """Take an article in under its id, or this with a number where another text has it; return the id."""
        id, count = article.id, self._last.get(article.id, 1)
        while id in self.by_id:
            count += 1
            id = f"{article.id}-{count}"
        self._last[article.id] = count
        self.by_id[id] = article if id == article.id else replace(article, id=id)
        self._texts[article.id, article.text] = self._texts[id, article.text] = id
        return id


def _hash(draft: Draft) -> str:
    """Return an id that depends on date, text and outlet as the record has it, so that it is the same in every run."""
    key = "\x1f".join((draft.outlet or "", draft.values.get("date") or "", draft.values.get("text") or ""))
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _extra(extras: list[Mapping[str, Any]], ids: list[str]) -> pd.DataFrame:
    import pandas as pd

    names = dict.fromkeys(name for extra in extras for name in extra)
    columns = {name: pd.Series([extra.get(name) for extra in extras], index=ids, dtype=object) for name in names}
    return pd.DataFrame(columns, index=pd.Index(ids, name="id", dtype=object)).infer_objects()
