"""The data dictionary as code: what every column of every table means, in which unit, and when it is empty.

``data/README.md`` is written from here (``python -m data.dictionary``) and tested against it; ``media-framing columns``
prints the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .records import ROLES, SOURCE_KINDS, STANCES

Table = Literal["articles", "attributions", "terms", "audit"]
TABLES: tuple[Table, ...] = ("articles", "attributions", "terms", "audit")

VOICES: tuple[str, ...] = ("narration", "scare", "direct", "partial", "indirect")
"""The five voices, in the order of their codes: every word of a body has exactly one."""
LETTERS: dict[str, str] = dict(zip(VOICES, "ASDPI", strict=True))
"""One letter a voice, as in the formulas: N = D + P + I + S + A."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its table, name, dtype (``str``, ``int``, ``float`` or ``bool``), unit and meaning."""

    table: Table
    name: str
    dtype: Literal["str", "int", "float", "bool"]
    unit: str
    definition: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share or rate as scale · Σ numerator columns / Σ denominator columns, so that articles can be pooled.

    >>> Ratio("voiced_share", ("n_direct", "n_indirect"), ("n_words",)).columns
    ('n_direct', 'n_indirect', 'n_words')
    """

    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: float = 1.0
    within: bool = False  # what is counted above is part of what is counted below, though the columns do not say so

    @property
    def columns(self) -> tuple[str, ...]:
        """The count columns a table must hold for the measure to be pooled."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))

    @property
    def bounded(self) -> bool:
        """Whether it is a share: what is counted above is part of what is counted below."""
        part = self.denominator == ("n_words",) or set(self.numerator) <= set(self.denominator)
        return self.scale == 1.0 and (part or self.within)


def _rows(table: Table, *rows: tuple[str, Literal["str", "int", "float", "bool"], str, str]) -> tuple[Column, ...]:
    return tuple(Column(table, *row) for row in rows)


ARTICLES = _rows(
    "articles",
    ("id", "str", "", "The article's identifier, unique in the corpus."),
    ("outlet", "str", "", "Who published it; empty when unknown."),
    ("date", "str", "ISO date", "As precise as known: year, year-month or day; empty when unknown."),
    ("lang", "str", "ISO 639-1", "The language it was read in: as declared, unless the text clearly contradicts it."),
    (
        "lang_found",
        "str",
        "ISO 639-1",
        "The language found in the text, whatever was declared; `und` where nothing tells.",
    ),
    ("event", "str", "", "The event it tells, where the corpus says so; empty otherwise."),
    ("url", "str", "", "Where it was published; empty when unknown."),
    (
        "cluster",
        "str",
        "",
        "The earliest article that this one copies or shares half its text with; its own id if none.",
    ),
    ("cluster_size", "int", "articles", "Articles in that cluster."),
    ("duplicate", "bool", "", "Whether it is a copy of an earlier article of the corpus."),
    ("overlap", "float", "share", "Runs of five words shared with the earliest / runs of the shorter. NaN for itself."),
    ("agency", "str", "", "News agencies credited in the text; empty when none is."),
    ("wire", "bool", "", "Whether it, or another article of its cluster, credits an agency."),
    ("n_paragraphs", "int", "paragraphs", "Non-empty lines of the body."),
    ("n_sentences", "int", "sentences", "Sentences of the body."),
    ("n_words", "int", "words", "N = D + P + I + S + A: words of the body (an elided l' or qu' is a word of its own)."),
    ("n_narration", "int", "words", "A: the outlet's own words, sources and cues included."),
    (
        "n_scare",
        "int",
        "words",
        "S: words inside marks that are nobody's speech (distance, title, nickname, term, a word inside a paraphrase).",
    ),
    (
        "n_direct",
        "int",
        "words",
        "D: words inside marks in an attribution whose whole content is a marked utterance; answers and posts too.",
    ),
    ("n_partial", "int", "words", "P: words inside marks in a mixed attribution."),
    ("n_indirect", "int", "words", "I: words of an attribution's content that stand outside marks."),
    ("direct_share", "float", "share of words", "D / N. NaN when N is 0."),
    ("partial_share", "float", "share of words", "P / N. NaN when N is 0."),
    ("indirect_share", "float", "share of words", "I / N. NaN when N is 0."),
    ("scare_share", "float", "share of words", "S / N. NaN when N is 0."),
    ("marked_share", "float", "share of words", "(D + P) / N. NaN when N is 0."),
    (
        "marked_share_upper",
        "float",
        "share of words",
        "(D + P + S) / N: what marked_share would be if every marked word were speech. NaN when N is 0.",
    ),
    ("attributed_share", "float", "share of words", "(D + P + I) / N. NaN when N is 0."),
    ("narration_share", "float", "share of words", "(S + A) / N. NaN when N is 0."),
    ("quote_narration_ratio", "float", "ratio", "(D + P) / (N − D − P). NaN when nothing stands outside quotations."),
    ("n_attributions", "int", "attributions", "Attributions of speech (said, wrote, a stated opinion)."),
    ("n_attitudes", "int", "attributions", "Attributions of attitude (wants, plans, hopes, knows), counted beside."),
    (
        "n_attributions_direct",
        "int",
        "attributions",
        "Attributions of speech whose whole content is a marked utterance, an answer or a post.",
    ),
    ("n_attributions_mixed", "int", "attributions", "Attributions of speech in paraphrase with marked pieces."),
    ("n_attributions_indirect", "int", "attributions", "Attributions of speech without marks."),
    ("attributions_per_1000", "float", "per 1,000 words", "1000 · n_attributions / N. NaN when N is 0."),
    ("n_attitude_words", "int", "words", "Words in attitude contents; in the partition they count as narration."),
    (
        "voice_runs",
        "str",
        "words",
        "The body as runs of words of one voice, in reading order: `A12 D30 I4` (A narration, S scare, D, P, I).",
    ),
    ("title_n_words", "int", "words", "Words of the headline, where it is kept apart; 0 when there is none."),
    ("title_n_narration", "int", "words", "Of these, in the outlet's own voice."),
    ("title_n_scare", "int", "words", "Of these, inside marks but nobody's speech."),
    ("title_n_direct", "int", "words", "Of these, direct."),
    ("title_n_partial", "int", "words", "Of these, partial."),
    ("title_n_indirect", "int", "words", "Of these, indirect."),
)


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
    for column in _rows(
        "articles",
        (f"n_{name}", "int", "uses", f"In narration: {meaning}. Empty for a language without the list."),
        (
            f"{name}_per_1000",
            "float",
            "per 1,000 words",
            f"1000 · n_{name} / n_narration. NaN when either is empty or n_narration is 0.",
        ),
    )
) + _rows(
    "articles",
    ("agentless_share", "float", "share of passives", "n_agentless_passive / n_passive. NaN without passives."),
)

