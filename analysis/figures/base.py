"""What every chart shares: the style, the labels, and how a chart is saved with its numbers, caption and alt text."""

from __future__ import annotations

import base64
import html
import re
import textwrap
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ticker import LogLocator
from matplotlib.transforms import Bbox

from ..lexicons import labels, name_of, number
from ..text import sentences
from .paper import SIZES, SPARE, chosen, inches, letters, narrow, printed, pt

DIGITS = 6
"""Decimals in a figure's CSV: more than any chart shows, few enough to be the same on every machine."""


SCRIPTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "Yu Gothic",
    "Malgun Gothic",
    "Nirmala UI",
    "Noto Sans Devanagari",
    "Arial Unicode MS",
)
"""Fonts for scripts the house font does not have; those that are installed lend their letters, and no other."""
_GLYPH = re.compile(r"Glyph (\d+) .*missing from font")


@contextmanager
def style(width: float | None = None) -> Iterator[None]:
    """Draw in the house style, and leave the user's own settings as they were.

    ``width``: how wide a figure is printed, in millimetres: 85 for one column of a journal, 180 for a page.  Every
    chart drawn within is laid out for it (fewer panels side by side, rows named above them where the column is narrow),
    its letters 6 points or larger there, and ``save`` writes it exactly so wide, at 300 dots an inch::

        with figures.style(width=85):
            figures.save(figures.voice_bars(profile), "voices", data=profile, caption=…, alt=…, folder="for_print")

    Without it a chart is 132 mm wide, for a screen or the whole width of a page.  ``ValueError`` for a width under 60
    or over 300.

    A figure that is saved as PDF or SVG within it keeps its words as words, and its width:
    ``with style(width=85): figure.savefig("a.pdf")``.
    """
    with printed(width), as_file(files(__package__) / "framing.mplstyle") as path, mpl.rc_context(fname=path):
        here = set(fontManager.get_font_names())
        mpl.rcParams["font.family"] = ["sans-serif", *(font for font in SCRIPTS if font in here)]
        settings: Any = mpl.rcParams
        settings.update({size: pt(settings[size]) for size in SIZES})
        if chosen() is not None:
            settings["savefig.dpi"] = 300
            settings["savefig.bbox"] = None  # as wide as asked, and not as what is drawn
        yield


@contextmanager
def measuring() -> Iterator[None]:
    """Lay a chart out before it is shown: letters no font has are told once, by ``save`` or by matplotlib."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=_GLYPH.pattern)
        yield


@contextmanager
def _boxes_told(name: str) -> Iterator[None]:
    """Warn once of all the letters of a chart that no font has, in place of one warning a letter."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    lacking = {}
    for warning in caught:
        if letter := _GLYPH.match(str(warning.message)):
            lacking[chr(int(letter[1]))] = True
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    if lacking:
        warnings.warn(
            f"figure {name!r}: no font here has {''.join(lacking)}, and boxes stand in their place; install one that "
            "has them (Noto Sans CJK for Chinese, Japanese and Korean), or name the groups in other letters",
            stacklevel=4,
        )


