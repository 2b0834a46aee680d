"""How a chart is saved and shown: picture, numbers, caption and alt text; or a sentence, where it has nothing."""

from __future__ import annotations

import base64
import html
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from ..lexicons import labels, name_of
from ..text import sentences
from .base import GLYPH, NothingToDraw, measuring, style
from .paper import chosen, inches, printed

DIGITS = 6
"""Decimals in a figure's CSV: more than any chart shows, few enough to be the same on every machine."""


@contextmanager
def _boxes_told(name: str) -> Iterator[None]:
    """Warn once of all the letters of a chart that no font has, in place of one warning a letter."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    lacking = {}
    for warning in caught:
        if letter := GLYPH.match(str(warning.message)):
            lacking[chr(int(letter[1]))] = True
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    if lacking:
        warnings.warn(
            f"figure {name!r}: no font here has {''.join(lacking)}, and boxes stand in their place; install one that "
            "has them (Noto Sans CJK for Chinese, Japanese and Korean), or name the groups in other letters",
            stacklevel=4,
        )


@dataclass(frozen=True)
class Plate:
    """A saved figure: shows itself in a notebook with its alt text, and knows its files."""

    name: str
    figure: Figure
    caption: str
    alt: str
    png: bytes
    lang: str = "en"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = {
            "image/png": base64.b64encode(self.png).decode("ascii"),
            "text/plain": f"Figure{name_of('colon', self.lang)} {self.alt}",
        }
        # Two pixels of the picture to one of the page: sharp, and its letters no larger than those around it.
        # A PNG says its width in bytes 16 to 20.
        return shown, {"image/png": {"alt": self.alt, "width": int.from_bytes(self.png[16:20]) // 2}}


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a notebook shows in place of a figure that has no row to draw: a sentence that says what is lacking."""

    said: str

    def _repr_markdown_(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class Gallery:
    """Where a notebook's figures go: shown in any case, written where there is a place for them.

    ``folder`` says where.  Without one, figures of the project's own data go to its ``figures/``, and those of anybody
    else's corpus are shown and not written, so that a trial run overwrites nothing.  ``width``: how wide they are
    printed, in millimetres, as ``style`` takes it; None: the usual 132.
    """

    corpus: str | Path
    folder: str | Path | None = None
    lang: str = "en"
    width: float | None = None

    @property
    def place(self) -> Path | None:
        """The folder written to, or None."""
        if self.folder is not None:
            return Path(self.folder)
        if self.width is not None:
            return None  # those of figures/ have their width
        for root in Path(self.corpus).resolve().parents:
            if (root / "figures").is_dir() and (root / "notebooks").is_dir():
                return root / "figures"
        return None

    def show(
        self, figure: Figure | Callable[[], Figure], name: str, *, data: pd.DataFrame, caption: str, alt: str
    ) -> Plate | Nothing:
        """Return the figure as a ``Plate``, which a notebook shows, and save it if there is a place (see ``save``).

        Given how to draw it (``lambda: voice_bars(profile)``), it is drawn for the ``width``; with ``data`` without
        rows, or without any value (``NothingToDraw``), it is not: what is shown is the sentence ``lacks_<name>`` of
        ``lexicons/labels.csv``, in ``lang``.
        """
        with printed(self.width):
            if not isinstance(figure, Figure):
                if data.empty:
                    return self._nothing(name)
                try:
                    figure = figure()
                except NothingToDraw:
                    return self._nothing(name)
            return save(figure, name, data=data, caption=caption, alt=alt, folder=self.place, lang=self.lang)

    def _nothing(self, name: str) -> Nothing:
        lacking = labels(self.lang).get(f"lacks_{name}", name_of("lacks", self.lang))
        return Nothing(name_of("nothing_to_draw", self.lang).format(lacking=lacking))


def save(
    figure: Figure, name: str, *, data: pd.DataFrame, caption: str, alt: str, folder: str | Path | None,
    lang: str = "en",
) -> Plate:  # fmt: skip
    """Write a figure as what it is: ``name.png``, ``name.svg``, ``name.csv`` (its numbers) and ``name.md``.

    The Markdown file holds the caption and the alt text, in ``lang``; in the SVG they are its title (the first sentence
    of the caption) and its description, so that a screen reader has them.  Files are the same bytes for the same figure
    and the same matplotlib.  With ``folder=None`` nothing is written.  ``ValueError`` for an empty caption or alt text.
    """
    if not caption.strip() or not alt.strip():
        raise ValueError(f"figure {name!r} needs a caption and an alt text, in words, for those who cannot see it")
    with style(), _boxes_told(name):
        picture, cut = BytesIO(), _edges(figure)
        figure.savefig(picture, format="png", bbox_inches=cut, metadata={"Software": None})
        if folder is not None:
            folder = Path(folder)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.png").write_bytes(picture.getvalue())
            drawn = BytesIO()
            figure.savefig(drawn, format="svg", bbox_inches=cut, metadata={"Date": None, "Creator": None})
            told = _described(drawn.getvalue().decode("utf-8"), name, caption.strip(), alt.strip(), lang)
            (folder / f"{name}.svg").write_bytes(told.encode("utf-8"))
            rounded(data).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
            (folder / f"{name}.md").write_text(
                f"{caption.strip()}\n\n{name_of('alt_text', lang).format(alt.strip())}\n", "utf-8"
            )
    return Plate(name, figure, caption, alt, picture.getvalue(), lang)


def _edges(figure: Figure) -> str | Bbox:
    """Return where a picture is cut: around what is drawn, and at its own width where one was chosen."""
    if chosen() is None:
        return "tight"
    with measuring():
        figure.draw_without_rendering()
        box = figure.get_tightbbox()
    edge = float(mpl.rcParams["savefig.pad_inches"])
    return Bbox.from_extents(0, box.y0 - edge, inches(), box.y1 + edge)


def _described(svg: str, name: str, caption: str, alt: str, lang: str) -> str:
    """Return an SVG picture with its title and description in front of what is drawn."""
    first = next((caption[begin:end] for begin, end in sentences(caption, lang).tolist()), name)
    head = re.search(r"<svg\b[^>]*", svg)
    assert head is not None
    words = f"\n <title>{html.escape(first, quote=False)}</title>\n <desc>{html.escape(alt, quote=False)}</desc>"
    return f'{svg[: head.end()]} role="img" xml:lang="{lang}">{words}{svg[head.end() + 1 :]}'


def rounded(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its numbers rounded to ``DIGITS`` decimals (and -0 written 0)."""
    numbers = data.select_dtypes("float").columns
    return data.assign(**{c: data[c].round(DIGITS) + 0.0 for c in numbers})
