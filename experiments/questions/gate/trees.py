"""Checks of a side's tree: no links that leave it, since both sides would read the same file, and no submodules."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scenarios import layers
from scenarios.problems import problem

LEAVES = "base and head would both read what lies there: put it into the repository, or point the link at a path in it"
ONE = "the gate reads one repository: put its files here, or run the gate in it, on a scenario that lies there"


def problems(tree: Path, paths: Sequence[Path], gitlinks: Iterable[str]) -> list[str]:
    """Return the problems of a tree as a side; paths: all that the side reads, relative to the top of the tree."""
    return [*submodules(gitlinks, paths), *leaving(tree, paths)]


def leaving(tree: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Yield a problem for each link to a target outside the tree, on the way to these paths or below them."""
    top, todo = tree.resolve(), [tree / path for path in paths]
    seen, reported = set[Path](), set[Path]()
    while todo:
        path = todo.pop(0)
        if path in seen or path.name == "__pycache__":
            continue
        seen.add(path)
        link = next(
            (step for step in [*reversed(path.parents), path] if _below(step, tree) and step.is_symlink()), None
        )
        if link is None:
            todo += sorted(path.iterdir()) if path.is_dir() else []
            continue
        target, real = os.readlink(link), Path(os.path.realpath(link))
        if not os.path.isabs(target) and real.is_relative_to(top):
            todo.append(tree / real.relative_to(top) / path.relative_to(link))
        elif link not in reported:
            reported.add(link)
            yield problem(str(link.relative_to(tree)), f"is a link to {target}, beyond the repository: {LEAVES}")


def _below(path: Path, tree: Path) -> bool:
    return path != tree and path.is_relative_to(tree)


def submodules(gitlinks: Iterable[str], paths: Iterable[Path]) -> Iterator[str]:
    """Yield a problem for each submodule that holds one of these paths, or lies below one."""
    needed = list(paths)
    for gitlink in gitlinks:
        if any(path.is_relative_to(gitlink) or Path(gitlink).is_relative_to(path) for path in needed):
            yield problem(gitlink, f"is a submodule: {ONE}")


def chain(file: Path, tree: Path, shelf: Path) -> tuple[Path, ...]:
    """Return a scenario's file and the files that it extends or whose world it takes, relative to the top of its tree.

    Files outside the tree are left out. A file that is named and missing ends the chain.
    """
    files: list[Path] = []
    todo: list[tuple[Path, Path]] = [(file, shelf)]
    while todo:
        path, shelf_here = todo.pop()
        inside = Path(os.path.normpath(path))
        if not inside.is_relative_to(tree) or inside.relative_to(tree) in files:
            continue
        files.append(inside.relative_to(tree))
        for key, folder in (("extends", shelf_here), ("world", layers.WORLDS)):
            name = _parsed(path).get(key)
            if isinstance(name, str) and (other := layers.find(name, folder, path.parent)) is not None:
                todo.append((other, folder))
    return tuple(files)


def missing(files: Sequence[Path], tree: Path) -> tuple[Path, ...]:
    """Return the files that are missing in a tree."""
    return tuple(file for file in files if not os.path.lexists(tree / file))


def extended(file: Path, tree: Path) -> str:
    """Return the scenario that a file extends: its name, or its path relative to the top of the tree."""
    name = str(_parsed(file).get("extends", "production"))
    if not layers.by_path(name):
        return name
    return os.path.relpath(file.parent / name, tree)


def _parsed(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
