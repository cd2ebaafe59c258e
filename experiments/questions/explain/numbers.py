"""Numbers of the world and of rules, from their declarations."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, Literal, get_args, get_origin, get_type_hints

from experiments.language.messages import capital
from experiments.questions.explain import levers
from experiments.questions.explain.entry import Entry, Rows, first
from experiments.questions.explain.uses import uses
from policies.catalogue import RULES
from policies.display import Display
from policies.numbers import Confidence, Number, known, span
from scenarios import Scenario, load
from scenarios.keys import meant, of_rules, of_world
from scenarios.schema import nested, settable
from scenarios.space import not_varied
from sim.world import World

CONFIDENCE: dict[Confidence, str] = {
    "quoted": "quoted: it stood in a source",
    "derived": "derived: arithmetic on numbers that stood in a source",
    "assumed": "assumed: no source gives it",
}
MOST = 3  # numbers of one name that are explained in full


def words() -> Iterator[str]:
    """Yield every number: its whole key, and its key in results."""
    for key in _keys():
        yield key
        yield key.partition(".")[2]


def explain(word: str) -> list[Entry]:
    """Return the numbers whose key is this word, or ends in it; `talking.outlet_use[1]` is an item of one."""
    key, item = re.fullmatch(r"(.*?)(?:\[(\d+)\])?", word, re.DOTALL).groups()  # type: ignore[union-attr]
    keys = meant(key, _keys())
    if len(keys) > MOST:
        return [Entry(word, "the name of several numbers", f"Ask for one of them: {', '.join(keys)}")]
    entries = [_entry(each) for each in keys]
    return [replace(entry, rows=(*_item(entry.name, item), *entry.rows)) for entry in entries]


def _item(key: str, item: str | None) -> Rows:
    """Return a row about an item of a list."""
    place = int(item or 0)
    values: Any = _central(key) if item and key in of_world() else ()
    exists = isinstance(values, tuple) and place < len(values)
    return (("item", f"[{place}], counted from 0: {_value(values[place])}"),) if exists else ()


def units() -> dict[str, str]:
    """Return the unit of every number, by its whole key."""
    return {key: number.unit for key in _keys() if (number := _declared(key))}


def sections() -> list[str]:
    """Return `world`, and its sections as a scenario names them."""
    return ["world", *(f"world.{name}" for name in nested(World)), *nested(World)]


def section(word: str) -> list[Entry]:
    """Return the entry of a section of the world, with each of its numbers."""
    path = word.removeprefix("world").removeprefix(".")
    kind = nested(World)[path] if path else World
    rows = tuple(
        (field.name, f"{_value(getattr(kind(), field.name))} {number.unit}: {number.source}")
        for field in fields(kind)
        if (number := known(field))
    )
    more = "" if path else f"\n\nIts sections are {', '.join(nested(World))}."
    about = (inspect.getdoc(kind) or "") + more
    return [Entry(f"world.{path}" if path else "world", f"numbers of the world, in {_file(kind)}", about, rows)]


@cache
def _production() -> Scenario:
    return load("production")


@cache
def _keys() -> tuple[str, ...]:
    return tuple(key for key in of_rules() if not key.endswith(".rule"))


def _central(key: str) -> Any:
    """Return a value of the central world."""
    return attrgetter(key.removeprefix("world."))(_production().world)


def _entry(key: str) -> Entry:
    """Return the entry of a number or a setting."""
    owners, number = _owners(key), _declared(key)
    kind, (_, *path, name) = next(iter(owners.values())), key.split(".")
    rows = [("unit", number.unit)] if number else []
    if key in of_world():
        place = "world"
        rows.append(("value", f"{_value(_central(key))}, in production and the central world"))
        more = _of_world(key, kind, number)
    else:
        place = (
            f"platform ({'where marks stand' if path == ['display'] else f'{path[0]}, rule {" and ".join(owners)}'})"
        )
        rows.append(("value", _in_production(path[0], name)))
        more = _of_rule(key, kind, number)
    rows += [*(_known(number) if number else _choices(kind, name)), *more]
    return Entry(key, f"a {'number' if number else 'setting'} of the {place}", _about(kind, name, number), tuple(rows))


def _of_world(key: str, kind: type, number: Number | None) -> Iterator[tuple[str, str]]:
    _, *path, name = key.split(".")
    short = key.removeprefix("world.")
    if number:
        stays = not_varied(_production().world).get(short)
        yield "varies", f"no: {stays}" if stays else "in plausible worlds, over its plausible range"
    yield "belongs to", f"{_file(kind)}{f': {first(kind.__doc__)}' if path else ''}"
    yield "acts in", "\n".join(uses(path[0] if path else "world", kind, name))
    yield "change it", f"-S {short}=VALUE (both sides)"


def _of_rule(key: str, kind: type, number: Number | None) -> Iterator[tuple[str, str]]:
    _, lever, name = key.split(".")
    if number and number.shut:
        yield "idle", f"no effect where {', or '.join(map(str, number.shut))}"
    if lever != "display":
        yield "lever", f"{lever}: {levers.question(lever)}"
    methods = ", ".join(
        each
        for each, code in vars(kind).items()
        if inspect.isfunction(code) and not each.startswith("__") and f"self.{name}" in levers.source(code)
    )
    yield "acts in", f"{_file(kind)}{': ' if methods else ''}{methods}"
    yield "change it", f"--change {lever}.{name}=VALUE (the candidate alone), -S (both sides)"


def _in_production(lever: str, name: str) -> str:
    """Return the value on the first day, and every later value of production's calendar."""
    values: list[str] = []
    for day, platform in _production().rollout:
        value = getattr(getattr(platform, lever), name, None)
        text = "the rule in force has no such number" if value is None else _value(value)
        if not values or values[-1].rpartition(": ")[2] != text:
            values.append(f"{f'from day {day + 1} on' if day else 'in production'}: {text}")
    return ", ".join(values)


