"""What the source columns of the articles table mean, as rows of the data dictionary."""

from __future__ import annotations

from ..columns import Column
from ..records import SOURCE_KINDS, STANCES
from ..speakers.kinds import ROLES


def _all() -> tuple[Column, ...]:
    rows: list[Column] = []

    def add(name: str, dtype: str, unit: str, definition: str) -> None:
        rows.append(Column("articles", name, "int" if dtype == "int" else "float", unit, definition))

    for kind in SOURCE_KINDS:
        add(f"n_source_{kind}", "int", "attributions", f"Attributions of speech whose source is of kind `{kind}`.")
        add(f"n_source_words_{kind}", "int", "words", "The words of their contents.")
        add(
            f"source_{kind}_share",
            "float",
            "share of attributions",
            f"n_source_{kind} / n_attributions. NaN when there are none.",
        )
    for role in (*ROLES, "none"):
        what = "whose role the text does not tell" if role == "none" else f"whose source speaks as `{role}`"
        add(f"n_role_{role}", "int", "attributions", f"Attributions of speech {what}.")
    for stance in STANCES:
        add(f"n_stance_{stance}", "int", "attributions", f"Attributions of speech whose cue is `{stance}`.")
    add(
        "stance_balance",
        "float",
        "balance",
        "(factive − doubt) / all classed cues, in [−1, 1]. NaN when no cue is classed.",
    )
    add(
        "unclassed_share",
        "float",
        "share of attributions",
        "n_stance_unclassed / n_attributions. NaN when there are none.",
    )
    add("n_named", "int", "attributions", "Attributions of speech whose source has a name.")
    add("n_unnamed", "int", "attributions", "Attributions of speech whose source is written but has no name.")
    add("n_no_source", "int", "attributions", "Attributions of speech with no source at all.")
    add("anonymity_rate", "float", "share of sources", "n_unnamed / (n_named + n_unnamed). NaN when both are 0.")
    add("no_source_share", "float", "share of attributions", "n_no_source / n_attributions. NaN when there are none.")
    add("n_said_words", "int", "words", "Words of the contents of all attributions of speech.")
    add("n_speakers", "int", "speakers", "Different speakers that are known.")
    add("n_speaker_attributions", "int", "attributions", "Attributions of speech whose speaker is known.")
    add(
        "speaker_shannon",
        "float",
        "nats",
        "Shannon's H of the known speakers' attributions. NaN without speakers; grows with n.",
    )
    add("speaker_effective", "float", "speakers", "e^H: as many speakers as would give that H if all spoke alike.")
    add(
        "speaker_simpson", "float", "probability", "1 − Σp²: two attributions drawn with replacement have two speakers."
    )
    add("speaker_simpson_unbiased", "float", "probability", "The same without replacement. NaN below two attributions.")
    add("n_top_speaker_words", "int", "words", "Words of the speaker who says most.")
    add("top_speaker_share", "float", "share of words", "n_top_speaker_words / n_said_words. NaN when nothing is said.")
    add("n_conditional", "int", "verbs", "Verbs in the conditional, all voices; 0 in a language without rules for it.")
    add("n_conditional_distance", "int", "verbs", "Of these, conditionals of hearsay.")
    return tuple(rows)


SOURCE_COLUMNS: tuple[Column, ...] = _all()
"""The columns :func:`analysis.sources.article_columns` returns, in its order or not; a test holds the two together."""
