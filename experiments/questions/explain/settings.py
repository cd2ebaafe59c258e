"""Scenarios and worlds: their titles, and their differences from what they extend."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from experiments.questions.explain.entry import Entry
from policies.printable import printable
from scenarios import load, names
from scenarios.layers import SHIPPED, WORLDS
from scenarios.load import own_files
from scenarios.moves import Move, moves


def in_file(word: str) -> bool:
    """Return whether a word is the file of a scenario; a path alone is not enough: "orders/1,000" is a label."""
    return word.endswith(".toml")


def explain_scenario(name_or_path: str) -> list[Entry]:
    """Return the entry of a shipped scenario, or of one in a file. Raises BadInput."""
    scenario = load(name_or_path)
    file, *below = reversed(own_files(name_or_path))
    rows = [("file", _shown(file))]
    if below:
        base, changed = below[0], moves(load(str(below[0])).resolved, scenario.resolved)
        rows.append(("extends", base.stem if base.parent == SHIPPED else _shown(base)))
        rows.append(("changes", "\n".join(map(_words, changed)) or "nothing"))
    rows += [("world", scenario.world_name), ("days", f"{scenario.days}, from {scenario.start}")]
    others = [other for other in names() if _read(SHIPPED / f"{other}.toml").get("extends") == scenario.name]
    rows += [("extended by", ", ".join(others))] if others else []
    about = "\n\n".join(filter(None, (scenario.title, _comment(file))))
    return [Entry(scenario.name, "a scenario", about, tuple(rows))]


def explain_world(name: str) -> list[Entry]:
    """Return the entry of a shipped world."""
    file = WORLDS / f"{name}.toml"
    data = _read(file)
    users = [scenario for scenario in names() if load(scenario).world_name == name]
    numbers = ((key, str(value)) for key, value in _flat(data) if key != "title")
    rows = (("file", _shown(file)), *numbers, ("used by", ", ".join(users)))
    about = f"{data.get('title', '')}\n\n{_comment(file)}"
    return [Entry(name, "a world: a population and its behaviour, as numbers", about, rows)]


def _words(move: Move) -> str:
    when = f", from day {move.day + 1} on" if move.day else ""
    return f"{move.key} = {_value(move.after)} (was {_value(move.before)}){when}"


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else printable(str(value))


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _comment(file: Path) -> str:
    """Return the comment at the top of a file."""
    head = re.match(r"(?:#.*\n)*", file.read_text("utf-8"))
    lines = head[0].splitlines() if head else []
    return printable(" ".join(line[1:].strip() for line in lines if not line.startswith("#:")))


def _shown(file: Path) -> str:
    ours = file.is_relative_to(SHIPPED.parent)
    return printable((file.relative_to(SHIPPED.parent) if ours else file).as_posix())


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
