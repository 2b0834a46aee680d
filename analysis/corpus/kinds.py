"""What a file is, whatever its name says: data bases name pages and RTF .doc, and pages and tables of text .xls."""

from __future__ import annotations

#: Spreadsheets that are no text.
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0"
_PAGES = dict.fromkeys((b"<html", b"<!doctype html", b"<head", b"<meta", b"<table", b"<style"), ".html")
#: How the kinds of files begin that come under the suffix of another.
_DOCUMENTS = {b"{\\rtf": ".rtf", b"pk\x03\x04": ".docx", b"<html": ".html", b"<!doctype html": ".html"}
_TABLES = {_OLE: ".xls", b"pk\x03\x04": ".xlsx", b"<?xml": ".xml", **_PAGES}
_BEGINNINGS = {
    ".doc": _DOCUMENTS, ".docx": _DOCUMENTS, ".rtf": _DOCUMENTS, ".xls": _TABLES, ".xlsx": _TABLES,
    ".csv": {_OLE: ".xls", b"pk\x03\x04": ".xlsx"},
}  # fmt: skip
_START = 100
#: What a file of another kind can be saved as by the program that opens it, or by one that takes its text out.
INSTEAD = {
    ".pdf": ".txt (pdftotext does it) or .docx", ".doc": ".docx", ".odt": ".docx", ".pages": ".docx", ".mht": ".html",
    ".mhtml": ".html", ".numbers": ".xlsx", ".xlsb": ".xlsx", ".md": ".txt", ".7z": ".zip", ".rar": ".zip",
    ".eml": ".txt", ".msg": ".txt", ".epub": ".txt or .html",
}  # fmt: skip


def written_as(data: bytes, suffix: str) -> str:
    """Return the suffix of what a word-processor file or an old spreadsheet is; any other keeps its own.

    A .doc of no beginning known here is one of Word before 2007, a .xls a table of text.

    >>> written_as(b"{\\\\rtf1", ".doc"), written_as(b"<table><tr>", ".xls"), written_as(b"id\\ttexte", ".xls")
    ('.rtf', '.html', '.csv')
    """
    if suffix not in _BEGINNINGS:
        return suffix
    start = data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = next((kind for begin, kind in _BEGINNINGS[suffix].items() if start.startswith(begin)), None)
    if found is None and _BEGINNINGS[suffix] is _TABLES:
        # In UTF-16, which Excel writes as "Unicode text", every other byte is 0.
        return ".csv" if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data else suffix
    return found or suffix
