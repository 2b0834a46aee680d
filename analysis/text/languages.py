"""Which language a declaration means: ``fr-CA``, ``French`` and ``fra`` are one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..lexicons import load


def language_code(declared: str | None) -> str | None:
    """Return the two-letter code of a declared language (``fr-CA``, ``French``, ``fra``), None when it is not known.

    >>> language_code("fr-CA"), language_code("Anglais"), language_code("ger"), language_code("klingon")
    ('fr', 'en', 'de', None)
    """
    if declared is None:
        return None
    name = declared.strip().casefold()
    listed = _languages()
    short = re.split(r"[-_ (]", name)[0]
    return listed.get(name) or listed.get(short) or (short if re.fullmatch("[a-z]{2}", short) else None)


@cache
def _languages() -> Mapping[str, str]:
    rows = load("languages")
    return {row["name"].casefold(): row["lang"] for row in rows} | {row["lang"]: row["lang"] for row in rows}
