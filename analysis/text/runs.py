"""What a rule takes for a word where a run of letters is enough.

Whole texts are cut by ``words``, elisions and numbers as they are counted; who looks for a verb beside a comma, or asks
whether a clause has four words, needs less.
"""

from __future__ import annotations

import re

LETTERS = re.compile(r"[^\W\d_]+")
"""Letters and nothing else: *l* and *État* of *l'État*."""
LETTERS_OR_DIGITS = re.compile(r"[^\W_]+")
"""The same with numbers: *3* and *mars*."""
COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
"""Letters with the hyphens between them: *a-t-il*."""
