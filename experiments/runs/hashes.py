"""Digests of what lies in files: Python by its syntax tree without docstrings and comments, all else by its bytes.

States are cached from one command to the next, and read anew where a file or folder bears another stamp. Where one
changed a moment ago nothing is cached: a second edit may bear the same time.
"""

import ast
import hashlib
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time_ns  # by name: a clock that is moved later (`gate.clock`) is not asked
from typing import Any, NamedTuple

from experiments.host import files as disk

LEFT_OUT = {  # bytecode, version control, records and caches of tools, our own store
    *("__pycache__", ".git", ".hg", ".svn", ".jj", ".DS_Store", ".policylab", ".ipynb_checkpoints"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
}
# Code that may look at docstrings, line numbers or source text: a syntax tree does not have them.
PEEKS = re.compile(rb"__doc__|getdoc|getsource|getcomments|lineno|co_lines|co_positions|linecache|tokenize")
SETTLED = 2_000_000_000  # nanoseconds after which another change bears another time, on any file system
MOST = 1_000  # states that are cached

type Places = list[tuple[str, str]]  # name of a file or folder, and where it lies
type Manifest = Mapping[str, str]  # name of a file → its digest


class State(NamedTuple):
    """What lies at some places: its digest, its files, and the top-level packages that its sources import."""

    digest: str
    files: Manifest
    imports: list[str]


MANIFESTS: dict[str, Manifest] = {}  # every state that this process has seen, by its digest


def digest(said: object) -> str:
    """A hash of plain data."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def state(there: Places, *, as_bytes: bool = False) -> State:
    """What lies at these places now. Where a source may peek, or all is asked for as bytes, no syntax counts."""
    name = f"{there} {as_bytes}"
    stamps, *known = _cache().get(name) or [{}]
    if not known or any(stamp(path) != was for path, was in stamps.items()):
        found = [each for name, path in there for each in below(path, name)]
        latest = time_ns() - SETTLED
        stamps = {path: stamp(path) for _, path in found}
        sources = {name: of_syntax(path) for name, path in found if name.endswith(".py") and not as_bytes}
        peeks = any(peeks for _, _, peeks in sources.values())
        syntax = {name: said for name, (said, _, _) in sources.items() if not peeks}
        manifest = {name: syntax.get(name) or of_bytes(path) for name, path in found if name}
        known = [digest(manifest), manifest, sorted({top for _, imports, _ in sources.values() for top in imports})]
        if all(was and max(was[:2]) < latest for was in stamps.values()):
            _cache()[name] = [stamps, *known]
            _new.append(name)
    MANIFESTS[known[0]] = known[1]
    return State(*known)


def files(there: Places) -> Places:
    """All files at or below these places."""
    return [file for name, path in there for file in below(path, name) if file[0]]


def stamp(path: str) -> list[int] | None:
    """Equal stamps, equal content, for the time of the last change (`ctime`) cannot be set back. None of nothing."""
    try:
        there = os.stat(path)
    except OSError:
        return None
    return [there.st_mtime_ns, there.st_ctime_ns, there.st_size, there.st_ino, there.st_dev]


def below(path: str, name: str, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[tuple[str, str]]:
    """Every file at or below a path, as name and path, and every folder, without a name.

    Links are followed; a loop of links is entered once.
    """
    if not os.path.isdir(path):
        yield name, path
        return
    there = os.stat(path)
    if (there.st_dev, there.st_ino) in above:
        return
    yield "", path
    with os.scandir(path) as entries:
        found = sorted((each.name, each.path, each.is_dir()) for each in entries if each.name not in LEFT_OUT)
    for own, inner, folder in found:
        if folder:
            yield from below(inner, f"{name}/{own}", above | {(there.st_dev, there.st_ino)})
        else:
            yield f"{name}/{own}", inner


def of_bytes(path: str) -> str:
    """The digest of a file's bytes; a few words where it is no regular file, or cannot be read."""
    if not os.path.isfile(path):
        return f"link to {os.readlink(path)}" if os.path.islink(path) else "no regular file"
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        return f"cannot be read: {problem.errno}"


def of_syntax(path: str) -> tuple[str, list[str], bool]:
    """The digest of a source's syntax, what it imports, and whether it peeks. Nothing where it is no Python of ours."""
    imports: set[str] = set()
    try:
        data = Path(path).read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
        for node in ast.walk(tree):
            match node:
                case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                    if ast.get_docstring(node, clean=False) is not None:
                        del node.body[0]
                case ast.Import(names=names):
                    imports.update(each.name.partition(".")[0] for each in names)
                case ast.ImportFrom(module=str(name), level=0):
                    imports.add(name.partition(".")[0])
        said = ast.dump(tree).encode("utf-8", "surrogatepass")
        return hashlib.sha256(said).hexdigest(), sorted(imports), PEEKS.search(data) is not None
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return "", [], False


_new: list[str] = []  # states that are not saved yet


def _place() -> Path:
    """The cache file: another one for another release of Python, or of this module."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    return Path(home) / "policylab" / f"hashes-{sys.implementation.cache_tag}-{own}.json"


@cache
def _cache() -> dict[str, Any]:
    with suppress(OSError, ValueError, RuntimeError):
        found = json.loads(_place().read_bytes())
        return found if isinstance(found, dict) and len(found) < MOST else {}
    return {}


def save() -> None:
    """Write the cache where it has grown. Where it cannot be written, the next command reads all files again."""
    if _new:
        _new.clear()
        with suppress(OSError, RuntimeError, disk.Unusable):
            _place().parent.mkdir(parents=True, exist_ok=True)
            disk.write(_place(), json.dumps(_cache()).encode())
