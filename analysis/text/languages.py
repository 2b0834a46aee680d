"""Which language a declaration means: ``fr-CA``, ``French`` and ``fra`` are one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..lexicons import load


def language_code(declared: str | None) -> str | None:
    """Return the two-letter code of a declared language (``fr-CA``, ``French``, ``fra``), None when it is not known.

    >>> [language_code(declared) for declared in ("fr-CA", "Anglais", "ger", "klingon", "xx")]
    ['fr', 'en', 'de', None, None]
    """
    if declared is None:
        return None
    name = declared.strip().casefold()
    listed = _languages()
    short = re.split(r"[-_ (]", name)[0]
    return listed.get(name) or listed.get(short)


@cache
def _languages() -> Mapping[str, str]:
    rows = load("languages")
    return {row["name"].casefold(): row["lang"] for row in rows} | {row["lang"]: row["lang"] for row in rows}
