"""An article as terminal text: its words in the colours of their voices, then who said what."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .columns import LETTERS, VOICES
from .records import Reading, written
from .voices import Voices, runs, shares, voices

# The colours of analysis/framing.mplstyle, as near as 256 terminal colours come; letters repeat them in the legend.
_TINT = {"narration": "", "scare": "38;5;178", "direct": "1;38;5;32", "partial": "38;5;74", "indirect": "38;5;166"}


def as_terminal(reading: Reading, *, colour: bool, width: int | None = None) -> str:
    """Return an article as terminal text: its facts, its words in their voices' colours, its attributions.

    ``width``: signs in a line, as many as the terminal shows; None leaves the paragraphs of the article whole.
    """
    article, spoken = reading.article, voices(reading)
    facts = {"outlet": article.outlet, "date": article.date, "language": article.lang, "title": article.title}
    told = [_printable(f"{name:9s} {value or 'unknown'}") for name, value in facts.items() if name != "title" or value]
    lines = [line for fact in told for line in _hung(fact, width)]
    text = _coloured(reading, spoken, width) if colour else _folded(_bracketed(reading, spoken), width)
    lines += ["", text, "", *(line for told in _figures(reading, spoken) for line in _hung(told, width))]
    lines += [*(line for note in reading.notes for line in _hung(f"note      {note}", width)), ""]
    kept = len(lines)
    for rank, a in enumerate(reading.attributions, 1):
        text = article.text
        who = written(a.source, text) or "(no source written)"
        whom = f" = {a.speaker}" if a.speaker and a.speaker != who else ""
        cue = written(a.cue, text) or "(no cue)"
        line = (
            f"{rank:3d} {a.type:8s} {who}{whom} [{a.source_kind}] · {cue} [{a.stance}]"
            f"{' · attitude' if a.act == 'attitude' else ''} · {a.confidence:.2f}"
        )
        lines += _hung(line, width, 13)
        most = min(100, width or 100)
        lines += textwrap.wrap(written(a.content, text), most, initial_indent="    ", subsequent_indent="    ")
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


def _folded(text: str, width: int | None) -> str:
    """Return a text with line ends in place of the spaces at which lines of ``width`` signs end; no sign moves.

    >>> _folded("Il neige sur la place.", 12)
    'Il neige sur\\nla place.'
    """
    if width is None:
        return text
    out, start = list(text), 0
    for at in range(len(text)):
        if text[at] == "\n":
            start = at + 1
        elif at - start >= width and (space := text.rfind(" ", start, at + 1)) > start:
            out[space], start = "\n", space + 1
    return "".join(out)


def _hung(line: str, width: int | None, indent: int = 10) -> list[str]:
    """Return a line as lines of ``width`` signs, those after the first indented; two spaces or more stay."""
    if width is None:
        return [line]
    return textwrap.wrap(line, width, subsequent_indent=" " * indent, break_on_hyphens=False)


def _coloured(reading: Reading, spoken: Voices, width: int | None) -> str:
    text, out, at = _folded(_printable(reading.article.text), width), [], 0
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
