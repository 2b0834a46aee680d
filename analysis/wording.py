"""How the outlet itself talks: hedged or sure, judging or not, who did what to whom, and which names it chooses.

Only narration counts: what a source says in quotation or paraphrase is the source's wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .lexicons import load
from .passive import passives
from .phrases import Entry, Hit, Matcher, Phrases, uses_left_out
from .records import Reading
from .tokens import Memory, Spoken, folded

if TYPE_CHECKING:
    import pandas as pd

LISTS: tuple[str, ...] = ("hedge", "booster", "factive", "assertive", "implicative", "subjective", "loaded", "modality")
"""The word lists of ``lexicons/wording.csv``; what each is after, and how precise it is, in ``wording_lists.csv``."""
NARRATION = 0
_NAN = float("nan")


def wording_columns(reading: Reading, voices: Spoken, *, tokens: Sequence[str] | None = None) -> dict[str, float]:
    """Count the outlet's wording in the narration of one article.

    For each list ``x`` of ``LISTS``, and for ``passive``, ``agentless_passive`` and ``nominalisation``: ``n_x`` and
    ``x_per_1000`` words of narration; and ``agentless_share`` of the passives.  NaN for a language without the list,
    and for rates of no words.  ``tokens`` (``tokens.folded``) save doing that work twice.
    """
    lang, code = reading.article.lang, voices.code
    tokens = folded(reading.article.text, voices.words) if tokens is None else tokens
    n_words = int((code == NARRATION).sum())
    out: dict[str, float] = {}

    def put(name: str, n: float) -> None:
        out[f"n_{name}"], out[f"{name}_per_1000"] = n, 1000 * n / n_words if n_words else _NAN

    matcher, hits = _matcher(lang), dict[str, float]()
    if matcher is not None:
        counts = matcher.counts(tokens, code, int(code.max(initial=0)) + 1)[NARRATION].tolist()
        hits = dict(zip(matcher.categories, counts, strict=True))
    for name in LISTS:
        put(name, hits.get(name, _NAN))
    found = [p for p in passives(reading.article.text, voices.words, tokens, lang) if code[p.first] == NARRATION]
    agentless = sum(not p.agent for p in found)
    known = lang in _languages("passive")
    put("passive", len(found) if known else _NAN)
    put("agentless_passive", agentless if known else _NAN)
    out["agentless_share"] = agentless / len(found) if found else _NAN
    if lang in _languages("nominalisation"):
        nouns = _nominalised(lang).over(tokens)
        put("nominalisation", int((nouns[code == NARRATION]).sum()))
    else:
        put("nominalisation", _NAN)
    return out


def is_nominalisation(word: str, lang: str | None) -> bool:
    """Return whether a folded word is a noun made of a verb or adjective, by its ending (Biber 1988).

    Endings and exceptions in ``lexicons/nominalisation.csv``.

    >>> [is_nominalisation(w, "fr") for w in ("privatisation", "nation", "fonctionnement", "moment")]
    [True, False, True, False]
    """
    return bool(_nominalised(lang)[word])


def name_choices(readings: Sequence[Reading], voices: Sequence[Spoken]) -> pd.DataFrame:
    """Count, in narration, how each referent of ``lexicons/naming.csv`` is called: one row per article and name used.

    Columns ``article_id``, ``outlet``, ``lang``, ``referent``, ``name``, ``n``.  Names never used have no row.
    ``summarise_names`` gives the shares.
    """
    import pandas as pd

    rows = []
    for reading, spoken in zip(readings, voices, strict=True):
        article = reading.article
        matcher = _naming(article.lang)
        if matcher is None:
            continue
        counts = matcher.counts(folded(article.text, spoken.words), spoken.code, 256)[NARRATION]
        for k in np.flatnonzero(counts).tolist():
            referent, name = matcher.categories[k].split("\t")
            rows.append((article.id, article.outlet, article.lang, referent, name, int(counts[k])))
    return pd.DataFrame(rows, columns=["article_id", "outlet", "lang", "referent", "name", "n"])


def summarise_names(table: pd.DataFrame, by: Sequence[str] = ("outlet", "lang")) -> pd.DataFrame:
    """Return the share of each name among all names of its referent: columns ``by``, ``referent``, ``name``, ``n``,
    ``n_articles``, ``naming_share``.

    >>> import pandas as pd
    >>> rows = [("a", "X", "fr", "crowd", "casseur", 1), ("b", "X", "fr", "crowd", "manifestant", 3)]
    >>> columns = ["article_id", "outlet", "lang", "referent", "name", "n"]
    >>> summarise_names(pd.DataFrame(rows, columns=columns))["naming_share"].tolist()
    [0.75, 0.25]
    """
    keys = [*by, "referent"]
    out = table.groupby([*keys, "name"], dropna=False, as_index=False).agg(
        n=("n", "sum"), n_articles=("article_id", "nunique")
    )
    out["naming_share"] = out["n"] / out.groupby(keys, dropna=False)["n"].transform("sum")
    return out.sort_values([*keys, "n"], ascending=[True] * len(keys) + [False], ignore_index=True)


def wording_hits(text: str, offsets: NDArray[np.int32], lang: str | None, name: str) -> list[Hit]:
    """Return where one list of ``LISTS`` has its hits, so that each can be read: ``entry`` is a line of the list.

    Exceptions are taken out.  ``ValueError`` for a list there is not.
    """
    if name not in LISTS:
        raise ValueError(f"name={name!r} is not one of {', '.join(LISTS)}")
    tokens = folded(text, offsets)
    rows = [row for row in load("wording") if row["lang"] == lang and row["list"] == name]
    barred = Phrases([e for row in rows for e in uses_left_out(row["except"])], lang=lang).find(tokens)
    hits = Phrases([row["pattern"] for row in rows], lang=lang).find(tokens)
    return [hit for hit in hits if not any(b.first <= hit.first and hit.last <= b.last for b in barred)]


@cache
def _matcher(lang: str | None) -> Matcher | None:
    rows = [row for row in load("wording") if row["lang"] == lang]
    entries = [Entry(row["pattern"], row["list"], uses_left_out(row["except"])) for row in rows]
    return Matcher(entries, lang=lang) if entries else None


@cache
def _naming(lang: str | None) -> Matcher | None:
    rows = [row for row in load("naming") if row["lang"] == lang]
    entries = [Entry(row["pattern"], f"{row['referent']}\t{row['name']}", uses_left_out(row["except"])) for row in rows]
    return Matcher(entries, lang=lang) if entries else None


@cache
def _languages(topic: str) -> frozenset[str]:
    return frozenset(row["lang"] for row in load(topic))


@cache
def _nominalised(lang: str | None) -> Memory:
    rows = [row for row in load("nominalisation") if row["lang"] == lang]
    endings = tuple(w for row in rows if row["kind"] == "ending" for w in row["words"].split())
    plain = frozenset(w for row in rows if row["kind"] == "plain" for w in row["words"].split())
    not_made = tuple(w for row in rows if row["kind"] == "plain_ending" for w in row["words"].split())
    least = {row["kind"]: int(row["words"]) for row in rows if row["kind"] == "letters"}.get("letters", 0)

    def made(word: str) -> int:
        return int(len(word) >= least and word.endswith(endings) and word not in plain and not word.endswith(not_made))

    return Memory(made)
