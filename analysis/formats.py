"""How tables are written to files, for programs that read commas and for those that read semicolons."""

from __future__ import annotations

from typing import Any

FORMATS = ("parquet", "csv", "csv2")
"""``csv2`` is a CSV with semicolons and decimal commas, as spreadsheets read it where numbers are written so."""
WRITTEN: dict[str, dict[str, Any]] = {"csv": {}, "csv2": {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"}}
"""What pandas is told to write each format of text, or to read it."""
LEAST = 10
"""Articles that must use a term for it to be shared, unless another number is asked for."""
