"""What one record does not tell but the others do, or its folder, or the reader: outlets, the order of dates, ids."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.corpus.checks import language_of
from analysis.corpus.datecolumns import column_order, is_untold, may_be_swapped, order_of_languages
from analysis.corpus.dates import Order, read_date
from analysis.corpus.drafts import Draft
from analysis.corpus.folders import outlets_of_folders
from analysis.corpus.headlines import without_outlet
from analysis.corpus.outlets import one_spelling, outlet_of
from analysis.corpus.records import ARTICLES, Note
from analysis.corrections import whole_id
from analysis.counts import n_of

#: Articles of a column whose languages are looked at.
_SAMPLE = 200
#: Records of a domain that must name its outlet, and the share of them that must name the same one.
_WITNESSES, _AGREED = 3, 0.95
_HOW_OUTLET = (
    "name its column with outlet=, give one for all with fill={'outlet': …}, or name folders after the outlets and "
    "read the one above them"
)
_HOW_DATE = "say dayfirst=True or dayfirst=False"


def settle(drafts: Iterable[Draft], fill: Mapping[str, str], dayfirst: bool | None) -> Iterator[Draft]:
    """Yield the drafts with what others tell of them; every change of a value has its note, but for an id's ``.0``.

    ``fill``: field -> value for records that lack it; ``dayfirst``: of dates whose column does not tell.
    """
    whole = _with_whole_ids(list(drafts))
    return _dated(_titled(_hosted(_spelled(_placed(list(_filled(whole, fill)))))), dayfirst)


def _with(draft: Draft, field: str, value: str, note: Note) -> Draft:
    return replace(draft, values={**draft.values, field: value}, notes=(*draft.notes, note))


def _with_whole_ids(drafts: list[Draft]) -> list[Draft]:
    """Take the ``.0`` from ids that all have it: 7.0 in a file is the 7 it was before a table took it for a number."""
    written: dict[str, list[bool]] = defaultdict(list)
    for draft in drafts:
        if own := draft.values.get("id"):
            # An Article has the id its maker gave it.
            written[draft.record.source].append(draft.record.source != ARTICLES and whole_id(own) != own)
    decimal = {source for source, seen in written.items() if all(seen)}

    def whole(draft: Draft) -> Draft:
        own = draft.values.get("id")
        return replace(draft, values={**draft.values, "id": whole_id(own)}) if own else draft

    return [whole(draft) if draft.record.source in decimal else draft for draft in drafts]


def _filled(drafts: Iterable[Draft], fill: Mapping[str, str]) -> Iterator[Draft]:
    for draft in drafts:
        for field, value in fill.items() if draft.values else ():
            if (draft.date if field == "date" else draft.values.get(field)) is None:
                draft = _with(draft, field, value, ("filled", f"{field} = {value}"))
                draft = replace(draft, date=value) if field == "date" else draft
        yield draft


def _placed(drafts: list[Draft]) -> list[Draft]:
    """Name the outlet after the folder where nothing else tells it."""
    found = outlets_of_folders({draft.record.source for draft in drafts})

    def place(draft: Draft) -> Draft:
        if not draft.values or draft.values.get("outlet"):
            return draft
        if outlet := found.get(draft.record.source):
            return _with(draft, "outlet", outlet, ("outlet_from_folder", outlet))
        return replace(draft, notes=(*draft.notes, ("no_outlet", _HOW_OUTLET)))

    return [place(draft) for draft in drafts]


def _spelled(drafts: list[Draft]) -> list[Draft]:
    """Write an outlet in one way where the records write it in several."""
    counts = Counter(outlet for draft in drafts if (outlet := draft.values.get("outlet")))
    better = one_spelling(counts)

    def spell(draft: Draft) -> Draft:
        name = draft.values.get("outlet") or ""
        if name not in better:
            return draft
        return _with(draft, "outlet", better[name], ("outlet_mended", f"{name!r:.80} is {better[name]}"))

    return [spell(draft) for draft in drafts] if better else drafts


def _hosted(drafts: list[Draft]) -> list[Draft]:
    """Name the outlet of a web address that no list has as other records of the same domain do, if they agree."""
    bare = [any(reason == "unlisted_host" for reason, _ in draft.notes) for draft in drafts]
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for draft, untold in zip(drafts, bare, strict=True) if any(bare) else ():
        site = None if untold else outlet_of(draft.values.get("url") or "")
        if site and (outlet := draft.values.get("outlet")):
            told[site[0]][outlet] += 1
    agreed = {
        domain: outlets.most_common(1)[0]
        for domain, outlets in told.items()
        if outlets.most_common(1)[0][1] >= max(_WITNESSES, _AGREED * outlets.total())
    }

    def name(draft: Draft) -> Draft:
        domain = draft.values.get("outlet") or ""
        if domain not in agreed:
            return draft
        outlet, n = agreed[domain]
        notes = tuple(note for note in draft.notes if note[0] != "unlisted_host")
        remark = ("outlet_from_others", f"{outlet}, as {n_of(n, 'record')} of {domain}")
        return _with(replace(draft, notes=notes), "outlet", outlet, remark)

    return [name(draft) if untold else draft for draft, untold in zip(drafts, bare, strict=True)]


def _titled(drafts: list[Draft]) -> list[Draft]:
    """Take the outlet's name from the end of headlines."""

    def title(draft: Draft) -> Draft:
        written, outlet = draft.values.get("title"), draft.values.get("outlet")
        if not written or not outlet or (kept := without_outlet(written, outlet)) == written:
            return draft
        return _with(draft, "title", kept, ("outlet_in_title", f"{written[len(kept) :].strip()!r:.80}"))

    return [title(draft) for draft in drafts]


