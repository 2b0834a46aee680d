"""Which words set one outlet, period or voice apart from the others, when words come in articles and not one by one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..counts import n_of
from ..multiplicity import benjamini_hochberg
from .sides import DEFAULT, Limits, Side, compare_sides
from .terms import TermCounts

if TYPE_CHECKING:
    import pandas as pd

Groups = str | Sequence[Hashable] | Mapping[str, Hashable]


def keyness(
    counts: TermCounts,
    groups: Groups = "outlet",
    *,
    target: Hashable | None = None,
    reference: Hashable | None = None,
    voices: Sequence[str] | str | None = None,
    limits: Limits = DEFAULT,
) -> pd.DataFrame:
    """Compare each group of articles with the rest (or ``target`` with ``reference``), term by term.

    ``groups``: ``"outlet"``, ``"event"``, ``"year"`` or ``"month"``; or one label per article, in order or by id (an
    article labelled None is left out).  ``voices`` keeps the words of some voices only.  One row per group and term,
    strongest (by ``z``) first; the columns are those of ``compare_sides``, after ``group``.  Words that come in bursts
    and that nothing sets apart have p < .05 in 10 of 100 with ten articles on the smaller side, 7 with forty, 6 with a
    hundred (``bench/levels.py``, words).  ``ValueError`` when fewer than two groups are left, or ``target`` or
    ``reference`` is not one, or both are the same.
    """
    import pandas as pd

    _check(counts, "keyness")
    labels = _labels(counts, groups)
    uses, sizes = counts.matrix(voices)
    known = [label for label in dict.fromkeys(labels) if label is not None]
    wrong = [label for label in (target, reference) if label is not None and label not in known]
    if wrong or len(known) < 2:
        raise ValueError(f"groups has the labels {known!r}; wrong: {wrong!r}; two groups at least are needed")
    if target is not None and target == reference:
        raise ValueError(f"target and reference are both {target!r}; a group has no keyness against itself")
    frames = []
    for label in [label for label in known if label != reference] if target is None else [target]:
        one = [i for i, x in enumerate(labels) if x == label]
        two = [i for i, x in enumerate(labels) if (x == reference if reference is not None else x not in (None, label))]
        frame = compare_sides(Side(uses[one], sizes[one]), Side(uses[two], sizes[two]), counts.terms, limits=limits)
        frame.insert(0, "group", [label] * len(frame))
        frames.append(frame)
    found = pd.concat(frames, ignore_index=True)
    # Every group is compared with the rest: what is called significant is called so over the whole table.
    return found.assign(q=benjamini_hochberg(found["p"].to_numpy())) if len(frames) > 1 else found


def voice_keyness(
    counts: TermCounts,
    first: Sequence[str] | str = "narration",
    second: Sequence[str] | str = ("direct", "partial", "indirect"),
    *,
    limits: Limits = DEFAULT,
) -> pd.DataFrame:
    """Compare two voices over the same articles (narration with quotation, unless told otherwise), term by term.

    An article that uses a word in both voices lends its two uses together: the standard error is that of the paired
    difference.  Columns as in ``compare_sides``.
    """
    _check(counts, "voice_keyness")
    sides = (Side(*counts.matrix(first)), Side(*counts.matrix(second)))
    return compare_sides(*sides, counts.terms, paired=True, limits=limits)


def event_keyness(
    counts: TermCounts,
    target: str,
    reference: str | None = None,
    *,
    voices: Sequence[str] | str | None = None,
    limits: Limits = DEFAULT,
) -> pd.DataFrame:
    """Compare an outlet with another (or all others) on the events both tell, paired by event.

    The cluster is the event, so that what the event itself makes everybody say cancels out; every count of articles in
    the table is one of events.  ``ValueError`` when they share fewer than two events.
    """
    from scipy.sparse import csr_array

    _check(counts, "event_keyness")
    uses, sizes = counts.matrix(voices)
    ours = {i for i, outlet in enumerate(counts.outlets) if outlet == target}
    theirs = {i for i, outlet in enumerate(counts.outlets) if (outlet == reference if reference else i not in ours)}
    told = [{counts.events[i] for i in chosen} - {None} for chosen in (ours, theirs)]
    place = {event: i for i, event in enumerate(sorted(e for e in told[0] & told[1] if e))}
    if len(place) < 2:
        raise ValueError(
            f"target={target!r} shares {n_of(len(place), 'event')} with the reference; at least 2 are needed"
        )
    sides = []
    for chosen in (ours, theirs):
        rows = [i for i in sorted(chosen) if counts.events[i] in place]
        events = np.array([place[str(counts.events[i])] for i in rows])
        gather = csr_array((np.ones(len(rows)), (events, np.arange(len(rows)))), shape=(len(place), len(rows)))
        sides.append(Side(gather @ uses[rows], np.bincount(events, sizes[rows], len(place)).astype(np.int64)))
    return compare_sides(sides[0], sides[1], counts.terms, paired=True, limits=limits)


def _check(counts: object, what: str) -> None:
    """Raise ``TypeError`` for the terms table, or anything else, in place of the counts made of it."""
    if not isinstance(counts, TermCounts):
        raise TypeError(
            f"{what} takes TermCounts, not {type(counts).__name__}; make them of a text with count_terms(), of tables "
            "with TermCounts.from_tables(tables.articles, tables.terms)"
        )


def _labels(counts: TermCounts, groups: Groups) -> list[Hashable | None]:
    import pandas as pd

    named = {
        "outlet": counts.outlets,
        "event": counts.events,
        "year": tuple(d[:4] if d else None for d in counts.dates),
        "month": tuple(d[:7] if d and len(d) >= 7 else None for d in counts.dates),
    }
    if isinstance(groups, str):
        if groups not in named:
            raise ValueError(f"groups={groups!r} is not one of {', '.join(named)}; or give one label for each article")
        return list(named[groups])
    if isinstance(groups, Mapping):
        groups = [groups.get(id_) for id_ in counts.articles]
    if len(groups) != len(counts.articles):
        raise ValueError(
            f"groups has {n_of(len(groups), 'label')} for {n_of(len(counts.articles), 'article')}; give one for each"
        )
    missing = pd.Series(list(groups), dtype=object).isna().tolist()
    return [None if gone else label for label, gone in zip(groups, missing, strict=True)]
