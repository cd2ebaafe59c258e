"""Digests of files: Python by its syntax tree without docstrings and comments, all else by its bytes.

States are cached from one command to the next, and read again when a file or folder has another stamp. A state that
changed a moment ago is not cached: a second edit may have the same time.
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
from time import time_ns  # imported by name: `gate.clock` cannot replace it later
from typing import Any, NamedTuple

from experiments.host import files as disk
from sim import caches

LEFT_OUT = {  # bytecode, version control, records and caches of tools, our own store
    *("__pycache__", ".git", ".hg", ".svn", ".jj", ".DS_Store", ".policylab", ".ipynb_checkpoints"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
}
# Code that may read docstrings, line numbers or source text: a syntax tree does not have them.
PEEKS = re.compile(rb"__doc__|getdoc|getsource|getcomments|lineno|co_lines|co_positions|linecache|tokenize")
SETTLED = 2_000_000_000  # nanoseconds after which another change has another time, on any file system
MOST = 1_000  # states that are cached

type Places = list[tuple[str, str]]  # name of a file or folder, and its path
type Manifest = Mapping[str, str]  # name of a file → its digest


class State(NamedTuple):
    """The state of some places: digest, manifest, and the top-level packages that the sources import."""

    digest: str
    files: Manifest
    imports: list[str]


MANIFESTS: dict[str, Manifest] = {}  # every state that this process has seen, by its digest


def digest(data: object) -> str:
    """Return the digest of plain data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def state(locations: Places, *, as_bytes: bool = False) -> State:
    """Return the present state of these places. as_bytes: by bytes, as everywhere that a source may peek."""
    name = f"{locations} {as_bytes}"
    stamps, *known = _cache().get(name) or [{}]
    if not known or any(stamp(path) != was for path, was in stamps.items()):
        entries = [each for name, path in locations for each in below(path, name)]
        latest = time_ns() - SETTLED
        stamps = {path: stamp(path) for _, path in entries}
        sources = {name: of_syntax(path) for name, path in entries if name.endswith(".py") and not as_bytes}
        peeks = any(peeks for _, _, peeks in sources.values())
        syntax = {name: value for name, (value, _, _) in sources.items() if not peeks}
        manifest = {name: syntax.get(name) or of_bytes(path) for name, path in entries if name}
        known = [digest(manifest), manifest, sorted({top for _, imports, _ in sources.values() for top in imports})]
        if all(was and max(was[:2]) < latest for was in stamps.values()):
            _cache()[name] = [stamps, *known]
            _new.append(name)
    MANIFESTS[known[0]] = known[1]
    return State(*known)


def files(locations: Places) -> Places:
    """Return all files at or below these places."""
    return [file for name, path in locations for file in below(path, name) if file[0]]


def stamp(path: str) -> list[int] | None:
    """Return the stamp of a path, None without a file. Equal stamps, equal content: nobody can set `ctime` back."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev]


def below(path: str, name: str, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield every file at or below a path, as name and path, and every folder, without a name.

    Links are followed; a loop of links is entered once.
    """
    if not os.path.isdir(path):
        yield name, path
        return
    status = os.stat(path)
    if (status.st_dev, status.st_ino) in above:
        return
    yield "", path
    with os.scandir(path) as scanned:
        content = sorted((each.name, each.path, os.path.isdir(each)) for each in scanned if each.name not in LEFT_OUT)
    for own, inner, folder in content:
        if folder:
            yield from below(inner, f"{name}/{own}", above | {(status.st_dev, status.st_ino)})
        else:
            yield f"{name}/{own}", inner


def of_bytes(path: str) -> str:
    """Return the digest of a file's bytes; a few words for one that is not regular, or cannot be read."""
    if not os.path.isfile(path):
        return f"link to {os.readlink(path)}" if os.path.islink(path) else "no regular file"
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        return f"cannot be read: {problem.errno}"


def of_syntax(path: str) -> tuple[str, list[str], bool]:
    """Return the digest of a source's syntax (empty if it cannot be parsed), its imports, and whether it peeks."""
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
        syntax = ast.dump(tree).encode("utf-8", "surrogatepass")
        return hashlib.sha256(syntax).hexdigest(), sorted(imports), PEEKS.search(data) is not None
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return "", [], False


_new: list[str] = []  # states that are not saved yet


def _place() -> Path | None:
    """Return the cache file: another one for another release of Python, or of this module; None without a home."""
    own, home = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12], caches.home()
    return home and home / f"hashes-{sys.implementation.cache_tag}-{own}.json"


@cache
def _cache() -> dict[str, Any]:
    place = _place()
    with suppress(OSError, ValueError):
        content = json.loads(place.read_bytes()) if place else {}
        return content if isinstance(content, dict) and len(content) < MOST else {}
    return {}


def save() -> None:
    """Write the cache if it has grown. If that fails, the next command reads all files again."""
    if _new and (place := _place()):
        _new.clear()
        with suppress(OSError, disk.Unusable):
            place.parent.mkdir(parents=True, exist_ok=True)
            disk.write(place, json.dumps(_cache()).encode())
