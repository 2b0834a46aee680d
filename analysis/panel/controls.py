"""The panel: a few controls above a figure, and below it the line of code that draws the same."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..lexicons import labels
from ..measure import Tables
from ..profiles import as_text, grouped
from .drawing import MEASURES, VIEWS, Drawn, draw


def panel(tables: Tables, *, measure: str = "voices", lang: str = "en", width: float | None = None) -> Panel:
    """Return a panel that chooses outlets, measure, period and wire copy, and redraws (needs the extra ``notebooks``).

    It opens on ``measure``, all outlets and the whole period, and draws for a ``width`` in millimetres (``draw``).

    In a notebook it shows itself.  The figure is an ordinary output, not a widget: it stays in a saved or exported
    notebook where the controls cannot work.  Every state is ``panel.call``, one line of code.
    """
    return Panel(tables, measure=measure, lang=lang, width=width)


class Panel:
    """Controls (ipywidgets), the figure they stand for (``drawn``) and the code that draws it (``call``).

    ``outlets``, ``measure``, ``show``, ``period`` and ``wire`` are the controls; to set ``.value`` is to choose.
    ``message`` is empty, or says why a choice cannot be drawn: then the figure before it stays.
    """

    drawn: Drawn
    call: str

    def __init__(
        self, tables: Tables, *, measure: str = "voices", lang: str = "en", width: float | None = None
    ) -> None:
        widgets = _widgets()
        names = labels(lang)
        self.width = width
        self.tables, self.lang, self.message = grouped(tables, whole=True, lang=lang), lang, ""
        self._places: list[tuple[Any, ...]] = []
        articles = self.tables.articles
        self._outlets = tuple(articles["outlet"].value_counts().index)
        dates = articles["date"].dropna().astype(str)
        self._months = tuple(sorted({date[:7] for date in dates if len(date) >= 7}))
        wide = {"layout": widgets.Layout(width="32em"), "style": {"description_width": "7em"}}
        self.outlets = widgets.SelectMultiple(
            options=self._outlets,
            value=self._outlets,
            rows=min(8, max(2, len(self._outlets))),
            description=names["outlet"],
            **wide,
        )
        known = [m for m in MEASURES if m == "voices" or m in articles]
        self.measure = widgets.Dropdown(
            options=[(names[m], m) for m in known], value=measure, description=names["measure"], **wide
        )
        said = dict(zip(VIEWS, ("pooled", "mean_of_articles", "each_article"), strict=True))
        self.show = widgets.ToggleButtons(
            options=[(names[said[view]], view) for view in VIEWS], value="pooled", description=names["shown_as"]
        )
        self.period = widgets.SelectionRangeSlider(
            options=self._months or ("–",),
            index=(0, max(0, len(self._months) - 1)),
            disabled=len(self._months) < 2,
            continuous_update=False,
            description=names["period"],
            **wide,
        )
        flagged = any(column in articles for column in ("wire", "duplicate"))
        self.wire = widgets.Checkbox(value=True, disabled=not flagged, description=names["wire_in"], **wide)
        self.controls = widgets.VBox([self.outlets, self.measure, self.show, self.period, self.wire])
        for control in (self.outlets, self.measure, self.show, self.period, self.wire):
            control.observe(self._redraw, names="value")
        self._redraw()

    def choice(self) -> dict[str, Any]:
        """Return what is chosen, as arguments of ``draw``; what is left at its default is left out."""
        first, last = self.period.value
        chosen = {
            "measure": self.measure.value,
            "show": self.show.value,
            "outlets": None if set(self.outlets.value) == set(self._outlets) else list(self.outlets.value),
            "start": first if self._months and first != self._months[0] else None,
            "end": last if self._months and last != self._months[-1] else None,
            "wire": self.wire.value,
            "lang": self.lang,
            "width": self.width,
        }
        usual = {"measure": "voices", "show": "pooled", "wire": True, "lang": "en"}
        return {name: value for name, value in chosen.items() if value != usual.get(name)}

    def _redraw(self, _: object = None) -> None:
        chosen = self.choice()
        try:
            self.drawn = draw(self.tables, **chosen)
        except ValueError as trouble:
            if not hasattr(self, "drawn"):
                raise
            self.message = str(trouble)
        else:
            self.message = ""
            self.call = f"draw(tables{''.join(f', {name}={value!r}' for name, value in chosen.items())})"
        for place in self._places:
            for handle, shown in zip(place, self._shown(), strict=True):
                handle.update(shown)

    def _shown(self) -> tuple[Any, Any]:
        said = f"{as_text(self.message)}\n\n" if self.message else ""
        said += f"{as_text(self.drawn.plate.caption)}\n\n{labels(self.lang)['same_by_code']}\n\n"
        code = f"```python\nfrom analysis.panel import draw\n{self.call}\n```"
        return self.drawn, import_module("IPython.display").Markdown(said + code)

    def _ipython_display_(self) -> None:
        display = import_module("IPython.display").display
        # Where no widgets run (a saved page), the controls become a line of text; figure and code stay what they are.
        bundle = self.controls._repr_mimebundle_() or {}
        display({**bundle, "text/plain": labels(self.lang)["controls"]}, raw=True)
        self._places.append(tuple(display(shown, display_id=True) for shown in self._shown()))


def _widgets() -> Any:
    try:
        return import_module("ipywidgets")
    except ImportError as missing:
        raise ImportError(
            "the panel needs ipywidgets: pip install 'media-framing[notebooks]'; "
            "analysis.panel.draw gives the same figures without it"
        ) from missing
