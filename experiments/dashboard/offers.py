"""Scenarios that the page offers: those that ship, and the files of the working folder. No file beyond it is read."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.language.messages import message, say
from policies.printable import printable
from scenarios import BadInput, load, names
from scenarios.keys import HEAD
from scenarios.layers import by_path
from scenarios.problems import not_among, problem

LARGEST = 100_000  # bytes, as of any scenario file
BEYOND = message("leads out of the working folder: the page reads no file beyond it")


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario: its source, and its title, or what is wrong with its file."""

    source: str
    title: str

    @property
    def label(self) -> str:
        """Source and title on one line."""
        return printable(f"{self.source}: {self.title}")


def offers(folder: Path) -> list[Offer]:
    """Return the shipped scenarios, and the scenario files of a folder by name. A broken file is offered too."""
    own = [Offer(source, _title(folder / source)) for source in _files(folder)]
    return [*(Offer(name, load(name).title) for name in names()), *own]


def check(source: str, folder: Path) -> None:
    """Raise BadInput if a source is not offered, or its file leads out of the folder."""
    files = list(_files(folder))
    if source not in names() and source not in files:
        raise BadInput([problem(source, not_among("scenario here", source, [*names(), *files]))])
    if source in files:
        _check_file(folder / source, folder, set())


def check_worlds(worlds: str, folder: Path) -> None:
    """Raise BadInput if worlds are a file beyond the folder."""
    if worlds not in ("plausible", "fixed") and not _within(folder / worlds, folder):
        raise BadInput([problem(f"worlds {worlds}", say(BEYOND))])


def _files(folder: Path) -> Iterator[str]:
    """Yield the names of files in a folder that are scenarios, or cannot be read as TOML."""
    for path in sorted(folder.glob("*.toml")):
        if path.is_file() and _within(path, folder):
            data = _read(path)
            if data is None or (data and data.keys() <= set(HEAD)):
                yield path.name


def _check_file(path: Path, folder: Path, seen: set[Path]) -> None:
    """Raise BadInput if a scenario file, or one that it extends, names a file beyond the folder."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    data = _read(path) or {}
    world = data.get("world")
    for name in (data.get("extends"), world.get("base") if isinstance(world, dict) else None):
        if isinstance(name, str) and by_path(name):
            other = path.parent / name
            if not _within(other, folder):
                raise BadInput([problem(f"{path.name}: {name}", say(BEYOND))])
            _check_file(other, folder, seen)


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _title(path: Path) -> str:
    """Return the title of a file, else what is wrong with it."""
    data = _read(path)
    if data is None:
        return say("a file that cannot be read")
    return printable(str(data.get("title", path.stem)))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
