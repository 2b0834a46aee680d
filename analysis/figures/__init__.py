"""Charts for a paper or a story: each takes a tidy frame and returns a matplotlib figure in the house style.

Figures read no file, group nothing and compute no statistic: what they draw is what the frame says.
"""

from .base import save, style
from .voices import spread, voice_barcodes, voice_bars

__all__ = ["save", "spread", "style", "voice_barcodes", "voice_bars"]
