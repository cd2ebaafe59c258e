"""Paths as a user types them: relative to the working directory, or to the top of the repository."""

import os
from pathlib import Path


def typed(path: Path, top: Path) -> Path:
    """Return the absolute path: from the working directory if it exists there, else from the top. Follows no link."""
    here = Path(os.path.abspath(path))
    from_top = Path(os.path.abspath(top / path))
    return from_top if not os.path.lexists(here) and os.path.lexists(from_top) else here


def inside(path: Path, top: Path) -> Path | None:
    """Return a path relative to the top of the repository; None where it lies outside.

    Links inside are not followed: each side has targets of its own.
    """
    here = Path(os.path.abspath(path))
    if here.is_relative_to(top):
        return here.relative_to(top)
    real = here.parent.resolve() / here.name  # the folder may have been reached by a link
    return real.relative_to(top) if real.is_relative_to(top) else None
