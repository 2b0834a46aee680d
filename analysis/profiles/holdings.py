"""What a corpus holds and what it lacks, so that no comparison is read without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ..compare.selection import unread_in
from ..corpus.audit import reason_name
from ..lexicons import name_of, number
from ..measure import Tables
from ..periods import period_name
from .copies import copies, copies_in_words, keeping, without_copies
from .markdown import Markdown, as_text, in_markdown
from .sentences import counted_as, said
from .voices import largest

LENGTHS = {"q1_words": 0.25, "median_words": 0.5, "q3_words": 0.75}
"""The quartiles of an article's length that ``holdings`` tells and a chart of lengths draws."""


def account(tables: Tables, *, by: str = "outlet", lang: str = "en") -> str:
    """Return, as Markdown, what is in the tables, what was left out and why, and how much is copied: a second cell."""
    rows, audit = tables.articles, tables.audit
    rejected = audit[audit["outcome"] == "rejected"]
    others = audit[audit["outcome"] != "rejected"]
    groups = int(rows[by].nunique(dropna=True))
    dates = rows["date"].dropna().astype(str)
    key = "account_dated" if dates.nunique() > 1 else "account_dated_one"
    ends = {"first": dates.min(), "last": dates.max()} if len(dates) else {}
    ends = {end: period_name(date, lang, words=True) for end, date in ends.items()}
    dated = in_markdown(key, lang, **ends) if ends else ""
    lines = [
        in_markdown(
            "account",
            lang,
            n=len(rows),
            n_groups=groups,
            articles=counted_as("article", len(rows), lang),
            groups=counted_as(by, groups, lang),
            attributions=counted_as("attribution", len(tables.attributions), lang),
            n_words=int(rows["n_words"].sum()),
            when=dated or in_markdown("account_undated", lang),
            n_attributions=len(tables.attributions),
        ),
        in_markdown(
            "account_rejected",
            lang,
            n=len(rows) + len(rejected),
            rejected=len(rejected),
            reasons=_reasons(rejected, lang),
        ),
    ]
    languages = rows["lang"].dropna().value_counts() if "lang" in rows else pd.Series(dtype=int)
    if len(languages) > 1:
        listed = (f"{name_of(code, lang)} {number(n, ',', lang=lang)}" for code, n in languages.items())
        lines.append(in_markdown("account_languages", lang, n=len(languages), said=", ".join(listed)))
    if unread := unread_in(rows):
        facts = {"n": sum(unread.values()), "langs": ", ".join(name_of(code, lang) for code in unread)}
        lines.append(Markdown(f"{in_markdown('compare_unread', lang, **facts)}."))
    if len(others):
        lines.append(in_markdown("account_remarks", lang, n=len(others), reasons=_reasons(others, lang)))
    lines.append(as_text(copies_in_words(rows, by=by, lang=lang)))
    return "\n\n".join(lines)


def _reasons(audit: pd.DataFrame, lang: str) -> str:
    counted = audit["reason"].value_counts()
    told = ((reason_name(str(reason), lang), number(n, ",", lang=lang)) for reason, n in counted.items())
    reasons = (said("alt_list", lang, name=name, said=n) for name, n in told)
    return f" ({', '.join(reasons)})" if len(counted) else ""


def holdings(tables: Tables, *, by: str = "outlet") -> pd.DataFrame:
    """Return one row a group, largest first: articles, words, copies, length, languages, first and last date.

    The quartiles of the length are those of articles that have words; ``copied_share`` is the share of the group's
    words in agency copy and duplicates.
    """
    groups = tables.articles.groupby(by, dropna=False)
    lengths = tables.articles[tables.articles["n_words"] > 0].groupby(by, dropna=False)["n_words"]
    found = copies(tables.articles, by=by).set_index("group").rename_axis(by)
    frame = pd.DataFrame(
        {
            "n_articles": groups.size(),
            "n_words": groups["n_words"].sum(),
            **{column: found[column] for column in ("n_copied", "n_copied_words", "copied_share")},
            **{name: lengths.quantile(q) for name, q in LENGTHS.items()},
            "languages": groups["lang"].agg(lambda of: " ".join(sorted(set(of.dropna())))),
            "first": groups["date"].min(),
            "last": groups["date"].max(),
        }
    )
    return frame.reset_index().sort_values("n_articles", ascending=False, kind="stable", ignore_index=True)


def lacks(tables: Tables, *, by: str = "outlet", most: int = 14) -> pd.DataFrame:
    """Return one row per (``group``, ``lack``): the share of its articles that lack something or carry a flag; n."""
    rows = largest(tables.articles, by=by, most=most)
    flagged = tables.audit.groupby("reason")["id"].agg(set)
    signs = {"undated": rows["date"].isna()}
    signs |= {r: rows["id"].isin(flagged[r]) for r in ("language_contradicts", "truncated") if r in flagged}
    signs |= {flag: rows[flag].astype(bool) for flag in ("duplicate", "wire") if flag in rows}
    out = [
        (group, lack, float(sign[rows[by] == group].mean()), int((rows[by] == group).sum()))
        for group in rows[by].value_counts().index
        for lack, sign in signs.items()
    ]
    return pd.DataFrame(out, columns=["group", "lack", "share", "n"])


def grouped(tables: Tables, by: str = "outlet", *, wire: bool = True, whole: bool = False, lang: str = "en") -> Tables:
    """Return the tables with all articles in one group, "unknown", where not one says which group it is of.

    Where some say it, those that do not are left out, and the audit counts them (reason ``no_outlet`` and the like);
    ``whole=True`` keeps them, to tell what a corpus lacks.  ``wire=False`` leaves out wire copy and duplicates.  Both
    are left out of every table, so that all charts of a notebook agree.  Raises ``ValueError`` when ``by`` is not a
    column, or none flags wire copy.
    """
    if by not in tables.articles:
        raise ValueError(f"by={by!r} is not a column of the articles; they have {', '.join(map(str, tables.articles))}")
    tables = tables if wire else without_copies(tables)
    known = tables.articles[by].notna()
    if known.any():
        return tables if whole or known.all() else keeping(tables, known, [f"no_{by}"] * len(known))
    name = name_of("unknown", lang)
    named = {k: rows.assign(**{by: name}) for k in ("articles", "attributions") if by in (rows := getattr(tables, k))}
    return replace(tables, **named)


def main_language(tables: Tables) -> str | None:
    """Return the language of most articles, as ISO 639-1; None where there is no article."""
    return next(iter(tables.articles["lang"].value_counts().index), None)


def only(tables: Tables, by: str, groups: Sequence[str | None]) -> Tables:
    """Return the tables of some groups alone; the audit counts the articles of others as left out.

    Groups are compared as they are written (2016 is "2016"); None asks for nothing.  Raises ``ValueError`` for a group
    that no article is of.
    """
    named = tables.articles[by]
    known = named.notna()
    wanted = [str(group) for group in groups if group is not None]
    written = named.astype(str).where(known)
    if unknown := [group for group in wanted if group not in set(written[known])]:
        there = ", ".join(sorted(set(written[known]))) or "none"
        raise ValueError(f"no article has {by}={' or '.join(map(repr, unknown))}; there are {there}")
    return keeping(tables, written.isin(wanted), [f"other_{by}" if told else f"no_{by}" for told in known])
