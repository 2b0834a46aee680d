"""The names of groups on a chart: cut to their room so that no two look alike, on lines, with how many each has."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable

from ..lexicons import labels, number
from .paper import narrow


def short(name: object, most: int | None = None) -> str:
    """Return a group's name cut to what a chart has room for; the CSV beside the chart has it whole.

    ``most``: so many letters; None: 27, which stand beside a row, or 44 in one column of print, which stand above it.

    >>> short("L'Observatoire"), short("La Gazette des ports et des îles du Nord", 20)
    ("L'Observatoire", 'La Gazette des port…')
    """
    most = most or _room()
    written = str(name).strip("\u2068\u2069")
    cut = written if len(written) <= most else written[: most - 1].rstrip() + "…"
    # A name written from right to left is set apart, or the number beside it would be turned round with it.
    leftward = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in cut)
    return f"\u2068{cut}\u2069" if leftward else cut


def _room() -> int:
    return 44 if narrow() else 27


def shortened(names: Iterable[object], most: int | None = None) -> list[str]:
    """Return names cut to what a chart has room for, so that no two that differ look alike: these keep their ends.

    >>> shortened(["La Dépêche du Midi, Toulouse", "La Dépêche du Midi, Tarbes", "Le Clairon"], 20)
    ['La Dépêche…Toulouse', 'La Dépêche…, Tarbes', 'Le Clairon']
    """
    most = most or _room()
    whole = [str(name) for name in names]
    cut = [short(name, most) for name in whole]
    owners: dict[str, set[str]] = {}
    for name, one in zip(whole, cut, strict=True):
        owners.setdefault(one, set()).add(name)
    end = 2 * most // 5
    middle = [f"{name[: most - end - 1].rstrip()}…{name[-end:]}" for name in whole]
    return [short(m, most) if len(owners[one]) > 1 else one for one, m in zip(cut, middle, strict=True)]


def row_name(name: object, lang: str = "en") -> str:
    """Return the display name of a kind or a class; an outlet stands as it is written, its underscores too.

    >>> row_name("collective_vague"), row_name("journal_du_port")
    ('vague collective', 'journal_du_port')
    """
    return labels(lang).get(str(name), str(name))


def lines(name: object, most: int = 40) -> str:
    """Return a name on as many lines as it takes, none longer than ``most`` unless a word is.

    >>> lines("La Gazette des ports et des îles du Nord − Le Clairon")
    'La Gazette des ports et des îles du Nord\\n− Le Clairon'
    """
    return textwrap.fill(str(name), most, break_long_words=False, break_on_hyphens=False)


def sized(name: object, n: float, lang: str = "en") -> str:
    """Return a group's name, cut if need be, with how many it has.

    >>> sized("L'Observatoire", 1200)
    "L'Observatoire  (n = 1,200)"
    """
    return f"{short(name)}  (n = {_how_many(n, lang)})"


def beside(name: object, n: float, lang: str = "en") -> str:
    """Return a group's name with how many it has in brackets, where a chart has no room for ``sized``.

    >>> beside("L'Observatoire", 1200)
    "L'Observatoire (1,200)"
    """
    return f"{short(name)} ({_how_many(n, lang)})"


def _how_many(n: float, lang: str) -> str:
    return number(n, ",.0f", lang=lang) if n == n else "–"
