"""The declaration of a repository: the files and folders that decide what its rules answer, in its `pyproject.toml`."""

import math
import os
from pathlib import Path
from typing import Any

from scenarios import files
from scenarios.problems import BadInput, guess, problem

TABLE, POLICY = ("tool", "policylab"), "policy"
MADE_UP = ("/proc", "/sys", "/dev")
NEEDS = "needs a list of files and folders, relative to the folder of this file"


def declared(project: Path) -> list[str] | None:
    """Return the files and folders that a `pyproject.toml` declares, relative to it; None if it declares none.

    Raises BadInput where it cannot be read, where the table has another key, and where a folder is not there: a
    declaration that nobody reads would refuse the files that it names.
    """
    problems: list[str] = []
    read = files.read(project, "project", problems, largest=math.inf, deepest=math.inf)
    if read is None:
        raise BadInput(problems)
    table: Any = read.data
    for part in TABLE:
        table = table.get(part, {}) if isinstance(table, dict) else {}
    if not isinstance(table, dict):
        raise BadInput([problem(read.where(TABLE, table, True), "needs a table")])
    for key in table:
        if key != POLICY:
            wrong = f"no such key{guess(key, [POLICY])}\nchoices: {POLICY}"
            raise BadInput([problem(read.where((*TABLE, key), table[key], False), wrong)])
    return _folders(project.parent, table[POLICY], read) if POLICY in table else None


def _folders(top: Path, value: object, read: files.Read) -> list[str]:
    """Return the files and folders of a declaration. Raises BadInput."""
    place = read.where((*TABLE, POLICY), value, True)
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        raise BadInput([problem(place, NEEDS)])
    if missing := [each for each in value if not os.path.exists(top / each)]:
        raise BadInput([problem(place, f"is not there: {', '.join(missing)}")])
    if other := [each for each in value if not _stays(top / each)]:
        raise BadInput([problem(place, f"is no file or folder whose content stays: {', '.join(other)}")])
    return value


def _stays(path: Path) -> bool:
    """Return whether a path has content of its own: it is no pipe, and nothing that the system makes up."""
    real = Path(os.path.realpath(path))
    return (real.is_file() or real.is_dir()) and not any(map(real.is_relative_to, MADE_UP))
