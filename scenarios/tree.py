"""Nested tables whose every value remembers where it was written, so that layers can be merged and still be blamed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pydantic

from scenarios import keys, schema
from scenarios.lines import Path
from scenarios.problems import mistake, problem

Where = Callable[[Path, object, bool], str]  # (path of a value, the value, tell it?) → how a complaint names its place


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value."""

    where: str  # its place, with the value
    value: object
    key: str  # its place alone: what stands under a key that is not ours is nobody's business


@dataclass(frozen=True, slots=True)
class Table:
    """A table of values and tables."""

    where: str
    items: Mapping[str, "Node"] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its place, which tells no value."""
        return self.where

    def plain(self) -> dict[str, object]:
        """The values alone, nested as they are."""
        return {key: node.plain() if isinstance(node, Table) else node.value for key, node in self.items.items()}

    def paths(self, above: str = "") -> Iterator[str]:
        """The dotted keys of all values in it and in its tables."""
        for key, node in self.items.items():
            if isinstance(node, Table):
                yield from node.paths(f"{above}{key}.")
            else:
                yield f"{above}{key}"

    def table(self, key: str) -> "Table":
        """The table under `key`; empty where there is none."""
        node = self.items.get(key)
        return node if isinstance(node, Table) else Table(self.where)

    def value(self, key: str) -> object:
        """The value under `key`, None where there is none."""
        node = self.items.get(key)
        return node.value if isinstance(node, Leaf) else None

    def without(self, keys: Iterable[str]) -> "Table":
        """The same but for `keys`."""
        dropped = set(keys)
        return replace(self, items={key: node for key, node in self.items.items() if key not in dropped})


Node = Leaf | Table


def grow(data: Mapping[str, object], where: Where, path: Path = ()) -> Table:
    """Parsed TOML → a table in which every value knows its place."""
    return Table(where(path, data, False), {key: node(value, where, (*path, key)) for key, value in data.items()})


def node(value: object, where: Where, path: Path) -> Node:
    """One parsed value → a table or a leaf."""
    return (
        grow(value, where, path)
        if isinstance(value, dict)
        else Leaf(where(path, value, True), value, where(path, value, False))
    )


def merge(under: Table, over: Table) -> Table:
    """Merge `over` into `under`, key by key. What says nothing has no place to be blamed on."""
    if not over.items:
        return under
    merged = dict(under.items)
    for key, upper in over.items.items():
        lower = merged.get(key)
        merged[key] = merge(lower, upper) if isinstance(lower, Table) and isinstance(upper, Table) else upper
    return Table(over.where, merged)


def check(tree: Table, table: Any, problems: list[str]) -> dict[str, Any] | None:
    """The values of `tree` as the table type has them; None, and every mistake in `problems`, where there is one."""
    try:
        return schema.adapter(table).validate_python(tree.plain())
    except pydantic.ValidationError as error:
        for each in error.errors(include_url=False):
            place, text = _complaint(tree, table, each)
            problems.append(problem(place, text))
        return None


def construct[T](default: T, values: Mapping[str, Any], tree: Table, problems: list[str]) -> T:
    """`default` with `values` in place of its own; what its class objects to goes to `problems`.

    An objection of the form "field: mistake" is blamed on the line of that field.
    """
    sections = schema.nested(type(default))
    parts = {
        key: construct(getattr(default, key), value, tree.table(key), problems) if key in sections else value
        for key, value in values.items()
    }
    try:
        return replace(default, **parts)  # type: ignore[type-var]
    except ValueError as error:
        problems.append(blame(tree, error))
        return default


def blame(tree: Table, error: ValueError) -> str:
    """The complaint about a ValueError that a dataclass raised when it was filled from `tree`."""
    name, _, text = str(error).partition(": ")
    node = tree.items.get(name) if text else None
    return problem(node.where, text) if node else problem(tree.where, str(error))


def _complaint(tree: Table, table: Any, error: Any) -> tuple[str, str]:
    """The place and the words of one of pydantic's errors."""
    reached: Node = tree
    path: Path = error["loc"]
    for part in path:
        if not isinstance(reached, Table) or part not in reached.items:
            break
        reached = reached.items[str(part)]
    match error["type"]:
        case "extra_forbidden":
            known = schema.choices_at(table, path[:-1])
            return reached.key, keys.no_key(str(path[-1]), known)
        case "missing" if isinstance(path[-1], int):
            return reached.where, "the list is too short"
        case "missing":
            return reached.where, f"needs a value for '{path[-1]}'"
    choices = schema.choices_at(table, path) if error["type"] == "literal_error" else []
    item = "".join(f"item {part + 1}: " for part in path if isinstance(part, int))
    return reached.where, item + mistake(error["type"], error["input"], error.get("ctx", {}), error["msg"], choices)
