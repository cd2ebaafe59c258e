"""Digests of files: Python by its syntax tree without docstrings and comments, everything else by its bytes.

Digests are cached from one command to the next: of bytes by path and stamp, of syntax by the bytes. A file that changed
a moment ago is read again each time, for a second edit may bear the same time.
"""

import ast
import hashlib
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time_ns  # by name: a clock that is moved later (`gate.clock`) is not asked
from typing import Any, NamedTuple

from experiments import files

LEFT_OUT = {  # bytecode, version control, records and caches of tools, our own store
    *("__pycache__", ".git", ".hg", ".svn", ".jj", ".DS_Store", ".policylab", ".ipynb_checkpoints"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
}
# Code that may look at docstrings, line numbers or source text: a syntax tree does not have them.
PEEKS = re.compile(rb"__doc__|getdoc|getsource|getcomments|lineno|co_lines|co_positions|linecache|tokenize")
SETTLED = 2_000_000_000  # nanoseconds after which another change bears another time, on any file system
MOST = 50_000  # digests that are cached

type Stamp = tuple[int, ...]


class Syntax(NamedTuple):
    """Of a source: its digest, the top-level packages that it imports, and whether it peeks."""

    digest: str
    imports: list[str]
    peeks: bool


def stamp(path: str) -> Stamp | None:
    """Equal stamps, equal content: the time of the last change (`ctime`) cannot be set back.

    None where nothing lies there, or has for too short a time.
    """
    try:
        there = os.stat(path)
    except OSError:
        return None
    times = there.st_mtime_ns, there.st_ctime_ns
    return (*times, there.st_size, there.st_ino, there.st_dev) if time_ns() - max(times) > SETTLED else None


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
    signature = f"{path}|{there}" if (there := stamp(path)) else ""
    if known := _cache().get(signature):
        return str(known)
    if not os.path.isfile(path):
        return f"link to {os.readlink(path)}" if os.path.islink(path) else "no regular file"
    try:
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return _cached(signature, digest) if signature else digest
    except OSError as problem:
        return f"cannot be read: {problem.errno}"


def of_syntax(path: str) -> Syntax | None:
    """The digest of a source's syntax, with what it imports. None where it is no Python of this release."""
    found = _cache().get(of_bytes(path))
    if found is None:
        try:
            data = Path(path).read_bytes()
        except OSError:
            return None
        found = _cached(hashlib.sha256(data).hexdigest(), _syntax(data))
    return Syntax(*found) if found else None


def _syntax(data: bytes) -> list[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
        imports: set[str] = set()
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
        return [hashlib.sha256(said).hexdigest(), sorted(imports), PEEKS.search(data) is not None]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


_unsaved: list[str] = []


def _cached[T](name: str, value: T) -> T:
    _cache()[name] = value
    _unsaved.append(name)
    return value


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
    if _unsaved:
        _unsaved.clear()
        with suppress(OSError, RuntimeError, files.Unusable):
            _place().parent.mkdir(parents=True, exist_ok=True)
            files.write(_place(), json.dumps(_cache()).encode())
