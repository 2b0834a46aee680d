"""From bytes to letters: which encoding a file is in, and what could not be read.

Files say it by a byte-order mark or not at all.  Nothing is guessed that the bytes contradict: UTF-8 is taken when the
whole file is valid UTF-8, cp1252 when it is not (latin-1 text reads the same in cp1252, which adds “ ” ’ € œ), each by
the line where some lines are the one and some the other, as when tables of two origins were put together, and an older
encoding where cp1252 would put signs into words (``codepages``).
"""

from __future__ import annotations

import codecs
import re

from analysis.corpus.codepages import likeliest

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: The mark once it is decoded; left in place, it would hide the name of the first column.
_MARK = "\ufeff"
#: One stray byte among many good UTF-8 letters is damage, not another encoding: the share of good ones that decides.
_GOOD_UTF8 = 0.9
_ESCAPED = re.compile("[\udc80-\udcff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: UTF-8 that was once read as cp1252 and saved: Ã© for é, â€™ for ’; or cp1252 read as latin-1: U+0092 for ’.
_MOJIBAKE = re.compile(
    "[\x80-\x84\x86-\x9f]|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œ˜“”¦]|Â[«»°\xa0]|Å[“’]"
)

_MAY_BE = re.compile("[\x80-\x84\x86-\x9fÃÂÅâ]")


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Bytes that a mostly-UTF-8 file holds against the rules stay in the text as lone surrogates (U+DC80 to U+DCFF), so
    that ``repair`` can mend the one record they stand in.  With ``encoding`` given, bytes it does not know become
    U+FFFD; latin-1 is read as cp1252, which it is meant for wherever the two differ.  Raises ``ValueError`` for an
    encoding Python does not know.

    A byte-order mark is no part of the text.

    >>> decode("été".encode("cp1252")), decode("été".encode("utf-16"))
    (('été', 'cp1252'), ('été', 'utf-16'))
    """
    if encoding is not None:
        try:
            encoding = "cp1252" if codecs.lookup(encoding).name == "iso8859-1" else encoding
            return data.decode(encoding, errors="replace").removeprefix(_MARK), encoding
        except LookupError:
            raise ValueError(
                f"encoding={encoding!r} is unknown; give a name such as 'utf-8', 'utf-16', 'cp1252' or 'latin-1'"
            ) from None
    name = detect(data)
    if name == "cp1252" and (lines := _mixed(data)):
        return "".join(lines), "utf-8"
    return data.decode(name, errors="surrogateescape" if name == "utf-8" else "replace").removeprefix(_MARK), name


def detect(data: bytes) -> str:
    """Name the encoding of some bytes: utf-8 (-sig), utf-16 (-le, -be), utf-32, cp1252, mac_roman or cp850.

    >>> detect("a b c".encode("utf-16-le")), detect(b""), detect("é".encode("latin-1"))
    ('utf-16-le', 'utf-8', 'cp1252')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _utf16(data[:4000]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        high = len(re.findall(rb"[\x80-\xff]", data))
        good = sum(map(len, _UTF8_LETTER.findall(data)))
        return "utf-8" if good >= _GOOD_UTF8 * high else likeliest(data)
    return "utf-8"


def _mixed(data: bytes) -> list[str]:
    """Return the lines of a file part of which is UTF-8, the bytes of the others as lone surrogates; else nothing.

    A line is UTF-8 when it is valid and gives letters cp1252 has: a chance pair of bytes, É and a no-break space in
    cp1252, gives others.
    """
    if not _UTF8_LETTER.search(data):
        return []
    lines, found = [], False
    for line in data.splitlines(keepends=True):
        text = None if line.isascii() else _western(line)
        found = found or text is not None
        lines.append(line.decode("ascii", "surrogateescape") if text is None else text)
    return lines if found else []


def _western(line: bytes) -> str | None:
    try:
        text = line.decode("utf-8")
        text.encode("cp1252")
    except UnicodeError:
        return None
    return text


def _utf16(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes: plain letters leave one in every second place."""
    half = len(sample) // 2
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if half and odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if half and even > 0.4 * half and odd < 0.1 * half else None


def repair(text: str) -> str:
    """Return a text without lone surrogates: stray bytes are read as cp1252, what that does not know becomes U+FFFD.

    A text that has none comes back as it is.

    >>> repair("d\\udce9j\\u00e0"), repair("\\ud83d!")
    ('déjà', '\\ufffd!')
    """
    if not _SURROGATE.search(text):
        return text
    text = _ESCAPED.sub(lambda m: m[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)
    return _SURROGATE.sub("\ufffd", text)


def is_binary(text: str) -> bool:
    """Tell whether decoded bytes are no text at all (a picture, a PDF): more than one control character in fifty.

    >>> is_binary("\\x00\\x01\\x02PNG"), is_binary("A line.\\n")
    (True, False)
    """
    return len(_CONTROL.findall(text)) * 50 > len(text)


def mojibake(text: str) -> int:
    """Count the letters that were read in a wrong encoding before they came here.

    >>> mojibake("l’Ã©tÃ©"), mojibake("SÃO PAULO, été")
    (2, 0)
    """
    return len(_MOJIBAKE.findall(text)) if _MAY_BE.search(text) else 0
