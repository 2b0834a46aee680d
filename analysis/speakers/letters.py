"""How the letters of a text are read: in lower case, in capitals, as tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Capital letters of the scripts the press of these languages prints: Latin with its marks, Greek, Cyrillic.
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩЀ-Я"
# What makes blanks of the same length of quotation marks and hard spaces.
UNMARKED = str.maketrans('«»“”"\u00a0\u202f', "       ")
_FOLDED = tuple(zip("’\u00a0‘´`ʼ\u202f\u2009\u200a‑", "' ''''   -", strict=True))


def folded(text: str) -> str:
    """Return ``text`` in lower case with one kind of apostrophe, space and hyphen; the length never changes.

    >>> folded("L’État")
    "l'état"
    """
    low = text.lower()
    # Nearly every text ends here: looking costs a twentieth of translating.
    if low.isascii():
        return low.replace("`", "'") if "`" in low else low
    if len(low) != len(text):
        low = "".join(c.lower()[0] for c in text)
    # Ten looks for a letter cost a fifth of one translation.
    for odd, plain in _FOLDED:
        if odd in low:
            low = low.replace(odd, plain)
    return low


def apart(low: str) -> list[str]:
    """Return the words of a folded phrase, an elided one by itself.

    >>> apart("la présidente de l'association")
    ['la', 'présidente', 'de', "l'", 'association']
    """
    return low.replace("'", "' ").split()


def together(words: Sequence[str]) -> str:
    """Return words cut by :func:`apart` as they are looked up: "chef de l'état"."""
    return " ".join(words).replace("' ", "'")


TOKEN = re.compile(r"[@#]?\w+(?:[-‑.](?=\w)\w+)*(?:['’](?!s\b)(?=\w)|['’]s\b)?|[^\w\s]")

# How a capitalised word goes on, and the small words and signs that may stand between two of them.
_LETTERS = rf"\w*(?:(?:['’](?=\w\w)|[-‑](?=\w)|&(?=\w)|\.(?<![^\W\d_]{{2}}[a-zß-ÿ]\.)(?=[{UPPER}]\.?[\w ]))\w*)*"
_ARABIC = "(?:al|el|ad|ul)[-‑]"
_PARTICLES = "(?:(?:van|von|der|den|di|da|dos|bin|bint|ben|al|el|ibn|ter|ten|zu|af|(?<= [Vv]an )de) ){1,2}"
# The look at one letter spares the others where a name has ended.
_BETWEEN = rf"(?:(?=[&abdeituvz])(?:& |{_PARTICLES}(?:{_ARABIC})?|{_ARABIC}))?"

CAPITALISED = re.compile(
    rf"[{UPPER}](?<!\w.){_LETTERS}(?:(?:(?<=[{UPPER}])(?<!\w.)\.)?[ \u00a0]{_BETWEEN}[{UPPER}]{_LETTERS})*", re.DOTALL
)
