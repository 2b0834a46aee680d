"""Does the outlet say the word itself, or does it only let others say it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..counts import n_of
from .sides import DEFAULT, Limits, Side, n_rows, robust_variance, two_sided
from .terms import TermCounts

if TYPE_CHECKING:
    import pandas as pd

NARRATION: tuple[str, ...] = ("narration",)
QUOTED: tuple[str, ...] = ("direct", "partial", "indirect")


def narration_lean(
    counts: TermCounts,
    terms: Sequence[str] | str | None = None,
    *,
    narration: Sequence[str] = NARRATION,
    quoted: Sequence[str] = QUOTED,
    level: float = 0.95,
    limits: Limits = DEFAULT,
) -> pd.DataFrame:
    """Return how far each term leans to the outlet's own voice, with an interval that takes articles as the unit.

    narration_lean = log2[((k_A+.5)/(N_A+1)) / ((k_Q+.5)/(N_Q+1))]: +1 means twice as frequent in narration as in what
    sources say.  The interval is Student's, for as many articles as have words in the rarer of the two, its variance
    clustered by article (an article that uses the word in both voices counts once) and never below that of two
    independent counts, 1/(k_A+.5) + 1/(k_Q+.5).  For words that come in bursts it covers 92 to 94% instead of 95, with
    10 to 100 articles (``bench/levels.py``, words).  All terms frequent enough for ``limits``, or just ``terms`` (a
    term never used is a row of NaN).  ``ValueError`` for a level outside (0, 1) or when one side has no words.

    Columns: ``term``, ``n_narration``, ``n_quoted``, ``n_words_narration``, ``n_words_quoted``, ``n_articles``,
    ``narration_lean``, ``se`` (log2), ``low``, ``high``, ``p`` (two-sided, that the term leans to neither).
    """
    import pandas as pd
    from scipy.stats import t as student

    if not 0 < level < 1:
        raise ValueError(f"level={level!r} is not between 0 and 1; 0.95 is usual")
    terms = [terms] if isinstance(terms, str) else terms
    own, theirs = Side(*counts.matrix(narration)), Side(*counts.matrix(quoted))
    if not own.n or not theirs.n:
        raise ValueError(f"narration has {n_of(own.n, 'word')} and quoted {theirs.n}; both need some")
    spread = n_rows(own.uses + theirs.uses)
    if terms is None:
        kept = np.flatnonzero((own.total + theirs.total >= limits.min_uses) & (spread >= limits.min_articles))
    else:
        place = {term: i for i, term in enumerate(counts.terms)}
        kept = np.array([place[term] for term in dict.fromkeys(terms) if term in place], int)
    own, theirs = (Side(side.uses[:, kept], side.sizes) for side in (own, theirs))
    k_own, k_theirs = own.total, theirs.total
    value = np.log2((k_own + 0.5) / (own.n + 1)) - np.log2((k_theirs + 0.5) / (theirs.n + 1))
    floor = 1 / (k_own + 0.5) + 1 / (k_theirs + 0.5)
    robust = robust_variance(own, theirs, np.full(len(kept), 0.5), 1.0, paired=True)
    se = np.sqrt(np.fmax(robust, floor)) / np.log(2)
    df = max(min(own.n_used, theirs.n_used) - 1, 1)
    half = float(student.ppf(0.5 + level / 2, df)) * se
    frame = pd.DataFrame(
        {
            "term": np.array(counts.terms, object)[kept],
            "n_narration": k_own.astype(np.int64),
            "n_quoted": k_theirs.astype(np.int64),
            "n_words_narration": own.n,
            "n_words_quoted": theirs.n,
            "n_articles": spread[kept],
            "narration_lean": value,
            "se": se,
            "low": value - half,
            "high": value + half,
            "p": two_sided(value / se, df),
        }
    )
    if terms is None:
        return frame.sort_values(["narration_lean", "term"], ascending=[False, True], ignore_index=True)
    return frame.set_index("term").reindex(list(dict.fromkeys(terms))).rename_axis("term").reset_index()
