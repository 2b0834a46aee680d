"""The tables beside that of the articles: attributions, terms, and what the audit says of records."""

from __future__ import annotations

from .column import rows_of

ATTRIBUTIONS = rows_of(
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
    (
        "act",
        "str",
        "",
        "`speech` (said, wrote, a stated opinion) or `attitude` (wants, plans, hopes, knows; what an author thinks or "
        "says himself).",
    ),
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

TERMS = rows_of(
    "terms",
    ("article_id", "str", "", "The article."),
    ("voice", "str", "", "The voice that uses the term."),
    (
        "term",
        "str",
        "",
        "A word, or two with at most two link words between, folded: lower case, one apostrophe, no possessive. "
        "Function words, numbers and single letters are none.",
    ),
    (
        "n",
        "int",
        "uses",
        "How often this voice uses it in this article's body; what it never uses has no row. Lines that the outlet "
        "repeats, and others that are no reporting, are left out.",
    ),
)

AUDIT = rows_of(
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
