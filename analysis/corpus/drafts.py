"""One record on its way to an article: its columns found, its values as text, its outlet and language read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from analysis.corpus.decoding import repair
from analysis.corpus.fields import match, stand_ins
from analysis.corpus.markup import TAG, entities, without_entities, without_tags
from analysis.corpus.nesting import NAMES
from analysis.corpus.outlets import host_of, one_name, outlet_of
from analysis.corpus.records import ARTICLES, Note, Record
from analysis.counts import n_of
from analysis.text import language_code

#: What tables write where they know nothing.
_NOTHING = {"", "none", "nan", "null", "nat", "n/a", "na", "#n/a", "<na>", "undefined"}
#: Fields of which an article has one, and the keys under which an object holds a text.
_SINGLE = ("outlet", "date", "title", "id", "url")
_TEXTS = ("text", "rendered", "body", "content", "value")
#: A name of a column with more words is a text, which stands where the names should.
_WORDS = 8
#: Different entities that are named where some were read.
_ENTITIES = 5
#: Characters from which a cell may be a text.
_LONG = 150
#: Columns that are named when none of them is the text.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A record on its way to an article: its fields as text, what was noticed, and the columns that are left over.

    ``outlet`` is what the record itself says, whatever other records make of it.
    """

    record: Record
    values: Mapping[str, str | None]
    notes: tuple[Note, ...]
    extra: Mapping[str, Any]
    date: object = None
    outlet: str | None = None


def drafts(records: list[Record], named: Mapping[str, str], strip_tags: bool = False) -> Iterator[Draft]:
    """Yield each record with its fields found; what only the others tell is settled later (``settling``).

    ``strip_tags``: whether HTML tags are taken out of texts and titles.
    """
    matched: dict[tuple[object, ...], tuple[dict[str, str], dict[str, tuple[str, ...]]]] = {}
    here = _named_in(records, named)
    for record in records:
        if record.fields is None:
            yield Draft(record, {}, record.notes, {})
            continue
        asked = here[record.source]
        key = (*asked, None, *record.fields)
        if key not in matched:
            found = match(record.fields, asked)
            matched[key] = found, stand_ins(record.fields, found, asked)
        columns, others = matched[key]
        if usual := [field for field in named if field not in asked and field in columns]:
            told = "; ".join(f"{columns[field]} for {named[field]}, which is not in this file" for field in usual)
            record = replace(record, notes=(*record.notes, ("column_instead", told)))
        instead = _instead(record.fields or {}, columns, others)
        if instead:
            told = "; ".join(f"{column} for the empty {columns[field]}" for field, column in instead.items())
            record = replace(record, notes=(*record.notes, ("column_instead", told)))
        yield _draft(record, record.fields or {}, columns | instead, strip_tags)


