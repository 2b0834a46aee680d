"""Draw passages at random, correct them in a spreadsheet, and learn from them how far the numbers can be trusted.

A passage is written with its voices as tags, ``Elle a promis <I>une réforme</I>. « <D>Enfin</D> ! »``, the outlet's own
words untagged.  A person moves, adds or deletes tags in the column ``corrected`` and leaves the words alone;
``read_sample`` counts the words of each voice again, and ``compare.correct`` takes it from there.
"""

from .coded import read_sample, word_voices
from .drawing import LEAST_WORDS, draw_sample
from .tags import TAGS, parse_tags

__all__ = ["LEAST_WORDS", "TAGS", "draw_sample", "parse_tags", "read_sample", "word_voices"]
