"""What the accurate engine makes of the network's states: tags, links between segments, and how sure it is.

Tags are read by word under two schemes at once.  Links are biaffine arcs (Dozat and Manning 2017), scored only between
the segments that were found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..records import ACTS, TYPES, Attribution, Span
from .linker import Setting, link, setting
from .linking import NOTHING, Segments, assemble, segments, transitions
from .pieces import Encoded

ENOUGH: dict[str, dict[str, float]] = {
    "speech": {"direct": 0.1, "mixed": 0.1, "indirect": 0.4},
    "attitude": dict.fromkeys(TYPES, 0.3),
}
"""Less probable attributions are not reported.  In doubt, words in quotation marks are kept: their voice is counted."""
_LIKELY = 0.004
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    """The linear readers of the states: tags (h, 2 * 7), dependents, heads (h, 3 * d), none (h, 2 * 3), lead (h, 3).

    Each comes with its bias.  ``steady`` (2, 7) is added to the tag scores of each scheme; ``trust`` (2, 6) are the
    coefficients that turn raw certainty into a calibrated probability; ``judges`` are the linker's weights.
    """

    tags: tuple[Floats, Floats]
    dependent: tuple[Floats, Floats]
    head: tuple[Floats, Floats]
    none: tuple[Floats, Floats]
    lead: tuple[Floats, Floats]
    steady: Floats
    trust: Floats
    judges: Mapping[str, Floats]


@dataclass(slots=True)
class Likelihoods:
    """By word: log probabilities of tags (w, 2, 7), and arc vectors of the words that may begin a segment.

    ``slot`` (w,) points into ``vectors`` rows, -1 where a word can begin nothing.
    """

    tags: Floats
    slot: NDArray[np.int32]
    vectors: list[NDArray[np.float16]]
    n: int = 0

    @classmethod
    def empty(cls, n_words: int, heads: Heads) -> Likelihoods:
        """Return room for ``n_words`` words."""
        return cls(np.zeros((n_words, 2, 7), np.float32), np.full(n_words, NOTHING, np.int32), [])


def likelihoods(states: Floats, heads: Heads, *, into: Likelihoods, at: int) -> None:
    """Read (w, h) states of the words that begin at word ``at`` and note what they say in ``into``."""
    scores = (states @ heads.tags[0] + heads.tags[1]).reshape(-1, 2, 7) + heads.steady
    scores -= scores.max(-1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(-1, keepdims=True))
    into.tags[at : at + len(states)] = scores
    likely = np.flatnonzero(np.exp(scores[:, :, 1::2]).max((1, 2)) > _LIKELY)
    chosen = states[likely]
    parts = [chosen @ w + b for w, b in (heads.dependent, heads.head, heads.none, heads.lead)]
    into.slot[at + likely] = np.arange(into.n, into.n + len(likely))
    into.vectors.append(np.concatenate(parts, 1).astype(np.float16))
    into.n += len(likely)


def best_tags(scores: Floats) -> NDArray[np.int64]:
    """Return the best legal tags of (w, 7) log probabilities.

    The best tag of each word is the best sequence wherever it is legal; only stretches that continue what has not begun
    are searched (Viterbi), a few words beyond the nearest words outside any segment.
    """
    tags: NDArray[np.int64] = scores.argmax(1).astype(np.int64)
    first, step = transitions()
    before = np.concatenate(([0], tags[:-1]))
    wrong = np.flatnonzero(step[before, tags] < 0)
    done = 0
    outside = tags == 0
    for i in wrong.tolist():
        if i < done:
            continue
        begin = max(done, _nearest(outside, i, -1) - 4)
        while begin > done and not outside[begin - 1]:
            begin -= 1
        end = min(len(tags), _nearest(outside, i, 1) + 4)
        while end < len(tags) and not outside[end]:
            end += 1
        tags[begin:end] = _viterbi(scores[begin:end], first, step)
        done = end
    return tags


def _nearest(outside: NDArray[np.bool_], i: int, direction: int) -> int:
    while 0 <= i < len(outside) and not outside[i]:
        i += direction
    return max(0, i)


def _viterbi(scores: Floats, first: Floats, step: Floats) -> NDArray[np.int64]:
    n = len(scores)
    back = np.zeros((n, 7), np.int64)
    best = scores[0] + first
    for i in range(1, n):
        reach = best[:, None] + step
        back[i] = reach.argmax(0)
        best = reach.max(0) + scores[i]
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return np.array(path[::-1], np.int64)


def attributions_of(
    text: str, encoded: Encoded, seen: Likelihoods, heads: Heads, marks: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Return one text's attributions: all of the speech scheme, and PolNeAR's that overlap none of them as attitudes.

    Where speech has a cue but no source, and PolNeAR's reading of the same words names one, that source is taken.
    """
    if not len(seen.tags):
        return ()
    vectors = np.concatenate(seen.vectors)
    speech, wider = (
        [a for a in _of_scheme(k, text, encoded, seen, vectors, heads, marks) if a.confidence >= ENOUGH[a.act][a.type]]
        for k in (0, 1)
    )
    taken = np.full(len(text) + 1, NOTHING)
    for n, a in enumerate(speech):
        for span in a.content:
            taken[span.start : span.end] = n
    alone = []
    for a in wider:
        below = np.concatenate([taken[s.start : s.end] for s in a.content])
        below = below[below >= 0]
        if not len(below):
            alone.append(a)
            continue
        n = int(np.bincount(below).argmax())
        if a.source and speech[n].cue and not speech[n].source:
            speech[n] = replace(speech[n], source=a.source)
    return tuple(sorted((*speech, *alone), key=lambda a: a.content[0].start))