def _named_in(records: list[Record], named: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return source -> the named columns that it has; in a file without one the usual names tell the field.

    Of a folder one table may have odd columns, and the exports beside it their own: naming those of the one must not
    cost the others their outlets and dates.
    """
    columns: dict[str, dict[str, None]] = {}
    for record in records:
        columns.setdefault(record.source, {}).update(dict.fromkeys(record.fields or ()))
    return {
        source: {field: name for field, name in named.items() if field in match(names, {field: name})}
        for source, names in columns.items()
    }


def _instead(
    fields: Mapping[str, Any], columns: Mapping[str, str], others: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return field -> the column that stands in for an empty one, as where the tables of two programs were joined.

    An outlet is told by the web address where there is one.
    """
    linked = "url" in columns and not _is_nothing(fields[columns["url"]])
    return {
        field: full
        for field, names in others.items()
        if _is_nothing(fields[columns[field]])
        and not (field == "outlet" and linked)
        and (full := next((name for name in names if not _is_nothing(fields[name])), None))
    }


def _is_nothing(value: object) -> bool:
    return _string(_bare(value), _TEXTS + NAMES) is None


def _draft(record: Record, fields: Mapping[str, Any], columns: Mapping[str, str], strip_tags: bool) -> Draft:
    """Turn the fields of a record into text, with what was noticed on the way."""
    notes = list(record.notes)
    raw = {field: fields[column] for field, column in columns.items()}
    if "text" not in columns:
        lost = "; is its first line a header?" if any(len(str(name).split()) > _WORDS for name in fields) else ""
        told = f"columns are {_listed(fields)}; name one with text={_longest(fields)}{lost}"
        return Draft(record, {}, (("no_text_column", told),), {})
    raw = {field: _bare(value) for field, value in raw.items()}
    if isinstance(raw["text"], list):
        if several := [columns[field] for field in _SINGLE if isinstance(raw.get(field), list)]:
            what = f"lists of values in {columns['text']} and {', '.join(several)}: columns, not one article"
            return Draft(record, {}, (("not_a_record", what),), {})
        notes.append(("text_in_parts", n_of(len(raw["text"]), "part")))
        raw["text"] = "\n\n".join(filter(None, (_string(part, _TEXTS) for part in raw["text"])))
    values = {f: _string(value, _TEXTS if f == "text" else NAMES) for f, value in raw.items() if f != "date"}
    mended = {field: None if value is None else repair(value) for field, value in values.items()}
    if broken := [columns[field] for field in values if values[field] != mended[field]]:
        notes.append(("undecodable_bytes", f"in {', '.join(broken)}"))
    if record.source != ARTICLES:  # an Article has the text its maker gave it
        notes += _from_the_web(mended, strip_tags)
    notes += _place(mended)
    mended["lang"], declared = language_code(mended.get("lang")), mended.get("lang")
    if declared and not mended["lang"]:
        notes.append(("unknown_language", declared[:80]))
    taken = set(columns.values())
    extra = {k: repair(v) if isinstance(v, str) else v for k, v in fields.items() if k not in taken}
    date = None if str(raw.get("date")).strip().casefold() in _NOTHING else raw.get("date")
    return Draft(record, mended, tuple(notes), extra, date, mended.get("outlet"))


def _from_the_web(values: dict[str, str | None], strip_tags: bool) -> Iterator[Note]:
    """Write the entities in text and title as characters, and take out their tags where that is asked for."""
    for field in ("text", "title"):
        if found := entities(values.get(field) or ""):
            values[field] = without_entities(values[field] or "")
            first = ", ".join(list(dict.fromkeys(found))[:_ENTITIES])
            yield "entities_read", f"{len(found)} in the {field}: {first}"
    for field in ("text", "title") if strip_tags else ():
        if count := len(TAG.findall(values.get(field) or "")):
            values[field] = without_tags(values[field] or "")
            yield "tags_removed", f"{count} in the {field}"


def _listed(columns: Mapping[str, Any]) -> str:
    """List the names of columns for a reader, who cannot read thousands of them."""
    more = len(columns) - _SHOWN
    names = ", ".join(map(str, islice(columns, _SHOWN))) or "none"
    return f"{names} ... and {more:,} more" if more > 0 else names


def _longest(columns: Mapping[str, Any]) -> str:
    """Return which column holds the longest cell, where that may be a text, as a hint.

    >>> _longest({"n": 1, "contenu": "Il neige. " * 20}), _longest({"n": "Il neige."})
    (" (the longest cell stands in 'contenu')", '')
    """
    sizes = {name: len(value) for name, value in columns.items() if isinstance(value, str)}
    name = max(sizes, key=lambda name: sizes[name], default="")
    return f" (the longest cell stands in {name!r})" if sizes.get(name, 0) >= _LONG else ""


def _bare(value: object) -> Any:
    """Return an array or a tuple as a list, and a list of one value as that value."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, tuple):
        value = list(value)
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _string(value: object, keys: tuple[str, ...]) -> str | None:
    """Return a value as text, untouched, or None for the many ways tables write *nothing*.

    Of an object the first of ``keys`` it has is taken; several values are joined by semicolons.
    """
    if isinstance(value, Mapping):
        value = next((value[key] for key in keys if value.get(key) is not None), None)
    if isinstance(value, list):
        value = "; ".join(filter(None, (_string(part, keys) for part in value)))
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
    if (written := values.get("outlet")) and (mended := one_name(written)) != written:
        values["outlet"] = mended or None
        yield "outlet_mended", f"{written!r:.80}"
    name, url = values.get("outlet"), values.get("url")
    if name and host_of(name) and ("://" in name or url is None or outlet_of(name) != (name, False)):
        if "://" in name and url is None:
            values["url"] = name
        url, name = name, None
    if name is None and url and (found := outlet_of(url)):
        values["outlet"] = found[0]
        if not found[1]:
            yield "unlisted_host", found[0]