READABILITY = tuple(
    column
    for prefix, where in (("", "the body"), ("own_", "sentences that are the outlet's own from first word to last"))
    for column in _rows(
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
    for column in _rows(
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

ATTRIBUTIONS = _rows(
    "attributions",
    ("article_id", "str", "", "The article it stands in."),
    ("outlet", "str", "", "The article's outlet."),
    ("lang", "str", "ISO 639-1", "The article's language."),
    ("part", "str", "", "`body` or `title`: which text the offsets point into."),
    ("n", "int", "", "Its rank in reading order within the part, from 0."),
    (
        "type",
        "str",
        "",
        "`direct` (a marked utterance, answer, post), `mixed` (paraphrase with marked pieces), `indirect` (no marks).",
    ),
    ("act", "str", "", "`speech` (said, wrote, a stated opinion) or `attitude` (wants, plans, hopes, knows)."),
    ("start", "int", "characters", "Where the first part of the content begins in the text."),
    ("end", "int", "characters", "Where the last part of the content ends (exclusive)."),
    ("content_spans", "str", "characters", "The content's parts as `start-end`, joined by `;`."),
    ("cue_spans", "str", "characters", "The cue's parts, likewise; empty when no cue is written."),
    ("source_spans", "str", "characters", "The source's parts, likewise; empty when no source is written."),
    ("n_words", "int", "words", "Words of the content."),
    ("n_words_marked", "int", "words", "Of these, inside quotation marks, or set apart as an answer or a post."),
    ("content", "str", "", "The content as written; left out with passages=False."),
    ("cue", "str", "", "The cue as written; left out with passages=False."),
    ("source", "str", "", "The source as written; left out with passages=False."),
    (
        "speaker",
        "str",
        "",
        "Canonical name of the speaker within the article, of several together the first; empty: unknown.",
    ),
    (
        "source_kind",
        "str",
        "",
        "`named_person`, `institution`, `media`, `document`, `anonymous`, `collective_vague`, `citizen` or `unknown`.",
    ),
    ("role", "str", "", "What the source is (government, business, expert …) where the text tells; empty otherwise."),
    ("gender", "str", "", "How the article words a source that is one person: `f`, `m`; empty when nothing tells."),
    (
        "gender_from",
        "str",
        "",
        "What tells the gender: `text` (Mme, she, la députée) or `first_name` (what the name usually is).",
    ),
    (
        "stance",
        "str",
        "",
        "How the cue introduces it: `neutral`, `assertive`, `doubt`, `factive`, `evidential`, `unclassed`.",
    ),
    (
        "confidence",
        "float",
        "probability",
        "Calibrated probability that this is an attribution with about this content.",
    ),
)

TERMS = _rows(
    "terms",
    ("article_id", "str", "", "The article."),
    ("voice", "str", "", "The voice that uses the term."),
    (
        "term",
        "str",
        "",
        "A word, or two with at most two link words between, folded: lower case, one apostrophe, no possessive.",
    ),
    ("n", "int", "uses", "How often this voice uses it in this article's body; what it never uses has no row."),
)

AUDIT = _rows(
    "audit",
    ("record", "int", "", "Rank of the record in its source, from 1; empty for what was found while measuring."),
    ("source", "str", "", "The file or table it came from."),
    ("id", "str", "", "The article's identifier, where it has one."),
    (
        "outcome",
        "str",
        "",
        "`rejected` (not in the corpus), `repaired` (kept, something changed) or `flagged` (kept as is).",
    ),
    ("reason", "str", "", "Why, in a few fixed words."),
    ("detail", "str", "", "What exactly."),
)

COLUMNS: tuple[Column, ...] = ARTICLES + SOURCES + WORDING + READABILITY + FRAMES + ATTRIBUTIONS + TERMS + AUDIT

_N = ("n_words",)
_BY_KIND = tuple(f"n_source_{kind}" for kind in SOURCE_KINDS)
RATIOS: dict[str, Ratio] = {
    ratio.name: ratio
    for ratio in (
        Ratio("direct_share", ("n_direct",), _N),
        Ratio("partial_share", ("n_partial",), _N),
        Ratio("indirect_share", ("n_indirect",), _N),
        Ratio("scare_share", ("n_scare",), _N),
        Ratio("marked_share", ("n_direct", "n_partial"), _N),
        Ratio("marked_share_upper", ("n_direct", "n_partial", "n_scare"), _N),
        Ratio("attributed_share", ("n_direct", "n_partial", "n_indirect"), _N),
        Ratio("narration_share", ("n_scare", "n_narration"), _N),
        Ratio("quote_narration_ratio", ("n_direct", "n_partial"), ("n_indirect", "n_scare", "n_narration")),
        Ratio("attributions_per_1000", ("n_attributions",), _N, scale=1000.0),
        Ratio("anonymity_rate", ("n_unnamed",), ("n_named", "n_unnamed")),
        Ratio("no_source_share", ("n_no_source",), ("n_named", "n_unnamed", "n_no_source")),
        Ratio("women_share", ("n_women",), ("n_women", "n_men")),
        Ratio("women_words_share", ("n_women_words",), ("n_women_words", "n_men_words")),
        Ratio("unclassed_share", ("n_stance_unclassed",), tuple(f"n_stance_{s}" for s in STANCES)),
        Ratio("top_speaker_share", ("n_top_speaker_words",), ("n_said_words",), within=True),
        Ratio("agentless_share", ("n_agentless_passive",), ("n_passive",), within=True),
        *(Ratio(f"source_{kind}_share", (f"n_source_{kind}",), _BY_KIND) for kind in SOURCE_KINDS),
    )
}
"""Measures that are a quotient of sums, by name: what a pooled estimate needs."""


def names(table: Table) -> tuple[str, ...]:
    """Return the column names of a table in their order.  ``ValueError`` when there is no such table.

    >>> names("terms")
    ('article_id', 'voice', 'term', 'n')
    """
    if table not in TABLES:
        raise ValueError(f"table={table!r} is not one of {', '.join(TABLES)}")
    return tuple(column.name for column in COLUMNS if column.table == table)


def as_markdown() -> str:
    """Return the dictionary as Markdown, one section and one table for each table."""
    out: list[str] = []
    for table in TABLES:
        out += [f"### {table}", "", "| column | type | unit | definition |", "|---|---|---|---|"]
        out += [f"| `{c.name}` | {c.dtype} | {c.unit} | {c.definition} |" for c in COLUMNS if c.table == table]
        out.append("")
    return "\n".join(out)
