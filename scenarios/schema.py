"""Types of what may stand in a scenario: the fields of the rules and of the world, as strict types.

Nothing is listed twice: the keys of a lever's table are the fields of its rule's dataclass, those of `[world]` the
fields of `World`, with the unit, source and confidence that stand beside them.
"""

import datetime
import enum
import json
import types
import typing
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from math import ceil, floor
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

import pydantic
import pydantic_core

from policies import catalogue, numbers
from policies.boundary import said
from policies.display import Display
from policies.printable import printable
from sim.world import World

MOST_SCALE = 1_000.0
STANDARD = "standard"  # the rule of a lever that no file names

_STRICT = pydantic.ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
# Types made at run time, from dataclasses, which the type checker cannot follow:
_TypedDict: Any = typing.TypedDict
_Required: Any = Required
_NotRequired: Any = NotRequired
_Union: Any = Union
_Annotated: Any = Annotated
_List: Any = list
_Tuple: Any = tuple


class Block(typing.TypedDict):
    """`[[rollout]]`: levers that switch on a date."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]
    on: datetime.date
    platform: NotRequired[dict[str, Any]]


class Head(typing.TypedDict, total=False):
    """The top level of a scenario file. What stands in `world` and `platform` is checked once all layers are merged."""

    __pydantic_config__ = _STRICT  # type: ignore[misc]
    extends: str
    title: str
    start: Annotated[datetime.date, pydantic.Field(ge=datetime.date(2000, 1, 1), le=datetime.date(2100, 1, 1))]
    days: Annotated[int, pydantic.Field(ge=1, le=3650)]
    scale: Annotated[float, pydantic.Field(gt=0, le=MOST_SCALE)]  # times the people and clients of the world
    world: dict[str, Any]
    platform: dict[str, Any]
    rollout: list[Any]


class ByClass(typing.TypedDict):
    """`[platform.lever]` whose rule is a class, `module:Class`: its keys are known once it is loaded."""

    __pydantic_config__ = pydantic.ConfigDict(extra="allow", strict=True)  # type: ignore[misc]
    rule: Annotated[str, pydantic.Field(pattern=catalogue.PLACE.pattern)]


class WorldHead(typing.TypedDict, total=False):
    """Keys of a world file beside its numbers."""

    __pydantic_config__ = pydantic.ConfigDict(extra="ignore", strict=True)  # type: ignore[misc]
    extends: str
    title: str


@cache
def rule(lever: str, name: str) -> type:
    """The class of a rule whose fields files can set. Raises BadRule where a package offers what cannot be used."""
    kind, offer = catalogue.rule(lever, name), catalogue.offer(lever, name)
    if offer and (wrong := numbers.endless((each.name, each.default) for each in fields(kind))):
        raise offer.bad(wrong)
    try:
        json.dumps(adapter(table_type(kind)).json_schema(), allow_nan=False)
    except Exception as error:
        if offer is None:
            raise
        raise offer.bad(f"its fields cannot be read: {said(error)}") from error
    return kind


def rules(lever: str) -> dict[str, type]:
    """Every rule of a lever that can be used, by name. Loads those of installed packages."""
    usable = {}
    for name in catalogue.names(lever):
        with suppress(catalogue.BadRule):
            usable[name] = rule(lever, name)
    return usable


def broken_rules(lever: str | None = None) -> list[str]:
    """Rules of installed packages, for this lever or any, that nobody can use: a line each, with what is wrong."""
    lines = []
    for offer in catalogue.offers():
        if lever not in (None, offer.lever):
            continue
        try:
            offer.load()
            rule(offer.lever, offer.name)
        except catalogue.BadRule as error:
            lines.append(printable(str(error)))
    return lines


@cache
def table_type(cls: type, names: tuple[str, ...] = ()) -> Any:
    """The table that fills (part of) a dataclass: a TypedDict of the fields that a file can set.

    names  what the key `rule` may say; no such key without them
    """
    keys: dict[str, Any] = {"rule": _NotRequired[Literal[names]]} if names else {}
    hints = get_type_hints(cls)
    for field in settable(cls):
        described = pydantic.Field(description=_describe(field), json_schema_extra=_default(field))
        needed = field.default is MISSING and field.default_factory is MISSING
        accepted = _Annotated[_accepted(hints[field.name], field), described]
        keys[field.name] = (_Required if needed else _NotRequired)[accepted]
    return _table(cls.__name__, keys)


def _table(name: str, keys: dict[str, Any]) -> Any:
    table = _TypedDict(name, keys)
    table.__pydantic_config__ = _STRICT
    return table


@cache
def settable(cls: type) -> tuple[Field[Any], ...]:
    """The fields of a dataclass that a TOML file can set."""
    if not is_dataclass(cls):
        return ()
    hints = get_type_hints(cls)
    return tuple(field for field in fields(cls) if field.init and _accepted(hints[field.name], field) is not None)


@cache
def keys(rule: type) -> list[str]:
    """Keys that the table of a rule may have."""
    return ["rule", *(field.name for field in settable(rule))]


def nested(cls: type) -> dict[str, type]:
    """The fields of a dataclass that are dataclasses themselves: the sections of a world."""
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in settable(cls) if is_dataclass(hints[field.name])}


def choices_at(table: Any, path: tuple[str | int, ...]) -> list[Any]:
    """The keys that the table at `path` may have, or the values that the closed list there admits."""
    kind = table
    for part in path:
        if typing.is_typeddict(kind):
            kind = get_type_hints(kind)[str(part)]
        else:
            items = [item for item in get_args(kind) if item is not Ellipsis]
            kind = items[min(int(part), len(items) - 1)]
    return list(get_type_hints(kind)) if typing.is_typeddict(kind) else list(get_args(kind))


@cache
def adapter(table: Any) -> pydantic.TypeAdapter[dict[str, Any]]:
    """Checks data against a table type. `validate_python` hands back the keys given, converted."""
    return pydantic.TypeAdapter(table)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, for editors."""
    levers = {
        lever: _NotRequired[_Union[(*(table_type(kind, (name,)) for name, kind in rules(lever).items()), ByClass)]]
        for lever in catalogue.RULES
    }
    platform = _table("Platform", levers | {"display": _NotRequired[table_type(Display)]})
    block = _table("Rollout", {"on": datetime.date, "platform": _NotRequired[platform]})
    world = _table("World", {"base": _NotRequired[str]} | table_type(World).__annotations__)
    parts = {"world": world, "platform": platform, "rollout": _List[block]}
    head = get_type_hints(Head, include_extras=True) | parts
    file = _table("Scenario", {key: _NotRequired[hint] for key, hint in head.items()})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | adapter(file).json_schema()


