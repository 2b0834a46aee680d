"""An article to look at: its voices tinted, its sources and cues underlined, every claim linked to who makes it."""

from .passages import evidence
from .texts import with_text
from .view import barcode, fragment, page

__all__ = ["barcode", "evidence", "fragment", "page", "with_text"]
