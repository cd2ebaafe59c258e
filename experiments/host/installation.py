"""The installation: files of Python, of a virtual environment, and of installed releases."""

import site
import sys
import sysconfig
from functools import cache
from pathlib import Path


def installed(file: str | Path) -> bool:
    """Return whether a file is of the installation, by its absolute path.

    Without a virtual environment the prefix of Python, such as /usr, holds other things too: a repository, say.
    """
    path = Path(file).absolute()
    return any(map(path.is_relative_to, _homes(sys.prefix, sys.base_prefix)))


@cache
def _homes(prefix: str, base: str) -> frozenset[Path]:
    """Return the folders of the installation, as they are named and without links."""
    paths = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    folders = {*paths, *site.getsitepackages(), *([prefix] if prefix != base else [])}
    return frozenset(home for folder in folders for home in (Path(folder), Path(folder).resolve()))
