"""Digests of files, by their bytes, and of plain data."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from time import time_ns  # imported by name: `gate.clock` cannot replace it later
from typing import NamedTuple

from experiments.host import files as disk
from sim import caches

LEFT_OUT = {  # bytecode, version control, records and caches of tools, our own store
    *("__pycache__", ".git", ".hg", ".svn", ".jj", ".DS_Store", ".policylab", ".ipynb_checkpoints"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
}
CHUNK = 1 << 18  # bytes
SETTLED = 2_000_000_000  # nanoseconds after which another change has another time, on any file system

type Places = list[tuple[str, str]]  # name of a file or folder, and its path
type Manifest = Mapping[str, str]  # name of a file → its digest


class State(NamedTuple):
    """The state of some places."""

    digest: str
    files: Manifest


MANIFESTS: dict[str, Manifest] = {}  # every state that this process has seen, by its digest


def digest(data: object) -> str:
    """Return the digest of plain data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def state(locations: Places) -> State:
    """Return the present state of these places."""
    manifest = {name: of_bytes(path) for name, path in files(locations)}
    result = State(digest(manifest), manifest)
    MANIFESTS[result.digest] = manifest
    return result


def of_release(locations: Places) -> str:
    """Return the digest of an installed release.

    Releases are hundreds of megabytes, so the digest is left for the next command, in a file named by the stamps of all
    files and folders. Nobody can set `ctime` back. A change of a moment ago is not cached: a second one may have the
    same time.
    """
    paths = {path for name, path in locations for _, path in below(path, name)}
    stamps = {path: _stamp(path) for path in paths}
    place, result = caches.home(), ""
    cached = place and place / f"release-{digest(stamps)[:32]}"
    with suppress(OSError, ValueError):
        result = cached.read_text("ascii") if cached else ""
    if len(result) == hashlib.sha256().digest_size * 2:
        return result
    result = digest({name: of_bytes(path) for name, path in files(locations)})
    if cached and all(stamp and max(stamp[:2]) < time_ns() - SETTLED for stamp in stamps.values()):
        with suppress(OSError, disk.Unusable):
            cached.parent.mkdir(parents=True, exist_ok=True)
            disk.write(cached, result)
    return result


def files(locations: Places) -> Places:
    """Return all files at or below these places."""
    return [file for name, path in locations for file in below(path, name) if file[0]]


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
        content = sorted((each.name, each.path, _folder(each)) for each in scanned if each.name not in LEFT_OUT)
    for own, inner, folder in content:
        if folder:
            yield from below(inner, f"{name}/{own}", above | {(status.st_dev, status.st_ino)})
        else:
            yield f"{name}/{own}", inner


def _folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder, or a link to one. Only links are looked up."""
    return os.path.isdir(entry) if entry.is_symlink() else entry.is_dir(follow_symlinks=False)


def of_bytes(path: str) -> str:
    """Return the digest of a file's bytes; a few words for one that is not regular, or cannot be read.

    This process reads a file again only if its stamp is another one, or was of a moment ago.
    """
    stamp = _stamp(path)
    known = _known.get(path)
    if known and known[0] == stamp:
        return known[1]
    result = _of_bytes(path)
    if stamp and max(stamp[:2]) < time_ns() - SETTLED:
        _known[path] = stamp, result
    return result


_known: dict[str, tuple[list[int], str]] = {}  # by path: stamp and digest


def _of_bytes(path: str) -> str:
    if not os.path.isfile(path):
        return f"link to {os.readlink(path)}" if os.path.islink(path) else "no regular file"
    hashed = hashlib.sha256()  # `hashlib.file_digest` takes three times as long for small files
    try:
        with open(path, "rb", buffering=0) as file:
            while part := file.read(CHUNK):
                hashed.update(part)
        return hashed.hexdigest()
    except OSError as problem:
        return f"cannot be read: {problem.errno}"


def _stamp(path: str) -> list[int] | None:
    """Return the stamp of a path, None without a file. Equal stamps, equal content."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev, status.st_mode]