def _owners(key: str) -> dict[str, type]:
    """Return the classes that have a number: rules by their names, or a section of the world."""
    top, *path, name = key.split(".")
    if top == "world":
        return {"": nested(World)[path[0]] if path else World}
    kinds = {"": Display} if path == ["display"] else RULES[path[0]]
    return {rule: kind for rule, kind in kinds.items() if any(each.name == name for each in settable(kind))}


def _declared(key: str) -> Number | None:
    """Return the declaration of a number; None for a setting."""
    kind = next(iter(_owners(key).values()))
    return known(next(each for each in settable(kind) if each.name == key.rpartition(".")[2]))


def _known(number: Number) -> Iterator[tuple[str, str]]:
    if number.low is not None and number.high is not None:
        yield "plausible", f"{number.low:g} to {number.high:g}"
    yield "possible", span(number)
    yield "certainty", CONFIDENCE[number.confidence]


def _choices(kind: type, name: str) -> Iterator[tuple[str, str]]:
    hint = get_type_hints(kind)[name]
    if get_origin(hint) is Literal:
        yield "choices", ", ".join(map(str, get_args(hint)))
    elif hint is bool:
        yield "choices", "true, false"


def _about(kind: type, name: str, number: Number | None) -> str:
    """Return unit and source of a number; for a setting, the sentences about it in the docstring of its class."""
    if number:
        return f"{number.unit}: {number.source}" if number.unit not in number.source else number.source
    text = " ".join((inspect.getdoc(kind) or "").split())
    options = [f'"{part}"' for part in get_args(get_type_hints(kind)[name]) if isinstance(part, str)]
    marks = (f"`{name}`", *options)
    sentences = [part for part in re.split(r"(?<=\.)\s+", text) if any(mark in part for mark in marks)]
    return "\n\n".join(filter(None, (capital(levers.remarks(kind).get(name, "")), " ".join(sentences))))


def _value(value: Any) -> str:
    if isinstance(value, tuple | frozenset):
        return f"[{', '.join(map(_value, sorted(value) if isinstance(value, frozenset) else value))}]"
    return str(value).lower() if isinstance(value, bool) else f"{value:,g}" if isinstance(value, float) else str(value)


def _file(kind: type) -> str:
    return f"{kind.__module__.replace('.', '/')}.py"
