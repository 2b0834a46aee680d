"""What the notebooks say beside their charts: the sentence that the numbers allow, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..lexicons import name_of, number
from ..notes import said, told
from .comparisons import EVERY_CHOICE, ends
from .markdown import Markdown, as_text, in_markdown
from .readings import by_width, distance, leans_in_words, spread_in_words, sure_in_words, tested_in_words, two_ends
from .sentences import counted_as, points, span
from .terms import g2_threshold
from .words import difference_in_words, estimate_in_words


def counts_in_words(row: Any, *, lang: str = "en") -> str:
    """Return how the shares of one article come of its words: a row of the articles table."""
    names = ("words", "direct", "partial", "indirect")
    key = "bound_of_one" if row["n_scare"] else "bound_is_one"
    return in_markdown(
        "counts_of_one",
        lang,
        marked=number(row["marked_share"], ".4f", lang=lang),
        bound=in_markdown(key, lang, upper=number(row["marked_share_upper"], ".4f", lang=lang)),
        attributed=number(row["attributed_share"], ".1%", lang=lang),
        **{name: int(row[f"n_{name}"]) for name in names},
    )


def level_in_words(level: pd.DataFrame, *, lang: str = "en") -> str:
    """Return which groups attribute most and least of their words.

    ``level``: ``voice_profile``, one row a group, which is its index.
    """
    low, high = ends(level.sort_values("attributed_share", kind="stable"))
    bounds = ("attributed_low", "attributed_high")
    facts = two_ends(high, low, "attributed_share", bounds=bounds, lang=lang)
    facts["high_span"] = span(*(high[bound] for bound in bounds), named=True, lang=lang)
    apart = points(high["attributed_share"] - low["attributed_share"], lang=lang)
    return in_markdown("level", lang, high=high.name, low=low.name, apart=apart, **facts)


def moved_in_words(level: pd.DataFrame, bare: pd.DataFrame, *, lang: str = "en") -> str:
    """Return which group's attributed share moves most without copies, empty where none does.

    ``level`` and ``bare``: ``voice_profile`` with copies and without, one row a group, which is their index.
    """
    bare = bare.reindex(level.index)
    change = bare["attributed_share"] - level["attributed_share"]
    if not change.abs().max() > 0:
        return ""
    at = int(change.abs().fillna(0).to_numpy().argmax())
    row: Any = bare.iloc[at]
    return in_markdown(
        "moved",
        lang,
        group=level.index[at],
        change=difference_in_words(float(change.iloc[at]), lang=lang),
        share=number(row["attributed_share"], ".1%", lang=lang),
        span=span(row["attributed_low"], row["attributed_high"], lang=lang),
        n=int(row["n_articles"]),
        before=int(level["n_articles"].iloc[at]),
    )


def articles_in_words(
    quarters: pd.DataFrame, articles: pd.DataFrame, measure: str, *, by: str = "outlet", lang: str = "en"
) -> str:
    """Return ``spread_in_words`` and the id of the median article of the group that spreads most."""
    widest = quarters.loc[by_width(quarters).index[0]]
    own = articles[articles[by] == widest[by]].set_index("id")[measure].dropna().sort_values()
    typical = in_markdown("typical", lang, name=widest[by], id=own.index[len(own) // 2])
    return f"{spread_in_words(quarters, by=by, lang=lang)} {typical}"


def notes_in_words(notes: tuple[str, ...], *, lang: str = "en") -> str:
    """Return the notes of a comparison as a list in Markdown."""
    listed = notes or (in_markdown("compared_no_notes", lang),)
    return "\n\n".join([in_markdown("compared_notes", lang), *(f"- {as_text(told(note, lang))}" for note in listed)])


def hidden_in_words(hidden: pd.DataFrame, *, lang: str = "en") -> str:
    """Return which groups leave most and fewest of their attributions without a name (``unnamed``)."""
    high, low = ends(hidden)
    facts = two_ends(high, low, "share", lang=lang)
    n_of_each = {"n_high": int(high["n"]), "n_low": int(low["n"])}
    return in_markdown("hidden", lang, high=high["name"], low=low["name"], **facts, **n_of_each)


def kinds_in_words(by_kind: pd.DataFrame, *, lang: str = "en") -> str:
    """Return which kinds of source are doubted most and least, and whose left side is longest (``stances_by_kind``).

    Where several are doubted as little, all are named, and no interval is given of one of them.
    """
    shares = by_kind.pivot(index="group", columns="stance", values="share")
    doubted = by_kind[by_kind["stance"] == "doubt"].sort_values("share", ascending=False, kind="stable")
    high, low = ends(doubted)
    least = doubted[doubted["share"] == low["share"]]
    facts = two_ends(high, low, "share", lang=lang)
    facts["low_span"] = f", {facts['low_span']}" if len(least) == 1 else ""
    left: Any = shares.iloc[int((shares["evidential"] + shares["doubt"]).to_numpy().argmax())]
    return in_markdown(
        "doubt_by_kind",
        lang,
        high=name_of(high["group"], lang),
        low=Markdown(", ".join(f"*{name_of(kind, lang)}*" for kind in least["group"])),
        left=name_of(left.name, lang),
        n=int(high["n"]),
        **facts,
        evidential=number(left["evidential"], ".1%", lang=lang),
        doubt=number(left["doubt"], ".1%", lang=lang),
    )


def terms_in_words(key: pd.DataFrame, *, alpha: float = 0.05, lang: str = "en") -> str:
    """Return how many terms of a ``key_table`` differ, and how many of these rest on one article."""
    kept = key[key["q"] < alpha]
    g2 = int((key["g2"].abs() > g2_threshold(len(key))).sum())
    told = in_markdown("terms_kept", lang, kept=len(kept), n=len(key), g2=g2)
    if kept.empty:
        return told
    return f"{told} {in_markdown('terms_one', lang, one=int(kept['one_article'].sum()), kept=len(kept))}"


def leaning_in_words(lean: pd.DataFrame, *, lang: str = "en") -> str:
    """Return ``leans_in_words`` and how many leans are kept after correction (``lean_rows``)."""
    kept = in_markdown("leans_kept", lang, kept=int(lean["kept"].sum()), n=len(lean))
    return f"{leans_in_words(lean, lang=lang)} {kept}".strip()


def events_in_words(n: int, *, by: str = "outlet", lang: str = "en") -> str:
    """Return how many events every group told.

    >>> events_in_words(1), events_in_words(100, lang="fr")
    ('1 event was told by every outlet.', '100 événements racontés par chaque média.')
    """
    return in_markdown("events_told", lang, n=n, group=counted_as(by, 1, lang))


def within_in_words(pairs: pd.DataFrame, measure: str, *, lang: str = "en") -> str:
    """Return the largest difference within events, and what its test says (``Comparison.differences``, those known)."""
    share = measure.endswith("_share")
    most, _ = ends(pairs.sort_values("difference", key=abs, ascending=False, kind="stable"))
    told = in_markdown(
        "within",
        lang,
        n=int(most["n_events"]),
        measure=measure,
        a=most["a"],
        b=most["b"],
        estimate=estimate_in_words(most, "difference", share=share, lang=lang),
    )
    return f"{told} {tested_in_words(most, share=share, lang=lang)}"


def worth_in_words(both: pd.DataFrame, measure: str, *, lang: str = "en") -> str:
    """Return how wide intervals are with the story held still and without (``matched_and_not``), empty without both."""
    widths = (both["high"] - both["low"]).groupby(both["how"]).mean()
    if widths.count() < 2:
        return ""
    share = measure.endswith("_share")
    over, within = (distance(widths[how], share=share, lang=lang) for how in ("all articles", "same events"))
    key = "worth" if widths["same events"] < widths["all articles"] else "worth_nothing"
    return in_markdown(key, lang, all=over, events=within)


def own_choice_in_words(curve: pd.DataFrame, *, share: bool = True, chosen: str = "", lang: str = "en") -> str:
    """Return what our own specification gives, and what becomes of it under the others (``sensitivity``)."""
    ours, _ = ends(curve[curve["ours"]])
    same = (curve["estimate"] > 0).mean()
    values = {"ours": ours["estimate"], "low": curve["estimate"].min(), "high": curve["estimate"].max()}
    told = {key: difference_in_words(value, share=share, lang=lang) for key, value in values.items()}
    alike = number(max(same, 1 - same), ".0%", lang=lang)
    sure = sure_in_words(curve, lang=lang)
    return in_markdown("own_choice", lang, n=len(curve), same=alike, sure=sure, chosen=chosen, **told).strip()


def not_varied_in_words(impossible: Mapping[str, str], *, lang: str = "en") -> str:
    """Return as a list in Markdown which choices could not be varied, and why."""
    # Where one choice alone is impossible, its combinations with others say nothing more.
    sets = {key: set(key.split(", ")) for key in impossible}
    least = {key: why for key, why in impossible.items() if not any(other < sets[key] for other in sets.values())}
    names = {EVERY_CHOICE: said("every_choice", lang)}
    reasons = (
        in_markdown("choice_fixed", lang, choice=names.get(key, key), why=told(why, lang)) for key, why in least.items()
    )
    return "\n".join([in_markdown("not_varied", lang), "", *reasons])
