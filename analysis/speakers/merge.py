"""One speaker, several spellings: which names of a corpus are the same, in a table of merges anybody can correct."""

from __future__ import annotations

import re
import warnings
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .bodies import same_body
from .spelling import normal

if TYPE_CHECKING:
    import pandas as pd

# Letters that are written in two ways in one first name.
_HEARD = (("ph", "f"), ("ch", "kh"), ("c", "k"), ("kh", "k"), ("y", "i"), ("w", "v"), ("th", "t"))
_BODIES = ("institution", "media")
# How alike two spellings must be.  Set high: a wrong merge makes one speaker of two, a missed one is seen and
# corrected.
_WHOLE, _SURNAME, _LONG_SURNAME = 88.0, 88.0, 7
# A surname alone is held for the one full name that bears it in at least so many articles, so large a share of all
# the articles in which somebody of that surname speaks, and not so many times rarer than the bare surname.
_BEARER_ARTICLES, _BEARER_SHARE, _BARE_TIMES = 3, 0.9, 5
# Speakers that are named when they are in no row, and how alike a name is that may have been meant.
_NAMED, _LIKE = 5, 0.8
# Years before the first and after the last article with the full name.
_YEARS = 1


def merge_speakers(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return which spellings across a corpus are one person or body, as a table to be read and corrected.

    Columns: ``speaker`` (as found), ``canonical`` (the spelling most articles use), ``n`` attributions, ``n_articles``,
    ``reason`` (``same letters``, ``like spelling``, ``initial``, ``surname alone``, ``initials``, empty).  Every named
    person, institution and medium has a row; write another name into ``canonical`` to merge, the speaker's own to part,
    save the table as CSV and hand it to :func:`apply_merges`.  Of bodies only spellings with equal letters are merged,
    and initials with the name an article gives beside them.
    Merged are names of two words or more with equal letters once accents and case are gone, or with long surnames
    spelt nearly alike and first names that agree; two different known first names never are.  A surname alone joins
    the full name that bears it when hardly anybody else in the corpus does, in the same language and years where the
    table has ``lang`` and ``date``; a first name alone, or a surname two persons share, joins nobody.
    """
    import pandas as pd

    lacking = [c for c in ("speaker", "source_kind", "article_id") if c not in attributions.columns]
    if lacking:
        raise ValueError(f"attributions has no column {', '.join(lacking)}; give the attributions table")
    people = attributions[(attributions["source_kind"] == "named_person") & attributions["speaker"].notna()]
    bodies = attributions[attributions["source_kind"].isin(_BODIES) & ~attributions["speaker"].isin(people["speaker"])]
    counted = _counted(people)
    heads: dict[str, list[str]] = {}
    canonical: list[str] = []
    reasons: list[str] = []
    for name in counted["speaker"]:
        words = normal(name).split()
        block = words[0][:1] + words[-1][:1] if len(words) > 1 else ""
        match, reason = name, ""
        for other in heads.get(block, ()) if block else ():
            reason = likeness(name, other)
            if reason:
                match = other
                break
        else:
            heads.setdefault(block, []).append(name)
        canonical.append(match)
        reasons.append(reason)
    for i, owner in _bearers(people, counted, canonical).items():
        canonical[i], reasons[i] = owner, "surname alone"
    merged = [counted.assign(canonical=canonical, reason=reasons)]
    if len(bodies):
        named = _counted(bodies)
        to = same_body(named["speaker"])
        pairs = [to.get(name, (name, "")) for name in named["speaker"]]
        merged.append(named.assign(canonical=[one for one, _ in pairs], reason=[why for _, why in pairs]))
    columns = ["speaker", "canonical", "n", "n_articles", "reason"]
    return pd.DataFrame(pd.concat(merged, ignore_index=True)[columns])


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the speakers of some attributions with how many each has, in how many articles, the most first."""
    counted = rows.groupby("speaker").agg(n=("article_id", "size"), n_articles=("article_id", "nunique")).reset_index()
    return counted.sort_values(["n_articles", "n", "speaker"], ascending=[False, False, True], kind="stable")


def _bearers(people: pd.DataFrame, counted: pd.DataFrame, canonical: list[str]) -> dict[int, str]:
    """Return for rows of ``counted`` that are a surname alone the canonical name of its one bearer."""
    from .vocabulary import vocabulary

    first_names = vocabulary("").first_names
    to = dict(zip(counted["speaker"], canonical, strict=True))
    full: dict[str, dict[str, int]] = {}
    articles = people.assign(canonical=people["speaker"].map(to)).groupby("canonical")["article_id"].nunique()
    for name, n in articles.items():
        words = normal(str(name)).split()
        if len(words) > 1 and words[0] in first_names:
            for i in range(1, len(words)):
                full.setdefault(" ".join(words[i:]), {})[str(name)] = int(n)
    out: dict[int, str] = {}
    for i, (name, n) in enumerate(zip(counted["speaker"], counted["n_articles"], strict=True)):
        bare = normal(name)
        bearers = full.get(bare, {})
        if not bearers or bare in first_names or not str(name)[:1].isupper():
            continue
        owner = max(bearers, key=lambda k: bearers[k])
        by_far = bearers[owner] >= max(_BEARER_ARTICLES, _BEARER_SHARE * sum(bearers.values()), n / _BARE_TIMES)
        if by_far and _together(people, name, [s for s, c in to.items() if c == owner]):
            out[i] = owner
    return out


def _together(people: pd.DataFrame, bare: str, names: list[str]) -> bool:
    """Return whether a bare surname is used in the languages and years of the full name."""
    mine, theirs = people[people["speaker"] == bare], people[people["speaker"].isin(names)]
    if "lang" in people.columns and not set(mine["lang"].dropna()) <= set(theirs["lang"].dropna()):
        return False
    if "date" in people.columns:
        years = [[int(str(d)[:4]) for d in t["date"].dropna() if str(d)[:4].isdigit()] for t in (mine, theirs)]
        if years[0] and years[1]:
            return min(years[1]) - _YEARS <= min(years[0]) and max(years[0]) <= max(years[1]) + _YEARS
    return True


def likeness(one: str, other: str) -> str:
    """Return why two names are held for one person: ``same letters``, ``initial``, ``like spelling``, or nothing.

    >>> likeness("Anaïs Le Goff", "Anais Le Goff"), likeness("Viktor Dobrenko", "Victor Dobrenko")
    ('same letters', 'like spelling')
    >>> likeness("Jean Verdier", "Jeanne Verdier"), likeness("Anne Martin", "Anne Martini")
    ('', '')
    >>> likeness("Paul C. Verdier", "Paul Verdier"), likeness("Paul C. Verdier", "Paul D. Verdier")
    ('initial', '')
    """
    from rapidfuzz import fuzz

    from .vocabulary import vocabulary

    a, b = normal(one).split(), normal(other).split()
    if a == b or "".join(a) == "".join(b):
        return "same letters"
    if not (one[:1].isupper() and other[:1].isupper()):
        return ""
    kept = vocabulary("").initials_kept
    initials = [[w for w in n[1:-1] if len(w) == 1] for n in (a, b)]
    c, d = ([w for i, w in enumerate(n) if len(w) > 1 or i in (0, len(n) - 1)] for n in (a, b))
    if bool(initials[0]) != bool(initials[1]) and c == d and not {one.lower(), other.lower()} & kept:
        return "initial"
    if len(a) < 2 or len(a) != len(b) or initials[0] != initials[1] or fuzz.ratio(" ".join(a), " ".join(b)) < _WHOLE:
        return ""
    names = vocabulary("").first_names
    first, second = one.lower().split()[0], other.lower().split()[0]
    known = a[0] != b[0] and first in names and second in names
    # "Jean" and "Jeanne" sound alike here, and are two; "Julie" and "Julia" may be one, and are left apart.
    if known and (_sound(a[0]) != _sound(b[0]) or names[first] != names[second]):
        return ""
    if a[-1] != b[-1] and (min(len(a[-1]), len(b[-1])) < _LONG_SURNAME or fuzz.ratio(a[-1], b[-1]) < _SURNAME):
        return ""
    return "like spelling"


def _sound(name: str) -> str:
    """Return a first name as it is heard: Viktor and Mohammed are Victor and Mohamed, Marco is not Mario."""
    for written, heard in _HEARD:
        name = name.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", name).removesuffix("h").removesuffix("e")


def apply_merges(attributions: pd.DataFrame, merges: pd.DataFrame) -> pd.DataFrame:
    """Return the attributions with ``speaker`` replaced by the ``canonical`` of the merge table (as edited by hand).

    Spaces around a name are no part of it, and empty rows are passed over.  Raises ``ValueError`` when a column is
    missing, one of the two names is, or one speaker has two canonical names; a merge of a speaker the attributions do
    not have is left, with a ``UserWarning`` that names it.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"speaker": ["Zoe Roux", "Zoé Roux", "Anne"]})
    >>> apply_merges(table, pd.DataFrame({"speaker": ["Zoe Roux"], "canonical": ["Zoé Roux "]}))["speaker"].tolist()
    ['Zoé Roux', 'Zoé Roux', 'Anne']
    """
    if "speaker" not in attributions.columns:
        raise ValueError("attributions has no column speaker; give the attributions table")
    to = _read_merges(merges)
    spoken = {str(name) for name in attributions["speaker"].dropna()}
    if lost := sorted(name for name, canonical in to.items() if name not in spoken and name != canonical):
        named = ", ".join(_with_hint(name, spoken) for name in lost[:_NAMED])
        more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
        warnings.warn(f"merges names speakers that no attribution has: {named}{more}", UserWarning, stacklevel=2)
    return attributions.assign(speaker=attributions["speaker"].map(lambda s: to.get(s, s)))


def _read_merges(merges: pd.DataFrame) -> dict[str, str]:
    """Return speaker -> canonical name of a merge table; ``ValueError`` for what cannot be one."""
    if lacking := [c for c in ("speaker", "canonical") if c not in merges.columns]:
        found = ", ".join(map(str, merges.columns))
        hint = '; it was saved with semicolons: pd.read_csv(..., sep=";")' if ";" in found else f"; it has {found}"
        raise ValueError(f"merges has no column {', '.join(lacking)}; it needs speaker and canonical{hint}")
    to: dict[str, str] = {}
    pairs = merges[["speaker", "canonical"]].astype(object).fillna("")
    for n, (speaker, canonical) in enumerate(pairs.itertuples(index=False), 1):
        name, other = str(speaker).strip(), str(canonical).strip()
        if not name and not other:  # a spreadsheet keeps rows in which nothing stands any more
            continue
        if not name or not other:
            lost, how = ("canonical", "its own name parts it from the others") if name else ("speaker", "name one")
            raise ValueError(f"merges, row {n}: {lost} of {(name or other)!r} is empty; {how}")
        if to.setdefault(name, other) != other:
            raise ValueError(
                f"merges gives two canonical names to {name!r}: {to[name]!r} and {other!r}; keep one row each"
            )
    return to


def _with_hint(name: str, known: set[str]) -> str:
    """Return a name in quotation marks with the known one it is most like, if any."""
    like = get_close_matches(name, known, n=1, cutoff=_LIKE)
    return f"{name!r} (is it {like[0]!r}?)" if like else repr(name)
