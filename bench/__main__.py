"""Run the benches one after the other; each prints its figures and says what it needs when that is missing.

python -m bench [NAME …]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ALL = (
    "accuracy",
    "speed",
    "speakers",
    "gender",
    "keywords_speed",
    "keyness",
    "frames",
    "duplicates",
    "events",
    "basil",
    "correction",
)
"""``coverage`` takes twenty minutes, ``levels`` fifteen, and are run by name; ``wording_sample`` draws passages for a
person to judge."""
JSON = {"accuracy": ["--json", "bench/accuracy.json"]}


def main(names: list[str]) -> int:
    """Run the named benches, or all; returns 1 when one of them fails."""
    root = Path(__file__).parent.parent
    known = {path.stem for path in Path(__file__).parent.glob("*.py")}
    if unknown := [name for name in names if name not in known]:
        print(f"no bench called {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    failed = []
    for name in names or ALL:
        print(f"\n=== {name}", flush=True)
        if subprocess.run(
            [sys.executable, "-m", f"bench.{name}", *JSON.get(name, [])], cwd=root, check=False
        ).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
