"""Is a word spread over the articles, or does it come from a few of them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How evenly the uses of one word fall on the articles.

    ``range``: articles that use it; ``dp``: 0 (even) to nearly 1 (all in one short article), Gries (2008); ``dp_norm``:
    DP / (1 − smallest part), Lijffijt & Gries (2012); ``juilland_d``: 1 (even) to 0; ``kl_bits``: Kullback–Leibler
    divergence from an even spread.  All but ``range`` are NaN for a word that is never used.
    """

    range: int
    dp: float
    dp_norm: float
    juilland_d: float
    kl_bits: float


def dispersion(uses: ArrayLike, sizes: ArrayLike) -> Dispersion:
    """Measure how evenly a word is spread, from its uses in each article and the articles' sizes in words.

    ``ValueError`` when the two differ in length, a use is negative or missing, or a size is not positive.

    >>> d = dispersion([10, 0, 5, 1, 4], [100, 50, 200, 50, 100])
    >>> (d.range, round(d.dp, 6), round(d.dp_norm, 6), round(d.juilland_d, 6), round(d.kl_bits, 6))
    (4, 0.3, 0.333333, 0.540541, 0.441446)
    """
    freq, size = np.asarray(uses, float), np.asarray(sizes, float)
    if freq.shape != size.shape or freq.ndim != 1 or not len(freq):
        raise ValueError(
            f"uses has shape {freq.shape} and sizes {size.shape}; give one number for each article in both"
        )
    if not (size > 0).all():
        raise ValueError(f"sizes holds {size.min():g}; leave articles without words out")
    if not ((freq >= 0) & np.isfinite(freq)).all():
        raise ValueError("uses holds a negative or missing count; an article without the word has 0")
    total = freq.sum()
    if total == 0:
        return Dispersion(0, *[float("nan")] * 4)
    v, s = freq / total, size / size.sum()
    dp = float(0.5 * np.abs(v - s).sum())
    rates = freq / size
    several = len(freq) > 1
    juilland = 1 - rates.std() / rates.mean() / np.sqrt(len(freq) - 1) if several else float("nan")
    used = v > 0
    kl = float((v[used] * np.log2(v[used] / s[used])).sum())
    return Dispersion(int(used.sum()), dp, dp / float(1 - s.min()) if several else float("nan"), float(juilland), kl)