def _of_scheme(
    scheme: int,
    text: str,
    encoded: Encoded,
    seen: Likelihoods,
    vectors: NDArray[np.float16],
    heads: Heads,
    marks: Sequence[Span],
) -> tuple[Attribution, ...]:
    where, sure = segments_of(scheme, text, encoded, seen, marks)
    if not len(where.found):
        return ()
    links, linked = link(scheme, where, seen.slot[where.begin], vectors, heads.judges)
    calibrated = trusted(where.found, evidence(where, linked, sure, seen.tags[:, 1 - scheme]), heads.trust[scheme])
    return assemble(text, calibrated, links, marks, act=ACTS[scheme], exact=True)


def segments_of(
    scheme: int, text: str, encoded: Encoded, seen: Likelihoods, marks: Sequence[Span]
) -> tuple[Setting, Floats]:
    """Return the segments of one scheme in their place, and how likely the tag of every word is, (w,)."""
    scores = seen.tags[:, scheme]
    tags = best_tags(scores)
    sure = np.exp(np.take_along_axis(scores, tags[:, None], 1)[:, 0])
    found = segments(tags, encoded.words[:, 0], encoded.words[:, 1], sure)
    return setting(found, encoded, text, marks), sure


def trusted(found: Segments, facts: Floats, trust: Floats) -> Segments:
    """Return the segments with a calibrated confidence: how likely the attribution is one, about as found."""
    probability = 1 / (1 + np.exp(-(facts @ trust)))
    return Segments(found.kind, found.start, found.end, probability.astype(np.float64))


def evidence(where: Setting, linked: Floats, sure: Floats, other: Floats) -> Floats:
    """Return (n, 6) facts on certainty: 1; log odds of a segment's mean, of its start, of its cue's link and of its
    being content in the ``other`` scheme's eyes ((w, 7) log probabilities); and whether it begins inside marks.
    """
    running = np.concatenate(([0.0], np.cumsum(np.exp(other[:, 1:3]).sum(1), dtype=np.float64)))
    agreed = (running[where.last + 1] - running[where.begin]) / np.maximum(1, where.last + 1 - where.begin)
    chances = (where.found.confidence, sure[where.begin], linked, agreed)
    parts = [np.clip(np.asarray(p, np.float64), 1e-4, 1 - 1e-4) for p in chances]
    odds = [np.log(p / (1 - p)) for p in parts]
    return np.stack([np.ones(len(where.begin)), *odds, where.mark >= 0], 1).astype(np.float32)
