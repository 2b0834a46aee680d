"""Write ``data/manifest.csv``: every data file with its size and SHA-256, so that a copy can be told from the original.

python -m data.manifest
"""

import csv
import hashlib
from pathlib import Path

HERE = Path(__file__).parent
KEPT = {".csv", ".jsonl", ".parquet", ".json", ".txt"}


def rows() -> list[tuple[str, int, str]]:
    """Return (path below data/, bytes, SHA-256) of every data file, sorted by path."""
    files = sorted(p for p in HERE.rglob("*") if p.suffix in KEPT and p.name != "manifest.csv")
    return [(p.relative_to(HERE).as_posix(), p.stat().st_size, _digest(p)) for p in files]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Write the manifest anew."""
    with (HERE / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("path", "bytes", "sha256"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
