"""Look at a corpus by hand: choose outlets, a measure and a period, see the figure, take the code that draws it."""

from .controls import Panel, panel
from .drawing import MEASURES, VIEWS, Drawn, draw

__all__ = ["MEASURES", "VIEWS", "Drawn", "Panel", "draw", "panel"]
