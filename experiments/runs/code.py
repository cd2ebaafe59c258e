"""The code behind runs: every file of every package that it could reach, with its digest.

A package counts as a whole. Where one of its sources may look at docstrings, line numbers or source text, all of them
count by bytes. A rule of a stranger brings the package that it lives in, and those that this one imports by name: an
installed release with its version and all its files, others as they lie there. A repository may declare other roots,
from its top, in the `pyproject.toml` above the package:

    [tool.policylab]
    policy = ["src/house", "rates"]
"""

import hashlib
import json
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

from experiments.runs import hashes
from experiments.runs.guard import Reach

type Places = list[tuple[str, str]]  # name of a file or folder, and where it lies
type Manifest = Mapping[str, str]  # name of a file → its digest

HOUSE = ("policies", "sim", "scenarios", "experiments", "policylab")
LIBRARIES = ("numpy", "scipy", "networkx", "Mesa")  # that every run uses
WAYS = (os.path.abspath, os.path.realpath)  # by which a path may be named
SHOWN = 5  # files that are named
STDLIB = tuple({str(Path(sysconfig.get_path(name)).resolve()) for name in ("stdlib", "platstdlib")})


def digest(said: object) -> str:
    """A hash of plain data."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def house() -> dict[str, Places]:
    """Where our own code lies that every run goes through. Scenario files enter a run by their numbers."""
    experiments = places("experiments")[0][1]
    measuring = ("measures", "runs/record.py", "runs/work.py")
    return {
        "sim": places("sim"),
        "policies": places("policies"),
        "scenarios": [each for each in files(places("scenarios")) if each[0].endswith(".py")],
        "measures": [(f"experiments/{each}", f"{experiments}/{each}") for each in measuring],
    }


def packages(tops: Iterable[str]) -> tuple[dict[str, Places], frozenset[str]]:
    """Where strangers' packages lie, and those that they import, by name; the distributions that bring others.

    A package without a file has no place.
    """
    found: dict[str, Places] = {}
    bought: set[str] = set()
    todo = [top for top in tops if not _ours(top)]
    while todo:
        top = todo.pop()
        if releases := distributions(top):
            bought.update(releases)
        elif top not in found:
            found[top] = roots(top)
            sources = [hashes.of_syntax(path) for name, path in files(found[top]) if name.endswith(".py")]
            todo += {each for source in sources if source for each in source[1] if not _ours(each)}
    return found, frozenset(bought)


def reach(strangers: Mapping[str, Places], bought: frozenset[str]) -> Reach:
    """Where a run may read that uses these packages and distributions."""
    covered = [path for there in (places("sim"), places("policies"), *strangers.values()) for _, path in there]
    ours = [path for top in HOUSE for _, path in places(top)]
    free = [*STDLIB, *(top for name in releases(bought) for top in _tops(name))]
    return Reach(*(tuple({way(path) for path in there for way in WAYS}) for there in (covered, ours, free)))


def files(there: Places) -> Places:
    """All files at or below these places."""
    return [file for name, path in there for file in hashes.below(path, name)]


def manifest(there: Places) -> Manifest:
    """All files at or below these places with their digests."""
    there = files(there)
    sources = {name: hashes.of_syntax(path) for name, path in there if name.endswith(".py")}
    if any(source[2] for source in sources.values() if source):
        sources = {}
    return {name: source[0] if (source := sources.get(name)) else hashes.of_bytes(path) for name, path in there}


def differing(before: Manifest, after: Manifest) -> str:
    """The files that differ, in words."""
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return ", ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])


def roots(top: str) -> Places:
    """Where the files of a stranger's package lie, or what its repository declares instead."""
    there = places(top)
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


def _ours(top: str) -> bool:
    """Is it of the house, or of Python itself? A module of the same name that lies elsewhere is not."""
    standard = top in sys.stdlib_module_names
    lies = standard and all(str(Path(path).resolve()).startswith(STDLIB) for _, path in places(top))
    return lies or top in HOUSE


@cache
def distributions(top: str) -> tuple[str, ...]:
    """The installed distributions that a top-level package is recorded in; none where it was installed in place."""
    line = re.compile(rf"^{re.escape(top)}[/.]", re.MULTILINE)
    records = [each for _, path in places(top) for each in Path(path).parent.glob("*.dist-info/RECORD")]
    found = [each.parent for each in records if line.search(each.read_text("utf-8", "replace"))]
    return tuple(sorted(metadata.Distribution.at(each).name for each in found))


@cache
def releases(more: frozenset[str] = frozenset()) -> dict[str, str]:
    """The libraries of every run and more distributions, with all that they require: version and digest of their files.

    Read once a process, as they are imported.
    """
    found: dict[str, str] = {}
    todo = sorted({*LIBRARIES, *more})
    while todo:
        name = todo.pop(0)
        try:
            there = metadata.distribution(name)
        except (metadata.PackageNotFoundError, ValueError):
            continue
        if there.name not in found:
            own = [(os.path.basename(top), top) for top in _tops(there.name) if not top.endswith("-info")]
            found[there.name] = f"{there.version} {digest({n: hashes.of_bytes(path) for n, path in files(own)})[:16]}"
            needed = [line for line in there.requires or () if not re.search(r"\bextra\b", line)]
            todo += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed]
    return dict(sorted(found.items()))


@cache
def _tops(name: str) -> tuple[str, ...]:
    """The files and folders that a distribution brings, directly below where it is installed."""
    there = metadata.distribution(name)
    tops = {str(file).partition("/")[0] for file in there.files or ()}
    return tuple(sorted(str(there.locate_file(top)) for top in tops - {".."}))