def _dated(drafts: list[Draft], dayfirst: bool | None) -> Iterator[Draft]:
    """Yield the drafts with their dates read, each as its column is."""
    size = Counter(draft.record.source for draft in drafts)
    columns: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        # The files that hold one article each are one column together.
        columns[draft.record.source if size[draft.record.source] > 1 else ""].append(draft)
    read: dict[int, Draft] = {}
    for column in columns.values():
        read |= zip(map(id, column), _read_column(column, dayfirst), strict=True)
    return (read[id(draft)] for draft in drafts)


def _read_column(column: list[Draft], dayfirst: bool | None) -> Iterator[Draft]:
    dates = [draft.date for draft in column]
    order, langs = column_order(dates), ""
    if order is None and dayfirst is not None:
        order = "day-month" if dayfirst else "month-day"
    elif order is None and is_untold(dates):
        order, langs = _order_by_language([draft for draft in column if _is_ambiguous(draft.date)])
    swapped = may_be_swapped(dates)
    # In the east it is tomorrow already.
    latest = (dt.date.today() + dt.timedelta(days=1)).isoformat()
    for draft in column:
        found = read_date(draft.date, order)
        notes = draft.notes
        if draft.record.fields is not None and (found.iso is None or found.problem):
            notes += ((found.problem or "undated", _told(draft.date) if found.problem else ""),)
        if found.iso and found.iso > latest:
            notes += (("future_date", found.iso),)
        if found.iso and isinstance(draft.date, dt.date) and swapped:
            notes += (("swapped_date", found.iso),)
        if langs and found.iso and _is_ambiguous(draft.date):
            notes += (("date_by_language", f"{draft.date} is {found.iso}, as in {langs}; else dayfirst=False"),)
        yield replace(draft, values={**draft.values, "date": found.iso}, notes=notes)


def _is_ambiguous(date: object) -> bool:
    return isinstance(date, str) and read_date(date).problem == "ambiguous_date"


def _told(date: object) -> str:
    """Return a date as it was written and, where that helps, how to have it read."""
    helps = _is_ambiguous(date) and read_date(date, "day-month").iso
    return f"{date!s:.80}; {_HOW_DATE}" if helps else f"{date!s:.80}"


def _order_by_language(ambiguous: list[Draft]) -> tuple[Order | None, str]:
    """Return the order in which the languages of some articles write dates, and these languages."""
    some = ambiguous[:: max(1, len(ambiguous) // _SAMPLE)]
    langs = [draft.values.get("lang") or language_of(draft.values.get("text") or "") for draft in some]
    order = order_of_languages(langs)
    return order, ", ".join(sorted({lang for lang in langs if lang})) if order else ""
