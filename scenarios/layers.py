"""Files and changes as layers: what a scenario extends, itself, what the command line changes."""

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenarios import schema
from scenarios.lines import Path as Keys
from scenarios.lines import line_index
from scenarios.problems import not_among, printable, problem, show, show_path
from scenarios.tree import Leaf, Table, Where, check, grow, node

SHIPPED = Path(__file__).parent
WORLDS = SHIPPED / "worlds"

_LARGEST_FILE = 100_000  # bytes
_DEEPEST = 12  # tables and lists in one another
_DOTTED = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Layer:
    """One file or change: a diff of whatever lies below it."""

    where: str
    folder: Path  # what relative paths in it are relative to
    head: Table  # of it `world` and `platform` are still to be checked
    blocks: tuple[tuple[datetime.date, Table], ...] = ()  # rollouts: from when, which levers


def names_in(folder: Path) -> list[str]:
    """The names of the scenarios or worlds that a folder holds."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def find(name: str, shelf: Path, folder: Path) -> Path | None:
    """The file of a shipped name, or of a path relative to `folder`; None where the name is unknown."""
    if name.endswith(".toml") or "/" in name:
        return folder / name
    return shelf / f"{name}.toml" if name in names_in(shelf) else None


def stack(path: Path, shelf: Path, kind: str, found: list[str], asker: str = "") -> list[Layer]:
    """The layers of a file and of all that it extends, the lowest first. Stops where a file cannot be used.

    asker  the place that names the file, for the complaint where there is none
    """
    layers: list[Layer] = []
    seen: dict[Path, str] = {}
    at: Path | None = path
    while at is not None and (layer := _read(at, shelf, kind, asker, found)) is not None:
        layers.insert(0, layer)
        seen[at.resolve()] = at.stem
        extends = layer.head.items.get("extends")
        if not isinstance(extends, Leaf) or not isinstance(extends.value, str):
            break
        name, asker = extends.value, extends.where
        at = find(name, shelf, layer.folder)
        if at is None:
            found.append(problem(extends.where, not_among(kind, name, names_in(shelf))))
        elif at.resolve() in seen:
            circle = [*list(seen.values())[list(seen).index(at.resolve()) :], at.stem]
            found.append(problem(extends.where, f"extends itself in a circle: {printable(' → '.join(circle))}"))
            break
    return layers


def change(number: int, text: str, found: list[str]) -> Layer | None:
    """A change of the command line, `key=value`, as a layer. The value is TOML; a bare word is a text."""
    text = text.encode("utf-8", "replace").decode()
    where = f"change {number}: {' '.join(text.split())}"
    key, equals, raw = (part.strip() for part in text.partition("="))
    if not equals or not _DOTTED.fullmatch(key):
        found.append(problem(where, "needs the form key=value, such as days=30"))
        return None
    value = said(key, raw)
    for part in reversed(key.split(".")):
        value = {part: value}
    if "extends" in value or _deep(value):
        mistake = "a change cannot make a scenario extend another" if "extends" in value else "nested too deeply"
        found.append(problem(where, mistake))
        return None
    return _layer(value, lambda *_: where, where, Path(), schema.Head, found)


def said(key: str, raw: str) -> Any:
    """What the text of a change says of a key: a value of TOML, else a text."""
    try:
        parsed = tomllib.loads(f"value = {raw}")
    except (ValueError, RecursionError):
        return raw
    value = parsed["value"] if len(parsed) == 1 else raw
    match key.split("."):
        case ["platform", _, "rule"] if not isinstance(value, str):  # a rule may be called 'nan'
            return raw
    return value


def _read(path: Path, shelf: Path, kind: str, asker: str, found: list[str]) -> Layer | None:
    """A file as a layer; None, and the reason in `found`, where it cannot be read."""
    shown = _shown(path)
    try:
        if not path.exists():
            shipped = f"; the shipped one is called '{path.stem}'" if path.stem in names_in(shelf) else ""
            raise OSError(f"no such {kind} file{shipped}")
        if not path.is_file():
            raise OSError("not a file")
        if path.stat().st_size > _LARGEST_FILE:
            raise OSError("larger than 100 kB")
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")  # some editors put a mark at the front
        data = tomllib.loads(text)
        if _deep(data):
            raise RecursionError
        lines = line_index(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found.append(problem(f"{shown}:{line}", "not UTF-8 text"))
    except tomllib.TOMLDecodeError as error:
        found.append(_syntax_problem(shown, text, str(error)))
    except RecursionError:
        found.append(problem(shown, "nested too deeply"))
    except OSError as error:
        mistake = f"cannot be read: {error.strerror or error}"
        found.append(problem(asker, f"{printable(shown)} {mistake}") if asker else problem(shown, mistake))
    except ValueError as error:  # a number of thousands of digits, a path with a null character
        found.append(problem(shown, str(error)))
    else:
        head = schema.Head if kind == "scenario" else schema.WorldHead
        return _layer(data, _places(shown, lines), shown, path.parent, head, found)
    return None


def _layer(data: dict[str, Any], where: Where, name: str, folder: Path, head: Any, found: list[str]) -> Layer:
    """Parsed TOML → a layer. Its top level is checked, and handed on as it is: a mistake found is a mistake told."""
    tree = grow(data, where)
    check(tree, head, found)
    rollout = data.get("rollout")
    blocks = tuple(_blocks(rollout, where, found)) if isinstance(rollout, list) and head is schema.Head else ()
    return Layer(name, folder, tree, blocks)


def _deep(data: object) -> bool:
    """Is something nested deeper than any scenario is?"""
    level, depth = [data], 0
    while level and depth <= _DEEPEST:
        inside = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level, depth = [item for items in inside for item in items], depth + 1
    return bool(level)


def _blocks(rollout: list[Any], where: Where, found: list[str]) -> Iterator[tuple[datetime.date, Table]]:
    """The `[[rollout]]` blocks. One without a usable date still yields its levers, so that they are checked too."""
    dates = set()
    for position, data in enumerate(rollout):
        block = node(data, where, ("rollout", position))
        if isinstance(block, Leaf):
            found.append(problem(block.where, "needs a table"))
            continue
        checked = check(block, schema.Block, found)
        on = checked["on"] if checked else datetime.date.max
        if checked and on in dates:
            found.append(problem(block.items["on"].where, f"a second rollout on {on}: put both in one"))
        dates.add(on)
        yield on, block.table("platform")


def _places(shown: str, lines: dict[Keys, int]) -> Where:
    """How complaints name the places of a file."""

    def where(path: Keys, value: object, told: bool) -> str:
        place = f"{shown}:{lines[path]}:" if path in lines else shown
        if isinstance(value, dict):
            return f"{place} [{show_path(path)}]" if path else place
        *table, key = (part for part in path if isinstance(part, str))
        header = f" [{show_path(table)}]" if table else ""
        return f"{place}{header} {show_path([key])}{f' = {show(value)}' if told else ''}"

    return where


def _syntax_problem(shown: str, text: str, message: str) -> str:
    """What tomllib says, with the line in front."""
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line = int(match[1]) if match else text.count("\n") + 1
    said = (
        message[: match.start()] if match else message.removesuffix(" (at end of document)") + " before the file ends"
    )
    if said.startswith(("Cannot overwrite", "Cannot declare")):
        said = "stands here a second time"
    return problem(f"{shown}:{line}", f"not valid TOML: {said[:1].lower()}{said[1:]}")


def _shown(path: Path) -> str:
    """A path as the reader would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
