"""French words the apostrophe and the hyphen cut: elisions (``l'|État``) and inverted pronouns (``dit|elle``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .characters import PAD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Languages that write no elision, and those that set no pronoun behind a verb with a hyphen.
NO_ELISION = frozenset({"en", "de", "es", "pt", "nl"})
NO_INVERSION = NO_ELISION | {"it", "ca"}

_SUBJECTS = "(?:t-)?(?:ils?|elles?|on)"
_OBJECTS = "je|tu|ce|nous|vous|moi|toi|lui|leur|les?|la|en|y"
_CLITICS = re.compile(
    "-(?:" + "|".join(
        f"(?P<{case}>{subject}|{object_})(?:-(?:{object_}))*(?![\\w-]|['’]\\w)"
        for case, subject, object_ in (("low", _SUBJECTS, _OBJECTS), ("up", _SUBJECTS.upper(), _OBJECTS.upper()))
    ) + "|(?P<elided>[tm](?=['’](?:en|y)\\b)))"
)  # fmt: skip
_ELIDED = frozenset("ldjmtscnLDJMTSCN")
_NAMELIKE = frozenset("MNTSDC")
_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûüœæ")
_OPENERS = frozenset('«“„"‘‹([')
_WHOLE = {"quelqu": ("un", "Un", "UN"), "presqu": ("île", "ile", "Île", "ÎLE", "ILE")}
_BE = frozenset("est était sera serait sont étaient fut fût soit seront seraient n'est".split())
# English compounds that look like an inversion, and French ones that are lexical.
_COMPOUNDS = frozenset("add head bolt spot hold lead fade rendez chez entre garde contre autre sous vice mise".split())


def split_inversions(text: str, inside: npt.NDArray[np.bool_]) -> None:
    """Cut the pronouns off an inverted verb: ``dit-elle``, ``a-t-il``, ``donne-le-moi``, ``va-t'en``."""
    for match in _CLITICS.finditer(text):
        before = _last_piece(text, match.start())
        if match["elided"]:
            inside[match.start() + PAD] = False
        elif before and _inverts(before, (match["low"] or match["up"]).lower()):
            chain = match.group()
            at = -1
            while (at := chain.find("-", at + 1)) >= 0:
                if chain[at - 2 : at].lower() != "-t":
                    inside[match.start() + at + PAD] = False


def _inverts(before: str, pronoun: str) -> bool:
    """Is ``before`` a verb that can carry this pronoun behind a hyphen?"""
    before = before.lower()
    if before in _COMPOUNDS:
        return False
    if pronoun.startswith("t-") or pronoun in ("je", "tu"):
        return True
    if pronoun in ("il", "ils", "elle", "elles", "on"):
        return before[-1] in "td"
    if pronoun == "ce":
        return before in _BE
    return before[-1] in "esz" if pronoun not in ("en", "y") else before.endswith(("ez", "ons", "as", "es"))


def split_elisions(
    text: str,
    inside: npt.NDArray[np.bool_],
    joints: npt.NDArray[np.intp],
    *,
    careful: bool,
) -> list[int]:
    """Make words of the elisions, apostrophe included, and return where the next word begins behind each.

    ``careful`` leaves capital ``D'`` before a capital alone.
    """
    written = inside.tobytes()
    behind: list[int] = []
    last = -1
    for at in joints.tolist():
        here = at - PAD
        chained = last == at - 2
        if _elides(text, here, chained or not written[at - 2], careful):
            inside[at] = True
            behind.append(at + 1)
            last = at
    return behind


def _elides(text: str, at: int, alone: bool, careful: bool) -> bool:
    """Does the apostrophe at ``at`` end an elision?  ``alone``: one letter stands before it."""
    letter, after = text[at - 1], text[at + 1 : at + 2]
    if not (after.isalnum() or after in _OPENERS):
        return False
    if letter in "uU":
        stem = _last_piece(text, at).lower()
        return stem.endswith("qu") and not text.startswith(_WHOLE.get(stem, "\n"), at + 1)
    if letter in "rR":
        return _last_piece(text, at).lower() == "entr" and text.startswith(("eux", "elles", "autres"), at + 1)
    if not alone or letter not in _ELIDED:
        return False
    if letter in _NAMELIKE and after.isalpha():
        title = after.isupper() and not text[at + 2 : at + 3].isupper() and (careful or letter not in "D")
        return not title and (after.isupper() or after in _VOWELS)
    return True


def _last_piece(text: str, end: int) -> str:
    """The letters right before ``end``, 15 at the most."""
    begin = end
    while begin > max(0, end - 15) and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:end]
