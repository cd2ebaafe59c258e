"""What a side may not have: links that leave its tree, for both sides would read the same file, and submodules."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scenarios import layers
from scenarios.problems import problem

LEAVES = "base and head would both read what lies there: put it into the repository, or point the link at a path in it"
ONE = "the gate reads one repository: put its files here, or run the gate in it, on a scenario that lies there"


def complaints(tree: Path, paths: Sequence[Path], gitlinks: Iterable[str]) -> list[str]:
    """All that keeps a tree from being a side; paths: what the side reads, from the top of the tree."""
    return [*submodules(gitlinks, paths), *leaving(tree, paths)]


def leaving(tree: Path, paths: Iterable[Path]) -> Iterator[str]:
    """A complaint for each link, on the way to these paths of a tree or below them, whose target leaves the tree."""
    top, todo = tree.resolve(), [tree / path for path in paths]
    seen, told = set[Path](), set[Path]()
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
        target, end = os.readlink(link), Path(os.path.realpath(link))
        if not os.path.isabs(target) and end.is_relative_to(top):
            todo.append(tree / end.relative_to(top) / path.relative_to(link))
        elif link not in told:
            told.add(link)
            yield problem(str(link.relative_to(tree)), f"is a link to {target}, beyond the repository: {LEAVES}")


def _below(path: Path, tree: Path) -> bool:
    return path != tree and path.is_relative_to(tree)


def submodules(among: Iterable[str], paths: Iterable[Path]) -> Iterator[str]:
    """A complaint for each submodule that holds one of these paths, or lies below one."""
    needed = list(paths)
    for each in among:
        if any(path.is_relative_to(each) or Path(each).is_relative_to(path) for path in needed):
            yield problem(each, f"is a submodule: {ONE}")


def chain(file: Path, tree: Path, shelf: Path) -> tuple[Path, ...]:
    """A scenario's file, and the files that it extends or whose world it takes; paths from the top of its tree.

    Files outside the tree are not told; where one is named and is not there, it ends the chain.
    """
    found: list[Path] = []
    todo: list[tuple[Path, Path]] = [(file, shelf)]
    while todo:
        path, names = todo.pop()
        inside = Path(os.path.normpath(path))
        if not inside.is_relative_to(tree) or inside.relative_to(tree) in found:
            continue
        found.append(inside.relative_to(tree))
        for key, among in (("extends", names), ("world", layers.WORLDS)):
            name = _said(path).get(key)
            if isinstance(name, str) and (other := layers.find(name, among, path.parent)) is not None:
                todo.append((other, among))
    return tuple(found)


def missing(files: Sequence[Path], tree: Path) -> tuple[Path, ...]:
    """Those of the files that a tree does not have."""
    return tuple(file for file in files if not os.path.lexists(tree / file))


def extended(file: Path, tree: Path) -> str:
    """The scenario that one extends: its name, or its path from the top of the tree."""
    name = str(_said(file).get("extends", "production"))
    if not (name.endswith(".toml") or "/" in name):
        return name
    return os.path.relpath(file.parent / name, tree)


def _said(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
