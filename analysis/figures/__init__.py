"""Charts for a paper or a story: each takes a tidy frame and returns a matplotlib figure in the house style.

Figures read no file, group nothing and compute no statistic: what they draw is what the frame says.  They are drawn for
the width they are printed at: ``with figures.style(width=85):`` for one column of a journal, in millimetres.
"""

from .base import NothingToDraw, style
from .dots import dots
from .errors import accuracy_dots, correction_dots, reliability
from .grids import dots_grid, share_dots
from .keyness import keyness_dots, keyness_scatter
from .over_time import stacked_time
from .planes import places
from .saving import Gallery, Plate, save
from .slopes import slopes
from .sources import share_table, speaker_dots, stance_bars
from .specifications import specification_curve
from .voices import spread, voice_barcodes, voice_bars

__all__ = [
    "Gallery",
    "NothingToDraw",
    "Plate",
    "accuracy_dots",
    "correction_dots",
    "dots",
    "dots_grid",
    "keyness_dots",
    "keyness_scatter",
    "places",
    "reliability",
    "save",
    "share_dots",
    "share_table",
    "slopes",
    "speaker_dots",
    "specification_curve",
    "spread",
    "stacked_time",
    "stance_bars",
    "style",
    "voice_barcodes",
    "voice_bars",
]
