"""Scenarios and worlds: what each is called, and in what it differs from what it extends."""

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
    """A shipped scenario."""
    file, found = SHIPPED / f"{name}.toml", load(name)
    parent = _read(file).get("extends")
    rows = [("file", _shown(file))]
    if parent is not None:
        changed = moves(load(str(parent)).resolved, found.resolved)
        rows += [("extends", str(parent)), ("changes", "\n".join(map(_said, changed)) or "nothing")]
    rows += [("world", found.world_name), ("days", f"{found.days}, from {found.start}")]
    others = [each for each in names() if _read(SHIPPED / f"{each}.toml").get("extends") == name]
    rows += [("extended by", ", ".join(others))] if others else []
    return [Entry(name, "a scenario", "\n\n".join(filter(None, (found.title, _comment(file)))), tuple(rows))]


def explain_world(name: str) -> list[Entry]:
    """A shipped world."""
    file = WORLDS / f"{name}.toml"
    said = _read(file)
    rows = [("file", _shown(file)), *((key, str(value)) for key, value in _flat(said) if key != "title")]
    users = [each for each in names() if load(each).world_name == name]
    rows.append(("used by", ", ".join(users)))
    about = f"{said.get('title', '')}\n\n{_comment(file)}"
    return [Entry(name, "a world: a population and its behaviour, as numbers", about, tuple(rows))]


def worlds() -> list[str]:
    """The shipped worlds."""
    return [name for name, _ in contents.worlds()]


def _said(move: Move) -> str:
    when = f", from day {move.day} on" if move.day else ""
    return f"{move.key} = {_value(move.after)} (was {_value(move.before)}){when}"


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _comment(file: Path) -> str:
    """The comment at the top of a file."""
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
