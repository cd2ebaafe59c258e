"""Scenarios and worlds: their titles, and their differences from what they extend."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from experiments.questions.explain import contents
from experiments.questions.explain.entry import Entry
from scenarios import load, names
from scenarios.layers import SHIPPED, WORLDS
from scenarios.moves import Move, moves


def explain_scenario(name: str) -> list[Entry]:
    """Return the entry of a shipped scenario."""
    file, scenario = SHIPPED / f"{name}.toml", load(name)
    parent = _read(file).get("extends")
    rows = [("file", _shown(file))]
    if parent is not None:
        changed = moves(load(str(parent)).resolved, scenario.resolved)
        rows += [("extends", str(parent)), ("changes", "\n".join(map(_words, changed)) or "nothing")]
    rows += [("world", scenario.world_name), ("days", f"{scenario.days}, from {scenario.start}")]
    others = [other for other in names() if _read(SHIPPED / f"{other}.toml").get("extends") == name]
    rows += [("extended by", ", ".join(others))] if others else []
    return [Entry(name, "a scenario", "\n\n".join(filter(None, (scenario.title, _comment(file)))), tuple(rows))]


def explain_world(name: str) -> list[Entry]:
    """Return the entry of a shipped world."""
    file = WORLDS / f"{name}.toml"
    data = _read(file)
    rows = [("file", _shown(file)), *((key, str(value)) for key, value in _flat(data) if key != "title")]
    users = [scenario for scenario in names() if load(scenario).world_name == name]
    rows.append(("used by", ", ".join(users)))
    about = f"{data.get('title', '')}\n\n{_comment(file)}"
    return [Entry(name, "a world: a population and its behaviour, as numbers", about, tuple(rows))]


def worlds() -> list[str]:
    """Return the shipped worlds."""
    return [name for name, _ in contents.worlds()]


def _words(move: Move) -> str:
    when = f", from day {move.day} on" if move.day else ""
    return f"{move.key} = {_value(move.after)} (was {_value(move.before)}){when}"


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _comment(file: Path) -> str:
    """Return the comment at the top of a file."""
    head = re.match(r"(?:#.*\n)*", file.read_text("utf-8"))
    lines = head[0].splitlines() if head else []
    return " ".join(line[1:].strip() for line in lines if not line.startswith("#:"))


def _shown(file: Path) -> str:
    return file.relative_to(SHIPPED.parent).as_posix()


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
