"""A passage with its voices as tags: ``Elle a promis <I>une réforme</I>.``, the outlet's own words untagged."""

from __future__ import annotations

import re

import numpy as np

from ..columns import VOICES
from ..records import Span
from ..voices import Voices, runs

#: The letter that stands for a voice in a tag; the outlet's narration is left untagged.
TAGS = {"direct": "D", "partial": "P", "indirect": "I", "scare": "S"}
_VOICE_OF = {tag: VOICES.index(voice) for voice, tag in TAGS.items()}
TAG = re.compile(r"<(/?)([DPIS])>")


def parse_tags(tagged: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the bare text and (start, end, code of the voice) of every tagged stretch; ``ValueError`` when tags cross.

    >>> parse_tags("oui, <D>« non »</D>.")
    ('oui, « non ».', [(5, 12, 2)])
    """
    text, spans, at, opened = "", [], 0, None
    for tag in TAG.finditer(tagged):
        text += tagged[at : tag.start()]
        at = tag.end()
        closing, letter = tag.groups()
        if not closing and opened is None:
            opened = letter, len(text)
        elif closing and opened is not None and opened[0] == letter:
            spans.append((opened[1], len(text), _VOICE_OF[letter]))
            opened = None
        else:
            raise ValueError(f"{tag.group()} stands where it cannot: tags open and close in turn, without nesting")
    if opened is not None:
        raise ValueError(f"<{opened[0]}> is never closed")
    return text + tagged[at:], spans


def with_tags(text: str, span: Span, spoken: Voices) -> str:
    """Write a passage with its voices as tags, from the first to the last word of every run, its marks included."""
    within = words_within(spoken, span)
    offsets = spoken.words[within]
    out, at = [], span.start
    for first, n, voice in runs(Voices(offsets, spoken.code[within], spoken.inside[within])):
        if voice != "narration":
            start, end = int(offsets[first, 0]), int(offsets[first + n - 1, 1])
            out += [text[at:start], f"<{TAGS[voice]}>", text[start:end], f"</{TAGS[voice]}>"]
            at = end
    return "".join([*out, text[at : span.end]])


def words_within(spoken: Voices, span: Span) -> slice:
    """Return the slice of the words that begin inside a span of characters."""
    return slice(*np.searchsorted(spoken.words[:, 0], (span.start, span.end)).tolist())
