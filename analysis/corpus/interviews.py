"""Texts in questions and answers: paragraphs that open with who speaks, and no marks around what is said."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

#: A name and a colon, or initials with a full stop or a dash; what is said follows, on the next line perhaps.
_LABEL = re.compile(
    r"^[^\S\n]*(?:([^\W\d_][^:\n?!;«»“”\"]{0,39}?)[^\S\n]*:(?!//)|((?:[^\W\d_]\.?-?){1,3})[^\S\n]*[.–—-](?=\s))"
    r"(?=\s*(\S.*))",
    re.M,
)
#: Words of a label; more are the beginning of a sentence.
_LONGEST = 4
#: Paragraphs with a label that comes back, from which it is an interview.
_TURNS = 4
#: One paragraph in so many asks something: lists whose items come back (*Score: …*, *Theme: …*) hardly ever do.
_ASKING = 6
_MARKS = "«“\"„‘'"


def interview_labels(text: str) -> tuple[str, ...]:
    """Return who speaks by turns in a text without marks around it, empty for any other text.

    Four paragraphs at least open with labels that come back, the labels alternate, some ask and few stand in marks.

    >>> interview_labels("Q: Why?\\n\\nA: We had no choice.\\n\\nQ: And now?\\n\\nA: We wait.")
    ('Q', 'A')
    >>> interview_labels("Score: 3\\nTheme: snow\\nScore: 4\\nTheme: rain")
    ()
    """
    if text.count("?") * _ASKING < _TURNS:
        return ()
    found = [(match[1] or match[2], match[3]) for match in _LABEL.finditer(text)]
    found = [(name, said) for name, said in found if name[0].isupper() and len(name.split()) <= _LONGEST]
    counts = Counter(name for name, _ in found)
    turns = [(name, said) for name, said in found if counts[name] > 1]
    changes = sum(before[0] != after[0] for before, after in pairwise(turns))
    asking = sum("?" in said for _, said in turns)
    marked = sum(said[0] in _MARKS for _, said in turns)
    if len(turns) < _TURNS or changes * 2 < len(turns) or asking * _ASKING < len(turns) or marked * 2 >= len(turns):
        return ()
    return tuple(dict.fromkeys(name for name, _ in turns))
