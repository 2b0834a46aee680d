"""Whether the words of a cue are known to introduce what somebody says (``cues.csv``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ..lexicons import load
from ..text.runs import COMPOUND

# A stem has so many letters at the least.
_STEM = 2


class _Forms(NamedTuple):
    exact: frozenset[str]
    stems: frozenset[str]
    phrase: re.Pattern[str]


@cache
def _forms(lang: str) -> _Forms:
    forms = [form.rstrip("$") for row in load("cues") if row["lang"] == lang for form in row["pattern"].split("|")]
    phrases = [form for form in forms if " " in form or "'" in form]
    single = set(forms) - set(phrases)
    listed = "|".join(re.escape(form).replace(r"\*", r"\w*") for form in phrases)
    return _Forms(
        frozenset(form for form in single if not form.endswith("*")),
        frozenset(form[:-1] for form in single if form.endswith("*")),
        re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)"),
    )


@lru_cache(maxsize=16384)
def introduces(cue: str, lang: str) -> bool:
    """Return whether a word or phrase of a cue is known to introduce speech in a language.

    >>> introduces("a déclaré", "fr"), introduces("fermera", "fr")
    (True, False)
    """
    forms = _forms(lang)
    low = cue.lower().replace("’", "'").replace("\u00a0", " ")
    return any(_is_known(word, forms) for word in COMPOUND.findall(low)) or forms.phrase.search(low) is not None


def _is_known(word: str, forms: _Forms) -> bool:
    return word in forms.exact or any(word[:size] in forms.stems for size in range(_STEM, len(word) + 1))
