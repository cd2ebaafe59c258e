"""The code behind runs: every file of every package that it could reach, with its digest.

A package counts as a whole. Where one of its sources may look at docstrings, line numbers or source text, all of them
count by bytes. A rule of a stranger brings the package that it lives in, and those that this one imports by name: an
installed release with its version and all its files, others as they lie there. A repository may declare other roots,
from its top, in the `pyproject.toml` above the package:

    [tool.policylab]
    policy = ["src/house", "rates"]
"""

import csv
import os
import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from experiments.runs.guard import Reach
from experiments.runs.hashes import Places, files, state

HOUSE = ("policies", "sim", "scenarios", "experiments", "policylab")
LIBRARIES = ("numpy", "scipy", "networkx", "Mesa")  # that every run uses
WAYS = (os.path.abspath, os.path.realpath)  # by which a path may be named
STDLIB = tuple({os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")})


def house() -> dict[str, Places]:
    """Where our own code lies that every run goes through. Scenario files enter a run by their numbers."""
    lies = {top: os.path.realpath(places(top)[0][1]) for top in ("sim", "policies", "scenarios", "experiments")}
    measuring = ("measures", "runs/record.py", "runs/work.py")
    return {
        "sim": [("sim", lies["sim"])],
        "policies": [("policies", lies["policies"])],
        "scenarios": [each for each in files([("scenarios", lies["scenarios"])]) if each[0].endswith(".py")],
        "measures": [(f"experiments/{each}", f"{lies['experiments']}/{each}") for each in measuring],
    }


def packages(tops: Iterable[str]) -> tuple[dict[str, Places], frozenset[str]]:
    """Where strangers' packages lie, and those that they import, by name; the distributions that bring others.

    A package without a file has no place.
    """
    found: dict[str, Places] = {}
    bought: set[str] = set()
    todo = set(tops)
    while todo:
        top = todo.pop()
        if top in found or _ours(top):
            continue
        there = places(top)
        if releases := [each for name, path in there for each in _installed(Path(path).parent).get(name, ())]:
            bought |= {each.name for each in releases}
        else:
            found[top] = roots(there)
            todo.update(state(found[top]).imports)
    return found, frozenset(bought)


def reach(strangers: Mapping[str, Places], bought: frozenset[str]) -> Reach:
    """Where a run may read that uses these packages and distributions."""
    covered = [path for there in (places("sim"), places("policies"), *strangers.values()) for _, path in there]
    ours = [path for top in HOUSE for _, path in places(top)]
    free = [*STDLIB, *(path for _, there in releases(bought).values() for _, path in there)]
    return Reach(*(tuple({way(path) for path in there for way in WAYS}) for there in (covered, ours, free)))


def roots(there: Places) -> Places:
    """Where the files of a stranger's package lie, or what its repository declares instead."""
    for folder in Path(there[0][1]).resolve().parents if there else ():
        if (folder / "pyproject.toml").is_file():
            try:
                declared = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["tool"]["policylab"]["policy"]
                return [(str(each), str(folder / str(each))) for each in declared]
            except (OSError, ValueError, KeyError, TypeError):
                break
    return there


def places(top: str) -> Places:
    """Where a top-level package or module lies, without importing it; in an archive, the archive."""
    try:
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):  # one that is loaded and was never a file
        spec = None
    if spec is None:
        return []
    there = map(Path, spec.submodule_search_locations or ([spec.origin or ""] if spec.has_location else ()))
    whole = [next(each for each in (path, *path.parents) if each.exists()) for path in there]
    return [(top if path.is_dir() else path.name, str(path)) for path in whole]


@cache
def releases(more: frozenset[str] = frozenset()) -> dict[str, tuple[str, Places]]:
    """The libraries of every run and more distributions, with all that they require: what they hold, and where.

    Told by the version and a digest of all files. Read once a process, as they are imported.
    """
    found: dict[str, tuple[str, Places]] = {}
    todo = [*LIBRARIES, *more]
    while todo:
        try:
            there = metadata.distribution(todo.pop())
        except (metadata.PackageNotFoundError, ValueError):
            continue
        if there.name not in found:
            own = [each for each in _brought(there) if not each[0].endswith("-info")]
            found[there.name] = f"{there.version} {state(own, as_bytes=True).digest[:16]}", _brought(there)
            needed = [line for line in there.requires or () if not re.search(r"\bextra\b", line)]
            todo += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed]
    return dict(sorted(found.items()))


@cache
def _installed(folder: Path) -> dict[str, list[metadata.Distribution]]:
    """The distributions in a folder, by every file and folder that they bring there."""
    found: dict[str, list[metadata.Distribution]] = {}
    for there in metadata.distributions(path=[str(folder)]):
        for name, _ in _brought(there):
            found.setdefault(name, []).append(there)
    return found


def _brought(there: metadata.Distribution) -> Places:
    """The files and folders of a distribution, directly below where it is installed."""
    lines = csv.reader((there.read_text("RECORD") or "").splitlines())
    paths = [row[0] for row in lines if row] or map(str, there.files or ())
    return [(top, str(there.locate_file(top))) for top in sorted({path.partition("/")[0] for path in paths} - {".."})]


def _ours(top: str) -> bool:
    """Is it of the house, or of Python itself? A module of the same name that lies elsewhere is not."""
    standard = top in sys.stdlib_module_names
    lies = standard and all(os.path.realpath(path).startswith(STDLIB) for _, path in places(top))
    return lies or top in HOUSE
