"""Every place where a word stands, with the words around it, whose voice it is in, and where to find it in the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from ..counts import n_of
from ..phrases import Phrases
from ..records import Article, Reading
from ..tokens import Spoken, folded
from .counting import unsplit
from .terms import SPLIT, voice_codes
from .vocabulary import form, lemma

if TYPE_CHECKING:
    import pandas as pd


def kwic(
    texts: Sequence[Reading | Article],
    term: str,
    voices: Sequence[Spoken] | None = None,
    *,
    voice: str | Sequence[str] | None = None,
    articles: Collection[str] | None = None,
    outlet: str | None = None,
    lemmas: bool = False,
    width: int = 60,
) -> pd.DataFrame:
    """Return one row per use of ``term``: a word, several words, or a pattern such as ``migrant*``.

    To look into a cell of a table, give its ``voice``, ``outlet`` or ``articles`` (ids).  A term of ``count_terms`` is
    found as it was counted (``lemmas`` as there: then any form of a single word).  ``width``: characters of context on
    either side, whole as written (line breaks shown as spaces).  Columns: ``article_id``, ``outlet``, ``date``,
    ``voice``, ``start``, ``end`` (offsets into the text), ``left``, ``hit``, ``right``.  ``ValueError`` for a term
    without a word, a negative width or a voice there is not.

    >>> kwic([Article("a", "L’État paie. Qui est l'état ?", lang="fr")], "état")[["start", "hit"]].values.tolist()
    [[2, 'État'], [23, 'état']]
    """
    import pandas as pd

    if width < 0:
        raise ValueError(f"width={width!r} is negative; it is a number of characters")
    if voices is not None and len(voices) != len(texts):
        raise ValueError(
            f"voices has {n_of(len(voices), 'item')} for {n_of(len(texts), 'text')}; give one for each text"
        )
    wanted = voice_codes(voice)
    rows = []
    compiled: dict[str | None, Phrases] = {}
    for i, item in enumerate(texts):
        article = item.article if isinstance(item, Reading) else item
        if (articles is not None and article.id not in articles) or (outlet is not None and article.outlet != outlet):
            continue
        offsets, code = (voices[i].words, voices[i].code) if voices is not None else unsplit(article)
        lang = article.lang
        if lang not in compiled:
            compiled[lang] = Phrases([term], lang=lang)
        tokens = folded(article.text, offsets)
        counted = [form(token, lang) for token in tokens]  # Trump's is counted as trump
        if lemmas:
            counted = [lemma(token, lang) for token in counted]
        hits = {hit[:2] for version in (tokens, counted) for hit in compiled[lang].find(version)}
        for first, last in sorted(hits):
            if code[first] in wanted:
                rows.append(_row(article, int(offsets[first, 0]), int(offsets[last - 1, 1]), int(code[first]), width))
    names = ["article_id", "outlet", "date", "voice", "start", "end", "left", "hit", "right"]
    return pd.DataFrame(rows, columns=names)


def _row(article: Article, start: int, end: int, code: int, width: int) -> tuple[object, ...]:
    text = article.text
    around = (text[max(0, start - width) : start], text[start:end], text[end : end + width])
    # Half a character pair, left by a bad conversion, cannot stand in a table.
    left, hit, right = (" ".join(p.splitlines()).encode("utf-8", "replace").decode("utf-8") for p in around)
    return article.id, article.outlet, article.date, SPLIT[code], start, end, left, hit, right
