"""Who gets the floor: shares of sources, anonymity, diversity of speakers, and the verbs they are given."""

from ..columns import SOURCES as SOURCE_COLUMNS
from .articles import anonymity, article_columns, content_sizes, naming, stance_balance
from .asymmetry import verb_asymmetry
from .diversity import effective, rarefied, rarefied_shannon, shannon, simpson, simpson_unbiased
from .tables import concordance, source_shares, speaker_diversity, stance_balances

__all__ = [
    "SOURCE_COLUMNS",
    "anonymity",
    "article_columns",
    "concordance",
    "content_sizes",
    "effective",
    "naming",
    "rarefied",
    "rarefied_shannon",
    "shannon",
    "simpson",
    "simpson_unbiased",
    "source_shares",
    "speaker_diversity",
    "stance_balance",
    "stance_balances",
    "verb_asymmetry",
]
