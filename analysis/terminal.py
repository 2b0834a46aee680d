"""An article as terminal text: its words in the colours of their voices, then who said what."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .columns import LETTERS, VOICES
from .records import Reading, written
from .voices import Voices, runs, shares, voices

# The colours of analysis/framing.mplstyle, as near as 256 terminal colours come; letters repeat them in the legend.
_TINT = {"narration": "", "scare": "38;5;178", "direct": "1;38;5;32", "partial": "38;5;74", "indirect": "38;5;166"}


def as_terminal(reading: Reading, *, colour: bool) -> str:
    """Return an article as terminal text: its facts, its words in their voices' colours, its attributions."""
    article, spoken = reading.article, voices(reading)
    facts = {"outlet": article.outlet, "date": article.date, "language": article.lang, "title": article.title}
    lines = [_printable(f"{name:9s} {value or 'unknown'}") for name, value in facts.items() if name != "title" or value]
    lines += ["", _coloured(reading, spoken) if colour else _bracketed(reading, spoken), "", *_figures(reading, spoken)]
    lines += [*(f"note      {note}" for note in reading.notes), ""]
    kept = len(lines)
    for rank, a in enumerate(reading.attributions, 1):
        text = article.text
        who = written(a.source, text) or "(no source written)"
        whom = f" = {a.speaker}" if a.speaker and a.speaker != who else ""
        cue = written(a.cue, text) or "(no cue)"
        lines.append(
            f"{rank:3d} {a.type:8s} {who}{whom} [{a.source_kind}] · {cue} [{a.stance}]"
            f"{' · attitude' if a.act == 'attitude' else ''} · {a.confidence:.2f}"
        )
        lines += textwrap.wrap(written(a.content, text), 100, initial_indent="    ", subsequent_indent="    ")
    # The article itself was made printable above, with its colours; nothing printable is lost by doing it twice.
    return "\n".join([*lines[:kept], *map(_printable, lines[kept:])]) + "\n"


def _figures(reading: Reading, spoken: Voices) -> list[str]:
    counts = spoken.counts()
    total = sum(counts.values())
    parts = "  ".join(f"{voice} {LETTERS[voice]} {n}" for voice, n in counts.items())
    figures = {f"n_{voice}": n for voice, n in counts.items()} | {
        "n_words": total,
        "n_attributions": sum(a.act == "speech" for a in reading.attributions),
    }
    named = "  ".join(f"{name} {value:.4f}" for name, value in shares(figures).items() if name != "narration_share")
    return [f"words     {total}: {parts}", f"shares    {named}"]


def _stretches(spoken: Voices) -> Iterator[tuple[int, int, str]]:
    """Yield (first character, end, voice) of every run of words of one voice, in reading order."""
    for first, n, voice in runs(spoken):
        yield int(spoken.words[first, 0]), int(spoken.words[first + n - 1, 1]), voice


def _coloured(reading: Reading, spoken: Voices) -> str:
    text, out, at = _printable(reading.article.text), [], 0
    for start, end, voice in _stretches(spoken):
        out.append(text[at:start])
        tint = _TINT[voice]
        out.append(f"\x1b[{tint}m{text[start:end]}\x1b[0m" if tint else text[start:end])
        at = end
    legend = "  ".join(f"\x1b[{_TINT[v]}m{LETTERS[v]} {v}\x1b[0m" for v in VOICES)
    return "".join(out) + text[at:] + f"\n\n{legend}"


def _bracketed(reading: Reading, spoken: Voices) -> str:
    """Show the voices without colour: [D …] for direct, and so on; narration stands bare."""
    text, out, at = _printable(reading.article.text), [], 0
    for start, end, voice in _stretches(spoken):
        out.append(text[at:start])
        out.append(text[start:end] if voice == "narration" else f"[{LETTERS[voice]} {text[start:end]}]")
        at = end
    return "".join(out) + text[at:]


def _printable(text: str) -> str:
    """Replace control characters one for one, so that an article cannot drive the terminal and offsets hold."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " if c.isspace() else "\ufffd" for c in text)
