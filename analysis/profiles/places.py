"""Where a notebook finds its files, whether it runs in its own folder or in the one above."""

from __future__ import annotations

from pathlib import Path


def found(path: str | Path) -> Path:
    """Return the path as seen from the working directory, from the notebooks' folder in it, or from its parent.

    Jupyter runs a notebook in its own folder, papermill in that of the caller.  The first place that has it counts; a
    path that is in none is returned as it is, so that whoever reads it says that it is not there.

    >>> found("nowhere.csv").name
    'nowhere.csv'
    """
    places = (Path(path), Path("notebooks") / path, Path("..") / path)
    return next((place for place in places if place.exists()), Path(path))
