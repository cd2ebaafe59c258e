"""TOML files: read, with the places of their values for complaints."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.printable import printable
from scenarios.lines import Path as Keys
from scenarios.lines import line_index
from scenarios.problems import problem, show, show_path
from scenarios.tree import Where

_LARGEST = 100_000  # bytes
_DEEPEST = 12  # tables and lists in one another


@dataclass(frozen=True, slots=True)
class Read:
    """Contents of a file."""

    data: dict[str, Any]
    shown: str  # its path, as the reader would type it
    where: Where  # how complaints name its places


def read(
    path: Path,
    kind: str,
    problems: list[str],
    shipped: Collection[str] = (),
    asker: str = "",
    largest: float = _LARGEST,
    deepest: float = _DEEPEST,
) -> Read | None:
    """A file of TOML; None, and the reason in `problems`, where it cannot be read.

    kind     what it should be, for the complaint
    shipped  names of files that come with policylab, of which one was perhaps meant
    asker    the place that names the file
    largest, deepest  limits of its size in bytes, and of tables and lists in one another
    """
    shown = _shown(path)
    try:
        if not path.exists():
            meant = f"; the shipped one is called '{path.stem}'" if path.stem in shipped else ""
            raise OSError(f"no such {kind} file{meant}")
        if not path.is_file():
            raise OSError("not a file")
        if path.stat().st_size > largest:
            raise OSError("larger than 100 kB")
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")  # some editors put a mark at the front
        data = tomllib.loads(text)
        if deep(data, deepest):
            raise RecursionError
        lines = line_index(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(problem(f"{shown}:{line}", "not UTF-8 text"))
    except tomllib.TOMLDecodeError as error:
        problems.append(_syntax_problem(shown, text, str(error)))
    except RecursionError:
        problems.append(problem(shown, "nested too deeply"))
    except OSError as error:
        mistake = f"cannot be read: {error.strerror or error}"
        problems.append(problem(asker, f"{printable(shown)} {mistake}") if asker else problem(shown, mistake))
    except ValueError as error:  # a number of thousands of digits, a path with a null character
        problems.append(problem(shown, str(error)))
    else:
        return Read(data, shown, _places(shown, lines))
    return None


def deep(data: object, deepest: float = _DEEPEST) -> bool:
    """Is something nested deeper than this, or than any scenario is?"""
    level, depth = [data], 0
    while level and depth <= deepest:
        inside = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level, depth = [item for items in inside for item in items], depth + 1
    return bool(level)


def _places(shown: str, lines: dict[Keys, int]) -> Where:
    """Return the function that names places of a file in complaints."""

    def where(path: Keys, value: object, full: bool) -> str:
        place = f"{shown}:{lines[path]}:" if path in lines else shown
        if isinstance(value, dict):
            return f"{place} [{show_path(path)}]" if path else place
        *table, key = (part for part in path if isinstance(part, str))
        header = f" [{show_path(table)}]" if table else ""
        return f"{place}{header} {show_path([key])}{f' = {show(value)}' if full else ''}"

    return where


def _syntax_problem(shown: str, text: str, message: str) -> str:
    """The complaint of tomllib, with the line in front."""
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line = int(match[1]) if match else text.count("\n") + 1
    reason = (
        message[: match.start()] if match else message.removesuffix(" (at end of document)") + " before the file ends"
    )
    if reason.startswith(("Cannot overwrite", "Cannot declare")):
        reason = "stands here a second time"
    return problem(f"{shown}:{line}", f"not valid TOML: {reason[:1].lower()}{reason[1:]}")


def _shown(path: Path) -> str:
    """A path as the reader would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