def canvas(
    width: float = 5.2, height: float = 3.4, *, rows: int = 1, columns: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """Return (figure, axes) of a size in inches; drawn without pyplot, so that nothing stays in memory.

    ``axes`` is one Axes, or an array of them when there are several.  Call it within ``style()``: where a width was
    chosen the figure is as wide, and taller than need be, for ``paper.fitted`` to cut.
    """
    wide = chosen()
    figure = Figure(figsize=(width, height) if wide is None else (wide, height + SPARE), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(rows, columns, **options)


class NothingToDraw(ValueError):
    """A frame that would make an empty chart: it has no rows, or none whose value is known."""


def need(
    frame: pd.DataFrame, columns: Iterable[str], *, what: str, once: Sequence[str] = (), known: Sequence[str] = ()
) -> None:
    """Raise ``ValueError`` when a frame lacks columns, or rows, that a chart needs, naming them.

    So for more than one row of the same values in the columns ``once``, of which a chart has room for one.
    ``NothingToDraw``, a ``ValueError``, where there is no row, or none in which the columns ``known`` are finite
    numbers.  ``TypeError`` for what is no frame at all.
    """
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{what} takes a DataFrame with the columns {', '.join(columns)}, not {type(frame).__name__}")
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise ValueError(f"{what} needs the columns {', '.join(missing)}; the frame has {', '.join(map(str, frame))}")
    if frame.empty:
        raise NothingToDraw(f"{what} was given an empty frame: nothing to draw")
    if known and not np.isfinite(frame[list(known)].to_numpy(float)).all(axis=1).any():
        raise NothingToDraw(f"{what}: {' or '.join(known)} is undefined in every row: nothing to draw")
    if once and (twice := frame.duplicated(list(once))).any():
        cell = ", ".join(f"{column}={frame.loc[twice, column].iloc[0]!r}" for column in once)
        raise ValueError(f"{what} draws one row for each {' and '.join(once)}; there are several with {cell}")


def short(name: object, most: int | None = None) -> str:
    """Return a group's name cut to what a chart has room for; the CSV beside the chart has it whole.

    ``most``: so many letters; None: 27, which stand beside a row, or 44 in one column of print, which stand above it.

    >>> short("L'Observatoire"), short("La Gazette des ports et des îles du Nord", 20)
    ("L'Observatoire", 'La Gazette des port…')
    """
    most = most or _room()
    written = str(name).strip("\u2068\u2069")
    cut = written if len(written) <= most else written[: most - 1].rstrip() + "…"
    # A name written from right to left is set apart, or the number beside it would be turned round with it.
    leftward = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in cut)
    return f"\u2068{cut}\u2069" if leftward else cut


def _room() -> int:
    return 44 if narrow() else 27


def shortened(names: Iterable[object], most: int | None = None) -> list[str]:
    """Return names cut to what a chart has room for, so that no two that differ look alike: these keep their ends.

    >>> shortened(["La Dépêche du Midi, Toulouse", "La Dépêche du Midi, Tarbes", "Le Clairon"], 20)
    ['La Dépêche…Toulouse', 'La Dépêche…, Tarbes', 'Le Clairon']
    """
    most = most or _room()
    whole = [str(name) for name in names]
    cut = [short(name, most) for name in whole]
    owners: dict[str, set[str]] = {}
    for name, one in zip(whole, cut, strict=True):
        owners.setdefault(one, set()).add(name)
    end = 2 * most // 5
    middle = [f"{name[: most - end - 1].rstrip()}…{name[-end:]}" for name in whole]
    return [short(m, most) if len(owners[one]) > 1 else one for one, m in zip(cut, middle, strict=True)]


def row_name(name: object, lang: str = "en") -> str:
    """Return the display name of a kind or a class; an outlet stands as it is written, its underscores too.

    >>> row_name("collective_vague"), row_name("journal_du_port")
    ('vague collective', 'journal_du_port')
    """
    return labels(lang).get(str(name), str(name))


def lines(name: object, most: int = 40) -> str:
    """Return a name on as many lines as it takes, none longer than ``most`` unless a word is.

    >>> lines("La Gazette des ports et des îles du Nord − Le Clairon")
    'La Gazette des ports et des îles du Nord\\n− Le Clairon'
    """
    return textwrap.fill(str(name), most, break_long_words=False, break_on_hyphens=False)


def percent(axis: Any, lang: str = "en") -> None:
    """Write an axis of shares as percentages, with French spacing where the language asks for it."""
    written = name_of("percent", lang)
    axis.set_major_formatter(lambda value, _: written.format(number(round(100 * value, 4), "g", lang=lang)))


def points(axis: Any, lang: str = "en") -> None:
    """Write an axis of differences of shares in points, without a sign that would call them percent."""
    axis.set_major_formatter(lambda value, _: number(round(100 * value, 4), "g", lang=lang))


def plain(axis: Any, lang: str = "en") -> None:
    """Write an axis of numbers as the language does, 1,000 and not 10³ or 1e+06."""
    axis.set_major_formatter(lambda value, _: number(value, ",.10g", lang=lang))


def decades(axis: Any, values: Any, lang: str = "en") -> None:
    """Make an axis one of orders of magnitude, with as many numbers on it as have room: never none, never too many."""
    known = np.asarray(values, float)
    spanned = float(np.log10(known.max() / known.min()))
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    # Of one value alone a whole decade is shown.
    subs = range(1, 10) if 0 < spanned < 0.7 else (1, 2, 5) if spanned < 1.3 else (1, 3) if spanned < 2.6 else (1,)
    axis.set_major_locator(LogLocator(subs=subs, numticks=5 if spanned > 4 else None))
    axis.set_minor_formatter(lambda *_: "")
    plain(axis, lang)


def unmagnified(axis: Any, values: Any, *, share: bool) -> None:
    """Keep an axis of shares, or of other things that are never below none, from making little look like much.

    ``values``: all that is drawn along it.  It spans 10 points at least, or a quarter of the largest value where that
    is no share, and does not run below none for more than a mark has room.  What is below none is left as it is.
    """
    known = np.asarray(values, float)
    known = known[np.isfinite(known)]
    if not len(known):
        return
    low, high = float(known.min()), float(known.max())
    least = 0.1 if share else 0.25 * high or 1.0
    if low < 0 or high - low >= least:
        return
    start = max(0.0, (low + high - least) / 2)
    if share and high <= 1:
        start = min(start, 1 - least)
    margin = 0.05 * least
    axis.axes.set(**{f"{axis.axis_name}lim": (start - margin, start + least + margin)})


def sized(name: object, n: float, lang: str = "en") -> str:
    """Return a group's name, cut if need be, with how many it has.

    >>> sized("L'Observatoire", 1200)
    "L'Observatoire  (n = 1,200)"
    """
    return f"{short(name)}  (n = {_how_many(n, lang)})"


def beside(name: object, n: float, lang: str = "en") -> str:
    """Return a group's name with how many it has in brackets, where a chart has no room for ``sized``.

    >>> beside("L'Observatoire", 1200)
    "L'Observatoire (1,200)"
    """
    return f"{short(name)} ({_how_many(n, lang)})"


def _how_many(n: float, lang: str) -> str:
    return number(n, ",.0f", lang=lang) if n == n else "–"


def headline(figure: Figure, title: str | None) -> None:
    """Write a finding above a chart, where one is given: above its legend too, and no wider than the chart."""
    if not title:
        return
    size = pt(9.5)
    # At 9.5 points in bold some 12 letters fit into an inch.
    title = textwrap.fill(title, round(12 * 9.5 / size * figure.get_figwidth()))
    if figure.legends:
        legend = figure.legends[0]
        legend.set_title(title, prop=FontProperties(size=size, weight="bold"))
        legend.set_alignment("left")
    else:
        figure.suptitle(title, x=0.01, ha="left", fontsize=size, fontweight="bold")


def note(ax: Axes, text: str) -> None:
    """Write under a chart what it cannot show."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    text = re.sub(r" (?=[%:;!?»])|(?<=«) ", "\u202f", text)  # a line never begins with such a sign, as French has them
    # A longer line would widen the picture and shrink the chart.
    most = letters(pt(7), figure.get_figwidth())
    rows = -(-len(text) // most)
    lines = textwrap.fill(text, min(most, len(text) // max(1, rows) + 12))
    figure.supxlabel(lines, x=0.01, ha="left", fontsize=pt(7), color="#555555", linespacing=1.3)


def blank(ax: Axes, values: Any, lang: str = "en") -> None:
    """Write into a panel of several that it has no value, where that is so: an empty one looks like a mistake."""
    if not np.isfinite(np.asarray(values, float)).any():
        ax.text(0.5, 0.5, name_of("no_value", lang), transform=ax.transAxes, ha="center", va="center", fontsize=pt(7))


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
