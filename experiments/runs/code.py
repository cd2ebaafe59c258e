"""The code of runs: every file of every package that a run could reach, with its digest.

A package counts as a whole, every file by its bytes. A plug-in rule adds the package that contains it, and the packages
that this one imports by name. Code without a source file (a notebook cell) gets a fresh random digest, so its runs are
never reused (`experiments.runs.identity`). A repository may declare other roots, relative to its top, in the
`pyproject.toml` above the package:

    [tool.policylab]
    policy = ["src/house", "rates"]
"""

import ast
import csv
import os
import re
import sys
import sysconfig
import warnings
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from experiments.runs.declaration import declared
from experiments.runs.guard import Reach
from experiments.runs.hashes import LEFT_OUT, Places, files, of_release
from sim import caches

HOUSE = ("policies", "sim", "scenarios", "experiments", "policylab")
LIBRARIES = ("numpy", "numba", "scipy", "networkx")  # used by every run
WAYS = (os.path.abspath, os.path.realpath)  # two names of a path
STDLIB = tuple({os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")})


def house() -> dict[str, Places]:
    """Return the places of our own code that every run uses. Scenario files enter a key by their numbers."""
    folders = {top: os.path.realpath(places(top)[0][1]) for top in ("sim", "policies", "scenarios", "experiments")}
    measuring = ("measures", "runs/record.py", "runs/work.py")
    return {
        "sim": [("sim", folders["sim"])],
        "policies": [("policies", folders["policies"])],
        "scenarios": [each for each in files([("scenarios", folders["scenarios"])]) if each[0].endswith(".py")],
        "measures": [(f"experiments/{each}", f"{folders['experiments']}/{each}") for each in measuring],
    }


def packages(tops: Iterable[str]) -> tuple[dict[str, Places], frozenset[str]]:
    """Return the places of plug-in packages and of their imports, by name, and the distributions that contain others.

    A package without a file has no place.
    """
    result: dict[str, Places] = {}
    distributions: set[str] = set()
    todo = set(tops)
    while todo:
        top = todo.pop()
        if top in result or _ours(top):
            continue
        location = places(top)
        if releases := [each for name, path in location for each in _installed(Path(path).parent).get(name, ())]:
            distributions |= {each.name for each in releases}
        else:
            result[top] = roots(location)
            todo.update(*(_imports(Path(path)) for name, path in files(result[top]) if name.endswith(".py")))
    return result, frozenset(distributions)


def reach(tops: Iterable[str] = ()) -> Reach:
    """Return the paths that a run may read, with rules of these top-level packages."""
    plugins, distributions = packages(tops)
    covered = [path for location in (places("sim"), places("policies"), *plugins.values()) for _, path in location]
    ours = [path for top in HOUSE for _, path in places(top)]
    free = [*STDLIB, *(path for _, location in releases(distributions).values() for _, path in location)]
    with suppress(RuntimeError, OSError):  # a user without a home, or without room in it
        free.append(str(caches.texts()))  # named by all that its content is made from
        caches.make_folder(caches.texts())
    return Reach(*(tuple({way(path) for path in location for way in WAYS}) for location in (covered, ours, free)))


def roots(location: Places) -> Places:
    """Return the places of a plug-in package, or the roots that its repository declares instead. Raises BadInput."""
    top = _repository(location)
    named = declared(top / "pyproject.toml") if top else None
    return [(each, str(top / each)) for each in named] if top and named is not None else location


def folder(tops: Iterable[str]) -> str:
    """Return the folder in which a run with rules of these packages works, from whatever folder it is begun.

    The top of the repository of the first plug-in, else where that lies; the root folder without one.
    """
    for top in sorted(set(tops)):
        if not _ours(top) and (location := places(top)):
            return str(_repository(location) or Path(location[0][1]).resolve().parent)
    return os.sep


def _repository(location: Places) -> Path | None:
    """Return the folder above a package that holds a pyproject.toml, None without one."""
    above = Path(location[0][1]).resolve().parents if location else ()
    return next((each for each in above if (each / "pyproject.toml").is_file()), None)


def places(top: str) -> Places:
    """Return the places of a top-level package or module, without importing it; for one in an archive, the archive.

    One that was deleted since it was imported keeps its place, which holds nothing now.
    """
    try:
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):  # a loaded module that has no file
        spec = None
    if spec is None:
        return []
    paths = map(Path, spec.submodule_search_locations or ([spec.origin or ""] if spec.has_location else ()))
    whole = [next((each for each in path.parents if each.is_file()), path) for path in paths]
    return [(path.name if path.is_file() else top, str(path)) for path in whole]


@cache
def releases(more: frozenset[str] = frozenset()) -> dict[str, tuple[str, Places]]:
    """Return the libraries of every run and `more` distributions, with their requirements: version, digest, places.

    Read once in each process, as libraries are imported once.
    """
    result: dict[str, tuple[str, Places]] = {}
    todo = [*LIBRARIES, *more]
    while todo:
        try:
            distribution = metadata.distribution(todo.pop())
        except (metadata.PackageNotFoundError, ValueError):
            continue
        if distribution.name not in result:
            own = [each for each in _brought(distribution) if not each[0].endswith("-info")]
            version = f"{distribution.version} {of_release(own)[:16]}"
            result[distribution.name] = version, _brought(distribution)
            needed = [line for line in distribution.requires or () if not re.search(r"\bextra\b", line)]
            todo += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed]
    return dict(sorted(result.items()))


@cache
def _installed(folder: Path) -> dict[str, list[metadata.Distribution]]:
    """Return the distributions in a folder, by every file and folder that they contain.

    The metadata that a build leaves beside its sources (`*.egg-info`) install nothing.
    """
    result: dict[str, list[metadata.Distribution]] = {}
    for distribution in metadata.distributions(path=[str(folder)]):
        if distribution.read_text("METADATA") is None and not folder.name.endswith("-packages"):
            continue
        for name, _ in _brought(distribution):
            result.setdefault(name, []).append(distribution)
    return result


def _brought(distribution: metadata.Distribution) -> Places:
    """Return the top-level files and folders of a distribution."""
    lines = csv.reader((distribution.read_text("RECORD") or "").splitlines())
    paths = [row[0] for row in lines if row] or map(str, distribution.files or ())
    tops = {path.partition("/")[0] for path in paths} - {"", ".."} - LEFT_OUT
    return [(top, str(distribution.locate_file(top))) for top in sorted(tops)]


def _imports(source: Path) -> set[str]:
    """Return the top-level packages that a source imports by name, anywhere in it."""
    try:
        return set(_imported(source.read_bytes()))
    except OSError:
        return set()


@cache
def _imported(source: bytes) -> frozenset[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    modules = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    modules += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return frozenset(module.partition(".")[0] for module in modules)


def _ours(top: str) -> bool:
    """Return whether a module is ours or of the standard library. One of the same name elsewhere is not."""
    standard = top in sys.stdlib_module_names
    library = standard and all(os.path.realpath(path).startswith(STDLIB) for _, path in places(top))
    return library or top in HOUSE
