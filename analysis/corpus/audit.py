"""What happened to every record that did not pass untouched: left out, mended or kept with a question mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from analysis.corpus.decoding import repair
from analysis.lexicons import labels, load, name_of

if TYPE_CHECKING:
    import pandas as pd

Outcome = Literal["rejected", "repaired", "flagged"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

#: Every reason, what happens to the record (rejected: not in the corpus; repaired: in it, something was mended;
#: flagged: in it as delivered), and what it means.
REASONS: dict[str, tuple[Outcome, str]] = {
    "empty_text": ("rejected", "the text is missing or has no word in it"),
    "no_text_column": ("rejected", "no column of the source is known as the text"),
    "undecodable": ("rejected", "the bytes are no text in any encoding known here"),
    "unreadable_file": ("rejected", "a file of the folder that is not of a kind read here, or is damaged"),
    "no_record": ("rejected", "a file of the folder that holds no record"),
    "malformed_json": ("rejected", "the line is not JSON"),
    "not_a_record": ("rejected", "the element is not a set of named fields"),
    "malformed_csv": ("rejected", "a quotation mark of the table is not closed or stands in the wrong place"),
    "wrong_number_of_fields": ("rejected", "the line has more or fewer fields than the header"),
    "header_repeated": ("rejected", "the line repeats the names of the columns, as where tables were put together"),
    "press_not_read": ("rejected", "a document of a press database in which no text was found"),
    "duplicate_id": ("rejected", "the same id and the same text came before"),
    "duplicate_record": ("rejected", "no id, and the same outlet, date and text came before"),
    "left_out": ("rejected", "left out by a choice of the person who makes the analysis"),
    "id_suffixed": ("repaired", "another text came before under the same id; a number was added to this one"),
    "undecodable_bytes": ("repaired", "stray bytes in a UTF-8 source were read as cp1252, or replaced by U+FFFD"),
    "text_in_parts": ("repaired", "the text came as a list of parts; they were joined with an empty line between"),
    "column_instead": (
        "repaired",
        "the column of a field is empty or not in this file; that which another program writes for the field was taken",
    ),
    "trailing_fields": ("repaired", "empty fields after the last column were dropped"),
    "entities_read": (
        "repaired",
        "HTML entities in text or title (&laquo;, &eacute;, &nbsp;) were replaced by the characters they stand for",
    ),
    "tags_removed": ("repaired", "HTML tags in text or title were taken out, as strip_tags= asked for"),
    "lines_joined": ("repaired", "lines that an export had cut at one width were joined to paragraphs"),
    "encoding_guessed": (
        "repaired",
        "the file is in an encoding of old systems (Mac Roman, cp850), told by the letters inside words; encoding= "
        "says it for sure",
    ),
    "outlet_in_title": (
        "repaired",
        "the title ended in the outlet's name, as titles of web pages do; it was cut off, with the section before it",
    ),
    "outlet_mended": (
        "repaired",
        "entities, doubled spaces or split accents were mended in the outlet's name, or other articles have it in "
        "another spelling, which was taken",
    ),
    "outlet_from_folder": ("repaired", "no outlet stands in the file; the name of its folder was taken"),
    "outlet_from_others": (
        "repaired",
        "no outlet stands in the record; other records of the same web domain name it, and that was taken",
    ),
    "filled": ("repaired", "the record lacks a field; the value that the reader gave for all such records was taken"),
    "date_from_name": ("repaired", "no date stands in the text; that in the name of its file was taken"),
    "serial_date": ("repaired", "the date was a spreadsheet's number of days, read as counted from the end of 1899"),
    "date_by_language": (
        "repaired",
        "day and month could not be told apart; the day was taken to come first, as in the language of the articles",
    ),
    "undated": ("flagged", "no date"),
    "unreadable_date": ("flagged", "the date could not be read; kept as unknown"),
    "future_date": ("flagged", "the date lies after the day on which the article was read; it is kept"),
    "ambiguous_date": ("flagged", "day and month could not be told apart (dayfirst= says it); date kept as unknown"),
    "no_outlet": ("flagged", "no outlet, and no web address or folder to tell it (fill= gives one for all)"),
    "swapped_date": (
        "flagged",
        "every day of the column that a spreadsheet took for a date could be a month, and no other: day and month may "
        "have changed places in it",
    ),
    "unlisted_host": (
        "flagged",
        "the outlet is the domain of the web address, which lexicons/outlets.csv does not list",
    ),
    "unknown_language": ("flagged", "the declared language is not a language code or name known here; kept as unknown"),
    "language_contradicts": ("flagged", "the text reads as another language than the declared one"),
    "html_markup": ("flagged", "HTML tags or entities stand in the text (strip_tags= takes tags out)"),
    "head_not_read": (
        "flagged",
        "a document of a press database whose title, outlet and date could not be told from its text; they stand in it",
    ),
    "from_page": (
        "flagged",
        "the text is what a page of a news site gives to search engines (articleBody); paragraphs may run together",
    ),
    "truncated": ("flagged", "the end of the text looks cut off or behind a paywall"),
    "consent_notice": (
        "flagged",
        "what a page says of cookies stands at the beginning or the end of the text; its words count as the outlet's",
    ),
    "stub": (
        "flagged",
        "the text is short, and what a server or a browser says in place of an article (page not found, enable "
        "JavaScript)",
    ),
    "mojibake": ("flagged", "letters were read in a wrong encoding before they came here (Ã© for é)"),
    "replacement_character": ("flagged", "U+FFFD stands in the text where a letter was lost"),
    "control_characters": ("flagged", "invisible control characters stand in the text"),
    "decomposed_accents": ("flagged", "accents stand as characters of their own beside their letters"),
    "broken_lines": (
        "flagged",
        "lines break off inside sentences, as in a pasted PDF or a page whose links were torn out; each counts as a "
        "paragraph",
    ),
    "lines_of_signs": (
        "flagged",
        "long lines of signs (==========) stand in the text, as between several articles; they are told apart where "
        "each has a date or an address of its own, or fields above it",
    ),
    "several_documents": (
        "flagged",
        "numbers of several documents of Europresse stand in one text, as in a PDF of many articles saved as text; it "
        "counts as one article",
    ),
    "unclosed_quotation": (
        "flagged",
        "a quotation mark is opened and never closed; where what it opens ends can only be guessed, so it marks "
        "nothing, or what stands to the end of a short paragraph behind a colon",
    ),
}
#: What ``measure`` adds, in the same form.
MEASURED: dict[str, tuple[Outcome, str]] = {
    "language_not_read": ("flagged", "the text is in a language that is not read here; only its marks count"),
    "quotation_without_source": (
        "flagged",
        "a passage of 25 words or more stands inside marks and nobody was found to say it; it counts as `scare`",
    ),
    "interview": (
        "flagged",
        "questions and answers: what is answered counts as direct quotation, what is asked as the outlet's words",
    ),
    "embedded_post": (
        "flagged",
        "posts of a social network, signed with name, handle and date; they count as direct quotation",
    ),
    "cross_link": (
        "flagged",
        "links to other articles copied with the text (*Read also: …*) are not read; their words count as narration",
    ),
    "corrected by hand": ("repaired", "a correction was applied"),
    "corrected by hand, passage has moved": ("repaired", "a correction was applied where its passage now stands"),
    "correction found no passage": ("flagged", "no attribution stands where a correction points"),
    "correction of an unknown article": ("flagged", "a correction names an article the corpus does not have"),
}


def reason_name(reason: str, lang: str = "en") -> str:
    """Return a reason in the words of a language (``lexicons/reasons.csv``); one that has none is its own name.

    ``ValueError`` for a language that the suite does not speak.

    >>> reason_name("undated"), reason_name("undated", "fr"), reason_name("other_section", "fr")
    ('no date', 'sans date', 'autre rubrique')
    """
    labels(lang)  # refuses a language there is not
    if row := _rows(lang).get(reason):
        return row["words"]
    kind, _, name = reason.partition("_")
    form = _rows(lang).get(f"{kind}_*")
    return form["words"].format(name=name_of(name, lang)) if form and name else reason.replace("_", " ")


def advice(reason: str, lang: str = "en") -> str:
    """Return what to do next about the records of a reason, empty where nothing need be done.

    Arguments that it names are those of ``read_corpus``.

    >>> advice("ambiguous_date"), advice("duplicate_id")
    ('say dayfirst=True or dayfirst=False', '')
    """
    row = _rows(lang).get(reason)
    return row["advice"] if row else ""


@cache
def _rows(lang: str) -> dict[str, Mapping[str, str]]:
    return {row["reason"]: row for row in load("reasons") if row["lang"] == lang}


def as_markdown() -> str:
    """Return every reason with what becomes of its record, what it means and what to do next, as a Markdown table."""
    rows = [
        f"| `{reason}` | {outcome} | {meaning} | {advice(reason)} |"
        for reason, (outcome, meaning) in (REASONS | MEASURED).items()
    ]
    head = ["#### Reasons in the audit", "", "| reason | outcome | meaning | what to do |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


COLUMNS = ("record", "source", "id", "outcome", "reason", "detail")
Row = tuple[int, str, str | None, str, str, str]


def row(number: int, source: str, id: str | None, reason: str, detail: str) -> Row:
    """Return one audit row; the outcome follows from the reason."""
    return number, repair(source), id and repair(id), REASONS[reason][0], reason, repair(detail)


def frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Return the audit as a table: ``record`` is the place in its source (1 = first), ``id`` None when it has none."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return table.astype({"record": "int64"} | dict.fromkeys(COLUMNS[1:], "object"))
