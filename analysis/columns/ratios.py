"""The measures that are a quotient of sums of columns."""

from __future__ import annotations

from ..records import SOURCE_KINDS, STANCES
from .column import Ratio

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
