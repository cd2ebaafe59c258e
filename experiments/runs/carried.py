"""What a rule is made of: its class and those above it, and whatever other classes and functions its fields hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import CellType, FunctionType, MethodType
from typing import Any

PLAIN = (bool, int, float, complex, str, bytes, type(None))


@dataclass(frozen=True, slots=True)
class Made:
    """By name: the classes and functions, and the modules that they are defined in."""

    of: tuple[str, ...]
    modules: frozenset[str]


def made(*rules: object) -> Made:
    """What rules are made of, in the order in which it is found."""
    names: dict[str, None] = {}
    modules: set[str] = set()
    seen: dict[int, object] = {}  # kept, so that no other object takes the same id
    todo = list(rules)[::-1]
    while todo:
        value = todo.pop()
        if isinstance(value, PLAIN) or id(value) in seen:
            continue
        seen[id(value)] = value
        for each in _definitions(value):
            module = getattr(each, "__module__", None) or "builtins"
            names[f"{module}.{getattr(each, '__qualname__', None) or getattr(each, '__name__', '')}"] = None
            modules.add(module)
        todo.extend(list(_held(value))[::-1])
    return Made(tuple(names), frozenset(modules))


def _definitions(value: object) -> tuple[Any, ...]:
    """The classes and functions that say what a value does."""
    if isinstance(value, type):
        return value.__mro__
    own = (value,) if hasattr(value, "__name__") or hasattr(value, "__qualname__") else ()
    return (*own, *type(value).__mro__)


def _held(value: Any) -> Iterator[Any]:
    """What a value holds."""
    match value:
        case type():
            return
        case FunctionType():
            yield from (cell.cell_contents for cell in value.__closure__ or () if _filled(cell))
            yield from (getattr(value, "__wrapped__", None), value.__defaults__, value.__kwdefaults__)
        case MethodType():
            yield from (value.__self__, value.__func__)
        case partial():
            yield from (value.func, value.args, value.keywords)
        case Mapping():
            yield from (item for pair in value.items() for item in pair)
        case set() | frozenset():  # in an order that another process has too
            yield from sorted(value, key=lambda item: (type(item).__qualname__, getattr(item, "__qualname__", "")))
        case tuple() | list():
            yield from value
        case _:
            yield from getattr(value, "__dict__", {}).values()
            slots = (name for kind in type(value).__mro__ for name in _slots(kind))
            yield from (getattr(value, name, None) for name in slots)


def _slots(kind: type) -> tuple[str, ...]:
    named = vars(kind).get("__slots__", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _filled(cell: CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True