def plain(value: object) -> Any:
    """A value for JSON: dataclasses by their settable fields, sets sorted, enums by value, dates in ISO form."""
    if type(value) in (float, int, str, bool):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in settable(type(value))}
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _accepted(hint: Any, field: Field[Any]) -> Any:
    """The strict type of what a file writes for a field; None where no file can set it.

    A section (a dataclass in a dataclass) can be set when it stands as the default: what a factory makes is data.
    """
    origin, args = get_origin(hint), get_args(hint)
    if hint in (bool, str, datetime.date) or origin is Literal:
        return hint
    if hint in (int, float):
        least, most = _bounds(field)
        if hint is int:
            least, most = ceil(least), floor(most)
        return Annotated[hint, pydantic.Field(ge=least, le=most)]
    if is_dataclass(hint):
        return table_type(typing.cast(type, hint)) if is_dataclass(field.default) else None
    if origin in (Union, types.UnionType):  # TOML has no null: of `float | None` it can write the float
        [*some] = (member for member in args if member is not types.NoneType)
        return _accepted(some[0], field) if len(some) == 1 else None
    if origin in (tuple, frozenset):
        items = tuple(item if item is Ellipsis else _accepted(item, field) for item in args)
        if None in items:
            return None
        if origin is frozenset:  # a list to the end, so that its items have their places
            return Annotated[_List[items], pydantic.AfterValidator(frozenset)]
        sums = pydantic.AfterValidator(partial(_within_total, field))
        return Annotated[_Tuple[items], pydantic.BeforeValidator(_from_list), sums]
    return None


def _bounds(field: Field[Any]) -> tuple[float, float]:
    """The least and the most that a number may be."""
    facts = numbers.known(field)
    if facts is None:
        return -numbers.LARGEST, numbers.LARGEST
    return max(facts.least, -numbers.LARGEST), min(facts.most, numbers.LARGEST)


def _within_total(field: Field[Any], items: Any) -> Any:
    """The items, when their sum is not above what is declared for it."""
    facts = numbers.known(field)
    if facts is not None and facts.total is not None and sum(items) > facts.total + 1e-9:
        raise pydantic_core.PydanticCustomError(
            "total", "sums to {sum}, must be at most {total}", {"sum": f"{sum(items):g}", "total": f"{facts.total:g}"}
        )
    return items


def _from_list(value: Any) -> Any:
    """TOML has lists only. What is none stays, for the type to complain about."""
    return tuple(value) if isinstance(value, list) else value


def _describe(field: Field[Any]) -> str | None:
    facts = numbers.known(field)
    if facts is None:
        return None
    span = f", plausibly {facts.low}…{facts.high}" if facts.low is not None else ""
    return f"{facts.unit}{span}. Source: {facts.source} ({facts.confidence})"


def _default(field: Field[Any]) -> dict[str, Any] | None:
    return None if field.default is MISSING or is_dataclass(field.default) else {"default": plain(field.default)}
