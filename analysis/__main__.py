"""``python -m analysis`` is the command ``media-framing``."""

from .cli import main

raise SystemExit(main())
