"""One row an article: its sources, its wording, how hard it is to read, and its framing vocabulary."""

from __future__ import annotations

from ..records import ROLES, SOURCE_KINDS, STANCES
from .column import Column, rows_of


def _sources() -> tuple[Column, ...]:
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
    add(
        "n_named",
        "int",
        "attributions",
        "Attributions of speech whose source has a name, as institutions, media and documents do.",
    )
    add("n_unnamed", "int", "attributions", "Attributions of speech whose source is written but has no name.")
    add("n_no_source", "int", "attributions", "Attributions of speech with no source at all.")
    add("anonymity_rate", "float", "share of sources", "n_unnamed / (n_named + n_unnamed). NaN when both are 0.")
    add("no_source_share", "float", "share of attributions", "n_no_source / n_attributions. NaN when there are none.")
    add("n_women", "int", "attributions", "Attributions of speech whose source is a person worded as a woman.")
    add("n_men", "int", "attributions", "Attributions of speech whose source is a person worded as a man.")
    add(
        "n_gender_unknown",
        "int",
        "attributions",
        "Attributions of speech whose source is of kind `named_person` or `citizen` and nothing tells; groups too.",
    )
    add("n_women_words", "int", "words", "Words of the contents of the women's attributions.")
    add("n_men_words", "int", "words", "Words of the contents of the men's.")
    add("women_share", "float", "share of attributions", "n_women / (n_women + n_men). NaN when both are 0.")
    add("women_words_share", "float", "share of words", "n_women_words / (n_women_words + n_men_words). NaN likewise.")
    add("n_said_words", "int", "words", "Words of the contents of all attributions of speech.")
    add("n_speakers", "int", "speakers", "Different speakers that are known.")
    add("n_speaker_attributions", "int", "attributions", "Attributions of speech whose speaker is known.")
    add(
        "speaker_shannon",
        "float",
        "nats",
        "Shannon's H of the known speakers' attributions. NaN without speakers; grows with n.",
    )
    add(
        "speaker_effective",
        "float",
        "speakers",
        "e^H: as many speakers as would give that H if all spoke alike. NaN likewise.",
    )
    add(
        "speaker_simpson",
        "float",
        "probability",
        "1 − Σp²: two attributions drawn with replacement have two speakers. NaN without speakers.",
    )
    add("speaker_simpson_unbiased", "float", "probability", "The same without replacement. NaN below two attributions.")
    add("n_top_speaker_words", "int", "words", "Words of the speaker who says most.")
    add("top_speaker_share", "float", "share of words", "n_top_speaker_words / n_said_words. NaN when nothing is said.")
    add(
        "n_conditional",
        "int",
        "verbs",
        "Verbs in the conditional, all voices. Empty for a language without rules (`fr`, `es` have them).",
    )
    add("n_conditional_distance", "int", "verbs", "Of these, conditionals of hearsay. Empty likewise.")
    return tuple(rows)


SOURCES = _sources()

_LISTS = {
    "hedge": "words that soften (perhaps, semble)",
    "booster": "words that insist (clearly, évidemment)",
    "factive": "verbs that take their object for true (reveal, savoir)",
    "assertive": "verbs of assertion (claim, affirmer)",
    "implicative": "verbs that imply their object's outcome (manage, réussir)",
    "subjective": "words of judgement (remarkable, scandaleux)",
    "loaded": "words that take sides by naming (regime, clan)",
    "modality": "modal verbs and their like (must, devoir)",
    "passive": "passive verb groups",
    "agentless_passive": "passives that do not say by whom",
    "nominalisation": "nouns that make a thing of an action (closure, suppression)",
}
WORDING = tuple(
    column
    for name, meaning in _LISTS.items()
    for column in rows_of(
        "articles",
        (f"n_{name}", "int", "uses", f"In narration: {meaning}. Empty for a language without the list."),
        (
            f"{name}_per_1000",
            "float",
            "per 1,000 words",
            f"1000 · n_{name} / n_narration. NaN when either is empty or n_narration is 0.",
        ),
    )
) + rows_of(
    "articles",
    ("agentless_share", "float", "share of passives", "n_agentless_passive / n_passive. NaN without passives."),
)

READABILITY = tuple(
    column
    for prefix, where in (("", "the body"), ("own_", "sentences that are the outlet's own from first word to last"))
    for column in rows_of(
        "articles",
        (f"{prefix}n_read_sentences", "int", "sentences", f"Sentences read for readability: {where}."),
        (f"{prefix}n_read_words", "int", "words", "Their words."),
        (f"{prefix}n_long_words", "int", "words", "Of these, of more than six letters or digits."),
        (
            f"{prefix}n_syllables",
            "int",
            "syllables",
            "Their syllables, counted by rule. Empty for a language without rules.",
        ),
        (
            f"{prefix}reading_ease",
            "float",
            "points",
            "Flesch (1948) or its form for the language (Kandel & Moles 1958, Fernández Huerta 1959, Amstad 1978). "
            "NaN for another language and without sentences.",
        ),
        (
            f"{prefix}lix",
            "float",
            "points",
            "LIX (Björnsson 1968): words per sentence + % of long words. NaN without sentences.",
        ),
        (f"{prefix}rix", "float", "long words per sentence", "RIX (Anderson 1983). NaN without sentences."),
    )
)

FRAMES = tuple(
    column
    for frame in ("conflict", "human_interest", "responsibility", "morality", "economic")
    for column in rows_of(
        "articles",
        (
            f"n_frame_{frame}",
            "int",
            "uses",
            f"Framing vocabulary of {frame} (Semetko & Valkenburg 2000), all voices. Empty for a language without it.",
        ),
        (f"n_frame_{frame}_own", "int", "uses", "Of these, in the outlet's own voice."),
        (f"n_frame_{frame}_said", "int", "uses", "Of these, in what its sources say."),
        (
            f"frame_{frame}_per_1000",
            "float",
            "per 1,000 words",
            f"1000 · n_frame_{frame} / n_words. NaN when that is 0.",
        ),
        (
            f"frame_{frame}_own_per_1000",
            "float",
            "per 1,000 words",
            "Own uses over own words (A + S). NaN when there are none.",
        ),
    )
)
