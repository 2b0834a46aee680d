"""How much of the talk is conflict, money, morality …?  Framing vocabulary, counted by voice.

A list is not a coder: it counts words that go with a frame, and says nothing of what an article argues.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ..columns import VOICES
from ..lexicons import load
from ..phrases import Entry, Matcher, uses_left_out
from ..records import Reading
from ..tokens import Spoken, folded

if TYPE_CHECKING:
    import pandas as pd

SCHEMES: tuple[str, ...] = ("generic", "policy")
"""``generic``: the five frames of Semetko & Valkenburg (2000); ``policy``: the fourteen of Boydstun et al. (2013)."""
OWN = (0, 1)
SAID = (2, 3, 4)
_NAN = float("nan")


@cache
def frame_names(scheme: str = "generic") -> tuple[str, ...]:
    """Return the frames of a scheme in the order of its list.  ``ValueError`` when there is no such scheme.

    >>> frame_names()
    ('conflict', 'human_interest', 'responsibility', 'morality', 'economic')
    """
    return tuple(dict.fromkeys(row["frame"] for row in _rows(scheme)))


def frame_columns(
    reading: Reading,
    voices: Spoken,
    *,
    schemes: Sequence[str] = ("generic",),
    tokens: Sequence[str] | None = None,
) -> dict[str, float]:
    """Count the framing vocabulary of one article: all, in the outlet's own voice, in what its sources say.

    For each frame ``f``: ``n_frame_f``, ``n_frame_f_own``, ``n_frame_f_said`` and the first two per 1,000 words of the
    article, or of its own voice, as ``frame_f_per_1000``, ``frame_f_own_per_1000``.  NaN for a language without a list
    and for rates of no words.  ``tokens`` (``tokens.folded``) save doing that work twice.
    """
    tokens = folded(reading.article.text, voices.words) if tokens is None else tokens
    sizes = np.bincount(voices.code, minlength=len(VOICES)).tolist()
    n_all, n_own = sum(sizes), sum(sizes[v] for v in OWN)
    out: dict[str, float] = {}
    for scheme in schemes:
        matcher = _matcher(scheme, reading.article.lang)
        counts = None if matcher is None else matcher.counts(tokens, voices.code, len(VOICES)).T.tolist()
        prefix = "" if scheme == "generic" else f"{scheme}_"
        for k, frame in enumerate(frame_names(scheme)):
            name = f"frame_{prefix}{frame}"
            own, said = (_NAN, _NAN) if counts is None else (sum(counts[k][v] for v in voice) for voice in (OWN, SAID))
            out[f"n_{name}"], out[f"n_{name}_own"], out[f"n_{name}_said"] = own + said, own, said
            out[f"{name}_per_1000"] = _per_1000(own + said, n_all)
            out[f"{name}_own_per_1000"] = _per_1000(own, n_own)
    return out


def count_frames(readings: Iterable[Reading], voices: Iterable[Spoken], *, scheme: str = "generic") -> pd.DataFrame:
    """Return the tidy table: one row per article, frame and voice, with ``n`` uses among ``n_words`` of that voice.

    Columns ``article_id``, ``outlet``, ``lang``, ``frame``, ``voice``, ``n`` (NaN without a list for the language),
    ``n_words``.  ``ValueError`` for an unknown scheme.
    """
    import pandas as pd

    frames = frame_names(scheme)
    rows = []
    for reading, spoken in zip(readings, voices, strict=True):
        article = reading.article
        matcher = _matcher(scheme, article.lang)
        sizes = np.bincount(spoken.code, minlength=len(VOICES))
        counts = np.full((len(VOICES), len(frames)), _NAN)
        if matcher is not None:
            counts[:] = matcher.counts(folded(article.text, spoken.words), spoken.code, len(VOICES))
        for k, frame in enumerate(frames):
            for v, voice in enumerate(VOICES):
                rows.append((article.id, article.outlet, article.lang, frame, voice, counts[v, k], int(sizes[v])))
    return pd.DataFrame(rows, columns=["article_id", "outlet", "lang", "frame", "voice", "n", "n_words"])


def summarise_frames(table: pd.DataFrame, by: Sequence[str] = ("outlet", "frame", "voice")) -> pd.DataFrame:
    """Sum up a ``count_frames`` table: uses per 1,000 words, and the share of articles with at least one.

    Columns: those of ``by``, then ``n``, ``n_words``, ``per_1000`` (pooled), ``n_articles`` (that have words there),
    ``n_articles_with``, ``document_share``.  Articles without a list for their language are left out.
    """
    known = table[table["n"].notna()]
    by_article = known.groupby([*by, "article_id"], sort=False, dropna=False, as_index=False)[["n", "n_words"]].sum()
    by_article = by_article[by_article["n_words"] > 0]
    by_article = by_article.assign(n_articles=1, n_articles_with=(by_article["n"] > 0).astype(int))
    sums = ["n", "n_words", "n_articles", "n_articles_with"]
    out = by_article.groupby(list(by), sort=False, dropna=False, as_index=False)[sums].sum()
    out.insert(len(by) + 2, "per_1000", 1000 * out["n"] / out["n_words"])
    return out.assign(document_share=out["n_articles_with"] / out["n_articles"])


def _per_1000(n: float, of: int) -> float:
    return float(1000 * n / of) if of else _NAN


def _rows(scheme: str) -> tuple[dict[str, str], ...]:
    if scheme not in SCHEMES:
        raise ValueError(f"scheme={scheme!r} is not one of {', '.join(SCHEMES)}")
    return tuple(dict(row) for row in load(f"frames_{scheme}"))


@cache
def _matcher(scheme: str, lang: str | None) -> Matcher | None:
    rows = [row for row in _rows(scheme) if row["lang"] == lang]
    if not rows:
        return None
    entries = sorted(
        (Entry(row["pattern"], row["frame"], uses_left_out(row["except"])) for row in rows),
        key=lambda entry: frame_names(scheme).index(entry.category),
    )
    return Matcher(entries, lang=lang)
