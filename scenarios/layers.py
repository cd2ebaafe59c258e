"""Files and changes as layers: what a scenario extends, itself, what the command line changes."""

import datetime
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policies.printable import printable
from scenarios import files, keys, schema
from scenarios.files import deep
from scenarios.problems import not_among, problem
from scenarios.tree import Leaf, Table, Where, check, grow, node

SHIPPED = Path(__file__).parent
WORLDS = SHIPPED / "worlds"

OF_FILES = {  # keys of a file that no change has
    "extends": "a change cannot make a scenario extend another",
    "rollout": "a change holds for the whole run: write a file that extends it, with the rollout",
}
_DOTTED = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Layer:
    """One file or change: a diff of the layers below it."""

    where: str
    folder: Path  # what relative paths in it are relative to
    head: Table  # of it `world` and `platform` are still to be checked
    blocks: tuple[tuple[datetime.date, Table], ...] = ()  # rollouts: from when, which levers
    file: Path | None = None  # None: a change of the command line


def names_in(folder: Path) -> list[str]:
    """The names of the scenarios or worlds that a folder holds."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def by_path(name: str) -> bool:
    """Is this the path of the file of a scenario or world, and not the name of one that ships?"""
    return name.endswith(".toml") or "/" in name


def find(name: str, shelf: Path, folder: Path) -> Path | None:
    """The file of a shipped name, or of a path relative to `folder`; None where the name is unknown."""
    if by_path(name):
        return folder / name
    return shelf / f"{name}.toml" if name in names_in(shelf) else None


def stack(path: Path, shelf: Path, kind: str, problems: list[str], asker: str = "") -> list[Layer]:
    """The layers of a file and of all that it extends, the lowest first. Stops where a file cannot be used.

    asker  the place that names the file, for the complaint where there is none
    """
    layers: list[Layer] = []
    seen: dict[Path, str] = {}
    at: Path | None = path
    while at is not None and (layer := _read(at, shelf, kind, asker, problems)) is not None:
        layers.insert(0, layer)
        seen[at.resolve()] = at.stem
        extends = layer.head.items.get("extends")
        if not isinstance(extends, Leaf) or not isinstance(extends.value, str):
            break
        name, asker = extends.value, extends.where
        at = find(name, shelf, layer.folder)
        if at is None:
            problems.append(problem(extends.where, not_among(kind, name, names_in(shelf))))
        elif at.resolve() in seen:
            circle = [*list(seen.values())[list(seen).index(at.resolve()) :], at.stem]
            problems.append(problem(extends.where, f"extends itself in a circle: {printable(' → '.join(circle))}"))
            break
    return layers


def place(text: str) -> str:
    """The place of a change in a complaint: its text, on one line and with one spelling."""
    key, equals, raw = (part.strip() for part in text.encode("utf-8", "replace").decode().partition("="))
    return " ".join(f"{key}{equals}{raw}".split())


def change(text: str, problems: list[str], known: Collection[str] = ()) -> Layer | None:
    """A change of the command line, `key=value`, as a layer. The value is TOML; a bare word is a text.

    known: the keys of which one may be named by its end
    """
    text = text.encode("utf-8", "replace").decode()
    where = place(text)
    key, equals, raw = (part.strip() for part in text.partition("="))
    if not equals or not _DOTTED.fullmatch(key):
        problems.append(problem(where, "needs the form key=value, such as days=30"))
        return None
    if keys.short(key):
        try:
            key = keys.whole(key, known)
        except LookupError as unknown:
            problems.append(problem(where, str(unknown)))
            return None
        where = place(f"{key}={raw}")
    value = said(key, raw)
    for part in reversed(key.split(".")):
        value = {part: value}
    mistakes = [mistake for head, mistake in OF_FILES.items() if head in value] + ["nested too deeply"] * deep(value)
    if mistakes:
        problems.append(problem(where, mistakes[0]))
        return None
    return _layer(value, lambda *_: where, where, Path(), schema.Head, problems)


def said(key: str, raw: str) -> Any:
    """Value that the text of a change gives to a key: as TOML has it, else the text."""
    try:
        parsed = tomllib.loads(f"value = {raw}")
    except (ValueError, RecursionError):
        return raw
    value = parsed["value"] if len(parsed) == 1 else raw
    match key.split("."):
        case [*_, _, "rule"] if not isinstance(value, str):  # a rule may be called 'nan'
            return raw
    return value


def _read(path: Path, shelf: Path, kind: str, asker: str, problems: list[str]) -> Layer | None:
    """A file as a layer; None, and the reason in `problems`, where it cannot be read."""
    read = files.read(path, kind, problems, names_in(shelf), asker)
    if read is None:
        return None
    head = schema.Head if kind == "scenario" else schema.WorldHead
    return replace(_layer(read.data, read.where, read.shown, path.parent, head, problems), file=path)


def _layer(data: dict[str, Any], where: Where, name: str, folder: Path, head: Any, problems: list[str]) -> Layer:
    """Parsed TOML → a layer. Its top level is checked, and handed on as it is: every mistake is reported."""
    tree = grow(data, where)
    check(tree, head, problems)
    rollout = data.get("rollout")
    blocks = tuple(_blocks(rollout, where, problems)) if isinstance(rollout, list) and head is schema.Head else ()
    return Layer(name, folder, tree, blocks)


def _blocks(rollout: list[Any], where: Where, problems: list[str]) -> Iterator[tuple[datetime.date, Table]]:
    """The `[[rollout]]` blocks. One without a usable date still yields its levers, so that they are checked too."""
    dates = set()
    for position, data in enumerate(rollout):
        block = node(data, where, ("rollout", position))
        if isinstance(block, Leaf):
            problems.append(problem(block.where, "needs a table"))
            continue
        checked = check(block, schema.Block, problems)
        on = checked["on"] if checked else datetime.date.max
        if checked and on in dates:
            problems.append(problem(block.items["on"].where, f"a second rollout on {on}: put both in one"))
        dates.add(on)
        yield on, block.table("platform")
