"""The letters of word-processor files: Word (.docx) and Rich Text Format (.rtf), one line a paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The same of files that are saved as Strict Open XML.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MAIN = "word/document.xml"
#: What stands in the document once more: a box as older programs draw it, the place a piece was moved from.
_SECOND = {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_WORD}moveFrom"}
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t", f"{_WORD}noBreakHyphen": "\u2011"}

#: A control word with its number, a hexadecimal character, a control symbol, a brace, or plain letters.
_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I)
#: Groups that hold no text of the document.
_SILENT = set(
    "fonttbl colortbl stylesheet info pict header footer headerl headerr headerf footerl footerr footerf fldinst "
    "object listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl "
    "bkmkstart bkmkend annotation atnid atnauthor footnote".split()
)
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "~": "\u00a0",
    "_": "\u2011", "-": "\u00ad", "emspace": "\u2003", "enspace": "\u2002",
}  # fmt: skip


def docx_text(data: bytes, name: str) -> str:
    """Return the paragraphs of a Word document; what was deleted with changes tracked, and notes, are no part of it.

    Raises ``ValueError`` for a file that is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ElementTree.fromstring(archive.read(_main_part(archive)))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"{name!r} is not a .docx file: {error}") from None
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.replace(_STRICT, _WORD)
    return "\n".join(_paragraph(node) for node in _once(root) if node.tag == f"{_WORD}p")


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return where in the file the document stands, which the file itself says; some programs give it another name."""
    try:
        relations = ElementTree.fromstring(archive.read("_rels/.rels"))
    except (KeyError, ElementTree.ParseError):
        return _MAIN
    for relation in relations:
        if relation.get("Type", "").endswith("/officeDocument") and (target := relation.get("Target", "").lstrip("/")):
            return target if target in archive.namelist() else _MAIN
    return _MAIN


def _once(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what a document shows, in its order: not where a piece was moved from, nor a box a second time."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag not in _SECOND:
            yield node
            waiting.extend(reversed(node))


def _paragraph(paragraph: ElementTree.Element) -> str:
    """Return what stands in a paragraph itself, not in those of a box inside it, which come on their own."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag in _BREAKS:
            parts.append(_BREAKS[node.tag])
        elif node.tag not in {f"{_WORD}p", f"{_WORD}pPr", f"{_WORD}rPr", *_SECOND}:
            waiting.extend(reversed(node))
    return "".join(parts)


def rtf_text(data: bytes, name: str) -> str:
    r"""Return the text of an RTF file (specification 1.9.1, 2008); ``ValueError`` for a file that is none.

    >>> rtf_text(rb"{\rtf1\ansi\ansicpg1252 {\fonttbl{\f0 Arial;}}L'\'e9t\'e9 \u339?uvre\par Fin.}", "a.rtf")
    "L'été œuvre\nFin."
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError(f"{name!r} is not an RTF file")
    text = data.decode("cp1252", "replace")
    page = re.search(r"\\ansicpg(\d+)", text[:2000])
    reader = _Rtf(page[1] if page else "1252")
    for match in _TOKEN.finditer(text):
        reader.take(*match.groups())
    return reader.text()


class _Rtf:
    """Reads RTF token by token: what is silent ends with its group, a letter of two bytes comes in two tokens."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._out: list[str] = []
        self._bytes = bytearray()
        self._groups: list[tuple[bool, int]] = []
        self._silent = self._starred = False
        self._width, self._skip = 1, 0  # characters that stand for a \u where it is not known, and those still to come

    def take(self, word: str, number: str, code: str, symbol: str, brace: str, plain: str) -> None:
        """Take one token of the six kinds; the others are None."""
        if code:
            if self._skip:
                self._skip -= 1
            elif not self._silent:
                self._bytes.append(int(code, 16))
            return
        self._flush()
        if brace == "{":
            self._groups.append((self._silent, self._width))
        elif brace:
            self._silent, self._width = self._groups.pop() if self._groups else (True, 1)
        elif word:
            self._word(word, number)
        elif plain:
            taken = min(self._skip, len(plain))
            self._skip -= taken
            self._write(plain[taken:])
        elif symbol and symbol != "*":
            self._write(_SIGNS.get(symbol, symbol if symbol in "\\{}" else ""))
        self._starred = symbol == "*"

    def text(self) -> str:
        """Return what was read."""
        self._flush()
        whole = "".join(self._out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.strip("\x00\n ")

    def _word(self, word: str, number: str | None) -> None:
        if word == "u" and number:
            self._skip = self._width
            self._write(chr(int(number) % 65536))
        elif word == "uc":
            self._width = min(int(number or 1), 9)
        elif word in _SILENT or self._starred:
            self._silent = True
        else:
            self._write(_SIGNS.get(word, ""))

    def _write(self, text: str) -> None:
        if not self._silent:
            self._out.append(text)

    def _flush(self) -> None:
        if self._bytes:
            try:
                self._write(self._bytes.decode(f"cp{self._page}", "replace"))
            except LookupError:
                self._write(self._bytes.decode("cp1252", "replace"))
            self._bytes.clear()
