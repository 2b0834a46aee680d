"""Where the press that the project may not hold stands, when it is at hand: a folder beside the clone."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
