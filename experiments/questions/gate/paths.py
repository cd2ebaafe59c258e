"""Paths as they are typed: from where the command is given, or from the top of the repository."""

import os
from pathlib import Path


def typed(path: Path, top: Path) -> Path:
    """The absolute path; what is not there from here is looked for from the top. No link in it is followed."""
    here = Path(os.path.abspath(path))
    there = Path(os.path.abspath(top / path))
    return there if not os.path.lexists(here) and os.path.lexists(there) else here


def inside(path: Path, top: Path) -> Path | None:
    """A path, from the top of the repository; None where it lies elsewhere.

    Links within are not followed: where they lead is a matter of each side.
    """
    here = Path(os.path.abspath(path))
    if here.is_relative_to(top):
        return here.relative_to(top)
    there = here.parent.resolve() / here.name  # the folder may have been reached by a link
    return there.relative_to(top) if there.is_relative_to(top) else None
